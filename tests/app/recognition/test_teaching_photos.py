"""Notes taught from photos: how the folder is laid out, and that other values' photos are tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recognition.model import Model
from app.recognition.print_check import PrintReader
from app.recognition.taught_names import TaughtError
from app.recognition.teaching import shot_of
from app.recognition.teaching_photos import TaughtSide, notes_of, photos_in
from tests.app.recognition.held import held, scan, table
from tests.app.recognition.test_teaching import DAY


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"picture")


def test_folders_of_one_value_and_of_several(tmp_path: Path) -> None:
    put(tmp_path, "front/a.jpg", "front/b.PNG", "front/notes.txt", "back/a.jpg", "20_front/c.jpg", "0.5_back/d.jpg")
    put(tmp_path, "20_old_front/e.jpg", "other/f.jpg")

    one = photos_in(tmp_path, "20")
    several = photos_in(tmp_path, None)

    assert [(side.value, side.face, [path.name for path in side.paths]) for side in one] == [
        ("20", "front", ["a.jpg", "b.PNG"]),
        ("20", "front", ["c.jpg"]),
        ("20", "back", ["a.jpg"]),
    ]
    assert [(side.value, side.face) for side in several] == [("0.5", "back"), ("20", "front")]


@pytest.mark.parametrize("value", ["20", None])
def test_a_folder_without_photos_is_told(tmp_path: Path, value: str | None) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(TaughtError) as raised:
            photos_in(folder, value)
        assert raised.value.code == "taught_no_photos"


def test_each_template_is_surer_than_other_values_pictures_make_it(shipped: Model) -> None:
    bank, weights = shipped.templates, shipped.metadata.print_check
    assert bank is not None
    assert weights is not None
    sides = []
    for value in ("5", "20"):
        shots = [shot_of(*held(scan(value), turn=turn, behind=table(turn))) for turn in (3, 20)]
        sides.append(TaughtSide(value, "front", tuple(shot for shot in shots if shot is not None)))

    notes = notes_of(sides, currency="SEK", name="", bank=bank, reader=PrintReader(bank, weights), day=DAY)

    assert [note.key for note in notes] == ["SEK/5", "SEK/20"]
    assert all(0.6 <= template.least <= 0.97 for note in notes for template in note.pack.templates)


def test_plain_pictures_teach_nothing(shipped: Model) -> None:
    assert shipped.templates is not None
    assert shipped.metadata.print_check is not None
    reader = PrintReader(shipped.templates, shipped.metadata.print_check)
    with pytest.raises(TaughtError) as raised:
        notes_of(
            [TaughtSide("20", "front", ())], currency="SEK", name="", bank=shipped.templates, reader=reader, day=DAY
        )
    assert raised.value.code == "taught_too_plain"
