"""Where messages go: what each outlet makes of one, what it passes over, and that none silences another."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.feedback.history import EntryKind
from app.feedback.private import tone_code
from app.feedback.utterance import Priority
from app.session.events import EventsError, EventWriter
from app.session.messages import Message, MessageKind, Status
from app.session.outlets import EventLog, HistoryKeeper, Listeners, SpeechOutlet
from app.speech.protocols import SpokenRecord
from app.trouble import Trouble
from tests.app.fakes import FakeSpeech, RecordingListener

TOLD = Message(MessageKind.STATUS, "lost", "camera", Priority.STATUS, "The camera is lost.", 2.5, id=7)


class Writer(EventWriter):
    """Remembers the events, or fails at each."""

    def __init__(self, error: EventsError | None = None) -> None:
        self._error = error
        self.events: list[dict[str, Any]] = []
        self.closed = 0

    def write(self, event: Any) -> None:
        if self._error is not None:
            raise self._error
        self.events.append(event)

    def close(self) -> None:
        self.closed += 1


def _log(writer: EventWriter | None = None) -> tuple[EventLog, list[Trouble]]:
    troubles: list[Trouble] = []
    return EventLog(writer, troubles.append), troubles


def _speaking(writer: EventWriter) -> tuple[SpeechOutlet, FakeSpeech]:
    outlet = SpeechOutlet(_log(writer)[0])
    speech = FakeSpeech(outlet.on_spoken, lambda _: None, lambda _: None)
    outlet.connect(speech)
    return outlet, speech


def test_a_message_is_spoken_as_it_is_told_or_in_the_words_for_an_ear() -> None:
    outlet, speech = _speaking(Writer())
    holds: Callable[[], bool] = lambda: False  # noqa: E731
    outlet.on_message(replace(TOLD, still_valid=holds, tones=tone_code(2)), 3.0)
    outlet.on_message(replace(TOLD, said="For an ear."), None)
    first, second = speech.said
    assert (first.text, first.priority, first.topic, first.id) == (TOLD.text, Priority.STATUS, "camera", 7)
    assert (first.tones, first.still_valid()) == (tone_code(2), False)
    assert second.text == "For an ear."
    assert speech.said_at_s == [3.0, None]


def test_who_asked_for_words_hears_once_what_became_of_them() -> None:
    outlet, _ = _speaking(Writer())
    ended: list[SpokenRecord] = []
    outlet.on_message(replace(TOLD, done=ended.append), None)
    assert [record.id for record in ended] == [7]
    outlet.on_spoken(ended[0])
    assert len(ended) == 1


def test_every_utterance_is_logged_but_for_the_tones_of_the_place() -> None:
    writer = Writer()
    outlet, _ = _speaking(writer)
    outlet.on_message(TOLD, None)
    outlet.on_message(replace(TOLD, priority=Priority.PLACE), None)
    assert [event["text"] for event in writer.events] == [TOLD.text]


def test_what_is_only_said_is_not_logged_as_a_message() -> None:
    writer = Writer()
    log, troubles = _log(writer)
    log.on_message(replace(TOLD, name=Status.SAID.value))
    assert writer.events == []
    log.on_message(TOLD)
    log.write({"kind": "own"})
    assert [event["kind"] for event in writer.events] == ["status", "own"]
    assert troubles == []
    log.close()
    assert writer.closed == 1


def test_without_a_log_nothing_is_written_and_one_that_fails_is_told() -> None:
    log, troubles = _log()
    log.on_message(TOLD)
    log.close()
    assert troubles == []
    error = EventsError("events_stopped", path="log", errno=28)
    log, troubles = _log(Writer(error))
    log.on_message(TOLD)
    assert troubles == [error]


def test_a_real_log_holds_one_line_for_each_event(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    log, _ = _log(EventWriter(path))
    log.on_message(TOLD)
    log.on_message(TOLD)
    log.close()
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        (MessageKind.VALUE, EntryKind.VALUE),
        (MessageKind.HINT, EntryKind.HINT),
        (MessageKind.STATUS, EntryKind.STATUS),
        (MessageKind.TABLE, EntryKind.STATUS),
    ],
)
def test_what_was_told_is_kept_newest_first_with_its_kind(kind: MessageKind, entry: EntryKind) -> None:
    keeper = HistoryKeeper()
    keeper.on_message(TOLD)
    keeper.on_message(replace(TOLD, kind=kind, text="Another.", has_amount=True))
    newest, oldest = keeper.history.entries()
    assert (newest.kind, newest.text, newest.has_amount, newest.at_s) == (entry, "Another.", True, 2.5)
    assert (oldest.text, oldest.has_amount) == (TOLD.text, False)


@pytest.mark.parametrize("change", [{"spoken": False}, {"name": Status.SAID.value}])
def test_what_was_not_said_or_only_said_again_is_not_kept(change: dict[str, Any]) -> None:
    keeper = HistoryKeeper()
    keeper.on_message(replace(TOLD, **change))
    assert len(keeper.history) == 0


def test_an_outlet_that_fails_silences_no_other_and_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(RecordingListener):
        def on_message(self, message: Message) -> None:
            raise ZeroDivisionError

    listeners, heard = Listeners(), RecordingListener()
    listeners.add(Broken())
    listeners.add(heard)
    listeners.add(Broken())
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            listeners.tell(lambda outlet: outlet.on_message(TOLD))
    assert len(heard.messages) == 3
    assert len(caplog.records) == 2, "once for each that is broken"
