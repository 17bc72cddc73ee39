"""The one door: starts Noteworthy. What it takes and how it ends is in app/cli.py."""

import sys

from app.cli import main

if __name__ == "__main__":
    sys.exit(main())
