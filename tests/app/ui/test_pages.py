"""Counted notes, history and tones: what they show and pass on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.app.ui.makers import CountedNote, Line, Notes, Told, WindowUnderTest, announcement

NOTES = Notes((CountedNote("USD", "20"), CountedNote("EUR", "5"), CountedNote("USD", "5")))


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Iterator[WindowUnderTest]:
    made = WindowUnderTest()
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    yield made
    made.window.close()


def test_counted_notes_are_shown_with_the_total_of_each_currency(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.session.count = NOTES
    qtbot.keyClick(shown.window, Qt.Key.Key_F11)
    page = shown.window.count_page
    assert page.total.text() == "Total: 25 dollars + 5 euros"
    assert page.total.hasFocus()
    assert [page.notes.item(row).text() for row in range(3)] == ["3.  5 dollars", "2.  5 euros", "1.  20 dollars"]


def test_a_note_that_is_counted_while_the_page_is_open_appears(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F11)
    assert shown.window.count_page.notes.item(0).text() == "No note was counted yet."
    shown.session.count = Notes((CountedNote("USD", "20"),))
    shown.bridge.on_announcement(announcement(), "20 dollars, total 20 dollars")
    assert shown.window.count_page.total.text() == "Total: 20 dollars"


@pytest.mark.parametrize(
    ("key", "modifier", "call"),
    [
        (Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier, "read_count"),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "undo_count"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier, "clear_count"),
    ],
)
@pytest.mark.parametrize("page", ["reader", "count_page", "settings_page"])
def test_keys_of_counting_work_on_every_page(
    shown: WindowUnderTest, qtbot: QtBot, page: str, key: Qt.Key, modifier: Qt.KeyboardModifier, call: str
) -> None:
    shown.window.open_page(getattr(shown.window, page))
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)
    assert shown.session.calls == [(call,)]


def test_list_is_copied_and_saved(shown: WindowUnderTest, tmp_path: Path) -> None:
    shown.session.count = NOTES
    page = shown.window.count_page
    page.copy()
    assert QApplication.clipboard().text().replace("\r", "") == NOTES.to_csv().replace("\r", "")
    page.save(tmp_path / "notes.csv")
    assert (tmp_path / "notes.csv").read_bytes().decode() == NOTES.to_csv()
    page.save(tmp_path / "nowhere" / "notes.csv")
    assert shown.session.said[:2] == ["Copied.", "Saved as notes.csv."]
    assert shown.session.said[2].startswith("Not saved: No such file")


def test_history_is_newest_first_and_says_a_line_again(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.session.history = Told((Line(75.0, "20 dollars"), Line(3.2, "Ready.")))
    qtbot.keyClick(shown.window, Qt.Key.Key_F12)
    said = shown.window.history_page.said
    assert [said.item(row).text() for row in range(2)] == ["1:15  20 dollars", "0:03  Ready."]
    qtbot.keyClick(said, Qt.Key.Key_Down)
    qtbot.keyClick(said, Qt.Key.Key_Return)
    assert shown.session.said == ["Ready."]


def test_tones_can_be_played(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    codes = shown.window.tones_page.codes
    qtbot.keyClick(codes, Qt.Key.Key_Return)
    qtbot.keyClick(codes, Qt.Key.Key_Down)
    qtbot.keyClick(codes, Qt.Key.Key_Return)
    qtbot.keyClick(codes, Qt.Key.Key_End)
    shown.window.tones_page.play_button.click()
    assert shown.session.calls == [("learn_tones",), ("play_tones", 1), ("play_tones", 2), ("play_tones", None)]


def test_private_mode_is_remembered_and_shown(qtbot: QtBot, shown: WindowUnderTest) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F2)
    assert shown.window.reader.private_button.isChecked()
    assert shown.remembered == [("private", True)]
    qtbot.keyClick(shown.window, Qt.Key.Key_F3)
    assert shown.window.reader.count_button.isChecked()
    assert not shown.window.reader.private_button.isChecked()
    assert shown.remembered == [("private", True), ("private", False)]
