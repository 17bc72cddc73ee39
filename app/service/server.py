"""From options to a listening server and back: sockets, signals, the end. What is answered is in application.py."""

import ipaddress
import logging
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from app.service.application import Service, create_app
from app.service.errors import ServiceError
from app.service.guard import digest
from app.service.protocol import BoundedProtocol

GRACE_S = 30
MOST_CONNECTIONS = 1000
_SHORTEST_KEY = 16


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_keys(path: Path) -> frozenset[bytes]:
    """Digests of the tokens in a file, one a line; empty lines and those that begin with # are passed over.

    Raises:
        ServiceError: it cannot be read, is empty, or has a token that is too short to be one.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ServiceError(f"--api-key-file: {path} cannot be read: {error}.") from error
    tokens = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not tokens:
        raise ServiceError(f"--api-key-file: {path} holds no key. Put one on a line, such as: openssl rand -hex 24")
    if any(len(token) < _SHORTEST_KEY for token in tokens):
        raise ServiceError(f"--api-key-file: {path} has a key of fewer than {_SHORTEST_KEY} letters: make longer ones.")
    return frozenset(digest(token) for token in tokens)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises ServiceError when the address is taken or not this machine's."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=1024)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ServiceError(
            f"Cannot listen at {host} port {port}: {reason}. Choose others by --host, --port."
        ) from error


class Server(uvicorn.Server):
    """Says at once that it will stop, stops taking connections, answers what it has taken, and ends in peace."""

    def __init__(self, service: Service, on_ready: Callable[[], None]) -> None:
        """Prepare to serve; `on_ready` is called when requests are taken."""
        super().__init__(
            uvicorn.Config(
                create_app(service),
                http=BoundedProtocol,
                ws="none",
                proxy_headers=False,
                access_log=False,
                log_config=None,
                server_header=False,
                limit_concurrency=MOST_CONNECTIONS,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=GRACE_S,
            )
        )
        self._service = service
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take requests."""
        await super().startup(sockets)
        self._on_ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal came: stop in peace; at once, when Ctrl-C comes again."""
        # Not noted for later, as uvicorn does: it would kill the process with the same signal after a clean end.
        self._service.stopping = True
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True


def run(service: Service, listening: socket.socket, on_ready: Callable[[], None]) -> None:
    """Serve until asked to stop (Ctrl-C, SIGTERM); what has been taken in is answered before it returns."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s: %(message)s")
    Server(service, on_ready).run([listening])
