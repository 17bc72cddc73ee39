"""All notes of a picture, at the numbers where a place is a note, leads, or is looked at alone."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import instances
from app.recognition.agreement import FEATURES, AgreementWeights
from app.recognition.instances import InstanceReader, _apart, _lie_apart, _of_rows
from app.recognition.keypoints import Keypoints, Match, Pairs
from app.recognition.observation import Box
from app.recognition.outlines import Outline
from app.recognition.placed import LIKE_PRINT, LIKE_TEMPLATE, Place, Scored
from app.recognition.templates import PrintLimits, TaughtLimits
from tests.app.observations import print_match
from tests.app.recognition.test_placed_bounds import _place, _scored

WEIGHTS = AgreementWeights((0.0,) * len(FEATURES), 0.0, 0.75, 0.5, 4.0, 5)
LIMITS = PrintLimits(weak=0.5, clear=0.75, margin=0.125, shown=0.5)


def _reader(bias: float = 2.0, **changes: Any) -> Any:
    made: Any = InstanceReader.__new__(InstanceReader)
    made._weights = replace(WEIGHTS, bias=bias, **changes)
    return made


def _matched(place: Place, inliers: int) -> Place:
    """With so many inliers, at the template's first keypoints."""
    rows = np.stack([np.arange(inliers)] * 2, 1)
    place.first = place.match = Match(0, rows, np.eye(3))
    return place


def _part_scored(
    reader: Any, place: Place, part: NDArray[np.bool_] | None = None, *, is_whole: bool = True
) -> Scored | None:
    shown = np.ones(len(place.points), bool) if part is None else part
    found: Scored | None = reader._part_scored(Keypoints.none(), place, shown, is_whole=is_whole)
    return found


@pytest.mark.parametrize(
    ("inliers", "whole", "part"), [(4, False, False), (5, True, False), (8, True, True), (7, True, False)]
)
def test_a_note_has_five_inliers_and_a_part_of_one_eight(inliers: int, whole: bool, part: bool) -> None:
    place = _matched(_place(), inliers)
    assert (_part_scored(_reader(), place) is not None) is whole
    assert (_part_scored(_reader(), place, is_whole=False) is not None) is part


def test_inliers_count_where_the_part_is() -> None:
    place = _matched(_place(), 10)
    part = np.arange(50) >= 6
    assert _part_scored(_reader(), place, part) is None
    found = _part_scored(_reader(), place, np.arange(50) >= 5)
    assert found is not None
    assert found.inliers == 5


@pytest.mark.parametrize(("least", "there"), [(50, True), (51, False)])
def test_a_note_shows_as_many_keypoints_as_are_asked_for(least: int, there: bool) -> None:
    assert (_part_scored(_reader(least_keypoints=least), _matched(_place(), 10)) is not None) is there


CLEAR, WEAK = math.log(3.0), 0.0


@pytest.mark.parametrize(
    ("bias", "clear", "weak"),
    [(CLEAR + 1e-9, True, True), (CLEAR - 0.01, False, True), (WEAK, False, True), (-0.01, False, False)],
)
def test_a_note_is_clear_or_weak_by_its_score(bias: float, clear: bool, weak: bool) -> None:
    found = _part_scored(_reader(bias), _matched(_place(), 10))
    assert found is not None
    assert (found.is_clear, found.is_weak) == (clear, weak)
    assert found.logit == found.whole_logit == pytest.approx(bias)


def test_a_template_s_offset_is_taken_off() -> None:
    place = _matched(_place(), 10)
    place.known = replace(place.known, offset=0.5)
    found = _part_scored(_reader(2.0), place)
    assert found is not None
    assert found.logit == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("alike", "distance", "clear", "weak"),
    [
        (9, LIKE_TEMPLATE - 0.01, True, True),
        (8, LIKE_TEMPLATE - 0.01, False, False),
        (9, LIKE_TEMPLATE, False, True),
        (9, LIKE_PRINT - 0.01, False, True),
        (9, LIKE_PRINT, False, False),
    ],
)
def test_nearly_half_of_a_note_is_alike(alike: int, distance: float, clear: bool, weak: bool) -> None:
    place = _matched(_place(across=5, down=4), 10)
    place.distances = np.where(np.arange(20) < alike, distance, 0.9).astype(np.float32)
    found = _part_scored(_reader(5.0), place)
    assert found is not None
    assert (found.is_clear, found.is_weak) == (clear, weak)


