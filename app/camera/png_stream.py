"""PNG pictures out of a stream of bytes: from their signature to their chunk IEND. Nothing is received here.

Cameras send JPEG (mjpeg.py); some programs that share a screen or draw what they show send such streams of PNG.
"""

from app.camera.mjpeg import MOST_BYTES, CutPicture

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_AROUND = 12  # bytes of a chunk besides its content: length, name, checksum
_NAMED = 8  # of them, those before the content


class PngSplitter:
    """Takes bytes as they come and gives back pictures as they are complete. Needs memory for one picture at most."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """Begin a stream; a picture of more than `most_bytes` is passed over."""
        self._most_bytes = most_bytes
        self._buffer = bytearray()
        self._chunk_at = 0  # in the picture that begins with the buffer; 0 while none does

    def feed(self, data: bytes) -> list[CutPicture]:
        """Take the next bytes, and give the pictures that end in them, in order."""
        self._buffer += data
        found: list[CutPicture] = []
        while self._step(found):
            pass
        return found

    def finish(self) -> list[CutPicture]:
        """The stream is over; of a picture that has begun nothing is shown."""
        self._buffer.clear()
        self._chunk_at = 0
        return []

    def _step(self, found: list[CutPicture]) -> bool:
        """Go as far as one signature or chunk; False when more bytes are needed for that."""
        if not self._chunk_at:
            at = self._buffer.find(_SIGNATURE)
            if at < 0:
                del self._buffer[: max(0, len(self._buffer) - len(_SIGNATURE) + 1)]
                return False
            del self._buffer[:at]
            self._chunk_at = len(_SIGNATURE)
        at = self._chunk_at
        if len(self._buffer) < at + _NAMED:
            return False
        name = bytes(self._buffer[at + 4 : at + _NAMED])
        end = at + _AROUND + int.from_bytes(self._buffer[at : at + 4], "big")
        if end > self._most_bytes or not name.isalpha():
            # It broke off, or claims too much: the next one may have begun within it.
            del self._buffer[: len(_SIGNATURE)]
            self._chunk_at = 0
        elif len(self._buffer) < end:
            return False
        elif name == b"IEND":
            found.append(CutPicture(bytes(self._buffer[:end]), is_whole=True))
            del self._buffer[:end]
            self._chunk_at = 0
        else:
            self._chunk_at = end
        return True
