"""The dialog that asks for a key: it takes one whole key and lets those through that move about in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.key_dialog import KeyDialog
from app.ui.keys import KeyMap, meaning
from tests.app.ui.makers import RecordedSession

_KEY, _MODIFIER = Qt.Key, Qt.KeyboardModifier


class Asked:
    """A dialog that asks for a key to repeat the last value, and what became of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        self.keys = KeyMap()
        self.session = RecordedSession()
        self.dialog = KeyDialog(self.parent, self.keys, "repeat", self.session)
        self.ends: list[int] = []
        self.dialog.finished.connect(self.ends.append)
        self.dialog.open()
        qtbot.waitUntil(self.dialog.isActiveWindow, timeout=10_000)


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    return Asked(qtbot)


def test_what_the_key_is_for_is_shown_and_said(asked: Asked) -> None:
    text = asked.dialog.message.text()
    assert meaning("repeat") in text
    assert asked.dialog.message.accessibleName() == text
    assert asked.session.said == [text]
    assert QApplication.focusWidget() is asked.dialog.message


@pytest.mark.parametrize("key", [_KEY.Key_Control, _KEY.Key_Shift, _KEY.Key_Alt, _KEY.Key_Meta, _KEY.Key_AltGr])
def test_a_key_that_others_are_held_with_is_none_yet(asked: Asked, qtbot: QtBot, key: Qt.Key) -> None:
    QApplication.sendEvent(asked.dialog.message, QKeyEvent(QEvent.Type.KeyPress, key, _MODIFIER.NoModifier))
    assert asked.ends == []
    assert len(asked.session.said) == 1
    qtbot.keyClick(asked.dialog.message, _KEY.Key_R, _MODIFIER.ControlModifier)
    assert asked.ends == [1]
    assert asked.keys.key("repeat") == "Ctrl+R"


@pytest.mark.parametrize("key", [_KEY.Key_Return, _KEY.Key_Space])
def test_return_presses_a_button_that_has_the_focus_and_is_no_key_for_an_action(
    asked: Asked, qtbot: QtBot, key: Qt.Key
) -> None:
    qtbot.keyClick(asked.dialog.message, key)
    assert asked.ends == []
    assert len(asked.session.said) == 2
    qtbot.keyClick(asked.dialog.message, _KEY.Key_Tab)
    assert QApplication.focusWidget() is asked.dialog.none_button
    asked.dialog.leave_button.setFocus()
    qtbot.keyClick(asked.dialog.leave_button, _KEY.Key_Space)
    assert asked.ends == [0]
    assert asked.keys.key("repeat") == KeyMap().key("repeat")


def test_return_with_another_key_is_a_key_wherever_the_focus_is(asked: Asked, qtbot: QtBot) -> None:
    asked.dialog.leave_button.setFocus()
    qtbot.keyClick(asked.dialog.leave_button, _KEY.Key_Return, _MODIFIER.ControlModifier)
    assert asked.ends == [1]
    assert asked.keys.key("repeat") == "Ctrl+Return"


def test_a_key_can_be_taken_away(asked: Asked) -> None:
    asked.dialog.none_button.click()
    assert asked.ends == [1]
    assert asked.keys.key("repeat") == ""


def test_a_key_of_another_action_is_refused_in_words_and_asked_for_again(asked: Asked, qtbot: QtBot) -> None:
    qtbot.keyClick(asked.dialog.message, _KEY.Key_F7)
    assert asked.ends == []
    assert asked.session.said[-1] == asked.dialog.message.text() != asked.session.said[0]
    assert asked.keys.key("repeat") == KeyMap().key("repeat")
