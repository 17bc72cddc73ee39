"""What the training of the comparison network makes small, and the figures of it that a log shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch.nn import functional

from convert.training.comparison_drawing import Relation
from convert.training.comparison_pictures import Batch

# How much each part counts; of sides that are not in the photo, all of them and the worst.
_CHOICE, _PLACE, _SEEN, _ALL_ABSENT, _WORST_ABSENT = 0.5, 3.0, 0.3, 2.0, 0.5
# Of a note of which less is in view nobody could tell anything.
_LEAST_SEEN = 0.12
_NEVER = -1e4


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """The parts of the loss, each a number of its own.

    Attributes:
        present: the best of the sides that may be in a photo is in it.
        absent: sides of other values are not.
        choice: among them all it is one of the first.
        place: how far off the cells that are seen are, in squares.
        seen: which cells are seen.
    """

    present: Any
    absent: Any
    choice: Any
    place: Any
    seen: Any

    @property
    def total(self) -> Any:
        """All of it."""
        return self.present + self.absent + _CHOICE * self.choice + _PLACE * self.place + _SEEN * self.seen


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What the network says of a batch, and which answers count.

    Args:
        logits: float (n, k), of each photo and each side that it is compared with.
        batch: what it was asked.

    Attributes:
        positive, negative: bool (n, k): the side may be in the photo; it is of another value.
        counts: bool (n,): one side at least may be in the photo, and enough of the note is in view.
        best: float (n,): the logit that one of the positive sides is in the photo.
    """

    logits: Any
    batch: Batch

    @property
    def positive(self) -> Any:
        """See the class."""
        return (self.batch.relations == Relation.SAME) | (self.batch.relations == Relation.PERHAPS)

    @property
    def negative(self) -> Any:
        """See the class."""
        return self.batch.relations == Relation.ANOTHER

    @property
    def counts(self) -> Any:
        """See the class."""
        in_view = self.batch.seen.float().mean(1) > _LEAST_SEEN
        return self.positive.any(1) & (in_view | ~self.batch.is_synthetic)

    @property
    def best(self) -> Any:
        """See the class. Sides that may be in it share one answer, so more of them are no better."""
        perhaps = (self.batch.relations == Relation.PERHAPS).sum(1).clamp_min(1)
        return self.of(self.positive).logsumexp(1) - perhaps.log()

    def of(self, which: Any) -> Any:
        """The logits of some, and of others what never happens."""
        return torch.where(which, self.logits, _NEVER)

    def losses(self, cells: Any) -> Losses:
        """What is wrong with them.

        Args:
            cells: float (n, k, SIDE_CELLS, 3) of each pair, as `Compare` gives them.
        """
        positive, negative, counts = self.positive, self.negative, self.counts
        nothing = 0 * self.logits.sum()
        present = choice = nothing
        if counts.any():
            present = functional.softplus(-self.best)[counts].mean()
            known = self.of(positive | negative).logsumexp(1) - self.of(positive).logsumexp(1)
            choice = known[counts].mean()
        each = (functional.softplus(self.logits) * negative).sum() / negative.sum().clamp_min(1)
        worst = functional.softplus(self.of(negative).amax(1)).mean()
        place, seen = self._of_cells(cells, nothing)
        return Losses(present, _ALL_ABSENT * each + _WORST_ABSENT * worst, choice, place, seen)

    def _of_cells(self, cells: Any, nothing: Any) -> tuple[Any, Any]:
        batch = self.batch
        photos, sides = ((batch.relations == Relation.SAME) & batch.is_synthetic[:, None]).nonzero(as_tuple=True)
        if not len(photos):
            return nothing, nothing
        got, at, is_seen = cells[photos, sides], batch.places[photos], batch.seen[photos].float()
        off = (got[..., :2] - at).abs().sum(-1)
        place = (off * is_seen).sum() / is_seen.sum().clamp_min(1)
        return place, functional.binary_cross_entropy_with_logits(got[..., 2], is_seen)

    def figures(self) -> dict[str, float]:
        """How good they are, by name: of photos in which a side is, those whose first side is one of them ("top",
        synthetic and real), those in which it is found ("found"), and of sides of other values those that are found
        ("invented"). What is not in the batch is NaN."""
        counts, is_synthetic = self.counts, self.batch.is_synthetic
        is_first = self.of(self.positive).amax(1) > self.of(self.negative).amax(1)
        return {
            "top synthetic": float(is_first[is_synthetic & counts].float().mean()),
            "top real": float(is_first[~is_synthetic & counts].float().mean()),
            "found": float((self.best[counts] > 0).float().mean()),
            "invented": float((self.logits[self.negative] > 0).float().mean()),
        }
