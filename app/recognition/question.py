"""What a print reader is asked of one frame, and the looks that it took to answer: no look is taken twice.

To detect and describe the keypoints of a closer look takes longer than to compare them, and the model's own dense
print, that of taught notes and every doubt ask for the same looks. They live as long as the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from app.recognition.look import Depth, Look, LookedFor, Shortens, look_at
from app.recognition.mirror import mirrored_box, mirrored_picture
from app.recognition.observation import Box
from app.recognition.proposal import NOTHING, Proposal


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Which note's print one frame shows. One thread asks it.

    Attributes:
        picture: uint8 (height, width, 3), BGR, the whole frame.
        box: where a note lies; None to look everywhere.
        captured_at_s: source time of the frame.
        shortens: descriptors, as the templates have them.
        proposal: what the network says of it.
        depth: how long it may be looked at.
        is_guess: whether nobody knows that the picture is the right way round, and nothing was seen the other way.
    """

    picture: NDArray[np.uint8]
    box: Box | None
    captured_at_s: float
    shortens: Shortens
    proposal: Proposal = NOTHING
    depth: Depth = Depth.CLOSER
    is_guess: bool = False
    _taken: dict[tuple[Box | None, LookedFor], Look] = field(default_factory=dict)

    @property
    def is_proposed(self) -> bool:
        """Whether only what the network proposes is looked at closely."""
        proposed = self.proposal.sure_of or self.proposal.leads
        return self.depth is Depth.PROPOSED and proposed is not None

    def may_have_rivals(self, value: str) -> bool:
        """Whether other values are asked for beside this "CUR/value": there is time, and the network is not sure."""
        return self.depth > Depth.QUICK and value != self.proposal.sure_of

    def mirrored(self, *, is_guess: bool) -> Question:
        """The same of the frame as a mirror shows it."""
        turned = mirrored_picture(self.picture), mirrored_box(self.box)
        return replace(self, picture=turned[0], box=turned[1], is_guess=is_guess, _taken={})

    def look(self, how: LookedFor) -> Look:
        """A look at the part where the note lies."""
        if (self.box, how) not in self._taken:
            self._taken[self.box, how] = look_at(self.picture, self.box, how, self.shortens)
        return self._taken[self.box, how]

    def looks(self, ways: Iterable[LookedFor]) -> Iterator[Look]:
        """One after the other, as they are asked for."""
        return map(self.look, ways)

    def about(self, box: Box) -> Question:
        """The same of the part in which print was seen, unless it is known already where a note lies."""
        return self if self.box is not None else replace(self, box=box)
