"""Tables of boxes and currencies, and what is kept aside: the numbers at which a line is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recognition.observation import Box
from convert.data import split
from convert.data.boxes import read_boxes
from convert.data.dataset import DataError
from convert.data.split import held_out, held_out_pictures, in_first_half, of_sets
from convert.data.world import WorldCurrency, read_world

HEAD = "path\tleft\ttop\tright\tbottom\n"


@pytest.mark.parametrize(
    ("sides", "is_box"),
    [
        ("0\t0\t1\t1", True),
        ("0.25\t0.25\t0.5\t0.75", True),
        ("-0.01\t0\t1\t1", False),
        ("0\t-0.01\t1\t1", False),
        ("0\t0\t1.01\t1", False),
        ("0\t0\t1\t1.01", False),
        ("0.5\t0\t0.5\t1", False),
        ("0\t0.5\t1\t0.5", False),
        ("0.6\t0\t0.5\t1", False),
        ("nan\t0\t1\t1", False),
        ("a\t0\t1\t1", False),
        ("0\t0\t1", False),
    ],
)
def test_a_box_has_room_and_lies_in_its_picture(sides: str, is_box: bool, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"")
    table = tmp_path / "boxes.tsv"
    table.write_text(f"{HEAD}a.jpg\t{sides}\n", encoding="utf-8")
    boxes, found = read_boxes(table)
    assert (list(boxes) == ["a.jpg"]) is is_box
    assert [finding.text[:7] for finding in found] == ([] if is_box else ["line 2:"])
    if is_box:
        assert boxes["a.jpg"] == Box(*(float(side) for side in sides.split("\t")))


def test_a_box_of_no_picture_is_told_and_without_a_table_nothing_is_known(tmp_path: Path) -> None:
    table = tmp_path / "boxes.tsv"
    assert read_boxes(table) == ({}, [])
    table.write_text(f"{HEAD}gone.jpg\t0\t0\t1\t1\n", encoding="utf-8")
    boxes, (finding,) = read_boxes(table)
    assert boxes == {}
    assert finding.text == "line 2 names gone.jpg, which is not there."
    table.write_text("path\tleft\n", encoding="utf-8")
    boxes, (finding,) = read_boxes(table)
    assert "cannot be read" in finding.text


COLUMNS = ("code", "everyday", "rare", "series", "withdrawn", "year", "note")
LINE = {"code": "KES", "everyday": "50 100", "rare": "20", "series": "2003 2019", "withdrawn": "", "year": "2026"}


def _world(tmp_path: Path, *lines: dict[str, str]) -> dict[str, WorldCurrency]:
    path = tmp_path / "world.csv"
    rows = [",".join({"note": "", **line}[name] for name in COLUMNS) for line in lines]
    path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return read_world(path)


def test_a_line_of_the_world_s_table(tmp_path: Path) -> None:
    kes = _world(tmp_path, {**LINE, "withdrawn": "10:2020 50"})["KES"]
    assert (kes.everyday, kes.rare, kes.series, kes.year) == (("50", "100"), ("20",), (2003, 2019), 2026)
    assert kes.withdrawn == {"10": 2020, "50": None}
    assert kes.is_money
    assert [kes.is_withdrawn(value) for value in ("10", "50", "20", "5")] == [True, False, False, False]


@pytest.mark.parametrize(("everyday", "rare", "is_money"), [("", "20", True), ("50", "", True), ("", "", False)])
def test_money_has_notes_in_use(everyday: str, rare: str, is_money: bool, tmp_path: Path) -> None:
    line = {**LINE, "everyday": everyday, "rare": rare, "withdrawn": "10:2020"}
    assert _world(tmp_path, line)["KES"].is_money is is_money


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"code": "KE"}, '"KE" is no ISO 4217 code'),
        ({"code": "KESS"}, "is no ISO 4217 code"),
        ({"everyday": "100 50"}, "everyday must be ascending numbers"),
        ({"everyday": "50 50"}, "everyday must be ascending numbers"),
        ({"everyday": "fifty"}, 'everyday: "fifty" is no value'),
        ({"rare": "50"}, "either in everyday use or rare"),
        ({"everyday": "", "rare": ""}, "it has no values"),
        ({"series": "2019 2003"}, "series must be ascending"),
        ({"series": "2003 2003"}, "series must be ascending"),
        ({"series": "20033"}, "is no year"),
        ({"withdrawn": "10 10"}, "withdrawn"),
        ({"withdrawn": "10:x"}, "is no year"),
        ({"year": ""}, '"" is no year'),
    ],
)
def test_a_line_that_cannot_be_used_says_why(changes: dict[str, str], told: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=told) as raised:
        _world(tmp_path, {**LINE, "code": "EUR"}, {**LINE, **changes})
    assert "line 3" in str(raised.value)


def test_a_currency_is_listed_once_and_one_at_least(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 3: KES is listed twice"):
        _world(tmp_path, LINE, LINE)
    with pytest.raises(DataError, match="lists no currency"):
        _world(tmp_path)
    with pytest.raises(DataError, match="cannot be read"):
        read_world(tmp_path / "gone.csv")


@pytest.mark.parametrize(("draw", "is_held_out", "is_first"), [(14, True, True), (15, False, True), (114, True, False),
                                                               (115, False, False), (200, True, True)])  # fmt: skip
def test_a_fraction_is_kept_aside_in_two_halves(
    draw: int, is_held_out: bool, is_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(split, "_draw", lambda path: draw)
    assert held_out(Path("a"), 15) is is_held_out
    assert in_first_half(Path("a")) is is_first


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pictures whose names are their draws."""
    monkeypatch.setattr(split, "_draw", lambda path: int(path.stem))
    for folder in ("backgrounds/rooms", "hard_negatives/cards", "other_notes/GBP", "other_notes/CHF"):
        (tmp_path / folder).mkdir(parents=True)
        for name in (3, 40, 103, 140):
            (tmp_path / folder / f"{name}.jpg").write_bytes(b"")
    return tmp_path


def _names(paths: list[Path], data: Path) -> list[str]:
    return [path.relative_to(data).as_posix() for path in paths]


@pytest.mark.parametrize(("evaluating", "small", "large"), [(True, 103, 140), (False, 3, 40)])
def test_each_half_has_its_pictures_without_a_note_and_notes_of_other_currencies(
    evaluating: bool, small: int, large: int, data: Path
) -> None:
    negatives, notes = held_out_pictures(data, evaluating)
    assert _names(negatives, data) == [f"backgrounds/rooms/{small}.jpg", f"hard_negatives/cards/{small}.jpg"]
    assert set(_names(notes, data)) == {f"other_notes/GBP/{large}.jpg", f"other_notes/GBP/{small}.jpg"}


def test_sets_that_are_left_out_are_in_neither_half(data: Path) -> None:
    negatives, notes = held_out_pictures(data, leave_out=["cards", "GBP"])
    assert _names(negatives, data) == ["backgrounds/rooms/103.jpg"]
    assert notes == []


def test_a_set_is_of_pictures_without_notes_or_of_notes(data: Path) -> None:
    negatives, notes = of_sets(data, ["rooms", "CHF"])
    assert len(negatives) == len(notes) == 4
    for name in ("", "nothing"):
        with pytest.raises(DataError, match=f'No set "{name}" under'):
            of_sets(data, ["rooms", name])
