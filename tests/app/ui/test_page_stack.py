"""Pages one after the other: each is made new and has the focus in its content; the way back leads where one was."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.keys import KeyMap
from app.ui.page_stack import AnyPage, PageStack
from app.ui.pages import Page
from app.ui.reader_page import ReaderPage
from tests.app.ui.makers import CHOICES


class Plain(Page):
    """A page with one thing on it, that writes down what is asked of it."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.edit = QLineEdit()
        self.column.addWidget(self.edit)
        self.asked: list[str] = []

    def first_part(self) -> QLineEdit:
        return self.edit

    def opened(self) -> None:
        self.asked.append("opened")

    def show_newest(self) -> None:
        self.asked.append("newest")


@pytest.fixture
def stack(qtbot: QtBot) -> PageStack:
    made = PageStack(ReaderPage(CHOICES, KeyMap()), [Plain("One"), Plain("Two")])
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=10_000)
    return made


def _plain(stack: PageStack, place: int) -> Plain:
    page = stack.at(place)
    assert isinstance(page, Plain)
    return page


def test_a_page_is_made_new_before_it_is_shown_and_has_the_focus_in_its_content(stack: PageStack) -> None:
    page = _plain(stack, 1)
    turned: list[tuple[AnyPage, AnyPage]] = []
    stack.turned.connect(lambda to: turned.append((to, stack.page)))
    stack.open(page)
    assert page.asked == ["newest", "opened"]
    assert turned == [(page, stack.at(0))]
    assert stack.page is page
    assert QApplication.focusWidget() is page.edit


def test_the_way_back_leads_to_where_one_was_on_the_main_page(stack: PageStack) -> None:
    reader = stack.page
    assert isinstance(reader, ReaderPage)
    reader.repeat_button.setFocus()
    stack.open(_plain(stack, 1))
    stack.open(_plain(stack, 2))
    stack.go_back()
    assert stack.page is reader
    assert QApplication.focusWidget() is reader.repeat_button


def test_without_a_place_to_go_back_to_the_value_has_the_focus(stack: PageStack) -> None:
    reader = stack.page
    assert isinstance(reader, ReaderPage)
    stack.go_back()
    assert QApplication.focusWidget() is reader.value


def test_who_wants_back_from_any_page_is_heard(stack: PageStack, qtbot: QtBot) -> None:
    for place in (1, 2):
        with qtbot.waitSignal(stack.left):
            _plain(stack, place).back_button.click()
