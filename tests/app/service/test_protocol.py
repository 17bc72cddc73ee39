"""One connection without a network: what it is given time and room for, how it is refused. Timers ring by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from uvicorn import Config
from uvicorn.server import ServerState

from app.service import protocol
from app.service.guard import Scope, Send
from app.service.intake import Message, Receive
from app.service.protocol import (
    DRAIN_S,
    FEW_CONNECTIONS,
    GATHERED_BYTES,
    HEADER_S,
    LINGER_S,
    MOST_HEADER_BYTES,
    UNASKED_BYTES,
)

GET = b"GET /v2/health/live HTTP/1.1\r\nhost: x\r\n\r\n"
LONG = b"GET / HTTP/1.1\r\nx: " + b"a" * MOST_HEADER_BYTES


class Timer:
    """Something that is to happen later, unless it is cancelled."""

    def __init__(self, after_s: float, act: Callable[[], None]) -> None:
        self.after_s, self._act = after_s, act
        self.is_on = True

    def cancel(self) -> None:
        self.is_on = False

    def ring(self) -> None:
        assert self.is_on
        self.is_on = False
        self._act()


class Loop:
    """The loop of now, whose time does not pass."""

    def __init__(self) -> None:
        self.timers: list[Timer] = []

    def call_later(self, after_s: float, act: Callable[..., None], *arguments: Any) -> Timer:
        self.timers.append(Timer(after_s, lambda: act(*arguments)))
        return self.timers[-1]

    def create_task(self, work: Any, **how: Any) -> asyncio.Task[Any]:
        return asyncio.get_running_loop().create_task(work, **how)

    def waiting(self, after_s: float) -> list[Timer]:
        return [timer for timer in self.timers if timer.is_on and timer.after_s == after_s]


class Transport:
    """A connection to nobody."""

    def __init__(self, *, may_end: bool = True) -> None:
        self.written = b""
        self.has_ended = self.is_closed = self.is_paused = False
        self._may_end = may_end

    def get_extra_info(self, _: str, default: object = None) -> object:
        return default

    def write(self, data: bytes) -> None:
        assert not self.is_closed
        self.written += data

    def can_write_eof(self) -> bool:
        return self._may_end

    def write_eof(self) -> None:
        self.has_ended = True

    def is_closing(self) -> bool:
        return self.is_closed

    def close(self) -> None:
        self.is_closed = True

    def pause_reading(self) -> None:
        self.is_paused = True

    def resume_reading(self) -> None:
        self.is_paused = False

    @property
    def status(self) -> int:
        assert self.written.count(b"HTTP/1.1 ") == 1
        return int(self.written.split()[1])


class House:
    """A server's connections, and an application that answers each request once it is let."""

    def __init__(self, most: int = 2) -> None:
        self.loop = Loop()
        self.may_answer = asyncio.Event()
        self.bodies: list[bytes] = []
        self._kind = protocol.bounded(most)
        self._config = Config(self._answer, http=self._kind, interface="asgi3", lifespan="off", log_config=None)
        self._config.load()
        self._state = ServerState()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, has_more = b"", True
        while has_more:
            message: Message = await receive()
            body += message.get("body", b"")
            has_more = message.get("more_body", False)
        self.bodies.append(body)
        await self.may_answer.wait()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})

    def connect(self, **how: bool) -> tuple[protocol.BoundedProtocol, Transport]:
        connection = self._kind(self._config, self._state, {}, self.loop)  # type: ignore[arg-type]
        transport = Transport(**how)
        connection.connection_made(transport)  # type: ignore[arg-type]
        return connection, transport


def scenario(act: Callable[[House], Awaitable[None]], most: int = 2) -> None:
    async def run() -> None:
        house = House(most)
        await act(house)
        house.may_answer.set()
        await _turns()

    asyncio.run(asyncio.wait_for(run(), 30))


async def _turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nx: y"])
def test_a_header_is_given_so_long_and_no_longer(begun: bytes) -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        if begun:
            connection.data_received(begun)
        (timer,) = house.loop.waiting(HEADER_S)
        timer.ring()
        assert transport.status == 408
        assert b"\r\nconnection: close\r\n" in transport.written
        assert b"retry-after" not in transport.written
        assert transport.is_closed
        connection.data_received(GET)
        await _turns()
        assert house.bodies == [], "what comes after a refusal is not looked at"

    scenario(act)


