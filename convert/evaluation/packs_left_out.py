"""Each value of a currency left out in turn, as if it had never been seen: is it then taken for another one?

Every picture is compared once with all templates of the pack. For each value its own templates are then taken away, and
what is asked of the others is set anew by the pictures of the others, as when the pack was made. What the pictures of
that value reach with these is what a note without any picture would. A design of a value that has others is left out
likewise. The keypoints themselves were chosen with all known; `evaluate-packs --leave-out` makes whole packs anew
instead, which takes many times as long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.recognition.box import part_around
from app.recognition.compared import Compared, best_by_limits
from app.recognition.keypoints import scaled_grey
from app.recognition.own_print import agreement_of
from app.recognition.pack_document import SERIES
from app.recognition.pack_shelf import limits_of, prints_of
from app.recognition.packs import Pack, PackTemplate
from app.recognition.print_check import PrintReader
from app.recognition.templates import TemplateBank
from convert.data.pack_pictures import PackPicture
from convert.evaluation.shown import shown_pictures
from convert.export.pack_limits import FACES, with_limits
from convert.export.pack_own import Design, design_of
from convert.export.pack_templates import FindsBox

# So many templates are compared with each picture, those with most inliers.
_COMPARED = 16


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One value, or one design of a value that has others, that was left out.

    Attributes:
        value: which, and of a design its series as well.
        pictures: of it, scans, a view of each, and photos.
        named: those that were called another value.
        highest: the most that they agree with a template of another value, 0 to 1.
        mistakes: those named, as "path: value".
    """

    value: str
    pictures: int
    named: int
    highest: float
    mistakes: tuple[str, ...]


Seen = Sequence[tuple[PackPicture, list[Compared]]]
"""Pictures, each compared with all templates."""


def compared_pictures(
    pack: Pack, pictures: Sequence[PackPicture], reader: PrintReader, bank: TemplateBank, find_box: FindsBox
) -> Seen:
    """The pictures of a currency, and a view of each scan, compared with all of its pack's templates.

    Args:
        pack: with all its values.
        pictures: all of the currency.
        reader: used for comparing.
        bank: of the model.
        find_box: where the note lies in a photo.
    """
    reader.use(prints_of(pack, bank))
    seen: list[tuple[PackPicture, list[Compared]]] = []
    for picture, image in shown_pictures(pictures):
        box = None if picture.is_scan else find_box(image)
        part = image if box is None else part_around(image, box, 0.1)
        seen.append((picture, reader.compare_in_use(scaled_grey(part), _COMPARED, thorough=True)))
    return seen


def leave_values_out(pack: Pack, seen: Seen) -> list[LeftOut]:
    """Each value of the pack that is not the only one, ascending; as much is asked as where a note has no picture."""
    values = pack.values if len(pack.values) > 1 else ()
    return [_without(pack, value, {(value, series) for series in SERIES}, seen, FACES) for value in values]


def leave_designs_out(pack: Pack, seen: Seen) -> list[LeftOut]:
    """Each design of a value that is known by another one too; as much is asked as where a design has no picture."""
    designs = sorted({design_of(t) for t in pack.templates}, key=lambda each: (float(each[0]), each[1]))
    of_value = Counter(value for value, _ in designs)
    several = [design for design in designs if of_value[design[0]] > 1 and len(of_value) > 1]
    return [_without(replace(pack, gaps=design[:1]), " ".join(design), {design}, seen, ()) for design in several]


def _without(pack: Pack, name: str, left: Collection[Design], seen: Seen, lacking: Collection[str]) -> LeftOut:
    others = [(picture, compared) for picture, compared in seen if design_of(picture) not in left]
    templates = with_limits(pack, [picture for picture, _ in others], others, left, lacking)
    named, highest, mistakes, own = 0, 0.0, [], 0
    for picture, compared in seen:
        if design_of(picture) not in left:
            continue
        own += 1
        rest = [_by(t, one, pack) for one in compared if (t := templates[one.match.template]) is not None]
        of_others = [one.agreement for one in rest if not one.value.endswith(f"/{picture.value}")]
        highest = max((highest, *of_others))
        best = best_by_limits(rest)
        if best is not None and not best.value.endswith(f"/{picture.value}"):
            named += 1
            mistakes.append(f"{picture.path} (left out): {best.value} at {best.agreement:.2f}")
    return LeftOut(name, own, named, highest, tuple(mistakes))


def _by(template: PackTemplate, one: Compared, pack: Pack) -> Compared:
    """What was compared, as this template with its own print and limits would have it."""
    known = replace(one.known, limits=limits_of(template.least, pack.thresholds))
    if one.distances is None or template.own is None:
        return replace(one, known=known)
    agreement, shown = agreement_of(one.distances, template.own.astype(np.bool_))
    return replace(one, known=known, agreement=agreement, shown=shown)
