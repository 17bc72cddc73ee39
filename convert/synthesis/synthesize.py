"""Synthetic photographs of notes: flat scans bent, folded, lit, covered and photographed by a simulated camera.

`Synthesizer.sample(rng)` makes one training picture with its exact answer (classes, where the note lies). What is
drawn: a note in perspective over a background, with curl and folds and their shading, hands and objects before it, a
shadow under it, then light and a camera over everything. Real photos pass through the same camera. No network and no
file lists here.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.box import part_around
from app.recognition.labels import NoteLabel
from app.recognition.observation import Box
from app.recognition.preprocess import PAD_VALUE, letterbox, lightened
from convert.data.dataset import Catalogue, DataError, LabelledPicture, catalogue, class_list, target_classes

Image = NDArray[np.uint8]
Rng = np.random.Generator

_LONG_SIDE = 256
_ASPECTS = ((4 / 3, 0.5), (16 / 9, 0.15), (3 / 4, 0.15), (1.0, 0.15), (9 / 16, 0.05))


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One training picture.

    Attributes:
        image: uint8 (size, size, 3), RGB, letterboxed: exactly what the model is given.
        classes: indexes of the classes it may be, at least one.
        box: note's rectangle (left, top, right, bottom) in fractions of the picture before letterboxing bars were
            added mapped to the letterboxed square, 0 to 1; NaN when not known (real photos).
        has_note: 1.0 a note is in view, 0.0 none, NaN not known.
    """

    image: Image
    classes: tuple[int, ...]
    box: tuple[float, float, float, float]
    has_note: float


_NO_BOX = (float("nan"),) * 4


class PictureError(DataError, ValueError):
    """A file is not a picture that can be read; the message names it."""


def load(path: Path, longest: int) -> Image:
    """A picture from disk, BGR uint8, scaled down so that its longer side is at most `longest` pixels.

    Raises:
        PictureError: it is not a picture that can be read.
    """
    try:
        data = np.fromfile(path, np.uint8)
        image = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    except (OSError, cv2.error) as error:
        raise PictureError(f"{path} is not a picture that can be read ({error}).") from error
    if image is None:
        raise PictureError(f"{path} is not a picture that can be read.")
    scale = longest / max(image.shape[:2])
    if scale < 1:
        size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return np.asarray(image, np.uint8)


def _uniform(rng: Rng, low: float, high: float) -> float:
    return float(rng.uniform(low, high))


def _chance(rng: Rng, p: float) -> bool:
    return bool(rng.random() < p)


def _crop_to(rng: Rng, image: Image, width: int, height: int, tightest: float = 0.35) -> Image:
    """A random crop of the asked shape, scaled to (height, width)."""
    h, w = image.shape[:2]
    most = min(w / width, h / height)
    scale = most * _uniform(rng, tightest, 1.0)
    cw, ch = max(2, int(width * scale)), max(2, int(height * scale))
    x, y = int(rng.integers(0, max(1, w - cw + 1))), int(rng.integers(0, max(1, h - ch + 1)))
    crop = image[y : y + ch, x : x + cw]
    out = cv2.resize(crop, (width, height), interpolation=cv2.INTER_AREA if scale > 1 else cv2.INTER_LINEAR)
    return np.asarray(out[:, ::-1] if _chance(rng, 0.5) else out, np.uint8)


def _corners(box: Box) -> list[tuple[float, float]]:
    return [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]


def _saturate(pixels: NDArray[np.float32], amount: float) -> NDArray[np.float32]:
    """Colours moved away from (amount above 1) or towards grey."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)[..., None]
    return np.asarray(grey + (pixels - grey) * np.float32(amount), np.float32)


def _smooth_noise(rng: Rng, height: int, width: int, cells: int) -> NDArray[np.float32]:
    """A smooth random field, about -1 to 1, float32 (height, width)."""
    small = rng.standard_normal((cells, cells)).astype(np.float32) * 0.6
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


# ---------------------------------------------------------------------------------------------------------- the note


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A note's pixels over a frame: float32 BGR premultiplied by nothing, and its opacity 0 to 1."""

    pixels: NDArray[np.float32]
    alpha: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Photo:
    """A real photo, BGR uint8, and where its note lies; None when not known."""

    image: Image
    note: Box | None = None


