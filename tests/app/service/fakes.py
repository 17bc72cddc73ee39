"""A recogniser written by hand that reads a picture by its colour, and pictures of every kind to send it."""

import io
import threading
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.camera.frame import Frame
from app.recognition.currency_finder import FoundCurrency
from app.recognition.instances import TableReading
from app.recognition.labels import ModelMetadata, NoteLabel, write_metadata
from app.recognition.observation import Box, Observation, StageTimings, ValueScore
from app.recognition.preprocess import letterbox
from app.recognition.quality import measure
from app.service import inference, unpacking
from app.service.inference import InferRequest
from app.service.reading import Reader
from app.service.service import Service, ServiceOptions
from tests.app.recognition.tiny_model import VIEWS
from tests.app.tables import match, outline, reading

SIZE = 32
WAIT_S = 30.0
GREEN, BLUE, GREY = (30, 200, 30), (30, 30, 200), (128, 128, 128)

METADATA = ModelMetadata(
    version="1.0-fake",
    input_size=SIZE,
    pad_value=114,
    temperature=1.0,
    disabled_weight=0.5,
    labels=(
        NoteLabel.unknown(),
        NoteLabel("USD", "20", "current", "front"),
        NoteLabel("EUR", "5", "current", "back"),
        NoteLabel("XTS", "100", "current", "front"),
    ),
    views=VIEWS,
    evidence={},
    thresholds={"USD/20": 0.8, "EUR/5": 0.8, "XTS/100": 0.8},
    experimental=("XTS",),
)


class ColourRecognizer:
    """Green is 20 dollars and blue 5 euros, where they are on; all else is nothing known. Waits where it is told to."""

    def __init__(self) -> None:
        self.seen: list[NDArray[np.uint8]] = []
        self.entered = threading.Semaphore(0)
        self.go_on = threading.Event()
        self.go_on.set()

    def print_reader(self) -> None:
        return None

    def currency_finder(self) -> "GreenFinder":
        return GreenFinder()

    def table_reader(self) -> "ColourTable":
        return ColourTable()

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        self.entered.release()
        assert self.go_on.wait(WAIT_S)
        self.seen.append(frame.image)
        blue, green, red = (float(x) for x in frame.image.reshape(-1, 3).mean(0))
        score = {"USD": 0.95 * (green > 150 and red < 100), "EUR": 0.95 * (blue > 150 and red < 100), "XTS": 0.0}
        values = {"USD": ("20", "front"), "EUR": ("5", "back"), "XTS": ("100", "front")}
        scores = sorted((ValueScore(c, *values[c], float(score[c]), 0.8) for c in currencies), key=lambda s: -s.score)
        quality = measure(letterbox(frame.image, SIZE), *frame.image.shape[:2])
        return Observation(
            frame_index=frame.index,
            captured_at_s=frame.captured_at_s,
            source_item=None,
            monotonic_s=0.0,
            scores=tuple(scores),
            unknown_score=1.0 - sum(s.score for s in scores),
            brightness=quality.brightness,
            sharpness=500.0,
            note_box=Box(0.25, 0.25, 0.75, 0.5) if scores[0].score > 0.5 else None,
            timings=StageTimings(0.1, 0.1, 0.1),
        )


class GreenFinder:
    """Green is a note of dollars; all else fits none."""

    def find(self, picture: NDArray[np.uint8], box: Box | None) -> FoundCurrency | None:
        green = float(picture[..., 1].mean())
        return FoundCurrency("USD", 0.9, is_clear=True) if green > 150 else None

    def release(self) -> None:
        pass


class ColourTable:
    """Green is a 20 on the left and a note that cannot be read at the top right; all else is an empty table."""

    def read(self, picture: NDArray[np.uint8], currencies: Collection[str], captured_at_s: float = 0.0) -> TableReading:
        is_green = picture.reshape(-1, 3).mean(0)[1] > 150 and "USD" in currencies
        return reading(match("20", 0.2), unread=[outline(0.9, 0.1)]) if is_green else reading()


class UnpackingHere:
    """Takes apart what was sent in the thread that asks, without a process."""

    def picture(self, content_type: str, body: inference.Content) -> tuple[dict[str, str], NDArray[np.uint8]]:
        return unpacking.take_picture(content_type, [bytes(body)])

    def request(self, body: bytes, header_length: str | None, size: int) -> InferRequest:
        head, blobs = inference.packed(inference.parse(body, header_length, size))
        return inference.unpacked(head, [bytes(blob) for blob in blobs], size)

    def watch(self, now_s: float) -> None:
        pass

    def close(self) -> None:
        pass


def make_service(folder: Path, recognizer: ColourRecognizer | None = None, **options: Any) -> Service:
    """A service around the fake; its model file holds nothing but metadata."""
    path = folder / "fake.tflite"
    path.write_bytes(write_metadata(b"no network in here", METADATA))
    seeing = recognizer or ColourRecognizer()
    return Service(
        ServiceOptions(model=path, **options),
        load=lambda _: Reader(seeing),  # type: ignore[arg-type]
        unpack=UnpackingHere,
    )


def rgb(colour: tuple[int, int, int] = GREEN, width: int = 64, height: int = 48) -> Image.Image:
    """A picture of one colour."""
    return Image.new("RGB", (width, height), colour)


def encoded(image: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    """The content of a picture's file."""
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def jpeg(colour: tuple[int, int, int] = GREEN, width: int = 64, height: int = 48) -> bytes:
    """The content of a JPEG of one colour."""
    return encoded(rgb(colour, width, height), "JPEG", quality=95)
