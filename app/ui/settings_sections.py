"""The sections of the settings, each with its rows by name. How a row works is in setting_rows.py."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.settings import Settings
from app.speech.protocols import USUAL_RATE_WPM
from app.ui.buttons import Button, set_button
from app.ui.setting_rows import SettingRows
from app.ui.translations import LANGUAGES, first_spoken
from app.ui.voice_words import Words, words

translate = QCoreApplication.translate

TEXT_SIZE_LEAST = 80
TEXT_SIZE_MOST = 300


class VoiceSection:
    """Language, voice, and who speaks."""

    def __init__(self, rows: SettingRows, now: Settings, try_voice: Callable[[], None]) -> None:
        rows.section(translate("Settings", "Language and voice"))
        self._add_voice(rows, now)
        self._add_sound(rows, now)
        self.try_button = Button()
        set_button(
            self.try_button,
            translate("Settings", "Try the voice"),
            "",
            translate("Settings", "Says a sentence in the voice as it is now."),
        )
        self.try_button.clicked.connect(try_voice)
        rows.put(self.try_button)
        self._add_who_speaks(rows, now)

    def _add_voice(self, rows: SettingRows, now: Settings) -> None:
        self.language = rows.choice(
            "language",
            translate("Settings", "Language"),
            translate("Settings", "Of the window and of what is said. Enter takes it."),
            list(LANGUAGES.items()),
            first_spoken([now.language]),
        )
        self.voice = rows.choice(
            "voice",
            translate("Settings", "Voice"),
            translate("Settings", "The voices of this language."),
            [(None, translate("Settings", "The one that fits the language"))],
            None,
            tries=True,
            takes_at_once=True,
        )
        self.rate = rows.slider(
            "rate_wpm",
            translate("Settings", "Speed"),
            translate("Settings", "{number} words a minute"),
            80,
            450,
            10,
            now.rate_wpm or USUAL_RATE_WPM,
        )
        self.pitch = rows.slider(
            "pitch", translate("Settings", "Pitch"), translate("Settings", "{number} of 100"), 0, 100, 5, now.pitch
        )

    def _add_sound(self, rows: SettingRows, now: Settings) -> None:
        self.volume = rows.slider(
            "volume", translate("Settings", "Volume"), translate("Settings", "{number} percent"), 0, 100, 5, now.volume
        )
        self.output = rows.choice(
            "output",
            translate("Settings", "Sound device"),
            translate("Settings", "Where speech and tones sound."),
            [(None, translate("Settings", "The system's own"))],
            None,
            tries=True,
        )
        self.sound = rows.switch(
            "muted",
            translate("Settings", "Sound on"),
            translate("Settings", "Off: values are only shown."),
            inverted=True,
        )

    def _add_who_speaks(self, rows: SettingRows, now: Settings) -> None:
        self.who_speaks = rows.choice(
            "who_speaks",
            translate("Settings", "Who speaks"),
            translate(
                "Settings", "The screen reader speaks only while this window has the focus; otherwise the app does."
            ),
            [
                ("automatic", translate("Settings", "Automatic: the screen reader if one is known to run")),
                ("app", translate("Settings", "This app")),
                ("screen_reader", translate("Settings", "The screen reader")),
            ],
            now.who_speaks,
        )
        self.read_controls = rows.choice(
            "read_controls",
            translate("Settings", "Say buttons and lists aloud"),
            translate("Settings", "For those who use no screen reader: what has the focus is said."),
            [
                ("automatic", words(now.language, Words.AUTOMATIC)),
                ("on", words(now.language, Words.ALWAYS)),
                ("off", words(now.language, Words.NEVER)),
            ],
            now.read_controls,
        )


class HintSection:
    """What is said besides values."""

    def __init__(self, rows: SettingRows, now: Settings) -> None:
        rows.section(translate("Settings", "Hints"))
        self.guidance = rows.choice(
            "guidance",
            translate("Settings", "Guidance"),
            translate("Settings", "How much is said besides values."),
            [
                ("full", translate("Settings", "Full: where to move the note, and why")),
                ("brief", translate("Settings", "Brief: few words")),
                ("values_only", translate("Settings", "Values only")),
            ],
            now.guidance,
            takes_at_once=True,
        )
        self.place_tone = rows.switch(
            "place_tone",
            translate("Settings", "Tone that follows the note"),
            translate("Settings", "Higher when the note is higher, and from the side where it is, until it is read."),
        )


class LookSection:
    """What those see who see a little."""

    def __init__(self, rows: SettingRows, now: Settings) -> None:
        rows.section(translate("Settings", "Looks"))
        self.text_size = rows.slider(
            "text_size",
            translate("Settings", "Size of all text"),
            translate("Settings", "{number} percent"),
            TEXT_SIZE_LEAST,
            TEXT_SIZE_MOST,
            10,
            now.text_size,
        )
        self.theme = rows.choice(
            "theme",
            translate("Settings", "Theme"),
            translate("Settings", "Colours of the window."),
            [
                ("system", translate("Settings", "As the system")),
                ("dark", translate("Settings", "Dark")),
                ("light", translate("Settings", "Light")),
                ("contrast_dark", translate("Settings", "High contrast, dark")),
                ("contrast_light", translate("Settings", "High contrast, light")),
            ],
            now.theme,
            takes_at_once=True,
        )
        self.result_colours = rows.choice(
            "result_colours",
            translate("Settings", "Colours of the value"),
            translate("Settings", "In which the value is shown."),
            [
                ("theme", translate("Settings", "As the theme")),
                ("yellow_on_black", translate("Settings", "Yellow on black")),
                ("white_on_black", translate("Settings", "White on black")),
                ("black_on_white", translate("Settings", "Black on white")),
                ("black_on_yellow", translate("Settings", "Black on yellow")),
                ("white_on_blue", translate("Settings", "White on blue")),
                ("green_on_black", translate("Settings", "Green on black")),
            ],
            now.result_colours,
            takes_at_once=True,
        )
        self.result_size = rows.slider(
            "result_size",
            translate("Settings", "Size of the value"),
            translate("Settings", "{number} percent"),
            30,
            100,
            10,
            now.result_size,
        )
