"""What the comparison says of taught notes: it speaks against print that others share, and bears out faint print.

Nobody knows the rest of a taught note's family. What keypoints agree in may be the frame and the portrait that a value
shares which was not taught; and where few of them are detected, the note may yet look like its template at many of its
places. The comparison of the photo with the sides of taught notes, see `comparison`, sees all of the note at once. It
names nothing by itself: of notes that it never learned from, it takes one in ten for another of the family.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.recognition.compared import Compared
from app.recognition.comparison import Comparison
from app.recognition.observation import Box
from app.recognition.outlines import Outline, outline_of
from app.recognition.side_tokens import SideTokens
from app.recognition.templates import KnownPrint

AGAINST, OUTDONE = -5.0, 1.0
"""Below this logit of all its sides a note is not there, whatever keypoints say; nor where another's exceed it so."""
LIKELY, LEAD = 2.0, 2.0
"""From this logit on a note is likely there, if no other note's is within so much."""
# So many places must look alike below this squared distance, this fraction of those that the picture shows, and no
# other value at more than this fraction of as many.
_ALIKE, _LEAST_ALIKE, _OF_SHOWN, _OF_RIVAL = 0.25, 40, 0.25, 0.5
# Of rivals so many sides are compared.
_RIVALS = 40


def is_against(found: tuple[float, float] | None) -> bool:
    """Whether no side of a taught note is anywhere near likely in a picture, or another taught note's is likelier.

    found: what `likelihood_of` says; None speaks against nothing.
    """
    return found is not None and (found[0] < AGAINST or found[1] - found[0] > OUTDONE)


def borne_out(
    comparison: Comparison,
    compared: Sequence[Compared],
    known: Sequence[KnownPrint],
    picture: NDArray[np.uint8],
    box: Box | None,
) -> Compared | None:
    """The taught note that looks alike at many places and is likely there; None for none, or where another may be.

    Args:
        comparison, known, picture, box: see `likelihood_of`.
        compared: the templates that the picture may show.
    """
    best = max(compared, key=places_alike, default=None)
    if best is None or best.known.taught is None or places_alike(best) < _LEAST_ALIKE:
        return None
    if best.distances is None or places_alike(best) < _OF_SHOWN * np.count_nonzero(~np.isnan(best.distances)):
        return None
    if any(places_alike(each) > _OF_RIVAL * places_alike(best) for each in compared if each.value != best.value):
        return None
    box = box or box_about(outline_of(best.known.keypoints.points, best.to_frame @ best.match.homography))
    found = likelihood_of(comparison, best.value, known, picture, box)
    return best if found is not None and found[0] >= LIKELY and found[0] - found[1] >= LEAD else None


def likelihood_of(
    comparison: Comparison, value: str, known: Sequence[KnownPrint], picture: NDArray[np.uint8], box: Box | None
) -> tuple[float, float] | None:
    """The logits of a taught note's likeliest side and of the likeliest of the others; None where it has no sides.

    Args:
        comparison: of the model.
        value: "CUR/value" of the note.
        known: what is in use.
        picture, box: see `Comparison.told`; as the note was seen, not as in a mirror.
    """
    own = _sides_of(known, value, comparison)
    if not own:
        return None
    currency = value.partition("/")[0]
    values = {each.value for each in known if each.taught is not None and each.value.partition("/")[0] == currency}
    rivals = [side for other in sorted(values - {value}) for side in _sides_of(known, other, comparison)]
    logits = comparison.likely(picture, box, [*own, *rivals[:: -(-len(rivals) // _RIVALS) or 1]])
    return max(logits[: len(own)]), max(logits[len(own) :], default=-np.inf)


def box_about(outline: Outline) -> Box:
    """The part of a frame in which an outline lies, in its fractions."""
    across, down = np.clip(np.array(outline), 0.0, 1.0).T
    return Box(float(across.min()), float(down.min()), float(across.max()), float(down.max()))


def places_alike(compared: Compared) -> int:
    """At how many places a picture looks like a template."""
    return 0 if compared.distances is None else int((compared.distances < _ALIKE).sum())


def _sides_of(known: Sequence[KnownPrint], value: str, comparison: Comparison) -> list[SideTokens]:
    """The sides of a taught note that this comparison can compare, each once."""
    found = {id(side): side for each in known if each.value == value for side in each.sides}
    return [side for side in found.values() if side.network == comparison.network]
