"""The two generations of MobileNet by measurement: the same pictures, the same training, the same photos, one machine.

Each network stays as ImageNet left it; a linear layer is trained on its pooled features of the same pictures, so that
nothing but the networks differs. Then each is converted to float32 and to int8 and all files take turns at the photos:
one look, one thread, only the photo's currency on. Model files that were trained further (`--trained`) are judged with
them. The networks themselves are in `convert.evaluation.generations`; the judge of the shipped model is
`convert.evaluation.evaluate`.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import multiprocessing
import os
import pickle
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray
from tqdm import tqdm

from app.recognition.labels import ModelMetadata, NoteLabel, write_metadata
from app.recognition.model import Model
from app.recognition.preprocess import PAD_VALUE, letterbox
from app.recognition.scoring import Scorer
from convert.data.currencies import codes, read_table
from convert.data.dataset import Catalogue, DataError, LabelledPicture, catalogue, class_list, labelled_pictures
from convert.evaluation.benchmark import timing
from convert.evaluation.evaluate import key
from convert.synthesis.synthesize import PictureError, Synthesizer, load
from convert.training.memory import keep_freed_memory
from convert.training.stream import BatchStream
from convert.training.train import answer_loss

BATCH = 64
# Batches of features in one file: a run that was cut goes on from the last full one.
SHARD = 16
# Side of the pictures that are drawn; each network gets them scaled to its own.
DRAWN = 256
CALIBRATION_BATCHES = 4
STEPS = 40
# Half of it times the sum of squared weights is added to the loss. Of 0.003 to 0.1, 0.01 to 0.03 did best on synthetic
# pictures kept aside (MobileNetV2 at 160, 5,000 pictures); no photo was asked.
PENALTY = 0.01
PRECISIONS = ("float", "int8")
TRAINED = "trained further"


@dataclass(frozen=True, slots=True)
class Network:
    """One network to compare: `generation` 1 or 2 of MobileNet, at pictures of `size` pixels."""

    generation: int
    size: int

    @property
    def family(self) -> str:
        """Its name without the size."""
        return "MobileNetV1 0.75" if self.generation == 1 else "MobileNetV2 1.0"

    @property
    def stem(self) -> str:
        """What its files are called."""
        return f"v{self.generation}_{self.size}"


NETWORKS = tuple(Network(generation, size) for generation in (1, 2) for size in (160, 192, 224))


@dataclass(slots=True)
class Result:
    """What was measured of one model file.

    Attributes:
        name: of the file among the results.
        family: which network it is, or `TRAINED`.
        size: side of its pictures, pixels.
        precision: "float" or "int8".
        parameters: weights and biases.
        size_bytes: of the file.
        photos, right: photos judged, and those whose best value was theirs.
        by_currency: the same two for each currency.
        p50_ms, p99_ms: of one look on one thread.
    """

    name: str
    family: str
    size: int
    precision: str
    parameters: int
    size_bytes: int
    photos: int = 0
    right: int = 0
    by_currency: dict[str, list[int]] = field(default_factory=dict)
    p50_ms: float = 0.0
    p99_ms: float = 0.0

    @property
    def top1(self) -> float:
        """Share, 0 to 1, of photos whose best value was theirs."""
        return self.right / max(1, self.photos)


# ----------------------------------------------------------------------------------------------------------- features


class Embeddings:
    """Pooled features of several frozen networks side by side. The networks stay in a file that each process opens
    once, so that little is sent to the workers.

    Args:
        path: pickled list of (size, FrozenTrunk), from this run.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, pictures: NDArray[np.uint8]) -> Any:
        """A torch tensor, float16 (n, sum of widths), of square pictures, uint8 (n, side, side, 3) RGB."""
        import torch

        pooled = []
        for size, trunk in _trunks(self._path):
            sized = np.stack([letterbox(np.ascontiguousarray(p[..., ::-1]), size) for p in pictures])
            pooled.append(trunk(sized).float().mean((1, 2)))
        return torch.cat(pooled, 1).half()


@functools.lru_cache(maxsize=1)
def _trunks(path: Path) -> list[tuple[int, Any]]:
    with path.open("rb") as file:
        return list(pickle.load(file))


