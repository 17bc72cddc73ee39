"""Which tests are tried for a change, what they must say to have noticed it, and what is not counted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import mutate
import mutations
import pytest
from mutant_run import Outcome, Trial

SOURCE = "def larger(a, b):\n    return a > b\n"


def _change(number: int = 0) -> mutations.Mutation:
    return mutations.mutation(mutations.places(Path("app/x.py"), SOURCE)[number], SOURCE)


def _written(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def test_own_tests_come_first_then_its_users_then_the_room_s_then_those_of_its_users_users(tmp_path: Path) -> None:
    _written(
        tmp_path,
        {
            "app/camera/feed.py": "",
            "app/session/loop.py": "from app.camera.feed import Feed\n",
            "tests/app/camera/test_feed.py": "from app.camera.feed import Feed\n",
            "tests/app/camera/test_other.py": "",
            "tests/app/camera/helper.py": "",
            "tests/app/feedback/test_count.py": "",
            "tests/app/session/test_sources.py": "from app.camera import feed\n",
            "tests/app/session/test_loop.py": "",
            "tests/app/ui/test_window.py": "from app.session.loop import Loop\n",
        },
    )
    assert mutate.TestsOf(tmp_path).steps(Path("app/camera/feed.py")) == [
        ["tests/app/camera/test_feed.py"],
        ["tests/app/session/test_sources.py"],
        ["tests/app/camera/test_other.py"],
        ["tests/app/session/test_loop.py", "tests/app/ui/test_window.py"],
    ]


def test_the_pipeline_s_tests_stand_beside_the_app_s(tmp_path: Path) -> None:
    _written(
        tmp_path,
        {
            "app/camera/feed.py": "",
            "convert/data/images.py": "from app.camera.feed import Feed\n",
            "tests/convert/data/test_images.py": "",
            "tests/convert/test_step.py": 'WHERE = "convert.data.images.load"\n',
        },
    )
    of = mutate.TestsOf(tmp_path)
    assert of.steps(Path("convert/data/images.py")) == [
        ["tests/convert/data/test_images.py"],
        ["tests/convert/test_step.py"],
    ]
    assert of.steps(Path("app/camera/feed.py")) == [["tests/convert/data/test_images.py", "tests/convert/test_step.py"]]


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
    change = _change()
    seen = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        is_changed = target.read_text(encoding="utf-8") == change.source
        seen.append(f"{command[-1]} {'changed' if is_changed else 'as it was'}")
        end = ends.pop(0)
        if end == "too long":
            raise subprocess.TimeoutExpired(command, 1.0)
        return subprocess.CompletedProcess(command, {"": 0, "none ran": 5, "broken": 2}.get(end, 1), stdout=end)

    monkeypatch.setattr(subprocess, "run", run)
    assert mutate.is_noticed(tmp_path, change, [["a"], ["b"]]) is noticed
    assert seen == asked
    assert target.read_text(encoding="utf-8") == SOURCE


def test_what_forks_noticed_is_done_with_and_the_rest_is_tried_in_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("own", "user", "room")
    files = {f"tests/app/test_{name}.py": "" for name in names}
    _written(tmp_path, {"app/x.py": SOURCE, **files})
    other = mutations.Mutation(Path("app/x.py"), "", 1, "a", "b", "")
    changes = [_change(0), _change(1), other, replace(other, before="c")]
    steps = [["own"], ["user"], ["room"]]
    monkeypatch.setattr(mutate.TestsOf, "steps", lambda *_: steps)
    tried: list[tuple[mutations.Mutation, list[list[str]]]] = []

    def run(root: Path, trials: Sequence[Trial]) -> list[Outcome]:
        assert [trial.change for trial in trials] == changes
        assert {trial.steps for trial in trials} == {(("own",), ("user",), ("room",))}
        return [Outcome.NOTICED, Outcome.RAN_EARLY, Outcome.NOT_TRIED, Outcome.UNNOTICED]

    def is_noticed(root: Path, change: mutations.Mutation, left: list[list[str]]) -> bool:
        tried.append((change, left))
        return change == changes[2]

    monkeypatch.setattr(mutate, "run", run)
    monkeypatch.setattr(mutate, "is_noticed", is_noticed)
    monkeypatch.setattr(mutate, "CAN_FORK", True)
    assert mutate.find_unnoticed(tmp_path, changes) == [changes[1], changes[3]]
    assert tried == [(changes[1], steps[:2]), (changes[2], steps)], "what never ran before is as in a new process"
    tried.clear()
    with monkeypatch.context() as patched:
        patched.setattr(mutate, "run", lambda _, trials: [Outcome.RAN_EARLY] * len(trials))
        assert mutate.find_unnoticed(tmp_path, changes, 1) == [*changes[:2], changes[3]]
    assert tried == [(change, steps[:1]) for change in changes]
    tried.clear()
    monkeypatch.setattr(mutate, "CAN_FORK", False)
    assert mutate.find_unnoticed(tmp_path, changes) == [*changes[:2], changes[3]]
    assert tried == [(change, steps) for change in changes]


def test_what_nobody_noticed_is_tried_by_the_tests_of_training_near_it_each_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = "from tests.convert.keras_weights import torch_and_keras\n"
    skipped = 'pytest.importorskip("tensorflow")\n'
    _written(tmp_path, {"a": needs, "b": 'pytest.importorskip("onnx")\n', "c": needs, "d": needs, "e": skipped})
    monkeypatch.setattr(mutate.TestsOf, "steps", lambda *_: [["a", "b", "e"], ["c"], ["d"]])
    tried: list[object] = []

    def is_noticed(root: Path, change: mutations.Mutation, left: list[list[str]], python: Path) -> bool:
        tried.append((left, python))
        return change == _change(0)

    monkeypatch.setattr(mutate, "is_noticed", is_noticed)
    python = tmp_path / "python"
    assert mutate.left_by_training(tmp_path, [_change(0), _change(1)], python) == [_change(1)]
    assert tried == [([["a"], ["e"], ["c"]], python)] * 2


def test_tests_of_training_run_by_their_own_python_and_without_the_app_s_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0, stdout="")

    monkeypatch.setattr(subprocess, "run", run)
    assert mutate.first_failing(tmp_path, ["a"], Path("its/python")) is None
    assert mutate.first_failing(tmp_path, ["a"]) is None
    assert [Path(command[0]) for command in commands] == [Path("its/python"), Path(sys.executable)]
    assert [os.devnull in command for command in commands] == [True, False]
    assert all(command[1:3] == ["-m", "pytest"] and command[-1] == "a" for command in commands)


def test_where_the_packages_for_training_are_they_are_used(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    python = root / "python"
    monkeypatch.setattr(mutate, "find_unnoticed", lambda _, drawn, steps: drawn[:9])
    monkeypatch.setattr(
        mutate, "left_by_training", lambda _, unnoticed, given: unnoticed[2:] if given == python else []
    )
    for code, said in ((1, "31 of 40"), (1, "33 of 40")):
        assert mutate.main(["--count", "40", "--training-python", str(python)]) == code
        assert capsys.readouterr().out.splitlines()[-1].startswith(said)
        python.write_text("")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with much to change, of which nothing is copied."""
    functions = "".join(f"def f{number}(a):\n    return a > b\n" for number in range(30))
    _written(tmp_path, {"app/camera/x.py": functions, "equivalent.txt": ""})
    monkeypatch.setattr(mutate, "ROOT", tmp_path)
    monkeypatch.setattr(mutate, "EQUIVALENT", tmp_path / "equivalent.txt")
    monkeypatch.setattr(mutate, "_copy", lambda to: None)
    monkeypatch.setattr(mutate, "_TRAINING_PYTHON", tmp_path / "none")
    return tmp_path


