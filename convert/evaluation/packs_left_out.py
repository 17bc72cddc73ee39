"""Each value of a currency left out in turn, as if it had never been seen: is it then taken for another one?

Every picture is compared once with all templates of the pack. For each value its own templates are then taken away, and
the limits of the others are set anew by the pictures of the others, as when the pack was made. What the pictures of
that value reach with these is what a note without any picture would. The keypoints themselves were chosen with all
values known; `evaluate-packs --leave-out` makes whole packs anew instead, which takes many times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.recognition.box import part_around
from app.recognition.keypoints import scaled_grey
from app.recognition.pack_shelf import limits_of, prints_of
from app.recognition.packs import Pack
from app.recognition.print_check import Compared, PrintReader, best_by_limits
from app.recognition.templates import PrintLimits, TemplateBank
from convert.data.pack_pictures import PackPicture
from convert.evaluation.shown import shown_pictures
from convert.export.pack_limits import FACES, alike_faces, limits_over, others_reach
from convert.export.pack_templates import Place

# So many templates are compared with each picture, those with most inliers.
_COMPARED = 16


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One value that was left out.

    Attributes:
        value: which.
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


def leave_values_out(
    pack: Pack, pictures: Sequence[PackPicture], reader: PrintReader, bank: TemplateBank, place: Place
) -> list[LeftOut]:
    """Each value of the pack that has pictures and is not the only one, ascending.

    Args:
        pack: with all its values.
        pictures: all of the currency.
        reader: used for comparing.
        bank: of the model.
        place: where the note lies in a photo.
    """
    known = prints_of(pack, bank)
    reader.use(known)
    seen: list[tuple[PackPicture, list[Compared]]] = []
    for picture, image in shown_pictures(pictures):
        box = None if picture.is_scan else place(image)
        part = image if box is None else part_around(image, box, 0.1)
        seen.append((picture, reader.compare_in_use(scaled_grey(part), _COMPARED, thorough=True)))
    values = {t.value for t in pack.templates}
    return [_without(pack, value, seen) for value in pack.values if len(values) > 1]


def _without(pack: Pack, value: str, seen: Sequence[tuple[PackPicture, list[Compared]]]) -> LeftOut:
    left = replace(pack, templates=tuple(t for t in pack.templates if t.value != value))
    others = [(picture, compared) for picture, compared in seen if picture.value != value]
    reach = others_reach(len(pack.templates), others)
    numbers = [number for number, template in enumerate(pack.templates) if template.value != value]
    left_reach = [reach[number] for number in numbers]
    alike = alike_faces(left, [picture for picture, _ in others], left_reach)
    limits: dict[int, PrintLimits] = {
        number: limits_of(least, pack.thresholds)
        for number, least in zip(numbers, limits_over(left, left_reach, lacking=FACES, alike=alike), strict=True)
        if least is not None
    }
    named, highest, mistakes, own = 0, 0.0, [], 0
    for picture, compared in seen:
        if picture.value != value:
            continue
        own += 1
        rest = [
            replace(one, known=replace(one.known, limits=limits[one.match.template]))
            for one in compared
            if one.match.template in limits
        ]
        highest = max((highest, *(one.agreement for one in rest)))
        best = best_by_limits(rest)
        if best is not None:
            named += 1
            mistakes.append(f"{picture.path} (left out): {best.value} at {best.agreement:.2f}")
    return LeftOut(value, own, named, highest, tuple(mistakes))
