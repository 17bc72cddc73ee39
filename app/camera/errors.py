"""What can go wrong with a source of frames, as types of trouble. Who tells the person, and how, lies elsewhere."""

from app.trouble import Trouble


class CameraError(Trouble):
    """A problem with a source; its sentences are in `app/feedback/translations/troubles_*.py`."""


class SourceUnavailable(CameraError):
    """The source cannot be opened at all, or opens and delivers nothing that can be used."""


class SourceLost(CameraError):
    """The source was open and has stopped delivering."""


class SourceSpecError(CameraError):
    """Nobody understands what was asked for as a source."""


class SourceNotFound(SourceSpecError):
    """What was asked for reads like a path, and there is nothing at it."""


class PictureError(CameraError):
    """The content of a picture file, or of one picture of a stream, cannot be used."""
