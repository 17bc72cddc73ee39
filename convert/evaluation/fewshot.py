"""Can the model's embedding tell notes apart that it was never taught? A few photos of each face, and the nearest mean.

Nothing is trained: each face is the mean of its photos' embeddings, scaled to length 1, and a photo is of the face
whose mean is nearest by the cosine. How notes are taught in the app does not live here.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.preprocess import letterbox
from convert.data.dataset import DataError, parse_folder, pictures_under
from convert.data.images import load
from convert.data.tables import read_rows
from convert.step import Step


@dataclass(frozen=True, slots=True)
class Correct:
    """How many of `n` photos were taken for the right value, and for the right value and face."""

    n: int
    value: int
    face: int


def means(embeddings: NDArray[np.float32], names: Sequence[str]) -> tuple[list[str], NDArray[np.float32]]:
    """The names once each, and for each the mean of its embeddings (n, width), each scaled to length 1 first."""
    unit = _unit(embeddings)
    known = sorted(set(names))
    rows = np.array(names)
    return known, _unit(np.stack([unit[rows == name].mean(0) for name in known]))


def nearest(known: Sequence[str], centres: NDArray[np.float32], embeddings: NDArray[np.float32]) -> list[str]:
    """For each embedding the name whose mean is nearest by the cosine."""
    return [known[int(k)] for k in (_unit(embeddings) @ centres.T).argmax(1)]


def one_left_out(embeddings: NDArray[np.float32], names: Sequence[str]) -> list[str]:
    """For each embedding the nearest name when that embedding itself was not among those learned from."""
    said = []
    for k in range(len(names)):
        others = np.arange(len(names)) != k
        learned = means(embeddings[others], [name for i, name in enumerate(names) if i != k])
        said += nearest(*learned, embeddings[k : k + 1])
    return said


def correct(truths: Sequence[str], said: Sequence[str]) -> Correct:
    """Compare folder names, such as "20_front"."""
    pairs = [(parse_folder(a), parse_folder(b)) for a, b in zip(truths, said, strict=True)]
    return Correct(len(pairs), sum(a[:2] == b[:2] for a, b in pairs), sum(a == b for a, b in pairs))


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)


def read_split(path: Path) -> dict[Path, str]:
    """Whether each picture is of "train" or "val": what a table's `source_path` says of `path`, relative to the table.

    Raises:
        DataError: there is no such table, or it lacks one of the columns.
    """
    if not path.is_file():
        raise DataError(f"No table at {path}: check the path given with --split.")
    try:
        rows = read_rows(path, ("path", "source_path"), "\t")
        parts = {(path.parent / row["path"]).resolve(): set(row["source_path"].split("/")) for row in rows}
    except (AttributeError, OSError, RuntimeError, TypeError, ValueError) as error:
        raise DataError(
            f"{path} cannot be used ({error}): columns path and source_path are needed, separated by tabs."
        ) from error
    return {picture: part for picture, found in parts.items() for part in ("train", "val") if part in found}


def _embedding(model: Model, path: Path) -> NDArray[np.float32]:
    metadata = model.metadata
    embedding = model.infer(letterbox(load(path, 1280), metadata.input_size, metadata.pad_value)).embedding
    if embedding is None:
        raise DataError(f"{model.path} has no embedding output: give a model that `python -m convert quantize` made.")
    return embedding


@dataclass(frozen=True, slots=True)
class Options:
    """What to tell apart.

    Attributes:
        photos: DIR/<value>[_old][_face]/*.
        split: table (.tsv) whose source_path says train or val of each photo.
        model: whose embedding is used.
    """

    photos: Path
    split: Path
    model: Path = DEFAULT_MODEL


@dataclass(frozen=True, slots=True)
class Result:
    """How well the notes are told apart.

    Attributes:
        model: whose embedding was used.
        values: how many the faces show.
        photos_of_face: how many photos teach each face, ascending.
        rows: right ones, by what was tested.
    """

    model: Path
    values: int
    photos_of_face: list[int]
    rows: dict[str, Correct]


def run(options: Options) -> Result:
    """Teach faces by their photos' mean embedding, and test by the others.

    Raises:
        DataError: there are no such photos, or the model has no embedding.
        ModelError: the model cannot be read.
    """
    model = Model(options.model, threads=1)
    split = read_split(options.split)
    paths = [path for path in pictures_under(options.photos) if path.resolve() in split]
    parts = [split[path.resolve()] for path in paths]
    if {"train", "val"} - set(parts):
        raise DataError(f"{options.split} does not name photos under {options.photos} both of train and of val.")
    names = [path.parent.name for path in paths]
    embeddings = np.stack([_embedding(model, path) for path in paths])
    learn = np.array([part == "train" for part in parts])
    taught = [name for name, use in zip(names, learn, strict=True) if use]
    tested = [name for name, use in zip(names, learn, strict=True) if not use]
    known, centres = means(embeddings[learn], taught)
    rows = {
        "train teaches, val is tested": correct(tested, nearest(known, centres, embeddings[~learn])),
        "each photo left out in turn": correct(names, one_left_out(embeddings, names)),
    }
    values = len({parse_folder(name)[:2] for name in known})
    return Result(options.model, values, sorted(taught.count(name) for name in known), rows)


def _report(result: Result) -> str:
    counts = result.photos_of_face
    lines = [
        f"{result.model}: {len(counts)} faces of {result.values} values, {counts[0]} to {counts[-1]} photos teach each",
        f"{'':32}{'photos':>8}{'value':>16}{'value and face':>18}",
    ]
    for title, row in result.rows.items():
        value, face = (f"{part} = {100 * part / row.n:.1f}%" for part in (row.value, row.face))
        lines.append(f"{title:32}{row.n:>8}{value:>16}{face:>18}")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--photos", type=Path, required=True, help="DIR/<value>[_old][_face]/*")
    parser.add_argument(
        "--split", type=Path, required=True, help="table (.tsv) whose source_path says train or val of each photo"
    )
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")


STEP = Step(
    "fewshot",
    "tell apart notes that were never taught",
    __doc__,
    add_arguments,
    lambda args: Options(args.photos, args.split, args.model),
    run,
    _report,
)
