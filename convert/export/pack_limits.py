"""From which agreement a pack's templates count: as much as other values' notes cannot reach, whether known or not.

Each template is tried on the notes of other values, and counts only above what they reach. A note that has no picture
of a face was tried by nobody: what it shares with the others is judged by what these share among each other. So much,
and a little more, is then asked of all templates of that face. Where that is more than a photo of its own note reaches,
or where two values cannot be told apart by the face, so that a third may be like them, a template names nothing.

Which pictures become templates is decided in `pack_templates`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from app.recognition.packs import Pack, PackTemplate, Tier
from app.recognition.print_check import Compared
from convert.data.pack_pictures import PackPicture

FACES = ("front", "back")
# So many photos of a note, taken without a thought of its face, show both.
_SHOW_BOTH = 3
# Agreement from which print counts at all; where a value in everyday use is not known by both faces, and may be met;
# and where one has no picture at all, or nothing is known of what the values of a currency share on this face.
_LEAST, _LEAST_WITH_GAPS, _LEAST_WITHOUT_PICTURE = 0.80, 0.85, 0.93
# By how much it must exceed what notes of other values reach.
_OVER_OTHERS = 0.02
# A template that must agree further than this is of no use: a photo of its own note reaches no more.
_USELESS = 0.95


def lacking_faces(pack: Pack, pictures: Collection[PackPicture]) -> frozenset[str]:
    """The faces of which a current note in everyday use has no picture; some photos together show both."""
    shown = {(p.value, p.face) for p in pictures if p.series == "current"}
    photos = Counter(p.value for p in pictures if p.series == "current" and not p.face)
    return frozenset(
        face for face in FACES for value in pack.everyday if (value, face) not in shown and photos[value] < _SHOW_BOTH
    )


def alike_faces(pack: Pack, pictures: Iterable[PackPicture], reach: Sequence[float]) -> frozenset[str]:
    """The faces by which two values cannot be told apart: a template would be of no use, or was left out.

    Args:
        pack: perhaps already without such templates.
        pictures: all that it was made from.
        reach: how far notes of other values agree with each template, 0 to 1.
    """
    known = {(t.value, t.series, t.face) for t in pack.templates}
    useless = {t.face for t, other in zip(pack.templates, reach, strict=True) if other + _OVER_OTHERS > _USELESS}
    return frozenset(useless | {p.face for p in pictures if p.is_scan and (p.value, p.series, p.face) not in known})


def others_reach(count: int, tried: Iterable[tuple[PackPicture, Sequence[Compared]]]) -> list[float]:
    """How far notes of other values agree with each of so many templates, 0 to 1, by pictures compared with them."""
    reach = [0.0] * count
    for picture, compared in tried:
        for one in compared:
            if one.value != f"{picture.currency}/{picture.value}":
                reach[one.match.template] = max(reach[one.match.template], one.agreement)
    return reach


def limits_over(
    pack: Pack, reach: Sequence[float], *, lacking: Collection[str] = (), alike: Collection[str] = ()
) -> list[float | None]:
    """From which agreement each template counts; None where that is more than a photo of its own note reaches.

    Args:
        pack: whose templates were tried.
        reach: how far notes of other values agree with each of them, 0 to 1.
        lacking: faces of which a note in everyday use has no picture.
        alike: faces by which two values cannot be told apart.
    """
    limits = [max(least_of(pack, t), other + _OVER_OTHERS) for t, other in zip(pack.templates, reach, strict=True)]
    shared = max(_LEAST_WITHOUT_PICTURE, max(reach, default=0.0) + _OVER_OTHERS)
    for number, template in enumerate(pack.templates):
        faces = {template.face} if template.face else set(FACES)
        if faces & set(lacking):
            limits[number] = 1.0 if faces & set(alike) else max(limits[number], shared)
    return [round(least, 3) if round(least, 3) <= _USELESS else None for least in limits]


def least_of(pack: Pack, template: PackTemplate) -> float:
    """From which agreement a template counts, before it was tried on other values' notes."""
    if pack.tier is Tier.COMPLETE:
        return _LEAST
    is_alone = all(t.value == template.value for t in pack.templates if t.face == template.face)
    return _LEAST_WITHOUT_PICTURE if pack.missing or is_alone else _LEAST_WITH_GAPS
