"""Real photos seen a little otherwise: moved, turned and zoomed, or cut to a print that is photographed anew."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.box import part_around
from convert.data.images import Image
from convert.synthesis import functional as F
from convert.synthesis.config import Photos
from convert.synthesis.ranges import Rng, chance
from convert.synthesis.sources import Photo

# A photo that is drawn smaller than this is shrunk first (aliasing); no matter of chance.
_SHRINK_BELOW = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A photo as it is seen in a frame.

    Attributes:
        photo: shrunk where it is drawn small.
        matrix: from its pixels to the frame's, (3, 3).
        placing: the same from the pixels of the photo as it was.
    """

    photo: Image
    matrix: NDArray[np.float64]
    placing: NDArray[np.float64]


def unsqueezed(rng: Rng, source: Photo, config: Photos) -> Photo:
    """A square photo made wider or higher now and then; another one as it is."""
    ph, pw = source.image.shape[:2]
    if not (abs(ph - pw) <= config.square_tolerance * pw and chance(rng, config.unsqueeze_chance)):
        return source
    stretch = 4 / 3 if chance(rng, config.widen_chance) else 3 / 4
    image = cv2.resize(source.image, None, fx=min(1.0, stretch), fy=min(1.0, 1 / stretch), interpolation=cv2.INTER_AREA)
    return replace(source, image=np.asarray(image, np.uint8))


def print_of(rng: Rng, source: Photo, config: Photos) -> Image:
    """The part of a photo that is printed: about its note, or about its middle."""
    photo = source.image
    if source.note is not None:
        return part_around(photo, source.note, config.print_margin.draw(rng))
    ph, pw = photo.shape[:2]
    cw, ch = round(pw * config.print_crop.draw(rng)), round(ph * config.print_crop.draw(rng))
    x, y = (pw - cw) // 2, (ph - ch) // 2
    return photo[y : y + ch, x : x + cw]


def _turn_deg(rng: Rng, config: Photos) -> float:
    kind = rng.random()
    if kind < config.slight_turn_chance:
        return float(rng.normal(0, config.slight_turn_spread_deg))
    if kind < config.slight_turn_chance + config.any_turn_chance:
        return float(rng.uniform(0, 360))
    return float(rng.choice([90, 180, 270]))


def draw_view(rng: Rng, photo: Image, w: int, h: int, config: Photos) -> View:
    """A photo moved, turned, zoomed and distorted a little in a frame of w by h pixels."""
    ph, pw = photo.shape[:2]
    fit = min(w / pw, h / ph) if chance(rng, config.whole_chance) else max(w / pw, h / ph)
    scale = fit * float(np.exp(rng.normal(config.zoom, config.zoom_spread)))
    matrix = np.eye(3)
    matrix[:2] = cv2.getRotationMatrix2D((pw / 2, ph / 2), _turn_deg(rng, config), scale)
    matrix[0, 2] += w / 2 - pw / 2 + rng.normal(0, config.shift_spread) * w
    matrix[1, 2] += h / 2 - ph / 2 + rng.normal(0, config.shift_spread) * h
    squeeze = np.eye(3)
    squeeze[0, 0] = np.exp(rng.normal(0, config.squeeze_spread))
    squeeze[0, 1] = rng.normal(0, config.skew_spread)
    centre = np.array([[1, 0, w / 2], [0, 1, h / 2], [0, 0, 1]])
    tilt = np.eye(3)
    tilt[2, :2] = rng.normal(0, config.tilt_spread, 2) / max(w, h)
    matrix = placing = centre @ tilt @ squeeze @ np.linalg.inv(centre) @ matrix
    if scale < _SHRINK_BELOW:
        photo = np.asarray(cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        matrix = matrix @ np.diag([1 / scale, 1 / scale, 1])
    return View(photo, matrix, placing)


def reflected(view: View, w: int, h: int) -> NDArray[np.float32]:
    """The view, and beyond the photo's edges its mirror image."""
    frame = cv2.warpPerspective(
        view.photo, view.matrix, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
    )
    return np.asarray(frame.astype(np.float32))


def before(view: View, frame: NDArray[np.float32]) -> NDArray[np.float32]:
    """The view, and beyond the photo's edges another frame."""
    h, w = frame.shape[:2]
    alpha = cv2.warpPerspective(np.ones(view.photo.shape[:2], np.float32), view.matrix, (w, h))
    drawn = cv2.warpPerspective(view.photo, view.matrix, (w, h), flags=cv2.INTER_LINEAR).astype(np.float32)
    return F.over(frame, drawn, alpha)


def note_mask(view: View, source: Photo, w: int, h: int) -> NDArray[np.float32]:
    """Where the photo's note lies in the view; where nothing tells its place, it is nearly always about the middle."""
    mask = np.zeros((h, w), np.float32)
    if source.note is None:
        cv2.rectangle(mask, (w // 5, h // 4), (4 * w // 5, 3 * h // 4), 1.0, -1)
        return mask
    ph, pw = source.image.shape[:2]
    corners = np.array([[x * pw, y * ph] for x, y in F.corners(source.note)], np.float32)
    seen = cv2.perspectiveTransform(corners[None], view.placing)[0]
    cv2.fillConvexPoly(mask, np.round(seen).astype(np.int32), 1.0)
    return mask
