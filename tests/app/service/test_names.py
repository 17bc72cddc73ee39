"""Under which names a service without keys is asked, and by whose pages."""

import pytest

from app.service.errors import Refused
from app.service.names import check, names_of

HOSTS = names_of("127.0.0.1")


def _status(*headers: tuple[str, str], may_be_opened: bool = False) -> int:
    try:
        check([(name.encode(), value.encode("latin-1")) for name, value in headers], HOSTS, may_be_opened=may_be_opened)
    except Refused as refused:
        return refused.status
    return 200


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8080", "127.0.0.1", "localhost:9000", "LocalHost:1", "localhost.", "[::1]:8080", "[0:0:0:0:0:0:0:1]"],
)
def test_its_own_names_are_answered(host: str) -> None:
    assert _status(("host", host)) == 200
    for scheme in ("http", "https", "HTTP"):
        assert _status(("host", host), ("origin", f"{scheme}://{host}")) == 200


def test_the_address_that_it_listens_at_is_its_name_too() -> None:
    for address, host in (("192.168.1.5", "192.168.1.5:8080"), ("Notes.Example.", "notes.example"), ("::5", "[0::5]")):
        check([(b"host", host.encode())], names_of(address), may_be_opened=False)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "evil.example.",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "127.0.0.1.evil.example:8080",
        "evil-localhost",
        "sub.localhost",
        "0.0.0.0:8080",
        "[::]:8080",
        "127.0.0.2",
        "127.1",
        "2130706433",
        "0x7f000001",
        "[::ffff:127.0.0.1]",
        "testserver",
    ],
)
def test_another_name_is_refused(host: str) -> None:
    assert _status(("host", host)) == 421
    assert _status(("host", host), may_be_opened=True) == 421


@pytest.mark.parametrize(
    "host", ["", "evil@localhost", "localhost:80:80", "localhost:x", "localhost, x", "::1", "[::1", "local host", "%6c"]
)
def test_a_name_that_is_none_is_a_400(host: str) -> None:
    assert _status(("host", host)) == 400


def test_no_name_and_two_names_are_a_400() -> None:
    assert _status() == 400
    assert _status(("host", "localhost"), ("host", "localhost")) == 400


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://evil.example",
        "http://localhost:3000",
        "http://127.0.0.1",
        "http://localhost:8080",
        "https://127.0.0.1",
        "file://",
        "ftp://127.0.0.1:8080",
        "http://127.0.0.1:8080.evil.example",
        "http://127.0.0.1:8080@evil.example",
        "http://127.0.0.1:8080/page",
        "127.0.0.1:8080",
        "chrome-extension://abcdef",
    ],
)
def test_pages_of_other_sites_are_refused(origin: str) -> None:
    host = ("host", "127.0.0.1:8080")
    assert _status(host, ("origin", origin)) == 403
    assert _status(host, ("origin", "http://127.0.0.1:8080"), ("origin", origin)) == 403


def test_a_port_that_a_scheme_implies_need_not_be_said() -> None:
    assert _status(("host", "localhost"), ("origin", "http://localhost:80")) == 200
    assert _status(("host", "localhost:443"), ("origin", "https://localhost")) == 200
    assert _status(("host", "localhost:443"), ("origin", "http://localhost")) == 403


def test_a_request_that_a_browser_says_is_of_another_page_is_refused_but_a_link_is_followed() -> None:
    host = ("host", "localhost:8080")
    for site in ("cross-site", "same-site", "Cross-Site "):
        assert _status(host, ("sec-fetch-site", site)) == 403
        assert _status(host, ("sec-fetch-site", site), may_be_opened=True) == 200
    for site in ("same-origin", "none"):
        assert _status(host, ("sec-fetch-site", site)) == 200
