"""What a model makes of a picture file: the app's own preprocessing and interpreter, for all steps that ask a model."""

from __future__ import annotations

import copy
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.feedback.announcer import Announcer
from app.feedback.modes import GuidanceLevel
from app.feedback.print_evidence import proposal_of
from app.recognition.box import note_box
from app.recognition.labels import NoteLabel
from app.recognition.model import Model
from app.recognition.observation import Box, Observation, PrintMatch, StageTimings, ValueScore
from app.recognition.preprocess import letterbox
from app.recognition.quality import measure
from app.recognition.recognizer import Recognizer
from app.recognition.scoring import Scorer, Scores
from app.recognition.taught import TaughtNotes
from app.recognition.taught_file import TaughtNote
from app.session.print_watch import STEPPED_COST_S
from convert.data.images import PictureError, load

# How long a picture stays before the camera, and how many frames a second that gives.
_HELD_S, _FPS = 1.0, 15
_UNSEEN = np.float32(-1e4)  # a logit that leaves a class no probability


def read(model: Model, picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Logits (classes,) of a picture, uint8 (height, width, 3), BGR, as the app has them."""
    return model.run(letterbox(picture, model.metadata.input_size, model.metadata.pad_value), picture).logits


def look(model: Model, picture: NDArray[np.uint8]) -> tuple[NDArray[np.float32], Box | None]:
    """Logits (classes,) of a picture, uint8 (height, width, 3), BGR, and where the model sees a note; None for none."""
    size = model.metadata.input_size
    height, width = picture.shape[:2]
    output = model.run(letterbox(picture, size, model.metadata.pad_value), picture)
    return output.logits, None if output.box is None else note_box(output.box, height, width, size)


def note_box_in(model: Model, picture: NDArray[np.uint8]) -> Box | None:
    """Where the model sees a note in a picture, uint8 (height, width, 3), BGR; None when it sees none."""
    return look(model, picture)[1]


def without_value(logits: NDArray[np.float32], labels: Sequence[NoteLabel], value: str) -> NDArray[np.float32]:
    """What the network says, (classes,), as if it had no class of this "CUR/value"."""
    is_of_value = [not label.is_unknown and label.key == value for label in labels]
    return np.where(is_of_value, _UNSEEN, logits)


def logits_of(
    model: Model, paths: Iterable[Path], unreadable: list[str] | None = None
) -> dict[Path, NDArray[np.float32]]:
    """Logits of pictures by path; pictures that cannot be read are listed, not raised."""
    found = {}
    for path in tqdm(list(paths), desc="reading", unit="photo", leave=False):
        try:
            picture = load(path, 1280)
        except PictureError as error:
            if unreadable is not None:
                unreadable.append(str(error))
            continue
        found[path] = read(model, picture)
    return found


def said(best: ValueScore) -> str | None:
    """The value that the network alone names for a single picture, or None."""
    return best.key if best.score >= best.threshold else None


def said_by_both(
    observation: Observation,
    match: PrintMatch | None,
    with_print: Collection[str],
    alone: Collection[str] = (),
    *,
    looks_everywhere: bool = False,
) -> str | None:
    """The "CUR/value" that the app names within a second of a picture that stays before the camera, or None.

    The app's own announcer decides: its smoothing, its quality gates, its rules of print.

    Args:
        observation: what the network sees in the picture.
        match: whose print is seen in it, every time it is looked at; or None.
        with_print: the "CUR/value" that are named only when their print was seen.
        alone: those of them that the network does not know.
        looks_everywhere: whether print may be seen where the network sees no note.
    """
    announcer = Announcer(level=GuidanceLevel.VALUES_ONLY, with_print=with_print, by_print_alone=alone)
    announcer.looks_everywhere = looks_everywhere
    free_at_s, answer_at_s = 0.0, math.inf
    for index in range(round(_HELD_S * _FPS) + 1):
        now_s = index / _FPS
        if match is not None and answer_at_s <= now_s:
            announcer.observe_print(replace(match, captured_at_s=answer_at_s - STEPPED_COST_S))
            answer_at_s = math.inf
        told = announcer.observe(replace(observation, captured_at_s=now_s, frame_index=index)).announcement
        if told is not None:
            return told.key
        if announcer.wants_print and free_at_s <= now_s:
            free_at_s = answer_at_s = now_s + STEPPED_COST_S
    return None


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one picture, as "CUR/value"; None for silence.

    Attributes:
        both: by the app; for a model without print by its threshold alone.
        network, by_print: by one reader alone.
        best: the network's best value and its score.
    """

    both: str | None
    network: str | None
    by_print: str | None
    best: ValueScore


def without_print(model: Model, value: str) -> Model:
    """A model that has no print of a "CUR/value", as if it had never been seen; its network knows it all the same."""
    model = copy.copy(model)
    model.templates = None if model.templates is None else model.templates.without(value)
    model.dense = None if model.dense is None else model.dense.without(value)
    model.comparison = None if model.comparison is None else model.comparison.without(value)
    return model


class BothReaders:
    """Both readers of a model, each asked once for a picture, whatever is on.

    Args:
        model: used by this alone from now on.
        taught: notes that a person taught, read besides.
        without: a "CUR/value" that neither of them knows, as if it had never been seen; None to know all.
    """

    def __init__(self, model: Model, taught: Sequence[TaughtNote] = (), without: str | None = None) -> None:
        self._without = without
        self._model = model = model if without is None else without_print(model, without)
        self._scorer = Scorer(model.metadata)
        notes = None if model.templates is None or not taught else TaughtNotes(model.templates, None, taught)
        self._reader = Recognizer(model).print_reader(notes)
        self._has_taught = notes is not None
        self._looked_at: NDArray[np.uint8] | None = None

    @property
    def has_print(self) -> bool:
        """Whether there is a print reader."""
        return self._reader is not None

    def read(self, picture: NDArray[np.uint8], on: Collection[str]) -> Told:
        """What is said of a picture, uint8 (height, width, 3), BGR, with these currencies on."""
        if picture is not self._looked_at:
            self._looked_at = picture
            self._logits, self._box = look(self._model, picture)
            if self._without is not None:
                self._logits = without_value(self._logits, self._model.metadata.labels, self._without)
        known = set(on) & set(self._scorer.currencies)
        if known or not self._has_taught:
            scores = self._scorer.score(self._logits, known)
        else:  # Of a currency that was taught alone the network says nothing.
            scores = Scores((ValueScore(min(on), "", "", 0.0, 1.0),), 1.0)
        best = scores.values[0]
        if self._reader is None:
            return Told(said(best), said(best), None, best)
        observed = self._observed(picture, scores)
        match = self._reader.read(picture, self._box, on, proposal=proposal_of(observed))
        told = said_by_both(
            observed,
            match,
            self._reader.values,
            self._reader.alone,
            looks_everywhere=self._has_taught,
        )
        by_print = None if match is None or not match.is_clear else match.key
        return Told(told, said(best), by_print, best)

    def by_network(self, picture: NDArray[np.uint8], on: Collection[str]) -> str | None:
        """What the network alone says of a picture; the print reader is not asked."""
        logits, _ = look(self._model, picture)
        return said(self._scorer.score(logits, on).values[0])

    def _observed(self, picture: NDArray[np.uint8], scores: Scores) -> Observation:
        height, width = picture.shape[:2]
        square = letterbox(picture, self._model.metadata.input_size, self._model.metadata.pad_value)
        quality = measure(square, height, width)
        return Observation(
            frame_index=0,
            captured_at_s=0.0,
            source_item=None,
            monotonic_s=0.0,
            scores=scores.values,
            unknown_score=scores.unknown,
            brightness=quality.brightness,
            sharpness=quality.sharpness,
            note_box=self._box,
            timings=StageTimings(0.0, 0.0, 0.0),
        )
