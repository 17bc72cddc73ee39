"""What is changed, what is left alone, and whether it is noticed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import mutate
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
    made = [mutate.mutation(place, source) for place in mutate.places(path, source)]
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
    drawn = mutate.sample(tmp_path, ["camera"], 5, 1)
    assert len(drawn) == 5
    assert drawn == mutate.sample(tmp_path, ["camera"], 5, 1)
    assert drawn != mutate.sample(tmp_path, ["camera"], 5, 2)
    assert len(mutate.sample(tmp_path, ["camera"], 500, 1)) == 8


def test_own_tests_come_first_then_those_that_use_the_module_then_the_room_s(tmp_path: Path) -> None:
    for name, text in {
        "app/camera/feed.py": "",
        "tests/app/camera/test_feed.py": "",
        "tests/app/camera/test_other.py": "",
        "tests/app/session/test_loop.py": "from app.camera.feed import Feed\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert mutate.tests_of(tmp_path, Path("app/camera/feed.py")) == [
        [str(Path("tests/app/camera/test_feed.py"))],
        [str(Path("tests/app/session/test_loop.py"))],
        [str(Path("tests/app/camera/test_other.py"))],
    ]


FAILS = "FAILED tests/a.py::test_it[one two] - assert 1 == 2\n"


@pytest.mark.parametrize(
    ("ends", "noticed", "asked"),
    [
        (["", ""], False, ["a changed", "b changed"]),
        ([FAILS, ""], True, ["a changed", "tests/a.py::test_it[one two] as it was"]),
        (["", FAILS, ""], True, ["a changed", "b changed", "tests/a.py::test_it[one two] as it was"]),
        ([FAILS, FAILS, ""], False, ["a changed", "tests/a.py::test_it[one two] as it was", "b changed"]),
        (["too long", ""], True, ["a changed", "a as it was"]),
        (["broken", ""], True, ["a changed", "a as it was"]),
        (["none ran", "none ran"], False, ["a changed", "b changed"]),
    ],
    ids=["passes", "fails", "fails elsewhere", "fails anyway", "too long", "breaks the run", "no tests"],
)
def test_a_test_that_fails_with_the_change_alone_notices_and_the_file_is_put_back(
    ends: list[str], noticed: bool, asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "app" / "x.py"
    target.parent.mkdir()
    target.write_text(SOURCE, encoding="utf-8")
    change = mutate.mutation(mutate.places(Path("app/x.py"), SOURCE)[0], SOURCE)
    seen = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        is_changed = target.read_text(encoding="utf-8") == change.source
        seen.append(f"{command[-1]} {'changed' if is_changed else 'as it was'}")
        end = ends.pop(0)
        if end == "too long":
            raise subprocess.TimeoutExpired(command, 1.0)
        return subprocess.CompletedProcess(command, {"": 0, "none ran": 5, "broken": 2}.get(end, 1), stdout=end)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(mutate, "tests_of", lambda *_: [["a"], ["b"]])
    assert mutate.is_noticed(tmp_path, change) is noticed
    assert seen == asked
    assert target.read_text(encoding="utf-8") == SOURCE
