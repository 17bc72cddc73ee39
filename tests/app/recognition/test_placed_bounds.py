"""Places of templates at the numbers where a decision turns: one note or two, told by a part or not."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import placed
from app.recognition.agreement import AgreementWeights
from app.recognition.keypoints import Keypoints, Match
from app.recognition.outlines import Outline
from app.recognition.placed import (
    LIKE_PRINT,
    LIKE_TEMPLATE,
    Place,
    Scored,
    claims_same,
    covered_by,
    is_explained,
    is_outdone,
    is_same_note,
    is_worth_describing,
    likely_part,
    may_be_parts,
    sides_of,
    told_by_a_part,
    told_by_its_own,
)
from app.recognition.templates import KnownPrint

LIKE, UNLIKE = 0.1, 0.9


def _grid(left: float, top: float, across: int, down: int, step: float = 2.0) -> NDArray[np.float64]:
    x, y = np.meshgrid(left + step * np.arange(across), top + step * np.arange(down))
    return np.stack([x.ravel(), y.ravel()], 1)


def _known(points: NDArray[np.float64], value: str, shared: NDArray[np.bool_] | None = None) -> KnownPrint:
    many = len(points)
    zeros = np.zeros(many, np.float32)
    keypoints = Keypoints(points.astype(np.float32), np.zeros((many, 8), np.float32), zeros, zeros)
    return KnownPrint(value, keypoints, shared=shared)


def _match(many: int, shift: tuple[float, float] = (0.0, 0.0)) -> Match:
    matrix = np.array([[1.0, 0, shift[0]], [0, 1.0, shift[1]], [0, 0, 1.0]])
    return Match(0, np.zeros((many, 2), np.intp), matrix)


def _place(
    left: float = 0,
    top: float = 0,
    *,
    across: int = 10,
    down: int = 5,
    value: str = "XTS/5",
    like: float = 1.0,
    inliers: int = 20,
    shared: NDArray[np.bool_] | None = None,
    is_sure: bool = False,
) -> Place:
    """A template of a grid of keypoints, of which the first so many look like it."""
    points = _grid(left, top, across, down)
    many = len(points)
    alike = like if isinstance(like, int) else round(like * many)
    distances = np.where(np.arange(many) < alike, LIKE, UNLIKE).astype(np.float32)
    right, bottom = points.max(0).tolist()
    outline: Outline = ((left, top), (right, top), (right, bottom), (left, bottom))
    everything = np.ones(many, bool)
    return Place(
        _known(points, value, shared),
        _match(inliers),
        _match(inliers),
        outline,
        points,
        distances,
        everything,
        everything.copy(),
        sides_of(points.astype(np.float32)),
        is_sure,
    )


def _scored(place: Place, part: NDArray[np.bool_] | None = None, *, clear: bool = True) -> Scored:
    shown = np.ones(len(place.points), bool) if part is None else part
    return Scored(place, shown, 20, 3.0, 0.9, 0.9, 3.0, part is None, clear, True)


@pytest.mark.parametrize(
    ("many", "like", "clear"), [(39, 39, False), (40, 40, True), (50, 40, True), (50, 39, False), (100, 79, False)]
)
def test_a_part_is_clear_by_forty_places_of_which_four_fifths_are_alike(many: int, like: int, clear: bool) -> None:
    place = _place(across=10, down=10, like=like)
    part = np.arange(100) < many
    assert told_by_a_part(_scored(place, part)).is_clear is clear
    assert not told_by_a_part(_scored(place, part, clear=False)).is_clear


@pytest.mark.parametrize(
    ("shared", "like", "many", "clear"),
    [
        (0, 13, 20, True),
        (0, 12, 18, False),
        (0, 10, 14, True),
        (0, 9, 12, False),
        (7, 20, 30, True),
        (8, 20, 30, False),
        (0, 20, 31, False),
    ],
)
def test_where_it_is_known_what_others_share_thirteen_places_of_its_own_tell_or_ten_of_fourteen(
    shared: int, like: int, many: int, clear: bool
) -> None:
    mask = np.zeros((2, 100), bool)
    mask[1, :shared] = True
    place = _place(across=10, down=10, like=like, shared=mask)
    part = np.arange(100) < many
    assert told_by_a_part(_scored(place, part)).is_clear is clear


@pytest.mark.parametrize(("shared", "clear"), [(37, True), (40, True), (41, False)])
def test_a_whole_note_is_not_clear_by_what_one_other_value_shows(shared: int, clear: bool) -> None:
    mask = np.zeros((1, 50), bool)
    mask[0, :shared] = True
    assert told_by_its_own(_scored(_place(shared=mask))).is_clear is clear
    assert told_by_its_own(_scored(_place())).is_clear
    assert not told_by_its_own(_scored(_place(), clear=False)).is_clear


def test_a_rival_that_shows_what_others_do_is_outdone_by_one_with_print_of_its_own() -> None:
    own, common = np.zeros((1, 50), bool), np.ones((1, 50), bool)
    telling, dull, unknown = (_scored(_place(shared=mask)) for mask in (own, common, None))
    assert is_outdone(dull, telling)
    assert not is_outdone(telling, telling)
    assert not is_outdone(dull, dull)
    assert not is_outdone(unknown, telling)
    assert not is_outdone(dull, unknown)


def test_a_third_template_of_one_value_at_one_place_is_not_described() -> None:
    here = _place()
    known = here.known
    assert is_worth_describing(known, _match(5), [])
    assert is_worth_describing(known, _match(5), [here])
    assert not is_worth_describing(known, _match(5), [here, _place()])
    assert is_worth_describing(known, _match(5), [here, _place(value="XTS/20")])
    assert is_worth_describing(known, _match(5), [here, _place(left=100)])


@pytest.mark.parametrize(("inliers", "worth"), [(8, True), (7, False)])
def test_beside_a_sure_one_what_was_found_by_less_than_two_fifths_is_not_described(inliers: int, worth: bool) -> None:
    sure = _place(inliers=20, is_sure=True)
    assert is_worth_describing(_place(value="XTS/20").known, _match(inliers), [sure]) is worth
    assert is_worth_describing(_place(value="XTS/20").known, _match(inliers), [_place(inliers=20)])


@pytest.mark.parametrize(
    ("shift", "value", "like", "same"),
    [
        (0.0, "XTS/20", 1.0, False),
        (0.0, "XTS/20", 0.0, True),
        (4.0, "XTS/20", 0.0, True),
        (6.0, "XTS/20", 0.0, False),
        (6.0, "XTS/5", 0.0, True),
        (10.0, "XTS/5", 0.0, False),
        (100.0, "XTS/5", 1.0, False),
    ],
)
def test_places_that_share_enough_are_of_one_note(shift: float, value: str, like: float, same: bool) -> None:
    one, other = _place(like=0.0), _place(left=shift, value=value, like=like if shift == 0.0 else 0.0)
    assert is_same_note(one, other) is same
    assert is_same_note(other, one) is same


def test_what_lies_upon_another_is_another_note() -> None:
    lower = _place(like=0.0)
    upper = _place(left=2, value="XTS/20", like=1.0)
    assert not is_same_note(upper, lower)
    assert not is_same_note(lower, upper)


@pytest.mark.parametrize(
    ("value", "left", "room", "may"),
    [("XTS/5", 10, 224, True), ("XTS/5", 10, 223, False), ("XTS/20", 10, 1000, False)],
)
def test_parts_of_one_note_take_no_more_room_than_a_note(value: str, left: float, room: float, may: bool) -> None:
    assert may_be_parts(_place(), _place(left=left, value=value), room) is may


def test_parts_of_a_template_are_cut_off_in_sixteen_directions_and_five_sizes() -> None:
    points = _grid(0, 0, 10, 10).astype(np.float32)
    sides = sides_of(points)
    assert sides.shape == (80, 100)
    fractions = sides.mean(1).reshape(5, 16)
    assert (np.abs(fractions.mean(1) - (0.2, 0.3, 0.42, 0.56, 0.72)) < 0.04).all()
    # Each direction has one that cuts off the other side.
    assert not (sides[0] & sides[8]).any()


def test_the_likely_part_is_where_it_looks_like_the_template() -> None:
    place = _place(across=10, down=10, like=30)
    part = likely_part(place)
    assert part[:30].mean() > 0.9
    assert part[30:].mean() < 0.1
    place.free[:] = np.arange(100) >= 10
    assert not likely_part(place)[:10].any()


def test_points_are_covered_where_the_note_s_own_print_shows() -> None:
    place = _place(across=10, down=10, like=50)
    points = np.array([[5.0, 3.0], [5.0, 17.0], [50.0, 3.0]])
    assert covered_by(points, place).tolist() == [True, False, False]
    assert covered_by(points, place, 1.0).tolist() == [True, True, False]
    place.distances[:] = LIKE_PRINT
    assert not covered_by(points, place).any()
    assert covered_by(np.zeros((0, 2)), place).shape == (0,)


@pytest.mark.parametrize(("own", "above", "hidden"), [(0.22, 0.3, True), (0.2, 0.3, False), (0.9, 0.5, False)])
def test_what_looks_far_more_like_its_own_note_lies_beneath_no_other(own: float, above: float, hidden: bool) -> None:
    place, over = _place(across=10, down=10), _place(left=-1, top=-1, across=30, down=30, value="XTS/20")
    place.distances[:] = own
    over.distances[:] = above
    over.outline = ((-1.0, -1.0), (50.0, -1.0), (50.0, 7.0), (-1.0, 7.0))
    assert placed.hidden_by(place, over).tolist() == [hidden and y < 7 for _, y in place.points.tolist()]


def test_how_unlike_a_place_is_nearby_is_told_by_the_five_nearest() -> None:
    place = _place(across=10, down=1)
    place.distances[:] = np.arange(10) / 10
    assert place.unlike_nearby()[0] == pytest.approx(0.2)
    assert place.unlike_nearby()[5] == pytest.approx(0.5)
    place.distances[:] = 0.0
    assert place.unlike_nearby()[5] == pytest.approx(0.5), "that is found once"


def test_a_part_is_explained_by_what_covers_the_rest() -> None:
    place = _place(across=10, down=10, like=50)
    part = _scored(place, np.arange(100) < 50)
    upper = _place(left=-20, top=10, across=30, down=10, value="XTS/20")
    assert not is_explained(part, [], [])
    assert not is_explained(part, [place], [place])
    assert is_explained(part, [upper], [])
    assert is_explained(part, [], [upper])
    # What is held explains only where its print is to be seen.
    assert not is_explained(part, [], [_place(left=-20, top=10, across=30, down=10, value="XTS/20", like=0.0)])
    assert is_explained(_scored(place, np.ones(100, bool)), [], [])


@pytest.mark.parametrize(("top", "explained"), [(12.0, True), (14.0, False)])
def test_seven_tenths_of_what_is_not_seen_must_be_covered(top: float, explained: bool) -> None:
    part = _scored(_place(across=10, down=10, like=50), np.arange(100) < 50)
    upper = _place(left=-20, top=top, across=30, down=10, value="XTS/20")
    covered = (part.place.points[50:, 1] >= top).mean()
    assert bool(covered >= 0.7) is explained
    assert is_explained(part, [upper], []) is explained


@pytest.mark.parametrize(("own", "explained"), [(20, True), (19, False)])
def test_twenty_places_that_no_other_value_shows_need_no_explanation(own: int, explained: bool) -> None:
    shared = np.zeros((1, 100), bool)
    shared[0, own:] = True
    place = _place(across=10, down=10, like=50, shared=shared)
    assert is_explained(_scored(place, np.arange(100) < 50), [], []) is explained


@pytest.mark.parametrize(("shift", "same"), [(0.0, True), (8.0, True), (12.0, False), (100.0, False)])
def test_two_claim_one_print_where_most_of_one_s_is_the_other_s(shift: float, same: bool) -> None:
    one, other = _scored(_place(left=shift, value="XTS/20")), _scored(_place())
    assert claims_same(one, other) is same


def test_who_shows_nothing_claims_nothing() -> None:
    assert not claims_same(_scored(_place(like=0)), _scored(_place()))
    assert LIKE < LIKE_TEMPLATE < LIKE_PRINT < UNLIKE
    assert cast(Any, AgreementWeights)((0.0,), 0.0, 0.9, 0.5, 2.0, 5).faint == 1.0


@pytest.mark.parametrize(("part", "many"), [(0.25, 2), (0.5, 3), (0.6, 3), (1.0, 5)])
def test_a_side_takes_in_the_point_on_its_line(part: float, many: int) -> None:
    points = np.array([[x, 0] for x in range(5)], np.float32)
    first = sides_of(points, (part,))[0]
    assert first.tolist() == [True] * many + [False] * (5 - many)


def _lying(monkeypatch: pytest.MonkeyPatch, same: float, turn: float, shared: float = 0.0) -> None:
    """Any two outlines lie so."""
    monkeypatch.setattr(placed, "same_place", lambda one, other: same)
    monkeypatch.setattr(placed, "turn_between", lambda one, other: turn)
    monkeypatch.setattr(placed, "shared_fraction", lambda one, other: shared)


@pytest.mark.parametrize(
    ("same", "turn", "alike"), [(0.6, 0.1699, True), (0.5999, 0.0, False), (0.6, 0.17, False), (1.0, 0.0, True)]
)
def test_two_lie_alike_at_three_fifths_and_a_tenth_of_a_turn(
    same: float, turn: float, alike: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lying(monkeypatch, same, turn)
    assert placed.lies_alike((), ()) is alike


@pytest.mark.parametrize(
    ("other", "same", "turn", "shared", "is_one"),
    [
        ("XTS/20", 0.85, 1.0, 0.0, True),
        ("XTS/20", 0.8499, 1.0, 0.0, False),
        ("XTS/50", 0.0, 1.0, 0.93, True),
        ("XTS/50", 0.0, 1.0, 0.9299, False),
        ("XTS/20", 0.0, 0.0999, 0.5, True),
        ("XTS/20", 0.0, 0.0999, 0.4999, False),
        ("XTS/20", 0.0, 0.1, 0.5, False),
        ("XTS/50", 0.0, 0.0999, 0.75, True),
        ("XTS/50", 0.0, 0.0999, 0.7499, False),
    ],
)
def test_outlines_are_of_one_note_from_these_fractions_on(
    other: str, same: float, turn: float, shared: float, is_one: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lying(monkeypatch, same, turn, shared)
    for name in ("_show_same_print", "_have_one_middle", "_lies_upon"):
        monkeypatch.setattr(placed, name, lambda one, other: False)
    places: list[Any] = [
        SimpleNamespace(known=SimpleNamespace(value=value), outline=(), is_dense=False, own_alike=None)
        for value in ("XTS/20", other)
    ]
    assert placed.is_same_note(*places) is is_one


@pytest.mark.parametrize(
    ("smaller", "apart", "is_one"), [(0.6, 0.0, True), (0.59, 0.0, False), (1.0, 0.1249, True), (1.0, 0.125, False)]
)
def test_two_have_one_middle_where_their_sizes_and_middles_are_about_the_same(
    smaller: float, apart: float, is_one: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placed, "_ONE_MIDDLE", 0.125)

    def square(area: float, left: float) -> Outline:
        side = math.sqrt(area)
        low, high = -side / 2, side / 2
        return ((low + left, low), (high + left, low), (high + left, high), (low + left, high))

    assert placed._have_one_middle(square(1.0, 0.0), square(smaller, apart)) is is_one
    assert placed._have_one_middle(square(smaller, apart), square(1.0, 0.0)) is is_one


def test_what_looks_like_the_print_by_just_the_limit_is_not_claimed() -> None:
    one, other = _place(value="XTS/20"), _place()
    one.distances[:] = LIKE_TEMPLATE
    assert not claims_same(_scored(one), _scored(other))
    one.distances[:] = np.nextafter(np.float32(LIKE_TEMPLATE), np.float32(0))
    assert claims_same(_scored(one), _scored(other))


@pytest.mark.parametrize(("side", "covered"), [(16.0, False), (16.5, True)])
def test_beyond_the_keypoints_of_a_note_that_is_like_another_nothing_is_known(
    side: float, covered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An eighth of the note's mean side is 2 pixels, as far as the third nearest keypoint of the grid is.
    monkeypatch.setattr(placed, "_NEARBY", 0.125)
    place = _place(across=10, down=10)
    place.outline = ((0, 0), (side, 0), (side, side), (0, side))
    assert covered_by(np.array([[4.0, 4.0]]), place).tolist() == [True]
    place.own_alike = 9
    assert covered_by(np.array([[4.0, 4.0]]), place).tolist() == [covered]


def _is_told(own: int, own_like: int, like: int = 0, of: int = 0, rivals: int = 1) -> bool:
    """A part with places of its own, so many alike, and others that every rival shows, of which so many are alike."""
    shared = np.zeros((rivals, 200), bool)
    shared[:, own:] = True
    place = _place(across=20, down=10, like=0, shared=shared)
    place.distances[:own_like] = LIKE
    place.distances[own : own + like] = LIKE
    return placed.is_told_by_dense_print(place, np.arange(200) < own + of)


@pytest.mark.parametrize(
    ("own", "own_like", "is_told"),
    [
        (6, 6, True),
        (4, 4, False),
        (10, 7, True),
        (10, 6, False),
        (22, 10, True),
        (22, 9, False),
        (63, 22, True),
        (63, 21, False),
    ],
)
def test_dense_print_tells_by_how_many_of_its_own_places_are_alike_and_of_how_many(
    own: int, own_like: int, is_told: bool
) -> None:
    # All that every rival shows looks alike, so that half of all does.
    assert _is_told(own, own_like, own, own) is is_told


@pytest.mark.parametrize(("many", "like", "is_told"), [(6, 6, True), (4, 4, False), (10, 7, True), (10, 6, False)])
def test_what_no_other_value_shows_must_look_alike_all_the_same(many: int, like: int, is_told: bool) -> None:
    assert _is_told(many, like, rivals=0) is is_told


@pytest.mark.parametrize(
    ("like", "own_like", "is_told"), [(7, 9, True), (6, 9, False), (8, 8, False), (16, 8, False), (16, 9, True)]
)
def test_dense_print_tells_by_the_very_numbers(like: int, own_like: int, is_told: bool) -> None:
    """Of 32 places 16 are its own. Half of all must be alike; of its own nine of 16 say 8.9, eight 6.9."""
    assert _is_told(16, own_like, like, 16) is is_told


def test_each_other_value_must_be_spoken_against() -> None:
    shared = np.zeros((2, 100), bool)
    shared[0, 20:] = True
    place = _place(across=10, down=10, like=30, shared=shared)
    part = np.arange(100) < 40
    assert placed.is_told_by_dense_print(place, part)
    shared[1, 2:] = True
    assert not placed.is_told_by_dense_print(place, part)
    place.known = _known(place.points, "XTS/5", None)
    assert not placed.is_told_by_dense_print(place, part)


@pytest.mark.parametrize(("own_alike", "is_told"), [(0.625, True), (0.6875, False)])
def test_of_its_own_places_just_so_many_are_alike(
    own_alike: float, is_told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = np.zeros((1, 100), bool)
    shared[0, 16:] = True
    place = _place(across=10, down=10, like=0, shared=shared)
    place.distances[:10] = LIKE
    monkeypatch.setattr(placed, "_OWN_ALIKE", own_alike)
    assert placed._tells_apart(_scored(place, np.arange(100) < 16)) is is_told


@pytest.mark.parametrize(("covered", "same"), [(25, True), (24, False)])
def test_two_show_one_print_where_half_of_it_is_covered(
    covered: int, same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placed, "covered_by", lambda points, above: np.arange(len(points)) < covered)
    assert placed._show_same_print(_place(), _place()) is same


@pytest.mark.parametrize(("many", "same"), [(6, True), (5, False)])
def test_two_show_one_print_by_six_places_at_least(many: int, same: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placed, "covered_by", lambda points, above: np.ones(len(points), bool))
    one, other = _place(like=many), _place()
    assert placed._show_same_print(one, other) is same
    assert placed._show_same_print(other, one) is same


@pytest.mark.parametrize(
    ("many", "within", "covered", "upon"),
    [
        (16, 0.5, 0.125, True),
        (16, 0.4375, 0.125, False),
        (16, 0.5, 0.25, False),
        (13, 1.0, 0.0, True),
        (12, 1.0, 0, False),
    ],
)
def test_one_lies_upon_another_from_the_very_numbers_on(
    many: int, within: float, covered: float, upon: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placed, "_WITHIN_OUTLINE", 0.5)
    monkeypatch.setattr(placed, "_HARDLY", 0.25)
    monkeypatch.setattr(placed, "contains", lambda outline, points: np.arange(len(points)) < within * many)
    monkeypatch.setattr(placed, "covered_by", lambda points, above: np.arange(len(points)) < covered * many)
    assert placed._lies_upon(_place(like=many), _place()) is upon


@pytest.mark.parametrize(("same", "explained"), [(0.7, False), (0.6999, True)])
def test_what_lies_where_the_note_itself_does_explains_nothing(
    same: float, explained: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = _scored(_place(across=10, down=10, like=50), np.arange(100) < 50)
    upper = _place(left=-20, top=10, across=30, down=10, value="XTS/20")
    monkeypatch.setattr(placed, "same_place", lambda one, other: same)
    assert is_explained(part, [upper], []) is explained


@pytest.mark.parametrize(("half", "same"), [(26, True), (25, False)])
def test_one_print_is_another_s_where_more_than_half_of_it_lies_on_that(
    half: int, same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placed, "covered_by", lambda points, above, limit: np.arange(len(points)) < half)
    assert claims_same(_scored(_place()), _scored(_place(value="XTS/20"))) is same


@pytest.mark.parametrize("part_s", [0.71875, 0.75])
def test_just_so_much_of_what_is_not_seen_is_explained(part_s: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placed, "_EXPLAINED", 0.75)
    monkeypatch.setattr(placed, "contains", lambda outline, points: np.arange(len(points)) < part_s * len(points))
    part = _scored(_place(across=8, down=8, like=32), np.arange(64) < 32)
    upper = _place(left=-20, top=10, across=30, down=10, value="XTS/20")
    assert is_explained(part, [upper], []) is (part_s == 0.75)


@pytest.mark.parametrize(
    ("like", "of", "own_alike", "clear"),
    [(24, 32, 7, True), (23, 32, 7, False), (24, 32, 6, False), (20, 20, 7, True), (19, 19, 7, False)],
)
def test_a_note_like_another_is_told_from_the_very_numbers_on(like: int, of: int, own_alike: int, clear: bool) -> None:
    place = _place(across=10, down=10, like=like)
    place.own_alike = own_alike
    assert told_by_a_part(_scored(place, np.arange(100) < of)).is_clear is clear


@pytest.mark.parametrize("own_clear", [0.8125, 0.84375])
def test_a_part_that_shows_its_own_is_clear_where_just_so_much_of_it_is_alike(
    own_clear: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placed, "_OWN_CLEAR", own_clear)
    place = _place(across=10, down=10, like=13, shared=np.zeros((1, 100), bool))
    assert told_by_a_part(_scored(place, np.arange(100) < 16)).is_clear is (own_clear == 0.8125)


@pytest.mark.parametrize(("distance", "is_like"), [(LIKE_TEMPLATE, False), (0.2421875, True)])
def test_a_place_looks_like_the_template_s_below_the_very_distance(distance: float, is_like: bool) -> None:
    def place(**more: Any) -> Place:
        made = _place(across=10, down=10, **more)
        made.distances[:] = distance
        return made

    known = np.zeros((1, 100), bool)
    everything = np.ones(100, bool)
    assert told_by_a_part(_scored(place(), everything)).is_clear is is_like
    assert told_by_its_own(_scored(place(shared=known))).is_clear is is_like
    assert placed.is_told_by_dense_print(place(shared=known), everything) is is_like
    assert placed._show_same_print(place(), place()) is is_like
    assert placed._lies_upon(place(), _place(across=10, down=10, like=0.0)) is is_like
    # Where nothing looks like it any side will do: the largest costs least where something does.
    assert bool(likely_part(place()).sum() > 60) is is_like


def test_two_notes_have_one_middle_where_one_is_just_so_much_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placed, "_ABOUT_THERE", 0.625)
    large: Outline = ((-4.0, -2.0), (4.0, -2.0), (4.0, 2.0), (-4.0, 2.0))
    for half, is_one in ((2.5, True), (2.4375, False)):
        smaller: Outline = ((-half, -2.0), (half, -2.0), (half, 2.0), (-half, 2.0))
        assert placed._have_one_middle(large, smaller) is is_one


@pytest.mark.parametrize(("turn", "may"), [(0.1, False), (0.0999, True)])
def test_parts_of_one_note_are_turned_alike(turn: float, may: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placed, "turn_between", lambda one, other: turn)
    assert may_be_parts(_place(), _place(left=10), 1000.0) is may


@pytest.mark.parametrize(("same", "is_worth"), [(0.7, False), (0.6999, True)])
def test_two_of_a_value_lie_at_one_place_from_the_very_fraction_on(
    same: float, is_worth: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placed, "same_place", lambda one, other: same)
    here = _place()
    assert is_worth_describing(here.known, _match(5), [here, _place()]) is is_worth


@pytest.mark.parametrize(("own_alike", "is_dense"), [(0, False), (None, True), (None, False)])
def test_a_note_like_another_and_dense_print_need_no_explanation(own_alike: int | None, is_dense: bool) -> None:
    place = _place(across=10, down=10, like=50)
    place.own_alike, place.is_dense = own_alike, is_dense
    part = _scored(place, np.arange(100) < 50)
    assert is_explained(part, [], []) is (own_alike is not None or is_dense)


@pytest.mark.parametrize(
    ("changes", "value", "is_one"),
    [
        ({}, "XTS/20", False),
        ({"is_dense": True}, "XTS/20", True),
        ({"is_dense": True}, "XTS/5", True),
        ({"own_alike": 0}, "XTS/20", False),
        ({"own_alike": 0}, "XTS/5", True),
    ],
)
def test_where_a_part_of_a_note_placed_it_notes_that_lie_alike_are_one(
    changes: dict[str, Any], value: str, is_one: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a dense print whatever the other shows, of a note like another one only of its value."""
    _lying(monkeypatch, same=0.6, turn=0.16)
    for name in ("_show_same_print", "_have_one_middle", "_lies_upon"):
        monkeypatch.setattr(placed, name, lambda one, other: False)
    for first in (True, False):
        one, other = _place(), _place(value=value)
        for name, changed in changes.items():
            setattr(one if first else other, name, changed)
        assert is_same_note(one, other) is is_one
    _lying(monkeypatch, same=0.59, turn=0.16)
    assert not is_same_note(one, other)


