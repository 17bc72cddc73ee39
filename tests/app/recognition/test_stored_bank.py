"""A bank as its file has it: each part is as it must be, or nothing of it is believed."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest

from app.recognition.errors import ModelError
from app.recognition.keypoints import Keypoints
from app.recognition.stored_bank import StoredBank, are_values
from app.recognition.templates import Template, TemplateBank


def _keypoints(many: int, seed: int) -> Keypoints:
    rng = np.random.default_rng(seed)
    return Keypoints(
        rng.integers(0, 300, (many, 2)).astype(np.float32),
        rng.random((many, 128), np.float32),
        rng.uniform(0, 6, many).astype(np.float32),
        rng.uniform(0, 4, many).astype(np.float32),
    )


@pytest.fixture(scope="module")
def parts() -> dict[str, Any]:
    """Of two templates of one value and one of another."""
    templates = [
        Template("ABC/5", _keypoints(9, 1), "front", "current"),
        Template("ABC/5", _keypoints(7, 2), "back", "old", 1.5),
        Template("XYZ/1", _keypoints(8, 3)),
    ]
    with np.load(io.BytesIO(TemplateBank(templates, 16).to_bytes())) as raw:
        return dict(raw)


def _read(parts: dict[str, Any], **changed: Any) -> StoredBank:
    out = io.BytesIO()
    np.savez(out, **{**parts, **changed})
    return StoredBank.from_bytes(out.getvalue())


def test_it_says_what_was_stored_of_each_template(parts: dict[str, Any]) -> None:
    bank = _read(parts)
    assert bank.values == ("ABC/5", "ABC/5", "XYZ/1")
    assert bank.faces == ("front", "back", None)
    assert bank.series == ("current", "old", None)
    assert bank.offsets == (0.0, 1.5, 0.0)
    assert bank.starts == (0, 9, 16, 24)
    assert [len(bank.keypoints(row)) for row in range(3)] == [9, 7, 8]
    own = bank.keypoints(1)
    assert own.points.tolist() == parts["places"][9:16].tolist()
    assert own.descriptors == pytest.approx(parts["descriptors"][9:16] * float(parts["step"]))
    assert own.angles == pytest.approx(parts["angles"][9:16] * np.pi / 128)
    assert own.octaves == pytest.approx(parts["octaves"][9:16] / 16)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("lengths", [9, 7, 9]),
        ("lengths", [9, 7, 7]),
        ("values", ["ABC/5", "ABC/5"]),
        ("values", ["ABC/5", "abc/1"]),
        ("value_of", [0, 0, 2]),
        ("faces", [0, 1, 3]),
        ("series", [0, 1, 3]),
        ("offsets", [0, -1, 0]),
        ("offsets", [0, np.nan, 0]),
        ("offsets", [0, np.inf, 0]),
        ("step", 0),
        ("step", 1),
        ("step", -0.5),
        ("step", np.nan),
    ],
)
def test_one_part_that_cannot_be_is_enough_to_refuse_it(parts: dict[str, Any], name: str, wrong: Any) -> None:
    with pytest.raises(ModelError) as error:
        _read(parts, **{name: np.array(wrong, parts[name].dtype)})
    assert error.value.code == "model_landmarks"


@pytest.mark.parametrize("name", ["mean", "axes"])
@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_none_shorten_no_descriptor(parts: dict[str, Any], name: str, wrong: float) -> None:
    changed = parts[name].copy()
    changed.flat[5] = wrong
    with pytest.raises(ModelError):
        _read(parts, **{name: changed})


@pytest.mark.parametrize(
    ("text", "is_value"),
    [
        ("USD/5", True),
        ("USD/0.5", True),
        ("USD/" + "1" * 20, True),
        ("USD/" + "1" * 21, False),
        ("USD/", False),
        ("usd/5", False),
        ("US/5", False),
        ("USD/5 ", False),
        ("USD5", False),
        ("", False),
    ],
)
def test_a_value_is_a_currency_and_a_number(text: str, is_value: bool) -> None:
    assert are_values([text]) is is_value
    assert are_values(["USD/1", text]) is is_value
    assert are_values([])


def test_ways_of_shortening_are_told_apart_by_each_of_their_parts(parts: dict[str, Any]) -> None:
    bank = _read(parts)
    others = [_read(parts, **{name: parts[name] * np.float16(0.5)}) for name in ("mean", "axes")]
    others.append(_read(parts, step=np.float32(0.5) * parts["step"]))
    assert len({each.projection for each in (bank, *others)}) == 4
    assert _read(parts).projection == bank.projection
    assert len(bank.projection) == 16
    assert set(bank.projection) <= set("0123456789abcdef")
