"""Which photos and sides make a batch for the comparison network, and how they relate. No picture is opened here."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from convert.training.comparison_config import Drawing

# So often a further side is looked for among those that are not there yet, before any will do.
_TRIES = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """What a picture shows.

    Attributes:
        currency, value: of the note.
        series: "current", "old", or None when it is not known.
        face: "front", "back", or None when it is not known.
        design: of scans: which of its series' designs, by a number; None for photos.
    """

    currency: str
    value: str
    series: str | None
    face: str | None
    design: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One picture.

    Attributes:
        is_scan: of the scans; else of the photos.
        index: which of them.
    """

    is_scan: bool
    index: int


class Relation(IntEnum):
    """How a photo and a side relate."""

    UNKNOWN = -1
    """Of one value, but the side may be another: it counts neither way."""
    ANOTHER = 0
    """Another value: it is not in the photo."""
    SAME = 1
    """It is in the photo."""
    PERHAPS = 2
    """Of one value, and nothing that is known speaks against it: one of those that may be in it is."""


def agree(one: Shown, other: Shown) -> bool:
    """Whether series and face of two pictures of one value may be the same, as far as they are known."""
    pairs = ((one.series, other.series), (one.face, other.face))
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)


def relation(photo: Shown, side: Shown, is_itself: bool = False) -> Relation:
    """How a picture that is taken for a photo relates to one that is taken for a side; `is_itself` for one picture."""
    if (photo.currency, photo.value) != (side.currency, side.value):
        return Relation.ANOTHER
    if photo.design is not None and side.design is not None:
        return Relation.SAME if photo == side else Relation.UNKNOWN
    return Relation.PERHAPS if not is_itself and agree(photo, side) else Relation.UNKNOWN


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The pictures of a batch.

    Attributes:
        queries: taken for photos.
        sides: taken for sides.
        compared: int64 (queries, k): the sides that each is compared with.
        relations: int64 (queries, k): `Relation` of each.
    """

    queries: tuple[Item, ...]
    sides: tuple[Item, ...]
    compared: NDArray[np.int64]
    relations: NDArray[np.int64]


class Drawer:
    """Draws batches.

    Args:
        scans: what each shows; their designs are known.
        photos: what each shows.
        drawing: how.
        model: currencies of the model, which are drawn more often.
        seed: of the draws.

    Raises:
        ValueError: there are no scans.
    """

    def __init__(
        self,
        scans: Sequence[Shown],
        photos: Sequence[Shown],
        drawing: Drawing,
        model: Collection[str] = (),
        seed: int = 1,
    ) -> None:
        if not scans:
            raise ValueError("without scans there is nothing to compare photos with")
        self._shown = {True: tuple(scans), False: tuple(photos)}
        self._drawing, self._rng = drawing, random.Random(seed)
        self._scans: defaultdict[str, list[Item]] = defaultdict(list)
        self._photos: defaultdict[str, list[Item]] = defaultdict(list)
        self._of_side: defaultdict[Shown, list[Item]] = defaultdict(list)
        self._of_value: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
        for index, shown in enumerate(scans):
            item = Item(True, index)
            self._scans[shown.currency].append(item)
            self._of_side[shown].append(item)
            self._of_value[shown.currency, shown.value].append(item)
        for index, shown in enumerate(photos):
            item = Item(False, index)
            self._photos[shown.currency].append(item)
            self._of_side[shown].append(item)
        self._folders = {
            currency: sorted({self.shown(item) for item in items}, key=str) for currency, items in self._photos.items()
        }
        self.weights = {
            currency: self._weight(currency) * (drawing.model_gain if currency in model else 1.0)
            for currency in sorted({*self._scans, *self._photos})
        }
        """How often each currency is drawn, in proportion."""
        self._with_scans = sorted(self._scans)

    def shown(self, item: Item) -> Shown:
        """What a picture shows."""
        return self._shown[item.is_scan][item.index]

    def draw(self) -> Drawn:
        """A batch."""
        drawing, rng = self._drawing, self._rng
        chosen = rng.choices(list(self.weights), list(self.weights.values()), k=drawing.groups)
        groups = [self._group(currency) for currency in chosen]
        sides = [side for _, of_group in groups for side in of_group]
        queries: list[Item] = []
        compared: list[list[int]] = []
        for number, (of_group, _) in enumerate(groups):
            own = range(number * drawing.own, (number + 1) * drawing.own)
            rest = [index for index in range(len(sides)) if index not in own]
            for query in of_group:
                queries.append(query)
                compared.append([*own, *rng.sample(rest, drawing.others)])
        relations = [
            [self._relation(query, sides[index]) for index in indexes]
            for query, indexes in zip(queries, compared, strict=True)
        ]
        return Drawn(tuple(queries), tuple(sides), np.array(compared), np.array(relations))

    def _weight(self, currency: str) -> float:
        sides = {self.shown(item) for item in self._scans.get(currency, ())}
        return math.sqrt(len(sides) + self._drawing.steady_sides)

    def _relation(self, query: Item, side: Item) -> Relation:
        return relation(self.shown(query), self.shown(side), query == side)

    def _group(self, currency: str) -> tuple[list[Item], list[Item]]:
        """Queries of one currency, and the sides of their group: first one for each query, that may be in it."""
        drawing = self._drawing
        drawn = [self._query(currency) for _ in range(drawing.queries)]
        first = [own[0] for _, own in drawn if own]
        further = [side for _, own in drawn for side in own[1:]]
        sides = list(dict.fromkeys([*first, *further]))[: drawing.own]
        self._fill(sides, currency)
        return [query for query, _ in drawn], sides

    def _query(self, currency: str) -> tuple[Item, list[Item]]:
        """A picture to be taken for a photo, and pictures of sides that may be in it, if there are any."""
        rng, drawing = self._rng, self._drawing
        scans, photos = self._scans.get(currency, []), self._photos.get(currency, [])
        if not (photos and (not scans or rng.random() < drawing.photo_chance)):
            scan = rng.choice(scans)
            return scan, [rng.choice(self._of_side[self.shown(scan)])]
        is_even = rng.random() < drawing.even_chance
        folder = rng.choice(self._folders[currency]) if is_even else self.shown(rng.choice(photos))
        query = rng.choice(self._of_side[folder])
        same = [item for item in self._of_side[folder] if item != query]
        own = rng.sample(same, min(2 if rng.random() < drawing.two_chance else 1, len(same)))
        of_value = [item for item in self._of_value[currency, folder.value] if agree(folder, self.shown(item))]
        return query, own + rng.sample(of_value, min(drawing.scans, len(of_value)))

    def _fill(self, sides: list[Item], currency: str) -> None:
        """Add sides of the currency, each once, until there are enough; of others where it has too few."""
        rng, drawing = self._rng, self._drawing
        scans, photos = self._scans.get(currency, []), self._photos.get(currency, [])
        for _ in range(_TRIES):
            if len(sides) == drawing.own:
                return
            takes_scan = bool(scans) and (not photos or rng.random() < drawing.scan_chance)
            side = rng.choice(scans if takes_scan else photos)
            if side not in sides:
                sides.append(side)
        while len(sides) < drawing.own:
            sides.append(rng.choice(self._scans[rng.choice(self._with_scans)]))
