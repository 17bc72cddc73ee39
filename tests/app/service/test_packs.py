"""A currency that the model never saw, read by its pack through the app's own recogniser, announcer and service."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.packs import Pack, write_pack
from app.recognition.recognizer import Recognizer
from app.service.reading import Reader
from convert.data.images import load
from convert.export.packs import Options, run

SPECIMENS = Path("assets/specimens")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Specimens as another currency's notes: the 5 is withdrawn, of the 20 the front is known."""
    data = tmp_path_factory.mktemp("scans")
    for name, folder in (("5_front", "5_front"), ("5_back", "5_back"), ("20_front", "20_front")):
        made = data / "reference" / "ZZZ" / folder
        made.mkdir(parents=True)
        shutil.copy(SPECIMENS / f"XTS_{name}.png", made)
    (data / "world.csv").write_text(
        "code,everyday,rare,series,withdrawn,year,note\nZZZ,20,,,5:2001,2026,\n", encoding="utf-8"
    )
    return run(Options(data, ("ZZZ",), data / "packs", world=data / "world.csv")).made[0].pack


@pytest.fixture(scope="module")
def recognizer(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Recognizer:
    folder = tmp_path_factory.mktemp("packs")
    write_pack(pack, folder / "ZZZ.notes")
    return Recognizer.load(threads=1, packs=folder)


def _on_a_table(name: str) -> NDArray[np.uint8]:
    note = load(SPECIMENS / f"XTS_{name}.png", 420)
    table = np.full((480, 640, 3), (90, 110, 130), np.uint8)
    height, width = note.shape[:2]
    table[100 : 100 + height, 110 : 110 + width] = note
    return table


def test_it_can_be_turned_on_beside_the_models_own(recognizer: Recognizer) -> None:
    assert "ZZZ" in recognizer.currencies
    assert "ZZZ" not in recognizer.own_currencies
    assert "ZZZ" not in recognizer.default_currencies
    assert [label.text for label in recognizer.labels if label.currency == "ZZZ"] == [
        "ZZZ/5/withdrawn/front",
        "ZZZ/5/withdrawn/back",
        "ZZZ/20/current/front",
    ]


@pytest.mark.parametrize("beside", [(), ("USD", "EUR")])
def test_its_notes_are_read_and_others_are_not(recognizer: Recognizer, beside: tuple[str, ...]) -> None:
    reader = Reader(recognizer)
    on = ("ZZZ", *beside)
    named = reader.read(_on_a_table("20_front"), on).named
    assert named is not None
    assert (named.currency, named.value, named.face) == ("ZZZ", "20", "front")
    for other in ("20_back", "100_front", "1_back"):
        assert reader.read(_on_a_table(other), on).named is None


def test_turned_off_it_says_nothing(recognizer: Recognizer) -> None:
    assert Reader(recognizer).read(_on_a_table("20_front"), ("USD",)).named is None


def test_a_frame_of_packs_alone_has_their_values_without_score(recognizer: Recognizer) -> None:
    observation = Reader(recognizer).observe(_on_a_table("20_front"), ("ZZZ",))
    assert [(s.currency, s.value, s.score) for s in observation.scores] == [("ZZZ", "5", 0.0), ("ZZZ", "20", 0.0)]
    assert observation.unknown_score == 1.0
    assert observation.note_box is not None
    with pytest.raises(ValueError, match="known"):
        Reader(recognizer).observe(_on_a_table("20_front"), ("QQQ",))
