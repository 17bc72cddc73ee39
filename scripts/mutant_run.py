"""Tries mutations quickly: the tests are collected once, and each change is tried in a fork of that process.

In the fork the code of the changed function is exchanged, and its file on the disk as well, for what tests start. What
cannot be exchanged there (a line of a module or a class) is for others to try in a new process. So is what no test
noticed there and ran while the tests were collected: it has left its result behind. Only where `os.fork` is.
"""

from __future__ import annotations

import ast
import contextlib
import enum
import gc
import inspect
import os
import select
import signal
import sys
import types
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from mutations import Mutation

# A test may take so long; then it hangs with the change, which is noticed.
LONGEST_TEST_S = 60
_GRACE_S = 30.0
_BEGINS, _FAILED, _NOT_EXCHANGED, _ALL_PASSED = "begins ", "failed ", "not exchanged", "all passed"


class Outcome(enum.Enum):
    """What became of a change."""

    NOTICED = "noticed"
    UNNOTICED = "unnoticed"
    RAN_EARLY = "unnoticed, but ran before"
    NOT_TRIED = "not tried"


@dataclass(frozen=True)
class Trial:
    """A change and the files of tests to try it by, the likeliest to notice it in the first step."""

    change: Mutation
    steps: tuple[tuple[str, ...], ...]


class Early:
    """Which functions below a folder ran, by file and line, while this is the profiler.

    Args:
        root: the folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = f"{root}{os.sep}"
        self.ran: set[tuple[str, int]] = set()

    def __call__(self, frame: types.FrameType, event: str, _: object) -> None:
        """As `sys.setprofile` has it."""
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(self._root):
            self.ran.add((code.co_filename, code.co_firstlineno))


class MutantRun:
    """A plugin of pytest that tries changes in place of running the collected tests.

    All are tried by their first steps, then what went unnoticed by the second, and so on.

    Args:
        root: of the repository's copy in which the tests were collected.
        trials: what to try.
        early: what ran before the tests.
    """

    def __init__(self, root: Path, trials: Sequence[Trial], early: Early) -> None:
        self._root = root
        self._trials = trials
        self._early = early
        self._failing_anyway: set[str] = set()
        self.outcomes = [Outcome.UNNOTICED] * len(trials)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try each change; the tests themselves are only run in forks."""
        sys.setprofile(None)
        items: dict[str, list[pytest.Item]] = {}
        for item in session.items:
            items.setdefault(item.path.relative_to(self._root).as_posix(), []).append(item)
        for step in range(max((len(trial.steps) for trial in self._trials), default=0)):
            print(f"Step {step + 1}:", flush=True)
            for at, trial in enumerate(self._trials):
                if self.outcomes[at] is not Outcome.UNNOTICED or step >= len(trial.steps):
                    continue
                tests = [item for name in trial.steps[step] for item in items.get(name, ())]
                self.outcomes[at] = self._outcome(session, trial.change, tests)
                print(f"{at + 1}/{len(self._trials)} {self.outcomes[at].value:9} {trial.change}", flush=True)
        for at, trial in enumerate(self._trials):
            if self.outcomes[at] is Outcome.UNNOTICED and self._ran_early(trial.change):
                self.outcomes[at] = Outcome.RAN_EARLY
        return True

    def _ran_early(self, change: Mutation) -> bool:
        file = self._root / change.path
        codes = changed(file, file.read_text(encoding="utf-8"), change.source)
        return any((str(file), code.co_firstlineno) in self._early.ran for code, _ in codes)

    def _outcome(self, session: pytest.Session, change: Mutation, tests: list[pytest.Item]) -> Outcome:
        file = self._root / change.path
        exchanging = partial(exchange, file, file.read_text(encoding="utf-8"), change.source)
        while True:
            tests = [item for item in tests if item.nodeid not in self._failing_anyway]
            with written(self._root, change):
                failed = _tried(session, tests, exchanging)
            if failed in (_NOT_EXCHANGED, _ALL_PASSED):
                return Outcome.NOT_TRIED if failed == _NOT_EXCHANGED else Outcome.UNNOTICED
            # A test that fails on a busy machine, or ever, has noticed nothing.
            alone = [item for item in tests if item.nodeid == failed]
            if _tried(session, alone, lambda: True) == _ALL_PASSED:
                return Outcome.NOTICED
            print(f"  {failed} fails without the change, too", flush=True)
            self._failing_anyway.add(failed)


@contextlib.contextmanager
def written(root: Path, change: Mutation) -> Iterator[None]:
    """The change stands in the file for so long."""
    target = root / change.path
    before = target.read_bytes()
    target.write_text(change.source, encoding="utf-8")
    try:
        yield
    finally:
        target.write_bytes(before)


