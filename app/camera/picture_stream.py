"""Pictures out of a stream of bytes, JPEG or PNG: what begins first in it says which. Nothing is received here."""

from collections.abc import Callable

from app.camera.mjpeg import CutPicture, PictureSplitter
from app.camera.png_stream import PngSplitter

_Splitter = PictureSplitter | PngSplitter
_SPLITTERS: dict[bytes, Callable[[], _Splitter]] = {b"\xff\xd8\xff": PictureSplitter, b"\x89PNG\r\n\x1a\n": PngSplitter}
_LONGEST = max(map(len, _SPLITTERS))


def has_picture(beginning: bytes) -> bool:
    """Whether a picture begins somewhere in these bytes."""
    return any(start in beginning for start in _SPLITTERS)


class StreamSplitter:
    """Takes bytes as they come and gives back pictures as they are complete, all of the kind of the first.

    Attributes:
        strange_bytes: what came before the first picture began.
    """

    def __init__(self) -> None:
        """Begin a stream."""
        self._splitter: _Splitter | None = None
        self._unknown = b""  # the end of what came before the first picture
        self.strange_bytes = 0

    def feed(self, data: bytes) -> list[CutPicture]:
        """Take the next bytes, and give the pictures that end in them, in order."""
        if self._splitter is None:
            self.strange_bytes += len(data)
            data = self._unknown + data
            places = {data.find(start): start for start in _SPLITTERS if start in data}
            if not places:
                self._unknown = data[1 - _LONGEST :]
                return []
            self._unknown = b""
            self.strange_bytes -= len(data) - min(places)
            self._splitter = _SPLITTERS[places[min(places)]]()
        return self._splitter.feed(data)

    def finish(self) -> list[CutPicture]:
        """The stream is over: give the picture that has begun, if any of it can be seen."""
        return [] if self._splitter is None else self._splitter.finish()
