"""The table of the world's currencies, `models/world.csv`: which notes there are, whether or not any are known here.

Facts from general knowledge, each line with the year it holds for. Which of them the model knows stands in
`models/currencies.csv` (`currencies.py`); which of them a pack knows stands in the pack. No pictures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.resources import MODELS
from convert.data.dataset import DataError
from convert.data.tables import read_rows

TABLE = MODELS / "world.csv"
_COLUMNS = ("code", "everyday", "rare", "series", "withdrawn", "year", "note")
_VALUE = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_YEAR = re.compile(r"(18|19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class WorldCurrency:
    """One line of the table.

    Attributes:
        code: ISO 4217.
        everyday: face values that people meet in shops, as printed, ascending; none where the money is withdrawn.
        rare: further values that are money, but seldom seen, ascending.
        series: the years in which designs that are in use were first issued, ascending; those that are known.
        withdrawn: for each value of which a design is no longer money, the year since when; None where unknown. A
            value that is also in everyday use has a later design that is money.
        year: for which the line holds.
        note: anything a reader should know, in words.
    """

    code: str
    everyday: tuple[str, ...]
    rare: tuple[str, ...]
    series: tuple[int, ...]
    withdrawn: Mapping[str, int | None]
    year: int
    note: str

    @property
    def is_money(self) -> bool:
        """Whether any of its notes is still money."""
        return bool(self.everyday or self.rare)

    def is_withdrawn(self, value: str) -> bool:
        """Whether no note of this value is money any more."""
        return value in self.withdrawn and value not in self.everyday and value not in self.rare


def read_world(path: Path = TABLE) -> dict[str, WorldCurrency]:
    """The table's lines by their code, in its order.

    Raises:
        DataError: the file is missing, or a line of it cannot be used; the message says which and why.
    """
    try:
        rows = read_rows(path, _COLUMNS)
    except (OSError, ValueError) as error:
        raise DataError(f"{path}, the table of the world's currencies, cannot be read ({error}).") from error
    found: dict[str, WorldCurrency] = {}
    for number, row in enumerate(rows, start=2):
        try:
            if None in row.values():
                raise ValueError("it has too few cells.")
            currency = _currency(row)
            if currency.code in found:
                raise ValueError(f"{currency.code} is listed twice.")
        except ValueError as error:
            raise DataError(f"{path}, line {number}: {error}") from error
        found[currency.code] = currency
    if not found:
        raise DataError(f"{path} lists no currency.")
    return found


def _currency(row: Mapping[str, str]) -> WorldCurrency:
    if not re.fullmatch(r"[A-Z]{3}", row["code"]):
        raise ValueError(f'"{row["code"]}" is no ISO 4217 code.')
    withdrawn: dict[str, int | None] = {}
    for each in row["withdrawn"].split():
        value, _, year = each.partition(":")
        withdrawn[value] = _year(year) if ":" in each else None
    currency = WorldCurrency(
        row["code"],
        _values(row["everyday"], "everyday"),
        _values(row["rare"], "rare"),
        tuple(_year(year) for year in row["series"].split()),
        withdrawn,
        _year(row["year"]),
        row["note"],
    )
    if _values(row["withdrawn"], "withdrawn", ":[0-9]*") != tuple(withdrawn):
        raise ValueError("withdrawn lists a value twice.")
    if set(currency.everyday) & set(currency.rare):
        raise ValueError("a value is either in everyday use or rare.")
    if not currency.is_money and not withdrawn:
        raise ValueError("it has no values.")
    if list(currency.series) != sorted(set(currency.series)):
        raise ValueError("series must be ascending years, each once.")
    return currency


def _values(cell: str, column: str, suffix: str = "") -> tuple[str, ...]:
    values = tuple(re.sub(f"(?:{suffix})$", "", each) if suffix else each for each in cell.split())
    for value in values:
        if not _VALUE.fullmatch(value):
            raise ValueError(f'{column}: "{value}" is no value.')
    numbers = [float(value) for value in values]
    if sorted(set(numbers)) != numbers:
        raise ValueError(f"{column} must be ascending numbers, each once.")
    return values


def _year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise ValueError(f'"{text}" is no year.')
    return int(text)
