"""Which frames of a note that is held up are worth keeping: Frame by frame, with a hint for each that is not.

No clock: times are the frames' own. What becomes of the frames that are kept is in `teaching`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.keypoints import TemplateTable
from app.recognition.observation import Box, Observation
from app.recognition.teaching import Shot, shot_of, without_what_stayed


class TeachHint(Enum):
    """What keeps a frame from being kept, or what to do for another one."""

    NOTHING = "nothing"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    SLOWER = "slower"
    CLOSER = "closer"
    FURTHER_AWAY = "further_away"
    TILT = "tilt"
    TURN_OVER = "turn_over"
    TOO_PLAIN = "too_plain"


@dataclass(frozen=True, slots=True)
class FrameRules:
    """From when on a frame is good enough.

    Attributes:
        wanted: so many frames make a side.
        enough: so many do when the time is up.
        least_s: between two frames that are looked at, seconds.
        patience_s: after so many seconds since the first frame that was kept, `enough` will do.
        dark_below, bright_above: brightness, 0 to 1.
        blurred_below: sharpness.
        small_below: of a note whose larger side is shorter, in fractions of the picture.
        large_above: of a note one of whose sides is longer.
        moved: how far the print must have moved since every frame that is kept, in fractions of the picture.
        least_keypoints: a note that shows fewer is too plain, or too far away.
        same_side: so many inliers say that two frames show the same side; some print may be on both sides of a note.
        strangers: so many good frames in turn that show another print than the ones that are kept begin anew.
    """

    wanted: int = 6
    enough: int = 3
    least_s: float = 0.25
    patience_s: float = 25.0
    dark_below: float = 0.08
    bright_above: float = 0.95
    blurred_below: float = 30.0
    small_below: float = 0.3
    large_above: float = 0.97
    moved: float = 0.02
    least_keypoints: int = 60
    same_side: int = 40
    strangers: int = 3


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one frame came to.

    Attributes:
        kept: how many frames are kept so far.
        hint: what was in the way; None where nothing was, or the frame was passed over.
        is_new: whether this frame is kept.
        is_done: whether they are enough.
    """

    kept: int
    hint: TeachHint | None
    is_new: bool
    is_done: bool


