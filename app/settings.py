"""What the user chose, where it is kept, and what happens when the file is damaged. No defaults live elsewhere.

A new field is one line in `Settings` and one in its docstring: `_setting` takes its default and the rule for it.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

from app.feedback.modes import GuidanceLevel
from app.longpath import ROOM_FOR_OTHER_NAMES, reachable
from app.textfile import read_text
from app.trouble import Trouble
from app.wholefile import replace_patiently, write_whole

_FILE_NAME = "settings.json"
CONFIG_DIR_VARIABLE = "NOTEWORTHY_CONFIG_DIR"
# No settings are larger or deeper; what is, was never written by Noteworthy, and would only cost memory.
_MOST_BYTES, _MOST_DEPTH = 1024 * 1024, 32
_MOST_LETTERS = 4096
_MOST_ITEMS, _MOST_LETTERS_OF_MANY = 500, 100
_MOST_ASIDE = 9
_FARTHEST_PX = 100_000

_Value = TypeVar("_Value")


def _as_it_is(value: object) -> object:
    return value


# Fits no rule.
_NOTHING = object()


def _nothing(value: object) -> object:
    return _NOTHING


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a value of one field must be.

    Attributes:
        must: the end of the sentence "NAME must ...".
        fits: whether a value is that.
        from_json: makes a value of what the file holds, which may be of an older form; gives what it does not know
            back as it is.
        known_part: of a value that does not fit what can be used all the same; by default nothing, so that the field's
            default is used.
    """

    must: str
    fits: Callable[[object], bool]
    from_json: Callable[[object], object] = _as_it_is
    known_part: Callable[[object], object] = _nothing


def _setting(default: _Value, rule: _Rule) -> _Value:
    """A field of `Settings` with its default and its rule."""
    value: _Value = field(default=default, metadata={"rule": rule})
    return value


def _is_text(value: object) -> bool:
    """Whether it is text with something in it that a file and a library in C can take."""
    if not isinstance(value, str) or not 0 < len(value) <= _MOST_LETTERS or "\0" in value:
        return False
    try:
        # Names of files need not be UTF-8: Python then has lone surrogates for their bytes.
        os.fsencode(value)
    except UnicodeError:
        return False
    return True


def _one_of(*allowed: str) -> _Rule:
    return _Rule(f"be one of {', '.join(allowed)}", lambda value: isinstance(value, str) and value in allowed)


def _whole(least: int, most: int) -> _Rule:
    def fits(value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return _Rule(f"be a whole number between {least} and {most}", fits)


def _or_null(rule: _Rule) -> _Rule:
    return _Rule(f"{rule.must}, or null", lambda value: value is None or rule.fits(value), rule.from_json)


def _tuples(value: object) -> object:
    """JSON's lists as tuples, two levels deep."""
    if not isinstance(value, list):
        return value
    return tuple(tuple(item) if isinstance(item, list) else item for item in value)


def _is_name(value: object) -> bool:
    """Whether it is a text that may be one of many."""
    return _is_text(value) and len(str(value)) <= _MOST_LETTERS_OF_MANY


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, tuple) and len(value) == 2 and _is_name(value[0]) and (value[1] == "" or _is_name(value[1]))
    )


def _list_of(must: str, fits: Callable[[object], bool]) -> _Rule:
    """A list of which each item is used that is known, up to a bound."""
    return _Rule(
        must,
        lambda value: isinstance(value, tuple) and len(value) <= _MOST_ITEMS and all(map(fits, value)),
        _tuples,
        lambda value: tuple(filter(fits, value))[:_MOST_ITEMS] if isinstance(value, tuple) else _NOTHING,
    )


_YES_OR_NO = _Rule("be true or false", lambda value: isinstance(value, bool))
_TEXT = _Rule("be a text that is not empty", _is_text)
_CODES = _list_of("be a list of currency codes", _is_name)
_KEYS = _list_of("be a list of pairs of an action and a key", _is_pair)


def _is_place(value: object) -> bool:
    if not isinstance(value, tuple) or len(value) != 4:
        return False
    far = _whole(-_FARTHEST_PX, _FARTHEST_PX)
    return all(map(far.fits, value)) and all(part >= 1 for part in value[2:])


_PLACE = _Rule("be left, top, width and height in whole numbers", _is_place, _tuples)


def _automatic_unless_on(value: object) -> object:
    """Of versions in which it was on or off, and off unless asked for."""
    return ("on" if value else "automatic") if isinstance(value, bool) else value


