"""Trains the comparison network: a batch is drawn and made, the network learns from it, an average of it is kept."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch

from convert.training.comparison_drawing import Drawer
from convert.training.comparison_loss import Answers, Losses
from convert.training.comparison_network import Comparer, arrays
from convert.training.comparison_pictures import Batch, PictureMaker

# Peak rates of what begins with the model's weights, and of what begins anew.
_EMBED_RATE, _COMPARE_RATE, _LEAST_RATE = 4e-4, 1e-3, 0.005
# The rate rises in so many steps, or this part of the run where that is sooner.
_RISING_STEPS, _RISING_PART = 300, 0.05
_WEIGHT_DECAY, _BETAS, _GRADIENT_NORM = 1e-2, (0.9, 0.98), 1.0
_AVERAGE_DECAY, _AVERAGE_FROM = 0.998, 20
LOG_EVERY = 50


@dataclass(frozen=True, slots=True)
class Limit:
    """When a run ends.

    Attributes:
        seconds: after this time.
        steps: after so many steps, if that is sooner; None has no such end.
    """

    seconds: float
    steps: int | None = None

    def part(self, gone_s: float, step: int) -> float:
        """How much of the run is over before a step, 0 to 1."""
        return min(1.0, max(gone_s / self.seconds, 0.0 if self.steps is None else step / self.steps))


def rate(part: float, step: int) -> float:
    """The learning rate of a step in parts of its peak: it rises, then falls by a cosine to next to nothing."""
    rise = min(1.0, max((step + 1) / _RISING_STEPS, part / _RISING_PART))
    return max(_LEAST_RATE, rise * (0.5 + 0.5 * math.cos(math.pi * part)))


def kept(step: int) -> float:
    """How much of the averaged weights a step keeps: little at first, so that they do not remember the start."""
    return min(_AVERAGE_DECAY, (step + 1) / (step + _AVERAGE_FROM))


@dataclass(slots=True, eq=False)
class ComparisonTrainer:
    """A network in training.

    Args:
        network: which; it goes to the device.
        device: "cpu" or "cuda".

    Attributes:
        average: its weights, averaged over the last steps: what is kept of the run.
    """

    network: Comparer
    device: str
    average: dict[str, Any] = field(init=False)
    _optimizer: Any = field(init=False)

    def __post_init__(self) -> None:
        self.network.to(self.device)
        parts = ((self.network.embed, _EMBED_RATE), (self.network.compare, _COMPARE_RATE))
        groups = [{"params": part.parameters(), "lr": peak, "peak": peak} for part, peak in parts]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=_WEIGHT_DECAY, betas=_BETAS)
        self.average = {name: value.detach().clone() for name, value in self.network.state_dict().items()}

    def answers(self, batch: Batch) -> tuple[Answers, Any]:
        """What the network says of a batch, and of the cells of each pair, float (n, k, SIDE_CELLS, 3)."""
        network, (n, k) = self.network, batch.compared.shape
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device != "cpu"):
            photos, sides = network.embed(batch.photos), network.embed(batch.sides)
            logits, cells = network.compare(photos.repeat_interleave(k, 0), sides[batch.compared.reshape(-1)])
        return Answers(logits.float().view(n, k), batch), cells.float().view(n, k, *cells.shape[1:])

    def learn(self, batch: Batch, rate: float, step: int) -> tuple[Answers, Losses]:
        """One step at a rate, in parts of the peak."""
        for group in self._optimizer.param_groups:
            group["lr"] = group["peak"] * rate
        answers, cells = self.answers(batch)
        losses = answers.losses(cells)
        self._optimizer.zero_grad(set_to_none=True)
        losses.total.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), _GRADIENT_NORM)
        self._optimizer.step()
        with torch.no_grad():
            now = self.network.state_dict()
            torch._foreach_lerp_(list(self.average.values()), [now[name] for name in self.average], 1 - kept(step))
        return answers, losses

    def run(
        self,
        drawer: Drawer,
        maker: PictureMaker,
        limit: Limit,
        tell: Callable[[str], None],
        save: Callable[[dict[str, Any]], None],
        save_every_s: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> tuple[int, int]:
        """Train until the limit.

        Args:
            drawer, maker: of batches.
            limit: when it ends.
            tell: takes a line of the log, every `LOG_EVERY` steps and after the last.
            save: takes the averaged weights by name, now and then and at the end.
            save_every_s: how often.
            clock: seconds.

        Returns:
            How many steps, and how many photos were drawn.
        """
        began_s = saved_s = clock()
        step = photos = 0
        while (part := limit.part(clock() - began_s, step)) < 1:
            batch = maker.batch(drawer.draw())
            answers, losses = self.learn(batch, rate(part, step), step)
            photos += len(batch.photos)
            if step % LOG_EVERY == 0:
                tell(_line(step, clock() - began_s, answers, losses))
            if clock() - saved_s > save_every_s:
                save(arrays(self.average))
                saved_s = clock()
            step += 1
        if step and (step - 1) % LOG_EVERY:
            tell(_line(step - 1, clock() - began_s, answers, losses))
        save(arrays(self.average))
        return step, photos


def _line(step: int, gone_s: float, answers: Answers, losses: Losses) -> str:
    """A line of the log."""
    parts = {name: getattr(losses, name) for name in ("present", "absent", "choice", "place", "seen")}
    with torch.no_grad():
        told = {"loss": losses.total, **parts, **answers.figures()}
        return f"{step} {gone_s:.0f}s " + " ".join(f"{name} {float(value):.3f}" for name, value in told.items())
