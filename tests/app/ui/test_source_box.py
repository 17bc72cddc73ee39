"""The list of cameras: what it shows, and goes back to."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.source_box import SourceBox
from tests.app.ui.makers import CHOICES


@pytest.mark.parametrize("source", [choice.key for choice in CHOICES.sources])
def test_looking_through_the_list_leaves_the_source_that_holds(qtbot: QtBot, source: str) -> None:
    """Also the first one, at which such a list stands by itself."""
    box = SourceBox(replace(CHOICES, source=source), "F8")
    qtbot.addWidget(box)
    box.show()
    box.window().activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus, timeout=10_000)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    box.clearFocus()
    assert box.currentData() == source


def test_a_source_that_was_named_is_added_once(qtbot: QtBot) -> None:
    box = SourceBox(CHOICES, "F8")
    qtbot.addWidget(box)
    for _ in range(2):
        box.show_source("http://me:secret@10.0.0.7/video")
    assert box.count() == len(CHOICES.sources) + 1
    assert box.currentText() == "http://10.0.0.7/video"
    box.show_source("")
    assert box.currentText() == "http://10.0.0.7/video"


def test_a_network_camera_is_not_spelt_out(qtbot: QtBot) -> None:
    box = SourceBox(CHOICES, "F8")
    qtbot.addWidget(box)
    box.show_source("http://me:secret@10.0.0.7/video")
    last = box.count() - 1
    assert box.itemData(last, Qt.ItemDataRole.AccessibleTextRole) == "Network camera"
    assert box.itemData(last) == "http://me:secret@10.0.0.7/video"
    box.show_source("/home/me/clips/one.mp4")
    assert box.itemData(box.count() - 1, Qt.ItemDataRole.AccessibleTextRole) == "one.mp4"
    assert box.itemText(0) == CHOICES.sources[0].name, "the first one is as it was"
    count = box.count()
    box.show_source(CHOICES.sources[0].key)
    assert (box.count(), box.currentIndex()) == (count, 0)
