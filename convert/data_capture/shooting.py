"""Which pictures a new currency needs, in which order, and what is said of each. No camera, keys, sound or files.

The plan follows the 2018 recipe: every side of every note at any angle, at distances down to a sixth of the picture,
in several lights, partly covered, on varied grounds; then pictures without a note; then, in another place, a few more
to validate with. English only: it is a tool for those who make models.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
from numpy.typing import NDArray

BACKGROUNDS = "backgrounds/collected"

# Said one after another for each side of each note. The first words say what is new.
_POSES = (
    "flat, filling most of the picture",
    "turned by a quarter, filling most of the picture",
    "upside down, half the picture",
    "tilted away from the camera",
    "at arm's length, a sixth of the picture",
    "held in your hand, a little bent",
    "your thumb over a corner",
    "folded in half, this side outwards",
    "your hand over a third of it",
    "with the light behind you, half in your shadow",
    "in dim light",
    "on another ground: cloth, paper or wood",
)
_SCENES = (
    "the table, without a note",
    "your empty hand, held as if it held a note",
    "the room",
    "your clothes",
    "a receipt, or any printed paper",
    "a card: bank card, playing card, ticket",
    "coins",
    "a package, or a book cover",
    "your face",
    "something of the colours of a note",
)
_VALIDATION = (
    "flat, in this light",
    "in your hand",
    "at arm's length",
    "partly covered, or folded",
)
# Mean luma below which nothing can be seen, or little; above which all is washed out. Below this variance of the
# Laplacian a picture is heavily blurred.
_BLACK = 0.03
_BLURRED = 20.0
_DARK = 0.08
_GLARING = 0.95
_ALIKE_BITS = 5


@dataclass(frozen=True, slots=True)
class Task:
    """Pictures of one kind for one folder.

    Attributes:
        folder: where they go, below the data folder, with forward slashes.
        what: what is to be shown, in words.
        prompts: one for each picture, in order; at least one.
        round: "train", "background" or "val".
    """

    folder: str
    what: str
    prompts: tuple[str, ...]
    round: str


def plan(
    currency: str, values: Sequence[str], series: str, per_side: int, validation: int, backgrounds: int
) -> tuple[Task, ...]:
    """All tasks, in the order in which a person does them with the least moving about.

    Args:
        currency: ISO 4217 code.
        values: face values, as for folder names.
        series: "current" or "old".
        per_side: pictures of each side of each note to train on.
        validation: pictures of each side to validate with.
        backgrounds: pictures without a note.
    """

    def side(value: str, face: str, part: str, poses: Sequence[str], count: int) -> Task:
        name = f"{value}{'_old' if series == 'old' else ''}_{face}"
        prompts = tuple(poses[k % len(poses)] for k in range(count))
        return Task(f"photos/{part}/{currency}/{name}", f"{value} {currency}, {face}", prompts, part)

    sides = [(value, face) for value in values for face in ("front", "back")]
    tasks = [side(value, face, "train", _POSES, per_side) for value, face in sides]
    scenes = tuple(_SCENES[k % len(_SCENES)] for k in range(backgrounds))
    tasks.append(Task(BACKGROUNDS, "pictures without a note", scenes, "background"))
    tasks += [side(value, face, "val", _VALIDATION, validation) for value, face in sides]
    return tuple(task for task in tasks if task.prompts)


_ROUNDS = {
    "train": "First, pictures to learn from.",
    "background": "Now pictures without any note, so that it learns when to be silent. Put the notes away.",
    "val": "Last, pictures to validate with. Go to another room, or another light: a model that is evaluated "
    "where it learned seems better than it is.",
}


def pictures(count: int) -> str:
    """A number of pictures in words: "1 picture", "2 pictures"."""
    return f"{count} picture{'' if count == 1 else 's'}"


class Verdict(Enum):
    """What became of a picture."""

    KEPT = "kept"
    BLACK = "black"


@dataclass(frozen=True, slots=True)
class Answer:
    """What `Shooting` makes of a picture.

    Attributes:
        verdict: whether it is to be kept.
        words: what to say of it; may be empty.
    """

    verdict: Verdict
    words: str


class Shooting:
    """Where a person stands in the plan: knows what to ask for next and what to say of each picture.

    Args:
        tasks: from `plan`.
        there: how many pictures each folder holds already; the plan goes on after them.
    """

    def __init__(self, tasks: Sequence[Task], there: Mapping[str, int]) -> None:
        self._tasks = tuple(tasks)
        self._done = [min(there.get(task.folder, 0), len(task.prompts)) for task in self._tasks]
        self._taken: list[int] = []
        self._last_hash: tuple[int, int] | None = None
        self._told_round: str | None = None
        self._at = 0
        self._settle()

    def _settle(self) -> None:
        while self._at < len(self._tasks) and self._done[self._at] >= len(self._tasks[self._at].prompts):
            self._at += 1

    @property
    def task(self) -> Task | None:
        """The task at hand; None when all is done."""
        return self._tasks[self._at] if self._at < len(self._tasks) else None

    @property
    def missing(self) -> int:
        """How many pictures are still to be taken."""
        return sum(len(task.prompts) - done for task, done in zip(self._tasks, self._done, strict=True))

    def prompt(self) -> str:
        """What to show now, in words. What has changed since the last prompt comes first."""
        task = self.task
        if task is None:
            if self.missing:
                return f"That was the last. {pictures(self.missing)} skipped: start again to take them."
            return "All pictures are taken. Thank you."
        words = []
        if task.round != self._told_round:
            words.append(_ROUNDS[task.round])
            self._told_round = task.round
        done = self._done[self._at]
        if done == 0 or words:
            words.append(f"{task.what}: {pictures(len(task.prompts) - done)}.")
        words.append(f"{task.prompts[done][0].upper()}{task.prompts[done][1:]}.")
        return " ".join(words)

    def again(self) -> str:
        """The whole of what is asked for, said again."""
        task = self.task
        if task is None:
            return self.prompt()
        done = self._done[self._at]
        return f"{task.what}, picture {done + 1} of {len(task.prompts)}: {task.prompts[done]}. {self.missing} to go."

    def look_at(self, square: NDArray[np.uint8], brightness: float, sharpness: float) -> Answer:
        """Look at a picture before it is kept; `kept` must follow when it was.

        Args:
            square: uint8 (size, size, 3), RGB, letterboxed.
            brightness, sharpness: of `app.recognition.quality`.
        """
        if brightness < _BLACK:
            return Answer(Verdict.BLACK, "Black: is the camera covered, or the light off? Not kept.")
        bits = _difference_hash(square)
        before = self._last_hash
        alike = before is not None and before[0] == self._at and bin(before[1] ^ bits).count("1") <= _ALIKE_BITS
        self._last_hash = (self._at, bits)
        if sharpness < _BLURRED:
            return Answer(Verdict.KEPT, "Kept, but blurred: hold still. U takes it away again.")
        if brightness < _DARK:
            return Answer(Verdict.KEPT, "Kept, but too dark, unless dim light was asked for.")
        if brightness > _GLARING:
            return Answer(Verdict.KEPT, "Kept, but too bright: turn away from the light. U takes it away again.")
        if alike:
            return Answer(Verdict.KEPT, "Kept, but very like the one before: move the note more.")
        return Answer(Verdict.KEPT, "")

    def kept(self) -> None:
        """The picture is on the disk."""
        self._done[self._at] += 1
        self._taken.append(self._at)
        self._settle()

    def undo(self) -> Task | None:
        """Go back by one picture of this sitting; its task, or None when there is none."""
        if not self._taken:
            return None
        self._at = self._taken.pop()
        self._done[self._at] -= 1
        self._last_hash = None
        return self._tasks[self._at]

    def skip(self) -> None:
        """Pass over the rest of the task at hand: a note one does not have."""
        if self._at < len(self._tasks):
            self._at += 1
            self._settle()


def _difference_hash(square: NDArray[np.uint8]) -> int:
    """64 bits that tell whether each of 8 x 8 cells is brighter than its right neighbour."""
    grey = cv2.resize(cv2.cvtColor(square, cv2.COLOR_RGB2GRAY), (9, 8), interpolation=cv2.INTER_AREA)
    return int.from_bytes(np.packbits(grey[:, 1:] > grey[:, :-1]).tobytes(), "big")
