"""What dense print says of one note: a last look where templates show nothing, by places that tell its value.

A template has some 160 keypoints, and what a family shares was left out of most. A folded, dim or small note may show
five of them, and a hundred of the several hundred that a scan of its side has. So the sides of one currency are laid
where the picture is like them, and described at all their places. What counts are those that look alike and that no one
other value shows; another value's side must look alike at far fewer places.

How much of its own print a value shares with one that nobody made known cannot be known. But the known values of its
family tell what is usual: one of them that was left out would look alike at so many of another's own places. More than
that is clear print; less bears out what the network is sure of.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from app.recognition.compared import matched
from app.recognition.dense import DensePrints
from app.recognition.keypoints import Match, TemplateTable, describe, rectified
from app.recognition.look import Look
from app.recognition.observation import PrintMatch
from app.recognition.screening import worth_laying
from app.recognition.templates import KnownPrint

# So near its own likest keypoint may the next likely one of a side be.
_RATIO = 0.9
# So many of a picture's keypoints are compared at once, which keeps memory small.
_AT_ONCE = 200
# So many sides are described, of which so many places must be in the picture.
_DESCRIBED, _LEAST_SHOWN = 14, 20
# A place looks alike below this squared distance.
_ALIKE = 0.25
# So many of its own places must look alike, and so much of those that the picture shows.
_LEAST_OWN, _OF_OWN = 25, 0.12
# Another value's side may look alike at so much of as many places; at more where hardly any of its own are among them.
_OF_RIVAL, _OF_LIKE_RIVAL, _OWN_OF_RIVAL = 0.5, 0.7, 1 / 3
# Clear print is so many times as many as a value of the family would show of another if it was not known.
_BEYOND_SHARED = 1.1
# Where a side of another value looks alike at more places than that, what is there is sharp enough to be told by print.
_SPEAKS_AGAINST = 20
# A side that looks alike at so many places shows enough of what its family shares, and of its own, to set these against
# each other; so many of either must be in the picture. Own places that look alike less often than this are too few.
_TELLS_FAMILY, _LEAST_OF_EITHER, _OWN_OF_SHARED = 100, 25, 0.5
# The sides of so many currencies are kept ready.
_KEPT = 2


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A side laid where the picture is like it: how many places look alike and are shown, and of its own how many."""

    known: KnownPrint
    match: Match
    alike: int
    own_alike: int
    own_shown: int
    to_frame: NDArray[np.float64]
    shown: int

    @property
    def shows_shared_alone(self) -> bool:
        """Whether what other values show as well looks alike, and what is its own far less."""
        shared_alike, shared_shown = self.alike - self.own_alike, self.shown - self.own_shown
        if self.alike < _TELLS_FAMILY or min(self.own_shown, shared_shown) < _LEAST_OF_EITHER:
            return False
        return self.own_alike * shared_shown < _OWN_OF_SHARED * shared_alike * self.own_shown


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """The sides of one currency: what they are compared with, and how many places a value may share unknown."""

    known: tuple[KnownPrint, ...]
    table: TemplateTable
    shared: int

    def is_clear(self, laid: Laid) -> bool:
        """Whether one look that shows so much is enough."""
        return laid.own_alike >= _BEYOND_SHARED * self.shared


