"""What others do, on the same photos: ORB with brute force, SIFT with FLANN, a network alone; and ours.

ORB and SIFT as tutorials and student apps use them: each reference is matched with the picture in turn, matches that
pass Lowe's ratio test are counted, the value with most of them is said when there are enough. No homography, no box.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.model import Model
from convert.data.dataset import LabelledPicture
from convert.data.images import PictureError, load
from convert.evaluation.report import Tally
from convert.inference import BothReaders

# Matches that pass the ratio test, and how many are enough: the tutorials' own.
_RATIO, _ENOUGH = 0.75, 10
# Sides of photos and references, pixels; of a reference 500 features, as ORB has them unless asked for more.
_LONG_SIDE = 640
_KD_TREE, _TREES, _CHECKS = 1, 5, 50


class Counting:
    """Names the value whose reference has most good matches.

    Args:
        detector: of features.
        matcher: of their descriptors.
    """

    def __init__(self, detector: Any, matcher: Any) -> None:
        self._detector = detector
        self._matcher = matcher
        self._references: list[tuple[str, NDArray[Any]]] = []

    def learn(self, references: Sequence[tuple[str, NDArray[np.uint8]]]) -> None:
        """Take these in place of those before: "CUR/value" and uint8 (height, width, 3), BGR."""
        self._references = [(value, self._described(picture)) for value, picture in references]

    def name(self, picture: NDArray[np.uint8]) -> str | None:
        """The "CUR/value" of a picture, uint8 (height, width, 3), BGR; None where too little looks alike."""
        seen = self._described(picture)
        best, most = None, _ENOUGH - 1
        for value, reference in self._references:
            good = 0
            if len(seen) >= 2 and len(reference) >= 2:
                pairs = self._matcher.knnMatch(seen, reference, k=2)
                good = sum(len(pair) == 2 and pair[0].distance < _RATIO * pair[1].distance for pair in pairs)
            if good > most:
                best, most = value, good
        return best

    def _described(self, picture: NDArray[np.uint8]) -> NDArray[Any]:
        _, descriptors = self._detector.detectAndCompute(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), None)
        return np.zeros((0, 1), np.uint8) if descriptors is None else np.asarray(descriptors)


def orb() -> Counting:
    """ORB features, compared with each other by brute force."""
    return Counting(cv2.ORB.create(nfeatures=500), cv2.BFMatcher(cv2.NORM_HAMMING))


def sift() -> Counting:
    """SIFT features, looked up in FLANN's trees."""
    return Counting(
        cv2.SIFT.create(), cv2.FlannBasedMatcher({"algorithm": _KD_TREE, "trees": _TREES}, {"checks": _CHECKS})
    )


@dataclass(slots=True)
class Row:
    """What one way of reading came to: its counts, and milliseconds of each picture."""

    tally: Tally = field(default_factory=Tally)
    took_ms: list[float] = field(default_factory=list)

    def add(self, truth: str, read: Callable[[], str | None]) -> None:
        """Read one picture, and count what is said."""
        start = time.perf_counter()
        said = read()
        self.took_ms.append((time.perf_counter() - start) * 1000)
        self.tally.add(truth, said, said or "")


def beside_others(
    model: Model, photos: Sequence[LabelledPicture], references: Sequence[LabelledPicture]
) -> dict[str, Row]:
    """Read each photo in every way, with its own currency on; references of others are not looked at.

    Args:
        model: with print.
        photos: of currencies that the model and the references know; others are left out.
        references: flat pictures of notes, which ORB and SIFT compare with.
    """
    rivals = {"ORB, BFMatcher": orb(), "SIFT, FLANN": sift()}
    rows = {name: Row() for name in ("both readers", "network alone", *rivals)}
    readers = BothReaders(model)
    known = {label.currency for label in model.metadata.labels} & {each.currency for each in references}
    loaded = ""
    for photo in tqdm(
        sorted((p for p in photos if p.currency in known), key=lambda p: p.currency), desc="reading", leave=False
    ):
        try:
            picture = scaled(load(photo.path, 1280))
        except PictureError:
            continue
        if photo.currency != loaded:
            loaded = photo.currency
            own = _pictures([each for each in references if each.currency == loaded])
            for rival in rivals.values():
                rival.learn(own)
            readers.read(picture, (loaded,))
        truth, on = photo.key, (photo.currency,)
        again = picture.copy()  # Another object, so that the network looks at it anew.
        rows["both readers"].add(truth, partial(_by_both, readers, again, on))
        rows["network alone"].add(truth, partial(readers.by_network, picture, on))
        for name, rival in rivals.items():
            rows[name].add(truth, partial(rival.name, picture))
    return rows


def growth(
    read_in: Callable[[NDArray[np.uint8], Collection[str]], object],
    pictures: Sequence[NDArray[np.uint8]],
    currencies: Sequence[str],
    counts: Sequence[int] = (1, 3, 12),
) -> dict[int, list[float]]:
    """Milliseconds of each picture, by how many currencies are on, the first of these.

    Args:
        read_in: reads a picture in some currencies.
        pictures: to be read.
        currencies: ISO codes, at least as many as the largest count.
        counts: how many are on.
    """
    found: dict[int, list[float]] = {}
    for count in counts:
        on = frozenset(currencies[:count])
        read_in(pictures[0], on)
        for picture in pictures:
            start = time.perf_counter()
            read_in(picture, on)
            found.setdefault(count, []).append((time.perf_counter() - start) * 1000)
    return found


def scaled(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A picture, uint8 (height, width, 3), as large as all are here."""
    scale = _LONG_SIDE / max(picture.shape[:2])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how), np.uint8)


def _pictures(labelled: Sequence[LabelledPicture]) -> list[tuple[str, NDArray[np.uint8]]]:
    return [(each.key, scaled(load(each.path, 1280))) for each in labelled]


def _by_both(readers: BothReaders, picture: NDArray[np.uint8], on: Collection[str]) -> str | None:
    return readers.read(picture, on).both
