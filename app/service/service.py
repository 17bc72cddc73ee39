"""What the paths of the service share: models, workers, currencies, counters. No HTTP here."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app import memory
from app.feedback.table import TableFinding
from app.recognition.labels import ModelMetadata, read_model
from app.recognition.model import DEFAULT_MODEL
from app.recognition.nameable import nameable
from app.recognition.pack_shelf import PackShelf
from app.recognition.scoring import Scorer
from app.recognition.templates import TemplateBank
from app.service.answers import Reason
from app.service.collecting import Collection
from app.service.errors import Refused
from app.service.form import CURRENCY, DETECT, shown
from app.service.inference import Content
from app.service.intake import Limits
from app.service.metrics import Metrics
from app.service.pool import ReaderPool, Worker
from app.service.reading import Reader, Reading
from app.service.unpacker import Unpacker, Unpacking


@dataclass(frozen=True, slots=True)
class ServiceOptions:
    """How the service runs.

    Attributes:
        model: path of the model, None for the one that ships.
        workers: pictures read at the same time, at least 1.
        most_waiting: pictures that may wait, at least one request's worth.
        limits: how much is taken in.
        keys: digests of the tokens that open it, None for everybody.
        hosts: names under which it may be asked, in small letters, without keys; None for any.
        collection: where pictures are kept, None for nowhere.
    """

    model: Path | None = None
    workers: int = 1
    most_waiting: int = 64
    limits: Limits = field(default_factory=Limits)
    keys: frozenset[bytes] | None = None
    hosts: frozenset[str] | None = None
    collection: Collection | None = None


class Service:
    """What the paths share while the application runs."""

    def __init__(
        self,
        options: ServiceOptions,
        load: Callable[[Path | None], Reader] = Reader.load,
        unpack: Callable[[], Unpacking] = Unpacker,
    ) -> None:
        """Load the model, and start a process for strangers' bytes, once for each worker. Raises ModelError."""
        self.options = options
        model = read_model(options.model or DEFAULT_MODEL)
        self.metadata: ModelMetadata = model.metadata
        self.own = Scorer(self.metadata).currencies
        self.default = tuple(code for code in self.own if code not in self.metadata.experimental)
        bank = None if model.landmarks is None else TemplateBank.from_bytes(model.landmarks)
        self.packs = PackShelf.of(bank, self.own)
        self.known = tuple(sorted((*self.own, *self.packs.currencies)))
        notes = {(label.currency, label.value) for label in nameable(self.metadata, bank) if not label.is_unknown}
        self.values = tuple(sorted(notes, key=lambda note: (note[0], float(note[1]))))
        # All models first: one that cannot be loaded must leave no process behind.
        readers = [load(options.model) for _ in range(options.workers)]
        self.pool = ReaderPool([Worker(reader, unpack()) for reader in readers], options.most_waiting)
        self.metrics = Metrics(pending=lambda: self.pool.pending, model_version=self.metadata.version)
        self.stopping = False

    def choose(self, asked: str | None) -> tuple[str, ...]:
        """The currencies that are on for a request, in the model's order.

        Raises:
            Refused: 422, one is not known.
        """
        if asked is None:
            return self.default
        if asked == "all":
            return self.own
        # Blanks are no part of the protocol, nor are letters that are large ones of ASCII when they are made large.
        codes = [code.upper() if code.isascii() else code for code in asked.split(",")]
        if not set(codes) <= set(self.known):
            known = ", ".join(self.known)
            raise Refused(
                422, f"{CURRENCY}: {shown(asked)} is none of {known}, nor some of them with commas between; or say all."
            )
        return tuple(code for code in self.known if code in codes)

    def choose_or_detect(self, asked: str | None) -> tuple[str, ...]:
        """The same, and all that are known where the note's currency is asked for. Raises Refused."""
        return self.known if asked == DETECT else self.choose(asked)

    def read(
        self, reader: Reader, image: NDArray[np.uint8], currencies: Sequence[str], *, is_detecting: bool = False
    ) -> Reading:
        """Read one picture in a worker's thread, or look for its note's currency, and count it."""
        start = time.perf_counter()
        reading = reader.detect(image, currencies) if is_detecting else reader.read(image, currencies)
        self.metrics.inference_seconds.observe(time.perf_counter() - start)
        outcome = (
            "named"
            if reading.named or reading.looks_like
            else reading.hint.value
            if reading.hint
            else Reason.NO_NOTE.value
        )
        self.metrics.readings.labels(outcome).inc()
        return reading

    def read_table(self, reader: Reader, image: NDArray[np.uint8], currencies: Sequence[str]) -> TableFinding:
        """Read all notes of one picture in a worker's thread, and count it."""
        start = time.perf_counter()
        # A table takes many times the memory of a note, which comes on top of what others left, and would be held while
        # the next picture is decoded.
        memory.trim()
        try:
            finding = reader.table(image, currencies)
        finally:
            memory.trim()
        self.metrics.inference_seconds.observe(time.perf_counter() - start)
        self.metrics.readings.labels("table").inc()
        return finding

    def decode(
        self, unpacking: Unpacking, content: Content, kind: str = ""
    ) -> tuple[dict[str, str], NDArray[np.uint8]]:
        """Have a picture file, or a form with one, taken apart in a worker's thread, and count it. Raises Refused."""
        start = time.perf_counter()
        fields, image = unpacking.picture(kind, content)
        self.metrics.decode_seconds.observe(time.perf_counter() - start)
        return fields, image

    def close(self) -> None:
        """Finish what was begun; end threads and processes."""
        self.pool.close()
        if self.options.collection is not None:
            self.options.collection.close()
