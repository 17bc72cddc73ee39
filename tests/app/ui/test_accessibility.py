"""Every control of every page, as Qt's accessibility tree tells a screen reader of it: name, role, reach by keys."""

import re
from collections.abc import Iterator
from itertools import permutations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.pages import Page
from app.ui.settings_page import KeyDialog
from tests.app.ui.makers import CountedNote, Line, Notes, Told, WindowUnderTest, value_told

PAGES = ("reader", "currency_page", "help_page", "history_page", "count_page", "tones_page", "settings_page")
ROLES = {
    QPushButton: (QAccessible.Role.Button, QAccessible.Role.CheckBox),
    QCheckBox: (QAccessible.Role.CheckBox,),
    QComboBox: (QAccessible.Role.ComboBox,),
    QListWidget: (QAccessible.Role.List,),
    QSlider: (QAccessible.Role.Slider,),
    QPlainTextEdit: (QAccessible.Role.EditableText,),
    QLineEdit: (QAccessible.Role.EditableText,),
    QLabel: (QAccessible.Role.StaticText,),
}
LEAST_CONTROLS = {
    "reader": 15,
    "currency_page": 6,
    "help_page": 5,
    "history_page": 3,
    "count_page": 9,
    "tones_page": 4,
    "settings_page": 18,
}
"""Of each page with the two lines below it, so that a walk that finds nothing fails."""


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication, dressed: None) -> Iterator[WindowUnderTest]:
    """A window with something on each page."""
    made = WindowUnderTest()
    made.session.count = Notes((CountedNote("USD", "20"), CountedNote("EUR", "5")))
    made.session.history = Told((Line(4.0, "5 euros"), Line(2.0, "20 dollars")))
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    yield made
    made.window.close()


def controls(root: QWidget) -> list[QWidget]:
    """What the tree under `root` tells of as visible and able to have the focus."""
    found: list[QWidget] = []

    def walk(interface: QAccessibleInterface) -> None:
        for place in range(interface.childCount()):
            child = interface.child(place)
            if child is None or not child.isValid() or child.state().invisible:
                continue
            part = child.object()
            if child.state().focusable and isinstance(part, QWidget) and part.focusPolicy() != Qt.FocusPolicy.NoFocus:
                found.append(part)
            # What is inside a list, a combo box or a text is reached with the arrow keys.
            if not isinstance(part, QComboBox | QListWidget | QPlainTextEdit):
                walk(child)

    walk(QAccessible.queryAccessibleInterface(root))
    return found


def tabbed_through(qtbot: QtBot, start: QWidget) -> list[QWidget]:
    """What the Tab key comes by, until it is back."""
    start.setFocus()
    walked = [start]
    for _ in range(100):
        focused = QApplication.focusWidget()
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            return walked
        now = QApplication.focusWidget()
        assert now is not None, f"the focus is lost after {focused}"
        walked.append(now)
    raise AssertionError("Tab never came back")


@pytest.mark.parametrize("page", PAGES)
def test_every_control_has_a_name_a_role_and_is_reached_by_tab(shown: WindowUnderTest, qtbot: QtBot, page: str) -> None:
    window = shown.window
    window.open_page(getattr(window, page))
    found = controls(window)
    assert len(found) >= LEAST_CONTROLS[page]
    for control in found:
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name).strip(), control
        kind = next((kind for kind in ROLES if isinstance(control, kind)), None)
        assert kind is not None, f"a kind of control that this test does not know: {control}"
        assert interface.role() in ROLES[kind], control
        assert interface.text(QAccessible.Text.Description).strip(), interface.text(QAccessible.Text.Name)
    assert set(found) == set(tabbed_through(qtbot, found[0]))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("size", [(800, 600), (640, 400)])
def test_what_has_the_focus_is_on_the_screen(
    shown: WindowUnderTest, qtbot: QtBot, page: str, size: tuple[int, int]
) -> None:
    """Also in the window that a screen of 1280 x 800 has room for at 200 % scaling."""
    window = shown.window
    window.resize(*size)
    window.open_page(getattr(window, page))
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    for control in tabbed_through(qtbot, window.page.first_part()):
        control.setFocus(Qt.FocusReason.TabFocusReason)
        area = next(area for area in (*window.findChildren(QScrollArea), window) if area.isAncestorOf(control))
        if isinstance(area, QScrollArea):
            area = area.viewport()
        place = QRect(control.mapTo(window, QPoint(0, 0)), control.size())
        seen = place.intersected(QRect(area.mapTo(window, QPoint(0, 0)), area.size()))
        assert seen.width() >= min(place.width(), 150), control.accessibleName()
        assert seen.height() >= min(place.height(), 75), control.accessibleName()


