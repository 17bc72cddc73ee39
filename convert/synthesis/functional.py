"""The synthesiser's maths: pure functions of arrays and numbers. What the numbers are is drawn elsewhere.

Frames are float32 (height, width, 3), BGR, about 0 to 255; masks float32 (height, width), 0 to 1. Note coordinates run
from 0 to 1 along the long side (u) and along the short side (v).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.observation import Box
from convert.data.images import Image

Frame = NDArray[np.float32]
Mask = NDArray[np.float32]
Matrix = NDArray[np.float64]


def corners(box: Box) -> list[tuple[float, float]]:
    """Of a box, clockwise from the left upper one."""
    return [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]


def saturate(pixels: Frame, amount: float) -> Frame:
    """Colours moved away from (amount above 1) or towards grey."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)[..., None]
    return np.asarray(grey + (pixels - grey) * np.float32(amount), np.float32)


def over(frame: Frame, pixels: NDArray[Any], alpha: Mask) -> Frame:
    """Pixels laid over a frame."""
    return np.asarray(frame * (1 - alpha[..., None]) + pixels * alpha[..., None], np.float32)


# ----------------------------------------------------------------------------------------------------------- geometry


def tilting(axis_rad: float, tilt_rad: float) -> Matrix:
    """A turn in space about a line in the plane, (3, 3)."""
    c, s = np.cos(tilt_rad), np.sin(tilt_rad)
    ax, ay = np.cos(axis_rad), np.sin(axis_rad)
    return np.array(
        [
            [c + ax * ax * (1 - c), ax * ay * (1 - c), ay * s],
            [ax * ay * (1 - c), c + ay * ay * (1 - c), -ax * s],
            [-ay * s, ax * s, c],
        ]
    )


def rolling(angle_rad: float) -> Matrix:
    """A turn in the plane, (3, 3)."""
    cr, sr = np.cos(angle_rad), np.sin(angle_rad)
    return np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])


def turning(about: NDArray[Any], angle_deg: float) -> Matrix:
    """A turn of the frame about a point in homogeneous coordinates, (3, 3)."""
    turn = np.eye(3)
    turn[:2] = cv2.getRotationMatrix2D((float(about[0] / about[2]), float(about[1] / about[2])), angle_deg, 1.0)
    return turn


def projected(aspect: float, turn: Matrix, distance: float) -> Matrix:
    """The corners of a rectangle, 2 high, turned in space and seen from a distance: (4, 2), clockwise."""
    half_w, half_h = aspect, 1.0
    flat = np.array([[-half_w, -half_h, 0], [half_w, -half_h, 0], [half_w, half_h, 0], [-half_w, half_h, 0]])
    turned = flat @ turn.T
    return np.asarray(turned[:, :2] * (distance / (distance + turned[:, 2:])))


def polygon_area(points: Matrix) -> float:
    """Of a polygon (n, 2)."""
    x, y = points[:, 0], points[:, 1]
    return float(0.5 * abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))))


def to_quad(quad: Matrix) -> Matrix:
    """The homography from note coordinates to a quadrilateral's pixels, (3, 3)."""
    source = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(source, quad.astype(np.float32)), np.float64)


def note_coordinates(pose: Matrix, w: int, h: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """For each pixel of a frame, where on the note it lies: u and v, each (h, w); behind the camera, far out."""
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
    return u, v


def drawn_size(pose: Matrix) -> tuple[float, float]:
    """How long and how high a note is drawn, pixels: the longer of each two sides."""
    quad = cv2.perspectiveTransform(np.array([[[0, 0], [1, 0], [1, 1], [0, 1]]], np.float32), pose)[0]
    width_px = max(float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[2] - quad[3])))
    height_px = max(float(np.linalg.norm(quad[3] - quad[0])), float(np.linalg.norm(quad[2] - quad[1])))
    return width_px, height_px


def soft_window(u: NDArray[Any], v: NDArray[Any], window: Sequence[float], width_px: float, height_px: float) -> Mask:
    """1 inside a window (from and to along u, from and to along v), with an edge one pixel wide."""
    low_u, high_u, low_v, high_v = window
    inside_u = np.minimum(u - low_u, high_u - u) * width_px
    inside_v = np.minimum(v - low_v, high_v - v) * height_px
    return np.asarray(np.clip(np.minimum(inside_u, inside_v) + 0.5, 0, 1).astype(np.float32))


