"""How a session talks: the choices that the window, the settings and the feedback share. No behaviour lives here."""

from __future__ import annotations

from enum import Enum


class SpeakMode(str, Enum):
    """What becomes of a value: it is said or, in private, played as a code of tones; it may be added up besides."""

    NORMAL = "normal"
    PRIVATE = "private"
    COUNT = "count"
    PRIVATE_COUNT = "private_count"

    @property
    def is_private(self) -> bool:
        """Whether values are kept back: neither said nor shown."""
        return self in (SpeakMode.PRIVATE, SpeakMode.PRIVATE_COUNT)

    @property
    def counts(self) -> bool:
        """Whether each new note is added to the count."""
        return self in (SpeakMode.COUNT, SpeakMode.PRIVATE_COUNT)

    @classmethod
    def of(cls, *, private: bool, counts: bool) -> SpeakMode:
        """The mode that is private or not, and counts or not."""
        if private:
            return cls.PRIVATE_COUNT if counts else cls.PRIVATE
        return cls.COUNT if counts else cls.NORMAL


class GuidanceLevel(str, Enum):
    """How much is said besides values."""

    VALUES_ONLY = "values_only"
    BRIEF = "brief"
    FULL = "full"
