"""Do the tests notice? Changes one thing at a time and runs the tests that should fail: mutate.py [--count 100].

A mutation is another comparison, another operator, a condition turned round, or another value returned. A sample of all
that are possible is drawn by the seed, spread over the rooms by their size. Each is made in a copy of the repository,
and tried first by the tests of its own file, then by all that use its module, then by those of its room. What goes
unnoticed is printed with its place: either a test is missing, or the change means nothing (the order of two that are
always alike, say), which only a person can tell. A test counts only when it passes without the change.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("feedback", "recognition", "speech", "camera", "service", "session")
_LONGEST_S = 300
_NO_TEST_RAN = 5
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True)
class Mutation:
    """One change: where it is, what stood there and what stands there now, and the whole file with it."""

    path: Path
    line: int
    before: str
    after: str
    source: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.before}  ->  {self.after}"


@dataclass(frozen=True)
class Place:
    """Where something can be changed: a file, and the number of the node in it."""

    path: Path
    index: int


def places(path: Path, source: str) -> list[Place]:
    """All that can be changed in a file, in the order in which it is written."""
    return [Place(path, index) for index, node in enumerate(_nodes(ast.parse(source))) if _change_of(node) is not None]


def mutation(place: Place, source: str) -> Mutation:
    """The change at a place; `source` is the whole file."""
    tree = ast.parse(source)
    node = _nodes(tree)[place.index]
    change = _change_of(node)
    assert change is not None
    before = ast.unparse(node).splitlines()[0]
    change(node)
    return Mutation(place.path, node.lineno, before, ast.unparse(node).splitlines()[0], ast.unparse(tree))


def _nodes(tree: ast.Module) -> list[ast.expr | ast.stmt]:
    """What may be changed: what runs, and neither types nor what only types read."""
    found: list[ast.expr | ast.stmt] = []

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.ClassDef) and any(
            ast.unparse(base).split("[")[0].split(".")[-1] == "Protocol" for base in node.bases
        ):
            return
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            return
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "bases"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, (ast.expr, ast.stmt)):
                    found.append(child)
                if isinstance(child, ast.AST):
                    visit(child)

    visit(tree)
    return found


def _change_of(node: ast.AST) -> Callable[[Any], None] | None:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARISONS:
        return _compare
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        # A text is put together, not added up; a type is no number.
        sides = (node.left, node.right)
        return (
            None if any(isinstance(side, (ast.JoinedStr, ast.List)) or _is_text(side) for side in sides) else _operate
        )
    if isinstance(node, ast.BoolOp):
        return _swap
    if isinstance(node, (ast.If, ast.While, ast.IfExp)) and not isinstance(node.test, (ast.Compare, ast.BoolOp)):
        return _turn
    is_value = isinstance(node, ast.Return) and node.value is not None
    return _return if is_value and ast.unparse(node) != "return None" else None


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))


def _compare(node: ast.Compare) -> None:
    node.ops[0] = _COMPARISONS[type(node.ops[0])]()


def _operate(node: ast.BinOp) -> None:
    node.op = _OPERATORS[type(node.op)]()


def _swap(node: ast.BoolOp) -> None:
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _turn(node: ast.If) -> None:
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _return(node: ast.Return) -> None:
    value = node.value
    if isinstance(value, ast.Constant) and isinstance(value.value, bool):
        node.value = ast.Constant(not value.value)
    elif isinstance(value, (ast.Compare, ast.BoolOp)) or (
        isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not)
    ):
        node.value = ast.UnaryOp(ast.Not(), value)
    else:
        node.value = ast.Constant(None)


def sample(root: Path, rooms: list[str], count: int, seed: int) -> list[Mutation]:
    """So many of all mutations of these rooms, always the same for a seed."""
    every: list[Place] = []
    for room in rooms:
        for path in sorted((root / "app" / room).rglob("*.py")):
            every += places(path.relative_to(root), path.read_text(encoding="utf-8"))
    drawn = random.Random(seed).sample(every, min(count, len(every)))
    return [mutation(place, (root / place.path).read_text(encoding="utf-8")) for place in drawn]


def tests_of(root: Path, path: Path) -> list[list[str]]:
    """The test files to run for a file, the likeliest to fail first: its own, all that use its module, its room's."""
    module = ".".join(path.with_suffix("").parts)
    own = root / "tests" / path.parent / f"test_{path.name}"
    pattern = re.compile(
        rf"\b{re.escape(module)}\b|from {re.escape(module.rpartition('.')[0])} import .*\b{path.stem}\b"
    )
    users = [
        each for each in sorted((root / "tests" / "app").rglob("test_*.py")) if pattern.search(each.read_text("utf-8"))
    ]
    rest = [each for each in users if each != own]
    room = [each for each in sorted(own.parent.glob("test_*.py")) if each != own and each not in users]
    steps = [[own] if own.exists() else [], rest, room]
    return [[str(each.relative_to(root)) for each in step] for step in steps if step]


def is_noticed(copy_of: Path, change: Mutation) -> bool:
    """Does a test fail, or take too long, with this change, that passes without it?"""
    target = copy_of / change.path
    before = target.read_bytes()
    for files in tests_of(copy_of, change.path):
        target.write_text(change.source, encoding="utf-8")
        try:
            failing = first_failing(copy_of, files)
        finally:
            target.write_bytes(before)
        if failing is None:
            continue
        # A test that fails on a busy machine, or ever, has noticed nothing.
        if first_failing(copy_of, [failing]) is None:
            return True
        print(f"  {failing} fails without the change, too", flush=True)
    return False


def first_failing(copy_of: Path, tests: list[str]) -> str | None:
    """The first of these tests or files of tests that fails, or takes too long; None when all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-rfE", "-p", "no:cacheprovider", "--timeout", "60", *tests]
    try:
        done = subprocess.run(
            command,
            cwd=copy_of,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST_S,
            check=False,
            text=True,
        )
    except subprocess.TimeoutExpired:
        return tests[0]
    if done.returncode in (0, _NO_TEST_RAN):
        return None
    named = re.findall(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", done.stdout or "", re.MULTILINE)
    return named[0] if named else tests[0]


def main(argv: list[str]) -> int:
    """Mutate and test; 1 when fewer than 95 of 100 were noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100, help="how many; default: 100")
    parser.add_argument("--seed", type=int, default=19, help="another one draws others; default: 19")
    parser.add_argument("--rooms", default=",".join(ROOMS), help="default: %(default)s")
    parser.add_argument("--list", action="store_true", help="only say what would be changed")
    given = parser.parse_args(argv)
    drawn = sample(ROOT, given.rooms.split(","), given.count, given.seed)
    if given.list:
        print(*drawn, sep="\n")
        return 0
    unnoticed = []
    with tempfile.TemporaryDirectory() as folder:
        copy_of = Path(folder) / "noteworthy"
        _copy(copy_of)
        for number, change in enumerate(drawn, 1):
            noticed = is_noticed(copy_of, change)
            print(f"{number}/{len(drawn)} {'noticed  ' if noticed else 'UNNOTICED'} {change}", flush=True)
            if not noticed:
                unnoticed.append(change)
    print(f"{len(drawn) - len(unnoticed)} of {len(drawn)} were noticed (seed {given.seed}).")
    return int(len(unnoticed) > 0.05 * len(drawn))


def _copy(to: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    for name in listed.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
