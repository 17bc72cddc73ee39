"""A real server on loopback: its end, slow and rude senders, keys and addresses."""

import contextlib
import errno
import json
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from app.service import protocol
from app.service.errors import ServiceError
from app.service.guard import digest
from app.service.intake import Limits
from app.service.server import Server, is_loopback, listen, read_keys
from app.service.service import Service
from tests.app.service.fakes import WAIT_S, ColourRecognizer, jpeg, make_service


class Running:
    """A server in a thread of its own, at a free port."""

    def __init__(self, service: Service) -> None:
        ready = threading.Event()
        self.socket = listen("127.0.0.1", 0)
        self.port: int = self.socket.getsockname()[1]
        self.server = Server(service, ready.set)
        self.thread = threading.Thread(target=self.server.run, args=([self.socket],))
        self.thread.start()
        assert ready.wait(WAIT_S)

    def post(self, body: bytes = b"", path: str = "/v1/recognize", **headers: str) -> tuple[int, Any, dict[str, str]]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=WAIT_S)
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            return response.status, json.loads(response.read()), dict(response.getheaders())
        finally:
            connection.close()

    def get(self, path: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=WAIT_S)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def raw(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=WAIT_S)

    def stop(self) -> None:
        self.server.handle_exit(signal.SIGTERM, None)
        self.thread.join(WAIT_S)
        self.socket.close()
        assert not self.thread.is_alive()


@contextmanager
def running(service: Service) -> Iterator[Running]:
    server = Running(service)
    try:
        yield server
    finally:
        server.stop()


def _all(connection: socket.socket) -> bytes:
    """Everything that comes until the other side closes."""
    received = b""
    with connection:
        while piece := connection.recv(65536):
            received += piece
    return received


def test_a_picture_goes_in_and_a_value_comes_out(tmp_path: Path) -> None:
    with running(make_service(tmp_path)) as server:
        status, answer, _ = server.post(jpeg())
    assert (status, answer["value"]) == (200, "20")


def test_what_was_taken_in_is_answered_before_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.service.pool.STUCK_S", 2 * WAIT_S)
    seeing = ColourRecognizer()
    seeing.go_on.clear()
    service = make_service(tmp_path, seeing, workers=2)
    with running(service) as server, ThreadPoolExecutor(8) as senders:
        sent = [senders.submit(server.post, jpeg()) for _ in range(8)]
        for _ in range(2):
            assert seeing.entered.acquire(timeout=WAIT_S)
        while service.pool.pending < 8:
            assert server.get("/v2/health/live") == 200
        slow = server.raw()
        body = jpeg()
        slow.sendall(b"POST /v1/recognize HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % len(body) + body[:100])
        while len(service_tasks(server)) < 9:
            assert server.get("/v2/health/live") == 200
        assert server.get("/v2/health/ready") == 200
        server.server.handle_exit(signal.SIGTERM, None)
        assert service.stopping
        seeing.go_on.set()
        assert [future.result(WAIT_S)[0] for future in sent] == [200] * 8
        slow.sendall(body[100:])
        assert b" 200 OK" in _all(slow), "an upload that had begun is waited for"
        server.thread.join(WAIT_S)
        with pytest.raises(OSError, match=r"."):
            server.get("/v2/health/live")


def test_a_request_that_was_on_its_way_at_the_end_is_answered_on_its_open_connection(tmp_path: Path) -> None:
    with running(make_service(tmp_path)) as server:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=WAIT_S)
        connection.request("POST", "/v1/recognize", jpeg())
        assert json.loads(connection.getresponse().read())["value"] == "20"
        server.server.handle_exit(signal.SIGTERM, None)
        while not all(getattr(each, "_is_stopping", True) for each in server.server.server_state.connections):
            pass
        connection.request("POST", "/v1/recognize", jpeg())
        response = connection.getresponse()
        assert (response.status, response.headers["Connection"]) == (200, "close")
        response.read()
        server.thread.join(WAIT_S)