@dataclass(slots=True)
class DenseCheck:
    """Looks for the dense print of one currency. One thread uses it at a time.

    Attributes:
        dense: what is looked for.
    """

    dense: DensePrints
    _ready: dict[str, _Sides | None] = field(default_factory=dict)

    def told(
        self,
        looks: Iterable[Look],
        currency: str,
        captured_at_s: float,
        sure_of: str | None = None,
        never: Collection[str] = (),
        expected: str | None = None,
    ) -> PrintMatch | None:
        """The note whose dense print is seen; None where too little is, or as much of another value.

        Args:
            looks: at the part of the picture where the note lies, with shortened descriptors.
            currency: ISO code.
            captured_at_s: source time of the frame.
            sure_of: the "CUR/value" that the network is sure of: its print is faint where it is not clear.
            never: the "CUR/value" that are not told.
            expected: the "CUR/value" that templates show: once it is clear in one look, no further one is asked for.
        """
        sides = self._of(currency)
        if sides is None:
            return None
        best: Laid | None = None
        for look in looks:
            found = _telling(_laid(look, sides))
            if found is not None and (best is None or found.own_alike > best.own_alike):
                best = found
            if best is not None and best.known.value == expected and sides.is_clear(best):
                break
        if best is None or best.known.value in never:
            return None
        is_clear = sides.is_clear(best)
        if not is_clear and best.known.value != sure_of:
            return None
        # Of 1,149 photos whose value was left out none shows as much of another.
        agreement = 1.0 if is_clear else best.own_alike / max(1, best.own_shown)
        match = matched(best.known, best.match, best.to_frame, captured_at_s, agreement, is_clear=is_clear)
        return replace(match, is_faint=not is_clear)

    def shows_another(self, looks: Sequence[Look], value: str) -> bool:
        """Whether sides of other values than this "CUR/value" look alike at some places.

        Who sees nothing of the value itself beside them sees another note, or one that nobody made known.
        """
        sides = self._of(value.partition("/")[0])
        laid = [] if sides is None else [each for look in looks for each in _laid(look, sides)]
        return any(each.alike > _SPEAKS_AGAINST for each in laid if each.known.value != value)

    def shows_shared_alone(self, looks: Iterable[Look], value: str) -> bool:
        """Whether the likest side of this "CUR/value" looks alike at many places, and mostly where other values do.

        Who sees its frame and its portrait, and little of what is its own, sees another value of the family.
        """
        known = tuple(each for each in self.dense.known(value.partition("/")[0]) if each.value == value)
        if not known:
            return False
        sides = _sides(known)
        laid = [each for look in looks for each in _laid(look, sides)]
        likest = max(laid, key=lambda each: each.alike, default=None)
        return likest is not None and likest.shows_shared_alone

    def _of(self, currency: str) -> _Sides | None:
        if currency not in self._ready:
            while len(self._ready) >= _KEPT:
                self._ready.pop(next(iter(self._ready)))
            known = self.dense.known(currency)
            self._ready[currency] = _sides(known) if known else None
        return self._ready[currency]


def _sides(known: tuple[KnownPrint, ...]) -> _Sides:
    shared = max((_most_shared(each.shared) for each in known), default=0)
    return _Sides(known, TemplateTable([each.keypoints for each in known], _RATIO), shared)


def _most_shared(shared: NDArray[np.bool_] | None) -> int:
    """How many places of a side one other value shows that no further one does, at most."""
    if shared is None or not len(shared):
        return 0
    alone = shared & (shared.sum(0) == 1)
    return int(alone.sum(1).max())


def _laid(look: Look, sides: _Sides) -> list[Laid]:
    seen, templates = look.seen, sides.table.templates
    matches = list(sides.table.arranged(seen, sides.table.pairs_in_parts(seen, _AT_ONCE), _DESCRIBED))
    places = [(templates[match.template], match.homography) for match in matches]
    found = []
    for match in itertools.compress(matches, worth_laying(look.grey, look.shortened, places)):
        known, template = sides.known[match.template], templates[match.template]
        flat, points, is_shown = rectified(look.grey, template, match.homography)
        kept = np.flatnonzero(is_shown)
        if len(kept) < _LEAST_SHOWN:
            continue
        there = look.shortened(describe(flat, replace(template, points=points).of(kept)))
        is_alike = ((there - template.descriptors[kept]) ** 2).sum(1) < _ALIKE
        is_own = np.ones(len(kept), bool) if known.shared is None else ~known.shared[:, kept].any(0)
        own_alike = int((is_alike & is_own).sum())
        found.append(Laid(known, match, int(is_alike.sum()), own_alike, int(is_own.sum()), look.to_frame, len(kept)))
    return found


def lay_sides(look: Look, known: tuple[KnownPrint, ...], table: TemplateTable) -> list[Laid]:
    """Sides laid where a look is like them, those that most keypoints suggest; `table` is of them."""
    return _laid(look, _Sides(known, table, 0))


def _telling(laid: Sequence[Laid]) -> Laid | None:
    """The side whose own places tell a note; None where they are too few, or another value looks as much alike."""
    enough = [each for each in laid if each.own_alike >= max(_LEAST_OWN, _OF_OWN * each.own_shown)]
    best = max(enough, key=lambda each: each.own_alike, default=None)
    if best is None:
        return None
    rivals = [each for each in laid if each.known.value != best.known.value]
    return best if all(_is_far_behind(each, best) for each in rivals) else None


def _is_far_behind(rival: Laid, best: Laid) -> bool:
    shows_little_own = rival.own_alike <= _OWN_OF_RIVAL * best.own_alike
    return rival.alike <= (_OF_LIKE_RIVAL if shows_little_own else _OF_RIVAL) * best.alike
