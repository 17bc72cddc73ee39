"""Dense prints of taught notes in a file: what is written is read again, and what somebody else made is refused."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.recognition.taught_dense_file import dense_bytes, dense_document, dense_from
from app.recognition.taught_file import from_bytes, to_bytes
from app.recognition.taught_names import TaughtError
from app.recognition.templates import StoredKeypoints, TaughtPrint
from tests.app.recognition.small_taught import club, kronor

LENGTH = kronor().pack.templates[0].descriptors.shape[1]


def dense(face: str = "front", many: int = 13, *, is_family_known: bool = True, seed: int = 1) -> TaughtPrint:
    """A dense print of made-up keypoints."""
    rng = np.random.default_rng(seed)
    stored = StoredKeypoints(
        rng.integers(0, 60_000, (many, 2)).astype(np.uint16),
        rng.integers(-127, 128, (many, LENGTH)).astype(np.int8),
        rng.integers(0, 256, many).astype(np.uint8),
        rng.integers(0, 256, many).astype(np.uint8),
    )
    return TaughtPrint(face, stored, rng.integers(0, 2, many).astype(bool) if is_family_known else None)


def are_same(one: TaughtPrint, other: TaughtPrint) -> bool:
    """Whether two dense prints are one."""
    mine, theirs = one.keypoints, other.keypoints
    parts = ((getattr(mine, name), getattr(theirs, name)) for name in ("points", "descriptors", "angles", "octaves"))
    if (one.shared is None) != (other.shared is None):
        return False
    is_shared_same = one.shared is None or other.shared is None or np.array_equal(one.shared, other.shared)
    return one.face == other.face and is_shared_same and all(np.array_equal(a, b) for a, b in parts)


def test_dense_prints_are_read_again_as_a_file_of_the_third_kind() -> None:
    prints = (dense("front"), dense("back", 8, is_family_known=False, seed=2))
    note = replace(kronor(), dense=prints)

    content = to_bytes([note, club()])
    again, other = from_bytes(content)

    assert content.startswith(b"noteworthy taught 3\n")
    assert len(again.dense) == 2
    assert all(are_same(one, two) for one, two in zip(again.dense, prints, strict=True))
    assert other.dense == ()
    assert to_bytes([again, other]) == content


def test_files_of_earlier_kinds_have_none_and_are_read() -> None:
    content = to_bytes([kronor()])

    assert content.startswith(b"noteworthy taught 1\n")
    [again] = from_bytes(content)
    assert again.dense == ()


def test_a_side_that_is_taught_anew_takes_the_place_of_its_dense_prints() -> None:
    before = replace(kronor(), dense=(dense("front"), dense("back", 9)))
    now = replace(kronor(("front",)), dense=(dense("front", 20),))

    assert [(each.face, len(each)) for each in before.joined(now).dense] == [("back", 9), ("front", 20)]


@pytest.mark.parametrize(
    "found",
    [
        None,
        {},
        [],
        ["front"],
        [{"face": "front"}],
        [{**dense_document((dense(),))[0], "more": 1}],
        [{**dense_document((dense(),))[0], "face": "edge"}],
        [{**dense_document((dense(),))[0], "keypoints": 0}],
        [{**dense_document((dense(),))[0], "keypoints": True}],
        [{**dense_document((dense(),))[0], "keypoints": 13.0}],
        [{**dense_document((dense(),))[0], "keypoints": 601}],
        [{**dense_document((dense(),))[0], "length": 129}],
        [{**dense_document((dense(),))[0], "length": -1}],
        [{**dense_document((dense(),))[0], "is_family_known": 1}],
        dense_document((dense(),) * 13),
    ],
)
def test_what_is_not_as_dense_prints_are_kept_is_refused(found: Any) -> None:
    content = memoryview(dense_bytes(dense()) * 60)

    with pytest.raises(ValueError, match="dense print"):
        dense_from(found, content)


def test_no_more_are_taken_than_a_note_has_and_none_that_is_cut_off() -> None:
    most = dense_bytes(dense()) * 12
    read, length = dense_from(dense_document((dense(),) * 12), memoryview(most))
    assert (len(read), length) == (12, len(most))
    with pytest.raises(ValueError, match="not there"):
        dense_from(dense_document((dense(),)), memoryview(dense_bytes(dense()))[:-1])
    largest = dense(many=600)
    assert dense_from(dense_document((largest,)), memoryview(dense_bytes(largest)))[1] == len(dense_bytes(largest))


def test_a_file_with_more_or_less_than_it_says_is_refused() -> None:
    note = replace(kronor(), dense=(dense(),))
    for cut in (b"x", b""):
        content = to_bytes([note])[:-16]
        body = content + cut if cut else content[:-1]
        with pytest.raises(TaughtError) as raised:
            from_bytes(_sealed(body))
        assert raised.value.code == "taught_damaged"


def _sealed(body: bytes) -> bytes:
    return body + hashlib.blake2b(body, digest_size=16).digest()
