"""From which agreement a pack's templates count: as much as other values' notes cannot reach, whether known or not.

Each template is tried on the notes of other values, and counts only above what they reach by its own print
(`pack_own`). A note that has no picture of a face was tried by nobody: each known value in turn is taken for such a
note, and what it then reaches, and a little more, is asked of all templates of that face. More is asked of a template
that shares nearly all of its print with values that are known, for a further one may share the rest, and of one that
none of them agrees with, for its own family may be what is not known. Where that is more than a photo of its own note
reaches, or where two values cannot be told apart by the face, so that a third may be like them, a template names
nothing.

Which pictures become templates is decided in `pack_templates`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from app.recognition.packs import Pack, PackTemplate
from convert.data.pack_pictures import PackPicture
from convert.export.pack_own import Design, SharedPrint, Tried, design_of

FACES = ("front", "back")
# So many photos of a note, taken without a thought of its face, show both.
_SHOW_BOTH = 3
# Agreement from which print counts at all; where a design in everyday use, or a rare note, has no picture and may be
# met; and where an everyday note has none of the face, or no other value has: at least, and where nobody knows better.
_LEAST, _LEAST_WITH_GAPS, _LEAST_WITHOUT_PICTURE, _ENOUGH_WITHOUT_PICTURE = 0.80, 0.85, 0.86, 0.93
# By how much more a note may agree of which nobody knows than one that is as if nobody did.
_OVER_UNSEEN = 0.12
# Where anything is not known of a face: of which template less than this is its own, so that a note that nobody saw may
# share the rest, too; and what is asked of one that nothing known agrees with, so that nobody knows what it shares.
_HARDLY_OWN, _ENOUGH_APART = 0.25, 0.90
# By how much it must exceed what notes of other values reach.
_OVER_OTHERS = 0.02
# A template that must agree further than this is of no use: a photo of its own note reaches no more.
_USELESS = 0.95


def with_limits(
    pack: Pack,
    pictures: Collection[PackPicture],
    tried: Tried,
    without: Collection[Design] = (),
    lacking: Collection[str] | None = None,
) -> list[PackTemplate | None]:
    """Each template with its own print and from when on it counts; None where it names nothing, or is left out.

    Args:
        pack: whose templates were compared.
        pictures: all that it was made from.
        tried: these, compared with all templates.
        without: designs that are as if nobody had seen them.
        lacking: faces of which a note in everyday use has no picture; None for those that `pictures` lack.
    """
    shared = SharedPrint(pack, tried)
    numbers = [number for number, t in enumerate(pack.templates) if design_of(t) not in without]
    if not numbers:
        return [None] * len(pack.templates)
    rest = replace(pack, templates=tuple(pack.templates[number] for number in numbers))
    seen = [picture for picture in pictures if design_of(picture) not in without]
    reach, unseen = (shared.reach(tried, without, unseen=is_unseen) for is_unseen in (False, True))
    left_reach = [reach[number] for number in numbers]
    limits = limits_over(
        rest,
        left_reach,
        most_unseen=max(unseen),
        lacking=lacking_faces(rest.everyday, seen) if lacking is None else lacking,
        rare=lacking_faces(rest.rare, seen),
        alone=alone_faces(rest, seen),
        alike=alike_faces(rest, seen, left_reach),
        hardly_own=[i for i, number in enumerate(numbers) if shared.own_fraction(number, without) < _HARDLY_OWN],
        apart=[i for i, number in enumerate(numbers) if not unseen[number]],
    )
    is_compared = len(rest.values) > 1
    found: list[PackTemplate | None] = [None] * len(pack.templates)
    for number, least in zip(numbers, limits, strict=True):
        if least is not None:
            own = shared.own(number, without).astype(np.uint8) if is_compared else None
            found[number] = replace(pack.templates[number], least=least, own=own)
    return found


def lacking_faces(values: Collection[str], pictures: Collection[PackPicture]) -> frozenset[str]:
    """The faces of which a note of these values has no picture of any design that is money; some photos show both.

    A design that has none, beside one that has, is no such note: a value's designs look like each other, if like any.
    """
    shown = _shown([picture for picture in pictures if picture.series != "withdrawn"])
    return frozenset(face for face in FACES for value in values if (value, face) not in shown)


def alone_faces(pack: Pack, pictures: Iterable[PackPicture]) -> frozenset[str]:
    """The faces that pictures show of one value alone, where there are others: nothing tells what these share."""
    shown = _shown(pictures)
    others = {*pack.everyday, *pack.values}
    return frozenset(
        face for face in FACES if len(others) > 1 and len({value for value, shows in shown if shows == face}) == 1
    )


def _shown(pictures: Iterable[PackPicture]) -> set[tuple[str, str]]:
    """Values and faces that pictures show; some photos of a value, whose faces nobody told, show both together."""
    known = list(pictures)
    photos = Counter(picture.value for picture in known if not picture.face)
    of_photos = {(value, face) for value, count in photos.items() if count >= _SHOW_BOTH for face in FACES}
    return {(picture.value, picture.face) for picture in known if picture.face} | of_photos


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


def limits_over(
    pack: Pack,
    reach: Sequence[float],
    *,
    most_unseen: float = 0.0,
    lacking: Collection[str] = (),
    rare: Collection[str] = (),
    alone: Collection[str] = (),
    alike: Collection[str] = (),
    hardly_own: Collection[int] = (),
    apart: Collection[int] = (),
) -> list[float | None]:
    """From which agreement each template counts; None where that is more than a photo of its own note reaches.

    Args:
        pack: whose templates were tried.
        reach: how far notes of other values agree with each of them, 0 to 1.
        most_unseen: how far one of a value that nobody had seen would agree with any of them, 0 to 1.
        lacking: faces of which a note in everyday use has no picture.
        rare: faces of which a rare note has none.
        alone: faces that one value alone has pictures of.
        alike: faces by which two values cannot be told apart.
        hardly_own: the templates, by number, that share nearly all of their print with values that are known.
        apart: those with which no other value's picture agrees at all.
    """
    limits = []
    for number, (template, other) in enumerate(zip(pack.templates, reach, strict=True)):
        faces = {template.face} if template.face else set(FACES)
        has_gaps = bool(pack.gaps or faces & set(rare))
        asked = [_LEAST_WITH_GAPS if has_gaps else _LEAST, other + _OVER_OTHERS]
        if faces & set(alone) or (number in hardly_own and (has_gaps or faces & set(lacking))):
            asked.append(_ENOUGH_WITHOUT_PICTURE)
        if faces & set(lacking):
            asked.append(1.0 if faces & set(alike) else _asked_without_picture(most_unseen))
            asked.append(_ENOUGH_APART if number in apart else 0.0)
        limits.append(round(max(asked), 3))
    return [least if least <= _USELESS else None for least in limits]


def _asked_without_picture(most_unseen: float) -> float:
    """What is asked where a note has no picture of a face: the more, the more values share that are known."""
    enough = min(most_unseen + _OVER_UNSEEN, _ENOUGH_WITHOUT_PICTURE)
    return max(_LEAST_WITHOUT_PICTURE, enough, most_unseen + _OVER_OTHERS)
