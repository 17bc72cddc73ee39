"""The rooms of the pipeline: an import goes one way, and no file is a hall, nor one of the app's."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

CONVERT = Path(__file__).resolve().parents[2] / "convert"
APP = CONVERT.parent / "app"
FILES = sorted(CONVERT.rglob("*.py"))
# From left to right: a room may import those before it. What lies in no room is a room of its own.
ORDER = (
    "data",
    "step",
    "calibrated",
    "inference",
    "data_audit",
    "data_capture",
    "specimens",
    "synthesis",
    "run_folder",
    "training",
    "export",
    "evaluation",
    "pipeline",
    "__main__",
)


def _room(module: str) -> str:
    return module.split(".")[1]


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "convert":
            found |= {node.module} if "." in node.module else {f"convert.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("convert.")}
    return found


@pytest.mark.parametrize("path", [path for path in FILES if path != CONVERT / "__init__.py"], ids=str)
def test_no_import_goes_back(path: Path) -> None:
    mine = ORDER.index(path.relative_to(CONVERT).parts[0].removesuffix(".py"))
    assert {_room(module) for module in _imports(path)} <= set(ORDER[: mine + 1])


def test_every_room_has_its_place() -> None:
    rooms = {path.relative_to(CONVERT).parts[0].removesuffix(".py") for path in FILES} - {"__init__"}
    assert rooms == set(ORDER)


def test_no_file_is_over_400_lines_no_class_over_250_and_no_function_over_60() -> None:
    for path in [*FILES, *APP.rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400, path.name
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                assert lines <= (250 if isinstance(node, ast.ClassDef) else 60), f"{path.name}: {node.name}"
