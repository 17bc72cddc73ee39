"""From options to a listening server and back: sockets, signals, the end. What is answered is in application.py."""

import asyncio
import contextlib
import ipaddress
import logging
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from app.service.application import create_app
from app.service.errors import ServiceError
from app.service.guard import digest
from app.service.protocol import MOST_CONNECTIONS, bounded
from app.service.service import Service
from app.textfile import read_text

# From SIGTERM to the end, at the latest: what is not answered by then is refused, then cut off.
GRACE_S = 30
_REFUSE_S, _LEAVE_S, _CUT_OFF_S = GRACE_S - 5.0, GRACE_S - 3.5, GRACE_S - 3
# Files that are no connections: the model, pipes to processes, logs.
_OTHER_FILES = 256
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
        ServiceError: it cannot be read, is empty, or has a token that is too short or cannot be sent.
    """
    try:
        lines = read_text(path, most_bytes=1024 * 1024).splitlines()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ServiceError(f"--api-key-file: {path} cannot be read: {reason}.") from error
    tokens = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not tokens:
        raise ServiceError(f"--api-key-file: {path} holds no key. Put one on a line, such as: openssl rand -hex 24")
    if any(len(token) < _SHORTEST_KEY for token in tokens):
        raise ServiceError(f"--api-key-file: {path} has a key of fewer than {_SHORTEST_KEY} letters: make longer ones.")
    if not all(map(str.isascii, tokens)):
        raise ServiceError(
            f"--api-key-file: {path} cannot be read: it has a key with letters beyond ASCII, which are not sent alike "
            "by all clients. Make another, such as: openssl rand -hex 24"
        )
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
                http=bounded(min(MOST_CONNECTIONS, _most_files() - _OTHER_FILES)),
                ws="none",
                proxy_headers=False,
                access_log=False,
                log_config=None,
                server_header=False,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=_CUT_OFF_S,
            )
        )
        self._service = service
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take requests."""
        await super().startup(sockets)
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer what was taken in; near the end of the time for it, refuse what is left."""
        loop, pool = asyncio.get_running_loop(), self._service.pool
        timers = (loop.call_later(_REFUSE_S, pool.give_up), loop.call_later(_LEAVE_S, pool.leave))
        try:
            await super().shutdown(sockets)
        finally:
            for timer in timers:
                timer.cancel()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal came: stop in peace; at once, when Ctrl-C comes again."""
        # Not noted for later, as uvicorn does: it would kill the process with the same signal after a clean end.
        self._service.stopping = True
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True


def _most_files() -> int:
    """How many files this process may have open, after asking for as many as it may."""
    try:
        import resource
    except ImportError:  # Windows, which has no such limit
        return MOST_CONNECTIONS + _OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return wanted if soft == resource.RLIM_INFINITY else max(soft, _OTHER_FILES + 16)


def run(service: Service, listening: socket.socket, on_ready: Callable[[], None]) -> None:
    """Serve until asked to stop (Ctrl-C, SIGTERM); what has been taken in is answered before it returns."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s: %(message)s")
    Server(service, on_ready).run([listening])
