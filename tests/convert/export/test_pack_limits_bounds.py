"""From when on a pack's template counts, at the numbers where more is asked or it is of no use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.recognition.packs import Pack
from convert.export import pack_limits
from convert.export.pack_limits import alike_faces, alone_faces, lacking_faces, limits_over
from convert.export.pack_own import design_of
from tests.app.recognition.small_pack import small_pack, template
from tests.convert.export.test_pack_limits import _picture


def _pack(*values: str) -> Pack:
    return replace(small_pack(), everyday=values, templates=tuple(template(v, "current", "front") for v in values))


@pytest.mark.parametrize(
    ("values", "shown", "alone"),
    [
        (("50",), ["50"], False),
        (("50", "100"), ["50"], True),
        (("50", "100"), ["50", "100"], False),
        (("50", "100", "200"), ["50"], True),
        (("50", "100", "200"), ["50", "100"], False),
        (("50", "100"), [], False),
    ],
)
def test_one_value_alone_has_pictures_where_there_are_others(
    values: tuple[str, ...], shown: list[str], alone: bool
) -> None:
    assert alone_faces(_pack(*values), [_picture(value) for value in shown]) == (
        frozenset({"front"}) if alone else frozenset()
    )


@pytest.mark.parametrize(("photos", "lacking"), [(2, {"front", "back"}), (3, set())])
def test_three_photos_of_no_face_show_both(photos: int, lacking: set[str]) -> None:
    pictures = [_picture("50", face="", is_scan=False)] * photos
    assert lacking_faces(["50"], pictures) == lacking


def test_a_withdrawn_design_shows_no_face_of_a_note_in_use() -> None:
    assert lacking_faces(["50"], [_picture("50", "withdrawn")]) == {"front", "back"}
    assert lacking_faces(["50"], [_picture("50", "old")]) == {"back"}
    assert lacking_faces([], []) == frozenset()


@pytest.mark.parametrize(("reach", "alike"), [(0.93, False), (0.9301, True)])
def test_a_face_is_alike_where_a_template_would_be_of_no_use(
    reach: float, alike: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_limits, "_USELESS", 0.93 + pack_limits._OVER_OTHERS)
    found = alike_faces(_pack("50"), [_picture("50")], [reach])
    assert found == (frozenset({"front"}) if alike else frozenset())


def test_a_scan_that_became_no_template_is_alike_another_and_a_photo_is_not() -> None:
    assert alike_faces(_pack("50"), [_picture("100", face="back")], [0.1]) == {"back"}
    assert alike_faces(_pack("50"), [_picture("100", face="back", is_scan=False)], [0.1]) == frozenset()


@pytest.mark.parametrize(
    ("reach", "least"), [(0.0, 0.8), (0.78, 0.8), (0.79, 0.81), (0.93, 0.95), (0.931, None), (1.0, None)]
)
def test_more_is_asked_than_notes_of_other_values_reach(reach: float, least: float | None) -> None:
    assert limits_over(_pack("50"), [reach]) == [least]


@pytest.mark.parametrize(
    ("unseen", "least"),
    [(0.0, 0.86), (0.74, 0.86), (0.75, 0.87), (0.8, 0.92), (0.85, 0.93), (0.92, 0.94), (0.94, None)],
)
def test_without_a_picture_more_is_asked_the_more_values_share(unseen: float, least: float | None) -> None:
    assert limits_over(_pack("50"), [0.0], most_unseen=unseen, lacking=["front"]) == [least]
    assert limits_over(_pack("50"), [0.0], most_unseen=unseen, lacking=["back"]) == [0.8]


def test_a_face_that_is_alike_and_lacks_a_picture_is_never_told() -> None:
    assert limits_over(_pack("50"), [0.0], lacking=["front"], alike=["front"]) == [None]
    assert limits_over(_pack("50"), [0.0], lacking=["front"], alike=["back"]) == [0.86]
    assert limits_over(_pack("50"), [0.0], alone=["front"]) == [0.93]
    assert limits_over(_pack("50"), [0.0], rare=["front"]) == [0.85]
    assert limits_over(replace(_pack("50"), gaps=("50",)), [0.0]) == [0.85]


@pytest.mark.parametrize("values", [("50",), ("50", "100"), ("50", "100", "200")])
def test_what_is_a_template_s_own_is_kept_where_there_is_another_value_to_compare_with(
    values: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = _pack(*values)
    monkeypatch.setattr(pack_limits, "limits_over", lambda rest, reach, **more: [0.5] * len(rest.templates))
    found = pack_limits.with_limits(pack, [_picture(value) for value in values], [])
    assert len(found) == len(values)
    for each in found:
        assert each is not None
        assert each.least == 0.5
        assert (each.own is None) is (len(values) == 1)


def test_with_all_designs_left_out_no_template_names_anything() -> None:
    pack = _pack("50", "100")
    every = {design_of(each) for each in pack.templates}
    assert pack_limits.with_limits(pack, [_picture("50"), _picture("100")], [], without=every) == [None, None]
