"""The server of the page: a thread of its own that takes connections from this machine's networks, and nobody else's.

It runs from `begin` to `end`, and can begin again, with another certificate and other keys.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Final

from app.camera.errors import SourceUnavailable
from app.phone import network
from app.phone.certificate import Certificate, make_certificate
from app.phone.connection import Connections, Patience
from app.phone.desk import Desk
from app.phone.events import PhoneEvent
from app.phone.invitation import Invitation
from app.phone.sayings import Saying

PORTS: Final = tuple(range(8443, 8453))
MOST_CONNECTIONS: Final = 24
MOST_OF_ONE: Final = 12
_JOIN_S: Final = 1.0

_log = logging.getLogger(__name__)


def _nobody(event: PhoneEvent) -> None:
    """Hear nothing."""


class PhoneServer:
    """Serves the page. `begin` and what waits for pictures belong to the camera's thread; the rest may be used by any.

    Attributes:
        on_event: hears what happens, from the server's thread or the one that asked for it; quick.
        language: the app's, for a phone whose own has no words.
    """

    def __init__(
        self,
        words: Mapping[str, Mapping[str, str]],
        *,
        addresses: Callable[[], list[str]] = network.own_addresses,
        listens_at: str = "0.0.0.0",
        ports: tuple[int, ...] = PORTS,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Serve nothing yet.

        Args:
            words: of the page, by language.
            addresses: under which this machine may be reached.
            listens_at: the address that is listened at.
            ports: that are tried; then any.
            patience: how long is waited for the other side.
            clock: monotonic seconds.
        """
        self.on_event: Callable[[PhoneEvent], None] = _nobody
        self._words = words
        self.language: Callable[[], str] = lambda: "en"
        self._addresses = addresses
        self._listens_at = listens_at
        self._ports = ports
        self._patience = patience or Patience()
        self._clock = clock
        self._lock = threading.Lock()
        self._run: _Run | None = None
        self._known: list[str] = []

    @property
    def is_open(self) -> bool:
        """Whether it serves."""
        run = self._run
        return run is not None and run.is_alive

    @property
    def invitation(self) -> Invitation | None:
        """What opens the page now; None while nothing is served, or no network is there."""
        run = self._run
        if run is None or not self._known:
            return None
        key, code = run.desk.keys
        return Invitation(self._known[0], run.port, key, code, run.certificate.fingerprint)

    @property
    def has_camera(self) -> bool:
        """Whether a phone is the camera."""
        run = self._run
        return run is not None and run.desk.has_camera

    @property
    def someone_waits(self) -> bool:
        """Whether another phone wants to be the camera."""
        run = self._run
        return run is not None and run.desk.someone_waits

    def begin(self) -> None:
        """Serve, unless it does.

        Raises:
            SourceUnavailable: `phone_package` one is not installed, `phone_no_network`, `phone_no_port`.
        """
        with self._lock:
            if self._run is not None and self._run.is_alive:
                return
            addresses = self._known = self._addresses()
            if not addresses:
                raise SourceUnavailable("phone_no_network")
            try:
                certificate = make_certificate(addresses)
            except ImportError as error:
                raise SourceUnavailable("phone_package", package=error.name or str(error)) from None
            except OSError as error:
                raise SourceUnavailable("phone_no_port", errno=error.errno or 0) from None
            desk = Desk(self._words, lambda: self.language(), self._tell, self._clock)
            try:
                listening = _listen(self._listens_at, self._ports)
            except OSError as error:
                raise SourceUnavailable("phone_no_port", errno=error.errno or 0) from None
            self._run = _Run(desk, certificate, listening, self._patience)
            self._run.start()
        self._tell(PhoneEvent.OPEN)

    def picture(self, timeout_s: float) -> bytes | None:
        """The newest picture that the phone sent, as it came; None when none came in time, or after `wake`."""
        run = self._run
        return None if run is None else run.desk.pictures.get(timeout_s) or None

    def wake(self) -> None:
        """Let whoever waits for a picture wait no longer this time."""
        run = self._run
        if run is not None:
            run.desk.pictures.put(b"")

    def say(self, text: str, language: str, still_valid: Callable[[], bool]) -> None:
        """Let the phone say these words, if it is wanted there."""
        run = self._run
        if run is not None:
            run.desk.sayings.put(Saying(text, language, self._clock(), still_valid))

    def swap(self) -> bool:
        """Let the phone that waits be the camera; False when none waits."""
        run = self._run
        return run is not None and run.desk.swap()

    def open_anew(self) -> None:
        """Take keys again after too many wrong ones, and look which addresses this machine has now."""
        run = self._run
        if run is not None:
            run.desk.open_anew()
            self._known = self._addresses()

    def end(self) -> None:
        """Serve no longer; returns at once. Every key and session is void."""
        with self._lock:
            run, self._run = self._run, None
        if run is not None:
            run.stop()

    def close(self) -> bool:
        """End, and wait for the thread for a second at most; False when it still runs."""
        run = self._run
        self.end()
        return run is None or run.join(_JOIN_S)

    def _tell(self, event: PhoneEvent) -> None:
        self.on_event(event)


