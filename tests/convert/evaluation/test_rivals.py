"""Others' ways of reading, on our own notes: each names what it has seen, and nothing where nothing is alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.model import Model
from convert.data.dataset import specimen_references
from convert.data.images import load
from convert.evaluation import rivals
from convert.evaluation.rivals import Counting, Row, beside_others, growth, orb, scaled, sift
from tests.convert.pictures import SPECIMENS

NOTES = [note for note in specimen_references(SPECIMENS) if note.value in ("5", "20")]


@pytest.mark.parametrize("rival", [orb(), sift()], ids=["orb", "sift"])
def test_a_note_is_named_by_the_reference_that_is_most_alike(rival: Counting) -> None:
    pictures = [(f"XTS/{note.value}", scaled(load(note.path, 1280))) for note in NOTES]
    rival.learn(pictures)
    for value, picture in pictures:
        assert rival.name(np.ascontiguousarray(picture[::-1, ::-1])) == value, "upside down"
    assert rival.name(np.full((480, 640, 3), 90, np.uint8)) is None
    rival.learn([])
    assert rival.name(pictures[0][1]) is None


def test_every_way_reads_every_photo_once(shipped: Model) -> None:
    rows = beside_others(shipped, NOTES, NOTES)
    assert list(rows) == ["both readers", "network alone", "ORB, BFMatcher", "SIFT, FLANN"]
    for row in rows.values():
        assert row.tally.n == len(row.took_ms) == len(NOTES)
        assert min(row.took_ms) > 0
    assert rows["both readers"].tally.right == rows["SIFT, FLANN"].tally.right == len(NOTES)
    assert beside_others(shipped, NOTES, [])["both readers"].tally.n == 0, "nothing to compare with"


def test_what_is_said_is_counted() -> None:
    row = Row()
    answers: list[str | None] = ["XTS/5", "XTS/20", None]
    for said in answers:
        row.add("XTS/5", partial(_same, said))
    assert (row.tally.right, row.tally.misclassified, row.tally.abstained) == (1, 1, 1)


def test_growth_reads_each_picture_in_the_first_currencies() -> None:
    asked: list[Collection[str]] = []

    def read(picture: NDArray[np.uint8], on: Collection[str]) -> None:
        asked.append(on)

    pictures = [np.zeros((4, 4, 3), np.uint8)] * 3
    found = growth(read, pictures, ["EUR", "USD", "THB"], counts=(1, 2))
    assert {count: len(took) for count, took in found.items()} == {1: 3, 2: 3}
    assert asked == [{"EUR"}] * 4 + [{"EUR", "USD"}] * 4, "the first time, which makes ready, is not counted"


class _Alike:
    """Finds as many good matches, of so many, as the two pictures' grey levels say."""

    def detectAndCompute(self, grey: NDArray[np.uint8], mask: None) -> tuple[None, NDArray[np.uint8] | None]:
        """As OpenCV's detectors; a black picture has no features, others as many as their level."""
        level = int(grey[0, 0])
        return None, np.full((level, 2), level, np.uint8) if level else None

    def knnMatch(self, seen: NDArray[np.uint8], reference: NDArray[np.uint8], k: int) -> list[Any]:
        """As OpenCV's matchers: one match that is just good, then such that are not."""
        assert k == 2

        def pair(near: float) -> tuple[Any, Any]:
            return SimpleNamespace(distance=near), SimpleNamespace(distance=4.0)

        single: list[Any] = [(SimpleNamespace(distance=0.0),)]
        return [pair(2.99)] * int(reference[0, 0]) + [pair(3.0)] * 50 + single * 50


def _level(level: int) -> NDArray[np.uint8]:
    return np.full((4, 4, 3), level, np.uint8)


@pytest.mark.parametrize(
    ("references", "named"),
    [
        ([("A", 10)], "A"),
        ([("A", 9)], None),
        ([("A", 12), ("B", 13), ("C", 12)], "B"),
        ([("A", 12), ("B", 12)], "A"),
        ([("A", 0), ("B", 1), ("C", 10)], "C"),
    ],
)
def test_ten_matches_that_pass_the_ratio_are_enough_and_most_decide(
    references: list[tuple[str, int]], named: str | None
) -> None:
    counting = Counting(_Alike(), _Alike())
    counting.learn([(value, _level(level)) for value, level in references])
    assert counting.name(_level(2)) == named
    for few in (0, 1):
        assert counting.name(_level(few)) is None


@pytest.mark.parametrize(
    ("shape", "becomes"), [((320, 640), (320, 640)), ((1280, 640), (640, 320)), ((30, 64), (300, 640))]
)
def test_pictures_are_made_equally_long(shape: tuple[int, int], becomes: tuple[int, int]) -> None:
    assert scaled(np.zeros((*shape, 3), np.uint8)).shape == (*becomes, 3)


@pytest.mark.parametrize(("shrinks", "side"), [(True, 1000), (False, 480), (False, 200)])
def test_pictures_are_averaged_where_they_shrink_and_smooth_where_they_grow(shrinks: bool, side: int) -> None:
    picture = np.random.default_rng(1).integers(0, 255, (side // 2, side, 3), np.uint8)
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    scale = rivals._LONG_SIDE / side
    assert (scale < 1) is shrinks
    assert np.array_equal(scaled(picture), cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how))


def test_references_are_learned_once_a_currency_and_only_its_own(
    shipped: Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    learned: list[list[str]] = []
    plain = Counting.learn

    def learn(self: Counting, references: Any) -> None:
        learned.append([value for value, _ in references])
        plain(self, references)

    monkeypatch.setattr(Counting, "learn", learn)
    dollar = replace(NOTES[0], currency="USD")
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    strange = replace(NOTES[0], currency="ZZZ")
    rows = beside_others(shipped, [*NOTES, dollar, replace(NOTES[0], path=broken), strange], [*NOTES, dollar, strange])
    assert rows["SIFT, FLANN"].tally.n == len(NOTES) + 1
    assert learned == [[f"USD/{NOTES[0].value}"]] * 2 + [[f"XTS/{note.value}" for note in NOTES]] * 2


def _same(said: str | None) -> str | None:
    return said
