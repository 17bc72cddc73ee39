"""A phone's browser by hand: real TLS and real sockets on loopback; and what skips where the packages are missing."""

from __future__ import annotations

import http.client
import importlib.util
import json
import queue
import socket
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Any

import pytest

from app.feedback.phone_words import page_words
from app.phone.connection import Patience
from app.phone.events import PhoneEvent
from app.phone.server import PhoneServer
from tests.app.camera.fakes import picture
from tests.app.camera.pictures_made import encoded

HOST = "127.0.0.1"
WAIT_S = 20.0
JPEG = encoded(".jpg", picture(100, width=64, height=48))

needs_packages = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("cryptography", "segno")),
    reason="the packages cryptography and segno are not installed (requirements.txt)",
)


def believing_all() -> ssl.SSLContext:
    """A client that goes on after the browser's warning."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Serving:
    """A server on loopback, with what it told; ended on leaving."""

    def __init__(self, patience: Patience | None = None) -> None:
        self.server = PhoneServer(
            page_words(), addresses=lambda: [HOST], listens_at=HOST, ports=(), patience=patience or Patience()
        )
        self.events: queue.Queue[PhoneEvent] = queue.Queue()
        self.server.on_event = self.events.put

    def __enter__(self) -> Serving:
        self.server.begin()
        assert self.next_event() is PhoneEvent.OPEN
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.server.close()

    def next_event(self) -> PhoneEvent:
        return self.events.get(timeout=WAIT_S)

    @property
    def port(self) -> int:
        invitation = self.server.invitation
        assert invitation is not None
        return invitation.port

    @property
    def code(self) -> str:
        invitation = self.server.invitation
        assert invitation is not None
        return invitation.code

    def phone(self) -> Phone:
        """A phone whose person typed the code of now."""
        phone = Phone(self.port)
        phone.join(self.code)
        return phone

    def connect(self) -> ssl.SSLSocket:
        """A connection as it is."""
        plain = socket.create_connection((HOST, self.port), timeout=WAIT_S)
        return believing_all().wrap_socket(plain)


class Phone:
    """Asks as the page's script does."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.token = ""
        self._connection = http.client.HTTPSConnection(HOST, port, timeout=WAIT_S, context=believing_all())

    @property
    def origin(self) -> str:
        return f"https://{HOST}:{self.port}"

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        """Status and body; a header is named with _ for -."""
        sent = {"Origin": self.origin} if method == "POST" else {}
        sent |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, path, body or None, sent)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def post(self, path: str, **fields: object) -> tuple[int, Any]:
        status, body = self.ask("POST", path, json.dumps(fields).encode())
        return status, json.loads(body)

    def join(self, key: str) -> Any:
        status, told = self.post("/join", key=key)
        assert status == 200, told
        self.token = told["token"]
        return told

    def send(self, picture: bytes = JPEG, **headers: str) -> Any:
        """Send a picture; the answer."""
        status, body = self.ask("POST", "/picture", picture, **{"Content_Type": "image/jpeg", **headers})
        assert status == 200, body
        return json.loads(body)

    def close(self) -> None:
        self._connection.close()


def closed_by_other_side(connection: socket.socket) -> bool:
    """Whether the other side hangs up, within the time that a test has."""
    connection.settimeout(WAIT_S)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


Make = Callable[..., Serving]
