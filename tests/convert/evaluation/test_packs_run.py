"""How packs are evaluated picture by picture: photos, values left out, and other notes, by each pack and in fives."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from app.recognition.model import Model
from app.recognition.packs import SUFFIX, write_pack
from convert.data.dataset import DataError
from convert.data.pack_pictures import PackPicture
from convert.evaluation import packs
from convert.evaluation.packs import Options, PackEvaluation, Result, run
from convert.evaluation.packs_left_out import LeftOut
from tests.app.recognition.small_pack import small_pack
from tests.convert.pictures import write


class _Reader:
    """Reads what the level of a picture's first pixel stands for."""

    def __init__(self, said: dict[int, str | None]) -> None:
        self.said = said
        self.used: list[Any] = []
        self.boxes: list[Any] = []

    def use(self, known: Any) -> None:
        """Compare with these."""
        self.used.append(known)

    def look(self, picture: Any, box: Any) -> Any:
        """The value of a picture."""
        self.boxes.append(box)
        value = self.said[round(float(picture[0, 0, 0]) / 10) * 10]
        return None if value is None else SimpleNamespace(value=value)


def _level(folder: Path, name: str, level: int) -> Path:
    return write(folder / f"{name}.png", np.full((40, 60, 3), level, np.uint8))


def _picture(path: Path, value: str) -> PackPicture:
    return cast(PackPicture, SimpleNamespace(path=path, value=value))


@pytest.fixture
def evaluation() -> PackEvaluation:
    return PackEvaluation(small_pack(), 1.0)


def test_photos_are_right_silent_or_wrong_and_each_wrong_one_is_named(
    evaluation: PackEvaluation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "prints_of", lambda pack, bank: "its prints")
    monkeypatch.setattr(packs, "note_box_in", lambda model, picture: "a box")
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    shown = [_picture(_level(tmp_path, f"{n}", level), "50") for n, level in enumerate((10, 20, 30, 10))]
    reader: Any = _Reader({10: "50", 20: None, 30: "100"})
    nothing: Any = None
    packs._evaluate_photos(evaluation, [*shown, _picture(broken, "50")], nothing, reader, nothing)
    assert (evaluation.right, evaluation.silent, evaluation.wrong) == (2, 1, 1)
    assert evaluation.mistakes == [f"{shown[2].path}: 100"]
    assert reader.used == ["its prints"]
    assert reader.boxes == ["a box"] * 4