@pytest.mark.parametrize(
    ("limits", "seen"), [(TaughtLimits(0.5, 0.5, 0.9), True), (TaughtLimits(0.99, 0.5, 0.9), False)]
)
def test_a_taught_note_is_seen_when_it_is_sure_enough(limits: TaughtLimits, seen: bool) -> None:
    place = _matched(_place(), 10)
    place.known = replace(place.known, taught=limits)
    found = _part_scored(_reader(2.0), place)
    assert found is not None
    assert (found.is_clear, found.is_weak) == (seen, seen)


@pytest.mark.parametrize(
    ("distance", "shown", "clear", "weak"),
    [
        (0.25, 1.0, True, True),
        (0.3125, 1.0, False, True),
        (0.5, 1.0, False, True),
        (0.5625, 1.0, False, False),
        (0.25, 0.5, True, True),
        (0.25, 0.48, False, False),
    ],
)
def test_a_pack_s_template_is_seen_by_its_own_limits(distance: float, shown: float, clear: bool, weak: bool) -> None:
    place = _matched(_place(), 10)
    place.known = replace(place.known, limits=LIMITS)
    place.distances = np.full(50, distance, np.float32)
    found = _part_scored(_reader(-9.0), place, np.arange(50) < round(shown * 50))
    assert found is not None
    assert (found.is_clear, found.is_weak) == (clear, weak)
    assert found.score == found.agreement == pytest.approx(1 - distance)


def _led(value: str, logit: float, *, whole: float | None = None, limits: PrintLimits | None = None) -> Scored:
    place = _place(value=value)
    place.known = replace(place.known, limits=limits)
    scored = replace(_scored(place), logit=logit, whole_logit=logit if whole is None else whole)
    return replace(scored, agreement=logit) if limits is not None else scored


LEAD = math.log(WEIGHTS.lead)


@pytest.mark.parametrize(
    ("rival", "leads"),
    [
        (("XTS/20", 3.0 - LEAD), True),
        (("XTS/20", 3.0 - LEAD + 1e-6), False),
        (("XTS/5", 9.0), True),
    ],
)
def test_a_note_leads_when_it_is_so_many_times_likelier(rival: tuple[str, float], leads: bool) -> None:
    best, other = _led("XTS/5", 3.0), _led(*rival)
    assert _reader()._leads(best, [best, other]) is leads
    far = replace(other, place=_place(left=500, value=rival[0]))
    assert _reader()._leads(best, [best, far])


def test_a_part_is_compared_with_parts_and_a_whole_with_wholes() -> None:
    rival = _led("XTS/20", 3.0, whole=-9.0)
    whole = _led("XTS/5", 3.0)
    assert _reader()._leads(whole, [rival])
    assert not _reader()._leads(replace(whole, is_whole=False), [rival])


@pytest.mark.parametrize(("agreement", "leads"), [(0.75, True), (0.7500001, False)])
def test_a_pack_s_template_leads_by_its_margin(agreement: float, leads: bool) -> None:
    best, other = _led("XTS/5", 0.875, limits=LIMITS), _led("XTS/20", agreement, limits=LIMITS)
    assert _reader()._leads(best, [best, other]) is leads


def test_of_two_ways_to_judge_neither_leads_where_both_see_something() -> None:
    best, other = _led("XTS/5", 3.0), _led("XTS/20", 0.9, limits=LIMITS)
    assert not _reader()._leads(best, [other])
    assert not _reader()._leads(other, [best])
    assert _reader()._leads(best, [replace(other, is_weak=False)])


@pytest.mark.parametrize(("free", "asked"), [(45, True), (44, False)])
def test_what_is_hardly_covered_and_not_clear_is_looked_at_alone(free: int, asked: bool) -> None:
    seen: list[Scored] = []
    reader = _reader()

    def is_clear_alone(picture: object, shape: object, scored: Scored) -> bool:
        seen.append(scored)
        return True

    reader._is_clear_alone = is_clear_alone
    place = _place()
    place.free[:] = np.arange(50) < free
    unsure = replace(_scored(place), is_clear=False)
    (looked,) = reader._looked_at_alone(None, (1, 1), [unsure])
    assert looked.is_clear is asked
    assert len(seen) == int(asked)
    reader._looked_at_alone(None, (1, 1), [_scored(place), replace(unsure, is_whole=False)])
    assert len(seen) == int(asked)


