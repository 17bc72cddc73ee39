"""Choosing currencies by keyboard alone, also among 150."""

import time
from dataclasses import replace

import pytest
from babel.numbers import list_currencies
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListWidgetItem
from pytestqt.qtbot import QtBot

from app.feedback.words import currency_name
from app.ui.controls import Choice
from app.ui.currency_page import CurrencyPage
from tests.app.ui.makers import CHOICES, WindowUnderTest

ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
MANY = tuple(sorted(list_currencies()))[:150]


def opened(qtbot: QtBot, codes: tuple[str, ...] = MANY, on: tuple[str, ...] = MANY) -> WindowUnderTest:
    """A window with the page of these currencies open."""
    named = tuple(Choice(code, currency_name(code)) for code in codes)
    made = WindowUnderTest(replace(CHOICES, currencies=named, currencies_on=on))
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    qtbot.keyClick(made.window, Qt.Key.Key_F9)
    return made


def shown_rows(page: CurrencyPage) -> list[QListWidgetItem]:
    items = (page.rows.item(place) for place in range(page.rows.count()))
    return [item for item in items if not item.isHidden()]


def test_dollars_alone_are_three_letters_and_enter(qtbot: QtBot) -> None:
    made = opened(qtbot, (*MANY, "USD"))
    page = made.window.currency_page
    assert page.rows.hasFocus()
    qtbot.keyClicks(page.rows, "usd")
    assert page.rows.currentItem().data(Qt.ItemDataRole.UserRole) == "USD"
    qtbot.keyClick(page.rows, Qt.Key.Key_Return)
    assert made.session.calls == [("choose_currencies", ("USD",))]
    assert made.session.said[-1] == "Only US dollars."
    assert made.window.said.text() == "Only US dollars."
    assert made.window.reader.mine.text() == "US dollars"


def test_arrows_of_the_search_go_through_what_was_found(qtbot: QtBot) -> None:
    made = opened(qtbot)
    page = made.window.currency_page
    page.search.setFocus()
    qtbot.keyClicks(page.search, "dollar")
    rows = shown_rows(page)
    assert 1 < len(rows) < 40
    assert page.rows.currentItem() is rows[0]
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.rows.currentItem() is rows[1]
    assert page.search.hasFocus()


def test_two_words_are_searched_in_the_list_as_in_the_field(qtbot: QtBot) -> None:
    for part in ("rows", "search"):
        made = opened(qtbot, (*MANY, "USD"))
        page = made.window.currency_page
        getattr(page, part).setFocus()
        for letter in "us dollar":
            qtbot.keyClick(QApplication.focusWidget(), letter)
        assert page.search.text() == "us dollar"
        assert page.rows.currentItem().data(Qt.ItemDataRole.UserRole) == "USD"
        assert made.session.calls == [], f"nothing was turned on or off in {part}"
        made.window.close()


def test_space_turns_a_row_that_was_searched_and_moved_to_or_asked_for_again(qtbot: QtBot) -> None:
    made = opened(qtbot, ("AUD", "EUR", "USD"), ("AUD", "EUR", "USD"))
    page = made.window.currency_page
    qtbot.keyClicks(page.rows, "dollar")
    qtbot.keyClick(page.rows, Qt.Key.Key_Down)
    qtbot.keyClick(page.rows, Qt.Key.Key_Space)
    assert made.session.calls == [("choose_currencies", ("AUD", "EUR"))]
    qtbot.keyClicks(page.rows, "s")
    assert page.search.text() == "dollars"
    qtbot.keyClick(page.rows, Qt.Key.Key_Space)
    assert page.search.text() == "dollars "
    qtbot.keyClick(page.rows, Qt.Key.Key_Space)
    assert page.search.text() == "dollars ", "words are parted by one"
    assert len(made.session.calls) == 2


@pytest.mark.parametrize("letter", ["é", "ş", "д", "ह", "ع", "@", "-", "7", "'"])
def test_every_letter_there_is_belongs_to_the_search(qtbot: QtBot, letter: str) -> None:
    made = opened(qtbot, ("AUD", "USD"))
    page = made.window.currency_page
    # As AltGr makes some letters on some systems.
    for modifiers in (Qt.KeyboardModifier.NoModifier, ALT_GR):
        event = QKeyEvent(QEvent.Type.KeyPress, 0, modifiers, letter)
        QApplication.sendEvent(page.rows, event)
    assert page.search.text() == letter * 2


def test_each_letter_says_what_it_found(qtbot: QtBot) -> None:
    made = opened(qtbot, ("AUD", "USD"), ("AUD", "USD"))
    page = made.window.currency_page
    qtbot.keyClick(page.rows, "a")
    assert made.session.said[-1] == "Australian dollars, on", "the row was there before, and moves of it are told"
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Backspace)
    qtbot.keyClicks(page.search, "us")
    assert made.session.said[-1] == "US dollars, on"
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert made.session.said[-1] == "US dollars, on, end of list"


def test_backspace_takes_a_letter_back_and_opening_begins_anew(qtbot: QtBot) -> None:
    made = opened(qtbot)
    page = made.window.currency_page
    qtbot.keyClicks(page.rows, "xyzzy")
    assert shown_rows(page) == []
    assert made.session.said[-1] == "No currency was found for xyzzy."
    for _ in "xyzzy":
        qtbot.keyClick(page.rows, Qt.Key.Key_Backspace)
    assert len(shown_rows(page)) == len(MANY)
    qtbot.keyClicks(page.rows, "aud")
    qtbot.keyClick(page.rows, Qt.Key.Key_Escape)
    qtbot.keyClick(made.window, Qt.Key.Key_F9)
    assert len(shown_rows(page)) == len(MANY)


