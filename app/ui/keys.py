"""Which key does what: the actions, their default keys, and what the person made of them. Nothing is done here.

Only function keys, and keys together with Ctrl, Alt or Meta: a screen reader takes bare letters for itself, and one hit
by accident must do nothing. What has a function key has a letter with Ctrl as well, since function keys need a second
key on many laptops. Each of the two is a slot, and a slot can be given another key or none: "repeat", "repeat/2".
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeySequence

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class KeyAction:
    """Something a key does.

    Attributes:
        name: in the settings.
        default: its key unless changed.
        meaning: what it does, untranslated.
        second: another key for the same; "" for none.
    """

    name: str
    default: str
    meaning: str
    second: str = ""


# The key that says Ctrl on it: on a Mac, Qt calls that one Meta, and its Ctrl is the Command key, whose letters the
# system has taken.
_CTRL: Final = "Meta" if sys.platform == "darwin" else "Ctrl"


ACTIONS: Final[tuple[KeyAction, ...]] = (
    KeyAction("help", "F1", str(QT_TRANSLATE_NOOP("Keys", "help, read aloud")), f"{_CTRL}+H"),
    KeyAction(
        "private", "F2", str(QT_TRANSLATE_NOOP("Keys", "private mode on or off: tones in place of words")), f"{_CTRL}+P"
    ),
    KeyAction("count", "F3", str(QT_TRANSLATE_NOOP("Keys", "count mode on or off: notes are added up")), f"{_CTRL}+K"),
    KeyAction("what", "F4", str(QT_TRANSLATE_NOOP("Keys", "tell what the camera sees")), f"{_CTRL}+D"),
    KeyAction("table", f"{_CTRL}+E", str(QT_TRANSLATE_NOOP("Keys", "tell every note on the table"))),
    KeyAction("pause", "F5", str(QT_TRANSLATE_NOOP("Keys", "pause, and start again")), f"{_CTRL}+B"),
    KeyAction("repeat", "F6", str(QT_TRANSLATE_NOOP("Keys", "say the last value again")), f"{_CTRL}+R"),
    KeyAction("hush", "F7", str(QT_TRANSLATE_NOOP("Keys", "hush: stop speaking; skips the tour")), f"{_CTRL}+U"),
    KeyAction("camera", "F8", str(QT_TRANSLATE_NOOP("Keys", "choose the camera")), f"{_CTRL}+O"),
    KeyAction("phone", "Shift+F8", str(QT_TRANSLATE_NOOP("Keys", "a phone as the camera")), f"{_CTRL}+Shift+O"),
    KeyAction(
        "currencies",
        "F9",
        str(QT_TRANSLATE_NOOP("Keys", "choose the currencies; Space turns one on or off")),
        f"{_CTRL}+M",
    ),
    KeyAction("settings", "F10", str(QT_TRANSLATE_NOOP("Keys", "settings")), f"{_CTRL}+S"),
    KeyAction("count_page", "F11", str(QT_TRANSLATE_NOOP("Keys", "the counted notes")), f"{_CTRL}+N"),
    KeyAction("history", "F12", str(QT_TRANSLATE_NOOP("Keys", "what was said")), f"{_CTRL}+L"),
    KeyAction(
        "identify",
        f"{_CTRL}+I",
        str(QT_TRANSLATE_NOOP("Keys", "tell which currency a note is; press again to turn that currency on")),
    ),
    KeyAction("teach", f"{_CTRL}+G", str(QT_TRANSLATE_NOOP("Keys", "teach a note, and your taught notes"))),
    KeyAction("read_count", "Ctrl+T", str(QT_TRANSLATE_NOOP("Keys", "read the counted notes and the total"))),
    KeyAction("undo_count", "Ctrl+Z", str(QT_TRANSLATE_NOOP("Keys", "take the last counted note back"))),
    KeyAction("clear_count", "Ctrl+Del", str(QT_TRANSLATE_NOOP("Keys", "start counting anew"))),
    KeyAction(
        "tones", "Shift+F2", str(QT_TRANSLATE_NOOP("Keys", "learn the tones of private mode")), f"{_CTRL}+Shift+P"
    ),
    KeyAction("tour", "Shift+F1", str(QT_TRANSLATE_NOOP("Keys", "hear the tour again")), f"{_CTRL}+Shift+H"),
    KeyAction("quit", "Ctrl+Q", str(QT_TRANSLATE_NOOP("Keys", "leave Noteworthy"))),
)
_BY_NAME: Final[Mapping[str, KeyAction]] = {action.name: action for action in ACTIONS}
_SECOND: Final = "/2"
_DEFAULTS: Final[Mapping[str, str]] = {
    slot: key
    for action in ACTIONS
    for slot, key in ((action.name, action.default), (action.name + _SECOND, action.second))
    if key
}
SLOTS: Final = tuple(_DEFAULTS)
"""Each key that can be changed: names of actions, and "name/2" for the second key of one."""

# What systems, screen readers and text fields use, whatever a program wants.
_TAKEN: Final = frozenset(
    QKeySequence(key).toString()
    for key in (
        *("Alt+F4", "Alt+Tab", "Ctrl+Alt+Del", "Ctrl+Tab", "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"),
        *("Ctrl+Alt+Backspace", "Alt+Space"),
        # The one that repeats in every program: the window would never see it (global_key.py).
        "Ctrl+Alt+R",
        # The window's own, for the size of its text.
        *("Ctrl++", "Ctrl+=", "Ctrl+-", "Ctrl+0"),
    )
)
_MODIFIERS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class KeyRefused(ValueError):
    """This key cannot be had for this action. The message is one translated sentence."""


class KeyMap:
    """The keys of each action. What was stored and makes no sense here is passed over, and stored again as it was."""

    def __init__(self, stored: Iterable[tuple[str, str]] = ()) -> None:
        """Take the pairs of slot and key that differ from the defaults."""
        self._keys = dict(_DEFAULTS)
        pairs = dict(stored)
        wanted = {slot: key for slot, key in pairs.items() if slot in _DEFAULTS}
        # Of a newer version, whose keys this one must not lose when it stores its own.
        self._not_understood = {slot: key for slot, key in pairs.items() if slot not in _DEFAULTS}
        for slot in wanted:
            self._keys[slot] = ""
        for slot, key in wanted.items():
            self._make_way(QKeySequence(key).toString(), wanted)
            try:
                self.assign(slot, key)
            except KeyRefused:
                self._not_understood[slot] = key
                self._keys[slot] = "" if _DEFAULTS[slot] in self._keys.values() else _DEFAULTS[slot]

    def key(self, slot: str) -> str:
        """The key of a slot as Qt writes it ("Ctrl+T"); "" when it has none."""
        return self._keys[slot]

    def keys(self, name: str) -> tuple[str, ...]:
        """All keys of an action, as Qt writes them."""
        return tuple(key for slot in (name, name + _SECOND) if (key := self._keys.get(slot)))

    def shown(self, name: str) -> str:
        """The first key that an action has, as people of this system and language write it."""
        return _native(next(iter(self.keys(name)), ""))

    def shown_slot(self, slot: str) -> str:
        """The key of a slot, as people of this system and language write it; "" when it has none."""
        return _native(self._keys[slot])

    def shown_all(self, name: str) -> str:
        """All keys of an action, as people of this system and language write them."""
        return ", ".join(_native(key) for key in self.keys(name))

    def shown_either(self, name: str) -> str:
        """The keys of an action in a sentence: "F6 or Ctrl+R", since function keys need a second key on laptops."""
        keys = [_native(key) for key in self.keys(name)]
        if len(keys) < 2:
            return "".join(keys)
        return translate("Keys", "{first} or {second}").format(first=keys[0], second=keys[1])

    def assign(self, slot: str, key: str) -> None:
        """Give a slot another key, or none ("").

        Raises:
            KeyRefused: a bare letter or the like, more than one key, a key of the system's, or of another slot.
        """
        sequence = QKeySequence(key)
        written = sequence.toString()
        if not key:
            self._put(slot, "")
            return
        if sequence.count() != 1 or not _is_allowed(sequence) or written in _TAKEN:
            raise KeyRefused(
                translate(
                    "Keys",
                    "{key} cannot be used. Choose a function key, or a key together with Ctrl or Alt.",
                ).format(key=_native(written) or key)
            )
        other = next((other for other, taken in self._keys.items() if other != slot and taken == written), None)
        if other is not None and _action(other) is not _action(slot):
            raise KeyRefused(
                translate("Keys", "{key} is already used for: {action}. Choose another.").format(
                    key=_native(written), action=meaning(other)
                )
            )
        if other is not None:
            self._keys[other] = ""
        self._put(slot, written)

    def _put(self, slot: str, key: str) -> None:
        self._keys[slot] = key
        self._not_understood.pop(slot, None)

    def stored(self) -> tuple[tuple[str, str], ...]:
        """The pairs that differ from the defaults, and those that were not understood, for the settings."""
        taken = set(self._keys.values())
        differing = {
            slot: key
            for slot, key in self._keys.items()
            # A second key that another slot has taken over needs no word of its own.
            if key != _DEFAULTS[slot] and not (slot.endswith(_SECOND) and not key and _DEFAULTS[slot] in taken)
        }
        return tuple((differing | self._not_understood).items())

    def _make_way(self, key: str, chosen: Mapping[str, str]) -> None:
        # Keys that were chosen before second ones came must not be lost to these.
        for slot, taken in self._keys.items():
            if taken == key and slot.endswith(_SECOND) and slot not in chosen:
                self._keys[slot] = ""


def meaning(slot: str) -> str:
    """What an action does, in the language of the window."""
    return translate("Keys", _action(slot).meaning)


def _action(slot: str) -> KeyAction:
    return _BY_NAME[slot.removesuffix(_SECOND)]


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _is_allowed(sequence: QKeySequence) -> bool:
    combination = sequence[0]  # type: ignore[index]
    key = combination.key()
    if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_unknown):
        return False
    if Qt.Key.Key_F1.value <= key.value <= Qt.Key.Key_F35.value:
        return True
    return bool(combination.keyboardModifiers() & _MODIFIERS)
