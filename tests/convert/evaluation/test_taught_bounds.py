"""What is taught of pictures: so many of each side, none of what is too plain, one look at each picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.recognition.taught_names import TaughtError
from convert.data.dataset import DataError, LabelledPicture
from convert.data.images import PictureError
from convert.evaluation import taught
from convert.evaluation.taught import Options, Row, _Taught


def _pictures(*names: str, face: str | None = "front") -> list[LabelledPicture]:
    return [LabelledPicture(Path(name), "SEK", "20", "current", face) for name in names]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A teacher whose pictures are their names, one of which is too plain and one not there."""
    made = cast(Any, _Taught.__new__(_Taught))
    made._seen, made._shots, made.loaded = {}, {}, []
    made.model = made.bank = None
    made.reader = SimpleNamespace(look=lambda picture, box: None)

    def load(path: Path, longest: int) -> object:
        made.loaded.append(path.name)
        if path.name == "gone":
            raise PictureError("picture_broken")
        return path.name

    monkeypatch.setattr(taught, "load", load)
    monkeypatch.setattr(taught, "note_box_in", lambda model, picture: None)
    monkeypatch.setattr(taught, "shot_of", lambda picture, box: None if picture == "plain" else picture)
    monkeypatch.setattr(taught, "notes_of", lambda sides, **_: [(s.value, s.face, s.shots) for s in sides])
    return made


@pytest.mark.parametrize(
    ("most", "shots"), [(1, ("a",)), (2, ("a", "b")), (3, ("a", "b", "c")), (0, ("a", "b", "c")), (9, ("a", "b", "c"))]
)
def test_so_many_pictures_of_a_side_teach_and_0_is_all(most: int, shots: tuple[str, ...], looks: Any) -> None:
    assert looks.notes("SEK", _pictures("a", "plain", "gone", "b", "c"), most) == [("20", "front", shots)]


def test_a_picture_of_no_face_teaches_the_first(looks: Any) -> None:
    found = looks.notes("SEK", [*_pictures("a", face=None), *_pictures("b", face="back")], 0)
    assert found == [("20", taught.FACES[0], ("a",)), ("20", "back", ("b",))]


def test_each_picture_is_looked_at_once(looks: Any) -> None:
    for _ in range(2):
        assert looks.picture(Path("a")) == ("a", None)
        assert looks.picture(Path("gone")) is None
        looks._shot(Path("a"))
    assert looks.loaded == ["a", "gone"]


def test_what_is_too_plain_teaches_nothing(looks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def notes_of(sides: object, **_: object) -> list[object]:
        raise TaughtError("taught_too_plain")

    monkeypatch.setattr(taught, "notes_of", notes_of)
    assert looks.notes("SEK", _pictures("a"), 0) == []


@pytest.mark.parametrize(("seen", "said"), [(None, None), (SimpleNamespace(value="20"), "20")])
def test_what_the_reader_names_is_said(seen: object, said: str | None, looks: Any) -> None:
    looks.reader.look = lambda picture, box: seen
    assert looks.said(Path("a")) == said
    assert looks.said(Path("gone")) is None


def test_all_that_were_tried_are_right_silent_or_wrong() -> None:
    row = Row("SEK", 1, 2)
    row.right, row.silent, row.wrong = 3, 4, 5
    assert row.photos == 12


@pytest.fixture
def folders(tmp_path: Path) -> Options:
    """Flat scans of 20 and 50, one of an old 100, and twelve photos: seven of 20, one of 50, an old 20, three of 5."""
    for folder, names in {
        "flat/SEK/20_front": ["a"],
        "flat/SEK/50_front": ["a"],
        "flat/SEK/100_old_front": ["a"],
        "photos/SEK/20": [f"p{n}" for n in range(7)],
        "photos/SEK/50": ["p7"],
        "photos/SEK/20_old": ["old"],
        "photos/SEK/5": ["x", "y", "z"],
    }.items():
        for name in names:
            path = tmp_path / folder / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
    return Options(tmp_path / "photos", currencies=("SEK",), teach_from=tmp_path / "flat", most=100)


def _names(pictures: list[LabelledPicture]) -> list[str]:
    return sorted(f"{picture.value} {picture.path.stem}" for picture in pictures)


def test_current_designs_are_taught_and_their_photos_tried(folders: Options) -> None:
    learned, tried = taught._pictures(folders, "SEK")
    assert _names(learned) == ["20 a", "50 a"]
    assert _names(tried) == [*(f"20 p{n}" for n in range(7)), "50 p7"]


@pytest.mark.parametrize(("most", "places"), [(8, range(8)), (4, range(0, 8, 2)), (3, (0, 2, 4)), (1, (0,))])
def test_so_many_photos_are_tried_evenly(most: int, places: Sequence[int], folders: Options) -> None:
    _, every = taught._pictures(folders, "SEK")
    _, tried = taught._pictures(replace(folders, most=most), "SEK")
    assert tried == [every[place] for place in places]


def test_without_scans_or_without_photos_nothing_can_be_evaluated(folders: Options, tmp_path: Path) -> None:
    for name in ("none", "other"):
        (tmp_path / name / "SEK" / "1").mkdir(parents=True)
    for wrong in (replace(folders, teach_from=tmp_path / "none"), replace(folders, photos=tmp_path / "other")):
        with pytest.raises(DataError, match="No pictures of SEK"):
            taught._pictures(wrong, "SEK")