def test_keys_with_ctrl_are_no_letters(qtbot: QtBot) -> None:
    made = opened(qtbot)
    qtbot.keyClick(made.window.currency_page.rows, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert made.session.calls == [("read_count",)]
    assert made.window.currency_page.search.text() == ""


def test_page_opens_on_the_first_that_is_on(qtbot: QtBot) -> None:
    made = opened(qtbot, on=(MANY[100],))
    page = made.window.currency_page
    assert page.rows.currentItem().data(Qt.ItemDataRole.UserRole) == MANY[100]
    assert page.rows.viewport().rect().contains(page.rows.visualItemRect(page.rows.currentItem()))


def test_a_sixth_is_turned_on_and_what_it_costs_is_told(qtbot: QtBot) -> None:
    made = opened(qtbot, MANY[:7], MANY[:4])
    page = made.window.currency_page
    for row, told in ((4, "on"), (5, "on. 6 currencies are on."), (6, "on. 7 currencies are on.")):
        page.rows.setCurrentRow(row)
        qtbot.keyClick(page.rows, Qt.Key.Key_Space)
        assert told in made.session.said[-1]
        assert ("slower" in made.session.said[-1]) is (row > 4)
    qtbot.keyClick(page.rows, Qt.Key.Key_Space)
    assert made.session.said[-1].endswith(", off")


def test_usual_ones_come_back_without_the_experimental(qtbot: QtBot) -> None:
    made = WindowUnderTest(replace(CHOICES, currencies_on=("USD",), experimental=("INR",)))
    qtbot.addWidget(made.window)
    made.window.currency_page.usual_button.click()
    assert made.session.calls == [("choose_currencies", ("EUR", "USD"))]


def test_what_the_session_says_is_on_is_shown_and_asks_for_nothing(qtbot: QtBot) -> None:
    made = opened(qtbot)
    made.change(currencies=MANY[:2])
    page = made.window.currency_page
    on = [item for item in shown_rows(page) if item.checkState() == Qt.CheckState.Checked]
    assert len(on) == 2
    assert made.session.calls == []


def test_150_are_searched_as_fast_as_three(qtbot: QtBot) -> None:
    """Measured against the same work for three in the same run, so that the machine's speed does not matter."""

    def typed(codes: tuple[str, ...]) -> float:
        page = opened(qtbot, codes, codes).window.currency_page
        qtbot.keyClick(page.rows, Qt.Key.Key_Z)  # makes the search ready
        qtbot.keyClick(page.rows, Qt.Key.Key_Backspace)
        before_s = time.process_time()
        for letter in "dollar":
            qtbot.keyClicks(page.rows, letter)
            QApplication.processEvents()
        return time.process_time() - before_s

    assert typed(MANY) < 50 * max(typed(MANY[:3]), 0.002)


@pytest.mark.usefixtures("dressed")
def test_main_page_stays_short_with_150(qtbot: QtBot) -> None:
    made = opened(qtbot)
    assert made.window.reader.mine.text().endswith("and 138 more")


def _key(key: Qt.Key, letter: str = "", held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, letter)


def test_search_and_list_take_the_keys_that_are_for_the_other_and_leave_all_else(qtbot: QtBot) -> None:
    page = opened(qtbot).window.currency_page
    for part, event, is_taken in (
        (page.rows, _key(Qt.Key.Key_Return), True),
        (page.search, _key(Qt.Key.Key_Return), True),
        (page.search, _key(Qt.Key.Key_Down), True),
        (page.rows, _key(Qt.Key.Key_Down), False),
        (page.search, _key(Qt.Key.Key_A, "a"), False),
        (page.rows, _key(Qt.Key.Key_A, "a"), True),
        (page.rows, _key(Qt.Key.Key_Backspace), True),
        (page.search, _key(Qt.Key.Key_Backspace), False),
        (page.rows, _key(Qt.Key.Key_A, "a", Qt.KeyboardModifier.MetaModifier), False),
        (page.rows, _key(Qt.Key.Key_A, "a", ALT_GR), True),
        (page.rows, _key(Qt.Key.Key_A, "a", Qt.KeyboardModifier.AltModifier), False),
        (page.rows, QEvent(QEvent.Type.ToolTip), False),
    ):
        assert page.eventFilter(part, event) is is_taken, event


def test_what_is_found_is_told_to_whoever_types_in_the_search_and_only_for_words(qtbot: QtBot) -> None:
    page = opened(qtbot, ("AUD", "USD"), ("AUD", "USD")).window.currency_page
    passed: list[str] = []
    page.passed.connect(lambda words, topic: passed.append(topic))
    qtbot.keyClicks(page.rows, "us")
    assert "found" not in passed
    page.search.setFocus()
    passed.clear()
    qtbot.keyClick(page.search, Qt.Key.Key_Backspace)
    assert passed == ["found"]
    qtbot.keyClick(page.search, Qt.Key.Key_Backspace)
    assert page.search.text() == ""
    assert passed == ["found"]
