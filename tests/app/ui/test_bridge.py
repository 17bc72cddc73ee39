"""What comes from the session's threads: only the newest picture, all words, and in the window's thread."""

import threading

from PySide6.QtCore import Qt, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.session.messages import Message
from app.session.state import SessionState
from app.ui.bridge import Bridge, Sight, SightSlot
from tests.app.ui.makers import (
    BLUE,
    RED,
    WATCHING,
    frame,
    hint_told,
    observation,
    plain_picture,
    status_told,
    value_told,
)


def _sight(index: int) -> Sight:
    return Sight(frame(plain_picture(RED), index), observation(index))


def test_slot_keeps_the_newest_only() -> None:
    slot = SightSlot()
    assert slot.take() is None
    assert slot.put(_sight(0)) is True
    assert slot.put(_sight(1)) is False
    newest = _sight(2)
    assert slot.put(newest) is False
    assert slot.take() is newest
    assert slot.take() is None
    assert slot.put(_sight(3)) is True


def test_many_pictures_are_told_of_once_until_taken(qtbot: QtBot) -> None:
    bridge = Bridge()
    told: list[None] = []
    bridge.sight_waiting.connect(lambda: told.append(None))
    for index in range(100):
        bridge.on_observation(frame(plain_picture(BLUE), index), observation(index))
    assert len(told) == 1
    sight = bridge.take_sight()
    assert sight is not None
    assert sight.frame.index == 99
    bridge.on_observation(frame(plain_picture(BLUE), 100), observation(100))
    assert len(told) == 2


class Listening(Bridge):
    """Notes what arrives, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message | SessionState] = []
        self.threads: set[QThread] = set()

    def note(self, what: Message | SessionState) -> None:
        self.heard.append(what)
        self.threads.add(QThread.currentThread())


def listening_to(bridge: Bridge) -> Listening:
    window = Listening()
    bridge.told.connect(window.note, Qt.ConnectionType.QueuedConnection)
    bridge.state_changed.connect(window.note, Qt.ConnectionType.QueuedConnection)
    return window


def test_what_is_told_arrives_in_order_and_in_the_windows_thread(qtbot: QtBot) -> None:
    bridge = Bridge()
    window = listening_to(bridge)
    told = [hint_told("Too dark."), value_told("20 dollars"), status_told("lost", "Camera lost.")]

    def session() -> None:
        bridge.on_state(WATCHING)
        for message in told:
            bridge.on_message(message)

    other = threading.Thread(target=session)
    other.start()
    other.join(10)
    assert window.heard == []
    qtbot.waitUntil(lambda: len(window.heard) == 4, timeout=10_000)
    assert window.heard == [WATCHING, *told]
    assert window.threads == {window.thread()}


def test_what_the_window_causes_itself_takes_its_turn_too(qtbot: QtBot) -> None:
    """Or a state would overtake the messages that were told before it."""
    bridge = Bridge()
    window = listening_to(bridge)
    told = value_told("20 dollars")
    other = threading.Thread(target=lambda: bridge.on_message(told))
    other.start()
    other.join(10)
    bridge.on_state(WATCHING)
    assert window.heard == []
    QApplication.sendPostedEvents()
    assert window.heard == [told, WATCHING]
