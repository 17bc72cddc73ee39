"""Which keypoints of a pack's templates tell them: those that no note of another value shows, as far as is known.

Every picture of the pack is laid over the templates of other values that it matches. Where its description comes near a
keypoint's, the two values share their print. What a note reaches by the rest of a template, as if it were of a value
that nobody had seen, says how much is to be asked where a note has no picture.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.recognition.compared import Compared
from app.recognition.own_print import agreement_of
from app.recognition.pack_document import SERIES
from app.recognition.packs import Pack, PackTemplate
from convert.data.pack_pictures import PackPicture

# A picture shows a keypoint where its description is no further than this, squared; where it matches so many at least.
_NEAR, _FOUND = 0.25, 8
# Fewer keypoints than these tell nothing, so that all do.
_FEWEST_OWN = 20

Tried = Sequence[tuple[PackPicture, Sequence[Compared]]]
"""Pictures, each compared with the templates of a pack that it matches."""

Design = tuple[str, str]
"""A value, and which series."""


def design_of(shows: PackPicture | PackTemplate) -> Design:
    """What a picture shows, or a template tells."""
    return shows.value, shows.series


class SharedPrint:
    """How near notes of other values come to each keypoint of each template.

    Args:
        pack: the templates.
        tried: pictures of its notes, compared with all of them.
    """

    def __init__(self, pack: Pack, tried: Iterable[tuple[PackPicture, Sequence[Compared]]]) -> None:
        self._designs = [design_of(t) for t in pack.templates]
        self._lengths = [len(t) for t in pack.templates]
        self._shown = pack.thresholds.shown
        self._nearest: list[dict[Design, NDArray[np.float32]]] = [{} for _ in self._designs]
        for picture, compared in tried:
            for one in compared:
                number = one.match.template
                is_other = picture.value != self._designs[number][0]
                if not is_other or len(one.match.inliers) < _FOUND or one.distances is None:
                    continue
                known = self._nearest[number].get(design_of(picture))
                nearest = one.distances if known is None else np.fmin(known, one.distances)
                self._nearest[number][design_of(picture)] = nearest

    def own(self, number: int, without: Collection[Design] = ()) -> NDArray[np.bool_]:
        """Which keypoints of a template tell it, bool (n,).

        Args:
            number: of the template.
            without: designs whose pictures are as if nobody had seen them.
        """
        own = self._unlike(number, without)
        return own if own.sum() >= _FEWEST_OWN else np.ones(len(own), np.bool_)

    def own_fraction(self, number: int, without: Collection[Design] = ()) -> float:
        """How much of a template no note of another value shows, 0 to 1, be it too little to tell it; as `own`."""
        return float(self._unlike(number, without).mean())

    def reach(self, tried: Tried, without: Collection[Design] = (), *, unseen: bool = False) -> list[float]:
        """How far pictures of other values agree with each template, 0 to 1.

        Args:
            tried: the pictures.
            without: designs that are as if nobody had seen them, pictures and templates.
            unseen: score each picture as if it were the first of its value that anybody saw.
        """
        reach = [0.0] * len(self._designs)
        for picture, compared in tried:
            if design_of(picture) in without:
                continue
            hidden = {*without, *((picture.value, series) for series in SERIES)} if unseen else without
            for one in compared:
                number = one.match.template
                if self._designs[number][0] == picture.value or self._designs[number] in without:
                    continue
                agreement, shown = self._agreement(one, hidden)
                if shown >= self._shown:
                    reach[number] = max(reach[number], agreement)
        return reach

    def _unlike(self, number: int, without: Collection[Design]) -> NDArray[np.bool_]:
        nearest = np.full(self._lengths[number], np.inf, np.float32)
        for design, distances in self._nearest[number].items():
            if design not in without:
                nearest = np.fmin(nearest, distances)
        return nearest >= _NEAR

    def _agreement(self, one: Compared, without: Collection[Design]) -> tuple[float, float]:
        """How far a picture agrees with a template's own print, and what fraction of that it shows; 0 without any."""
        own = self.own(one.match.template, without)
        return (one.agreement, one.shown) if one.distances is None else agreement_of(one.distances, own)
