"""Classes and what a model file says of itself (labels, normalisation, thresholds). No inference lives here.

The metadata is a JSON document named `noteworthy.json` in a ZIP archive appended to the .tflite file, the way
TensorFlow Lite's "associated files" are kept: the interpreter ignores it and `unzip -p model.tflite noteworthy.json`
shows it. The landmarks of notes lie beside it (`app.recognition.print_check`). The archive's comment, which ends the
file, is a checksum of all that comes before: a network with a damaged weight would still name values, wrong ones.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from app.recognition.agreement import FEATURES, AgreementWeights
from app.recognition.errors import ModelError
from app.recognition.rules import ViewRules, are_view_rules
from app.recognition.seal import check_seal, seal

METADATA_NAME = "noteworthy.json"
LABELS_NAME = "labels.txt"
LANDMARKS_NAME = "landmarks.npz"
DENSE_NAME = "dense.npz"
COMPARISON_NAME = "comparison.npz"
UNKNOWN_CURRENCY = ""

# What is larger was never written by Noteworthy, and would only cost memory.
_MOST_BYTES = 256 * 1024 * 1024
_MOST_PART_BYTES: Mapping[str, int] = {
    METADATA_NAME: 4 * 1024 * 1024,
    LANDMARKS_NAME: 128 * 1024 * 1024,
    DENSE_NAME: 128 * 1024 * 1024,
    COMPARISON_NAME: 128 * 1024 * 1024,
}
_MOST_LABELS, _MOST_TURNS = 10_000, 16
FORMAT = 2
"""Of the document. A file of format 1 does not say what its thresholds were calibrated with."""


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
    def key(self) -> str:
        """ "CUR/value"; of a note, not of "not a note I know"."""
        return f"{self.currency}/{self.value}"

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
        disabled_weight: fraction, 0 to 1, of the probability of currencies that are off which counts as "unknown";
            the rest is taken away before normalising.
        labels: the classes in the order of the model's outputs.
        thresholds: for "CUR/value" the score, 0 to 1, from which one picture may be named.
        experimental: currencies that are off unless the person turns them on.
        normalisation: how the float network sees a byte: x * scale + offset.
        views: how the network is shown a picture; the thresholds hold for nothing else.
        evidence: what the network's scores had to come to over frames, as the pipeline evaluated it with these
            thresholds: numbers of `app.feedback.smoothing.SmoothingParameters` by name.
        turns: for each view of a picture, by how many quarter turns, counter-clockwise, it is turned; the first is 0
            and sees all of it, further ones the part where the note lies (`views`).
        print_check: from when on the print of its templates counts as seen; None for a file whose templates were never
            calibrated, which the network speaks without.
    """

    version: str
    input_size: int
    pad_value: int
    temperature: float
    disabled_weight: float
    labels: tuple[NoteLabel, ...]
    thresholds: dict[str, float]
    views: ViewRules
    evidence: dict[str, float]
    experimental: tuple[str, ...] = ()
    normalisation: tuple[float, float] = (1 / 127.5, -1.0)
    turns: tuple[int, ...] = (0,)
    print_check: AgreementWeights | None = None

    def to_json(self) -> str:
        """The document that is written into the model file."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> ModelMetadata:
        """Read and check such a document.

        Raises:
            ModelError: it is not one, or does not hold together.
        """
        try:
            raw = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise _wrong("json") from error
        if not isinstance(raw, dict):
            raise _wrong("json")
        form = raw.pop("format", None)
        if form != FORMAT:
            raise ModelError("model_newer") if isinstance(form, int) and form > FORMAT else _wrong("format")
        raw.setdefault("turns", [0])
        raw.setdefault("print_check", None)
        for name in raw.keys() | _FITS.keys():
            if name not in _FITS or name not in raw or not _FITS[name](raw[name]):
                raise _wrong(name if name in _FITS else "json")
        labels = tuple(NoteLabel(**item) for item in raw.pop("labels"))
        scale, offset = raw.pop("normalisation")
        print_check = raw.pop("print_check")
        if print_check is not None:
            print_check = AgreementWeights(**{**print_check, "weights": tuple(print_check["weights"])})
        metadata = cls(
            labels=labels,
            experimental=tuple(raw.pop("experimental")),
            normalisation=(float(scale), float(offset)),
            turns=tuple(raw.pop("turns")),
            views=ViewRules.from_dict(raw.pop("views")),
            print_check=print_check,
            **raw,
        )
        values = {label.key for label in labels if not label.is_unknown}
        if not values or sum(label.is_unknown for label in labels) != 1 or len(set(labels)) != len(labels):
            raise _wrong("labels")
        if values - set(metadata.thresholds):
            raise _wrong("thresholds")
        return metadata


def _wrong(field: str) -> ModelError:
    return ModelError("model_metadata", field=field)


def _text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 200 and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _whole(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _number(least: float, most: float) -> Callable[[object], bool]:
    return lambda value: isinstance(value, (int, float)) and not isinstance(value, bool) and least <= value <= most


def _list_of(fits: Callable[[object], bool], least: int, most: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and least <= len(value) <= most and all(map(fits, value))


def _is_label(value: object) -> bool:
    """Whether that is a class: a note as they are labelled, or the class of everything else."""
    if not isinstance(value, dict) or value.keys() != {each.name for each in fields(NoteLabel)}:
        return False
    if not all(isinstance(part, str) for part in value.values()):
        return False
    label = NoteLabel(**value)
    if label.is_unknown:
        return label == NoteLabel.unknown()
    return (
        re.fullmatch("[A-Z]{3}", label.currency) is not None
        and re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,6})?", label.value) is not None
        and label.series in ("current", "old")
        and label.face in ("front", "back")
    )


def _are_fractions(value: object) -> bool:
    return isinstance(value, dict) and all(map(_text, value)) and all(map(_number(0, 1), value.values()))


def _are_numbers(value: object) -> bool:
    return isinstance(value, dict) and all(map(_text, value)) and all(map(_number(-1e6, 1e6), value.values()))


def _is_print_check(value: object) -> bool:
    if value is None:
        return True
    # Files of earlier versions say nothing of faint print: they have none.
    if not isinstance(value, dict) or {"faint"} | value.keys() != {each.name for each in fields(AgreementWeights)}:
        return False
    return (
        _list_of(_number(-1e6, 1e6), len(FEATURES), len(FEATURES))(value["weights"])
        and _number(-1e6, 1e6)(value["bias"])
        and _number(0, 1)(value["clear"])
        and _number(0, value["clear"])(value["weak"])
        and _number(1, 1e9)(value["lead"])
        and _whole(1, 10_000)(value["least_keypoints"])
        and _number(0, 1)(value.get("faint", 1.0))
    )


# For each field of a document what its value must be.
_FITS: Mapping[str, Callable[[Any], bool]] = {
    "version": _text,
    "input_size": _whole(1, 4096),
    "pad_value": _whole(0, 255),
    "temperature": _number(0.001, 1000),
    "disabled_weight": _number(0, 1),
    "labels": _list_of(_is_label, 2, _MOST_LABELS),
    "thresholds": _are_fractions,
    "views": are_view_rules,
    "evidence": _are_numbers,
    "experimental": _list_of(_text, 0, _MOST_LABELS),
    "normalisation": _list_of(_number(-1e6, 1e6), 2, 2),
    "print_check": _is_print_check,
    "turns": lambda value: _list_of(_whole(0, 3), 1, _MOST_TURNS)(value) and value[0] == 0,
}


@dataclass(frozen=True, slots=True, eq=False)
class ModelFile:
    """A model file, read once, whole, and as it was written.

    Attributes:
        network: what comes before its archive, as the interpreter takes it.
        metadata: what it says of itself.
        landmarks: as `TemplateBank.to_bytes` gives them; None when it has none.
        dense: dense prints, likewise; see `app.recognition.dense`.
        comparison: what compares photos with sides of notes; see `app.recognition.comparison`.
    """

    network: bytes
    metadata: ModelMetadata
    landmarks: bytes | None
    dense: bytes | None = None
    comparison: bytes | None = None


def write_metadata(
    model: bytes,
    metadata: ModelMetadata,
    landmarks: bytes | None = None,
    dense: bytes | None = None,
    comparison: bytes | None = None,
) -> bytes:
    """A model file's bytes with its metadata and a checksum appended; metadata that was there is replaced.

    Args:
        model: a flatbuffer, or a whole model file.
        metadata: of it.
        landmarks: of the notes it knows, see `TemplateBank.to_bytes`; None leaves what the file has.
        dense: its dense prints, likewise.
        comparison: what compares photos with sides, likewise.
    """
    archive = io.BytesIO()
    parts: list[tuple[str, str | bytes]] = [
        (METADATA_NAME, metadata.to_json()),
        (LABELS_NAME, "\n".join(label.text for label in metadata.labels) + "\n"),
    ]
    for name, given in ((LANDMARKS_NAME, landmarks), (DENSE_NAME, dense), (COMPARISON_NAME, comparison)):
        part = _part_in(model, name) if given is None else given
        if part is not None:
            parts.append((name, part))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in parts:
            # A fixed date, so that the same model gives the same bytes.
            z.writestr(zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return seal(strip_metadata(model) + archive.getvalue())


def _part_in(model: bytes, name: str) -> bytes | None:
    if not zipfile.is_zipfile(io.BytesIO(model)):
        return None
    with zipfile.ZipFile(io.BytesIO(model)) as z:
        return z.read(name) if name in z.namelist() else None


def strip_metadata(model: bytes) -> bytes:
    """The flatbuffer alone, without an appended archive."""
    if not zipfile.is_zipfile(io.BytesIO(model)):
        return model
    with zipfile.ZipFile(io.BytesIO(model)) as z:
        return model[: min(info.header_offset for info in z.infolist())]


def read_model(path: Path) -> ModelFile:
    """A model file with its metadata and landmarks.

    Raises:
        ModelError: the file is missing, damaged in any byte, or not one of ours.
    """
    content, text, parts = _opened(path)
    others = (parts.get(name) for name in (LANDMARKS_NAME, DENSE_NAME, COMPARISON_NAME))
    return ModelFile(strip_metadata(content), ModelMetadata.from_json(text), *others)


def read_document(path: Path) -> tuple[bytes, str, bytes | None]:
    """A model file's bytes, the document in it, whatever its format, and the landmarks. Raises as `read_model`."""
    content, text, parts = _opened(path)
    return content, text, parts.get(LANDMARKS_NAME)


