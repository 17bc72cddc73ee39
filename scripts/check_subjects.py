"""Are the subjects of new commits written as the others are? check_subjects.py [BASE]; needs Git and nothing else.

A subject is imperative and of at most 72 characters, without a full stop: "Let no fuzz round end without a word". New
is what BASE does not have; without it what the main branch of the origin does not, else the newest commit alone. A
clone of one commit, or no repository at all, is no fault: then there is less to read.
"""

from __future__ import annotations

import re
import subprocess
import sys

MOST_CHARACTERS = 72
_BASES = ("origin/main", "origin/master")
# Verbs that are told of rather than asked for: what was done, is done or is being done.
_NOT_IMPERATIVE = re.compile(r"^[A-Z][a-z]+(ed|ing)$")
# Imperatives that end like those.
_IMPERATIVE = frozenset(
    {"Bring", "Embed", "Feed", "Need", "Proceed", "Ring", "Seed", "Shed", "Sing", "Speed", "String", "Wed"}
)
_TOLD = frozenset(
    {
        "Adds",
        "Changes",
        "Fixes",
        "Makes",
        "Removes",
        "Updates",
        "Uses",
        "Lets",
        "Keeps",
        "Gives",
        "Takes",
        "Was",
        "Were",
        "Is",
    }
)
_BY_GIT = ("Merge ", "Revert ")


def faults(subject: str) -> list[str]:
    """What is wrong with a subject; nothing for a good one."""
    if subject.startswith(_BY_GIT):
        return []
    told = []
    if len(subject) > MOST_CHARACTERS:
        told.append(f"{len(subject)} characters, at most {MOST_CHARACTERS}")
    if subject.endswith("."):
        told.append("ends with a full stop")
    if not subject[:1].isupper():
        told.append("begins with a small letter")
    first = subject.split(" ")[0].rstrip(":,")
    if first in _TOLD or (_NOT_IMPERATIVE.match(first) and first not in _IMPERATIVE):
        told.append(f"{first!r} is no imperative")
    return told


def new_subjects(base: str | None) -> list[str]:
    """The subjects of the commits that are new, the newest first; none where Git does not tell."""
    for each in (base,) if base else _BASES:
        found = _git("log", "--no-merges", "--format=%s", f"{each}..HEAD")
        if found is not None:
            return found or []
    return _git("log", "-1", "--no-merges", "--format=%s") or []


def _git(*arguments: str) -> list[str] | None:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.splitlines() if done.returncode == 0 else None


def main(argv: list[str]) -> int:
    """Check; 1 when a subject is at fault."""
    subjects = new_subjects(argv[0] if argv else None)
    bad = [(subject, told) for subject in subjects if (told := faults(subject))]
    for subject, told in bad:
        print(f"{subject}\n    {'; '.join(told)}")
    print(f"Subjects of new commits: {len(subjects)} read, {len(bad)} at fault.")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
