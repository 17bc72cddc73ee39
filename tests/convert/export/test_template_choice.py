"""Which pictures become templates: what finds most is kept, a scan of each side at least, and only what tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints, Match
from app.recognition.observation import Box
from convert.data.dataset import LabelledPicture
from convert.data.images import load
from convert.export import template_choice
from convert.export.template_choice import Album, _asked, _chosen, _drawn, _Picture, _view, templates_of, value_of
from tests.convert.pictures import write
from tests.kept import compare

SPECIMENS = Path(__file__).resolve().parents[3] / "assets" / "specimens"


def _label(name: str, value: str = "5", face: str | None = "front", series: str | None = "current") -> LabelledPicture:
    return LabelledPicture(Path(name), "XTS", value, series, face)


def _picture(name: str, *, is_scan: bool, face: str = "front", many: int = 3) -> _Picture:
    keypoints = Keypoints(
        np.zeros((many, 2), np.float32),
        np.zeros((many, 8), np.float32),
        np.zeros(many, np.float32),
        np.zeros(many, np.float32),
    )
    return _Picture(_label(name, face=face), is_scan, keypoints, keypoints)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("1999.jpg", "1999"),
        ("bank__2015_front.jpg", "2015"),
        ("2015.png", "2015"),
        ("20150.jpg", ""),
        ("1899.jpg", ""),
        ("note_2015.jpg", ""),
    ],
)
def test_a_side_is_of_a_design_whose_year_begins_the_name(name: str, year: str) -> None:
    assert _picture(name, is_scan=True).side == ("current", "front", year)


def test_a_value_is_named_with_its_currency() -> None:
    assert value_of(_label("a", "20")) == "XTS/20"


def test_of_many_scans_some_of_each_face_are_drawn_and_of_photos_some() -> None:
    scans = [_label(f"{face}{n}", face=face) for face in ("front", "back") for n in range(10)]
    photos = [_label(str(n)) for n in range(70)]
    some, of_photos = _drawn(scans, photos, np.random.default_rng(1))
    assert [label.face for label in some] == ["front"] * 8 + ["back"] * 8
    assert len({label.path for label in some}) == 16
    assert len({label.path for label in of_photos}) == 64
    assert {label.path for label in _drawn(scans[:2], photos[:3], np.random.default_rng(1))[0]} == {
        label.path for label in scans[:2]
    }


def _found(*rows: Sequence[int]) -> NDArray[np.int64]:
    return np.array(rows, np.int64)


ALL = np.ones(4, bool)
SCANS_AND_PHOTOS = [
    _picture("a", is_scan=True),
    _picture("b", is_scan=True),
    _picture("c", is_scan=False),
    _picture("d", is_scan=False),
]


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        # A scan is kept before a photo that finds less than half more.
        (_found((0, 0, 30, 0), (0, 0, 0, 0), (0, 0, 0, 44), (0, 0, 0, 0)), [0, 2]),
        (_found((0, 0, 28, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 40, 39)), [3, 0]),
        # What finds 25 that no other does is kept, a scan from 17 on.
        (_found((0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 24), (0, 0, 0, 0)), [0]),
        (_found((0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 25), (0, 0, 0, 0)), [2, 0]),
        (_found((0, 0, 17, 0), (0, 0, 0, 16), (0, 0, 0, 0), (0, 0, 0, 0)), [0]),
        (_found((0, 0, 17, 0), (0, 0, 0, 17), (0, 0, 0, 0), (0, 0, 0, 0)), [0, 1]),
        # Above forty a photo is found, and no better.
        (_found((0, 0, 90, 0), (0, 0, 60, 16), (0, 0, 0, 0), (0, 0, 0, 0)), [1]),
        (_found((0, 0, 90, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 66, 0)), [0]),
        # Scans find no scan: only photos count.
        (_found((0, 90, 0, 0), (90, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)), [0]),
    ],
)
def test_templates_are_those_that_find_most(found: NDArray[np.int64], chosen: list[int]) -> None:
    assert _chosen(SCANS_AND_PHOTOS, found, ALL) == chosen


def test_what_is_left_out_is_neither_found_nor_kept() -> None:
    found = _found((0, 0, 30, 30), (0, 0, 30, 0), (0, 0, 0, 40), (0, 0, 0, 0))
    without = np.array([False, True, True, False])
    assert _chosen(SCANS_AND_PHOTOS, found, without) == [1]


def test_a_scan_of_each_side_is_kept_whatever_it_finds() -> None:
    pictures = [*SCANS_AND_PHOTOS[:2], _picture("e", is_scan=True, face="back"), SCANS_AND_PHOTOS[2]]
    nothing = np.zeros((3, 4), np.int64)
    assert _chosen(pictures, nothing, ALL) == [0, 2]
    better = nothing.copy()
    better[1, 3] = 5
    assert _chosen(pictures, better, ALL) == [1, 2]


def test_no_more_than_fourteen_are_chosen_for_what_they_find() -> None:
    pictures = [_picture(str(n), is_scan=False) for n in range(40)]
    found = np.zeros((20, 40), np.int64)
    found[np.arange(20), 20 + np.arange(20)] = 40
    assert _chosen(pictures, found, np.ones(40, bool)) == list(range(14))


def test_of_those_asked_for_two_of_each_side_are_taken() -> None:
    pictures = [
        *(_picture(f"{n}", is_scan=True) for n in range(3)),
        *(_picture(f"back{n}", is_scan=True, face="back") for n in range(3)),
    ]
    assert _asked(pictures, {each.label.path for each in pictures[1:]}) == [1, 2, 3, 4]
    assert _asked(pictures, set()) == []


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[LabelledPicture], list[LabelledPicture]]:
    """Scans of two values, and photos of each: views of the scans on a table."""
    folder = tmp_path_factory.mktemp("pictures")
    scans, photos = [], []
    for value in ("5", "20"):
        flat = load(SPECIMENS / f"XTS_{value}_front.png", 420)
        scans.append(_label(str(write(folder / f"{value}.png", flat)), value))
        for n in range(3):
            seen = _view(flat, np.random.default_rng([n, int(value)]))
            photos.append(_label(str(write(folder / f"{value}_{n}.png", seen)), value, None, None))
    return scans, photos


def test_templates_are_what_they_were(pictures: tuple[list[LabelledPicture], list[LabelledPicture]]) -> None:
    scans, photos = pictures
    whole, boxed = templates_of(scans, photos, {}), templates_of(scans, photos, {photos[0].path: Box(0, 0, 0.6, 0.6)})
    numbers = {}
    for name, found in (("whole", whole), ("boxed", boxed)):
        for n, template in enumerate(found):
            points = template.keypoints.points
            numbers[f"{name} {n} {template.value} {template.face} {template.series}"] = [
                float(len(points)),
                *points[:12].ravel().tolist(),
                *points.mean(0).tolist(),
            ]
    views = {f"view {n}": _view(load(scans[0].path, 400), np.random.default_rng(n)) for n in range(3)}
    compare(Path(__file__).with_name("template_choice.json"), views, {}, numbers)


def test_templates_can_be_asked_for_without_some_photos_and_of_some_scans_only(
    pictures: tuple[list[LabelledPicture], list[LabelledPicture]],
) -> None:
    scans, photos = pictures
    album = Album(scans, photos, {})
    assert {template.value for template in album.templates()} == {"XTS/5", "XTS/20"}
    asked = album.templates(only=[scans[0].path])
    assert [(each.value, each.face, each.series) for each in asked] == [("XTS/5", "front", "current")]
    assert all(len(each.keypoints) <= 160 for each in asked)
    assert [each.value for each in album.templates(without=[photo.path for photo in photos])] == ["XTS/20", "XTS/5"]


def test_a_picture_that_cannot_be_read_or_is_too_plain_is_no_template(tmp_path: Path) -> None:
    plain = write(tmp_path / "plain.png", np.full((200, 300, 3), 90, np.uint8))
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    assert templates_of([_label(str(plain)), _label(str(broken))], [], {}) == []


@pytest.mark.parametrize("many", [11, 12])
def test_a_picture_has_twelve_keypoints_at_least(many: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.png", np.full((40, 40, 3), 90, np.uint8))
    monkeypatch.setattr(template_choice, "_keypoints_of", lambda _: _picture("", is_scan=True, many=many).keypoints)
    album = Album.__new__(Album)
    album._bank = None
    assert (album._look(_label(str(path)), None, True) is not None) is (many == 12)


def _album(bank: Any = None) -> Any:
    album: Any = Album.__new__(Album)
    album._bank, album._seed, album._shown = bank, 1, {}
    return album


@pytest.mark.parametrize(("many", "kept"), [(template_choice._FEWEST, 1), (template_choice._FEWEST - 1, 0)])
def test_a_template_is_made_with_what_shows_enough_of_it_and_has_enough_itself(
    many: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    album, groups = _album(), list[list[str]]()
    pictures = [_picture(f"{number}.png", is_scan=not number) for number in range(4)]
    enough = template_choice._FOUND
    album._pictures = {"USD/5": pictures}
    album._found = {"USD/5": np.array([[0, enough, enough - 1, 90]])}
    album._show = lambda templates, pictures: None
    album._others = lambda value: []

    def best(picture: Any, alike: list[Any], others: list[Any], rng: object) -> Keypoints:
        groups.append([each.label.path.name for each in alike])
        return _picture("", is_scan=True, many=many).keypoints

    album._best_keypoints = best
    monkeypatch.setattr(template_choice, "_chosen", lambda pictures, found, usable: [0])
    assert len(album.templates(without={pictures[3].label.path})) == kept
    assert groups == [["1.png"]]


@pytest.mark.parametrize(("inliers", "shown"), [(template_choice._FOUND, True), (template_choice._FOUND - 1, False)])
def test_a_picture_shows_a_template_from_a_number_of_inliers_on(
    inliers: int, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = np.stack([np.arange(inliers)] * 2, axis=1)
    table = SimpleNamespace(match=lambda keypoints, *closely: [Match(0, rows, np.eye(3))])
    monkeypatch.setattr(template_choice, "TemplateTable", lambda keypoints: table)
    album = _album()
    template, seen = _picture("a.png", is_scan=True, many=60), _picture("b.png", is_scan=False, many=60)
    album._show([template], [seen])
    ((_, found),) = album._shown.items()
    assert len(found) == (inliers if shown else 0)
    monkeypatch.setattr(template_choice, "load", lambda path, most: np.zeros((20, 40, 3), np.uint8))
    monkeypatch.setattr(template_choice, "_view", lambda picture, rng: picture)
    monkeypatch.setattr(template_choice, "_keypoints_of", lambda picture: seen.keypoints)
    hits = album._hits_of_views(template, np.random.default_rng(1))
    assert hits.tolist() == [template_choice._VIEWS if shown and at < inliers else 0 for at in range(60)]


def test_a_photo_keeps_what_other_values_show_a_quarter_as_often_at_most() -> None:
    album = _album()
    plain = _picture("a.png", is_scan=False, many=4)
    points = np.arange(8, dtype=np.float32).reshape(4, 2)
    photo = replace(plain, keypoints=replace(plain.keypoints, points=points))
    hits = {"alike": np.array([4, 4, 8, 1]), "others": np.array([1, 2, 2, 0])}
    album._hits = lambda picture, pictures: hits[pictures[0]].copy()
    found = album._best_keypoints(photo, ["alike"] * 6, ["others"], np.random.default_rng(1))
    # The second is of others, and the last is hardly seen.
    assert found.points.tolist() == points[[2, 0]].tolist()
