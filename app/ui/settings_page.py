"""The page of the settings: each holds at once and is stored at once. What a setting does is not decided here."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.speech.player import list_outputs
from app.speech.protocols import VoiceInfo
from app.ui.buttons import Button, set_button
from app.ui.controls import Controls
from app.ui.even_grid import EvenGrid
from app.ui.key_dialog import KeyDialog
from app.ui.keys import SLOTS, KeyMap, meaning
from app.ui.outside import Outside
from app.ui.outside_section import OutsideSection
from app.ui.pages import Page, Rows, fill
from app.ui.preferences import Preferences
from app.ui.setting_rows import SettingRows, offer
from app.ui.settings_sections import HintSection, LookSection, VoiceSection
from app.ui.voice_words import Words, words

__all__ = ["KeyDialog", "SettingsPage"]

translate = QCoreApplication.translate


class SettingsPage(Page):
    """Language, voice, who speaks, guidance, looks and keys.

    Signals:
        keys_changed: pairs of action and key that differ from the defaults.
    """

    keys_changed = Signal(tuple)
    _voices_known = Signal(object)

    def __init__(
        self,
        controls: Controls,
        preferences: Preferences,
        keys: KeyMap,
        outputs: Callable[[], Sequence[str]] = list_outputs,
        outside: Outside | None = None,
    ) -> None:
        super().__init__(translate("Settings", "Settings"))
        self._controls = controls
        self._preferences = preferences
        self._keys = keys
        self._outputs = outputs
        self._has_asked = False
        self._voices_known.connect(self._offer_voices, Qt.ConnectionType.QueuedConnection)
        # Text beside the bar, never under it.
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), margins.top(), margins.right() + 10, margins.bottom())
        rows = SettingRows(self.column, preferences, self.try_voice, self)
        now = preferences.settings
        voice = VoiceSection(rows, now, self.try_voice)
        self.language, self.voice, self.output = voice.language, voice.voice, voice.output
        self.rate, self.pitch, self.volume, self.sound = voice.rate, voice.pitch, voice.volume, voice.sound
        self.try_button, self.who_speaks, self.read_controls = voice.try_button, voice.who_speaks, voice.read_controls
        hints = HintSection(rows, now)
        self.guidance, self.place_tone = hints.guidance, hints.place_tone
        looks = LookSection(rows, now)
        self.text_size, self.theme = looks.text_size, looks.theme
        self.result_colours, self.result_size = looks.result_colours, looks.result_size
        self.outside = None if outside is None else OutsideSection(rows, now, outside, controls.report_trouble)
        self._make_key_parts(rows)

    def first_part(self) -> QWidget:
        """The language."""
        return self.language

    def show_newest(self) -> None:
        """Show how it stands outside, and ask once which voices and sound devices there are."""
        if self.outside is not None:
            self.outside.show_newest()
        if self._has_asked:
            return
        self._has_asked = True
        self._controls.ask_voices(self._voices_known.emit)
        chosen = self._preferences.settings.output
        offered = dict.fromkeys([*self._outputs(), *([chosen] if chosen else [])])
        offer(
            self.output,
            [(None, translate("Settings", "The system's own")), *((name, name) for name in offered)],
            chosen,
        )

    def try_voice(self) -> None:
        """Say something in the voice as it is now."""
        self._controls.say(words(self._preferences.settings.language, Words.SAMPLE))

    def _make_key_parts(self, rows: SettingRows) -> None:
        rows.section(translate("Settings", "Keys"))
        self.keys = Rows()
        self.keys.setMinimumHeight(190)
        rows.add(
            translate("Settings", "What each key does"),
            self.keys,
            translate("Settings", "Enter gives the chosen action another key."),
        )
        self._show_keys()
        self.keys.itemActivated.connect(lambda item: self.ask_key(item.data(Qt.ItemDataRole.UserRole)))
        self.key_button = Button()
        set_button(
            self.key_button,
            translate("Settings", "Change the key"),
            "",
            translate("Settings", "Gives the chosen action another key."),
        )
        self.key_button.clicked.connect(lambda: self.ask_key(self.keys.currentItem().data(Qt.ItemDataRole.UserRole)))
        self.reset_button = Button()
        set_button(
            self.reset_button,
            translate("Settings", "Default keys"),
            "",
            translate("Settings", "Gives every action its first key again."),
        )
        self.reset_button.clicked.connect(lambda: self.keys_changed.emit(()))
        self.column.addLayout(EvenGrid(self.key_button, self.reset_button))

    def ask_key(self, action: str) -> None:
        """Ask for another key of this action."""
        dialog = KeyDialog(self, self._keys, action, self._controls)
        dialog.accepted.connect(lambda: self.keys_changed.emit(self._keys.stored()))
        dialog.open()

    def _show_keys(self) -> None:
        none = translate("Settings", "no key")
        fill(
            self.keys,
            [(f"{self._keys.shown_slot(slot) or none}:  {meaning(slot)}", slot) for slot in SLOTS],
            empty="",
        )

    def _offer_voices(self, voices: Sequence[VoiceInfo]) -> None:
        offer(
            self.voice,
            [
                (None, translate("Settings", "The one that fits the language")),
                *((voice.id, voice.name) for voice in voices),
            ],
            self._preferences.settings.voice,
        )
