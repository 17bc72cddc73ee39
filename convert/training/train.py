"""Training: ImageNet MobileNetV2, frozen below, trained above on a stream of synthetic and real pictures.

Stages with growing pictures: the trunk is run once for each new picture, its features go into a pool, and the upper
layers are trained on draws from that pool, so that the costly part is not repeated. Runs on two CPU cores within an
hour or two and on a GPU when PyTorch sees one. What quantizing and judging do lives in their own files.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.recognition.labels import NoteLabel
from app.recognition.model import Model
from app.recognition.observation import Box
from app.recognition.preprocess import letterbox
from convert.data.currencies import codes, read_table
from convert.data.dataset import LEFT_OUT, DataError, LabelledPicture, catalogue, class_list, labelled_pictures
from convert.data_audit.rules import BOXES, read_boxes
from convert.evaluation.evaluate import place_of
from convert.synthesis.synthesize import PictureError, Synthesizer, load
from convert.training.feature_cutmix import hide
from convert.training.memory import keep_freed_memory
from convert.training.stream import Batch, BatchStream


@dataclass(frozen=True, slots=True)
class Stage:
    """One stretch of training.

    Attributes:
        size: side of the pictures, pixels.
        cut: name of the last frozen layer.
        pictures: new pictures to draw.
        reuse: gradient steps for each batch of new pictures.
        batch: pictures a step.
        peak_rate: highest learning rate (AdamW), reached after a tenth of the stage, then a cosine down to 2 %.
    """

    size: int
    cut: str
    pictures: int
    reuse: int
    batch: int
    peak_rate: float


PLANS = {
    # A smoke run: a few minutes.
    "tiny": (Stage(96, "block_5_add", 1280, 1, 64, 1e-3), Stage(224, "block_5_add", 640, 1, 64, 3e-4)),
    # Two CPU cores, about two hours, a dozen currencies from ImageNet.
    "cpu": (Stage(160, "block_5_add", 150_000, 2, 64, 1.5e-3), Stage(224, "block_5_add", 110_000, 2, 64, 6e-4)),
    # Two CPU cores, about half an hour, on from the weights of an earlier run (`--init`).
    "more": (Stage(224, "block_5_add", 28_000, 2, 64, 5e-4),),
    # Two CPU cores, an hour and a half, a dozen currencies on from a model of fewer (`--init`).
    "many": (Stage(160, "block_5_add", 120_000, 2, 64, 1.2e-3), Stage(224, "block_5_add", 84_000, 2, 64, 6e-4)),
    # Two CPU cores, an hour and a half, to make a model of the same classes surer (`--init`).
    "longer": (Stage(224, "block_5_add", 150_000, 2, 64, 5e-4),),
    # Two CPU cores, about an hour, the same.
    "further": (Stage(224, "block_5_add", 100_000, 2, 64, 4e-4),),
    # Two CPU cores, some twenty minutes from ImageNet: enough to see what a model says of kinds left out of it.
    "short": (Stage(160, "block_5_add", 48_000, 2, 64, 1.2e-3), Stage(224, "block_5_add", 16_000, 2, 64, 6e-4)),
    # A GPU.
    "gpu": (Stage(160, "block_2_add", 600_000, 1, 256, 2e-3), Stage(224, "block_2_add", 600_000, 1, 256, 1e-3)),
}
# About 0.8 GB at 224 pixels. A feature's second draw then comes some hundred steps after its first.
POOL_PICTURES = 16_384
LABEL_SMOOTHING = 0.05
# A run's weights, in its folder: those it started from and those it ended with.
START, FINAL = "start.weights.h5", "final.weights.h5"
# Of the notes of a batch, the share that is partly hidden in the features.
HIDDEN_SHARE = 0.25
EMA_DECAY = 0.995


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: `stage` index and the number of batches of new pictures already trained on in it."""

    stage: int
    batch: int


