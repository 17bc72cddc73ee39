"""Whose print is compared when these currencies are on: the model's own templates, and what packs and a person add."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.recognition.templates import KnownPrint, KnowsPrint, TemplateBank

# The currencies that are on, and the edition of what comes besides the bank: another one means other prints.
Choice = tuple[frozenset[str], int]


def choice_of(currencies: Collection[str], more: KnowsPrint | None) -> Choice:
    """What decides which prints are known; equal choices know the same."""
    return frozenset(currencies), 0 if more is None else more.edition


def known_prints(bank: TemplateBank, more: KnowsPrint | None, currencies: Collection[str]) -> list[KnownPrint]:
    """The print of these currencies, the bank's first."""
    on = frozenset(currencies)
    return bank.known(on) + ([] if more is None else more.known(on, bank))


def is_scored(known: KnownPrint, unscored: Collection[str]) -> bool:
    """Whether the network knows the value: it is of no pack, nor taught, nor one of those that have no class."""
    return known.limits is None and known.taught is None and known.value not in unscored


def likely_prints(known: Sequence[KnownPrint], likely: Collection[str], unscored: Collection[str]) -> list[KnownPrint]:
    """Those of these currencies alone, and all that the network does not know."""
    return [each for each in known if not is_scored(each, unscored) or each.value.partition("/")[0] in likely]
