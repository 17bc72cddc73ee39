"""The walls of the house: which room may know which. Data flows one way; no arrow goes back, and none in a circle."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# From left to right: a room may know those before it. What stands at the end is known by none but the front door.
ROOMS = ("camera", "phone", "recognition", "feedback", "speech", "session", "ui", "service")
ABOVE_ALL = frozenset({"ui", "service"})
DOORS = frozenset({"app.cli", "main"})

Arrows = Counter[tuple[str, str]]


def _rooms_of(root: Path) -> set[str]:
    return {path.parent.name for path in root.glob("app/*/__init__.py")}


def _place(module: str, rooms: set[str]) -> str:
    """The room of a module; a module that stands in none, as app.trouble, is a place of its own."""
    parts = module.split(".")
    if parts[0] == "app" and len(parts) > 1 and parts[1] not in rooms and parts[1].startswith("__"):
        return "app"
    return ".".join(parts[:2]) if parts[0] == "app" else parts[0]


@cache
def arrows(root: Path) -> Arrows:
    """How often each place imports from each other one, imports inside functions too."""
    rooms = _rooms_of(root)
    found: Arrows = Counter()
    for path in [root / "main.py", *root.glob("app/**/*.py"), *root.glob("convert/**/*.py")]:
        relative = path.relative_to(root).with_suffix("")
        here = _place(".".join(relative.parts), rooms)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}: imports are written out"
                module = node.module or ""
                names = [f"{module}.{alias.name}" if module == "app" else module for alias in node.names[:1]]
                names += [f"app.{alias.name}" for alias in node.names[1:] if module == "app"]
            for name in names:
                there = _place(name, rooms)
                if there.split(".")[0] in ("app", "convert", "main") and there != here:
                    found[here, there] += 1
    return found


def wrong(found: Arrows) -> list[str]:
    """What the rules of the house forbid, one line each."""
    told = []
    rank = {f"app.{room}": number for number, room in enumerate(ROOMS)}
    for (here, there), count in sorted(found.items()):
        if here in rank and there in rank and rank[there] >= rank[here]:
            told.append(f"{here} -> {there}: an arrow back ({count})")
        elif there.removeprefix("app.") in ABOVE_ALL and here not in DOORS:
            told.append(f"{here} -> {there}: stands above all and is imported by none ({count})")
        elif here.split(".")[0] == "app" and there == "convert":
            told.append(f"{here} -> {there}: the app knows nothing of how models are made ({count})")
        elif there == "main":
            told.append(f"{here} -> {there}: nobody imports the door ({count})")
    graph: dict[str, set[str]] = {}
    for here, there in found:
        graph.setdefault(here, set()).add(there)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        told.append("a circle: " + " -> ".join(error.args[1]))
    return told


def test_every_room_has_its_place() -> None:
    assert _rooms_of(ROOT) == set(ROOMS), "a new room: say in ROOMS what it may know"


def test_no_arrow_goes_back_and_none_in_a_circle() -> None:
    found = arrows(ROOT)
    assert found["app.feedback", "app.recognition"] > 0
    assert found["app.session", "app.feedback"] > 10
    assert wrong(found) == []


@pytest.mark.parametrize(
    ("here", "there", "told"),
    [
        ("app.recognition", "app.feedback", "an arrow back"),
        ("app.speech", "app.session", "an arrow back"),
        ("app.service", "app.ui", "imported by none"),
        ("app.ui", "app.service", "an arrow back"),
        ("app.session", "app.ui", "an arrow back"),
        ("app.startup", "app.ui", "imported by none"),
        ("app.camera", "convert", "how models are made"),
        ("convert", "app.ui", "imported by none"),
        ("app.trouble", "app.camera", "a circle"),
        ("app.settings", "main", "nobody imports the door"),
    ],
)
def test_what_is_forbidden_is_noticed(here: str, there: str, told: str) -> None:
    found = arrows(ROOT) + Counter({(here, there): 1})
    assert any(told in line for line in wrong(found)), wrong(found)


def test_imports_are_found_wherever_they_stand(tmp_path: Path) -> None:
    for name, text in {
        "main.py": "def run():\n    from app.cli import main\n",
        "app/__init__.py": "",
        "app/cli.py": "from app import __version__, camera\nimport app.ui.window\n",
        "app/camera/__init__.py": "",
        "app/ui/__init__.py": "",
        "convert/__init__.py": "import os\nfrom app.camera.frame import Frame\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert arrows(tmp_path) == {
        ("main", "app.cli"): 1,
        ("app.cli", "app"): 1,
        ("app.cli", "app.camera"): 1,
        ("app.cli", "app.ui"): 1,
        ("convert", "app.camera"): 1,
    }
