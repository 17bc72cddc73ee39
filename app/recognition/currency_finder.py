"""Which currency is printed on a note, among all that are known: the model's own and those of all packs.

It tells no value: a currency that is off is named, and turned on, before any value of it is. Looking for all currencies
takes a few times as long as a look for those that are on, so it is done when somebody asks, beside the frames.

All templates are first looked for by their most telling keypoints, and those found are compared in full. The limits are
those by which values are named: what shows no value clearly enough shows no currency either.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.recognition.agreement import AgreementWeights, probability
from app.recognition.box import part_around
from app.recognition.compared import Compared
from app.recognition.keypoints import Keypoints, TemplateTable, detect_keypoints, scaled_grey
from app.recognition.observation import Box
from app.recognition.pack_shelf import PackShelf
from app.recognition.print_check import PrintReader
from app.recognition.templates import KnownPrint, TemplateBank

# As the print reader looks first: what is kept around the box, as a fraction of its sides, and pixels.
_MARGIN, _AREA_PX = 0.1, 80_000
# So many of a template's keypoints, the most telling ones, and of a picture's, the strongest, are compared with all.
_OF_TEMPLATE, _OF_PICTURE = 96, 350
# So many templates that may be it are compared in full, and so many of these place by place.
_LIKELY, _COMPARED = 30, 12


@dataclass(frozen=True, slots=True)
class FoundCurrency:
    """The currency that one picture shows.

    Attributes:
        currency: ISO 4217.
        agreement: how far the picture agrees with a template of it, 0 to 1.
        is_clear: whether it would be enough to name a value by this look alone.
    """

    currency: str
    agreement: float
    is_clear: bool


class CurrencyFinder:
    """Looks for the print of all currencies in single pictures. One thread uses it at a time.

    Args:
        bank: of the model's own notes.
        weights: of the comparison, fitted for this bank.
        shelf: the packs.
        currencies: those that are looked for; None for all that the bank and the shelf know.
    """

    def __init__(
        self,
        bank: TemplateBank,
        weights: AgreementWeights,
        shelf: PackShelf,
        currencies: Sequence[str] | None = None,
    ) -> None:
        self._bank = bank
        self._weights = weights
        self._shelf = shelf
        self._currencies = None if currencies is None else frozenset(currencies)
        self._reader = PrintReader(bank, weights)
        self._known: list[KnownPrint] = []
        self._table: TemplateTable | None = None

    def find(self, picture: NDArray[np.uint8], box: Box | None) -> FoundCurrency | None:
        """The currency whose print is seen; None when none is, or more than one is equally likely.

        Args:
            picture: uint8 (height, width, 3), BGR, the whole frame.
            box: where a note lies; None to look everywhere.

        Raises:
            ModelError: a pack cannot be used.
        """
        self.load()
        if self._table is None:
            return None
        grey = scaled_grey(picture if box is None else part_around(picture, box, _MARGIN), _AREA_PX)
        found = detect_keypoints(grey, _OF_PICTURE)
        seen = Keypoints(found.points, self._bank.shortened(found.descriptors), found.angles, found.octaves)
        likely = self._table.match(seen, _LIKELY)
        if not likely:
            return None
        self._reader.use([self._known[match.template] for match in likely])
        return currency_of(self._reader.compare_in_use(grey, _COMPARED, thorough=True), self._weights)

    def release(self) -> None:
        """Give back what looking for all of them takes in memory; the next look loads it anew."""
        self._table = None
        self._known = []
        self._reader.use([])

    def load(self) -> None:
        """Load what is looked for, unless it is loaded; the first look does it otherwise. Raises ModelError."""
        if self._known:
            return
        of_bank = self._bank.known(self._wanted(self._bank.currencies))
        self._known = of_bank + self._shelf.known(self._wanted(self._shelf.currencies), self._bank)
        shortest = np.arange(_OF_TEMPLATE)
        self._table = (
            TemplateTable([each.keypoints.of(shortest[: len(each.keypoints)]) for each in self._known])
            if self._known
            else None
        )

    def _wanted(self, currencies: Collection[str]) -> Collection[str]:
        return currencies if self._currencies is None else self._currencies.intersection(currencies)


def currency_of(compared: Sequence[Compared], weights: AgreementWeights) -> FoundCurrency | None:
    """The currency that some compared templates show; None when none does, or two are alike.

    What tells values of one currency apart does not matter here, what tells currencies apart does.
    """
    by_weights = _by_weights([each for each in compared if each.known.limits is None], weights)
    by_limits = _by_limits([each for each in compared if each.known.limits is not None])
    found = [each for each in (by_weights, by_limits) if each is not None]
    return found[0] if len(found) == 1 else None


def _by_weights(compared: Sequence[Compared], weights: AgreementWeights) -> FoundCurrency | None:
    if not compared:
        return None
    best = max(compared, key=lambda each: each.logit)
    other = max((each.logit for each in compared if _currency(each) != _currency(best)), default=-math.inf)
    agreement = probability(best.logit)
    # No network speaks for it here, so print that is not clear is not enough.
    if agreement < weights.clear or best.logit - other < math.log(weights.lead):
        return None
    return FoundCurrency(_currency(best), agreement, is_clear=True)


def _by_limits(compared: Sequence[Compared]) -> FoundCurrency | None:
    seen = [
        each
        for each in compared
        if each.known.limits is not None
        and each.agreement >= each.known.limits.weak
        and each.shown >= each.known.limits.shown
    ]
    if not seen:
        return None
    best = max(seen, key=lambda each: each.agreement)
    limits = best.known.limits
    assert limits is not None
    other = max((each.agreement for each in compared if _currency(each) != _currency(best)), default=0.0)
    if best.agreement - other < limits.margin:
        return None
    return FoundCurrency(_currency(best), best.agreement, best.agreement >= limits.clear)


def _currency(compared: Compared) -> str:
    return compared.value.partition("/")[0]
