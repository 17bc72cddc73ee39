"""Classes and what a model file says of itself (labels, normalisation, thresholds). No inference lives here.

The metadata is a JSON document named `noteworthy.json` in a ZIP archive appended to the .tflite file, the way
TensorFlow Lite's "associated files" are kept: the interpreter ignores it and `unzip -p model.tflite noteworthy.json`
shows it. The landmarks of notes lie beside it (`app.recognition.landmarks`).
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import overload

from app.recognition.errors import ModelError

METADATA_NAME = "noteworthy.json"
LABELS_NAME = "labels.txt"
LANDMARKS_NAME = "landmarks.npz"
UNKNOWN_CURRENCY = ""


@dataclass(frozen=True, slots=True)
class NoteLabel:
    """One class of the model.

    Attributes:
        currency: ISO 4217 code; empty for "not a note I know".
        value: face value, for example "20".
        series: "current" or "old" (an earlier design that is still money).
        face: "front" (obverse) or "back" (reverse).
    """

    currency: str
    value: str
    series: str
    face: str

    @classmethod
    def unknown(cls) -> NoteLabel:
        """The class of everything that is not a note the model knows."""
        return cls(UNKNOWN_CURRENCY, "", "", "")

    @property
    def is_unknown(self) -> bool:
        """Whether this is the "not a note I know" class."""
        return self.currency == UNKNOWN_CURRENCY

    @property
    def text(self) -> str:
        """One line for labels.txt, for example "USD/20/current/front"."""
        return "unknown" if self.is_unknown else f"{self.currency}/{self.value}/{self.series}/{self.face}"


@dataclass(frozen=True, slots=True)
class ModelMetadata:
    """All that travels inside a model file.

    Attributes:
        version: of the model, for example "2026.11.22".
        input_size: side of the square input, pixels.
        pad_value: grey level, 0 to 255, of the letterbox's bars.
        temperature: the logits are divided by it before the softmax (calibration), above 0.
        disabled_weight: share, 0 to 1, of the probability of currencies that are off which counts as "unknown";
            the rest is taken away before normalising.
        labels: the classes in the order of the model's outputs.
        thresholds: for "CUR/value" the score, 0 to 1, from which one picture may be named.
        experimental: currencies that are off unless the person turns them on.
        normalisation: how the float network sees a byte: x * scale + offset.
        turns: for each look that the network takes at a picture, by how many quarter turns, counter-clockwise, it is
            turned; the first is 0 and sees all of it, further ones the part where the note lies (`Model.run`).
    """

    version: str
    input_size: int
    pad_value: int
    temperature: float
    disabled_weight: float
    labels: tuple[NoteLabel, ...]
    thresholds: dict[str, float]
    experimental: tuple[str, ...] = ()
    normalisation: tuple[float, float] = (1 / 127.5, -1.0)
    turns: tuple[int, ...] = (0,)

    def to_json(self) -> str:
        """The document that is written into the model file."""
        return json.dumps({"format": 1, **asdict(self)}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> ModelMetadata:
        """Read and check such a document.

        Raises:
            ModelError: it is not one, or does not hold together.
        """
        try:
            raw = dict(json.loads(text))
            if raw.pop("format") != 1:
                raise ModelError("The model's metadata has a newer format: update Noteworthy.")
            labels = tuple(NoteLabel(**item) for item in raw.pop("labels"))
            scale, offset = raw.pop("normalisation")
            turns = tuple(raw.pop("turns", (0,)))
            metadata = cls(
                labels=labels,
                experimental=tuple(raw.pop("experimental")),
                normalisation=(float(scale), float(offset)),
                turns=turns,
                **raw,
            )
            values = {f"{label.currency}/{label.value}" for label in labels if not label.is_unknown}
            if not values or sum(label.is_unknown for label in labels) != 1:
                raise ModelError("The model's labels must hold notes and exactly one unknown class.")
            if values - set(metadata.thresholds) or not metadata.temperature > 0:
                raise ModelError("The model's metadata lacks thresholds or has a temperature that is not above 0.")
            if not turns or turns[0] != 0 or any(turn not in (0, 1, 2, 3) for turn in turns):
                raise ModelError("The model's metadata must list looks by quarter turns, 0 first.")
            shares = (metadata.disabled_weight, *metadata.thresholds.values())
            if not all(0 <= share <= 1 for share in shares) or metadata.pad_value not in range(256):
                raise ModelError("The model's metadata holds a share beyond 0 to 1 or a grey beyond 0 to 255.")
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ModelError(f"The model's metadata cannot be read ({error}): get the model file again.") from error
        return metadata


def write_metadata(model: bytes, metadata: ModelMetadata, landmarks: bytes | None = None) -> bytes:
    """A model file's bytes with its metadata appended; metadata that was there is replaced.

    Args:
        model: a flatbuffer, or a whole model file.
        metadata: of it.
        landmarks: of the notes it knows, see `LandmarkBank.to_bytes`; None leaves what the file has.
    """
    if landmarks is None:
        landmarks = _landmarks_in(model)
    archive = io.BytesIO()
    parts: list[tuple[str, str | bytes]] = [
        (METADATA_NAME, metadata.to_json()),
        (LABELS_NAME, "\n".join(label.text for label in metadata.labels) + "\n"),
    ]
    if landmarks is not None:
        parts.append((LANDMARKS_NAME, landmarks))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in parts:
            # A fixed date, so that the same model gives the same bytes.
            z.writestr(zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return strip_metadata(model) + archive.getvalue()


def _landmarks_in(model: bytes) -> bytes | None:
    if not zipfile.is_zipfile(io.BytesIO(model)):
        return None
    with zipfile.ZipFile(io.BytesIO(model)) as z:
        return z.read(LANDMARKS_NAME) if LANDMARKS_NAME in z.namelist() else None


def strip_metadata(model: bytes) -> bytes:
    """The flatbuffer alone, without an appended archive."""
    if not zipfile.is_zipfile(io.BytesIO(model)):
        return model
    with zipfile.ZipFile(io.BytesIO(model)) as z:
        return model[: min(info.header_offset for info in z.infolist())]


def read_metadata(path: Path) -> ModelMetadata:
    """The metadata inside a model file.

    Raises:
        ModelError: the file is missing, damaged or not one of ours.
    """
    content = _read(path, METADATA_NAME)
    try:
        return ModelMetadata.from_json(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _damaged(path) from error


def read_landmarks(path: Path) -> bytes | None:
    """The landmarks inside a model file, as `LandmarkBank.to_bytes` gives them; None when it has none.

    Raises:
        ModelError: the file is missing, damaged or not one of ours.
    """
    return _read(path, LANDMARKS_NAME, optional=True)


@overload
def _read(path: Path, name: str) -> bytes: ...
@overload
def _read(path: Path, name: str, *, optional: bool) -> bytes | None: ...
def _read(path: Path, name: str, *, optional: bool = False) -> bytes | None:
    try:
        with zipfile.ZipFile(path) as z:
            return None if optional and name not in z.namelist() else z.read(name)
    except FileNotFoundError as error:
        raise ModelError(f"No model at {path}: check the path given with --model.") from error
    except (OSError, EOFError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> ModelError:
    return ModelError(f"{path} is not a Noteworthy model or is damaged: get it again.")
