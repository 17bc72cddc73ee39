"""Scenes in a folder: which notes lie in them, on which ground, and what is written of them."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from convert.data.dataset import DataError
from convert.data.images import Image
from convert.synthesis import scene_files
from convert.synthesis.scene_files import STEP, TRUTH_NAME, Options, read_scenes, run
from convert.synthesis.scenes import LAYOUTS, FlatNote, Scene, SceneNote
from tests.convert.pictures import SPECIMENS, write

OUTLINE = ((0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (0.0, 2.0))


class Drawn:
    """Stands for `draw_scene`: keeps what it is given, and lets the first note lie there."""

    def __init__(self) -> None:
        self.layouts: list[str] = []
        self.notes: list[Sequence[FlatNote]] = []
        self.grounds: list[Sequence[Image]] = []

    def __call__(self, _: object, layout: str, notes: Sequence[FlatNote], grounds: Sequence[Image]) -> Scene:
        self.layouts.append(layout)
        self.notes.append(notes)
        self.grounds.append(grounds)
        first = notes[0]
        lies = SceneNote(first.currency, first.value, first.face, OUTLINE, 0.5)
        return Scene(layout, np.full((4, 8, 3), 90, np.uint8), (lies,))

    @property
    def currencies(self) -> list[set[str]]:
        """Of each scene."""
        return [{note.currency for note in notes} for notes in self.notes]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    made = Drawn()
    monkeypatch.setattr(scene_files, "draw_scene", made)
    return made


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Flat notes of two currencies, one of them standing, and of a third only one whose face nobody knows."""
    wide, high = _picture(20, 10), _picture(10, 20)
    for value in ("5_front", "5_back", "10_front"):
        write(tmp_path / "data" / "reference" / "ABC" / value / "a.png", wide)
    write(tmp_path / "data" / "reference" / "DEF" / "1_front" / "a.png", high)
    write(tmp_path / "data" / "reference" / "GHI" / "1" / "a.png", wide)
    return tmp_path / "data"


def _picture(width: int, height: int) -> NDArray[np.uint8]:
    picture = np.zeros((height, width, 3), np.uint8)
    picture[0, 0] = 255
    return picture


def test_layouts_come_in_turn_and_each_scene_has_its_file(tmp_path: Path, drawn: Drawn) -> None:
    result = run(Options(tmp_path / "out", count=5, layouts=("laid", "fanned")))
    assert drawn.layouts == ["laid", "fanned", "laid", "fanned", "laid"]
    assert (result.scenes, result.out) == (5, tmp_path / "out")
    assert [path.name for path in sorted(result.out.glob("*.jpg"))] == [f"000{n}.jpg" for n in range(5)]
    assert [len(notes) for notes in drawn.notes] == [8] * 5
    assert STEP.report(result) == "5 scenes"


def test_what_is_written_is_what_is_read(tmp_path: Path, drawn: Drawn) -> None:
    run(Options(tmp_path, count=2, layouts=("overlapped", "laid")))
    scenes = read_scenes(tmp_path)
    assert [(scene.file, scene.layout) for scene in scenes] == [("0000.jpg", "overlapped"), ("0001.jpg", "laid")]
    for scene, notes in zip(scenes, drawn.notes, strict=True):
        assert scene.notes == (SceneNote("XTS", notes[0].value, notes[0].face, OUTLINE, 0.5),)


