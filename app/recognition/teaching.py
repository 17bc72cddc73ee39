"""A note that nobody made a pack for: pictures of one side of it -> templates. Pure: no file, no clock, no state.

Pictures may be frames of one note that is held before the camera, or photos of several notes of one design. Keypoints
count that return in the others and move as the note does: those that stay where they are while the note moves are the
table's, those that one picture alone shows are a hand's or a shadow's. Which frames are good is in `teaching_frames`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.recognition.box import rectangle_around
from app.recognition.comparison import side_picture
from app.recognition.keypoints import (
    Keypoints,
    TemplateTable,
    describe,
    detect_keypoints,
    rectified,
    scaled_grey,
)
from app.recognition.observation import Box
from app.recognition.packs import Pack, PackTemplate, PackThresholds
from app.recognition.taught_file import TaughtNote, TaughtThresholds
from app.recognition.taught_names import TaughtError
from app.recognition.teaching_views import lasting
from app.recognition.templates import TemplateBank

FACES = ("front", "back")
FEWEST = 25
"""A template has so many keypoints at least."""
SAME = 15
"""So many inliers say that two pictures show the same print."""
MOST_TEMPLATES = 8
"""Of one side there are so many templates at most."""
LEAST = 0.9
"""Probability from which a taught note's print counts as seen; docs/dev/teach.md says how it was chosen."""
THRESHOLDS = TaughtThresholds(agrees=0.72, sure=0.97)
"""What is taught from now on must reach besides: a note of a family of which only one was taught agrees no further."""
MOST_LEAST = 0.97
"""A template that must be surer than this is of no use."""
KEYPOINTS = 160
"""A template has so many keypoints at most."""
# So many inliers say how a picture lies on a template that it shows in part; a few less are found by chance.
_LAID_FLAT = 10
# Up to this squared distance two whole descriptors of one place show the same print; so many keypoints that no other
# value shows make a template at least.
_SHARED, _FEWEST_OWN = 0.3, 40
# How much is kept around the note's box, as a fraction of its sides.
_MARGIN = 0.05
# A keypoint that lies within so many pixels of where it lay before has stayed, if its descriptor is as near.
_STAYED_PX, _STAYED_DISTANCE = 2.5, 0.25
# The note has moved when half of its keypoints moved by this fraction of the frame's diagonal.
_MOVED = 0.03


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One picture of the note's side.

    Attributes:
        keypoints: strongest first, whole descriptors, pixels of the scaled part around the note.
        in_frame: float32 (n, 2), where they lie in fractions of the frame's width and height.
        box: where the note lies.
        grey: uint8 (height, width), the scaled part; it is forgotten with the shot.
        side: uint8 (112, 224, 3), BGR, the note as the comparison takes it; likewise forgotten. None for none.
    """

    keypoints: Keypoints
    in_frame: NDArray[np.float32]
    box: Box
    grey: NDArray[np.uint8]
    side: NDArray[np.uint8] | None = None

    def of(self, kept: NDArray[np.intp]) -> Shot:
        """The same with some of its keypoints."""
        return replace(self, keypoints=self.keypoints.of(kept), in_frame=self.in_frame[kept])


def shot_of(picture: NDArray[np.uint8], box: Box | None) -> Shot | None:
    """What a picture shows of a note; None where that is too little print.

    Args:
        picture: uint8 (height, width, 3), BGR, the whole frame.
        box: where the note lies; None for all of the picture.
    """
    box = box or Box(0.0, 0.0, 1.0, 1.0)
    height, width = picture.shape[:2]
    left, top, right, bottom = rectangle_around(height, width, box, _MARGIN)
    grey = scaled_grey(picture[top:bottom, left:right])
    found = detect_keypoints(grey)
    if len(found) < FEWEST:
        return None
    scale = np.array([(right - left) / grey.shape[1], (bottom - top) / grey.shape[0]], np.float32)
    in_frame = (found.points * scale + np.array([left, top], np.float32)) / np.array([width, height], np.float32)
    return Shot(found, in_frame.astype(np.float32), box, grey, side_picture(picture, box))


def without_what_stayed(shot: Shot, before: Sequence[Shot]) -> Shot:
    """A shot without the keypoints that lie where they lay in earlier ones while the note's box moved."""
    stays = np.zeros(len(shot.keypoints), np.bool_)
    for other in before:
        if not _has_moved(shot.box, other.box):
            continue
        apart = np.abs(shot.in_frame[:, None] - other.in_frame[None]).max(2)
        mine, theirs = np.nonzero(apart < _STAYED_PX / max(shot.grey.shape))
        distances = ((shot.keypoints.descriptors[mine] - other.keypoints.descriptors[theirs]) ** 2).sum(1)
        stays[mine[distances < _STAYED_DISTANCE]] = True
    return shot.of(np.flatnonzero(~stays)) if stays.any() else shot


