"""Is all that ships found from the package, so that it is found wherever the package lies."""

import re
from pathlib import Path

import pytest

from app import resources

ROOT = Path(__file__).resolve().parents[2]
_FROM_A_FILE = re.compile(r"__file__|\.parents\[")


@pytest.mark.parametrize("name", ["PACKAGE", "MODELS", "SPECIMENS", "ICONS", "SCRIPTS"])
def test_folders_are_there(name: str) -> None:
    folder: Path = getattr(resources, name)
    assert folder.is_dir()
    assert folder.is_relative_to(resources.PROGRAM)


def test_no_module_counts_folders_from_its_own_file() -> None:
    modules = [*ROOT.glob("app/**/*.py"), *ROOT.glob("convert/**/*.py")]
    assert len(modules) > 200
    found = [str(module) for module in modules if _FROM_A_FILE.search(module.read_text(encoding="utf-8"))]
    assert found == [], "ask app/resources.py"
