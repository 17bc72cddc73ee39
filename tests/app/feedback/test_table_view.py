"""Which notes in view are counted: nothing twice while they are in view, all anew once the view was empty."""

from dataclasses import replace

from app.feedback.count import Count
from app.feedback.table_view import EMPTY_S, CountedView
from tests.app.tables import finding

TWENTY, TEN = ("USD", "20"), ("USD", "10")
TABLE = finding([TWENTY, TWENTY, TEN]).notes


def counted(*notes: tuple[str, str]) -> Count:
    return Count().add_all(notes)


def test_all_of_a_table_is_new_once() -> None:
    view, count = CountedView(), Count()
    new = view.new(TABLE, count)
    assert sorted(new) == [TEN, TWENTY, TWENTY]
    view.add_all(new)
    assert view.new(TABLE, count.add_all(new)) == []


def test_a_note_that_was_named_and_counted_is_not_counted_with_the_table_again() -> None:
    view = CountedView()
    view.add(*TWENTY)
    assert sorted(view.new(TABLE, counted(TWENTY))) == [TEN, TWENTY]


def test_a_note_of_the_table_that_is_named_later_is_counted_already() -> None:
    view = CountedView()
    view.add_all([TWENTY])
    assert view.holds(*TWENTY, counted(TWENTY))
    assert not view.holds(*TEN, counted(TWENTY))
    assert not view.holds(*TWENTY, Count())


def test_once_the_view_was_empty_for_a_while_all_is_new() -> None:
    view = CountedView()
    view.add_all([TWENTY])
    view.follow(0.0, shows_note=True)
    view.follow(EMPTY_S - 0.01, shows_note=False)
    assert view.holds(*TWENTY, counted(TWENTY))
    view.follow(EMPTY_S, shows_note=False)
    assert not view.holds(*TWENTY, counted(TWENTY))


def test_what_was_taken_back_or_cleared_may_be_counted_again() -> None:
    view = CountedView()
    view.add_all([TWENTY, TWENTY, TEN])
    view.take_back([TWENTY, TWENTY, TEN])
    assert sorted(view.new(TABLE, counted(TWENTY, TWENTY))) == [TEN, TWENTY, TWENTY]
    view.add_all([TWENTY, TWENTY, TEN])
    assert sorted(view.new(TABLE, Count())) == [TEN, TWENTY, TWENTY]
    assert view.new(TABLE, counted(TWENTY, TWENTY, TEN)) == []


def test_what_is_no_longer_money_is_never_counted() -> None:
    withdrawn = finding([TWENTY]).notes[0]
    assert CountedView().new([replace(withdrawn, is_withdrawn=True)], Count()) == []


def test_what_was_told_of_a_table_is_known_until_the_view_was_empty() -> None:
    view = CountedView()
    assert not view.has_told
    assert not view.was_told(*TEN)
    view.tell(TABLE[:2])
    assert view.has_told is True
    assert view.was_told(*TWENTY) is True
    assert view.was_told(*TEN) is False
    view.follow(0.0, shows_note=True)
    view.follow(EMPTY_S, shows_note=False)
    assert view.has_told is False