def sampled(texture: Image, u: NDArray[Any], v: NDArray[Any]) -> Frame:
    """A flat picture at note coordinates."""
    th, tw = texture.shape[:2]
    pixels = cv2.remap(
        texture,
        (u * tw - 0.5).astype(np.float32),
        (v * th - 0.5).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(pixels.astype(np.float32))


def halved(image: Image) -> Image:
    """At half the size, at least 2 pixels a side."""
    size = (max(2, image.shape[1] // 2), max(2, image.shape[0] // 2))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


# -------------------------------------------------------------------------------------------------- light and shadow


def ramp(h: int, w: int, angle_rad: float) -> NDArray[np.float64]:
    """A slope over the frame in a direction, about -1 to 1: (h, w)."""
    return np.asarray(
        np.add.outer(np.linspace(-1, 1, h) * np.sin(angle_rad), np.linspace(-1, 1, w) * np.cos(angle_rad))
    )


def soft_polygon(points: NDArray[Any], blur_px: float, w: int, h: int) -> Mask:
    """A convex polygon around points, drawn at a quarter of the size and blurred there."""
    mask = np.zeros((h // 4, w // 4), np.float32)
    cv2.fillConvexPoly(mask, cv2.convexHull(points.astype(np.int32)), 1.0)
    mask = cv2.GaussianBlur(mask, (0, 0), blur_px)
    return np.asarray(cv2.resize(mask, (w, h), interpolation=cv2.INTER_LINEAR), np.float32)


def blob(w: int, h: int, x: float, y: float, radius_px: float, stretch: float) -> Mask:
    """A bright spot that fades out."""
    yy, xx = np.ogrid[0:h, 0:w]
    return np.asarray(np.exp(-(((xx - x) / radius_px) ** 2 + ((yy - y) / (radius_px * stretch)) ** 2)), np.float32)


def rounded(alpha: Mask, thick_px: int) -> NDArray[np.float32]:
    """How near the middle of a bar each pixel is: its mask, blurred by a quarter of its width; (h, w, 1)."""
    return np.asarray(cv2.GaussianBlur(alpha, (0, 0), max(1.0, thick_px / 4))[..., None], np.float32)


# ------------------------------------------------------------------------------------------------------------- camera


def motion_blurred(frame: Frame, length_px: int, angle_rad: float) -> Frame:
    """As if the camera had moved along a line."""
    kernel = np.zeros((length_px, length_px), np.float32)
    dx, dy = np.cos(angle_rad) * length_px / 2, np.sin(angle_rad) * length_px / 2
    middle = length_px / 2
    start, end = (int(middle - dx), int(middle - dy)), (int(middle + dx), int(middle + dy))
    cv2.line(kernel, start, end, 1.0)
    return np.asarray(cv2.filter2D(frame, -1, kernel / max(kernel.sum(), 1e-6)))


def once_smaller(frame: Frame, scale: float) -> Frame:
    """Scaled down and up again."""
    h, w = frame.shape[:2]
    small = cv2.resize(frame, (max(8, int(w * scale)), max(8, int(h * scale))), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR))


def compressed(image: Image, quality: int) -> Image:
    """Written as JPEG and read again."""
    _, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)


def without_colour(image: Image) -> Image:
    """Grey, in three channels."""
    return np.asarray(cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR), np.uint8)


# ----------------------------------------------------------------------------------------------------------- answers


def mask_box(note: Mask) -> tuple[float, float, float, float] | None:
    """The rectangle of a mask in fractions of the letterboxed square; None where nothing shows."""
    rows, columns = np.nonzero(note.max(1) > 0.5)[0], np.nonzero(note.max(0) > 0.5)[0]
    if not (len(rows) and len(columns)):
        return None
    h, w = note.shape
    longest = max(h, w)
    x0, y0 = (longest - w) / 2, (longest - h) / 2
    return (
        (columns[0] + x0) / longest,
        (rows[0] + y0) / longest,
        (columns[-1] + 1 + x0) / longest,
        (rows[-1] + 1 + y0) / longest,
    )
