"""When one that was cut again and again may try once more."""

import pytest

from app.feedback.utterance import Priority, Utterance
from app.speech.pauses import FIRST_PAUSE_S, LONGEST_PAUSE_S, Pauses
from app.speech.turns import Turn


def turn(cuts: int, priority: Priority = Priority.STATUS) -> Turn:
    return Turn(Utterance("words", priority), 0.0, ("words",), cuts=cuts)


@pytest.mark.parametrize("cuts", [0, 1])
def test_at_first_it_goes_on_at_once(cuts: int) -> None:
    pauses = Pauses()
    pauses.begin(Priority.VALUE, 5.0)

    assert pauses.lets(turn(cuts), 5.0)


@pytest.mark.parametrize(("cuts", "pause_s"), [(2, FIRST_PAUSE_S), (3, 2 * FIRST_PAUSE_S), (99, LONGEST_PAUSE_S)])
def test_each_further_cut_doubles_the_pause_up_to_the_longest(cuts: int, pause_s: float) -> None:
    pauses = Pauses()
    pauses.begin(Priority.VALUE, 5.0)

    assert not pauses.lets(turn(cuts), 5.0 + pause_s - 0.01)
    assert pauses.lets(turn(cuts), 5.0 + pause_s + 0.01)


def test_only_what_could_cut_it_must_be_quiet() -> None:
    pauses = Pauses()
    pauses.begin(Priority.STATUS, 9.0)
    pauses.begin(Priority.HINT, 9.0)
    assert pauses.lets(turn(5), 9.0)
    pauses.begin(Priority.ANSWER, 9.0)
    assert not pauses.lets(turn(5), 9.0)
    assert pauses.lets(turn(5, Priority.VALUE), 9.0)