def test_while_a_request_is_at_work_no_time_is_counted_and_after_its_answer_again() -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(GET)
        assert house.loop.waiting(HEADER_S) == []
        assert connection not in connection.waiting, "it is for the service to act"
        house.may_answer.set()
        await _turns()
        assert transport.status == 200
        assert connection in connection.waiting
        connection.data_received(b"GET / HTTP")
        assert len(house.loop.waiting(HEADER_S)) == 1
        connection.data_received(b"/1.1\r\n")
        assert len(house.loop.waiting(HEADER_S)) == 1, "a piece more gives no time more"

    scenario(act)


def test_the_next_request_waits_unread_until_this_one_is_answered() -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(GET + GET[:9])
        assert transport.is_paused
        assert house.loop.waiting(HEADER_S) == []
        house.may_answer.set()
        await _turns()
        assert not transport.is_paused
        assert len(house.loop.waiting(HEADER_S)) == 1, "its time begins now"
        connection.data_received(GET[9:])
        await _turns()
        assert transport.written.count(b"200 OK") == 2

    scenario(act)


@pytest.mark.parametrize("may_end", [True, False])
@pytest.mark.parametrize("pieces", [[LONG], [LONG[:9], LONG[9:]], [LONG[:40_000], LONG[40_000:]], [LONG + b"\r\n\r\n"]])
def test_a_header_that_is_too_long_is_refused_and_its_rest_thrown_away_for_a_moment(
    pieces: list[bytes], may_end: bool
) -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect(may_end=may_end)
        for piece in pieces:
            connection.data_received(piece)
        assert transport.status == 431
        assert b"longer than 64 KB" in transport.written
        assert transport.has_ended is may_end
        assert transport.is_closed is not may_end
        if may_end:
            (timer,) = house.loop.waiting(DRAIN_S)
            timer.ring()
            assert transport.is_closed
        await _turns()
        assert house.bodies == []

    scenario(act)


def test_an_unfinished_header_of_just_the_length_is_waited_for() -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(LONG[:MOST_HEADER_BYTES])
        assert transport.written == b""
        connection.data_received(b"a")
        assert transport.status == 431

    scenario(act)


def test_what_is_wrong_with_a_header_of_just_the_length_is_not_its_length() -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        target = b"http://other/"
        value = b"a" * (MOST_HEADER_BYTES - len(target) - len(b"x") - 4)
        connection.data_received(b"GET " + target + b" HTTP/1.1\r\nx: " + value + b"\r\n\r\n")
        assert transport.status == 400

    scenario(act)


def test_an_empty_line_between_two_requests_begins_the_time_of_the_second() -> None:
    async def act(house: House) -> None:
        house.may_answer.set()
        connection, _ = house.connect()
        connection.data_received(GET)
        await _turns()
        assert house.loop.waiting(HEADER_S) == []
        connection.data_received(b"\r\n")
        assert len(house.loop.waiting(HEADER_S)) == 1

    scenario(act)


def test_a_connection_that_closes_with_its_answer_is_not_waited_for() -> None:
    async def act(house: House) -> None:
        house.may_answer.set()
        connection, transport = house.connect()
        connection.data_received(GET[:-2] + b"connection: close\r\n\r\n")
        await _turns()
        assert transport.is_closed
        assert connection not in connection.waiting

    scenario(act)


def test_while_the_second_of_two_requests_is_at_work_nobody_is_waited_for() -> None:
    async def act(house: House) -> None:
        may_end = asyncio.Event()
        answered: list[int] = []

        async def one_by_one(scope: Scope, receive: Receive, send: Send) -> None:
            if answered:
                await may_end.wait()
            answered.append(1)
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})

        connection, _ = house.connect()
        connection.app = one_by_one
        connection.data_received(GET + GET)
        await _turns()
        assert len(answered) == 1
        assert connection not in connection.waiting
        may_end.set()
        await _turns()
        assert connection in connection.waiting

    scenario(act)


def test_a_header_of_just_the_length_is_read() -> None:
    fixed = len(b"/") + len(b"x") + 4

    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(b"GET / HTTP/1.1\r\nx: " + b"a" * (MOST_HEADER_BYTES - fixed) + b"\r\n\r\n")
        house.may_answer.set()
        await _turns()
        assert transport.status == 200
        connection, transport = house.connect()
        connection.data_received(b"GET / HTTP/1.1\r\nx: " + b"a" * (MOST_HEADER_BYTES - fixed + 1) + b"\r\n\r\n")
        assert transport.status == 431

    scenario(act)