def _opened(path: Path) -> tuple[bytes, str, dict[str, bytes]]:
    content = _read(path)
    check_seal(content, str(path))
    try:
        parts = _parts(content)
        text = parts[METADATA_NAME].decode("utf-8")
    except Exception as error:
        # Who makes an archive by hand can have `zipfile` and its decoders raise almost anything.
        raise ModelError("model_damaged", path=str(path)) from error
    return content, text, parts


def read_metadata(path: Path) -> ModelMetadata:
    """The metadata inside a model file. Raises ModelError as `read_model`."""
    return read_model(path).metadata


def read_landmarks(path: Path) -> bytes | None:
    """The landmarks inside a model file; None when it has none. Raises ModelError as `read_model`."""
    return read_model(path).landmarks


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            # A FIFO would be waited for, and a device read for ever.
            raise ModelError("model_damaged", path=str(path))
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise ModelError("model_missing", path=str(path)) from error
    except OSError as error:
        raise ModelError("model_unreadable", path=str(path), errno=error.errno or 0) from error
    except ValueError as error:  # No system takes such a name.
        raise ModelError("model_missing", path=str(path)) from error
    if len(content) > _MOST_BYTES:
        raise ModelError("model_damaged", path=str(path))
    return content


def _parts(content: bytes) -> dict[str, bytes]:
    """What lies in the archive at the end, of the names that are looked for."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name in _MOST_PART_BYTES:
                if archive.getinfo(name).file_size > _MOST_PART_BYTES[name]:
                    raise ValueError(f"{name} is too large")
                parts[name] = archive.read(name)
    return parts
