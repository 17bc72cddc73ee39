"""What is wrong with names and places of files, told by name alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.data.dataset import LabelledPicture
from convert.data_audit.names import lonely_hands, unknown_values, wrong_places


def _folder(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"")
    return root


def _told(root: Path, only: tuple[str, ...] | None = None) -> dict[str, str]:
    return {finding.path.relative_to(root).as_posix(): finding.text for finding in wrong_places(root, only)}


def test_a_folder_as_it_should_be_has_nothing_wrong(tmp_path: Path) -> None:
    names = ("photos/train/USD/20/a.jpg", "photos/val/USD/20_old_back/a.jpg", "reference/USD/5_front/a.png")
    root = _folder(tmp_path, *names, "backgrounds/mine/a.jpg", "hands/mine/a.jpg", "other_notes/mine/a.jpg")
    assert _told(root) == {}


@pytest.mark.parametrize(
    ("name", "place", "words"),
    [
        ("pictures/a.jpg", "pictures", "no part of the layout"),
        ("photos/test/USD/20/a.jpg", "photos/test", "photos/train or photos/val"),
        ("photos/train/a.jpg", "photos/train/a.jpg", "move it"),
        ("photos/train/usd/20/a.jpg", "photos/train/usd", "ISO 4217"),
        ("photos/train/USD/a.jpg", "photos/train/USD/a.jpg", "move it"),
        ("photos/train/USD/twenty/a.jpg", "photos/train/USD/twenty", "cannot be read"),
        ("photos/train/USD/20/a.txt", "photos/train/USD/20", "no picture"),
        ("reference/USD/20/a.jpg", "reference/USD/20", "which side"),
        ("backgrounds/a.jpg", "backgrounds/a.jpg", "move it"),
        ("photos/val/USD/20/a.HEIC", "photos/val/USD/20/a.HEIC", "save it as"),
    ],
)
def test_each_thing_that_is_wrong_is_told_with_its_place(tmp_path: Path, name: str, place: str, words: str) -> None:
    told = _told(_folder(tmp_path, name))
    assert list(told) == [place]
    assert words in told[place]


def test_only_a_name_that_cannot_be_read_stops_training(tmp_path: Path) -> None:
    root = _folder(tmp_path, "photos/train/USD/twenty/a.jpg", "photos/train/USD/20/a.txt")
    assert {each.path.name: each.breaks for each in wrong_places(root)} == {"twenty": True, "20": False}


def test_other_currencies_can_be_passed_over(tmp_path: Path) -> None:
    root = _folder(tmp_path, "photos/train/USD/twenty/a.jpg", "photos/train/EUR/ten/a.jpg")
    assert list(_told(root, ("EUR",))) == ["photos/train/EUR/ten"]
    assert _told(root, ()) == {}


def test_hands_and_masks_go_in_pairs() -> None:
    pictures = [Path("h/a.jpg"), Path("h/b.jpg")]
    masks = [Path("h/a.mask.png"), Path("h/c.mask.png")]
    told = {each.path.name: each.text for each in lonely_hands(pictures, masks)}
    assert set(told) == {"b.jpg", "c.mask.png"}
    assert "b.mask.png" in told["b.jpg"]
    assert lonely_hands(pictures[:1], masks[:1]) == []


def test_values_that_the_table_lacks_are_told_once_for_each_folder() -> None:
    def photo(currency: str, value: str, name: str) -> LabelledPicture:
        return LabelledPicture(Path(currency) / value / name, currency, value, None, None)

    pictures = [
        photo("USD", "3", "a.jpg"),
        photo("USD", "3", "b.jpg"),
        photo("USD", "5", "a.jpg"),
        photo("XYZ", "9", "a"),
    ]
    (found,) = unknown_values(pictures, {"USD": ("1", "5")})
    assert found.path == Path("USD/3")
    assert "3 is no value of USD" in found.text
