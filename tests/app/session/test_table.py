"""What is on the table? Which frames are read, when the answer is told, what it counts, and what cancels it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.camera.frame import Frame
from app.feedback.announcer import Announcer
from app.feedback.guidance import Hint, HintKind
from app.feedback.modes import SpeakMode
from app.feedback.phrases import Phrase, phrase
from app.feedback.table_words import TablePhrase, table_phrase
from app.feedback.utterance import Announcement
from app.recognition.instances import TableReading
from app.session.messages import Message, MessageKind
from app.session.parts import join_parts
from app.session.requests import Requests
from app.session.table import LIES_STILL_S, LIMIT_S, PICTURES, STILL_EVERY_S
from app.session.table_answers import WORKING
from tests.app.fakes import FakeRecognizer, FakeSpeech, RecordingListener
from tests.app.observations import observation
from tests.app.tables import match, outline, reading

TWO = reading(match("20", 0.2), match("5", 0.7))
WORDS = "2 notes: 1 of 20 dollars, 1 of 5 dollars. At least 25 dollars."


class HandWatch:
    """Reads when the test lets it."""

    def __init__(self, *readings: TableReading | None) -> None:
        self.offered: list[int] = []
        self.asked: list[frozenset[str]] = []
        self.is_free = True
        self._left = list(readings)
        self._done: list[TableReading | None] = []

    def offer(self, frame: Frame, currencies: frozenset[str]) -> None:
        self.offered.append(frame.index)
        self.asked.append(currencies)
        self.is_free = False

    def finish(self) -> None:
        self.is_free = True
        self._done.append(self._left.pop(0))

    def take(self) -> list[TableReading | None]:
        done, self._done = self._done, []
        return done

    def reset(self) -> None:
        self._done = []
        self.is_free = True

    def close(self) -> bool:
        return True


class Table:
    """The parts of a session, a watch that reads by hand, and a clock that the test turns."""

    def __init__(self, *readings: TableReading | None, mode: SpeakMode = SpeakMode.NORMAL) -> None:
        self.now_s = 100.0
        self.parts = join_parts(
            recognizer=FakeRecognizer(),
            make_speech=self._make_speech,
            open_source=lambda spec: pytest.fail(spec),
            currencies=("USD",),
            mode=mode,
            clock=lambda: self.now_s,
        )
        self.heard = RecordingListener()
        self.parts.teller.listeners.add(self.heard)
        self.requests = Requests(self.parts)
        self.watch = HandWatch(*readings)
        self.table = self.parts.table
        self.table.watch = self.watch
        self._frames = 0

    def _make_speech(self, **told: Any) -> FakeSpeech:
        self.speech = FakeSpeech(**told)
        return self.speech

    def frame(self, *, shows_note: bool = True, after_s: float = 0.1) -> None:
        """One more frame is looked at."""
        self.now_s += after_s
        at_s = self.now_s - 100
        picture = Frame(np.zeros((4, 6, 3), np.uint8), self._frames, at_s, None, self.now_s)
        self._frames += 1
        self.table.follow(picture, observation(picture.index, at_s, {"20": 0.9} if shows_note else None))

    def read(self, took_s: float = 0.1) -> None:
        """A frame comes, and is read."""
        self.frame()
        self.now_s += took_s
        self.watch.finish()
        self.table.collect()

    def ask(self) -> Message:
        """Ask, let all pictures be read, and give the answer."""
        self.table.ask()
        for _ in range(PICTURES):
            self.read()
        return self.told[-1]

    @property
    def told(self) -> list[Message]:
        return [message for message in self.heard.messages if message.kind is MessageKind.TABLE]

    def said(self) -> list[str]:
        return [utterance.text for utterance in self.speech.said if not utterance.tones]


def test_a_few_frames_are_read_one_after_another_and_told_together() -> None:
    table = Table(TWO, TWO, TWO)
    table.table.ask()
    assert [utterance.tones for utterance in table.speech.said] == [WORKING]
    table.frame()
    table.frame()
    assert table.watch.offered == [0]
    assert table.watch.asked == [frozenset({"USD"})]
    table.watch.finish()
    table.frame()
    assert (table.watch.offered, table.told) == ([0, 2], [])
    table.watch.finish()
    table.read()
    assert [message.text for message in table.told] == [WORDS]
    assert table.said() == [WORDS]
    assert table.told[0].has_amount
    assert table.told[0].decided_ms == pytest.approx(500)


def test_a_picture_that_would_come_too_late_is_not_waited_for() -> None:
    table = Table(TWO, TWO)
    table.table.ask()
    table.read(took_s=1.2)
    assert [message.table.pictures for message in table.told if message.table] == [1]


def test_while_it_takes_much_longer_it_is_heard_that_it_goes_on() -> None:
    table = Table(TWO)
    table.table.ask()
    table.frame()
    table.frame(after_s=LIMIT_S)
    for seconds, sounds in ((STILL_EVERY_S - 0.1, 1), (0.1, 2), (STILL_EVERY_S, 3)):
        table.frame(after_s=seconds)
        assert sum(bool(utterance.tones) for utterance in table.speech.said) == sounds
    assert table.said() == [table_phrase(TablePhrase.SLOW)]


def test_when_it_takes_longer_that_is_told_once_and_the_answer_follows() -> None:
    table = Table(TWO)
    table.table.ask()
    table.frame()
    for _ in range(3):
        table.frame(after_s=LIMIT_S)
    slow = table_phrase(TablePhrase.SLOW)
    assert table.said() == [slow]
    table.watch.finish()
    table.frame()
    assert table.said() == [slow, WORDS]


def test_no_hint_for_a_single_note_is_given_while_the_table_is_read() -> None:
    table = Table(TWO)
    picture = Frame(np.zeros((4, 6, 3), np.uint8), 0, 0.0, None, 100.0)
    seen = observation(0, 0.0, {"20": 0.9})
    decision = Announcer().observe(seen)
    hinting = replace(decision, hint=Hint(HintKind.CLOSER, 0, 0.0, 100.0, None))
    table.table.ask()
    table.parts.looking._tell(picture, seen, hinting, 1.0)
    assert table.said() == []
    table.table.cancel()
    table.parts.looking._tell(picture, seen, hinting, 1.0)
    assert len(table.said()) == 1


def test_who_heard_all_notes_is_not_told_that_there_are_several_till_the_view_was_empty() -> None:
    table = Table(TWO, TWO, TWO)
    several = Hint(HintKind.SEVERAL, 0, 0.0, 100.0, None)
    closer = Hint(HintKind.CLOSER, 0, 0.0, 100.0, None)
    assert not table.table.outdoes(several)
    table.ask()
    assert table.table.outdoes(several)
    assert not table.table.outdoes(closer)
    table.frame(shows_note=False, after_s=1.0)
    assert not table.table.outdoes(several)


def test_a_frame_that_cannot_be_read_is_told() -> None:
    table = Table(None)
    table.table.ask()
    table.read()
    assert table.said() == [table_phrase(TablePhrase.FAILED)]
    table.frame()
    assert table.watch.offered == [0]


def test_hush_pause_and_another_choice_cancel_the_question() -> None:
    for cancel in (
        lambda table: table.requests.hush(),
        lambda table: table.requests.pause(),
        lambda table: table.requests.choose_currencies(("USD", "EUR")),
    ):
        table = Table(TWO)
        table.table.ask()
        table.frame()
        cancel(table)
        table.parts.commands.obey(table.parts.loop._stopping)
        table.watch.finish()
        table.frame()
        assert table.told == []


def test_a_newer_question_takes_the_place_of_the_one_before() -> None:
    table = Table(TWO, TWO, TWO, TWO)
    table.table.ask()
    table.read()
    assert len(table.ask().text) > 0
    assert len(table.told) == 1


def test_without_a_picture_that_is_what_is_told() -> None:
    table = Table()
    table.requests.what_is_on_the_table()
    table.parts.commands.obey(table.parts.loop._stopping)
    assert table.said() == ["There is no picture from the camera."]


def test_what_could_not_be_read_is_told_with_the_total() -> None:
    text = Table(*[reading(match("20", 0.2), unread=[outline(0.8, 0.1)])] * 3).ask().text
    assert text == "1 note: 20 dollars. At least 20 dollars. Not read: 1 note, at the top left."


def test_in_private_no_value_is_told_or_kept() -> None:
    table = Table(TWO, TWO, TWO, mode=SpeakMode.PRIVATE)
    answer = table.ask()
    assert answer.text == "2 notes read. Amounts are neither spoken nor shown in private mode."
    assert not answer.has_amount


def test_words_with_an_amount_are_no_longer_valid_once_private_mode_is_on() -> None:
    table = Table(TWO, TWO, TWO)
    answer = table.ask()
    assert answer.still_valid()
    table.requests.set_mode(SpeakMode.PRIVATE)
    assert not answer.still_valid()


def test_a_value_of_the_table_is_not_told_by_itself_until_the_view_was_empty() -> None:
    twenty = Announcement("USD", "20", "front", 0.97, 1, 0.1, 0.1, None)
    ten = Announcement("USD", "10", "front", 0.97, 1, 0.1, 0.1, None)
    table = Table(TWO, TWO, TWO)
    assert not table.table.keeps_quiet(twenty)
    table.table.ask()
    assert table.table.keeps_quiet(ten)
    for _ in range(PICTURES):
        table.read()
    assert table.table.keeps_quiet(twenty)
    assert not table.table.keeps_quiet(ten)
    table.frame(shows_note=False, after_s=1.0)
    assert not table.table.keeps_quiet(twenty)


def test_one_note_alone_may_be_told_by_itself_again() -> None:
    table = Table(*[reading(match("20", 0.5))] * 3)
    table.ask()
    assert not table.table.keeps_quiet(Announcement("USD", "20", "front", 0.97, 1, 0.1, 0.1, None))


# -- counting


def test_in_count_mode_all_are_added_at_once_and_undo_takes_them_away_together() -> None:
    table = Table(TWO, TWO, TWO, mode=SpeakMode.COUNT)
    answer = table.ask()
    assert answer.text == f"{WORDS} 2 notes added. Total: 25 dollars."
    assert answer.still_valid()
    undone = table.parts.count_answers.undo()
    assert undone.text == "2 notes taken away. No notes are counted."
    assert not answer.still_valid()


def _several(table: Table) -> None:
    """Several notes are in view, where otherwise one value would be told."""
    picture = Frame(np.zeros((4, 6, 3), np.uint8), 0, 0.0, None, 100.0)
    seen = observation(0, 0.0, {"20": 0.9})
    decision = replace(Announcer().observe(seen), hint=Hint(HintKind.SEVERAL, 0, 0.0, 100.0, None))
    table.parts.looking._tell(picture, seen, decision, 1.0)


def test_in_count_mode_the_table_is_asked_for_by_itself_once_notes_have_lain_still(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = Table(TWO, TWO, TWO, mode=SpeakMode.COUNT)
    monkeypatch.setattr(table.parts.announcer, "hint_holds", lambda hint: True)
    _several(table)
    table.frame(after_s=LIES_STILL_S - 0.1)
    assert table.speech.said == []
    assert table.watch.offered == []
    table.frame(after_s=0.1)
    assert [utterance.tones for utterance in table.speech.said] == [WORKING]
    table.watch.finish()
    for _ in range(PICTURES - 1):
        table.read()
    assert table.said()[-1].endswith("2 notes added. Total: 25 dollars.")
    _several(table)
    table.frame(after_s=LIES_STILL_S)
    assert len(table.said()) == 1, "what was told and counted is not counted again by itself"


def test_notes_that_go_before_they_have_lain_still_are_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(TWO, mode=SpeakMode.COUNT)
    monkeypatch.setattr(table.parts.announcer, "hint_holds", lambda hint: False)
    _several(table)
    table.frame(after_s=LIES_STILL_S)
    assert table.speech.said == []


def test_without_counting_it_is_told_that_there_are_several() -> None:
    table = Table(TWO)
    _several(table)
    assert table.said() == [phrase(Phrase.HINT_SEVERAL_FULL)]


def test_the_same_table_is_not_counted_twice_but_what_was_laid_down_since_is() -> None:
    more = reading(match("20", 0.2), match("5", 0.7), match("20", 0.5))
    table = Table(TWO, TWO, TWO, TWO, TWO, TWO, more, more, more, mode=SpeakMode.COUNT)
    table.ask()
    assert table.ask().text == f"{WORDS} All of these are counted already. Total: 25 dollars."
    assert table.ask().text.endswith("1 note added. Total: 45 dollars.")


def test_a_note_that_is_no_longer_money_is_told_and_not_said_to_be_counted() -> None:
    old = reading(match("1000", 0.2, currency="INR", series="withdrawn"))
    text = Table(old, old, old, mode=SpeakMode.COUNT).ask().text
    assert text.startswith("1 note: 1000 rupees")
    assert "counted" not in text


def test_after_an_undo_the_same_table_may_be_counted_again() -> None:
    table = Table(*[TWO] * 6, mode=SpeakMode.COUNT)
    table.ask()
    table.parts.count_answers.undo()
    assert table.ask().text.endswith("2 notes added. Total: 25 dollars.")


def test_another_table_is_counted_once_the_view_was_empty() -> None:
    table = Table(*[TWO] * 6, mode=SpeakMode.COUNT)
    table.ask()
    table.frame(shows_note=False, after_s=0.5)
    table.frame(shows_note=False, after_s=0.5)
    assert table.ask().text.endswith("2 notes added. Total: 50 dollars.")


def test_a_note_that_was_named_and_counted_is_not_counted_again_and_the_other_way_round() -> None:
    table = Table(*[TWO] * 3, mode=SpeakMode.COUNT)
    twenty = Announcement("USD", "20", "front", 0.97, 1, 0.1, 0.1, None)
    table.parts.presenter.value(twenty, decided_ms=5.0)
    assert table.ask().text.endswith("1 note added. Total: 25 dollars.")
    assert table.parts.presenter.value(twenty, decided_ms=5.0).text == "20 dollars"
    assert len(table.parts.presenter.count) == 2


def test_in_private_count_mode_notes_are_added_silently() -> None:
    table = Table(TWO, TWO, TWO, mode=SpeakMode.PRIVATE_COUNT)
    assert "25" not in table.ask().text
    assert len(table.parts.presenter.count) == 2


@pytest.mark.parametrize(("took_s", "is_told"), [(1.0, False), (1.0625, True)])
def test_another_picture_is_waited_for_where_it_would_come_in_the_very_time(took_s: float, is_told: bool) -> None:
    assert LIMIT_S == 2.0
    table = Table(TWO, TWO, TWO)
    table.table.ask()
    table.frame(after_s=0.0)
    table.now_s += took_s
    table.watch.finish()
    table.table.collect()
    assert bool(table.told) is is_told


def test_how_long_a_picture_takes_is_the_longest_that_one_took() -> None:
    table = Table(TWO, TWO, TWO)
    table.table.ask()
    # Offered after 0.25 s and read in 0.75 s, then in 0.25 s: a third one might take 0.75 s again, and come too late.
    for after_s, took_s in ((0.25, 0.75), (0.125, 0.25)):
        table.frame(after_s=after_s)
        table.now_s += took_s
        table.watch.finish()
        table.table.collect()
    assert [message.table.pictures for message in table.told if message.table] == [2]
    assert table.told[0].decided_ms == 1375


def test_a_note_beside_one_that_could_not_be_read_is_not_told_by_itself_either() -> None:
    twenty = Announcement("USD", "20", "front", 0.97, 1, 0.1, 0.1, None)
    table = Table(*[reading(match("20", 0.2), unread=[outline(0.8, 0.1)])] * 3)
    table.ask()
    assert table.table.keeps_quiet(twenty)


def test_that_it_takes_longer_is_told_at_the_very_time() -> None:
    table = Table(TWO)
    table.table.ask()
    table.frame(after_s=0.25)
    table.frame(after_s=LIMIT_S - 0.3125)
    assert table.said() == []
    table.frame(after_s=0.0625)
    assert table.said() == [table_phrase(TablePhrase.SLOW)]


def test_who_counts_is_asked_for_the_table_at_the_very_time(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(TWO, mode=SpeakMode.COUNT)
    monkeypatch.setattr(table.parts.announcer, "hint_holds", lambda hint: True)
    _several(table)
    table.frame(after_s=LIES_STILL_S - 0.0625)
    assert table.watch.offered == []
    table.frame(after_s=0.0625)
    assert len(table.watch.offered) == 1


def test_a_question_that_is_cancelled_is_not_asked_later_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(TWO, mode=SpeakMode.COUNT)
    monkeypatch.setattr(table.parts.announcer, "hint_holds", lambda hint: True)
    _several(table)
    table.table.cancel()
    table.frame(after_s=2 * LIES_STILL_S)
    assert table.watch.offered == []
    assert table.said() == []


def test_who_asks_is_not_asked_for_again_by_what_was_due(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(*[TWO] * 6, mode=SpeakMode.COUNT)
    monkeypatch.setattr(table.parts.announcer, "hint_holds", lambda hint: True)
    _several(table)
    table.ask()
    told = len(table.told)
    table.frame(after_s=2 * LIES_STILL_S)
    assert len(table.told) == told
    assert len(table.watch.offered) == PICTURES


def test_a_picture_takes_the_time_from_when_it_was_offered() -> None:
    table = Table(TWO, TWO, TWO)
    table.table.ask()
    table.frame(after_s=0.625)
    table.now_s += 0.5
    table.watch.finish()
    table.table.collect()
    assert table.told == [], "another one of half a second would come in time"


def test_a_question_waits_while_what_was_asked_before_is_still_read() -> None:
    table = Table(TWO)
    table.table.ask()
    table.watch.is_free = False
    table.frame()
    assert table.watch.offered == []
    table.watch.is_free = True
    table.frame()
    assert table.watch.offered == [1]
