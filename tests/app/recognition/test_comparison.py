"""A note too blurred for keypoints is borne out by comparing the photo with sides; another note, or none, never is."""

from __future__ import annotations

import copy
import io
import math
import pickle
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import comparison
from app.recognition.beside import BesideReader
from app.recognition.comparison import PHOTO_PX, Comparison, square_about
from app.recognition.dense_check import DenseCheck
from app.recognition.errors import ModelError
from app.recognition.labels import read_model, write_metadata
from app.recognition.model import Model
from app.recognition.observation import Box, PrintMatch
from app.recognition.proposal import Proposal
from tests.app.recognition.shipped import shipped_model
from tests.app.recognition.tables import WEIGHTS, scan

VALUES = ("XTS/1", "XTS/2", "XTS/5", "XTS/10", "XTS/20", "XTS/50", "XTS/100")
MIDDLE = (0.55, 0.45)


@cache
def _content() -> bytes:
    content = read_model(shipped_model()).comparison
    assert content is not None
    return content


@pytest.fixture(scope="module")
def known() -> Comparison:
    return Comparison(_content())


@cache
def _photo(name: str, blur: float = 3.0) -> NDArray[np.uint8]:
    """A specimen on a grey ground, turned, and blurred as by a hand that moves: 640 x 480."""
    note = scan(name)
    height, width = note.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 12, 0.6)
    matrix[:, 2] += (640 * MIDDLE[0] - width / 2, 480 * MIDDLE[1] - height / 2)
    picture = np.full((480, 640, 3), 110, np.uint8)
    cv2.warpAffine(note, matrix, (640, 480), dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), blur), np.uint8)


BOX = Box(MIDDLE[0] - 0.26, MIDDLE[1] - 0.2, MIDDLE[0] + 0.26, MIDDLE[1] + 0.2)


@pytest.mark.parametrize("name", ["5_front", "20_front", "100_front", "50_back"])
def test_a_blurred_note_is_borne_out_faintly_with_its_place_and_time(known: Comparison, name: str) -> None:
    value, _, face = name.partition("_")
    match = known.told(_photo(name), BOX, f"XTS/{value}", 2.5)
    assert match is not None
    assert (match.currency, match.value, match.face, match.captured_at_s) == ("XTS", value, face, 2.5)
    assert (match.is_faint, match.is_clear) == (True, False)
    assert 0.5 < match.agreement <= 1
    assert match.inliers >= 12
    assert np.mean(match.outline, axis=0) == pytest.approx(MIDDLE, abs=0.04)
    # The upper left corner of the print, which is turned to the left by 12 degrees.
    assert match.outline[0][0] < MIDDLE[0] - 0.15
    assert match.outline[0][1] < match.outline[3][1]


@pytest.mark.parametrize("name", ["5_front", "20_front", "100_front"])
def test_a_note_bears_out_no_other_value_even_if_its_own_was_never_made_known(known: Comparison, name: str) -> None:
    own = f"XTS/{name.partition('_')[0]}"
    rest = known.without(own)
    assert own in known.values
    assert own not in rest.values
    assert rest.told(_photo(name), BOX, own) is None
    for value in VALUES:
        if value != own:
            assert known.told(_photo(name), BOX, value) is None, value
            assert rest.told(_photo(name), BOX, value) is None, value


def test_where_no_note_is_none_is_borne_out(known: Comparison) -> None:
    grey = np.full((480, 640, 3), 110, np.uint8)
    noise = np.random.default_rng(3).integers(0, 256, (480, 640, 3), np.uint8)
    for value in VALUES:
        assert known.told(grey, BOX, value) is None
        assert known.told(noise, None, value) is None


