"""Training of the comparison network: is this side of a note in this photo, and where is each part of it?

It learns from scans, placed before backgrounds as a camera would see them, and from real photos, of all currencies that
there are: what it learns is to compare, so that it compares sides that it was never trained on. On a GPU of today it
takes some minutes. Without one it runs on the CPU, with small batches, hundreds of times more slowly.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from app.commas import comma_list
from app.recognition.model import DEFAULT_MODEL, Model
from convert.data.currencies import codes, read_table
from convert.data.dataset import DataError
from convert.step import SPECIMENS, Step, add_data, add_seed, at_least
from convert.training.comparison_config import SMALL_DRAWING, Drawing, PictureConfig
from convert.training.comparison_data import Pictures, read_pictures, sources
from convert.training.comparison_drawing import Drawer
from convert.training.memory import keep_freed_memory
from convert.training.recover import folded, layers_of

_OUT = Path("build/comparison")
_MINUTES = 8.5


@dataclass(frozen=True, slots=True)
class Options:
    """What to train, and on what.

    Attributes:
        data: data folder; what is under its `world` is learned from, too.
        specimens: folder with XTS notes.
        model: a .tflite whose weights the network starts from, and that tells where notes lie in photos.
        init: a .npz of an earlier run to start from in place of the model's weights, or None.
        leave_out: currencies that are not learned from, so that it can be measured by them.
        out: the run's folder.
        minutes: the training ends in this time, above 0; reading the pictures comes before it.
        steps: it ends after so many steps, at least 1, if that is sooner; None has no such end.
        seed: of everything that is drawn.
        pictures: how photos are made.
    """

    data: Path
    specimens: Path = SPECIMENS
    model: Path = DEFAULT_MODEL
    init: Path | None = None
    leave_out: tuple[str, ...] = ()
    out: Path = _OUT
    minutes: float = _MINUTES
    steps: int | None = None
    seed: int = 1
    pictures: PictureConfig = field(default_factory=PictureConfig)

    def __post_init__(self) -> None:
        if not 0 < self.minutes < float("inf"):
            raise DataError("--minutes must be above 0.")
        if self.steps is not None:
            at_least("--steps", self.steps, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """A finished run.

    Attributes:
        weights, log: what was written.
        steps, photos: how many were made and drawn.
    """

    weights: Path
    log: Path
    steps: int
    photos: int


def run(options: Options) -> Result:
    """Train.

    Raises:
        DataError: the data folder or the weights to start from cannot be used, or PyTorch is not installed.
        ModelError: the model cannot be used.
    """
    if importlib.util.find_spec("torch") is None:
        raise DataError("Training needs PyTorch: `make convert-env` installs it.")
    found = sources(options.data, options.specimens, options.leave_out)
    keep_freed_memory()
    model = Model(options.model, threads=1)
    network, device = _network(options)
    pictures = read_pictures(found, model, options.seed)
    drawing = drawing_on(device)
    options.out.mkdir(parents=True, exist_ok=True)
    _note(options, drawing)
    return _train(options, network, device, pictures, drawing)


def drawing_on(device: str) -> Drawing:
    """What a batch is made of on a GPU, "cuda", and on a CPU."""
    return Drawing() if device == "cuda" else SMALL_DRAWING


def _network(options: Options) -> tuple[Any, str]:
    """The network with the weights that it starts from, and the device to train it on."""
    import torch

    from convert.training.comparison_network import Comparer

    torch.manual_seed(options.seed)
    network = Comparer(folded(layers_of(options.model)) if options.init is None else None)
    if options.init is not None:
        network.take(options.init)
    return network, "cuda" if torch.cuda.is_available() else "cpu"


def _note(options: Options, drawing: Drawing) -> None:
    """Write what the run is made with into its folder."""
    noted = {
        "leave_out": options.leave_out,
        "seed": options.seed,
        "drawing": asdict(drawing),
        "pictures": asdict(options.pictures),
    }
    (options.out / "comparison.json").write_text(json.dumps(noted, indent=1) + "\n", encoding="utf-8")


def _train(options: Options, network: Any, device: str, pictures: Pictures, drawing: Drawing) -> Result:
    from convert.training.comparison_pictures import PictureMaker
    from convert.training.comparison_trainer import ComparisonTrainer, Limit

    weights, log = options.out / "comparison.npz", options.out / "comparison.log"
    drawer = Drawer(pictures.scans, pictures.photos, drawing, codes(read_table()), options.seed)
    maker = PictureMaker(pictures, options.pictures, device, options.seed)
    temporary = weights.with_suffix(".new.npz")

    def save(arrays: dict[str, Any]) -> None:
        np.savez(temporary, **arrays)
        temporary.replace(weights)

    with log.open("w", encoding="utf-8", buffering=1) as lines:

        def tell(line: str) -> None:
            print(line, flush=True)
            lines.write(line + "\n")

        tell(
            f"{len(pictures.scans)} scans of {len(set(pictures.scans))} sides, {len(pictures.photos)} photos, "
            f"{len(pictures.backgrounds)} backgrounds, {len(pictures.hands)} hands; on the {device}"
        )
        limit = Limit(60 * options.minutes, options.steps)
        steps, photos = ComparisonTrainer(network, device).run(drawer, maker, limit, tell, save)
        tell(f"{steps} steps, {photos} photos drawn")
    return Result(weights, log, steps, photos)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    parser.add_argument(
        "--model", type=Path, default=DEFAULT_MODEL, help="start from its weights (default: %(default)s)"
    )
    parser.add_argument("--init", type=Path, metavar="FILE", help="start from a .npz of an earlier run instead")
    parser.add_argument(
        "--leave-out", type=comma_list, default=(), metavar="CUR,…", help="currencies not to learn from"
    )
    parser.add_argument("--out", type=Path, default=_OUT, help="run's folder (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=_MINUTES, help="train so long (default: %(default)s)")
    parser.add_argument("--steps", type=int, help="end after so many steps, if that is sooner")
    add_seed(parser)


def _options(args: argparse.Namespace) -> Options:
    names = ("data", "specimens", "model", "init", "leave_out", "out", "minutes", "steps", "seed")
    return Options(**{name: getattr(args, name) for name in names})


def _report(result: Result) -> str:
    return f"{result.steps} steps, {result.photos} photos drawn; log: {result.log}\n{result.weights}: written"


STEP = Step(
    "train-comparison",
    "train the network that compares photos with sides",
    __doc__,
    add_arguments,
    _options,
    run,
    _report,
)
