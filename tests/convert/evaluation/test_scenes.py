"""How readings of scenes are counted: notes by value and place, totals as right, honestly short, or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.feedback.table import TableFinding
from app.recognition.errors import ModelError
from app.recognition.instances import TableReading
from app.recognition.model import Model
from app.recognition.recognizer import Recognizer
from convert.data.dataset import DataError
from convert.evaluation import scenes
from convert.evaluation.scenes import Options, Result, Tally, add, report, run
from convert.synthesis.scene_files import StoredScene
from convert.synthesis.scenes import SceneNote
from tests.app.tables import note, outline
from tests.convert.pictures import write

READABLE = {("USD", "20"), ("USD", "5")}


def _scene(*notes: tuple[str, str, float]) -> StoredScene:
    laid = tuple(SceneNote(currency, value, "front", outline(x, 0.5), 1.0) for currency, value, x in notes)
    return StoredScene("0000.jpg", "laid", laid)


def _tally(scene: StoredScene, *found: tuple[str, str, float], is_all: bool = True) -> Tally:
    tally = Tally()
    notes = tuple(note(currency, value, x) for currency, value, x in found)
    add(tally, scene, TableFinding(notes, (), 1, 0.0, is_all), READABLE, 0.5)
    return tally


TWO = _scene(("USD", "20", 0.2), ("USD", "5", 0.7))


def test_all_that_lies_there() -> None:
    tally = _tally(TWO, ("USD", "20", 0.2), ("USD", "5", 0.7))
    assert (tally.notes, tally.right, tally.invented, tally.exact, tally.short) == (2, 2, 0, 1, 0)


@pytest.mark.parametrize(
    ("found", "right", "invented"),
    [
        ((("USD", "20", 0.2), ("USD", "20", 0.7)), 1, 1),  # another value
        ((("USD", "20", 0.2), ("USD", "20", 0.21)), 1, 1),  # the same note twice
        ((("USD", "20", 0.5),), 0, 1),  # where none lies
    ],
)
def test_what_does_not_lie_there_is_invented(
    found: tuple[tuple[str, str, float], ...], right: int, invented: int
) -> None:
    tally = _tally(TWO, *found)
    assert (tally.right, tally.invented, tally.exact, len(tally.mistakes)) == (right, invented, 0, 1)


@pytest.mark.parametrize(("shift", "right"), [(1.875, 1), (2.0, 1), (2.125, 0)])
def test_a_note_is_found_where_three_fifths_of_it_lie(shift: float, right: int) -> None:
    truth, told = (outline(0.25 + by / 16, 0.5, 5 / 16, 0.5) for by in (0.0, shift))
    tally = Tally()
    scene = StoredScene("0000.jpg", "laid", (SceneNote("USD", "20", "front", truth, 1.0),))
    found = replace(note("USD", "20"), outline=told)
    add(tally, scene, TableFinding((found,), (), 1, 0.0, True), READABLE, 0.5)
    assert (tally.right, tally.invented) == (right, 1 - right)


@pytest.mark.parametrize("first", [0, 1])
def test_of_two_notes_of_a_value_each_is_one_of_the_scene_in_whatever_order_they_are_told(first: int) -> None:
    # One lies on both notes, more on the left one; the other lies on the left one alone.
    lying = [outline(0.25 + by / 16, 0.5, 5 / 16, 0.5) for by in (0.0, 2.0)]
    scene = StoredScene("0000.jpg", "fanned", tuple(SceneNote("USD", "20", "front", each, 1.0) for each in lying))
    told = [outline(0.25 + by / 16, 0.5, 5 / 16, 0.5) for by in (0.75, -1.0)]
    tally = Tally()
    found = tuple(replace(note("USD", "20"), outline=told[number]) for number in (first, 1 - first))
    add(tally, scene, TableFinding(found, (), 1, 0.0, False), READABLE, 0.5)
    assert (tally.right, tally.invented) == (2, 0)


def test_a_total_that_is_short_is_honest_only_when_that_is_told() -> None:
    assert _tally(TWO, ("USD", "20", 0.2), is_all=False).short == 1
    assert _tally(TWO, ("USD", "20", 0.2)).mistakes == ["0000.jpg: 20 USD told of 25 USD"]


def test_more_than_there_is_is_never_honest() -> None:
    assert len(_tally(TWO, ("USD", "20", 0.2), ("USD", "20", 0.5), is_all=False).mistakes) == 1


def test_a_note_of_an_unknown_value_need_not_be_found_but_is_part_of_the_total() -> None:
    scene = _scene(("USD", "20", 0.2), ("USD", "50", 0.7))
    assert _tally(scene, ("USD", "20", 0.2), is_all=False).notes == 1
    assert _tally(scene, ("USD", "20", 0.2)).exact == 0


def test_the_report_has_a_line_for_each_layout_and_each_mistake() -> None:
    text = report(Result({"laid": _tally(TWO, ("USD", "20", 0.2))}))
    assert "| laid | 1 | 2 | 1 (50.0 %) | 0 (0.0 %) | 0 | 0 | 1 | 0.50 and 0.50 |" in text
    assert text.endswith("0000.jpg: 20 USD told of 25 USD")


def test_scenes_are_read_with_their_own_currencies_on_or_those_that_are_asked_for(
    shipped: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = np.full((30, 40, 3), 90, np.uint8)
    stored = [
        StoredScene(f"{n}.png", layout, (SceneNote(currency, "20", "front", outline(0.2, 0.5), 1.0),))
        for n, (layout, currency) in enumerate((("laid", "USD"), ("fanned", "EUR"), ("laid", "USD")))
    ]
    for one in stored:
        write(tmp_path / one.file, picture)
    monkeypatch.setattr(scenes, "read_scenes", lambda folder: stored)
    asked: list[tuple[str, ...]] = []

    def read(image: object, on: tuple[str, ...]) -> TableReading:
        asked.append(tuple(sorted(on)))
        return TableReading((), (), 0.0, True)

    recognizer = Recognizer.load(shipped.path, threads=1)
    monkeypatch.setattr(recognizer, "table_reader", lambda: SimpleNamespace(read=read))
    monkeypatch.setattr(Recognizer, "load", lambda *_, **__: recognizer)
    result = run(Options(tmp_path))
    assert asked == [("EUR", "USD")] * 3
    assert {layout: (tally.scenes, tally.notes, len(tally.times_s)) for layout, tally in result.tallies.items()} == {
        "laid": (2, 2, 2),
        "fanned": (1, 1, 1),
    }
    asked.clear()
    fewer = run(Options(tmp_path, currencies=("USD",), most=2))
    assert asked == [("USD",)] * 2
    assert {layout: tally.notes for layout, tally in fewer.tallies.items()} == {"laid": 1, "fanned": 0}
    monkeypatch.setattr(recognizer, "table_reader", lambda: None)
    with pytest.raises(ModelError):
        run(Options(tmp_path))


def test_the_report_tells_times_fractions_and_what_nobody_told() -> None:
    tally = Tally(3, 4, 3, 1, 1, 1, [0.5, 0.1, 0.3], ["a: wrong"])
    told = report(Result({"laid": tally, "fanned": Tally(1, times_s=[2.0])})).splitlines()
    assert told[2] == "| laid | 3 | 4 | 3 (75.0 %) | 1 (25.0 %) | 1 | 1 | 1 | 0.30 and 0.50 |"
    assert told[3] == "| fanned | 1 | 0 | 0 (none) | 0 (none) | 0 | 0 | 0 | 2.00 and 2.00 |"
    assert told[4:] == ["a: wrong"]


def test_a_total_is_short_in_each_currency_or_not_honest() -> None:
    both = _scene(("USD", "20", 0.2), ("EUR", "5", 0.7))
    assert _tally(both, ("USD", "20", 0.2), is_all=False).short == 1
    assert _tally(both, ("USD", "20", 0.2), ("EUR", "5", 0.7), is_all=False).short == 1, "as much as there is"
    other = _tally(both, ("USD", "20", 0.2), ("INR", "5", 0.7), is_all=False)
    assert other.mistakes == ["0000.jpg: 5 INR + 20 USD told of 5 EUR + 20 USD"]
    assert _tally(TWO, is_all=True).mistakes == ["0000.jpg: nothing told of 25 USD"]


def test_of_alike_notes_each_is_found_once_by_the_place_that_fits_it_best() -> None:
    alike = _scene(("USD", "20", 0.3), ("USD", "20", 0.36))
    tally = _tally(alike, ("USD", "20", 0.36), ("USD", "20", 0.3), ("USD", "20", 0.33))
    assert (tally.right, tally.invented) == (2, 1)


def _blob(x: float, y: float) -> NDArray[np.uint8]:
    picture = np.full((180, 320, 3), 90, np.uint8)
    cv2.circle(picture, (round(320 * x), round(180 * y)), 6, (250, 250, 250), -1)
    return picture


def test_further_pictures_are_those_of_a_camera_that_moved_a_little_and_the_truth_moves_along() -> None:
    corners = ((0.2, 0.3), (0.8, 0.3), (0.8, 0.7), (0.2, 0.7))
    scene = StoredScene("0007.jpg", "fanned", (SceneNote("USD", "20", "front", corners, 1.0),))
    image = _blob(*corners[0])
    pictures, seen = scenes._seen(scene, image, 3)
    assert len(pictures) == 3
    assert pictures[0] is image
    ((x, y), *_) = seen.notes[0].outline
    assert 0 < np.hypot(x - 0.2, y - 0.3) < 0.08
    # What lay at the corner lies there in the last picture.
    bright = np.argwhere(pictures[2][..., 0] > 200).mean(0)
    assert bright == pytest.approx((180 * y, 320 * x), abs=1.5)
    assert 2 < pictures[2][100:150, 200:300].std() < 4
    assert not np.array_equal(pictures[1], pictures[2])
    again, seen_again = scenes._seen(scene, image, 3)
    assert seen_again == seen
    assert np.array_equal(again[2], pictures[2])
    assert scenes._seen(scene, image, 1) == ([image], scene)


def test_so_many_pictures_of_a_scene_are_joined_and_timed_together(
    shipped: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = [StoredScene("0.png", "fanned", (SceneNote("USD", "20", "front", outline(0.2, 0.5), 1.0),))]
    write(tmp_path / "0.png", np.full((30, 40, 3), 90, np.uint8))
    monkeypatch.setattr(scenes, "read_scenes", lambda folder: stored)
    joins: list[int] = []

    def joined(readings: Sequence[TableReading]) -> TableFinding:
        joins.append(len(readings))
        return TableFinding((), (), len(readings), 0.0)

    monkeypatch.setattr(scenes, "joined", joined)
    recognizer = Recognizer.load(shipped.path, threads=1)
    reader = SimpleNamespace(read=lambda image, on: TableReading((), (), 0.0))
    monkeypatch.setattr(recognizer, "table_reader", lambda: reader)
    monkeypatch.setattr(Recognizer, "load", lambda *_, **__: recognizer)
    assert [len(run(Options(tmp_path, pictures=many)).tallies["fanned"].times_s) for many in (1, 3)] == [1, 1]
    assert joins == [1, 3]
    with pytest.raises(DataError, match="--pictures"):
        Options(tmp_path, pictures=0)
