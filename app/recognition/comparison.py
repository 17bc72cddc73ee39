"""Whether a photo shows a side of a note, by a small network that compares the two, where it is blurred.

A note that moves, lies in a fist or is far away has no keypoints that could be compared, yet the network may be sure
of it. So the photo and the sides of that currency are taken apart into tokens, of 16 pixels each, and the tokens are
compared: how likely it is that the side is there, and where each part of it lies. The value's own side must lie in one
arrangement, and no other value's be nearly as likely. It only bears out what the network is sure of.

Sides of notes that a person taught are compared in the same way: see `taught_check`.

How it is trained is in `convert.training.comparison_train`, which sides are known in `convert.export.comparison`. They
travel in the model file as numbers.
"""

from __future__ import annotations

import copy
import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.agreement import probability
from app.recognition.errors import ModelError
from app.recognition.interpreter import LiteRTInterpreter
from app.recognition.npz_parts import Parts
from app.recognition.observation import Box, PrintMatch
from app.recognition.outlines import outline_of
from app.recognition.side_tokens import SideTokens
from app.recognition.stored_bank import FACES, SERIES, are_values

PHOTO_PX = 224
"""A photo is a square of so many pixels."""
# It is looked at in these ways: with so much around the note, as a fraction of its longer side, and turned by so many
# quarters. What is alike by chance in one look is seldom so in the other.
_LOOKS = ((0.1, 0), (0.25, 1))
ROWS, COLUMNS, NUMBERS = 7, 14, 64
"""A side has so many tokens of so many numbers; a photo has COLUMNS x COLUMNS."""
_TOKEN_PX = 16
# What lies around a picture, and a side's first row of tokens in a square that holds it.
_AROUND, _SIDE_ROW = 127, 3
# A note that is so much higher than wide stands.
_STANDS = 1.15
# Below this scale a picture is averaged first: what is made much smaller at once has pixels that nobody sees.
_AVERAGED_BELOW = 0.5
# So many parts of a side must be seen where one arrangement puts them, as near as this fraction of the square.
_LEAST_SEEN, _AS_NEAR = 12, 0.06
# What the network is certain of is borne out from this logit and lead on: the photo is not unlike it, less like others.
_CERTAIN_LEAST, _CERTAIN_LEAD = -0.5, 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Networks:
    """Opened for one photo: kept, they would take the memory of a whole model."""

    tokens: LiteRTInterpreter
    comparing: LiteRTInterpreter


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A side, how likely it is there, and where its parts lie: float32 (98, 3), x and y in the square, and a logit."""

    side: int
    logit: float
    parts: NDArray[np.float32]


class Comparison:
    """Compares photos with sides of notes. One thread uses it at a time.

    Args:
        content: as `convert.export.comparison` writes it.

    Raises:
        ModelError: it does not hold together.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._take(Parts(content))
        except Exception as error:
            # Who makes an archive by hand can have its readers raise almost anything.
            raise ModelError("model_landmarks") from error
        self._left_out: frozenset[str] = frozenset()

    def _take(self, parts: Parts) -> None:
        values = [str(value) for value in parts.array("values", "U", None)]
        value_of = parts.array("value_of", "u2", None).tolist()
        faces = parts.array("faces", "u1", len(value_of)).tolist()
        series = parts.array("series", "u1", len(value_of)).tolist()
        self._tokens = parts.array("tokens", "i1", len(value_of), ROWS * COLUMNS, NUMBERS)
        self._steps = parts.array("steps", "f4", len(value_of))
        self._networks = tuple(
            parts.array(name, "u1", None).tobytes() for name in ("tokens_network", "comparing_network")
        )
        self.network = hashlib.blake2b(b"".join(self._networks), digest_size=8).hexdigest()
        self._least, self._lead = float(parts.array("least", "f4")), float(parts.array("lead", "f4"))
        self._values = tuple(values[of] for of in value_of)
        self._faces = tuple(FACES[face] for face in faces)
        self._series = tuple(SERIES[one] for one in series)
        is_whole = (
            are_values(values)
            and bool(np.isfinite(self._steps).all() and (self._steps > 0).all())
            and bool(np.isfinite([self._least, self._lead]).all())
        )
        if not is_whole:
            raise ValueError("its parts do not fit each other")
        self._opened()

    def _opened(self) -> _Networks:
        tokens, comparing = (LiteRTInterpreter(content, 1) for content in self._networks)
        photo = (1, COLUMNS * COLUMNS, NUMBERS)
        fits = (
            tokens.input_shapes == ((1, PHOTO_PX, PHOTO_PX, 3),)
            and tokens.input_dtype == np.uint8
            and tokens.output_shapes == (photo,)
            and set(comparing.input_shapes) == {photo, (1, ROWS * COLUMNS, NUMBERS)}
            and set(comparing.output_shapes) == {(1, 1), (1, ROWS * COLUMNS, 3)}
        )
        if not fits:
            raise ValueError("its networks are others")
        return _Networks(tokens, comparing)

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" of which sides are known, sorted."""
        return tuple(sorted({*self._values} - self._left_out))

    def without(self, value: str) -> Comparison:
        """The same without the sides of a "CUR/value", as if it had never been seen."""
        rest = copy.copy(self)
        rest._left_out = self._left_out | {value}
        return rest

    def told(
        self,
        picture: NDArray[np.uint8],
        box: Box | None,
        value: str,
        captured_at_s: float = 0.0,
        *,
        is_certain: bool = False,
    ) -> PrintMatch | None:
        """A note of this value as faint print, where a side of it is likely there and no other value's; else None.

        Args:
            picture: uint8 (height, width, 3), BGR, the whole frame.
            box: where a note lies; None to take the whole picture.
            value: "CUR/value", of which the network is sure.
            captured_at_s: source time of the frame.
            is_certain: whether it is so sure that the photo need only be more like this value than like others.
        """
        if value not in self.values:
            return None
        squares, to_frame = _looks(picture, box)
        found = self._compared(squares, value.partition("/")[0])
        best = max((each for each in found if self._values[each.side] == value), key=lambda each: each.logit)
        other = max((each.logit for each in found if self._values[each.side] != value), default=-np.inf)
        least, lead = (_CERTAIN_LEAST, _CERTAIN_LEAD) if is_certain else (self._least, self._lead)
        if best.logit < least or best.logit - other < lead:
            return None
        placed = _arranged(best.parts)
        if placed is None:
            return None
        arrangement, seen = placed
        homography = to_frame @ arrangement
        currency, _, amount = value.partition("/")
        return PrintMatch(
            currency=currency,
            value=amount,
            face=self._faces[best.side],
            series=self._series[best.side],
            inliers=seen,
            agreement=probability(best.logit),
            is_clear=False,
            homography=tuple(tuple(float(x) for x in row) for row in homography),
            outline=outline_of(np.array([[0, 0], [1, 1]], np.float32), homography),
            captured_at_s=captured_at_s,
            is_faint=True,
        )

    def likelihood(
        self, picture: NDArray[np.uint8], box: Box | None, value: str, *, asks_rivals: bool = True
    ) -> tuple[float, bool] | None:
        """How likely this value's likeliest side is, as a logit, and whether the photo is like it and no other value.

        None where no side of the value is known.

        Args:
            picture, box, value: see `told`.
            asks_rivals: whether sides of the currency's other values are compared; else it is like none.
        """
        if value not in self.values:
            return None
        sides = self._sides_of(value.partition("/")[0])
        own = [side for side in sides if self._values[side] == value]
        others = [side for side in sides if self._values[side] != value]
        answers = self._answers(_looks(picture, box)[0], [self._numbers(side) for side in (*own, *others)])
        likeliest = max(logit for logit, _ in itertools.islice(answers, len(own)))
        if not asks_rivals or likeliest < self._least:
            return likeliest, False
        return likeliest, self._is_like(likeliest, max((logit for logit, _ in answers), default=-np.inf))

    def _is_like(self, logit: float, other: float) -> bool:
        """Whether a photo is like a value, by its likelihood and that of the likeliest other value."""
        return logit >= self._least and logit - other >= self._lead

    def _compared(self, squares: Sequence[NDArray[np.uint8]], currency: str) -> list[_Found]:
        """The sides of a currency, how likely each is there on average, and where its parts lie in the first square."""
        sides = self._sides_of(currency)
        answers = self._answers(squares, [self._numbers(side) for side in sides])
        return [_Found(side, logit, parts) for side, (logit, parts) in zip(sides, answers, strict=True)]

    def _sides_of(self, currency: str) -> list[int]:
        return [
            side
            for side, value in enumerate(self._values)
            if value not in self._left_out and value.startswith(f"{currency}/")
        ]

    def _numbers(self, side: int) -> tuple[NDArray[np.int8], float]:
        """Tokens of a side and their step."""
        return self._tokens[side], float(self._steps[side])

    def _answers(
        self, squares: Sequence[NDArray[np.uint8]], sides: Sequence[tuple[NDArray[np.int8], float]]
    ) -> Iterator[tuple[float, NDArray[np.float32]]]:
        """How likely each side is in some squares, on average, and where its parts lie in the first; one by one.

        sides: tokens and their step.
        """
        networks = self._opened()
        photos = [networks.tokens.run(np.ascontiguousarray(square)[None])[0] for square in squares]
        for tokens, step in sides:
            numbers = tokens[None].astype(np.float32) * np.float32(step)
            answers = [
                sorted(networks.comparing.run_all(photo, numbers), key=lambda each: each.size) for photo in photos
            ]
            yield float(np.mean([each[0, 0] for each, _ in answers])), answers[0][1][0]

    def side_of(self, note: NDArray[np.uint8]) -> SideTokens:
        """A picture of a side as numbers, as `side_picture` gives it."""
        square = np.full((PHOTO_PX, PHOTO_PX, 3), _AROUND, np.uint8)
        top = _SIDE_ROW * _TOKEN_PX
        square[top : top + ROWS * _TOKEN_PX] = note[..., ::-1]
        rows = self._opened().tokens.run(square[None])[0].reshape(COLUMNS, COLUMNS, NUMBERS)
        tokens = rows[_SIDE_ROW : _SIDE_ROW + ROWS].reshape(ROWS * COLUMNS, NUMBERS)
        step = float(max(np.abs(tokens).max() / 127, 1e-6))
        return SideTokens(self.network, np.round(tokens / step).astype(np.int8), step)

    def likely(self, picture: NDArray[np.uint8], box: Box | None, sides: Sequence[SideTokens]) -> list[float]:
        """How likely each of some sides is in a picture, as logits; of other networks' sides -inf.

        picture, box: see `told`.
        """
        own = [number for number, side in enumerate(sides) if side.network == self.network]
        found = [-np.inf] * len(sides)
        if not own:
            return found
        answers = self._answers(_looks(picture, box)[0], [(sides[n].tokens, sides[n].step) for n in own])
        for number, (logit, _) in zip(own, answers, strict=True):
            found[number] = logit
        return found


