"""Others' ways of reading, on our own notes: each names what it has seen, and nothing where nothing is alike."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.model import Model
from convert.data.dataset import specimen_references
from convert.data.images import load
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


def _same(said: str | None) -> str | None:
    return said
