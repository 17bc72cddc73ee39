"""Whose print is known: the bank's, and what is added besides; an edition changes the choice."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from app.recognition.known_prints import choice_of, known_prints


class Bank:
    """Knows one print of each currency."""

    def known(self, currencies: frozenset[str]) -> list[str]:
        return [f"own {code}" for code in sorted(currencies)]


class Taught:
    """Knows what a person taught."""

    values = ("USD/20",)
    edition = 1

    def known(self, currencies: Collection[str], bank: Any) -> list[str]:
        assert isinstance(bank, Bank)
        return [f"taught {code}" for code in sorted(currencies)]


def test_the_banks_print_comes_first() -> None:
    bank: Any = Bank()
    more: Any = Taught()
    alone: list[Any] = known_prints(bank, None, ["USD", "USD"])
    assert alone == ["own USD"]
    together: list[Any] = known_prints(bank, more, ("EUR", "USD"))
    assert together == ["own EUR", "own USD", "taught EUR", "taught USD"]


def test_a_choice_is_another_with_other_currencies_or_another_edition() -> None:
    more: Any = Taught()
    assert choice_of(["USD", "EUR"], more) == choice_of(("EUR", "USD", "EUR"), more)
    assert choice_of(["USD"], more) != choice_of(["EUR"], more)
    before = choice_of(["USD"], more)
    more.edition = 2
    assert choice_of(["USD"], more) != before
    assert choice_of(["USD"], None) == (frozenset({"USD"}), 0)
