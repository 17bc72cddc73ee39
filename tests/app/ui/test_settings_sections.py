"""The sections of the settings: which rows there are, what each offers, where it stands at first, what it stores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QSlider, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.feedback.modes import GuidanceLevel
from app.settings import Settings
from app.speech.protocols import USUAL_RATE_WPM
from app.ui.choice_box import ChoiceBox
from app.ui.preferences import Preferences
from app.ui.setting_rows import SettingRows
from app.ui.settings_sections import TEXT_SIZE_LEAST, TEXT_SIZE_MOST, HintSection, LookSection, VoiceSection
from app.ui.style import RESULT_COLOURS
from app.ui.translations import LANGUAGES
from app.ui.voice_words import Words, words

OTHERWISE = Settings(
    language="de",
    rate_wpm=300,
    pitch=40,
    volume=60,
    muted=True,
    who_speaks="screen_reader",
    read_controls="off",
    guidance="brief",
    place_tone=True,
    theme="contrast_light",
    text_size=150,
    result_size=70,
    result_colours="white_on_blue",
)
"""Each setting another than at first."""


class Sections(QWidget):
    """All three, one below the other."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.tried = 0
        self.preferences = Preferences(settings, lambda _: None)
        self.rows = SettingRows(QVBoxLayout(self), self.preferences, self._try, self)
        self.voice = VoiceSection(self.rows, settings, self._try)
        self.hints = HintSection(self.rows, settings)
        self.looks = LookSection(self.rows, settings)

    def _try(self) -> None:
        self.tried += 1


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., Sections]:
    def make(settings: Settings = Settings()) -> Sections:  # noqa: B008 - it is frozen
        made = Sections(settings)
        qtbot.addWidget(made)
        return made

    return make


def _offered(box: ChoiceBox) -> list[str | None]:
    return [box.itemData(place) for place in range(box.count())]


def _choices(sections: Sections) -> dict[str, ChoiceBox]:
    return {box.objectName().removeprefix("setting_"): box for box in sections.findChildren(ChoiceBox)}


def _sliders(sections: Sections) -> dict[str, QSlider]:
    return {each.objectName().removeprefix("setting_"): each for each in sections.findChildren(QSlider)}


def _switches(sections: Sections) -> dict[str, QCheckBox]:
    return {each.objectName().removeprefix("setting_"): each for each in sections.findChildren(QCheckBox)}


def test_each_choice_offers_what_the_setting_may_be(shown: Callable[..., Sections]) -> None:
    sections = shown()
    assert {name: _offered(box) for name, box in _choices(sections).items()} == {
        "language": list(LANGUAGES),
        "voice": [None],
        "output": [None],
        "who_speaks": ["automatic", "app", "screen_reader"],
        "read_controls": ["automatic", "on", "off"],
        "guidance": [level.value for level in (GuidanceLevel.FULL, GuidanceLevel.BRIEF, GuidanceLevel.VALUES_ONLY)],
        "theme": ["system", "dark", "light", "contrast_dark", "contrast_light"],
        "result_colours": ["theme", *RESULT_COLOURS],
    }


def test_whatever_is_offered_can_be_stored(shown: Callable[..., Sections]) -> None:
    sections = shown()
    for name, box in _choices(sections).items():
        for place in range(box.count()):
            box.taken.emit(place)
            assert getattr(sections.preferences.settings, name) == box.itemData(place)


def test_no_entry_and_no_row_is_without_a_name_of_its_own(shown: Callable[..., Sections]) -> None:
    sections = shown()
    for box in _choices(sections).values():
        entries = [box.itemText(place) for place in range(box.count())]
        assert all(entries)
        assert len(set(entries)) == len(entries)
    rows: list[QWidget] = [*_choices(sections).values(), *_sliders(sections).values()]
    names = [row.accessibleName() for row in rows]
    assert all(names)
    assert len(set(names)) == len(names)
    assert all(row.accessibleDescription() for row in (*rows, *_switches(sections).values()))


@pytest.mark.parametrize(
    ("name", "least", "most", "step", "spoken"),
    [
        ("rate_wpm", 80, 450, 10, "80 words a minute"),
        ("pitch", 0, 100, 5, "0 of 100"),
        ("volume", 0, 100, 5, "0 percent"),
        ("text_size", 80, 300, 10, "80 percent"),
        ("result_size", 30, 100, 10, "30 percent"),
    ],
)
def test_each_slider_goes_as_far_as_the_setting_may(
    name: str, least: int, most: int, step: int, spoken: str, shown: Callable[..., Sections]
) -> None:
    sections = shown(OTHERWISE)
    slider = _sliders(sections)[name]
    assert (slider.minimum(), slider.maximum(), slider.singleStep()) == (least, most, step)
    for end in (most, least):
        slider.setValue(end)
        assert getattr(sections.preferences.settings, name) == end
    assert slider.property("spoken_value") == spoken
    for beyond in (least - 1, most + 1):
        with pytest.raises(ValueError, match=f"{least} and {most}"):
            replace(Settings(), **{name: beyond})  # type: ignore[arg-type]


