"""Dense prints: strips are found by them, a value that is not known is not, and parts of one note are one note."""

from __future__ import annotations

import copy
import pickle
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from app.recognition.dense import DensePrints
from app.recognition.errors import ModelError
from app.recognition.instances import InstanceReader
from app.recognition.keypoints import Keypoints, detect_keypoints, scaled_grey
from app.recognition.templates import Template, TemplateBank
from convert.export.own_print import SharedKeypoints
from tests.app.recognition.tables import NAMES, WEIGHTS, bank_of, fan_of, rows_made, scan, table_of, values_of


def _sides(bank: TemplateBank, names: Sequence[str]) -> TemplateBank:
    """Of specimens; what they share is known."""
    values = [f"XTS/{name.partition('_')[0]}" for name in names]
    found = [detect_keypoints(scaled_grey(scan(name), 120_000), 560) for name in names]
    short = [replace(each, descriptors=bank.shortened(each.descriptors)) for each in found]
    sides = [Template(value, each) for value, each in zip(values, short, strict=True)]
    shared = SharedKeypoints(bank, sides, 120_000)
    for name, value in zip(names, values, strict=True):
        shared.see(scan(name), value)
    return bank.holding([replace(side, shared=shared.shared(number)) for number, side in enumerate(sides)])


def _dense(bank: TemplateBank, names: Sequence[str]) -> DensePrints:
    return DensePrints(_sides(bank, names).to_bytes(), bank)


def test_strips_are_found_that_are_too_small_for_their_templates() -> None:
    names = ("5_front", "100_front", "50_back", "20_front")
    bank, picture = bank_of(names), table_of(*fan_of(*names, step_deg=12))
    without = values_of(InstanceReader(bank, WEIGHTS).read(picture, ["XTS"]))
    found = values_of(InstanceReader(bank, WEIGHTS, dense=_dense(bank, names)).read(picture, ["XTS"]))
    assert found == Counter({"5": 1, "100": 1, "50": 1, "20": 1})
    assert without < found


def test_a_strip_of_a_value_that_is_not_known_is_not_named() -> None:
    known = [name for name in NAMES if not name.startswith("5_")]
    bank = bank_of(known)
    reader = InstanceReader(bank, WEIGHTS, dense=_dense(bank, known))
    read = values_of(reader.read(table_of(*fan_of("5_front", "5_front", "20_front", step_deg=12)), ["XTS"]))
    assert read == Counter({"20": 1})


def test_lone_notes_are_found_once() -> None:
    bank = bank_of(NAMES)
    reader = InstanceReader(bank, WEIGHTS, dense=_dense(bank, NAMES))
    read = values_of(reader.read(table_of(("20_front", 300, 360, 0), ("50_back", 900, 360, 40)), ["XTS"]))
    assert read == Counter({"20": 1, "50": 1})


def test_dense_prints_are_those_of_their_model() -> None:
    bank = bank_of(NAMES)
    dense = _dense(bank, NAMES)
    sides = dense.of("XTS")
    assert sides is not None
    assert [side.value for side in sides.known] == ["XTS/100", "XTS/20", "XTS/5", "XTS/5", "XTS/50"]
    assert dense.of("XTS") is sides
    assert dense.of("EUR") is None
    rest = dense.without("XTS/5").of("XTS")
    assert rest is not None
    assert [side.value for side in rest.known] == ["XTS/100", "XTS/20", "XTS/50"]
    other = bank_of(NAMES[:2])
    for content in (b"damaged", _sides(other, NAMES[:1]).to_bytes()):
        with pytest.raises(ModelError):
            DensePrints(content, bank)


def test_readers_share_what_is_stored_and_each_makes_what_it_compares(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = bank_of(NAMES)
    dense = _dense(bank, NAMES)
    made = rows_made(monkeypatch)
    other = copy.copy(dense)
    assert other._stored is dense._stored
    assert dense.of("EUR") is None
    assert made == [], "another currency's are left as they are stored"
    assert other.of("XTS") is not dense.of("XTS")
    assert len(made) == 2 * len(NAMES)
    assert [each.value for each in pickle.loads(pickle.dumps(dense)).known("XTS")] == [
        each.value for each in dense.known("XTS")
    ]


def _part(keypoints: Keypoints, low: float, high: float) -> Keypoints:
    """Those of a side between two fractions of its width."""
    across = keypoints.points[:, 0] / keypoints.points[:, 0].max()
    return keypoints.of(np.flatnonzero((across >= low) & (across <= high))[:160])


def test_templates_that_show_parts_of_one_note_are_one_note_however_large_it_is() -> None:
    whole = detect_keypoints(scaled_grey(scan("20_front")))
    parts = [Template("XTS/20", _part(whole, *span)) for span in ((0.0, 0.45), (0.55, 1.0))]
    bank, picture = TemplateBank(parts, 32), table_of(("20_front", 600, 350, 10))
    assert values_of(InstanceReader(bank, WEIGHTS).read(picture, ["XTS"]))["20"] == 2
    reader = InstanceReader(bank, WEIGHTS, dense=_dense(bank, NAMES))
    assert values_of(reader.read(picture, ["XTS"]))["20"] == 1


def test_what_a_template_does_not_show_of_its_note_is_no_other_note() -> None:
    left = _part(detect_keypoints(scaled_grey(scan("20_front"))), 0.0, 0.45)
    bank, picture = TemplateBank([Template("XTS/20", left)], 32), table_of(("20_front", 600, 350, 10))
    for known in (NAMES, [name for name in NAMES if name != "20_front"]):
        read = InstanceReader(bank, WEIGHTS, dense=_dense(bank, known)).read(picture, ["XTS"])
        assert len(read.notes) == 1


def test_notes_of_which_no_side_is_known_are_two_where_they_touch() -> None:
    bank = bank_of(NAMES)
    picture = table_of(("20_front", 400, 250, 0), ("20_front", 400, 440, 0))
    without = _dense(bank, [name for name in NAMES if not name.startswith("20_")])
    assert values_of(InstanceReader(bank, WEIGHTS, dense=without).read(picture, ["XTS"])) == Counter({"20": 2})
