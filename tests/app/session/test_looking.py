"""What becomes of a frame, without a loop or a source around it: what is told, counted, passed over and forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from app.camera.frame import Frame
from app.feedback.announcer import Announcer
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.recognition.observation import Box, PrintMatch
from app.recognition.proposal import NOTHING, Proposal
from app.session.looking import SAME_FAILURES_ALLOWED, SessionFailed, one_line
from app.session.parts import join_parts
from tests.app.fakes import PICTURE, FakeRecognizer, FakeSpeech, RecordingListener
from tests.app.observations import print_match


class HandPrint:
    """A print watch whose answers the test puts in."""

    def __init__(self) -> None:
        self.answers: list[PrintMatch] = []
        self.offered: list[int] = []
        self.proposals: list[Proposal] = []
        self.resets = 0
        self.looks: int | None = 0

    def offer(
        self,
        frame: Frame,
        box: Box | None,
        currencies: frozenset[str],
        proposal: Proposal = NOTHING,
    ) -> None:
        self.offered.append(frame.index)
        self.proposals.append(proposal)

    def take(self, now_s: float) -> list[PrintMatch]:
        given, self.answers = self.answers, []
        return given

    def reset(self) -> None:
        self.resets += 1

    def close(self) -> bool:
        return True


class Desk:
    """The parts of a session; frames are put before them by hand, ten milliseconds before they are decided."""

    def __init__(self, script: Sequence[Any] = (), **more: Any) -> None:
        self.recognizer = FakeRecognizer(script)
        self.heard = RecordingListener()
        self.now_s = 0.0
        self.parts = join_parts(
            recognizer=self.recognizer,
            make_speech=self._make_speech,
            open_source=lambda spec: pytest.fail(spec),
            currencies=("USD",),
            clock=lambda: self.now_s,
            **more,
        )
        self.parts.teller.listeners.add(self.heard)
        self.looking = self.parts.looking

    def _make_speech(self, **told: Any) -> FakeSpeech:
        self.speech = FakeSpeech(**told)
        return self.speech

    def look(self, first: int, count: int) -> None:
        for index in range(first, first + count):
            self.now_s = 100.0 + index / 15
            self.looking.look_at(Frame(PICTURE, index, index / 15, None, self.now_s - 0.01))


TWENTY = {"20": 0.97}


def test_a_value_is_told_once_and_counted_in_the_summary() -> None:
    desk = Desk([TWENTY] * 30)
    desk.look(0, 30)
    assert desk.heard.texts == ["20 dollars"]
    assert desk.heard.frames == list(range(30))
    summary = desk.looking.summary()
    assert (summary.frames, summary.announcements) == (30, 1)
    assert summary.p50_ms == pytest.approx(10)
    assert summary.p99_ms == pytest.approx(10)


def test_before_the_first_frame_there_is_nothing_to_sum_up() -> None:
    desk = Desk()
    summary = desk.looking.summary()
    assert (summary.frames, summary.announcements, summary.p50_ms, summary.p99_ms) == (0, 0, None, None)
    assert desk.looking.seen is None


def test_time_goes_on_after_the_source_before() -> None:
    desk = Desk([TWENTY] * 2)
    desk.looking.offset_s = 50.0
    desk.look(0, 2)
    assert desk.speech.times_s == pytest.approx([50.0, 50.0 + 1 / 15])


def test_the_print_reader_is_told_what_the_network_proposes() -> None:
    desk = Desk([{"20": 0.97}, {"20": 0.99}, {"5": 0.981}])
    desk.looking.print = watch = HandPrint()
    desk.look(0, 3)
    assert [one.sure_of for one in watch.proposals] == [None, "USD/20", "USD/5"]
    assert [one.likely for one in watch.proposals] == [frozenset({"USD"})] * 3, "and what it thinks possible"
    assert [one.leads for one in watch.proposals] == ["USD/20", "USD/20", "USD/5"], "and what it would name alone"


def test_what_is_forgotten_must_earn_its_word_anew() -> None:
    desk = Desk([TWENTY] * 60)
    watch = HandPrint()
    desk.looking.print = watch
    desk.look(0, 30)
    desk.looking.forget()
    desk.look(30, 30)
    assert desk.heard.texts == ["20 dollars", "20 dollars"]
    assert watch.resets == 1


def test_another_source_has_shown_nothing_yet() -> None:
    desk = Desk([TWENTY])
    desk.look(0, 1)
    assert desk.looking.seen is not None
    desk.looking.begin(may_be_slow=False)
    assert desk.looking.seen is None


def test_the_print_that_was_found_joins_the_evidence_of_the_next_frame() -> None:
    desk = Desk([TWENTY] * 40, announcer=Announcer(with_print=("USD/20",)))
    watch = HandPrint()
    desk.looking.print = watch
    desk.look(0, 20)
    assert desk.heard.texts == [], "its print was not seen"
    assert watch.offered
    watch.answers = [print_match("20", 19 / 15)]
    desk.look(20, 10)
    assert desk.heard.texts == ["20 dollars"]


@pytest.mark.parametrize(("step", "who"), [(1, "The camera is slow"), (20, "This computer is busy")])
def test_who_is_slow_is_named(step: int, who: str) -> None:
    desk = Desk([{}] * 5)
    desk.looking.begin(may_be_slow=True)
    for number in range(5):
        desk.looking.look_at(Frame(PICTURE, step * number, 2.0 * number, None, 0.0))
    (text,) = [text for kind, text, _ in desk.heard.statuses if kind == "slow"]
    assert text.startswith(who)
    assert "5 pictures in ten seconds" in text


UNSURE = {"20": 0.5, "10": 0.3}


@pytest.mark.parametrize(("looks", "is_blamed"), [(0, False), (3, True), (None, True)])
def test_who_holds_the_note_is_not_blamed_before_its_print_was_looked_at(looks: int | None, is_blamed: bool) -> None:
    desk = Desk([UNSURE] * 45)
    watch = HandPrint()
    desk.looking.print = watch
    desk.look(0, 1)
    watch.looks = looks
    desk.look(1, 44)
    assert bool(desk.heard.hints) is is_blamed


def test_of_the_demo_which_nobody_holds_no_hint_is_told() -> None:
    desk = Desk([UNSURE] * 45)
    desk.looking.begin(may_be_slow=False, is_held=False)
    desk.look(0, 45)
    assert desk.heard.hints == []


def test_of_two_notes_in_view_none_is_told_but_that_there_are_several() -> None:
    desk = Desk([TWENTY] * 70, announcer=Announcer(with_print=("USD/20",)), guidance=GuidanceLevel.VALUES_ONLY)
    watch = HandPrint()
    desk.looking.print = watch
    for first in (0, 10, 20):
        watch.answers = [replace(print_match("20", first / 15), has_others=True)]
        desk.look(first, 10)
    assert (desk.heard.texts, desk.heard.hints) == ([], ["Several notes."])
    # The other one is taken away.
    watch.answers = [print_match("20", 46 / 15)]
    desk.look(30, 20)
    assert (desk.heard.texts, desk.heard.hints) == (["20 dollars"], ["Several notes."])


@pytest.mark.parametrize("mode", [SpeakMode.NORMAL, SpeakMode.COUNT, SpeakMode.PRIVATE])
def test_two_notes_of_one_value_are_named_as_several_but_add_nothing_and_have_no_tones(mode: SpeakMode) -> None:
    announcer = Announcer(with_print=("USD/20",))
    desk = Desk([TWENTY] * 30, announcer=announcer, guidance=GuidanceLevel.VALUES_ONLY, mode=mode)
    watch = HandPrint()
    desk.looking.print = watch
    for first in (0, 10, 20):
        watch.answers = [replace(print_match("20", first / 15), has_others=True, others_are_alike=True)]
        desk.look(first, 10)
    assert desk.heard.texts == (["Several notes of 20 dollars."] if mode is SpeakMode.NORMAL else [])
    # To be counted, they are read as a table.
    assert desk.heard.hints == (["Several notes."] if mode is SpeakMode.PRIVATE else [])


def test_one_failure_is_told_once_and_the_next_frame_is_looked_at() -> None:
    desk = Desk([RuntimeError("no\nluck"), RuntimeError("no\nluck"), TWENTY])
    desk.look(0, 3)
    assert desk.heard.kinds == ["error"]
    assert desk.heard.statuses[0][1].endswith("(0, RuntimeError: no luck)")
    assert desk.heard.frames == [2]
    assert desk.looking.summary().frames == 1


def test_the_same_failure_in_a_row_ends_the_session_and_a_good_frame_between_them_does_not() -> None:
    broken: list[Any] = [RuntimeError("gone")] * (SAME_FAILURES_ALLOWED - 1)
    desk = Desk([*broken, TWENTY, *broken, RuntimeError("gone")])
    desk.look(0, 2 * SAME_FAILURES_ALLOWED - 1)
    with pytest.raises(SessionFailed) as failed:
        desk.look(2 * SAME_FAILURES_ALLOWED - 1, 1)
    assert failed.value.code == "frames_failed"
    assert failed.value.parameters == {"frames": SAME_FAILURES_ALLOWED, "error": "RuntimeError: gone"}


def test_the_watchdog_is_quiet_after_a_frame_that_failed() -> None:
    desk = Desk([RuntimeError("gone")])
    desk.look(0, 1)
    assert not desk.parts.loop._watchdog.is_newly_stuck(desk.now_s + 60)


def test_an_error_without_words_is_told_by_its_kind() -> None:
    assert one_line(ValueError("two\n  lines ")) == "two lines"
    assert one_line(KeyError()) == "KeyError"


def test_what_was_asked_of_a_table_is_forgotten_with_all_else() -> None:
    desk = Desk()
    cancelled: list[None] = []
    table: Any = SimpleNamespace(cancel=lambda: cancelled.append(None))
    desk.looking.table = table
    desk.looking.forget()
    assert len(cancelled) == 1
    desk.looking.table = None
    desk.looking.forget()
    assert len(cancelled) == 1
