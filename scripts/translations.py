"""Brings the window's translation files up to date with its code, and compiles them: Qt's own lupdate and lrelease.

    make translations

The .ts files are for translators (Qt Linguist opens them); the .qm files are what the window reads.
"""

import subprocess
import sys
from pathlib import Path

from app.ui.translations import FOLDER, LANGUAGES

_TOOLS = Path(sys.executable).parent


def main() -> int:
    """Update and compile every language but English; returns the tools' exit code."""
    sources = sorted(str(path) for path in FOLDER.parent.glob("*.py"))
    for language in LANGUAGES:
        if language == "en":
            continue
        ts = FOLDER / f"noteworthy_{language}.ts"
        commands = (
            # Without line numbers, or every change of the code would change all files.
            ["pyside6-lupdate", *sources, "-locations", "none", "-no-obsolete", "-target-language", language, "-ts"],
            ["pyside6-lrelease", "-silent"],
        )
        for command in commands:
            done = subprocess.run([str(_TOOLS / command[0]), *command[1:], str(ts)], check=False)
            if done.returncode != 0:
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
