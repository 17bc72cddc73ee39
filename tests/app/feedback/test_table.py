"""What lies on the table: pictures are joined, nothing counts twice, what is not sure is not a value."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.feedback.table import Place, is_slid, joined, place_of
from tests.app.tables import finding, match, outline, reading


def values(*readings: object) -> list[str]:
    return [note.value for note in joined(readings).notes]  # type: ignore[arg-type]


def test_a_note_seen_in_three_pictures_is_one() -> None:
    seen = [reading(match("20", 0.3 + 0.005 * n), at_s=n) for n in range(3)]
    found = joined(seen)
    assert [note.value for note in found.notes] == ["20"]
    assert (found.pictures, found.captured_at_s, found.unread) == (3, 2, ())


def test_two_notes_of_one_value_in_one_picture_are_two_however_near() -> None:
    assert values(reading(match("20", 0.3), match("20", 0.34))) == ["20", "20"]


def test_what_one_picture_missed_is_taken_from_another() -> None:
    found = joined([reading(match("20", 0.2)), reading(match("20", 0.2), match("5", 0.7))])
    assert sorted(note.value for note in found.notes) == ["20", "5"]


def test_a_value_seen_weakly_is_a_note_that_was_not_read_however_often() -> None:
    weak = reading(match("20", 0.2, is_clear=False))
    assert values(weak) == []
    assert joined([weak]).unread == (outline(0.2, 0.5),)
    assert values(weak, weak) == []
    assert values(weak, reading(match("20", 0.2))) == ["20"]


def test_a_note_seen_as_two_values_is_not_read() -> None:
    found = joined([reading(match("20", 0.2)), reading(match("50", 0.2))])
    assert found.notes == ()
    assert found.unread == (outline(0.2, 0.5),)


def test_what_was_not_read_in_one_picture_and_read_in_another_is_read() -> None:
    found = joined([reading(unread=[outline(0.2, 0.5)]), reading(match("20", 0.2))])
    assert ([note.value for note in found.notes], found.unread) == (["20"], ())


def test_places_that_stay_unread_are_told_once() -> None:
    away = outline(0.8, 0.1)
    assert joined([reading(match("20", 0.2), unread=[away]), reading(unread=[away])]).unread == (away,)


def test_both_faces_of_a_folded_note_are_one_note_and_two_beside_each_other_are_two() -> None:
    folded = reading(match("20", 0.4), match("20", 0.46, face="back"))
    assert values(folded) == ["20"]
    assert values(reading(match("20", 0.4), match("20", 0.46, face="front"))) == ["20", "20"]
    assert values(reading(match("20", 0.4), match("20", 0.6, face="back"))) == ["20", "20"]
    assert values(reading(match("20", 0.4), match("50", 0.46, face="back"))) == ["20", "50"]
    assert values(reading(match("20", 0.4), match("20", 0.46, 0.53, face="back"))) == ["20", "20"]


def test_a_turned_note_is_not_the_other_half_of_a_fold() -> None:
    upright = ((0.42, 0.4), (0.5, 0.4), (0.5, 0.6), (0.42, 0.6))
    assert not is_slid(outline(0.4, 0.5, 0.2, 0.08), upright)


def test_groups_and_totals_are_by_currency_the_largest_value_first() -> None:
    found = finding([("USD", "5"), ("EUR", "50"), ("USD", "20"), ("USD", "20")])
    assert found.groups() == (("USD", "20", False, 2), ("USD", "5", False, 1), ("EUR", "50", False, 1))
    assert found.totals() == (("USD", Decimal(45)), ("EUR", Decimal(50)))


def test_what_is_no_longer_money_adds_nothing() -> None:
    found = joined([reading(match("1000", 0.2, currency="KES", series="withdrawn"), match("50", 0.6, currency="KES"))])
    assert found.totals() == (("KES", Decimal(50)),)
    assert found.groups()[0] == ("KES", "1000", True, 1)


@pytest.mark.parametrize(
    ("at", "place"),
    [
        ((0.1, 0.1), Place.TOP_LEFT),
        ((0.5, 0.1), Place.TOP),
        ((0.9, 0.5), Place.RIGHT),
        ((0.5, 0.5), Place.MIDDLE),
        ((1.2, 1.1), Place.BOTTOM_RIGHT),
        ((-0.2, 0.9), Place.BOTTOM_LEFT),
    ],
)
def test_a_place_is_a_ninth_of_the_picture(at: tuple[float, float], place: Place) -> None:
    assert place_of(outline(*at)) is place


def test_the_finding_is_all_only_where_every_picture_shows_the_same_and_nothing_else() -> None:
    one = replace(reading(match("20", 0.2), match("5", 0.7)), is_all=True)
    assert joined([one, one]).is_all
    assert not joined([one, replace(one, is_all=False)]).is_all
    assert not joined([one, replace(reading(match("20", 0.2)), is_all=True)]).is_all
    assert not joined([replace(one, unread=(outline(0.5, 0.9),))]).is_all
    assert not joined([replace(reading(match("20", 0.2, is_clear=False)), is_all=True)]).is_all
