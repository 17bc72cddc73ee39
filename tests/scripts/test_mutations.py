"""What is changed, what is left alone, and what is drawn."""

from __future__ import annotations

from pathlib import Path

import mutations
import pytest

SOURCE = """
from typing import Protocol

class Shape(Protocol):
    def area(self) -> int:
        return 1

def larger(a: int | None, b: int) -> bool:
    if a and not b:
        return a > b
    return None

def total(names):
    return "a" + names
"""


def _all(source: str) -> list[tuple[str, str]]:
    path = Path("app/x.py")
    made = [mutations.mutation(place, source) for place in mutations.places(path, source)]
    return [(each.before, each.after) for each in made]


def test_comparisons_operators_conditions_and_results_are_changed_and_types_are_not() -> None:
    assert _all(SOURCE) == [
        ("a and (not b)", "a or not b"),
        ("return a > b", "return not a > b"),
        ("a > b", "a >= b"),
        ("return 'a' + names", "return None"),
    ]


def test_a_class_is_left_alone_for_being_a_protocol_and_not_for_its_base_s_name() -> None:
    body = "(Base):\n    def size(self):\n        return 1\n"
    for base in ("Protocol", "typing.Protocol", "Protocol[T]"):
        assert _all(f"class Shape{body}".replace("Base", base)) == []
    assert _all(f"class Shape{body}".replace("Base", "HttpProtocol")) == [("return 1", "return None")]


def test_conditions_are_turned_round() -> None:
    assert _all("while x:\n    y = 1 - z\n") == [("while x:", "while not x:"), ("1 - z", "1 + z")]


def test_a_sample_is_the_same_for_a_seed_and_another_for_another(tmp_path: Path) -> None:
    room = tmp_path / "app" / "camera"
    room.mkdir(parents=True)
    (room / "a.py").write_text(SOURCE, encoding="utf-8")
    (room / "b.py").write_text(SOURCE.replace("larger", "smaller"), encoding="utf-8")
    drawn = mutations.sample(tmp_path, ["camera"], 5, 1)
    assert len(drawn) == 5
    assert drawn == mutations.sample(tmp_path, ["camera"], 5, 1)
    assert drawn != mutations.sample(tmp_path, ["camera"], 5, 2)
    assert len(mutations.sample(tmp_path, ["camera"], 500, 1)) == 8
    pipeline = tmp_path / "convert" / "data"
    pipeline.mkdir(parents=True)
    (pipeline / "c.py").write_text(SOURCE, encoding="utf-8")
    assert {each.path for each in mutations.sample(tmp_path, ["convert"], 500, 1)} == {Path("convert/data/c.py")}


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("x = y < 3\n", [("y < 3", "y <= 3"), ("y < 3", "y < 4")]),
        ("x = y < 30\n", [("y < 30", "y <= 30"), ("y < 30", "y < 60")]),
        ("x = 0.5 < y\n", [("0.5 < y", "0.5 <= y"), ("0.5 < y", "1.0 < y")]),
        ("x = y > 0.0\n", [("y > 0.0", "y >= 0.0"), ("y > 0.0", "y > 1.0")]),
        ("x = y is True\n", [("y is True", "y is not True")]),
        ("_MOST = 3\nx = y < _MOST\n", [("_MOST = 3", "_MOST = 4"), ("y < _MOST", "y <= _MOST")]),
        ("_MOST: int = 9\nx = _MOST > y\n", [("_MOST: int = 9", "_MOST: int = 10"), ("_MOST > y", "_MOST >= y")]),
        ("_TIMES = 3\nx = wait(_TIMES)\n", []),
        ("most = 3\nx = y < most\n", [("y < most", "y <= most")]),
    ],
)
def test_a_number_that_something_is_compared_with_is_another(source: str, changes: list[tuple[str, str]]) -> None:
    assert _all(source) == changes


def test_a_change_is_called_by_what_it_is_in_whatever_stands_above(tmp_path: Path) -> None:
    body = "class A:\n    def one(self):\n        def two():\n            return 1\n"
    for above in ("", "\n\nx = 0\n"):
        (found,) = mutations.places(Path("app/x.py"), above + body)
        change = mutations.mutation(found, above + body)
        assert change.key == "app/x.py A.one.two: return 1  ->  return None"
        assert str(change) == f"app/x.py:{4 + above.count(chr(10))} A.one.two: return 1  ->  return None"


def test_constants_are_those_whose_numbers_are_changed() -> None:
    source = (
        "_A = 3\n_B = 4 * 1024\nC: float = 0.5\n_D = 7\n_E = 'a'\n\ndef f(x):\n    y = 2 * 3\n    return _A < x < C\n"
    )
    assert mutations.constants(source) == ["_A", "_B", "C"]