def test_the_size_of_the_text_has_its_ends_for_the_keys_as_well() -> None:
    assert (TEXT_SIZE_LEAST, TEXT_SIZE_MOST) == (80, 300)


@pytest.mark.parametrize("settings", [Settings(), OTHERWISE], ids=["at first", "otherwise"])
def test_each_row_stands_where_the_setting_is(settings: Settings, shown: Callable[..., Sections]) -> None:
    sections = shown(settings)
    for name, box in _choices(sections).items():
        assert box.currentData() == getattr(settings, name), name
    rate = settings.rate_wpm or USUAL_RATE_WPM
    for name, slider in _sliders(sections).items():
        assert slider.value() == (rate if name == "rate_wpm" else getattr(settings, name)), name
    assert {name: switch.isChecked() for name, switch in _switches(sections).items()} == {
        "muted": not settings.muted,
        "place_tone": settings.place_tone,
    }


@pytest.mark.parametrize(
    ("tag", "chosen"), [("de", "de"), ("de-DE", "de"), ("pt_BR", "pt"), ("HI", "hi"), ("sv-SE", "en")]
)
def test_a_language_stands_at_what_the_window_speaks(tag: str, chosen: str, shown: Callable[..., Sections]) -> None:
    sections = shown(Settings(language=tag))
    assert sections.voice.language.currentData() == chosen


def test_sound_is_on_while_nothing_is_muted(shown: Callable[..., Sections]) -> None:
    sections = shown()
    sections.voice.sound.setChecked(False)
    assert sections.preferences.settings.muted
    sections.voice.sound.setChecked(True)
    assert not sections.preferences.settings.muted
    sections.hints.place_tone.setChecked(True)
    assert sections.preferences.settings.place_tone


def test_each_name_leads_to_its_own_row(shown: Callable[..., Sections]) -> None:
    sections = shown()
    rows = {**_choices(sections), **_sliders(sections), **_switches(sections)}
    of_sections = {**vars(sections.voice), **vars(sections.hints), **vars(sections.looks)}
    named = {"rate": "rate_wpm", "sound": "muted"}
    found = {named.get(name, name): row for name, row in of_sections.items() if name != "try_button"}
    assert found == rows


def test_the_button_lets_the_voice_be_heard(shown: Callable[..., Sections]) -> None:
    sections = shown()
    sections.voice.try_button.click()
    assert sections.tried == 1
    assert sections.voice.try_button.text() == "Try the voice"


@pytest.mark.parametrize("name", ["voice", "output", "language", "guidance", "theme"])
def test_only_what_is_heard_is_tried_after_a_change(name: str, shown: Callable[..., Sections]) -> None:
    sections = shown(replace(OTHERWISE, voice="other", output="other"))
    timer = sections.rows._try_later
    _choices(sections)[name].taken.emit(0)
    assert timer.isActive() == (name in {"voice", "output"})


def test_what_can_be_tried_on_the_way_is_taken_at_each_arrow(shown: Callable[..., Sections]) -> None:
    sections = shown()
    at_once = {name for name, box in _choices(sections).items() if box._takes_at_once}
    assert at_once == {"voice", "guidance", "theme", "result_colours"}


def test_buttons_are_said_in_the_language_of_the_app(shown: Callable[..., Sections]) -> None:
    sections = shown(Settings(language="de"))
    box = sections.voice.read_controls
    entries = [box.itemText(place) for place in range(box.count())]
    assert entries == [words("de", which) for which in (Words.AUTOMATIC, Words.ALWAYS, Words.NEVER)]


def test_the_sections_come_in_order_and_each_begins_with_its_title(shown: Callable[..., Sections]) -> None:
    sections = shown()
    column = sections.layout()
    assert column is not None
    parts = [item.widget() for place in range(column.count()) if (item := column.itemAt(place)) is not None]
    titles = [at for at, part in enumerate(parts) if isinstance(part, QLabel) and part.objectName() == "section"]
    assert [part.text() for at in titles if isinstance(part := parts[at], QLabel)] == [
        "Language and voice",
        "Hints",
        "Looks",
    ]
    found = [
        [part.objectName().removeprefix("setting_") for part in parts[a:b] if part and part.objectName() != "heading"]
        for a, b in pairwise([*titles, len(parts)])
    ]
    assert [[name for name in each if name not in ("", "section")] for each in found] == [
        ["language", "voice", "rate_wpm", "pitch", "volume", "output", "muted", "who_speaks", "read_controls"],
        ["guidance", "place_tone"],
        ["text_size", "theme", "result_colours", "result_size"],
    ]
