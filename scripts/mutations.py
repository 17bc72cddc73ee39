"""What can be changed in a file, one thing at a time: `mutate` draws from these and asks whether the tests notice.

A mutation is another comparison, another operator, a condition turned round, another value returned, or another bound:
a number that something is compared with.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SMALL = 10
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

Change = Callable[[Any], None]


@dataclass(frozen=True)
class Mutation:
    """One change: where it is, what stood there and what stands there now, and the whole file with it."""

    path: Path
    scope: str
    line: int
    before: str
    after: str
    source: str

    @property
    def key(self) -> str:
        """What it is called whatever stands above it in the file."""
        return f"{self.path.as_posix()} {self.scope}: {self.before}  ->  {self.after}"

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line} {self.scope}: {self.before}  ->  {self.after}"


@dataclass(frozen=True)
class Place:
    """Where something can be changed: a file, the number of the node in it, and of the change to that node."""

    path: Path
    node: int
    change: int = 0


@dataclass(frozen=True)
class _Node:
    scope: str
    node: ast.expr | ast.stmt


def places(path: Path, source: str) -> list[Place]:
    """All that can be changed in a file, in the order in which it is written."""
    tree = ast.parse(source)
    bounds = _bounds(tree)
    return [
        Place(path, number, change)
        for number, each in enumerate(_nodes(tree))
        for change in range(len(_changes_of(each.node, bounds)))
    ]


def mutation(place: Place, source: str) -> Mutation:
    """The change at a place; `source` is the whole file."""
    tree = ast.parse(source)
    found = _nodes(tree)[place.node]
    node = found.node
    before = ast.unparse(node).splitlines()[0]
    _changes_of(node, _bounds(tree))[place.change](node)
    after = ast.unparse(node).splitlines()[0]
    return Mutation(place.path, found.scope, node.lineno, before, after, ast.unparse(tree))


def constants(source: str) -> list[str]:
    """Names of a file's own constants, outside of functions and classes, whose numbers mutations change."""
    tree = ast.parse(source)
    bounds = _bounds(tree)
    found = []
    for statement in tree.body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            parts = (statement, *(each for each in ast.walk(statement.value) if isinstance(each, ast.BinOp)))
            if isinstance(target, ast.Name) and any(_changes_of(part, bounds) for part in parts):
                found.append(target.id)
    return found


def sample(root: Path, rooms: Iterable[str], count: int, seed: int) -> list[Mutation]:
    """So many of all mutations of these rooms, always the same for a seed, in the order of the files.

    Args:
        root: of the repository.
        rooms: folders of the app; or `convert`, the pipeline.
        count, seed: how many, and which.
    """
    every: list[Place] = []
    for room in rooms:
        for path in sorted((root / (room if room == "convert" else f"app/{room}")).rglob("*.py")):
            every += places(path.relative_to(root), path.read_text(encoding="utf-8"))
    drawn = random.Random(seed).sample(range(len(every)), min(count, len(every)))
    return [mutation(every[at], (root / every[at].path).read_text(encoding="utf-8")) for at in sorted(drawn)]


def _nodes(tree: ast.Module) -> list[_Node]:
    """What may be changed: what runs, and neither types nor what only types read."""
    found: list[_Node] = []

    def visit(node: ast.AST, scope: str) -> None:
        if isinstance(node, ast.ClassDef) and any(
            ast.unparse(base).split("[")[0].split(".")[-1] == "Protocol" for base in node.bases
        ):
            return
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            return
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            scope = f"{scope}.{node.name}".lstrip(".")
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "bases"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, (ast.expr, ast.stmt)):
                    found.append(_Node(scope, child))
                if isinstance(child, ast.AST):
                    visit(child, scope)

    visit(tree, "")
    return found


def _bounds(tree: ast.Module) -> frozenset[str]:
    """Names of the constants that something in the file is compared with."""
    compared = [node for node in ast.walk(tree) if isinstance(node, ast.Compare)]
    sides = [side for node in compared for side in (node.left, *node.comparators)]
    return frozenset(side.id for side in sides if isinstance(side, ast.Name) and side.id.isupper())


def _changes_of(node: ast.AST, bounds: frozenset[str]) -> list[Change]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARISONS:
        sides = (node.left, *node.comparators)
        return [_compare, _bound_in_place] if any(_is_number(side) for side in sides) else [_compare]
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        is_bound = isinstance(target, ast.Name) and target.id in bounds and _is_number(node.value)
        return [_bound_of_name] if is_bound else []
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        # A text is put together, not added up; a type is no number.
        is_text = any(isinstance(side, (ast.JoinedStr, ast.List)) or _is_text(side) for side in (node.left, node.right))
        return [] if is_text else [_operate]
    if isinstance(node, ast.BoolOp):
        return [_swap]
    if isinstance(node, (ast.If, ast.While, ast.IfExp)) and not isinstance(node.test, (ast.Compare, ast.BoolOp)):
        return [_turn]
    is_value = isinstance(node, ast.Return) and node.value is not None
    return [_return] if is_value and ast.unparse(node) != "return None" else []


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))


def _is_number(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _compare(node: ast.Compare) -> None:
    node.ops[0] = _COMPARISONS[type(node.ops[0])]()


def _bound_in_place(node: ast.Compare) -> None:
    for side in (node.left, *node.comparators):
        if isinstance(side, ast.Constant) and _is_number(side):
            side.value = _larger(side.value)
            return


def _bound_of_name(node: ast.Assign | ast.AnnAssign) -> None:
    assert isinstance(node.value, ast.Constant)
    node.value.value = _larger(node.value.value)


def _larger(value: Any) -> Any:
    """Plainly another bound: the next of a small count, twice anything else."""
    return value + 1 if isinstance(value, int) and abs(value) < _SMALL else (value * 2 or 1.0)


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
