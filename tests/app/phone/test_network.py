"""Which addresses are near, and which names are this machine's own."""

import socket
import sys
from ipaddress import IPv4Interface

import pytest

from app.phone.network import is_near, is_own_name, may_come, own_addresses, own_interfaces, stay_near

HOME = [IPv4Interface("127.0.0.1/8"), IPv4Interface("192.168.1.5/24"), IPv4Interface("10.8.0.2/16")]


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "172.16.0.9", "172.31.255.1", "192.168.7.7", "169.254.3.4"]
)
def test_what_no_network_outside_can_have_is_near(address: str) -> None:
    assert is_near(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.32.0.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "192.0.2.2", "::1", "fe80::1", "", "a.b"]
)
def test_all_else_is_not(address: str) -> None:
    assert not is_near(address)


@pytest.mark.parametrize(
    ("peer", "local", "may"),
    [
        ("192.168.1.77", "192.168.1.5", True),
        ("10.8.200.1", "10.8.0.2", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("192.168.1.5", "192.168.1.5", True),
        ("192.168.2.77", "192.168.1.5", False),
        ("10.8.0.3", "192.168.1.5", False),
        ("192.168.1.77", "192.168.1.6", False),
        ("8.8.8.8", "192.168.1.5", False),
        ("192.168.1.77", "8.8.8.8", False),
    ],
)
def test_only_who_is_in_the_same_network_may_come(peer: str, local: str, may: bool) -> None:
    assert may_come(peer, local, HOME) is may


def test_where_networks_are_not_told_addresses_alone_decide() -> None:
    assert may_come("192.168.2.77", "192.168.1.5", None)
    assert not may_come("8.8.8.8", "192.168.1.5", None)


def test_a_name_is_the_address_itself_with_the_port() -> None:
    assert is_own_name("192.168.1.5:8443", "192.168.1.5", 8443)
    assert is_own_name("LocalHost:8443", "127.0.0.1", 8443)
    for host in ("192.168.1.5", "192.168.1.5:8444", "evil.example:8443", "localhost:8443", "", "192.168.1.6:8443"):
        assert not is_own_name(host, "192.168.1.5", 8443)


def test_addresses_are_those_of_the_ways_out_then_of_the_name() -> None:
    ways = iter(["192.168.1.5", None, "10.8.0.2", "192.168.1.5", None])
    found = own_addresses(lambda where: next(ways), lambda: ["127.0.1.1", "8.8.8.8", "169.254.1.1"])
    assert found == ["192.168.1.5", "10.8.0.2", "169.254.1.1"]
    assert own_addresses(lambda where: None, list) == []
    assert all(is_near(address) for address in own_addresses())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not tell")
def test_linux_tells_its_networks() -> None:
    found = own_interfaces()
    assert found is not None
    assert IPv4Interface("127.0.0.1/8") in found


def test_answers_pass_no_router() -> None:
    with socket.socket() as listening:
        stay_near(listening)
        assert listening.getsockopt(socket.IPPROTO_IP, socket.IP_TTL) == 1


@pytest.mark.parametrize(
    ("peer", "may"), [("192.168.1.5", True), ("127.0.0.1", True), ("127.9.9.9", True), ("192.168.1.7", False)]
)
def test_this_machine_itself_may_come_whatever_its_networks_are(peer: str, may: bool) -> None:
    assert may_come(peer, "192.168.1.5", []) is may
