"""How the pages share the window, and how one gets about in them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from app.ui.contents import Contents
from app.ui.controls import Choice
from tests.app.ui.makers import (
    CHOICES,
    WindowUnderTest,
    value_told,
)


def _name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


THIRTEEN = ("AUD", "BRL", "CAD", "CHF", "CNY", "EUR", "GBP", "IDR", "INR", "JPY", "MXN", "TRY", "USD")


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("size", [(800, 600), (640, 400), (2880, 1620)])
def test_value_keeps_half_of_the_height_whatever_else_is_there(shown: WindowUnderTest, size: tuple[int, int]) -> None:
    shown.window.show_problem("sound", "No sound card was found. " * 8)
    shown.window.resize(*size)
    shown.tell(value_told("20 dollars"))
    QApplication.processEvents()
    assert (shown.window.width(), shown.window.height()) == size
    assert shown.window.value.height() * 2 >= size[1]
    assert shown.window.value.visibleRegion().boundingRect() == shown.window.value.rect()
    assert shown.window.value.type_px >= size[1] // 4
    rest = shown.window.reader.rest
    inside = rest.widget()
    assert inside is not None
    assert inside.width() <= rest.viewport().width(), "nothing scrolls sideways"


@pytest.mark.usefixtures("dressed")
def test_picture_gives_way_before_the_buttons(shown: WindowUnderTest) -> None:
    shown.window.resize(360, 480)
    QApplication.processEvents()
    assert not shown.window.picture.isVisible()
    assert shown.window.reader.pause_button.visibleRegion().boundingRect() == shown.window.reader.pause_button.rect()
    shown.window.resize(1000, 700)
    QApplication.processEvents()
    assert shown.window.picture.isVisible()


def test_every_part_that_can_be_reached_has_a_name(shown: WindowUnderTest) -> None:
    shown.window.show_problem("sound", "No sound card was found.")
    reachable = [
        widget for widget in shown.window.findChildren(QWidget) if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert len(reachable) >= len(shown.window.reading_order())
    assert [widget for widget in reachable if not _name_of(widget).strip()] == []
    for part in shown.window.reading_order():
        assert part.accessibleDescription().strip(), _name_of(part)


def test_tab_walks_in_reading_order_and_comes_round(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.window.show_problem("sound", "No sound card was found.")
    order = shown.window.reading_order()
    order[0].setFocus()
    walked = []
    for _ in order:
        focused = QApplication.focusWidget()
        walked.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert walked == list(order)
    assert QApplication.focusWidget() is order[0]


def test_reading_order_is_that_of_the_screen(shown: WindowUnderTest) -> None:
    shown.window.show_problem("sound", "No sound card was found.")
    QApplication.processEvents()
    places = [part.mapTo(shown.window, part.rect().topLeft()) for part in shown.window.reading_order()]
    assert places == sorted(places, key=lambda place: (place.y(), place.x()))


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("width", [800, 480])
def test_thirteen_currencies_can_all_be_reached(qtbot: QtBot, width: int) -> None:
    """At 800 x 600, and in the smallest window, such as a small screen with everything twice as large leaves."""
    made = WindowUnderTest(replace(CHOICES, currencies=tuple(Choice(code, code) for code in THIRTEEN)))
    qtbot.addWidget(made.window)
    made.window.resize(width, width * 3 // 4)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    qtbot.keyClick(made.window, Qt.Key.Key_F9)
    rows = made.window.currencies
    assert rows.hasFocus()
    page = made.window.currency_page.viewport()
    for place in range(rows.count()):
        row = rows.visualItemRect(rows.item(place))
        assert rows.viewport().rect().contains(row), f"the row of {THIRTEEN[place]} is seen when it is chosen"
        middle = rows.viewport().mapTo(page, row.center())
        assert page.rect().contains(middle), f"and the page shows that part of the list for {THIRTEEN[place]}"
        qtbot.keyClick(rows, Qt.Key.Key_Down)
    rows.setCurrentRow(rows.count() - 1)
    before = rows.item(12).checkState()
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert rows.item(12).checkState() != before


def test_main_page_shows_the_currencies_that_are_on(shown: WindowUnderTest) -> None:
    assert shown.window.reader.mine.text() == "Euro, US Dollar"
    assert _name_of(shown.window.reader.mine) == "Your currencies: Euro, US Dollar"
    shown.change(currencies=("USD",))
    assert shown.window.reader.mine.text() == "US Dollar"
    shown.window.reader.currencies_button.click()
    assert shown.window.page is shown.window.currency_page


@pytest.mark.usefixtures("dressed")
def test_lines_below_a_page_take_a_quarter_of_the_height_at_most(shown: WindowUnderTest) -> None:
    contents = _contents(shown)
    shown.window.resize(800, 600)
    QApplication.processEvents()
    shown.window.show_problem("sound", "No sound card was found. " * 60)
    assert contents.lines.wanted_height(contents.width()) > contents.height() // 4
    assert contents.lines.height() == contents.height() // 4


def _contents(shown: WindowUnderTest) -> Contents:
    found = shown.window.findChild(Contents)
    assert isinstance(found, Contents)
    return found


def test_the_height_is_divided_anew_where_the_type_changes(
    shown: WindowUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents, divided = _contents(shown), list[int]()
    monkeypatch.setattr(Contents, "_divide_height", lambda self: divided.append(1))
    for kind, times in (
        (QEvent.Type.FontChange, 1),
        (QEvent.Type.StyleChange, 2),
        (QEvent.Type.ToolTipChange, 2),
    ):
        contents.changeEvent(QEvent(kind))
        assert len(divided) == times
    # Qt tells of a type before there are any lines.
    monkeypatch.delattr(contents, "lines")
    contents.changeEvent(QEvent(QEvent.Type.FontChange))
    assert len(divided) == 2


class Rows(QListWidget):
    """A list that has the focus when the test says so."""

    is_in_focus = True

    def hasFocus(self) -> bool:
        return self.is_in_focus


def test_only_a_row_of_the_list_in_focus_is_kept_in_view(
    shown: WindowUnderTest, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents, kept, rows = _contents(shown), list[object](), Rows()
    qtbot.addWidget(rows)
    monkeypatch.setattr("app.ui.contents.keep_row_in_view", lambda page, rows: kept.append(rows))
    sender: list[object] = [rows]
    monkeypatch.setattr(Contents, "sender", lambda self: sender[-1])
    row = QListWidgetItem("a row", rows)
    contents._row_moved(row)
    assert kept == [rows]
    contents._row_moved(None)
    rows.is_in_focus = False
    contents._row_moved(row)
    sender.append(None)
    contents._row_moved(row)
    assert kept == [rows]
