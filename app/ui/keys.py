"""Which key does what: the actions, their default keys, and what the person made of them. Nothing is done here.

Only function keys, and keys together with Ctrl, Alt or Meta: a screen reader takes bare letters for itself, and one hit
by accident must do nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeySequence

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class KeyAction:
    """Something a key does: its name in the settings, its key unless changed, and what it does, untranslated."""

    name: str
    default: str
    meaning: str


ACTIONS: Final[tuple[KeyAction, ...]] = (
    KeyAction("help", "F1", str(QT_TRANSLATE_NOOP("Keys", "help, read aloud"))),
    KeyAction("private", "F2", str(QT_TRANSLATE_NOOP("Keys", "private mode on or off: tones in place of words"))),
    KeyAction("count", "F3", str(QT_TRANSLATE_NOOP("Keys", "count mode on or off: notes are added up"))),
    KeyAction("what", "F4", str(QT_TRANSLATE_NOOP("Keys", "tell what the camera sees"))),
    KeyAction("pause", "F5", str(QT_TRANSLATE_NOOP("Keys", "pause, and start again"))),
    KeyAction("repeat", "F6", str(QT_TRANSLATE_NOOP("Keys", "say the last value again"))),
    KeyAction("hush", "F7", str(QT_TRANSLATE_NOOP("Keys", "hush: stop speaking; skips the tour"))),
    KeyAction("camera", "F8", str(QT_TRANSLATE_NOOP("Keys", "choose the camera"))),
    KeyAction("currencies", "F9", str(QT_TRANSLATE_NOOP("Keys", "choose the currencies; Space turns one on or off"))),
    KeyAction("settings", "F10", str(QT_TRANSLATE_NOOP("Keys", "settings"))),
    KeyAction("count_page", "F11", str(QT_TRANSLATE_NOOP("Keys", "the counted notes"))),
    KeyAction("history", "F12", str(QT_TRANSLATE_NOOP("Keys", "what was said"))),
    KeyAction("read_count", "Ctrl+T", str(QT_TRANSLATE_NOOP("Keys", "read the counted notes and the total"))),
    KeyAction("undo_count", "Ctrl+Z", str(QT_TRANSLATE_NOOP("Keys", "take the last counted note back"))),
    KeyAction("clear_count", "Ctrl+Del", str(QT_TRANSLATE_NOOP("Keys", "start counting anew"))),
    KeyAction("tones", "Shift+F2", str(QT_TRANSLATE_NOOP("Keys", "learn the tones of private mode"))),
    KeyAction("tour", "Shift+F1", str(QT_TRANSLATE_NOOP("Keys", "hear the tour again"))),
    KeyAction("quit", "Ctrl+Q", str(QT_TRANSLATE_NOOP("Keys", "leave Noteworthy"))),
)
_BY_NAME: Final[Mapping[str, KeyAction]] = {action.name: action for action in ACTIONS}

# What systems, screen readers and text fields use, whatever a program wants.
_TAKEN: Final = frozenset(
    QKeySequence(key).toString()
    for key in ("Alt+F4", "Alt+Tab", "Ctrl+Alt+Del", "Ctrl+Tab", "Ctrl+A", "Ctrl+C", "Ctrl+Alt+Backspace", "Alt+Space")
)
_MODIFIERS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class KeyRefused(ValueError):
    """This key cannot be had for this action. The message is one translated sentence."""


class KeyMap:
    """The key of each action. What was stored and makes no sense any more is passed over."""

    def __init__(self, stored: Iterable[tuple[str, str]] = ()) -> None:
        """Take the pairs of action and key that differ from the defaults."""
        self._keys = {action.name: action.default for action in ACTIONS}
        wanted = {name: key for name, key in stored if name in _BY_NAME}
        for name in wanted:
            self._keys[name] = ""
        for name, key in wanted.items():
            try:
                self.assign(name, key)
            except KeyRefused:
                self._keys[name] = "" if _BY_NAME[name].default in self._keys.values() else _BY_NAME[name].default

    def key(self, name: str) -> str:
        """The key of an action as Qt writes it ("Ctrl+T"); "" when it has none."""
        return self._keys[name]

    def shown(self, name: str) -> str:
        """The key of an action as people of this system and language write it."""
        return QKeySequence(self._keys[name]).toString(QKeySequence.SequenceFormat.NativeText)

    def assign(self, name: str, key: str) -> None:
        """Give an action another key, or none ("").

        Raises:
            KeyRefused: a bare letter or the like, more than one key, a key of the system's, or of another action.
        """
        sequence = QKeySequence(key)
        written = sequence.toString()
        if not key:
            self._keys[name] = ""
            return
        if sequence.count() != 1 or not _is_allowed(sequence) or written in _TAKEN:
            raise KeyRefused(
                translate(
                    "Keys",
                    "{key} cannot be used. Choose a function key, or a key together with Ctrl or Alt.",
                ).format(key=sequence.toString(QKeySequence.SequenceFormat.NativeText) or key)
            )
        for other, taken in self._keys.items():
            if other != name and taken == written:
                raise KeyRefused(
                    translate("Keys", "{key} is already used for: {action}. Choose another.").format(
                        key=sequence.toString(QKeySequence.SequenceFormat.NativeText), action=meaning(other)
                    )
                )
        self._keys[name] = written

    def stored(self) -> tuple[tuple[str, str], ...]:
        """The pairs that differ from the defaults, for the settings."""
        return tuple((name, key) for name, key in self._keys.items() if key != _BY_NAME[name].default)


def meaning(name: str) -> str:
    """What an action does, in the language of the window."""
    return translate("Keys", _BY_NAME[name].meaning)


def _is_allowed(sequence: QKeySequence) -> bool:
    combination = sequence[0]  # type: ignore[index]
    key = combination.key()
    if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_unknown):
        return False
    if Qt.Key.Key_F1.value <= key.value <= Qt.Key.Key_F35.value:
        return True
    return bool(combination.keyboardModifiers() & _MODIFIERS)
