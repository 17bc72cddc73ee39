"""Says at the end of a run how many inputs the fuzz tests tried."""

from __future__ import annotations

import re
from collections import Counter

import pytest

_TRIED: Counter[str] = Counter()


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Add what Hypothesis says of a test."""
    said = getattr(item, "hypothesis_statistics", "")
    counts = re.findall(r"(\d+) passing(?: examples)?, (\d+) failing", said)
    _TRIED[item.path.stem] += sum(int(passing) + int(failing) for passing, failing in counts)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line, which scripts/fuzz.py adds up."""
    if _TRIED.total():
        each = ", ".join(f"{name} {count}" for name, count in sorted(_TRIED.items()))
        terminalreporter.write_line(f"fuzz: {_TRIED.total()} inputs tried ({each})")