def test_a_pack_is_made_without_each_value_and_looks_at_that_value_alone(
    evaluation: PackEvaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = evaluation.pack.values
    assert len(values) >= 2
    pictures = [_picture(Path(f"{value}{n}"), value) for value in values for n in range(2)]
    made: list[list[str]] = []

    def make(rest: list[PackPicture], currency: object, bank: object, reader: object, version: str) -> tuple[str, None]:
        made.append([picture.path.name for picture in rest])
        if len(made) == 2:
            raise DataError("nothing is left")
        return "a pack", None

    monkeypatch.setattr(packs, "make", make)
    monkeypatch.setattr(packs, "for_templates", lambda picture: not picture.path.name.endswith("1"))
    monkeypatch.setattr(packs, "prints_of", lambda pack, bank: pack)
    monkeypatch.setattr(
        packs,
        "shown_pictures",
        lambda chosen: ((each, np.full((2, 2, 3), 10 * n, np.uint8)) for n, each in enumerate(chosen)),
    )
    reader: Any = _Reader({0: None, 10: "another"})
    nothing: Any = None
    packs._leave_out(evaluation, pictures, nothing, reader, nothing)
    assert made == [[f"{other}0" for other in values if other != value] for value in values]
    # Where nothing is left that it could be mistaken for, nothing is looked at.
    looked = len(values) - 1
    assert (evaluation.left_out_pictures, evaluation.left_out_named) == (2 * looked, looked)
    assert evaluation.mistakes[0] == f"{values[0]}1 (left out): another"
    assert reader.used == ["a pack"] * looked
    assert set(reader.boxes) == {None}


CODES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")


class _Foreign:
    """Six packs, of which some name what the level of a picture stands for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, names: dict[int, list[str]]) -> None:
        self.evaluations = {code: PackEvaluation(small_pack(), 1.0) for code in CODES}
        self.names = names
        monkeypatch.setattr(packs, "prints_of", lambda pack, bank: ["a print"])
        monkeypatch.setattr(packs, "scaled_grey", lambda picture: int(picture[0, 0, 0]))
        monkeypatch.setattr(packs, "best_by_limits", lambda compared: compared[0] if compared else None)
        self.known: list[Any] = []

    def use(self, known: Any) -> None:
        """As a reader."""
        self.known = known

    def compare_in_use(self, grey: int, most: int, *, thorough: bool) -> list[Any]:
        """As a reader."""
        assert (most, thorough) == (60, True)
        return [SimpleNamespace(value=value) for value in self.names.get(round(grey / 10) * 10, [])]

    def seen(self, options: Options) -> tuple[int, int, int]:
        """What comes of it: pictures looked at together, those named, and those without a note."""
        world: Any = dict.fromkeys(CODES)
        nothing: Any = None
        reader: Any = self
        found = packs._evaluate_foreign(self.evaluations, options, world, reader, nothing)
        assert self.known == ["a print"] * 6
        return found


def test_each_pack_answers_for_pictures_of_other_notes_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A note of AAA, which AAA and BBB name; one of BBB that nobody names; a room that CCC names.
    for code, part, level in (("AAA", "reference", 10), ("BBB", "photos", 20)):
        _level(tmp_path / part / code / "5_front", "a", level)
    room = _level(tmp_path / "rooms", "room", 30)
    (tmp_path / "rooms" / "broken.png").write_bytes(b"no picture")
    foreign = _Foreign(monkeypatch, {10: ["AAA/5", "BBB/7"], 30: ["CCC/9"]})
    together, named, nothing = foreign.seen(Options(tmp_path, foreign=(tmp_path / "rooms",)))
    assert {code: each.foreign_pictures for code, each in foreign.evaluations.items()} == {
        code: 2 if code in ("AAA", "BBB") else 3 for code in CODES
    }
    assert {code: each.foreign_named for code, each in foreign.evaluations.items() if each.foreign_named} == {
        "BBB": 1, "CCC": 1
    }  # fmt: skip
    assert foreign.evaluations["CCC"].mistakes == [f"{room}: CCC/9"]
    assert (together, nothing) == (3, 1)
    # Of the note of AAA all five others look: BBB names it. Of six, five look at the room.
    assert named in (1, 2)


def test_a_foreign_note_in_a_folder_of_its_currency_is_no_picture_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _level(tmp_path / "more" / "AAA", "a", 10)
    foreign = _Foreign(monkeypatch, {})
    together, named, nothing = foreign.seen(Options(tmp_path, foreign=(tmp_path / "more",)))
    assert (together, named, nothing) == (1, 0, 0)
    assert foreign.evaluations["AAA"].foreign_pictures == 0


def test_so_many_are_drawn_of_each_kind_and_fewer_than_five_packs_are_none_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        _level(tmp_path / "rooms", f"{number}", 30)
        _level(tmp_path / "reference" / "AAA" / "5_front", f"{number}", 10)
    foreign = _Foreign(monkeypatch, {})
    options = Options(tmp_path, foreign=(tmp_path / "rooms",), foreign_pictures=4)
    assert foreign.seen(options) == (8, 0, 4)
    assert foreign.evaluations["BBB"].foreign_pictures == 8
    for each in foreign.evaluations.values():
        each.foreign_pictures = 0
    monkeypatch.setattr(packs, "_TOGETHER", 6)
    assert foreign.seen(options)[0] == 4, "of their own notes only five packs look together"


def test_a_step_without_its_packs_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No pack of any currency"):
        run(Options(tmp_path, packs=tmp_path))
    for wanted in ({"currencies": ("KES",)}, {"leave_out": ("KES",)}, {"without": ("KES",)}):
        more: dict[str, Any] = wanted
        with pytest.raises(DataError, match="No pack of KES"):
            run(Options(tmp_path, packs=tmp_path, **more))


def test_the_step_evaluates_each_pack_in_the_ways_that_were_asked_for(
    shipped: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = small_pack()
    write_pack(made, tmp_path / f"{made.currency}{SUFFIX}")
    done: list[str] = []

    def noted(what: str, answer: Any = None) -> Any:
        def do(*_: object) -> Any:
            done.append(what)
            return answer

        return do

    left = [LeftOut("50", pictures=3, named=1, highest=0.5, mistakes=("a mistake",))]
    for name, answer in (
        ("_evaluate_photos", None),
        ("_leave_out", None),
        ("compared_pictures", "seen"),
        ("leave_values_out", left),
        ("leave_designs_out", []),
        ("_evaluate_foreign", (9, 2, 4)),
    ):
        monkeypatch.setattr(packs, name, noted(name, answer))
    to = tmp_path / "out" / "packs.csv"
    options: dict[str, Any] = {"packs": tmp_path, "model": shipped.path}
    plain = run(Options(tmp_path, **options))
    assert isinstance(plain, Result)
    assert done == ["_evaluate_photos", "_evaluate_foreign"]
    code = made.currency
    result = run(Options(tmp_path, **options, leave_out=(code,), without=(code,), out=to))
    assert done[2:] == [
        "_evaluate_photos",
        "_leave_out",
        "compared_pictures",
        "leave_values_out",
        "leave_designs_out",
        "_evaluate_foreign",
    ]
    assert (result.together_pictures, result.together_named, result.nothing_pictures) == (9, 2, 4)
    assert result.evaluations[code].mistakes == ["a mistake"]
    (row,) = csv.DictReader(to.read_text(encoding="utf-8").splitlines())
    assert (row["currency"], row["without_pictures"], row["without_named"]) == (code, "3", "1")
    assert float(row["kilobytes"]) == round((tmp_path / f"{code}{SUFFIX}").stat().st_size / 1000)


def _rows(lines: list[str]) -> Iterator[list[str]]:
    for line in lines:
        if line.startswith("|"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def test_what_was_left_out_is_added_up_over_the_packs() -> None:
    first, second = (PackEvaluation(small_pack(), 1.0) for _ in range(2))
    first.without = [LeftOut("5", pictures=10, named=1, highest=0.5, mistakes=())]
    second.without = [LeftOut("7", pictures=30, named=0, highest=0.25, mistakes=())]
    second.without_design = [LeftOut("7 old", pictures=4, named=2, highest=0.75, mistakes=())]
    told = list(_rows(packs.summary(Result({"AAA": first, "BBB": second}, 0, 0, 0)).splitlines()))
    assert ["together", "2", "40", "2.50 % (1 of 40)", ""] in told
    assert ["BBB", "1", "4", "50.00 % (2 of 4)", "0.75 (7 old)"] in told
    assert sum(row[0] == "together" for row in told) == 2


@pytest.mark.parametrize(("names", "named"), [(["AAA/5"], 0), (["AAA/5", "BBB/7"], 1), (["FFF/7"], 1), ([], 0)])
def test_together_only_packs_of_other_currencies_name_a_picture(
    names: list[str], named: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _level(tmp_path / "reference" / "AAA" / "5_front", "a", 10)
    assert _Foreign(monkeypatch, {10: names}).seen(Options(tmp_path)) == (1, named, 0)
