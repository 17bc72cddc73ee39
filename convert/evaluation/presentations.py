"""Clips of notes held before a camera, made from still pictures, with the truth of every frame.

What is stored is a recipe (which picture, which seed): a clip's frames follow from it and are drawn when they are
needed, the same ones every time. Three kinds of clips:

- *note*: a background; a picture with a note enters, shakes, turns, stands in changing light, is half covered by a hand
  for a while, and leaves. A labelled photo moves as a whole, its own surroundings with it.
- *aimed*: a flat specimen held too far to one side, too near or too far away, its true place known exactly; for hints.
- *blank*: pictures without a note under a camera that moves, for false announcements.

No network and no judgement here; see `replay`.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.camera import demo_scene
from app.textfile import read_text
from convert.data.dataset import DataError, LabelledPicture, labelled_pictures, pictures_under
from convert.evaluation.evaluate import held_out_pictures
from convert.synthesis.synthesize import load

Image = NDArray[np.uint8]
Points = NDArray[np.float64]

# As webcams give at least; landmarks need it.
WIDTH_PX, HEIGHT_PX = 640, 480
RECIPE_NAME = "presentations.json"
AIMS = ("left", "right", "up", "down", "closer", "further_away")

_PICTURE_PX = 640
_BLANK_CLIP_S = 10.0
_AIMED_S = 3.0
_EXPOSURE = 0.35  # share of a frame's time during which the shutter is open
_NOISE = 2.5
_SKINS_BGR = ((120, 160, 215), (95, 130, 190), (60, 85, 135), (40, 55, 90))


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip, as it is stored.

    Attributes:
        kind: "note", "aimed" or "blank".
        picture: path of the picture with the note; "" for blanks.
        currency, value: what it shows; "" for blanks.
        is_flat: the picture is a note cut out to its edge, not a photo of one.
        aim: for "aimed" what the person should be told, one of AIMS; "" otherwise.
        backgrounds: paths of the pictures behind it; without any the background is drawn.
        seed: all that is random follows from it.
    """

    kind: str
    picture: str
    currency: str
    value: str
    is_flat: bool
    aim: str
    backgrounds: tuple[str, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """A set of clips and how fast they run, frames a second."""

    fps: float
    clips: tuple[Clip, ...]

    def to_json(self) -> str:
        """The document that is stored."""
        return json.dumps({"format": 1, **asdict(self)}, indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """Read such a document. Raises DataError when it is not one."""
        try:
            raw = json.loads(text)
            if raw["format"] != 1:
                raise DataError("The recipe has another format: make the presentations anew.")
            clips = tuple(Clip(**{**clip, "backgrounds": tuple(clip["backgrounds"])}) for clip in raw["clips"])
            return cls(float(raw["fps"]), clips)
        except (KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
            raise DataError(f"The recipe cannot be read ({error}): make the presentations anew.") from error

    @classmethod
    def read(cls, folder: Path) -> Recipe:
        """The recipe in a folder. Raises DataError when there is none."""
        path = folder / RECIPE_NAME
        try:
            return cls.from_json(read_text(path))
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"No {path}: make it with `python -m convert presentations --out {folder}`.") from error


@dataclass(frozen=True, slots=True)
class Truth:
    """What one frame shows.

    Attributes:
        time_s: seconds since the clip began.
        in_view: any part of the note (of the picture with it) is in the frame.
        is_good: it is held before the camera: wholly in, uncovered.
        box: left, top, right, bottom of the whole note in fractions of the frame, beyond 0 to 1 where it is cut off;
            None when its place within a photo is not known, or there is none.
    """

    time_s: float
    in_view: bool
    is_good: bool
    box: tuple[float, float, float, float] | None


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


class Stage:
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
            return _BLANK_CLIP_S
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
        share = {"closer": (0.16, 0.28), "further_away": (1.15, 1.5)}.get(aim, (0.5, 0.75))
        scale = float(rng.uniform(*share)) * WIDTH_PX / width
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
            in_view = is_inside and time_s - self._script.lead_s > 0 and self._away(time_s) < 1
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
        which = min(many - 1, int(time_s / _BLANK_CLIP_S * many)) if moves else 0
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
        share = min(1.0, max(0.0, (time_s - s.settled_s) / s.hold_s))
        return s.light[0] + (s.light[1] - s.light[0]) * share

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


# ---------------------------------------------------------------------------------------------------------- the recipe


def specimens_in(folder: Path) -> list[LabelledPicture]:
    """The specimen notes in a folder, named XTS_<value>_<face>.png."""
    found = []
    for path in sorted(folder.glob("XTS_*_*.png")):
        _, value, face = path.stem.split("_")
        found.append(LabelledPicture(path, "XTS", value, "current", face))
    return found


def make_recipe(
    photos: Sequence[LabelledPicture],
    specimens: Sequence[LabelledPicture],
    backgrounds: Sequence[Path],
    *,
    count: int,
    aimed: int,
    blank_minutes: float,
    seed: int,
    fps: float = 15.0,
) -> Recipe:
    """Draw up clips.

    Args:
        photos: pictures for clips of notes; specimens among them are taken as flat.
        specimens: flat notes for aimed clips.
        backgrounds: pictures without notes; may be empty.
        count: clips of notes; every value has its turn before any comes twice.
        aimed: clips for hints.
        blank_minutes: of clips without a note; they need backgrounds.
        seed: chooses everything.
        fps: frames a second.
    """
    rng = np.random.default_rng(seed)
    clips: list[Clip] = []

    def behind(many: int) -> tuple[str, ...]:
        if not backgrounds:
            return ()
        return tuple(str(backgrounds[int(i)]) for i in rng.integers(0, len(backgrounds), many))

    for picture in _in_turns(photos, count, rng):
        is_flat = picture.currency == "XTS"
        clips.append(_clip("note", picture, is_flat, "", behind(1), rng))
    for number, picture in enumerate(_in_turns(specimens, aimed, rng)):
        clips.append(_clip("aimed", picture, True, AIMS[number % len(AIMS)], behind(1), rng))
    if backgrounds:
        blanks = math.ceil(blank_minutes * 60 / _BLANK_CLIP_S)
        clips += [Clip("blank", "", "", "", False, "", behind(3), _seed(rng)) for _ in range(blanks)]
    return Recipe(fps, tuple(clips))


def _clip(
    kind: str,
    picture: LabelledPicture,
    is_flat: bool,
    aim: str,
    backgrounds: tuple[str, ...],
    rng: np.random.Generator,
) -> Clip:
    return Clip(kind, str(picture.path), picture.currency, picture.value, is_flat, aim, backgrounds, _seed(rng))


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(0, 2**31))


def _in_turns(pictures: Sequence[LabelledPicture], count: int, rng: np.random.Generator) -> list[LabelledPicture]:
    """`count` pictures, one of each value after another, in random order, and again when they are used up."""
    by_value: dict[tuple[str, str], list[LabelledPicture]] = {}
    for picture in pictures:
        by_value.setdefault((picture.currency, picture.value), []).append(picture)
    queues = [[group[int(i)] for i in rng.permutation(len(group))] for _, group in sorted(by_value.items())]
    if not queues:
        return []
    return [queues[i % len(queues)][i // len(queues) % len(queues[i % len(queues)])] for i in range(count)]


def write_video(clip: Clip, fps: float, path: Path) -> None:
    """Write a clip as MJPEG, to be looked at. Raises DataError when it cannot be written."""
    fourcc = cv2.VideoWriter.fourcc(*"MJPG")
    writer = cv2.VideoWriter(str(path), fourcc, fps, (WIDTH_PX, HEIGHT_PX))
    if not writer.isOpened():
        raise DataError(f"{path} cannot be written as a video: name another folder.")
    for image, _ in Stage(clip, fps):
        writer.write(image)
    writer.release()


# ------------------------------------------------------------------------------------------------------------- step


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser(
        "presentations", help="clips with truth from still photos, for `replay`", description=__doc__
    )
    parser.add_argument(
        "--photos", type=Path, required=True, help="DIR/<CUR>/<value>[_old][_face]/*, or a folder with XTS_*_*.png"
    )
    parser.add_argument("--out", type=Path, required=True, help=f"folder for {RECIPE_NAME}")
    parser.add_argument("--currency", help="comma list of the currencies to show (default: all folders)")
    parser.add_argument("--count", type=int, default=300, help="clips of notes (default: %(default)s)")
    parser.add_argument("--aimed", type=int, default=60, help="clips for hints (default: %(default)s)")
    parser.add_argument("--blank-minutes", type=float, default=10.0, help="without a note (default: %(default)s)")
    parser.add_argument(
        "--held-out-of", type=Path, metavar="DATA", help="take backgrounds that training keeps aside of this folder"
    )
    parser.add_argument("--backgrounds", type=Path, metavar="DIR", help="take the pictures of this folder, too")
    parser.add_argument("--specimens", type=Path, default=Path("assets/specimens"), help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.add_argument("--videos", type=int, default=0, metavar="N", help="also write N clips of each kind as videos")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    currencies = args.currency.split(",") if args.currency else None
    photos = [*labelled_pictures(args.photos, currencies), *specimens_in(args.photos)]
    if not photos:
        raise DataError(f"No photos under {args.photos}: expected <CUR>/<value>/ folders or XTS_<value>_<face>.png.")
    backgrounds = pictures_under(args.backgrounds) if args.backgrounds is not None else []
    if args.held_out_of is not None:
        backgrounds += held_out_pictures(args.held_out_of)[0]
    if not backgrounds and args.blank_minutes > 0:
        print("No backgrounds were named (--held-out-of or --backgrounds): there will be no clips without a note.")
    recipe = make_recipe(
        photos,
        specimens_in(args.specimens),
        backgrounds,
        count=args.count,
        aimed=args.aimed,
        blank_minutes=args.blank_minutes,
        seed=args.seed,
    )
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / RECIPE_NAME).write_text(recipe.to_json(), encoding="utf-8")
    for kind in ("note", "aimed", "blank"):
        clips = [clip for clip in recipe.clips if clip.kind == kind]
        for number, clip in enumerate(clips[: args.videos]):
            write_video(clip, recipe.fps, args.out / f"{kind}{number:02d}.avi")
        print(f"{kind}: {len(clips)} clips")
    return 0
