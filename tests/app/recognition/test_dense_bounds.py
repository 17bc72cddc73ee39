"""Dense prints where a decision turns: which places are parts of one note, what is looked for, and how places move."""

from __future__ import annotations

import pickle
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import dense as room
from app.recognition.dense import DensePrints, DenseSides, more_places, places_of
from app.recognition.keypoints import Keypoints, Match, TemplateTable, detect_keypoints
from app.recognition.outlines import Outline, led, outline_of
from app.recognition.placed import Place
from app.recognition.stored_bank import StoredBank
from app.recognition.templates import KnownPrint, Template, TemplateBank
from tests.app.recognition.test_placed_bounds import _place, _scored

WIDE, HIGH = 400, 200


def _at(x: float, y: float, degrees: float = 0, grows: float = 1.0) -> NDArray[np.float64]:
    cos, sin = grows * np.cos(np.radians(degrees)), grows * np.sin(np.radians(degrees))
    return np.array([[cos, -sin, x], [sin, cos, y], [0, 0, 1]], np.float64)


def _print(seed: int) -> NDArray[np.uint8]:
    coarse = np.random.default_rng(seed).integers(0, 256, (20, 40), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (WIDE, HIGH), interpolation=cv2.INTER_CUBIC), np.uint8)


class _Known:
    """Sides of a 20 and a 5, of which templates show the left or the right part, and a 5 of packs."""

    def __init__(self) -> None:
        self.whole = detect_keypoints(_print(1), 400)
        left, right = (self.whole.of(np.flatnonzero(kept)[:160]) for kept in self._halves())
        other = detect_keypoints(_print(2), 160)
        self.bank = TemplateBank(
            [Template("USD/20", left, "front"), Template("USD/20", right, "front"), Template("USD/5", other)], 32
        )
        self.left, self.right, self.five = self.bank.known({"USD"})
        sides = [
            Template("USD/20", self._short(self.whole), "front", shared=np.zeros((1, len(self.whole)), np.bool_)),
            Template("USD/5", self._short(other), shared=np.zeros((1, len(other)), np.bool_)),
        ]
        self.dense = DensePrints(self.bank.holding(sides).to_bytes(), self.bank)

    def _halves(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        across = self.whole.points[:, 0]
        return across < 0.45 * WIDE, across > 0.55 * WIDE

    def _short(self, keypoints: Keypoints) -> Keypoints:
        return replace(keypoints, descriptors=self.bank.shortened(keypoints.descriptors))


@pytest.fixture(scope="module")
def known() -> _Known:
    return _Known()


def _lying(known: KnownPrint, at: NDArray[np.float64], *, is_dense: bool = False) -> Place:
    match = Match(0, np.zeros((20, 2), np.intp), at)
    outline = outline_of(known.keypoints.points, at)
    return replace(_place(), known=known, first=match, match=match, outline=outline, is_dense=is_dense)


def test_the_whole_note_is_told_of_what_a_template_shows_of_it(known: _Known) -> None:
    all_of_it = outline_of(known.whole.points, np.eye(3))
    for part in (known.left, known.right):
        found = known.dense.whole(_lying(part, _at(300, 100, 20)))
        assert found is not None
        assert np.array(found) == pytest.approx(np.array(led(all_of_it, _at(300, 100, 20))), abs=3)
        assert np.ptp(np.array(found)[:, 0]) > 1.5 * np.ptp(np.array(_lying(part, _at(300, 100, 20)).outline)[:, 0])
    side = _lying(known.left, _at(50, 60), is_dense=True)
    assert known.dense.whole(side) is side.outline
    stranger = replace(known.left, value="USD/100")
    assert known.dense.whole(_lying(stranger, np.eye(3))) is None
    assert known.dense.whole(_lying(replace(known.left, value="KES/20"), np.eye(3))) is None


def test_a_template_that_shows_too_little_of_a_side_tells_nothing_of_the_whole(
    known: _Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = known.dense.of("USD")
    assert side is not None
    (own,) = (each for each in side.known if each.value == "USD/20")
    (best, *_) = TemplateTable([own.keypoints]).match(known.left.keypoints)
    for least, is_told in ((len(best.inliers), True), (len(best.inliers) + 1, False)):
        monkeypatch.setattr(room, "_SAME_SIDE", least)
        assert (known.dense._side_of(known.left) is not None) is is_told
    monkeypatch.setattr(room, "_SAME_SIDE", 10)
    monkeypatch.setattr(room, "is_note_like", lambda outline: False)
    assert known.dense._side_of(known.left) is None


def test_where_the_whole_lies_is_found_once_and_forgotten_when_there_are_too_many(
    known: _Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    dense = pickle.loads(pickle.dumps(known.dense))
    asked: list[str] = []

    def side_of(template: KnownPrint) -> None:
        asked.append(template.value)

    monkeypatch.setattr(dense, "_side_of", side_of)
    monkeypatch.setattr(room, "_REMEMBERED", 2)
    for template in (known.left, known.left, known.right, known.left, known.right):
        assert dense.whole(_lying(template, np.eye(3))) is None
    assert asked == ["USD/20", "USD/20"]
    dense.whole(_lying(known.five, np.eye(3)))
    dense.whole(_lying(known.left, np.eye(3)))
    assert asked == ["USD/20", "USD/20", "USD/5", "USD/20"]


def test_templates_that_show_parts_of_one_note_are_parts_where_all_of_it_lies_alike(known: _Known) -> None:
    left, right = _lying(known.left, _at(300, 100, 20)), _lying(known.right, _at(300, 100, 20))
    assert known.dense.are_parts(left, right)
    assert known.dense.are_parts(right, left)
    assert not known.dense.are_parts(left, _lying(known.right, _at(300, 320, 20)))
    assert not known.dense.are_parts(left, _lying(known.right, _at(300, 100, 60)))
    # Another face, another value: two notes, and where the face is not known it may be the same.
    back = replace(known.right, face="back")
    assert not known.dense.are_parts(left, _lying(back, _at(300, 100, 20)))
    assert known.dense.are_parts(left, _lying(replace(known.right, face=None), _at(300, 100, 20)))
    assert not known.dense.are_parts(left, _lying(replace(known.right, value="USD/5"), _at(300, 100, 20)))


def test_a_dense_print_is_a_part_of_whatever_lies_there_if_they_share_half(known: _Known) -> None:
    sides = known.dense.of("USD")
    assert sides is not None
    twenty, five = sides.known
    side = _lying(twenty, _at(300, 100), is_dense=True)
    for value in (twenty, five):
        other = replace(_lying(value, _at(304, 102), is_dense=True), outline=led(side.outline, _at(4, 2)))
        assert known.dense.are_parts(side, other)
        assert known.dense.are_parts(other, side)
    template = _lying(known.left, _at(300, 100))
    assert known.dense.are_parts(side, template)
    assert known.dense.are_parts(template, side)
    away = _lying(known.left, _at(300, 320))
    assert not known.dense.are_parts(side, away)
    assert not known.dense.are_parts(away, side)


def _square(left: float, side: float = 100) -> Outline:
    return ((left, 0), (left + side, 0), (left + side, side), (left, side))


@pytest.mark.parametrize(("across", "are"), [(50, True), (51, False)])
def test_half_of_the_smaller_is_enough(
    across: float, are: bool, known: _Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "lies_alike", lambda one, other: True)
    one, other = (replace(_place(), outline=_square(left), is_dense=True) for left in (0, across))
    assert known.dense.are_parts(one, other) is are


@pytest.mark.parametrize(("across", "are"), [(134, True), (136, False)])
@pytest.mark.parametrize("unknown", [(True, True), (True, False), (False, True)])
def test_where_nobody_knows_the_whole_notes_of_one_value_that_touch_may_be_one(
    across: float, are: bool, unknown: tuple[bool, bool], known: _Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (
        replace(_lying(known.left, np.eye(3)), outline=_square(left), is_dense=not each)
        for left, each in zip((0, across), unknown, strict=True)
    )
    monkeypatch.setattr(known.dense, "_laid", {known.left: None})
    monkeypatch.setattr(room, "_OVERLAPS", 0.0)
    assert known.dense.are_parts(one, other) is are
    # Of packs and taught notes no side is known, and what touches is two.
    stranger = replace(known.left, value="USD/100")
    monkeypatch.setattr(known.dense, "_laid", {known.left: None, stranger: None})
    assert not known.dense.are_parts(replace(one, known=stranger), replace(other, known=stranger))
    assert not known.dense.are_parts(one, replace(other, known=stranger))


def test_sides_of_two_currencies_are_kept_ready(known: _Known, monkeypatch: pytest.MonkeyPatch) -> None:
    dense = pickle.loads(pickle.dumps(known.dense))
    asked: list[str] = []

    with_all = object()
    monkeypatch.setattr(type(dense._stored), "with_all_shared", lambda stored: with_all)

    def of(stored: StoredBank, currency: str) -> tuple[KnownPrint, ...]:
        assert stored is with_all
        asked.append(currency)
        return () if currency == "EUR" else (known.five,)

    monkeypatch.setattr(dense, "_known_of", of)
    for currency in ("USD", "EUR", "USD", "EUR", "INR", "EUR", "USD"):
        assert (dense.of(currency) is None) is (currency == "EUR")
    assert asked == ["USD", "EUR", "INR", "USD"]


def test_what_is_known_is_of_one_currency_and_nothing_of_it_is_kept(known: _Known) -> None:
    dense = pickle.loads(pickle.dumps(known.dense))
    assert [each.value for each in dense.known("USD")] == ["USD/20", "USD/5"]
    assert dense.known("EUR") == ()
    assert (dense._ready, dense._laid) == ({}, {})
    assert [each.value for each in dense.without("USD/20").known("USD")] == ["USD/5"]
    assert dense.of("INR") is None


# What is looked for


class _Asked:
    """Stands in for `places_of`: which sides were asked for, in what, beside which outlines."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sides: list[Any] = []
        self.rest: list[int] = []
        self.lying: list[int] = []
        monkeypatch.setattr(room, "places_of", self)

    def __call__(
        self, grey: object, rest: Keypoints, bank: object, sides: Any, lying: list[Outline], there: object
    ) -> list[Any]:
        self.sides.append(sides)
        self.rest.append(len(rest))
        self.lying.append(len(lying))
        return [f"a place of {sides}"]


def _found(currency: str, inliers: int) -> Place:
    place = _place(value=f"{currency}/5", inliers=inliers)
    return replace(place, first=Match(0, np.zeros((inliers, 2), np.intp), np.eye(3)))


SEEN = Keypoints(
    np.array([[5, 4], [9, 4], [60, 4], [80, 90]], np.float32),
    np.zeros((4, 8), np.float32),
    np.zeros(4, np.float32),
    np.zeros(4, np.float32),
)
GREY = np.zeros((100, 100), np.uint8)


def _more(monkeypatch: pytest.MonkeyPatch, places: list[Place], read: list[Place]) -> tuple[list[Any], _Asked]:
    asked = _Asked(monkeypatch)
    dense: Any = SimpleNamespace(
        of=lambda currency: None if currency == "JPY" else currency,
        whole=lambda place: None if place.known.value == "USD/1" else _square(0),
        side_there=lambda place: None,
    )
    bank: Any = None
    scored = [_scored(place) for place in read]
    return more_places(GREY, SEEN, bank, dense, places, scored), asked


def test_the_currency_of_what_was_read_is_looked_for_and_another_one_that_came_up_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usd, eur, inr = _found("USD", 5), _found("EUR", 12), _found("INR", 11)
    monkeypatch.setitem(globals(), "SEEN", SEEN.of(np.arange(40) % 4))
    found, asked = _more(monkeypatch, [usd, eur, inr], [usd])
    assert asked.sides == ["USD", "EUR"]
    assert found == ["a place of USD", "a place of EUR"]
    assert _more(monkeypatch, [usd, inr], [usd])[1].sides == ["USD"]


def test_of_what_only_came_up_the_first_is_looked_for_and_a_second_from_twelve_keypoints_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for many, sides in ((12, ["EUR", "USD"]), (11, ["EUR"])):
        _, asked = _more(monkeypatch, [_found("USD", 3), _found("EUR", 20), _found("USD", many), _found("INR", 2)], [])
        assert asked.sides == sides
    _, asked = _more(monkeypatch, [_found("INR", 3)], [])
    assert (asked.sides, asked.rest, asked.lying) == (["INR"], [4], [0])
    _, asked = _more(monkeypatch, [_found("USD", 19), _found("EUR", 20), _found("INR", 18)], [])
    assert asked.sides == ["EUR", "USD"], "no third one"
    found, asked = _more(monkeypatch, [_found("JPY", 20), _found("EUR", 15)], [])
    assert (asked.sides, found) == (["EUR"], ["a place of EUR"])
    assert _more(monkeypatch, [], [])[0] == []


def test_the_currency_of_a_note_that_was_read_though_not_surely_is_looked_for_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usd, inr, eur = _found("USD", 30), _found("INR", 7), _found("EUR", 11)
    asked = _Asked(monkeypatch)
    dense: Any = SimpleNamespace(of=lambda currency: currency, whole=lambda place: None, side_there=lambda place: None)
    bank: Any = None
    for weak, sides in ((inr, ["USD", "INR"]), (usd, ["USD"])):
        asked.sides.clear()
        read = [_scored(usd), replace(_scored(weak), is_clear=False)]
        more_places(GREY, SEEN.of(np.arange(40) % 4), bank, dense, [usd, inr, eur], read)
        assert asked.sides == sides


def test_only_what_lies_on_no_clear_note_is_looked_at_and_nothing_where_the_whole_of_one_lies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clear = _found("USD", 30)
    _, asked = _more(monkeypatch, [clear], [clear])
    assert (asked.sides, asked.rest, asked.lying) == (["USD"], [2], [2])
    nobody_knows = replace(clear, known=replace(clear.known, value="USD/1"))
    _, asked = _more(monkeypatch, [clear], [nobody_knows])
    assert asked.lying == [1]


def test_without_dense_print_notes_like_those_that_were_read_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    place = _place()
    monkeypatch.setattr(room, "siblings", lambda grey, seen, bank, read: [place] if read == ["read"] else [])
    bank: Any = None
    read: Any = ["read"]
    assert more_places(GREY, SEEN, bank, None, [], read) == [place]


class _Table:
    """A picture with a note of a 20 in it, and the sides that are looked for."""

    def __init__(self, known: _Known, at: NDArray[np.float64], *more: NDArray[np.float64]) -> None:
        self.grey = np.full((480, 900), 120, np.uint8)
        for where in (at, *more):
            cv2.warpPerspective(_print(1), where, (900, 480), dst=self.grey, borderMode=cv2.BORDER_TRANSPARENT)
        found = detect_keypoints(self.grey, 1500)
        self.rest = replace(found, descriptors=known.bank.shortened(found.descriptors))
        sides = known.dense.of("USD")
        assert sides is not None
        self.bank, self.sides = known.bank, sides

    def places(self, lying: tuple[Outline, ...] = ()) -> list[Place]:
        return places_of(self.grey, self.rest, self.bank, self.sides, lying)


def test_a_side_is_placed_where_it_lies_and_looks_alike_there(known: _Known) -> None:
    at = _at(120, 90, 15)
    (place,) = _Table(known, at).places()
    true = outline_of(known.whole.points, at)
    assert np.array(place.outline) == pytest.approx(np.array(true), abs=3)
    assert place.points == pytest.approx(cv2.perspectiveTransform(known.whole.points[None].astype(float), at)[0], abs=4)
    assert (place.known.value, place.is_dense, place.own_alike) == ("USD/20", True, None)
    assert (place.distances < 0.25).mean() > 0.8
    assert place.shown.all()
    assert place.free is not place.shown
    assert place.sides.shape[1] == len(place.points)
    assert len(place.match.inliers) >= 20


def test_a_side_lies_once_and_not_where_a_note_lies_already(known: _Known) -> None:
    at, other = _at(40, 40), _at(450, 240, -10)
    table = _Table(known, at, other)
    assert len(table.places()) == 2
    there = outline_of(known.whole.points, at)
    (place,) = table.places((there,))
    assert np.array(place.outline) == pytest.approx(np.array(outline_of(known.whole.points, other)), abs=3)
    assert table.places((there, outline_of(known.whole.points, other))) == []


@pytest.mark.parametrize(("more", "found"), [(0, 1), (1, 0)])
def test_few_keypoints_place_no_side(more: int, found: int, known: _Known, monkeypatch: pytest.MonkeyPatch) -> None:
    table = _Table(known, _at(120, 90, 15))
    (place,) = table.places()
    monkeypatch.setattr(room, "_FEWEST", len(place.match.inliers) + more)
    assert len(table.places()) == found


@pytest.mark.parametrize(("most", "found"), [(1, 1), (2, 2)])
def test_so_many_sides_are_described(most: int, found: int, known: _Known, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_DESCRIBED", most)
    assert len(_Table(known, _at(40, 40), _at(450, 240, -10)).places()) == found


def test_what_is_not_told_by_its_own_print_is_not_a_place(known: _Known, monkeypatch: pytest.MonkeyPatch) -> None:
    table = _Table(known, _at(120, 90, 15))
    shared = [replace(each, shared=np.ones((1, len(each.keypoints)), np.bool_)) for each in table.sides.known]
    table.sides = DenseSides(tuple(shared), table.sides.table)
    assert table.places() == []


@pytest.mark.parametrize(("value", "found"), [("USD/50", 0), ("USD/20", 1)])
def test_what_another_value_shows_as_well_there_is_not_a_place(value: str, found: int, known: _Known) -> None:
    """Whatever is known of what they share; a second design of one value is no rival."""
    table = _Table(known, _at(120, 90, 15))
    twenty = table.sides.known[0]
    sides = (twenty, replace(twenty, value=value))
    table.sides = DenseSides(sides, TemplateTable([each.keypoints for each in sides]))
    assert len(table.places()) == found


@pytest.mark.parametrize(("like", "left", "has"), [(75, 0, False), (76, 0, True), (100, 40, False)])
def test_a_rival_looks_alike_at_so_many_places_where_the_side_does(
    like: int, left: float, has: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "likely_part", lambda place: place.shown)
    place = _place(across=10, down=10, like=100)
    rival = replace(_place(across=10, down=10, like=like, value="XTS/20"), outline=())
    rival.points = rival.points + np.array([left, 0.0])
    assert room._has_a_rival(place, [place, rival]) is has
    rival.known = replace(rival.known, value="XTS/5")
    assert not room._has_a_rival(place, [place, rival])


def test_where_a_template_lies_its_side_is_looked_at(known: _Known, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too few pairs speak for a strip's side, and a template that shows a part of it lies there."""
    at = _at(120, 90, 15)
    table = _Table(known, at)
    there = known.dense.side_there(_lying(known.left, at))
    assert there is not None
    monkeypatch.setattr(room, "matches_of", lambda seen, templates, pairs: [])
    assert table.places() == []
    (place,) = places_of(table.grey, table.rest, table.bank, table.sides, (), [there])
    assert place.known is table.sides.known[there.template]
    assert np.array(place.outline) == pytest.approx(np.array(outline_of(known.whole.points, at)), abs=3)
    assert len(place.first.inliers) == len(place.match.inliers) >= 20
    monkeypatch.setattr(room, "_OF_TEMPLATES", 0)
    assert places_of(table.grey, table.rest, table.bank, table.sides, (), [there]) == []


def test_of_a_template_that_nobody_knows_where_it_belongs_no_side_is_looked_at(known: _Known) -> None:
    assert known.dense.side_there(_lying(replace(known.left, value="USD/100"), np.eye(3))) is None


def test_sides_of_templates_are_looked_at_in_the_order_of_their_keypoints(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def places(*given: Any) -> list[Place]:
        asked.append(given[5])
        return []

    monkeypatch.setattr(room, "places_of", places)
    dense: Any = SimpleNamespace(
        of=lambda currency: currency,
        whole=lambda place: None,
        side_there=lambda place: None if len(place.match.inliers) == 7 else len(place.match.inliers),
    )
    bank: Any = None
    places_there = [_found("USD", 15), _found("EUR", 40), _found("USD", 20), _found("USD", 7)]
    more_places(GREY, SEEN, bank, dense, places_there, [])
    assert asked == [[40], [20, 15]]


# How bent paper moves places


def _bent(many: int, shift: tuple[float, float], reach_px: float) -> tuple[NDArray[np.float32], NDArray[np.floating]]:
    """How places move when so many keypoints about one place of a template say by how much."""
    places = np.array([[0, 0], [reach_px, 0], [1000, 0], [1000, 500]], np.float32)
    template = Keypoints(places, np.zeros((4, 8), np.float32), np.zeros(4, np.float32), np.zeros(4, np.float32))
    at = _at(70, 30, 25, 1.3)
    seen = cv2.perspectiveTransform((places[:1] + np.array(shift, np.float32))[None].astype(np.float64), at)[0]
    points = np.repeat(seen, many, 0).astype(np.float32)
    rest = Keypoints(points, np.zeros((many, 8), np.float32), np.zeros(many, np.float32), np.zeros(many, np.float32))
    match = Match(0, np.stack([np.arange(many), np.zeros(many, np.intp)], 1), at)
    apart = np.linalg.norm(places[:, None] - places[match.inliers[:, 1]], axis=2) / np.linalg.norm((1000, 500))
    return room._shifts(rest, template, match, apart), apart


@pytest.mark.parametrize("many", [1, 3, 40])
def test_places_move_as_the_keypoints_near_them_say(many: int) -> None:
    shifts, apart = _bent(many, (6.0, -4.0), 60)
    # One keypoint is half believed, many wholly.
    believed = many / (many + 0.5)
    assert shifts[0] == pytest.approx((6.0 * believed, -4.0 * believed), abs=0.02)
    near = many * float(np.exp(-0.5 * (apart[1, 0] / 0.06) ** 2))
    assert 0 < near < many
    assert shifts[1] == pytest.approx((6.0 * near / (near + 0.5), -4.0 * near / (near + 0.5)), abs=0.02)
    # What is far away stays.
    assert shifts[2:] == pytest.approx(np.zeros((2, 2)), abs=1e-3)


def test_a_bent_end_is_described_where_it_lies(known: _Known) -> None:
    """The right end of the note is lifted, and lies off where the rest says."""
    y, x = np.mgrid[0:HIGH, 0:WIDE].astype(np.float32)
    off = 7 * np.clip((x - 240) / 100, 0, 1)
    note = cv2.remap(_print(1), x, y + off, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    table = _Table(known, _at(120, 90))
    table.grey = np.full((480, 900), 120, np.uint8)
    table.grey[90 : 90 + HIGH, 120 : 120 + WIDE] = note
    found = detect_keypoints(table.grey, 1500)
    table.rest = replace(found, descriptors=known.bank.shortened(found.descriptors))
    (place,) = table.places()
    end = known.whole.points[:, 0] > 345
    inside = (known.whole.points[:, 1] > 30) & (known.whole.points[:, 1] < 170)
    assert (place.distances[end & inside] < 0.25).mean() > 0.5
    moved = place.points - (known.whole.points + np.array([120, 90]))
    assert np.median(moved[end & inside, 1]) < -2


def test_places_far_from_any_keypoint_that_is_alike_are_not_compared(
    known: _Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = _Table(known, _at(120, 90, 15))
    monkeypatch.setattr(room, "is_told_by_dense_print", lambda place, part: True)
    table.grey[:, 330:] = 120
    found = detect_keypoints(table.grey, 1500)
    table.rest = replace(found, descriptors=known.bank.shortened(found.descriptors))
    place = max(table.places(), key=lambda each: len(each.match.inliers))
    assert place.known.value == "USD/20"
    alike = place.known.keypoints.points[place.match.inliers[:, 1]]
    own = place.known.keypoints.points
    apart = np.linalg.norm(own[:, None] - alike, axis=2).min(1) / np.linalg.norm(np.ptp(own, axis=0))
    assert (apart >= 0.12).any()
    assert ((place.distances == 2.0) == (apart >= 0.12)).all()


@pytest.mark.parametrize(("near", "compared"), [(0.25, False), (0.2500001, True)])
def test_a_place_is_compared_nearer_than_the_very_limit_to_a_keypoint_that_is_alike(
    near: float, compared: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_NEAR", near)
    monkeypatch.setattr(room, "describe", lambda flat, places: places.descriptors)
    # The diagonal is 500 pixels, and the second place 125 from the first, which alone is alike.
    places = np.array([[0, 0], [125, 0], [300, 400], [300, 0]], np.float32)
    zeros = np.zeros(4, np.float32)
    known = KnownPrint("USD/20", Keypoints(places, np.zeros((4, 8), np.float32), zeros, zeros))
    rest = known.keypoints.of(np.arange(1))
    match = Match(0, np.zeros((1, 2), np.intp), np.eye(3))
    bank: Any = SimpleNamespace(shortened=lambda each: each)
    place = room.laid_there(np.zeros((500, 500), np.uint8), rest, bank, known, match, match)
    assert place.distances.tolist() == [0.0, 0.0 if compared else 2.0, 2.0, 2.0]
