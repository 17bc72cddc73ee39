"""Which pictures become templates of a pack, from our own specimens and views of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import numpy as np
import pytest

from app.recognition.keypoints import Keypoints, Match
from app.recognition.labels import read_metadata
from app.recognition.observation import Box
from app.recognition.print_check import PrintReader
from app.recognition.templates import Template, TemplateBank
from convert.data.images import load
from convert.data.pack_pictures import PackPicture
from convert.export import pack_templates
from convert.export.pack_templates import Seen, looked_at, note_in, photo_templates, scan_templates, view_of
from tests.app.recognition.shipped import shipped_model
from tests.convert.pictures import scene, write
from tests.kept import compare

SPECIMENS = Path(__file__).resolve().parents[3] / "assets" / "specimens"


def _picture(
    path: Path, value: str = "5", *, series: str = "current", face: str = "front", scan: bool = True
) -> PackPicture:
    return PackPicture(path, "XTS", value, series, face, scan, "", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two scans of 5 and one of 20, and three photos of each."""
    made = tmp_path_factory.mktemp("pictures")
    for value in ("5", "20"):
        flat = load(SPECIMENS / f"XTS_{value}_front.png", 420)
        write(made / f"{value}.png", flat)
        write(made / f"{value}_darker.png", (flat * 0.8).astype(np.uint8))
        for n in range(4):
            write(made / f"{value}_photo{n}.png", view_of(flat, np.random.default_rng([n, int(value)])))
    return made


@pytest.fixture(scope="module")
def scans(folder: Path) -> list[Seen]:
    wanted = [_picture(folder / f"{name}.png", name.partition("_")[0]) for name in ("5", "5_darker", "20")]
    return [seen for seen in looked_at(wanted, 6) if seen is not None]


@pytest.fixture(scope="module")
def photos(folder: Path) -> list[Seen]:
    wanted = [_picture(folder / f"{v}_photo{n}.png", v, scan=False) for v in ("5", "20") for n in range(4)]
    return [seen for seen in looked_at(wanted, 30) if seen is not None]


def _numbers(found: list[Seen]) -> dict[str, list[float]]:
    return {
        f"{n} {each.picture.path.stem}": [
            float(len(each.keypoints)),
            *each.keypoints.points[:10].ravel().tolist(),
            *each.keypoints.points.mean(0).tolist(),
        ]
        for n, each in enumerate(found)
    }


def test_templates_are_what_they_were(scans: list[Seen], photos: list[Seen], folder: Path) -> None:
    bank = TemplateBank([Template("XTS/5", scans[0].keypoints.of(np.arange(100)))], 32)
    weights = read_metadata(shipped_model()).print_check
    assert weights is not None
    of_scans = scan_templates(scans, PrintReader(bank, weights), bank)
    # Of two scans that look alike one stands for both.
    assert [each.picture.value for each in of_scans] == ["5", "20"]
    of_photos = photo_templates(photos, [])
    beside_scans = photo_templates(photos, of_scans[:1])
    numbers = {
        **{f"scan {name}": found for name, found in _numbers(of_scans).items()},
        **{f"photo {name}": found for name, found in _numbers(of_photos).items()},
        **{f"beside {name}": found for name, found in _numbers(beside_scans).items()},
    }
    views = {f"view {n}": view_of(load(folder / "5.png", 400), np.random.default_rng(n)) for n in range(3)}
    compare(Path(__file__).with_name("pack_templates.json"), views, {}, numbers)
    assert scan_templates([], PrintReader(bank, weights), bank) == []


def _seen(name: str, value: str, points: int = 40) -> Seen:
    keypoints = Keypoints(
        np.arange(2 * points, dtype=np.float32).reshape(-1, 2),
        np.zeros((points, 8), np.float32),
        np.zeros(points, np.float32),
        np.zeros(points, np.float32),
    )
    return Seen(_picture(Path(name), value, scan=False), keypoints)


