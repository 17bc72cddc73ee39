"""Heads of requests: what browsers send, and what nobody should."""

import pytest

from app.phone.request import MOST_HEAD_BYTES, MOST_HEADERS, BadRequest, parse_head

GOOD = (
    b"POST /picture HTTP/1.1\r\nHost: 192.168.1.5:8443\r\nOrigin: https://192.168.1.5:8443\r\n"
    b"Authorization: bearer  abc \r\nContent-Length: 12\r\nConnection: keep-alive\r\nX-Odd:\r\nX-More: \xc3\xa4 b"
)


def status(head: bytes) -> int:
    with pytest.raises(BadRequest) as bad:
        parse_head(head)
    return bad.value.status


def test_a_request_is_taken_apart() -> None:
    request = parse_head(GOOD)
    assert (request.method, request.path, request.length) == ("POST", "/picture", 12)
    assert request.headers["host"] == "192.168.1.5:8443"
    assert request.headers["x-odd"] == ""
    assert request.token == "abc"
    assert request.keeps_open


def test_what_is_not_there_is_nothing() -> None:
    request = parse_head(b"GET /?a=b HTTP/1.1\r\nConnection: Close")
    assert (request.method, request.path, request.length, request.token) == ("GET", "/?a=b", 0, "")
    assert not request.keeps_open
    assert parse_head(b"GET / HTTP/1.1\r\nAuthorization: Basic abc").token == ""


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (b"", 400),
        (b"GET /", 400),
        (b"GET / HTTP/1.0", 400),
        (b"GET / HTTP/2", 400),
        (b"get / HTTP/1.1", 400),
        (b"GET http://elsewhere/ HTTP/1.1", 400),
        (b"GET  / HTTP/1.1", 400),
        (b"GET /\x00 HTTP/1.1", 400),
        (b"GET / HTTP/1.1\nHost: a", 400),
        (b"GET / HTTP/1.1\r\nHost : a", 400),
        (b"GET / HTTP/1.1\r\n folded", 400),
        (b"GET / HTTP/1.1\r\nX: a\rb", 400),
        (b"GET / HTTP/1.1\r\nX: a\x00b", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nhost: b", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: -1", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 1_0", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: \xb2", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: " + b"9" * 5000, 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked", 501),
        (b"POST / HTTP/1.1\r\nContent-Encoding: gzip", 501),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * MOST_HEAD_BYTES, 431),
        (b"GET / HTTP/1.1" + b"\r\nX: a" * (MOST_HEADERS + 1), 431),
    ],
)
def test_what_no_browser_sends_is_refused(head: bytes, told: int) -> None:
    assert status(head) == told


@pytest.mark.parametrize("value", [b" " * 8000, b"\t " * 4000, b"a " * 4000])
def test_a_header_takes_no_longer_than_it_is_long(value: bytes) -> None:
    """A pattern that shares spaces out between its parts takes minutes, and holds every thread of the app."""
    assert status(b"GET / HTTP/1.1\r\na:" + value + b"\x01") == 400
    assert parse_head(b"GET / HTTP/1.1\r\na:" + value).headers["a"] == value.decode().strip()