def test_what_cannot_be_answered_in_the_time_for_the_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.service.server._REFUSE_S", 0.0)
    seeing = ColourRecognizer()
    seeing.go_on.clear()
    service = make_service(tmp_path, seeing)
    with running(service) as server, ThreadPoolExecutor(4) as senders:
        sent = [senders.submit(server.post, jpeg()) for _ in range(4)]
        assert seeing.entered.acquire(timeout=WAIT_S)
        while service.pool.pending < 4:
            assert server.get("/v2/health/live") == 200
        server.server.handle_exit(signal.SIGTERM, None)
        while not service.pool._given_up:
            pass
        seeing.go_on.set()
        assert sorted(future.result(WAIT_S)[0] for future in sent) == [200, 503, 503, 503]
        server.thread.join(WAIT_S)


def test_at_the_very_end_what_is_still_being_read_is_refused_and_not_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.service.server._REFUSE_S", 0.0)
    monkeypatch.setattr("app.service.server._LEAVE_S", 0.0)
    seeing = ColourRecognizer()
    seeing.go_on.clear()
    service = make_service(tmp_path, seeing)
    with running(service) as server, ThreadPoolExecutor(2) as senders:
        sent = [senders.submit(server.post, jpeg()) for _ in range(2)]
        assert seeing.entered.acquire(timeout=WAIT_S)
        while service.pool.pending < 2:
            assert server.get("/v2/health/live") == 200
        server.server.handle_exit(signal.SIGTERM, None)
        assert [future.result(WAIT_S)[0] for future in sent] == [503, 503]
        seeing.go_on.set()
        server.thread.join(WAIT_S)


def service_tasks(server: Running) -> set[Any]:
    """Requests that the server is at work on."""
    return set(server.server.server_state.tasks)


def test_a_declared_hundred_megabytes_is_refused_before_it_comes(tmp_path: Path) -> None:
    with running(make_service(tmp_path)) as server:
        connection = server.raw()
        connection.sendall(b"POST /v1/recognize HTTP/1.1\r\nhost: x\r\ncontent-length: 104857600\r\n\r\n")
        head = connection.recv(65536)
        assert b" 413 " in head
        connection.close()


def test_a_hundred_megabytes_that_come_all_the_same_are_thrown_away_and_the_refusal_is_read(tmp_path: Path) -> None:
    service = make_service(tmp_path, limits=Limits(drain_s=WAIT_S))
    with running(service) as server:
        status, answer, _ = server.post(b"x" * 104_857_600)
        assert status == 413
        assert "20 MB" in answer["error"]
        assert server.post(jpeg())[0] == 200


def test_a_slow_sender_is_sent_away(tmp_path: Path) -> None:
    with running(make_service(tmp_path, limits=Limits(send_s=0.05))) as server:
        connection = server.raw()
        connection.sendall(b"POST /v1/recognize HTTP/1.1\r\nhost: x\r\ncontent-length: 5000\r\n\r\nonly this")
        answer = _all(connection)
        assert b" 408 " in answer
        assert b"did not come within" in answer
        assert server.post(jpeg())[0] == 200


@pytest.mark.parametrize("begun", [b"", b"POST /v1/recog", b"GET / HTTP/1.1\r\nhost: x\r\nx-more: "])
def test_a_header_that_does_not_come_ends_the_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(protocol.BoundedProtocol, "header_s", 0.05)
    with running(make_service(tmp_path)) as server:
        connection = server.raw()
        connection.sendall(begun)
        assert b" 408 " in _all(connection)


def test_a_second_header_is_given_only_so_long_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol.BoundedProtocol, "header_s", 0.2)
    with running(make_service(tmp_path)) as server:
        connection = server.raw()
        connection.sendall(b"GET /v2/health/live HTTP/1.1\r\nhost: x\r\n\r\n")
        assert b" 200 OK" in connection.recv(65536)
        connection.sendall(b"GET /v2/hea")
        assert b" 408 " in _all(connection)


LONG = b"a" * (protocol.MOST_HEADER_BYTES + 1)