def test_how_likely_a_value_and_its_rivals_are_is_asked_of_all_its_currency(known: Comparison) -> None:
    picture = _photo("100_front")
    asked: list[tuple[float, float]] = []
    known = copy.copy(known)
    is_like = known._is_like
    known._is_like = lambda *given: asked.append(given) or is_like(*given)  # type: ignore[func-returns-value, method-assign]
    own, is_own = known.likelihood(picture, BOX, "XTS/100") or (0.0, False)
    ((logit, other),) = asked
    assert is_own
    assert logit == own >= known._least > other
    # Nobody asks for rivals of what is not likely itself, nor where they are not wished for.
    asked.clear()
    assert known.likelihood(picture, BOX, "XTS/100", asks_rivals=False) == (own, False)
    known._least = own + 0.001
    assert known.likelihood(picture, BOX, "XTS/100") == (own, False)
    assert asked == []
    # The same photo, asked of another value: its own note is the rival.
    known._least = -math.inf
    of_another = known.likelihood(picture, BOX, "XTS/5") or (0.0, True)
    assert asked == [(of_another[0], own)]
    assert of_another[0] < own
    # What is left out is neither asked for nor a rival.
    rest = known.without("XTS/100")
    assert rest.likelihood(picture, BOX, "XTS/100") is None
    rest.likelihood(picture, BOX, "XTS/5")
    assert asked[-1][1] < own
    assert known.likelihood(picture, BOX, "XTS/7") is None


def test_a_value_without_sides_is_silence(known: Comparison) -> None:
    assert known.told(_photo("5_front"), BOX, "XTS/7") is None
    assert known.told(_photo("5_front"), BOX, "ZZZ/5") is None


def test_how_sure_it_must_be_is_in_the_file(known: Comparison) -> None:
    picture, arrays = _photo("100_front"), _arrays()
    for stricter in ({"least": np.float32(40)}, {"lead": np.float32(60)}):
        assert Comparison(_stored({**arrays, **stricter})).told(picture, BOX, "XTS/100") is None


def test_another_process_gets_the_same(known: Comparison) -> None:
    again = pickle.loads(pickle.dumps(known))
    assert again.told(_photo("5_front"), BOX, "XTS/5", 1.0) == known.told(_photo("5_front"), BOX, "XTS/5", 1.0)


def _arrays() -> dict[str, Any]:
    with np.load(io.BytesIO(_content())) as file:
        return {name: file[name] for name in file.files}


def _stored(arrays: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.pop("tokens"),
        lambda a: a.update(tokens=a["tokens"][:, :50]),
        lambda a: a.update(steps=-a["steps"]),
        lambda a: a.update(steps=0 * a["steps"]),
        lambda a: a.update(steps=a["steps"] * np.float32(np.nan)),
        lambda a: a.update(least=np.float32(np.inf)),
        lambda a: a.update(faces=a["faces"] + np.uint8(9)),
        lambda a: a.update(value_of=a["value_of"] + np.uint16(9000)),
        lambda a: a.update(values=np.char.add(a["values"], "?")),
        lambda a: a.update(tokens_network=a["comparing_network"], comparing_network=a["tokens_network"]),
        lambda a: a.update(tokens_network=a["tokens_network"][:100]),
    ],
)
def test_what_does_not_hold_together_is_refused(change: Any) -> None:
    arrays = _arrays()
    change(arrays)
    with pytest.raises(ModelError):
        Comparison(_stored(arrays))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", _content()[:-100]])
def test_what_is_no_archive_is_refused(content: bytes) -> None:
    with pytest.raises(ModelError):
        Comparison(content)


def test_it_stays_in_the_file_when_the_metadata_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "again.tflite"
    file.write_bytes(write_metadata(shipped_model().read_bytes(), read_model(shipped_model()).metadata))
    assert read_model(file).comparison == _content()


@pytest.mark.parametrize(
    ("own", "other", "is_like"),
    [(2.0, -1.0, True), (1.99, -9.0, False), (2.0, -0.99, False), (9.0, 6.0, True), (9.0, 8.0, False)],
)
def test_a_photo_is_like_a_note_from_a_logit_on_and_a_lead(
    known: Comparison, own: float, other: float, *, is_like: bool
) -> None:
    assert (known._least, known._lead) == (2.0, 3.0), "as the model file says"
    assert known._is_like(own, other) is is_like


