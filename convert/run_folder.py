"""A training run's folder: the names of the files in it, and those of them that more than one step reads.

What is in the files is decided by the step that writes them. The arguments that say which run is meant are here too.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.recognition.labels import NoteLabel
from app.textfile import read_text
from convert.data.dataset import DataError
from convert.synthesis.config import SynthesisConfig

DEFAULT = Path("build/train")


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The files of one run.

    Attributes:
        path: the folder.
    """

    path: Path = DEFAULT

    @property
    def labels(self) -> Path:
        """The classes, in the order of the network's outputs."""
        return self.path / "labels.json"

    @property
    def left_out(self) -> Path:
        """The sets of pictures that the run has left out, a JSON list."""
        return self.path / "left_out.json"

    @property
    def synthesis(self) -> Path:
        """The synthesiser's configuration."""
        return self.path / "synthesis.json"

    @property
    def start_weights(self) -> Path:
        """The weights that the run started from."""
        return self.path / "start.weights.h5"

    @property
    def final_weights(self) -> Path:
        """The weights that it ended with."""
        return self.path / "final.weights.h5"

    @property
    def interpolated_weights(self) -> Path:
        """Weights between the two."""
        return self.path / "interpolated.weights.h5"

    @property
    def refitted_weights(self) -> Path:
        """Weights whose last layer is fitted to the int8 network."""
        return self.path / "refitted.weights.h5"

    @property
    def draft_model(self) -> Path:
        """The int8 file that the last layer is fitted to."""
        return self.path / "before.tflite"

    @property
    def uncalibrated_model(self) -> Path:
        """The int8 file whose templates are not calibrated yet."""
        return self.path / "uncalibrated.tflite"

    @property
    def landmarks(self) -> Path:
        """The landmarks that travel in the model file."""
        return self.path / "landmarks.npz"

    @property
    def quantization(self) -> Path:
        """How the float and the int8 network differ, JSON."""
        return self.path / "quantize.json"

    @property
    def evaluation(self) -> Path:
        """All figures of the evaluation, JSON."""
        return self.path / "evaluation.json"

    @property
    def logs(self) -> Path:
        """TensorBoard's folder."""
        return self.path / "logs"

    @property
    def state(self) -> Path:
        """How far the run has come, JSON."""
        return self.path / "state.json"

    @property
    def checkpoint_weights(self) -> Path:
        """The weights of the last checkpoint."""
        return self.path / "checkpoint.weights.h5"

    @property
    def optimizer(self) -> Path:
        """The optimizer's state at the last checkpoint."""
        return self.path / "optimizer.pt"

    @property
    def average(self) -> Path:
        """The averaged weights at the last checkpoint."""
        return self.path / "average.pt"

    def write_labels(self, labels: Sequence[NoteLabel]) -> None:
        """Write the classes."""
        self.labels.write_text(json.dumps([asdict(label) for label in labels], indent=1), encoding="utf-8")

    def read_labels(self, weights: Path | None = None) -> tuple[NoteLabel, ...]:
        """The classes of a run that has been trained.

        Args:
            weights: a file that must be there too, or None.

        Raises:
            DataError: there is no such run, or its list of classes is damaged.
        """
        if not self.labels.exists() or (weights is not None and not weights.exists()):
            run = "training run" if weights is None else "finished training run"
            raise DataError(f"No {run} in {self.path}: run `python -m convert train` first.")
        try:
            return tuple(NoteLabel(**item) for item in json.loads(read_text(self.labels)))
        except (OSError, RecursionError, TypeError, ValueError) as error:
            raise DataError(f"{self.labels} is damaged ({error}): train again.") from error

    def read_synthesis(self) -> SynthesisConfig:
        """The synthesiser's configuration of the run; the defaults for a run that noted none.

        Raises:
            DataError: the run's note of it is damaged.
        """
        if not self.synthesis.exists():
            return SynthesisConfig()
        try:
            return SynthesisConfig.from_json(read_text(self.synthesis))
        except (OSError, RecursionError, TypeError, ValueError) as error:
            raise DataError(f"{self.synthesis} is damaged ({error}): remove it for the defaults.") from error

    def read_left_out(self) -> list[str]:
        """The sets (see `of_sets`) that the run has left out, so that the steps after it leave them out too.

        Raises:
            DataError: the run's note of them is damaged.
        """
        if not self.left_out.exists():
            return []
        try:
            names = json.loads(read_text(self.left_out))
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                raise ValueError("it is no list of names")
            return names
        except (OSError, RecursionError, ValueError) as error:
            raise DataError(
                f"{self.left_out} is damaged ({error}): write the sets that were left out into it, [] for none."
            ) from error


def add_run(parser: argparse.ArgumentParser) -> None:
    """--run: which training run."""
    parser.add_argument("--run", dest="run_dir", type=Path, default=DEFAULT, help="the training run's folder")


def add_weights(parser: argparse.ArgumentParser) -> None:
    """--weights: which weights of the run."""
    parser.add_argument("--weights", type=Path, help="weights in it (default: final.weights.h5 of the run)")
