"""Poses: where in a picture the templates' notes may lie, each by its own map from template to picture. Pure functions.

Whether a note is really there is decided in `instances`.

Method: votes for like poses, in bins that overlap, as in Lowe, "Distinctive Image Features from Scale-Invariant
Keypoints", 2004, section 7; then what agrees with the pair that most others agree with.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints, Match, Pairs, detect_keypoints
from app.recognition.outlines import area, is_note_like, outline_of

# So many keypoints of a picture are detected, in quarters that overlap by so much: one at an edge has surroundings.
_KEYPOINTS, _OVERLAP_PX = 4_500, 48
# Pairs mean the same note when they agree in turn (radians), in size (octaves), and in where its middle lies (of the
# template's diagonal); as in keypoints.py, where they all lie on one note.
_TURN, _OCTAVES, _MIDDLE = 0.45, 0.7, 0.25
# So many bins of turns; what shares a bin with less than this is not looked at closely.
_TURNS, _LEAST_VOTES = 7, 5
# No more bins of sizes, and of places along one side.
_SPAN = 1024
LEAST_INLIERS = 5
"""A pose is held by so many keypoints at least."""
_PIXELS_OFF = 4.0
# How far off an affine map paper may be that is bent and seen aslant, as a fraction of the note's diagonal. From so
# many keypoints on, over so much of each of the note's sides, perspective is fitted as well.
_OFF, _FOR_PERSPECTIVE, _HELD = 0.012, 12, 0.55
# Points that spread less than this fraction of the template's across are a strip.
_STRIP = 0.55
# A pose that skews a note more than this is believed from so many keypoints on.
_SKEWED, _SURE_OF_SHAPE = 1.5, 25
# A pose is fitted again to keypoints this near to where it expects them, of the note's mean side, that are this alike.
_SEARCHED, _ALIKE = 0.05, 0.35
# What is this near to where a pose expects it, of the note's mean side, is of the same note.
_SAME_NOTE = 0.12
# Of one template so many notes are looked for.
_OF_TEMPLATE = 8
# So many quarters of a picture are looked through at once.
_THREADS = 2


def detected(grey: NDArray[np.uint8]) -> Keypoints:
    """The keypoints of a picture, by quarters, two at once, for memory and time; the strongest of each first.

    Args:
        grey: as `scaled_grey` gives it.
    """
    height, width = grey.shape
    rows, columns = ((0, height // 2), (height // 2, height)), ((0, width // 2), (width // 2, width))
    with ThreadPoolExecutor(_THREADS, "quarters") as pool:
        parts = list(pool.map(partial(_detected_in, grey), *zip(*itertools.product(rows, columns), strict=True)))
    order = np.argsort(np.concatenate([np.arange(len(part)) for part in parts]), kind="stable")[:_KEYPOINTS]
    return Keypoints.joined(parts).of(order)


def _detected_in(grey: NDArray[np.uint8], rows: tuple[int, int], columns: tuple[int, int]) -> Keypoints:
    """The keypoints of a part, from a first row and column up to others; what lies just outside of it is seen too."""
    (top, bottom), (left, right) = rows, columns
    x, y = max(0, left - _OVERLAP_PX), max(0, top - _OVERLAP_PX)
    found = detect_keypoints(grey[y : bottom + _OVERLAP_PX, x : right + _OVERLAP_PX], _KEYPOINTS // 2)
    points = found.points + np.array([x, y], np.float32)
    own = (points >= (left, top)).all(1) & (points < (right, bottom)).all(1)
    return replace(found, points=points).of(np.flatnonzero(own))


def votes(seen: Keypoints, templates: Sequence[Keypoints], pairs: Pairs) -> NDArray[np.intp]:
    """For each pair about how many of its template say the same of where the note lies, itself among them."""
    starts = np.cumsum([0, *(len(template) for template in templates)])
    spans = np.array([(template.points.min(0), template.points.max(0)) for template in templates])
    at = starts[pairs.rows] + pairs.theirs
    turns = seen.angles[pairs.mine] - np.concatenate([template.angles for template in templates])[at]
    sizes = seen.octaves[pairs.mine] - np.concatenate([template.octaves for template in templates])[at]
    points = np.concatenate([template.points for template in templates])[at]
    middles = _middles(seen.points[pairs.mine], spans.mean(1)[pairs.rows] - points, turns, sizes)
    diagonals = np.linalg.norm(spans[:, 1] - spans[:, 0], axis=1)[pairs.rows]
    most = np.zeros(len(at), np.intp)
    for like, across, down in itertools.product((0.0, 0.5), repeat=3):
        turn = np.floor(turns * (_TURNS / (2 * np.pi)) + like).astype(np.int64) % _TURNS
        size = np.floor(sizes / (2 * _OCTAVES) + like)
        # As large as a note of this size may be off.
        unit = 2 * _MIDDLE * diagonals * np.exp2((size + 0.5 - like) * 2 * _OCTAVES)
        x, y = np.floor(middles[:, 0] / unit + across), np.floor(middles[:, 1] / unit + down)
        bins = pairs.rows * _TURNS + turn
        for place in (size, x, y):
            bins = bins * _SPAN + np.clip(place.astype(np.int64), -_SPAN // 2, _SPAN // 2 - 1) + _SPAN // 2
        most = np.maximum(most, _distinct(bins, at))
    return most


def _distinct(bins: NDArray[np.int64], at: NDArray[np.intp]) -> NDArray[np.intp]:
    """For each pair how many keypoints of its template are in its bin, each once, however many places it looks like."""
    order = np.lexsort((at, bins))
    bins, at = bins[order], at[order]
    begins = np.ones(len(bins), bool)
    begins[1:] = bins[1:] != bins[:-1]
    is_new = begins.copy()
    is_new[1:] |= at[1:] != at[:-1]
    bin_of = np.cumsum(begins) - 1
    found = np.zeros(len(bins), np.intp)
    found[order] = np.bincount(bin_of, weights=is_new).astype(np.intp)[bin_of]
    return found


def _middles(
    points: NDArray[np.float32], off: NDArray[np.floating], turns: NDArray[np.float32], sizes: NDArray[np.float32]
) -> NDArray[np.floating]:
    """Where each pair's note has its middle: (n, 2), by where it is from the template's keypoint, (n, 2)."""
    cos, sin, grows = np.cos(turns), np.sin(turns), np.exp2(sizes)
    x, y = off[:, 0] * grows, off[:, 1] * grows
    return np.asarray(points + np.stack([cos * x - sin * y, sin * x + cos * y], 1))


def matches_of(
    seen: Keypoints, templates: Sequence[Keypoints], pairs: Pairs, enough: NDArray[np.intp] | None = None
) -> list[Match]:
    """The notes that some templates may be, most inliers first.

    enough: the pairs' `votes`, where they are known already.
    """
    most = votes(seen, templates, pairs) if enough is None else enough
    pairs = _of(pairs, np.flatnonzero(most >= _LEAST_VOTES))
    order = np.argsort(pairs.rows, kind="stable")
    ends = np.searchsorted(pairs.rows[order], np.arange(len(templates) + 1))
    found = [
        match
        for row in np.flatnonzero(np.diff(ends) >= LEAST_INLIERS).tolist()
        for match in _matches(seen, templates[row], row, _of(pairs, order[ends[row] : ends[row + 1]]))
    ]
    return sorted(found, key=lambda match: -len(match.inliers))


def _matches(seen: Keypoints, template: Keypoints, row: int, pairs: Pairs) -> Iterator[Match]:
    """The notes that a template may be, each by its own homography."""
    turns = seen.angles[pairs.mine] - template.angles[pairs.theirs]
    sizes = seen.octaves[pairs.mine] - template.octaves[pairs.theirs]
    low, high = template.points.min(0), template.points.max(0)
    diagonal = float(np.linalg.norm(high - low))
    middles = _middles(seen.points[pairs.mine], (low + high) / 2 - template.points[pairs.theirs], turns, sizes)
    x, y = middles.T
    apart = np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2) / (diagonal * np.exp2(sizes))
    turned = np.abs((turns[:, None] - turns + np.pi) % (2 * np.pi) - np.pi)
    agree = (apart < _MIDDLE) & (turned < _TURN) & (np.abs(sizes[:, None] - sizes) < _OCTAVES)
    alive = np.ones(len(turns), bool)
    for _ in range(_OF_TEMPLATE):
        votes = np.count_nonzero(agree & alive, axis=1) * alive
        first = int(votes.argmax())
        if votes[first] < LEAST_INLIERS:
            return
        kept = np.flatnonzero(agree[first] & alive)
        match = _fitted(seen, template, row, _of(pairs, kept).once())
        if match is None:
            alive[kept] = False
            continue
        # What lies about where this pose expects it is the same note, bent; in a fan the next one lies beside it.
        at = cv2.perspectiveTransform(template.points[pairs.theirs][None].astype(np.float64), match.homography)[0]
        off = np.linalg.norm(at - seen.points[pairs.mine], axis=1)
        alive[first] = False
        alive &= off > _SAME_NOTE * np.sqrt(area(outline_of(template.points, match.homography)))
        alive[np.isin(pairs.mine, match.inliers[:, 0])] = False
        yield match


def _fitted(seen: Keypoints, template: Keypoints, row: int, pairs: Pairs) -> Match | None:
    """The pose that most of some pairs agree in; None where it is none of a note.

    A strip of a note says nothing of perspective: first an affine map is fitted, and a homography only where it is
    held by keypoints from all over the note.
    """
    source, target = template.points[pairs.theirs], seen.points[pairs.mine]
    if len(source) < LEAST_INLIERS:
        return None
    size = float(np.linalg.norm(np.ptp(template.points, axis=0)))
    scale = float(np.exp2(np.median(seen.octaves[pairs.mine] - template.octaves[pairs.theirs])))
    off_px = max(_PIXELS_OFF, _OFF * size * scale)
    affine, fits = cv2.estimateAffine2D(source, target, None, cv2.RANSAC, off_px, 600, 0.995, 10)
    if affine is None or not np.isfinite(affine).all():
        return None
    kept = _once(source, target, np.flatnonzero(fits.ravel()))
    if len(kept) < LEAST_INLIERS:
        return None
    is_strip = _is_strip(source[kept], template.points)
    if is_strip or (len(kept) < _SURE_OF_SHAPE and _skew(affine) > _SKEWED):
        # What a strip says of the direction across it is worth little: there the note keeps its shape.
        affine, fits = cv2.estimateAffinePartial2D(source, target, None, cv2.RANSAC, 1.5 * off_px, 600, 0.995, 10)
        if affine is None or not np.isfinite(affine).all():
            return None
        kept = _once(source, target, np.flatnonzero(fits.ravel()))
    homography = np.vstack([affine, [0.0, 0.0, 1.0]]).astype(np.float64)
    if len(kept) < LEAST_INLIERS or not is_note_like(outline_of(template.points, homography)):
        return None
    is_held = len(kept) >= _FOR_PERSPECTIVE and not is_strip
    if is_held and (np.ptp(source[kept], axis=0) > _HELD * np.ptp(template.points, axis=0)).all():
        bent, fits = cv2.findHomography(source, target, cv2.USAC_MAGSAC, _PIXELS_OFF, maxIters=300, confidence=0.995)
        if bent is not None and np.isfinite(bent).all() and is_note_like(outline_of(template.points, bent)):
            held = _once(source, target, np.flatnonzero(fits.ravel()))
            if len(held) >= _FOR_PERSPECTIVE and not _is_strip(source[held], template.points):
                homography, kept = np.asarray(bent, np.float64), held
    return Match(row, np.stack([pairs.mine[kept], pairs.theirs[kept]], 1), homography)


def _skew(affine: NDArray[np.float64]) -> float:
    """How many times an affine map makes one direction longer than another."""
    longer, shorter = np.linalg.svd(affine[:, :2], compute_uv=False)
    return float(longer / max(shorter, 1e-9))


def _is_strip(source: NDArray[np.float32], points: NDArray[np.float32]) -> bool:
    """Whether some of a template's points lie in a strip of it, in whichever direction."""
    spread = np.linalg.svd(source - source.mean(0), compute_uv=False) / np.sqrt(len(source))
    own = np.linalg.svd(points - points.mean(0), compute_uv=False) / np.sqrt(len(points))
    return bool(spread[1] < _STRIP * own[1])


