"""One training run: stages over a stream of pictures, checkpoints, logs. What is trained, and on what, is given."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.labels import NoteLabel
from convert.data.dataset import DataError
from convert.run_folder import RunFolder
from convert.training.feature_cutmix import feature_cutmix
from convert.training.feature_pool import POOL_PICTURES, Drawn, FeaturePool
from convert.training.loss import answer_loss, with_box
from convert.training.plans import Stage
from convert.training.start import copy_weights, start_weights
from convert.training.stream import Batch, BatchStream

SIZE = 224
# Of the notes of a batch, the fraction that is partly hidden in the features.
CUTMIX_FRACTION = 0.25
EMA_DECAY = 0.995
_WEIGHT_DECAY, _GRADIENT_NORM = 0.02, 5.0
# Steps between two lines of the log.
_LOG_EVERY = 20

Validate = Callable[[Any, int], dict[str, float]]
"""From a model and the side of its pictures to figures by name."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: `stage` index and the number of batches of new pictures already trained on in it."""

    stage: int
    batch: int


def learning_rate(peak: float, done: float) -> float:
    """The rate when a fraction of the stage is done, 0 to 1."""
    if done < 0.1:
        return peak * max(done / 0.1, 0.02)
    return peak * (0.02 + 0.98 * 0.5 * (1 + float(np.cos(np.pi * (done - 0.1) / 0.9))))


def pool_pictures(stage: Stage) -> int:
    """How many pictures a stage's pool holds: of pictures four times as many as of features, which are larger."""
    return POOL_PICTURES if stage.cut is not None else 4 * POOL_PICTURES


class Gone:
    """How far a stage is: by its pictures, or by its time where that is further.

    Args:
        stage: which.
        limit_s: its time, from the first batch on; None has no end.
        clock: seconds.
    """

    def __init__(self, stage: Stage, limit_s: float | None, clock: Callable[[], float] = time.monotonic) -> None:
        self.stage = stage
        self.batches = stage.pictures // stage.batch
        self._limit_s, self._clock = limit_s, clock
        self._since_s: float | None = None

    def fraction(self, index: int) -> float:
        """0 to 1, when batch `index` has come; 1 when it is the last."""
        by_pictures = (index + 1) / self.batches
        if self._limit_s is None:
            return by_pictures
        now_s = self._clock()
        self._since_s = now_s if self._since_s is None else self._since_s
        return min(1.0, max(by_pictures, (now_s - self._since_s) / self._limit_s))


class _Smooth:
    """A figure that follows its newest values slowly."""

    def __init__(self) -> None:
        self.value: float | None = None

    def add(self, value: float) -> float:
        self.value = value if self.value is None else 0.98 * self.value + 0.02 * value
        return self.value


