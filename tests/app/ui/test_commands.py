"""What is pressed reaches the session, and the settings remember it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.feedback.modes import SpeakMode
from tests.app.ui.makers import (
    WindowUnderTest,
)


def test_text_grows_and_shrinks_by_keys_and_it_is_said_and_remembered(shown: WindowUnderTest, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for key, percent in [
        (Qt.Key.Key_Plus, 120),
        (Qt.Key.Key_Plus, 140),
        (Qt.Key.Key_Minus, 120),
        (Qt.Key.Key_Equal, 140),
        (Qt.Key.Key_0, 100),
        (Qt.Key.Key_Minus, 90),
        (Qt.Key.Key_Minus, 80),
    ]:
        qtbot.keyClick(shown.window, key, control)
        assert shown.preferences.settings.text_size == percent
        assert shown.session.said[-1] == f"Text {percent} percent"
        assert shown.window.said.text() == f"Text {percent} percent"
        assert shown.window.settings_page.text_size.value() == percent
    qtbot.keyClick(shown.window, Qt.Key.Key_Minus, control)
    assert shown.preferences.settings.text_size == 80
    for _ in range(20):
        qtbot.keyClick(shown.window, Qt.Key.Key_Plus, control)
    assert shown.preferences.settings.text_size == 300


@pytest.mark.parametrize(
    ("keys", "calls"),
    [
        ([Qt.Key.Key_F5], [("pause",)]),
        ([Qt.Key.Key_F5, Qt.Key.Key_F5], [("pause",), ("resume",)]),
        ([Qt.Key.Key_F6], [("repeat",)]),
        ([Qt.Key.Key_F7], [("hush",)]),
        ([Qt.Key.Key_F4], [("what_do_you_see",)]),
        ([Qt.Key.Key_F2], [("set_mode", SpeakMode.PRIVATE)]),
        ([Qt.Key.Key_F2, Qt.Key.Key_F2], [("set_mode", SpeakMode.PRIVATE), ("set_mode", SpeakMode.NORMAL)]),
        ([Qt.Key.Key_F2, Qt.Key.Key_F3], [("set_mode", SpeakMode.PRIVATE), ("set_mode", SpeakMode.PRIVATE_COUNT)]),
        ([Qt.Key.Key_F3, Qt.Key.Key_F2], [("set_mode", SpeakMode.COUNT), ("set_mode", SpeakMode.PRIVATE_COUNT)]),
    ],
)
def test_keys_reach_the_session(
    shown: WindowUnderTest, qtbot: QtBot, keys: list[Qt.Key], calls: list[tuple[str]]
) -> None:
    for key in keys:
        qtbot.keyClick(shown.window, key)
    assert shown.session.calls == calls


def test_which_currency_it_is_is_asked_and_asked_again_turns_it_on(shown: WindowUnderTest, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(shown.window, Qt.Key.Key_I, control)
    assert shown.session.calls == [("identify_currency", "Ctrl+I")]
    assert shown.remembered == []
    shown.session.offered_currency = "INR"
    qtbot.keyClick(shown.window, Qt.Key.Key_I, control)
    assert shown.session.calls[1:] == [("choose_currencies", ("EUR", "USD", "INR"))]
    assert shown.remembered == [("currencies", ("EUR", "USD", "INR"))]
    assert shown.session.said[-1] == "Indian rupees: on."


def test_choice_of_currencies_is_passed_on_and_remembered(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F9)
    assert shown.window.page is shown.window.currency_page
    assert shown.window.currencies.hasFocus()
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Down)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Up)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert shown.session.calls == [
        ("choose_currencies", ("EUR", "INR", "USD")),
        ("choose_currencies", ("INR", "USD")),
    ]
    assert shown.remembered == [("currencies", ("EUR", "INR", "USD")), ("currencies", ("INR", "USD"))]
    assert shown.session.said[-2:] == ["Indian Rupee, on", "Euro, off"]
    assert shown.window.reader.mine.text() == "Indian Rupee, US Dollar"


def test_choice_of_camera_is_passed_on_and_remembered(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.window.sources.setFocus()
    qtbot.keyClick(shown.window.sources, Qt.Key.Key_Down)
    assert shown.session.calls == [], "a camera is not opened on the way to another"
    qtbot.keyClick(shown.window.sources, Qt.Key.Key_Return)
    assert shown.session.calls == [("choose_source", "2")]
    assert shown.remembered == [("camera", "2")]
