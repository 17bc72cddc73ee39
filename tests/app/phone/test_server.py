"""The server with real TLS and real sockets on loopback: what it serves, whom it turns away, how it ends."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading

import pytest

from app.camera.errors import SourceUnavailable
from app.phone import server as server_module
from app.phone.connection import Patience
from app.phone.desk import MOST_PICTURE_BYTES
from app.phone.events import PhoneEvent
from app.phone.server import MOST_CONNECTIONS, MOST_OF_ONE, PhoneServer
from tests.app.phone.pages import (
    HOST,
    JPEG,
    WAIT_S,
    Phone,
    Serving,
    believing_all,
    closed_by_other_side,
    needs_packages,
)

pytestmark = needs_packages

HURRIED = Patience(hello_s=0.2, idle_s=0.2, head_s=0.2, body_s=0.2, write_s=0.2)


def raw_answer(serving: Serving, sent: bytes) -> bytes:
    """What comes back to these bytes, until the other side hangs up."""
    with serving.connect() as connection:
        connection.sendall(sent)
        received = b""
        try:
            while piece := connection.recv(65536):
                received += piece
        except OSError:
            pass
        return received


def still_serves(serving: Serving) -> bool:
    phone = Phone(serving.port)
    try:
        return phone.ask("GET", "/")[0] == 200
    finally:
        phone.close()


def test_a_phone_joins_and_its_pictures_come_newest_first() -> None:
    with Serving() as serving:
        phone = serving.phone()
        assert serving.next_event() is PhoneEvent.JOINED
        assert serving.server.has_camera
        assert phone.send()["standing"] == "camera"
        assert phone.send(JPEG + b"newer")["standing"] == "camera"
        assert serving.server.picture(WAIT_S) == JPEG + b"newer"
        assert serving.server.picture(0) is None
        phone.close()


def test_the_page_comes_with_its_policy() -> None:
    with Serving() as serving:
        phone = Phone(serving.port)
        status, body = phone.ask("GET", "/")
        assert status == 200
        assert b"<script src=" in body
        assert phone.ask("GET", "/nothing")[0] == 404
        phone.close()


def test_what_is_said_reaches_the_phone_that_wants_it() -> None:
    with Serving() as serving:
        phone = serving.phone()
        serving.server.say("20 dollars", "en", lambda: True)
        assert phone.send(X_Say="1")["say"] == [{"text": "20 dollars", "language": "en"}]
        phone.close()


def test_two_phones_and_who_is_let_in() -> None:
    with Serving() as serving:
        first, second = serving.phone(), serving.phone()
        assert [serving.next_event(), serving.next_event()] == [PhoneEvent.JOINED, PhoneEvent.WAITS]
        assert second.send()["standing"] == "waiting"
        assert serving.server.someone_waits
        assert serving.server.swap()
        assert serving.next_event() is PhoneEvent.TAKEN_OVER
        assert second.send()["standing"] == "camera"
        assert first.send()["standing"] == "waiting"
        first.close()
        second.close()


def test_who_types_the_address_without_https_is_sent_there() -> None:
    with Serving() as serving:
        connection = http.client.HTTPConnection(HOST, serving.port, timeout=WAIT_S)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (308, f"https://{HOST}:{serving.port}/")
        connection.close()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"rubbish\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", b"421"),
        (b"POST /join HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"501"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 9000 + b"\r\n\r\n", b"431"),
    ],
)
def test_rubbish_is_refused_and_hung_up_on(sent: bytes, status: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with Serving() as serving:
        answer = raw_answer(serving, sent)
        assert answer.startswith(b"HTTP/1.1 " + status)
        assert still_serves(serving)
    assert caplog.text == ""


def test_a_body_that_is_too_long_is_not_waited_for() -> None:
    with Serving() as serving:
        phone = serving.phone()
        head = (
            f"POST /picture HTTP/1.1\r\nHost: {HOST}:{serving.port}\r\nOrigin: {phone.origin}\r\n"
            f"Authorization: Bearer {phone.token}\r\nContent-Length: {MOST_PICTURE_BYTES + 1}\r\n\r\n"
        )
        assert raw_answer(serving, head.encode()).startswith(b"HTTP/1.1 413")
        phone.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost:",
        b"POST /join HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nOrigin: https://127.0.0.1:PORT\r\nContent-Length: 9\r\n\r\n{",
    ],
    ids=["nothing", "half a head", "half a body"],
)
def test_who_is_slow_is_hung_up_on(sent: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with Serving(HURRIED) as serving, serving.connect() as connection:
        connection.sendall(sent.replace(b"PORT", str(serving.port).encode()) or b"")
        assert closed_by_other_side(connection)
    assert caplog.text == ""


def test_who_says_nothing_at_all_is_hung_up_on() -> None:
    with Serving(HURRIED) as serving, socket.create_connection((HOST, serving.port)) as connection:
        assert closed_by_other_side(connection)


def test_what_looks_like_tls_and_is_none_does_no_harm(caplog: pytest.LogCaptureFixture) -> None:
    with Serving() as serving:
        with socket.create_connection((HOST, serving.port)) as connection:
            connection.sendall(b"\x16\x03\x01\x00\x05rubbish" * 20)
            assert closed_by_other_side(connection)
        assert still_serves(serving)
    assert caplog.text == ""


def test_many_idle_connections_of_one_keep_no_other_out_and_end_with_the_server() -> None:
    with Serving() as serving:
        phone = serving.phone()
        idle = [socket.create_connection((HOST, serving.port)) for _ in range(2 * MOST_CONNECTIONS)]
        # The phone's own is one of those that may stay.
        assert all(closed_by_other_side(connection) for connection in idle[MOST_OF_ONE - 1 :])
        assert phone.send()["standing"] == "camera", "who was let in before is served on"
        for connection in idle:
            connection.close()
        phone.close()


def test_a_stranger_makes_way_for_who_comes_and_a_phone_that_was_let_in_does_not() -> None:
    with Serving() as serving:
        run = serving.server._run
        assert run is not None
        phone = serving.phone()
        phone.send()
        with serving.connect() as stranger:
            invented = f"GET / HTTP/1.1\r\nHost: {HOST}:{serving.port}\r\nAuthorization: Bearer x\r\n\r\n"
            stranger.sendall(invented.encode())
            assert stranger.recv(12) == b"HTTP/1.1 200"
            made: list[bool] = []
            done = threading.Event()

            def make_way() -> None:
                made.extend([run._make_way(), run._make_way()])
                done.set()

            run._loop.call_soon_threadsafe(make_way)
            assert done.wait(WAIT_S)
            assert made == [True, False]
            left = 0
            while not closed_by_other_side(stranger):
                left += 1
                assert left < 4000, "it is still served"
        assert phone.send()["standing"] == "camera"
        phone.close()


def test_who_is_of_another_network_gets_not_even_a_handshake(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def may_come(peer: str, local: str, interfaces: object) -> bool:
        asked.append((peer, local))
        return False

    with Serving() as serving:
        monkeypatch.setattr(server_module.network, "may_come", may_come)
        with socket.create_connection((HOST, serving.port)) as connection:
            assert closed_by_other_side(connection)
        assert asked == [(HOST, HOST)]


def test_it_ends_while_phones_are_connected_and_begins_again_with_other_keys() -> None:
    with Serving() as serving:
        phone = serving.phone()
        before = serving.server.invitation
        assert serving.server.close()
        assert serving.server.invitation is None
        assert not serving.server.is_open
        assert serving.server.picture(WAIT_S) is None
        with pytest.raises((OSError, http.client.HTTPException)):
            phone.ask("GET", "/")
        serving.server.begin()
        after = serving.server.invitation
        assert before is not None
        assert after is not None
        assert (before.key, before.fingerprint) != (after.key, after.fingerprint)
        late = Phone(after.port)
        assert late.post("/join", key=before.code)[0] == 403
        late.close()
        phone.close()


def test_to_begin_twice_is_to_begin_once() -> None:
    with Serving() as serving:
        before = serving.server.invitation
        serving.server.begin()
        assert serving.server.invitation == before
        assert serving.events.empty()


def test_who_waits_for_a_picture_can_be_woken() -> None:
    with Serving() as serving:
        found: list[bytes | None] = []
        waiting = threading.Thread(target=lambda: found.append(serving.server.picture(WAIT_S)))
        waiting.start()
        serving.server.wake()
        waiting.join(WAIT_S)
        assert found == [None]


def test_without_a_network_there_is_no_page() -> None:
    server = PhoneServer({}, addresses=list, listens_at=HOST)
    with pytest.raises(SourceUnavailable) as unavailable:
        server.begin()
    assert unavailable.value.code == "phone_no_network"
    assert not server.is_open
    assert server.invitation is None
    assert server.close()


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(addresses: object) -> None:
        raise ModuleNotFoundError("No module named 'cryptography'", name="cryptography")

    monkeypatch.setattr(server_module, "make_certificate", missing)
    with pytest.raises(SourceUnavailable) as unavailable:
        PhoneServer({}, addresses=lambda: [HOST], listens_at=HOST).begin()
    assert (unavailable.value.code, dict(unavailable.value.parameters)) == (
        "phone_package",
        {"package": "cryptography"},
    )


def test_an_address_that_is_not_this_machines_cannot_be_listened_at() -> None:
    with pytest.raises(SourceUnavailable) as unavailable:
        PhoneServer({}, addresses=lambda: [HOST], listens_at="192.0.2.77").begin()
    assert unavailable.value.code == "phone_no_port"
    assert unavailable.value.parameters["errno"]


def test_a_port_that_is_taken_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = PhoneServer({}, addresses=lambda: [HOST], listens_at=HOST, ports=(port,))
        server.begin()
        invitation = server.invitation
        assert invitation is not None
        assert invitation.port != port
        assert server.close()


def test_old_tls_is_not_spoken() -> None:
    with Serving() as serving:
        context = believing_all()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        with (
            socket.create_connection((HOST, serving.port)) as plain,
            context.wrap_socket(plain) as connection,
        ):
            assert connection.version() in ("TLSv1.2", "TLSv1.3")
