"""Which numbers of a module are limits: those that something is compared with, or that are worked out of others."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from pathlib import Path

import mutations
import pytest

_ROOT = Path(__file__).resolve().parents[1]
_FOR_TRAINING = re.compile(r"^(?:import|from) (?:torch|keras)\b", re.MULTILINE)


def modules_below(top: str) -> list[str]:
    """The modules of a folder that have limits."""
    paths = sorted((_ROOT / top).rglob("*.py"))
    return [
        ".".join(path.relative_to(_ROOT).with_suffix("").parts)
        for path in paths
        if mutations.constants(path.read_text(encoding="utf-8"))
    ]


def forgotten(module: str, listed: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Limits of a module that are not listed with their numbers; skips one that needs the packages for training."""
    source = _ROOT.joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8")
    names = [name for name in mutations.constants(source) if name not in listed.get(module, {})]
    if names and _FOR_TRAINING.search(source):
        pytest.skip("its numbers show in tests that need the packages for training")
    found = importlib.import_module(module) if names else None
    return [name for name in names if type(getattr(found, name)) in (int, float)]
