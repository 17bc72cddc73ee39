"""`python -m noteworthy`: the same as the command `noteworthy`."""

import sys

from noteworthy import main

if __name__ == "__main__":
    sys.exit(main())
