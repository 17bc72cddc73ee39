"""The page of taught notes: what is typed and pressed reaches the session, and how it stands is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.feedback.modes import SpeakMode
from app.feedback.phrases import LANGUAGES
from app.session.teaching_state import ListedNote, TeachingState, TeachStep
from app.ui import teach_page
from app.ui.teach_currencies import choices_for, split
from app.ui.teach_page import TeachPage
from tests.app.ui.makers import WATCHING, RecordedSession

NOTES = (
    ListedNote("SEK/20", "20 Swedish kronor, both sides", "SEK", "", "20", ("front", "back")),
    ListedNote("QMA/5", "5 Club chips, front only", "", "Club chips", "5", ("front",)),
)


@pytest.fixture
def session() -> RecordedSession:
    made = RecordedSession()
    made.taught.notes = NOTES
    return made


@pytest.fixture
def page(qapp: QApplication, session: RecordedSession) -> TeachPage:
    made = TeachPage(session, "en")
    made.opened()
    return made


def test_a_currency_is_found_by_name_and_taught(page: TeachPage, session: RecordedSession) -> None:
    page.search.setText("swedish")
    page.value.setText("20")
    page.start_button.click()

    assert session.teaching.calls == [("start", "SEK", "", "20", None)]


def test_what_no_currency_is_called_is_a_name_of_ones_own(page: TeachPage, session: RecordedSession) -> None:
    page.search.setText("Club  chips")
    page.value.setText("5")
    QTest.keyClick(page.value, Qt.Key.Key_Return)

    assert page.found.item(0).text() == "Your own name: Club chips"
    assert session.teaching.calls == [("start", "", "Club  chips", "5", None)]


def test_an_own_name_that_is_like_a_currencys_is_the_last_row(page: TeachPage, session: RecordedSession) -> None:
    said: list[str] = []
    page.passed.connect(lambda text, topic: said.append(text))
    page.search.setText("Canadian dollar")
    for _ in range(page.found.count()):
        QTest.keyClick(page.search, Qt.Key.Key_Down)
    page.start()

    assert "Your own name: Canadian dollar" in said[-1]
    assert session.teaching.calls == [("start", "", "Canadian dollar", "", None)]


def test_how_teaching_stands_is_shown(page: TeachPage, session: RecordedSession) -> None:
    assert not page.stop_button.isEnabled()
    assert page.first_part() is page.search

    session.state = replace(
        WATCHING, teaching=TeachingState(TeachStep.BACK, "Now turn it over, and show the back.", 2, 6, True)
    )
    page.show_newest()

    assert page.first_part().accessibleName() == "Now turn it over, and show the back. 2 of 6 pictures."
    page.stop_button.click()
    page.side_button.click()
    assert session.teaching.calls == [("stop",), ("save_now",)]


def test_what_is_done_with_a_note(page: TeachPage, session: RecordedSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: ("/a/b.taught", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: ("/c.taught", ""))
    page.notes.setCurrentRow(1)
    page.search.setText("Casino")
    page.value.setText("10")
    for button in (
        page.listen_button,
        page.rename_button,
        page.delete_button,
        page.undo_button,
        page.export_button,
        page.import_button,
        page.back_anew_button,
    ):
        button.click()

    assert session.taught.calls == [
        ("listen", "QMA/5"),
        ("rename", "QMA/5", "", "Casino", "10"),
        ("delete", "QMA/5"),
        ("undo",),
        ("export", Path("/a/b.taught")),
        ("take_in", Path("/c.taught")),
    ]
    assert session.teaching.calls == [("start", "", "Club chips", "5", "back")]


def test_private_mode_shows_no_note(page: TeachPage, session: RecordedSession) -> None:
    session.state = replace(WATCHING, mode=SpeakMode.PRIVATE)
    page.show_newest()

    assert page.notes.count() == 1
    assert "kronor" not in page.notes.item(0).text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_a_name_in_every_language(qapp: QApplication, session: RecordedSession, language: str) -> None:
    page = TeachPage(session, language)
    parts = (page.search, page.found, page.value, page.notes, page.start_button, page.import_button)

    assert all(part.accessibleName() for part in parts)


def test_a_code_that_is_typed_comes_first() -> None:
    assert choices_for("sek", "en")[0] == ("SEK", "Swedish kronor")
    assert choices_for("xts", "en")[0][0] == "XTS"
    assert choices_for("no such money", "en") == []
    assert split("code:SEK", "whatever") == ("SEK", "")
    assert split("code", "code") == ("", "code")


def test_the_search_takes_enter_and_arrows_and_leaves_all_else(page: TeachPage) -> None:
    for part, kind, key, is_taken in (
        (page.search, QEvent.Type.KeyPress, Qt.Key.Key_Return, True),
        (page.search, QEvent.Type.KeyPress, Qt.Key.Key_Down, True),
        (page.search, QEvent.Type.KeyPress, Qt.Key.Key_A, False),
        (page.search, QEvent.Type.KeyRelease, Qt.Key.Key_Down, False),
        (page.value, QEvent.Type.KeyPress, Qt.Key.Key_Return, False),
    ):
        assert page.eventFilter(part, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)) is is_taken


@pytest.mark.parametrize(
    ("typed", "is_in_focus", "is_told"), [("swe", True, True), ("swe", False, False), ("", True, False)]
)
def test_what_is_found_is_told_to_whoever_types(
    page: TeachPage, monkeypatch: pytest.MonkeyPatch, typed: str, is_in_focus: bool, is_told: bool
) -> None:
    told: list[str] = []
    page.passed.connect(lambda text, topic: told.append(topic))
    monkeypatch.setattr(page.search, "hasFocus", lambda: is_in_focus)
    page._find(typed)
    assert told == ["found"] * is_told


@pytest.mark.parametrize(
    ("told", "folder"), [("/people/me/documents", Path("/people/me/documents")), ("", Path.home())]
)
def test_files_are_looked_for_among_the_documents_or_at_home(
    told: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda kind: told)
    assert teach_page._documents() == folder
