"""Whose print was seen in this presentation: PrintMatch -> "may this value be spoken?".

The network proposes, the print disposes: a note that it was never shown is taken for another one with all certainty,
and nobody who cannot see would notice. So a value is spoken only when its print was seen since the note came into view:
once clearly, twice weakly, or twice faintly where the network is sure. Times are source times of the frames that were
looked at, since answers come late.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

from app.recognition.observation import Observation, PrintMatch, ValueScore
from app.recognition.proposal import Proposal

# The network thinks a currency unlikely to which it gives less than this of what it gives to all that are on; above
# that unknown score it says nothing of them.
_UNLIKELY, _NOTHING_KNOWN = 0.02, 0.95


@dataclass(frozen=True, slots=True)
class PrintRules:
    """When print counts. Raises ValueError for a negative time, a count below 1 or a score outside 0 to 1.

    Attributes:
        weak_matches: how often print must be seen that is not clear.
        faint_matches: how often faint print must be seen of a value that the network is sure of.
        sure_score: from which mean score on, 0 to 1, the network is sure of a value.
        certain_score: from which score on, in one frame, it is certain of a value, so that the photo need only be
            more like this one than like others.
        doubtful_score: from which mean score on, 0 to 1, what it is sure of may be borne out by print that is doubtful.
        proposing_matches: how often clear print must be seen of a value that the network does not put first.
        joined_matches: how often print must be seen that is not clear, for it to propose what the network puts first.
        joined_agreement: what these matches must agree on average then, 0 to 1.
        joined_score: what fraction of its threshold the network must give the value then, 0 to 1.
        least_score: what score, 0 to 1, the network must give a value that the print proposes.
        certain_agreement: what clear print must agree, 0 to 1, for it to propose a value that the network does not see.
        fresh_s: how long ago print may have been seen for it to propose a value, or to tell that there are several
            notes, seconds.
        away_s: nothing like a note in view for this long ends what was seen, seconds.
    """

    weak_matches: int = 2
    faint_matches: int = 2
    sure_score: float = 0.98
    certain_score: float = 0.995
    doubtful_score: float = 0.99
    proposing_matches: int = 2
    joined_matches: int = 3
    joined_agreement: float = 0.8
    joined_score: float = 0.5
    least_score: float = 0.1
    certain_agreement: float = 0.999
    fresh_s: float = 1.0
    away_s: float = 0.75

    def __post_init__(self) -> None:
        counts = (self.weak_matches, self.faint_matches, self.proposing_matches, self.joined_matches)
        if min(self.fresh_s, self.away_s) < 0 or min(counts) < 1:
            raise ValueError(f"times must not be negative, counts at least 1: {self!r}")
        fractions = (
            self.sure_score,
            self.certain_score,
            self.doubtful_score,
            self.least_score,
            self.certain_agreement,
            self.joined_agreement,
            self.joined_score,
        )
        if not all(0 <= fraction <= 1 for fraction in fractions):
            raise ValueError(f"scores and agreement must be between 0 and 1: {self!r}")


def proposal_of(observation: Observation, rules: PrintRules | None = None) -> Proposal:
    """What the network proposes of one frame, for whoever looks for print in it."""
    rules, best = rules or PrintRules(), observation.best
    return Proposal(
        sure_of=best.key if best.score >= max(best.threshold, rules.sure_score) else None,
        leads=best.key if best.score >= rules.joined_score * best.threshold else None,
        likely=_likely_currencies(observation),
        is_certain=best.score >= max(best.threshold, rules.certain_score),
    )


def _likely_currencies(observation: Observation) -> frozenset[str] | None:
    """The currencies that the network thinks possible in one frame, of those that it knows; None where it sees none.

    No other one's value can be named by less than clear print, seen twice.
    """
    if observation.unknown_score > _NOTHING_KNOWN:
        return None
    given: dict[str, float] = {}
    for score in observation.scores:
        given[score.currency] = given.get(score.currency, 0.0) + score.score
    least = _UNLIKELY * sum(given.values())
    return frozenset(currency for currency, score in given.items() if score >= least)


class PrintEvidence:
    """The print that was seen since the note came into view. Owned by one thread."""

    def __init__(self, rules: PrintRules | None = None, alone: Collection[str] = ()) -> None:
        """Begin with nothing seen. alone: the "CUR/value" that the network does not know."""
        self.rules = rules or PrintRules()
        self._alone = frozenset(alone)
        self.names_alike = True
        """Whether several notes of one value earn its word together."""
        self.reset()

    def reset(self) -> None:
        """Begin as if nothing had been seen."""
        self._since_s = -math.inf
        self._several_s = self._alike_s = -math.inf
        self._last_note_s: float | None = None
        self._all: list[PrintMatch] = []

    def forget_until(self, time_s: float) -> None:
        """What was captured up to and including this time counts no more, also where its answer is yet to come."""
        self._begin(math.nextafter(time_s, math.inf))

    def follow(self, now_s: float, *, shows_note: bool) -> None:
        """Note that the frame captured at this source time shows something like a note, or nothing."""
        if not shows_note:
            return
        if self._last_note_s is not None and now_s - self._last_note_s >= self.rules.away_s:
            self._begin(now_s)
        self._last_note_s = now_s

    def forget(self, currency: str, value: str) -> None:
        """What was seen of this value counts no more."""
        self._all = [match for match in self._all if not _same(match, currency, value)]

    def _begin(self, time_s: float) -> None:
        self._since_s = max(self._since_s, time_s)
        self._all = [match for match in self._all if match.captured_at_s >= self._since_s]

    @property
    def _seen(self) -> list[PrintMatch]:
        """What counts by itself: all but what is faint."""
        return [match for match in self._all if not match.is_faint]

    def add(self, match: PrintMatch) -> None:
        """Take a match in, unless its frame is of an earlier presentation.

        Of several notes none earns its word, unless they are of one value and those are named.
        """
        is_named = match.others_are_alike and self.names_alike
        if is_named:
            self._alike_s = max(self._alike_s, match.captured_at_s)
        if match.has_others and not is_named:
            self._several_s = max(self._several_s, match.captured_at_s)
        elif match.captured_at_s >= self._since_s:
            self._all.append(match)

    def shows_alike(self, now_s: float) -> bool:
        """Was the print of more than one note of one value seen in a frame of a moment ago?"""
        return self._alike_s >= self._since_s and now_s - self._alike_s <= self.rules.fresh_s

    def shows_several(self, now_s: float) -> bool:
        """Was the print of more than one note seen in a frame of a moment ago?"""
        return now_s - self._several_s <= self.rules.fresh_s

    def is_seen(self, currency: str, value: str, score: float = 0.0) -> bool:
        """Was the print of this value seen, and no other's more often?

        score: what the network gives the value, 0 to 1.
        """
        own = self._matches(currency, value)
        if self._is_enough(own):
            return _outweighs(currency, value, own, self._seen)
        doubtful = any(match.is_doubtful and _same(match, currency, value) for match in self._all)
        least = self.rules.doubtful_score if doubtful else self.rules.sure_score
        return score >= least and self._is_faintly_seen(currency, value)

    def _is_faintly_seen(self, currency: str, value: str) -> bool:
        """Was the print of this value seen often enough, however faintly, and no other's but faintly and less often?"""
        own = [match for match in self._all if _same(match, currency, value)]
        if len(own) < self.rules.faint_matches or any(not _same(match, currency, value) for match in self._seen):
            return False
        return _outweighs(currency, value, own, self._all)

    def proposed(self, observation: Observation) -> ValueScore | None:
        """The value whose print was seen a moment ago, clearly or often, where the network does not speak against it.

        Its score is how far the print agrees, 0 to 1.
        """
        since_s = observation.captured_at_s - self.rules.fresh_s
        lately = [match for match in self._seen if match.captured_at_s >= since_s]
        if lately and self._is_alone(lately[-1]):
            # A note that has just gone is not named again by what was seen of it.
            # A person may have taught what the network takes for nothing.
            is_there = observation.note_box is not None or lately[-1].is_taught
            return self._named_alone(lately[-1]) if is_there else None
        fresh = [match for match in lately if not self._is_alone(match)]
        if not fresh:
            return None
        last = fresh[-1]
        matches = [match for match in fresh if _same(match, last.currency, last.value)]
        if not _outweighs(last.currency, last.value, self._matches(last.currency, last.value), self._seen):
            return None
        own = next((s for s in observation.scores if _same(last, s.currency, s.value)), None)
        if own is None:
            return None
        clear = [match for match in matches if match.is_clear]
        is_first = own is observation.best
        if clear and (is_first or self._is_proposed(clear, own, observation)):
            return replace(own, score=clear[-1].agreement)
        agreement = sum(match.agreement for match in matches) / len(matches)
        is_joined = len(matches) >= self.rules.joined_matches and agreement >= self.rules.joined_agreement
        if is_first and is_joined and own.score >= self.rules.joined_score * own.threshold:
            return replace(own, score=agreement)
        return None

    def _is_proposed(self, clear: list[PrintMatch], own: ValueScore, observation: Observation) -> bool:
        """Is this clear print of a value that the network puts lower enough?"""
        if len(clear) < self.rules.proposing_matches:
            return False
        if own.score >= self.rules.least_score:
            return True
        certain = [match for match in clear if match.agreement >= self.rules.certain_agreement]
        is_open = observation.shows_note and observation.best.score < self.rules.sure_score
        return len(certain) >= self.rules.proposing_matches and is_open

    def _is_alone(self, match: PrintMatch) -> bool:
        return match.is_taught or match.key in self._alone

    def _named_alone(self, last: PrintMatch) -> ValueScore | None:
        """The value of this match, where its print was seen often enough; the network has no say."""
        own = self._matches(last.currency, last.value)
        if not self._is_enough(own) or not _outweighs(last.currency, last.value, own, self._seen):
            return None
        is_withdrawn = last.series == "withdrawn"
        return ValueScore(last.currency, last.value, last.face or "front", last.agreement, 1.0, is_withdrawn)

    def _matches(self, currency: str, value: str) -> list[PrintMatch]:
        return [match for match in self._seen if _same(match, currency, value)]

    def _is_enough(self, matches: list[PrintMatch]) -> bool:
        return any(match.is_clear for match in matches) or len(matches) >= self.rules.weak_matches


def _same(match: PrintMatch, currency: str, value: str) -> bool:
    return match.currency == currency and match.value == value


def _outweighs(currency: str, value: str, own: list[PrintMatch], matches: list[PrintMatch]) -> bool:
    """Of these matches, do more show this value than any other one?"""
    others: dict[tuple[str, str], int] = {}
    for match in matches:
        if not _same(match, currency, value):
            key = match.currency, match.value
            others[key] = others.get(key, 0) + 1
    return len(own) > max(others.values(), default=0)