def _has_moved(one: Box, other: Box) -> bool:
    sides = ((one.left, other.left), (one.top, other.top), (one.right, other.right), (one.bottom, other.bottom))
    return max(abs(a - b) for a, b in sides) > _MOVED


def templates_of(
    shots: Sequence[Shot], most: int = MOST_TEMPLATES, *, is_family_known: bool = False
) -> list[Keypoints]:
    """Shots that stand for a side, each with its telling keypoints first, those that most others show.

    Of a shot that no other finds the strongest come first or, where the family is known and what its values share will
    be left out, those that last in views of it: what all share lasts best. Of several shots those are taken first that
    most others find. What one other shows as well may be the table that both lay on: where some are found by two
    others, those that are not are left out.
    """
    table = TemplateTable([shot.keypoints for shot in shots])
    hits = [np.zeros(len(shot.keypoints), np.int64) for shot in shots]
    finds: dict[int, set[int]] = {i: set() for i in range(len(shots))}
    for seen_in, shot in enumerate(shots):
        for match in table.match(shot.keypoints):
            if match.template != seen_in and len(match.inliers) >= SAME:
                hits[match.template][match.inliers[:, 1]] += 1
                finds[match.template].add(seen_in)
    enough = min(2, max((len(found) for found in finds.values()), default=0))
    order = sorted(finds, key=lambda i: (-len(finds[i]), -int(hits[i].sum())))
    kept = []
    for i in order[:most]:
        if len(finds[i]) < enough:
            continue
        lasts = is_family_known and not finds[i]
        worth = lasting(shots[i].grey, shots[i].keypoints) if lasts else hits[i]
        telling = np.argsort(-worth, kind="stable")[:KEYPOINTS]
        if len(finds[i]) >= 2:
            # What most of the others lack is not of the note.
            returning = telling[hits[i][telling] * 3 >= len(finds[i])]
            telling = returning if len(returning) >= 2 * FEWEST else telling
        kept.append(shots[i].keypoints.of(telling))
    return kept


def shown_by_others(templates: Sequence[Keypoints], others: Sequence[Shot]) -> list[NDArray[np.bool_]]:
    """Of each template, whole descriptors, which keypoints pictures of other values show as well, bool (n,).

    Each picture that shows part of a template is laid flat as the template's, and described at all of its places: where
    the two are alike, the print says nothing of the value.
    """
    table = TemplateTable(templates)
    shared = [np.zeros(len(template), np.bool_) for template in templates]
    for other in others:
        for match in table.match(other.keypoints):
            if len(match.inliers) < _LAID_FLAT:
                continue
            template = templates[match.template]
            flat, points, shown = rectified(other.grey, template, match.homography)
            kept = np.flatnonzero(shown)
            there = describe(flat, replace(template, points=points).of(kept))
            alike = ((there - template.descriptors[kept]) ** 2).sum(1) < _SHARED
            shared[match.template][kept[alike]] = True
            shared[match.template][match.inliers[:, 1]] = True
    return shared


def not_of_others(templates: Sequence[Keypoints], others: Sequence[Shot]) -> list[Keypoints]:
    """Templates without what pictures of other values show as well: a portrait that all share, or the same table.

    Templates of which too little is left are dropped.
    """
    shared = shown_by_others(templates, others)
    own = [template.of(np.flatnonzero(~of_others)) for template, of_others in zip(templates, shared, strict=True)]
    return [template for template in own if len(template) >= _FEWEST_OWN]


def note_of(
    sides: Mapping[str, Sequence[Keypoints]],
    *,
    currency: str,
    value: str,
    name: str,
    bank: TemplateBank,
    day: date,
    least: float = LEAST,
) -> TaughtNote:
    """A taught note of its sides' templates.

    Args:
        sides: by "front" or "back", whole descriptors.
        currency: ISO 4217 code, or the code that stands for the name.
        value: face value.
        name: of a currency that is not ISO's; else empty.
        bank: of the model.
        day: of today.
        least: probability from which its print counts as seen.

    Raises:
        TaughtError: there is no template at all.
    """
    templates = []
    for face in FACES:
        for keypoints in sides.get(face, ()):
            short = replace(keypoints, descriptors=bank.shortened(keypoints.descriptors))
            stored = bank.stored(short)
            templates.append(
                PackTemplate(
                    value, "current", face, least, stored.points, stored.descriptors, stored.angles, stored.octaves
                )
            )
    if not templates:
        raise TaughtError("taught_too_plain")
    pack = Pack(
        currency=currency,
        version=day.strftime("%Y.%m.%d"),
        year=day.year,
        everyday=(value,),
        rare=(),
        withdrawn=(),
        gaps=(),
        projection=bank.projection,
        thresholds=PackThresholds(above=0.0, margin=0.0, shown=0.0),
        sources=(),
        templates=tuple(templates),
    )
    return TaughtNote(name, pack, THRESHOLDS)
