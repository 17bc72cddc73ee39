"""What comes from the session's threads: only the newest picture, all words, and in the window's thread."""

import threading

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from app.feedback.guidance import Hint, HintKind
from app.feedback.utterance import Announcement
from app.ui.bridge import Bridge, Sight, SightSlot
from tests.app.ui.makers import BLUE, RED, announcement, frame, observation, plain_picture


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


def test_words_arrive_in_order_and_in_the_windows_thread(qtbot: QtBot) -> None:
    bridge = Bridge()
    heard: list[tuple[object, ...]] = []
    threads: list[QThread] = []

    class Window(Bridge):
        def note_announcement(self, what: Announcement, text: str) -> None:
            heard.append((what, text))
            threads.append(QThread.currentThread())

        def note_words(self, *words: str) -> None:
            heard.append(words)
            threads.append(QThread.currentThread())

    window = Window()
    bridge.announced.connect(window.note_announcement)
    bridge.guided.connect(window.note_words)
    bridge.status_changed.connect(window.note_words)
    twenty = announcement()
    hint = Hint(HintKind.TOO_DARK, 3, 0.2, 0.2, None)

    def session() -> None:
        bridge.on_guidance(hint, "Too dark.")
        bridge.on_announcement(twenty, "20 dollars")
        bridge.on_status("lost", "Camera lost.", None)

    other = threading.Thread(target=session)
    other.start()
    other.join(10)
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=10_000)
    assert heard == [("Too dark.",), (twenty, "20 dollars"), ("lost", "Camera lost.")]
    assert set(threads) == {window.thread()}
