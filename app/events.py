"""The log of events: one JSON object a line, flushed at once. Its schema is the one table here, told in docs/events.md.

Events are made here from what the session hands over; what happens, and when, is not decided here.
"""

import contextlib
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app.feedback.announcer import Decision
from app.feedback.guidance import Hint
from app.feedback.utterance import Announcement
from app.recognition.observation import Observation

BEST_VALUES = 3

Event = Mapping[str, Any]


class EventsError(Exception):
    """The file of events cannot be written. The message is one clear line."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an event.

    Attributes:
        name: its name in the JSON object.
        type: "number", "integer", "string" or "list".
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
_FACE = Field("face", "string", '"front" or "back"', "face of the note")


def _kind(name: str) -> Field:
    return Field("kind", "string", f'always "{name}"', "kind of the event")


SCHEMA: Mapping[str, tuple[Field, ...]] = {
    "announcement": (
        _TIME,
        _kind("announcement"),
        _CURRENCY,
        _VALUE,
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
        Field("hint", "string", "see the list of hints", "what to do, or what keeps the note from being read"),
        _TEXT,
        _FRAME,
        _ITEM,
        _DECIDED,
    ),
    "status": (
        _TIME,
        _kind("status"),
        Field("status", "string", "see the list of states", "what changed"),
        _TEXT,
        Field("source", "string", "name of the source", "the camera, file or address in use", nullable=True),
    ),
    "utterance": (
        _TIME,
        _kind("utterance"),
        _TEXT,
        Field("outcome", "string", '"spoken", "cut" or "dropped"', "what became of the words"),
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

SCORE_FIELDS: tuple[Field, ...] = (
    _CURRENCY,
    _VALUE,
    _FACE,
    Field("score", "number", "0 to 1", "calibrated probability of the value"),
    Field("threshold", "number", "0 to 1", "score from which a single picture may be named"),
)


def announcement_event(announcement: Announcement, *, t_s: float, text: str, decided_ms: float) -> Event:
    """A value was announced."""
    return {
        "t_s": _seconds(t_s),
        "kind": "announcement",
        "currency": announcement.currency,
        "value": announcement.value,
        "face": announcement.face,
        "confidence": round(announcement.confidence, 4),
        "text": text,
        "frame": announcement.frame_index,
        "source_item": announcement.source_item,
        "decided_ms": _milliseconds(decided_ms),
    }


def guidance_event(hint: Hint, *, t_s: float, text: str, decided_ms: float) -> Event:
    """A hint was given."""
    return {
        "t_s": _seconds(t_s),
        "kind": "guidance",
        "hint": hint.kind.value,
        "text": text,
        "frame": hint.frame_index,
        "source_item": hint.source_item,
        "decided_ms": _milliseconds(decided_ms),
    }


def status_event(*, t_s: float, status: str, text: str, source: str | None) -> Event:
    """The state of the app or of its source changed."""
    return {"t_s": _seconds(t_s), "kind": "status", "status": status, "text": text, "source": source}


def utterance_event(*, t_s: float, text: str, outcome: str, latency_ms: float | None) -> Event:
    """An utterance came to its end, whatever became of it."""
    return {
        "t_s": _seconds(t_s),
        "kind": "utterance",
        "text": text,
        "outcome": outcome,
        "latency_ms": None if latency_ms is None else _milliseconds(latency_ms),
    }


def frame_event(observation: Observation, decision: Decision, *, t_s: float, decided_ms: float) -> Event:
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
        """Open the file, replacing what was in it. Raises EventsError when it cannot be written."""
        self._path = path
        self._lock = threading.Lock()
        try:
            self._file: IO[str] | None = path.open("w", encoding="utf-8", newline="\n")
        except (OSError, ValueError) as error:
            raise EventsError(f"cannot write events to {path}: {_reason(error)}") from error

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
                raise EventsError(f"cannot write events to {self._path}: {_reason(error)}") from error

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


def _reason(error: Exception) -> str:
    return os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)


def _seconds(value: float) -> float:
    return round(value, 3)


def _milliseconds(value: float) -> float:
    return round(value, 2)