def test_values_of_one_photo_have_no_template() -> None:
    assert photo_templates([_seen("a", "5"), _seen("b", "20")], []) == []
    assert photo_templates([], []) == []


def test_so_many_pictures_of_each_side_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def seen(picture: PackPicture, _: object) -> Seen:
        return Seen(picture, Keypoints.none())

    monkeypatch.setattr(pack_templates, "_seen", seen)
    wanted = [
        *(_picture(Path(f"a{n}")) for n in range(4)),
        *(_picture(Path(f"b{n}"), face="back") for n in range(3)),
        *(_picture(Path(f"c{n}"), series="old") for n in range(1)),
        _picture(Path("d"), "20"),
    ]
    assert [each.picture.path.name for each in looked_at(wanted, 2) if each is not None] == [
        "a0",
        "a1",
        "b0",
        "b1",
        "c0",
        "d",
    ]


@pytest.mark.parametrize(("many", "is_kept"), [(24, False), (25, True)])
def test_a_picture_has_twenty_five_keypoints_at_least(
    many: int, is_kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.png", scene(1))
    monkeypatch.setattr(pack_templates, "detect_keypoints", lambda _: _seen("", "5", many).keypoints)
    (found,) = looked_at([_picture(path)], 1)
    assert (found is not None) is is_kept
    assert found is None or found.side == ("5", "current", "front")


def test_a_picture_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"none")
    assert list(looked_at([_picture(tmp_path / "broken.png")], 1)) == [None]


def test_of_a_photo_the_note_alone_is_looked_at_where_its_place_is_known(tmp_path: Path) -> None:
    path = write(tmp_path / "a.png", scene(1, 320, 240))
    assert note_in(path, None).shape == (240, 320, 3)
    assert note_in(path, lambda _: None).shape == (240, 320, 3)
    assert note_in(path, lambda _: Box(0.25, 0.25, 0.75, 0.5)).shape == (60, 160, 3)


# -- how many inliers are enough: what a picture shows is told here in place of being looked for


class Agreeing:
    """Stands for `TemplateTable`: pictures agree with one another in as many keypoints as a test says."""

    inliers: ClassVar[dict[tuple[int, int], int]] = {}
    """Of (what is looked at, template), by the numbers that stand in their octaves."""

    def __init__(self, templates: Sequence[Keypoints]) -> None:
        self.templates = tuple(templates)

    def match(self, seen: Keypoints) -> list[Match]:
        looked_at = int(seen.octaves[0])
        return [
            Match(number, np.stack([np.arange(count)] * 2, axis=1), np.eye(3))
            for number, template in enumerate(self.templates)
            if (count := self.inliers.get((looked_at, int(template.octaves[0])), 0))
        ]


@pytest.fixture
def agree(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[tuple[int, int], int]], None]:
    monkeypatch.setattr(pack_templates, "TemplateTable", Agreeing)
    return lambda inliers: monkeypatch.setattr(Agreeing, "inliers", inliers)


def _numbered(number: int, value: str = "5", points: int = 40) -> Seen:
    """A photo that a test knows by this number."""
    seen = _seen(f"photo{number}", value, points)
    return replace(seen, keypoints=replace(seen.keypoints, octaves=np.full(points, number, np.float32)))


def _templates(found: Sequence[Seen]) -> dict[str, int]:
    return {each.picture.path.name: len(each.keypoints) for each in found}


Agree = Callable[[dict[tuple[int, int], int]], None]


@pytest.mark.parametrize(("inliers", "kept"), [(7, {}), (8, {"photo0": 40})])
def test_eight_inliers_in_two_further_photos_make_a_template(inliers: int, kept: dict[str, int], agree: Agree) -> None:
    agree({(1, 0): inliers, (2, 0): inliers})
    assert _templates(photo_templates([_numbered(n) for n in range(3)], [])) == kept


