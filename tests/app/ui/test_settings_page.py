"""The settings: each holds at once, is heard at once, and is stored."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.feedback.modes import GuidanceLevel
from app.settings import Settings
from app.speech.protocols import SoundChoice, VoiceInfo
from app.ui.keys import SLOTS
from app.ui.settings_page import KeyDialog, SettingsPage
from tests.app.ui.makers import WindowUnderTest


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Iterator[WindowUnderTest]:
    made = WindowUnderTest()
    made.session.voices = (VoiceInfo("a", "Anna"), VoiceInfo("b", "Bert"))
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    qtbot.keyClick(made.window, Qt.Key.Key_F10)
    yield made
    made.window.close()


def choose(box: QComboBox, key: str | None) -> None:
    """Choose as a person does, so that `activated` is sent."""
    place = next(place for place in range(box.count()) if box.itemData(place) == key)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_speed_is_heard_and_stored(shown: WindowUnderTest, qtbot: QtBot) -> None:
    page = shown.window.settings_page
    page.rate.setFocus()
    qtbot.keyClick(page.rate, Qt.Key.Key_Right)
    qtbot.keyClick(page.rate, Qt.Key.Key_Right)
    assert shown.session.sound == SoundChoice(rate_wpm=190)
    assert shown.remembered == [("rate_wpm", 180), ("rate_wpm", 190)]
    assert page.rate.accessibleName() == "Speed", "a screen reader adds the number itself"
    assert page.rate.property("spoken_value") == "190 words a minute"
    assert "Speed: 190 words a minute" in [label.text() for label in page.findChildren(QLabel)]
    qtbot.waitUntil(lambda: shown.session.said == ["This is how Noteworthy sounds now."], timeout=10_000)


def test_voices_of_the_language_are_offered(shown: WindowUnderTest, qtbot: QtBot) -> None:
    page = shown.window.settings_page
    qtbot.waitUntil(lambda: page.voice.count() == 3, timeout=10_000)
    choose(page.voice, "b")
    assert shown.session.sound == SoundChoice(voice="b")
    assert shown.remembered == [("voice", "b")]


def test_sound_devices_are_offered_and_one_that_is_away_stays(qtbot: QtBot) -> None:
    made = WindowUnderTest(settings=Settings(output="Headset", tour_done=True))
    qtbot.addWidget(made.window)
    page = SettingsPage(made.session, made.preferences, made.window.settings_page._keys, outputs=lambda: ("Speakers",))
    qtbot.addWidget(page)
    page.show_newest()
    assert [page.output.itemData(place) for place in range(page.output.count())] == [None, "Speakers", "Headset"]
    assert page.output.currentData() == "Headset"
    choose(page.output, "Speakers")
    assert made.session.sound == SoundChoice(output="Speakers")


def test_guidance_and_sound_reach_the_session(shown: WindowUnderTest, qtbot: QtBot) -> None:
    page = shown.window.settings_page
    choose(page.guidance, "brief")
    page.sound.setFocus()
    qtbot.keyClick(page.sound, Qt.Key.Key_Space)
    assert shown.session.calls == [("set_guidance", GuidanceLevel.BRIEF), ("set_muted", True)]
    assert shown.remembered == [("guidance", "brief"), ("muted", True)]


def test_the_tone_that_follows_the_note_is_turned_on_by_key(shown: WindowUnderTest, qtbot: QtBot) -> None:
    switch = shown.window.settings_page.place_tone
    assert switch.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert switch.text() == "Tone that follows the note"
    switch.setFocus()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert shown.session.calls == [("set_place_tone", True), ("set_place_tone", False)]
    assert shown.remembered == [("place_tone", True), ("place_tone", False)]


def test_size_of_the_value_is_seen_at_once(shown: WindowUnderTest, qtbot: QtBot) -> None:
    window = shown.window
    before_px = window.value.type_px
    window.settings_page.result_size.setValue(50)
    assert window.value.type_px == pytest.approx(before_px / 2, abs=1)


def test_another_language_is_taken_on_enter_and_not_on_the_way_to_it(shown: WindowUnderTest, qtbot: QtBot) -> None:
    box = shown.window.settings_page.language
    assert box.hasFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == "fr"
    assert shown.remembered == []
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert shown.remembered == [("language", "fr")]
    assert ("set_language", "fr") in shown.session.calls


@pytest.mark.parametrize("setting", ["language", "output", "who_speaks"])
def test_what_would_take_the_voice_away_is_left_as_it_is_without_enter(
    shown: WindowUnderTest, qtbot: QtBot, setting: str
) -> None:
    box = getattr(shown.window.settings_page, setting)
    box.setFocus()
    held = box.currentData()
    qtbot.keyClick(box, Qt.Key.Key_End)
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert box.currentData() == held
    assert shown.remembered == []


def test_what_is_changed_elsewhere_is_shown_and_can_be_chosen_again(shown: WindowUnderTest, qtbot: QtBot) -> None:
    page, preferences = shown.window.settings_page, shown.window.preferences
    shown.window.open_page(page)
    page.who_speaks.setFocus()
    qtbot.keyClick(page.who_speaks, Qt.Key.Key_End)
    qtbot.keyClick(page.who_speaks, Qt.Key.Key_Return)
    assert preferences.settings.who_speaks == "screen_reader"
    # As when nobody has heard the reader.
    preferences.change(who_speaks="automatic", text_size=140, muted=True)
    assert page.who_speaks.currentData() == "automatic"
    assert page.text_size.value() == 140
    assert not page.sound.isChecked()
    qtbot.keyClick(page.who_speaks, Qt.Key.Key_End)
    qtbot.keyClick(page.who_speaks, Qt.Key.Key_Return)
    assert preferences.settings.who_speaks == "screen_reader"


def test_settings_stand_in_sections(shown: WindowUnderTest) -> None:
    sections = [label.text() for label in shown.window.settings_page.findChildren(QLabel, "section")]
    assert sections == ["Language and voice", "Hints", "Looks", "Keys"]


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("size", [(640, 400), (800, 600)])
def test_no_text_slides_under_the_bar(shown: WindowUnderTest, size: tuple[int, int]) -> None:
    page = shown.window.settings_page
    shown.window.resize(*size)
    QApplication.processEvents()
    bar = page.verticalScrollBar()
    assert bar.isVisible()
    left_of_bar = bar.mapTo(page, bar.rect().topLeft()).x()
    for part in page.findChildren(QWidget):
        if part.parentWidget() is page.widget() and part.isVisible():
            assert part.mapTo(page, part.rect().topRight()).x() < left_of_bar, part.objectName()


def give_key(shown: WindowUnderTest, qtbot: QtBot, action: str) -> KeyDialog:
    shown.window.settings_page.ask_key(action)
    (dialog,) = shown.window.findChildren(KeyDialog)
    return dialog


def test_key_is_changed_at_once_and_stored(shown: WindowUnderTest, qtbot: QtBot) -> None:
    dialog = give_key(shown, qtbot, "repeat")
    qtbot.keyClick(dialog.message, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert shown.remembered == [("keys", (("repeat", "Ctrl+R"),))]
    qtbot.keyClick(shown.window, Qt.Key.Key_F6)
    assert ("repeat",) not in shown.session.calls
    qtbot.keyClick(shown.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert shown.session.calls == [("repeat",)]
    assert "Ctrl+R" in shown.window.reader.repeat_button.text()
    assert "Ctrl+R" in shown.window.help_page.text.toPlainText()


@pytest.mark.parametrize(
    ("key", "modifier", "why"),
    [
        (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier, "F7 is already used for: hush: stop speaking"),
        (Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "R cannot be used"),
    ],
)
def test_refused_key_is_told_and_another_can_be_pressed(
    shown: WindowUnderTest, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, why: str
) -> None:
    dialog = give_key(shown, qtbot, "repeat")
    qtbot.keyClick(dialog.message, key, modifier)
    assert dialog.message.text().startswith(why)
    assert shown.session.said[-1] == dialog.message.text()
    assert shown.remembered == []
    qtbot.keyClick(dialog.message, Qt.Key.Key_F6, Qt.KeyboardModifier.ControlModifier)
    assert shown.remembered == [("keys", (("repeat", "Ctrl+F6"),))]


def test_escape_leaves_the_key(shown: WindowUnderTest, qtbot: QtBot) -> None:
    dialog = give_key(shown, qtbot, "repeat")
    qtbot.keyClick(dialog.message, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert shown.remembered == []
    assert shown.window.page is shown.window.settings_page


def test_default_keys_come_back(qtbot: QtBot) -> None:
    made = WindowUnderTest(settings=Settings(keys=(("repeat", "Ctrl+R"),), tour_done=True))
    qtbot.addWidget(made.window)
    made.window.show()
    assert "Ctrl+R" in made.window.reader.repeat_button.text()
    made.window.settings_page.reset_button.click()
    assert made.remembered == [("keys", ())]
    assert "F6" in made.window.reader.repeat_button.text()


def test_what_has_no_key_says_so_in_the_list_of_keys(shown: WindowUnderTest) -> None:
    page: Any = shown.window.settings_page
    page._keys = SimpleNamespace(shown_slot=lambda slot: "" if slot == SLOTS[1] else "F4")
    page._show_keys()
    rows = [page.keys.item(row).text().partition(":  ")[0] for row in range(page.keys.count())]
    assert rows == ["F4", "no key", *["F4"] * (len(SLOTS) - 2)]


def test_text_stands_beside_the_bar(shown: WindowUnderTest) -> None:
    margins = [page.column.contentsMargins() for page in (shown.window.settings_page, shown.window.help_page)]
    assert margins[0].right() == margins[1].right() + 10
