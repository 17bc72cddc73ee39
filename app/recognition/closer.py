"""A closer look for the print of a value that the network is sure of: small and blurred pictures of it show some.

Who looks for any note must not be misled by chance, and so asks keypoints for much. Here only the templates of one
value are compared: more and weaker keypoints are detected, at two sizes, and what they look like is told apart less
strictly. The arrangement in one homography and the comparison place by place are as strict as ever. Other values of
the currency are looked for in the same way, and must agree less.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.agreement import probability
from app.recognition.look import LookedFor, look_at
from app.recognition.observation import Box
from app.recognition.print_check import Compared, PrintReader
from app.recognition.templates import KnownPrint

# How the part with the note is looked at; rivals are looked for where the value itself agrees most.
_LOOKS = (LookedFor(0.1, 80_000, most=1500, contrast=0.01), LookedFor(0.1, 160_000, most=1500, contrast=0.015))
# So near its own likest keypoint may the next likely one of a template be.
_RATIO = 0.95
# So many templates are compared place by place.
_COMPARED = 8


class _Patient(PrintReader):
    """Compares with given templates, and takes what looks alike less strictly."""

    _ratio = _RATIO


@dataclass(frozen=True, slots=True)
class _Readers:
    """Of one value: what it is looked for with, and what the rest of its currency is; None where there is none."""

    own: PrintReader
    rivals: PrintReader | None


class CloserReader(PrintReader):
    """A print reader that looks closer where the network is sure of a value and no print is seen."""

    # Those of the last value alone: it changes seldom.
    _of_value: tuple[str, _Readers | None] = ("", None)

    def use(self, known: Sequence[KnownPrint]) -> None:
        """Compare with just these from now on, until `read` is asked for currencies."""
        super().use(known)
        self._of_value = ("", None)

    def __getstate__(self) -> dict[str, Any]:
        """For another process: what is in use, and nothing that can be made of it."""
        return {**super().__getstate__(), "_of_value": ("", None)}

    def _closer(self, picture: NDArray[np.uint8], box: Box | None, value: str) -> Compared | None:
        """The print of a "CUR/value" that may be there; None where too little agrees, or as much with another value."""
        readers = self._readers_of(value)
        if readers is None:
            return None
        looks = [look_at(picture, box, how, self._bank.shortened) for how in _LOOKS]
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
            readers = _Readers(self._patient(own), self._patient(rivals) if rivals else None) if own else None
            self._of_value = (value, readers)
        return self._of_value[1]

    def _patient(self, known: Sequence[KnownPrint]) -> PrintReader:
        reader = _Patient(self._bank, self.weights)
        reader.use(known)
        return reader
