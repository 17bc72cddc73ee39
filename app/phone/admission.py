"""Who may be the camera: a key for one use, one phone at a time, one that waits. Pure: time comes as an argument."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from enum import Enum

CODE_DIGITS = 6
# Wrong keys: so many at once, then one in so many seconds, and after so many none at all until it is opened anew.
TRIES_AT_ONCE = 5
TRY_AGAIN_S = 10.0
MOST_TRIES = 20
# A phone of which nothing was heard for so long has gone; one that is locked may come back for longer.
GONE_AFTER_S = 4.0
LOCKED_GONE_AFTER_S = 30.0


class Standing(Enum):
    """What a phone is here; the values are told to its page."""

    CAMERA = "camera"
    WAITING = "waiting"


class Refusal(Exception):
    """A phone is not let in.

    Attributes:
        reason: "wrong", "wait" (too many wrong ones just now), "closed" (too many in all), "full" (two are here).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class _Guest:
    digest: bytes
    heard_s: float
    is_locked: bool = False
    has_left: bool = False

    def has_gone(self, now_s: float) -> bool:
        return self.has_left or now_s - self.heard_s > (LOCKED_GONE_AFTER_S if self.is_locked else GONE_AFTER_S)


class Admission:
    """Keys and phones. Used by one thread at a time.

    Attributes:
        key: the long key of now, for the address that is drawn.
        code: the short one, to be typed.
        is_closed: too many wrong keys came; none is taken until `open_anew`.
    """

    def __init__(self) -> None:
        """Begin without phones."""
        self.is_closed = False
        self._camera: _Guest | None = None
        self._waiting: _Guest | None = None
        self._tries = float(TRIES_AT_ONCE)
        self._tried_s = 0.0
        self._wrong = 0
        self._renew()

    @property
    def has_camera(self) -> bool:
        """Whether a phone is the camera."""
        return self._camera is not None and not self._camera.has_left

    @property
    def someone_waits(self) -> bool:
        """Whether another phone wants to be the camera."""
        return self._waiting is not None

    def open_anew(self) -> None:
        """Take keys again after too many wrong ones; both are new."""
        if self.is_closed:
            self.is_closed = False
            self._wrong = 0
            self._renew()

    def join(self, given: str, now_s: float) -> str:
        """Let a phone in by a key, which is of no more use then; returns the token of its session.

        Raises:
            Refusal: see there.
        """
        if self.is_closed:
            raise Refusal("closed")
        self._tries = min(float(TRIES_AT_ONCE), self._tries + (now_s - self._tried_s) / TRY_AGAIN_S)
        self._tried_s = now_s
        if self._tries < 1:
            raise Refusal("wait")
        if not (_same(given, self.key) or _same(given, self.code)):
            self._tries -= 1
            self._wrong += 1
            self.is_closed = self._wrong >= MOST_TRIES
            raise Refusal("wrong")
        self._forget_gone(now_s)
        if self._camera is not None and self._waiting is not None:
            raise Refusal("full")
        self._renew()
        token = secrets.token_urlsafe(32)
        self._waiting = _Guest(_digest(token), now_s)
        self._forget_gone(now_s)
        return token

    def hear(self, token: str, now_s: float) -> Standing | None:
        """A phone is heard of; what it is now, None for one that is not known (any more)."""
        guest = self._find(token)
        if guest is None:
            return None
        guest.heard_s = now_s
        guest.has_left = False
        self._forget_gone(now_s)
        return Standing.CAMERA if guest is self._camera else Standing.WAITING

    def lock(self, token: str, *, is_locked: bool) -> None:
        """A phone does not send for a while: it was locked, shows another page, asks for the camera; or it is back."""
        guest = self._find(token)
        if guest is not None:
            guest.is_locked = is_locked

    def leave(self, token: str) -> None:
        """A page is closed, or loaded anew, when it is heard of again. One that waits takes its place at once."""
        guest = self._find(token)
        if guest is not None:
            guest.has_left = True
            if self._waiting is not None and (guest is self._waiting or guest is self._camera):
                self._camera = self._waiting if guest is self._camera else self._camera
                self._waiting = None

    def swap(self, now_s: float) -> bool:
        """Let the phone that waits be the camera, and the other wait; False when none waits."""
        self._forget_gone(now_s)
        if self._waiting is None:
            return False
        self._camera, self._waiting = self._waiting, self._camera
        return True

    def forget_gone(self, now_s: float) -> None:
        """Forget a phone that waits and has gone; let one that waits take the place of a camera that has gone."""
        self._forget_gone(now_s)

    def _forget_gone(self, now_s: float) -> None:
        if self._waiting is not None and self._waiting.has_gone(now_s):
            self._waiting = None
        if self._waiting is not None and (self._camera is None or self._camera.has_gone(now_s)):
            self._camera, self._waiting = self._waiting, None

    def _find(self, token: str) -> _Guest | None:
        digest = _digest(token)
        found = None
        for guest in (self._camera, self._waiting):
            if guest is not None and hmac.compare_digest(guest.digest, digest):
                found = guest
        return found

    def _renew(self) -> None:
        self.key = secrets.token_urlsafe(16)
        self.code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _same(given: str, key: str) -> bool:
    return hmac.compare_digest(_digest(given), _digest(key))
