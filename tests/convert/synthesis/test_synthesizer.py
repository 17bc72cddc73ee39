"""Synthetic photographs: repeatable, rightly labelled, and never made of what cannot be read."""

from __future__ import annotations

import math
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.recognition.observation import Box
from convert.data.catalogue import catalogue
from convert.data.dataset import Catalogue, LabelledPicture, class_list
from convert.synthesis.config import SynthesisConfig
from convert.synthesis.config_geometry import Fold
from convert.synthesis.geometry import draw_flap, draw_fold
from convert.synthesis.sources import Photo
from convert.synthesis.synthesizer import Sample, Synthesizer
from tests.convert.pictures import SPECIMENS, data_folder, specimen_catalogue, write


@pytest.fixture(scope="module")
def cat(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue(data_folder(tmp_path_factory.mktemp("data")), SPECIMENS, ["ABC", "XTS"])


@pytest.fixture(scope="module")
def synthesizer(cat: Catalogue) -> Synthesizer:
    return Synthesizer(cat, class_list(cat))


def _same(a: Sample, b: Sample) -> bool:
    return (
        a.classes == b.classes
        and bool((a.image == b.image).all())
        and np.array_equal(a.box, b.box, equal_nan=True)
        and np.array_equal(a.has_note, b.has_note, equal_nan=True)
    )


# -- reading


# -- what is drawn


@given(seed=st.integers(0, 2**31))
@settings(max_examples=40)
def test_any_seed_gives_a_picture_with_a_consistent_answer(synthesizer: Synthesizer, seed: int) -> None:
    sample = synthesizer.sample(np.random.default_rng(seed))
    assert sample.image.shape == (224, 224, 3)
    assert sample.image.dtype == np.uint8
    assert sample.classes
    assert list(sample.classes) == sorted(set(sample.classes))
    shown = {(synthesizer.labels[c].currency, synthesizer.labels[c].value) for c in sample.classes}
    assert len(shown) == 1
    if not math.isnan(sample.box[0]):
        left, top, right, bottom = sample.box
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1
        assert sample.has_note == 1
    assert math.isnan(sample.has_note) or sample.has_note in (0, 1)


def test_same_seed_gives_the_same_picture_and_another_seed_another(synthesizer: Synthesizer) -> None:
    a, b, c = (synthesizer.sample(np.random.default_rng(seed)) for seed in (5, 5, 6))
    assert _same(a, b)
    assert not _same(a, c)


def test_synthesizer_made_again_makes_the_same_pictures(cat: Catalogue, synthesizer: Synthesizer) -> None:
    again = Synthesizer(cat, class_list(cat))
    for seed in range(5):
        assert _same(again.sample(np.random.default_rng(seed)), synthesizer.sample(np.random.default_rng(seed)))


def test_picture_has_the_size_asked_for(cat: Catalogue) -> None:
    small = Synthesizer(cat, class_list(cat), size=96)
    assert small.sample(np.random.default_rng(1)).image.shape == (96, 96, 3)


def test_share_of_unknown_things_is_kept(cat: Catalogue) -> None:
    for share in (0.0, 1.0):
        maker = Synthesizer(cat, class_list(cat), size=32, config=SynthesisConfig(unknown_fraction=share))
        rng = np.random.default_rng(1)
        assert all((maker.sample(rng).classes == (0,)) == (share == 1.0) for _ in range(25))


def test_currencies_are_drawn_by_their_weights(cat: Catalogue) -> None:
    maker = Synthesizer(
        cat, class_list(cat), size=32, config=SynthesisConfig(unknown_fraction=0), currency_weights={"XTS": 0}
    )
    rng = np.random.default_rng(1)
    assert {maker.labels[maker.sample(rng).classes[0]].currency for _ in range(25)} == {"ABC"}


def test_value_asked_for_is_shown_flat_with_its_place_or_real_without(synthesizer: Synthesizer) -> None:
    rng = np.random.default_rng(2)
    for _ in range(8):
        drawn = synthesizer.note_sample(rng, "ABC", "10", synthetic=True)
        real = synthesizer.note_sample(rng, "ABC", "10", synthetic=False)
        for sample in (drawn, real):
            assert {synthesizer.labels[c].value for c in sample.classes} == {"10"}
        assert drawn.has_note == 1
        assert math.isnan(real.box[0])


def test_photo_of_unsorted_face_may_be_any_class_of_its_value(synthesizer: Synthesizer) -> None:
    sample = synthesizer.note_sample(np.random.default_rng(3), "ABC", "5", synthetic=False)
    assert [synthesizer.labels[c].text for c in sample.classes] == ["ABC/5/current/front", "ABC/5/current/back"]


def test_value_without_pictures_is_an_error(synthesizer: Synthesizer) -> None:
    rng = np.random.default_rng(4)
    with pytest.raises(KeyError, match="photos of XTS 20"):
        synthesizer.note_sample(rng, "XTS", "20", synthetic=False)
    with pytest.raises(KeyError, match="ABC 7"):
        synthesizer.note_sample(rng, "ABC", "7")


def _green_notes(folder: Path) -> Synthesizer:
    """Notes of pure green, which nothing else in the pictures is."""
    note = write(folder / "note.png", np.full((100, 200, 3), (0, 220, 0), np.uint8))
    grey = write(folder / "grey.png", np.full((240, 320, 3), 90, np.uint8))
    cat = Catalogue((LabelledPicture(note, "ABC", "5", "current", "front"),), (), (grey,), (), (), ())
    return Synthesizer(cat, class_list(cat))


def test_place_in_the_answer_is_where_the_note_is_drawn(tmp_path: Path) -> None:
    maker = _green_notes(tmp_path)
    rng = np.random.default_rng(5)
    overlaps = []
    for _ in range(40):
        sample = maker.note_sample(rng, "ABC", "5")
        red, green, blue = (sample.image[..., k].astype(int) for k in range(3))
        found = cv2.morphologyEx(
            ((green > red + 25) & (green > blue + 25)).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3))
        )
        ys, xs = np.nonzero(found)
        if len(xs) < 50:  # a dark or a grey picture
            continue
        seen = np.array([xs.min(), ys.min(), xs.max() + 1, ys.max() + 1]) / 224
        low, high = np.maximum(seen[:2], sample.box[:2]), np.minimum(seen[2:], sample.box[2:])
        both = float(np.prod(np.maximum(high - low, 0)))
        whole = float(np.prod(seen[2:] - seen[:2]) + np.prod(np.subtract(sample.box[2:], sample.box[:2]))) - both
        overlaps.append(both / whole)
    assert len(overlaps) > 25
    # Not all: a second note of a fan lies outside the box, a hand hides a corner.
    assert float(np.median(overlaps)) > 0.85


