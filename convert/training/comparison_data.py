"""Pictures for the comparison network, read from a data folder and made small: scans, photos, backgrounds and hands.

Scans of one side are told apart by their designs, since a folder may hold several. Nothing is drawn by chance here but
which backgrounds and hands are taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.feedback.words import SPECIMEN_CURRENCY
from app.recognition import comparison
from app.recognition.keypoints import Keypoints, TemplateTable, detect_keypoints, scaled_grey
from app.recognition.model import Model
from app.recognition.observation import Box
from convert.data.catalogue import catalogue
from convert.data.dataset import DataError, LabelledPicture, labelled_pictures
from convert.data.images import Image, PictureError, load
from convert.inference import note_box_in
from convert.step import SPECIMENS
from convert.training.comparison_drawing import Shown

MARGIN = 0.2
"""Around a note in a photo's square, in fractions of its longer side."""
_SCAN_PX, _PHOTO_PX = 1280, 640
# Width and height of what is kept.
_SCAN_SIZE, _PHOTO_SIDE, _BACKGROUND_SIDE, _HAND_SIDE = (256, 128), 256, 160, 128
_BACKGROUNDS, _HANDS = 700, 300
# Two scans show one design from so many keypoints in one arrangement on, found in pictures of so many pixels.
_ONE_DESIGN, _AREA_PX, _KEYPOINTS, _CONTRAST = 25, 120_000, 500, 0.02
_SMALLEST_MASK_PX = 50

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Sources:
    """Which pictures there are.

    Attributes:
        scans, photos: of notes.
        backgrounds: pictures without a note.
        hands: pictures and their masks.
    """

    scans: tuple[LabelledPicture, ...]
    photos: tuple[LabelledPicture, ...]
    backgrounds: tuple[Path, ...]
    hands: tuple[tuple[Path, Path], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """Pictures to train on, uint8 (n, channels, height, width), RGB.

    Attributes:
        scans: what each shows, its design too.
        aspects: float32 (scans,), width over height.
        scan_pictures: 128 high, 256 wide.
        photos: what each shows.
        extents: float32 (photos, 2): half of the note's width and height, in halves of the picture.
        photo_pictures: 256, square, the note in the middle.
        backgrounds: 160, square.
        hands, masks: 128, square; of masks one channel, 255 where the hand is.
    """

    scans: tuple[Shown, ...]
    aspects: NDArray[np.float32]
    scan_pictures: NDArray[np.uint8]
    photos: tuple[Shown, ...]
    extents: NDArray[np.float32]
    photo_pictures: NDArray[np.uint8]
    backgrounds: NDArray[np.uint8]
    hands: NDArray[np.uint8]
    masks: NDArray[np.uint8]


def sources(data: Path, specimens: Path = SPECIMENS, leave_out: Collection[str] = ()) -> Sources:
    """The pictures of a data folder, of its `world` too where there is one.

    Args:
        data: the data folder.
        specimens: folder with XTS notes.
        leave_out: currencies of which there shall be none.

    Raises:
        DataError: a part without which nothing can be trained is missing, or nothing is there to leave out.
    """
    world = [labelled_pictures(data / "world" / part) for part in ("reference", "photos")]
    present = {SPECIMEN_CURRENCY, *(each.currency for each in labelled_pictures(data / "reference"))}
    found = catalogue(data, specimens, sorted(present - {*leave_out}))
    if strangers := {*leave_out} - present - {each.currency for part in world for each in part}:
        raise DataError(f"No notes of {', '.join(sorted(strangers))} to leave out: give codes such as USD.")
    references, photos = ([each for each in part if each.currency not in leave_out] for part in world)
    return Sources(
        (*found.references, *references),
        (*found.photos, *photos),
        (*found.backgrounds, *found.hard_negatives),
        found.hands,
    )


def read_pictures(found: Sources, model: Model, seed: int) -> Pictures:
    """Read all of them, and make them small.

    Args:
        found: which.
        model: tells where the notes in photos lie.
        seed: of which backgrounds and hands are taken.

    Raises:
        DataError: no scan can be read, or no background.
    """
    cv2.setNumThreads(1)
    rng = np.random.default_rng(seed)
    scans = list(_scans(found.scans))
    photos = [each for picture in tqdm(found.photos, desc="photos") if (each := _photo(model, picture)) is not None]
    backgrounds = [
        square for path in _some(rng, found.backgrounds, _BACKGROUNDS) if (square := _background(path)) is not None
    ]
    hands = [hand for pair in _some(rng, found.hands, _HANDS) if (hand := _hand(*pair)) is not None]
    if not scans or not backgrounds:
        raise DataError(
            "None of the scans, or none of the backgrounds, can be read: `python -m convert check` says why."
        )
    return Pictures(
        tuple(shown for shown, _, _ in scans),
        np.array([aspect for _, aspect, _ in scans], np.float32),
        _stacked([picture for _, _, picture in scans], _SCAN_SIZE),
        tuple(shown for shown, _, _ in photos),
        np.array([extent for _, extent, _ in photos], np.float32).reshape(-1, 2),
        _stacked([picture for _, _, picture in photos], (_PHOTO_SIDE, _PHOTO_SIDE)),
        _stacked(backgrounds, (_BACKGROUND_SIDE, _BACKGROUND_SIDE)),
        _stacked([picture for picture, _ in hands], (_HAND_SIDE, _HAND_SIDE)),
        _stacked([mask for _, mask in hands], (_HAND_SIDE, _HAND_SIDE))[:, :1],
    )


def _some(rng: np.random.Generator, things: Sequence[_Thing], most: int) -> list[_Thing]:
    """So many of them at most, by chance."""
    return [things[number] for number in rng.permutation(len(things))[:most]]


def _stacked(pictures: Sequence[Image], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Pictures of one size (width, height), BGR, as (n, 3, height, width), RGB."""
    found = np.empty((len(pictures), 3, size[1], size[0]), np.uint8)
    for number, picture in enumerate(pictures):
        found[number] = picture[..., ::-1].transpose(2, 0, 1)
    return found


def _scans(pictures: Iterable[LabelledPicture]) -> Iterator[tuple[Shown, float, Image]]:
    """Of each scan of a straight note what it shows, width over height, and a small picture."""

    def side(picture: LabelledPicture) -> tuple[str, ...]:
        return picture.currency, picture.value, picture.series or "", picture.face or ""

    ordered = sorted(pictures, key=lambda picture: (*side(picture), picture.path.as_posix()))
    for _, group in groupby(tqdm(ordered, desc="scans"), side):
        opened = [(label, picture) for label in group if (picture := _opened(label.path, _SCAN_PX)) is not None]
        for (label, picture), design in zip(opened, designs([picture for _, picture in opened]), strict=True):
            height, width = picture.shape[:2]
            if height <= width:
                small = cv2.resize(picture, _SCAN_SIZE, interpolation=cv2.INTER_AREA)
                shown = Shown(label.currency, label.value, label.series, label.face, design)
                yield shown, width / height, np.asarray(small, np.uint8)


def _opened(path: Path, longest: int) -> Image | None:
    try:
        return load(path, longest)
    except PictureError:
        return None


def designs(pictures: Sequence[Image]) -> list[int]:
    """Which of some scans of one side show one design: a number for each, that of the first such scan."""
    found = list(range(len(pictures)))
    if len(pictures) < 2:
        return found
    keypoints = [detect_keypoints(scaled_grey(picture, _AREA_PX), _KEYPOINTS, _CONTRAST) for picture in pictures]
    filled = [number for number, each in enumerate(keypoints) if len(each)]
    for one, other in _alike([keypoints[number] for number in filled]):
        first, second = sorted((found[filled[one]], found[filled[other]]))
        found = [first if design == second else design for design in found]
    return found


def _alike(keypoints: Sequence[Keypoints]) -> Iterator[tuple[int, int]]:
    """Pairs of scans of one design."""
    if len(keypoints) < 2:
        return
    table = TemplateTable(keypoints)
    for number, each in enumerate(keypoints):
        for match in table.match(each):
            if match.template != number and len(match.inliers) >= _ONE_DESIGN:
                yield number, match.template


def square_about(picture: Image, box: Box | None, side_px: int, margin: float = MARGIN) -> Image:
    """The square that the app compares, as it cuts it out: BGR, (side_px, side_px, 3); grey where the picture ends.

    Args:
        picture: uint8 (height, width, 3), BGR.
        box: where the note lies, or None for all of it.
        side_px: of what is returned.
        margin: at each end of its longer side, in fractions of that.
    """
    square, _ = comparison.square_about(picture, box, margin, side_px)
    return np.ascontiguousarray(square[..., ::-1])


def _edges(picture: Image, box: Box | None) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a box in a picture, pixels; of all of it without one."""
    height, width = picture.shape[:2]
    if box is None:
        return 0, 0, width, height
    return box.left * width, box.top * height, box.right * width, box.bottom * height


def _photo(model: Model, label: LabelledPicture) -> tuple[Shown, tuple[float, float], Image] | None:
    """What a photo shows, half of its note's width and height, and the square about it."""
    picture = _opened(label.path, _PHOTO_PX)
    if picture is None:
        return None
    box = note_box_in(model, picture)
    left, top, right, bottom = _edges(picture, box)
    longer = max(right - left, bottom - top) * (1 + 2 * MARGIN)
    extent = ((right - left) / longer, (bottom - top) / longer)
    shown = Shown(label.currency, label.value, label.series, label.face)
    return shown, extent, square_about(picture, box, _PHOTO_SIDE)


def _background(path: Path) -> Image | None:
    """The middle square of a picture."""
    picture = _opened(path, _PHOTO_PX)
    if picture is None:
        return None
    height, width = picture.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    square = picture[top : top + side, left : left + side]
    return np.asarray(cv2.resize(square, (_BACKGROUND_SIDE,) * 2, interpolation=cv2.INTER_AREA), np.uint8)


def _hand(path: Path, mask_path: Path) -> tuple[Image, Image] | None:
    """A hand in the left top corner of a black square, and its mask, white on black."""
    picture, mask = _opened(path, _PHOTO_PX), _opened(mask_path, _PHOTO_PX)
    if picture is None or mask is None or picture.shape != mask.shape:
        return None
    rows, columns = np.nonzero(mask[..., 0])
    if len(rows) < _SMALLEST_MASK_PX:
        return None
    part = slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)
    height, width = mask[part].shape[:2]
    scale = _HAND_SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    found = []
    for source in (picture[part], np.where(mask[part] > 0, np.uint8(255), np.uint8(0))):
        square = np.zeros((_HAND_SIDE, _HAND_SIDE, 3), np.uint8)
        square[: size[1], : size[0]] = cv2.resize(source, size, interpolation=cv2.INTER_AREA)
        found.append(square)
    return found[0], found[1]
