"""Photos in halves, and how those of one half are compared with templates of the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.recognition.labels import read_metadata, strip_metadata, write_metadata
from app.recognition.model import Model
from app.recognition.templates import TemplateBank
from convert.data.dataset import LabelledPicture
from convert.export.landmarks import NotePictures
from convert.export.print_calibration import untrained
from convert.export.print_comparisons import comparisons, halves
from convert.export.template_choice import templates_of
from tests.convert.pictures import write


def _filed(names: Sequence[str], value: str = "5") -> list[LabelledPicture]:
    return [LabelledPicture(Path(value) / name, "USD", value, None, None) for name in names]


def test_a_burst_lies_in_one_half_and_each_source_in_both() -> None:
    burst = [f"ann__{k:02}.jpg" for k in range(8)]
    others = ["bob__1.jpg", "bob__2.jpg"]
    first, second = ([p.path.name for p in half] for half in halves(_filed([*reversed(burst), *others])))
    assert sorted(first) == [*burst[:4], "bob__1.jpg"]
    assert sorted(second) == [*burst[4:], "bob__2.jpg"]


def test_single_photos_lie_in_either_half() -> None:
    first, second = halves(_filed([f"source{k}__a.jpg" for k in range(40)]))
    assert 5 < len(first) < 35
    assert len(first) + len(second) == 40


def _note(seed: int) -> NDArray[np.uint8]:
    coarse = np.random.default_rng(seed).integers(0, 256, (20, 40, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (240, 120), interpolation=cv2.INTER_CUBIC), np.uint8)


def _photo(folder: Path, value: int, index: int) -> LabelledPicture:
    rng = np.random.default_rng([value, index])
    scene = np.full((270, 360, 3), 120, np.uint8)
    matrix = cv2.getRotationMatrix2D((120, 60), float(rng.uniform(-20, 20)), 1)
    matrix[:, 2] += (60, 75)
    cv2.warpAffine(_note(value), matrix, (360, 270), dst=scene, borderMode=cv2.BORDER_TRANSPARENT)
    return LabelledPicture(write(folder / str(value) / f"a__{index}.png", scene), "USD", str(value), None, None)


def test_each_photo_is_compared_with_all_and_without_its_own_value(shipped: Model, tmp_path: Path) -> None:
    photos = tuple(_photo(tmp_path, value, index) for value in (5, 10) for index in range(6))
    bank = TemplateBank(templates_of([], photos, {}), 32, shipped.templates)
    model = tmp_path / "model.tflite"
    content, metadata = shipped.path.read_bytes(), read_metadata(shipped.path)
    model.write_bytes(write_metadata(strip_metadata(content), metadata, bank.to_bytes()))
    pictures = NotePictures(frozenset({"USD/5", "USD/10"}), (), photos)
    looked, rivals = comparisons(pictures, model, untrained(), each=2, jobs=1, seed=1)
    assert sorted(each.truth for each in looked) == ["USD/10"] * 4 + ["USD/5"] * 4
    for each in looked:
        assert each.truth in {candidate.value for candidate in each.known}
        assert each.truth not in {candidate.value for candidate in each.left_out}
    assert {value: len(of_value) for value, of_value in rivals.items()} == {
        value: len(bank.templates_of(value)) for value in bank.values
    }
    assert all(one.value != value for value, of_value in rivals.items() for own in of_value for one in own)
