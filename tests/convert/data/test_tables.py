"""Tables as spreadsheets save them: marks, line ends and missing cells."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from convert.data.boxes import read_boxes
from convert.data.currencies import read_table
from convert.data.dataset import DataError, read_corrections
from convert.data.tables import read_rows
from convert.evaluation.fewshot import read_split
from convert.run_folder import RunFolder

MARKS = [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")]
COLUMNS = ("code", "name")


@pytest.mark.parametrize(("mark", "encoding"), MARKS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_the_same_however_the_table_was_saved(tmp_path: Path, mark: bytes, encoding: str, end: str) -> None:
    path = tmp_path / "table.csv"
    text = end.join(("code, name ,more", 'a,"Jürgen, १",x', "b", "c,d,e,f", ""))
    path.write_bytes(mark + text.encode(encoding))
    assert read_rows(path, COLUMNS) == [
        {"code": "a", "name": "Jürgen, १"},
        {"code": "b", "name": None},
        {"code": "c", "name": "d"},
    ]


@pytest.mark.parametrize(
    "content", [b"", b"code\na\n", b"\xff\n", b"code,name\n" + b"x" * 200_000, b"name;code\na;b\n"]
)
def test_what_is_no_such_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r".+"):
        read_rows(path, COLUMNS)


@pytest.mark.parametrize(("mark", "encoding"), MARKS)
def test_every_table_may_begin_with_a_mark(tmp_path: Path, mark: bytes, encoding: str) -> None:
    def saved(name: str, *lines: str) -> Path:
        (tmp_path / name).write_bytes(mark + ("\r\n".join(lines) + "\r\n").encode(encoding))
        return tmp_path / name

    (tmp_path / "a.jpg").touch()
    table = saved(
        "currencies.csv", "code,state,values,series,faces,evidence,note", "ABC,on,5,current,both,synthetic only,"
    )
    assert [currency.code for currency in read_table(table)] == ["ABC"]
    assert read_corrections(saved("corrections.csv", "photo,shows", "USD/5/a.jpg,10")) == {"USD/5/a.jpg": "10"}
    boxes, found = read_boxes(saved("boxes.tsv", "path\tleft\ttop\tright\tbottom", "a.jpg\t0\t0\t1\t1"))
    assert (list(boxes), found) == (["a.jpg"], [])
    split = read_split(saved("split.tsv", "path\tsource_path", "a.jpg\tx/val/a.jpg"))
    assert split == {(tmp_path / "a.jpg").resolve(): "val"}
    saved("left_out.json", '["hands"]')
    assert RunFolder(tmp_path).read_left_out() == ["hands"]


@pytest.mark.parametrize("value", ["nan", "inf", "1e3", "1_000", "-5", "٥", "5."])
def test_a_value_is_a_plain_number(tmp_path: Path, value: str) -> None:
    path = tmp_path / "currencies.csv"
    lines = "code,state,values,series,faces,evidence,note\n", f"ABC,on,{value},current,both,synthetic only,\n"
    path.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(DataError, match="line 2"):
        read_table(path)


def test_a_correction_without_what_it_shows_is_not_taken_for_one_that_leaves_out(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("photo,shows\nUSD/5/a.jpg\n")
    with pytest.raises(DataError, match="line 2"):
        read_corrections(path)


@pytest.mark.parametrize("content", ['"hands"', '{"hands": 1}', "[1]", "[" * 100_000, "\\xff"])
def test_a_damaged_note_of_what_was_left_out_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "left_out.json").write_text(content)
    with pytest.raises(DataError, match="damaged"):
        RunFolder(tmp_path).read_left_out()


def test_a_picture_s_name_that_no_system_takes_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "boxes.tsv"
    path.write_text(f"path\tleft\ttop\tright\tbottom\n{'x' * 5000}\t0\t0\t1\t1\n")
    boxes, (finding,) = read_boxes(path)
    assert boxes == {}
    assert "line 2" in finding.text


@pytest.mark.parametrize("line", ["a.jpg", ""])
def test_a_split_without_its_cells_is_told(tmp_path: Path, line: str) -> None:
    path = tmp_path / "split.tsv"
    path.write_bytes(f"path\tsource_path\n{line}\n".encode() if line else b"\xff\xff")
    with pytest.raises(DataError, match=r"split\.tsv"):
        read_split(path)
