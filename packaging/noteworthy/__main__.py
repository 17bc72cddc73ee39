"""`python -m noteworthy`: the same as the command `noteworthy`."""

from noteworthy import main

if __name__ == "__main__":
    main()
