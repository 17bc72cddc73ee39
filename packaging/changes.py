"""Prints what CHANGELOG.md says of one version: the notes of its release.

python packaging/changes.py v1.2.3
"""

import argparse
import re
import sys
from pathlib import Path

CHANGES = Path(__file__).resolve().parents[1] / "CHANGELOG.md"


def main() -> int:
    """Read the command line and print the notes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tag", help="of the release, such as v1.2.3")
    given = parser.parse_args()
    try:
        print(part_of(CHANGES.read_text(encoding="utf-8"), given.tag))
    except ValueError as error:
        raise SystemExit(str(error)) from None
    return 0


def part_of(text: str, tag: str) -> str:
    """What stands under the heading of this version, or ValueError that says what to do."""
    version = tag.removeprefix("v")
    found = re.search(rf"^## {re.escape(version)}\b(?!\.)[^\n]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None or not found[1].strip():
        raise ValueError(
            f'CHANGELOG.md has nothing under "## {version}": write it there before the tag is made. '
            'What was not yet released stands under "## Not yet released".'
        )
    return found[1].strip()


if __name__ == "__main__":
    sys.exit(main())