def test_three_at_most_are_looked_at_alone() -> None:
    reader = _reader()
    reader._is_clear_alone = lambda *_: True
    looked = reader._looked_at_alone(None, (1, 1), [replace(_scored(_place()), is_clear=False)] * 5)
    assert [each.is_clear for each in looked] == [True] * 3 + [False] * 2


def _square(left: float, side: float = 10.0) -> Outline:
    return ((left, 0.0), (left + side, 0.0), (left + side, side), (left, side))


@pytest.mark.parametrize(("left", "apart"), [(9.0625, True), (9.0, False), (0.0, False), (20.0, True)])
def test_notes_lie_apart_that_share_less_than_a_tenth(left: float, apart: bool) -> None:
    assert _lie_apart([_square(0), _square(left)]) is apart
    assert _lie_apart([_square(0)])


def test_of_what_lies_on_each_other_or_on_what_was_read_one_is_told() -> None:
    near, far = _square(3.0), _square(50.0)
    assert _apart([near, far], [_square(0)]) == [far]
    assert _apart([far, far, near], []) == [far, near]
    # Of 10 by 10, 4 more to the right: they share 60 of 140, which is over four tenths.
    assert _apart([_square(4.0)], [_square(0)]) == []
    assert _apart([_square(4.5)], [_square(0)]) == [_square(4.5)]


def test_pairs_of_some_templates_are_numbered_anew() -> None:
    pairs = Pairs(np.arange(5), np.array([0, 2, 3, 2, 1]), np.arange(5) * 10, np.arange(5, dtype=np.float32))
    kept = _of_rows(pairs, [2, 1], 4)
    assert kept.mine.tolist() == [1, 3, 4]
    assert kept.rows.tolist() == [0, 0, 1]
    assert kept.theirs.tolist() == [10, 30, 40]
    assert kept.distances.tolist() == [1, 3, 4]


def test_without_anything_to_look_for_nothing_is_read() -> None:
    reader = _reader()
    reader._wanted, reader._more, reader._known, reader._table = None, None, [], None
    reader._choose = lambda currencies: None
    found = reader.read(np.zeros((10, 10, 3), np.uint8), [], 2.5)
    assert found == instances.TableReading((), (), 2.5, False)


@pytest.mark.parametrize(
    ("shared", "is_clear", "value", "is_seen"),
    [
        (instances._SAME_PLACE, True, "20", True),
        (instances._SAME_PLACE - 0.01, True, "20", False),
        (1.0, False, "20", False),
        (1.0, True, "5", False),
    ],
)
def test_a_note_is_clear_alone_where_it_is_read_clearly_at_its_own_place(
    shared: float, is_clear: bool, value: str, is_seen: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def read(picture: object, box: Box, on: set[str]) -> Any:
        asked.append((box, on))
        return print_match(value, 0.0, is_clear=is_clear)

    monkeypatch.setattr(instances, "shared_fraction", lambda one, other: shared)
    reader: Any = InstanceReader.__new__(InstanceReader)
    reader._alone = SimpleNamespace(read=read)
    place = SimpleNamespace(outline=((50.0, 20.0), (150.0, 20.0), (150.0, 80.0), (50.0, 80.0)))
    scored: Any = SimpleNamespace(value="USD/20", place=place)
    picture: Any = None
    assert bool(reader._is_clear_alone(picture, (100, 200), scored)) is is_seen
    assert asked == [(Box(0.25, 0.2, 0.75, 0.8), {"USD"})]
    beyond: Any = SimpleNamespace(
        value="USD/20", place=SimpleNamespace(outline=((250.0, 20.0), (300.0, 20.0), (300.0, 80.0), (250.0, 80.0)))
    )
    assert reader._is_clear_alone(picture, (100, 200), beyond) is False
    assert len(asked) == 1, "what is beyond the frame is not looked at"


def test_notes_that_share_just_the_limit_overlap_or_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instances, "_OVERLAP", 0.125)
    assert not _lie_apart([_square(0), _square(8.75)])
    assert _lie_apart([_square(0), _square(8.8125)])
    # Of 10 by 10, 6 more to the right: they share 40 of 160.
    monkeypatch.setattr(instances, "_APART", 0.25)
    assert _apart([_square(6.0)], [_square(0)]) == []
    assert _apart([_square(6.0625)], [_square(0)]) == [_square(6.0625)]


