"""Where messages go: speech, event log, history, window. Each takes a Message; none decides what is told."""

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from app.camera.frame import Frame
from app.feedback.history import EntryKind, History, HistoryEntry
from app.feedback.utterance import Priority, Utterance
from app.recognition.observation import Observation
from app.session.events import EventsError, EventWriter, message_event, utterance_event
from app.session.messages import Message, MessageKind, Status
from app.session.state import SessionState
from app.speech.protocols import Speech, SpokenRecord

_log = logging.getLogger(__name__)
_ENTRY_KINDS = {
    MessageKind.VALUE: EntryKind.VALUE,
    MessageKind.HINT: EntryKind.HINT,
    MessageKind.STATUS: EntryKind.STATUS,
    MessageKind.TABLE: EntryKind.STATUS,
}


def _nothing(message: Message, record: SpokenRecord) -> None:
    """Nobody else wants to know."""


class Outlet(Protocol):
    """Hears what happens, from the session's thread or the one that asked for it; must be quick."""

    def on_observation(self, frame: Frame, observation: Observation) -> None:
        """A frame was looked at."""

    def on_message(self, message: Message) -> None:
        """Something is told."""

    def on_state(self, state: SessionState) -> None:
        """The session's state changed; comes before the message that tells of it."""


class SpeechOutlet:
    """Has messages spoken, and tells who asked for it how each ended. For any threads."""

    def __init__(self, log: "EventLog", on_end: Callable[[Message, SpokenRecord], None] = _nothing) -> None:
        """Take the log and who else learns how each utterance ended; `connect` before the first message."""
        self._log = log
        self._on_end = on_end
        self._waiting: dict[int, Message] = {}

    def connect(self, speech: Speech) -> None:
        """Take the voice."""
        self._speech = speech

    def on_message(self, message: Message, at_s: float | None) -> None:
        """Say the message; `at_s` is the source time on a virtual clock, None for now."""
        self._waiting[message.id] = message
        self._speech.say(
            Utterance(
                message.said or message.text,
                message.priority,
                message.still_valid,
                message.tones,
                topic=message.topic,
                id=message.id,
                language=message.language,
                may_go_on=message.may_go_on,
            ),
            at_s,
        )

    def on_spoken(self, record: SpokenRecord) -> None:
        """An utterance has ended; called from the speech thread."""
        message = self._waiting.pop(record.id, None)
        if message is not None and message.done is not None:
            message.done(record)
        if record.priority is not Priority.PLACE:
            # Three a second, and no words.
            self._log.write_utterance(record)
        if message is not None:
            # After it is logged, since it may be told in other words now.
            self._on_end(message, record)


class EventLog:
    """Writes messages and how their utterances ended; a log that cannot be written is told once. For any threads."""

    def __init__(self, writer: EventWriter | None, on_trouble: Callable[[EventsError], None]) -> None:
        self._writer = writer
        self._on_trouble = on_trouble

    def on_message(self, message: Message) -> None:
        """Write the message, unless it is only said."""
        if message.name != Status.SAID.value:
            self.write(message_event(message))

    def write_utterance(self, record: SpokenRecord) -> None:
        """Write how it ended."""
        self.write(utterance_event(record))

    def write(self, event: dict[str, object]) -> None:
        """Write any event."""
        if self._writer is None:
            return
        try:
            self._writer.write(event)
        except EventsError as error:
            # Said once: after it the writer passes everything over.
            self._on_trouble(error)

    def close(self) -> None:
        """Close the file; may be called again."""
        if self._writer is not None:
            self._writer.close()


class HistoryKeeper:
    """Keeps what was told. For any threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.history = History()

    def on_message(self, message: Message) -> None:
        """Keep what was spoken, unless it was said before or is chatter about the window."""
        if not message.spoken or message.name == Status.SAID.value:
            return
        entry = HistoryEntry(message.t_s, _ENTRY_KINDS[message.kind], message.text, message.has_amount)
        with self._lock:
            self.history = self.history.add(entry)


class Listeners:
    """Tells every outlet that was added; one that fails must not silence the others, nor the voice."""

    def __init__(self) -> None:
        self._outlets: list[Outlet] = []
        self._broken: list[Outlet] = []

    def add(self, outlet: Outlet) -> None:
        """Tell this one, too."""
        self._outlets.append(outlet)

    def tell(self, tell: Callable[[Outlet], None]) -> None:
        """Call this with each."""
        for outlet in self._outlets:
            try:
                tell(outlet)
            except Exception:
                if outlet not in self._broken:
                    self._broken.append(outlet)
                    _log.exception("an outlet failed; further failures of it are not logged")
