"""The print reader: is this print really there? Which note, where, and how surely.

The network proposes, the print disposes: the network cannot know a note that it was never shown, while every note of a
design is printed alike. A picture's keypoints are matched with the templates of the values that are on; then the
picture is laid flat by the homography found and described again at every place where the template has a keypoint,
whether or not one was detected there. Notes of a family share frame, lettering and seal: enough for a homography, but
where their print differs, so do the descriptions. How far they agree over the whole template decides.

Templates are chosen in `convert.export.landmarks`; they travel in the model file, descriptors shortened by a principal
component analysis. No picture can be had back from them in any usable form.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.agreement import AgreementWeights, probability
from app.recognition.compared import Compared, best_by_limits, compared_with, faint_in, leading, told
from app.recognition.keypoints import RATIO, Match, Pairs, TemplateTable
from app.recognition.known_prints import Choice, choice_of, known_prints, likely_prints
from app.recognition.look import LOOKS, Depth, Look
from app.recognition.mirror import seen_either_way
from app.recognition.observation import Box, PrintMatch
from app.recognition.proposal import NOTHING, Proposal
from app.recognition.question import Question
from app.recognition.templates import KnownPrint, KnowsPrint, TemplateBank

# So many of a picture's keypoints are matched first.
_STRONGEST = 350
# So many templates are fitted, so many of these compared place by place, and of one value at most so many.
_FITTED, _COMPARED, _OF_ONE_VALUE = 24, 6, 2
# Of those that are compared first so many, unless one is clear: the others are when all keypoints are.
_TRIED = 2
CLEAR_INLIERS = 6
"""Print is hardly ever clear that shows fewer inliers: 1 in 700."""
# Once one is clear, none that has less than this fraction of its inliers is compared.
_WORTH_COMPARING = 0.4


class PrintReader:
    """Looks for the print of notes in single pictures; remembers nothing of them. One thread uses it at a time.

    Args:
        bank: of the notes.
        weights: of the comparison, fitted for this bank.
        more: knows further currencies; its templates have limits of their own.
        unscored: the "CUR/value" of the bank that the network does not know.
        unprinted: those that the network knows and the bank does not.
        tells_faint: whether faint print is told, too, as `PrintMatch.is_faint`.
    """

    _ratio = RATIO

    def __init__(
        self,
        bank: TemplateBank,
        weights: AgreementWeights,
        more: KnowsPrint | None = None,
        unscored: Collection[str] = (),
        *,
        unprinted: Collection[str] = (),
        tells_faint: bool = False,
    ) -> None:
        self._bank, self.weights, self._more = bank, weights, more
        self._unscored, self._unprinted = frozenset(unscored), frozenset(unprinted)
        self._tells_faint = tells_faint
        self._wanted: Choice | None = None
        self._known: list[KnownPrint] = []
        self._table: TemplateTable | None = None
        self._of_likely: dict[frozenset[str], PrintReader] = {}

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" that are named only when their print was seen, sorted: where none is known, never."""
        return tuple(sorted({*self._bank.values, *self._unprinted, *self.alone}))

    @property
    def alone(self) -> tuple[str, ...]:
        """Those of them that the network does not know: print alone names them."""
        return (*sorted(self._unscored), *(() if self._more is None else self._more.values))

    def read(
        self,
        picture: NDArray[np.uint8],
        box: Box | None,
        currencies: Collection[str],
        captured_at_s: float = 0.0,
        proposal: Proposal = NOTHING,
        is_mirrored: bool | None = None,
        *,
        depth: Depth = Depth.CLOSER,
    ) -> PrintMatch | None:
        """The note whose print is seen in a picture; None when none is, or more than one is equally likely.

        Args:
            picture: uint8 (height, width, 3), BGR, the whole frame.
            box: where a note lies; None to look everywhere.
            currencies: ISO codes of those to look for.
            captured_at_s: source time of the frame.
            proposal: what the network says; a quick look and a mirror are asked of its likely currencies alone.
            is_mirrored: whether the camera delivers what a mirror shows; None where nobody knows.
            depth: how long this one frame may be looked at where nothing is seen.
        """
        self.choose(currencies)
        return self.look(picture, box, captured_at_s, proposal, is_mirrored, depth=depth)

    def look(
        self,
        picture: NDArray[np.uint8],
        box: Box | None,
        captured_at_s: float = 0.0,
        proposal: Proposal = NOTHING,
        is_mirrored: bool | None = None,
        *,
        depth: Depth = Depth.CLOSER,
    ) -> PrintMatch | None:
        """As `read`, with the templates that are in use."""
        asked = Question(picture, box, captured_at_s, self._bank.shortened, proposal, depth)
        guesses = self._tells_faint and depth in (Depth.FULL, Depth.CLOSER)
        return seen_either_way(self._seen, asked, is_mirrored, proposal.sure_of if guesses else None)

    def _seen(self, asked: Question) -> PrintMatch | None:
        proposal, depth = asked.proposal, asked.depth
        narrow = self if proposal.likely is None else self._narrowed(proposal.likely)
        compared = (self if depth else narrow)._compare(asked, 1 if asked.is_proposed else len(LOOKS))
        best = self._best(compared)
        if best is None and depth > Depth.QUICK and not asked.is_proposed:
            # Some cameras deliver what a mirror shows. Only what is clear counts: it must not add doubtful ones.
            back = narrow.compare_look(asked.look(LOOKS[0]).mirrored(), _COMPARED, least=CLEAR_INLIERS)
            best = self._best([each for each in back if each.is_clear(self.weights)])
        match = None if best is None else told(best, self.weights, asked.captured_at_s)
        match = self._borne_out(match, asked, compared if depth else ())
        if match is not None:
            return self._beside(match, asked.picture)
        if best is not None or not self._tells_faint:
            return None
        faint = faint_in(compared, self.weights, self._unscored)
        asks = depth >= Depth.CLOSER and (faint is None or faint.value != proposal.sure_of)
        closer = self._closer(asked) if asks else None
        if closer is not None or faint is None:
            return closer
        return self._told_faint(faint, asked)

    def _borne_out(self, match: PrintMatch | None, asked: Question, compared: Sequence[Compared]) -> PrintMatch | None:
        """A match as a closer look bears it out, None where it speaks against it; here as it is."""
        return match

    def _told_faint(self, faint: Compared, asked: Question) -> PrintMatch:
        """Faint print as a match."""
        return replace(told(faint, self.weights, asked.captured_at_s), is_faint=True)

    def _closer(self, asked: Question) -> PrintMatch | None:
        """The print that a closer look shows; here that is not taken."""
        return None

    def _beside(self, match: PrintMatch, picture: NDArray[np.uint8]) -> PrintMatch:
        """A match with what lies beside it; here that is not looked for."""
        return match

    def _compare(self, asked: Question, looks: int) -> list[Compared]:
        compared = self.compare_look(asked.look(LOOKS[0]), _COMPARED)
        are_all_of_packs = all(known.limits is not None for known in self._known)
        for how in LOOKS[1:looks]:
            best = self._best(compared)
            if are_all_of_packs or (not asked.depth if best is None else best.is_clear(self.weights)):
                break
            found = self.compare_look(asked.look(how), _COMPARED)
            # A pack's limits were chosen by the first look.
            compared += [each for each in found if each.known.limits is None]
        return compared

    def compare_in_use(
        self, grey: NDArray[np.uint8], most: int = _COMPARED, *, thorough: bool = False
    ) -> list[Compared]:
        """As `compare`, with the templates that are in use, in one look; the strongest keypoints are enough for most.

        Args:
            grey: as `scaled_grey` gives it.
            most: so many at most.
            thorough: also beside a clear one.
        """
        return self.compare_look(Look.of(grey, self._bank.shortened), most, thorough=thorough)

    def compare_look(self, look: Look, most: int, *, thorough: bool = False, least: float = 0) -> list[Compared]:
        """As `compare_in_use`, of a look.

        least: inliers that each must have.
        """
        if self._table is None:
            return []
        if not thorough and len(look.seen) > _STRONGEST:
            compared = self._compared(look, look.pairs(self._table, _STRONGEST), most, least=least, tried=_TRIED)
            best = self._best(compared)
            if best is not None and best.is_clear(self.weights):
                return compared
        return self._compared(look, look.pairs(self._table), most, thorough=thorough, least=least)

    def _compared(
        self, look: Look, pairs: Pairs, most: int, *, thorough: bool = False, least: float = 0, tried: int | None = None
    ) -> list[Compared]:
        """The likeliest templates, most inliers first.

        Args:
            look, most, thorough: see `compare_in_use`.
            pairs: of the look.
            least: inliers that each must have.
            tried: so many are compared unless one of them is clear; None for all.
        """
        assert self._table is not None
        compared: list[Compared] = []
        of_value: dict[str, int] = {}
        is_any_clear = False
        enough = least

        def so_many() -> float:
            return enough

        for match in self._table.arranged(look.seen, pairs, max(_FITTED, most), so_many):
            value = self._known[match.template].value
            if of_value.get(value, 0) == _OF_ONE_VALUE:
                continue
            of_value[value] = of_value.get(value, 0) + 1
            one = self._one_compared(look, match)
            if one is not None:
                compared.append(one)
                is_any_clear = is_any_clear or one.is_clear(self.weights)
                if one.is_clear(self.weights) and not thorough:
                    enough = max(enough, _WORTH_COMPARING * len(match.inliers))
            if len(compared) == most or (len(compared) == tried and not is_any_clear):
                break
        return compared

    def _best(self, compared: Sequence[Compared]) -> Compared | None:
        """What the picture agrees with most; None where that is too little, or as much with another value."""
        seen = (
            _best_by_weights([each for each in compared if each.known.limits is None], self.weights, self._unscored),
            best_by_limits([each for each in compared if each.known.limits is not None]),
        )
        found = [each for each in seen if each is not None]
        # Two notes of two currencies at one place: one of them is wrong, and nobody can tell which.
        return found[0] if len(found) == 1 else None

    def use(self, known: Sequence[KnownPrint]) -> None:
        """Compare with just these from now on, until `read` is asked for currencies."""
        self._wanted, self._known, self._table, self._of_likely = None, [], None, {}
        if known:
            self._table = TemplateTable([each.keypoints for each in known], self._ratio)
            self._known = [replace(one, keypoints=t) for one, t in zip(known, self._table.templates, strict=True)]

    def choose(self, currencies: Collection[str]) -> Sequence[KnownPrint]:
        """Compare with the print of these currencies from now on; the same object as before where nothing changes."""
        wanted = choice_of(currencies, self._more)
        if wanted != self._wanted:
            self.use(known_prints(self._bank, self._more, currencies))
            self._wanted = wanted
        return self._known

    def _narrowed(self, likely: Collection[str]) -> PrintReader:
        """What compares with these currencies alone, and with all that the network does not know."""
        wanted = frozenset(likely)
        if wanted not in self._of_likely:
            kept, narrow = likely_prints(self._known, wanted, self._unscored), self
            if len(kept) < len(self._known):
                narrow = PrintReader(self._bank, self.weights, unscored=self._unscored)
                narrow.use(kept)
            # The last choice alone: another one takes a few milliseconds.
            self._of_likely = {wanted: narrow}
        return self._of_likely[wanted]

    def __getstate__(self) -> dict[str, Any]:
        """For another process: what is in use, and nothing that could only be used later."""
        return {**self.__dict__, "_bank": self._bank.holding(), "_more": None, "_table": None, "_of_likely": {}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Be ready to look with what was in use."""
        self.__dict__.update(state)
        self.use(self._known)

    def _one_compared(self, look: Look, match: Match) -> Compared | None:
        return compared_with(look, match, self._known[match.template], self.weights, self._bank.shortened)


def compare(
    reader: PrintReader,
    picture: NDArray[np.uint8],
    box: Box | None,
    currencies: Collection[str],
    looks: int = len(LOOKS),
) -> list[Compared]:
    """The likeliest templates of a reader, and how a picture agrees with each, as limits are found by.

    Args:
        reader: whose.
        picture, box, currencies: see `PrintReader.read`.
        looks: how many at most, at least 1.
    """
    reader.choose(currencies)
    return reader._compare(Question(picture, box, 0.0, reader._bank.shortened, depth=Depth.FULL), looks)


def _best_by_weights(
    compared: Sequence[Compared], weights: AgreementWeights, unscored: Collection[str]
) -> Compared | None:
    first = leading(compared, weights)
    if first is None or probability(first.logit) < weights.weak or not first.is_sure_enough:
        return None
    # Where the network has no say, weak print has nobody to bear it out.
    return None if first.value in unscored and not first.is_clear(weights) else first