def collect(stream: BatchStream, embeddings: Embeddings, batches: int, out: Path) -> None:
    """Draw pictures and keep their features in `out`, a file for every `SHARD` batches; files that are there stay."""
    first = 0
    while first < batches and _shard(out, first).exists():
        first += SHARD
    pending = []
    drawn = stream.batches(0, first, batches, BATCH, DRAWN, embeddings)
    for index, batch in enumerate(tqdm(drawn, desc="features", initial=first, total=batches), start=first):
        pending.append(batch)
        if len(pending) == SHARD or index + 1 == batches:
            path = _shard(out, index + 1 - len(pending))
            temporary = path.with_suffix(".new")
            with temporary.open("wb") as file:
                np.savez(
                    file,
                    features=np.concatenate([b.images for b in pending]),
                    targets=np.concatenate([b.targets for b in pending]),
                )
            temporary.replace(path)
            pending = []


def _shard(out: Path, first: int) -> Path:
    return out / f"features_{first:05d}.npz"


def gather(out: Path, batches: int) -> tuple[NDArray[np.float16], NDArray[np.bool_]]:
    """(features, targets) that `collect` kept, in the order in which they were drawn."""
    shards = [np.load(_shard(out, first)) for first in range(0, batches, SHARD)]
    return np.concatenate([s["features"] for s in shards]), np.concatenate([s["targets"] for s in shards])


# --------------------------------------------------------------------------------------------------------------- head


