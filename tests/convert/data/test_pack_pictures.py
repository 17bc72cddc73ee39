"""Which pictures a pack is made from, and what they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.data import dataset
from convert.data.dataset import DataError
from convert.data.pack_pictures import ALL_PHOTOS, for_templates, gaps_of, judging, pictures_of, read_corrections
from convert.data.world import WorldCurrency, read_world

ABC = WorldCurrency("ABC", ("5", "10"), (), (), {"5": 2001, "20": None}, 2025, "")
INDEX = "path\tseries\tsource_repo\tlicence\n"


def _put(data: Path, *names: str) -> None:
    for name in names:
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).touch()


def test_series_come_from_folders_the_index_the_table_and_corrections(tmp_path: Path) -> None:
    _put(
        tmp_path,
        "reference/ABC/5_front/new.jpg",
        "reference/ABC/5_old_back/gone.jpg",
        "reference/ABC/10_front/other.jpg",
        "reference/ABC/20_front/all_gone.jpg",
        "photos/ABC/5/photo.jpg",
        "photos/XYZ/5/photo.jpg",
    )
    (tmp_path / "index.tsv").write_text(
        INDEX
        + "reference/ABC/5_front/new.jpg\tcurrent\tsomebody/notes\tMIT\n"
        + "reference/ABC/5_old_back/gone.jpg\twithdrawn\tsomebody/notes\t\n",
        encoding="utf-8",
    )
    found = {p.path.name: p for p in pictures_of(tmp_path, ABC, {("ABC", "10"): "old", ("ABC", "5"): "one of two"})}
    assert {name: (p.value, p.series, p.face, p.is_scan) for name, p in found.items()} == {
        "new.jpg": ("5", "current", "front", True),
        "gone.jpg": ("5", "withdrawn", "back", True),
        "other.jpg": ("10", "old", "front", True),
        "all_gone.jpg": ("20", "withdrawn", "front", True),
        "photo.jpg": ("5", "current", "", False),
    }
    assert (found["new.jpg"].repository, found["new.jpg"].licence) == ("somebody/notes", "MIT")
    assert (found["photo.jpg"].repository, found["photo.jpg"].licence) == ("own pictures", "none stated")


def test_the_index_tells_nothing_of_a_photo_that_was_filed_wrongly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(tmp_path, "photos/ABC/5_old/a.jpg", "photos/ABC/5_old/b.jpg")
    lines = [f"photos/ABC/5_old/{name}.jpg\told\tsomebody/notes\tMIT\n" for name in "ab"]
    (tmp_path / "index.tsv").write_text(INDEX + "".join(lines), encoding="utf-8")
    monkeypatch.setattr(dataset, "read_corrections", lambda: {"ABC/5_old/a.jpg": "10_front"})
    found = {p.path.name: (p.value, p.series, p.face, p.repository) for p in pictures_of(tmp_path, ABC, {})}
    assert found == {
        "a.jpg": ("10", "current", "front", "somebody/notes"),
        "b.jpg": ("5", "old", "", "somebody/notes"),
    }


def test_what_is_older_than_a_withdrawn_design_is_withdrawn(tmp_path: Path) -> None:
    _put(tmp_path, "reference/ABC/10_front/new.jpg", "reference/ABC/10_old_front/older.jpg")
    found = pictures_of(tmp_path, ABC, {("ABC", "10"): "withdrawn"})
    assert {p.path.name: p.series for p in found} == {"new.jpg": "withdrawn", "older.jpg": "withdrawn"}


def test_photos_to_train_on_are_taken_where_they_are_kept_apart(tmp_path: Path) -> None:
    _put(tmp_path, "photos/train/ABC/5/a.jpg", "photos/val/ABC/5/b.jpg")
    assert [p.path.name for p in pictures_of(tmp_path, ABC, {})] == ["a.jpg"]


def test_half_of_the_photos_and_all_scans_are_for_templates(tmp_path: Path) -> None:
    _put(tmp_path, *(f"photos/ABC/5/{i}.jpg" for i in range(40)), *(f"reference/ABC/5_front/{i}.jpg" for i in range(9)))
    found = pictures_of(tmp_path, ABC, {})
    assert all(for_templates(p) for p in found if p.is_scan)
    assert judging(found, "1") == [p for p in found if not for_templates(p)]
    assert judging(found, f"1{ALL_PHOTOS}") == [], "templates were made of all"
    assert 10 < sum(for_templates(p) for p in found if not p.is_scan) < 30


def test_the_index_must_tell_a_known_series(tmp_path: Path) -> None:
    _put(tmp_path, "reference/ABC/5_front/new.jpg")
    (tmp_path / "index.tsv").write_text(INDEX + "reference/ABC/5_front/new.jpg\tnew\tx\ty\n", encoding="utf-8")
    with pytest.raises(DataError, match='series "new"'):
        pictures_of(tmp_path, ABC, {})
    (tmp_path / "index.tsv").write_text("path\n", encoding="utf-8")
    with pytest.raises(DataError, match="lacks a column"):
        pictures_of(tmp_path, ABC, {})


def test_the_shipped_corrections_are_of_values_that_there_are() -> None:
    world = read_world()
    for (code, value), shows in read_corrections().items():
        line = world[code]
        assert value in {*line.everyday, *line.rare}, (code, value)
        assert shows == "old" or shows == "one of two" or (shows == "withdrawn" and value in line.withdrawn)
    assert gaps_of("EGP") == ("10", "20")
    assert gaps_of("KES") == ()


@pytest.mark.parametrize("line", ["ABC,5,new,\n", ",5,old,\n", "ABC\n"])
def test_a_correction_that_cannot_be_used_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("currency,value,shows,why\n" + line, encoding="utf-8")
    with pytest.raises(DataError, match="line 2"):
        read_corrections(path)
    with pytest.raises(DataError, match="cannot be read"):
        read_corrections(tmp_path / "none.csv")