class _StageRun:
    """The parts of one stage: the model at its size, cut in two, its optimizer, its averaged weights and its pool."""

    def __init__(self, torch: Any, network: Any, model: Any, stage: Stage, device: str) -> None:
        self._torch = torch
        self.model, self.stage, self.device = model, stage, device
        lower, top = (None, model) if stage.cut is None else network.split(model, stage.cut)
        self.frozen = None if lower is None else network.freeze(lower)
        self._graph = network.TorchGraph(top, half=True)
        self._params = [v.value for v in top.trainable_variables]
        decay = [p for p in self._params if p.ndim > 1]
        rest = [p for p in self._params if p.ndim <= 1]
        self.optimizer = torch.optim.AdamW(
            [{"params": decay, "weight_decay": _WEIGHT_DECAY}, {"params": rest, "weight_decay": 0.0}],
            lr=stage.peak_rate,
        )
        self.tracked = [v.value for v in top.variables if v.dtype.startswith("float")]
        self.average = self.live()
        self._pool = FeaturePool(pool_pictures(stage))

    def live(self) -> list[Any]:
        """A copy of the weights as they are."""
        return [p.detach().clone() for p in self.tracked]

    def assign(self, values: Sequence[Any]) -> None:
        """Give the weights other values."""
        with self._torch.no_grad():
            for target, value in zip(self.tracked, values, strict=True):
                target.copy_(value)

    def keep(self, batch: Batch) -> None:
        """Put a batch's features into the pool; where no layer is frozen, its pictures."""
        on_gpu = self.device == "cuda"
        if self.frozen is None or not on_gpu:
            self._pool.add(self._torch.from_numpy(batch.images).to(self.device), batch)
        else:
            self._pool.add(self.frozen(batch.images, "cuda"), batch)

    def learn(self, rng: np.random.Generator, rate: float, index: int, box: bool) -> tuple[Any, Any]:
        """One step on a draw from the pool: (loss, fraction right), tensors."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        drawn = self._pool.draw(rng, self.stage.batch, self._torch, self.device)
        given = drawn.features if self.frozen is not None else drawn.features / 127.5 - 1
        features = feature_cutmix(rng, given, drawn.targets, drawn.boxes, CUTMIX_FRACTION)
        loss, right = self._loss(self._graph(features, training=True), drawn, box)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self._torch.nn.utils.clip_grad_norm_(self._params, _GRADIENT_NORM)
        self.optimizer.step()
        with self._torch.no_grad():
            # The average follows quickly at first, so that it does not remember the start.
            keep = min(EMA_DECAY, (index + 1) / (index + 10))
            self._torch._foreach_mul_(self.average, keep)
            self._torch._foreach_add_(self.average, [p.detach() for p in self.tracked], alpha=1 - keep)
        return loss, right

    def _loss(self, out: Any, drawn: Drawn, box: bool) -> tuple[Any, Any]:
        logits = out["logits"]
        loss = answer_loss(logits, drawn.targets)
        right = drawn.targets.gather(1, logits.argmax(1, keepdim=True)).float().mean()
        return (with_box(loss, out["where"], drawn.boxes, drawn.has_note) if box else loss), right


class Trainer:
    """One training run in a folder that holds its checkpoints, logs and, at the end, its final weights.

    Args:
        labels: classes, unknown first.
        out: the run's folder.
        seed: of initial heads and of the pool's draws.
        imagenet, statistics, init: see `start_weights`.
        threads: of PyTorch in this process; None leaves its choice.
    """

    def __init__(
        self,
        labels: Sequence[NoteLabel],
        out: Path,
        seed: int,
        imagenet: Path | None,
        statistics: NDArray[np.uint8],
        init: Path | None = None,
        threads: int | None = None,
    ) -> None:
        import keras
        import torch

        from convert.training import network

        self._torch, self._network = torch, network
        keras.utils.set_random_seed(seed)
        if threads is not None:
            torch.set_num_threads(threads)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        # All pictures of a stage are of one size, so the fastest way to convolve them is found once.
        torch.backends.cudnn.benchmark = True
        self.labels = tuple(labels)
        self.folder = RunFolder(out)
        self._seed = seed
        self.size = SIZE
        self.model = network.build(len(labels), self.size)
        start_weights(self.model, self.labels, imagenet, statistics, init)
        self._steps = 0

    def run(
        self,
        plan: Sequence[Stage],
        stream: BatchStream,
        validate: Validate,
        *,
        resume: bool,
        checkpoint_s: float = 300.0,
        limit_s: float | None = None,
    ) -> None:
        """Train all stages; `validate(model, size) -> dict` is called every `checkpoint_s` and at each stage's end.

        With `limit_s` the run ends in that time, of which each stage has the fraction of its pictures: the rate falls
        by the time that is gone where that is further than the pictures are.

        Raises:
            DataError: `resume` was asked for and the run's checkpoint belongs to another plan or other classes.
        """
        from torch.utils.tensorboard.writer import SummaryWriter

        writer = SummaryWriter(str(self.folder.logs))
        start = self._restore(plan) if resume else Progress(0, 0)
        pictures = sum(stage.pictures for stage in plan)
        for number, stage in enumerate(plan):
            if number >= start.stage:
                first = start.batch if number == start.stage else 0
                gone = Gone(stage, None if limit_s is None else limit_s * stage.pictures / pictures)
                self._run_stage(plan, number, gone, first, stream, validate, writer, checkpoint_s)
        self.model.save_weights(self.folder.final_weights)
        writer.close()

    def _run_stage(
        self,
        plan: Sequence[Stage],
        number: int,
        gone: Gone,
        first: int,
        stream: BatchStream,
        validate: Validate,
        writer: Any,
        checkpoint_s: float,
    ) -> None:
        from tqdm import tqdm

        stage, batches = gone.stage, gone.batches
        run = self._started(stage, first)
        saved_at = time.monotonic()
        title = f"stage {number + 1}/{len(plan)} at {stage.size}"
        bar = tqdm(total=batches, initial=first, desc=title, smoothing=0.05)
        loss, right = _Smooth(), _Smooth()
        for index in self._fed(run, number, first, stream):
            rng = np.random.default_rng([self._seed, number, index])
            self._torch.manual_seed(int(rng.integers(2**31)))
            done = gone.fraction(index)
            rate = learning_rate(stage.peak_rate, done)
            for _ in range(stage.reuse):
                tensors = run.learn(rng, rate, index, stage.size == self.size)
                self._steps += 1
            figures = {"loss": loss.add(float(tensors[0].detach())), "right": right.add(float(tensors[1]))}
            bar.update()
            bar.set_postfix({name: f"{figure:.3f}" for name, figure in figures.items()})
            if index % _LOG_EVERY == 0:
                for name, figure in {**figures, "rate": rate}.items():
                    writer.add_scalar(name, figure, self._steps)
            last = done >= 1
            if time.monotonic() - saved_at > checkpoint_s or last:
                live = run.live()
                run.assign(run.average)
                for name, figure in validate(run.model, stage.size).items():
                    writer.add_scalar(name, figure, self._steps)
                    tqdm.write(
                        f"stage {number + 1} batch {index + 1}/{batches} loss {figures['loss']:.3f} {name} {figure:.3f}"
                    )
                if not last:
                    run.assign(live)
                self._take_back(run.model)
                self._save(plan, Progress(number + 1, 0) if last else Progress(number, index + 1), run)
                saved_at = time.monotonic()
            if last:
                break
        bar.close()

    def _started(self, stage: Stage, first: int) -> _StageRun:
        run = _StageRun(self._torch, self._network, self._sized(stage.size), stage, self.device)
        if first and self.folder.optimizer.exists():
            run.optimizer.load_state_dict(self._torch.load(self.folder.optimizer, weights_only=True))
        if first and self.folder.average.exists():
            run.average = [t.to(self.device) for t in self._torch.load(self.folder.average, weights_only=True)]
        return run

    def _fed(self, run: _StageRun, number: int, first: int, stream: BatchStream) -> Iterator[int]:
        """Fill the pool, batch by batch; the index of each batch that is to be trained on."""
        stage = run.stage
        # A run that goes on fills its pool with the batches that were in it, so that it goes on as it would have.
        refill = max(0, first - -(-pool_pictures(stage) // stage.batch))
        # Without a GPU the workers run the backbone too: one thread here and one there keep two cores busy, where
        # threads that wait for one another at every layer would suffer from anything else that runs.
        backbone = None if self.device == "cuda" else run.frozen
        last = stage.pictures // stage.batch
        batches = stream.batches(number, refill, last, stage.batch, stage.size, backbone)
        for index, batch in enumerate(batches, start=refill):
            run.keep(batch)
            if index >= first:
                yield index

    # -- a stage's model: the same layers at another picture size

    def _sized(self, size: int) -> Any:
        if size == self.size:
            return self.model
        sized = self._network.build(len(self.labels), size)
        copy_weights(self.model, sized)
        return sized

    def _take_back(self, sized: Any) -> None:
        if sized is not self.model:
            copy_weights(sized, self.model)

    # -- checkpoints

    def _save(self, plan: Sequence[Stage], progress: Progress, run: _StageRun) -> None:
        self.folder.path.mkdir(parents=True, exist_ok=True)
        self.model.save_weights(self.folder.checkpoint_weights)
        self._torch.save(run.optimizer.state_dict(), self.folder.optimizer)
        self._torch.save(run.average, self.folder.average)
        state = {
            "progress": asdict(progress),
            "plan": [asdict(s) for s in plan],
            "labels": [x.text for x in self.labels],
        }
        temporary = self.folder.state.with_suffix(".json.new")
        temporary.write_text(json.dumps(state, indent=1))
        temporary.replace(self.folder.state)

    def _restore(self, plan: Sequence[Stage]) -> Progress:
        path = self.folder.state
        if not path.exists():
            return Progress(0, 0)
        state = json.loads(path.read_text())
        if state["plan"] != [asdict(s) for s in plan] or state["labels"] != [x.text for x in self.labels]:
            raise DataError(f"{path} is of another plan or other classes: give another --out, or leave out --resume.")
        self.model.load_weights(self.folder.checkpoint_weights)
        return Progress(**state["progress"])