def test_of_two_values_neither_a_middle_nor_a_place_upon_another_makes_one(monkeypatch: pytest.MonkeyPatch) -> None:
    _lying(monkeypatch, same=0.9, turn=0.0)
    monkeypatch.setattr(placed, "_show_same_print", lambda one, other: False)
    monkeypatch.setattr(placed, "_lies_upon", lambda one, other: False)
    monkeypatch.setattr(placed, "_have_one_middle", lambda one, other: True)
    assert is_same_note(_place(), _place())
    assert is_same_note(_place(), _place(value="XTS/20")), "they lie alike"
    _lying(monkeypatch, same=0.0, turn=1.0)
    assert is_same_note(_place(), _place())
    assert not is_same_note(_place(), _place(value="XTS/20"))
    _lying(monkeypatch, same=0.9, turn=0.0)
    upper = _place(value="XTS/20")
    monkeypatch.setattr(placed, "_lies_upon", lambda one, other: one is upper)
    lower = _place()
    assert not is_same_note(upper, lower)
    assert not is_same_note(lower, upper)


def test_what_a_whole_note_shows_is_its_own_only_where_somebody_looked() -> None:
    for shared, is_told in ((None, True), (np.zeros((1, 50), bool), True), (np.ones((1, 50), bool), False)):
        assert told_by_its_own(_scored(_place(shared=shared))).is_clear is is_told
    assert placed.own_alike(_place().known, np.ones(50, bool)) == 0
    assert placed.own_alike(_place(shared=np.zeros((0, 50), bool)).known, np.ones(50, bool)) == 50
