"""Which tones and counts a frame leads to: each condition by itself."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from app.session.looking import Looking, _percentile, one_line


@pytest.mark.parametrize(
    ("place_tone", "gives_hints", "is_private", "is_paused"), list(product((False, True), repeat=4))
)
def test_a_place_tone_is_wanted_where_all_of_it_holds(
    place_tone: bool, gives_hints: bool, is_private: bool, is_paused: bool
) -> None:
    looking: Any = SimpleNamespace(
        place_tone=place_tone,
        is_paused=is_paused,
        _presenter=SimpleNamespace(gives_hints=gives_hints, mode=SimpleNamespace(is_private=is_private)),
    )
    wanted = place_tone and gives_hints and not is_private and not is_paused
    assert Looking._tone_is_wanted(looking) is wanted


@pytest.mark.parametrize(("has_table", "keeps_quiet"), list(product((False, True), repeat=2)))
def test_a_value_is_not_said_while_it_lies_on_a_table_that_was_told(has_table: bool, keeps_quiet: bool) -> None:
    table = SimpleNamespace(keeps_quiet=lambda _: keeps_quiet) if has_table else None
    looking: Any = SimpleNamespace(table=table)
    assert Looking._lies_on_table(looking, None) is (has_table and keeps_quiet)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fraction", "found"),
    [(0.0, 1.0), (0.25, 1.0), (0.26, 2.0), (0.5, 2.0), (0.51, 3.0), (0.75, 3.0), (0.99, 4.0), (1.0, 4.0)],
)
def test_a_percentile_is_the_smallest_that_so_many_do_not_exceed(fraction: float, found: float) -> None:
    assert _percentile([1.0, 2.0, 3.0, 4.0], fraction) == found
    assert _percentile([], fraction) is None


@pytest.mark.parametrize(
    ("error", "line"), [(ValueError("a\n b"), "a b"), (ValueError(""), "ValueError"), (KeyError(), "KeyError")]
)
def test_an_error_in_a_line(error: Exception, line: str) -> None:
    assert one_line(error) == line
