"""The sheet of training pictures, and the step that writes it."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from convert.__main__ import main
from convert.data.catalogue import catalogue
from convert.data.dataset import Catalogue, class_list
from convert.data.images import load
from convert.synthesis.preview import contact_sheet
from convert.synthesis.synthesizer import Sample, Synthesizer
from tests.convert.pictures import SPECIMENS, data_folder


@pytest.fixture(scope="module")
def cat(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue(data_folder(tmp_path_factory.mktemp("data")), SPECIMENS, ["ABC", "XTS"])


@pytest.fixture(scope="module")
def synthesizer(cat: Catalogue) -> Synthesizer:
    return Synthesizer(cat, class_list(cat))


def test_contact_sheet_has_a_tile_for_each_sample_and_shows_the_box(synthesizer: Synthesizer) -> None:
    black = np.zeros((224, 224, 3), np.uint8)
    samples = [Sample(black, (1,), (0.25, 0.25, 0.75, 0.75), 1.0), *[Sample(black, (0,), (math.nan,) * 4, 0.0)] * 2]
    sheet = contact_sheet(samples, synthesizer.labels, columns=2)
    assert sheet.shape == (2 * 240, 2 * 224, 3)
    assert tuple(sheet[56, 100]) == (0, 255, 0)
    assert not sheet[:224, 224:].any()


def test_step_writes_a_contact_sheet_and_tells_what_it_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = data_folder(tmp_path / "data")
    (data / "backgrounds" / "rooms" / "broken-2.jpg").write_bytes(b"no picture")
    arguments = ["synthesize", "--data", str(data), "--currencies", "ABC", "--count", "12", "--seed", "3"]
    first, second = tmp_path / "sheets" / "first.png", tmp_path / "sheets" / "second.png"
    assert main([*arguments, "--preview", str(first)]) == 0
    assert main([*arguments, "--preview", str(second)]) == 0
    assert load(first, 10_000).shape == (2 * 240, 10 * 224, 3)
    assert first.read_bytes() == second.read_bytes()
    out = capsys.readouterr().out
    assert "12 pictures of 7 classes" in out
    assert "broken-2.jpg" in out
