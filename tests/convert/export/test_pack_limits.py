"""How far templates must agree, so that no note is called another value, one without any picture included."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.recognition.compared import Compared
from app.recognition.keypoints import Keypoints, Match
from app.recognition.packs import Pack
from app.recognition.templates import KnownPrint
from convert.data.pack_pictures import PackPicture
from convert.export.pack_limits import FACES, alike_faces, alone_faces, lacking_faces, limits_over, with_limits
from tests.app.recognition.small_pack import small_pack, template

VALUES = ("50", "100", "200")


def _pack() -> Pack:
    templates = tuple(template(value, "current", face) for value in VALUES for face in ("front", "back"))
    return replace(small_pack(), everyday=VALUES, templates=templates)


def _picture(value: str, series: str = "current", face: str = "front", *, is_scan: bool = True) -> PackPicture:
    return PackPicture(Path(f"{value}.jpg"), "KES", value, series, face, is_scan, "", "")


def test_more_is_asked_where_notes_may_be_met_that_are_not_known() -> None:
    reach = [0.2] * 6
    assert limits_over(_pack(), reach) == [0.8] * 6
    assert limits_over(replace(_pack(), gaps=("50",)), reach) == [0.85] * 6
    assert limits_over(_pack(), reach, rare={"front"}) == [0.85, 0.8] * 3
    assert limits_over(_pack(), reach, rare={"front"}, lacking={"back"}) == [0.85, 0.86] * 3
    # Where one value's face alone is known, nothing says what the values share on it.
    assert limits_over(_pack(), reach, alone={"back"}) == [0.8, 0.93] * 3
    assert limits_over(_pack(), [0.2, 0.84, *reach[2:]], rare={"back"}) == [0.8, 0.86, *[0.8, 0.85] * 2]
    # A photo of which nobody told the face may show either.
    photo = replace(_pack(), templates=(template("50", "current", ""),))
    assert limits_over(photo, [0.2], lacking={"back"}) == [0.86]


@pytest.mark.parametrize(
    ("most_unseen", "asked"),
    # The more the known values share, the more a note that nobody saw may.
    [(0.3, 0.86), (0.74, 0.86), (0.76, 0.88), (0.8, 0.92), (0.85, 0.93), (0.91, 0.93), (0.92, 0.94)],
)
def test_as_much_is_asked_as_what_the_known_values_share_makes_likely(most_unseen: float, asked: float) -> None:
    reach = [0.92, 0.2, 0.2, 0.2, 0.2, 0.2]
    assert limits_over(_pack(), reach, most_unseen=most_unseen) == [0.94, 0.8, 0.8, 0.8, 0.8, 0.8]
    lacking = replace(_pack(), everyday=("20", *VALUES))
    # One template alone agrees with a known value; a note that nobody saw may agree as far with any.
    assert limits_over(lacking, [0.2] * 6, most_unseen=most_unseen, lacking=FACES) == [asked] * 6
    assert limits_over(lacking, reach, most_unseen=most_unseen, lacking=FACES) == [0.94, *[asked] * 5]


def test_more_is_asked_of_a_template_that_shares_nearly_all_where_anything_is_not_known() -> None:
    reach, few = [0.2] * 6, (0, 3)
    # Every note was seen: what they share says all.
    assert limits_over(_pack(), reach, hardly_own=few) == [0.8] * 6
    assert limits_over(_pack(), reach, hardly_own=few, lacking=FACES) == [0.93, 0.86, 0.86, 0.93, 0.86, 0.86]
    assert limits_over(_pack(), reach, hardly_own=few, lacking={"front"}) == [0.93, 0.8, 0.86, 0.8, 0.86, 0.8]
    assert limits_over(_pack(), reach, hardly_own=few, rare={"back"}) == [0.8, 0.85, 0.8, 0.93, 0.8, 0.85]
    assert limits_over(replace(_pack(), gaps=("50",)), reach, hardly_own=few) == [0.93, 0.85, 0.85, 0.93, 0.85, 0.85]


def test_more_is_asked_of_a_template_with_which_nothing_known_agrees_where_a_note_has_no_picture() -> None:
    reach, apart = [0.2] * 6, (0, 3)
    assert limits_over(_pack(), reach, apart=apart) == [0.8] * 6
    assert limits_over(_pack(), reach, apart=apart, rare=FACES) == [0.85] * 6
    assert limits_over(_pack(), reach, apart=apart, lacking={"back"}) == [0.8, 0.86, 0.8, 0.9, 0.8, 0.86]
    assert limits_over(_pack(), reach, apart=apart, lacking=FACES, most_unseen=0.8) == [0.92] * 6


@pytest.mark.parametrize(("near", "front"), [(100, 0.88), (120, 0.88), (121, 0.93), (160, 0.93)])
def test_a_template_is_hardly_its_own_by_what_others_show_of_it(near: int, front: float) -> None:
    pack, pictures, tried = _shown(near)
    templates = with_limits(pack, pictures, tried)
    assert [None if each is None else each.least for each in templates] == [front, 0.88, 0.9]


def _shown(near: int) -> tuple[Pack, list[PackPicture], list[tuple[PackPicture, list[Compared]]]]:
    """Three fronts: a 100 shows so many keypoints of the 50, and the 50 some of the 100; nothing shows the 200's."""
    pack = replace(
        small_pack(),
        everyday=("20", *VALUES),
        rare=(),
        templates=tuple(template(value, "current", "front", 160) for value in VALUES),
    )
    pictures = [_picture(value) for value in VALUES]
    seen = ((pictures[1], 0, near), (pictures[0], 1, 40))
    tried: list[tuple[PackPicture, list[Compared]]] = []
    for picture, number, like in seen:
        distances = np.full(160, 0.7, np.float32)
        distances[:like] = 0.24
        known = KnownPrint(f"KES/{VALUES[number]}", Keypoints.none())
        match = Match(number, np.zeros((8, 2), np.intp), np.eye(3))
        tried.append((picture, [Compared(known, match, np.zeros(1), 0.0, 0.0, 1.0, np.eye(3), distances)]))
    return pack, pictures, tried


