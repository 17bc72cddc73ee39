"""The log of events: one JSON object a line, flushed at once. Its schema is the one table here (docs/dev/events.md).

Events are made here from what the session hands over; what happens, and when, is not decided here.
"""

import contextlib
import errno
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app.feedback.announcer import Decision
from app.recognition.observation import Observation
from app.session.messages import Message, MessageKind
from app.speech.protocols import SpokenRecord
from app.trouble import Trouble
from app.wholefile import at_once

BEST_VALUES = 3

Event = Mapping[str, Any]


class EventsError(Trouble):
    """The file of events cannot be written."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an event.

    Attributes:
        name: its name in the JSON object.
        type: "number", "integer", "string", "boolean" or "list".
        unit: unit or set of values, for people.
        meaning: what it says, for people.
        nullable: True when it may be null.
    """

    name: str
    type: str
    unit: str
    meaning: str
    nullable: bool = False


_TIME = Field("t_s", "number", "seconds of source time", "when it happened; for an utterance, when it was asked for")
_FRAME = Field("frame", "integer", "count from 0", "index of the frame that led to it")
_ITEM = Field("source_item", "string", "path", "picture or video the frame shows; null for live sources", nullable=True)
_DECIDED = Field("decided_ms", "number", "milliseconds", "from the capture of that frame to the decision")
_TEXT = Field("text", "string", "the user's language", "the words that are spoken or shown")
_CURRENCY = Field("currency", "string", "ISO 4217 code", "currency of the note")
_VALUE = Field("value", "string", "face value, as in the label", "value of the note")
_ID = Field("id", "integer", "count from 1", "number of the message; its utterance has the same")
_FACE = Field("face", "string", '"front" or "back"', "face of the note")


def _kind(name: str) -> Field:
    return Field("kind", "string", f'always "{name}"', "kind of the event")


SCHEMA: Mapping[str, tuple[Field, ...]] = {
    "announcement": (
        _TIME,
        _kind("announcement"),
        _ID,
        _CURRENCY,
        _VALUE,
        Field(
            "several",
            "boolean",
            "true or false",
            "whether several notes of this value are there, nobody knows how many",
        ),
        _FACE,
        Field("confidence", "number", "0 to 1", "mean score of the value over the frames that earned it"),
        _TEXT,
        _FRAME,
        _ITEM,
        _DECIDED,
    ),
    "guidance": (
        _TIME,
        _kind("guidance"),
        _ID,
        Field("hint", "string", "see the list of hints", "what to do, or what keeps the note from being read"),
        _TEXT,
        _FRAME,
        _ITEM,
        _DECIDED,
    ),
    "table": (
        _TIME,
        _kind("table"),
        _ID,
        Field("notes", "list", "by currency, largest value first", "what was read; fields below"),
        Field("unread", "list", "names of places", "where notes lie that could not be read, as the camera sees them"),
        Field("total", "string", '"exact" or "at_least"', "whether nothing else in the pictures looks like a note"),
        Field("pictures", "integer", "count from 1", "how many pictures were joined"),
        _TEXT,
        Field("took_ms", "number", "milliseconds", "from the question to the answer"),
    ),
    "status": (
        _TIME,
        _kind("status"),
        _ID,
        Field("status", "string", "see the list of states", "what changed"),
        _TEXT,
        Field("source", "string", "name of the source", "the camera, file or address in use", nullable=True),
    ),
    "utterance": (
        _TIME,
        _kind("utterance"),
        Field("id", "integer", "count from 1", "number of the message that was said"),
        Field("topic", "string", "a word", "what it was about; a newer one of the same topic supersedes it"),
        _TEXT,
        Field("outcome", "string", "see the list of outcomes", "how the utterance ended"),
        Field("interruptions", "integer", "count from 0", "how often it was interrupted, and then said again"),
        Field("latency_ms", "number", "milliseconds", "from asking to the first sound; null if never", nullable=True),
    ),
    "frame": (
        _TIME,
        _kind("frame"),
        Field("frame", "integer", "count from 0", "index of the frame"),
        _ITEM,
        Field("best", "list", "at most three, best first", "the best values of the frame; fields below"),
        Field("unknown_score", "number", "0 to 1", "probability of no known note, or of a currency that is off"),
        Field("brightness", "number", "0 to 1", "mean luma of the frame"),
        Field("sharpness", "number", "variance of the Laplacian", "below 20 heavily blurred, above 100 sharp"),
        Field("weight", "number", "0 to 1", "how much the frame counts, from its quality"),
        Field("evidence_s", "number", "seconds of full quality", "how long the best value was well seen of late"),
        Field("preprocess_ms", "number", "milliseconds", "preparing the picture for the model"),
        Field("inference_ms", "number", "milliseconds", "the model itself"),
        Field("postprocess_ms", "number", "milliseconds", "from the model's output to scores"),
        _DECIDED,
    ),
}

