"""A camera at an http(s) address: a stream of JPEG or PNG pictures, or one picture that is asked for again and again.

Other kinds of video go to FFmpeg (stream.py). How an answer is had lives in http_access.py, how pictures are cut out of
it in picture_stream.py.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Event

import numpy as np
from numpy.typing import NDArray

from app.camera.address import Address
from app.camera.errors import CameraError, PictureError, SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.http_access import Answer, HttpAccess
from app.camera.mjpeg import MOST_BYTES, CutPicture
from app.camera.numbering import Numbering
from app.camera.picture_stream import StreamSplitter, has_picture
from app.camera.pictures import decode
from app.camera.source import Source
from app.camera.stream import StreamSource

LONGEST_SIDE_PX = 4096
_FIRST_PICTURE_S = 10.0
_SHORTEST_PERIOD_S = 0.2  # between two requests for single pictures
_REST_PER_WORK = 0.5  # a camera that takes long for a picture gets time for other things
_LONGEST_REST_S = 1.0
_BAD_PICTURES_ALLOWED = 30
_BACKLOG = 8
_LOOKED_AT = 4096
_WEB_PAGE = (b"<!doctype html", b"<html")


class HttpSource(Source):
    """Pictures over http(s). Live.

    A camera that answers with a single picture is asked again, five times a second at most.
    """

    def __init__(
        self,
        address: Address,
        *,
        open_timeout_s: float = 5.0,
        read_timeout_s: float = 5.0,
        clock: Callable[[], float] = time.perf_counter,
        wait: Callable[[float], bool] | None = None,
        video: Callable[[Address], Source] = StreamSource,
    ) -> None:
        """Describe the camera.

        Args:
            address: where it is, http or https.
            open_timeout_s: seconds within which it must answer.
            read_timeout_s: seconds within which the next picture must come.
            clock: monotonic seconds.
            wait: waits that many seconds before the next request, or until interrupted, and tells whether it was.
            video: makes the source of what is a video, but no row of pictures.
        """
        super().__init__(name=address.shown, live=True)
        self._address = address
        self._access = HttpAccess(address)
        self._open_timeout_s = open_timeout_s
        self._read_timeout_s = read_timeout_s
        self._clock = clock
        self._interrupted = Event()
        self._wait = wait or self._interrupted.wait
        self._make_video = video
        self._video: Source | None = None
        self._answer: Answer | None = None
        self._splitter = StreamSplitter()
        self._body = bytearray()  # of a picture that is no JPEG
        self._waiting: deque[CutPicture] = deque(maxlen=_BACKLOG)
        self._first: NDArray[np.uint8] | None = None
        self._pictures_of_answer = 0
        self._asked_s = 0.0
        self._rest_s: float | None = None  # before it is asked again; None for an answer that was no single picture
        self._numbering = Numbering(clock)

    def open(self) -> None:
        """Ask for pictures, and see the first, or hand the address over to FFmpeg.

        Raises:
            SourceUnavailable: nobody answers, or what comes are no pictures.
        """
        self.close()
        self._interrupted.clear()
        self._numbering.begin()
        try:
            self._ask()
            if self._answer is None:
                self._video = self._make_video(self._address)
                self._video.open()
                return
            self._first = self._next_picture(max(_FIRST_PICTURE_S, self._open_timeout_s))
        except SourceLost as error:
            self.close()
            code = "stream_unavailable" if error.code == "stream_stopped" else error.code
            raise SourceUnavailable(code, address=self.name) from None
        except CameraError:
            self.close()
            raise

    def read(self) -> Frame | None:
        """Wait for the next picture.

        Raises:
            SourceLost: the stream ended, nothing came in time, or only what is no picture.
        """
        if self._video is not None:
            return self._video.read()
        picture, self._first = self._first, None
        if picture is None:
            picture = self._next_picture(self._read_timeout_s)
        return self._numbering.frame(picture)

    def close(self) -> None:
        """Hang up."""
        for opened in (self._answer, self._video):
            if opened is not None:
                opened.close()
        self._answer = self._video = self._first = None
        self._waiting.clear()
        self._splitter = StreamSplitter()
        self._body.clear()

    def interrupt(self) -> None:
        """Make a `read()` that waits end at once; a video's cannot be cut short."""
        self._interrupted.set()
        self._access.interrupt()

    def _lost(self, code: str = "stream_stopped") -> SourceLost:
        return SourceLost(code, address=self.name)

    def _ask(self) -> None:
        """Get an answer of pictures into place, or none when it is a video of another kind."""
        self._asked_s = self._clock()
        self._rest_s = None
        self._pictures_of_answer = 0
        self._splitter = StreamSplitter()
        self._body.clear()
        answer = self._access.ask(self._open_timeout_s)
        self._answer = answer
        if answer.kind.startswith(("multipart/", "image/")):
            return
        try:
            beginning = b"" if answer.kind.startswith("audio/") else self._beginning_of(answer)
        except OSError:
            raise self._lost() from None
        if has_picture(beginning) and beginning[4:8] != b"ftyp":
            self._take(beginning)
            return
        answer.close()
        self._answer = None
        if beginning[:512].lstrip().lower().startswith(_WEB_PAGE) or answer.kind in ("text/html", "application/json"):
            raise SourceUnavailable("stream_not_video", address=self.name)

    def _beginning_of(self, answer: Answer) -> bytes:
        """The first bytes: of what is a video they tell which, and its type often does not."""
        until_s = self._clock() + self._open_timeout_s
        beginning = b""
        while len(beginning) < _LOOKED_AT and self._clock() < until_s:
            data = answer.read(self._open_timeout_s)
            if not data:
                break
            beginning += data
            if has_picture(beginning):
                break
        return beginning

    def _next_picture(self, timeout_s: float) -> NDArray[np.uint8]:
        """Wait for the next picture that can be used; raises SourceLost."""
        until_s = self._clock() + timeout_s
        bad = 0
        while True:
            while self._waiting:
                picture = _decoded(self._waiting.popleft())
                if picture is not None:
                    return picture
                bad += 1
            if bad > _BAD_PICTURES_ALLOWED:
                raise self._lost("stream_bad_pictures")
            left_s = until_s - self._clock()
            if left_s <= 0:
                raise self._lost("stream_bad_pictures" if bad or self._is_strange else "stream_stopped")
            try:
                bad += self._receive(left_s)
            except SourceLost:
                if (bad or self._is_strange) and not self._numbering.given:
                    raise self._lost("stream_bad_pictures") from None
                raise

    @property
    def _is_strange(self) -> bool:
        """Whether much has come, and no picture of a kind that is known has begun in it."""
        return self._splitter.strange_bytes >= _LOOKED_AT

    def _receive(self, timeout_s: float) -> int:
        """Take what comes next, asking for it where that is due. Returns how many bad pictures it was for certain."""
        if self._answer is None:
            if self._rest_s is None:
                raise self._lost()
            if self._rest_s > 0 and self._wait(self._rest_s):
                raise self._lost()
            try:
                self._ask()
            except SourceUnavailable as error:
                raise SourceLost(error.code, **error.parameters) from None
            if self._answer is None:
                raise self._lost("stream_bad_pictures")
        try:
            data = self._answer.read(timeout_s)
        except OSError:
            raise self._lost() from None
        if self._interrupted.is_set():
            raise self._lost()
        if data:
            self._take(data)
            return 0
        return self._take_end()

    def _take(self, data: bytes) -> None:
        pictures = self._splitter.feed(data)
        self._pictures_of_answer += len(pictures)
        self._waiting.extend(pictures)
        if self._answer is not None and self._answer.kind.startswith("image/") and not self._pictures_of_answer:
            self._body += data
            if len(self._body) > MOST_BYTES:
                raise self._lost("stream_bad_pictures")

    def _take_end(self) -> int:
        """The answer is over."""
        assert self._answer is not None
        kind = self._answer.kind
        self._answer.close()
        self._answer = None
        rest = self._splitter.finish()
        if not rest and not self._pictures_of_answer and self._body and kind.startswith("image/"):
            rest = [CutPicture(bytes(self._body), is_whole=True)]
        self._pictures_of_answer += len(rest)
        self._waiting.extend(rest)
        if self._pictures_of_answer == 1 or (kind.startswith("image/") and not self._pictures_of_answer):
            took_s = self._clock() - self._asked_s
            self._rest_s = min(max(_SHORTEST_PERIOD_S - took_s, _REST_PER_WORK * took_s), _LONGEST_REST_S)
        return int(not self._pictures_of_answer and kind.startswith("image/"))


def _decoded(cut: CutPicture) -> NDArray[np.uint8] | None:
    try:
        return decode(cut.data, LONGEST_SIDE_PX)
    except PictureError:
        return None
