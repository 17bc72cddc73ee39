"""The main page by itself: its buttons and their order, what they say, and the words that stand on it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout
from pytestqt.qtbot import QtBot

from app.ui import reader_page
from app.ui.keys import KeyMap
from app.ui.reader_page import ReaderPage
from tests.app.ui.makers import CHOICES


@pytest.fixture
def page(qtbot: QtBot) -> ReaderPage:
    made = ReaderPage(CHOICES, KeyMap({}))
    qtbot.addWidget(made)
    return made


IN_ORDER = (
    *("pause", "repeat", "hush", "what", "table", "help"),
    *("private", "count", "count_page", "history", "teach", "settings"),
)


def test_each_button_is_found_by_what_it_does(page: ReaderPage) -> None:
    assert tuple(page.by_action) == (*IN_ORDER, "currencies")
    assert page.buttons == tuple(page.by_action[action] for action in IN_ORDER)
    assert page.by_action["currencies"] is page.currencies_button
    named = {
        "pause": page.pause_button,
        "repeat": page.repeat_button,
        "hush": page.hush_button,
        "what": page.what_button,
        "table": page.table_button,
        "help": page.help_button,
        "private": page.private_button,
        "count": page.count_button,
        "count_page": page.notes_button,
        "history": page.history_button,
        "teach": page.teach_button,
        "settings": page.settings_button,
    }
    assert all(page.by_action[action] is button for action, button in named.items())


def test_each_button_shows_its_key_and_says_what_it_does(page: ReaderPage) -> None:
    keys = KeyMap({})
    for action, button in page.by_action.items():
        assert keys.shown(action) in button.text(), action
        assert button.accessibleName(), action
        assert button.accessibleDescription(), action


def test_only_modes_stay_pressed(page: ReaderPage) -> None:
    assert {button for button in page.buttons if button.isCheckable()} == {page.private_button, page.count_button}


def test_the_pause_button_says_what_it_will_do(page: ReaderPage) -> None:
    assert page.pause_button.accessibleName() == "Pause"
    page.name_pause_button(is_paused=True)
    assert page.pause_button.accessibleName() == "Start"
    page.name_pause_button(is_paused=False)
    assert page.pause_button.accessibleName() == "Pause"


def test_the_tab_key_goes_from_the_value_down(page: ReaderPage) -> None:
    assert page.first_part() is page.value
    assert page.parts() == (page.value, *page.buttons, page.sources, page.mine, page.currencies_button)


def test_a_dozen_currencies_are_named_and_the_others_counted(page: ReaderPage) -> None:
    names = [f"Money {number}" for number in range(12)]
    page.show_currencies(names)
    assert page.mine.text() == ", ".join(names)
    page.show_currencies([*names, "Euro", "Rupee"])
    assert page.mine.text() == f"{', '.join(names)} and 2 more"
    assert page.mine.accessibleName() == f"Your currencies: {page.mine.text()}"


def test_a_value_looks_another_way_than_other_words(page: ReaderPage) -> None:
    page.show_sign("20 dollars", "20 dollars", is_value=True)
    assert page.value.property("shows_value") is True
    page.show_sign("No note", "No note in view", is_value=False)
    assert page.value.property("shows_value") is False


def test_the_picture_goes_where_there_is_no_room(page: ReaderPage, qtbot: QtBot) -> None:
    with qtbot.waitExposed(page):
        page.resize(1200, 1000)
        page.show()
    page.resizeEvent(QResizeEvent(QSize(1200, 1000), QSize()))
    assert page.picture.isVisible()
    page.resize(320, 240)
    page.resizeEvent(QResizeEvent(QSize(320, 240), QSize(1200, 1000)))
    assert not page.picture.isVisible()
    assert page.value.isVisible(), "the value never goes"


@pytest.mark.parametrize(
    ("width", "height", "is_beside", "is_shown"),
    [
        # The lists want 200 px beside two of the picture's least widths, 300; below them 100 + 60 + 3 x 10 px are used.
        (500, 100, True, True),
        (499, 340, False, True),
        (499, 339, False, False),
    ],
)
def test_the_picture_stands_beside_the_lists_or_below_them_where_there_is_just_room(
    width: int, height: int, is_beside: bool, is_shown: bool
) -> None:
    directions, shown = list[QBoxLayout.Direction](), list[bool]()
    fake: Any = SimpleNamespace(
        rest=SimpleNamespace(viewport=lambda: SimpleNamespace(size=lambda: QSize(width, height))),
        _lists=SimpleNamespace(minimumSizeHint=lambda: QSize(200, 0), sizeHint=lambda: QSize(0, 60)),
        _middle=SimpleNamespace(setDirection=directions.append, spacing=lambda: 10),
        _buttons=SimpleNamespace(heightForWidth=lambda given: 100 if given == width else 0),
        picture=SimpleNamespace(setVisible=shown.append),
    )
    ReaderPage._place_picture(fake)
    wanted = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
    assert (directions, shown) == ([wanted], [is_shown])


def test_a_heading_shows_its_key_where_it_has_one_and_is_called_without() -> None:
    for key, shown in (("F9", "Currencies  F9"), ("", "Currencies")):
        heading = reader_page._heading("Currencies", key)
        assert (heading.text(), heading.accessibleName()) == (shown, "Currencies")
