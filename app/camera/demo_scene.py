"""How one frame of the demo reel is drawn: table, hand, note, light and noise. What is shown when stands in demo.py."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

WIDTH_PX = 640
HEIGHT_PX = 480
_NOTE_FRACTION = 0.43  # of the frame's area when the note lies flat before the camera
_WIDEST_NOTE = 0.88  # of the frame's width
_FOCAL_PX = 900.0
_NOISE_MARGIN_PX = 64
_SKINS_BGR = ((150, 180, 225), (105, 140, 195), (70, 95, 145), (45, 62, 95))

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Pose:
    """How the note is held.

    Attributes:
        x_px, y_px: its centre in the frame.
        roll_rad: turned in the picture's plane.
        yaw_rad, pitch_rad: tilted about its upright and its level axis.
        grip: the edge it is held by: "left", "right" or "bottom".
        skin: which hand, any integer.
    """

    x_px: float
    y_px: float
    roll_rad: float
    yaw_rad: float
    pitch_rad: float
    grip: str
    skin: int


def note_size_px(image: Image) -> tuple[float, float]:
    """Width and height at which a note of this shape is shown, so that every shape fills about as much of the frame."""
    aspect = image.shape[1] / image.shape[0]
    width = min(math.sqrt(_NOTE_FRACTION * WIDTH_PX * HEIGHT_PX * aspect), _WIDEST_NOTE * WIDTH_PX)
    return width, width / aspect


def fit_note(image: Image) -> Image:
    """Shrink a note to little more than it is shown at, so that warping it does not flicker."""
    width, height = note_size_px(image)
    size = (round(1.25 * width), round(1.25 * height))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def draw_background(rng: np.random.Generator, kind: int) -> Image:
    """Draw something a note may be held over: wood, a checked cloth, tiles, a stripe pattern or a plain wall."""
    y, x = np.mgrid[0:HEIGHT_PX, 0:WIDTH_PX].astype(np.float32)
    base = rng.uniform(70, 170, 3).astype(np.float32)
    phase = float(rng.uniform(0, 2 * math.pi))
    kind %= 5
    if kind == 0:
        base = np.array([75, 110, 150], np.float32) * np.float32(rng.uniform(0.7, 1.2))
        pattern = 9 * np.sin(y / 7 + 2 * np.sin(x / 90 + phase)) + 6 * np.sin(y / 2.3 + np.sin(x / 40))
        pattern -= 40 * ((y + 20) % 120 < 3)
    elif kind == 1:
        pattern = 14 * np.sign(np.sin(x / 22 + phase)) + 14 * np.sign(np.sin(y / 22))
    elif kind == 2:
        pattern = -28 * (((x + 15) % 110 < 5) | ((y + 40) % 110 < 5)) + 5 * np.sin((x + y) / 35 + phase)
    elif kind == 3:
        pattern = 16 * np.sin((x * math.cos(phase) + y * math.sin(phase)) / 14)
    else:
        pattern = 12 * np.sin(x / 170 + phase) + 12 * np.cos(y / 130)
    image = base + pattern[..., None] + rng.normal(0, 2, (HEIGHT_PX, WIDTH_PX, 1)).astype(np.float32)
    return np.clip(image, 0, 255).astype(np.uint8)


def draw_light() -> Image:
    """Draw the light on the scene, 255 where it is full, to be multiplied with a frame."""
    y, x = np.mgrid[0:HEIGHT_PX, 0:WIDTH_PX].astype(np.float32)
    distance = np.hypot((x - 0.4 * WIDTH_PX) / WIDTH_PX, (y - 0.35 * HEIGHT_PX) / HEIGHT_PX)
    light = np.clip(262 - 75 * distance**2, 0, 255).astype(np.uint8)
    return np.repeat(light[..., None], 3, axis=2)


def draw_noise(rng: np.random.Generator) -> NDArray[np.int16]:
    """Draw a sheet of sensor noise larger than a frame; `develop` takes another part of it for every frame."""
    shape = (HEIGHT_PX + _NOISE_MARGIN_PX, WIDTH_PX + _NOISE_MARGIN_PX, 3)
    return rng.normal(0, 2.5, shape).astype(np.int16)


def project(pose: Pose, points: NDArray[np.float64]) -> NDArray[np.float32]:
    """Project points (n, 2) of the note's plane, in pixels from its centre, into the frame: (n, 2)."""
    roll, yaw, pitch = pose.roll_rad, pose.yaw_rad, pose.pitch_rad
    about_z = np.array([[math.cos(roll), -math.sin(roll), 0], [math.sin(roll), math.cos(roll), 0], [0, 0, 1]])
    about_y = np.array([[math.cos(yaw), 0, math.sin(yaw)], [0, 1, 0], [-math.sin(yaw), 0, math.cos(yaw)]])
    about_x = np.array([[1, 0, 0], [0, math.cos(pitch), -math.sin(pitch)], [0, math.sin(pitch), math.cos(pitch)]])
    solid = np.column_stack([points, np.zeros(len(points))]) @ (about_z @ about_y @ about_x).T
    flat = solid[:, :2] * (_FOCAL_PX / (_FOCAL_PX + solid[:, 2:]))
    return (flat + np.array([pose.x_px, pose.y_px])).astype(np.float32)


