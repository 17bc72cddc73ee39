"""Requests that are handed on to replicas, some of which die."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app.service.application import create_app
from app.service.forwarding import Answered, Asked, Collected, Forwarder, answer
from app.service.guard import BODY, Guard
from app.service.intake import Limits, Message
from app.service.metrics import Metrics
from tests.app.service.fakes import jpeg, make_service

CONTENT = jpeg()
HEADERS = ((b"content-type", b"image/jpeg"), (b"content-length", str(len(CONTENT)).encode()))
PICTURE = Asked("POST", "/v1/recognize", b"currency=USD", HEADERS, CONTENT)


class Died(Exception):
    """The replica is no more."""


class Full(Exception):
    """Too much waits."""


def _answers(outcomes: list[Exception | Answered], asked: list[Asked]) -> Callable[[Asked], Awaitable[Answered]]:
    async def ask(request: Asked) -> Answered:
        asked.append(request)
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return ask


def _forwarded(outcomes: list[Exception | Answered], asked: list[Asked]) -> Answered:
    forwarder = Forwarder(_answers(outcomes, asked), lost=(Died,), full=(Full,), attempts=3, pause_s=0)
    return asyncio.run(_through(forwarder))


async def _through(forwarder: Forwarder) -> Answered:
    async def receive() -> Message:
        raise AssertionError("the body is there already")

    scope = {
        "type": "http",
        "method": PICTURE.method,
        "path": PICTURE.path,
        "query_string": PICTURE.query,
        "headers": list(PICTURE.headers),
        BODY: PICTURE.body,
    }
    collected = Collected()
    await forwarder(scope, receive, collected.send)
    return collected.answered()


def test_what_a_replica_that_died_had_begun_is_answered_by_another() -> None:
    asked: list[Asked] = []
    good = Answered(200, ((b"content-type", b"application/json"),), b"{}")
    assert _forwarded([Died(), Died(), good], asked) == good
    assert asked == [PICTURE] * 3


def test_when_all_die_the_sender_is_told_to_return() -> None:
    asked: list[Asked] = []
    refused = _forwarded([Died(), Died(), Died()], asked)
    assert refused.status == 503
    assert dict(refused.headers)[b"retry-after"] == b"5"
    assert "started again" in json.loads(refused.body)["error"]
    assert len(asked) == 3


def test_what_is_full_is_not_asked_again() -> None:
    asked: list[Asked] = []
    refused = _forwarded([Full()], asked)
    assert (refused.status, len(asked)) == (503, 1)
    assert dict(refused.headers)[b"retry-after"] == b"1"


def test_a_fault_is_not_hidden_by_asking_again() -> None:
    asked: list[Asked] = []
    with pytest.raises(ZeroDivisionError):
        _forwarded([ZeroDivisionError()], asked)
    assert len(asked) == 1


def test_the_application_answers_without_a_socket_as_with_one(tmp_path: Path) -> None:
    service = make_service(tmp_path)
    answered = asyncio.run(answer(create_app(service), PICTURE))
    service.pool.close()
    assert answered.status == 200
    assert json.loads(answered.body)["text"] == "20 dollars"
    assert dict(answered.headers)[b"content-type"] == b"application/json"


def test_behind_the_guard_too_large_a_body_reaches_no_replica() -> None:
    asked: list[Asked] = []
    guard = Guard(
        Forwarder(_answers([], asked), lost=(Died,), full=(Full,)),
        Limits(body_bytes=10),
        Metrics(pending=lambda: 0, model_version=""),
    )
    assert asyncio.run(answer(guard, PICTURE)).status == 413
    assert asked == []
