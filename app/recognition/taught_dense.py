"""What the dense prints of taught notes say: they tell a note where its template is silent, and doubt one it tells.

A template of 160 keypoints shows a handful of them where a note is covered, small or under a hard light. The sides of
taught notes are then laid, with several times as many keypoints, where a closer look is like them, as the model's own
are in `dense_check`. Who lays them knows which keypoints photos of other values show as well, where there were such
photos: what counts is how much of its own print a side shows. Notes of a value that was not taught show up to six
tenths of another one's, true ones mostly nearly all. The comparison, see `taught_check`, bears out what shows less.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from app.recognition.compared import Compared, matched
from app.recognition.comparison import Comparison
from app.recognition.dense_check import Laid, lay_sides
from app.recognition.keypoints import TemplateTable
from app.recognition.look import Depth, Look, LookedFor
from app.recognition.mirror import is_mirrored, mirrored_match
from app.recognition.observation import PrintMatch
from app.recognition.outlines import outline_of
from app.recognition.question import Question
from app.recognition.taught_check import AGAINST, box_about, is_against, likelihood_of, places_alike
from app.recognition.templates import KnownPrint, TaughtPrint, TemplateBank

MOST_LAID = 24
"""So many dense prints are compared at most; of more, those of notes that a template of which came up first."""
# So near its own likest keypoint may the next likely one be.
_RATIO = 0.9
# A side tells a note by so many own places that look alike, this fraction of those that the picture shows.
_LEAST_OWN, _OF_OWN = 40, 0.15
# No other value's side may show more than this of as many, and of as large a fraction of its own.
_OF_RIVAL = 0.5
# Of which nobody knows what it shares, a side may look alike where this much of as many places do.
_OF_RIVAL_UNKNOWN = 0.75
# Its family is known where other values show this fraction of a side. Then its own print is enough where the picture
# shows so much of it, this much of that looks alike, and the logit is not below that.
_FAMILY, _SHOWN, _VOUCHED, _UNLIKE = 0.05, 0.5, 0.7, -8.0
# Where this much of its own looks alike, it is not covered: of so many places that other values show as well this much
# must look alike then, of what its own do.
_UNCOVERED, _OF_FAMILY, _SHARED_OF_OWN = 0.5, 100, 0.4
# Own print bears out what the comparison doubts where nobody knows the family and this much of it looks alike, and so
# many places.
_BEARS_OUT, _LEAST_BEARING = 0.5, 25
# What the comparison says is doubtful below this logit. From this logit on, and so far ahead of any other taught note,
# it bears out what dense print tells; from these where the family is not known.
_DOUBTFUL = -2.0
_LIKELY, _LEAD = -2.0, 1.0
_LIKELY_UNKNOWN, _LEAD_UNKNOWN = 2.0, 2.0
# From so many inliers on one look is enough though nobody knows the family.
_ONE_LOOK = 20
# A template of the model's own at which so many places look alike may be the note.
_OF_BUILT_IN = 40


@dataclass(frozen=True, slots=True, eq=False)
class _Ready:
    """Dense prints as they are compared."""

    prints: tuple[TaughtPrint, ...]
    known: tuple[KnownPrint, ...]
    table: TemplateTable


@dataclass(slots=True, eq=False)
class TaughtDense:
    """Lays the dense prints of taught notes. One thread uses it at a time.

    Attributes:
        bank: that they were made beside.
    """

    bank: TemplateBank
    _ready: _Ready | None = field(default=None)

    def laid(self, looks: Iterable[Look], known: Sequence[KnownPrint], first: Sequence[str]) -> list[Laid]:
        """Where the dense prints of taught notes may lie in some looks.

        Args:
            looks: closer ones.
            known: what is in use.
            first: the "CUR/value" that came up.
        """
        ready = self._asked(known, first)
        return [] if ready is None else [each for look in looks for each in lay_sides(look, ready.known, ready.table)]

    def _asked(self, known: Sequence[KnownPrint], first: Sequence[str]) -> _Ready | None:
        owners = {id(each): (each, one) for one in known for each in one.dense}
        asked = list(owners.values())
        if len(asked) > MOST_LAID:
            # A stable sort: the same ones are ready from look to look while nothing comes up.
            asked = sorted(asked, key=lambda each: each[1].value not in first)[:MOST_LAID]
        prints = tuple(each for each, _ in asked)
        if not prints:
            return None
        ready = self._ready
        if ready is None or list(map(id, ready.prints)) != list(map(id, prints)):
            made = tuple(self._known(each, owner) for each, owner in asked)
            ready = self._ready = _Ready(prints, made, TemplateTable([each.keypoints for each in made], _RATIO))
        return ready

    def _known(self, dense: TaughtPrint, owner: KnownPrint) -> KnownPrint:
        shared = None if dense.shared is None else dense.shared[None]
        return replace(owner, keypoints=self.bank.restored(dense.keypoints), face=dense.face, own=None, shared=shared)


@dataclass(frozen=True, slots=True, eq=False)
class TaughtCheck:
    """What bears out, and doubts, the notes that were taught.

    Attributes:
        comparison: of the model.
        dense: lays dense prints.
        known: what is in use.
        ways: the closer looks in which they are laid.
    """

    comparison: Comparison
    dense: TaughtDense
    known: Sequence[KnownPrint]
    ways: Sequence[LookedFor]

    def as_borne_out(self, asked: Question, match: PrintMatch) -> PrintMatch | None:
        """A taught note whose template is seen, as the comparison and its dense print bear it out; None where not.

        Of few keypoints one look is not enough where nobody knows what the family shares.
        """
        is_back = is_mirrored(match)
        seen = (asked.mirrored(is_guess=asked.is_guess), mirrored_match(match)) if is_back else (asked, match)
        if not self._stands(*seen):
            return None
        prints = [dense for each in self.known if each.value == match.key for dense in each.dense]
        is_known = any(each.shared is not None and _is_of_family(each.shared) for each in prints)
        return match if is_known or match.inliers >= _ONE_LOOK else replace(match, is_clear=False)

    def _stands(self, asked: Question, match: PrintMatch) -> bool:
        asked = asked.about(box_about(match.outline))
        found = likelihood_of(self.comparison, match.key, self.known, asked.picture, asked.box)
        if found is None or (found[0] >= _DOUBTFUL and not is_against(found)):
            return True
        if not any(each.dense for each in self.known if each.value == match.key):
            return not is_against(found)
        if asked.depth is Depth.QUICK:
            return False
        best = _telling(self.dense.laid(asked.looks(self.ways), self.known, [match.key]))
        if best is None or best.known.value != match.key:
            return False
        if _is_family_known(best):
            return _is_vouched(best, found[0])
        # A taught note that the photo is more like is laid as well, and would look alike at as many places.
        return found[0] >= AGAINST and _own(best) >= _BEARS_OUT and best.own_alike >= _LEAST_BEARING

    def densely_told(self, asked: Question, compared: Sequence[Compared]) -> PrintMatch | None:
        """The taught note whose dense print is there, as weak print; None for none, or where another may be.

        Args:
            asked: in which nothing is seen.
            compared: the templates that came up.
        """
        if asked.depth < Depth.CLOSER:
            return None
        if any(each.known.taught is None and places_alike(each) >= _OF_BUILT_IN for each in compared):
            return None
        best = _telling(self.dense.laid(asked.looks(self.ways), self.known, [each.value for each in compared]))
        if best is None or not self._is_borne_out(asked, best):
            return None
        match = matched(best.known, best.match, best.to_frame, asked.captured_at_s, _own(best), is_clear=False)
        return replace(match, is_taught=True)

    def _is_borne_out(self, asked: Question, best: Laid) -> bool:
        """Whether the photo itself is like a note whose dense print is there, or as far from it as print allows."""
        outline = outline_of(best.known.keypoints.points, best.to_frame @ best.match.homography)
        box = asked.box or box_about(outline)
        found = likelihood_of(self.comparison, best.known.value, self.known, asked.picture, box)
        if found is None:
            return False
        if not _is_family_known(best):
            return found[0] >= _LIKELY_UNKNOWN and found[0] - found[1] >= _LEAD_UNKNOWN
        return _is_vouched(best, found[0]) or (found[0] >= _LIKELY and found[0] - found[1] >= _LEAD)


def _telling(laid: Sequence[Laid]) -> Laid | None:
    """The side that shows most of its own print; None where that is too little, or another value's nearly as much.

    None as well where it shows that alone: a value that nobody taught may have its portrait, and nothing of the rest.
    """
    best = max(laid, key=lambda each: each.own_alike * _own(each), default=None)
    if best is None or best.own_alike < max(_LEAST_OWN, _OF_OWN * best.own_shown) or _shows_own_alone(best):
        return None
    rivals = [each for each in laid if each.known.value != best.known.value]
    return None if any(_is_near(each, best) for each in rivals) else best


def _is_near(rival: Laid, best: Laid) -> bool:
    if not _is_family_known(best):
        return rival.alike > _OF_RIVAL_UNKNOWN * best.alike
    return rival.own_alike > _OF_RIVAL * best.own_alike and _own(rival) > _OF_RIVAL * _own(best)


def _is_vouched(best: Laid, logit: float) -> bool:
    """Whether nearly all of a side's own print is there, of a known family, and the photo is not unlike it at all.

    A small part of it may be what a value shares that nobody taught.
    """
    every = 0 if best.known.shared is None else int((~best.known.shared.any(0)).sum())
    return best.own_shown >= _SHOWN * every and _own(best) >= _VOUCHED and logit >= _UNLIKE


def _shows_own_alone(laid: Laid) -> bool:
    """Whether what is its own looks alike, and hardly anything of what known values share with it."""
    alike, shown = laid.alike - laid.own_alike, laid.shown - laid.own_shown
    return _own(laid) >= _UNCOVERED and shown >= _OF_FAMILY and alike < _SHARED_OF_OWN * _own(laid) * shown


def _own(laid: Laid) -> float:
    """How much of its own print that is in the picture looks alike, 0 to 1."""
    return laid.own_alike / max(1, laid.own_shown)


def _is_family_known(laid: Laid) -> bool:
    """Whether photos of other values were seen to show some of the side."""
    return laid.known.shared is not None and _is_of_family(np.asarray(laid.known.shared.any(0)))


def _is_of_family(shared: NDArray[np.bool_]) -> bool:
    return float(shared.mean()) >= _FAMILY