@pytest.mark.parametrize(
    ("unnoticed", "code", "said"),
    [(0, 0, "40 of 40 were noticed"), (2, 0, "38 of 40 were noticed"), (3, 1, "37 of 40 were noticed")],
)
def test_it_ends_with_a_count_and_fails_below_95_of_100(
    unnoticed: int,
    code: int,
    said: str,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(mutate, "find_unnoticed", lambda _, drawn, steps: drawn[:unnoticed])
    assert mutate.main(["--count", "40", "--seed", "7"]) == code
    assert capsys.readouterr().out.splitlines()[-1] == f"{said} (seed 7)."


def test_parts_are_a_sample_together(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[mutations.Mutation] = []

    def find_unnoticed(_: Path, drawn: list[mutations.Mutation], steps: int) -> list[mutations.Mutation]:
        assert steps == 4
        seen.extend(drawn)
        return []

    monkeypatch.setattr(mutate, "find_unnoticed", find_unnoticed)
    for part, said in (("1/2", "6 of 6 were noticed (seed 7, part 1 of 2)."), ("2/2", "5 of 5 were noticed")):
        assert mutate.main(["--count", "11", "--seed", "7", "--part", part]) == 0
        assert capsys.readouterr().out.splitlines()[-1].startswith(said)
    assert sorted(map(str, seen)) == sorted(map(str, mutations.sample(root, mutate.ROOMS, 11, 7)))


@pytest.mark.parametrize("said", ["0/2", "3/2", "1", "a/2", "1/b"])
def test_what_is_no_part_is_refused(said: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        mutate.main(["--part", said])
    assert f"{said} is no part such as 2/5" in capsys.readouterr().err


def test_what_changes_nothing_is_not_counted(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = mutations.sample(root, mutate.ROOMS, 10, 7)[0]
    mutate.EQUIVALENT.write_text(f"{first.key}\n    for a reason\n", encoding="utf-8")
    seen: list[mutations.Mutation] = []

    def find_unnoticed(_: Path, drawn: list[mutations.Mutation], steps: int) -> list[mutations.Mutation]:
        assert steps == 4
        seen.extend(drawn)
        return []

    monkeypatch.setattr(mutate, "find_unnoticed", find_unnoticed)
    assert mutate.main(["--count", "10", "--seed", "7"]) == 0
    assert first not in seen
    assert capsys.readouterr().out.splitlines()[-1] == "9 of 9 were noticed (seed 7; 1 more changes nothing)."


def test_reasons_are_read_with_their_changes() -> None:
    listed = (
        "# About this file.\n\na.py f: x  ->  y\n    One line,\n    and another.\nb.py : 1 < 2  ->  1 <= 2\n  Why.\n"
    )
    assert mutate.equivalents(listed) == {
        "a.py f: x  ->  y": "One line, and another.",
        "b.py : 1 < 2  ->  1 <= 2": "Why.",
    }


def test_what_is_listed_can_still_be_made_and_has_a_reason() -> None:
    listed = mutate.equivalents(mutate.EQUIVALENT.read_text(encoding="utf-8"))
    assert [key for key, reason in listed.items() if len(reason) < 20] == []
    made: set[str] = set()
    for path in {Path(key.partition(" ")[0]) for key in listed}:
        source = (mutate.ROOT / path).read_text(encoding="utf-8")
        made |= {mutations.mutation(place, source).key for place in mutations.places(path, source)}
    assert set(listed) <= made
