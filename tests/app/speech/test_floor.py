"""How the one that sounds loses the floor; the rules among many are tried in test_queue.py."""

import pytest

from app.feedback.utterance import Priority, Utterance
from app.speech.complaints import Complaints
from app.speech.floor import TEARS_ALLOWED, TORN_S, Floor
from app.speech.loudspeakers import Loudspeakers
from app.speech.turns import Turn, WaitingLine
from tests.app.speech.fakes import FakeCard, FakeVoice


class Room:
    def __init__(self) -> None:
        self.voice = FakeVoice()
        self.card = FakeCard(self.voice)
        self.ended: list[tuple[str, str]] = []
        self.told: list[str] = []
        self.waiting = WaitingLine()
        complaints = Complaints(lambda trouble: self.told.append(trouble.code))
        loudspeakers = Loudspeakers([self.card], complaints, None)
        self.floor = Floor(loudspeakers, self.waiting, complaints, self._end)

    def _end(self, turn: Turn, outcome: str) -> None:
        self.ended.append((turn.utterance.text, outcome))

    def give(self, *parts: str, priority: Priority = Priority.ANSWER) -> Turn:
        text = " ".join(parts)
        turn = Turn(Utterance(text, priority), 0.0, parts)
        for number, part in enumerate(parts):
            clip = self.voice.render(part)
            assert clip is not None
            turn.clips[number] = clip
        self.waiting.append(turn)
        assert self.floor.give(turn, 1.0)
        return turn


def test_who_has_the_floor_waits_no_longer_and_is_spoken_at_its_end() -> None:
    room = Room()
    turn = room.give("20 dollars")
    assert room.floor.turn is turn
    assert turn.started_at_s == 1.0
    assert not room.waiting
    room.card.finish()
    room.floor.end_part(2.0)
    assert room.floor.turn is None
    assert room.ended == [("20 dollars", "spoken")]


def test_one_that_nobody_can_hear_goes_on_waiting() -> None:
    room = Room()
    turn = Turn(Utterance("20 dollars", Priority.VALUE), 0.0, ("20 dollars",))
    room.waiting.append(turn)
    assert not room.floor.give(turn, 0.0), "it has no sound yet"
    room.card.missing = "no_sound_card"
    turn.clips[0] = room.voice.render("20 dollars")  # type: ignore[assignment]
    assert not room.floor.give(turn, 0.0)
    assert room.waiting.next() is turn
    assert room.floor.turn is None


def test_after_a_sentence_it_goes_back_for_the_next_one() -> None:
    room = Room()
    turn = room.give("A.", "B.")
    room.card.finish()
    room.floor.end_part(2.0)
    assert room.waiting.next() is turn
    assert (turn.part, turn.interruptions, room.ended) == (1, 0, [])


def test_a_torn_one_goes_back_until_it_was_torn_too_often() -> None:
    room = Room()
    turn = room.give("20 dollars")
    room.card.gap_s = 0.6
    for tears in range(1, TEARS_ALLOWED + 1):
        room.card.finish()
        room.floor.end_part(2.0)
        assert (turn.tears, turn.interruptions, room.ended) == (tears, tears, [])
        assert room.floor.give(turn, 3.0)
    room.card.finish()
    room.floor.end_part(4.0)
    assert room.ended == [("20 dollars", "unsaid")]
    assert room.told == ["sound_torn"]


@pytest.mark.parametrize("gap_s", [0.0, 0.6])
def test_a_tone_of_the_place_is_never_repeated(gap_s: float) -> None:
    room = Room()
    room.give("left", priority=Priority.PLACE)
    room.card.gap_s = gap_s
    room.card.finish()
    room.floor.end_part(2.0)
    assert room.ended == [("left", "stale" if gap_s else "spoken")]
    assert not room.waiting


def test_nobody_has_it_nobody_loses_it() -> None:
    room = Room()
    room.floor.interrupt(0.0)
    room.floor.cut(0.0, "hushed")
    assert (room.ended, room.card.log) == ([], [])


@pytest.mark.parametrize(("gap_s", "is_torn"), [(TORN_S, False), (TORN_S + 0.001, True)])
def test_a_sound_is_torn_by_more_than_the_very_gap(gap_s: float, is_torn: bool) -> None:
    room = Room()
    turn = room.give("20 dollars")
    room.card.gap_s = gap_s
    room.card.finish()
    room.floor.end_part(2.0)
    assert bool(turn.tears) is is_torn
    assert room.ended == ([] if is_torn else [("20 dollars", "spoken")])
