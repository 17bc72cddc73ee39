"""Rows of settings: what each shows, what it stores, and when the voice is heard after a change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui import setting_rows
from app.ui.choice_box import ChoiceBox
from app.ui.preferences import Preferences
from app.ui.setting_rows import SettingRows, offer


@dataclass(frozen=True)
class Kept:
    """Settings of a test."""

    rate: int = 5
    volume: int = 50
    quiet: bool = False
    voice: str | None = None


class Stored(QObject):
    """Stands for the preferences: keeps what is changed, and tells of it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.settings = Kept()
        self.changes: list[dict[str, Any]] = []

    def change(self, **changes: Any) -> None:
        self.changes.append(changes)
        self.settings = replace(self.settings, **changes)
        self.changed.emit()


class Page(QWidget):
    """A page with rows on it."""

    def __init__(self) -> None:
        super().__init__()
        self.stored = Stored()
        self.tried = 0
        self.column = QVBoxLayout(self)
        self.rows = SettingRows(self.column, cast(Preferences, self.stored), self._try, cast(QObject, self))
        self.timer = self.rows._try_later

    def _try(self) -> None:
        self.tried += 1


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    return made


def _labels(page: Page, name: str) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.objectName() == name]


def test_a_slider_tells_where_it_stands_and_stores_where_it_goes(page: Page) -> None:
    slider = page.rows.slider("volume", "Loudness", "{number} percent", 10, 100, 5, 50)
    assert (slider.minimum(), slider.maximum(), slider.singleStep(), slider.pageStep()) == (10, 100, 5, 20)
    assert (slider.value(), slider.property("spoken_value")) == (50, "50 percent")
    assert _labels(page, "heading") == ["Loudness: 50 percent"]
    assert slider.accessibleName() == "Loudness"
    assert slider.objectName() == "setting_volume"
    slider.setValue(55)
    assert page.stored.changes == [{"volume": 55}]
    assert slider.property("spoken_value") == "55 percent"
    assert _labels(page, "heading") == ["Loudness: 55 percent"]


def test_what_is_heard_is_tried_once_the_slider_rests(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting_rows, "_HEARD", ("rate",))
    page.rows.slider("volume", "Loudness", "{number}", 0, 100, 5, 50).setValue(60)
    assert not page.timer.isActive()
    page.rows.slider("rate", "Speed", "{number}", 0, 100, 5, 50).setValue(60)
    assert page.timer.isActive()
    assert page.timer.isSingleShot()
    assert page.tried == 0
    page.timer.timeout.emit()
    assert page.tried == 1


def test_what_is_stored_already_is_not_stored_again(page: Page) -> None:
    slider = page.rows.slider("volume", "Loudness", "{number}", 0, 100, 5, 40)
    slider.setValue(50)
    assert page.stored.changes == []
    slider.setValue(40)
    assert page.stored.changes == [{"volume": 40}]


@pytest.mark.parametrize(("inverted", "stored"), [(False, False), (False, True), (True, False), (True, True)])
def test_a_switch_is_on_with_its_setting_or_against_it(page: Page, inverted: bool, stored: bool) -> None:
    page.stored.settings = Kept(quiet=stored)
    switch = page.rows.switch("quiet", "Be quiet", "Says less.", inverted=inverted)
    assert switch.isChecked() is (stored != inverted)
    assert (switch.accessibleDescription(), switch.objectName()) == ("Says less.", "setting_quiet")
    switch.toggle()
    assert page.stored.changes == [{"quiet": not stored}]


@pytest.mark.parametrize(("chosen", "place"), [(None, 0), ("b", 2), ("gone", 0)])
def test_a_list_stands_at_the_one_that_holds(page: Page, chosen: str | None, place: int) -> None:
    offered = [(None, "Any"), ("a", "Anna"), ("b", "Bert")]
    made = page.rows.choice("voice", "Voice", "Who speaks.", offered, chosen)
    assert made.currentIndex() == place
    assert [made.itemText(n) for n in range(made.count())] == ["Any", "Anna", "Bert"]
    assert made.itemData(1) == "a"
    assert (made.accessibleName(), made.accessibleDescription()) == ("Voice", "Who speaks.")
    assert (made.objectName(), made.view().accessibleName()) == ("setting_voice", "Voice")
    offer(made, offered[:1], None)
    assert made.count() == 1


@pytest.mark.parametrize("tries", [False, True])
def test_a_choice_is_stored_and_tried_where_that_is_asked_for(page: Page, tries: bool) -> None:
    made = page.rows.choice("voice", "Voice", "", [(None, "Any"), ("a", "Anna")], None, tries=tries)
    made.taken.emit(0)
    assert (page.stored.changes, page.timer.isActive()) == ([], False)
    made.taken.emit(1)
    assert page.stored.changes == [{"voice": "a"}]
    assert page.timer.isActive() is tries


def test_only_a_list_is_its_label_s_buddy(page: Page) -> None:
    made = page.rows.choice("voice", "Voice", "", [(None, "Any")], None)
    slider = page.rows.slider("volume", "Loudness", "{number}", 0, 100, 5, 40)
    buddies = [label.buddy() for label in page.findChildren(QLabel) if label.objectName() == "heading"]
    assert buddies == [made, None]
    assert isinstance(made, ChoiceBox)
    assert slider.orientation() is Qt.Orientation.Horizontal


def test_a_section_begins_with_its_title_below_a_gap(page: Page) -> None:
    before = page.column.count()
    page.rows.section("Voice")
    page.rows.put(QWidget())
    assert page.column.count() == before + 3
    assert _labels(page, "section") == ["Voice"]
    gap = page.column.itemAt(before)
    assert gap is not None
    assert gap.sizeHint().height() == 14


def test_what_was_changed_elsewhere_is_shown_and_stored_no_second_time(page: Page) -> None:
    box = page.rows.choice("voice", "Voice", "", [(None, "Any"), ("b", "B")], None)
    switch = page.rows.switch("quiet", "Sound", "", inverted=True)
    slider = page.rows.slider("volume", "Volume", "{number} percent", 0, 100, 5, 50)
    page.stored.change(voice="b", quiet=True, volume=70)
    assert (box.currentData(), switch.isChecked(), slider.value()) == ("b", False, 70)
    # What the row cannot show is left as it is.
    page.stored.change(voice="gone", volume=120)
    assert (box.currentData(), slider.value()) == ("b", 70)
    assert len(page.stored.changes) == 2


@pytest.mark.parametrize(("value", "shown"), [(10, 10), (100, 100), (9, 50), (101, 50), ("loud", 50)])
def test_a_slider_shows_what_was_chosen_elsewhere_to_its_ends(page: Page, value: object, shown: int) -> None:
    slider = page.rows.slider("volume", "Loudness", "{number} percent", 10, 100, 5, 50)
    page.rows._shown["volume"](value)
    assert slider.value() == shown
