"""How bodies are taken in: put together, within bounds, and in turn when many come at once."""

import asyncio
import gzip
import mmap
from collections.abc import Awaitable, Callable

import pytest

from app.service.encoding import Body
from app.service.errors import Refused
from app.service.intake import LARGE_BYTES, Gone, Intake, Limits, Message, put
from app.service.metrics import Metrics

BODY_BYTES = 3 * LARGE_BYTES


@pytest.mark.parametrize(
    ("pieces", "is_told", "kind"),
    [
        ([b"abc"], True, bytes),
        ([b"abc", b"de"], True, bytearray),
        ([b"a" * LARGE_BYTES, b"b"], False, bytearray),
        ([b"a" * LARGE_BYTES, b"b", b"c" * 7], True, mmap.mmap),
    ],
)
def test_pieces_become_one_body(pieces: list[bytes], is_told: bool, kind: type) -> None:
    whole = b"".join(pieces)
    body: Body = b""
    size = 0
    for piece in pieces:
        body = put(body, size, piece, len(whole) if is_told else None)
        size += len(piece)
    assert isinstance(body, kind)
    assert bytes(body) == whole


class Sender:
    """A body of three pieces; each but the first comes only when it is let."""

    def __init__(self, letter: bytes) -> None:
        self.asked = 0
        self.may_send = asyncio.Event()
        self._piece = letter * LARGE_BYTES

    async def receive(self) -> Message:
        self.asked += 1
        if self.asked > 1:
            await self.may_send.wait()
        return {"type": "http.request", "body": self._piece, "more_body": self.asked < 3}

    @property
    def whole(self) -> bytes:
        return self._piece * 3


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(scenario(), 30))


def intake(**limits: float) -> Intake:
    bounds = {"body_bytes": BODY_BYTES, "held_bytes": 10 * BODY_BYTES, "crowded_bytes": 2 * LARGE_BYTES, **limits}
    return Intake(Limits(**bounds), Metrics(pending=lambda: 0, model_version=""))  # type: ignore[arg-type]


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_large_bodies_that_come_together_are_read_one_after_the_other_and_none_is_refused() -> None:
    async def scenario() -> None:
        taking = intake()
        senders = [Sender(letter) for letter in (b"a", b"b", b"c")]
        tasks = [asyncio.create_task(taking.take(sender.receive, BODY_BYTES)) for sender in senders]
        await settle()
        # The first goes on; of the others nothing is read now that so much is held.
        assert [sender.asked for sender in senders] == [2, 0, 0]
        for sender in senders:
            sender.may_send.set()
        assert [bytes(body) for body in await asyncio.gather(*tasks)] == [sender.whole for sender in senders]

    run(scenario)


def test_a_body_waits_while_others_are_held_and_goes_on_when_they_are_let_go() -> None:
    async def scenario() -> None:
        taking = intake()
        first, second = Sender(b"a"), Sender(b"b")
        second.may_send.set()
        reading = asyncio.create_task(taking.take(first.receive, BODY_BYTES))
        waiting = asyncio.create_task(taking.take(second.receive, BODY_BYTES))
        await settle()
        assert second.asked == 0
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert bytes(await waiting) == second.whole, "the one behind it has its turn"

    run(scenario)


def test_what_has_come_and_is_at_work_is_waited_for_by_the_first_too() -> None:
    async def scenario() -> None:
        taking = intake()
        taking.hold(2 * LARGE_BYTES)
        sender = Sender(b"a")
        sender.may_send.set()
        waiting = asyncio.create_task(taking.take(sender.receive, BODY_BYTES))
        await settle()
        assert sender.asked == 0
        taking.hold(-2 * LARGE_BYTES)
        assert bytes(await waiting) == sender.whole

    run(scenario)


def test_no_more_are_read_at_once_than_there_is_room_for_what_they_may_bring() -> None:
    async def scenario() -> None:
        taking = intake(crowded_bytes=4 * LARGE_BYTES)
        asked = 0
        bring = asyncio.Event()

        async def receive() -> Message:
            nonlocal asked
            asked += 1
            await bring.wait()
            return {"type": "http.request", "body": b"", "more_body": False}

        tasks = [asyncio.create_task(taking.take(receive, BODY_BYTES)) for _ in range(20)]
        await settle()
        assert asked == 3
        bring.set()
        assert await asyncio.gather(*tasks) == [b""] * 20

    run(scenario)


def test_a_small_body_does_not_wait_for_large_ones() -> None:
    async def scenario() -> None:
        taking = intake()
        taking.hold(2 * LARGE_BYTES)
        slow = asyncio.create_task(taking.take(Sender(b"a").receive, BODY_BYTES))
        await settle()

        async def small() -> Message:
            return {"type": "http.request", "body": b"small", "more_body": False}

        assert await taking.take(small, 5) == b"small"
        slow.cancel()

    run(scenario)


def test_who_has_waited_long_enough_is_told_so() -> None:
    async def scenario() -> None:
        taking = intake(wait_s=0.0)
        first = asyncio.create_task(taking.take(Sender(b"a").receive, BODY_BYTES))
        await settle()
        with pytest.raises(Refused, match="Too much is being sent at once") as refused:
            await taking.take(Sender(b"b").receive, BODY_BYTES)
        assert refused.value.status == 503
        assert refused.value.retry_after_s == 1
        first.cancel()

    run(scenario)