class _Run:
    """The server from one `begin` to the next `end`."""

    def __init__(self, desk: Desk, certificate: Certificate, listening: socket.socket, patience: Patience) -> None:
        self.desk = desk
        self.certificate = certificate
        self.port = int(listening.getsockname()[1])
        self._listening = listening
        self._connections = Connections(desk, certificate.context, self.port, patience)
        self._loop = asyncio.SelectorEventLoop()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._serve, name="phone page", daemon=True)
        # In order of their coming; whose each is.
        self._tasks: dict[asyncio.Task[None], str] = {}
        self._interfaces = network.own_interfaces()

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.desk.pictures.close()
        with contextlib.suppress(RuntimeError):  # it has ended already
            self._loop.call_soon_threadsafe(self._stopping.set)

    def join(self, timeout_s: float) -> bool:
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _serve(self) -> None:
        try:
            self._loop.run_until_complete(self._accept_all())
        except Exception:
            _log.exception("the phone's page failed")
        finally:
            self._listening.close()
            self.desk.pictures.close()
            self._loop.close()

    async def _accept_all(self) -> None:
        stopped = asyncio.ensure_future(self._stopping.wait())
        accepting = asyncio.ensure_future(self._accept())
        await asyncio.wait((stopped, accepting), return_when=asyncio.FIRST_COMPLETED)
        serving = list(self._tasks)
        stopped.cancel()
        accepting.cancel()
        for task in serving:
            self._connections.dismiss(task)
        await asyncio.gather(stopped, accepting, *serving, return_exceptions=True)
        await asyncio.sleep(0)  # what was hung up is let go in the loop's next turn

    async def _accept(self) -> None:
        while True:
            try:
                accepted, (peer, *_) = await self._loop.sock_accept(self._listening)
            except OSError:
                # Too many open files, say: not a reason to end.
                await asyncio.sleep(0.1)
                continue
            try:
                accepted.setblocking(False)
                self._take(accepted, str(peer))
            except OSError:
                accepted.close()  # it has gone already

    def _take(self, accepted: socket.socket, peer: str) -> None:
        local = str(accepted.getsockname()[0])
        interfaces = self._interfaces
        if interfaces is not None and local not in {str(own.ip) for own in interfaces}:
            # The machine has come into another network since.
            interfaces = self._interfaces = network.own_interfaces()
        of_one = sum(each == peer for each in self._tasks.values())
        is_near = network.may_come(peer, local, interfaces)
        if not is_near or of_one >= MOST_OF_ONE or (len(self._tasks) >= MOST_CONNECTIONS and not self._make_way()):
            accepted.close()
            return
        network.stay_near(accepted)
        task = self._loop.create_task(self._connections.serve(accepted, local))
        self._tasks[task] = peer
        task.add_done_callback(lambda done: self._tasks.pop(done, None))

    def _make_way(self) -> bool:
        """End the oldest connection that is of no phone that was let in; False where there is none."""
        for task in self._tasks:
            if task not in self._connections.of_guests:
                self._connections.dismiss(task)
                self._tasks.pop(task)
                return True
        return False


def _listen(address: str, ports: tuple[int, ...]) -> socket.socket:
    """A socket that listens at the first of these ports that is free, or at any. Raises OSError."""
    for port in (*ports, 0):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            network.stay_near(listening)
            # A port that was ours a moment ago is free on Linux and macOS with this; on Windows others could share it.
            if sys.platform != "win32":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((address, port))
            listening.listen(MOST_CONNECTIONS)
        except OSError:
            listening.close()
            if port == 0:
                raise
            continue
        listening.setblocking(False)
        return listening
    raise OSError