def train_head(
    features: NDArray[np.floating[Any]], targets: NDArray[np.bool_], steps: int = STEPS
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """A linear softmax layer: kernel (width, classes) and bias (classes,), float32, for features as they come.

    All pictures at once, by L-BFGS: the problem is convex, so that neither rates nor chance favour a network.

    Args:
        features: (n, width).
        targets: (n, classes): all classes a picture may be.
        steps: of L-BFGS.
    """
    import torch

    x, wanted = torch.from_numpy(np.asarray(features, np.float32)), torch.from_numpy(targets)
    mean, spread = x.mean(0), x.std(0) + 1e-3
    x = (x - mean) / spread
    kernel = torch.zeros(x.shape[1], targets.shape[1], requires_grad=True)
    bias = torch.zeros(targets.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([kernel, bias], max_iter=steps, history_size=10, line_search_fn="strong_wolfe")

    def closure() -> Any:
        optimizer.zero_grad()
        loss = answer_loss(x @ kernel + bias, wanted) + PENALTY / 2 * (kernel**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    with torch.no_grad():
        # The features' mean and spread go into the layer, so that it stands directly on the network.
        folded = kernel / spread[:, None]
        return folded.numpy(), (bias - mean @ folded).numpy()


# --------------------------------------------------------------------------------------------------------- conversion


def _use_tensorflow() -> None:
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")


def _convert(task: tuple[Path, Network, int, str]) -> bytes:
    """A model file from the weights in `out`; in another process, as Keras's backend is chosen when it is imported."""
    out, network, classes, precision = task
    from convert.evaluation import generations
    from convert.export.quantize import flatbuffer, frozen

    model = generations.build(network.generation, classes, network.size)
    model.load_weights(out / f"{network.stem}.weights.h5")
    calibration = None
    if precision == "int8":
        pictures = np.load(out / "calibration.npy")
        calibration = [letterbox(np.ascontiguousarray(p[..., ::-1]), network.size) for p in pictures]
    function = frozen(model, network.size, 1, generations.OUTPUTS)
    return flatbuffer(function, network.size, calibration)


def parameters(path: Path) -> int:
    """Weights and biases of a model file's convolutions and dense layers."""
    interpreter = Interpreter(model_path=str(path))
    shapes = {t["index"]: t["shape"] for t in interpreter.get_tensor_details()}
    return sum(
        int(np.prod(shapes[int(index)]))
        for op in interpreter._get_ops_details()
        if op["op_name"] in ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED")
        for index in op["inputs"][1:3]
        if index >= 0
    )


# ------------------------------------------------------------------------------------------------------------ judging


def judge(models: Sequence[tuple[Result, Model]], photos: Sequence[LabelledPicture]) -> None:
    """Fill in the results: each photo is looked at by all models in turn, another one first each time, so that
    whatever else the machine does falls on all alike.

    Args:
        models: each with the result to fill in.
        photos: of currencies that all models know.

    Raises:
        DataError: none of the photos can be read.
    """
    scorers = [Scorer(model.metadata) for _, model in models]
    times: list[list[float]] = [[] for _ in models]
    for k, photo in enumerate(tqdm(photos, desc="judging")):
        try:
            picture = load(photo.path, 1280)
        except PictureError:
            continue
        for turn in range(len(models)):
            index = (k + turn) % len(models)
            result, model = models[index]
            square = letterbox(picture, model.metadata.input_size, model.metadata.pad_value)
            if not times[index]:
                model.look(square)
            start = time.perf_counter()
            logits = model.look(square).logits
            times[index].append((time.perf_counter() - start) * 1000)
            best = scorers[index].score(logits, [photo.currency]).values[0]
            tally = result.by_currency.setdefault(photo.currency, [0, 0])
            tally[0] += 1
            tally[1] += key(best) == f"{photo.currency}/{photo.value}"
    if not times[0]:
        raise DataError("None of the photos can be read.")
    for (result, _), samples in zip(models, times, strict=True):
        result.photos = sum(n for n, _ in result.by_currency.values())
        result.right = sum(right for _, right in result.by_currency.values())
        measured = timing(samples)
        result.p50_ms, result.p99_ms = measured.p50_ms, measured.p99_ms


def interval(right: int, photos: int) -> tuple[float, float]:
    """Where a share of `photos`, at least one, lies with 95 % certainty (Wilson's score interval), 0 to 1."""
    z, share = 1.96, right / photos
    middle = (share + z * z / (2 * photos)) / (1 + z * z / photos)
    half = z * np.sqrt(share * (1 - share) / photos + z * z / (4 * photos**2)) / (1 + z * z / photos)
    return float(middle - half), float(middle + half)


# ------------------------------------------------------------------------------------------------------------- output


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table."""
    lines = [
        "| network | pixels | numbers | parameters | file | top-1 (95 % interval) | p50 | p99 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for r in results:
        low, high = interval(r.right, r.photos)
        name = r.name if r.family == TRAINED else r.family
        lines.append(
            f"| {name} | {r.size} | {r.precision} | {r.parameters / 1e6:.2f} M | "
            f"{r.size_bytes / 1e6:.2f} MB | {100 * r.top1:.1f} % ({100 * low:.1f} to {100 * high:.1f}) | "
            f"{r.p50_ms:.1f} ms | {r.p99_ms:.1f} ms |"
        )
    return "\n".join(lines) + "\n"


def _of(results: Sequence[Result], family: str, precision: str) -> list[Result]:
    return [r for r in results if r.family == family and r.precision == precision]


def chart(results: Sequence[Result], path: Path) -> None:
    """Accuracy against latency, a blob for each file as large as it has parameters; colours that colour-blind people
    tell apart, and filled or hollow, dashed or not, for print in grey."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5.4), dpi=100, layout="constrained")
    styles = {"MobileNetV1 0.75": ("#D55E00", "--"), "MobileNetV2 1.0": ("#0072B2", "-"), TRAINED: ("#000000", "")}

    def blob(r: Result) -> None:
        colour = styles[r.family][0]
        face = colour if r.precision == "int8" else "white"
        area = r.parameters / 1e6 * 110
        axes.scatter(r.p50_ms, 100 * r.top1, s=area, facecolor=face, edgecolor=colour, linewidth=1.6, zorder=3)

    for family, (colour, line) in styles.items():
        for precision in PRECISIONS:
            mine = sorted(_of(results, family, precision), key=lambda r: r.size)
            for r in mine:
                blob(r)
                place = (r.p50_ms, 100 * r.top1)
                if family == TRAINED:
                    text = f"{r.name}\n{r.size} px, {r.precision}"
                    axes.annotate(text, place, (12, 0), textcoords="offset points", va="center", weight="bold")
                else:
                    ink = "white" if precision == "int8" else colour
                    axes.annotate(str(r.size), place, ha="center", va="center", fontsize=6.5, color=ink, zorder=4)
            if mine and family != TRAINED:
                axes.plot([r.p50_ms for r in mine], [100 * r.top1 for r in mine], line, color=colour, zorder=2)
                # The better one's name above, the other's below, so that they do not run into one another.
                best = max(r.top1 for r in mine)
                above = all(
                    best >= r.top1 for other in styles if other != TRAINED for r in _of(results, other, precision)
                )
                end = mine[-1] if above else mine[0]
                side = {"ha": "right", "va": "bottom"} if above else {"ha": "left", "va": "top"}
                offset = (10, 11) if above else (-10, -11)
                place = (end.p50_ms, 100 * end.top1)
                axes.annotate(f"{family}, {precision}", place, offset, textcoords="offset points", color=colour, **side)
    sizes = sorted(r.parameters / 1e6 for r in results)
    axes.set_xlabel("median time of one look, one thread, ms")
    axes.set_ylabel("best value right, % of photos")
    axes.set_xlim(left=0, right=1.3 * max(r.p50_ms for r in results))
    axes.margins(y=0.15)
    axes.grid(color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(
        f"{results[0].photos} photos, only the photo's currency on. A blob's area is its number of parameters\n"
        f"({sizes[0]:.1f} to {sizes[-1]:.1f} million), the number in it its pixels a side; filled: int8, hollow: float",
        fontsize=9,
        loc="left",
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    pyplot.close(figure)


# --------------------------------------------------------------------------------------------------------------- step


def _named(text: str) -> tuple[str, Path]:
    name, found, path = text.partition("=")
    if not (name and found and path):
        raise argparse.ArgumentTypeError(f'"{text}" is not of the form NAME=model.tflite')
    return name, Path(path)


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser(
        "compare", help="MobileNetV1 against MobileNetV2, by measurement", description=__doc__
    )
    parser.add_argument("--data", type=Path, required=True, help="data folder")
    parser.add_argument("--specimens", type=Path, default=Path("assets/specimens"), help="folder with XTS notes")
    parser.add_argument("--currencies", help="comma list (default: all of models/currencies.csv)")
    parser.add_argument("--v1", type=Path, required=True, help="MobileNetV1 0.75 of ImageNet, a quantized .tflite")
    parser.add_argument("--weights", type=Path, required=True, help="folded ImageNet weights of MobileNetV2 1.0 (.npz)")
    parser.add_argument(
        "--trained",
        type=_named,
        action="append",
        default=[],
        metavar="NAME=FILE",
        help="a model file of this project to judge on the same photos; may be given again",
    )
    parser.add_argument("--pictures", type=int, default=12_288, help="to train on (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)")
    parser.add_argument("--out", type=Path, default=Path("build/compare"), help="default: %(default)s; goes on there")
    parser.add_argument("--chart", type=Path, help="picture to write, .png or .svg (default: compare.png in --out)")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.set_defaults(run=_run)


def _same_run(out: Path, state: dict[str, Any]) -> None:
    """Note what the features in `out` are of.

    Raises:
        DataError: those that are there are of something else.
    """
    path = out / "state.json"
    if path.exists() and json.loads(path.read_text()) != state:
        raise DataError(f"{out} holds features of other weights, classes, counts or seeds: give another --out.")
    path.write_text(json.dumps(state, indent=1))


def _prepare(args: argparse.Namespace, cat: Catalogue, classes: int) -> list[int]:
    """Write the frozen networks and what is known of the first generation; returns the widths of their features."""
    from convert.evaluation import generations
    from convert.training import network

    v1, head = generations.first_generation(args.v1)
    starts: dict[int, Any] = {1: v1, 2: np.load(args.weights)}
    frames = [load(path, 400) for path in cat.backgrounds[:48]]
    trunks, widths = [], []
    for item in NETWORKS:
        model = generations.build(item.generation, classes, item.size)
        pictures = np.stack([letterbox(frame, item.size) for frame in frames])
        network.load_folded(model, starts[item.generation], pictures[:16])
        trunk = network.freeze(generations.trunk_of(model))
        trunks.append((item.size, trunk))
        widths.append(int(model.output["embedding"].shape[-1]))
        model.save_weights(args.out / f"{item.stem}.weights.h5")
        if item == Network(1, Interpreter(model_path=str(args.v1)).get_input_details()[0]["shape"][1]):
            like = generations.likeness(args.v1, trunk, head, pictures)
            (args.out / "likeness.json").write_text(json.dumps(asdict(like), indent=1))
    with (args.out / "trunks.pickle").open("wb") as file:
        pickle.dump(trunks, file)
    return widths


def _heads(
    args: argparse.Namespace, features: NDArray[np.float16], targets: NDArray[np.bool_], widths: Sequence[int]
) -> None:
    """Train each network's layer and write its weights."""
    from convert.evaluation import generations

    start = 0
    for item, width in zip(NETWORKS, tqdm(widths, desc="linear layers"), strict=True):
        layer = train_head(features[:, start : start + width], targets)
        start += width
        path = args.out / f"{item.stem}.weights.h5"
        model = generations.build(item.generation, targets.shape[1], item.size)
        model.load_weights(path)
        model.get_layer("logits").set_weights(layer)
        model.save_weights(path)


def _convert_all(args: argparse.Namespace, labels: Sequence[NoteLabel]) -> list[tuple[Result, Model]]:
    opened = []
    tasks = [(args.out, item, len(labels), precision) for item in NETWORKS for precision in PRECISIONS]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(args.workers, context, _use_tensorflow) as pool:
        files = list(tqdm(pool.map(_convert, tasks), desc="converting", total=len(tasks)))
    for (_, item, _, precision), content in zip(tasks, files, strict=True):
        metadata = ModelMetadata(
            version="compare",
            input_size=item.size,
            pad_value=PAD_VALUE,
            temperature=1.0,
            disabled_weight=0.5,
            labels=tuple(labels),
            thresholds={f"{x.currency}/{x.value}": 0.8 for x in labels if not x.is_unknown},
        )
        path = args.out / f"{item.stem}_{precision}.tflite"
        path.write_bytes(write_metadata(content, metadata))
        result = Result(f"{item.stem}_{precision}", item.family, item.size, precision, parameters(path), len(content))
        opened.append((result, Model(path, threads=1)))
    return opened


def _trained(name: str, path: Path) -> tuple[Result, Model]:
    model = Model(path, threads=1)
    kind = Interpreter(model_path=str(path)).get_input_details()[0]["dtype"]
    precision = "float" if kind == np.float32 else "int8"
    return Result(name, TRAINED, model.metadata.input_size, precision, parameters(path), path.stat().st_size), model


def _run(args: argparse.Namespace) -> int:
    os.environ["KERAS_BACKEND"] = "torch"
    keep_freed_memory()
    cv2.setNumThreads(1)
    trained = [_trained(name, path) for name, path in args.trained]
    for path in (args.v1, args.weights):
        if not path.is_file():
            raise DataError(f"No weights at {path}: check the paths given with --v1 and --weights.")
    currencies = args.currencies.split(",") if args.currencies else codes(read_table())
    common = set(currencies).intersection(*(Scorer(model.metadata).currencies for _, model in trained))
    photos = labelled_pictures(args.data / "photos" / "val", sorted(common))
    if not photos:
        raise DataError(f"No photos under {args.data / 'photos' / 'val'} of currencies that all models know.")
    cat = catalogue(args.data, args.specimens, currencies)
    labels = class_list(cat)
    args.out.mkdir(parents=True, exist_ok=True)
    batches = -(-args.pictures // BATCH)
    state = {
        "labels": [label.text for label in labels],
        "networks": [item.stem for item in NETWORKS],
        "batches": batches,
        "seed": args.seed,
        "weights": [hashlib.sha256(path.read_bytes()).hexdigest() for path in (args.v1, args.weights)],
    }
    _same_run(args.out, state)
    widths = _prepare(args, cat, len(labels))
    recipe = functools.partial(Synthesizer, cat, labels, DRAWN)
    calibration = args.out / "calibration.npy"
    if not (calibration.exists() and all(_shard(args.out, first).exists() for first in range(0, batches, SHARD))):
        with BatchStream(recipe, args.seed, args.workers) as stream:
            drawn = stream.batches(1, 0, CALIBRATION_BATCHES, BATCH, DRAWN)
            np.save(calibration, np.concatenate([batch.images for batch in drawn]))
            collect(stream, Embeddings(args.out / "trunks.pickle"), batches, args.out)
    features, targets = gather(args.out, batches)
    _heads(args, features, targets, widths)
    models = [*_convert_all(args, labels), *trained]
    judge(models, photos)
    results = [result for result, _ in models]
    document = {
        "pictures": batches * BATCH,
        "seed": args.seed,
        "classes": len(labels),
        "currencies": sorted(common),
        "likeness": json.loads((args.out / "likeness.json").read_text()),
        "results": [asdict(result) for result in results],
    }
    (args.out / "compare.json").write_text(json.dumps(document, indent=1), encoding="utf-8")
    (args.out / "compare.md").write_text(table(results), encoding="utf-8")
    chart(results, args.chart or args.out / "compare.png")
    print(table(results), end="")
    print("rebuilt MobileNetV1 against its file: " + ", ".join(f"{k} {v:.4g}" for k, v in document["likeness"].items()))
    return 0
