"""How a session talks: the choices that the window, the settings and the feedback share. No behaviour lives here."""

from enum import Enum


class SpeakMode(str, Enum):
    """What becomes of a value: it is said, played as a code of tones, or said and added up."""

    NORMAL = "normal"
    PRIVATE = "private"
    COUNT = "count"


class GuidanceLevel(str, Enum):
    """How much is said besides values."""

    VALUES_ONLY = "values_only"
    BRIEF = "brief"
    FULL = "full"
