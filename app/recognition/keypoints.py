"""Keypoints of a picture: found, described, and matched with those of printed notes. Pure functions.

Every note of a design is printed alike, so its keypoints lie in the same arrangement on any other note of it, whatever
hand, light or table it is in. What a match is worth, and which note it speaks for, is in `print_check`.

Method: SIFT (Lowe, "Distinctive Image Features from Scale-Invariant Keypoints", 2004) with square-rooted descriptors
(Arandjelovic and Zisserman, "Three things everyone should know to improve object retrieval", 2012). Matches must agree
in turn and size, then in one homography.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.agreeing import LEAST_AGREEING, in_agreement

DESCRIPTOR_LENGTH = 128
MOST_KEYPOINTS = 700
"""So many keypoints of a picture are used."""
CONTRAST = 0.03
"""Keypoints that stand out less are noise, where nobody knows what to look for."""
# No picture is scaled up more than so many times.
_MOST_SCALE = 2.0
RATIO = 0.85
"""A match counts when its keypoint is nearer than the next likely one of the same template by this factor."""
_PIXELS_OFF = 4.0
# So many templates are compared at once as need no more room than this: it stays in one core's cache.
_ROOM_BYTES = 1_500_000
_MIRRORED_DIRECTIONS = (-np.arange(8)) % 8
# No keypoint is this far from any other.
_FAR = np.float32(1e6)
# How OpenCV counts sizes: of a keypoint in the first octave's layer 0, and layers of an octave.
_FIRST_SIZE, _LAYERS = 3.2, 3


@dataclass(frozen=True, slots=True, eq=False)
class Keypoints:
    """Distinctive points of one picture.

    Attributes:
        points: float32 (n, 2), pixels of the scaled picture, x and y.
        descriptors: float32 (n, d), of which only differences matter.
        angles: float32 (n,), radians.
        octaves: float32 (n,), logarithm to base 2 of the size in pixels.
    """

    points: NDArray[np.float32]
    descriptors: NDArray[np.float32]
    angles: NDArray[np.float32]
    octaves: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.points)

    def of(self, indexes: NDArray[np.intp]) -> Keypoints:
        """Some of them, in that order."""
        return Keypoints(self.points[indexes], self.descriptors[indexes], self.angles[indexes], self.octaves[indexes])

    def mirrored(self, width: int) -> Keypoints:
        """As if they had been found in the picture seen in a mirror; descriptors must be whole.

        Args:
            width: of the picture, pixels.
        """
        # A descriptor is 4 x 4 cells of 8 directions, along and across the keypoint's own: across is turned round.
        cells = self.descriptors.reshape(-1, 4, 4, 8)[:, ::-1, :, _MIRRORED_DIRECTIONS]
        points = np.stack([np.float32(width - 1) - self.points[:, 0], self.points[:, 1]], 1)
        angles = (np.float32(np.pi) - self.angles) % np.float32(2 * np.pi)
        return Keypoints(points, np.ascontiguousarray(cells.reshape(-1, DESCRIPTOR_LENGTH)), angles, self.octaves)

    @classmethod
    def joined(cls, parts: Sequence[Keypoints]) -> Keypoints:
        """All of these, one after the other; at least one."""
        return cls(
            np.concatenate([part.points for part in parts]),
            np.concatenate([part.descriptors for part in parts]),
            np.concatenate([part.angles for part in parts]),
            np.concatenate([part.octaves for part in parts]),
        )

    @classmethod
    def none(cls) -> Keypoints:
        """No keypoints."""
        return cls(
            np.zeros((0, 2), np.float32),
            np.zeros((0, DESCRIPTOR_LENGTH), np.float32),
            np.zeros(0, np.float32),
            np.zeros(0, np.float32),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Keypoints of a picture and of templates that look alike, whatever their arrangement.

    Attributes:
        mine: of the picture.
        rows: the template's number.
        theirs: the template's keypoint.
        distances: float32, squared, between their descriptors.
    """

    mine: NDArray[np.intp]
    rows: NDArray[np.intp]
    theirs: NDArray[np.intp]
    distances: NDArray[np.float32]

    def __add__(self, other: Pairs) -> Pairs:
        return Pairs.joined([self, other])

    @classmethod
    def none(cls) -> Pairs:
        """Nothing looks alike."""
        nothing = np.zeros(0, np.intp)
        return cls(nothing, nothing, nothing, np.zeros(0, np.float32))

    @classmethod
    def joined(cls, parts: Sequence[Pairs]) -> Pairs:
        """All of these, one after the other; at least one."""
        return cls(
            np.concatenate([part.mine for part in parts]),
            np.concatenate([part.rows for part in parts]),
            np.concatenate([part.theirs for part in parts]),
            np.concatenate([part.distances for part in parts]),
        )

    def once(self) -> Pairs:
        """In order of template, each keypoint of one at most once, with what is nearest to it."""
        # One number for all three, as a float's bits are ordered as it is: numbers one by one take four times as long.
        bits = self.distances.view(np.int32).astype(np.int64)
        bits ^= (bits >> 31) & 0x7FFFFFFF
        which = self.rows * (int(self.theirs.max(initial=0)) + 1) + self.theirs
        order = np.argsort((which << 32) + bits, kind="stable")
        which = which[order]
        first = np.ones(len(order), bool)
        first[1:] = which[1:] != which[:-1]
        kept = order[first]
        return Pairs(self.mine[kept], self.rows[kept], self.theirs[kept], self.distances[kept])


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A template found in a picture.

    Attributes:
        template: its number among those that were looked for.
        inliers: (m, 2), indexes of the picture's and of the template's keypoints that agree, each at most once.
        homography: float64 (3, 3), from the template's pixels to those of the scaled picture.
    """

    template: int
    inliers: NDArray[np.intp]
    homography: NDArray[np.float64]


def scaled_grey(picture: NDArray[np.uint8], area_px: int = 80_000) -> NDArray[np.uint8]:
    """A picture, uint8 (height, width, 3), BGR, in greys that fill their range, scaled to about so many pixels."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    scale = min(_MOST_SCALE, float(np.sqrt(area_px / (height * width))))
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC), np.uint8)
    # A dark or pale picture has as many keypoints as another once its greys are stretched.
    low, high = np.percentile(grey, (1, 99))
    gain = 255 / max(high - low, 32.0)
    return np.asarray(np.clip((grey.astype(np.float32) - np.float32(low)) * np.float32(gain), 0, 255), np.uint8)


