"""Do the tests notice? Changes one thing at a time and runs the tests that should fail: mutate.py [--count 100].

A sample of all that can be changed (`mutations` says what) is drawn by the seed, spread over the rooms by their size.
Each change is made in a copy of the repository, and tried first by the tests of its own file; what went unnoticed is
tried by all that use its module, then by those of its room, then by those of the modules that use it. `mutant_run` does
so quickly where the system can fork; what it cannot try so is tried in a new process. What goes unnoticed is printed
with its place. Either a test is missing, or the change means nothing, which only a person can tell: such changes stand
with their reason in equivalent_mutations.txt and are not counted. A test counts only when it passes without the change.
Tests of training need packages of their own: where `make convert-env` put them, or where --training-python says, what
else nobody noticed is tried by these, too (tests/convert/keras_weights.py).
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mutant_run import LONGEST_TEST_S, Outcome, Trial, run, written
from mutations import Mutation, sample

ROOT = Path(__file__).resolve().parents[1]
EQUIVALENT = Path(__file__).with_name("equivalent_mutations.txt")
ROOMS = ("feedback", "recognition", "speech", "camera", "service", "session", "phone", "ui", "convert")
CAN_FORK = hasattr(os, "fork")
_LONGEST_S = 1800
_NO_TEST_RAN = 5
_TOPS = ("app", "convert")
# Of 100 changes that mean something, so many are to be noticed.
_ENOUGH = 95
# What has the packages for training, and what tests write that need them: the helper, or that they are skipped without.
_TRAINING_PYTHON = ROOT / ".venv-convert" / "bin" / "python"
_NEEDS_TRAINING = re.compile(r"keras_weights|importorskip\(\"(?:tensorflow|torch)\"")


def equivalents(listed: str) -> dict[str, str]:
    """Changes that mean nothing, by their key, each with its reason in the indented lines below it."""
    found: dict[str, str] = {}
    key = ""
    for line in listed.splitlines():
        if line.startswith(" "):
            found[key] = f"{found[key]} {line.strip()}".strip()
        elif line and not line.startswith("#"):
            key = line
            found[key] = ""
    return found


class TestsOf:
    """Which tests to run for a file of the app or the pipeline.

    Args:
        root: of the repository.
    """

    def __init__(self, root: Path) -> None:
        self._files: set[Path] = set()
        self._users_of: dict[str, list[Path]] = {}
        written = [each for top in _TOPS for each in sorted((root / top).rglob("*.py"))]
        tests = [each for top in _TOPS for each in sorted((root / "tests" / top).rglob("test_*.py"))]
        for each in (*written, *tests):
            path = each.relative_to(root)
            self._files.add(path)
            for module in _modules_named(each.read_text(encoding="utf-8")):
                self._users_of.setdefault(module, []).append(path)

    def steps(self, path: Path) -> list[list[str]]:
        """The test files, the likeliest to fail first: its own, its users', its room's, those of its users' users."""
        own = _own(path)
        users = self._users(path)
        others = [user for module in users if not _is_test(module) for user in (_own(module), *self._users(module))]
        room = sorted(each for each in self._files if each.parent == own.parent and _is_test(each))
        seen: set[Path] = set()
        found: list[list[str]] = []
        for step in ([own], users, room, others):
            fresh = dict.fromkeys(each for each in step if _is_test(each) and each in self._files and each not in seen)
            seen.update(fresh)
            found += [[each.as_posix() for each in fresh]] if fresh else []
        return found

    def _users(self, path: Path) -> list[Path]:
        module = ".".join(path.with_suffix("").parts)
        return [each for each in self._users_of.get(module, []) if each != path]


def _modules_named(text: str) -> set[str]:
    """The modules of the app and the pipeline that a file names, and what may be one."""
    found = {
        f"{package}.{name}"
        for package, names in re.findall(r"from ((?:app|convert)(?:\.\w+)*) import (\([^)]*\)|[^\n(]+)", text)
        for name in re.findall(r"\w+", names)
    }
    for dotted in re.findall(r"\b(?:app|convert)(?:\.\w+)+", text):
        parts = dotted.split(".")
        found.update(".".join(parts[:length]) for length in range(2, len(parts) + 1))
    return found


def _own(path: Path) -> Path:
    return Path("tests") / path.parent / f"test_{path.name}"


def _is_test(path: Path) -> bool:
    return path.parts[0] == "tests"


def is_noticed(copy_of: Path, change: Mutation, steps: list[list[str]], python: Path | None = None) -> bool:
    """Does a test fail, or take too long, in a new process with this change, that passes without it?

    python: that of the training packages; None for the one that runs this.
    """
    for files in steps:
        with written(copy_of, change):
            failing = first_failing(copy_of, files, python)
        if failing is None:
            continue
        # A test that fails on a busy machine, or ever, has noticed nothing.
        if first_failing(copy_of, [failing], python) is None:
            return True
        print(f"  {failing} fails without the change, too", flush=True)
    return False