@pytest.mark.parametrize(
    ("sent", "status"),
    [(b"\x16\x03\x01 hello\r\n\r\n", 400), (b"GET http://other/ HTTP/1.1\r\nhost: x\r\n\r\n", 400)],
)
def test_what_is_no_request_for_a_path_is_refused(sent: bytes, status: int) -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(sent)
        assert transport.status == status
        assert b"no HTTP request" in transport.written
        await _turns()
        assert house.bodies == []

    scenario(act)


def test_a_refusal_comes_after_the_answer_that_is_under_way() -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(GET + b"no http at all\r\n\r\n")
        assert transport.written == b""
        house.may_answer.set()
        await _turns()
        first, _, second = transport.written.partition(b"ok")
        assert first.startswith(b"HTTP/1.1 200 ")
        assert second.startswith(b"HTTP/1.1 400 ")

    scenario(act)


def test_the_one_that_was_silent_longest_makes_room() -> None:
    async def act(house: House) -> None:
        (_, first), (second, busy), (begun, half) = (house.connect() for _ in range(3))
        assert (first.is_closed, first.written) == (True, b""), "nothing was asked: it goes without a word"
        assert len(house.loop.waiting(HEADER_S)) == 2
        begun.data_received(GET[:9])
        second.data_received(GET)
        house.connect()
        assert not busy.is_closed, "it is at work"
        assert half.status == 503
        assert b"retry-after: 1\r\n" in half.written
        assert half.is_closed

    scenario(act)


def test_as_many_as_there_may_be_stay() -> None:
    async def act(house: House) -> None:
        both = [house.connect()[1] for _ in range(2)]
        assert not any(each.is_closed for each in both)

    scenario(act)


def test_one_that_is_gone_is_waited_for_no_more() -> None:
    async def act(house: House) -> None:
        connection, _ = house.connect()
        connection.connection_lost(None)
        assert connection.waiting == {}
        assert house.loop.waiting(HEADER_S) == []

    scenario(act)


def test_servers_do_not_make_room_for_each_other() -> None:
    assert protocol.bounded(3).most == 3
    assert protocol.bounded(3).waiting is not protocol.bounded(3).waiting


def test_at_the_end_an_open_connection_is_given_a_moment_for_what_is_on_its_way() -> None:
    async def act(house: House) -> None:
        house.may_answer.set()
        connection, transport = house.connect()
        connection.shutdown()
        assert not transport.is_closed
        connection.data_received(GET)
        await _turns()
        assert transport.status == 200
        assert b"connection: close" in transport.written.lower()
        idle, silent = house.connect()
        idle.shutdown()
        house.loop.waiting(LINGER_S)[-1].ring()
        assert silent.is_closed

    scenario(act)


def test_at_the_end_what_is_at_work_is_answered_and_then_closed() -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(GET)
        connection.shutdown()
        assert house.loop.waiting(LINGER_S) == []
        house.may_answer.set()
        await _turns()
        assert transport.status == 200
        assert transport.is_closed

    scenario(act)


def test_a_moment_that_ends_during_an_answer_closes_nothing() -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.shutdown()
        connection.data_received(GET)
        house.loop.waiting(LINGER_S)[0].ring()
        assert not transport.is_closed

    scenario(act)


@pytest.mark.parametrize("asked", [1, 2])
def test_a_sender_that_closes_its_half_gets_all_answers_that_it_asked_for(asked: int) -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(GET * asked)
        assert connection.eof_received(), "it stays open"
        assert not transport.is_closed
        house.may_answer.set()
        await _turns()
        assert transport.written.count(b"HTTP/1.1 200 OK") == asked
        assert transport.written.count(b"connection: close") == 1, "the last says that it is"
        assert transport.is_closed

    scenario(act)