def test_smallest_notes_fill_the_share_asked_for(tmp_path: Path) -> None:
    maker = _green_notes(tmp_path)
    shares = {}
    for smallest in (0.05, 0.9):
        maker.config = SynthesisConfig().with_smallest(smallest)
        rng = np.random.default_rng(6)
        boxes = [maker.note_sample(rng, "ABC", "5").box for _ in range(40)]
        shares[smallest] = float(np.median([(b[2] - b[0]) * (b[3] - b[1]) for b in boxes]))
    assert shares[0.05] < 0.5 < shares[0.9]


@pytest.mark.parametrize("seed", range(12))
def test_what_is_folded_away_hangs_on_the_fold_and_lies_on_the_side_that_is_kept(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cv2, "getRotationMatrix2D", lambda *_: np.eye(3)[:2])  # folded flat
    rng = np.random.default_rng(seed)
    window = draw_fold(rng, Fold())
    low_u, high_u, low_v, high_v = window
    pose, (u0, u1, v0, v1) = draw_flap(rng, np.eye(3), window, Fold())
    corners = np.array([[[u0, v0], [u1, v0], [u1, v1], [u0, v1]]])
    on_note = cv2.perspectiveTransform(corners, pose)[0]
    axis, kept = (0, (low_u, high_u)) if (low_u, high_u) != (0.0, 1.0) else (1, (low_v, high_v))
    fold = kept[1] if kept[0] == 0 else kept[0]
    reach = on_note[:, axis] - fold
    assert np.sort(np.abs(reach))[:2] == pytest.approx([0, 0], abs=1e-9)
    assert np.sign(reach[np.abs(reach).argmax()]) == np.sign(np.mean(kept) - fold)
    assert np.abs(reach).max() <= 1 - (kept[1] - kept[0]) + 1e-9


def test_loosely_folded_note_of_two_faces_may_be_either(synthesizer: Synthesizer) -> None:
    rng = np.random.default_rng(3)
    classes = {synthesizer.note_sample(rng, "XTS", "20", synthetic=True).classes for _ in range(60)}
    assert {len(c) for c in classes} == {1, 2}


def _photo_of_a_green_note(folder: Path, place: Box | None) -> Synthesizer:
    """A green note in the left upper part of a red photo, before grey rooms; where it lies is told or not."""
    picture = np.full((300, 400, 3), (0, 0, 220), np.uint8)
    picture[30:90, 20:140] = (0, 220, 0)
    photo = write(folder / "photo.png", picture)
    grey = write(folder / "grey.png", np.full((240, 320, 3), 90, np.uint8))
    cat = Catalogue((), (LabelledPicture(photo, "ABC", "5", "current", "front"),), (grey,), (), (), ())
    return Synthesizer(cat, class_list(cat), boxes={} if place is None else {photo: place})


