"""The print reader's choices at their numbers: how many are compared, which leads, what is clear, weak or faint."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.recognition import print_check, question
from app.recognition.agreement import FEATURES, AgreementWeights
from app.recognition.compared import Compared, best_by_limits, faint_in, leading
from app.recognition.keypoints import Keypoints, Match
from app.recognition.look import Depth
from app.recognition.print_check import PrintReader, compare
from app.recognition.proposal import NOTHING, Proposal
from app.recognition.question import Question
from app.recognition.templates import KnownPrint, PrintLimits, TaughtLimits

WEIGHTS = AgreementWeights((0.0,) * len(FEATURES), 0.0, 0.75, 0.5, 4.0, 5, 0.25)
LIMITS = PrintLimits(weak=0.5, clear=0.75, margin=0.125, shown=0.5)
LEAD = math.log(4.0)
CLEAR, WEAK, FAINT = math.log(3.0), 0.0, -math.log(3.0)


def _known(value: str, limits: PrintLimits | None = None, **more: Any) -> KnownPrint:
    return KnownPrint(value, Keypoints.none(), limits=limits, **more)


def _one(
    value: str,
    logit: float = 0.0,
    *,
    agreement: float = 0.0,
    shown: float = 1.0,
    limits: PrintLimits | None = None,
    taught: TaughtLimits | None = None,
    inliers: int = 9,
) -> Compared:
    match = Match(0, np.zeros((inliers, 2), np.intp), np.eye(3))
    known = _known(value, limits, taught=taught)
    none = np.zeros(0, np.float32)
    return Compared(known, match, np.zeros(0), logit, agreement, shown, np.eye(3), none)


@pytest.mark.parametrize(
    ("agreement", "shown", "other", "seen"),
    [
        (0.5, 1.0, 0.0, True),
        (0.4999, 1.0, 0.0, False),
        (0.5, 0.5, 0.0, True),
        (0.5, 0.4999, 0.0, False),
        (0.75, 1.0, 0.625, True),
        (0.75, 1.0, 0.6251, False),
    ],
)
def test_a_pack_s_print_is_seen_by_its_limits(agreement: float, shown: float, other: float, seen: bool) -> None:
    best = _one("KES/50", agreement=agreement, shown=shown, limits=LIMITS)
    rival = _one("KES/100", agreement=other, limits=LIMITS)
    twin = _one("KES/50", agreement=agreement - 0.01, limits=LIMITS)
    assert (best_by_limits([rival, best, twin]) is best) is seen
    assert best_by_limits([]) is None
    assert best_by_limits([_one("USD/1", agreement=0.9)]) is None


@pytest.mark.parametrize(("other", "leads"), [(2.0 - LEAD, True), (2.0 - LEAD + 1e-9, False)])
def test_a_value_leads_when_it_is_four_times_likelier_than_another(other: float, leads: bool) -> None:
    best = _one("USD/1", 2.0)
    assert (leading([_one("USD/5", other), best, _one("USD/1", 1.99)], WEIGHTS) is best) is leads
    assert leading([best], WEIGHTS) is best
    assert leading([], WEIGHTS) is None


def _reader(**more: Any) -> Any:
    made: Any = PrintReader.__new__(PrintReader)
    made.weights = WEIGHTS
    made._unscored = frozenset[str]()
    made._known = []
    for name, value in more.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(("logit", "seen"), [(WEAK, True), (WEAK - 1e-9, False)])
def test_print_of_the_model_is_seen_from_weak_on(logit: float, seen: bool) -> None:
    one = _one("USD/1", logit)
    assert (_reader()._best([one]) is one) is seen


@pytest.mark.parametrize(("logit", "seen"), [(CLEAR + 1e-9, True), (CLEAR - 1e-6, False)])
def test_where_the_network_has_no_say_print_must_be_clear(logit: float, seen: bool) -> None:
    one = _one("USD/1", logit)
    assert (_reader(_unscored=frozenset({"USD/1"}))._best([one]) is one) is seen


def test_a_taught_note_must_be_sure_enough() -> None:
    one = _one("SEK/20", 1.0, taught=TaughtLimits(0.9, 0.5, 0.95))
    assert _reader()._best([one]) is None


def test_two_notes_of_two_kinds_at_one_place_are_neither() -> None:
    model, pack = _one("USD/1", 2.0), _one("KES/50", agreement=0.9, limits=LIMITS)
    assert _reader()._best([model, pack]) is None
    assert _reader()._best([model]) is model
    assert _reader()._best([pack]) is pack
    assert _reader()._best([]) is None


@pytest.mark.parametrize(("logit", "told"), [(FAINT + 1e-9, True), (FAINT - 1e-6, False)])
def test_faint_print_is_told_from_its_threshold_on_and_beside_nothing_else(logit: float, told: bool) -> None:
    one = _one("USD/1", logit)
    assert (faint_in([one], WEIGHTS) is one) is told
    assert faint_in([one, _one("KES/50", agreement=0.9, limits=LIMITS)], WEIGHTS) is None
    assert faint_in([one], WEIGHTS, frozenset({"USD/1"})) is None
    assert faint_in([replace(one, known=_known("USD/1", taught=TaughtLimits(0, 0, 0)))], WEIGHTS) is None
    assert faint_in([], WEIGHTS) is None


class Table:
    """Gives so many matches, as long as they have as many inliers as are asked for."""

    def __init__(self, *inliers: int) -> None:
        self.inliers = inliers
        self.most: int | None = None
        self.asked: list[float] = []

    def arranged(self, seen: object, pairs: object, most: int, least: Callable[[], float]) -> Iterator[Match]:
        """One after another."""
        self.most = most
        for number, many in enumerate(self.inliers):
            self.asked.append(least())
            if many >= least():
                yield Match(number, np.zeros((many, 2), np.intp), np.eye(3))


def _compared(
    values: list[str], clear: set[int], inliers: list[int], most: int = 6, **more: Any
) -> tuple[list[int], Table]:
    """Which templates are compared, of these values, of which some are clear."""
    table = Table(*inliers)
    reader = _reader(_table=table, _known=[_known(value) for value in values])

    def one_compared(_: object, match: Match) -> Compared:
        one = _one(values[match.template], CLEAR + 1 if match.template in clear else -9.0)
        return replace(one, match=match)

    reader._one_compared = one_compared
    found = reader._compared(SimpleNamespace(seen=None), None, most, **more)
    return [each.match.template for each in found], table


ONE_EACH = [f"USD/{n}" for n in range(9)]


def test_only_so_many_are_compared_and_two_of_one_value() -> None:
    assert _compared(ONE_EACH, set(), [9] * 9)[0] == [0, 1, 2, 3, 4, 5]
    assert _compared(ONE_EACH, set(), [9] * 9, most=2)[0] == [0, 1]
    assert _compared(["USD/1"] * 4 + ["USD/5"], set(), [9] * 5)[0] == [0, 1, 4]


@pytest.mark.parametrize(("most", "fitted"), [(6, 24), (24, 24), (30, 30)])
def test_as_many_are_fitted_as_may_be_compared(most: int, fitted: int) -> None:
    assert _compared(ONE_EACH, set(), [9], most=most)[1].most == fitted


def test_once_one_is_clear_only_those_with_two_fifths_of_its_inliers_are_compared() -> None:
    found, table = _compared(ONE_EACH, {1}, [30, 20, 8, 7, 8])
    assert found == [0, 1, 2, 4]
    assert table.asked == [0, 0, 8, 8, 8]
    assert _compared(ONE_EACH, {0, 1}, [10, 30, 11, 12])[0] == [0, 1, 3]
    assert _compared(ONE_EACH, {1}, [30, 20, 8, 7, 8], thorough=True)[0] == [0, 1, 2, 3, 4]
    assert _compared(ONE_EACH, set(), [30, 20, 8, 7], least=8)[0] == [0, 1, 2]


def test_of_few_that_are_tried_the_others_come_only_beside_a_clear_one() -> None:
    assert _compared(ONE_EACH, set(), [9] * 5, tried=2)[0] == [0, 1]
    assert _compared(ONE_EACH, {0}, [9] * 5, tried=2)[0] == [0, 1, 2, 3, 4]
    assert _compared(ONE_EACH, {1}, [9] * 5, tried=2)[0] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("limits", "looks"), [([LIMITS, LIMITS], 1), ([LIMITS, None], 2), ([None], 2), ([], 1)])
def test_a_second_look_is_for_those_without_limits_of_their_own(limits: list[PrintLimits | None], looks: int) -> None:
    asked: list[int] = []

    class Nothing(PrintReader):
        def compare_look(self, look: Any, most: int, *, thorough: bool = False, least: float = 0) -> list[Compared]:
            asked.append(most)
            return []

    reader = Nothing.__new__(Nothing)
    reader.__dict__.update(
        _known=[_known("USD/1", each) for each in limits],
        _bank=SimpleNamespace(shortened=lambda descriptors: descriptors),
        _unscored=frozenset(),
        weights=WEIGHTS,
    )
    reader.choose = lambda currencies: []  # type: ignore[method-assign]
    assert compare(reader, np.full((60, 80, 3), 90, np.uint8), None, ["USD"]) == []
    assert len(asked) == looks


@pytest.mark.parametrize(("agreement", "clear"), [(0.75, True), (0.7499, False)])
def test_one_look_is_enough_from_a_template_s_own_limit_on(agreement: float, clear: bool) -> None:
    assert _one("KES/50", 9.0, agreement=agreement, limits=LIMITS).is_clear(WEIGHTS) is clear


@pytest.mark.parametrize(("agreement", "clear"), [(0.75, True), (0.7499, False)])
def test_without_such_limits_the_weights_decide_and_a_taught_note_must_be_sure(agreement: float, clear: bool) -> None:
    weights = replace(WEIGHTS, clear=0.5)
    assert _one("USD/20", 0.0).is_clear(weights)
    assert not _one("USD/20", -1e-9, agreement=1.0).is_clear(weights)
    taught = TaughtLimits(least=0.5, agrees=0.75, sure=0.6)
    assert _one("USD/20", 0.0, agreement=agreement, taught=taught).is_clear(weights) is clear


def _asked(proposal: Proposal, depth: Depth) -> Question:
    return Question(np.zeros((8, 8, 3), np.uint8), None, 1.0, lambda each: each, proposal, depth)


@pytest.mark.parametrize(
    ("depth", "logit", "is_looked", "is_told"),
    [(Depth.FULL, 9.0, True, True), (Depth.FULL, 0.5, True, False), (Depth.QUICK, 9.0, False, False)],
)
def test_where_nothing_is_seen_clear_print_is_looked_for_as_in_a_mirror(
    depth: Depth, logit: float, is_looked: bool, is_told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question, "look_at", lambda *_: SimpleNamespace(mirrored=lambda: "mirrored"))
    monkeypatch.setattr(print_check, "told", lambda best, weights, at_s: best)
    looked: Any = []
    back = _one("USD/5", logit)
    reader = _reader(_bank=SimpleNamespace(shortened=None), _tells_faint=False, _compare=lambda *_: [])
    reader.compare_look = lambda look, most, least: looked.append((look, least)) or [back]
    found = reader._seen(_asked(NOTHING, depth))
    assert looked == ([("mirrored", print_check.CLEAR_INLIERS)] if is_looked else [])
    assert found is (back if is_told else None)


def test_where_something_is_seen_no_mirror_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question, "look_at", lambda *_: SimpleNamespace(mirrored=lambda: pytest.fail("it was")))
    monkeypatch.setattr(print_check, "told", lambda best, weights, at_s: best)
    one = _one("USD/5", 9.0)
    reader = _reader(_bank=SimpleNamespace(shortened=None), _tells_faint=False, _compare=lambda *_: [one])
    assert reader._seen(_asked(NOTHING, Depth.CLOSER)) is one


@pytest.mark.parametrize(
    ("faint", "sure_of", "depth", "closer", "told"),
    [
        (None, "USD/5", Depth.CLOSER, "closer", "closer"),
        (None, "USD/5", Depth.CLOSER, None, None),
        (None, "USD/5", Depth.FULL, "closer", None),
        ("USD/5", "USD/5", Depth.CLOSER, "closer", "faint USD/5"),
        ("USD/5", "USD/20", Depth.CLOSER, "closer", "closer"),
        ("USD/5", "USD/20", Depth.CLOSER, None, "faint USD/5"),
        ("USD/5", "USD/20", Depth.FULL, "closer", "faint USD/5"),
    ],
)
def test_a_closer_look_is_taken_where_faint_print_is_not_what_the_network_is_sure_of(
    faint: str | None, sure_of: str, depth: Depth, closer: str | None, told: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question, "look_at", lambda *_: SimpleNamespace(mirrored=lambda: None))
    monkeypatch.setattr(print_check, "faint_in", lambda *_: None if faint is None else SimpleNamespace(value=faint))
    reader = _reader(
        _bank=SimpleNamespace(shortened=None),
        _tells_faint=True,
        _compare=lambda *_: [],
        compare_look=lambda *_, **__: [],
        _closer=lambda *_, **__: closer,
        _told_faint=lambda each, asked: f"faint {each.value}",
    )
    assert reader._seen(_asked(Proposal(sure_of), depth)) == told
