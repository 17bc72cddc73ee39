"""The page of the settings: each holds at once and is stored at once. What a setting does is not decided here."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.speech.player import list_outputs
from app.speech.protocols import USUAL_RATE_WPM, VoiceInfo
from app.ui.choice_box import ChoiceBox, PageSlider
from app.ui.controls import Controls
from app.ui.even_grid import EvenGrid
from app.ui.keys import SLOTS, KeyMap, KeyRefused, meaning
from app.ui.pages import Page, Rows, fill, set_button
from app.ui.preferences import Preferences
from app.ui.translations import LANGUAGES
from app.ui.voice_words import Words, words
from app.ui.wrapped import WrappedCheckBox

translate = QCoreApplication.translate

_TRY_AFTER_MS: Final = 350
TEXT_SIZE_LEAST: Final = 80
TEXT_SIZE_MOST: Final = 300
# Sliders that are heard where they come to rest.
_HEARD: Final = frozenset({"rate_wpm", "pitch", "volume"})


class SettingsPage(Page):
    """Language, voice, who speaks, guidance, looks and keys.

    Signals:
        keys_changed: pairs of action and key that differ from the defaults.
        keys_wanted: the person wants to change the key of this action.
    """

    keys_changed = Signal(tuple)
    _voices_known = Signal(object)

    def __init__(
        self,
        controls: Controls,
        preferences: Preferences,
        keys: KeyMap,
        outputs: Callable[[], Sequence[str]] = list_outputs,
    ) -> None:
        super().__init__(translate("Settings", "Settings"))
        self._controls = controls
        self._preferences = preferences
        self._keys = keys
        self._outputs = outputs
        self._has_asked = False
        self._try_later = QTimer(self)
        self._try_later.setSingleShot(True)
        self._try_later.setInterval(_TRY_AFTER_MS)
        self._try_later.timeout.connect(self.try_voice)
        self._voices_known.connect(self._offer_voices, Qt.ConnectionType.QueuedConnection)
        # Text beside the bar, never under it.
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), margins.top(), margins.right() + 10, margins.bottom())
        self._make_speech_parts()
        self._make_hint_parts()
        self._make_look_parts()
        self._make_key_parts()

    def first_part(self) -> QWidget:
        """The language."""
        return self.language

    def show_newest(self) -> None:
        """Ask once which voices and sound devices there are."""
        if self._has_asked:
            return
        self._has_asked = True
        self._controls.ask_voices(self._voices_known.emit)
        chosen = self._preferences.settings.output
        offered = dict.fromkeys([*self._outputs(), *([chosen] if chosen else [])])
        _offer(
            self.output,
            [(None, translate("Settings", "The system's own")), *((name, name) for name in offered)],
            chosen,
        )

    def show_text_size(self, percent: int) -> None:
        """Keys change the size of the text as well."""
        self.text_size.setValue(percent)

    def try_voice(self) -> None:
        """Say something in the voice as it is now."""
        self._controls.say(words(self._preferences.settings.language, Words.SAMPLE))

    def _section(self, title: str) -> None:
        heading = QLabel(title)
        heading.setObjectName("section")
        heading.setWordWrap(True)
        self.column.addSpacing(14)
        self.column.addWidget(heading)

    def _make_speech_parts(self) -> None:
        now = self._preferences.settings
        self._section(translate("Settings", "Language and voice"))
        self.language = self._list(
            "language",
            translate("Settings", "Language"),
            translate("Settings", "Of the window and of what is said. Enter takes it."),
            list(LANGUAGES.items()),
            now.language if now.language in LANGUAGES else now.language.split("-")[0],
        )
        self.voice = self._list(
            "voice",
            translate("Settings", "Voice"),
            translate("Settings", "The voices of this language."),
            [(None, translate("Settings", "The one that fits the language"))],
            None,
            tries=True,
            takes_at_once=True,
        )
        self.rate = self._slider(
            "rate_wpm",
            translate("Settings", "Speed"),
            translate("Settings", "{number} words a minute"),
            80,
            450,
            10,
            now.rate_wpm or USUAL_RATE_WPM,
        )
        self.pitch = self._slider(
            "pitch", translate("Settings", "Pitch"), translate("Settings", "{number} of 100"), 0, 100, 5, now.pitch
        )
        self.volume = self._slider(
            "volume", translate("Settings", "Volume"), translate("Settings", "{number} percent"), 0, 100, 5, now.volume
        )
        self.output = self._list(
            "output",
            translate("Settings", "Sound device"),
            translate("Settings", "Where speech and tones sound."),
            [(None, translate("Settings", "The system's own"))],
            None,
            tries=True,
        )
        self.sound = self._switch(
            "muted",
            translate("Settings", "Sound on"),
            translate("Settings", "Off: values are only shown."),
            inverted=True,
        )
        self.try_button = QPushButton()
        set_button(
            self.try_button,
            translate("Settings", "Try the voice"),
            "",
            translate("Settings", "Says an amount of money."),
        )
        self.try_button.clicked.connect(self.try_voice)
        self.column.addWidget(self.try_button)
        self.who_speaks = self._list(
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
        self.read_controls = self._list(
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

    def _make_hint_parts(self) -> None:
        now = self._preferences.settings
        self._section(translate("Settings", "Hints"))
        self.guidance = self._list(
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
        self.place_tone = self._switch(
            "place_tone",
            translate("Settings", "Tone that follows the note"),
            translate("Settings", "Higher when the note is higher, and from the side where it is, until it is read."),
        )

    def _make_look_parts(self) -> None:
        now = self._preferences.settings
        self._section(translate("Settings", "Looks"))
        self.text_size = self._slider(
            "text_size",
            translate("Settings", "Size of all text"),
            translate("Settings", "{number} percent"),
            TEXT_SIZE_LEAST,
            TEXT_SIZE_MOST,
            10,
            now.text_size,
        )
        self.theme = self._list(
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
        self.result_colours = self._list(
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
        self.result_size = self._slider(
            "result_size",
            translate("Settings", "Size of the value"),
            translate("Settings", "{number} percent"),
            30,
            100,
            10,
            now.result_size,
        )

    def _make_key_parts(self) -> None:
        self._section(translate("Settings", "Keys"))
        self.keys = Rows()
        self.keys.setMinimumHeight(190)
        self._add(
            translate("Settings", "What each key does"),
            self.keys,
            translate("Settings", "Enter gives the chosen action another key."),
        )
        self._show_keys()
        self.keys.itemActivated.connect(lambda item: self.ask_key(item.data(Qt.ItemDataRole.UserRole)))
        self.key_button = QPushButton()
        set_button(
            self.key_button,
            translate("Settings", "Change the key"),
            "",
            translate("Settings", "Gives the chosen action another key."),
        )
        self.key_button.clicked.connect(lambda: self.ask_key(self.keys.currentItem().data(Qt.ItemDataRole.UserRole)))
        self.reset_button = QPushButton()
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
        _offer(
            self.voice,
            [
                (None, translate("Settings", "The one that fits the language")),
                *((voice.id, voice.name) for voice in voices),
            ],
            self._preferences.settings.voice,
        )

    # Rows

    def _list(
        self,
        setting: str,
        name: str,
        description: str,
        offered: Sequence[tuple[str | None, str]],
        chosen: str | None,
        *,
        tries: bool = False,
        takes_at_once: bool = False,
    ) -> ChoiceBox:
        made = ChoiceBox(takes_at_once=takes_at_once)
        made.view().setAccessibleName(name)
        _offer(made, offered, chosen)
        made.taken.connect(lambda place: self._change(setting, made.itemData(place), tries=tries))
        self._add(name, made, description)
        made.setObjectName(f"setting_{setting}")
        return made

    def _slider(self, setting: str, name: str, spoken: str, least: int, most: int, step: int, now: int) -> QSlider:
        made = PageSlider(Qt.Orientation.Horizontal)
        made.setRange(least, most)
        made.setSingleStep(step)
        made.setPageStep(step * 4)
        made.setValue(now)
        label = self._add(name, made, translate("Settings", "Arrow keys change it."))
        made.setObjectName(f"setting_{setting}")

        def show(value: int) -> None:
            # A screen reader says the number itself: with it in the name, too, it would be heard twice.
            made.setProperty("spoken_value", spoken.format(number=value))
            label.setText(f"{name}: {spoken.format(number=value)}")

        def changed(value: int) -> None:
            show(value)
            self._change(setting, value, tries=setting in _HEARD)

        show(now)
        made.valueChanged.connect(changed)
        return made

    def _switch(self, setting: str, name: str, description: str, *, inverted: bool = False) -> QCheckBox:
        made = WrappedCheckBox(name)
        made.setAccessibleDescription(description)
        made.setChecked(bool(getattr(self._preferences.settings, setting)) != inverted)
        made.toggled.connect(lambda on: self._change(setting, on != inverted))
        made.setObjectName(f"setting_{setting}")
        self.column.addWidget(made)
        return made

    def _add(self, name: str, part: QWidget, description: str) -> QLabel:
        label = QLabel(name)
        label.setObjectName("heading")
        label.setBuddy(part)
        label.setWordWrap(True)
        part.setAccessibleName(name)
        part.setAccessibleDescription(description)
        self.column.addSpacing(4)
        self.column.addWidget(label)
        self.column.addWidget(part)
        return label

    def _change(self, setting: str, value: object, *, tries: bool = False) -> None:
        if getattr(self._preferences.settings, setting) == value:
            return
        self._preferences.change(**{setting: value})
        if tries:
            # A slider on its way is heard where it comes to rest.
            self._try_later.start()


class KeyDialog(QDialog):
    """Takes the next key for one action, or says why it cannot be had. Escape leaves it as it is."""

    def __init__(self, parent: QWidget, keys: KeyMap, action: str, controls: Controls) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keys = keys
        self._action = action
        self._controls = controls
        self.setWindowTitle(translate("Settings", "Another key"))
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.none_button = QPushButton()
        set_button(self.none_button, translate("Settings", "No key"), "", translate("Settings", "Takes the key away."))
        self.none_button.clicked.connect(lambda: self._take(""))
        self.leave_button = QPushButton()
        set_button(
            self.leave_button,
            translate("Settings", "Leave it"),
            translate("Page", "Esc"),
            translate("Settings", "Nothing is changed."),
        )
        self.leave_button.clicked.connect(self.reject)
        page = QVBoxLayout(self)
        page.addWidget(self.message)
        page.addLayout(EvenGrid(self.none_button, self.leave_button))
        self.resize(460, 200)
        self._tell(translate("Settings", "Press the new key for: {action}.").format(action=meaning(action)))
        self.message.setFocus()
        for part in (self.message, self.none_button, self.leave_button):
            part.installEventFilter(self)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Take keys before the parts of the dialog do, but for those that move about in it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        moves = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
        lone = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
        presses = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        key = event.key()
        if key in moves or (key in presses and not event.modifiers() and not self.message.hasFocus()):
            return False
        if key not in lone:
            self._take(QKeySequence(event.keyCombination()).toString())
        return True

    def _take(self, key: str) -> None:
        try:
            self._keys.assign(self._action, key)
        except KeyRefused as refusal:
            self._tell(str(refusal))
        else:
            self.accept()

    def _tell(self, text: str) -> None:
        self.message.setText(text)
        self.message.setAccessibleName(text)
        self._controls.say(text)


def _offer(where: ChoiceBox, offered: Sequence[tuple[str | None, str]], chosen: str | None) -> None:
    where.clear()
    for key, name in offered:
        where.addItem(name, key)
    # findData cannot find None.
    where.settle(next((place for place, (key, _) in enumerate(offered) if key == chosen), 0))