@pytest.mark.parametrize(("many", "is_looked_through_again"), [(3, False), (4, True)])
def test_a_picture_of_few_keypoints_is_looked_through_once(
    many: int, is_looked_through_again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instances, "_STRONGEST", 3)
    monkeypatch.setattr(instances, "votes", lambda *_: np.zeros(0, np.intp))
    monkeypatch.setattr(instances, "matches_of", lambda *_: [])
    monkeypatch.setattr(instances, "TemplateTable", lambda templates: SimpleNamespace(pairs_in_parts=looked))
    asked: list[int] = []
    none = Pairs.none()

    def looked(*given: Any, **_: Any) -> Pairs:
        asked.append(given[2])
        return none

    reader = _reader()
    reader._known, reader._table = [_place().known], SimpleNamespace(pairs_in_parts=looked)
    seen = Keypoints(np.zeros((many, 2), np.float32), *[np.zeros((many, 8), np.float32)] * 3)
    assert reader._matches(seen) == []
    assert asked == ([0, 3] if is_looked_through_again else [0])


def _parts_scored(place: Place) -> list[bool]:
    """What is scored of a place that is not clear, in order: whether it is all of it."""
    scored: Any = []
    reader = _reader()
    reader._part_scored = lambda seen, place, part, is_whole: (
        scored.append(is_whole) or replace(_scored(place), is_clear=False)
    )
    assert reader._scored(Keypoints.none(), place) is not None
    return list(scored)