def test_where_a_photo_s_note_is_known_less_of_its_own_background_is_shown(tmp_path: Path) -> None:
    def red_share(place: Box | None) -> tuple[float, float]:
        maker = _photo_of_a_green_note(tmp_path, place)
        rng = np.random.default_rng(6)
        red, green = [], []
        for _ in range(60):
            image = maker.note_sample(rng, "ABC", "5", synthetic=False).image.astype(int)
            red.append(float((image[..., 0] > image[..., 1] + 60).mean()))
            green.append(float((image[..., 1] > image[..., 0] + 60).mean()))
        return float(np.mean(red)), float(np.mean(green))

    (red, green), (red_unknown, green_unknown) = red_share(Box(0.05, 0.1, 0.35, 0.3)), red_share(None)
    assert red < 0.9 * red_unknown  # only some pictures are prints of the photo
    assert green > 1.5 * green_unknown


def test_what_covers_a_photo_is_laid_over_its_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = _photo_of_a_green_note(tmp_path, Box(0.05, 0.1, 0.35, 0.3))
    on_green = []

    def look(rng: np.random.Generator, frame: NDArray[np.float32], note: NDArray[np.float32]) -> NDArray[np.float32]:
        green = (frame[..., 1] > frame[..., 2] + 30).astype(np.float32)
        if green.sum() > 200:
            on_green.append(float((note * green).sum() / green.sum()))
        return frame

    monkeypatch.setattr(maker, "_cover", look)
    rng = np.random.default_rng(7)
    for _ in range(80):
        maker.note_sample(rng, "ABC", "5", synthetic=False)
    assert len(on_green) > 15
    assert float(np.median(on_green)) > 0.95


@given(seed=st.integers(0, 2**31))
@settings(max_examples=30)
def test_hands_and_things_hide_at_most_two_fifths_of_a_note(synthesizer: Synthesizer, seed: int) -> None:
    note = np.zeros((192, 256), np.float32)
    cv2.rectangle(note, (60, 60), (200, 130), 1.0, -1)
    untouched: NDArray[np.float32] = np.full((192, 256, 3), -1000, np.float32)
    covered = synthesizer._cover(np.random.default_rng(seed), untouched, note)
    hidden = (covered[..., 0] + 1000) / 1000  # how much of each pixel is not the note's own any more, colours apart
    assert float((np.clip(hidden, 0, 1) * note).sum() / note.sum()) < 0.47


def test_things_of_a_note_s_shape_are_shown_as_unknown_even_without_hard_negatives(tmp_path: Path) -> None:
    maker = Synthesizer(
        specimen_catalogue(tmp_path),
        class_list(specimen_catalogue(tmp_path)),
        config=SynthesisConfig(unknown_fraction=1),
    )
    rng = np.random.default_rng(7)
    samples = [maker.sample(rng) for _ in range(40)]
    assert {s.classes for s in samples} == {(0,)}
    assert {s.has_note for s in samples} == {0.0, 1.0}


class _Drawing:
    """A generator that draws this."""

    def __init__(self, drawn: float) -> None:
        self._drawn = drawn

    def random(self) -> float:
        return self._drawn

    def integers(self, *_: int) -> int:
        return 0


@pytest.mark.parametrize("has_hard_negatives", [True, False])
@pytest.mark.parametrize("has_other_notes", [True, False])
def test_each_kind_of_unknown_thing_has_its_fraction(
    has_hard_negatives: bool, has_other_notes: bool, synthesizer: Synthesizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hard, other = np.zeros((2, 2, 3), np.uint8), np.ones((2, 2, 3), np.uint8)
    monkeypatch.setattr(synthesizer._sources, "hard_negatives", [hard] * has_hard_negatives)
    monkeypatch.setattr(synthesizer._sources, "other_notes", [other] * has_other_notes)
    drawn: list[tuple[str, object]] = []

    def real(_: object, photo: Photo, classes: tuple[int, ...], has_note: float = math.nan) -> None:
        assert classes == (0,)
        drawn.append(("hard", has_note) if photo.image is hard else ("other", math.isnan(has_note)))

    monkeypatch.setattr(synthesizer, "_real", real)
    for kind in ("_scene", "_thing"):
        monkeypatch.setattr(synthesizer, kind, lambda _, kind=kind: drawn.append((kind, None)))
    for number in (0.0, 0.29, 0.31, 0.49, 0.51, 0.71, 0.73, 0.99):
        synthesizer._unknown(cast(np.random.Generator, _Drawing(number)))
    # 30 of 100 are scenes, 20 what was taken for a note, 22 notes of other currencies, and the rest things.
    hard_or_scene = ("hard", 0.0) if has_hard_negatives else ("_scene", None)
    other_or_thing = ("other", True) if has_other_notes else ("_thing", None)
    assert drawn == [*[("_scene", None)] * 2, *[hard_or_scene] * 2, *[other_or_thing] * 2, *[("_thing", None)] * 2]


# -- the contact sheet