class _Mips:
    """A flat picture in halving sizes, so that a small note is not sampled from a large scan (aliasing)."""

    def __init__(self, image: Image) -> None:
        self.levels = [image]
        while max(self.levels[-1].shape[:2]) > 96:
            last = self.levels[-1]
            self.levels.append(
                np.asarray(
                    cv2.resize(
                        last, (max(2, last.shape[1] // 2), max(2, last.shape[0] // 2)), interpolation=cv2.INTER_AREA
                    ),
                    np.uint8,
                )
            )

    def nearest(self, width_px: float) -> Image:
        """The smallest level that is at least about as wide as the note will be drawn."""
        for level in reversed(self.levels):
            if max(level.shape[:2]) >= 0.9 * width_px:
                return level
        return self.levels[0]


def _pose(rng: Rng, w: int, h: int, aspect: float, area: float, tilt_deg: float) -> NDArray[np.float64]:
    """A homography from note coordinates (0..1, 0..1) to frame pixels: rotation in the plane, tilt, scale, place."""
    roll = _uniform(rng, -np.pi, np.pi) if _chance(rng, 0.6) else float(rng.choice([0, np.pi]) + rng.normal(0, 0.2))
    tilt = abs(rng.normal(0, tilt_deg / 2)) * np.pi / 180
    tilt = min(tilt, 62 * np.pi / 180)
    axis = _uniform(rng, 0, 2 * np.pi)
    c, s = np.cos(tilt), np.sin(tilt)
    ax, ay = np.cos(axis), np.sin(axis)
    tilt_m = np.array(
        [
            [c + ax * ax * (1 - c), ax * ay * (1 - c), ay * s],
            [ax * ay * (1 - c), c + ay * ay * (1 - c), -ax * s],
            [-ay * s, ax * s, c],
        ]
    )
    cr, sr = np.cos(roll), np.sin(roll)
    rot = tilt_m @ np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    half_h = 1.0
    half_w = aspect
    corners = np.array([[-half_w, -half_h, 0], [half_w, -half_h, 0], [half_w, half_h, 0], [-half_w, half_h, 0]])
    turned = corners @ rot.T
    distance = _uniform(rng, 3.0, 9.0) * max(half_w, half_h) / 1.6
    flat = turned[:, :2] * (distance / (distance + turned[:, 2:]))
    drawn = 0.5 * abs(np.dot(flat[:, 0], np.roll(flat[:, 1], 1)) - np.dot(flat[:, 1], np.roll(flat[:, 0], 1)))
    flat *= np.sqrt(area * w * h / max(drawn, 1e-6))
    low, high = flat.min(0), flat.max(0)
    size = high - low
    centre = np.empty(2)
    for k, room in enumerate((w, h)):
        slack = room - size[k]
        spread = slack * 0.5 if slack > 0 else -slack * 0.35
        # Beyond the edges by a little now and then, also when the note would fit.
        spread += 0.10 * size[k] if _chance(rng, 0.35) else 0
        centre[k] = room / 2 + _uniform(rng, -spread, spread)
    flat += centre - (low + high) / 2
    source = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(source, flat.astype(np.float32)), np.float64)


def _bend(
    rng: Rng, u: NDArray[Any], v: NDArray[Any], aspect: float, strength: float
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Curl and folds: displaced note coordinates and a shading factor (about 0.6 to 1.3) for each pixel."""
    shade: NDArray[Any] = np.ones_like(u)
    if _chance(rng, 0.75):
        # A cylinder wave across the sheet: paper moves along and, seen at an angle, across the wave.
        angle = _uniform(rng, -0.6, 0.6) + (np.pi / 2 if _chance(rng, 0.25) else 0)
        k = _uniform(rng, 0.5, 1.8) * 2 * np.pi
        phase = _uniform(rng, 0, 2 * np.pi)
        along = u * np.cos(angle) + v * np.sin(angle) / aspect
        wave, slope = np.sin(k * along + phase), np.cos(k * along + phase)
        amount = _uniform(rng, 0.0, 0.045) * strength
        lift = _uniform(rng, -1, 1) * amount * 1.6
        u = u + amount * np.cos(angle) * wave * 0.5
        v = v + aspect * (amount * np.sin(angle) * wave * 0.5 + lift * wave)
        shade *= 1 + slope * _uniform(rng, -0.28, 0.28) * strength
    for _ in range(int(rng.choice([0, 1, 2], p=[0.5, 0.35, 0.15]))):
        # A crease: the part beyond it is shortened, shifted and lit differently.
        vertical = _chance(rng, 0.75)
        place = float(np.clip(rng.normal(0.5, 0.18), 0.15, 0.85))
        lean = _uniform(rng, -0.25, 0.25)
        side = (u - place + lean * (v - 0.5)) if vertical else (v - place + lean * (u - 0.5))
        if _chance(rng, 0.5):
            side = -side
        beyond = np.maximum(side, 0)
        squeeze = _uniform(rng, 0, 0.35) * strength
        shear = _uniform(rng, -0.35, 0.35) * strength
        if vertical:
            u = u + np.sign(u - place) * beyond * squeeze
            v = v + beyond * shear
        else:
            v = v + np.sign(v - place) * beyond * squeeze
            u = u + beyond * shear / aspect
        step = 1 / (1 + np.exp(-np.clip(side, -1, 1) * 60))
        shade *= 1 + step * _uniform(rng, -0.28, 0.22) * strength
        shade *= 1 + np.exp(-((side * 45) ** 2)) * _uniform(rng, -0.15, 0.25)
    return u, v, shade


_Window = tuple[float, float, float, float]
"""The part of a flat note that is drawn: from and to, along its long and its short side, 0 to 1."""


def _fold(rng: Rng) -> _Window:
    """Which part of a note is seen when it is folded, as people carry them: often half, now and then a quarter."""
    low_u, high_u, low_v, high_v = 0.0, 1.0, 0.0, 1.0
    both, along = _chance(rng, 0.2), _chance(rng, 0.75)
    if along or both:
        keep = _uniform(rng, 0.36, 0.8)
        low_u, high_u = (0.0, keep) if _chance(rng, 0.5) else (1 - keep, 1.0)
    if not along or both:
        keep = _uniform(rng, 0.45, 0.8)
        low_v, high_v = (0.0, keep) if _chance(rng, 0.5) else (1 - keep, 1.0)
    return low_u, high_u, low_v, high_v


def _flap(rng: Rng, pose: NDArray[np.float64], window: _Window) -> tuple[NDArray[np.float64], _Window]:
    """The part that was folded away, as it is seen from its other side: a pose and a window for the other face.

    Folded flat it lies on the rest of the note; loosely folded it is turned about the fold and seen foreshortened.
    """
    low_u, high_u, low_v, high_v = window
    depth = _uniform(rng, 0.45, 1.0)
    # The other face has its own coordinates, mirrored along the long side.
    to_note = np.array([[-1.0, 0, 1], [0, 1, 0], [0, 0, 1]])
    rest = [1 - high_u, 1 - low_u, low_v, high_v]
    if (low_u, high_u) != (0.0, 1.0):
        fold = high_u if low_u == 0 else low_u
        rest[:2] = (0.0, 1 - high_u) if low_u == 0 else (1 - low_u, 1.0)
        mirror = np.array([[-depth, 0, fold * (1 + depth)], [0, 1, 0], [0, 0, 1]])
        hinge = np.array([fold, _uniform(rng, 0, 1), 1.0])
    else:
        fold = high_v if low_v == 0 else low_v
        rest[2:] = (high_v, 1.0) if low_v == 0 else (0.0, low_v)
        mirror = np.array([[1, 0, 0], [0, -depth, fold * (1 + depth)], [0, 0, 1.0]])
        hinge = np.array([_uniform(rng, 0, 1), fold, 1.0])
    x, y, z = pose @ hinge
    turn = np.eye(3)
    turn[:2] = cv2.getRotationMatrix2D((float(x / z), float(y / z)), float(rng.normal(0, 18)), 1.0)
    return turn @ pose @ mirror @ to_note, (rest[0], rest[1], rest[2], rest[3])


def _place(
    rng: Rng, mips: _Mips, pose: NDArray[np.float64], w: int, h: int, hard: float, window: _Window | None = None
) -> _Placed:
    """Draw a flat picture, or a part of it, in a pose: warp, bend, shade, with a soft edge."""
    full = mips.levels[0]
    aspect = full.shape[1] / full.shape[0]
    inverse = np.linalg.inv(pose)
    inverse /= np.abs(inverse).max()
    xs, ys = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    i = inverse.astype(np.float32)
    depth = i[2, 0] * xs + i[2, 1] * ys + i[2, 2]
    middle = pose @ np.array([0.5, 0.5, 1.0])
    positive = float(i[2] @ (middle / middle[2]).astype(np.float32)) > 0
    depth = np.where((depth > 1e-7) == positive, depth, np.float32(1e-7 if positive else -1e-7))
    u = (i[0, 0] * xs + i[0, 1] * ys + i[0, 2]) / depth
    v = (i[1, 0] * xs + i[1, 1] * ys + i[1, 2]) / depth
    np.clip(u, -4, 5, out=u)
    np.clip(v, -4, 5, out=v)
    u, v, shade = _bend(rng, u, v, aspect, hard)
    corners = cv2.perspectiveTransform(np.array([[[0, 0], [1, 0], [1, 1], [0, 1]]], np.float32), pose)[0]
    width_px = max(float(np.linalg.norm(corners[1] - corners[0])), float(np.linalg.norm(corners[2] - corners[3])))
    height_px = max(float(np.linalg.norm(corners[3] - corners[0])), float(np.linalg.norm(corners[2] - corners[1])))
    if window is None:
        window = _fold(rng) if _chance(rng, 0.3 * hard) else (0.0, 1.0, 0.0, 1.0)
    low_u, high_u, low_v, high_v = window
    inside_u = np.minimum(u - low_u, high_u - u) * width_px
    inside_v = np.minimum(v - low_v, high_v - v) * height_px
    alpha = np.clip(np.minimum(inside_u, inside_v) + 0.5, 0, 1).astype(np.float32)
    texture = mips.nearest(max(width_px, height_px))
    th, tw = texture.shape[:2]
    pixels = cv2.remap(
        texture,
        (u * tw - 0.5).astype(np.float32),
        (v * th - 0.5).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    ).astype(np.float32)
    pixels *= shade[..., None].astype(np.float32)
    # Print and paper of this one note: worn, dirty, of another ink batch, scanned by another scanner.
    if _chance(rng, 0.6):
        worn = _uniform(rng, 0, 0.35)
        paper = np.array([rng.uniform(180, 225), rng.uniform(190, 232), rng.uniform(195, 235)], np.float32)
        pixels = pixels * (1 - worn) + paper * worn
    if _chance(rng, 0.35):
        pixels *= 1 + _smooth_noise(rng, h, w, int(rng.integers(5, 24)))[..., None] * _uniform(rng, 0, 0.14)
    mean = np.array(cv2.mean(pixels)[:3], np.float32)
    pixels = (pixels - mean) * _uniform(rng, 0.7, 1.2) + mean
    pixels = _saturate(pixels, _uniform(rng, 0.55, 1.35))
    pixels *= rng.uniform(0.92, 1.08, 3).astype(np.float32)
    return _Placed(np.clip(pixels, 0, 255), alpha)


# --------------------------------------------------------------------------------------------- light and the camera


def _light(rng: Rng, frame: NDArray[np.float32], harsh: float) -> NDArray[np.float32]:
    """Uneven light over the whole scene: a gradient, soft shadows, glare."""
    h, w = frame.shape[:2]
    if _chance(rng, 0.6):
        angle, strength = _uniform(rng, 0, 2 * np.pi), _uniform(rng, 0, 0.45 * harsh)
        ramp = np.add.outer(np.linspace(-1, 1, h) * np.sin(angle), np.linspace(-1, 1, w) * np.cos(angle))
        frame = frame * (1 + strength * ramp[..., None]).astype(np.float32)
    if _chance(rng, 0.3 * harsh):
        mask = np.zeros((h // 4, w // 4), np.float32)
        points = rng.uniform(-0.3, 1.3, (int(rng.integers(3, 6)), 2)) * (w // 4, h // 4)
        cv2.fillConvexPoly(mask, cv2.convexHull(points.astype(np.int32)), 1.0)
        mask = cv2.GaussianBlur(mask, (0, 0), _uniform(rng, 0.8, 8))
        mask = cv2.resize(mask, (w, h), interpolation=cv2.INTER_LINEAR)
        frame = frame * (1 - mask * _uniform(rng, 0.15, 0.55))[..., None]
    if _chance(rng, 0.18 * harsh):
        x, y, r = _uniform(rng, 0, w), _uniform(rng, 0, h), _uniform(rng, 0.05, 0.3) * max(w, h)
        stretch = _uniform(rng, 0.5, 2)
        yy, xx = np.ogrid[0:h, 0:w]
        blob = np.exp(-(((xx - x) / r) ** 2 + ((yy - y) / (r * stretch)) ** 2)).astype(np.float32)
        frame = frame + blob[..., None] * _uniform(rng, 40, 190)
    return np.asarray(frame, np.float32)


def camera(rng: Rng, frame: NDArray[np.float32], harsh: float) -> Image:
    """White balance, exposure, blur, sensor noise and JPEG.

    Args:
        rng: where chance comes from.
        frame: float32 (height, width, 3) BGR, about 0 to 255.
        harsh: see `Synthesizer`.

    Returns:
        uint8 (height, width, 3) BGR.
    """
    h, w = frame.shape[:2]
    gains = np.exp(rng.normal(0, 0.07 * harsh, 3)).astype(np.float32)
    if _chance(rng, 0.16 * harsh):
        gains *= np.array([_uniform(rng, 0.65, 1.35), 1.0, _uniform(rng, 0.8, 1.3)], np.float32)
    exposure = np.exp(rng.normal(-0.03, 0.22 * harsh))
    if _chance(rng, 0.08 * harsh):
        exposure *= _uniform(rng, 0.25, 0.6)
    frame = np.clip(frame * (gains * exposure), 0, 255)
    if _chance(rng, 0.5):
        gamma = np.exp(rng.normal(0, 0.2 * harsh))
        frame = 255 * np.power(frame / 255, gamma)
    if _chance(rng, 0.35 * harsh):
        frame = cv2.GaussianBlur(frame, (0, 0), _uniform(rng, 0.4, 1.9))
    if _chance(rng, 0.2 * harsh):
        length = int(rng.integers(3, 11))
        kernel = np.zeros((length, length), np.float32)
        angle = _uniform(rng, 0, np.pi)
        dx, dy = np.cos(angle) * length / 2, np.sin(angle) * length / 2
        middle = length / 2
        start, end = (int(middle - dx), int(middle - dy)), (int(middle + dx), int(middle + dy))
        cv2.line(kernel, start, end, 1.0)
        frame = cv2.filter2D(frame, -1, kernel / max(kernel.sum(), 1e-6))
    if _chance(rng, 0.25 * harsh):
        # A picture that was once smaller, as web pictures and digital zoom give.
        small = _uniform(rng, 0.35, 0.8)
        frame = cv2.resize(
            cv2.resize(frame, (max(8, int(w * small)), max(8, int(h * small))), interpolation=cv2.INTER_AREA),
            (w, h),
            interpolation=cv2.INTER_LINEAR,
        )
    if _chance(rng, 0.5):
        noise = rng.standard_normal((h, w, 3), dtype=np.float32)
        frame = frame + noise * _uniform(rng, 1, 9)
    out: Any = np.clip(frame, 0, 255).astype(np.uint8)
    if _chance(rng, 0.03 * harsh):
        out = cv2.cvtColor(cv2.cvtColor(out, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    if _chance(rng, 0.5):
        _, coded = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 96))])
        out = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    return np.asarray(out, np.uint8)


# ------------------------------------------------------------------------------------------------------ synthesiser


class Synthesizer:
    """Makes training pictures from a catalogue.

    All pictures are read once, when it is made (about 1 GB for 10,000 pictures); processes forked later share them.

    Args:
        cat: the pictures.
        labels: the classes, as `class_list` gives them.
        size: side of the square pictures, pixels.
        unknown_share: share of pictures, 0 to 1, that show no note the model knows.
        currency_weights: how often each currency is drawn, relative to the others; absent ones weigh 1.
        real_share: share of a value's pictures, 0 to 1, that are real photos where it has plenty.
        smallest: share of the picture that the smallest notes fill, above 0.
        harsh: how far light and camera go: 1 as in training (near darkness, glare, heavy blur now and then), 0 hardly.
        places: where the notes of real photos lie, by path, as far as that is known: what covers them is then laid over
            the note, and more of their own background is left out.
    """

    def __init__(
        self,
        cat: Catalogue,
        labels: Sequence[NoteLabel],
        size: int = 224,
        unknown_share: float = 0.25,
        currency_weights: dict[str, float] | None = None,
        real_share: float = 0.4,
        smallest: float = 0.10,
        harsh: float = 1.0,
        places: Mapping[Path, Box] | None = None,
    ) -> None:
        self.labels = tuple(labels)
        self.size = size
        self.unknown_share = unknown_share
        self.real_share = real_share
        self.smallest = smallest
        self.harsh = harsh
        self.skipped: list[str] = []
        references = self._load_notes(cat.references, 700, {})
        self._references = {key: [photo.image for photo in photos] for key, photos in references.items()}
        self._photos = self._load_notes(cat.photos, 360, places or {})
        self._backgrounds = self._load_all(cat.backgrounds, 400)
        self._hard = self._load_all(cat.hard_negatives, 400)
        self._others = self._load_all(cat.other_notes, 360)
        self._other_mips = [_Mips(p) for p in self._others]
        self._hands = self._load_hands(cat.hands)
        self._reference_mips = {key: [_Mips(p) for p in ps] for key, ps in self._references.items()}
        values = sorted({(label.currency, label.value) for label in self.labels if not label.is_unknown})
        by_currency: dict[str, list[str]] = {}
        for currency, value in values:
            by_currency.setdefault(currency, []).append(value)
        self._values = by_currency
        weights = currency_weights or {}
        self._currencies = sorted(by_currency)
        raw = np.array([weights.get(c, 1.0) for c in self._currencies])
        self._currency_p = raw / raw.sum()

    def _load_all(self, paths: Sequence[Path], longest: int) -> list[Image]:
        pictures = []
        for path in paths:
            try:
                pictures.append(load(path, longest))
            except PictureError as error:
                self.skipped.append(str(error))
        return pictures

    def _load_notes(
        self, items: Sequence[LabelledPicture], longest: int, places: Mapping[Path, Box]
    ) -> dict[tuple[int, ...], list[_Photo]]:
        notes: dict[tuple[int, ...], list[_Photo]] = {}
        for item in items:
            classes = target_classes(item, self.labels)
            if classes and (pictures := self._load_all([item.path], longest)):
                notes.setdefault(classes, []).extend(_Photo(picture, places.get(item.path)) for picture in pictures)
        return notes

    def _load_hands(self, pairs: Sequence[tuple[Path, Path]]) -> list[tuple[Image, NDArray[np.float32]]]:
        hands = []
        for path, mask_path in pairs:
            try:
                picture = load(path, 256)
            except PictureError as error:
                self.skipped.append(str(error))
                continue
            mask = cv2.imdecode(np.fromfile(mask_path, np.uint8), cv2.IMREAD_GRAYSCALE)
            if mask is None or not mask.any():
                self.skipped.append(f"{mask_path} is not a mask.")
                continue
            mask = (mask > 0).astype(np.float32)
            mask = cv2.resize(mask, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_AREA)
            ys, xs = np.nonzero(mask > 0.5)
            if len(ys) < 100:
                continue
            cut = np.s_[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
            hands.append((np.ascontiguousarray(picture[cut]), np.ascontiguousarray(mask[cut])))
        return hands

    # -- what is drawn

    def sample(self, rng: Rng) -> Sample:
        """One picture; the same generator state gives the same picture."""
        if _chance(rng, self.unknown_share):
            return self._unknown(rng)
        currency = self._currencies[int(rng.choice(len(self._currencies), p=self._currency_p))]
        value = self._values[currency][int(rng.integers(len(self._values[currency])))]
        return self.note_sample(rng, currency, value)

    def note_sample(self, rng: Rng, currency: str, value: str, synthetic: bool | None = None) -> Sample:
        """One picture of a given value, synthetic, real, or (None) either.

        Raises:
            KeyError: there is no picture of that value to draw from.
        """

        def of_value(pool: Mapping[tuple[int, ...], Sequence[Any]]) -> list[tuple[int, ...]]:
            return [
                k
                for k, pictures in pool.items()
                if pictures and (self.labels[k[0]].currency, self.labels[k[0]].value) == (currency, value)
            ]

        flat, real = of_value(self._references), of_value(self._photos)
        count = sum(len(self._photos[k]) for k in real)
        if synthetic is None:
            share = self.real_share * min(1.0, count / 25) if flat else 1.0
            synthetic = not (real and _chance(rng, share))
        if not (flat if synthetic else real):
            raise KeyError(f"no {'flat notes' if synthetic else 'photos'} of {currency} {value}")
        if synthetic:
            key = flat[int(rng.integers(len(flat)))]
            return self._composite(rng, key)
        # A photo is drawn evenly over all photos of the value.
        pick = int(rng.integers(count))
        for key in real:
            if pick < len(self._photos[key]):
                return self._real(rng, self._photos[key][pick], key)
            pick -= len(self._photos[key])
        raise AssertionError("unreachable: pick is below the count")

    def _frame_shape(self, rng: Rng) -> tuple[int, int]:
        aspect = _ASPECTS[int(rng.choice(len(_ASPECTS), p=[p for _, p in _ASPECTS]))][0]
        return (_LONG_SIDE, round(_LONG_SIDE / aspect)) if aspect >= 1 else (round(_LONG_SIDE * aspect), _LONG_SIDE)

    def _background(self, rng: Rng, w: int, h: int) -> NDArray[np.float32]:
        kind = rng.random()
        if kind < 0.72:
            frame = _crop_to(rng, self._backgrounds[int(rng.integers(len(self._backgrounds)))], w, h)
            out = frame.astype(np.float32) * rng.uniform(0.75, 1.2, 3).astype(np.float32)
        else:
            # A plain table, wall or cloth: one colour with a slow change and a grain.
            base = rng.uniform(15, 245) + rng.normal(0, 18, 3)
            out = np.ones((h, w, 3), np.float32) * base.astype(np.float32)
            out += _smooth_noise(rng, h, w, int(rng.integers(2, 9)))[..., None] * _uniform(rng, 0, 25)
            grain = rng.standard_normal((h, w), dtype=np.float32)
            if _chance(rng, 0.5):
                grain = cv2.GaussianBlur(grain, (0, 0), _uniform(rng, 0.5, 4), sigmaY=_uniform(rng, 0.5, 12)) * 4
            out += grain[..., None] * _uniform(rng, 0, 9)
        if _chance(rng, 0.3):
            out = cv2.GaussianBlur(out, (0, 0), _uniform(rng, 0.6, 4))
        return np.clip(out, 0, 255).astype(np.float32)

    def _composite(self, rng: Rng, key: tuple[int, ...]) -> Sample:
        w, h = self._frame_shape(rng)
        frame = self._background(rng, w, h)
        easy = _chance(rng, 0.15)
        pool = self._reference_mips[key]
        mips = pool[int(rng.integers(len(pool)))]
        classes = set(key)
        area = float(np.exp(rng.uniform(np.log(self.smallest), np.log(1.3))))
        pose = _pose(rng, w, h, self._aspect(rng, mips), area, 20 if easy else 50)
        if _chance(rng, 0.13) and area < 0.8:
            # More than one note of the value, as a fan, a stack or both sides side by side.
            label = self.labels[key[0]]
            for _ in range(int(rng.integers(1, 4))):
                siblings = [
                    k
                    for k in self._reference_mips
                    if (self.labels[k[0]].currency, self.labels[k[0]].value) == (label.currency, label.value)
                ]
                other_key = key if _chance(rng, 0.6) else siblings[int(rng.integers(len(siblings)))]
                others = self._reference_mips[other_key]
                spread = _uniform(rng, 0.05, 0.5)
                shift = np.array(
                    [[1, 0, rng.normal(0, spread) * w * 0.5], [0, 1, rng.normal(0, spread) * h * 0.5], [0, 0, 1]]
                )
                turn = np.eye(3)
                middle = pose @ np.array([0.5, 0.5, 1.0])
                turn[:2] = cv2.getRotationMatrix2D(
                    (float(middle[0] / middle[2]), float(middle[1] / middle[2])), float(rng.normal(0, 25)), 1.0
                )
                extra = _place(rng, others[int(rng.integers(len(others)))], shift @ turn @ pose, w, h, 0.5)
                frame = self._paste(rng, frame, extra)
                classes |= set(other_key)
        if not easy and _chance(rng, 0.15) and (reverse := self._other_face(key)) is not None:
            placed = self._loosely_folded(rng, mips, self._reference_mips[reverse], pose, w, h)
            classes |= set(reverse)
        else:
            placed = _place(rng, mips, pose, w, h, 0.3 if easy else 1.0)
        frame = self._paste(rng, frame, placed)
        if not easy and _chance(rng, 0.6):
            frame = self._cover(rng, frame, placed.alpha)
        frame = _light(rng, frame, self.harsh)
        return self._finish(rng, frame, tuple(sorted(classes)), placed.alpha)

    def _other_face(self, key: tuple[int, ...]) -> tuple[int, ...] | None:
        """The flat notes' key of the same note's other face."""
        label = self.labels[key[0]]
        other = replace(label, face="back" if label.face == "front" else "front")
        return next((k for k in self._reference_mips if len(k) == 1 and self.labels[k[0]] == other), None)

    @staticmethod
    def _loosely_folded(
        rng: Rng, mips: _Mips, reverse: Sequence[_Mips], pose: NDArray[np.float64], w: int, h: int
    ) -> _Placed:
        """A note of which a part is folded behind, or before, the rest and shows its other face."""
        window = _fold(rng)
        part = _place(rng, mips, pose, w, h, 0.6, window)
        flap_pose, flap_window = _flap(rng, pose, window)
        flap = _place(rng, reverse[int(rng.integers(len(reverse)))], flap_pose, w, h, 0.6, flap_window)
        flap = replace(flap, pixels=flap.pixels * np.float32(_uniform(rng, 0.65, 1.05)))
        before, behind = (flap, part) if _chance(rng, 0.4) else (part, flap)
        alpha = before.alpha[..., None]
        return _Placed(
            np.asarray(behind.pixels * (1 - alpha) + before.pixels * alpha, np.float32),
            np.maximum(behind.alpha, before.alpha),
        )

    @staticmethod
    def _aspect(rng: Rng, mips: _Mips) -> float:
        image = mips.levels[0]
        return float(image.shape[1] / image.shape[0] * np.exp(rng.normal(0, 0.05)))

    @staticmethod
    def _paste(rng: Rng, frame: NDArray[np.float32], placed: _Placed) -> NDArray[np.float32]:
        h, w = placed.alpha.shape
        if _chance(rng, 0.6):
            small = cv2.resize(placed.alpha, (w // 4, h // 4), interpolation=cv2.INTER_AREA)
            small = cv2.GaussianBlur(small, (0, 0), _uniform(rng, 0.5, 4))
            shift = np.array([[1, 0, rng.normal(0, 2)], [0, 1, rng.normal(0, 2)]], np.float32)
            small = cv2.warpAffine(small, shift, (w // 4, h // 4))
            frame = frame * (1 - cv2.resize(small, (w, h)) * _uniform(rng, 0.1, 0.6))[..., None]
        alpha = placed.alpha[..., None]
        return np.asarray(frame * (1 - alpha) + placed.pixels * alpha, np.float32)

    def _cover(self, rng: Rng, frame: NDArray[np.float32], note: NDArray[np.float32]) -> NDArray[np.float32]:
        """Hands, fingers or things before the note, together over at most 40 % of it."""
        h, w = note.shape
        area = float(note.sum())
        if area < 50:
            return frame
        covered = np.zeros_like(note)
        ys, xs = np.nonzero(note > 0.5)
        edge = cv2.morphologyEx((note > 0.5).astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
        eys, exs = np.nonzero(edge)
        if _chance(rng, 0.3):
            frame, covered = self._lay_over(rng, frame, note)
        for _ in range(int(rng.choice([1, 2, 3], p=[0.5, 0.4, 0.1]))):
            kind = rng.random()
            # Hands hold a note by its edge; things lie anywhere on it.
            near_edge = len(exs) > 0 and _chance(rng, 0.75 if kind < 0.7 else 0.2)
            pick = int(rng.integers(len(exs) if near_edge else len(xs)))
            cx, cy = (exs[pick], eys[pick]) if near_edge else (xs[pick], ys[pick])
            scale = np.sqrt(area)
            if kind < 0.45 and self._hands:
                picture, mask = self._hands[int(rng.integers(len(self._hands)))]
                size = scale * _uniform(rng, 0.5, 1.7)
                pixels, alpha = self._stick(rng, picture.astype(np.float32), mask, cx, cy, size, w, h)
            elif kind < 0.7:
                # A finger: a rounded bar of skin colour that comes from outside the note.
                alpha = np.zeros((h, w), np.float32)
                mx, my = xs.mean(), ys.mean()
                away = np.array([cx - mx, cy - my], np.float64)
                away = away / (np.linalg.norm(away) + 1e-6)
                turn = rng.normal(0, 0.5)
                away = np.array(
                    [away[0] * np.cos(turn) - away[1] * np.sin(turn), away[0] * np.sin(turn) + away[1] * np.cos(turn)]
                )
                tip = np.array([cx, cy]) - away * scale * _uniform(rng, 0.03, 0.3)
                tail = tip + away * scale * 2
                thick = max(3, int(scale * _uniform(rng, 0.10, 0.26)))
                cv2.line(alpha, (int(tip[0]), int(tip[1])), (int(tail[0]), int(tail[1])), 1.0, thick)
                alpha = cv2.GaussianBlur(alpha, (0, 0), 0.7)
                tone = np.array([_uniform(rng, 0.45, 0.8), _uniform(rng, 0.6, 0.85), 1.0]) * _uniform(rng, 60, 245)
                round_off = cv2.GaussianBlur(alpha, (0, 0), max(1.0, thick / 4))
                pixels = tone.astype(np.float32) * (0.55 + 0.5 * round_off[..., None])
            elif kind < 0.8:
                # A pen or a cable, of one colour, right across.
                alpha = np.zeros((h, w), np.float32)
                angle = _uniform(rng, 0, np.pi)
                reach = np.array([np.cos(angle), np.sin(angle)]) * scale * _uniform(rng, 0.4, 1.2)
                start, end = np.array([cx, cy]) - reach, np.array([cx, cy]) + reach
                if _chance(rng, 0.6):
                    thick = max(1, int(scale * _uniform(rng, 0.02, 0.16)))
                    cv2.line(alpha, (int(start[0]), int(start[1])), (int(end[0]), int(end[1])), 1.0, thick, cv2.LINE_AA)
                else:
                    thick = max(1, int(scale * _uniform(rng, 0.01, 0.05)))
                    loops = np.linspace(start, end, 24) + np.cumsum(rng.normal(0, 0.06 * scale, (24, 2)), axis=0)
                    cv2.polylines(alpha, [loops.astype(np.int32)], False, 1.0, thick, cv2.LINE_AA)
                round_off = cv2.GaussianBlur(alpha, (0, 0), max(1.0, thick / 4))
                pixels = rng.uniform(10, 255, 3).astype(np.float32) * (0.6 + 0.45 * round_off[..., None])
            else:
                thing = self._backgrounds[int(rng.integers(len(self._backgrounds)))].astype(np.float32)
                mask = np.zeros(thing.shape[:2], np.float32)
                th, tw = thing.shape[:2]
                if _chance(rng, 0.5):
                    cv2.ellipse(
                        mask,
                        (tw // 2, th // 2),
                        (int(tw * _uniform(rng, 0.2, 0.5)), int(th * _uniform(rng, 0.2, 0.5))),
                        0,
                        0,
                        360,
                        1.0,
                        -1,
                    )
                else:
                    points = rng.uniform(0, 1, (5, 2)) * (tw, th)
                    cv2.fillConvexPoly(mask, cv2.convexHull(points.astype(np.int32)), 1.0)
                pixels, alpha = self._stick(rng, thing, mask, cx, cy, scale * _uniform(rng, 0.3, 1.0), w, h)
            if float((np.maximum(covered, alpha) * note).sum()) / area > 0.4:
                continue
            covered = np.maximum(covered, alpha)
            frame = frame * (1 - alpha[..., None]) + pixels * alpha[..., None]
        return np.asarray(frame, np.float32)

    def _lay_over(
        self, rng: Rng, frame: NDArray[np.float32], note: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """A book, a cloth or another thing over the note from one side, over 10 to 40 % of it: the frame, and what is
        hidden, float32 (height, width), 0 to 1."""
        h, w = note.shape
        angle = _uniform(rng, 0, 2 * np.pi)
        ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
        along = xs * np.float32(np.cos(angle)) + ys * np.float32(np.sin(angle))
        edge = float(np.quantile(along[note > 0.5], _uniform(rng, 0.6, 0.9)))
        hidden = np.clip(along - edge, 0, 1)
        if _chance(rng, 0.5):
            # No wider than about the note.
            across = -xs * np.float32(np.sin(angle)) + ys * np.float32(np.cos(angle))
            low, high = np.quantile(across[note > 0.5], (0.0, 1.0))
            margin = (high - low) * _uniform(rng, 0.0, 0.3)
            hidden *= (across > low - margin) & (across < high + margin)
        thing = self._background(rng, w, h)
        return np.asarray(frame * (1 - hidden[..., None]) + thing * hidden[..., None], np.float32), hidden

    @staticmethod
    def _stick(
        rng: Rng,
        picture: NDArray[np.float32],
        mask: NDArray[np.float32],
        cx: float,
        cy: float,
        size: float,
        w: int,
        h: int,
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """A cut-out turned, scaled to `size` pixels and laid with a random point of it at (cx, cy)."""
        ph, pw = mask.shape
        scale = size / max(ph, pw)
        matrix = cv2.getRotationMatrix2D((pw / 2, ph / 2), _uniform(rng, 0, 360), scale)
        matrix[:, 2] += np.array([cx, cy]) - (pw / 2, ph / 2) + rng.normal(0, size * 0.2, 2)
        flip = _chance(rng, 0.5)
        if flip:
            picture, mask = picture[:, ::-1], mask[:, ::-1]
        pixels = cv2.warpAffine(np.ascontiguousarray(picture), matrix, (w, h), flags=cv2.INTER_LINEAR)
        alpha = cv2.warpAffine(np.ascontiguousarray(mask), matrix, (w, h), flags=cv2.INTER_LINEAR)
        return np.asarray(pixels * _uniform(rng, 0.7, 1.15), np.float32), np.asarray(alpha, np.float32)

    def _real(self, rng: Rng, source: _Photo, classes: tuple[int, ...], has_note: float = float("nan")) -> Sample:
        """A real photo moved, turned and zoomed a little, then through the camera; or photographed anew, as a print
        that lies, bent and partly covered, before another background."""
        w, h = self._frame_shape(rng)
        photo, note = source.image, source.note
        ph, pw = photo.shape[:2]
        if abs(ph - pw) <= 0.02 * pw and _chance(rng, 0.5):
            # Some sources squeezed their pictures to squares; a camera does not.
            stretch = 4 / 3 if _chance(rng, 0.5) else 3 / 4
            photo = np.asarray(
                cv2.resize(photo, None, fx=min(1.0, stretch), fy=min(1.0, 1 / stretch), interpolation=cv2.INTER_AREA),
                np.uint8,
            )
            ph, pw = photo.shape[:2]
        if _chance(rng, 0.3 if note is None else 0.4):
            # Less of its own background too, so that a table or a face does not become a sign of the note.
            if note is None:
                cw, ch = round(pw * _uniform(rng, 0.6, 1.0)), round(ph * _uniform(rng, 0.6, 1.0))
                x, y = ((pw - cw) // 2, (ph - ch) // 2)
                photo = photo[y : y + ch, x : x + cw]
            else:
                photo = part_around(photo, note, _uniform(rng, 0.02, 0.4))
                ch, cw = photo.shape[:2]
            area = float(np.exp(rng.uniform(np.log(0.15), np.log(1.4))))
            pose = _pose(rng, w, h, cw / ch, area, 50)
            placed = _place(rng, _Mips(photo), pose, w, h, 0.3)
            frame = self._paste(rng, self._background(rng, w, h), placed)
            if _chance(rng, 0.4):
                frame = self._cover(rng, frame, placed.alpha)
            return self._finish(rng, _light(rng, frame, self.harsh), classes, None, has_note)
        fit = min(w / pw, h / ph) if _chance(rng, 0.7) else max(w / pw, h / ph)
        scale = fit * float(np.exp(rng.normal(0.05, 0.2)))
        turn = rng.random()
        angle = (
            float(rng.normal(0, 12))
            if turn < 0.5
            else _uniform(rng, 0, 360)
            if turn < 0.85
            else float(rng.choice([90, 180, 270]))
        )
        matrix = np.eye(3)
        matrix[:2] = cv2.getRotationMatrix2D((pw / 2, ph / 2), angle, scale)
        matrix[0, 2] += w / 2 - pw / 2 + rng.normal(0, 0.06) * w
        matrix[1, 2] += h / 2 - ph / 2 + rng.normal(0, 0.06) * h
        squeeze = np.eye(3)
        squeeze[0, 0] = np.exp(rng.normal(0, 0.07))
        squeeze[0, 1] = rng.normal(0, 0.05)
        centre = np.array([[1, 0, w / 2], [0, 1, h / 2], [0, 0, 1]])
        tilt = np.eye(3)
        tilt[2, :2] = rng.normal(0, 0.12, 2) / max(w, h)
        matrix = placing = centre @ tilt @ squeeze @ np.linalg.inv(centre) @ matrix
        if scale < 0.6:
            photo = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            matrix = matrix @ np.diag([1 / scale, 1 / scale, 1])
        if _chance(rng, 0.5):
            frame = cv2.warpPerspective(
                photo, matrix, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
            ).astype(np.float32)
        else:
            frame = self._background(rng, w, h)
            alpha = cv2.warpPerspective(np.ones(photo.shape[:2], np.float32), matrix, (w, h))[..., None]
            drawn = cv2.warpPerspective(photo, matrix, (w, h), flags=cv2.INTER_LINEAR).astype(np.float32)
            frame = frame * (1 - alpha) + drawn * alpha
        frame = _saturate(frame, _uniform(rng, 0.7, 1.3))
        if classes != (0,) and _chance(rng, 0.35):
            # Where nothing tells the note's place, it is nearly always about the middle.
            over = np.zeros((h, w), np.float32)
            if note is None:
                cv2.rectangle(over, (w // 5, h // 4), (4 * w // 5, 3 * h // 4), 1.0, -1)
            else:
                corners = np.array([[x * pw, y * ph] for x, y in _corners(note)], np.float32)
                seen = cv2.perspectiveTransform(corners[None], placing)[0]
                cv2.fillConvexPoly(over, np.round(seen).astype(np.int32), 1.0)
            frame = self._cover(rng, frame, over)
        if _chance(rng, 0.35):
            frame = _light(rng, frame, self.harsh)
        return self._finish(rng, frame, classes, None, has_note)

    def _unknown(self, rng: Rng) -> Sample:
        """Something that is not a note the model knows: scenes, hard negatives, other notes, note-shaped things."""
        kind = rng.random()
        if kind < 0.30 or (kind < 0.50 and not self._hard):
            w, h = self._frame_shape(rng)
            frame = self._background(rng, w, h)
            if self._hands and _chance(rng, 0.5):
                if _chance(rng, 0.4):
                    # A hand alone, before a wall: what a camera sees first, before any note.
                    frame = np.full((h, w, 3), rng.uniform(0, 255, 3) * _uniform(rng, 0.2, 1), np.float32)
                    frame = _saturate(frame, _uniform(rng, 0.0, 0.6))
                middle = np.zeros((h, w), np.float32)
                cv2.rectangle(middle, (w // 4, h // 4), (3 * w // 4, 3 * h // 4), 1.0, -1)
                frame = self._cover(rng, frame, middle)
            return self._finish(rng, _light(rng, frame, self.harsh), (0,), None, 0.0)
        if kind < 0.50:
            return self._real(rng, _Photo(self._hard[int(rng.integers(len(self._hard)))]), (0,), 0.0)
        if kind < 0.72 and self._others:
            return self._real(rng, _Photo(self._others[int(rng.integers(len(self._others)))]), (0,))
        # A note-shaped thing: another currency's note or any picture at all, bent and lit like a note.
        w, h = self._frame_shape(rng)
        frame = self._background(rng, w, h)
        if self._others and _chance(rng, 0.6):
            mips = self._other_mips[int(rng.integers(len(self._other_mips)))]
        else:
            pool = self._hard if _chance(rng, 0.5) and self._hard else self._backgrounds
            width = int(rng.integers(160, 400))
            mips = _Mips(_crop_to(rng, pool[int(rng.integers(len(pool)))], width, int(width / _uniform(rng, 1.6, 2.6))))
        area = float(np.exp(rng.uniform(np.log(0.10), np.log(1.2))))
        placed = _place(rng, mips, _pose(rng, w, h, self._aspect(rng, mips), area, 45), w, h, 1.0)
        frame = self._paste(rng, frame, placed)
        if _chance(rng, 0.6):
            frame = self._cover(rng, frame, placed.alpha)
        return self._finish(rng, _light(rng, frame, self.harsh), (0,), placed.alpha)

    def _finish(
        self,
        rng: Rng,
        frame: NDArray[np.float32],
        classes: tuple[int, ...],
        note: NDArray[np.float32] | None,
        has_note: float = float("nan"),
    ) -> Sample:
        if _chance(rng, 0.08 * self.harsh):
            # Next to no light: what the app then lightens is full of the sensor's noise, and so it is here.
            frame = frame * np.float32(_uniform(rng, 0.15, 0.5))
        picture = lightened(letterbox(camera(rng, frame, self.harsh), self.size), *frame.shape[:2])
        box = _NO_BOX
        if note is not None:
            rows, columns = np.nonzero(note.max(1) > 0.5)[0], np.nonzero(note.max(0) > 0.5)[0]
            if len(rows) and len(columns):
                h, w = note.shape
                longest = max(h, w)
                x0, y0 = (longest - w) / 2, (longest - h) / 2
                box = (
                    (columns[0] + x0) / longest,
                    (rows[0] + y0) / longest,
                    (columns[-1] + 1 + x0) / longest,
                    (rows[-1] + 1 + y0) / longest,
                )
                has_note = 1.0
        return Sample(picture, classes, box, has_note)


# -------------------------------------------------------------------------------------------------------------- step


def contact_sheet(samples: Sequence[Sample], labels: Sequence[NoteLabel], columns: int = 10) -> Image:
    """Samples side by side with their labels and boxes, BGR uint8."""
    size = samples[0].image.shape[0]
    rows = -(-len(samples) // columns)
    sheet = np.full((rows * (size + 16), columns * size, 3), PAD_VALUE, np.uint8)
    for n, sample in enumerate(samples):
        x, y = n % columns * size, n // columns * (size + 16)
        tile = cv2.cvtColor(sample.image, cv2.COLOR_RGB2BGR)
        if not np.isnan(sample.box[0]):
            left, top, right, bottom = (round(v * size) for v in sample.box)
            cv2.rectangle(tile, (left, top), (right - 1, bottom - 1), (0, 255, 0), 1)
        sheet[y : y + size, x : x + size] = tile
        text = "+".join(labels[c].text for c in sample.classes[:2])
        cv2.putText(sheet, text, (x + 2, y + size + 12), cv2.FONT_HERSHEY_PLAIN, 0.8, (255, 255, 255), 1)
    return sheet


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser(
        "synthesize", help="show what the synthesiser makes", description="Write a contact sheet of training pictures."
    )
    parser.add_argument("--data", type=Path, required=True, help="data folder")
    parser.add_argument("--specimens", type=Path, default=Path("assets/specimens"), help="folder with XTS notes")
    parser.add_argument("--currencies", default="XTS,USD,EUR,INR", help="comma list (default: %(default)s)")
    parser.add_argument("--preview", type=Path, required=True, help="picture to write (keep it out of the repository)")
    parser.add_argument("--count", type=int, default=80, help="how many pictures (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    cat = catalogue(args.data, args.specimens, args.currencies.split(","))
    labels = class_list(cat)
    synthesizer = Synthesizer(cat, labels)
    rng = np.random.default_rng(args.seed)
    samples = [synthesizer.sample(rng) for _ in range(args.count)]
    args.preview.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(args.preview), contact_sheet(samples, labels))
    print(f"{args.count} pictures of {len(labels)} classes: {args.preview}")
    for line in synthesizer.skipped:
        print(f"skipped: {line}")
    return 0