def test_waiting_for_others_is_not_held_against_a_sender() -> None:
    async def scenario() -> None:
        taking = intake(send_s=0.05)
        first, second = Sender(b"a"), Sender(b"b")
        second.may_send.set()
        reading = asyncio.create_task(taking.take(first.receive, BODY_BYTES))
        waiting = asyncio.create_task(taking.take(second.receive, BODY_BYTES))
        with pytest.raises(Refused, match="did not come within") as late:
            await reading
        assert late.value.status == 408
        assert bytes(await waiting) == second.whole, "its own time began when it was read"

    run(scenario)


def test_a_sender_that_hangs_up_leaves_nothing_behind() -> None:
    async def scenario() -> None:
        metrics = Metrics(pending=lambda: 0, model_version="")
        taking = Intake(Limits(), metrics)
        messages: list[Message] = [
            {"type": "http.request", "body": b"a" * LARGE_BYTES, "more_body": True},
            {"type": "http.disconnect"},
        ]

        async def receive() -> Message:
            return messages.pop(0)

        with pytest.raises(Gone):
            await taking.take(receive, BODY_BYTES)
        assert metrics.body_bytes._value.get() == 0

    run(scenario)


def _body(*pieces: bytes) -> Callable[[], Awaitable[Message]]:
    """Gives these pieces, and none is asked for that it does not have."""
    left = list(pieces)

    async def receive() -> Message:
        piece = left.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(left)}

    return receive


async def _refusal(taking: Intake, receive: Callable[[], Awaitable[Message]], length: int | None) -> Refused:
    with pytest.raises(Refused) as refused:
        await taking.take(receive, length)
    return refused.value


def test_a_body_that_is_declared_too_long_is_refused_before_anything_is_read() -> None:
    async def scenario() -> None:
        taking = intake(body_bytes=1024 * 1024)
        refused = await _refusal(taking, _body(), 1024 * 1024 + 1)
        assert (refused.status, refused.message) == (413, "That is more than 1 MB: send a smaller picture.")
        whole = [b"a" * 512 * 1024] * 2
        assert len(await taking.take(_body(*whole), 1024 * 1024)) == 1024 * 1024

    run(scenario)


def test_a_body_that_says_nothing_of_its_length_is_read_to_the_bound_and_no_further() -> None:
    async def scenario() -> None:
        taking = intake(body_bytes=10)
        assert bytes(await taking.take(_body(b"12345", b"67890"), None)) == b"1234567890"
        assert (await _refusal(taking, _body(b"12345", b"678901", b"more"), None)).status == 413

    run(scenario)


def test_a_small_body_finds_room_beside_what_is_held_or_is_told_to_come_again() -> None:
    async def scenario() -> None:
        taking = intake(held_bytes=100)
        taking.hold(90)
        assert await taking.take(_body(b"1234567890"), 10) == b"1234567890"
        assert (await _refusal(taking, _body(), 11)).status == 503
        # What says less than it sends finds none either.
        assert (await _refusal(taking, _body(b"12345", b"678901"), 5)).status == 503
        taking.hold(-90)
        assert await taking.take(_body(b"12345", b"678901"), 5) == b"12345678901"

    run(scenario)


def test_a_large_body_that_fits_alone_waits_for_room_and_one_that_never_fits_does_not() -> None:
    async def scenario() -> None:
        taking = intake(held_bytes=LARGE_BYTES + 10, body_bytes=10 * LARGE_BYTES)
        refused = await _refusal(taking, _body(), LARGE_BYTES + 11)
        assert (refused.status, refused.retry_after_s) == (503, 1)
        assert len(await taking.take(_body(b"a" * (LARGE_BYTES + 10)), LARGE_BYTES + 10)) == LARGE_BYTES + 10

    run(scenario)


def test_what_a_compressed_body_may_hold_counts_until_it_is_known() -> None:
    async def scenario() -> None:
        packed = gzip.compress(b"a" * 50)
        room = len(packed) + 60
        metrics = Metrics(pending=lambda: 0, model_version="")
        taking = Intake(Limits(body_bytes=60, held_bytes=room), metrics)
        assert bytes(await taking.unpack(packed, "gzip")) == b"a" * 50
        assert metrics.body_bytes._value.get() == 0
        taking.hold(1)
        with pytest.raises(Refused) as refused:
            await taking.unpack(packed, "gzip")
        assert refused.value.status == 503
        assert metrics.body_bytes._value.get() == 1

    run(scenario)


def test_free_memory_is_given_back_when_enough_was_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    monkeypatch.setattr("app.service.intake.memory.trim", lambda: given.append("back"))
    taking = intake()
    most = 16 * 1024 * 1024
    for count in (most, -(most - 1)):
        taking.hold(count)
    assert given == []
    taking.hold(-1)
    assert given == ["back"]
    for count in (most, -(most - 1), most, -1):
        taking.hold(count)
    assert given == ["back"] * 2, "what was given back is not counted again"


def test_what_is_held_is_told() -> None:
    metrics = Metrics(pending=lambda: 0, model_version="")
    taking = Intake(Limits(), metrics)
    for count, held in ((5, 5), (7, 12), (-4, 8)):
        taking.hold(count)
        assert metrics.body_bytes._value.get() == held


@pytest.mark.parametrize(
    ("length", "kind"), [(LARGE_BYTES, mmap.mmap), (LARGE_BYTES - 1, bytearray), (None, bytearray)]
)
def test_a_body_of_just_so_many_bytes_has_memory_of_its_own(length: int | None, kind: type) -> None:
    body: Body = put(b"first", 5, b" and more", length)
    assert type(body) is kind
    assert bytes(body)[:14] == b"first and more"