@pytest.mark.parametrize(("inliers", "kept"), [(13, {}), (14, {"photo0": 40})])
def test_one_further_photo_is_enough_when_it_surely_shows_the_same(
    inliers: int, kept: dict[str, int], agree: Agree
) -> None:
    agree({(1, 0): inliers, (0, 0): 40})
    assert _templates(photo_templates([_numbered(0), _numbered(1)], [])) == kept


def test_a_photo_agrees_with_itself_for_nothing(agree: Agree) -> None:
    agree({(0, 0): 40, (1, 1): 40})
    assert photo_templates([_numbered(0), _numbered(1)], []) == []


@pytest.mark.parametrize(("both", "kept"), [(24, 80), (25, 25), (26, 26)])
def test_of_a_photo_is_kept_what_two_others_show_or_the_strongest_eighty(both: int, kept: int, agree: Agree) -> None:
    agree({(1, 0): both, (2, 0): 60})
    assert _templates(photo_templates([_numbered(n, points=100) for n in range(3)], [])) == {"photo0": kept}


@pytest.mark.parametrize(("points", "kept"), [(24, {}), (25, {"photo0": 25})])
def test_a_template_of_a_photo_has_25_keypoints_at_least(points: int, kept: dict[str, int], agree: Agree) -> None:
    agree({(1, 0): 20, (2, 0): 20})
    photos = [_numbered(0, points=points), _numbered(1), _numbered(2)]
    assert _templates(photo_templates(photos, [])) == kept


@pytest.mark.parametrize(("wrong", "kept"), [(15, {"photo0": 25}), (16, {})])
def test_what_photos_of_other_values_show_as_well_is_left_out(wrong: int, kept: dict[str, int], agree: Agree) -> None:
    agree({(1, 0): 20, (2, 0): 20, (3, 0): wrong})
    assert _templates(photo_templates([*(_numbered(n) for n in range(3)), _numbered(3, "20")], [])) == kept


@pytest.mark.parametrize(("inliers", "kept"), [(24, {"photo0": 40}), (25, {})])
def test_photos_that_a_scan_finds_need_no_template(inliers: int, kept: dict[str, int], agree: Agree) -> None:
    agree({(1, 0): 20, (2, 0): 20, (0, 9): inliers})
    assert _templates(photo_templates([_numbered(n) for n in range(3)], [_numbered(9)])) == kept


def test_a_scan_of_another_value_stands_for_no_photo(agree: Agree) -> None:
    agree({(1, 0): 20, (2, 0): 20, (0, 9): 40})
    assert _templates(photo_templates([_numbered(n) for n in range(3)], [_numbered(9, "20")])) == {"photo0": 40}


def test_each_further_template_finds_two_photos_that_none_before_it_found(agree: Agree) -> None:
    # The first finds three, the second two more and one of those; the last one only one that is new.
    found = {0: (1, 2, 3), 4: (3, 5, 6), 7: (6, 8)}
    agree({(seen, template): 10 for template, seens in found.items() for seen in seens})
    assert _templates(photo_templates([_numbered(n) for n in range(9)], [])) == {"photo0": 40, "photo4": 40}


def test_a_value_has_six_templates_of_photos_at_most(agree: Agree) -> None:
    agree({(template + shift, template): 10 for template in range(0, 24, 3) for shift in (1, 2)})
    assert len(photo_templates([_numbered(n) for n in range(24)], [])) == 6


