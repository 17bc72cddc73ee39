"""The one door: starts Noteworthy. What it takes and how it ends is in app/cli.py."""

import sys

from app.processes import run_as_module

if __name__ == "__main__":
    if not run_as_module(sys.argv[1:]):
        from app.cli import main
        from app.ending import run

        run(main)
