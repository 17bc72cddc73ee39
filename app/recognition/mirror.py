"""Pictures as a mirror shows them, as some cameras deliver them: a camera does or does not, so that is remembered.

Print is not its own mirror image. So the picture is turned round before it is looked at, and what is seen turned back.
How print is looked for is in `print_check`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.recognition.observation import Box, PrintMatch

if TYPE_CHECKING:
    from app.recognition.question import Question

# So many clear looks running say whether a camera delivers what a mirror shows.
_TELLING = 2
_BACK: NDArray[np.float64] = np.array([[-1, 0, 1], [0, 1, 0], [0, 0, 1]], np.float64)


def mirrored_picture(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A picture, uint8 (height, width, 3), as a mirror shows it."""
    return np.ascontiguousarray(picture[:, ::-1])


def mirrored_box(box: Box | None) -> Box | None:
    """Where what lies in a box lies in the mirrored picture; None stays None."""
    return None if box is None else replace(box, left=1 - box.right, right=1 - box.left)


def mirrored_match(match: PrintMatch) -> PrintMatch:
    """What was seen in a mirrored picture, where it lies in the picture itself."""
    homography = _BACK @ np.array(match.homography)
    return replace(
        match,
        homography=tuple(tuple(row) for row in homography.tolist()),
        outline=tuple((1 - across, down) for across, down in match.outline),
    )


def is_mirrored(match: PrintMatch) -> bool:
    """Whether a note was seen as a mirror shows it."""
    return bool(np.linalg.det(np.array(match.homography)) < 0)


def seen_either_way(
    see: Callable[[Question], PrintMatch | None], asked: Question, is_mirrored: bool | None, sure_of: str | None
) -> PrintMatch | None:
    """What is seen in a picture, as it is or as in a mirror.

    Args:
        see: looks at a picture as if no camera delivered what a mirror shows.
        asked: of the picture as the camera delivers it.
        is_mirrored: whether the camera delivers what a mirror shows; None where nobody knows.
        sure_of: the "CUR/value" that may be seen faintly both ways where nobody knows; None for none.
    """
    found = None if is_mirrored else see(asked)
    if found is not None or is_mirrored is False or (is_mirrored is None and sure_of is None):
        return found
    found = see(asked.mirrored(is_guess=not is_mirrored))
    if found is None or (not is_mirrored and found.key != sure_of):
        return None
    return mirrored_match(found if is_mirrored or found.is_clear else replace(found, is_faint=True))


class MirrorMemory:
    """Which way round one camera's pictures show print, by the looks in which it was clear. One thread uses it."""

    def __init__(self) -> None:
        self._last = False
        self._running = 0

    @property
    def is_mirrored(self) -> bool | None:
        """Whether they show what a mirror does; None while nobody knows."""
        return self._last if self._running >= _TELLING else None

    def observe(self, match: PrintMatch | None) -> None:
        """What a look saw; only what was clear tells."""
        if match is None or not match.is_clear:
            return
        now = is_mirrored(match)
        self._running = self._running + 1 if now == self._last else 1
        self._last = now
