"""A model file, loaded: what it says of itself, the templates in it, and its network over all views of a picture."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.recognition.comparison import Comparison
from app.recognition.dense import DensePrints
from app.recognition.errors import ModelError
from app.recognition.labels import ModelMetadata, read_model
from app.recognition.network import Network, NetworkOutput, open_interpreter
from app.recognition.templates import TemplateBank
from app.recognition.views import Views
from app.resources import MODELS

DEFAULT_MODEL = MODELS / "noteworthy.tflite"


class Model:
    """A loaded model. One thread uses it at a time.

    Attributes:
        metadata: what the file says of itself.
        templates: of the notes' print, for a `PrintReader`; None when the file has none.
        dense: more of their print, see `dense`; None when the file has none.
        comparison: compares photos with sides of notes, see `comparison`; None when the file has none.

    Args:
        path: a network with our metadata and its checksum, uint8 or float32 input of shape (1, size, size, 3).
        threads: of the interpreter, at least 1; None measures one and two and keeps what is quicker on this machine
            now.

    Raises:
        ModelError: the file is missing, damaged in any byte, or not one of ours.
    """

    def __init__(self, path: Path | None = None, threads: int | None = None) -> None:
        self.path = path if path is not None else DEFAULT_MODEL
        file = read_model(self.path)
        self.metadata: ModelMetadata = file.metadata
        self._views = Views.of(self.metadata)
        self.templates = None if file.landmarks is None else TemplateBank.from_bytes(file.landmarks)
        self.dense = None if file.dense is None or self.templates is None else DensePrints(file.dense, self.templates)
        self.comparison = None if file.comparison is None else Comparison(file.comparison)
        self._content = file.network
        self.threads = threads if threads is not None else 1
        self._open(self.threads)
        self._try_out()
        if threads is None:
            self._choose_threads()

    def _open(self, threads: int) -> None:
        try:
            interpreter = open_interpreter(self._content, threads)
        except ImportError as error:
            raise ModelError("model_runtime", path=str(self.path), package=error.name or "") from error
        except Exception as error:
            raise ModelError("model_damaged", path=str(self.path)) from error
        metadata = self.metadata
        try:
            self._network = Network(interpreter, len(metadata.labels), metadata.input_size, metadata.normalisation)
        except ValueError as error:
            raise ModelError("model_misfit", path=str(self.path)) from error
        self.threads = threads

    def _try_out(self) -> None:
        """Show it an empty picture once: what cannot run, or gives no numbers, is better known now than in a frame."""
        size = self.metadata.input_size
        try:
            output = self._network.infer(np.full((size, size, 3), self.metadata.pad_value, np.uint8))
        except Exception as error:
            raise ModelError("model_damaged", path=str(self.path)) from error
        given = [each for each in (output.logits, output.box, output.embedding) if each is not None]
        if not all(np.isfinite(each).all() for each in given):
            raise ModelError("model_damaged", path=str(self.path))

    def _choose_threads(self, runs: int = 9) -> None:
        """Keep two threads only when they are clearly quicker: on a busy machine a second one gains nothing."""
        one = self._median_ms(runs)
        self._open(2)
        if self._median_ms(runs) > 0.85 * one:
            self._open(1)

    def _median_ms(self, runs: int) -> float:
        blank = np.zeros((self.metadata.input_size, self.metadata.input_size, 3), np.uint8)
        self.infer(blank)
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            self.infer(blank)
            times.append((time.perf_counter() - start) * 1000)
        return sorted(times)[runs // 2]

    def run(self, square: NDArray[np.uint8], picture: NDArray[np.uint8] | None = None) -> NetworkOutput:
        """What the network makes of a picture over all its views, see `Views.mean`.

        Args:
            square: the letterboxed picture, uint8 (size, size, 3), RGB.
            picture: what it was made of, uint8 (height, width, 3), BGR; without it further views see parts of `square`.
        """
        return self._views.mean(self.infer, square, picture)

    def infer(self, square: NDArray[np.uint8]) -> NetworkOutput:
        """Run the network once on one letterboxed picture, uint8 (size, size, 3), RGB, as it is."""
        return self._network.infer(square)
