"""How a password is given: word for word what RFC 7616 and RFC 7617 ask. The wire is in http_source's tests."""

from __future__ import annotations

import base64
import email
import gzip
import hashlib
import http.client
import re
import socket
import ssl
from types import SimpleNamespace
from typing import Any

import pytest

from app.camera import http_access
from app.camera.address import Address, parse_address
from app.camera.errors import SourceUnavailable
from app.camera.http_access import Answer, HttpAccess, _authorization

ADDRESS = parse_address("http://me:secret@camera/video?a=b")


def _fields(header: str) -> dict[str, str]:
    assert header.startswith("Digest ")
    found = re.findall(r'(\w+)=("(?:[^"\\]|\\.)*"|[^\s,]+)', header.removeprefix("Digest "))
    assert len({name for name, _ in found}) == len(found), "each field once"
    return dict(found)


def _of(*pieces: str, by: str = "md5") -> str:
    return hashlib.new(by, ":".join(pieces).encode()).hexdigest()


def _bare(quoted: str) -> str:
    return quoted.strip('"')


def test_without_a_digest_name_and_password_are_given_as_they_are() -> None:
    expected = "Basic " + base64.b64encode(b"me:secret").decode()
    assert _authorization(ADDRESS, 'Basic realm="cam"') == expected
    assert _authorization(ADDRESS, "Newest way=of asking") == expected
    nobody = Address("http", "camera", 80, "/", "http://camera/", None, None)
    assert _authorization(nobody, "Basic") == "Basic " + base64.b64encode(b":").decode()


def test_a_digest_without_quality_of_protection_is_the_old_one() -> None:
    given = _fields(_authorization(ADDRESS, 'Digest realm="a cam", nonce="n1"'))
    assert set(given) == {"username", "realm", "nonce", "uri", "response"}
    assert (given["username"], given["realm"], given["nonce"]) == ('"me"', '"a cam"', '"n1"')
    assert given["uri"] == '"/video?a=b"'
    assert _bare(given["response"]) == _of(_of("me", "a cam", "secret"), "n1", _of("GET", "/video?a=b"))


@pytest.mark.parametrize("quality", ["auth", '"auth"', '"auth,auth-int"', '"auth-int, auth"'])
def test_a_digest_with_quality_of_protection_counts_its_requests(quality: str) -> None:
    given = _fields(_authorization(ADDRESS, f'Digest realm="cam", nonce="n1", qop={quality}, opaque="o 1"'))
    assert (given["qop"], given["nc"], given["opaque"]) == ("auth", "00000001", '"o 1"')
    own = _bare(given["cnonce"])
    assert re.fullmatch("[0-9a-f]{16}", own)
    secret = _of("me", "cam", "secret")
    assert _bare(given["response"]) == _of(secret, "n1", "00000001", own, "auth", _of("GET", "/video?a=b"))


def test_a_quality_that_is_not_offered_is_not_claimed() -> None:
    assert "qop" not in _fields(_authorization(ADDRESS, 'Digest realm="cam", nonce="n1", qop="auth-int"'))


@pytest.mark.parametrize(("algorithm", "by"), [("MD5", "md5"), ("SHA-256", "sha256"), ("sha-256", "sha256")])
def test_the_algorithm_is_the_one_that_is_asked_for(algorithm: str, by: str) -> None:
    given = _fields(_authorization(ADDRESS, f'Digest realm="cam", nonce="n1", algorithm={algorithm}'))
    assert given["algorithm"] == algorithm.upper()
    secret = _of("me", "cam", "secret", by=by)
    assert _bare(given["response"]) == _of(secret, "n1", _of("GET", "/video?a=b", by=by), by=by)


def test_of_a_session_the_secret_is_its_own() -> None:
    given = _fields(_authorization(ADDRESS, 'Digest realm="cam", nonce="n1", qop="auth", algorithm=MD5-sess'))
    own = _bare(given["cnonce"])
    secret = _of(_of("me", "cam", "secret"), "n1", own)
    assert _bare(given["response"]) == _of(secret, "n1", "00000001", own, "auth", _of("GET", "/video?a=b"))


def test_quotes_in_names_stay_quoted() -> None:
    address = Address("http", "camera", 80, "/", "http://camera/", 'm"e', "p")
    given = _fields(_authorization(address, r'Digest realm="a \"cam\"", nonce="n1"'))
    assert (given["username"], given["realm"]) == (r'"m\"e"', r'"a \"cam\""')
    assert _bare(given["response"]) == _of(_of('m"e', 'a "cam"', "p"), "n1", _of("GET", "/"))


def test_a_digest_is_taken_wherever_it_stands() -> None:
    assert _authorization(ADDRESS, 'Basic realm="x", DIGEST realm="cam", nonce="n"').startswith("Digest ")