def _copy_weights(source: Any, target: Any) -> None:
    """Layer by layer, but for what depends on the picture's size (the place head)."""
    for layer in target.layers:
        if layer.weights:
            weights = source.get_layer(layer.name).get_weights()
            if [w.shape for w in weights] == [tuple(w.shape) for w in layer.weights]:
                layer.set_weights(weights)


def _start_from_tflite(
    model: Any, labels: Sequence[NoteLabel], path: Path, imagenet: Path | None, statistics: NDArray[np.uint8]
) -> None:
    from app.recognition.labels import read_metadata
    from convert.training import network
    from convert.training.recover import folded, layers_of

    layers = layers_of(path)
    convolutions = [x for x in layers if x.kind != "dense"]
    dense = [x for x in layers if x.kind == "dense"]
    trunk = len(list(network.convolutions(model)))
    if len(convolutions) != trunk + 1 or len(dense) != 2:
        raise DataError(f"{path} is not a model of this network: give one that `python -m convert quantize` made.")
    network.load_folded(model, folded(layers, None if imagenet is None else np.load(imagenet)), statistics)
    squeeze = convolutions[-1]
    model.get_layer("where_squeeze").set_weights([squeeze.kernel.transpose(1, 2, 3, 0), squeeze.bias])
    head, place = sorted(dense, key=lambda x: len(x.bias), reverse=True)
    if model.get_layer("where").kernel.shape == place.kernel.T.shape:
        model.get_layer("where").set_weights([place.kernel.T, place.bias])
    kernel, bias = model.get_layer("logits").get_weights()
    row_of = {label: row for row, label in enumerate(read_metadata(path).labels)}
    for row, label in enumerate(labels):
        if label in row_of:
            kernel[:, row], bias[row] = head.kernel[row_of[label]], head.bias[row_of[label]]
    model.get_layer("logits").set_weights([kernel, bias])


def answer_loss(logits: Any, targets: Any) -> Any:
    """Mean loss, smoothed, of torch tensors (n, classes): the sum over the classes that a picture may be is its target,
    so that unsorted faces can be learned."""
    import torch

    log_p = torch.log_softmax(logits, 1)
    nll = -torch.logsumexp(log_p.masked_fill(~targets, -1e4), 1)
    return ((1 - LABEL_SMOOTHING) * nll - LABEL_SMOOTHING * log_p.mean(1)).mean()


