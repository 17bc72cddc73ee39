"""How far a picture agrees with a template, and what is told of it: where it lies, of whom, from when on."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import compared as room
from app.recognition.agreement import FEATURES, AgreementWeights, probability
from app.recognition.compared import Compared, best_by_limits, compared_with, faint_in, leading, told
from app.recognition.keypoints import Keypoints, Match
from app.recognition.templates import KnownPrint, PrintLimits, TaughtLimits
from tests.app.recognition.test_print_check_bounds import LIMITS, WEIGHTS, _one

POINTS = np.array([[0, 0], [40, 0], [40, 20], [0, 20], [20, 10]], np.float32)
EVEN = replace(WEIGHTS, weights=(0.0,) * len(FEATURES), bias=0.5, least_keypoints=4)


def _known(**more: Any) -> KnownPrint:
    zeros = np.zeros(len(POINTS), np.float32)
    return KnownPrint("USD/20", Keypoints(POINTS, np.zeros((5, 4), np.float32), zeros, zeros), **more)


def _look(width: int = 100, height: int = 50) -> Any:
    to_frame = np.diag([1 / width, 1 / height, 1.0])
    return SimpleNamespace(grey=np.zeros((height, width), np.uint8), seen=range(70), to_frame=to_frame)


def _lying(x: float, y: float, many: int = 7) -> Match:
    return Match(0, np.zeros((many, 2), np.intp), np.array([[1.0, 0, x], [0, 1, y], [0, 0, 1]]))


@pytest.fixture
def off(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """By how much what the picture shows differs from each of the template's keypoints that it shows."""
    found = [0.5] * 5

    def describe(flat: NDArray[np.uint8], places: Keypoints) -> NDArray[np.float32]:
        return places.descriptors + np.array(found[: len(places)], np.float32)[:, None] / np.float32(2)

    monkeypatch.setattr(room, "describe", describe)
    return found


@pytest.mark.usefixtures("off")
@pytest.mark.parametrize(("x", "shown"), [(0.0, 5), (60.0, 3), (59.0, 5), (-1.0, 3), (100.0, 0)])
def test_a_picture_must_show_so_many_of_a_template_s_keypoints(x: float, shown: int) -> None:
    for least in (max(shown, 1), shown + 1):
        found = compared_with(_look(), _lying(x, 0), _known(), replace(EVEN, least_keypoints=least), lambda each: each)
        assert (found is not None) is (0 < shown == least)
        if found is not None:
            assert found.distances is not None
            assert int(np.isfinite(found.distances).sum()) == shown


def test_what_is_compared_says_how_far_each_place_is_off_and_where_it_lies(off: list[float]) -> None:
    off[:] = [0.0, 0.25, 0.5, 0.75, 1.0]
    look, match = _look(), _lying(30, 20)
    found = compared_with(look, match, _known(offset=0.25), EVEN, lambda each: each)
    assert found is not None
    assert found.distances is not None
    assert found.distances.tolist() == pytest.approx([each**2 for each in off])
    assert found.logit == pytest.approx(EVEN.bias - 0.25)
    assert found.features[FEATURES.index("inliers_of_shown")] == pytest.approx(7 / 5)
    assert found.features[FEATURES.index("detected")] == pytest.approx(70 / 700)
    assert (found.known.value, found.value, found.match) == ("USD/20", "USD/20", match)
    assert found.to_frame is look.to_frame
    half = compared_with(look, match, _known(own=np.array([True, True, False, False, False])), EVEN, lambda each: each)
    assert half is not None
    assert half.agreement > found.agreement, "its own print is nearer"


def test_descriptions_are_shortened_as_the_templates_are(off: list[float]) -> None:
    off[:] = [1.0] * 5
    found = compared_with(_look(), _lying(0, 0), _known(), EVEN, lambda each: each * np.float32(0.5))
    assert found is not None
    assert found.distances is not None
    assert found.distances.tolist() == pytest.approx([0.25] * 5)


def _told(known: KnownPrint, logit: float = 1.0, agreement: float = 0.6, weights: AgreementWeights = EVEN) -> Any:
    to_frame = np.diag([1 / 100, 1 / 50, 1.0])
    one = Compared(known, _lying(30, 20), np.zeros(0), logit, agreement, 1.0, to_frame)
    return told(one, weights, 2.5)


def test_what_is_told_lies_in_fractions_of_the_frame_and_has_all_that_is_known_of_its_template() -> None:
    match = _told(_known(face="back", series="old"))
    assert (match.currency, match.value, match.face, match.series) == ("USD", "20", "back", "old")
    assert (match.inliers, match.captured_at_s, match.is_taught) == (7, 2.5, False)
    assert match.agreement == pytest.approx(probability(1.0))
    assert np.array(match.outline) == pytest.approx(np.array([[0.3, 0.4], [0.7, 0.4], [0.7, 0.8], [0.3, 0.8]]))
    assert np.array(match.homography) @ (20, 10, 1) == pytest.approx((0.5, 0.6, 1))


def test_what_has_limits_of_its_own_is_told_with_its_agreement() -> None:
    assert _told(_known(limits=LIMITS), agreement=0.6).agreement == 0.6
    assert _told(_known(taught=TaughtLimits(0.5, 0.5, 0.5))).is_taught


@pytest.mark.parametrize(("agreement", "is_clear"), [(0.75, True), (0.7499, False)])
def test_what_has_limits_is_clear_by_these(agreement: float, is_clear: bool) -> None:
    assert _told(_known(limits=LIMITS), logit=-9.0, agreement=agreement).is_clear is is_clear


@pytest.mark.parametrize(("logit", "is_clear"), [(0.0, True), (-0.001, False)])
def test_what_has_none_is_clear_by_the_weights(logit: float, is_clear: bool) -> None:
    assert _told(_known(), logit=logit, weights=replace(EVEN, clear=0.5)).is_clear is is_clear


@pytest.mark.parametrize(("logit", "is_faint"), [(0.0, True), (-0.001, False)])
def test_print_is_faint_from_its_very_number_on(logit: float, is_faint: bool) -> None:
    assert (faint_in([_one("USD/1", logit)], replace(WEIGHTS, faint=0.5)) is not None) is is_faint


def test_without_a_rival_of_another_value_the_first_leads_and_its_limits_count_from_nothing() -> None:
    one = _one("KES/50", agreement=0.5, limits=PrintLimits(0.5, 0.75, 0.5, 0.0), shown=0.0)
    assert best_by_limits([one, replace(one, agreement=0.4)]) is one
    assert best_by_limits([replace(one, known=replace(one.known, limits=PrintLimits(0.5, 0.75, 0.51, 0.0)))]) is None
    alone = _one("USD/1", -99.0)
    assert leading([alone, _one("USD/1", -99.5)], WEIGHTS) is alone


def test_templates_that_lead_together_with_another_value_lead_not() -> None:
    even = replace(WEIGHTS, lead=1.0)
    first, second = _one("USD/1", 1.0), _one("USD/5", 1.0)
    assert leading([first, second], even) is first, "as likely is enough where nothing more is asked for"
    assert leading([first, second], replace(even, lead=1.001)) is None