TABLE_NOTE_FIELDS: tuple[Field, ...] = (
    _CURRENCY,
    _VALUE,
    Field("count", "integer", "count from 1", "how many notes of this value"),
    Field("standing", "string", '"money" or "withdrawn"', "whether they are still money"),
)
SCORE_FIELDS: tuple[Field, ...] = (
    _CURRENCY,
    _VALUE,
    _FACE,
    Field("score", "number", "0 to 1", "calibrated probability of the value"),
    Field("threshold", "number", "0 to 1", "score from which a single picture may be named"),
)


def message_event(message: Message) -> dict[str, Any]:
    """Something was told."""
    event: dict[str, Any] = {"t_s": _seconds(message.t_s), "kind": message.kind.value, "id": message.id}
    if message.kind is MessageKind.STATUS:
        return event | {"status": message.name, "text": message.text, "source": message.source}
    decided_ms = None if message.decided_ms is None else _milliseconds(message.decided_ms)
    if message.table is not None:
        return event | {
            "notes": [
                {
                    "currency": currency,
                    "value": value,
                    "count": count,
                    "standing": "withdrawn" if is_withdrawn else "money",
                }
                for currency, value, is_withdrawn, count in message.table.groups()
            ],
            "unread": [place.value for place in message.table.places],
            "total": "exact" if message.table.is_all else "at_least",
            "pictures": message.table.pictures,
            "text": message.text,
            "took_ms": decided_ms,
        }
    if message.announcement is not None:
        told = message.announcement
        return event | {
            "currency": told.currency,
            "value": told.value,
            "several": told.are_several,
            "face": told.face,
            "confidence": round(told.confidence, 4),
            "text": message.text,
            "frame": told.frame_index,
            "source_item": told.source_item,
            "decided_ms": decided_ms,
        }
    assert message.hint is not None
    return event | {
        "hint": message.hint.kind.value,
        "text": message.text,
        "frame": message.hint.frame_index,
        "source_item": message.hint.source_item,
        "decided_ms": decided_ms,
    }


def utterance_event(record: SpokenRecord) -> dict[str, Any]:
    """An utterance came to its end, whatever became of it."""
    return {
        "t_s": _seconds(record.requested_at_s),
        "kind": "utterance",
        "id": record.id,
        "topic": record.topic,
        "text": record.text,
        "outcome": record.outcome,
        "interruptions": record.interruptions,
        "latency_ms": None if record.latency_ms is None else _milliseconds(record.latency_ms),
    }


def frame_event(observation: Observation, decision: Decision, *, t_s: float, decided_ms: float) -> dict[str, Any]:
    """One frame was looked at."""
    return {
        "t_s": _seconds(t_s),
        "kind": "frame",
        "frame": observation.frame_index,
        "source_item": observation.source_item,
        "best": [
            {
                "currency": score.currency,
                "value": score.value,
                "face": score.face,
                "score": round(score.score, 4),
                "threshold": round(score.threshold, 4),
            }
            for score in observation.scores[:BEST_VALUES]
        ],
        "unknown_score": round(observation.unknown_score, 4),
        "brightness": round(observation.brightness, 4),
        "sharpness": round(observation.sharpness, 2),
        "weight": round(decision.evidence.weight, 4),
        "evidence_s": _seconds(decision.evidence.seen_s),
        "preprocess_ms": _milliseconds(observation.timings.preprocess_ms),
        "inference_ms": _milliseconds(observation.timings.inference_ms),
        "postprocess_ms": _milliseconds(observation.timings.postprocess_ms),
        "decided_ms": _milliseconds(decided_ms),
    }


class EventWriter:
    """Writes events to a file, one line each, at once. May be used from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the file, replacing what was in it. Raises EventsError when it cannot be written.

        Names of files that are no UTF-8 are written as JSON's escapes of what Python makes of them.
        """
        self._path = path
        self._lock = threading.Lock()
        try:
            self._file: IO[str] | None = open(  # noqa: SIM115 (closed in close)
                path, "w", encoding="utf-8", errors="backslashreplace", newline="\n", opener=at_once
            )
        except (OSError, ValueError) as error:
            raise EventsError("events_not_written", path=str(path), errno=_number(error)) from error

    def write(self, event: Event) -> None:
        """Write one event and flush it.

        Raises EventsError, once, when that fails (a full disk); what comes after is passed over, as it is after close.
        """
        line = json.dumps(event, ensure_ascii=False, allow_nan=False) + "\n"
        with self._lock:
            if self._file is None:
                return
            try:
                self._file.write(line)
                self._file.flush()
            except OSError as error:
                self._abandon()
                raise EventsError("events_stopped", path=str(self._path), errno=_number(error)) from error

    def close(self) -> None:
        """Close the file; may be called again."""
        with self._lock:
            if self._file is not None:
                self._abandon()

    def _abandon(self) -> None:
        assert self._file is not None
        with contextlib.suppress(OSError):
            self._file.close()
        self._file = None


def _number(error: Exception) -> int:
    return error.errno if isinstance(error, OSError) and error.errno else errno.EINVAL


def _seconds(value: float) -> float:
    return round(value, 3)


def _milliseconds(value: float) -> float:
    return round(value, 2)
