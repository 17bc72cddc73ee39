"""Which currency a note is, in an answer: found, not found, or no note there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.feedback.currency_phrases import CurrencyPhrase, currency_phrase
from app.feedback.guidance import HintKind
from app.feedback.words import currency_name
from app.recognition.observation import Box
from app.service.answers import Reason, Recognition, detection, recognition
from app.service.reading import Named, Reading
from tests.app.service.test_answers import _SEEN

MEASURED: dict[str, Any] = {"model_version": "1", "decode_ms": 1.234, "recognize_ms": 5.678}


def _detected(hint: HintKind | None, looks_like: str | None = None) -> Recognition:
    currencies = ("USD", "EUR", "XTS")
    return detection(Reading(None, hint, _SEEN, looks_like), currencies=currencies, language="en", **MEASURED)


def test_a_currency_that_was_found_is_named_without_advice() -> None:
    answer = _detected(HintKind.UNCOVER, "KES")
    name = currency_name("KES", "en")
    assert answer.looks_like == "KES"
    assert answer.text == currency_phrase(CurrencyPhrase.LOOKS_LIKE, "en", currency=name)
    assert (answer.reason, answer.advice, answer.recognized) == (None, None, False)


@pytest.mark.parametrize("hint", [None, HintKind.NOTHING_IN_VIEW])
def test_without_a_note_that_is_said(hint: HintKind | None) -> None:
    answer = _detected(hint)
    assert answer.text == answer.advice == currency_phrase(CurrencyPhrase.NO_NOTE, "en")
    assert (answer.looks_like, answer.reason) == (None, Reason.NO_NOTE)


def test_a_note_that_fits_none_says_of_how_many_our_own_specimens_left_out() -> None:
    answer = _detected(HintKind.UNCOVER)
    assert answer.text == answer.advice == currency_phrase(CurrencyPhrase.NONE_FITS, "en", number="2")
    assert answer.reason is Reason.UNSURE


@pytest.mark.parametrize(("confidence", "told"), [(0.98765, 0.9877), (1.0000001, 1.0), (0.5, 0.5)])
def test_a_value_comes_with_its_place_and_a_confidence_of_1_at_most(confidence: float, told: float) -> None:
    seen = replace(_SEEN, note_box=Box(0.1, 0.2, 0.3, 0.4))
    named = Named("USD", "20", "front", confidence, are_several=False)
    answer = recognition(Reading(named, None, seen), currencies=("USD",), language="en", **MEASURED)
    assert (answer.recognized, answer.currency, answer.value, answer.face) == (True, "USD", "20", "front")
    assert (answer.confidence, answer.several, answer.text) == (told, False, "20 dollars")
    assert answer.where is not None
    assert (answer.where.left, answer.where.top, answer.where.right, answer.where.bottom) == (0.1, 0.2, 0.3, 0.4)
    assert (answer.decode_ms, answer.recognize_ms) == (1.23, 5.68)
    assert (answer.reason, answer.advice) == (None, None)
