"""Keys of a window: they work wherever the focus is, once for each press, and not after others took their place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.shortcuts import Shortcuts


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setLayout(QVBoxLayout())
    layout = made.layout()
    assert layout is not None
    layout.addWidget(QLineEdit())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=10_000)
    _edit(made).setFocus()
    return made


def _edit(window: QWidget) -> QLineEdit:
    found = window.findChild(QLineEdit)
    assert found is not None
    return found


def test_a_key_is_heard_from_any_part_and_gives_way_to_another(window: QWidget, qtbot: QtBot) -> None:
    pressed: list[str] = []
    shortcuts = Shortcuts(window)
    shortcuts.use([("F6", lambda: pressed.append("repeat")), ("Ctrl+M", lambda: pressed.append("mute"))])
    edit = _edit(window)
    qtbot.keyClick(edit, Qt.Key.Key_F6)
    qtbot.keyClick(edit, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["repeat", "mute"]
    shortcuts.use([("F8", lambda: pressed.append("other"))])
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.keyClick(edit, Qt.Key.Key_F6)
    qtbot.keyClick(edit, Qt.Key.Key_F8)
    assert pressed == ["repeat", "mute", "other"]
    assert len(window.actions()) == 1


def test_a_key_that_is_held_down_is_pressed_once(window: QWidget, qtbot: QtBot) -> None:
    pressed: list[str] = []
    Shortcuts(window).use([("F5", lambda: pressed.append("pause"))])
    edit = _edit(window)
    qtbot.keyPress(edit, Qt.Key.Key_F5)
    again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(edit, again)
    assert pressed == ["pause"]
