"""The templates of one side of a note: what returns in its pictures once they lie flat on each other.

Each picture is laid on the one that most others find, by the homography between the two. Keypoints are looked for in
all of them as they lie there and described again in each; those count that look alike in most of the pictures that show
their place. A table or a hand lies elsewhere in each picture, glare and blur are in some of them: what they show does
not return. Of the descriptors of one place the one is kept that the others are nearest to: their mean is like no
picture.

Each print that returns makes a template of the whole note. Where pictures of other values are at hand, so that what all
values share is known and left out, it makes one of each half and of the middle as well, with more keypoints there: a
note that is rolled, folded or half covered agrees with one of these. Of a note whose family is not known, half a note
may be nothing but frame and seal: other values of the family would be taken for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints, TemplateTable, describe, detect_keypoints
from app.recognition.teaching import FEWEST, KEYPOINTS, MOST_TEMPLATES, SAME, Shot, not_of_others, templates_of

# So many pictures are laid on one, and in so many keypoints are looked for, so many in each.
_LAID, _DETECTED_IN, _DETECTED = 12, 6, 400
# Two keypoints are one whose places, octaves and angles differ by no more.
_APART_PX, _APART_OCTAVES, _APART_RAD = 2.5, 0.5, 0.35
# Descriptors of one place look alike up to this squared distance.
_ALIKE = 0.45
# What lies so near to a picture's edge is not seen whole in it, pixels.
_EDGE_PX = 4
# So many that return are kept, for all templates; a part begins at these places of the longer side, is so long, and has
# so many keypoints at least.
_RETURNING = 400
_PARTS_FROM, _PART, _FEWEST_IN_PART = (0.0, 0.25, 0.5), 0.5, 60
# How much it counts in how many pictures a keypoint was seen, up to so many.
_WORTH_OF_PICTURE, _MOST_WORTH = 0.1, 4


@dataclass(frozen=True, slots=True, eq=False)
class Pile:
    """Pictures of one print, laid on the first of them: the pictures, and which of their pixels show something."""

    pictures: list[NDArray[np.uint8]]
    shown: list[NDArray[np.bool_]]


def templates_of_side(shots: Sequence[Shot], others: Sequence[Shot] = ()) -> list[Keypoints]:
    """Templates of a side: of what returns, or, where nothing does, of single pictures.

    Args:
        shots: of the side.
        others: of other values; what they show as well is left out.
    """
    found = []
    for whole in not_of_others(joined_templates(shots), others):
        found += [_first(whole), *(_parts_of(whole) if others else ())]
    return found[:MOST_TEMPLATES] or not_of_others(templates_of(shots, is_family_known=bool(others)), others)


def _first(keypoints: Keypoints) -> Keypoints:
    return keypoints.of(np.arange(min(KEYPOINTS, len(keypoints))))


def _parts_of(whole: Keypoints) -> list[Keypoints]:
    """Both halves along the longer side, and the middle, where they have keypoints enough."""
    low, high = whole.points.min(0), whole.points.max(0)
    axis = int(np.argmax(high - low))
    place = (whole.points[:, axis] - low[axis]) / max(float(high[axis] - low[axis]), 1.0)
    parts = (np.flatnonzero((place >= start) & (place <= start + _PART)) for start in _PARTS_FROM)
    return [_first(whole.of(part)) for part in parts if len(part) >= _FEWEST_IN_PART]


def joined_templates(shots: Sequence[Shot]) -> list[Keypoints]:
    """What returns of each print that at least two shots show, in order; the print that most of them show first."""
    found = [_returning(pile) for pile, _ in piles_of(shots)]
    return [template for template in found if len(template) >= 2 * FEWEST]


def piles_of(shots: Sequence[Shot]) -> Iterator[tuple[Pile, list[Shot]]]:
    """The shots of each print that at least two show, laid on one another, and those that show none so far."""
    rest = list(shots)
    while len(rest) > 1:
        first, laid = _most_found(rest)
        if not laid:
            break
        left = [shot for i, shot in enumerate(rest) if i != first and i not in laid]
        yield _pile(rest, first, laid), left
        rest = left


def _most_found(shots: Sequence[Shot]) -> tuple[int, dict[int, NDArray[np.float64]]]:
    """The shot that most others find, and of each of these the homography from the one to the other."""
    table = TemplateTable([shot.keypoints for shot in shots])
    finds: list[dict[int, tuple[int, NDArray[np.float64]]]] = [{} for _ in shots]
    for seen_in, shot in enumerate(shots):
        for match in table.match(shot.keypoints):
            if match.template != seen_in and len(match.inliers) >= SAME:
                finds[match.template][seen_in] = len(match.inliers), match.homography
    first = max(range(len(shots)), key=lambda i: (len(finds[i]), sum(many for many, _ in finds[i].values())))
    return first, {i: homography for i, (_, homography) in sorted(finds[first].items(), key=lambda each: -each[1][0])}


def _pile(shots: Sequence[Shot], first: int, laid: dict[int, NDArray[np.float64]]) -> Pile:
    """The shot `first` and those that are laid on it."""
    height, width = shots[first].grey.shape
    pile = Pile([shots[first].grey], [np.ones((height, width), np.bool_)])
    for i, homography in list(laid.items())[:_LAID]:
        grey = shots[i].grey
        how = cv2.WARP_INVERSE_MAP
        flat = cv2.warpPerspective(
            grey, homography, (width, height), flags=cv2.INTER_LINEAR | how, borderMode=cv2.BORDER_REPLICATE
        )
        inside = np.zeros(grey.shape, np.uint8)
        inside[_EDGE_PX:-_EDGE_PX, _EDGE_PX:-_EDGE_PX] = 255
        shown = cv2.warpPerspective(inside, homography, (width, height), flags=cv2.INTER_NEAREST | how)
        pile.pictures.append(np.asarray(flat, np.uint8))
        pile.shown.append(np.asarray(shown) > 0)
    return pile


def _returning(pile: Pile) -> Keypoints:
    """The keypoints that look alike in most pictures of a pile, the most lasting first."""
    places = each_once([detect_keypoints(picture, _DETECTED) for picture in pile.pictures[:_DETECTED_IN]])
    return returning(pile, places, _RETURNING)


def returning(pile: Pile, places: Keypoints, most: int) -> Keypoints:
    """Those of some places that look alike in most pictures of a pile, so many at most, the most lasting first."""
    if not len(places):
        return places
    height, width = pile.pictures[0].shape
    x, y = np.clip(places.points.round().astype(int), 0, [width - 1, height - 1]).T
    shown = np.stack([each[y, x] for each in pile.shown])
    described = np.stack([describe(picture, places) for picture in pile.pictures])
    apart = np.stack([((described - one) ** 2).sum(2) for one in described])
    alike = (apart < _ALIKE) & shown[None] & shown[:, None]
    # Of the pictures whose descriptor is like most others' the one that is nearest to them.
    likes = alike.sum(1)
    distance = np.where(alike, apart, 0).sum(1) / np.maximum(likes, 1)
    best = np.where(likes == likes.max(0), distance, np.inf).argmin(0)
    every = np.arange(len(places))
    many, of = likes[best, every], shown.sum(0)
    score = many / np.maximum(of, 1) - distance[best, every] + _WORTH_OF_PICTURE * np.minimum(of, _MOST_WORTH)
    kept = np.flatnonzero(many >= np.maximum(2, of / 3))
    kept = kept[np.argsort(-score[kept], kind="stable")][:most]
    return Keypoints(places.points[kept], described[best[kept], kept], places.angles[kept], places.octaves[kept])


def each_once(found: Sequence[Keypoints]) -> Keypoints:
    """Keypoints of pictures that lie on each other, those that several have only once."""
    every = Keypoints.joined(found)
    points, angles, octaves = every.points, every.angles, every.octaves
    taken = np.zeros(len(every), np.bool_)
    kept = []
    for i in range(len(every)):
        if taken[i]:
            continue
        kept.append(i)
        # One after the other: all at once takes as much memory as their square, and longer.
        near = np.flatnonzero(np.abs(points - points[i]).max(1) < _APART_PX)
        turned = np.abs((angles[near] - angles[i] + np.pi) % (2 * np.pi) - np.pi)
        taken[near[(np.abs(octaves[near] - octaves[i]) < _APART_OCTAVES) & (turned < _APART_RAD)]] = True
    return every.of(np.array(kept, np.intp))
