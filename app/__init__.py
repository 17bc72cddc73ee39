"""Noteworthy: the application. Rooms and their order are described in docs/design.md."""

__version__ = "0.1.0"
