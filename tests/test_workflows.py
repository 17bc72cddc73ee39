"""Do the workflows hold what they promise? They run elsewhere; here it is read what they call, and what they may do."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
VERSIONED = re.compile(r"^\s*(?:- )?uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
NAMED = re.compile(r"(?<![\w./-])(?:packaging|scripts|tests|\.ci|requirements)[\w./-]*")


def _steps(path: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.stem)
def workflow(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_there_are_workflows() -> None:
    assert len(WORKFLOWS) >= 3


def test_every_action_is_the_very_one_that_was_read(workflow: Path) -> None:
    used = [step["uses"] for step in _steps(workflow) if "uses" in step]
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []
    lines = [line for line in workflow.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert [line for line in lines if not VERSIONED.match(line)] == [], "and its version is told beside it"


def test_one_action_is_of_one_version_everywhere() -> None:
    used = {step["uses"] for path in WORKFLOWS for step in _steps(path) if "uses" in step}
    assert len(used) == len({action.partition("@")[0] for action in used})


def test_no_job_may_more_than_it_says(workflow: Path) -> None:
    read = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert read["permissions"] == {"contents": "read"}
    assert all("timeout-minutes" in job or "permissions" in job for job in read["jobs"].values())
    kept = [step for step in _steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
    assert [step for step in kept if step["with"].get("persist-credentials") is not False] == []


def test_nothing_from_outside_is_pasted_into_a_command(workflow: Path) -> None:
    assert [step["run"] for step in _steps(workflow) if "${{" in step.get("run", "")] == []


def test_what_a_command_names_is_there(workflow: Path) -> None:
    named = {name for step in _steps(workflow) for name in NAMED.findall(step.get("run", ""))}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
