"""Picture files of every kind, damaged in any way: a picture, or a trouble, and no more memory than they are worth."""

import contextlib

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.camera.errors import PictureError
from app.camera.picture_header import inspect
from app.camera.pictures import decode
from tests.app.camera.pictures_made import KINDS, encoded, png_that_claims_4_gb
from tests.fuzz.running import attempt, fuzzed, kept

NOISE = np.random.default_rng(3).integers(0, 256, (20, 24, 3), np.uint8)
FILES = [encoded(suffix, NOISE) for suffix in KINDS]
FILES += [encoded(".jpg", NOISE, cv2.IMWRITE_JPEG_PROGRESSIVE, 1), png_that_claims_4_gb()]
NUMBERS = st.sampled_from([b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff", b"\x80\x00"])
KINDS_OF_EDIT = st.sampled_from(["replace", "insert", "cut", "end"])
EDITS = st.lists(st.tuples(st.integers(0, 1 << 20), KINDS_OF_EDIT, st.binary(max_size=6) | NUMBERS), max_size=6)


def damaged(data: bytes, edits: list[tuple[int, str, bytes]]) -> bytes:
    for place, kind, what in edits:
        at = place % (len(data) + 1)
        if kind == "replace":
            data = data[:at] + what + data[at + len(what) :]
        elif kind == "insert":
            data = data[:at] + what + data[at:]
        elif kind == "cut":
            data = data[:at] + data[at + len(what) :]
        else:
            data = data[:at]
    return data


def _inspect(content: bytes) -> None:
    with contextlib.suppress(PictureError):
        header = inspect(content)
        assert header.pixels > 0
        assert header.decoding_bytes > 0


def _decode(content: bytes) -> None:
    with contextlib.suppress(PictureError):
        if inspect(content).pixels > 4_000_000:  # right, but a matter of seconds
            return
        picture = decode(content)
        assert picture.dtype == np.uint8
        assert picture.shape[2] == 3
        assert min(picture.shape[:2]) >= 16 or max(picture.shape[:2]) == 1280


@fuzzed
@given(st.sampled_from(FILES), EDITS)
def test_a_damaged_picture_is_a_header_or_a_trouble(data: bytes, edits: list[tuple[int, str, bytes]]) -> None:
    attempt("pictures", _inspect, damaged(data, edits))


@fuzzed
@given(st.sampled_from(FILES), EDITS)
def test_a_damaged_picture_is_decoded_or_a_trouble(data: bytes, edits: list[tuple[int, str, bytes]]) -> None:
    attempt("pictures", _decode, damaged(data, edits))


@fuzzed
@given(st.binary(max_size=200), st.sampled_from([b"", *(data[:12] for data in FILES)]))
def test_any_bytes_after_any_beginning_are_a_header_or_a_trouble(rest: bytes, beginning: bytes) -> None:
    attempt("pictures", _inspect, beginning + rest)


def test_what_failed_before_fails_no_more() -> None:
    for content in kept("pictures"):
        _inspect(content)
        _decode(content)


@pytest.mark.parametrize("suffix", KINDS)
def test_every_byte_of_a_picture_may_be_any_of_the_worst(suffix: str) -> None:
    data = encoded(suffix, NOISE)
    for at in range(min(len(data), 700)):
        for value in (0x00, 0x7F, 0x80, 0xFF):
            try:
                inspect(data[:at] + bytes([value]) + data[at + 1 :])
            except PictureError:
                continue