@pytest.mark.parametrize(("size", "side"), [((480, 640), 332.8), ((1200, 1600), 832.0)])
def test_the_square_lies_about_the_note_and_leads_back(size: tuple[int, int], side: float) -> None:
    picture = np.full((*size, 3), 200, np.uint8)
    middle = (round(MIDDLE[1] * size[0]), round(MIDDLE[0] * size[1]))
    picture[middle[0] - 4 : middle[0] + 5, middle[1] - 4 : middle[1] + 5] = (0, 0, 255)
    square, to_frame = square_about(picture, BOX, 0.0)
    assert square.shape == (PHOTO_PX, PHOTO_PX, 3)
    # Red comes first, as the network takes it.
    assert square[PHOTO_PX // 2, PHOTO_PX // 2, 0] > square[PHOTO_PX // 2, PHOTO_PX // 2, 2] + 50
    assert (to_frame @ (0.5, 0.5, 1))[:2] == pytest.approx(MIDDLE)
    assert (to_frame @ (1, 0, 1) - to_frame @ (0, 0, 1))[0] * size[1] == pytest.approx(side)
    wider = square_about(picture, BOX, 0.25)[1]
    assert wider[0, 0] == pytest.approx(1.5 * to_frame[0, 0])


def test_beyond_the_picture_the_square_is_grey() -> None:
    square, to_frame = square_about(np.zeros((100, 400, 3), np.uint8), None, 0.1)
    assert square[5, 112].tolist() == [127, 127, 127]
    assert square[112, 112].tolist() == [0, 0, 0]
    assert square[112, 2].tolist() == [127, 127, 127]
    assert to_frame[0, 2] == pytest.approx(-0.1)


def test_parts_that_lie_anyhow_are_no_side() -> None:
    rng = np.random.default_rng(1)
    parts = np.concatenate([rng.random((98, 2)), np.ones((98, 1))], 1).astype(np.float32)
    assert comparison._arranged(parts) is None
    rows, columns = np.divmod(np.arange(98), 14)
    parts[:, 0], parts[:, 1] = 0.2 + columns / 14 * 0.6, 0.3 + rows / 7 * 0.3
    found = comparison._arranged(parts)
    assert found is not None
    assert found[1] == 98
    parts[11:, 2] = -1
    assert comparison._arranged(parts) is None, "too few are seen"
    parts[:, 2] = 0
    assert comparison._arranged(parts) is None, "what is as likely not seen is not"


@pytest.mark.parametrize("box", [Box(0.4, 0.25, 0.6, 0.75), Box(0.25, 0.4, 0.75, 0.6)])
def test_the_longer_side_of_a_box_is_the_square_s(box: Box) -> None:
    to_frame = square_about(np.zeros((400, 400, 3), np.uint8), box, 0.0)[1]
    assert (to_frame[0, 0], to_frame[1, 1]) == pytest.approx((0.5, 0.5))


class _Asked(Comparison):
    """Counts how often it is asked."""

    asked = 0

    def told(self, *args: Any, **kwargs: Any) -> PrintMatch | None:
        self.asked += 1
        return super().told(*args, **kwargs)


class TestInTheReader:
    """It is asked where the network is sure, and neither templates nor dense print show anything."""

    @staticmethod
    def _reader() -> tuple[BesideReader, _Asked]:
        model = Model(shipped_model(), threads=1)
        assert model.templates is not None
        reader, asked = BesideReader(model.templates, WEIGHTS, tells_faint=True), _Asked(_content())
        reader.use_dense(model.dense)
        reader.use_comparison(asked)
        return reader, asked

    def test_only_what_the_network_is_sure_of_is_borne_out(self) -> None:
        reader, asked = self._reader()
        picture = _photo("100_front", 6.0)
        assert reader.read(picture, BOX, ["XTS"], 1.0) is None
        assert asked.asked == 0
        match = reader.read(picture, BOX, ["XTS"], 1.0, Proposal("XTS/100"))
        assert match is not None
        assert (match.value, match.is_faint) == ("100", True)
        reader.use_comparison(None)
        assert reader.read(picture, BOX, ["XTS"], 1.0, Proposal("XTS/100")) is None, "keypoints see nothing of it"

    def test_nobody_guesses_by_it_which_way_round_a_picture_is(self) -> None:
        reader, asked = self._reader()
        assert reader.read(_photo("100_front", 6.0), BOX, ["XTS"], 1.0, Proposal("XTS/20")) is None
        assert asked.asked == 1
        assert reader.read(_photo("100_front", 6.0), BOX, ["XTS"], 1.0, Proposal("XTS/20"), is_mirrored=True) is None
        assert asked.asked == 2

    def test_print_of_another_value_speaks_against_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(DenseCheck, "shows_another", lambda self, looks, value: value == "XTS/100")
        reader, asked = self._reader()
        assert reader.read(_photo("100_front", 6.0), BOX, ["XTS"], 1.0, Proposal("XTS/100")) is None
        assert asked.asked == 1

    def test_what_the_bank_does_not_know_is_not_borne_out(self) -> None:
        model = Model(shipped_model(), threads=1)
        assert model.templates is not None
        reader = BesideReader(model.templates, WEIGHTS, unprinted=["XTS/100"], tells_faint=True)
        asked = _Asked(_content())
        reader.use_comparison(asked)
        assert reader.read(_photo("100_front", 6.0), BOX, ["XTS"], 1.0, Proposal("XTS/100")) is None
        assert asked.asked == 0


@pytest.mark.parametrize(("more", "is_arranged"), [(0, True), (-1, False)])
def test_a_side_shows_just_so_many_parts(more: int, is_arranged: bool) -> None:
    many = comparison._LEAST_SEEN + more
    rows, columns = np.divmod(np.arange(98), 14)
    parts = np.stack([0.2 + columns / 14 * 0.6, 0.3 + rows / 7 * 0.3, np.full(98, -1.0)], 1).astype(np.float32)
    # From all over the side.
    parts[np.linspace(0, 97, many).astype(int), 2] = 1
    found = comparison._arranged(parts)
    assert (found is not None) is is_arranged
    assert found is None or found[1] == many


@pytest.mark.parametrize(
    ("logit", "other", "is_told"), [(2.0, 1.5, True), (1.9375, 0.0, False), (2.0, 1.5625, False), (9.0, None, True)]
)
def test_a_side_is_told_from_the_very_numbers_on(
    known: Comparison, logit: float, other: float | None, is_told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, columns = np.divmod(np.arange(98), 14)
    parts = np.stack([0.2 + columns / 14 * 0.6, 0.3 + rows / 7 * 0.3, np.ones(98)], 1).astype(np.float32)
    stubbed: Any = copy.copy(known)
    stubbed._least, stubbed._lead = 2.0, 0.5
    five, ten = (stubbed._values.index(f"XTS/{value}") for value in ("5", "10"))
    found = [comparison._Found(five, logit, parts)]
    found += [] if other is None else [comparison._Found(ten, other, parts)]
    stubbed._compared = lambda squares, currency: found
    match = stubbed.told(np.zeros((48, 64, 3), np.uint8), None, "XTS/5")
    assert (match is not None) is is_told


@pytest.mark.parametrize(
    ("logit", "other", "is_told"),
    [(-0.5, -1.5, True), (-0.5625, -9.0, False), (0.5, -0.4375, False), (0.5, -0.5, True)],
)
def test_what_the_network_is_certain_of_need_only_be_less_like_others(
    known: Comparison, logit: float, other: float, *, is_told: bool
) -> None:
    rows, columns = np.divmod(np.arange(98), 14)
    parts = np.stack([0.2 + columns / 14 * 0.6, 0.3 + rows / 7 * 0.3, np.ones(98)], 1).astype(np.float32)
    stubbed: Any = copy.copy(known)
    five, ten = (stubbed._values.index(f"XTS/{value}") for value in ("5", "10"))
    stubbed._compared = lambda squares, currency: [
        comparison._Found(five, logit, parts),
        comparison._Found(ten, other, parts),
    ]
    black = np.zeros((48, 64, 3), np.uint8)
    assert stubbed.told(black, None, "XTS/5") is None
    match = stubbed.told(black, None, "XTS/5", 2.5, is_certain=True)
    assert (match is not None) is is_told
    assert match is None or (match.key, match.is_faint, match.captured_at_s) == ("XTS/5", True, 2.5)
