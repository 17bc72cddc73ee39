"""Tables that people keep: .csv and .tsv files, as spreadsheets save them. What they mean is decided elsewhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.textfile import read_text

_MOST_BYTES = 256 * 1024 * 1024


def read_rows(path: Path, columns: Sequence[str], delimiter: str = ",") -> list[dict[str, Any]]:
    """The lines of a table after its first, which names the columns; a byte-order mark before it is no part of a name.

    Args:
        path: the table, UTF-8, or UTF-16 with its mark.
        columns: those that are needed; there may be more.
        delimiter: what stands between two cells.

    Returns:
        The text that each line has in those columns; None where it has too few cells.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no such table; the message says why.
    """
    try:
        reader = csv.DictReader(io.StringIO(read_text(path, _MOST_BYTES), newline=""), delimiter=delimiter)
        names = [(name or "").strip() for name in reader.fieldnames or ()]
        missing = [name for name in columns if name not in names]
        if missing:
            raise ValueError(f"it lacks a column: {', '.join(missing)}")
        reader.fieldnames = names
        return [{name: row[name] for name in columns} for row in reader]
    except csv.Error as error:
        raise ValueError(str(error)) from error