@pytest.mark.parametrize(
    "header",
    [
        b"GET / HTTP/1.1\r\nhost: x\r\nx-long: " + LONG + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\n" + b"x-many: and small\r\n" * 4000 + b"\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\n" + LONG + b": a\r\n\r\n",
        b"GET /" + LONG + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nx-long: " + LONG + LONG,
        b"GET /v2/health/live HTTP/1.1\r\nhost: x\r\n\r\nGET / HTTP/1.1\r\nx-long: " + LONG + b"\r\n\r\n",
    ],
)
def test_a_header_that_is_too_long_is_a_431_whether_it_ends_or_not(tmp_path: Path, header: bytes) -> None:
    with running(make_service(tmp_path)) as server:
        connection = server.raw()
        connection.sendall(header)
        answer = _all(connection)
        assert b"HTTP/1.1 431 Request Header Fields Too Large" in answer
        assert b"64 KB" in answer
        assert server.get("/v2/health/live") == 200


def test_a_header_below_the_limit_is_read_in_whatever_pieces_it_comes(tmp_path: Path) -> None:
    header = b"GET /v2/health/live HTTP/1.1\r\nhost: x\r\nx-long: " + LONG[:-200] + b"\r\n\r\n"
    with running(make_service(tmp_path)) as server:
        connection = server.raw()
        for start in range(0, len(header), 20_000):
            connection.sendall(header[start : start + 20_000])
        assert b" 200 OK" in connection.recv(65536)
        picture = jpeg()
        # What comes with a large body is not taken for a header that is too long.
        connection.sendall(
            b"POST /v1/recognize HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % (len(picture) + 200_000)
            + picture + bytes(200_000) + header[:30]
        )  # fmt: skip
        assert b" 200 OK" in connection.recv(65536)
        connection.sendall(header[30:])
        assert b" 200 OK" in connection.recv(65536)
        connection.close()


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET http://evil.example/v1/info HTTP/1.1",
        b"GET * HTTP/1.1",
        b"CONNECT evil.example:80 HTTP/1.1",
        b"GET v1/info HTTP/1.1",
        b"GET /\xff HTTP/1.1",
        b"GET / HTTP/9.9",
        b"NONSENSE",
    ],
)
def test_a_target_that_is_no_path_and_what_is_no_http_are_a_400_in_json(tmp_path: Path, request_line: bytes) -> None:
    with running(make_service(tmp_path)) as server:
        connection = server.raw()
        connection.sendall(request_line + b"\r\nhost: 127.0.0.1\r\n\r\n")
        head, _, body = _all(connection).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 400 Bad Request")
        assert b"x-content-type-options: nosniff" in head
        assert "error" in json.loads(body)


@pytest.mark.parametrize("length", [b"9" * 5000, b"9" * 30, b"-1", b"+5", b"0x5", b"5, 5"])
def test_a_content_length_that_is_no_number_is_a_400(tmp_path: Path, length: bytes) -> None:
    with running(make_service(tmp_path)) as server:
        connection = server.raw()
        connection.sendall(b"POST /v1/recognize HTTP/1.1\r\nhost: x\r\ncontent-length: " + length + b"\r\n\r\n")
        assert _all(connection).startswith(b"HTTP/1.1 400 ")


def test_requests_that_come_at_once_are_answered_in_their_order(tmp_path: Path) -> None:
    picture = jpeg()
    ask = b"POST /v1/recognize?currency=%s HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n"
    with running(make_service(tmp_path)) as server:
        connection = server.raw()
        connection.sendall(b"".join(ask % (code, len(picture)) + picture for code in (b"USD", b"EUR", b"USD")))
        received = b""
        while received.count(b'"recognized"') < 3:
            received += connection.recv(65536)
        connection.close()
    found = [piece.startswith(b":true") for piece in received.split(b'"recognized"')[1:]]
    assert found == [True, False, True]


@pytest.mark.parametrize("asked", [1, 3])
@pytest.mark.parametrize("padding", [0, 600_000])
def test_a_sender_that_closes_its_half_of_the_connection_is_answered(tmp_path: Path, asked: int, padding: int) -> None:
    picture = jpeg() + bytes(padding)
    request = b"POST /v1/recognize HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % len(picture) + picture
    with running(make_service(tmp_path)) as server:
        connection = server.raw()
        connection.sendall(request * asked)
        connection.shutdown(socket.SHUT_WR)
        assert _all(connection).count(b"HTTP/1.1 200 OK") == asked
        assert server.post(jpeg())[0] == 200


