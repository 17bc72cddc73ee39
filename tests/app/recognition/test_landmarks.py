"""Landmarks: our own specimen notes are found again however they lie, others and damaged files are not."""

from __future__ import annotations

import contextlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.recognition.errors import ModelError
from app.recognition.landmarks import LandmarkBank, Template, evidence, find_spots, matches

SPECIMENS = Path(__file__).resolve().parents[3] / "assets" / "specimens"
# What agrees by chance is fewer, and what is evidence for a note is more.
CHANCE = 9
NAMES = ("5_front", "5_back", "20_front", "50_back")


def _note(name: str) -> NDArray[np.uint8]:
    picture = cv2.imread(str(SPECIMENS / f"XTS_{name}.png"))
    assert picture is not None
    scale = 480 / picture.shape[1]
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


@pytest.fixture(scope="module")
def bank() -> LandmarkBank:
    return LandmarkBank([Template(f"XTS/{name.partition('_')[0]}", find_spots(_note(name))) for name in NAMES], 32)


def _photo(note: NDArray[np.uint8], degrees: float = 0, share: float = 0.7, tilt: float = 0) -> NDArray[np.uint8]:
    """The note before a ramp of greys, its width that share of the picture's, its far side smaller by `tilt`."""
    side = 640
    h, w = note.shape[:2]
    half = np.array([side * share / 2, side * share / 2 * h / w])
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    corners[:2, 0] *= 1 - tilt
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    target = (corners @ turn.T + side / 2).astype(np.float32)
    source = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    picture = np.repeat(np.linspace(60, 190, side, dtype=np.uint8)[None, :, None], side, axis=0).repeat(3, axis=2)
    matrix = cv2.getPerspectiveTransform(source, target)
    cv2.warpPerspective(note, matrix, (side, side), dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    return picture


@settings(max_examples=20, deadline=None)
@given(degrees=st.floats(0, 360), share=st.floats(0.5, 0.9), tilt=st.floats(0, 0.3))
def test_a_note_is_found_at_any_angle_far_more_than_another_value(
    bank: LandmarkBank, degrees: float, share: float, tilt: float
) -> None:
    five, twenty, fifty = bank.seen(_photo(_note("20_front"), degrees, share, tilt), ["XTS/5", "XTS/20", "XTS/50"])
    assert twenty > 1.5 * CHANCE
    assert twenty > 2 * max(five, fifty), "notes of one bank share ornaments, but few"


@pytest.mark.parametrize("change", ["dark", "covered", "upside down"])
def test_a_note_is_found_under_hard_conditions(bank: LandmarkBank, change: str) -> None:
    picture = _photo(_note("5_back"), 20)
    if change == "dark":
        picture = (picture * 0.2).astype(np.uint8)
    elif change == "covered":
        picture[:, 330:] = 128
    else:
        picture = np.ascontiguousarray(picture[::-1, ::-1])
    assert bank.seen(picture, ["XTS/5"])[0] > CHANCE


def test_both_faces_of_a_value_are_its_landmarks(bank: LandmarkBank) -> None:
    for name in ("5_front", "5_back"):
        assert bank.seen(_photo(_note(name)), ["XTS/5"])[0] > 1.5 * CHANCE


def test_a_mirrored_note_is_not_that_note(bank: LandmarkBank) -> None:
    mirrored = np.ascontiguousarray(_photo(_note("20_front"))[:, ::-1])
    assert bank.seen(mirrored, ["XTS/20"])[0] <= CHANCE


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (7, 3), (480, 640)])
@pytest.mark.parametrize("noise", [False, True])
def test_pictures_of_nothing_hold_no_landmarks(bank: LandmarkBank, shape: tuple[int, int], noise: bool) -> None:
    picture = np.full((*shape, 3), 90, np.uint8)
    if noise:
        picture = np.random.default_rng(1).integers(0, 256, picture.shape, dtype=np.uint8)
    assert max(bank.seen(picture, bank.values)) <= CHANCE


def test_values_without_landmarks_have_none(bank: LandmarkBank) -> None:
    assert bank.seen(_photo(_note("5_front")), ["XTS/1", "XTS/5"])[0] == 0
    assert bank.values == ("XTS/20", "XTS/5", "XTS/50")
    assert len(bank) == 4
    assert bank.spots == sum(len(find_spots(_note(name))) for name in NAMES)


def test_each_spot_is_matched_once() -> None:
    seen, template = find_spots(_photo(_note("50_back"))), find_spots(_note("50_back"))
    pairs = matches(seen, template)
    assert len(pairs) > 50
    assert all(len(np.unique(column)) == len(column) for column in pairs.T)
    assert pairs[:, 0].max() < len(seen)
    assert pairs[:, 1].max() < len(template)


def test_spots_are_strongest_first_and_the_same_each_time() -> None:
    once, again = find_spots(_note("5_front")), find_spots(_note("5_front"))
    assert 160 < len(once) <= 700
    assert (once.places == again.places).all()
    few = find_spots(_photo(_note("5_front")))
    assert few.descriptors.shape == (len(few), 128)
    assert np.linalg.norm(few.descriptors, axis=1) == pytest.approx(1, abs=0.01)


@given(st.integers(0, 500))
def test_more_landmarks_never_speak_for_less(count: int) -> None:
    assert -1.5 <= evidence(count) <= evidence(count + 1) <= 8


