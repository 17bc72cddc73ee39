"""Brings a model file's metadata up to date: writes what its thresholds were calibrated with, where it does not say so.

For a model that was made before these numbers travelled in it (format 1). It changes no number that is there already:
whoever wants another one calibrates anew.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.recognition.labels import FORMAT, ModelMetadata, read_document, write_metadata
from app.recognition.model import DEFAULT_MODEL
from convert.calibrated import VIEWS, evidence
from convert.data.dataset import DataError
from convert.step import Step


@dataclass(frozen=True, slots=True)
class Options:
    """Which file.

    Attributes:
        model: whose metadata is read.
        out: where it is written; None writes it in place.
    """

    model: Path = DEFAULT_MODEL
    out: Path | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What was written.

    Attributes:
        out: the file.
        added: the fields that it lacked; none when it was left as it is.
    """

    out: Path
    added: tuple[str, ...]


def run(options: Options) -> Result:
    """Write the file.

    Raises:
        DataError: it was calibrated with other numbers than the pipeline has now.
        ModelError: it cannot be read, or is damaged.
    """
    out = options.out or options.model
    content, text, _ = read_document(options.model)
    document: dict[str, Any] = json.loads(text)
    wanted = {"views": asdict(VIEWS), "evidence": evidence()}
    for name, numbers in wanted.items():
        if document.get(name, numbers) != numbers:
            raise DataError(
                f"{options.model} was calibrated with other {name} than convert/calibrated.py has: quantize anew."
            )
    added = tuple(name for name in wanted if name not in document)
    if added or out != options.model:
        document |= wanted | {"format": max(FORMAT, document.get("format", FORMAT))}
        out.write_bytes(write_metadata(content, ModelMetadata.from_json(json.dumps(document))))
    return Result(out, added)


def _report(result: Result) -> str:
    return f"{result.out}: {', '.join(result.added)} added" if result.added else f"{result.out}: up to date"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument("--out", type=Path, help="default: in place")


def _options(args: argparse.Namespace) -> Options:
    return Options(args.model, args.out)


STEP = Step("metadata", "bring a model file's metadata up to date", __doc__, add_arguments, _options, run, _report)
