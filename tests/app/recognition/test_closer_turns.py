"""Closer looks take turns with ordinary ones, and begin anew with another note."""

from __future__ import annotations

from app.recognition.closer_turns import CloserTurns


def turns(seen: str, every_s: float = 0.2) -> str:
    """Which looks are closer ones (c), of as many as there are letters; in s something is seen."""
    memory, told = CloserTurns(), ""
    for number, one in enumerate(seen):
        told += "c" if memory.is_due(number * every_s) else "o"
        memory.observe(number * every_s, is_seen=one == "s")
    return told


def test_where_nothing_is_seen_every_fourth_look_is_a_closer_one_from_the_second_on() -> None:
    assert turns("----------") == "ocooocoooc"


def test_what_a_closer_look_shows_is_looked_for_closely_again_at_once() -> None:
    assert turns("-sss") == "occc"
    assert turns("-ss------") == "occcoooco"


def test_what_an_ordinary_look_shows_makes_no_closer_one_due() -> None:
    assert turns("ssss") == "oooo"
    assert turns("ss--") == "oooc"


def test_after_a_pause_another_note_is_looked_at_and_its_first_look_is_an_ordinary_one() -> None:
    memory = CloserTurns()
    memory.observe(0.0, is_seen=False)
    assert memory.is_due(1.5)
    assert not memory.is_due(1.6)
    memory.observe(1.6, is_seen=False)
    assert memory.is_due(1.7)


def test_a_clock_that_goes_back_is_another_source() -> None:
    memory = CloserTurns()
    memory.observe(9.0, is_seen=False)
    assert memory.is_due(9.2)
    assert not memory.is_due(8.0)
