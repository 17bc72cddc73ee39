"""Lists with commas, as people write them."""

from __future__ import annotations

import pytest

from app.commas import comma_list


@pytest.mark.parametrize(
    ("text", "parts", "strict"),
    [
        ("USD", ("USD",), ("USD",)),
        ("USD,EUR", ("USD", "EUR"), ("USD", "EUR")),
        (" USD , EUR ", ("USD", "EUR"), ("USD", "EUR")),
        ("USD,,EUR,", ("USD", "EUR"), ("USD", "", "EUR", "")),
        ("", (), ("",)),
        (" ", (), ("",)),
    ],
)
def test_parts_without_blanks_and_empty_ones_only_where_they_are_wanted(
    text: str, parts: tuple[str, ...], strict: tuple[str, ...]
) -> None:
    assert comma_list(text) == parts
    assert comma_list(text, strict=True) == strict