def detect_keypoints(grey: NDArray[np.uint8], most: int = MOST_KEYPOINTS, contrast: float = CONTRAST) -> Keypoints:
    """The keypoints of a picture, strongest first.

    Args:
        grey: uint8 (height, width), as `scaled_grey` gives it.
        most: how many at most.
        contrast: how much each must stand out from what is around it, above 0, as OpenCV counts it.

    Returns:
        Keypoints with whole descriptors (n, 128).
    """
    detector = cv2.SIFT.create(nfeatures=most, contrastThreshold=contrast)
    points, descriptors = detector.detectAndCompute(grey, None)
    if descriptors is None or not points:
        return Keypoints.none()
    order = np.argsort([-point.response for point in points], kind="stable")[:most]
    return Keypoints(
        np.array([point.pt for point in points], np.float32)[order],
        _rooted(descriptors)[order],
        np.radians(np.array([point.angle for point in points], np.float32))[order],
        np.log2(np.maximum(np.array([point.size for point in points], np.float32), 0.5))[order],
    )


def describe(grey: NDArray[np.uint8], at: Keypoints) -> NDArray[np.float32]:
    """Descriptors (n, 128) of the places in a picture that these keypoints name, whatever is there; theirs are unused.

    Args:
        grey: uint8 (height, width).
        at: points, angles and octaves in this picture.
    """
    degrees = np.degrees(at.angles) % 360
    points = []
    for (x, y), angle, octave in zip(at.points.tolist(), degrees.tolist(), at.octaves.tolist(), strict=True):
        step = (max(octave, 1.1) - float(np.log2(_FIRST_SIZE))) * _LAYERS
        level = min(5, max(-1, int(np.floor((step - 0.5) / _LAYERS))))
        layer = min(_LAYERS, max(1, round(step - _LAYERS * level)))
        points.append(cv2.KeyPoint(x, y, 2.0**octave, angle, 1.0, (level & 255) | layer << 8))
    if not points:
        return np.zeros((0, DESCRIPTOR_LENGTH), np.float32)
    _, descriptors = cv2.SIFT.create().compute(grey, points)
    return _rooted(descriptors)