def run(root: Path, trials: Sequence[Trial]) -> list[Outcome]:
    """What became of each change, at least one."""
    early = Early(root)
    plugin = MutantRun(root, trials, early)
    options = ["-qq", "-rN", "-p", "no:cacheprovider", "--timeout", str(LONGEST_TEST_S)]
    options += ["--basetemp", str(root.with_name("t"))]
    tests = sorted({file for trial in trials for step in trial.steps for file in step})
    here = os.getcwd()
    os.chdir(root)
    sys.setprofile(early)
    try:
        code = pytest.main([*options, *tests], plugins=[plugin])
    finally:
        sys.setprofile(None)
        os.chdir(here)
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise RuntimeError(f"The tests could not be collected: exit code {code}")
    return plugin.outcomes


def _tried(session: pytest.Session, tests: list[pytest.Item], exchanging: Callable[[], bool]) -> str:
    """The first test that fails in a fork in which code is exchanged, or what else came of it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _in_the_fork(session, tests, exchanging, writing)
        finally:
            os._exit(0)
    os.close(writing)
    try:
        return _end_of(reading)
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _end_of(reading: int) -> str:
    """How a fork ended that writes what it does; one that falls silent or dies has failed in the test that it ran."""
    said = ""
    while select.select([reading], [], [], LONGEST_TEST_S + _GRACE_S)[0]:
        more = os.read(reading, 65536).decode()
        if not more:
            break
        said += more
    lines = said.splitlines()
    last = lines[-1] if lines else ""
    return last if last in (_NOT_EXCHANGED, _ALL_PASSED) else last.removeprefix(_BEGINS).removeprefix(_FAILED)


def _in_the_fork(
    session: pytest.Session, tests: list[pytest.Item], exchanging: Callable[[], bool], writing: int
) -> None:
    def say(line: str) -> None:
        os.write(writing, f"{line}\n".encode())

    class FirstFailure:
        @staticmethod
        def pytest_runtest_logreport(report: pytest.TestReport) -> None:
            if report.failed:
                say(_FAILED + report.nodeid)
                os._exit(0)

    os.setsid()
    say(_NOT_EXCHANGED)
    if not exchanging():
        return
    # What pytest shows of each test is of no interest here, and would stand between the lines of the parent.
    session.config.get_terminal_writer()._file = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    session.config.pluginmanager.register(FirstFailure())
    for item, following in zip(tests, [*tests[1:], None], strict=True):
        say(_BEGINS + item.nodeid)
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    say(_ALL_PASSED)


def exchange(file: Path, before: str, after: str) -> bool:
    """Let the functions of an imported file run another source; False where it differs in more than functions hold.

    Args:
        file: that was imported.
        before: what was imported.
        after: the same with one change, and none to what is defined in it.
    """
    alive: dict[tuple[str, int], list[types.FunctionType]] = {}
    for each in gc.get_objects():
        # By its very type: asking a weak reference that is dead for its class raises.
        if type(each) is types.FunctionType and each.__code__.co_filename == str(file):
            alive.setdefault((each.__code__.co_name, each.__code__.co_firstlineno), []).append(each)
    exchanged = 0
    for imported, new in changed(file, before, after):
        functions = alive.get((imported.co_name, imported.co_firstlineno), [])
        if not _is_function(imported) or any(
            len(each.__code__.co_freevars) != len(new.co_freevars) for each in functions
        ):
            return False
        for each in functions:
            each.__code__ = new
            exchanged += 1
    return bool(exchanged)


def changed(file: Path, before: str, after: str) -> list[tuple[types.CodeType, types.CodeType]]:
    """What differs between two sources of a file: the code as it was imported, and as it is to be."""
    imported, was, new = (_codes(source, file) for source in (before, ast.unparse(ast.parse(before)), after))
    return [
        (imported[key], new[key])
        for key, code in was.items()
        if key in new and _held(code, _is_function(code)) != _held(new[key], _is_function(code))
    ]


def _is_function(code: types.CodeType) -> bool:
    return bool(code.co_flags & inspect.CO_OPTIMIZED)


def _codes(source: str, file: Path) -> dict[tuple[str, int], types.CodeType]:
    """All code of a source, by its name within those around it and how many of that name stand before it."""
    found: dict[tuple[str, int], types.CodeType] = {}
    seen: Counter[str] = Counter()

    def visit(code: types.CodeType, name: str) -> None:
        found[name, seen[name]] = code
        seen[name] += 1
        for each in code.co_consts:
            if isinstance(each, types.CodeType):
                visit(each, f"{name}.{each.co_name}")

    visit(compile(source, str(file), "exec", dont_inherit=True), "")
    return found


def _held(code: types.CodeType, is_whole: bool) -> tuple[object, ...]:
    """What code does, with or without what is defined in it; where it stands in its file is left out."""
    constants = [
        _held(each, is_whole) if isinstance(each, types.CodeType) else (type(each), repr(each))
        for each in code.co_consts
        if is_whole or not isinstance(each, types.CodeType)
    ]
    return (code.co_code, code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars, *constants)
