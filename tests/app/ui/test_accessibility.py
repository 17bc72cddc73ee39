"""Every control of every page, as Qt's accessibility tree tells a screen reader of it: name, role, reach by keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.settings_page import KeyDialog
from tests.app.ui.makers import CountedNote, Line, Notes, Told, WindowUnderTest

PAGES = ("reader", "help_page", "history_page", "count_page", "tones_page", "settings_page")
ROLES = {
    QPushButton: (QAccessible.Role.Button, QAccessible.Role.CheckBox),
    QCheckBox: (QAccessible.Role.CheckBox,),
    QComboBox: (QAccessible.Role.ComboBox,),
    QListWidget: (QAccessible.Role.List,),
    QSlider: (QAccessible.Role.Slider,),
    QPlainTextEdit: (QAccessible.Role.EditableText,),
    QLabel: (QAccessible.Role.StaticText,),
}
LEAST_CONTROLS = {
    "reader": 14,
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
        area = window.pages if window.pages.isAncestorOf(control) else window
        if isinstance(window.page, QScrollArea) and area is window.pages:
            window.page.ensureWidgetVisible(control)
        place = QRect(control.mapTo(window, QPoint(0, 0)), control.size())
        seen = place.intersected(QRect(area.mapTo(window, QPoint(0, 0)), area.size()))
        assert seen.width() >= min(place.width(), 150), control.accessibleName()
        assert seen.height() >= min(place.height(), 80), control.accessibleName()


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