class Trainer:
    """One training run in a folder that holds its checkpoints, logs and, at the end, `final.weights.h5`.

    Args:
        labels: classes, unknown first.
        out: the run's folder.
        seed: of initial heads and of the pool's draws.
        imagenet: .npz with folded ImageNet weights, or None for Keras's own (needs a network).
        statistics: uint8 (n, 224, 224, 3) RGB pictures for un-folding the normalisation.
        init: where to start from in place of ImageNet, or None: a .weights.h5 of an earlier run (with other classes its
            heads are skipped) or a quantized .tflite (what it knows of the classes is kept, in whatever order).
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
        self.labels = tuple(labels)
        self.out = out
        self._seed = seed
        self.size = 224
        self.model = network.build(len(labels), self.size)
        if init is not None and init.suffix == ".tflite":
            _start_from_tflite(self.model, self.labels, init, imagenet, statistics)
        elif imagenet is not None:
            network.load_folded(self.model, np.load(imagenet), statistics)
        else:
            source = keras.applications.MobileNetV2(input_shape=(224, 224, 3), include_top=False, weights="imagenet")
            for layer in source.layers:
                if layer.weights:
                    self.model.get_layer(layer.name).set_weights(layer.get_weights())
        if init is not None and init.suffix != ".tflite":
            self.model.load_weights(init, skip_mismatch=True)
        self._average: list[Any] | None = None

    # -- a stage's model: the same layers at another picture size

    def _sized(self, size: int) -> Any:
        if size == self.size:
            return self.model
        sized = self._network.build(len(self.labels), size)
        _copy_weights(self.model, sized)
        return sized

    def _take_back(self, sized: Any) -> None:
        if sized is not self.model:
            _copy_weights(sized, self.model)

    # -- loss

    def _loss(self, out: Any, targets: Any, boxes: Any, has_note: Any, place: bool) -> tuple[Any, Any]:
        """`answer_loss`, plus, where it is known, presence and box."""
        torch = self._torch
        logits = out["logits"]
        loss = answer_loss(logits, targets)
        right = targets.gather(1, logits.argmax(1, keepdim=True)).float().mean()
        if place:
            known = ~torch.isnan(has_note)
            if known.any():
                loss = loss + 0.2 * torch.nn.functional.binary_cross_entropy_with_logits(
                    out["where"][known, 0], has_note[known]
                )
            boxed = ~torch.isnan(boxes[:, 0])
            if boxed.any():
                loss = loss + 2.0 * torch.nn.functional.smooth_l1_loss(out["where"][boxed, 1:], boxes[boxed], beta=0.1)
        return loss, right

    # -- running

    def run(
        self,
        plan: Sequence[Stage],
        stream: BatchStream,
        validate: Any,
        *,
        resume: bool,
        checkpoint_s: float = 300.0,
    ) -> None:
        """Train all stages; `validate(model, size) -> dict` is called every `checkpoint_s` and at each stage's end.

        Raises:
            DataError: `resume` was asked for and the run's checkpoint belongs to another plan or other classes.
        """
        from torch.utils.tensorboard.writer import SummaryWriter
        from tqdm import tqdm

        torch = self._torch
        writer = SummaryWriter(str(self.out / "logs"))
        start = self._restore(plan) if resume else Progress(0, 0)
        step_all = 0
        for number, stage in enumerate(plan):
            if number < start.stage:
                continue
            model = self._sized(stage.size)
            trunk, top = self._network.split(model, stage.cut)
            frozen = self._network.freeze(trunk)
            graph = self._network.TorchGraph(top, half=True)
            # Without a GPU the workers run the trunk too: one thread here and one there keep two cores busy, where
            # threads that wait for one another at every layer would suffer from anything else that runs.
            on_gpu = self.device == "cuda"
            params = [v.value for v in top.trainable_variables]
            decay = [p for p in params if p.ndim > 1]
            rest = [p for p in params if p.ndim <= 1]
            optimizer = torch.optim.AdamW(
                [{"params": decay, "weight_decay": 0.02}, {"params": rest, "weight_decay": 0.0}], lr=stage.peak_rate
            )
            tracked = [v.value for v in top.variables if v.dtype.startswith("float")]
            batches = stage.pictures // stage.batch
            first = start.batch if number == start.stage else 0
            if first and (self.out / "optimizer.pt").exists():
                optimizer.load_state_dict(torch.load(self.out / "optimizer.pt", weights_only=True))
            self._average = [p.detach().clone() for p in tracked]
            if first:
                self._load_average(tracked)
            pool = _Pool(POOL_PICTURES)
            # A run that goes on fills its pool with the batches that were in it, so that it goes on as it would have.
            refill = max(0, first - -(-POOL_PICTURES // stage.batch))
            saved_at = time.monotonic()
            bar = tqdm(
                total=batches, initial=first, desc=f"stage {number + 1}/{len(plan)} at {stage.size}", smoothing=0.05
            )
            smooth_loss, smooth_right = None, None
            for index, batch in enumerate(
                stream.batches(number, refill, batches, stage.batch, stage.size, None if on_gpu else frozen),
                start=refill,
            ):
                pool.add(frozen(batch.images, "cuda") if on_gpu else torch.from_numpy(batch.images), batch)
                if index < first:
                    continue
                rng = np.random.default_rng([self._seed, number, index])
                torch.manual_seed(int(rng.integers(2**31)))
                for _ in range(stage.reuse):
                    rate = _rate(stage.peak_rate, (index + 1) / batches)
                    for group in optimizer.param_groups:
                        group["lr"] = rate
                    features, targets, boxes, has_note = pool.draw(rng, stage.batch, torch, self.device)
                    features = hide(rng, features, targets, boxes, HIDDEN_SHARE)
                    out = graph(features, training=True)
                    loss, right = self._loss(out, targets, boxes, has_note, stage.size == self.size)
                    optimizer.zero_grad(set_to_none=True)
                    loss.backward()
                    torch.nn.utils.clip_grad_norm_(params, 5.0)
                    optimizer.step()
                    step_all += 1
                    with torch.no_grad():
                        # The average follows quickly at first, so that it does not remember the start.
                        keep = min(EMA_DECAY, (index + 1) / (index + 10))
                        torch._foreach_mul_(self._average, keep)
                        torch._foreach_add_(self._average, [p.detach() for p in tracked], alpha=1 - keep)
                value, share = float(loss.detach()), float(right)
                smooth_loss = value if smooth_loss is None else 0.98 * smooth_loss + 0.02 * value
                smooth_right = share if smooth_right is None else 0.98 * smooth_right + 0.02 * share
                bar.update()
                bar.set_postfix(loss=f"{smooth_loss:.3f}", right=f"{smooth_right:.3f}")
                if index % 20 == 0:
                    writer.add_scalar("loss", smooth_loss, step_all)
                    writer.add_scalar("right", smooth_right, step_all)
                    writer.add_scalar("rate", rate, step_all)
                if time.monotonic() - saved_at > checkpoint_s or index + 1 == batches:
                    live = [p.detach().clone() for p in tracked]
                    self._assign(tracked, self._average)
                    for name, figure in validate(model, stage.size).items():
                        writer.add_scalar(name, figure, step_all)
                        tqdm.write(
                            f"stage {number + 1} batch {index + 1}/{batches} loss {smooth_loss:.3f} {name} {figure:.3f}"
                        )
                    last = index + 1 == batches
                    if not last:
                        self._assign(tracked, live)
                    self._take_back(model)
                    self._save(plan, Progress(number + 1, 0) if last else Progress(number, index + 1), optimizer)
                    saved_at = time.monotonic()
            bar.close()
        self.model.save_weights(self.out / FINAL)
        writer.close()

    def _assign(self, tracked: Sequence[Any], values: Sequence[Any]) -> None:
        with self._torch.no_grad():
            for target, value in zip(tracked, values, strict=True):
                target.copy_(value)

    def _load_average(self, tracked: Sequence[Any]) -> None:
        path = self.out / "average.pt"
        if path.exists():
            self._average = [t.to(self.device) for t in self._torch.load(path, weights_only=True)]

    def _save(self, plan: Sequence[Stage], progress: Progress, optimizer: Any) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        self.model.save_weights(self.out / "checkpoint.weights.h5")
        self._torch.save(optimizer.state_dict(), self.out / "optimizer.pt")
        self._torch.save(self._average, self.out / "average.pt")
        state = {
            "progress": asdict(progress),
            "plan": [asdict(s) for s in plan],
            "labels": [x.text for x in self.labels],
        }
        temporary = self.out / "state.json.new"
        temporary.write_text(json.dumps(state, indent=1))
        temporary.replace(self.out / "state.json")

    def _restore(self, plan: Sequence[Stage]) -> Progress:
        path = self.out / "state.json"
        if not path.exists():
            return Progress(0, 0)
        state = json.loads(path.read_text())
        if state["plan"] != [asdict(s) for s in plan] or state["labels"] != [x.text for x in self.labels]:
            raise DataError(f"{path} is of another plan or other classes: give another --out, or leave out --resume.")
        self.model.load_weights(self.out / "checkpoint.weights.h5")
        return Progress(**state["progress"])


class _Pool:
    """The newest features with their answers; draws are with replacement."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._items: list[tuple[Any, Batch, int]] = []
        self._next = 0

    def add(self, features: Any, batch: Batch) -> None:
        for row in range(len(features)):
            item = (features[row], batch, row)
            if len(self._items) < self._capacity:
                self._items.append(item)
            else:
                self._items[self._next] = item
                self._next = (self._next + 1) % self._capacity

    def draw(self, rng: np.random.Generator, count: int, torch: Any, device: str) -> tuple[Any, Any, Any, Any]:
        chosen = [self._items[int(k)] for k in rng.integers(len(self._items), size=count)]
        features = torch.stack([f for f, _, _ in chosen]).to(device).float()
        targets = torch.from_numpy(np.stack([b.targets[r] for _, b, r in chosen])).to(device)
        boxes = torch.from_numpy(np.stack([b.boxes[r] for _, b, r in chosen])).to(device)
        has_note = torch.from_numpy(np.array([b.has_note[r] for _, b, r in chosen], np.float32)).to(device)
        return features, targets, boxes, has_note


