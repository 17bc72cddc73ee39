"""Tables with several notes are drawn as they always were, and so is what lies in their files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from convert.data.dataset import DataError, LabelledPicture
from convert.data.images import load
from convert.synthesis import scene_files
from convert.synthesis.geometry import Mips
from convert.synthesis.ranges import Count
from convert.synthesis.scene_files import Options, StoredScene, read_scenes, run
from convert.synthesis.scenes import LAYOUTS, FlatNote, Layouts, SceneConfig, draw_scene
from tests.convert.pictures import data_folder, scene, write
from tests.kept import compare

SPECIMENS = Path(__file__).resolve().parents[3] / "assets" / "specimens"
SMALL = SceneConfig(Layouts(width_px=320, height_px=180, notes=Count(2, 6)))


def test_scenes_are_drawn_as_they_were() -> None:
    notes = [
        FlatNote("XTS", value, face, Mips(load(SPECIMENS / f"XTS_{value}_{face}.png", 300)))
        for value, face in (("5", "front"), ("20", "back"), ("100", "front"))
    ]
    pictures, numbers = {}, {}
    for layout in LAYOUTS:
        for seed in range(2):
            drawn = draw_scene(np.random.default_rng(seed), layout, notes, [scene(3, 200, 200)], SMALL)
            pictures[f"{layout} {seed}"] = drawn.image
            numbers[f"{layout} {seed}"] = [
                number
                for note in drawn.notes
                for number in (float(note.value), note.seen, *(side for corner in note.outline for side in corner))
            ]
    compare(Path(__file__).with_name("scenes.json"), pictures, numbers)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scene_files, "draw_scene", partial(draw_scene, config=SMALL))


def _run(folder: Path, **changes: object) -> tuple[StoredScene, ...]:
    options = replace(Options(folder / "out", specimens=SPECIMENS, count=3), **changes)  # type: ignore[arg-type]
    result = run(options)
    assert (result.scenes, result.out) == (options.count, folder / "out")
    return read_scenes(folder / "out")


@pytest.mark.usefixtures("small")
def test_layouts_come_in_turn_and_each_scene_is_a_picture(tmp_path: Path) -> None:
    stored = _run(tmp_path, count=4, layouts=LAYOUTS[:2])
    assert [each.file for each in stored] == ["0000.jpg", "0001.jpg", "0002.jpg", "0003.jpg"]
    assert [each.layout for each in stored] == [LAYOUTS[0], LAYOUTS[1]] * 2
    for each in stored:
        assert load(tmp_path / "out" / each.file, 5000).shape[2] == 3
        assert {note.currency for note in each.notes} == {"XTS"}


@pytest.mark.usefixtures("small")
def test_the_same_seed_draws_the_same_and_another_another(tmp_path: Path) -> None:
    first, again = _run(tmp_path / "a", count=1), _run(tmp_path / "b", count=1)
    assert first == again
    assert first != _run(tmp_path / "c", count=1, seed=2)


@pytest.mark.usefixtures("small")
def test_notes_of_a_data_folder_are_drawn_and_a_currency_without_any_is_refused(tmp_path: Path) -> None:
    data = data_folder(tmp_path / "data")
    seen = {note.currency for each in _run(tmp_path, data=data, currencies=("ABC",)) for note in each.notes}
    assert seen == {"ABC"}
    with pytest.raises(DataError, match=r"No flat notes of NOK, ZZZ: give a data folder"):
        _run(tmp_path, data=data, currencies=("NOK", "ABC", "ZZZ"))
    with pytest.raises(DataError, match="No flat notes of ABC"):
        _run(tmp_path, currencies=("ABC",))


@pytest.mark.parametrize("layouts", [(), ("laid", "heaped")])
def test_layouts_that_there_are_not_are_refused(layouts: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(DataError, match="--layouts takes some of"):
        Options(tmp_path, layouts=layouts)


def test_now_and_then_two_currencies_lie_together() -> None:
    notes = [LabelledPicture(Path(f"{c}{n}"), c, "5", "current", "front") for c in ("ABC", "XTS") for n in range(3)]
    rng = np.random.default_rng(1)
    drawn = [scene_files._chosen(rng, notes, ("ABC", "XTS")) for _ in range(200)]
    assert {len(each) for each in drawn} == {8}
    mixed = sum(len({picture.currency for picture in each}) == 2 for each in drawn)
    assert 25 <= mixed <= 75
    alone = [scene_files._chosen(rng, notes[:3], ("ABC",)) for _ in range(20)]
    assert {picture.currency for each in alone for picture in each} == {"ABC"}


def test_notes_lie_on_plain_greys_or_on_some_pictures_of_the_folder(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    assert [int(each.mean()) for each in scene_files._backgrounds(rng, None)] == [60, 120, 190]
    assert [each.shape for each in scene_files._backgrounds(rng, tmp_path)] == [(8, 8, 3)] * 3
    for number in range(62):
        write(tmp_path / "backgrounds" / f"{number}.png", np.full((4, 6, 3), number, np.uint8))
    some = [int(each.mean()) for each in scene_files._backgrounds(rng, tmp_path)]
    assert len(some) == len(set(some)) == 60


def test_a_flat_note_lies_along_and_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "tall.png", scene(1, 100, 200))
    write(tmp_path / "wide.png", scene(1, 200, 100))
    notes = scene_files._Notes()
    for name in ("tall", "wide"):
        flat = notes.flat(LabelledPicture(tmp_path / f"{name}.png", "ABC", "5", "current", None))
        assert (flat.currency, flat.value, flat.face) == ("ABC", "5", "")
        assert flat is notes.flat(LabelledPicture(tmp_path / f"{name}.png", "ABC", "5", "current", None))
        assert flat.mips.aspect == 2


@pytest.mark.parametrize("text", ["", "{", "[{}]", '[{"file": "a", "layout": "laid", "notes": [{"outline": 3}]}]'])
def test_a_truth_that_cannot_be_read_says_how_to_make_one(text: str, tmp_path: Path) -> None:
    if text:
        (tmp_path / scene_files.TRUTH_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"cannot be read: make it with `python -m convert scenes"):
        read_scenes(tmp_path)