def test_an_answer_that_hung_up_with_its_last_byte_has_ended() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd")
        response = http.client.HTTPResponse(ours)
        response.begin()
        answer = Answer(ours, response)
        assert answer.read(5.0) == b"abcd"
        response.close()  # as Python does by itself from 3.13 on
        ours.close()
        assert answer.read(5.0) == b""


@pytest.mark.parametrize("challenge", ["a" * 65_000, "a " * 30_000, 'a="' * 20_000, 'a="' + '\\"' * 30_000])
def test_a_challenge_takes_no_longer_than_it_is_long(challenge: str) -> None:
    """A pattern that begins anew within each word takes a minute for the first of these, and holds every thread."""
    assert _authorization(ADDRESS, f"Digest {challenge}").startswith("Digest username=")


EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"  # of deflate: nothing, in five bytes
GZIP_HEAD = b"\x1f\x8b\x08" + bytes(6) + b"\xff"


class Dripping:
    """An answer that goes on for ever, a piece at each look; a second passes at each."""

    def __init__(self, lines: str, first: bytes, then: bytes) -> None:
        self.headers = email.message_from_string(lines)
        self.chunked = "chunked" in lines
        self.length: int | None = None
        self.now_s = 0.0
        self._first, self._then = first, then

    def isclosed(self) -> bool:
        return False

    def read1(self, _most: int) -> bytes:
        assert not self.chunked, "http.client has no end behind the last chunk"
        self.now_s += 1.0
        data, self._first = self._first or self._then, b""
        return data

    def answer(self) -> Answer:
        return Answer(None, self, lambda: self.now_s)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "first", "then"),
    [
        ("Content-Encoding: gzip\n", GZIP_HEAD, EMPTY_BLOCK),
        ("Transfer-Encoding: chunked\n", b"2;", b"a"),
        ("Transfer-Encoding: chunked\n", b"\r\n", b"\r\n"),
    ],
)
def test_nothing_that_comes_for_ever_ends_in_time(lines: str, first: bytes, then: bytes) -> None:
    dripping = Dripping(lines, first, then)
    with pytest.raises(TimeoutError):
        dripping.answer().read(2000.0)  # more looks than Python's stack is deep
    assert dripping.now_s == 2000.0


def test_what_a_server_adds_behind_the_last_chunk_is_not_waited_for() -> None:
    dripping = Dripping("Transfer-Encoding: chunked\n", b"2\r\nab\r\n0\r\n", b"X-More: yes\r\n")
    answer = dripping.answer()
    assert answer.read(5.0) == b"ab"
    assert answer.read(5.0) == b""
    assert dripping.now_s == 1.0


def test_chunks_that_break_off_are_no_end() -> None:
    answer = Dripping("Transfer-Encoding: chunked\n", b"9\r\nab", b"").answer()
    assert answer.read(5.0) == b"ab"
    with pytest.raises(OSError, match="broke off"):
        answer.read(5.0)


def test_packed_chunks_are_unpacked_to_their_end() -> None:
    packed = gzip.compress(b"hello " * 1000)
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    answer = Dripping("Transfer-Encoding: chunked\nContent-Encoding: gzip\n", body, b"").answer()
    read = b""
    while piece := answer.read(5.0):
        read += piece
    assert read == b"hello " * 1000


class Answering:
    """Stands for the connection: answers in turn what a test says, and keeps what was asked for."""

    def __init__(self, *answers: tuple[int, dict[str, str]]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str | None]] = []
        self.closed = 0

    def request(self, address: Address, challenge: str | None, timeout_s: float) -> tuple[Answering, SimpleNamespace]:
        assert timeout_s == 3.0
        self.asked.append((address.path, challenge))
        status, headers = self.answers.pop(0)
        told = email.message_from_string("".join(f"{name}: {value}\n" for name, value in headers.items()))
        return self, SimpleNamespace(status=status, headers=told, chunked=False, close=lambda: None)

    def close(self) -> None:
        self.closed += 1


def _asking(monkeypatch: pytest.MonkeyPatch, *answers: tuple[int, dict[str, str]]) -> tuple[HttpAccess, Answering]:
    access, answering = HttpAccess(ADDRESS), Answering(*answers)
    monkeypatch.setattr(access, "_request", answering.request)
    return access, answering


def _moved(number: int) -> tuple[int, dict[str, str]]:
    return 302, {"Location": f"/{number}"}


WANTS_PASSWORD = (401, {"WWW-Authenticate": 'Basic realm="cam"'})