def test_nothing_is_named_where_a_note_that_nobody_saw_may_be_alike() -> None:
    lacking = replace(_pack(), everyday=("20", *VALUES))
    assert limits_over(lacking, [0.2] * 6, most_unseen=0.931, lacking=FACES) == [None] * 6
    # What a front shares says nothing of the backs.
    assert limits_over(lacking, [0.2] * 6, lacking=FACES, alike={"front"}) == [None, 0.86] * 3
    # Where every value was seen, only the template itself is of no use.
    assert limits_over(_pack(), [0.931, 0.1, 0, 0, 0, 0], most_unseen=0.99) == [None, 0.8, 0.8, 0.8, 0.8, 0.8]


@pytest.mark.parametrize(
    ("pictures", "lacking"),
    [
        ([_picture("200"), _picture("200", face="back")], set()),
        ([_picture("200")], {"back"}),
        ([_picture("200", face="back")], {"front"}),
        ([], {"front", "back"}),
        # An earlier design that is money is enough: no design was ever taken for another value.
        ([_picture("200", "old"), _picture("200", "withdrawn", face="back")], {"back"}),
        # Nobody who takes some photos takes them all of one face.
        ([_picture("200", face="", is_scan=False)] * 3, set()),
        ([_picture("200", face="", is_scan=False)] * 2, {"front", "back"}),
    ],
)
def test_a_face_lacks_where_a_note_in_use_has_no_picture_of_it(pictures: list[PackPicture], lacking: set[str]) -> None:
    others = [_picture(value, face=face) for value in ("50", "100") for face in FACES]
    assert lacking_faces(VALUES, [*others, *pictures]) == lacking


def test_a_face_is_alone_where_no_other_value_has_a_picture_of_it() -> None:
    pictures = [_picture("50"), _picture("50", face="back"), _picture("100")]
    assert alone_faces(_pack(), pictures) == {"back"}
    photos = [_picture("200", face="", is_scan=False)] * 3
    assert alone_faces(_pack(), [*pictures, *photos]) == set()
    # A currency that has one note has no family.
    single = replace(_pack(), everyday=("50",), templates=_pack().templates[:2])
    assert alone_faces(single, pictures[:2]) == set()


@pytest.mark.parametrize(
    ("known", "picture", "reach", "alike"),
    [
        (6, _picture("200"), 0.9, set()),
        (6, _picture("200"), 0.94, {"front", "back"}),
        # Its templates were left out when the pack was made; photos need none.
        (4, _picture("200"), 0.1, {"front"}),
        (4, _picture("200", is_scan=False), 0.1, set()),
    ],
)
def test_values_are_alike_where_a_template_would_be_of_no_use(
    known: int, picture: PackPicture, reach: float, alike: set[str]
) -> None:
    pack = replace(_pack(), templates=_pack().templates[:known])
    assert alike_faces(pack, [picture], [reach] * known) == alike
