"""One connection: how it is ended from outside. What it answers is tried in test_server.py."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import pytest

from app.phone.answers import Answer, refused
from app.phone.connection import MOST_LARGE, Connections, Patience
from app.phone.desk import Desk
from app.phone.request import Request


def connections() -> Connections:
    desk = Desk({}, lambda: "en", lambda event: None, lambda: 0.0)
    return Connections(desk, ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), 8443, Patience())


def test_one_that_is_dismissed_ends_though_what_it_waited_for_came_in_the_same_moment() -> None:
    made = connections()
    came: list[str] = []

    async def answer() -> str:
        return "came"

    async def forgetful() -> None:
        # As `wait_for` does up to Python 3.11: the cancelling is forgotten.
        made._dismissed.add(asyncio.current_task())  # type: ignore[arg-type]
        came.append(await made._within(answer(), 1.0))

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(forgetful())
    assert came == []


def test_one_that_waits_is_ended() -> None:
    made = connections()

    async def ended() -> bool:
        async def wait() -> None:
            await made._within(asyncio.Event().wait(), 60.0)

        task = asyncio.ensure_future(wait())
        await asyncio.sleep(0)
        made.dismiss(task)
        await asyncio.gather(task, return_exceptions=True)
        return task.cancelled()

    assert asyncio.run(ended())


LARGE = 64 * 1024


@dataclass
class FakeDesk:
    """Answers whatever comes in one word, and writes down the bodies."""

    refusal: Answer | None = None
    is_guest: bool = False
    fails: bool = False
    delay_s: float = 0.0
    bodies: list[bytes] = field(default_factory=list)

    def before_body(self, request: Request, local: str, port: int) -> Answer | None:
        assert (local, port) == ("192.168.1.5", 8443)
        return self.refusal

    def is_of_guest(self, request: Request) -> bool:
        return self.is_guest

    def answer(self, request: Request, body: bytes) -> Answer:
        if self.fails:
            raise RuntimeError("a mistake of ours")
        self.bodies.append(body)
        return Answer(200, b"yes", "text/plain", delay_s=self.delay_s)


class Wire:
    """The writing end of a connection."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.sent.append(data)

    async def drain(self) -> None:
        """At once."""


def _at(desk: FakeDesk) -> Connections:
    return Connections(cast(Desk, desk), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), 8443, Patience())


def _post(length: int, *more: str, method: str = "POST") -> bytes:
    lines = [f"{method} /picture HTTP/1.1", "Host: 192.168.1.5:8443", f"Content-Length: {length}", *more]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def _conversation(made: Connections, *sent: bytes) -> list[bytes]:
    """What is answered when all this comes and then nothing more."""

    async def converse() -> list[bytes]:
        reader, wire = asyncio.StreamReader(limit=LARGE), Wire()
        for part in sent:
            reader.feed_data(part)
        reader.feed_eof()
        await made._converse(reader, cast(asyncio.StreamWriter, wire), "192.168.1.5")
        return wire.sent

    return asyncio.run(converse())


def _statuses(answers: Sequence[bytes]) -> list[int]:
    return [int(answer.split()[1]) for answer in answers]


def _closes(answer: bytes) -> bool:
    return b"connection: close" in answer.lower()


def test_requests_are_answered_one_after_the_other() -> None:
    desk = FakeDesk()
    answers = _conversation(_at(desk), _post(3), b"one", _post(0), _post(5), b"three")
    assert _statuses(answers) == [200, 200, 200]
    assert desk.bodies == [b"one", b"", b"three"]
    assert not any(_closes(answer) for answer in answers)


def test_who_asks_to_be_hung_up_on_is() -> None:
    desk = FakeDesk()
    answers = _conversation(_at(desk), _post(3, "Connection: close"), b"one", _post(0))
    assert _statuses(answers) == [200]
    assert _closes(answers[0])


def test_a_head_is_answered_without_a_body() -> None:
    (whole,), (head,) = (_conversation(_at(FakeDesk()), _post(0, method=method)) for method in ("GET", "HEAD"))
    assert whole == head + b"yes"
    assert b"content-length: 3" in head.lower()


def test_a_refused_body_is_not_read_and_ends_the_connection() -> None:
    desk = FakeDesk(refusal=refused(403))
    answers = _conversation(_at(desk), _post(3), b"one", _post(0))
    assert _statuses(answers) == [403]
    assert _closes(answers[0])
    answers = _conversation(_at(desk), _post(0), _post(0))
    assert _statuses(answers) == [403, 403], "without a body there is nothing left unread"
    assert not _closes(answers[0])


def test_a_bad_head_is_refused_and_ends_the_connection() -> None:
    answers = _conversation(_at(FakeDesk()), b"nonsense\r\n\r\n", _post(0))
    assert _statuses(answers) == [400]
    assert _closes(answers[0])


def test_a_mistake_of_ours_is_told_and_the_connection_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    answers = _conversation(_at(FakeDesk(fails=True)), _post(0), _post(0))
    assert _statuses(answers) == [500, 500]
    assert "a mistake of ours" in caplog.text


@pytest.mark.parametrize(
    ("length", "others", "status"),
    [
        (LARGE, MOST_LARGE, 200),
        (LARGE + 1, MOST_LARGE, 429),
        (LARGE + 1, MOST_LARGE - 1, 200),
        (3, MOST_LARGE + 1, 200),
    ],
)
def test_only_so_many_large_bodies_are_taken_at_once(length: int, others: int, status: int) -> None:
    assert MOST_LARGE == 3
    desk = FakeDesk()
    made = _at(desk)
    made._large = others
    assert _statuses(_conversation(made, _post(length), b"x" * length)) == [status]
    assert [len(body) for body in desk.bodies] == ([length] if status == 200 else [])
    assert made._large == others, "when it is over, the next may come"


def test_a_large_body_that_breaks_off_makes_room_again() -> None:
    made = _at(FakeDesk())
    with pytest.raises(asyncio.IncompleteReadError):
        _conversation(made, _post(LARGE + 1), b"x" * 100)
    assert made._large == 0


@pytest.mark.parametrize("is_guest", [True, False])
def test_connections_of_guests_are_known_as_such(is_guest: bool) -> None:
    made = _at(FakeDesk(is_guest=is_guest))
    _conversation(made, _post(0))
    assert len(made.of_guests) == is_guest
    refusing = _at(FakeDesk(is_guest=True, refusal=refused(403)))
    _conversation(refusing, _post(0))
    assert not refusing.of_guests


@pytest.mark.parametrize("delay_s", [0.0, 2.5])
def test_an_answer_may_be_kept_back(delay_s: float, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("app.phone.connection.asyncio.sleep", sleep)
    assert _statuses(_conversation(_at(FakeDesk(delay_s=delay_s)), _post(0))) == [200]
    assert slept == ([delay_s] if delay_s else [])


def test_each_wait_has_its_own_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    patience = Patience(hello_s=1.0, idle_s=2.0, head_s=3.0, body_s=4.0, write_s=5.0)
    made = Connections(cast(Desk, FakeDesk()), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), 8443, patience)
    waited: list[float] = []
    own = made._within

    async def within(awaited: object, limit_s: float) -> object:
        waited.append(limit_s)
        return await own(awaited, limit_s)  # type: ignore[arg-type]

    monkeypatch.setattr(made, "_within", within)
    _conversation(made, _post(3), b"one")
    # Its head's first byte and the rest, its body, its answer, and then for a further request.
    assert waited == [2.0, 3.0, 4.0, 5.0, 2.0]