_READ_CONTROLS = replace(_one_of("automatic", "on", "off"), from_json=_automatic_unless_on)


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's choices. Raises ValueError when a value is of the wrong type or out of range.

    Attributes:
        currencies: ISO 4217 codes that are on; empty means the model's own default.
        camera: source as on the command line (`--source`): "auto", "demo", an index, a path or an address.
        language: tag of the language of words, such as "en" or "de-DE".
        muted: True when values are shown but not spoken.
        rate_wpm: speaking rate in words a minute, 80 to 450; None for the voice's own.
        voice: the voice's own identifier; None for the one that is nearest to the language.
        pitch: of the voice, 0 to 100, where it can be set; 50 is the voice's own.
        volume: 0 to 100 percent.
        output: name of the sound device; None for the system's default.
        who_speaks: "app", "screen_reader" or "automatic", which is the app's own voice, too.
        reader_heard: True when the person has said, by a key, that the screen reader's words are heard.
        read_controls: whether the app itself says what has the focus: "on", "off", or "automatic", unless a screen
            reader runs.
        guidance: "values_only", "brief" or "full".
        place_tone: True when a tone follows the note.
        private: True when values are played as codes of tones and never spoken.
        theme: "system", "dark", "light", "contrast_dark" or "contrast_light".
        result_size: size of the value on the screen in percent of what fits, 30 to 100.
        result_colours: "theme", or the name of a pair of colours in `app.ui.style.RESULT_COLOURS`.
        keys: (action, key) for each key that differs from the default, as in `app.ui.keys`; "" for none.
        tour_done: True when the tour of the first start has been heard or skipped.
        text_size: size of all texts in percent of the usual one, 80 to 300.
        window: left, top, width and height of the window's inside on the screen, in pixels; None for not yet known.
        is_maximized: True when the window took the whole screen.
        closes_to_tray: True when closing the window leaves the app running in the tray, where there is one.
        global_key: True when a key has the last value said again in every program, where the system gives one.
        global_key_told: True when the person knows that another program has that key.
    """

    currencies: tuple[str, ...] = _setting((), _CODES)
    camera: str = _setting("auto", _TEXT)
    language: str = _setting("en", _TEXT)
    muted: bool = _setting(False, _YES_OR_NO)
    rate_wpm: int | None = _setting(None, _or_null(_whole(80, 450)))
    voice: str | None = _setting(None, _or_null(_TEXT))
    pitch: int = _setting(50, _whole(0, 100))
    volume: int = _setting(100, _whole(0, 100))
    output: str | None = _setting(None, _or_null(_TEXT))
    who_speaks: str = _setting("automatic", _one_of("app", "screen_reader", "automatic"))
    reader_heard: bool = _setting(False, _YES_OR_NO)
    read_controls: str = _setting("automatic", _READ_CONTROLS)
    guidance: str = _setting("full", _one_of(*(level.value for level in GuidanceLevel)))
    place_tone: bool = _setting(False, _YES_OR_NO)
    private: bool = _setting(False, _YES_OR_NO)
    theme: str = _setting("system", _one_of("system", "dark", "light", "contrast_dark", "contrast_light"))
    result_size: int = _setting(100, _whole(30, 100))
    result_colours: str = _setting("theme", _TEXT)
    keys: tuple[tuple[str, str], ...] = _setting((), _KEYS)
    tour_done: bool = _setting(False, _YES_OR_NO)
    text_size: int = _setting(100, _whole(80, 300))
    window: tuple[int, ...] | None = _setting(None, _or_null(_PLACE))
    is_maximized: bool = _setting(False, _YES_OR_NO)
    closes_to_tray: bool = _setting(False, _YES_OR_NO)
    global_key: bool = _setting(True, _YES_OR_NO)
    global_key_told: bool = _setting(False, _YES_OR_NO)

    def __post_init__(self) -> None:
        for name, rule in _RULES.items():
            if not rule.fits(getattr(self, name)):
                raise ValueError(f"{name} must {rule.must}")


_RULES: Mapping[str, _Rule] = {each.name: each.metadata["rule"] for each in fields(Settings)}


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings as found on disk, and what the user is to be told about it (None: nothing)."""

    settings: Settings
    trouble: Trouble | None


