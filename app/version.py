"""Which version this is. The one place that says so is the tag: `v1.2.0`.

In a clone git is asked; what was built carries what git said then, in its metadata. The build asks here, too.
"""

import re
import subprocess
from functools import cache
from importlib import metadata
from pathlib import Path

from app.resources import PROGRAM

UNTAGGED = "0.1.0"
"""What is said where there is neither a tag nor a package's metadata, such as in the service's container."""

_DESCRIBED = re.compile(r"v(?P<tag>[0-9]+(?:\.[0-9]+)*)-(?P<since>[0-9]+)-g(?P<commit>[0-9a-f]+)")
_BUILT = re.compile(r"^Version: (\S+)$", re.MULTILINE)


@cache
def version() -> str:
    """The version as PEP 440 has it: "1.2.0", or "1.2.0.post3+g0123abc" three commits after it."""
    return version_of(PROGRAM)


def version_of(program: Path) -> str:
    """The version of the program whose package `app` lies in this folder."""
    if (program / ".git").exists():
        return from_description(_describe(program))
    carried = program / "PKG-INFO"  # in what was packed from a clone
    if carried.is_file():
        found = _BUILT.search(carried.read_text(encoding="utf-8"))
        return found[1] if found else UNTAGGED
    try:
        return metadata.version("noteworthy")
    except metadata.PackageNotFoundError:
        return UNTAGGED


def from_description(described: str) -> str:
    """The version of what `git describe --long --always` says; `UNTAGGED` of an empty text."""
    found = _DESCRIBED.fullmatch(described)
    if found is None:
        return f"{UNTAGGED}+g{described}" if re.fullmatch("[0-9a-f]+", described) else UNTAGGED
    since = f".post{found['since']}+g{found['commit']}" if found["since"] != "0" else ""
    return found["tag"] + since


def _describe(program: Path) -> str:
    command = ["git", "describe", "--tags", "--long", "--always", "--match", "v[0-9]*"]
    try:
        done = subprocess.run(command, cwd=program, capture_output=True, text=True, check=False)
    except OSError:  # no git here
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
