"""Changes are tried in forks: noticed where a test fails that else passes, and left where no function holds them."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import mutant_run
import mutations
import pytest

CODE = """
import functools

LIMIT = 3

def doubled(function):
    @functools.wraps(function)
    def wrapper(*given):
        return function(*given) * 2
    return wrapper

class Box:
    kept = [n + 1 for n in range(LIMIT)]

    def __init__(self, size):
        self.size = size

    @property
    def large(self):
        return self.size > LIMIT

    @large.setter
    def large(self, value):
        self.size = LIMIT + value

@doubled
def area(width, height):
    def inner(by):
        return width + by
    return inner(height)

def unused(a):
    return a < 1
"""


@pytest.fixture
def module(tmp_path: Path) -> ModuleType:
    path = tmp_path / "code.py"
    path.write_text(CODE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("code_to_change", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def _changed(before: str) -> str:
    """The code with the change that stands first of those that begin so."""
    path = Path("code.py")
    made = [mutations.mutation(place, CODE) for place in mutations.places(path, CODE)]
    return next(each.source for each in made if each.before == before)


def test_functions_run_the_other_code_at_once_and_those_beside_them_their_own(module: ModuleType) -> None:
    file = Path(str(module.__file__))
    box = module.Box(3)
    assert (box.large, module.area(3, 4)) == (False, 14)
    assert mutant_run.exchange(file, CODE, _changed("self.size > LIMIT"))
    assert (box.large, module.area(3, 4)) == (True, 14)


def test_of_two_of_one_name_the_one_that_was_changed_is_exchanged(module: ModuleType) -> None:
    assert mutant_run.exchange(Path(str(module.__file__)), CODE, _changed("LIMIT + value"))
    box = module.Box(3)
    assert not box.large
    box.large = 5
    assert box.size == -2


def test_what_is_within_a_function_and_what_wraps_one_is_exchanged(module: ModuleType) -> None:
    file = Path(str(module.__file__))
    assert mutant_run.exchange(file, CODE, _changed("width + by"))
    assert module.area(3, 4) == -2


def test_a_wrapper_is_told_from_what_it_wraps(module: ModuleType) -> None:
    assert mutant_run.exchange(Path(str(module.__file__)), CODE, _changed("function(*given) * 2"))
    assert module.area(3, 4) == 3.5


def test_a_line_of_a_module_or_class_cannot_be_exchanged(module: ModuleType) -> None:
    file = Path(str(module.__file__))
    assert not mutant_run.exchange(file, CODE, _changed("LIMIT = 3"))
    assert not mutant_run.exchange(file, CODE, CODE)


TESTS = """
import os
import subprocess
import sys
import time
from pathlib import Path

import small

BEGAN = os.getpid()

def test_sign():
    assert small.sign(2) == "+"

def test_fails_in_any_fork():
    assert os.getpid() == BEGAN

def test_child():
    ask = "import small; print(small.twice(4))"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True)
    assert told.stdout.split() == [b"8"]

def test_dies():
    if not small.is_alive():
        os._exit(3)
"""
MORE_TESTS = """
import small

def test_sign():
    assert small.sign(0) == "-"
"""
SMALL = """
def sign(number):
    return "+" if number > 0 else "-"

def twice(number):
    return number * 2

def is_alive():
    return True

SIGN = sign(-1)
MOST = 4

def is_most(number):
    return number == MOST
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_changes_are_noticed_by_tests_by_what_they_start_and_by_their_end(tmp_path: Path) -> None:
    root = tmp_path / "copy"
    root.mkdir()
    (root / "pyproject.toml").write_text('[tool.pytest.ini_options]\npythonpath = ["."]\n', encoding="utf-8")
    (root / "small.py").write_text(SMALL, encoding="utf-8")
    (root / "test_small.py").write_text(TESTS, encoding="utf-8")
    (root / "test_more.py").write_text(MORE_TESTS, encoding="utf-8")
    program = """
import sys
from pathlib import Path
import mutant_run, mutations
root = Path(sys.argv[1])
source = (root / "small.py").read_text()
made = [mutations.mutation(place, source) for place in mutations.places(Path("small.py"), source)]
trials = [mutant_run.Trial(each, (("test_small.py",), ("test_more.py",))) for each in made]
outcomes = mutant_run.run(root, trials)
for each, outcome in zip(made, outcomes):
    print(f"{each.before} | {each.after} | {outcome.value}")
"""
    scripts = Path(mutant_run.__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", program, str(root)],
        env={**os.environ, "PYTHONPATH": str(scripts)},
        capture_output=True,
        text=True,
        check=True,
    )
    told = {tuple(line.split(" | ")) for line in done.stdout.splitlines() if " | " in line}
    assert told == {
        ("return '+' if number > 0 else '-'", "return None", "noticed"),
        ("number > 0", "number >= 0", "noticed"),
        # A sign was made while the module was imported: only a new process would show it.
        ("number > 0", "number > 1", "unnoticed, but ran before"),
        ("number * 2", "number / 2", "noticed"),
        ("return number * 2", "return None", "noticed"),
        ("return True", "return False", "noticed"),
        ("MOST = 4", "MOST = 5", "not tried"),
        ("number == MOST", "number != MOST", "unnoticed"),
        ("return number == MOST", "return not number == MOST", "unnoticed"),
    }
    assert done.stdout.count("number > 0  ->  number >= 0") == 2
    assert done.stdout.count("number * 2  ->  number / 2") == 1
    assert "test_small.py::test_fails_in_any_fork fails without the change, too" in done.stdout
    assert (root / "small.py").read_text(encoding="utf-8") == SMALL