@pytest.mark.parametrize(("distance", "is_asked"), [(LIKE_TEMPLATE, False), (LIKE_TEMPLATE - 0.0625, True)])
def test_a_part_is_scored_by_itself_where_it_looks_like_the_template(
    distance: float, is_asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = _matched(_place(), 30)
    place.distances[:] = distance
    assert _parts_scored(place) == ([True, False] if is_asked else [True])


@pytest.mark.parametrize(("first", "alike", "is_asked"), [(7, 64, True), (6, 64, False), (8, 48, True), (8, 47, False)])
def test_a_part_is_scored_from_the_very_numbers_on(
    first: int, alike: int, is_asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instances, "_PART_AGREES", 0.75)
    monkeypatch.setattr(instances, "likely_part", lambda place: np.ones(64, bool))
    place = _matched(_place(across=8, down=8, like=alike), first)
    assert _parts_scored(place) == ([True, False] if is_asked else [True])


@pytest.mark.parametrize(("score", "is_taken"), [(0.5, True), (0.4375, False)])
def test_a_part_that_scores_as_well_as_the_whole_is_taken(
    score: float, is_taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instances, "told_by_a_part", lambda scored: scored)
    place = _matched(_place(), 10)
    whole = replace(_scored(place), is_clear=False, score=0.5, whole_logit=3.0, logit=3.0)
    part = replace(whole, is_whole=False, score=score, whole_logit=9.0)
    reader = _reader()
    reader._part_scored = lambda seen, place, shown, is_whole: whole if is_whole else part
    found = reader._scored(Keypoints.none(), place)
    assert found is not None
    assert (found.is_whole, found.whole_logit) == (not is_taken, 3.0)


@pytest.mark.parametrize(("bias", "is_clear"), [(0.0, True), (-1e-9, False)])
def test_a_note_is_clear_from_the_very_score_on(bias: float, is_clear: bool) -> None:
    found = _part_scored(_reader(bias, clear=0.5), _matched(_place(), 10))
    assert found is not None
    assert found.is_clear is is_clear


@pytest.mark.parametrize(("covered", "is_part"), [(25, False), (26, True)])
def test_of_a_note_that_is_mostly_covered_a_part_is_told(
    covered: int, is_part: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: Any = []
    for name in ("told_by_a_part", "told_by_its_own"):
        monkeypatch.setattr(instances, name, lambda scored, name=name: told.append(name) or scored)
    place = _place()
    place.free[:covered] = False
    reader = _reader()
    reader._part_scored = lambda seen, place, shown, is_whole: _scored(place)
    reader._scored(Keypoints.none(), place)
    assert told == ["told_by_a_part" if is_part else "told_by_its_own"]


@pytest.mark.parametrize(("inliers", "is_left"), [(10, True), (9, False)])
def test_what_stays_unread_has_ten_inliers(inliers: int, is_left: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instances, "is_explained", lambda *_: False)
    reader = _reader()
    part = replace(_scored(_place()), inliers=inliers, is_whole=False)
    reader._scored = lambda seen, place: part
    assert reader._taken_away(Keypoints.none(), [part.place]) == ([], [part] if is_left else [])
    part = replace(part, is_weak=False)
    assert reader._taken_away(Keypoints.none(), [part.place]) == ([], [])


@pytest.mark.parametrize(("inliers", "is_held"), [(8, True), (7, False)])
def test_what_eight_keypoints_found_may_cover_a_note(
    inliers: int, is_held: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Any = []
    monkeypatch.setattr(instances, "is_explained", lambda part, notes, held: asked.append(len(held)) or False)
    place = _place(inliers=inliers)
    reader = _reader()
    reader._scored = lambda seen, place: replace(_scored(place), is_whole=False)
    reader._taken_away(Keypoints.none(), [place])
    assert asked == [int(is_held)]


@pytest.mark.parametrize(
    "outline",
    [
        ((50.0, 20.0), (50.0, 20.0), (50.0, 80.0), (50.0, 80.0)),
        ((50.0, 20.0), (90.0, 20.0), (90.0, 20.0), (50.0, 20.0)),
    ],
)
def test_what_has_no_width_or_height_in_the_frame_is_not_looked_at(outline: Outline) -> None:
    reader: Any = InstanceReader.__new__(InstanceReader)
    reader._alone = SimpleNamespace(read=lambda *_: pytest.fail("it was looked at"))
    scored: Any = SimpleNamespace(value="USD/20", place=SimpleNamespace(outline=outline))
    assert reader._is_clear_alone(None, (100, 200), scored) is False


@pytest.mark.parametrize(("third", "again"), [(12, 3), (11, 2)])
def test_a_third_currency_is_looked_through_where_twelve_keypoints_agree(
    third: int, again: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the two that most keypoints speak for, and of those that came up, all keypoints are looked through."""
    monkeypatch.setattr(instances, "_STRONGEST", 3)
    votes = np.array([40, 30, third])
    monkeypatch.setattr(instances, "votes", lambda *_: votes)
    monkeypatch.setattr(instances, "matches_of", lambda *_: [])
    none = Pairs.none()
    asked: list[int] = []

    def table(templates: list[Keypoints]) -> Any:
        asked.append(len(templates))
        return SimpleNamespace(pairs_in_parts=lambda *_, **__: none)

    monkeypatch.setattr(instances, "TemplateTable", table)
    rows = np.arange(3)
    first = Pairs(rows, rows, rows, np.zeros(3, np.float32))
    reader = _reader()
    reader._known = [_place(value=value).known for value in ("AAA/1", "BBB/1", "CCC/1")]
    reader._table = SimpleNamespace(pairs_in_parts=lambda *_, **__: first)
    seen = Keypoints(np.zeros((4, 2), np.float32), *[np.zeros((4, 8), np.float32)] * 3)
    reader._matches(seen)
    assert asked == [again]


@pytest.mark.parametrize(("bias", "is_sure"), [(5.0, True), (0.0, False), (None, False)])
def test_a_place_is_sure_where_all_of_it_is_clear(
    bias: float | None, is_sure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instances, "refined", lambda seen, template, match: match)
    monkeypatch.setattr(instances, "describe", lambda flat, places: places.descriptors)
    place = _matched(_place(), 10)
    reader = _reader(bias or 0.0, **({} if bias is not None else {"least_keypoints": 99}))
    reader._known, reader._bank = [place.known], SimpleNamespace(shortened=lambda each: each)
    reader._matches = lambda seen: [place.match]
    (found,) = reader._places(np.zeros((40, 40), np.uint8), Keypoints.none())
    assert found.is_sure is is_sure
    assert found.distances.tolist() == [0.0] * 50
    assert found.free is not found.shown