def test_the_dialog_for_a_key_is_named_too(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.window.open_page(shown.window.settings_page)
    shown.window.settings_page.ask_key("repeat")
    (dialog,) = shown.window.findChildren(KeyDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=10_000)
    found = controls(dialog)
    assert {QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name) for part in found} == {
        "Press the new key for: say the last value again.",
        "No key",
        "Leave it",
    }
    assert set(found) == set(tabbed_through(qtbot, dialog.message))
    dialog.reject()


PAGE_KEYS = {
    "currency_page": (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier),
    "help_page": (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
    "history_page": (Qt.Key.Key_F12, Qt.KeyboardModifier.NoModifier),
    "count_page": (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier),
    "tones_page": (Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier),
    "settings_page": (Qt.Key.Key_F10, Qt.KeyboardModifier.NoModifier),
}


@pytest.mark.parametrize("page", PAGE_KEYS)
def test_a_page_opens_on_its_content_and_escape_returns_to_where_one_was(
    shown: WindowUnderTest, qtbot: QtBot, qapp: QApplication, page: str
) -> None:
    window = shown.window
    window.reader.what_button.setFocus()
    came_by: list[QWidget] = []
    qapp.focusChanged.connect(lambda before, now: came_by.append(now))
    key, modifier = PAGE_KEYS[page]
    qtbot.keyClick(window.reader.what_button, key, modifier)
    opened: Page = getattr(window, page)
    assert window.pages.currentWidget() is opened
    assert QApplication.focusWidget() is opened.first_part()
    assert opened.back_button not in came_by, "a screen reader would begin with the way back"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.reader.what_button


def test_the_first_focus_is_the_value(shown: WindowUnderTest) -> None:
    assert QApplication.focusWidget() is shown.window.value


def test_the_stack_of_pages_has_a_name(shown: WindowUnderTest) -> None:
    assert QAccessible.queryAccessibleInterface(shown.window.pages).text(QAccessible.Text.Name) == "Pages"


def test_a_change_of_the_value_is_no_event_of_the_value(shown: WindowUnderTest) -> None:
    """A screen reader says a new name of what has the focus, into the words of the app's own voice."""
    value = shown.window.value
    assert value.accessibleName() == ""
    assert super(type(value), value).text() == "", "Qt tells of each change of it"
    shown.tell(value_told("5 euros"))
    assert QAccessible.queryAccessibleInterface(value).text(QAccessible.Text.Name) == "Value: 5 euros"


def test_a_row_of_the_currencies_tells_whether_it_is_on(shown: WindowUnderTest) -> None:
    rows = QAccessible.queryAccessibleInterface(shown.window.currencies)
    states = {rows.child(place).text(QAccessible.Text.Name): rows.child(place).state() for place in range(3)}
    assert [bool(states[name].checked) for name in ("Euro", "Indian Rupee", "US Dollar")] == [True, False, True]
    assert all(state.checkable for state in states.values())


def told_of(control: QWidget) -> list[str]:
    """What a screen reader says of a part, piece by piece: its labels, or its name, its value, its description."""
    interface = QAccessible.queryAccessibleInterface(control)
    labels = [
        other.text(QAccessible.Text.Name)
        for other, kind in interface.relations()
        if kind & QAccessible.RelationFlag.Label
    ]
    pieces = [*labels, interface.text(QAccessible.Text.Name), interface.text(QAccessible.Text.Value)]
    if isinstance(control, QComboBox):
        # Qt tells its entry twice, as name and as value; readers say the label and the entry.
        pieces.pop()
        assert labels, control
    if isinstance(control, QListWidget):
        pieces.pop()  # before 6.11 Qt tells the name here, too; readers ask no list for a value
    if isinstance(control, QLineEdit):
        pieces.append(control.placeholderText())
    return [piece for piece in (*pieces, interface.text(QAccessible.Text.Description)) if piece.strip()]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_told_twice_of_a_part(shown: WindowUnderTest, page: str) -> None:
    window = shown.window
    window.open_page(getattr(window, page))
    found = controls(window)
    assert len(found) >= LEAST_CONTROLS[page]
    for control in found:
        said = [" ".join(re.findall(r"\w+", piece.casefold())) for piece in told_of(control)]
        # A name of one word may well be used in the sentence that describes it.
        doubled = [
            (one, other)
            for one, other in permutations(said, 2)
            if one == other or (f" {one} " in f" {other} " and (" " in one or one.isdigit()))
        ]
        assert not doubled, control


def test_the_number_of_a_slider_is_told_once(shown: WindowUnderTest) -> None:
    slider = shown.window.settings_page.volume
    interface = QAccessible.queryAccessibleInterface(slider)
    assert interface.text(QAccessible.Text.Name) == "Volume"
    assert interface.text(QAccessible.Text.Value) == "100"
    assert not interface.state().checkable
