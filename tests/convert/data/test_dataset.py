"""The data folder: what its names mean, what training may see, and which classes follow from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recognition.labels import NoteLabel
from convert.data.catalogue import catalogue
from convert.data.dataset import (
    Catalogue,
    DataError,
    LabelledPicture,
    class_list,
    labelled_pictures,
    parse_folder,
    pictures_under,
    read_corrections,
    specimen_references,
    target_classes,
)
from tests.convert.pictures import SPECIMENS, data_folder

VALUES = st.one_of(st.integers(1, 10**6).map(str), st.sampled_from(["0.5", "0.25", "2.50"]))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return data_folder(tmp_path_factory.mktemp("data"))


# -- names


@given(VALUES, st.sampled_from(["", "_old"]), st.sampled_from(["", "_front", "_back"]))
def test_folder_name_gives_value_series_and_face(value: str, old: str, face: str) -> None:
    assert parse_folder(value + old + face) == (value, "old" if old else "current", face[1:] or None)


@pytest.mark.parametrize(
    "name",
    ["", "front", "twenty", "20_", "20_side", "20_front_old", "_old", "20.", ".5", "-5", "20 ", "20\n", "2,5", "٢٠"],
)
def test_other_folder_names_are_an_error_that_shows_the_form(name: str) -> None:
    with pytest.raises(DataError, match="for example 20 or 20_old_back"):
        parse_folder(name)


@given(st.text(max_size=12))
def test_any_name_is_parsed_or_refused(name: str) -> None:
    try:
        value, series, face = parse_folder(name)
    except DataError:
        return
    assert float(value) >= 0
    rebuilt = value + ("_old" if series == "old" else "") + (f"_{face}" if face else "")
    assert rebuilt == name


# -- what is found


def test_pictures_are_found_below_sorted_and_masks_and_other_files_are_not(tmp_path: Path) -> None:
    for name in ("b.JPG", "a/c.png", "a/c.mask.png", "notes.txt", "d.jpeg", "e.webp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [p.relative_to(tmp_path).as_posix() for p in pictures_under(tmp_path)] == [
        "a/c.png",
        "b.JPG",
        "d.jpeg",
        "e.webp",
    ]
    assert pictures_under(tmp_path / "absent") == []


def test_photos_of_unsorted_face_have_no_series_either_unless_their_folder_is_an_old_one(data: Path) -> None:
    found = {p.path.parent.name: p for p in labelled_pictures(data / "photos" / "train")}
    assert (found["5"].series, found["5"].face) == (None, None)
    assert (found["10_front"].series, found["10_front"].face) == ("current", "front")
    assert (found["10_old"].series, found["10_old"].face) == ("old", None)


def test_only_the_currencies_asked_for_are_read(data: Path) -> None:
    assert {p.currency for p in labelled_pictures(data / "reference")} == {"ABC", "DEF"}
    assert {p.currency for p in labelled_pictures(data / "reference", ["DEF", "XYZ"])} == {"DEF"}
    assert labelled_pictures(data / "absent") == []


def test_folders_that_are_no_currency_are_passed_over(tmp_path: Path) -> None:
    for name in ("negative", "other", "usd", "USDX", "U1D"):
        (tmp_path / name / "not a value").mkdir(parents=True)
    assert labelled_pictures(tmp_path) == []


def test_wrongly_named_value_folder_of_a_currency_is_told(tmp_path: Path) -> None:
    (tmp_path / "USD" / "twenty").mkdir(parents=True)
    with pytest.raises(DataError, match='"twenty"'):
        labelled_pictures(tmp_path)


def test_specimens_are_two_faces_of_seven_values() -> None:
    notes = specimen_references(SPECIMENS)
    assert len(notes) == 14
    assert {(n.currency, n.series) for n in notes} == {("XTS", "current")}
    assert {(n.value, n.face) for n in notes} == {
        (value, face) for value in ("1", "2", "5", "10", "20", "50", "100") for face in ("front", "back")
    }


# -- what is kept aside


# -- the catalogue


# -- classes


def test_classes_begin_with_unknown_and_go_by_currency_value_series_and_face(data: Path) -> None:
    labels = class_list(catalogue(data, None, ["ABC", "DEF"]))
    assert [label.text for label in labels] == [
        "unknown",
        "ABC/5/current/front",
        "ABC/5/current/back",
        "ABC/10/current/front",
        "ABC/10/current/back",
        "ABC/10/old/front",
        "ABC/10/old/back",
        "DEF/1/current/front",
    ]


_PICTURES = st.builds(
    LabelledPicture,
    path=st.just(Path("x.jpg")),
    currency=st.sampled_from(["ABC", "DEF"]),
    value=st.sampled_from(["1", "2", "10"]),
    series=st.sampled_from([None, "current", "old"]),
    face=st.sampled_from([None, "front", "back"]),
)


@given(st.lists(_PICTURES, min_size=1, max_size=20))
def test_every_picture_of_a_catalogue_has_a_target_of_its_own_value(pictures: list[LabelledPicture]) -> None:
    labels = class_list(Catalogue((), tuple(pictures), (), (), (), ()))
    assert labels[0].is_unknown
    assert len(set(labels)) == len(labels)
    for picture in pictures:
        targets = target_classes(picture, labels)
        assert targets
        for index in targets:
            assert (labels[index].currency, labels[index].value) == (picture.currency, picture.value)
            assert picture.face in (None, labels[index].face)
            assert picture.series in (None, labels[index].series)


def test_photo_of_known_face_has_one_target_and_an_unsorted_one_all_of_its_value() -> None:
    labels = tuple(
        [NoteLabel.unknown()]
        + [NoteLabel("ABC", "5", series, face) for series in ("current", "old") for face in ("front", "back")]
    )
    path = Path("x.jpg")
    assert target_classes(LabelledPicture(path, "ABC", "5", "old", "back"), labels) == (4,)
    assert target_classes(LabelledPicture(path, "ABC", "5", "old", None), labels) == (3, 4)
    assert target_classes(LabelledPicture(path, "ABC", "5", None, None), labels) == (1, 2, 3, 4)
    assert target_classes(LabelledPicture(path, "ABC", "7", None, None), labels) == ()


# -- sets that are left out in turn


# -- wrongly filed photos


def _corrections(folder: Path, *lines: str) -> Path:
    path = folder / "corrections.csv"
    path.write_text("\n".join(["photo,shows,why", *lines, ""]), encoding="utf-8")
    return path


def test_a_wrongly_filed_photo_is_given_as_what_it_shows_and_a_useless_one_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("20_front/right.jpg", "20_front/wrong.jpg", "20_front/useless.jpg"):
        path = tmp_path / "train" / "USD" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    listed = _corrections(
        tmp_path, "USD/20_front/wrong.jpg,100_old_back,shows a 100", "USD/20_front/useless.jpg,,shows two notes"
    )
    monkeypatch.setattr("convert.data.dataset.read_corrections", lambda: read_corrections(listed))
    found = {p.path.name: (p.value, p.series, p.face) for p in labelled_pictures(tmp_path / "train")}
    assert found == {"right.jpg": ("20", "current", "front"), "wrong.jpg": ("100", "old", "back")}


@pytest.mark.parametrize("line", ["USD/20_front/a.jpg,twenty,why", "a.jpg,20,why"])
def test_a_correction_that_cannot_be_used_is_an_error(tmp_path: Path, line: str) -> None:
    with pytest.raises(DataError):
        read_corrections(_corrections(tmp_path, line))


def test_the_list_of_wrongly_filed_photos_can_be_read() -> None:
    assert all(shows == "" or parse_folder(shows) for shows in read_corrections().values())


def test_every_photo_of_the_list_is_in_the_data_folder(photos_dir: Path) -> None:
    for photo in read_corrections():
        folders = ("photos/train", "photos/val", "world/photos")
        assert any((photos_dir / folder / photo).exists() for folder in folders), photo