def test_what_was_drawn_can_be_read_though_the_rest_was_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Drawn()

    def fails_at_the_third(*given: object) -> Scene:
        if len(drawn.layouts) == 2:
            raise RuntimeError("out of memory")
        return drawn(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(scene_files, "draw_scene", fails_at_the_third)
    with pytest.raises(RuntimeError, match="memory"):
        run(Options(tmp_path, count=4))
    assert len(read_scenes(tmp_path)) == 2


@pytest.mark.parametrize(
    "broken",
    ["{", "[1]", "[{}]", '[{"file": "a", "layout": "laid"}]', '[{"file": "a", "layout": "laid", "notes": [{}]}]'],
)
def test_a_broken_truth_is_told_in_one_line(broken: str, tmp_path: Path) -> None:
    (tmp_path / TRUTH_NAME).write_text(broken)
    with pytest.raises(DataError, match="convert scenes --out"):
        read_scenes(tmp_path)


def test_an_outline_is_read_as_points(tmp_path: Path) -> None:
    note = {"currency": "ABC", "value": "5", "face": "front", "outline": [[1, 2], [3, 4]], "seen": 1.0}
    (tmp_path / TRUTH_NAME).write_text(json.dumps([{"file": "a.jpg", "layout": "laid", "notes": [note]}]))
    (scene,) = read_scenes(tmp_path)
    assert scene.notes[0].outline == ((1.0, 2.0), (3.0, 4.0))
    assert scene.file == "a.jpg"


def test_options_are_looked_at_before_anything_is_drawn(tmp_path: Path) -> None:
    assert Options(tmp_path, count=1).layouts == LAYOUTS
    with pytest.raises(DataError, match="--count"):
        Options(tmp_path, count=0)
    for wrong in ((), ("laid", "heaped")):
        with pytest.raises(DataError, match="--layouts takes some of"):
            Options(tmp_path, layouts=wrong)


def test_only_notes_of_a_known_face_are_drawn(tmp_path: Path, data: Path, drawn: Drawn) -> None:
    with pytest.raises(DataError, match="No flat notes of GHI: give"):
        run(Options(tmp_path / "out", data, currencies=("ABC", "GHI")))
    with pytest.raises(DataError, match="No flat notes of GHI, XXX: give"):
        run(Options(tmp_path / "out", data, currencies=("GHI", "ABC", "XXX")))
    assert not drawn.layouts
    run(Options(tmp_path / "out", data, currencies=("ABC",), count=6))
    shown = {(note.currency, note.value, note.face) for notes in drawn.notes for note in notes}
    assert shown == {("ABC", "5", "front"), ("ABC", "5", "back"), ("ABC", "10", "front")}


def test_our_own_specimens_are_drawn_where_they_are_asked_for(tmp_path: Path, data: Path, drawn: Drawn) -> None:
    run(Options(tmp_path / "out", data, SPECIMENS, ("XTS",)))
    assert set().union(*drawn.currencies) == {"XTS"}
    with pytest.raises(DataError, match="No flat notes of XTS"):
        run(Options(tmp_path / "out", data, tmp_path, ("XTS", "ABC")))


def test_one_scene_in_four_shows_two_currencies(tmp_path: Path, data: Path, drawn: Drawn) -> None:
    run(Options(tmp_path / "out", data, currencies=("ABC", "DEF"), count=120))
    several = sum(len(each) == 2 for each in drawn.currencies)
    assert 18 < several < 42
    alone = Counter(min(each) for each in drawn.currencies if len(each) == 1)
    assert alone["ABC"] > 28
    assert alone["DEF"] > 28


def test_one_currency_is_never_two(tmp_path: Path, data: Path, drawn: Drawn) -> None:
    run(Options(tmp_path / "out", data, currencies=("DEF",), count=20))
    assert drawn.currencies == [{"DEF"}] * 20


def test_a_standing_scan_is_laid_down_and_each_picture_is_read_once(
    tmp_path: Path, data: Path, drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    load = scene_files.load

    def counted(path: Path, longest: int) -> Image:
        read.append(path.parent.name)
        assert longest == 700
        return load(path, longest)

    monkeypatch.setattr(scene_files, "load", counted)
    run(Options(tmp_path / "out", data, currencies=("DEF", "ABC"), count=30))
    assert sorted(read) == ["10_front", "1_front", "5_back", "5_front"]
    pictures = {note.currency: note.mips.levels[0] for notes in drawn.notes for note in notes}
    for picture in pictures.values():
        assert picture.shape[:2] == (10, 20)
    # By a quarter to the left: what was the upper left corner is the lower left one.
    assert pictures["DEF"][9, 0].max() > 200
    assert pictures["ABC"][0, 0].max() > 200


def test_without_backgrounds_notes_lie_on_plain_grey(tmp_path: Path, data: Path, drawn: Drawn) -> None:
    for given in (None, data):
        run(Options(tmp_path / "out", given, currencies=("XTS",), count=1))
        assert [int(ground.mean()) for ground in drawn.grounds[-1]] == [60, 120, 190]


def test_sixty_backgrounds_are_drawn_at_most(tmp_path: Path, data: Path, drawn: Drawn) -> None:
    for number in range(62):
        write(data / "backgrounds" / f"{number:03d}.png", np.full((4, 4, 3), number, np.uint8))
    for seed in (1, 2):
        run(Options(tmp_path / "out", data, currencies=("ABC",), count=1, seed=seed))
    first, second = ([int(ground[0, 0, 0]) for ground in grounds] for grounds in drawn.grounds)
    assert len(first) == len(set(first)) == 60
    assert first != second


def test_the_command_line_gives_the_options(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    STEP.add_arguments(parser)
    given = parser.parse_args(["--out", str(tmp_path)])
    assert STEP.options(given) == Options(tmp_path)
    more = ["--data", "d", "--currencies", "ABC,DEF", "--layouts", "laid", "--count", "7", "--seed", "3"]
    given = parser.parse_args(["--out", str(tmp_path), "--specimens", "s", *more])
    assert STEP.options(given) == Options(tmp_path, Path("d"), Path("s"), ("ABC", "DEF"), ("laid",), 7, 3)
