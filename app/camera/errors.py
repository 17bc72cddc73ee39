"""What can go wrong with a source of frames, as types. Who tells the person is decided elsewhere."""


class CameraError(Exception):
    """A problem with a source. Its message is one clear sentence that says what to do next."""


class SourceUnavailable(CameraError):
    """The source cannot be opened at all, or opens and delivers nothing."""


class SourceLost(CameraError):
    """The source was open and has stopped delivering."""


class SourceSpecError(CameraError):
    """Nobody understands what was asked for as a source."""


class SourceNotFound(SourceSpecError):
    """What was asked for reads like a path, and there is nothing at it."""
