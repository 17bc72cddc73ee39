"""The bank of templates: what it says of each, what it keeps of another's projection, what is taken off."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.errors import ModelError
from app.recognition.keypoints import Keypoints, detect_keypoints, scaled_grey
from app.recognition.templates import Template, TemplateBank


def _keypoints(seed: int) -> Keypoints:
    coarse = np.random.default_rng(seed).integers(0, 256, (20, 40, 3), dtype=np.uint8)
    return detect_keypoints(scaled_grey(cv2.resize(coarse, (240, 120), interpolation=cv2.INTER_CUBIC)))


def _templates() -> list[Template]:
    return [
        Template("ABC/5", _keypoints(1), "front", "current"),
        Template("ABC/5", _keypoints(2), "back", "old"),
        Template("ABC/10", _keypoints(3)),
        Template("XYZ/1", _keypoints(4), "front"),
    ]


@pytest.fixture(scope="module")
def bank() -> TemplateBank:
    return TemplateBank(_templates(), 16)


def _with_arrays(bank: TemplateBank, **arrays: NDArray[np.generic] | None) -> bytes:
    with np.load(io.BytesIO(bank.to_bytes())) as raw:
        parts = {**raw, **arrays}
    out = io.BytesIO()
    np.savez(out, **{name: array for name, array in parts.items() if array is not None})
    return out.getvalue()


def test_face_series_and_offset_travel_with_each_template(bank: TemplateBank) -> None:
    changed = bank.with_offsets({"ABC/5": [0.0, 2.5]})
    again = TemplateBank.from_bytes(changed.to_bytes())
    known = again.known(["ABC"])
    assert [(each.value, each.face, each.series, each.offset) for each in known] == [
        ("ABC/10", None, None, 0.0),
        ("ABC/5", "front", "current", 0.0),
        ("ABC/5", "back", "old", 2.5),
    ]
    assert again.to_bytes() == changed.to_bytes()
    assert all(each.offset == 0 for each in bank.known(["ABC", "XYZ"])), "the first bank is as it was"


def test_it_tells_of_which_currencies_it_holds_a_value(bank: TemplateBank) -> None:
    assert bank.currencies == {"ABC", "XYZ"}


def test_a_file_of_an_earlier_version_says_nothing_of_them(bank: TemplateBank) -> None:
    older = TemplateBank.from_bytes(_with_arrays(bank, faces=None, series=None, offsets=None))
    assert {(each.face, each.series, each.offset) for each in older.known(["ABC", "XYZ"])} == {(None, None, 0.0)}


def _shared(bank: TemplateBank, seed: int = 5) -> dict[str, list[NDArray[np.bool_]]]:
    """For each template by none, one or two other values' notes."""
    rng = np.random.default_rng(seed)
    return {
        value: [rng.random((n % 3, len(each.keypoints))) < 0.5 for n, each in enumerate(bank.templates_of(value))]
        for value in bank.values
    }


def test_what_other_values_show_travels_with_each_template(bank: TemplateBank) -> None:
    shared = _shared(bank)
    again = TemplateBank.from_bytes(bank.with_shared(shared).to_bytes())
    for value in bank.values:
        for known, rows in zip(again.templates_of(value), shared[value], strict=True):
            assert known.shared is not None
            assert known.shared.shape == rows.shape
            assert (known.shared == rows).all()
    assert all(each.shared is not None for each in again.known(["ABC", "XYZ"]))
    assert all(each.shared is None for each in bank.known(["ABC", "XYZ"])), "the first bank is as it was"


def test_a_bank_that_says_it_of_some_alone_says_it_of_none(bank: TemplateBank) -> None:
    more = bank.with_shared(_shared(bank)).with_more([Template("ABC/20", _keypoints(6))])
    assert all(each.shared is None for each in TemplateBank.from_bytes(more.to_bytes()).known(["ABC"]))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("faces", np.full(4, 3, np.uint8)),
        ("series", np.full(4, 3, np.uint8)),
        ("offsets", np.full(4, -1, np.float16)),
        ("offsets", np.full(4, np.nan, np.float16)),
        ("offsets", np.zeros(3, np.float16)),
        ("shared", np.zeros(3, np.uint8)),
    ],
)
def test_what_cannot_be_is_refused(bank: TemplateBank, name: str, wrong: NDArray[np.generic]) -> None:
    whole = bank.with_shared(_shared(bank))
    with pytest.raises(ModelError, match="model_landmarks"):
        TemplateBank.from_bytes(_with_arrays(whole, **{name: wrong}))


def test_a_bank_like_another_shortens_as_that_does(bank: TemplateBank) -> None:
    others = [Template("ABC/20", _keypoints(5)), Template("ABC/50", _keypoints(6))]
    assert TemplateBank(others, 16, bank).projection == bank.projection != TemplateBank(others, 16).projection


def test_one_currency_alone_and_one_value_less(bank: TemplateBank) -> None:
    assert bank.of("ABC").values == ("ABC/10", "ABC/5")
    assert bank.without("ABC/5").values == ("ABC/10", "XYZ/1")
    assert bank.values == ("ABC/10", "ABC/5", "XYZ/1")
