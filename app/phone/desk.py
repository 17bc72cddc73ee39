"""What is answered to a request: the page, a key for a session, a picture taken in. No sockets, no threads.

Before its body is received a request is looked at by `before_body`; after it, `answer` does what it asks for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from app.camera.mailbox import Mailbox
from app.phone.admission import Admission, Refusal, Standing
from app.phone.answers import Answer, refused, told
from app.phone.events import PhoneEvent
from app.phone.network import is_own_name
from app.phone.request import Request
from app.phone.sayings import Sayings
from app.resources import PACKAGE

MOST_PICTURE_BYTES: Final = 8 * 1024 * 1024
MOST_WORD_BYTES: Final = 1024
SHORTEST_PERIOD_S: Final = 0.05  # between two pictures
LONGEST_DELAY_S: Final = 0.5  # of an answer; who sends so many more is refused
_PAGE: Final = PACKAGE / "phone" / "page"
_FILES: Final[Mapping[str, tuple[str, str]]] = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
}
_WORDS: Final = "/words"
_POSTED: Final = {"/join": MOST_WORD_BYTES, "/note": MOST_WORD_BYTES, "/picture": MOST_PICTURE_BYTES}
_OF_GUESTS: Final = ("/note", "/picture")
_NOTES: Final = {
    "locked": PhoneEvent.LOCKED,
    "stopped": PhoneEvent.STOPPED,
    "shown": PhoneEvent.SHOWN,
    "refused": PhoneEvent.REFUSED,
    "no_camera": PhoneEvent.NO_CAMERA,
    "left": PhoneEvent.LEFT,
}
_NOT_SENDING: Final = (PhoneEvent.REFUSED, PhoneEvent.NO_CAMERA, PhoneEvent.LOCKED, PhoneEvent.STOPPED, PhoneEvent.LEFT)
_JPEG: Final = b"\xff\xd8\xff"
_STATUS_OF: Final = {"wrong": 403, "wait": 429, "closed": 403, "full": 409}


@dataclass(slots=True)
class Desk:
    """Answers requests; from the server's thread, but for `swap`, `open_anew` and what is only read.

    Attributes:
        words: of the page, by language.
        language: gives the one for a phone whose own has no words.
        on_event: hears what happens; quick, and not to call back.
        clock: monotonic seconds.
        pictures: the newest picture as it was sent.
        sayings: what the phone is to say.
    """

    words: Mapping[str, Mapping[str, str]]
    language: Callable[[], str]
    on_event: Callable[[PhoneEvent], None]
    clock: Callable[[], float]
    pictures: Mailbox[bytes] = field(default_factory=Mailbox)
    sayings: Sayings = field(default_factory=Sayings)
    _admission: Admission = field(default_factory=Admission)
    _lock: Lock = field(default_factory=Lock)
    _next_s: float = 0.0
    _last_note: PhoneEvent | None = None

    @property
    def keys(self) -> tuple[str, str]:
        """The long key and the code of now."""
        with self._lock:
            return self._admission.key, self._admission.code

    @property
    def has_camera(self) -> bool:
        """Whether a phone is the camera."""
        return self._admission.has_camera

    @property
    def someone_waits(self) -> bool:
        """Whether another phone wants to be the camera."""
        with self._lock:
            self._admission.forget_gone(self.clock())
            return self._admission.someone_waits

    def open_anew(self) -> None:
        """Take keys again after too many wrong ones."""
        with self._lock:
            self._admission.open_anew()

    def swap(self) -> bool:
        """Let the phone that waits be the camera; False when none waits."""
        with self._lock:
            is_done = self._admission.swap(self.clock())
            self._last_note = None
        if is_done:
            self.sayings.clear()
            self.on_event(PhoneEvent.TAKEN_OVER)
        return is_done

    def before_body(self, request: Request, local: str, port: int) -> Answer | None:
        """A refusal for a request whose body is not even wanted; None for one that is to be answered.

        Args:
            request: its head.
            local: this machine's address that it came to.
            port: of the server.
        """
        if not is_own_name(request.headers.get("host", ""), local, port):
            return refused(421)
        if not _is_of_own_page(request):
            return refused(403)
        if request.path in _POSTED:
            if request.method != "POST":
                return refused(405)
            if "origin" not in request.headers:
                return refused(403)
            if request.length > _POSTED[request.path]:
                return refused(413)
            return None if request.path not in _OF_GUESTS or self._is_known(request.token) else refused(401)
        if request.path not in _FILES and request.path != _WORDS:
            return refused(404)
        if request.method not in ("GET", "HEAD"):
            return refused(405)
        return refused(413) if request.length else None

    def answer(self, request: Request, body: bytes) -> Answer:
        """Do what a request asks for that `before_body` let pass."""
        if request.path in _FILES:
            name, kind = _FILES[request.path]
            return Answer(200, (_PAGE / name).read_bytes(), kind)
        if request.path == _WORDS:
            return told(200, language=self.language(), words=self.words)
        if request.path == "/join":
            return self._join(body)
        if request.path == "/note":
            return self._note(request.token, body)
        return self._picture(request, body)

    def is_of_guest(self, request: Request) -> bool:
        """Whether a request that `before_body` let pass is of a phone that was let in."""
        return request.path in _OF_GUESTS

    def _is_known(self, token: str) -> bool:
        return self._hear(token) is not None

    def _hear(self, token: str) -> Standing | None:
        with self._lock:
            now_s = self.clock()
            waited = self._admission.someone_waits
            standing = self._admission.hear(token, now_s) if token else None
            has_moved_up = waited and standing is Standing.CAMERA and not self._admission.someone_waits
        if has_moved_up:
            self._last_note = None
            self.on_event(PhoneEvent.TAKEN_OVER)
        return standing

    def _join(self, body: bytes) -> Answer:
        given = _field(body, "key")
        if given is None:
            return refused(400)
        with self._lock:
            was_closed = self._admission.is_closed
            try:
                token = self._admission.join("".join(given.split()), self.clock())
            except Refusal as refusal:
                token, reason = "", refusal.reason
            is_closed_now = self._admission.is_closed and not was_closed
        if not token:
            if is_closed_now:
                self.on_event(PhoneEvent.CLOSED)
            return refused(_STATUS_OF[reason], reason)
        standing = self._hear(token)
        assert standing is not None
        if standing is Standing.CAMERA:
            self._last_note = None
        self.on_event(PhoneEvent.JOINED if standing is Standing.CAMERA else PhoneEvent.WAITS)
        return told(200, token=token, standing=standing.value)

    def _note(self, token: str, body: bytes) -> Answer:
        event = _NOTES.get(_field(body, "note") or "")
        standing = self._hear(token)
        if event is None or standing is None:
            return refused(400 if event is None else 401)
        with self._lock:
            if event is PhoneEvent.LEFT:
                self._admission.leave(token)
            else:
                self._admission.lock(token, is_locked=event is not PhoneEvent.SHOWN)
        # Of one that only waits nobody need hear; nor of one thing twice.
        if standing is Standing.CAMERA and event is not self._last_note:
            self._last_note = event
            self.on_event(event)
            if event is PhoneEvent.LEFT and self._admission.has_camera:
                self._last_note = None
                self.on_event(PhoneEvent.TAKEN_OVER)
        return told(200, standing=standing.value)

    def _picture(self, request: Request, body: bytes) -> Answer:
        standing = self._hear(request.token)
        if standing is None:
            return refused(401)
        now_s = self.clock()
        if standing is Standing.WAITING:
            return told(200, standing=standing.value, delay_s=SHORTEST_PERIOD_S)
        if request.headers.get("content-type", "") != "image/jpeg" or not body.startswith(_JPEG):
            return refused(415)
        delay_s = max(0.0, self._next_s - now_s)
        if delay_s > LONGEST_DELAY_S:
            return refused(429)
        self._next_s = now_s + delay_s + SHORTEST_PERIOD_S
        self.pictures.put(body)
        if self._last_note in _NOT_SENDING:
            # Its pictures come again, which the source tells.
            self._last_note = None
            with self._lock:
                self._admission.lock(request.token, is_locked=False)
        say = []
        if request.headers.get("x-say") == "1":
            say = [{"text": each.text, "language": each.language} for each in self.sayings.take(now_s)]
        else:
            self.sayings.clear()
        return told(200, standing=standing.value, other=self._admission.someone_waits, say=say, delay_s=delay_s)


def _is_of_own_page(request: Request) -> bool:
    """Whether no other page asked for it: a browser says so, and lets no page say otherwise."""
    origin = request.headers.get("origin")
    if origin is not None and origin.lower() != f"https://{request.headers.get('host', '').lower()}":
        return False
    site = request.headers.get("sec-fetch-site", "none").lower()
    return site in ("none", "same-origin") or (
        request.path == "/" and request.headers.get("sec-fetch-mode") == "navigate"
    )


def _field(body: bytes, name: str) -> str | None:
    """A text of a small JSON object; None where there is none."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return None
    found = read.get(name) if isinstance(read, dict) else None
    return found if isinstance(found, str) and len(found) <= MOST_WORD_BYTES else None


def page_files() -> tuple[Path, ...]:
    """The files of the page."""
    return tuple(_PAGE / name for name, _ in _FILES.values())
