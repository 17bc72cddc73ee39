"""Counted notes, history and tones: what they show and pass on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.pages import Page, fill
from app.ui.self_voice import described_value
from tests.app.ui.makers import (
    RED,
    CountedNote,
    Line,
    Notes,
    Told,
    WindowUnderTest,
    announcement,
    plain_picture,
    status_told,
    value_told,
)

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


def test_rows_are_said_without_the_number_that_could_be_heard_as_an_amount(
    shown: WindowUnderTest, qtbot: QtBot
) -> None:
    shown.session.count = NOTES
    shown.session.history = Told((Line(65.0, "5 euros"),))
    qtbot.keyClick(shown.window, Qt.Key.Key_F11)
    assert described_value(shown.window.count_page.notes) == "5 dollars"
    told = QAccessible.queryAccessibleInterface(shown.window.count_page.notes).child(2)
    assert told.text(QAccessible.Text.Name) == "20 dollars"
    qtbot.keyClick(shown.window, Qt.Key.Key_F12)
    assert shown.window.history_page.said.item(0).text() == "1:05  5 euros"
    assert described_value(shown.window.history_page.said) == "5 euros"


def test_two_kinds_of_dollars_are_told_apart(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.session.count = Notes((CountedNote("USD", "20"), CountedNote("CAD", "20")))
    qtbot.keyClick(shown.window, Qt.Key.Key_F11)
    assert shown.window.count_page.total.text() == "Total: 20 US dollars + 20 Canadian dollars"
    assert shown.window.count_page.notes.item(0).text() == "2.  20 Canadian dollars"


def test_a_note_that_is_counted_while_the_page_is_open_appears(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F11)
    assert shown.window.count_page.notes.item(0).text() == "No note was counted yet."
    shown.session.count = Notes((CountedNote("USD", "20"),))
    shown.tell(value_told("20 dollars, total 20 dollars"))
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
    assert shown.session.said[2].startswith("Not saved: there is no such file")


def test_place_to_save_is_asked_for_in_the_persons_documents(
    shown: WindowUnderTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.session.count = NOTES
    asked: list[str] = []

    def answer(parent: QWidget, title: str, offered: str, kinds: str) -> tuple[str, str]:
        asked.append(offered)
        return str(tmp_path / "mine.csv"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    shown.window.count_page.save_button.click()
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert [Path(path) for path in asked] == [Path(documents) / "notes.csv"]
    assert (tmp_path / "mine.csv").read_bytes().decode() == NOTES.to_csv()


def test_history_is_newest_first_and_says_a_line_again(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.session.history = Told((Line(75.0, "20 dollars"), Line(3.2, "Ready.")))
    qtbot.keyClick(shown.window, Qt.Key.Key_F12)
    said = shown.window.history_page.said
    assert [said.item(row).text() for row in range(2)] == ["1:15  20 dollars", "0:03  Ready."]
    qtbot.keyClick(said, Qt.Key.Key_Down)
    qtbot.keyClick(said, Qt.Key.Key_Return)
    assert shown.session.said == ["Ready."]
    qtbot.keyClick(said, Qt.Key.Key_Escape)


def test_tones_can_be_played(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    codes = shown.window.tones_page.codes
    qtbot.keyClick(codes, Qt.Key.Key_Return)
    qtbot.keyClick(codes, Qt.Key.Key_Down)
    qtbot.keyClick(codes, Qt.Key.Key_Return)
    qtbot.keyClick(codes, Qt.Key.Key_End)
    shown.window.tones_page.play_button.click()
    assert shown.session.calls == [("learn_tones",), ("play_tones", 1), ("play_tones", 2), ("play_tones", None)]


def test_the_lesson_of_tones_ends_with_its_page(shown: WindowUnderTest, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
        shown.session.calls.clear()
        qtbot.keyClick(shown.window, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
        assert shown.session.calls == [("learn_tones",)]
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert shown.session.calls == [("learn_tones",), ("leave_tones",)]


def test_private_mode_is_remembered_and_shown(qtbot: QtBot, shown: WindowUnderTest) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F2)
    assert shown.window.reader.private_button.isChecked()
    assert shown.remembered == [("private", True)]
    qtbot.keyClick(shown.window, Qt.Key.Key_F3)
    assert shown.window.reader.count_button.isChecked()
    assert shown.window.reader.private_button.isChecked(), "only its own key ends private mode"
    qtbot.keyClick(shown.window, Qt.Key.Key_F2)
    assert shown.window.reader.count_button.isChecked()
    assert not shown.window.reader.private_button.isChecked()
    assert shown.remembered == [("private", True), ("private", False)]


def words_of(shown: WindowUnderTest) -> list[str]:
    """All that can be read or heard of the window, on every page, hidden ones as well, and on the clipboard."""
    words = [shown.window.windowTitle(), QApplication.clipboard().text()]
    for part in shown.window.findChildren(QWidget):
        words += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
        if isinstance(part, QLabel | QPushButton):
            words.append(part.text())
        if isinstance(part, QListWidget):
            words += [part.item(place).text() for place in range(part.count())]
    return words


def test_in_private_no_page_tells_an_amount(shown: WindowUnderTest, qtbot: QtBot, tmp_path: Path) -> None:
    window, session = shown.window, shown.session
    QApplication.clipboard().clear()
    session.count = NOTES
    session.history = Told((Line(75.0, "20 dollars"),))
    session.value_in_view = announcement()
    shown.see(plain_picture(RED))
    qtbot.waitUntil(lambda: window.picture.image is not None)
    shown.tell(value_told("20 dollars"))
    shown.tell(status_told("answer", "I see 20 dollars.", has_amount=True))
    window.open_page(window.count_page)
    window.open_page(window.history_page)
    assert sum("dollars" in text for text in words_of(shown)) >= 5, "or this test looks in the wrong places"

    session.history = Told()
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert window.picture.image is None
    assert not any("dollars" in text for text in words_of(shown))
    # What the session told before it went private, and the window hears only now.
    shown.tell(value_told("20 dollars"))
    shown.tell(status_told("answer", "I see 20 dollars.", has_amount=True))
    shown.tell(status_told("mode", "Private mode."))
    shown.see(plain_picture(RED))
    window.open_page(window.count_page)
    window.count_page.copy_button.click()
    window.count_page.save_button.click()
    window.count_page.save(tmp_path / "notes.csv")
    assert window.value.text() == "Hold a note in front of the camera", "a late amount is not shown at all"
    shown.tell(value_told("Told by tones."))
    assert window.value.text() == "Told by tones."
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert window.count_page.total.text() == "Amounts are neither spoken nor shown in private mode. 3 notes"
    assert window.value.text() == "Hold a note in front of the camera"
    assert window.picture.image is None
    assert not any("dollars" in text or "euros" in text for text in words_of(shown))
    assert not (tmp_path / "notes.csv").exists()
    assert session.said == ["Amounts are neither spoken nor shown in private mode."] * 3

    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert window.count_page.total.text() == "Total: 25 dollars + 5 euros"
    assert "tones" not in window.value.text()


def test_an_answer_in_private_is_shown(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F2)
    shown.tell(status_told("mode", "Private mode."))
    shown.tell(status_told("answer", "I see a note that I have read."))
    assert shown.window.said.text() == "I see a note that I have read."


def test_title_and_way_back_share_a_line_where_there_is_just_room(shown: WindowUnderTest) -> None:
    page = shown.window.help_page
    shown.window.open_page(page)
    margins = page.column.contentsMargins()
    assert margins.left() + margins.right() > 0
    needed = page.back_button.sizeHint().width() + page._top.spacing() + page._heading.minimumSizeHint().width()
    for more, direction in ((0, QBoxLayout.Direction.LeftToRight), (-1, QBoxLayout.Direction.TopToBottom)):
        page.viewport().resize(needed + margins.left() + margins.right() + more, 400)
        page._place_title()
        assert page._top.direction() == direction


def test_title_and_way_back_are_placed_anew_where_the_type_changes(
    shown: WindowUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, placed = shown.window.help_page, list[int]()
    monkeypatch.setattr(Page, "_place_title", lambda self: placed.append(1))
    for kind, times in (
        (QEvent.Type.FontChange, 1),
        (QEvent.Type.StyleChange, 2),
        (QEvent.Type.ToolTipChange, 2),
    ):
        page.changeEvent(QEvent(kind))
        assert len(placed) == times
    # Qt tells of a type before there is a title.
    monkeypatch.delattr(page, "_top")
    page.changeEvent(QEvent(QEvent.Type.FontChange))
    assert len(placed) == 2


def test_help_has_a_cursor_to_follow_and_can_be_marked_by_mouse(shown: WindowUnderTest) -> None:
    flags = shown.window.help_page.text.textInteractionFlags()
    for wanted in (Qt.TextInteractionFlag.TextSelectableByKeyboard, Qt.TextInteractionFlag.TextSelectableByMouse):
        assert flags & wanted


def test_only_what_has_a_key_is_called_with_it(shown: WindowUnderTest) -> None:
    page = shown.window.count_page
    assert (page.copy_button.text(), page.save_button.text()) == ("Copy", "Save…")
    for button, name in ((page.read_button, "Read"), (page.undo_button, "Undo"), (page.clear_button, "Clear")):
        assert button.text().startswith(f"{name}  ")
        assert len(button.text()) > len(name) + 2


def test_rows_that_stand_for_nothing_are_only_read_and_the_chosen_row_stays_as_near_as_it_can(qtbot: QtBot) -> None:
    rows = QListWidget()
    qtbot.addWidget(rows)
    fill(rows, [("one", "1"), ("a heading", ""), ("three", "3")], empty="none")
    usual = QListWidgetItem().flags()
    only_read = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    assert [rows.item(row).flags() for row in range(3)] == [usual, only_read, usual]
    assert rows.currentRow() == 0
    rows.setCurrentRow(2)
    fill(rows, [("one", "1"), ("two", "2")], empty="none")
    assert rows.currentRow() == 1
    fill(rows, [("one", "1"), ("two", "2"), ("three", "3")], empty="none")
    assert rows.currentRow() == 1
