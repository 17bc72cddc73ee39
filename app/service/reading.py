"""What one still picture is answered with, by the app's own recogniser and announcer. No HTTP here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.feedback.announcer import Announcer
from app.feedback.guidance import HintKind
from app.feedback.print_evidence import proposal_of
from app.feedback.table import TableFinding, joined
from app.recognition.observation import Box, Observation, PrintMatch
from app.recognition.recognizer import Recognizer

# A still picture is evaluated as one that is held before its camera: long enough to earn its word, or
# else a hint. Five frames a second stand for as much time as fifteen, and cost a third.
_HELD_S = 2.2
_FPS = 5.0


@dataclass(frozen=True, slots=True)
class Named:
    """A value that the app would have spoken; `confidence` is its calibrated score, 0 to 1.

    are_several: whether more than one note of it lies there.
    """

    currency: str
    value: str
    face: str
    confidence: float
    are_several: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What one picture is answered with.

    Attributes:
        named: the value, or None when the app would not have spoken.
        hint: what the app would have told the person about the picture, or None.
        observation: what the network saw.
        looks_like: the currency that the note looks like, where that was asked and one was found; no value is given.
        table: all notes of the picture; None where that was not asked for.
    """

    named: Named | None
    hint: HintKind | None
    observation: Observation
    looks_like: str | None = None
    table: TableFinding | None = None

    @property
    def note_box(self) -> Box | None:
        """Where the note lies, in fractions of the picture; None when the model has no idea."""
        return self.observation.note_box


def reading_of(
    observation: Observation,
    print_match: PrintMatch | None = None,
    with_print: Collection[str] = (),
    by_print_alone: Collection[str] = (),
) -> Reading:
    """What the app makes of a picture that stays as it is.

    The same announcer with the same thresholds, margins and quality gates as in a live run, fed with the one
    observation, and with the one print match, until it speaks or has had its time.

    Args:
        observation: what the network sees in the picture.
        print_match: whose print is seen in it, or None.
        with_print: the "CUR/value" that are named only when their print was seen.
        by_print_alone: those of them that the network does not know.
    """
    announcer = Announcer(with_print=with_print, by_print_alone=by_print_alone)
    hint = None
    for index in range(round(_HELD_S * _FPS) + 1):
        if print_match is not None and announcer.wants_print:
            announcer.observe_print(replace(print_match, captured_at_s=(index - 1) / _FPS))
        decision = announcer.observe(replace(observation, captured_at_s=index / _FPS, frame_index=index))
        if decision.announcement is not None:
            said = decision.announcement
            named = Named(said.currency, said.value, said.face, said.confidence, said.are_several)
            return Reading(named, None, observation)
        if decision.hint is not None:
            hint = hint or decision.hint.kind
    return Reading(None, hint, observation)


class Reader:
    """Reads pictures, one at a time; remembers nothing of them. One thread uses it at a time."""

    def __init__(self, recognizer: Recognizer) -> None:
        self._recognizer = recognizer
        self._print_reader = recognizer.print_reader()
        self._finder = recognizer.currency_finder()

    @classmethod
    def load(cls, path: Path | None, threads: int = 1) -> "Reader":
        """A reader with a model of its own, warmed up. Raises ModelError.

        OpenCV gets no threads of its own in this process: readers work beside each other, and its threads would only
        stand in their way.
        """
        cv2.setNumThreads(1)
        recognizer = Recognizer.load(path, threads)
        recognizer.warm_up()
        return cls(recognizer)

    def observe(self, image: NDArray[np.uint8], currencies: Iterable[str]) -> Observation:
        """What the model sees in a picture, uint8 (height, width, 3), BGR, with these currencies on."""
        return self._recognizer.observe(Frame(image, 0, 0.0, None, 0.0), frozenset(currencies))

    def read(self, image: NDArray[np.uint8], currencies: Iterable[str]) -> Reading:
        """What a picture is answered with; the same arguments."""
        on = frozenset(currencies)
        observation = self.observe(image, on)
        if self._print_reader is None:
            return reading_of(observation)
        match = self._print_reader.read(image, observation.note_box, on, proposal=proposal_of(observation))
        return reading_of(observation, match, self._print_reader.values, self._print_reader.alone)

    def detect(self, image: NDArray[np.uint8], currencies: Iterable[str]) -> Reading:
        """Which currency's note a picture shows, among all that are known; no value is told.

        Args:
            image: uint8 (height, width, 3), BGR.
            currencies: any that are known: the network looks for a note of whatever currency.
        """
        observation = self.observe(image, currencies)
        if observation.note_box is None:
            return Reading(None, HintKind.NOTHING_IN_VIEW, observation)
        if self._finder is None:
            return Reading(None, HintKind.TURN_OVER, observation)
        found = self._finder.find(image, observation.note_box)
        # Asked for seldom, and its templates take more memory than the rest of a reader.
        self._finder.release()
        hint = HintKind.TURN_OVER if found is None else None
        return Reading(None, hint, observation, None if found is None else found.currency)

    def table(self, image: NDArray[np.uint8], currencies: Iterable[str]) -> TableFinding:
        """All notes of a picture; the same arguments. None can be read by a model without templates."""
        # Asked for more seldom than notes, and what it compares would be held beside what notes are compared with.
        reader = self._recognizer.table_reader()
        if reader is None:
            return TableFinding((), (), 1, 0.0)
        return joined([reader.read(image, frozenset(currencies))])