@pytest.mark.parametrize(("agreement", "kept"), [(0.88, 1), (0.8799, 2)])
def test_a_scan_that_another_stands_for_from_the_very_number_on_is_no_template(
    agreement: float, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeros = np.zeros(3, np.float32)
    keypoints = Keypoints(np.zeros((3, 2), np.float32), np.zeros((3, 8), np.float32), zeros, zeros)
    scans = [Seen(PackPicture(Path(name), "KES", "50", "current", "front", True, "", ""), keypoints) for name in "ab"]
    monkeypatch.setattr(pack_templates, "TemplateTable", lambda _: SimpleNamespace(match=lambda seen: []))
    monkeypatch.setattr(pack_templates, "load", lambda path, most: np.zeros((20, 40, 3), np.uint8))
    monkeypatch.setattr(pack_templates, "_telling", lambda scan, scans, inliers: scans[scan])
    monkeypatch.setattr(pack_templates, "_compared", lambda seen, bank: seen)
    used: list[list[Seen]] = []
    reader: Any = SimpleNamespace(
        use=used.append,
        compare_in_use=lambda grey, most, thorough: [SimpleNamespace(agreement=agreement)] if used[-1] else [],
    )
    bank: Any = None
    assert len(pack_templates.scan_templates(scans, reader, bank)) == kept
    assert used == [[], scans[:1]]


def test_a_side_has_so_many_designs_and_of_what_tells_nothing_none(monkeypatch: pytest.MonkeyPatch) -> None:
    scans = [replace(_numbered(number), picture=_picture(Path(f"{number}.png"), "5")) for number in range(5)]
    monkeypatch.setattr(pack_templates, "TemplateTable", Agreeing)
    monkeypatch.setattr(Agreeing, "inliers", {})
    monkeypatch.setattr(pack_templates, "_DESIGNS", 2)
    monkeypatch.setattr(pack_templates, "load", lambda path, most: np.zeros((20, 40, 3), np.uint8))
    monkeypatch.setattr(pack_templates, "_telling", lambda i, scans, inliers: None if i == 0 else scans[i])
    monkeypatch.setattr(pack_templates, "_compared", lambda seen, bank: seen)
    reader: Any = SimpleNamespace(use=lambda designs: None, compare_in_use=lambda grey, most, thorough: [])
    bank: Any = None
    found = pack_templates.scan_templates(scans, reader, bank)
    assert [seen.picture.path.name for seen in found] == ["1.png", "2.png"]


@pytest.mark.parametrize(("inliers", "kept"), [(pack_templates._FOUND, 40 - pack_templates._FOUND), (1, 40)])
def test_what_scans_of_other_values_show_from_a_number_of_inliers_on_does_not_tell_a_scan(
    inliers: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_templates, "load", lambda path, most: np.zeros((20, 40, 3), np.uint8))
    monkeypatch.setattr(pack_templates, "_VIEWS", 0)
    scans = [_numbered(0, "5"), _numbered(1, "10"), _numbered(2, "20")]
    shown = {(0, 1): np.arange(inliers), (0, 2): np.arange(inliers)}
    # So many are just enough, and one more would be too many to ask for.
    for fewest, is_kept in ((kept, True), (kept + 1, False)):
        monkeypatch.setattr(pack_templates, "_FEWEST", fewest)
        found = pack_templates._telling(0, scans, shown)
        assert (found is not None) is is_kept
        assert found is None or len(found.keypoints) == kept


@pytest.mark.parametrize(("inliers", "first"), [(pack_templates._FOUND, 32), (pack_templates._FOUND - 1, 0)])
def test_what_views_of_a_scan_show_comes_first(inliers: int, first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.stack([np.arange(40)[-inliers:][::-1]] * 2, axis=1)
    table = SimpleNamespace(match=lambda seen: [Match(0, rows, np.eye(3))])
    monkeypatch.setattr(pack_templates, "load", lambda path, most: np.zeros((20, 40, 3), np.uint8))
    monkeypatch.setattr(pack_templates, "_VIEWS", 1)
    monkeypatch.setattr(pack_templates, "_FEWEST", 1)
    monkeypatch.setattr(pack_templates, "TemplateTable", lambda _: table)
    monkeypatch.setattr(pack_templates, "view_of", lambda picture, rng: picture)
    found = pack_templates._telling(0, [_numbered(0)], {})
    assert found is not None
    # The points stand two apart.
    assert found.keypoints.points[0, 0] / 2 == first
