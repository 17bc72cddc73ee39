"""The pictures that synthetic ones are made of: what cannot be read is skipped and listed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from convert.data.dataset import Catalogue, LabelledPicture, class_list
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
