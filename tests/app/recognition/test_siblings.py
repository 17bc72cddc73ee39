"""Notes like one that was read: the strips of a fan are found by the print of the note that covers them."""

from __future__ import annotations

from collections import Counter

from app.recognition.instances import InstanceReader
from tests.app.recognition.tables import NAMES, WEIGHTS, bank_of, fan_of, table_of, values_of


def test_a_strip_too_small_for_its_template_is_found_by_the_note_of_its_kind_that_covers_it() -> None:
    reader = InstanceReader(bank_of(NAMES, is_shared_known=True), WEIGHTS)
    read = values_of(reader.read(table_of(*fan_of(*["20_front"] * 5, step_deg=13)), ["XTS"]))
    assert read <= Counter({"20": 5})
    assert read.total() >= 4


def test_a_strip_of_a_value_that_is_not_known_is_not_taken_for_what_covers_it() -> None:
    known = [name for name in NAMES if not name.startswith("5_")]
    reader = InstanceReader(bank_of(known, is_shared_known=True), WEIGHTS)
    read = values_of(reader.read(table_of(*fan_of("5_front", "5_front", "20_front", step_deg=12)), ["XTS"]))
    assert read == Counter({"20": 1})


def test_a_note_is_not_found_once_more_by_what_of_its_print_its_template_leaves_out() -> None:
    reader = InstanceReader(bank_of(NAMES, is_shared_known=True), WEIGHTS)
    for degrees in (0, 40):
        read = values_of(reader.read(table_of(("20_front", 500, 360, degrees)), ["XTS"]))
        assert read == Counter({"20": 1})