class SideGatherer:
    """Gathers the frames of one side. One thread uses it.

    Args:
        other_side: the shots of the side that was shown before, which this one must not be.
        rules: see there.
    """

    def __init__(self, other_side: Sequence[Shot] = (), rules: FrameRules | None = None) -> None:
        self.rules = rules or FrameRules()
        self.shots: list[Shot] = []
        self._other = TemplateTable([shot.keypoints for shot in other_side]) if other_side else None
        self._before: NDArray[np.uint8] | None = None
        self._looked_s: float | None = None
        self._first_s: float | None = None
        self._strangers: list[Shot] = []

    def look(self, picture: NDArray[np.uint8], observation: Observation) -> Gathered:
        """Take in a frame: uint8 (height, width, 3), BGR, and what the network saw in it."""
        now_s, rules = observation.captured_at_s, self.rules
        if self._looked_s is not None and 0 <= now_s - self._looked_s < rules.least_s:
            return self._gathered(None)
        self._looked_s = now_s
        hint = self._light(observation)
        if hint is not None:
            return self._gathered(hint)
        small = _small(picture)
        box = observation.note_box or moved_part(small, self._before) or outlined_part(small)
        self._before = small
        # A plain wall looks blurred: nobody is to hold still what is not there.
        hint = TeachHint.NOTHING if box is None else self._in_the_way(observation, box)
        if box is None or hint is not None:
            return self._gathered(hint)
        shot = shot_of(picture, box)
        if shot is None or len(shot.keypoints) < rules.least_keypoints:
            return self._gathered(TeachHint.TOO_PLAIN)
        return self._take(without_what_stayed(shot, self.shots), now_s)

    def _light(self, observation: Observation) -> TeachHint | None:
        if observation.brightness < self.rules.dark_below:
            return TeachHint.TOO_DARK
        return TeachHint.TOO_BRIGHT if observation.brightness > self.rules.bright_above else None

    def _in_the_way(self, observation: Observation, box: Box) -> TeachHint | None:
        if observation.sharpness < self.rules.blurred_below:
            return TeachHint.SLOWER
        longer = max(box.right - box.left, box.bottom - box.top)
        if longer < self.rules.small_below:
            return TeachHint.CLOSER
        return TeachHint.FURTHER_AWAY if longer > self.rules.large_above else None

    def _take(self, shot: Shot, now_s: float) -> Gathered:
        if len(shot.keypoints) < self.rules.least_keypoints:
            return self._gathered(TeachHint.TILT)
        if self._other is not None and _best(self._other, shot) >= self.rules.same_side:
            return self._gathered(TeachHint.TURN_OVER)
        if not self.shots:
            return self._keep(shot, now_s)
        table = TemplateTable([each.keypoints for each in self.shots])
        matches = [match for match in table.match(shot.keypoints) if len(match.inliers) >= self.rules.same_side]
        if not matches:
            return self._is_stranger(shot, now_s)
        self._strangers = []
        for match in matches:
            mine, theirs = match.inliers.T
            apart = np.linalg.norm(shot.in_frame[mine] - self.shots[match.template].in_frame[theirs], axis=1)
            if float(np.median(apart)) < self.rules.moved:
                return self._gathered(TeachHint.TILT)
        return self._keep(shot, now_s)

    def _is_stranger(self, shot: Shot, now_s: float) -> Gathered:
        """Another print than what was kept: a hand that passed, or what was kept is not the note."""
        self._strangers.append(shot)
        if len(self._strangers) < self.rules.strangers or len(self.shots) > self.rules.enough:
            return self._gathered(None)
        self.shots, self._strangers = [], []
        self._first_s = None
        return self._keep(shot, now_s)

    def _keep(self, shot: Shot, now_s: float) -> Gathered:
        if self._first_s is None:
            self._first_s = now_s
        self.shots.append(shot)
        return Gathered(len(self.shots), None, True, self._is_done(now_s))

    def _gathered(self, hint: TeachHint | None) -> Gathered:
        now_s = self._looked_s
        return Gathered(len(self.shots), hint, False, now_s is not None and self._is_done(now_s))

    def _is_done(self, now_s: float) -> bool:
        if len(self.shots) >= self.rules.wanted:
            return True
        is_late = self._first_s is not None and now_s - self._first_s >= self.rules.patience_s
        return is_late and len(self.shots) >= self.rules.enough


_SMALL_WIDTH = 160
_LEAST_SHARE, _MOST_SHARE = 0.06, 0.9
_MOVED_LEVELS = 18
_LEAST_FILLED = 0.75


def moved_part(small: NDArray[np.uint8], before: NDArray[np.uint8] | None) -> Box | None:
    """Where two small grey pictures in turn differ, if that is large enough for a note."""
    if before is None or before.shape != small.shape:
        return None
    apart = cv2.absdiff(cv2.GaussianBlur(small, (5, 5), 0), cv2.GaussianBlur(before, (5, 5), 0))
    changed = (apart > _MOVED_LEVELS).astype(np.uint8)
    changed = cv2.morphologyEx(changed, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    return _largest(changed, least_filled=0.3)


def outlined_part(small: NDArray[np.uint8]) -> Box | None:
    """The largest rectangle, turned in any way, that stands out in a small grey picture."""
    edges = cv2.dilate(cv2.Canny(small, 40, 120), np.ones((3, 3), np.uint8))
    return _largest(edges, least_filled=_LEAST_FILLED)


def _largest(mask: NDArray[np.uint8], least_filled: float) -> Box | None:
    height, width = mask.shape
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    best, best_area = None, _LEAST_SHARE * height * width
    for contour in contours:
        hull = cv2.convexHull(contour)
        area = float(cv2.contourArea(hull))
        (_, (w, h), _) = cv2.minAreaRect(hull)
        is_note = best_area < area < _MOST_SHARE * height * width and area >= least_filled * w * h
        if is_note:
            x, y, across, along = cv2.boundingRect(hull)
            best, best_area = Box(x / width, y / height, (x + across) / width, (y + along) / height), area
    return best


def _small(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = picture.shape[:2]
    size = (_SMALL_WIDTH, max(8, round(height * _SMALL_WIDTH / width)))
    grey = cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    return np.asarray(grey, np.uint8)


def _best(table: TemplateTable, shot: Shot) -> int:
    return max((len(match.inliers) for match in table.match(shot.keypoints)), default=0)
