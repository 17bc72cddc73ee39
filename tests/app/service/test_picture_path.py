"""What every path for one picture does around its reading."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from starlette.requests import Request

from app.service.errors import Refused
from app.service.form import wishes
from app.service.guard import BODY
from app.service.picture_path import PictureAsked, picture_handler, timed
from app.service.pool import Worker
from app.service.service import Service
from tests.app.service.fakes import jpeg, make_service


class Told(BaseModel):
    """What a picture was read with."""

    size: tuple[int, int]
    currencies: tuple[str, ...]
    language: str
    decode_ms: float


def _read(worker: Worker, asked: PictureAsked) -> Told:
    height, width = asked.image.shape[:2]
    return Told(
        size=(width, height),
        currencies=asked.currencies,
        language=asked.wishes.language,
        decode_ms=asked.decode_ms,
    )


@pytest.fixture
def service(tmp_path: Path) -> Any:
    service = make_service(tmp_path)
    yield service
    service.close()


def _ask(service: Service, body: bytes, query: str = "", kind: str = "image/jpeg") -> Any:
    handle = picture_handler(service, wishes=wishes, choose=service.choose, read=_read)
    headers = [(b"content-type", kind.encode())] if kind else []
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": query.encode(), "headers": headers}

    async def run() -> Any:
        response = await handle(Request({**scope, BODY: body}))
        assert response.headers["content-type"] == "application/json"
        return json.loads(bytes(response.body))

    return asyncio.run(run())


def test_a_picture_is_read_as_the_query_says(service: Service) -> None:
    told = _ask(service, jpeg(width=64, height=48), "currency=usd&language=de")
    assert (told["size"], told["currencies"], told["language"]) == ([64, 48], ["USD"], "de")
    assert 0 <= told["decode_ms"] < 60_000
    assert _ask(service, jpeg(), kind="")["currencies"] == ["EUR", "USD"]


def test_a_form_says_it_too(service: Service) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="currency"\r\n\r\nXTS\r\n'
    form += b'--x\r\nContent-Disposition: form-data; name="picture"; filename="n"\r\n\r\n' + jpeg() + b"\r\n--x--\r\n"
    assert _ask(service, form, kind="multipart/form-data; boundary=x")["currencies"] == ["XTS"]
    with pytest.raises(Refused) as caught:
        _ask(service, form, "currency=USD", "multipart/form-data; boundary=x")
    assert caught.value.status == 400


@pytest.mark.parametrize(("query", "status"), [("currency=GBP", 422), ("colour=red", 400)])
def test_what_the_query_alone_makes_wrong_asks_no_worker(
    service: Service, monkeypatch: pytest.MonkeyPatch, query: str, status: int
) -> None:
    monkeypatch.setattr(service.pool, "run", lambda job: pytest.fail("a worker was asked"))
    with pytest.raises(Refused) as caught:
        _ask(service, jpeg(), query)
    assert caught.value.status == status


def test_time_is_told_in_milliseconds(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = iter([2.0, 2.5])
    monkeypatch.setattr("time.perf_counter", lambda: next(now_s))
    assert timed(lambda: "read") == ("read", 500.0)
