"""Dense print names the quarter of a note that templates do not, and no value that was never made known."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import closer, dense_check
from app.recognition.beside import BesideReader
from app.recognition.dense import DensePrints
from app.recognition.dense_check import DenseCheck, Laid, _most_shared, _telling
from app.recognition.keypoints import Match, detect_keypoints, scaled_grey
from app.recognition.look import Depth, Look, LookedFor, look_at
from app.recognition.observation import PrintMatch
from app.recognition.proposal import Proposal
from app.recognition.templates import Template, TemplateBank
from convert.export.own_print import SharedKeypoints
from tests.app.recognition.tables import NAMES, WEIGHTS, scan


@cache
def _bank(names: Sequence[str] = NAMES) -> TemplateBank:
    return TemplateBank(
        [Template(f"XTS/{n.partition('_')[0]}", detect_keypoints(scaled_grey(scan(n)))) for n in names], 32
    )


def _dense(bank: TemplateBank, names: Sequence[str] = NAMES) -> DensePrints:
    return DensePrints(_content(tuple(names)), bank)


@cache
def _content(names: Sequence[str]) -> bytes:
    bank = _bank(names)
    values = [f"XTS/{name.partition('_')[0]}" for name in names]
    found = [detect_keypoints(scaled_grey(scan(name), 120_000), 560) for name in names]
    short = [replace(each, descriptors=bank.shortened(each.descriptors)) for each in found]
    sides = [
        Template(value, each, name.partition("_")[2]) for name, value, each in zip(names, values, short, strict=True)
    ]
    shared = SharedKeypoints(bank, sides, 120_000)
    for name, value in zip(names, values, strict=True):
        shared.see(scan(name), value)
    sides = [replace(side, shared=shared.shared(number)) for number, side in enumerate(sides)]
    return bank.holding(sides).to_bytes()


def _quarter(name: str, blur: float = 1.4) -> NDArray[np.uint8]:
    """The upper right quarter of a note, as one that is folded twice, small and somewhat blurred."""
    note = scan(name)
    height, width = note.shape[:2]
    part = cv2.resize(note[: height // 2, width // 2 :], (260, 118), interpolation=cv2.INTER_AREA)
    picture = np.full((240, 400, 3), 128, np.uint8)
    matrix = cv2.getRotationMatrix2D((130, 59), 15, 1)
    matrix[:, 2] += (70, 61)
    cv2.warpAffine(part, matrix, (400, 240), dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), blur), np.uint8)


def _looks(bank: TemplateBank, picture: NDArray[np.uint8]) -> list[Look]:
    return [look_at(picture, None, LookedFor(0.1, 160_000, most=1500, contrast=0.015), bank.shortened)]


def _told(bank: TemplateBank, dense: DensePrints, name: str, sure_of: str | None = None) -> PrintMatch | None:
    return DenseCheck(dense).told(_looks(bank, _quarter(name)), "XTS", 3.5, sure_of)


@pytest.fixture
def little_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """These five specimens share more than real notes do."""
    monkeypatch.setattr(dense_check, "_BEYOND_SHARED", 0.4)


@pytest.mark.usefixtures("little_shared")
def test_a_quarter_of_a_note_is_told_clearly_with_its_place_and_time() -> None:
    bank = _bank()
    match = _told(bank, _dense(bank), "100_front")
    assert match is not None
    assert (match.currency, match.value, match.face, match.captured_at_s) == ("XTS", "100", "front", 3.5)
    assert match.is_clear
    assert not match.is_faint
    assert match.agreement == 1.0
    # The quarter is the upper right one, so most of the note lies to the left of and below what is seen.
    middle = np.mean(match.outline, axis=0)
    assert middle[0] < 0.5 < middle[1]


@pytest.mark.usefixtures("little_shared")
@pytest.mark.parametrize(("expected", "looks"), [("XTS/100", 1), ("XTS/5", 2), (None, 2)])
def test_once_what_templates_show_is_clear_no_further_look_is_asked_for(expected: str | None, looks: int) -> None:
    bank, asked = _bank(), []

    def one_after_the_other() -> Iterator[Look]:
        for look in _looks(bank, _quarter("100_front")) * 2:
            asked.append(look)
            yield look

    match = DenseCheck(_dense(bank)).told(one_after_the_other(), "XTS", 0.0, expected=expected)
    assert match is not None
    assert match.value == "100", "whatever was expected"
    assert len(asked) == looks


def test_what_is_expected_and_not_clear_is_looked_for_in_every_look() -> None:
    bank, asked = _bank(), []

    def one_after_the_other() -> Iterator[Look]:
        for look in _looks(bank, _quarter("100_front")) * 2:
            asked.append(look)
            yield look

    assert DenseCheck(_dense(bank)).told(one_after_the_other(), "XTS", 0.0, expected="XTS/100") is None
    assert len(asked) == 2


@pytest.mark.usefixtures("little_shared")
@pytest.mark.parametrize("name", NAMES)
def test_a_value_that_nobody_made_known_is_not_told(name: str) -> None:
    value = f"XTS/{name.partition('_')[0]}"
    known = tuple(each for each in NAMES if f"XTS/{each.partition('_')[0]}" != value)
    bank = _bank(known)
    assert _told(bank, _dense(bank, known), name) is None


def test_another_currency_has_no_dense_print() -> None:
    bank = _bank()
    assert DenseCheck(_dense(bank)).told(_looks(bank, _quarter("100_front")), "USD", 0.0) is None


@pytest.mark.usefixtures("little_shared")
def test_what_is_never_told_is_silence_and_not_the_next_likely() -> None:
    bank = _bank()
    looks = _looks(bank, _quarter("100_front"))
    assert DenseCheck(_dense(bank)).told(looks, "XTS", 0.0, None, {"XTS/100"}) is None
    assert DenseCheck(_dense(bank)).told(looks, "XTS", 0.0, None, {"XTS/20"}) is not None


def test_less_than_a_family_shares_bears_out_only_what_the_network_is_sure_of() -> None:
    bank = _bank()
    dense = _dense(bank)
    assert _told(bank, dense, "100_front") is None
    assert _told(bank, dense, "100_front", "XTS/20") is None
    match = _told(bank, dense, "100_front", "XTS/100")
    assert match is not None
    assert match.is_faint
    assert not match.is_clear
    assert 0.2 <= match.agreement < 1


def test_a_sharp_note_shows_that_it_is_not_another_value_and_a_blurred_one_shows_nothing() -> None:
    bank = _bank()
    check = DenseCheck(_dense(bank))
    looks = _looks(bank, _quarter("100_front"))
    assert check.shows_another(looks, "XTS/20")
    assert check.shows_another(looks, "XTS/5")
    assert not check.shows_another(looks, "USD/5")
    assert not check.shows_another(_looks(bank, _quarter("100_front", 6.0)), "XTS/20")


@pytest.mark.parametrize(("alike", "speaks"), [(20, False), (21, True)])
def test_from_so_many_places_on_another_value_speaks_against_one(
    monkeypatch: pytest.MonkeyPatch, alike: int, *, speaks: bool
) -> None:
    bank = _bank()
    check = DenseCheck(_dense(bank))
    sides = check._of("XTS")
    assert sides is not None
    at = Match(0, np.zeros((5, 2), np.intp), np.eye(3))
    monkeypatch.setattr(
        dense_check, "_laid", lambda look, sides: [Laid(sides.known[0], at, alike, 0, 300, np.eye(3), 500)]
    )
    looks = _looks(bank, _quarter("100_front"))
    other = next(each.value for each in sides.known if each.value != sides.known[0].value)
    assert check.shows_another(looks, other) == speaks
    assert not check.shows_another(looks, sides.known[0].value)


@pytest.mark.parametrize(
    ("alike", "own", "own_shown", "shown", "is_shared_alone"),
    [
        # Of 300 shared places 150 are alike, a half; of 200 own ones half as many are not less.
        (150 + 49, 49, 200, 500, True),
        (150 + 50, 50, 200, 500, False),
        (100, 20, 200, 500, True),
        (99, 20, 200, 500, False),
        # Too few places of either kind say nothing.
        (120, 0, 25, 500, True),
        (120, 0, 24, 500, False),
        (120, 100, 475, 500, True),
        (120, 100, 476, 500, False),
        (120, 120, 500, 500, False),
    ],
)
def test_what_a_family_shares_is_set_against_what_is_a_value_s_own(
    alike: int, own: int, own_shown: int, shown: int, *, is_shared_alone: bool
) -> None:
    known = _dense(_bank()).known("XTS")[0]
    at = Match(0, np.zeros((0, 2), np.intp), np.eye(3))
    assert Laid(known, at, alike, own, own_shown, np.eye(3), shown).shows_shared_alone is is_shared_alone


def test_print_that_another_value_shares_is_told_from_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    # Specimens share some hundred places, fewer than real notes do.
    monkeypatch.setattr(dense_check, "_TELLS_FAMILY", 30)
    bank = _bank()
    check = DenseCheck(_dense(bank))
    for name in ("5_front", "20_front", "100_front"):
        looks = [look_at(scan(name), None, LookedFor(0.1, 160_000, most=1500, contrast=0.015), bank.shortened)]
        own = f"XTS/{name.partition('_')[0]}"
        others = {f"XTS/{each.partition('_')[0]}" for each in NAMES} - {own}
        assert not check.shows_shared_alone(looks, own)
        assert any(check.shows_shared_alone(looks, other) for other in others), name
    assert not check.shows_shared_alone(looks, "XTS/7")
    assert not check.shows_shared_alone(looks, "ZZZ/5")
    assert not check.shows_shared_alone([], "XTS/5")


def test_what_a_family_shares_is_what_one_other_value_shows_alone() -> None:
    assert _most_shared(None) == 0
    assert _most_shared(np.zeros((0, 4), bool)) == 0
    assert _most_shared(np.array([[1, 1, 1, 0], [0, 1, 0, 0], [0, 1, 0, 1]], bool)) == 2


@pytest.mark.parametrize(
    ("own", "of", "alike", "rival", "own_of_rival", "is_told"),
    [
        (27, 225, 60, 42, 9, True),
        (24, 100, 60, 0, 0, False),
        (27, 226, 60, 0, 0, False),
        (27, 100, 60, 43, 0, False),
        (27, 100, 60, 31, 10, False),
        (27, 100, 60, 30, 10, True),
    ],
)
def test_own_places_must_be_many_enough_and_another_value_far_behind(
    own: int, of: int, alike: int, rival: int, own_of_rival: int, *, is_told: bool
) -> None:
    bank = _bank()
    sides = _dense(bank).of("XTS")
    assert sides is not None
    first, other = sides.known[0], next(each for each in sides.known if each.value != sides.known[0].value)
    at = Match(0, np.zeros((5, 2), np.intp), np.eye(3))
    laid = [
        Laid(first, at, alike, own, of, np.eye(3), 500),
        Laid(other, at, rival, own_of_rival, 50, np.eye(3), 500),
    ]
    found = _telling(laid)
    assert (found is laid[0]) == is_told
    assert (found is None) != is_told


class _Swapped(DenseCheck):
    """Takes each 5 for a 20."""

    def told(self, *args: Any, **kwargs: Any) -> PrintMatch | None:
        found = super().told(*args, **kwargs)
        return None if found is None else replace(found, value="20")


@pytest.mark.usefixtures("little_shared")
class TestInTheReader:
    """The closer reader asks dense print where templates show nothing, or too little."""

    @staticmethod
    def _reader(*, has_dense: bool = True, without: str = "") -> BesideReader:
        bank = _bank()
        reader = BesideReader(bank.without(without), WEIGHTS, tells_faint=True)
        reader.use_dense(_dense(bank) if has_dense else None)
        return reader

    def test_what_templates_see_weakly_is_borne_out(self) -> None:
        picture = _quarter("5_back")
        weak = self._reader(has_dense=False).read(picture, None, ["XTS"])
        assert weak is not None
        assert (weak.value, weak.is_clear, weak.is_faint) == ("5", False, False)
        match = self._reader().read(picture, None, ["XTS"])
        assert match is not None
        assert (match.value, match.face, match.is_clear) == ("5", "back", True)
        # The network bears it out already: no second opinion is asked.
        assert self._reader().read(picture, None, ["XTS"], 0.0, Proposal("XTS/5")) == weak

    def test_what_templates_see_and_dense_print_calls_another_value_is_silence(self) -> None:
        reader, picture = self._reader(without="XTS/100"), _quarter("5_back")
        seen = reader.read(picture, None, ["XTS"])
        assert seen is not None
        # The dense print that is asked lies about which value it is.
        assert reader._dense is not None
        reader._dense = _Swapped(reader._dense.dense)
        assert reader.read(picture, None, ["XTS"]) is None
        assert reader.read(picture, None, ["XTS"], 0.0, Proposal("XTS/5")) is not None, "the network bears it out"

    def test_where_a_closer_look_is_not_due_none_is_taken(self) -> None:
        reader, picture = self._reader(without="XTS/100"), _quarter("100_front")
        assert reader.read(picture, None, ["XTS"], depth=Depth.FULL) is None
        assert reader.look(picture, None, depth=Depth.FULL) is None
        assert reader.look(picture, None) is not None

    def test_what_templates_do_not_see_is_told(self) -> None:
        picture = _quarter("100_front")
        assert self._reader(has_dense=False, without="XTS/100").read(picture, None, ["XTS"]) is None
        match = self._reader(without="XTS/100").read(picture, None, ["XTS"])
        assert match is not None
        assert (match.value, match.is_clear, match.has_others) == ("100", True, False)
        assert self._reader(without="XTS/100").read(picture, None, ["USD"]) is None

    def test_another_process_is_sent_nothing_that_can_be_made_of_it(self) -> None:
        reader = self._reader(without="XTS/100")
        picture = _quarter("100_front")
        match = reader.read(picture, None, ["XTS"])
        assert match is not None
        sent = pickle.loads(pickle.dumps(reader))
        assert sent._dense._ready == {}
        assert sent._dense.dense._ready == {}
        assert sent.look(picture, None) == match

    def test_of_many_currencies_none_is_looked_through_unless_the_network_is_sure(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(closer, "_LOOKED_THROUGH", 0)
        reader, picture = self._reader(without="XTS/100"), _quarter("100_front")
        assert reader.read(picture, None, ["XTS"]) is None
        match = reader.read(picture, None, ["XTS"], 0.0, Proposal("XTS/100"))
        assert match is not None
        assert match.value == "100"
