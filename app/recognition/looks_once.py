"""Takes no closer look at a picture twice: the model's own dense print, taught notes' and doubts all ask for the same.

To detect and describe 1,500 keypoints takes longer than to compare them. What is looked for in them is in `closer`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.look import Depth, Look, LookedFor, look_at
from app.recognition.observation import Box, PrintMatch
from app.recognition.print_check import PrintReader
from app.recognition.proposal import Proposal


class LooksOnceReader(PrintReader):
    """A print reader that keeps the looks it takes until it has read the picture."""

    # Each with its picture, so that no other one takes its place meanwhile. None while nothing is read: who calls may
    # write the next frame where this one was.
    _taken: dict[tuple[int, Box | None, LookedFor], tuple[NDArray[np.uint8], Look]] | None = None

    def __getstate__(self) -> dict[str, Any]:
        """For another process: no look."""
        return {**super().__getstate__(), "_taken": None}

    def _seen(
        self,
        picture: NDArray[np.uint8],
        box: Box | None,
        captured_at_s: float,
        proposal: Proposal,
        *,
        depth: Depth,
        is_guess: bool = False,
    ) -> PrintMatch | None:
        self._taken = {}
        try:
            return super()._seen(picture, box, captured_at_s, proposal, depth=depth, is_guess=is_guess)
        finally:
            self._taken = None

    def _look_at(self, picture: NDArray[np.uint8], box: Box | None, how: LookedFor) -> Look:
        """As `look_at`; the same look as before where this picture is being read."""
        if self._taken is None:
            return look_at(picture, box, how, self._bank.shortened)
        which = id(picture), box, how
        if which not in self._taken:
            self._taken[which] = picture, look_at(picture, box, how, self._bank.shortened)
        return self._taken[which][1]
