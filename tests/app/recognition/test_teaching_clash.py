"""Could a taught note be taken for another one? By what is read in its pictures, and by templates laid on others."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints
from app.recognition.observation import Box, PrintMatch
from app.recognition.pack_shelf import PackShelf
from app.recognition.packs import PackTemplate, write_pack
from app.recognition.print_check import PrintReader
from app.recognition.taught import TaughtNotes, prints_of_taught
from app.recognition.taught_file import TaughtNote
from app.recognition.teaching import Shot
from app.recognition.teaching_clash import all_print, clash_of
from app.recognition.templates import KnownPrint, Template, TemplateBank
from tests.app.observations import print_match
from tests.app.recognition.small_pack import small_pack, template
from tests.app.recognition.small_taught import club, kronor

_Found = TypeVar("_Found")


@pytest.fixture(scope="module")
def bank() -> TemplateBank:
    rng = np.random.default_rng(1)
    keypoints = Keypoints(
        rng.integers(0, 300, (40, 2)).astype(np.float32),
        rng.random((40, 128), np.float32),
        rng.random(40, np.float32),
        rng.random(40, np.float32) * 5,
    )
    return TemplateBank([Template("USD/5", keypoints)], 8)


class HandReader:
    """Reads in each picture what the test says."""

    def __init__(self, *values: str | None) -> None:
        self.used: Sequence[KnownPrint] = ()
        self.looked = 0
        self._values = values

    def use(self, known: Sequence[KnownPrint]) -> None:
        self.used = known

    def look(self, picture: NDArray[np.uint8], box: Box | None) -> PrintMatch | None:
        assert picture.shape == (10, 20, 3)
        value = self._values[self.looked]
        self.looked += 1
        return None if value is None else print_match(value.partition("/")[2], 0.0, currency=value.partition("/")[0])


def _shots(number: int) -> list[Shot]:
    grey = np.zeros((10, 20), np.uint8)
    return [Shot(Keypoints.none(), np.zeros((0, 2), np.float32), Box(0, 0, 1, 1), grey)] * number


def _done(steps: Generator[float, None, _Found]) -> tuple[_Found, list[float]]:
    told = []
    while True:
        try:
            told.append(next(steps))
        except StopIteration as end:
            return cast(_Found, end.value), told


def _clash(
    note: TaughtNote, shots: Sequence[Shot], known: Sequence[KnownPrint], reader: HandReader, bank: TemplateBank
) -> str | None:
    found, told = _done(clash_of(note, shots, known, cast(PrintReader, reader), bank))
    assert told == sorted(told)
    assert all(0 <= each < 1 for each in told)
    return found


@pytest.mark.parametrize(
    ("read", "clash"),
    [
        (["QMA/5", "QMA/5", None, None], "QMA/5"),
        (["QMA/5", None, None, None], None),
        (["QMA/5", "KES/50", "KES/50", None], "KES/50"),
        ([None, None, None, None], None),
    ],
    ids=["half of what was shown", "once", "two, of which one twice", "nothing"],
)
def test_a_note_clashes_with_what_is_read_in_half_of_what_was_shown(
    read: list[str | None], clash: str | None, bank: TemplateBank
) -> None:
    reader = HandReader(*read)
    known = prints_of_taught(club(), bank)
    assert _clash(kronor(), _shots(4), known, reader, bank) == clash
    assert list(reader.used) == known


def test_of_many_shots_four_are_looked_at_from_all_over_them(bank: TemplateBank) -> None:
    reader = HandReader(*([None] * 4))
    shots = [replace(shot, in_frame=np.full((1, 2), n, np.float32)) for n, shot in enumerate(_shots(9))]
    _clash(kronor(), shots, prints_of_taught(club(), bank), reader, bank)
    assert reader.looked == 4


def test_a_note_does_not_clash_with_itself_and_with_nothing(bank: TemplateBank) -> None:
    reader = HandReader("SEK/20")
    assert _clash(kronor(), _shots(1), prints_of_taught(kronor(seed=2), bank), reader, bank) is None
    assert _clash(kronor(), _shots(1), [], reader, bank) is None
    assert reader.looked == 0


def _sharing(own: int, common: int, seed: int) -> tuple[PackTemplate, ...]:
    """A front of which so many keypoints are everyone's."""
    mine, everyones = template("20", "current", "front", own, seed), template("20", "current", "front", common, 99)
    parts: dict[str, Any] = {
        name: np.concatenate([getattr(everyones, name), getattr(mine, name)])
        for name in ("points", "descriptors", "angles", "octaves")
    }
    return (replace(mine, **parts),)


def _note(note: TaughtNote, own: int, common: int, seed: int) -> TaughtNote:
    made = tuple(replace(each, value=note.value) for each in _sharing(own, common, seed))
    return replace(note, pack=replace(note.pack, templates=made))


@pytest.mark.parametrize(
    ("own", "common", "clash"),
    [
        (0, 60, "QMA/5"),
        (40, 60, "QMA/5"),
        (60, 20, None),
        (150, 40, None),
        (4, 20, "QMA/5"),
        (16, 14, None),
    ],
    ids=["the same", "most", "a quarter", "a portrait of many", "small and the same", "half of a small one"],
)
def test_templates_that_lie_on_each_other_are_one_print_and_a_common_portrait_is_none(
    own: int, common: int, clash: str | None, bank: TemplateBank
) -> None:
    known = prints_of_taught(_note(club(), own, common, 5), bank)
    assert _clash(_note(kronor(), own, common, 6), [], known, HandReader(), bank) == clash


def test_all_print_is_of_packs_of_currencies_that_are_on_and_of_taught_notes(
    tmp_path: Path, bank: TemplateBank
) -> None:
    for code in ("KES", "UGX"):
        write_pack(replace(small_pack(), currency=code, projection=bank.projection), tmp_path / f"{code}.notes")
    shelf = PackShelf(bank.projection, folder=tmp_path)
    taught = TaughtNotes(
        bank, notes=[replace(note, pack=replace(note.pack, projection=bank.projection)) for note in (club(),)]
    )
    found, told = _done(all_print(shelf, bank, ["USD"], taught))
    assert {each.value for each in found} == {"USD/5", "KES/50", "KES/1000", "UGX/50", "UGX/1000", "QMA/5"}
    assert told == [0.0, 0.5]
    without, _ = _done(all_print(PackShelf("", folder=None), bank, [], TaughtNotes(bank)))
    assert without == []