def draw_note(background: Image, note: Image, pose: Pose) -> Image:
    """Draw a fitted note, held by a hand, over a background; neither is changed."""
    width, height = note_size_px(note)
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [width / 2, height / 2]
    rows, columns = note.shape[:2]
    drawn = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    to_frame = cv2.getPerspectiveTransform(drawn, project(pose, corners))
    size = (WIDTH_PX, HEIGHT_PX)
    mask = cv2.warpPerspective(np.full((rows, columns), 255, np.uint8), to_frame, size)
    shifted = np.array([[1, 0, 7], [0, 1, 12]], np.float32)
    shadow = cv2.blur(cv2.warpAffine(mask, shifted, size), (25, 25))
    shade = cv2.cvtColor(cv2.convertScaleAbs(shadow, alpha=-0.4, beta=255), cv2.COLOR_GRAY2BGR)
    image = cv2.multiply(background, shade, scale=1 / 255)
    skin = _SKINS_BGR[pose.skin % len(_SKINS_BGR)]
    outward = {"left": (-1.0, 0.15), "right": (1.0, 0.15), "bottom": (0.2, 1.0)}[pose.grip]
    edge = {"left": (-0.5, 0.1), "right": (0.5, 0.1), "bottom": (0.22, 0.5)}[pose.grip]
    at = np.array(edge) * [width, height]
    reach = np.array(outward) * width
    tip, knuckle, elbow = project(pose, np.array([at - 0.05 * reach, at + 0.05 * reach, at + 0.3 * reach]))
    direction = (elbow - tip) / np.linalg.norm(elbow - tip)
    far = knuckle + direction * 2 * WIDTH_PX
    cv2.line(image, _pixel(knuckle + 30 * direction), _pixel(far), skin, round(0.17 * width), cv2.LINE_AA)
    warped = cv2.warpPerspective(note, to_frame, size, borderMode=cv2.BORDER_REPLICATE)
    weight = mask.astype(np.float32) / 255
    image = cv2.blendLinear(warped, image, weight, 1 - weight)
    angle = math.degrees(math.atan2(direction[1], direction[0]))
    thumb = (round(0.1 * width), round(0.036 * width))
    dark = tuple(0.8 * part for part in skin)
    cv2.ellipse(image, _pixel(knuckle), thumb, angle, 0, 360, skin, -1, cv2.LINE_AA)
    cv2.ellipse(image, _pixel(knuckle), thumb, angle, 0, 360, dark, 1, cv2.LINE_AA)
    nail = tuple(min(255.0, 1.15 * part + 12) for part in skin)
    nail_size = (round(0.022 * width), round(0.02 * width))
    cv2.ellipse(image, _pixel(tip + 0.03 * width * direction), nail_size, angle, 0, 360, nail, -1, cv2.LINE_AA)
    return np.asarray(image, np.uint8)


def develop(image: Image, light: Image, noise: NDArray[np.int16], gain: float, noise_at_px: tuple[int, int]) -> Image:
    """Make a drawing look like a camera picture: uneven light, `gain` times as bright, noise from a spot of a sheet."""
    lit = cv2.multiply(image, light, scale=gain / 255)
    x, y = noise_at_px[0] % _NOISE_MARGIN_PX, noise_at_px[1] % _NOISE_MARGIN_PX
    grain = noise[y : y + HEIGHT_PX, x : x + WIDTH_PX]
    return np.asarray(cv2.add(lit, grain, dtype=cv2.CV_8U), np.uint8)


def _pixel(point: NDArray[np.float32]) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))
