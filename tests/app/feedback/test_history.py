"""History: newest first, bounded, and without amounts when asked."""

import pytest

from app.feedback.history import EntryKind, History, HistoryEntry


def entry(number: int, *, has_amount: bool = False) -> HistoryEntry:
    return HistoryEntry(
        float(number), EntryKind.VALUE if has_amount else EntryKind.HINT, f"number {number}", has_amount
    )


def test_the_newest_comes_first_and_the_oldest_goes() -> None:
    history = History(limit=3)
    for number in range(5):
        history = history.add(entry(number))

    assert [told.text for told in history.entries()] == ["number 4", "number 3", "number 2"]
    assert len(history) == 3


def test_one_that_was_given_out_does_not_change() -> None:
    before = History().add(entry(1))
    before.add(entry(2))

    assert [told.text for told in before.entries()] == ["number 1"]


def test_amounts_can_be_left_out() -> None:
    history = History().add(entry(1)).add(entry(2, has_amount=True)).add(entry(3))

    assert [told.text for told in history.discreet().entries()] == ["number 3", "number 1"]


def test_a_history_keeps_at_least_one_entry() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        History(limit=0)


def test_a_history_of_one_keeps_the_newest() -> None:
    history = History(limit=1).add(entry(1)).add(entry(2))
    assert [told.text for told in history.entries()] == ["number 2"]