def settings_path(directory: Path | None = None) -> Path:
    """Where the settings are kept: in the given directory, else in $NOTEWORTHY_CONFIG_DIR, else in the user's own."""
    if directory is None:
        directory = Path(
            os.environ.get(CONFIG_DIR_VARIABLE) or platformdirs.user_config_dir("noteworthy", appauthor=False)
        )
    return reachable(directory / _FILE_NAME, room=ROOM_FOR_OTHER_NAMES)


def load(path: Path | None = None, *, language: str = "en") -> LoadedSettings:
    """Read the settings; never raises. A damaged file is set aside as *.damaged and the defaults are used.

    A value that this version does not know costs that value alone: its default is used, and the file stays as it is.

    language: tag of the language where none was chosen and kept yet, such as the system's.
    """
    path = path or settings_path()
    try:
        document = _read(path)
    except FileNotFoundError:
        return LoadedSettings(Settings(language=language), None)
    except OSError as error:
        trouble = Trouble("settings_unreadable", path=str(path), errno=error.errno or 0)
        return LoadedSettings(Settings(language=language), trouble)
    except (ValueError, RecursionError):
        return LoadedSettings(Settings(language=language), _set_aside(path))
    settings, unknown = _understood(document, language)
    if not unknown:
        return LoadedSettings(settings, None)
    return LoadedSettings(settings, Trouble("settings_unknown", names=", ".join(unknown)))


def save(settings: Settings, path: Path | None = None, *, language: str = "en") -> None:
    """Write the settings so that the old file or the new one is there at any moment, whole. Raises OSError.

    What the file holds and this version does not know is kept: fields of a newer version, and values of one that
    `load` could not use, unless they were changed since. A damaged file is set aside first.

    language: as given to `load`.
    """
    # Where it is a link, as those make who keep such files elsewhere, what it leads to is replaced.
    path = path or settings_path()
    if path.is_symlink():
        path = Path(os.path.realpath(path))
    document = _merged(settings, path, language)
    content = _written(document)
    if len(content) > _MOST_BYTES:
        # Written in lines, what this version does not know takes more room than it did: `load` would read it no more.
        _set_aside(path)
        content = _written({name: getattr(settings, name) for name in _RULES})
    write_whole(path, content)


def _written(document: Mapping[str, Any]) -> bytes:
    # Of a lone surrogate, as in a file's name that is not UTF-8, this makes JSON's own way to write it.
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _merged(settings: Settings, path: Path, language: str) -> dict[str, Any]:
    """The document to write in place of the one at `path`. Raises OSError where that cannot be read."""
    try:
        document = _read(path)
    except FileNotFoundError:
        document = {}
    except (ValueError, RecursionError):
        _set_aside(path)
        document = {}
    before, unknown = _understood(document, language)
    for name in _RULES:
        value = getattr(settings, name)
        if name not in unknown or value != getattr(before, name):
            document[name] = value
    return document


def _read(path: Path) -> dict[str, Any]:
    """The JSON object in the file. Raises OSError; ValueError and RecursionError where it is damaged."""
    document = json.loads(read_text(path, _MOST_BYTES))
    if not isinstance(document, dict):
        raise ValueError("it does not hold a JSON object")
    if _is_deeper(document, _MOST_DEPTH):
        raise ValueError("it is nested too deeply")
    return document


def _is_deeper(value: object, most: int) -> bool:
    """Whether lists and objects lie more than so many levels within each other."""
    if not isinstance(value, (dict, list)):
        return False
    items = value.values() if isinstance(value, dict) else value
    return most == 0 or any(_is_deeper(item, most - 1) for item in items)


def _understood(document: Mapping[str, object], language: str) -> tuple[Settings, list[str]]:
    """The settings in a document, and the names of those whose values this version does not know."""
    chosen: dict[str, Any] = {"language": language}
    unknown = []
    for name, rule in _RULES.items():
        if name in document:
            value = rule.from_json(document[name])
            if not rule.fits(value):
                unknown.append(name)
                value = rule.known_part(value)
            if rule.fits(value):
                chosen[name] = value
    return Settings(**chosen), unknown


def _set_aside(path: Path) -> Trouble:
    names = [".damaged", *(f".damaged{number}" for number in range(2, _MOST_ASIDE + 1))]
    free = (aside for name in names if not os.path.lexists(aside := path.with_name(path.name + name)))
    # What was set aside first is what the person had chosen; after so many, the last one gives way.
    aside = next(free, path.with_name(path.name + names[-1]))
    try:
        replace_patiently(path, aside)
    except OSError:
        return Trouble("settings_damaged", path=str(path))
    return Trouble("settings_set_aside", aside=str(aside))
