"""Deeper looks take turns with quick ones, and begin anew with another note."""

from __future__ import annotations

from app.recognition.closer_turns import CloserTurns
from app.recognition.look import Depth

_LETTERS = {Depth.QUICK: "q", Depth.FULL: "f", Depth.PROPOSED: "p"}


def turns(seen: str, every_s: float = 0.2) -> str:
    """How deep looks are, of as many as there are letters; in s something is seen, in w weakly."""
    memory, told = CloserTurns(), ""
    for number, one in enumerate(seen):
        told += _LETTERS[memory.depth(number * every_s)]
        memory.observe(number * every_s, is_seen=one in "sw", is_weak=one == "w")
    return told


def test_where_nothing_is_seen_every_other_look_is_quick_and_one_of_four_a_closer_one() -> None:
    assert turns("----------") == "qpqfqpqfqp"


def test_what_a_deeper_look_shows_is_looked_for_as_deeply_again_at_once() -> None:
    assert turns("-sss-") == "qpppp"
    assert turns("-ss------") == "qpppqfqpq"
    assert turns("---s-") == "qpqff"


def test_what_a_quick_look_shows_makes_no_deeper_one_due() -> None:
    assert turns("ssss") == "qqqq"
    assert turns("ss--") == "qqqp"


def test_what_is_shown_weakly_is_looked_at_in_all_ways_next_until_it_is_gone() -> None:
    assert turns("ww-----") == "qffqpqf"
    assert turns("-ww---") == "qpffqp", "as soon as that is due"
    memory = CloserTurns()
    memory.observe(0.0, is_seen=False, is_weak=True)
    assert memory.depth(0.1) is Depth.PROPOSED, "what counts for nothing is not weak either"


def test_after_a_pause_another_note_is_looked_at_and_its_first_look_is_a_quick_one() -> None:
    memory = CloserTurns()
    memory.observe(0.0, is_seen=False)
    assert memory.depth(1.5) is Depth.PROPOSED
    assert memory.depth(1.6) is Depth.QUICK
    memory.observe(1.6, is_seen=False)
    assert memory.depth(1.7) is Depth.PROPOSED


def test_a_clock_that_goes_back_is_another_source() -> None:
    memory = CloserTurns()
    memory.observe(9.0, is_seen=False)
    assert memory.depth(9.2) is Depth.PROPOSED
    assert memory.depth(8.0) is Depth.QUICK
    memory.observe(8.0, is_seen=False)
    assert memory.depth(8.0) is Depth.PROPOSED, "a frame of the same moment is of the same note"
