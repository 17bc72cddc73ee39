"""A frame in, an observation out: the one call of this room."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from app.camera.frame import Frame
from app.recognition.beside import BesideReader
from app.recognition.box import note_box
from app.recognition.currency_finder import CurrencyFinder
from app.recognition.instances import InstanceReader
from app.recognition.labels import NoteLabel
from app.recognition.model import Model
from app.recognition.nameable import nameable
from app.recognition.observation import Observation, StageTimings, ValueScore
from app.recognition.pack_shelf import PackShelf
from app.recognition.packs import PACKS
from app.recognition.preprocess import letterbox
from app.recognition.print_check import PrintReader
from app.recognition.quality import measure
from app.recognition.scoring import Scorer, Scores
from app.recognition.taught import TaughtNotes, WithTaught
from app.recognition.teacher import Teacher
from app.recognition.templates import KnowsPrint, TemplateBank


class Recognizer:
    """Reads single frames; remembers nothing of them. One thread uses it at a time.

    Args:
        model: loaded once for the life of the app.
        packs: folder of packs of further currencies, read by their print alone; None for none.
    """

    def __init__(self, model: Model, packs: Path | None = None) -> None:
        self._model = model
        self._scorer = Scorer(model.metadata)
        self._nameable = nameable(model.metadata, model.templates)
        self._by_print_alone = _by_print_alone(model)
        # What the network knows and nobody can name, by value.
        self._unprinted = _values(model.metadata.labels) - _values(self._nameable)
        self._shelf = PackShelf.of(model.templates, self._scorer.currencies, packs)

    @classmethod
    def load(cls, path: Path | None = None, threads: int | None = None, packs: Path | None = PACKS) -> Recognizer:
        """A recogniser with the model at a path, or the shipped one, and the packs of a folder, or the shipped ones.

        Raises:
            ModelError: the file is missing, damaged, or not one of ours.
        """
        return cls(Model(path, threads), packs)

    @property
    def labels(self) -> tuple[NoteLabel, ...]:
        """What can be named: the classes in the order of the outputs, then what print alone names."""
        return self._nameable + self._by_print_alone + self._shelf.labels

    @property
    def currencies(self) -> tuple[str, ...]:
        """ISO 4217 codes that can be turned on, the model's and the packs', sorted."""
        return tuple(sorted((*self._scorer.currencies, *self._shelf.currencies)))

    @property
    def own_currencies(self) -> tuple[str, ...]:
        """Those that the model itself knows, sorted."""
        return self._scorer.currencies

    @property
    def packs(self) -> PackShelf:
        """The packs of the other currencies."""
        return self._shelf

    @property
    def default_currencies(self) -> tuple[str, ...]:
        """Those that are on unless the person chooses: all but the experimental ones."""
        return tuple(c for c in self.own_currencies if c not in self._model.metadata.experimental)

    def print_reader(self, taught: TaughtNotes | None = None) -> PrintReader | None:
        """A new reader of the print of all notes, for one thread; None without calibrated templates.

        taught: notes that a person taught, which are read besides.
        """
        templates, weights = self._model.templates, self._model.metadata.print_check
        if templates is None or weights is None:
            return None
        unscored = {label.key for label in self._by_print_alone}
        reader = BesideReader(
            templates, weights, self._and(taught), unscored, unprinted=self._unprinted, tells_faint=True
        )
        reader.use_dense(copy.copy(self._model.dense))
        reader.use_comparison(self._model.comparison)
        return reader

    def currency_finder(self) -> CurrencyFinder | None:
        """A new finder of the currency of notes, for one thread; None without calibrated templates."""
        templates, weights = self._model.templates, self._model.metadata.print_check
        return None if templates is None or weights is None else CurrencyFinder(templates, weights, self._shelf)

    def teacher(self, open_notes: Callable[[TemplateBank], TaughtNotes]) -> Teacher | None:
        """What makes taught notes and keeps them, given what opens them; None without calibrated templates."""
        templates, weights = self._model.templates, self._model.metadata.print_check
        if templates is None or weights is None:
            return None
        reader = PrintReader(templates, weights)
        return Teacher(templates, reader, self._shelf, open_notes(templates), self._model.comparison)

    def table_reader(self, taught: TaughtNotes | None = None) -> InstanceReader | None:
        """A new reader of all notes of a picture, for one thread; None without calibrated templates.

        taught: notes that a person taught, which are read besides.
        """
        templates, weights = self._model.templates, self._model.metadata.print_check
        if templates is None or weights is None:
            return None
        return InstanceReader(templates, weights, self._and(taught), copy.copy(self._model.dense))

    def _and(self, taught: TaughtNotes | None) -> KnowsPrint:
        return self._shelf if taught is None else WithTaught(self._shelf, taught)

    @property
    def model_version(self) -> str:
        """Version from the model's metadata."""
        return self._model.metadata.version

    @property
    def threads(self) -> int:
        """Interpreter threads in use."""
        return self._model.threads

    def warm_up(self, runs: int = 3) -> None:
        """Run the network a few times on grey, so that the first real frame is not the slow one."""
        size = self._model.metadata.input_size
        grey = np.full((size, size, 3), self._model.metadata.pad_value, np.uint8)
        for _ in range(runs):
            self._model.run(grey)

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        """What one frame shows.

        Args:
            frame: see `Frame`; the picture may have any size.
            currencies: ISO codes that are on; at least one must be known. Notes of packs get no score: the network
                does not know them, and says only whether and where a note lies.

        Raises:
            ValueError: none of the currencies is known.
        """
        start = time.perf_counter()
        metadata = self._model.metadata
        height, width = frame.image.shape[:2]
        square = letterbox(frame.image, metadata.input_size, metadata.pad_value)
        quality = measure(square, height, width)
        prepared = time.perf_counter()
        output = self._model.run(square, frame.image)
        inferred = time.perf_counter()
        unscored = self._unscored(currencies)
        if unscored and currencies.isdisjoint(self.own_currencies):
            scores = Scores(unscored, 1.0)
        else:
            scores = self._named(self._scorer.score(output.logits, currencies))
            scores = Scores(scores.values + unscored, scores.unknown)
        box = None if output.box is None else note_box(output.box, height, width, metadata.input_size)
        done = time.perf_counter()
        return Observation(
            frame_index=frame.index,
            captured_at_s=frame.captured_at_s,
            source_item=frame.source_item,
            monotonic_s=frame.monotonic_s,
            scores=scores.values,
            unknown_score=scores.unknown,
            brightness=quality.brightness,
            sharpness=quality.sharpness,
            note_box=box,
            timings=StageTimings((prepared - start) * 1000, (inferred - prepared) * 1000, (done - inferred) * 1000),
        )

    def _named(self, scores: Scores) -> Scores:
        """What can be named, where anything can: what else the network knows is told as a note that is not known."""
        lost = tuple(score for score in scores.values if score.key in self._unprinted)
        if not lost or len(lost) == len(scores.values):
            return scores
        kept = tuple(score for score in scores.values if score not in lost)
        return Scores(kept, min(1.0, scores.unknown + sum(score.score for score in lost)))

    def _unscored(self, currencies: frozenset[str]) -> tuple[ValueScore, ...]:
        """The values that print alone names and that are on, as the network scores them."""
        faces: dict[tuple[str, str], str] = {}
        for label in self._by_print_alone + self._shelf.labels:
            if label.currency in currencies:
                faces.setdefault((label.currency, label.value), label.face)
        return tuple(ValueScore(currency, value, face, 0.0, 1.0) for (currency, value), face in faces.items())


def _values(labels: Iterable[NoteLabel]) -> frozenset[str]:
    """The "CUR/value" of these."""
    return frozenset(label.key for label in labels if not label.is_unknown)


def _by_print_alone(model: Model) -> tuple[NoteLabel, ...]:
    """The notes of the model's own currencies that have templates but no class; none without calibrated templates."""
    if model.templates is None or model.metadata.print_check is None:
        return ()
    scored = {(label.currency, label.value) for label in model.metadata.labels}
    found = {
        NoteLabel(known.value[:3], known.value[4:], known.series or "current", known.face or "front"): None
        for known in model.templates.known({currency for currency, _ in scored})
        if (known.value[:3], known.value[4:]) not in scored
    }
    return tuple(found)