def test_five_redirections_and_a_password_are_followed_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = [_moved(number) for number in range(5)]
    access, answering = _asking(monkeypatch, *moves, WANTS_PASSWORD, (200, {}))
    access.ask(3.0)
    assert [path for path, _ in answering.asked] == ["/video?a=b", "/0", "/1", "/2", "/3", "/4", "/4"]
    assert [challenge for _, challenge in answering.asked] == [None] * 6 + ['Basic realm="cam"']
    assert answering.closed == 6, "but for the one with the pictures"
    access, answering = _asking(monkeypatch, *[_moved(number) for number in range(8)])
    with pytest.raises(SourceUnavailable) as raised:
        access.ask(3.0)
    assert raised.value.code == "stream_answer"
    assert len(answering.asked) == 7


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_without_an_address_leads_nowhere(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    access, answering = _asking(monkeypatch, (status, {"Location": "/there"}), (200, {}))
    access.ask(3.0)
    assert answering.asked[1][0] == "/there"
    access, answering = _asking(monkeypatch, (status, {}))
    with pytest.raises(SourceUnavailable) as raised:
        access.ask(3.0)
    assert (raised.value.code, raised.value.parameters["status"]) == ("stream_answer", status)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([WANTS_PASSWORD, WANTS_PASSWORD], "stream_password"),
        ([(401, {})], "stream_password"),
        ([(403, {})], "stream_password"),
        ([(404, {})], "stream_answer"),
        ([(201, {"Location": "/there"})], "stream_answer"),
    ],
)
def test_what_is_no_answer_is_told(
    answers: list[tuple[int, dict[str, str]]], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    access, answering = _asking(monkeypatch, *answers)
    with pytest.raises(SourceUnavailable) as raised:
        access.ask(3.0)
    assert raised.value.code == code
    assert not answering.answers
    assert answering.closed == len(answers)


def test_who_has_no_name_is_not_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    access, answering = HttpAccess(parse_address("http://camera/video")), Answering(WANTS_PASSWORD)
    monkeypatch.setattr(access, "_request", answering.request)
    with pytest.raises(SourceUnavailable) as raised:
        access.ask(3.0)
    assert raised.value.code == "stream_password"


def test_a_camera_in_the_house_that_signs_its_certificate_itself_is_asked_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    access: Any = HttpAccess(parse_address("https://192.168.1.9/video"))

    class Connection:
        sock = "a socket"

        def connect(self) -> None:
            if not access._trusts_any:
                raise ssl.SSLCertVerificationError

    made: list[Connection] = []

    def connection(address: Address, timeout_s: float) -> Connection:
        made.append(Connection())
        return made[-1]

    monkeypatch.setattr(access, "_connection", connection)
    for is_at_home in (False, True):
        made.clear()
        monkeypatch.setattr("app.camera.http_access._is_at_home", lambda address, timeout_s, at=is_at_home: at)
        if is_at_home:
            assert access._connected(access._address, 1.0) is made[1]
            assert access._socket == "a socket"
        else:
            with pytest.raises(SourceUnavailable, match="stream_certificate"):
                access._connected(access._address, 1.0)


class _Connected:
    """A connection whose other end has this address."""

    def __init__(self, peer: str) -> None:
        self.peer = peer

    def __enter__(self) -> _Connected:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def getpeername(self) -> tuple[str, int]:
        return self.peer, 443


@pytest.mark.parametrize(
    ("peer", "is_at_home", "is_this_machine"),
    [
        ("192.168.1.9", True, False),
        ("10.0.0.7", True, False),
        ("169.254.3.4", True, False),
        ("fe80::1%eth0", True, False),
        ("fd00::5", True, False),
        ("127.0.0.1", True, True),
        ("127.8.8.8", True, True),
        ("::1", True, True),
        ("8.8.8.8", False, False),
        ("2606:4700::1111", False, False),
        ("a socket of this system", False, False),
    ],
)
def test_only_a_machine_that_the_internet_does_not_know_is_at_home(
    peer: str, is_at_home: bool, is_this_machine: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, float]] = []

    def connect(where: object, timeout_s: float) -> _Connected:
        asked.append((where, timeout_s))
        return _Connected(peer)

    monkeypatch.setattr("app.camera.http_access.socket.create_connection", connect)
    address = parse_address("https://camera.example:8443/video")
    assert http_access._is_at_home(address, 2.5) is is_at_home
    assert asked == [(("camera.example", 8443), 2.5)]
    connected: Any = _Connected(peer)
    assert http_access._is_this_machine(connected) is is_this_machine


def test_who_cannot_be_reached_is_not_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(where: object, timeout_s: float) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("app.camera.http_access.socket.create_connection", refuse)
    assert http_access._is_at_home(parse_address("https://192.168.1.9/video"), 1.0) is False
