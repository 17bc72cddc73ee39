"""Notes of a scene left out in turn: what is told where they lie, and how that is counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.recognition.errors import ModelError
from app.recognition.instances import TableReading
from app.recognition.model import Model
from convert.data.dataset import DataError
from convert.evaluation import scenes_left_out as step
from convert.evaluation.scenes_left_out import Options, run, told_as_another
from convert.synthesis.scene_files import StoredScene
from convert.synthesis.scenes import SceneNote
from tests.app.recognition.tables import HEIGHT, WIDTH, Laid, corners_of, table_of
from tests.app.tables import match, note, outline
from tests.convert.pictures import write

LAID: tuple[Laid, ...] = (("20_front", 300, 300, 0), ("20_front", 340, 520, 5), ("5_front", 900, 360, 40))


def _scene(file: str, layout: str) -> StoredScene:
    notes = []
    for laid in LAID:
        corners = tuple((float(x) / WIDTH, float(y) / HEIGHT) for x, y in corners_of(laid))
        notes.append(SceneNote("XTS", laid[0].partition("_")[0], "front", corners, 1.0))
    return StoredScene(file, layout, tuple(notes))


def test_a_note_is_told_as_another_where_it_lies_and_nothing_that_is_there_was_told() -> None:
    notes = tuple(SceneNote("USD", value, "front", outline(x, 0.5), 1.0) for value, x in (("20", 0.2), ("5", 0.7)))
    scene = StoredScene("0000.jpg", "laid", notes)
    found = (note("USD", "5", 0.7), note("USD", "10", 0.21), note("USD", "10", 0.45), note("USD", "5", 0.2))
    assert told_as_another(found, scene, "USD/20") == [found[1], found[3]]
    assert told_as_another(found, scene, "USD/5") == []


def test_of_real_specimens_that_which_is_left_out_is_never_told_and_the_others_are(
    shipped: Model, tmp_path: Path
) -> None:
    picture = table_of(*LAID)
    without_5, without_20 = (step._reader(shipped, f"XTS/{value}").read(picture, ("XTS",)) for value in ("5", "20"))
    assert [each.key for each in without_5.notes if each.is_clear].count("XTS/20") >= 2
    assert {each.key for each in without_20.notes if each.is_clear} == {"XTS/5"}
    with pytest.raises(DataError):
        run(Options(tmp_path))


def test_each_value_of_some_scenes_is_left_out_once(
    shipped: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts = ("laid", "fanned", "fanned", "fanned")
    stored = [_scene(f"{number}.png", layout) for number, layout in enumerate(layouts)]
    for scene in stored:
        write(tmp_path / scene.file, table_of(*LAID))
    monkeypatch.setattr(step, "read_scenes", lambda folder: stored)
    asked: list[str] = []

    class Reader:
        def __init__(self, value: str) -> None:
            asked.append(value)

        def read(self, picture: object, on: tuple[str, ...]) -> TableReading:
            assert on == ("XTS",)
            notes = [each for each in stored[0].notes if f"XTS/{each.value}" == asked[-1]]
            told = replace(match("50", 0.5, currency="XTS"), outline=notes[0].outline)
            return TableReading((told,), (), 0.0)

    monkeypatch.setattr(step, "_reader", lambda model, value: Reader(value))
    result = run(Options(tmp_path, shipped.path, layouts=("fanned",), every=2))
    assert asked == ["XTS/20", "XTS/5"] * 2
    assert set(result.tallies) == {"fanned"}
    assert result.tallies["fanned"].notes == 6
    assert result.tallies["fanned"].mistakes[:2] == ["1.png: XTS/20 told as XTS/50", "1.png: XTS/5 told as XTS/50"]
    assert [line.partition(":")[0] for line in result.tallies["fanned"].mistakes] == ["1.png"] * 2 + ["3.png"] * 2
    assert "| fanned | 6 | 4 |" in step.STEP.report(result)
    assert len(run(Options(tmp_path, shipped.path)).tallies) == 2


def test_a_model_without_templates_reads_no_table(shipped: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "templates", None)
    with pytest.raises(ModelError):
        step._reader(shipped, "XTS/20")


def test_fewer_than_one_of_one_scene_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        Options(tmp_path, every=0)
