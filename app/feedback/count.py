"""Adding up notes: totals by currency, the last one undone, the list read back or as CSV.

When a note is added (once per presentation) is the session's business; here is only what follows from it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from app.feedback import words
from app.feedback.phrases import Phrase, counted_notes, phrase
from app.feedback.table_words import TablePhrase, table_phrase
from app.recognition.taught_names import name_of


@dataclass(frozen=True, slots=True)
class CountEntry:
    """One note that was counted: ISO 4217 code and face value, as in the label."""

    currency: str
    value: str


@dataclass(frozen=True, slots=True)
class Count:
    """The notes counted so far; never changed, so that any thread may read the one it was given."""

    _entries: tuple[CountEntry, ...] = ()
    # How many notes came at each step.
    _steps: tuple[int, ...] = ()

    def add(self, currency: str, value: str) -> Count:
        """The count with one more note. Raises ValueError when the value is not a number above 0."""
        return self.add_all([(currency, value)])

    def add_all(self, notes: Sequence[tuple[str, str]]) -> Count:
        """The count with some more notes, each a currency and a value, as one step; none change nothing.

        Raises:
            ValueError: a value is not a number above 0.
        """
        for _, value in notes:
            _check_amount(value)
        if not notes:
            return self
        return Count((*self._entries, *(CountEntry(*note) for note in notes)), (*self._steps, len(notes)))

    def undo(self) -> Count:
        """The count without the notes of its last step; an empty one stays empty."""
        return Count(self._entries[: len(self._entries) - len(self.last_step())], self._steps[:-1])

    def last_step(self) -> tuple[CountEntry, ...]:
        """The notes that `undo` takes away: one, or all that were counted together."""
        return self._entries[-self._steps[-1] :] if self._steps else ()

    def clear(self) -> Count:
        """An empty count."""
        return Count()

    def entries(self) -> tuple[CountEntry, ...]:
        """The notes in the order in which they were counted."""
        return self._entries

    def totals(self) -> dict[str, Decimal]:
        """The sum by currency, in the order in which the currencies came."""
        sums: dict[str, Decimal] = {}
        for entry in self._entries:
            sums[entry.currency] = sums.get(entry.currency, Decimal(0)) + Decimal(entry.value)
        return sums

    def to_csv(self) -> str:
        """One line a note (number, currency, value, total of that currency so far) under a heading, CR LF line ends."""
        sums: dict[str, Decimal] = {}
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(("number", "currency", "value", "total"))
        for number, entry in enumerate(self._entries, 1):
            sums[entry.currency] = sums.get(entry.currency, Decimal(0)) + Decimal(entry.value)
            currency = name_of(entry.currency) or entry.currency
            writer.writerow((number, currency, entry.value, _spelled(sums[entry.currency])))
        return text.getvalue()

    def __len__(self) -> int:
        return len(self._entries)


def _check_amount(value: str) -> None:
    try:
        is_amount = Decimal(value).is_finite() and Decimal(value) > 0
    except InvalidOperation:
        is_amount = False
    if not is_amount:
        raise ValueError(f"not the value of a note: {value!r}")


def added_words(count: Count, language: str = "en", full_names: Collection[str] = ()) -> str:
    """What is said of the note that was added last: "20 dollars, total 45 dollars".

    Args:
        count: holds at least one note.
        language: BCP 47 tag.
        full_names: codes of the currencies to be said in full, see `words.needing_full_names`.
    """
    last = count.entries()[-1]
    return phrase(
        Phrase.COUNT_ADDED,
        language,
        value=_money(last.value, last.currency, language, full_names),
        total=_money(_spelled(count.totals()[last.currency]), last.currency, language, full_names),
    )


def undone_words(
    before: Count, language: str = "en", full_names: Collection[str] = (), *, now: Count | None = None
) -> str:
    """What is said after the last step of `before` was taken away: which note or how many, and what is left.

    now: what is left, where more was counted since.
    """
    last = before.last_step()
    if not last:
        return phrase(Phrase.COUNT_EMPTY, language)
    if len(last) > 1:
        undone = table_phrase(TablePhrase.GROUP_UNDONE, language, notes=counted_notes(len(last), language))
    else:
        value = _money(last[0].value, last[0].currency, language, full_names)
        undone = phrase(Phrase.COUNT_UNDONE, language, value=value)
    return f"{undone} {total_words(before.undo() if now is None else now, language, full_names)}"


def list_words(count: Count, language: str = "en", full_names: Collection[str] = ()) -> str:
    """The list read back, like values together, largest first, then the totals: "20 dollars: 2 notes. Total …"."""
    if not len(count):
        return phrase(Phrase.COUNT_EMPTY, language)
    order = list(count.totals())
    alike = Counter((entry.currency, Decimal(entry.value)) for entry in count.entries())
    lines = [
        phrase(
            Phrase.COUNT_LINE,
            language,
            value=_money(_spelled(value), currency, language, full_names),
            notes=counted_notes(number, language),
        )
        for (currency, value), number in sorted(alike.items(), key=lambda item: (order.index(item[0][0]), -item[0][1]))
    ]
    return " ".join([*lines, total_words(count, language, full_names)])


def total_words(count: Count, language: str = "en", full_names: Collection[str] = ()) -> str:
    """The total of each currency, or that nothing is counted."""
    if not len(count):
        return phrase(Phrase.COUNT_EMPTY, language)
    return " ".join(
        phrase(Phrase.COUNT_TOTAL, language, total=_money(_spelled(total), currency, language, full_names))
        for currency, total in count.totals().items()
    )


def _money(value: str, currency: str, language: str, full_names: Collection[str]) -> str:
    return words.money(value, currency, language, full=currency in full_names)


def _spelled(amount: Decimal) -> str:
    """A decimal number with a point and without idle noughts: two halves make 1, not 1.0."""
    return format(amount.normalize(), "f")
