"""Which addresses this machine has, who is in its own networks, and by what name it may be asked. IPv4 alone.

Nothing is listened to here, and nothing is sent: a datagram's socket that is connected only looks a way up.
"""

from __future__ import annotations

import contextlib
import importlib
import socket
import struct
import sys
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Interface, IPv4Network

LOOPBACK = "127.0.0.1"
_NEAR = tuple(
    IPv4Network(network)
    for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")
)
# Nobody is there: the way to the world, then to each kind of own network that leads nowhere else.
_SOMEWHERE = ("192.0.2.1", "192.168.254.254", "10.254.254.254", "172.31.254.254", "169.254.254.254")
_GET_ADDRESS, _GET_MASK = 0x8915, 0x891B  # of Linux


def is_near(address: str) -> bool:
    """Whether it is this machine itself, or an address that no network outside can have."""
    try:
        found = IPv4Address(address)
    except ValueError:
        return False
    return any(found in network for network in _NEAR)


def may_come(peer: str, local: str, interfaces: Iterable[IPv4Interface] | None) -> bool:
    """Whether who is at `peer` is in a network of this machine's own.

    Args:
        peer: who connects.
        local: this machine's address that it came to.
        interfaces: this machine's addresses with their networks; None where the system does not tell them.
    """
    if not (is_near(peer) and is_near(local)):
        return False
    if peer == local or IPv4Address(peer).is_loopback:
        return True
    if interfaces is None:
        return True
    return any(str(own.ip) == local and IPv4Address(peer) in own.network for own in interfaces)


def is_own_name(host: str, local: str, port: int) -> bool:
    """Whether a header `Host` is the address that the request came to; a name could be made to lead here."""
    names = {f"{local}:{port}"} | ({f"localhost:{port}"} if IPv4Address(local).is_loopback else set())
    return host.lower() in names


def own_addresses(
    route: Callable[[str], str | None] | None = None, named: Callable[[], list[str]] | None = None
) -> list[str]:
    """The addresses under which a phone may reach this machine, the likeliest first; none without a network."""
    found = [(route or _route)(where) for where in _SOMEWHERE] + [*(named or _named)()]
    return list(dict.fromkeys(each for each in found if each and is_near(each) and not IPv4Address(each).is_loopback))


def own_interfaces() -> list[IPv4Interface] | None:
    """This machine's addresses with their networks; None where the system does not tell."""
    if not sys.platform.startswith("linux"):
        return None
    found = []
    ioctl = importlib.import_module("fcntl").ioctl
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            wanted = struct.pack("256s", name.encode()[:15])
            with contextlib.suppress(OSError):
                address, mask = (
                    socket.inet_ntoa(ioctl(asking.fileno(), what, wanted)[20:24]) for what in (_GET_ADDRESS, _GET_MASK)
                )
                found.append(IPv4Interface(f"{address}/{mask}"))
    return found


def stay_near(listening: socket.socket) -> None:
    """Let nothing that is answered here pass a router: who is further away gets no connection at all."""
    with contextlib.suppress(OSError):
        listening.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 1)


def _route(where: str) -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect((where, 9))
            return str(asking.getsockname()[0])
        except OSError:
            return None


def _named() -> list[str]:
    try:
        return [str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    except OSError:
        return []
