"""Several players that sound as one; how they come and go together with words is tried in test_queue.py."""

import numpy as np
import pytest

from app.speech.clip import Clip
from app.speech.complaints import Complaints
from app.speech.loudspeakers import PATIENCE_S, REOPEN_EVERY_S, RETRY_AFTER_S, Loudspeakers
from tests.app.speech.fakes import FakeCard, FakePlayer, FakeVoice

CLIP = Clip(np.ones(100, np.int16), 22050)


class Set:
    def __init__(self, *players: FakePlayer) -> None:
        self.told: list[str] = []
        self.notices: list[str] = []
        complaints = Complaints(lambda trouble: self.told.append(trouble.code))
        self.loudspeakers = Loudspeakers(players, complaints, self.notices.append)


def test_all_of_them_sound_and_are_silenced() -> None:
    players = [FakePlayer(FakeVoice()), FakePlayer(FakeVoice())]
    loudspeakers = Set(*players).loudspeakers
    loudspeakers.open(0.0)
    assert loudspeakers.play(CLIP, 0.0)
    players[0].finish()
    assert loudspeakers.sounds(0.1), "as long as any does"
    loudspeakers.silence(0.2)
    assert not loudspeakers.sounds(0.2)
    loudspeakers.close()
    assert all(player.closed for player in players)


def test_one_that_went_away_is_worth_waiting_for_and_comes_back() -> None:
    card = FakeCard(FakeVoice())
    made = Set(card)
    made.loudspeakers.open(0.0)
    card.lost = True
    assert made.loudspeakers.look_after(1.0)
    assert made.loudspeakers.are_worth_waiting(1.0 + PATIENCE_S - 0.1)
    assert not made.loudspeakers.are_worth_waiting(1.0 + PATIENCE_S)
    assert not made.loudspeakers.play(CLIP, 1.5)
    card.lost = False
    assert not made.loudspeakers.look_after(1.0 + REOPEN_EVERY_S - 0.1)
    assert made.notices == []
    made.loudspeakers.look_after(1.0 + REOPEN_EVERY_S)
    assert (made.told, made.notices) == (["sound_lost"], ["sound_back"])
    assert made.loudspeakers.play(CLIP, 3.0)


def test_one_that_never_was_there_is_not_waited_for() -> None:
    card = FakeCard(FakeVoice(), missing="no_sound_card")
    made = Set(card)
    made.loudspeakers.open(0.0)
    assert made.told == ["no_sound_card"]
    assert not made.loudspeakers.are_worth_waiting(0.0)
    card.missing = None
    made.loudspeakers.look_after(RETRY_AFTER_S - 0.1)
    assert not made.loudspeakers.play(CLIP, 1.0)
    made.loudspeakers.look_after(RETRY_AFTER_S)
    assert made.loudspeakers.play(CLIP, RETRY_AFTER_S)


def test_the_worst_gap_counts_and_a_recording_knows_of_none() -> None:
    cards = [FakeCard(FakeVoice()), FakeCard(FakeVoice())]
    loudspeakers = Set(*cards, FakePlayer(FakeVoice())).loudspeakers
    assert loudspeakers.gap_s() == 0.0
    cards[1].gap_s = 0.3
    assert loudspeakers.gap_s() == pytest.approx(0.3)


def test_a_sound_that_was_broken_off_is_told_to_who_asks_and_to_nobody_else() -> None:
    card = FakeCard(FakeVoice())
    made = Set(card)
    made.loudspeakers.open(0.0)
    card.broken_off = True
    assert made.loudspeakers.look_after(1.0)
    assert not made.loudspeakers.look_after(1.1)
    assert (made.told, made.notices) == ([], [])
    assert made.loudspeakers.play(CLIP, 1.1)


@pytest.mark.parametrize(
    ("after_s", "again_after_s"),
    [(PATIENCE_S - 0.125, REOPEN_EVERY_S), (PATIENCE_S, RETRY_AFTER_S), (PATIENCE_S + 1, RETRY_AFTER_S)],
)
def test_one_that_stays_away_is_tried_often_at_first_and_seldom_later(after_s: float, again_after_s: float) -> None:
    card = FakeCard(FakeVoice())
    made = Set(card)
    made.loudspeakers.open(0.0)
    card.lost = True
    assert made.loudspeakers.look_after(1.0)
    card.missing = "no_sound_card"
    outage = made.loudspeakers._outages[card]
    made.loudspeakers._reopen(card, outage, 1.0 + after_s)
    assert outage.retry_at_s == 1.0 + after_s + again_after_s
