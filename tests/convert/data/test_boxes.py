"""boxes.tsv: where notes lie, and which of its lines cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recognition.observation import Box
from convert.data.boxes import read_boxes
from convert.data_audit.rules import box_fraction


def test_boxes_are_read_and_bad_lines_named(tmp_path: Path) -> None:
    (tmp_path / "one.jpg").touch()
    lines = ["path\tleft\ttop\tright\tbottom", "one.jpg\t0\t0.25\t0.5\t0.75", "gone.jpg\t0\t0\t1\t1"]
    lines += ["one.jpg\t0.5\t0\t0.5\t1", "one.jpg\tx\t0\t1\t1", "one.jpg\t0\t0"]
    (tmp_path / "boxes.tsv").write_text("\n".join(lines), encoding="utf-8")
    boxes, found = read_boxes(tmp_path / "boxes.tsv")
    assert boxes == {"one.jpg": Box(0, 0.25, 0.5, 0.75)}
    assert box_fraction(boxes["one.jpg"]) == 0.25
    assert [f.text.partition(":")[0].split()[1] for f in found] == ["3", "4", "5", "6"]


def test_boxes_that_are_no_table_are_a_finding(tmp_path: Path) -> None:
    (tmp_path / "boxes.tsv").write_bytes(b"\xff\xfe\x00")
    boxes, (finding,) = read_boxes(tmp_path / "boxes.tsv")
    assert boxes == {}
    assert "UTF-8" in finding.text


@pytest.mark.parametrize(
    ("sides", "is_one"),
    [
        ("0 0 1 1", True),
        ("0.2 0 0.4 1", True),
        ("-0.01 0 1 1", False),
        ("0 -0.01 1 1", False),
        ("0 0 1.01 1", False),
        ("0 0 1 1.01", False),
        ("0.4 0 0.4 1", False),
        ("0.5 0 0.4 1", False),
        ("0 0.4 1 0.4", False),
        ("0 0.5 1 0.4", False),
        ("nan 0 1 1", False),
    ],
)
def test_a_box_lies_in_the_picture_and_has_room(sides: str, is_one: bool, tmp_path: Path) -> None:
    (tmp_path / "one.jpg").touch()
    line = "\t".join(["one.jpg", *sides.split()])
    (tmp_path / "boxes.tsv").write_text(f"path\tleft\ttop\tright\tbottom\n{line}\n", encoding="utf-8")
    boxes, found = read_boxes(tmp_path / "boxes.tsv")
    assert (list(boxes), len(found)) == ((["one.jpg"], 0) if is_one else ([], 1))


def test_without_a_table_nothing_is_known_and_nothing_is_wrong(tmp_path: Path) -> None:
    assert read_boxes(tmp_path / "boxes.tsv") == ({}, [])