def test_a_sender_that_closes_its_half_too_early_is_let_go(tmp_path: Path) -> None:
    with running(make_service(tmp_path)) as server:
        connection = server.raw()
        connection.sendall(b"POST /v1/recognize HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\nabc")
        connection.shutdown(socket.SHUT_WR)
        assert _all(connection) == b""


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HTTP/1.1\r\nhost: x\r\nx-more: ",
        b"POST /v1/recognize HTTP/1.1\r\nhost: x\r\ncontent-length: 9000\r\n\r\nonly this",
        b"GET /v2/health/live HTTP/1.1\r\nhost: x\r\n\r\n",
    ],
)
def test_whoever_watches_is_answered_however_many_slow_connections_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr("app.service.server.MOST_CONNECTIONS", 20)
    with running(make_service(tmp_path)) as server, contextlib.ExitStack() as held:
        slow = [held.enter_context(server.raw()) for _ in range(60)]
        for connection in slow:
            with contextlib.suppress(OSError):  # it had to make room
                connection.sendall(begun)
        for _ in range(5):
            assert server.get("/v2/health/live") == 200
        assert server.post(jpeg())[0] == 200
        assert len(server.server.server_state.connections) <= 21


def test_a_sender_that_hangs_up_harms_nobody(tmp_path: Path) -> None:
    with running(make_service(tmp_path)) as server:
        for part in (
            b"",
            b"GARBAGE\r\n\r\n",
            b"POST /v1/recognize HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\nabc",
        ):
            connection = server.raw()
            connection.sendall(part)
            connection.close()
        assert server.post(jpeg())[0] == 200


def test_a_connection_is_used_again(tmp_path: Path) -> None:
    with running(make_service(tmp_path)) as server:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=WAIT_S)
        for _ in range(3):
            connection.request("POST", "/v1/recognize", jpeg())
            assert json.loads(connection.getresponse().read())["value"] == "20"
        connection.close()


# ------------------------------------------------------------------------------------------ keys and addresses


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_which_addresses_only_this_machine_reaches(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_an_address_that_is_taken_is_said_in_one_line() -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(ServiceError, match=r"port [0-9]+: .*--port"):
        listen("127.0.0.1", taken.getsockname()[1])


def test_an_address_of_another_machine_is_said_in_one_line() -> None:
    with pytest.raises(ServiceError, match=r"Cannot listen at 203\.0\.113\.1"):
        listen("203.0.113.1", 0)


def test_keys_are_read_one_a_line(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text("# of the team\n\nabcdefghijklmnop\n  ponmlkjihgfedcba  \n")
    assert len(read_keys(path)) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", " \r\n"])
def test_a_file_of_keys_may_be_saved_by_any_editor(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "keys"
    path.write_bytes(f"0123456789abcdef0123{end}# Grüße{end}".encode(encoding))
    assert read_keys(path) == frozenset({digest("0123456789abcdef0123")})


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda path: path.write_text("# nobody\n"), "holds no key"),
        (lambda path: path.write_text("ключключключключключ\n", encoding="utf-8"), "beyond ASCII"),
        (lambda path: path.write_bytes(b"x" * 2_000_000), "cannot be read"),
        (lambda path: path.write_text("short\n"), "fewer than 16"),
        (lambda path: path.write_bytes(b"\xff\xfe\xff\xfe" * 9), "cannot be read"),
        (lambda path: None, "cannot be read"),
    ],
)
def test_a_file_without_good_keys_is_refused(tmp_path: Path, prepare: Callable[[Path], object], said: str) -> None:
    path = tmp_path / "keys"
    prepare(path)
    with pytest.raises(ServiceError, match=said):
        read_keys(path)


def test_why_is_said_in_the_system_s_words_alone(tmp_path: Path) -> None:
    with pytest.raises(ServiceError) as missing:
        read_keys(tmp_path / "none")
    assert str(missing.value).endswith(f"none cannot be read: {os.strerror(errno.ENOENT)}.")
    with listen("127.0.0.1", 0) as taken, pytest.raises(ServiceError) as again:
        listen("127.0.0.1", port := taken.getsockname()[1])
    assert f"port {port}: {os.strerror(errno.EADDRINUSE)}" in str(again.value)
    assert "[Errno" not in str(again.value)
