"""The pictures that synthetic ones are made of: what cannot be read is skipped and listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from app.recognition.labels import NoteLabel
from app.recognition.observation import Box
from convert.data.dataset import Catalogue, LabelledPicture, class_list
from convert.synthesis.sources import Sources
from convert.synthesis.synthesizer import Synthesizer
from tests.convert.pictures import backgrounds, made_up_note, scene, write


def test_unreadable_pictures_are_skipped_and_listed(tmp_path: Path) -> None:
    good = write(tmp_path / "good.png", made_up_note(1))
    broken = tmp_path / "broken.png"
    broken.write_bytes(good.read_bytes()[:40])
    hand = write(tmp_path / "hand.jpg", scene(1))
    mask = write(tmp_path / "hand.mask.png", np.zeros((240, 320), np.uint8))
    notes = tuple(LabelledPicture(p, "ABC", "5", "current", face) for p in (good, broken) for face in ("front", "back"))
    rooms = (*backgrounds(tmp_path / "rooms", 2), broken)
    cat = Catalogue(notes, (), rooms, (), (broken,), ((hand, mask), (broken, mask)))
    maker = Synthesizer(cat, class_list(cat), size=32)
    assert len(maker.skipped) == 6
    assert sum("broken.png" in line for line in maker.skipped) == 5
    assert any("hand.mask.png" in line for line in maker.skipped)
    rng = np.random.default_rng(8)
    assert len([maker.sample(rng) for _ in range(10)]) == 10


def _sources(folder: Path, notes: list[tuple[str, str, str, str]], **more: Any) -> tuple[Sources, list[NoteLabel]]:
    pictures = []
    for number, (currency, value, series, face) in enumerate(notes):
        path = write(folder / f"{number}.png", made_up_note(number + 1))
        pictures.append(LabelledPicture(path, currency, value, series, face or None))
    cat = Catalogue(tuple(pictures), more.get("photos", ()), (), (), (), more.get("hands", ()))
    labels = list(class_list(cat))
    return Sources(cat, labels, more.get("boxes", {})), labels


def test_notes_of_a_value_are_siblings_and_the_other_face_is_of_the_same_series(tmp_path: Path) -> None:
    sides = [("current", "front"), ("current", "back"), ("old", "front")]
    notes = [("ABC", "5", *side) for side in sides] + [
        ("ABC", "10", "current", "back"),
        ("XYZ", "5", "current", "front"),
    ]
    sources, labels = _sources(tmp_path, notes)

    def key(*note: str) -> tuple[int, ...]:
        return (labels.index(NoteLabel(*note)),)

    five = key("ABC", "5", "current", "front")
    assert sorted(sources.siblings(five)) == sorted(key("ABC", "5", *side) for side in sides)
    assert sources.siblings(key("XYZ", "5", "current", "front")) == [key("XYZ", "5", "current", "front")]
    assert sources.other_face(five) == key("ABC", "5", "current", "back")
    assert sources.other_face(key("ABC", "5", "current", "back")) == five
    for alone in (key("ABC", "5", "old", "front"), key("ABC", "10", "current", "back")):
        assert sources.other_face(alone) is None
    sources.references[key("ABC", "5", "old", "front")] = []
    assert len(sources.siblings(five)) == 2, "what has no picture is none"


def test_scans_are_kept_larger_than_photos_and_a_photo_knows_where_its_note_lies(tmp_path: Path) -> None:
    large = np.asarray(cv2.resize(made_up_note(1), (1600, 800)), np.uint8)
    photo, other = (write(tmp_path / name, large) for name in ("photo.png", "other.png"))
    photos = tuple(LabelledPicture(path, "ABC", "5", "current", "front") for path in (photo, other))
    box = Box(0.1, 0.2, 0.3, 0.4)
    sources, _ = _sources(tmp_path, [("ABC", "5", "current", "front")], photos=photos, boxes={photo: box})
    ((first, second),) = sources.photos.values()
    assert first.image.shape == second.image.shape == (180, 360, 3)
    assert (first.note, second.note) == (box, None)
    assert sources.skipped == []


def _hand(folder: Path, mask: np.ndarray[Any, Any]) -> Sources:
    picture = np.zeros((100, 200, 3), np.uint8)
    picture[:, 100:] = (10, 20, 200)
    pair = (write(folder / "hand.png", picture), write(folder / "hand.mask.png", mask))
    return _sources(folder, [("ABC", "5", "current", "front")], hands=(pair,))[0]


def test_a_hand_is_cut_out_along_its_mask(tmp_path: Path) -> None:
    mask = np.zeros((200, 400), np.uint8)
    mask[40:120, 160:300] = 1
    ((hand, shape),) = _hand(tmp_path, mask).hands
    assert hand.shape == (40, 70, 3)
    assert shape.shape == (40, 70)
    assert shape.min() == shape.max() == 1.0
    assert hand[0, 0].tolist() == [0, 0, 0]
    assert hand[0, 25].tolist() == [10, 20, 200]
    assert hand.flags.c_contiguous
    assert shape.flags.c_contiguous


@pytest.mark.parametrize(("wide", "hands"), [(10, 1), (9, 0)])
def test_a_hand_of_hardly_any_pixels_hides_nothing(wide: int, hands: int, tmp_path: Path) -> None:
    mask = np.zeros((100, 200), np.uint8)
    mask[20:30, 30 : 30 + wide] = 255
    sources = _hand(tmp_path, mask)
    assert len(sources.hands) == hands
    assert sources.skipped == []
