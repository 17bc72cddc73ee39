"""The window around a real session: a note held up is seen as its value, and closing leaves no thread behind."""

import threading

from pytestqt.qtbot import QtBot

from app.session.parts import join_parts
from app.session.session import Session
from app.ui.bridge import Bridge
from app.ui.preferences import Preferences
from app.ui.window import MainWindow
from tests.app.fakes import FakeRecognizer, FakeSpeech, LiveSource, RecordingListener, script
from tests.app.ui.makers import CHOICES, SEASONED

NOTE_FRAMES, BLANK_FRAMES = 30, 45


def test_from_a_frame_to_the_window_and_to_the_end(qtbot: QtBot) -> None:
    threads_before = set(threading.enumerate())
    camera = LiveSource("Desk camera")
    recognizer = FakeRecognizer(script([({"20": 0.97}, NOTE_FRAMES / 15), (None, BLANK_FRAMES / 15)]))
    session = Session(
        join_parts(recognizer=recognizer, make_speech=FakeSpeech, open_source=lambda spec: camera, currencies=("USD",))
    )
    bridge, witness = Bridge(), RecordingListener()
    session.add_listener(bridge)
    session.add_listener(witness)
    window = MainWindow(session, bridge, CHOICES, Preferences(SEASONED, lambda settings: None))
    qtbot.addWidget(window)
    window.show()
    session.start("0")

    def hold_up(first: int, last: int) -> None:
        for index in range(first, last):
            camera.show(index)
            witness.wait_until(lambda index=index: index in witness.frames)  # type: ignore[misc]

    hold_up(0, NOTE_FRAMES)
    qtbot.waitUntil(lambda: window.value.text() == "20 dollars", timeout=20_000)
    assert window.picture.image is not None
    hold_up(NOTE_FRAMES, NOTE_FRAMES + BLANK_FRAMES)
    qtbot.waitUntil(lambda: window.value.text() == "Last: 20 dollars", timeout=20_000)
    assert len(threading.enumerate()) > len(threads_before)

    window.close()
    assert set(threading.enumerate()) <= threads_before
    assert not camera.is_open
