"""A clip as it is stored, a set of them, and what one of their frames shows. How they are drawn: `presentations`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from app.textfile import read_text
from convert.data.dataset import DataError

RECIPE_NAME = "presentations.json"


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip, as it is stored.

    Attributes:
        kind: "note", "aimed" or "blank".
        picture: path of the picture with the note; "" for blanks.
        currency, value: what it shows; "" for blanks.
        is_flat: the picture is a note cut out to its edge, not a photo of one.
        aim: for "aimed" what the person should be told, one of AIMS; "" otherwise.
        backgrounds: paths of the pictures behind it; without any the background is drawn.
        seed: all that is random follows from it.
    """

    kind: str
    picture: str
    currency: str
    value: str
    is_flat: bool
    aim: str
    backgrounds: tuple[str, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """A set of clips and how fast they run, frames a second."""

    fps: float
    clips: tuple[Clip, ...]

    def to_json(self) -> str:
        """The document that is stored."""
        return json.dumps({"format": 1, **asdict(self)}, indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """Read such a document. Raises DataError when it is not one."""
        try:
            raw = json.loads(text)
            if raw["format"] != 1:
                raise DataError("The recipe has another format: make the presentations anew.")
            clips = tuple(Clip(**{**clip, "backgrounds": tuple(clip["backgrounds"])}) for clip in raw["clips"])
            return cls(float(raw["fps"]), clips)
        except (KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
            raise DataError(f"The recipe cannot be read ({error}): make the presentations anew.") from error

    @classmethod
    def read(cls, folder: Path) -> Recipe:
        """The recipe in a folder. Raises DataError when there is none."""
        path = folder / RECIPE_NAME
        try:
            return cls.from_json(read_text(path))
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"No {path}: make it with `python -m convert presentations --out {folder}`.") from error


@dataclass(frozen=True, slots=True)
class Truth:
    """What one frame shows.

    Attributes:
        time_s: seconds since the clip began.
        in_view: any part of the note (of the picture with it) is in the frame.
        is_good: it is held before the camera: wholly in, uncovered.
        box: left, top, right, bottom of the whole note in fractions of the frame, beyond 0 to 1 where it is cut off;
            None when its place within a photo is not known, or there is none.
    """

    time_s: float
    in_view: bool
    is_good: bool
    box: tuple[float, float, float, float] | None
