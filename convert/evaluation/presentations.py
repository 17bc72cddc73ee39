"""Clips of notes held before a camera, made from still pictures, with the truth of every frame.

What is stored is a recipe (which picture, which seed): a clip's frames follow from it and are drawn when they are
needed, the same ones every time. Three kinds of clips:

- *note*: a background; a picture with a note enters, shakes, turns, stands in changing light, is half covered by a hand
  for a while, and leaves. A labelled photo moves as a whole, its own surroundings with it.
- *aimed*: a flat specimen held too far to one side, too near or too far away, its true place known exactly; for hints.
- *blank*: pictures without a note under a camera that moves, for false announcements.

No network and no evaluation here; see `replay`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.camera import demo_scene
from convert.data.dataset import DataError
from convert.data.images import load
from convert.evaluation.clips import Clip, Truth

Image = NDArray[np.uint8]
Points = NDArray[np.float64]

# As webcams give at least; landmarks need it.
WIDTH_PX, HEIGHT_PX = 640, 480
AIMS = ("left", "right", "up", "down", "closer", "further_away")

_PICTURE_PX = 640
BLANK_CLIP_S = 10.0
_AIMED_S = 3.0
_EXPOSURE = 0.35  # fraction of a frame's time during which the shutter is open
_NOISE = 2.5
_SKINS_BGR = ((120, 160, 215), (95, 130, 190), (60, 85, 135), (40, 55, 90))


@dataclass(frozen=True, slots=True)
class _Script:
    """When what happens in a clip of a note, in seconds, and how; drawn from the clip's seed."""

    lead_s: float
    enter_s: float
    hold_s: float
    leave_s: float
    tail_s: float
    from_rad: float
    to_rad: float
    cover_from_s: float
    cover_s: float
    cover_side: int
    scale: float
    tilt: tuple[float, float]
    roll_rad: float
    turn_rad: float
    light: tuple[float, float]
    phases: tuple[float, ...]
    shake_px: float
    skin: int

    @property
    def duration_s(self) -> float:
        return self.lead_s + self.enter_s + self.hold_s + self.leave_s + self.tail_s

    @property
    def settled_s(self) -> float:
        """When the note has come in."""
        return self.lead_s + self.enter_s

    @property
    def leaving_s(self) -> float:
        return self.settled_s + self.hold_s


def _script(clip: Clip) -> _Script:
    rng = np.random.default_rng((clip.seed, 1))

    def between(low: float, high: float) -> float:
        return float(rng.uniform(low, high))

    hold_s = between(2.2, 3.5)
    return _Script(
        lead_s=between(0.4, 0.9),
        enter_s=between(0.3, 0.6),
        hold_s=hold_s,
        leave_s=between(0.3, 0.5),
        tail_s=1.2,
        from_rad=between(0, 2 * math.pi),
        to_rad=between(0, 2 * math.pi),
        # Not in the first moment: a note that is covered when it comes is another presentation, not a harder one.
        cover_from_s=between(0.5, hold_s - 0.7),
        cover_s=between(0.3, 0.7),
        cover_side=int(rng.integers(0, 4)),
        scale=between(0.55, 0.85) if clip.is_flat else between(0.9, 1.05),
        tilt=(between(-0.1, 0.1), between(-0.1, 0.1)),
        roll_rad=math.radians(between(-12, 12)),
        turn_rad=math.radians(between(-20, 20)),
        light=(between(0.65, 1.15), between(0.65, 1.15)),
        phases=tuple(between(0, 2 * math.pi) for _ in range(6)),
        shake_px=between(1.0, 6.0),
        skin=int(rng.integers(0, len(_SKINS_BGR))),
    )