def first_failing(copy_of: Path, tests: list[str], python: Path | None = None) -> str | None:
    """The first of these tests or files of tests that fails, or takes too long; None when all pass."""
    options = ["-x", "-q", "-rfE", "-p", "no:cacheprovider", "--timeout", str(LONGEST_TEST_S)]
    if python is not None:
        # The app's settings (Qt, every warning an error) are not for the packages for training.
        options += ["-c", os.devnull, "--rootdir", "."]
    command = [str(python or sys.executable), "-m", "pytest", *options, *tests]
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
    parser.add_argument(
        "--part", type=_part, default=(1, 1), metavar="K/N", help="only every Nth of them, from the Kth"
    )
    parser.add_argument("--steps", type=int, default=4, help="1: own tests; 2: and its users'; 4: all four (default)")
    parser.add_argument(
        "--training-python", type=Path, default=_TRAINING_PYTHON, metavar="PATH", help="default: %(default)s"
    )
    parser.add_argument("--list", action="store_true", help="only say what would be changed")
    given = parser.parse_args(argv)
    meaningless = equivalents(EQUIVALENT.read_text(encoding="utf-8"))
    every = sample(ROOT, given.rooms.split(","), given.count, given.seed)
    start, step = given.part
    every = every[start - 1 :: step]
    drawn = [change for change in every if change.key not in meaningless]
    if given.list:
        print(*drawn, sep="\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        copy_of = Path(folder) / "noteworthy"
        _copy(copy_of)
        unnoticed = find_unnoticed(copy_of, drawn, given.steps)
        if given.training_python.is_file():
            unnoticed = left_by_training(copy_of, unnoticed, given.training_python)
    print(*(f"UNNOTICED {change}" for change in unnoticed), sep="\n")
    more = len(every) - len(drawn)
    listed = f"; {more} more {'changes' if more == 1 else 'change'} nothing" if more else ""
    part = f", part {start} of {step}" if step > 1 else ""
    print(f"{len(drawn) - len(unnoticed)} of {len(drawn)} were noticed (seed {given.seed}{part}{listed}).")
    return int(len(unnoticed) * 100 > (100 - _ENOUGH) * len(drawn))


def _part(said: str) -> tuple[int, int]:
    which, _, of = said.partition("/")
    if not (which.isdecimal() and of.isdecimal() and 1 <= int(which) <= int(of)):
        raise argparse.ArgumentTypeError(f"{said} is no part such as 2/5")
    return int(which), int(of)


def find_unnoticed(copy_of: Path, drawn: list[Mutation], most_steps: int = 4) -> list[Mutation]:
    """The changes that no test notices; each is made in this copy of the repository for a while.

    most_steps: fewer take less time, and more changes go unnoticed.
    """
    of = TestsOf(copy_of)
    steps = {change: of.steps(change.path)[:most_steps] for change in drawn}
    outcomes = [Outcome.NOT_TRIED] * len(drawn)
    if CAN_FORK and drawn:
        outcomes = run(copy_of, [Trial(change, tuple(map(tuple, steps[change]))) for change in drawn])
    unnoticed = []
    for change, outcome in zip(drawn, outcomes, strict=True):
        # Quickly, all were tried; what ran while a module was imported shows with its own tests and its users' first.
        left = {Outcome.NOT_TRIED: steps[change], Outcome.RAN_EARLY: steps[change][:2]}.get(outcome)
        noticed = outcome is Outcome.NOTICED
        if left is not None:
            noticed = is_noticed(copy_of, change, left)
            print(f"{'noticed' if noticed else 'unnoticed':9} in a process of its own: {change}", flush=True)
        if not noticed:
            unnoticed.append(change)
    return unnoticed


def left_by_training(copy_of: Path, unnoticed: list[Mutation], python: Path) -> list[Mutation]:
    """Those of some changes that the tests that need the packages for training do not notice either."""
    of = TestsOf(copy_of)
    left = []
    for change in unnoticed:
        near = [file for files in of.steps(change.path)[:2] for file in files]
        # Some need another backend of Keras than others: each is a process of its own.
        needing = [[file] for file in near if _NEEDS_TRAINING.search((copy_of / file).read_text(encoding="utf-8"))]
        if is_noticed(copy_of, change, needing, python):
            print(f"noticed   with the packages for training: {change}", flush=True)
        else:
            left.append(change)
    return left


def _copy(to: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    for name in listed.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
