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


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's choices. Raises ValueError when a value is of the wrong type or out of range.

    Attributes:
        currencies: ISO 4217 codes that are on; empty means the model's own default.
        camera: source as on the command line (`--source`): "auto", "demo", an index, a path or an address.
        language: tag of the language of words, such as "en" or "de-DE".
        muted: True when values are shown but not spoken.
        rate_wpm: speaking rate in words a minute, 80 to 450; None for the voice's own.
    """

    currencies: tuple[str, ...] = ()
    camera: str = "auto"
    language: str = "en"
    muted: bool = False
    rate_wpm: int | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.currencies, tuple) or not all(isinstance(code, str) for code in self.currencies):
            raise ValueError("currencies must be a list of currency codes")
        if not isinstance(self.camera, str) or not self.camera:
            raise ValueError("camera must be a text that is not empty")
        if not isinstance(self.language, str) or not self.language:
            raise ValueError("language must be a text that is not empty")
        if not isinstance(self.muted, bool):
            raise ValueError("muted must be true or false")
        rate = self.rate_wpm
        if rate is not None and (isinstance(rate, bool) or not isinstance(rate, int) or not 80 <= rate <= 450):
            raise ValueError("rate_wpm must be a whole number between 80 and 450, or null")


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


def load(path: Path | None = None) -> LoadedSettings:
    """Read the settings; never raises. A damaged file is set aside as *.damaged and the defaults are used."""
    path = path or settings_path()
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return LoadedSettings(Settings(), None)
    except OSError as error:
        reason = error.strerror or str(error)
        return LoadedSettings(Settings(), f"The settings {path} cannot be read ({reason}); the defaults are used.")
    except UnicodeDecodeError:
        return _set_aside(path, "it is not text")
    try:
        return LoadedSettings(_from_json(text), None)
    except (ValueError, RecursionError) as error:
        return _set_aside(path, str(error))


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


def _from_json(text: str) -> Settings:
    """Settings from their JSON text; names that this version does not know are passed over. Raises ValueError."""
    content = json.loads(text)
    if not isinstance(content, dict):
        raise ValueError("it does not hold a JSON object")
    known = {field.name for field in fields(Settings)}
    chosen = {name: value for name, value in content.items() if name in known}
    if isinstance(chosen.get("currencies"), list):
        chosen["currencies"] = tuple(chosen["currencies"])
    return Settings(**chosen)


def _set_aside(path: Path, reason: str) -> LoadedSettings:
    aside = path.with_name(path.name + ".damaged")
    try:
        os.replace(path, aside)
    except OSError:
        where = "It could not be set aside"
    else:
        where = f"It was set aside as {aside}"
    message = f"The settings {path} are damaged ({reason}). {where}; the defaults are used."
    return LoadedSettings(Settings(), message)
