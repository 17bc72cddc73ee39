"""A closer look finds the print of what the network is sure of in a blurred picture, and of nothing else."""

from __future__ import annotations

import pickle
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.agreement import AgreementWeights
from app.recognition.closer import CloserReader
from app.recognition.keypoints import TemplateTable, detect_keypoints, scaled_grey
from app.recognition.labels import read_metadata
from app.recognition.look import Depth
from app.recognition.observation import Box, PrintMatch
from app.recognition.print_check import PrintReader
from app.recognition.proposal import Proposal
from app.recognition.templates import Template, TemplateBank
from tests.app.observations import print_match
from tests.app.recognition.shipped import shipped_model
from tests.app.recognition.test_beside import NAMES, _scan

SURE = "XTS/100"


@cache
def shipped_weights() -> AgreementWeights:
    found = read_metadata(shipped_model()).print_check
    assert found is not None
    return found


@cache
def specimens() -> list[Template]:
    return [
        Template(f"XTS/{value}", detect_keypoints(scaled_grey(_scan(f"{value}_{face}"))), face)
        for value, _, face in (name.partition("_") for name in NAMES)
    ]


@cache
def blurred_note() -> NDArray[np.uint8]:
    """The front of a 100, turned, and so small and blurred that nobody who looks for any note sees it."""
    width, height = 260, 118
    scan = cv2.GaussianBlur(cv2.resize(_scan("100_front"), (width, height), interpolation=cv2.INTER_AREA), (0, 0), 1.0)
    matrix = cv2.getRotationMatrix2D((width / 2, width * 5 / 22), 20, 1)
    matrix[:, 2] += (200 - width / 2, 120 - width * 5 / 22)
    picture = np.full((240, 400, 3), 128, np.uint8)
    cv2.warpAffine(scan, matrix, (400, 240), dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    return picture


@pytest.fixture(scope="module")
def weights() -> AgreementWeights:
    return shipped_weights()


@pytest.fixture(scope="module")
def templates() -> list[Template]:
    return specimens()


@pytest.fixture(scope="module")
def blurred() -> NDArray[np.uint8]:
    return blurred_note()


def _reader(
    templates: list[Template], weights: AgreementWeights, unscored: Collection[str] = (), *, tells_faint: bool = True
) -> CloserReader:
    return CloserReader(TemplateBank(templates, 32), weights, None, unscored, tells_faint=tells_faint)


def test_the_print_of_what_the_network_is_sure_of_is_seen_faintly_where_none_is_seen_else(
    templates: list[Template], weights: AgreementWeights, blurred: NDArray[np.uint8]
) -> None:
    reader = _reader(templates, weights)
    assert reader.read(blurred, None, ["XTS"], 2.5) is None
    match = reader.read(blurred, None, ["XTS"], 2.5, Proposal(SURE))
    assert match is not None
    assert (match.currency, match.value, match.face, match.captured_at_s) == ("XTS", "100", "front", 2.5)
    assert match.is_faint
    assert not match.is_clear
    assert weights.faint <= match.agreement < weights.clear
    middle = np.mean(match.outline, axis=0)
    assert middle == pytest.approx((0.5, 0.5), abs=0.06)


class Likens:
    """Says of which value a photo is, and which it was asked about; stands in for the comparison of photos."""

    def __init__(self, like: str | None) -> None:
        self._like = like
        self.asked: list[str] = []

    def likelihood(
        self, picture: NDArray[np.uint8], box: Box | None, value: str, *, asks_rivals: bool
    ) -> tuple[float, bool]:
        self.asked.append(value)
        return (9.0, asks_rivals) if value == self._like else (1.0, False)

    def told(self, picture: Any, box: Any, value: str, at_s: float, *, is_certain: bool) -> PrintMatch | None:
        """Without print it is like only what the network is certain of."""
        return print_match(value.partition("/")[2], at_s, currency="XTS", is_clear=False) if is_certain else None


def test_faint_print_of_what_the_network_puts_first_is_told_where_the_photo_is_like_it_too(
    templates: list[Template], weights: AgreementWeights, blurred: NDArray[np.uint8]
) -> None:
    reader: Any = _reader(templates, weights)

    def seen(depth: Depth, leads: str, like: str | None, sure_of: str | None = None) -> PrintMatch | None:
        reader.use_comparison(Likens(like))
        match: PrintMatch | None = reader.read(blurred, None, ["XTS"], 2.5, Proposal(sure_of, leads), depth=depth)
        return match

    for depth in (Depth.PROPOSED, Depth.CLOSER):
        match = seen(depth, SURE, SURE)
        assert match is not None
        assert (match.key, match.is_faint, match.is_like, match.is_clear) == (SURE, False, True, False)
        assert seen(depth, SURE, None) is None, "the photo is not like it"
        assert seen(depth, "XTS/5", "XTS/5") is None, "no print is seen of what it is like"
    for depth in (Depth.QUICK, Depth.FULL):
        assert seen(depth, SURE, SURE) is None
    assert seen(Depth.PROPOSED, SURE, SURE, "XTS/5") is None, "what the network is sure of goes first"
    for like in (SURE, None):
        match = seen(Depth.PROPOSED, SURE, like, SURE)
        assert match is not None
        assert (match.is_like, match.is_faint) == (False, True), "what the network is sure of needs no more"


@pytest.mark.parametrize("sure_of", ["XTS/5", "XTS/20", "XTS/7", "USD/100", ""])
def test_another_value_is_not_seen_there(
    templates: list[Template], weights: AgreementWeights, blurred: NDArray[np.uint8], sure_of: str
) -> None:
    assert _reader(templates, weights).read(blurred, None, ["XTS"], 0.0, Proposal(sure_of)) is None


def test_a_value_that_is_off_or_that_the_network_does_not_know_is_not_looked_for(
    templates: list[Template], weights: AgreementWeights, blurred: NDArray[np.uint8]
) -> None:
    reader = _reader(templates, weights)
    assert reader.read(blurred, None, ["XTS"], 0.0, Proposal(SURE)) is not None
    assert reader.read(blurred, None, ["USD"], 0.0, Proposal(SURE)) is None
    assert reader.read(blurred, None, ["XTS"], 0.0, Proposal(SURE)) is not None
    assert _reader(templates, weights, [SURE]).read(blurred, None, ["XTS"], 0.0, Proposal(SURE)) is None


def test_who_does_not_tell_faint_print_does_not_look_closer(
    templates: list[Template], weights: AgreementWeights, blurred: NDArray[np.uint8]
) -> None:
    assert _reader(templates, weights, tells_faint=False).read(blurred, None, ["XTS"], 0.0, Proposal(SURE)) is None


def test_what_agrees_less_than_faint_print_is_not_told(
    templates: list[Template], weights: AgreementWeights, blurred: NDArray[np.uint8]
) -> None:
    match = _reader(templates, weights).read(blurred, None, ["XTS"], 0.0, Proposal(SURE))
    assert match is not None
    stricter = replace(weights, faint=match.agreement + 1e-6)
    assert _reader(templates, stricter).read(blurred, None, ["XTS"], 0.0, Proposal(SURE)) is None
    just = replace(weights, faint=match.agreement - 1e-6)
    assert _reader(templates, just).read(blurred, None, ["XTS"], 0.0, Proposal(SURE)) is not None


def test_print_that_another_value_of_the_currency_has_as_well_bears_nothing_out(
    templates: list[Template], weights: AgreementWeights, blurred: NDArray[np.uint8]
) -> None:
    alike = next(each for each in templates if each.value == SURE)
    twice = [*templates, replace(alike, value="XTS/50")]
    assert _reader(twice, weights).read(blurred, None, ["XTS"], 0.0, Proposal(SURE)) is None
    # Another currency's note is no rival: which one is on the person has said, and the network which one it is.
    other = [*templates, replace(alike, value="XXX/50")]
    assert _reader(other, weights).read(blurred, None, ["XTS"], 0.0, Proposal(SURE)) is not None


def test_a_value_without_any_other_of_its_currency_has_no_rival(
    templates: list[Template], weights: AgreementWeights, blurred: NDArray[np.uint8]
) -> None:
    alone = [each for each in templates if each.value == SURE]
    assert _reader(alone, weights).read(blurred, None, ["XTS"], 0.0, Proposal(SURE)) is not None


def test_a_plain_reader_does_not_look_closer(
    templates: list[Template], weights: AgreementWeights, blurred: NDArray[np.uint8]
) -> None:
    plain = PrintReader(TemplateBank(templates, 32), weights, tells_faint=True)
    assert plain.read(blurred, None, ["XTS"], 0.0, Proposal(SURE)) is None


def test_in_another_process_it_looks_as_closely(
    templates: list[Template], weights: AgreementWeights, blurred: NDArray[np.uint8]
) -> None:
    reader = _reader(templates, weights)
    here = reader.read(blurred, None, ["XTS"], 1.0, Proposal(SURE))
    there: CloserReader = pickle.loads(pickle.dumps(reader))
    assert here is not None
    assert there.look(blurred, None, 1.0, Proposal(SURE)) == here
    assert len(pickle.dumps(reader)) == len(pickle.dumps(_chosen(_reader(templates, weights))))


def _chosen(reader: CloserReader) -> CloserReader:
    reader.choose(["XTS"])
    return reader


def test_what_one_value_is_looked_for_with_is_made_once(
    templates: list[Template], weights: AgreementWeights, blurred: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = _chosen(_reader(templates, weights))
    made: list[int] = []
    begin = TemplateTable.__init__

    def counted(self: TemplateTable, given: list[object], *more: object) -> None:
        made.append(len(given))
        begin(self, given, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(TemplateTable, "__init__", counted)
    for sure_of in (SURE, SURE, "XTS/20", SURE):
        reader.look(blurred, None, 0.0, Proposal(sure_of))
    assert made == [1, 3, 2, 2, 1, 3]
