"""Keypoints: the same each time, found again in one arrangement, described where they are said to be."""

from __future__ import annotations

import itertools
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import agreeing, keypoints
from app.recognition.agreeing import in_agreement
from app.recognition.keypoints import (
    Keypoints,
    Pairs,
    TemplateTable,
    describe,
    detect_keypoints,
    rectified,
    scaled_grey,
)


def _print(seed: int) -> NDArray[np.uint8]:
    """A busy print, uint8 (200, 400, 3)."""
    coarse = np.random.default_rng(seed).integers(0, 256, (30, 60, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (400, 200), interpolation=cv2.INTER_CUBIC), np.uint8)


def _keypoints(picture: NDArray[np.uint8], most: int = 700) -> Keypoints:
    return detect_keypoints(scaled_grey(picture), most)


def _turned(picture: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    matrix = np.vstack([cv2.getRotationMatrix2D((200, 100), 30, 0.9), [0, 0, 1]])
    return np.asarray(cv2.warpPerspective(picture, matrix, (400, 200), borderValue=(128, 128, 128)), np.uint8), matrix


def test_keypoints_are_strongest_first_and_the_same_each_time() -> None:
    once, again = _keypoints(_print(1)), _keypoints(_print(1))
    assert 160 < len(once) <= 700
    assert (once.points == again.points).all()
    assert once.descriptors.shape == (len(once), 128)
    assert np.linalg.norm(once.descriptors, axis=1) == pytest.approx(1, abs=0.01)
    few = _keypoints(_print(1), 50)
    assert len(few) == 50
    assert (few.points == once.points[:50]).all()


def test_a_plain_picture_has_none() -> None:
    assert len(_keypoints(np.full((50, 80, 3), 90, np.uint8))) == 0


@pytest.mark.parametrize("side", [1, 300])
def test_greys_fill_their_range_whatever_the_light(side: int) -> None:
    dark = (_print(2)[:side] * 0.2).astype(np.uint8)
    grey = scaled_grey(dark)
    assert 75_000 < grey.size < 85_000 or side == 1
    assert grey.dtype == np.uint8
    assert side == 1 or (grey.min() < 5 and grey.max() > 250)


def test_each_template_is_found_by_itself_and_each_keypoint_matched_once() -> None:
    table = TemplateTable([_keypoints(_print(seed), 160) for seed in (1, 2, 3)])
    for row, seed in enumerate((1, 2, 3)):
        picture, _ = _turned(_print(seed))
        found = table.match(_keypoints(picture))
        assert found[0].template == row
        assert len(found[0].inliers) > 30
        assert all(len(match.inliers) < 10 for match in found[1:])
        for column in found[0].inliers.T:
            assert len(np.unique(column)) == len(column)


def test_the_homography_leads_from_the_template_to_the_picture() -> None:
    picture, matrix = _turned(_print(4))
    (found,) = TemplateTable([_keypoints(_print(4), 160)]).match(_keypoints(picture))
    corners = np.array([[[0, 0], [400, 0], [400, 200], [0, 200]]], np.float64)
    assert cv2.perspectiveTransform(corners, found.homography) == pytest.approx(
        cv2.perspectiveTransform(corners, matrix), abs=2
    )


def test_templates_of_different_lengths_lie_beside_each_other() -> None:
    lengths = (160, 7, 90)
    table = TemplateTable([_keypoints(_print(seed), most) for seed, most in zip((1, 2, 3), lengths, strict=True)])
    found = table.match(_keypoints(_print(3)))
    assert found[0].template == 2
    assert found[0].inliers[:, 1].max() < 90


def test_only_the_likeliest_are_looked_at_closely() -> None:
    table = TemplateTable([_keypoints(_print(1), most) for most in (60, 160, 100)])
    assert [match.template for match in table.match(_keypoints(_print(1)), most=1)] == [1]


def test_a_picture_with_too_few_keypoints_matches_nothing() -> None:
    table = TemplateTable([_keypoints(_print(1), 160)])
    assert TemplateTable([]).match(_keypoints(_print(1))) == []
    assert table.match(Keypoints.none()) == []
    assert table.match(_keypoints(_print(1), 4)) == []


def test_a_mirrored_print_does_not_match() -> None:
    table = TemplateTable([_keypoints(_print(1), 160)])
    assert table.match(_keypoints(np.ascontiguousarray(_print(1)[:, ::-1]))) == []


def test_mirrored_keypoints_are_those_of_the_mirrored_picture() -> None:
    grey = scaled_grey(_print(1))
    mirrored = detect_keypoints(grey).mirrored(grey.shape[1])
    found = detect_keypoints(np.ascontiguousarray(grey[:, ::-1]))
    near = np.linalg.norm(found.points[:, None] - mirrored.points, axis=2) < 1
    distances = ((found.descriptors[:, None] - mirrored.descriptors) ** 2).sum(2)
    own = np.where(near, distances, np.inf).min(1)
    assert (own < 0.05).mean() > 0.8, "the weakest of 700 differ"
    assert len(TemplateTable([mirrored]).match(found)[0].inliers) > 0.6 * len(found)


def test_described_at_its_own_keypoints_a_picture_says_what_was_detected() -> None:
    grey = scaled_grey(_print(5))
    found = detect_keypoints(grey)
    again = describe(grey, found)
    assert np.median(((again - found.descriptors) ** 2).sum(1)) < 0.02
    elsewhere = Keypoints(found.points[::-1], found.descriptors, found.angles, found.octaves)
    assert np.median(((describe(grey, elsewhere) - found.descriptors) ** 2).sum(1)) > 0.3
    assert describe(grey, Keypoints.none()).shape == (0, 128)


def test_laid_flat_a_picture_looks_as_the_template_and_says_what_it_shows() -> None:
    template = _keypoints(_print(6), 160)
    grey = scaled_grey(_print(6))
    flat, points, shown = rectified(grey, template, np.eye(3))
    assert shown.all()
    left, top = (template.points - points)[0].astype(int).tolist()
    assert (flat[50:150, 50:250] == grey[50 + top : 150 + top, 50 + left : 250 + left]).all()
    away = np.array([[1, 0, grey.shape[1] / 2], [0, 1, 0], [0, 0, 1]], np.float64)
    _, _, half = rectified(grey, template, away)
    assert 0.2 < half.mean() < 0.8


@pytest.mark.parametrize(("right", "down"), [(2, 0), (-2, 0), (0, 2), (0, -2), (2, 2), (-2, -2)])
def test_of_a_note_that_lies_beyond_any_edge_nothing_is_shown(right: int, down: int) -> None:
    template = _keypoints(_print(6), 160)
    grey = scaled_grey(_print(6))
    away = np.array([[1, 0, right * grey.shape[1]], [0, 1, down * grey.shape[0]], [0, 0, 1]], np.float64)
    assert not rectified(grey, template, away)[2].any()


def test_of_each_row_the_most_that_agree_are_kept_as_if_each_were_compared_with_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(4)
    rows = np.sort(rng.integers(0, 30, 220))
    turns = rng.uniform(5, 8, 220).astype(np.float32)
    octaves = rng.uniform(0, 2, 220).astype(np.float32)
    expected = []
    for row in range(30):
        own = np.flatnonzero(rows == row)
        apart = np.abs((turns[own, None] - turns[own] + np.pi) % (2 * np.pi) - np.pi)
        agree = (apart < 0.45) & (np.abs(octaves[own, None] - octaves[own]) < 0.7)
        kept = own[agree[int(agree.sum(1).argmax())]] if len(own) else own
        if len(kept) >= 5:
            expected.append(kept.tolist())
    assert 1 < len(expected) < 30
    found = [kept.tolist() for kept in in_agreement(rows, turns, octaves)]
    assert found == sorted(expected, key=lambda kept: -len(kept))
    most = [kept.tolist() for kept in in_agreement(rows, turns, octaves, len(expected) - 1)]
    assert most == found[:-1]
    # However few are compared at once, and with however many others of other sizes.
    for at_once in (1, 60, 1_000):
        monkeypatch.setattr(agreeing, "_AT_ONCE", at_once)
        assert [kept.tolist() for kept in in_agreement(rows, turns, octaves)] == found


def test_a_template_is_fitted_only_once_it_may_be_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    own = _keypoints(_print(1), 160)
    # The same note with a third of its keypoints: fewer agree than fit the whole.
    table = TemplateTable([own.of(np.arange(0, len(own), 3)), own])
    fitted = 0
    fit = cv2.findHomography

    def counted(*args: Any, **options: Any) -> Any:
        nonlocal fitted
        fitted += 1
        return fit(*args, **options)

    monkeypatch.setattr(cv2, "findHomography", counted)
    seen = _keypoints(_print(1))
    found = table.arranged(seen, table.pairs(seen))
    assert next(found).template == 1
    assert fitted == 1
    assert [match.template for match in found] == [0]


def test_what_has_too_few_keypoints_that_agree_is_not_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    own = _keypoints(_print(1), 160)
    table = TemplateTable([own.of(np.arange(0, len(own), 3)), own])
    seen = _keypoints(_print(1))
    whole, part = table.match(seen)
    least = float(len(part.inliers) + 1)
    assert [match.template for match in table.arranged(seen, table.pairs(seen), least=lambda: least)] == [1]
    found = table.arranged(seen, table.pairs(seen), least=lambda: least)
    assert len(next(found).inliers) == len(whole.inliers)
    monkeypatch.setattr(cv2, "findHomography", None)
    assert list(found) == [], "the second was not looked at closely"


def test_descriptors_of_templates_are_kept_once() -> None:
    templates = [_some(9), _some(4)]
    table = TemplateTable(templates)
    for ours, given in zip(table.templates, templates, strict=True):
        assert np.shares_memory(ours.descriptors, table._descriptors)
        np.testing.assert_array_equal(ours.descriptors, given.descriptors)
        assert len(ours) == len(given)


def _some(number: int) -> Keypoints:
    rng = np.random.default_rng(number)
    zeros = np.zeros(number, np.float32)
    return Keypoints(np.zeros((number, 2), np.float32), rng.random((number, 8), np.float32), zeros, zeros)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize(("start", "stop"), [(0, None), (0, 90), (40, 90), (40, None), (0, 5000), (5000, None)])
def test_what_looks_alike_is_the_same_in_parts_and_by_two_threads(threads: int, start: int, stop: int | None) -> None:
    table = TemplateTable([_keypoints(_print(1)), _keypoints(_print(2))])
    seen = _keypoints(_turned(_print(1))[0])
    whole, parts = table.pairs(seen, start, stop), table.pairs_in_parts(seen, 37, start, stop, threads=threads)
    assert (len(whole.mine) > 20) == (start < 5000)
    # Templates come in blocks of a size that the keypoints decide; those of each come in order.
    in_order = [np.argsort(found.rows, kind="stable") for found in (whole, parts)]
    for name in ("mine", "rows", "theirs"):
        of_whole, of_parts = (getattr(found, name)[at] for found, at in zip((whole, parts), in_order, strict=True))
        assert of_parts.tolist() == of_whole.tolist(), name
    assert parts.distances[in_order[1]] == pytest.approx(whole.distances[in_order[0]], abs=1e-4)


def test_what_may_have_just_as_many_as_are_asked_for_is_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    own = _keypoints(_print(1), 160)
    table = TemplateTable([own.of(np.arange(0, len(own), 3)), own])
    seen = _keypoints(_print(1))
    fitted: list[int] = []
    monkeypatch.setattr(table, "_fitted", lambda seen, row, mine, theirs: fitted.append(len(mine)))
    assert list(table.arranged(seen, table.pairs(seen))) == []
    whole, part = fitted
    for least, many in ((part, [whole, part]), (part + 0.5, [whole]), (whole + 1, [])):
        fitted.clear()
        assert list(table.arranged(seen, table.pairs(seen), least=lambda least=least: least)) == []  # type: ignore[misc]
        assert fitted == many


def test_each_keypoint_of_a_template_is_kept_once_with_the_nearest_even_below_zero() -> None:
    rng = np.random.default_rng(8)
    rows, theirs = rng.integers(0, 5, 300), rng.integers(0, 9, 300)
    # Rounded, a distance may lie below zero.
    distances = rng.normal(0.1, 0.2, 300).astype(np.float32)
    found = Pairs(np.arange(300), rows, theirs, distances).once()
    expected = [
        (row, their, int(own[distances[own].argmin()]))
        for row, their in itertools.product(range(5), range(9))
        if len(own := np.flatnonzero((rows == row) & (theirs == their)))
    ]
    assert list(zip(found.rows.tolist(), found.theirs.tolist(), found.mine.tolist(), strict=True)) == expected
    assert (found.distances == distances[found.mine]).all()
    assert not len(Pairs.none().once().mine)


@pytest.mark.parametrize("at_once", [1, 2, 3, 7])
def test_what_looks_alike_is_the_same_however_many_templates_are_compared_at_once(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = [_keypoints(_print(seed), 40) for seed in range(1, 8)]
    seen = _keypoints(_print(3), 90)
    table = TemplateTable(templates, 0.95)
    expected = {
        (mine, row, int(apart.argmin()))
        for row, template in enumerate(templates)
        for mine, one in enumerate(seen.descriptors.astype(np.float64))
        if (apart := ((template.descriptors - one) ** 2).sum(1)).min() < 0.95**2 * np.partition(apart, 1)[1]
    }
    monkeypatch.setattr(keypoints, "_ROOM_BYTES", at_once * 4 * len(seen) * 40)
    found = table.pairs(seen)
    assert set(zip(found.mine.tolist(), found.rows.tolist(), found.theirs.tolist(), strict=True)) == expected
    assert len(found.mine) == len(expected)