def _rate(peak: float, done: float) -> float:
    if done < 0.1:
        return peak * max(done / 0.1, 0.02)
    return peak * (0.02 + 0.98 * 0.5 * (1 + float(np.cos(np.pi * (done - 0.1) / 0.9))))


class OwnCurrencyCheck:
    """Top-1 on real photos with only the photo's currency on: a guide during training (`evaluate` is the judge)."""

    def __init__(self, photos: Sequence[LabelledPicture], labels: Sequence[NoteLabel], limit: int = 400) -> None:
        step = max(1, -(-len(photos) // limit))
        self._photos = list(photos)[::step]
        self._labels = tuple(labels)
        self._frames = [load(p.path, 400) for p in self._photos]

    def __call__(self, model: Any, size: int) -> dict[str, float]:
        """Shares, 0 to 1, by name: one for each currency and one for all photos."""
        if not self._photos:
            return {}
        right: dict[str, list[float]] = {}
        pictures = np.stack([letterbox(f, size) for f in self._frames])
        for start in range(0, len(pictures), 32):
            logits = np.asarray(
                model.predict_on_batch(pictures[start : start + 32].astype(np.float32) / 127.5 - 1)["logits"]
            )
            for row, photo in zip(logits, self._photos[start : start + 32], strict=True):
                scores: dict[str, float] = {}
                for label, score in zip(self._labels, np.exp(row - row.max()), strict=True):
                    if label.currency == photo.currency:
                        scores[label.value] = scores.get(label.value, 0.0) + float(score)
                best = max(scores, key=lambda value: scores[value])
                right.setdefault(photo.currency, []).append(float(best == photo.value))
        figures = {f"top1/{c}": float(np.mean(r)) for c, r in sorted(right.items())}
        figures["top1/all"] = float(np.mean([x for r in right.values() for x in r]))
        return figures


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser("train", help="train the network", description=__doc__)
    add_arguments(parser)
    parser.set_defaults(run=run)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--data", type=Path, required=True, help="data folder")
    parser.add_argument("--specimens", type=Path, default=Path("assets/specimens"), help="folder with XTS notes")
    parser.add_argument("--currencies", help="comma list (default: all of models/currencies.csv)")
    parser.add_argument(
        "--leave-out",
        default="",
        metavar="SET,…",
        help="sets of hard negatives, backgrounds or other notes not to learn from, for `evaluate --left-out`",
    )
    parser.add_argument("--weights", type=Path, help="folded ImageNet weights (.npz); without it Keras fetches its own")
    parser.add_argument("--init", type=Path, help="start from these: .weights.h5 of a run, or a .tflite model")
    parser.add_argument(
        "--places",
        type=Path,
        metavar="MODEL",
        help="a .tflite that tells where notes lie in photos to learn from",
    )
    parser.add_argument("--out", type=Path, default=Path("build/train"), help="run's folder (default: %(default)s)")
    parser.add_argument("--plan", choices=sorted(PLANS), help="default: gpu when there is one, else cpu")
    parser.add_argument("--workers", type=int, default=max(1, (os.cpu_count() or 2) - 1), help="synthesiser processes")
    parser.add_argument(
        "--emphasis",
        type=_emphasis,
        default={},
        metavar="CUR=F,…",
        help="show a currency F times as often, e.g. XTS=1.5",
    )
    parser.add_argument("--threads", type=int, default=1, help="PyTorch threads of the trainer (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.add_argument("--resume", action="store_true", help="go on from the run's last checkpoint")


def _emphasis(text: str) -> dict[str, float]:
    try:
        pairs = [part.split("=") for part in text.split(",") if part]
        factors = {currency: float(factor) for currency, factor in pairs}
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text}" is not of the form XTS=1.5,USD=2') from error
    if any(not 0 < factor < float("inf") for factor in factors.values()):
        raise argparse.ArgumentTypeError("a factor must be above 0")
    return factors


def note_places(data: Path, photos: Sequence[LabelledPicture], model_path: Path | None) -> dict[Path, Box]:
    """Where notes lie in photos, by path: as the data folder's boxes.tsv says, else as a model sees it. Lines of that
    table that cannot be used are told.

    Raises:
        ModelError: the model cannot be used.
    """
    boxes, unusable = read_boxes(data / BOXES)
    for finding in unusable:
        print(f"not used: {finding.path}: {finding.text}")
    places = {data / name: box for name, box in boxes.items()}
    if model_path is None:
        return places
    model = Model(model_path, threads=1)
    for photo in photos:
        if photo.path in places:
            continue
        try:
            box = place_of(model, load(photo.path, 400))
        except PictureError:
            continue
        if box is not None:
            places[photo.path] = box
    return places


def run(args: argparse.Namespace) -> int:
    """The step `train`."""
    os.environ["KERAS_BACKEND"] = "torch"
    keep_freed_memory()
    currencies = args.currencies.split(",") if args.currencies else codes(read_table())
    leave_out = [name for name in args.leave_out.split(",") if name]
    cat = catalogue(args.data, args.specimens, currencies, leave_out)
    labels = class_list(cat)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / LEFT_OUT).write_text(json.dumps(leave_out))
    (args.out / "labels.json").write_text(json.dumps([asdict(label) for label in labels], indent=1))
    print(
        f"{len(labels)} classes; {len(cat.references)} flat notes, {len(cat.photos)} photos, "
        f"{len(cat.backgrounds)} backgrounds, {len(cat.hard_negatives)} hard negatives, "
        f"{len(cat.other_notes)} other notes"
    )
    # A currency with more to tell apart is seen more often, though not in full proportion.
    counts = Counter(label.currency for label in labels if not label.is_unknown)
    weights = {currency: count**0.7 * args.emphasis.get(currency, 1.0) for currency, count in counts.items()}
    places = note_places(args.data, cat.photos, args.places)
    recipe = functools.partial(Synthesizer, cat, labels, currency_weights=weights, places=places)
    of_notes = [p.path for p in cat.photos[:: max(1, len(cat.photos) // 192)]]
    statistics = np.stack([letterbox(load(p, 400), 224) for p in (*cat.backgrounds[:128], *of_notes)])
    with BatchStream(recipe, args.seed, args.workers) as stream:
        validate = OwnCurrencyCheck(labelled_pictures(args.data / "photos" / "val", currencies), labels)
        trainer = Trainer(labels, args.out, args.seed, args.weights, statistics, args.init, args.threads)
        if not (args.resume and (args.out / START).exists()):
            trainer.model.save_weights(args.out / START)
        plan = PLANS[args.plan or ("gpu" if trainer.device == "cuda" else "cpu")]
        trainer.run(plan, stream, validate, resume=args.resume)
    print(f"weights: {args.out / FINAL}")
    return 0
