"""What the user chose, where it is kept, and what happens when the file is damaged. No defaults live elsewhere."""

import contextlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import platformdirs

_FILE_NAME = "settings.json"
CONFIG_DIR_VARIABLE = "NOTEWORTHY_CONFIG_DIR"

_ONE_OF = {
    "who_speaks": ("app", "screen_reader", "automatic"),
    "guidance": ("values_only", "brief", "full"),
    "theme": ("system", "dark", "light", "contrast_dark", "contrast_light"),
}


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
        who_speaks: "app", "screen_reader" or "automatic".
        read_controls: True when the app itself says which control has the focus.
        guidance: "values_only", "brief" or "full".
        place_tone: True when a tone follows the note.
        private: True when values are played as codes of tones and never spoken.
        theme: "system", "dark", "light", "contrast_dark" or "contrast_light".
        result_size: size of the value on the screen in percent of what fits, 30 to 100.
        result_colours: "theme", or the name of a pair of colours in `app.ui.style.RESULT_COLOURS`.
        keys: (action, key) for each key that differs from the default, as in `app.ui.keys`; "" for none.
        tour_done: True when the tour of the first start has been heard or skipped.
    """

    currencies: tuple[str, ...] = ()
    camera: str = "auto"
    language: str = "en"
    muted: bool = False
    rate_wpm: int | None = None
    voice: str | None = None
    pitch: int = 50
    volume: int = 100
    output: str | None = None
    who_speaks: str = "automatic"
    read_controls: bool = False
    guidance: str = "full"
    place_tone: bool = False
    private: bool = False
    theme: str = "system"
    result_size: int = 100
    result_colours: str = "theme"
    keys: tuple[tuple[str, str], ...] = ()
    tour_done: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.currencies, tuple) or not all(isinstance(code, str) for code in self.currencies):
            raise ValueError("currencies must be a list of currency codes")
        if not isinstance(self.camera, str) or not self.camera:
            raise ValueError("camera must be a text that is not empty")
        if not isinstance(self.language, str) or not self.language:
            raise ValueError("language must be a text that is not empty")
        for name in ("muted", "read_controls", "place_tone", "private", "tour_done"):
            if not isinstance(getattr(self, name), bool):
                raise ValueError(f"{name} must be true or false")
        if self.rate_wpm is not None and not _is_whole(self.rate_wpm, 80, 450):
            raise ValueError("rate_wpm must be a whole number between 80 and 450, or null")
        for name in ("voice", "output"):
            if getattr(self, name) is not None and not (isinstance(getattr(self, name), str) and getattr(self, name)):
                raise ValueError(f"{name} must be a text that is not empty, or null")
        for name, least, most in (("pitch", 0, 100), ("volume", 0, 100), ("result_size", 30, 100)):
            if not _is_whole(getattr(self, name), least, most):
                raise ValueError(f"{name} must be a whole number between {least} and {most}")
        for name, allowed in _ONE_OF.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name} must be one of {', '.join(allowed)}")
        if not isinstance(self.result_colours, str) or not self.result_colours:
            raise ValueError("result_colours must be a text that is not empty")
        if not isinstance(self.keys, tuple) or not all(
            isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
            for pair in self.keys
        ):
            raise ValueError("keys must be a list of pairs of an action and a key")


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings as found on disk, and what the user is to be told about it (None: nothing)."""

    settings: Settings
    message: str | None


def settings_path(directory: Path | None = None) -> Path:
    """Where the settings are kept: in the given directory, else in $NOTEWORTHY_CONFIG_DIR, else in the user's own."""
    if directory is not None:
        return directory / _FILE_NAME
    overridden = os.environ.get(CONFIG_DIR_VARIABLE)
    if overridden:
        return Path(overridden) / _FILE_NAME
    return Path(platformdirs.user_config_dir("noteworthy", appauthor=False)) / _FILE_NAME


def load(path: Path | None = None, *, language: str = "en") -> LoadedSettings:
    """Read the settings; never raises. A damaged file is set aside as *.damaged and the defaults are used.

    language: tag of the language where none was chosen and kept yet, such as the system's.
    """
    path = path or settings_path()
    defaults = Settings(language=language)
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return LoadedSettings(defaults, None)
    except OSError as error:
        reason = error.strerror or str(error)
        return LoadedSettings(defaults, f"The settings {path} cannot be read ({reason}); the defaults are used.")
    except UnicodeDecodeError:
        return _set_aside(path, "it is not text", defaults)
    try:
        return LoadedSettings(_from_json(text, language), None)
    except (ValueError, RecursionError) as error:
        return _set_aside(path, str(error), defaults)


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings so that the old file or the new one is there at any moment, whole. Raises OSError."""
    path = path or settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, indent=2, ensure_ascii=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _from_json(text: str, language: str) -> Settings:
    """Settings from their JSON text; names that this version does not know are passed over. Raises ValueError."""
    content = json.loads(text)
    if not isinstance(content, dict):
        raise ValueError("it does not hold a JSON object")
    known = {field.name for field in fields(Settings)}
    chosen = {"language": language, **{name: value for name, value in content.items() if name in known}}
    if isinstance(chosen.get("currencies"), list):
        chosen["currencies"] = tuple(chosen["currencies"])
    if isinstance(chosen.get("keys"), list):
        chosen["keys"] = tuple(tuple(pair) if isinstance(pair, list) else pair for pair in chosen["keys"])
    return Settings(**chosen)


def _set_aside(path: Path, reason: str, defaults: Settings) -> LoadedSettings:
    aside = path.with_name(path.name + ".damaged")
    try:
        os.replace(path, aside)
    except OSError:
        where = "It could not be set aside"
    else:
        where = f"It was set aside as {aside}"
    message = f"The settings {path} are damaged ({reason}). {where}; the defaults are used."
    return LoadedSettings(defaults, message)
