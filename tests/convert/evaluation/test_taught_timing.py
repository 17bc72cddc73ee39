"""Looks are timed beside none, some and many taught sides, with and without dense print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from app.recognition.model import Model
from app.recognition.print_check import PrintReader
from app.recognition.templates import KnownPrint
from convert.evaluation import taught_timing


class Looks(PrintReader):
    """Notes what is in use at each look."""

    seen: list[Sequence[KnownPrint]]

    def use(self, known: Sequence[KnownPrint]) -> None:
        self._known = list(known)

    def look(self, *_: object, **__: object) -> None:
        self.seen.append(self._known)


@pytest.mark.parametrize("has_dense", [False, True])
def test_each_number_of_sides_is_looked_at_with_each_photo(
    has_dense: bool, shipped: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank, weights = shipped.templates, shipped.metadata.print_check
    assert bank is not None
    assert weights is not None
    monkeypatch.setattr(taught_timing, "load", lambda path, px: np.zeros((4, 4, 3), np.uint8))
    reader = Looks(bank, weights)
    reader.seen = []

    found = taught_timing.timed(bank, reader, [Path(str(n)) for n in range(7)], has_dense=has_dense)

    assert list(found) == [0, 50, 500]
    assert [len([each for each in known if each.taught]) for known in reader.seen] == [0] * 6 + [50] * 6 + [500] * 6
    taught = [each for each in reader.seen[-1] if each.taught]
    assert len({each.value for each in taught}) == 500
    assert all(len(each.dense) == has_dense for each in taught)
    if has_dense:
        assert np.median([len(each.dense[0]) for each in taught]) > 200