@pytest.mark.parametrize("sent", [b"", GET[:9], b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nab"])
def test_a_sender_that_closes_its_half_before_it_has_asked_is_let_go(sent: bytes) -> None:
    async def act(house: House) -> None:
        connection, _ = house.connect()
        if sent:
            connection.data_received(sent)
        assert not connection.eof_received()
        connection.connection_lost(None)

    scenario(act)


def test_a_sender_that_closes_its_half_after_its_answer_is_let_go() -> None:
    async def act(house: House) -> None:
        house.may_answer.set()
        connection, _ = house.connect()
        connection.data_received(GET)
        await _turns()
        assert not connection.eof_received()

    scenario(act)


def test_what_was_asked_for_whole_is_answered_though_the_next_request_breaks_off() -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(GET + _post(3) + b"ab")
        assert connection.eof_received()
        house.may_answer.set()
        await _turns()
        assert transport.status == 200

    scenario(act)


def _post(length: int) -> bytes:
    return b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % length


def test_a_small_body_is_handed_on_whole_and_a_large_one_in_parts() -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(_post(GATHERED_BYTES) + b"a" * (GATHERED_BYTES - 1))
        assert not transport.is_paused, "so much may be held"
        assert not connection.cycle.message_event.is_set()
        connection.data_received(b"b")
        await _turns()
        assert [len(body) for body in house.bodies] == [GATHERED_BYTES]
        other, held = house.connect()
        other.data_received(_post(GATHERED_BYTES + 1) + b"a" * UNASKED_BYTES)
        assert other.cycle.message_event.is_set(), "its beginning is handed on by itself"
        assert not held.is_paused
        other.data_received(b"a")
        assert held.is_paused, "the rest stays with its sender until it is asked for"
        await _turns()
        assert not held.is_paused
        other.data_received(b"a" * (GATHERED_BYTES - UNASKED_BYTES))
        await _turns()
        assert [len(body) for body in house.bodies] == [GATHERED_BYTES, GATHERED_BYTES + 1]

    scenario(act)


@pytest.mark.parametrize("header", [b"content-length: 900000", b"transfer-encoding: chunked"])
def test_what_follows_the_beginning_of_a_long_body_is_handed_on_in_large_parts(header: bytes) -> None:
    def piece(size: int) -> bytes:
        return b"%x\r\n" % size + b"a" * size + b"\r\n" if b"chunked" in header else b"a" * size

    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(b"POST / HTTP/1.1\r\nhost: x\r\n" + header + b"\r\n\r\n" + piece(UNASKED_BYTES + 1))
        await _turns()
        for size in (GATHERED_BYTES - 1, 1):
            connection.data_received(piece(size))
            assert not connection.cycle.message_event.is_set()
            assert not transport.is_paused, "so much may be held"
        connection.data_received(piece(1))
        assert connection.cycle.message_event.is_set()
        assert transport.is_paused

    scenario(act)


def test_among_many_connections_nothing_is_gathered() -> None:
    async def act(house: House) -> None:
        (connection, _), *_ = [house.connect() for _ in range(FEW_CONNECTIONS)]
        connection.data_received(_post(10) + b"a")
        assert not connection.cycle.message_event.is_set()
        other, _ = house.connect()
        other.data_received(_post(10) + b"a")
        assert other.cycle.message_event.is_set()
        crowded, held = house.connect()
        crowded.data_received(_post(90_000) + b"a" * UNASKED_BYTES)
        assert not held.is_paused
        crowded.data_received(b"a")
        assert held.is_paused

    scenario(act, most=FEW_CONNECTIONS + 2)


def test_a_body_that_is_not_asked_for_any_more_is_dropped() -> None:
    async def act(house: House) -> None:
        async def at_once(scope: Scope, receive: Receive, send: Send) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})

        connection, _ = house.connect()
        connection.app = at_once
        connection.data_received(_post(10) + b"abc")
        await _turns()
        gathered = bytes(connection.cycle.body)
        connection.data_received(b"defg")
        assert bytes(connection.cycle.body) == gathered

    scenario(act)


POST = b"POST / HTTP/1.1\r\nhost: x\r\n"
CHUNKED = POST + b"transfer-encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "coding",
    [b"identity", b"gzip, chunked", b"xchunked", b"chunked, identity", b"", b"chunked\r\ntransfer-encoding: chunked"],
)
def test_content_that_others_could_find_to_end_elsewhere_is_refused(coding: bytes) -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(POST + b"transfer-encoding: " + coding + b"\r\n\r\n")
        assert transport.status == 400
        await _turns()
        assert house.bodies == []

    scenario(act)


def test_chunks_are_of_http_1_1_alone() -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(CHUNKED.replace(b"HTTP/1.1", b"HTTP/1.0") + b"0\r\n\r\n")
        assert transport.status == 400
        connection, transport = house.connect()
        connection.data_received(CHUNKED + b"2\r\nab\r\n0\r\n\r\n")
        house.may_answer.set()
        await _turns()
        assert transport.status == 200

    scenario(act)