class Showing:
    """Draws the frames of one clip. Frames come in any order and are the same every time.

    Raises DataError when one of its pictures cannot be read.
    """

    def __init__(self, clip: Clip, fps: float) -> None:
        self.clip = clip
        self.fps = fps
        self._script = _script(clip)
        rng = np.random.default_rng((clip.seed, 2))
        self._noise = rng.normal(0, _NOISE, (HEIGHT_PX + 64, WIDTH_PX + 64, 1)).astype(np.float32)
        self._pan = tuple(float(x) for x in rng.uniform(0, 2 * math.pi, 6))
        drawn = cv2.resize(demo_scene.draw_background(rng, int(rng.integers(0, 5))), (WIDTH_PX, HEIGHT_PX))
        self._backgrounds = [_read(path) for path in clip.backgrounds] or [np.asarray(drawn, np.uint8)]
        self._picture = _read(clip.picture) if clip.picture else None
        self._mask = None if self._picture is None else _mask(self._picture, feather=not clip.is_flat)

    @property
    def duration_s(self) -> float:
        """How long the clip is, seconds."""
        if self.clip.kind == "blank":
            return BLANK_CLIP_S
        return _AIMED_S if self.clip.kind == "aimed" else self._script.duration_s

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return round(self.duration_s * self.fps)

    def frame(self, index: int) -> tuple[Image, Truth]:
        """One frame, uint8 (480, 640, 3), BGR, and what it shows."""
        time_s = index / self.fps
        image = self._background(time_s).astype(np.float32)
        truth = self.truth(index)
        gain = 1.0
        if self._picture is not None:
            corners = self._corners(time_s)
            before = self._corners(time_s - 1 / self.fps)
            if truth.in_view:
                image = self._lay(image, corners, (corners - before).mean(axis=0) * _EXPOSURE)
            if self._is_covered(time_s):
                image = self._cover(image, corners)
            gain = self._gain(time_s)
        return self._develop(image, gain, index), truth

    def truth(self, index: int) -> Truth:
        """What one frame shows, without drawing it."""
        time_s = index / self.fps
        if self._picture is None:
            return Truth(time_s, False, False, None)
        return self._truth(time_s, self._corners(time_s))

    def __iter__(self) -> Iterator[tuple[Image, Truth]]:
        for index in range(self.frames):
            yield self.frame(index)

    # Where things are

    def _sway(self, time_s: float, hertz: float, phase: int) -> float:
        return math.sin(2 * math.pi * hertz * time_s + self._script.phases[phase])

    def _corners(self, time_s: float) -> Points:
        """The picture's corners in the frame, (4, 2) pixels, clockwise from its upper left."""
        assert self._picture is not None
        s = self._script
        height, width = self._picture.shape[:2]
        fit = min(WIDTH_PX / width, HEIGHT_PX / height)
        centre = np.array([WIDTH_PX / 2, HEIGHT_PX / 2])
        roll_rad = s.roll_rad
        scale = s.scale * fit
        if self.clip.kind == "aimed":
            scale, offset = self._aim(width, height)
            centre = centre + offset
        else:
            away = self._away(time_s)
            direction = s.from_rad if time_s < s.settled_s else s.to_rad
            distance = away * (math.hypot(WIDTH_PX, HEIGHT_PX) + 40)
            centre = centre + distance * np.array([math.cos(direction), math.sin(direction)])
            held = min(1.0, max(0.0, (time_s - s.settled_s) / s.hold_s))
            roll_rad += s.turn_rad * math.sin(math.pi * held)
        shake = s.shake_px * np.array(
            [
                self._sway(time_s, 0.9, 0) + 0.5 * self._sway(time_s, 5.1, 1),
                self._sway(time_s, 0.7, 2) + 0.5 * self._sway(time_s, 6.3, 3),
            ]
        )
        flat = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [width / 2 * scale, height / 2 * scale]
        turned = flat @ np.array([[math.cos(roll_rad), math.sin(roll_rad)], [-math.sin(roll_rad), math.cos(roll_rad)]])
        tilt_x = s.tilt[0] + 0.05 * self._sway(time_s, 0.4, 4)
        tilt_y = s.tilt[1] + 0.05 * self._sway(time_s, 0.35, 5)
        nearness = 1 + tilt_x * turned[:, :1] / (WIDTH_PX / 2) + tilt_y * turned[:, 1:] / (HEIGHT_PX / 2)
        return np.asarray(turned * nearness + centre + shake, np.float64)

    def _aim(self, width: int, height: int) -> tuple[float, Points]:
        """Scale and place of an aimed note: what follows when the person has yet to do as `aim` says."""
        rng = np.random.default_rng((self.clip.seed, 3))
        aim = self.clip.aim
        size = {"closer": (0.16, 0.28), "further_away": (1.15, 1.5)}.get(aim, (0.5, 0.75))
        scale = float(rng.uniform(*size)) * WIDTH_PX / width
        across = float(rng.uniform(-0.06, 0.06)) * WIDTH_PX
        along = float(rng.uniform(-0.06, 0.06)) * HEIGHT_PX
        # From a quarter to a half of the note is out of the picture.
        out = float(rng.uniform(0.25, 0.5))
        if aim in ("left", "right"):
            # Whom the camera faces has on the right what is on the picture's left.
            beyond = WIDTH_PX / 2 - width * scale / 2 + out * width * scale
            across = -beyond if aim == "left" else beyond
        elif aim in ("up", "down"):
            beyond = HEIGHT_PX / 2 - height * scale / 2 + out * height * scale
            along = -beyond if aim == "down" else beyond
        return scale, np.array([across, along])

    def _away(self, time_s: float) -> float:
        """How far the note is from where it is held, 0 (there) to 1 (out of the frame)."""
        s = self._script
        if time_s <= s.lead_s:
            return 1.0
        if time_s < s.settled_s:
            return (1 - (time_s - s.lead_s) / s.enter_s) ** 2
        if time_s <= s.leaving_s:
            return 0.0
        return min(1.0, ((time_s - s.leaving_s) / s.leave_s) ** 2)

    def _is_covered(self, time_s: float) -> bool:
        s = self._script
        since_s = time_s - s.settled_s - s.cover_from_s
        return self.clip.kind == "note" and 0 <= since_s < s.cover_s

    def _truth(self, time_s: float, corners: Points) -> Truth:
        low, high = corners.min(axis=0), corners.max(axis=0)
        is_inside = bool(high[0] > 0 and high[1] > 0 and low[0] < WIDTH_PX and low[1] < HEIGHT_PX)
        if self.clip.kind == "aimed":
            in_view, is_good = is_inside, is_inside
        else:
            in_view = is_inside and self._away(time_s) < 1
            is_held = self._script.settled_s <= time_s <= self._script.leaving_s
            is_good = is_held and not self._is_covered(time_s)
        box = None
        if self.clip.is_flat:
            size = (WIDTH_PX, HEIGHT_PX)
            left, top, right, bottom = (float(v) for v in (*(low / size), *(high / size)))
            box = (left, top, right, bottom)
        return Truth(time_s, in_view, is_good, box)

    # How it looks

    def _background(self, time_s: float) -> Image:
        """What is behind: a part of a picture that wanders slowly, as before a camera that is not quite still."""
        moves = self.clip.kind == "blank"
        many = len(self._backgrounds)
        which = min(many - 1, int(time_s / BLANK_CLIP_S * many)) if moves else 0
        picture = self._backgrounds[which]
        height, width = picture.shape[:2]
        fill = max(WIDTH_PX / width, HEIGHT_PX / height)
        reach = 1.0 if moves else 0.1
        zoom = fill * (1.12 + 0.1 * reach * math.sin(0.6 * time_s + self._pan[0]))
        spare = np.array([width * zoom - WIDTH_PX, height * zoom - HEIGHT_PX])
        wander = np.array(
            [
                0.5 + 0.45 * reach * math.sin(0.5 * time_s + self._pan[1]),
                0.5 + 0.45 * reach * math.sin(0.4 * time_s + self._pan[2]),
            ]
        )
        shift = -spare * wander
        if moves:
            shift = shift + self._script.shake_px * np.array(
                [math.sin(31 * time_s + self._pan[3]), math.sin(37 * time_s + self._pan[4])]
            )
        matrix = np.array([[zoom, 0, shift[0]], [0, zoom, shift[1]]], np.float64)
        size = (WIDTH_PX, HEIGHT_PX)
        drawn = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REFLECT)
        return np.asarray(drawn, np.uint8)

    def _lay(self, image: NDArray[np.float32], corners: Points, smear: Points) -> NDArray[np.float32]:
        """The picture laid over the image, smeared along its movement (pixels while the shutter is open)."""
        assert self._picture is not None
        assert self._mask is not None
        height, width = self._picture.shape[:2]
        source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
        size = (WIDTH_PX, HEIGHT_PX)
        # A picture that is drawn much smaller than it is would shimmer.
        drawn = np.linalg.norm(corners[1] - corners[0])
        picture, mask = self._picture, self._mask
        if drawn > 1 and width / drawn > 1.5:
            blur = width / drawn / 2
            picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), blur), np.uint8)
        pixels = cv2.warpPerspective(picture, matrix, size, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
        alpha = cv2.warpPerspective(mask, matrix, size)
        length = float(np.linalg.norm(smear))
        if length > 1.5:
            kernel = _smear_kernel(smear, min(length, 61.0))
            pixels, alpha = cv2.filter2D(pixels, -1, kernel), cv2.filter2D(alpha, -1, kernel)
        weight = alpha[..., None]
        return np.asarray(pixels * weight + image * (1 - weight), np.float32)

    def _cover(self, image: NDArray[np.float32], corners: Points) -> NDArray[np.float32]:
        """A hand over half of the note."""
        centre = corners.mean(axis=0)
        side = self._script.cover_side
        middle = (corners[side] + corners[(side + 1) % 4]) / 2
        reach = middle - centre
        across = np.array([-reach[1], reach[0]]) / max(1.0, float(np.linalg.norm(reach)))
        half = float(np.linalg.norm(corners[(side + 1) % 4] - corners[side])) / 2 + 12
        skin = tuple(float(part) for part in _SKINS_BGR[self._script.skin])
        out = image.copy()
        palm = np.array(
            [
                centre + across * half,
                centre - across * half,
                centre - across * half + reach * 4,
                centre + across * half + reach * 4,
            ]
        )
        cv2.fillConvexPoly(out, np.round(palm).astype(np.int32), skin, cv2.LINE_AA)
        for finger in range(4):
            at = centre + across * half * (finger - 1.5) / 2
            tip = at - reach * 0.12
            cv2.line(out, _pixel(tip), _pixel(at + reach), skin, max(2, round(half / 2.6)), cv2.LINE_AA)
            dark = tuple(0.7 * part for part in skin)
            edge = at + across * half / 4
            cv2.line(out, _pixel(edge), _pixel(edge + reach * 1.5), dark, 2, cv2.LINE_AA)
        return out

    def _gain(self, time_s: float) -> float:
        s = self._script
        done = min(1.0, max(0.0, (time_s - s.settled_s) / s.hold_s))
        return s.light[0] + (s.light[1] - s.light[0]) * done

    def _develop(self, image: NDArray[np.float32], gain: float, index: int) -> Image:
        x, y = (int(v) for v in np.random.default_rng((self.clip.seed, 4, index)).integers(0, 64, 2))
        noise = self._noise[y : y + HEIGHT_PX, x : x + WIDTH_PX]
        return np.clip(image * np.float32(gain) + noise, 0, 255).astype(np.uint8)


def _read(path: str) -> Image:
    try:
        return load(Path(path), _PICTURE_PX)
    except (OSError, ValueError) as error:
        raise DataError(f"A clip needs {path}, which cannot be read: make the presentations anew.") from error


def _mask(picture: Image, *, feather: bool) -> NDArray[np.float32]:
    """Opacity, float32 (height, width): a photo fades out at its edge, so that the edge itself looks like nothing."""
    height, width = picture.shape[:2]
    if not feather:
        return np.ones((height, width), np.float32)
    margin = 0.06 * min(height, width)
    y = np.minimum(np.arange(height) + 0.5, height - np.arange(height) - 0.5)[:, None]
    x = np.minimum(np.arange(width) + 0.5, width - np.arange(width) - 0.5)[None]
    return np.clip(np.minimum(x, y) / margin, 0, 1).astype(np.float32)


def _smear_kernel(smear: Points, length: float) -> NDArray[np.float32]:
    size = int(length) // 2 * 2 + 3
    kernel = np.zeros((size, size), np.float32)
    unit = smear / float(np.linalg.norm(smear)) * length / 2
    middle = np.array([size // 2, size // 2], np.float64)
    cv2.line(kernel, _pixel(middle - unit), _pixel(middle + unit), 1.0, 1)
    return np.asarray(kernel / kernel.sum(), np.float32)


def _pixel(point: Points) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))