def test_few_landmarks_speak_against_a_value_and_many_for_it() -> None:
    assert evidence(0) < 0 < evidence(10)


def test_landmarks_come_back_from_their_file_as_they_were(bank: LandmarkBank) -> None:
    content = bank.to_bytes()
    read = LandmarkBank.from_bytes(content)
    assert read.to_bytes() == content == bank.to_bytes()
    picture = _photo(_note("20_front"), 70)
    assert read.seen(picture, bank.values) == bank.seen(picture, bank.values)


@settings(max_examples=40, deadline=None)
@given(share=st.floats(0, 0.999), flipped=st.integers(0, 255))
def test_damaged_landmarks_are_refused_or_still_whole(bank: LandmarkBank, share: float, flipped: int) -> None:
    content = bank.to_bytes()
    cut = content[: int(share * len(content))]
    with pytest.raises(ModelError, match="model_landmarks"):
        LandmarkBank.from_bytes(cut)
    changed = bytearray(content)
    changed[int(share * len(content))] ^= flipped
    # Whatever else it raised would fail the test: a model's loader knows this one alone.
    with contextlib.suppress(ModelError):
        LandmarkBank.from_bytes(bytes(changed))


def _changed(bank: LandmarkBank, **changes: NDArray[Any] | None) -> bytes:
    """The bank's file with some arrays changed, or left out where they are None."""
    with np.load(io.BytesIO(bank.to_bytes())) as raw:
        parts = {**raw, **changes}
    out = io.BytesIO()
    np.savez_compressed(out, **{name: part for name, part in parts.items() if part is not None})
    return out.getvalue()


def _parts(bank: LandmarkBank) -> dict[str, NDArray[Any]]:
    with np.load(io.BytesIO(bank.to_bytes())) as raw:
        return dict(raw)


def test_landmarks_made_by_hand_are_read_where_they_fit(bank: LandmarkBank) -> None:
    assert LandmarkBank.from_bytes(_changed(bank)).to_bytes() == bank.to_bytes()


WRONG: list[tuple[str, Callable[[NDArray[Any]], NDArray[Any] | None]]] = [
    ("places", lambda part: part[:-1]),
    ("places", lambda part: part.astype(np.float64)),
    ("places", lambda part: part[:, :1]),
    ("places", lambda part: part.ravel()),
    ("lengths", lambda part: part[:-1]),
    ("lengths", lambda part: part + np.uint16(1)),
    ("lengths", lambda part: part.astype(np.int64) * -1),
    ("axes", lambda part: part.T),
    ("axes", lambda part: np.asfortranarray(part)),
    ("axes", lambda part: part * np.float16("nan")),
    ("mean", lambda part: part[:100]),
    ("mean", lambda part: part + np.float16("inf")),
    ("step", lambda part: np.array("nan", np.float32)),
    ("step", lambda part: np.array(0, np.float32)),
    ("step", lambda part: np.array(-1, np.float32)),
    ("step", lambda part: np.array([part, part])),
    ("value_of", lambda part: part + np.uint16(60_000)),
    ("value_of", lambda part: part.astype(np.float32)),
    ("values", lambda part: part.astype("S")),
    ("values", lambda part: np.array(["20"] * len(part))),
    ("values", lambda part: np.repeat(part[:1], len(part))),
    ("values", lambda part: part.reshape(1, -1)),
    ("descriptors", lambda part: part.astype(np.int32)),
    ("descriptors", lambda part: part[:, :-1]),
    ("angles", lambda part: part[1:]),
    ("octaves", lambda part: part.astype(np.uint16)),
    ("octaves", lambda part: None),
]


@pytest.mark.parametrize(("name", "wrong"), WRONG, ids=[f"{name}-{n}" for n, (name, _) in enumerate(WRONG)])
def test_landmarks_whose_parts_do_not_fit_are_refused(
    bank: LandmarkBank, name: str, wrong: Callable[[NDArray[Any]], NDArray[Any] | None]
) -> None:
    with pytest.raises(ModelError, match="model_landmarks"):
        LandmarkBank.from_bytes(_changed(bank, **{name: wrong(_parts(bank)[name])}))


@pytest.mark.parametrize("shape", ["(10000000000000, 2)", "(-1, 2)", "(4,)", "(99999999999999999999999, 2)", "()", "7"])
def test_a_length_is_not_believed_before_the_data_is_there(bank: LandmarkBank, shape: str) -> None:
    def array(text: str) -> bytes:
        header = f"{{'descr': '<u2', 'fortran_order': False, 'shape': {text}, }}".ljust(117) + "\n"
        return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode() + bytes(8)

    out = io.BytesIO(bank.to_bytes())
    parts = {}
    with zipfile.ZipFile(out) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, array(shape) if name == "places.npy" else part)
    tracemalloc.start()
    try:
        with pytest.raises(ModelError, match="model_landmarks"):
            LandmarkBank.from_bytes(out.getvalue())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 50_000_000


def test_an_array_that_unpacks_to_gigabytes_is_not_unpacked(bank: LandmarkBank) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("values.npy", "w") as part:
        for _ in range(150):
            part.write(bytes(1 << 20))
    tracemalloc.start()
    try:
        with pytest.raises(ModelError, match="model_landmarks"):
            LandmarkBank.from_bytes(out.getvalue())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1_000_000
