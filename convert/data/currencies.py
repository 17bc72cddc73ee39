"""The table of currencies, `models/currencies.csv`: what the model is to know of each. No pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.resources import MODELS
from convert.data.dataset import DataError
from convert.data.tables import read_rows

TABLE = MODELS / "currencies.csv"
_COLUMNS = ("code", "state", "values", "series", "faces", "evidence", "note")
_STATES = ("on", "experimental")
_VALUE = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_EVIDENCE = ("other people's photos", "the same people's later photos", "synthetic only")


@dataclass(frozen=True, slots=True)
class Currency:
    """One line of the table.

    Attributes:
        code: ISO 4217.
        state: "on", or "experimental": in the model, but off unless the person turns it on.
        values: face values, as in folder names, ascending.
        series: of "current" and "old", those that the model is taught.
        faces: which faces it is taught, in words.
        evidence: which pictures it is evaluated on: other people's photos, the same people's later photos (weaker), or
            synthetic only (weakest).
        note: anything a reader should know, in words.
    """

    code: str
    state: str
    values: tuple[str, ...]
    series: tuple[str, ...]
    faces: str
    evidence: str
    note: str


def read_table(path: Path = TABLE) -> tuple[Currency, ...]:
    """The table's lines, in its order.

    Raises:
        DataError: the file is missing, or a line of it cannot be used; the message says which and why.
    """
    try:
        rows = read_rows(path, _COLUMNS)
    except (OSError, ValueError) as error:
        raise DataError(f"{path}, the table of currencies, cannot be read ({error}).") from error
    found: dict[str, Currency] = {}
    for number, row in enumerate(rows, start=2):
        try:
            currency = Currency(
                row["code"],
                row["state"],
                tuple(row["values"].split()),
                tuple(row["series"].split()),
                row["faces"],
                row["evidence"],
                row["note"],
            )
            _check(currency, found)
        except (AttributeError, TypeError, ValueError) as error:
            raise DataError(f"{path}, line {number}: {error}") from error
        found[currency.code] = currency
    if not found:
        raise DataError(f"{path} lists no currency.")
    return tuple(found.values())


def _check(currency: Currency, before: dict[str, Currency]) -> None:
    if not re.fullmatch(r"[A-Z]{3}", currency.code) or currency.code in before:
        raise ValueError(f'"{currency.code}" is no ISO 4217 code, or listed twice.')
    if currency.state not in _STATES:
        raise ValueError(f'state "{currency.state}": expected {" or ".join(_STATES)}.')
    numbers = [float(value) for value in currency.values]
    if not numbers or not all(map(_VALUE.fullmatch, currency.values)) or sorted(set(numbers)) != numbers:
        raise ValueError("values must be ascending numbers, each once.")
    if not currency.series or set(currency.series) - {"current", "old"}:
        raise ValueError('series must be "current", "old" or both.')
    if currency.evidence not in _EVIDENCE:
        raise ValueError(f'evidence "{currency.evidence}": expected one of: {"; ".join(_EVIDENCE)}.')


def codes(currencies: Sequence[Currency], state: str | None = None) -> list[str]:
    """ISO codes in the table's order, of one state or of all."""
    return [c.code for c in currencies if state is None or c.state == state]
