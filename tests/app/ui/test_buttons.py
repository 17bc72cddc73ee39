"""Whoever has a button under the fingers presses Enter or Space, and both do the same."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QStylePainter
from pytestqt.qtbot import QtBot

from app.ui import buttons
from app.ui.application import Look
from app.ui.buttons import Button, set_button
from app.ui.settings_page import KeyDialog
from tests.app.ui.makers import SEASONED, CountedNote, Notes, WindowUnderTest

_BORDER_PX = 4
PAGES = ("reader", "currency_page", "help_page", "history_page", "count_page", "tones_page", "settings_page")
KEYS = [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[WindowUnderTest]:
    made = WindowUnderTest()
    made.session.count = Notes((CountedNote("USD", "20"),))
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    yield made
    made.window.close()


def presses(qtbot: QtBot, button: QAbstractButton, key: Qt.Key) -> int:
    """How often a key presses a button, whose own work is left aside."""
    pressed: list[bool] = []
    button.clicked.disconnect()
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    qtbot.keyClick(button, key)
    return len(pressed)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
@pytest.mark.parametrize("page", PAGES)
def test_every_button_of_every_page_is_pressed_by_enter_and_space(
    shown: WindowUnderTest, qtbot: QtBot, page: str, key: Qt.Key
) -> None:
    opened = getattr(shown.window, page)
    shown.window.open_page(opened)
    buttons = [part for part in opened.findChildren(QAbstractButton) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert buttons
    for button in buttons:
        if not button.isCheckable():
            assert presses(qtbot, button, key) == 1, button.text()
            continue
        before = button.isChecked()
        button.setFocus()
        qtbot.keyClick(button, key)
        QApplication.processEvents()
        assert button.isChecked() != before, button.text()


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_so_are_those_of_the_dialog_for_a_key(shown: WindowUnderTest, qtbot: QtBot, key: Qt.Key) -> None:
    shown.window.open_page(shown.window.settings_page)
    shown.window.settings_page.ask_key("repeat")
    (dialog,) = shown.window.findChildren(KeyDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=10_000)
    for button in (dialog.none_button, dialog.leave_button):
        assert presses(qtbot, button, key) == 1, button.text()
    dialog.reject()


def test_enter_that_is_held_down_presses_once(qtbot: QtBot) -> None:
    button = Button()
    qtbot.addWidget(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    for is_repeat in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=is_repeat
        )
        QApplication.sendEvent(button, event)
    assert len(pressed) == 1


@pytest.mark.parametrize(("key", "is_enter"), [(Qt.Key.Key_Return, True), (Qt.Key.Key_Space, False)])
def test_only_enter_is_taken_and_kept_from_whatever_is_around_the_button(
    qtbot: QtBot, key: Qt.Key, is_enter: bool
) -> None:
    button, pressed = Button("Repeat"), list[int]()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: pressed.append(1))
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    assert buttons.pressed_by_enter(button, event) is is_enter
    assert len(pressed) == is_enter


def test_a_button_is_called_by_its_name_and_described_with_its_key(qtbot: QtBot) -> None:
    button = Button()
    qtbot.addWidget(button)
    set_button(button, "Repeat", "F6", "Says the last value again.")
    assert button.text() == "Repeat  F6"
    assert button.accessibleName() == "Repeat"
    assert button.accessibleDescription() == "Says the last value again. Key F6."


def _inked(button: Button) -> list[int]:
    """The columns between its borders in which something is written."""
    image = button.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ground = image.pixelColor(_BORDER_PX, image.height() // 2).lightness()
    columns = range(_BORDER_PX, image.width() - _BORDER_PX)
    rows = range(_BORDER_PX, image.height() - _BORDER_PX)
    return [x for x in columns if any(abs(image.pixelColor(x, y).lightness() - ground) > 60 for y in rows)]


@pytest.mark.usefixtures("dressed")
def test_words_that_do_not_fit_get_smaller_and_none_is_cut_off(qtbot: QtBot) -> None:
    button = Button("Choose currencies  F9")
    qtbot.addWidget(button)
    whole = button.sizeHint()
    button.resize(whole)
    wide = _inked(button)
    button.resize(round(0.7 * whole.width()), whole.height())
    narrow = _inked(button)

    assert button.minimumSizeHint().width() < 0.7 * whole.width()
    written = (narrow[-1] - narrow[0]) / (wide[-1] - wide[0])
    assert written == pytest.approx(0.7, abs=0.03), "all of it, in seven tenths of the width"
    assert narrow[0] > 0.7 * wide[0] - 3
    assert narrow[-1] < button.width() - 0.7 * (whole.width() - wide[-1]) + 3
    image = button.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ground = image.pixelColor(_BORDER_PX, image.height() // 2).lightness()
    inside = range(narrow[0], narrow[-1])
    rows = range(_BORDER_PX, image.height() - _BORDER_PX)
    written_rows = [y for y in rows if any(abs(image.pixelColor(x, y).lightness() - ground) > 60 for x in inside)]
    middle = (written_rows[0] + written_rows[-1]) / 2
    assert middle == pytest.approx(image.height() / 2, abs=0.1 * image.height()), "in the middle of its height"


@pytest.mark.parametrize(("part", "gets_smaller"), [(0.98, True), (1.0, False), (1.5, False)])
def test_only_words_that_do_not_fit_are_drawn_by_ourselves(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, part: float, gets_smaller: bool
) -> None:
    drawn: list[Button] = []

    def painter(button: Button) -> QStylePainter:
        drawn.append(button)
        return QStylePainter(button)

    monkeypatch.setattr(buttons, "QStylePainter", painter)
    button = Button("Choose currencies  F9")
    qtbot.addWidget(button)
    hint, least = button.sizeHint(), button.minimumSizeHint()
    assert (least.width(), least.height()) == (round(0.6 * hint.width()), hint.height())
    button.resize(round(part * hint.width()), hint.height())
    button.grab()
    assert bool(drawn) is gets_smaller


@pytest.mark.parametrize("language", ["en", "de", "fr", "ru", "tr"])
def test_no_page_is_wider_than_the_smallest_window_in_the_largest_type(
    qtbot: QtBot, qapp: QApplication, language: str
) -> None:
    """Such as a screen of 1280 x 800 has room for at 200 %."""
    preferences = WindowUnderTest(settings=replace(SEASONED, language=language, text_size=300)).preferences
    look = Look(qapp, preferences)
    # In the words of that language from the first on.
    made = WindowUnderTest(settings=preferences.settings)
    qtbot.addWidget(made.window)
    made.window.resize(640, 400)
    made.window.show()
    for page in PAGES:
        made.window.open_page(getattr(made.window, page))
        QApplication.processEvents()
        for area in made.window.findChildren(QScrollArea):
            if area.isVisible() and (inside := area.widget()) is not None:
                assert inside.width() <= area.viewport().width(), f"{page} scrolls sideways"
    preferences.change(language="en")
    look.deleteLater()
