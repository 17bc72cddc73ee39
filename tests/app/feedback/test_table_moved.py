"""Pictures of a table that moved between them: each note counts once, where the newest picture shows it."""

from __future__ import annotations

import pytest

from app.feedback import table_moved
from app.feedback.table import joined
from app.feedback.table_moved import SAME_PLACE, laid_over, most_in_one
from app.recognition.outlines import middle
from tests.app.tables import match, outline, reading


def test_a_fan_that_moved_by_one_note_is_read_note_by_note() -> None:
    before = reading(match("20", 0.2), match("50", 0.3), match("5", 0.4))
    after = reading(match("20", 0.3), match("50", 0.4), match("5", 0.5))
    found = joined([before, after])
    assert sorted(note.value for note in found.notes) == ["20", "5", "50"]
    assert found.unread == ()
    assert sorted(middle(note.outline)[0] for note in found.notes) == pytest.approx([0.3, 0.4, 0.5])


@pytest.mark.parametrize("beside", [(), (match("5", 0.8),)])
def test_a_note_that_is_moved_while_others_lie_still_counts_once(beside: tuple) -> None:
    found = joined([reading(match("20", 0.2), *beside), reading(match("20", 0.5), *beside)])
    assert [note.value for note in found.notes].count("20") == 1
    assert found.unread == ()


def test_what_the_first_picture_did_not_read_lies_where_the_newest_shows_it() -> None:
    before = reading(match("20", 0.2), match("50", 0.3), unread=[outline(0.5, 0.5)])
    after = reading(match("20", 0.3), match("50", 0.4), unread=[outline(0.6, 0.5)])
    assert len(joined([before, after]).unread) == 1


def test_what_lies_still_is_left_where_it_is() -> None:
    # Two of one value side by side: each lies where it lay, and one step further would fit one of them as well.
    still = reading(match("20", 0.2), match("20", 0.4))
    assert laid_over([still, still]) == [still, still]


def test_of_each_value_as_many_count_as_one_picture_shows() -> None:
    found = most_in_one([reading(match("20", 0.2), match("20", 0.4)), reading(match("20", 0.3), match("5", 0.7))])
    assert found == {("USD", "20"): 2, ("USD", "5"): 1}


@pytest.mark.parametrize(("alike", "agreeing"), [(SAME_PLACE, 1), (SAME_PLACE - 0.01, 0)])
def test_a_note_that_moved_lies_over_another_from_this_fraction_on(
    alike: float, agreeing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_moved, "same_place", lambda one, other: alike)
    before, after = reading(match("20", 0.2)), reading(match("20", 0.7), match("5", 0.2))
    assert table_moved._agreeing(before.notes, after.notes, (0.5, 0.0)) == agreeing


def test_a_shift_that_fits_no_more_notes_than_none_does_is_not_taken() -> None:
    before, after = reading(match("20", 0.2)), reading(match("20", 0.2), match("20", 0.6))
    assert laid_over([before, after]) == [before, after]
