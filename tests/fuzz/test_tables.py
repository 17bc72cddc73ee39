"""Tables and lists that people keep: what cannot be used is one DataError, or a finding, and never anything else."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.textfile import read_text
from convert.data.boxes import read_boxes
from convert.data.currencies import read_table
from convert.data.dataset import DataError, read_corrections
from convert.data.world import read_world
from convert.evaluation.clips import Recipe
from convert.evaluation.fewshot import read_split
from convert.run_folder import RunFolder
from tests.fuzz.running import attempt, damaged, fuzzed, json_values, kept

PARSER = "tables"
_CURRENCIES = (
    "code,state,values,series,faces,evidence,note\r\n"
    'ABC,on,0.5 5 10,current old,both,other people\'s photos,"new, and rare"\r\n'
    "DEF,experimental,1,current,fronts,synthetic only,\r\n"
)
_WORLD = (
    "code,everyday,rare,series,withdrawn,year,note\nABC,5 10,0.5,1996 2016,5:2017 1000,2025,\nDEF,,,,1:2001,2024,gone\n"
)
_BOXES = "path\tleft\ttop\tright\tbottom\na.jpg\t0\t0.25\t0.5\t0.75\ngone.jpg\t0\t0\t1\t1\n"
_CORRECTIONS = "photo,shows\nUSD/5/a.jpg,10_old\nUSD/5/b.jpg,\n"
_SPLIT = "path\tsource_path\na.jpg\tx/train/a.jpg\nb.jpg\tx/val/b.jpg\n"
_RECIPE = (
    '{"format": 1, "fps": 15.0, "clips": [{"kind": "note", "picture": "a.jpg", "currency": "USD", "value": "5", '
    '"is_flat": true, "aim": "", "backgrounds": ["b.jpg"], "seed": 7}]}'
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tables")
    (made / "a.jpg").touch()
    return made


def _currencies(path: Path) -> None:
    for currency in read_table(path):
        assert currency.code.isascii()
        assert [float(value) for value in currency.values] == sorted({float(value) for value in currency.values})


def _world(path: Path) -> None:
    for currency in read_world(path).values():
        assert currency.is_money or currency.withdrawn
        assert not set(currency.everyday) & set(currency.rare)


def _boxes(path: Path) -> None:
    boxes, findings = read_boxes(path)
    for box in boxes.values():
        assert 0 <= box.left < box.right <= 1
        assert 0 <= box.top < box.bottom <= 1
    assert all("\n" not in finding.text or finding.text.startswith("line") for finding in findings)


def _corrections(path: Path) -> None:
    read_corrections.cache_clear()
    assert all(photo.count("/") == 2 for photo in read_corrections(path))


def _split(path: Path) -> None:
    assert set(read_split(path).values()) <= {"train", "val"}


READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "currencies.csv": (_CURRENCIES, _currencies),
    "world.csv": (_WORLD, _world),
    "boxes.tsv": (_BOXES, _boxes),
    "corrections.csv": (_CORRECTIONS, _corrections),
    "split.tsv": (_SPLIT, _split),
    "left_out.json": ('["hands", "rooms"]', lambda path: RunFolder(path.parent).read_left_out()),
    "presentations.json": (_RECIPE, lambda path: Recipe.read(path.parent)),
    "text": ("words\n", lambda path: _text(path)),
}


def _text(path: Path) -> None:
    try:
        assert isinstance(read_text(path, most_bytes=200), str)
    except ValueError as error:
        raise DataError(str(error)) from error


def _check(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    with contextlib.suppress(DataError):
        READERS[name][1](folder / name)


_CELLS = st.one_of(
    st.sampled_from(("ABC", "on", "5 10", "current", "0", "0.5", "1", "nan", "a.jpg", "x/val", '"', "USD/5/a.jpg")),
    st.text(max_size=8),
)


@st.composite
def _lines(draw: st.DrawFn, head: str, delimiter: str) -> bytes:
    """A table with its own first line and any cells under it."""
    rows = draw(st.lists(st.lists(_CELLS, max_size=8).map(delimiter.join), max_size=5))
    text = draw(st.sampled_from(("\n", "\r\n", "\r"))).join([head, *rows])
    return text.encode(draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16"))), "surrogatepass")


@pytest.mark.parametrize("name", READERS)
@fuzzed
@given(data=st.data())
def test_tables_that_nobody_meant(folder: Path, name: str, data: st.DataObject) -> None:
    whole = READERS[name][0]
    head, delimiter = whole.splitlines()[0], "\t" if name.endswith(".tsv") else ","
    content = data.draw(
        st.one_of(
            st.binary(max_size=200),
            st.sampled_from(("utf-8", "utf-8-sig", "utf-16")).flatmap(lambda code: damaged(whole.encode(code))),
            _lines(head, delimiter),
        )
    )
    attempt(f"{PARSER}/{name}", lambda each: _check(folder, name, each), content)


@pytest.mark.parametrize("name", ["left_out.json", "presentations.json"])
@fuzzed
@given(document=json_values)
def test_documents_of_any_shape(folder: Path, name: str, document: object) -> None:
    shaped = {"format": 1, "fps": document, "clips": document} if name == "presentations.json" else document
    attempt(f"{PARSER}/{name}", lambda each: _check(folder, name, each), json.dumps(shaped).encode())


@pytest.mark.parametrize(("name", "content"), [(name, each) for name in READERS for each in kept(f"{PARSER}/{name}")])
def test_what_failed_once(folder: Path, name: str, content: bytes) -> None:
    _check(folder, name, content)