def test_what_comes_behind_the_content_adds_nothing_to_the_header() -> None:
    async def act(house: House) -> None:
        connection, _ = house.connect()
        connection.data_received(CHUNKED + b"2\r\nab\r\n0\r\nhost: y\r\nauthorization: Bearer forged\r\n\r\n")
        house.may_answer.set()
        await _turns()
        assert house.bodies == [b"ab"]
        assert dict(connection.scope["headers"]) == {b"host": b"x", b"transfer-encoding": b"chunked"}

    scenario(act)


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        (b"2\r\nab\r\n0\r\n" + b"x: y\r\n" * MOST_HEADER_BYTES, 431),  # as it is read
        (b"zz\r\n", 400),
    ],
)
def test_content_that_breaks_off_is_refused_at_once(rest: bytes, status: int) -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(CHUNKED)
        await _turns()
        connection.data_received(rest)
        assert transport.status == status
        assert transport.has_ended
        house.may_answer.set()
        await _turns()
        assert transport.status == status, "and it is not answered besides"

    scenario(act)


@pytest.mark.parametrize("piece", [b"1\r\na\r\n", b"1;" + b"x" * 50 + b"\r\na\r\n"])
def test_chunks_that_are_mostly_their_own_lengths_are_refused(piece: bytes) -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(CHUNKED)
        for _ in range(2 * protocol.MOST_FRAMING_BYTES // len(piece)):
            connection.data_received(piece)
            if transport.written:
                break
        assert transport.status == 400
        connection, transport = house.connect()
        connection.data_received(CHUNKED)
        for _ in range(20):
            connection.data_received(b"1000\r\n" + b"a" * 4096 + b"\r\n")
        connection.data_received(b"0\r\n\r\n")
        house.may_answer.set()
        await _turns()
        assert transport.status == 200

    scenario(act)


@pytest.mark.parametrize("wish", [b"h2c", b"websocket", b"TLS/1.0"])
def test_a_wish_for_another_protocol_is_passed_over_with_its_content(wish: bytes) -> None:
    head = POST + b"connection: Upgrade, HTTP2-Settings\r\nupgrade: " + wish + b"\r\nhttp2-settings: AAM\r\n"
    inner = b"GET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n"

    async def act(house: House) -> None:
        house.may_answer.set()
        connection, transport = house.connect()
        connection.data_received(head + b"content-length: %d\r\n\r\n" % len(inner) + inner[:9])
        connection.data_received(inner[9:])
        await _turns()
        assert transport.status == 200
        assert house.bodies == [inner]
        connection.data_received(head + b"\r\n" + _post(2) + b"ab")
        await _turns()
        assert house.bodies == [inner, b"", b"ab"], "and the connection goes on"
        assert not transport.is_closed

    scenario(act)


def test_one_that_wishes_for_another_protocol_and_the_end_gets_the_end() -> None:
    async def act(house: House) -> None:
        house.may_answer.set()
        connection, transport = house.connect()
        connection.data_received(GET[:-2] + b"connection: upgrade, close\r\nupgrade: h2c\r\n\r\n")
        await _turns()
        assert transport.status == 200
        assert transport.is_closed

    scenario(act)


def test_nobody_is_led_elsewhere() -> None:
    async def act(house: House) -> None:
        connection, transport = house.connect()
        connection.data_received(b"CONNECT /x HTTP/1.1\r\nhost: x\r\n\r\nhello")
        assert transport.status == 400

    scenario(act)


def test_many_requests_in_one_piece_are_not_taken_for_one_long_header() -> None:
    many = GET * (2 * MOST_HEADER_BYTES // len(GET)) + GET

    async def act(house: House) -> None:
        house.may_answer.set()
        connection, transport = house.connect()
        connection.data_received(many[:10])
        connection.data_received(many[10:-5])  # begins within one header, ends within another
        for _ in range(MOST_HEADER_BYTES):
            await asyncio.sleep(0)
            if connection.cycle.response_complete:
                break
        connection.data_received(many[-5:])
        await _turns()
        assert transport.written.count(b"HTTP/1.1 200 ") == many.count(GET)
        assert transport.written.count(b"HTTP/1.1 ") == many.count(GET)

    scenario(act)