def refined(seen: Keypoints, template: Keypoints, match: Match) -> Match:
    """The same match, its pose fitted to all keypoints that are alike where it expects them."""
    at = cv2.perspectiveTransform(template.points[None].astype(np.float64), match.homography)[0].astype(np.float32)
    size = float(np.sqrt(area(outline_of(template.points, match.homography))))
    reach = _SEARCHED * size
    near = np.flatnonzero(((seen.points > at.min(0) - reach) & (seen.points < at.max(0) + reach)).all(1))
    x, y = (np.abs(seen.points[near, axis][:, None] - at[:, axis]) < reach for axis in (0, 1))
    mine, theirs = np.nonzero(x & y)
    mine = near[mine]
    distances = ((seen.descriptors[mine] - template.descriptors[theirs]) ** 2).sum(1)
    alike = np.flatnonzero(distances < _ALIKE)
    pairs = Pairs(mine[alike], np.zeros(len(alike), np.intp), theirs[alike], distances[alike]).once()
    better = _fitted(seen, template, match.template, pairs)
    return match if better is None or len(better.inliers) < len(match.inliers) else better


def _once(source: NDArray[np.float32], target: NDArray[np.float32], kept: NDArray[np.intp]) -> NDArray[np.intp]:
    """Those of some pairs whose keypoints are not also another pair's."""
    for points in (source, target):
        # One number for both: pairs of numbers take several times as long to sort.
        x, y = np.round(points[kept]).astype(np.int64).T
        _, first = np.unique((x << 32) + y, return_index=True)
        kept = kept[np.sort(first)]
    return kept


def _of(pairs: Pairs, kept: NDArray[np.intp]) -> Pairs:
    return Pairs(pairs.mine[kept], pairs.rows[kept], pairs.theirs[kept], pairs.distances[kept])
