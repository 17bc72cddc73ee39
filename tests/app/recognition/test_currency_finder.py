"""Which currency is printed on a note: told by its limits, not beside another currency, and without a value."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.agreement import AgreementWeights
from app.recognition.compared import Compared
from app.recognition.currency_finder import CurrencyFinder, currency_of
from app.recognition.keypoints import Keypoints, Match
from app.recognition.model import Model
from app.recognition.observation import Box
from app.recognition.pack_shelf import PackShelf
from app.recognition.templates import KnownPrint, PrintLimits
from convert.data.images import load

WEIGHTS = AgreementWeights((0.0,) * 15, 0.0, clear=0.9, weak=0.5, lead=4.0, least_keypoints=8)
SPECIMENS = Path("assets/specimens")


def _of_pack(value: str, agreement: float, shown: float = 1.0) -> Compared:
    known = KnownPrint(value, Keypoints.none(), PrintLimits(0.85, 0.9, 0.03, 0.4))
    return Compared(
        known, Match(0, np.zeros((9, 2), np.intp), np.eye(3)), np.zeros(1), 0.0, agreement, shown, np.eye(3)
    )


def _of_model(value: str, logit: float) -> Compared:
    known = KnownPrint(value, Keypoints.none())
    return Compared(known, Match(0, np.zeros((9, 2), np.intp), np.eye(3)), np.zeros(1), logit, 0.9, 1.0, np.eye(3))


@pytest.mark.parametrize(
    ("compared", "currency"),
    [
        ([], None),
        ([_of_pack("KES/50", 0.86)], "KES"),
        ([_of_pack("KES/50", 0.84)], None),
        ([_of_pack("KES/50", 0.95, shown=0.3)], None),
        ([_of_pack("KES/50", 0.95), _of_pack("UGX/50", 0.93)], None),
        ([_of_pack("KES/50", 0.95), _of_pack("UGX/50", 0.91)], "KES"),
        # Values of one currency need not be told apart here.
        ([_of_pack("KES/50", 0.95), _of_pack("KES/100", 0.94)], "KES"),
        # What shows too little of itself still speaks against another currency.
        ([_of_pack("KES/50", 0.95), _of_pack("UGX/50", 0.94, shown=0.3)], None),
        ([_of_model("USD/5", 3.0)], "USD"),
        ([_of_model("USD/5", 2.0)], None),
        ([_of_model("USD/5", 3.0), _of_model("EUR/5", 2.0)], None),
        ([_of_model("USD/5", 3.0), _of_model("USD/10", 2.9)], "USD"),
        ([_of_model("USD/5", 3.0), _of_pack("KES/50", 0.95)], None),
        ([_of_model("USD/5", 1.0), _of_pack("KES/50", 0.95)], "KES"),
    ],
)
def test_a_currency_is_seen_by_the_limits_of_values(compared: list[Compared], currency: str | None) -> None:
    found = currency_of(compared, WEIGHTS)
    assert (None if found is None else found.currency) == currency


def test_clear_is_what_would_name_a_value_at_once() -> None:
    for agreement, is_clear in ((0.86, False), (0.91, True)):
        found = currency_of([_of_pack("KES/50", agreement)], WEIGHTS)
        assert found is not None
        assert (found.agreement, found.is_clear) == (agreement, is_clear)


def _on_a_table(name: str) -> NDArray[np.uint8]:
    note = load(SPECIMENS / f"XTS_{name}.png", 420)
    table = np.full((480, 640, 3), (90, 110, 130), np.uint8)
    height, width = note.shape[:2]
    table[100 : 100 + height, 110 : 110 + width] = note
    return table


@pytest.fixture(scope="module")
def shelf(shipped: Model) -> PackShelf:
    """No packs: the model's own currencies alone."""
    return PackShelf.of(shipped.templates, (), None)


def test_a_note_is_found_among_the_models_own(shipped: Model, shelf: PackShelf) -> None:
    assert shipped.templates is not None
    assert shipped.metadata.print_check is not None
    finder = CurrencyFinder(shipped.templates, shipped.metadata.print_check, shelf)
    box = Box(0.15, 0.18, 0.85, 0.65)
    found = finder.find(_on_a_table("20_front"), box)
    assert found is not None
    assert (found.currency, found.is_clear) == ("XTS", True)
    assert finder.find(np.full((480, 640, 3), 128, np.uint8), None) is None
    finder.release()
    again = finder.find(_on_a_table("20_front"), box)
    assert again == found, "what was given back is loaded anew"


def test_what_is_not_looked_for_is_not_found(shipped: Model, shelf: PackShelf) -> None:
    assert shipped.templates is not None
    assert shipped.metadata.print_check is not None
    for currencies in (["JOD"], []):
        finder = CurrencyFinder(shipped.templates, shipped.metadata.print_check, shelf, currencies)
        assert finder.find(_on_a_table("20_front"), None) is None


@pytest.mark.parametrize(("lead", "is_found"), [(1.0, True), (1.125, False)])
def test_another_currency_may_come_as_near_as_the_lead(lead: float, is_found: bool) -> None:
    weights = replace(WEIGHTS, lead=math.exp(lead))
    assert math.log(weights.lead) == lead
    found = currency_of([_of_model("USD/5", 3.0), _of_model("EUR/5", 2.0)], weights)
    assert (found is not None) is is_found


@pytest.mark.parametrize(
    ("agreement", "shown", "other", "is_found", "is_clear"),
    [
        (0.5, 0.5, 0.0, True, False),
        (0.75, 0.5, 0.625, True, True),
        (0.75, 0.5, 0.6875, False, False),
        (0.75, 0.4375, 0.0, False, False),
        (0.4375, 0.5, 0.0, False, False),
    ],
)
def test_a_pack_s_currency_is_found_by_the_very_limits_of_a_value(
    agreement: float, shown: float, other: float, is_found: bool, is_clear: bool
) -> None:
    limits = PrintLimits(weak=0.5, clear=0.75, margin=0.125, shown=0.5)
    best, rival = _of_pack("KES/50", agreement, shown), _of_pack("UGX/50", other)
    both = [replace(each, known=replace(each.known, limits=limits)) for each in (rival, best)]
    found = currency_of(both, WEIGHTS)
    assert (found is not None) is is_found
    if found is not None:
        assert (found.currency, found.is_clear) == ("KES", is_clear)


@pytest.mark.parametrize(("logit", "is_found"), [(0.0, True), (-1e-9, False)])
def test_a_model_s_currency_is_found_from_the_very_number_on(logit: float, is_found: bool) -> None:
    found = currency_of([_of_model("USD/5", logit)], replace(WEIGHTS, clear=0.5))
    assert (found is not None) is is_found
