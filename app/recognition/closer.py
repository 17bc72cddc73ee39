"""A closer look for the print of a value that the network is sure of: small and blurred pictures of it show some.

Who looks for any note must not be misled by chance, and so asks keypoints for much. Here only the templates of one
value are compared: more and weaker keypoints are detected, at two sizes, and what they look like is told apart less
strictly. The arrangement in one homography and the comparison place by place are as strict as ever. Other values of
the currency are looked for in the same way, and must agree less.

Where that shows nothing, or the network is sure of nothing, dense print is asked, see `dense_check`. Where that shows
nothing either, of no value, the photo itself is compared with the sides of the currency, see `comparison`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.recognition.agreement import probability
from app.recognition.compared import Compared, told
from app.recognition.comparison import Comparison
from app.recognition.dense import DensePrints
from app.recognition.dense_check import DenseCheck
from app.recognition.known_prints import is_scored
from app.recognition.look import Depth, Look, LookedFor
from app.recognition.mirror import is_mirrored, mirrored_match
from app.recognition.observation import PrintMatch
from app.recognition.print_check import PrintReader
from app.recognition.question import Question
from app.recognition.taught_check import borne_out, box_about
from app.recognition.taught_dense import TaughtCheck, TaughtDense
from app.recognition.templates import KnownPrint

# How the part with the note is looked at; rivals are looked for where the value itself agrees most.
_LOOKS = (LookedFor(0.1, 80_000, most=1500, contrast=0.01), LookedFor(0.1, 160_000, most=1500, contrast=0.015))
# Weak print before a camera is borne out in these, the larger one if in one, and not clear where they say nothing.
_DENSE_LOOKS = {Depth.QUICK: (), Depth.FULL: _LOOKS[1:], Depth.CLOSER: _LOOKS, Depth.PROPOSED: _LOOKS[1:]}
# So near its own likest keypoint may the next likely one of a template be.
_RATIO = 0.95
# So many templates are compared place by place.
_COMPARED = 8
# Print that agrees so much needs no dense print.
_CERTAIN = 0.999
# Print of fewer keypoints, of a value of which the network is not sure, is weak, or faint, where dense print is silent.
_WEAK_BELOW, _FAINT_BELOW = 12, 9
# A photo is not like a side below this logit; and below this one faint print of it is doubtful.
_UNLIKELY, _FAINT_UNLIKELY = 0.0, -0.5
# Where the network is sure of nothing, dense print is looked for in so many likely currencies at most.
_LOOKED_THROUGH = 2


class _Patient(PrintReader):
    """Compares with given templates, and takes what looks alike less strictly."""

    _ratio = _RATIO

    @classmethod
    def of(cls, reader: PrintReader, known: Sequence[KnownPrint]) -> _Patient:
        """One that compares with these, as another reader does otherwise."""
        patient = cls(reader._bank, reader.weights)
        patient.use(known)
        return patient


@dataclass(frozen=True, slots=True)
class _Readers:
    """Of one value: what it is looked for with, and what the rest of its currency is; None where there is none."""

    own: PrintReader
    rivals: PrintReader | None = None


class CloserReader(PrintReader):
    """A print reader that looks closer where no print is seen."""

    _dense: DenseCheck | None = None
    _comparison: Comparison | None = None
    _dense_of_taught: TaughtDense | None = None
    # Those of the last value alone: it changes seldom.
    _of_value: tuple[str, _Readers | None] = ("", None)

    def use_dense(self, dense: DensePrints | None) -> None:
        """Ask the dense print of the bank's notes as well from now on; None for none."""
        self._dense = None if dense is None else DenseCheck(dense)

    def use_comparison(self, comparison: Comparison | None) -> None:
        """Compare photos with the sides of the bank's notes as well from now on; None for not."""
        self._comparison = comparison

    def use(self, known: Sequence[KnownPrint]) -> None:
        """Compare with just these from now on, until `read` is asked for currencies."""
        super().use(known)
        self._of_value = ("", None)

    def __getstate__(self) -> dict[str, Any]:
        """For another process: what is in use, and nothing that can be made of it."""
        dense = None if self._dense is None else DenseCheck(self._dense.dense)
        return {**super().__getstate__(), "_of_value": ("", None), "_dense": dense, "_dense_of_taught": None}

    def _closer(self, asked: Question) -> PrintMatch | None:
        sure_of, likely = asked.proposal.sure_of, asked.proposal.likely
        if sure_of is None and asked.proposal.leads is not None and not asked.is_guess:
            return self._closer_at_leading(asked, asked.proposal.leads)
        currencies = self._closer_currencies(sure_of, likely)
        if not currencies:
            return None
        every, looks = asked.looks(_LOOKS), list[Look]()
        # Before a camera the first look that shows it is enough; of a single picture the better one is taken.
        for some in ([look] for look in every) if asked.is_proposed else [list(every)]:
            looks += some
            agreeing = None if sure_of is None else self._agreeing(some, sure_of)
            if agreeing is not None:
                return self._told_faint(agreeing, asked)
        at_s = asked.captured_at_s
        found = [match for each in currencies if (match := self._densely(looks, each, at_s, sure_of)) is not None]
        # Whoever guesses which way round a picture is has two chances to be wrong.
        if not found and sure_of is not None and not asked.is_guess:
            return self._compared_whole(looks, asked, sure_of)
        if len(found) != 1:
            return None
        return self._beside(found[0], asked.picture) if found[0].is_clear else found[0]

    def _closer_at_leading(self, asked: Question, value: str) -> PrintMatch | None:
        """Dense print that is clear, or print of a value that the network is not sure of where the photo is like it."""
        looks = list(asked.looks(_LOOKS))
        currencies = self._closer_currencies(None, asked.proposal.likely) or self._closer_currencies(value)
        every = (self._densely(looks, each, asked.captured_at_s, None) for each in currencies)
        found = [match for match in every if match is not None]
        if found:
            return self._beside(found[0], asked.picture) if len(found) == 1 else None
        agreeing = self._agreeing(looks, value)
        match = None if agreeing is None else self._told_faint(agreeing, asked)
        return None if match is None or not match.is_like else match

    def _compared_whole(self, looks: Sequence[Look], asked: Question, value: str) -> PrintMatch | None:
        """What is told where the picture has no print that could be compared, place by place."""
        if self._comparison is None or value in self._never:
            return None
        is_certain = asked.proposal.is_certain
        match = self._comparison.told(asked.picture, asked.box, value, asked.captured_at_s, is_certain=is_certain)
        is_another = match is not None and self._dense is not None and self._dense.shows_another(looks, value)
        return None if is_another else match

    def _borne_out(self, match: PrintMatch | None, asked: Question, compared: Sequence[Compared]) -> PrintMatch | None:
        if match is None or match.is_taught:
            return self._borne_out_taught(match, asked, compared)
        if match.agreement >= _CERTAIN:
            return match
        if is_mirrored(match):
            found = self._borne_out_otherwise(mirrored_match(match), asked.mirrored(is_guess=asked.is_guess))
            return None if found is None else mirrored_match(found)
        return self._borne_out_otherwise(match, asked)

    def _borne_out_otherwise(self, match: PrintMatch, asked: Question) -> PrintMatch | None:
        """A match as the photo itself and dense print bear it out; None where dense print shows another value."""
        logit, is_alike = self._likelihood(match, asked)
        if is_alike:
            return replace(match, is_clear=match.inliers >= _FAINT_BELOW, is_like=True)
        found = self._densely_borne_out(match, asked)
        if found is None or found.agreement >= _CERTAIN:
            return found
        return self._unless_doubtful(logit, found, asked)

    def _densely_borne_out(self, match: PrintMatch, asked: Question) -> PrintMatch | None:
        """A match as dense print bears it out, None where it shows another value."""
        if self._dense is None or asked.proposal.sure_of == match.key:
            return match
        is_known = self._has_score(match.key)
        ways = _DENSE_LOOKS[asked.depth] if is_known else _LOOKS
        found = self._densely(asked.looks(ways), match.currency, match.captured_at_s, None, expected=match.key)
        if found is not None and found.value != match.value:
            # Two prints at one place: one of them is wrong, and nobody can tell which.
            return None
        if found is None and is_known and (match.inliers < _WEAK_BELOW or ways != _LOOKS):
            return replace(match, is_clear=False, is_faint=match.inliers < _FAINT_BELOW)
        return match if found is None else found

    def _told_faint(self, faint: Compared, asked: Question) -> PrintMatch:
        match = super()._told_faint(faint, asked)
        logit, is_alike = self._likelihood(match, asked)
        if is_alike:
            return self._beside(replace(match, is_faint=False, is_like=True), asked.picture)
        return self._unless_doubtful(logit, match, asked)

    def _likelihood(self, match: PrintMatch, asked: Question) -> tuple[float, bool]:
        """How likely the photo itself has what keypoints show, as a logit; and whether it is like that and no rival.

        Of what has no class of the network, or no sides, nothing is known: infinity, and no.
        """
        if self._comparison is None or not self._has_score(match.key):
            return math.inf, False
        box, asks_rivals = asked.box or box_about(match.outline), asked.may_have_rivals(match.key)
        return self._comparison.likelihood(asked.picture, box, match.key, asks_rivals=asks_rivals) or (math.inf, False)

    def _unless_doubtful(self, logit: float, match: PrintMatch, asked: Question) -> PrintMatch:
        """A match, doubtful where the photo is not like it and it is faint, or mostly what its family shows as well."""
        is_doubtful = match.is_faint and logit < _FAINT_UNLIKELY
        if not is_doubtful and logit < _UNLIKELY and self._dense is not None:
            looks = asked.about(box_about(match.outline)).looks(_LOOKS[asked.depth < Depth.CLOSER :])
            is_doubtful = self._dense.shows_shared_alone(looks, match.key)
        return replace(match, is_clear=False, is_faint=True, is_doubtful=True) if is_doubtful else match

    def _has_score(self, value: str) -> bool:
        """Whether the network may know this "CUR/value": it is of no pack, and has a class."""
        return any(each.value == value and is_scored(each, self._unscored) for each in self._known)

    def _borne_out_taught(
        self, match: PrintMatch | None, asked: Question, compared: Sequence[Compared]
    ) -> PrintMatch | None:
        """A taught note as the photo and its dense print bear it out, though keypoints say too little, or doubt it."""
        if self._comparison is None:
            return match
        dense = self._dense_of_taught = self._dense_of_taught or TaughtDense(self._bank)
        taught = TaughtCheck(self._comparison, dense, self._known, _LOOKS)
        if match is not None:
            return taught.as_borne_out(asked, match)
        found = borne_out(self._comparison, compared, self._known, asked.picture, asked.box)
        if found is not None:
            return replace(told(found, self.weights, asked.captured_at_s), is_clear=False)
        # What the network is sure of is another note's.
        is_another = asked.proposal.sure_of is not None
        return None if is_another or asked.box is None else taught.densely_told(asked, compared)

    def _densely(
        self,
        looks: Iterable[Look],
        currency: str,
        captured_at_s: float,
        sure_of: str | None,
        *,
        expected: str | None = None,
    ) -> PrintMatch | None:
        if self._dense is None:
            return None
        return self._dense.told(looks, currency, captured_at_s, sure_of, self._never, expected)

    @property
    def _never(self) -> frozenset[str]:
        """What dense print alone may not name."""
        return self._unscored | self._unprinted

    def _closer_currencies(self, sure_of: str | None, likely: Collection[str] | None = None) -> list[str]:
        """Of which currencies print is looked for closer: that of which the network is sure, or the few likely ones."""
        on = {each.value.partition("/")[0] for each in self._known if each.limits is None and each.taught is None}
        if sure_of is not None:
            return [sure_of.partition("/")[0]] if sure_of.partition("/")[0] in on else []
        on &= on if likely is None else set(likely)
        return sorted(on) if self._dense is not None and len(on) <= _LOOKED_THROUGH else []

    def _agreeing(self, looks: Sequence[Look], value: str) -> Compared | None:
        """The print of a "CUR/value" that may be there; None where too little agrees, or as much with another value."""
        readers = self._readers_of(value)
        if readers is None:
            return None
        found = [(each, look) for look in looks for each in readers.own.compare_look(look, _COMPARED, thorough=True)]
        first, look = max(found, key=lambda one: one[0].logit, default=(None, None))
        if first is None or look is None or probability(first.logit) < self.weights.faint:
            return None
        other = -math.inf
        if readers.rivals is not None:
            rivals = readers.rivals.compare_look(look, _COMPARED, thorough=True)
            other = max((each.logit for each in rivals), default=other)
        return first if first.logit - other >= math.log(self.weights.lead) else None

    def _readers_of(self, value: str) -> _Readers | None:
        """What this value is looked for with; None for what print alone names, and what has no templates."""
        if value != self._of_value[0]:
            known = [each for each in self._known if each.limits is None and each.taught is None]
            own = [each for each in known if each.value == value and value not in self._unscored]
            currency = value.partition("/")[0]
            rivals = [each for each in known if each.value != value and each.value.partition("/")[0] == currency]
            of_both = [_Patient.of(self, each) for each in (own, rivals) if each]
            self._of_value = (value, _Readers(of_both[0], *of_both[1:]) if own else None)
        return self._of_value[1]