def side_picture(picture: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The part of a picture in which a note lies, as sides are compared: uint8 (112, 224, 3), BGR.

    Args:
        picture: uint8 (height, width, 3), BGR.
        box: where the note lies.
    """
    height, width = picture.shape[:2]
    left, right = (max(0, min(width - 1, round(each * width))) for each in (box.left, box.right))
    top, bottom = (max(0, min(height - 1, round(each * height))) for each in (box.top, box.bottom))
    note = picture[top : bottom + 1, left : right + 1]
    if note.shape[0] > _STANDS * note.shape[1]:
        note = np.asarray(cv2.rotate(note, cv2.ROTATE_90_CLOCKWISE), np.uint8)
    size = (COLUMNS * _TOKEN_PX, ROWS * _TOKEN_PX)
    return np.asarray(cv2.resize(note, size, interpolation=cv2.INTER_AREA), np.uint8)


def _looks(picture: NDArray[np.uint8], box: Box | None) -> tuple[list[NDArray[np.uint8]], NDArray[np.float64]]:
    """The squares in which a picture is compared, and where the first of them lies, before it is turned."""
    squares = [square_about(picture, box, margin) for margin, _ in _LOOKS]
    turned = [np.rot90(square, turns) for (square, _), (_, turns) in zip(squares, _LOOKS, strict=True)]
    return turned, squares[0][1]


def square_about(
    picture: NDArray[np.uint8], box: Box | None, margin: float, side_px: int = PHOTO_PX
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The part of a picture that is compared, and where it lies.

    Args:
        picture: uint8 (height, width, 3), BGR.
        box: where a note lies; None for all of the picture.
        margin: how much is kept around it, as a fraction of its longer side.
        side_px: of what is returned.

    Returns:
        uint8 (side_px, side_px, 3), RGB, grey where the picture ends; and float64 (3, 3), from fractions of the square
        to fractions of the picture.
    """
    height, width = picture.shape[:2]
    left, top, right, bottom = (0.0, 0.0, 1.0, 1.0) if box is None else (box.left, box.top, box.right, box.bottom)
    side = max((right - left) * width, (bottom - top) * height, 1.0) * (1 + 2 * margin)
    x0, y0 = (left + right) / 2 * width - side / 2, (top + bottom) / 2 * height - side / 2
    scale = side_px / side
    shrunk = picture
    if scale < _AVERAGED_BELOW:
        shrunk = np.asarray(
            cv2.resize(
                picture, None, fx=scale / _AVERAGED_BELOW, fy=scale / _AVERAGED_BELOW, interpolation=cv2.INTER_AREA
            ),
            np.uint8,
        )
    across, down = shrunk.shape[1] / width, shrunk.shape[0] / height
    matrix = np.array([[scale / across, 0, -scale * x0], [0, scale / down, -scale * y0]])
    square = cv2.warpAffine(
        shrunk,
        matrix,
        (side_px, side_px),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(_AROUND,) * 3,
    )
    to_frame = np.array([[side / width, 0, x0 / width], [0, side / height, y0 / height], [0, 0, 1]])
    return np.asarray(cv2.cvtColor(square, cv2.COLOR_BGR2RGB), np.uint8), to_frame


def _arranged(parts: NDArray[np.float32]) -> tuple[NDArray[np.float64], int] | None:
    """Where a side lies in the square, float64 (3, 3), fractions to fractions, and how many parts fit there."""
    seen = np.flatnonzero(parts[:, 2] > 0)
    if len(seen) < _LEAST_SEEN:
        return None
    cells = np.stack([(seen % COLUMNS + 0.5) / COLUMNS, (seen // COLUMNS + 0.5) / ROWS], 1)
    cv2.setRNGSeed(1)
    found, fits = cv2.findHomography(cells, parts[seen, :2].astype(np.float64), cv2.RANSAC, _AS_NEAR)
    if found is None or int(fits.sum()) < _LEAST_SEEN:
        return None
    return np.asarray(found, np.float64), int(fits.sum())