def _rooted(descriptors: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.sqrt(descriptors / np.maximum(descriptors.sum(1, keepdims=True), 1e-6)), np.float32)


def _any() -> float:
    return 0.0


class TemplateTable:
    """Templates laid side by side, so that a picture's keypoints are compared with all of them by one product.

    Args:
        templates: with descriptors of one length.
        ratio: of two keypoints of a template, how near the likest must be by the next likely one's measure, 0 to 1.
    """

    def __init__(self, templates: Sequence[Keypoints], ratio: float = RATIO) -> None:
        self._ratio = ratio
        count, width = len(templates), max((len(template) for template in templates), default=0)
        length = templates[0].descriptors.shape[1] if templates else DESCRIPTOR_LENGTH
        # The last number of each is its own length, so that the product gives distances.
        self._descriptors = np.zeros((count, width, length + 1), np.float32)
        self._descriptors[..., length] = _FAR
        self._angles = np.zeros((count, width), np.float32)
        self._octaves = np.zeros((count, width), np.float32)
        for row, template in enumerate(templates):
            many = len(template)
            self._descriptors[row, :many, :length] = template.descriptors
            self._descriptors[row, :many, length] = (template.descriptors**2).sum(1)
            self._angles[row, :many], self._octaves[row, :many] = template.angles, template.octaves
        # Their descriptors are kept once.
        self.templates = tuple(
            replace(template, descriptors=self._descriptors[row, : len(template), :length])
            for row, template in enumerate(templates)
        )

    def match(self, seen: Keypoints, most: int | None = None) -> list[Match]:
        """The templates whose keypoints are seen in a picture in one arrangement, as a flat print looks from any side.

        Args:
            seen: of the picture, with descriptors of the same length as the templates'.
            most: how many templates are looked at closely, those with most matches that agree; None for all.

        Returns:
            At least five inliers each, most inliers first.
        """
        return list(self.arranged(seen, self.pairs(seen), most))

    def arranged(
        self, seen: Keypoints, pairs: Pairs, most: int | None = None, least: Callable[[], float] = _any
    ) -> Iterator[Match]:
        """`match` from pairs that were found already; a template is fitted only once it may be the next.

        least: how many inliers are asked for by now; it may grow from one match to the next.
        """
        # A keypoint may have been found at several angles: it counts once, or a few would outvote all others.
        pairs = pairs.once()
        turns = seen.angles[pairs.mine] - self._angles[pairs.rows, pairs.theirs]
        octaves = seen.octaves[pairs.mine] - self._octaves[pairs.rows, pairs.theirs]
        agreeing = in_agreement(pairs.rows, turns, octaves, most)
        found: list[tuple[int, int, Match]] = []
        for order, kept in enumerate(agreeing):
            # No later one has more inliers than matches that agree.
            if len(kept) < least():
                break
            while found and -found[0][0] >= max(len(kept), least()):
                yield heapq.heappop(found)[2]
            match = self._fitted(seen, int(pairs.rows[kept[0]]), pairs.mine[kept], pairs.theirs[kept])
            if match is not None:
                heapq.heappush(found, (-len(match.inliers), order, match))
        while found and -found[0][0] >= least():
            yield heapq.heappop(found)[2]

    def pairs(self, seen: Keypoints, start: int = 0, stop: int | None = None) -> Pairs:
        """What looks alike of a picture's keypoints, from one up to another, and of all templates."""
        part = np.arange(len(seen))[start:stop]
        count, width, length = self._descriptors.shape
        many = len(part)
        if not many or width < 2:
            return Pairs.none()
        wanted = np.concatenate([-2 * seen.descriptors[part], np.ones((many, 1), np.float32)], 1)
        # The same room for all blocks: memory that is new each time takes as long as the product.
        at_once = max(1, min(count, _ROOM_BYTES // (4 * many * width)))
        room = np.empty(many * at_once * width, np.float32)
        begins = np.arange(many * at_once) * width
        # In order of the blocks; in each all templates of the first keypoint, then of the next.
        nearest, least, second = (np.empty(many * count, kind) for kind in (np.intp, np.float32, np.float32))
        for first in range(0, count, at_once):
            block = self._descriptors[first : first + at_once]
            of_block = slice(many * first, many * (first + len(block)))
            distances = room[: many * len(block) * width]
            np.matmul(wanted, block.reshape(-1, length).T, out=distances.reshape(many, -1))
            by_template = distances.reshape(-1, width)
            at = by_template.argmin(1, out=nearest[of_block]) + begins[: len(by_template)]
            distances.take(at, out=least[of_block], mode="clip")
            distances[at] = np.inf
            by_template.argmin(1, out=at)
            at += begins[: len(by_template)]
            distances.take(at, out=second[of_block], mode="clip")
        own = (seen.descriptors[part] ** 2).sum(1)
        whole = many * (count - count % at_once)
        for measured in (least, second):
            measured[:whole].reshape(-1, many, at_once)[...] += own[:, None]
            measured[whole:].reshape(many, -1)[...] += own[:, None]
        kept = np.flatnonzero(least < self._ratio**2 * second)
        blocks, within = np.divmod(kept, many * at_once)
        of_each = np.minimum(at_once, count - blocks * at_once)
        return Pairs(part[within // of_each], blocks * at_once + within % of_each, nearest[kept], least[kept])

    def pairs_in_parts(
        self, seen: Keypoints, at_once: int, start: int = 0, stop: int | None = None, *, threads: int = 1
    ) -> Pairs:
        """`pairs`, of so many of a picture's keypoints at once, which keeps memory small, by so many threads."""
        end = len(seen) if stop is None else min(stop, len(seen))
        parts = [(first, min(first + at_once, end)) for first in range(start, end, at_once)]
        if threads == 1 or len(parts) < 2:
            return Pairs.joined([Pairs.none(), *(self.pairs(seen, *part) for part in parts)])
        with ThreadPoolExecutor(threads, "pairs") as pool:
            return Pairs.joined([Pairs.none(), *pool.map(lambda part: self.pairs(seen, *part), parts)])

    def _fitted(self, seen: Keypoints, row: int, mine: NDArray[np.intp], theirs: NDArray[np.intp]) -> Match | None:
        source, target = self.templates[row].points[theirs], seen.points[mine]
        homography, fits = cv2.findHomography(
            source, target, cv2.USAC_MAGSAC, _PIXELS_OFF, maxIters=300, confidence=0.995
        )
        if homography is None or not np.isfinite(homography).all() or float(np.linalg.det(homography)) <= 0:
            return None
        kept = np.flatnonzero(fits.ravel())
        for points in (source, target):
            x, y = np.round(points[kept]).astype(np.int64).T
            _, first = np.unique((x << 32) + y, return_index=True)
            kept = kept[np.sort(first)]
        if len(kept) < LEAST_AGREEING:
            return None
        return Match(row, np.stack([mine[kept], theirs[kept]], 1), np.asarray(homography, np.float64))


def rectified(
    grey: NDArray[np.uint8], template: Keypoints, homography: NDArray[np.float64], margin_px: int = 12
) -> tuple[NDArray[np.uint8], NDArray[np.float32], NDArray[np.bool_]]:
    """The picture as if the template's note lay flat, as the template sees it.

    Args:
        grey: uint8 (height, width), the scaled picture.
        template: of the note.
        homography: from the template's pixels to the picture's.
        margin_px: around the template's keypoints, pixels.

    Returns:
        uint8 (h, w); the template's points in it, float32 (n, 2); which of them the picture shows, bool (n,).
    """
    corner = np.floor(template.points.min(0)) - margin_px
    width, height = np.ceil(template.points.max(0) + margin_px - corner).astype(int).tolist()
    shift = np.array([[1, 0, corner[0]], [0, 1, corner[1]], [0, 0, 1]], np.float64)
    flat = cv2.warpPerspective(
        grey,
        homography @ shift,
        (max(1, width), max(1, height)),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    x, y, w = homography @ np.vstack([template.points.T.astype(np.float64), np.ones(len(template))])
    with np.errstate(divide="ignore", invalid="ignore"):
        x, y = x / w, y / w
    shown = (w > 0) & (x >= 0) & (y >= 0) & (x < grey.shape[1]) & (y < grey.shape[0])
    return np.asarray(flat, np.uint8), np.asarray(template.points - corner, np.float32), shown
