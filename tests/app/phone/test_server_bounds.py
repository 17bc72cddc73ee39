"""Whom the phone's page takes in, and whom not: networks that changed since, and how many of one."""

from __future__ import annotations

import errno
import socket
from ipaddress import IPv4Interface
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.camera.errors import SourceUnavailable
from app.phone import server
from app.phone.server import MOST_CONNECTIONS, MOST_OF_ONE, _Run

HERE, PEER, OTHER = "192.168.1.2", "192.168.1.9", "192.168.1.10"
OLD, NEW = [IPv4Interface("10.0.0.2/24")], [IPv4Interface("192.168.1.2/24")]


class Accepted:
    """A connection that came to an address of this machine."""

    def __init__(self, local: str = HERE) -> None:
        self.local = local
        self.is_closed = False

    def getsockname(self) -> tuple[str, int]:
        """Where it came to."""
        return self.local, 8443

    def close(self) -> None:
        """Hang up."""
        self.is_closed = True


class Task:
    """Serves nobody."""

    def add_done_callback(self, done: Any) -> None:
        """Never done."""


class Server:
    """What `_Run` knows when somebody comes."""

    def __init__(self, interfaces: list[IPv4Interface] | None, tasks: list[str], guests: int = 0) -> None:
        self._interfaces = interfaces
        self._tasks: dict[object, str] = {Task(): peer for peer in tasks}
        self.dismissed: list[object] = []
        of_guests = set(list(self._tasks)[:guests])
        self._connections = SimpleNamespace(
            serve=lambda accepted, local: None, of_guests=of_guests, dismiss=self.dismissed.append
        )
        self._loop = SimpleNamespace(create_task=lambda _: Task())

    def _make_way(self) -> bool:
        return _Run._make_way(cast(_Run, self))

    def takes(self, peer: str = PEER, local: str = HERE) -> bool:
        """Whether who comes from there is served."""
        before = len(self._tasks) + len(self.dismissed)
        accepted = Accepted(local)
        _Run._take(cast(_Run, self), cast(socket.socket, accepted), peer)
        taken = len(self._tasks) + len(self.dismissed) == before + 1
        assert accepted.is_closed is not taken
        return taken


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often it was looked which networks this machine is in by now."""
    found: list[int] = []

    def own_interfaces() -> list[IPv4Interface]:
        found.append(1)
        return NEW

    monkeypatch.setattr(server.network, "own_interfaces", own_interfaces)
    monkeypatch.setattr(server.network, "stay_near", lambda _: None)
    return found


@pytest.mark.parametrize(
    ("interfaces", "looks", "takes"), [(NEW, 0, True), (OLD, 1, True), ([], 1, True), (None, 0, True)]
)
def test_networks_are_looked_up_anew_only_where_an_address_is_not_known(
    interfaces: list[IPv4Interface] | None, looks: int, takes: bool, asked: list[int]
) -> None:
    assert Server(interfaces, []).takes() is takes
    assert len(asked) == looks


@pytest.mark.parametrize(("peer", "takes"), [(PEER, True), ("192.168.2.9", False), ("8.8.8.8", False), (HERE, True)])
def test_only_who_is_in_the_same_network_is_taken(peer: str, takes: bool, asked: list[int]) -> None:
    assert Server(NEW, []).takes(peer) is takes


@pytest.mark.parametrize(("of_one", "takes"), [(MOST_OF_ONE - 1, True), (MOST_OF_ONE, False)])
def test_of_one_only_so_many_are_taken(of_one: int, takes: bool, asked: list[int]) -> None:
    served = Server(NEW, [PEER] * of_one + [OTHER] * 3)
    assert served.takes() is takes
    assert served.takes(HERE)


@pytest.mark.parametrize(
    ("many", "guests", "takes", "dismissed"),
    [
        (MOST_CONNECTIONS - 1, MOST_CONNECTIONS - 1, True, 0),
        (MOST_CONNECTIONS, MOST_CONNECTIONS, False, 0),
        (MOST_CONNECTIONS, MOST_CONNECTIONS - 1, True, 1),
        (MOST_CONNECTIONS, 0, True, 1),
    ],
)
def test_who_was_let_in_keeps_its_connection_and_others_make_way(
    many: int, guests: int, takes: bool, dismissed: int, asked: list[int]
) -> None:
    served = Server(NEW, [f"192.168.1.{20 + n}" for n in range(many)], guests)
    oldest = list(served._tasks)[guests : guests + 1]
    assert served.takes() is takes
    assert len(served.dismissed) == dismissed
    assert served.dismissed == (oldest if dismissed else [])
    assert len(served._tasks) == (MOST_CONNECTIONS if many == MOST_CONNECTIONS else many + 1)


def test_a_port_that_is_taken_is_passed_over() -> None:
    first = server._listen("127.0.0.1", ())
    try:
        taken = first.getsockname()[1]
        second = server._listen("127.0.0.1", (taken,))
        assert second.getsockname()[1] != taken
        assert not second.getblocking()
        second.close()
    finally:
        first.close()


@pytest.mark.parametrize("where", ["make_certificate", "_listen"])
def test_why_nobody_can_be_served_is_told(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.EADDRINUSE, "taken")

    monkeypatch.setattr(server, "make_certificate", lambda addresses: None)
    monkeypatch.setattr(server, where, fails)
    address = IPv4Interface("127.0.0.1/8").ip
    with pytest.raises(SourceUnavailable) as error:
        server.PhoneServer({}, addresses=lambda: [str(address)], listens_at=str(address)).begin()
    assert (error.value.code, dict(error.value.parameters)) == ("phone_no_port", {"errno": errno.EADDRINUSE})
