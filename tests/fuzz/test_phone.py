"""What the phone's page is sent: answered or refused, never with a fault of its own, and never let in by chance."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.camera.phone_source import MOST_PIXELS, decode_sent
from app.feedback.phone_words import page_words
from app.phone.desk import Desk
from app.phone.request import MOST_HEAD_BYTES, MOST_HEADERS, BadRequest, parse_head
from tests.app.camera.fakes import picture
from tests.app.camera.pictures_made import encoded
from tests.fuzz.running import attempt, damaged, fuzzed, json_values, kept

PARSER = "phone"
LOCAL, PORT = "192.168.1.5", 8443
JPEG = encoded(".jpg", picture(100, width=32, height=32))
HEAD = (
    b"POST /%s HTTP/1.1\r\nHost: 192.168.1.5:8443\r\nOrigin: https://192.168.1.5:8443\r\n"
    b"Content-Type: image/jpeg\r\nAuthorization: Bearer %s\r\nSec-Fetch-Site: same-origin\r\nContent-Length: %d"
)
PATHS = st.sampled_from([b"join", b"note", b"picture", b"words", b""])
STATUSES = frozenset({200, 400, 401, 403, 404, 405, 409, 413, 415, 421, 429})


def _desk() -> tuple[Desk, str]:
    """A desk with a phone, and its token."""
    desk = Desk(page_words(), lambda: "en", lambda event: None, lambda: 100.0)
    return desk, str(json.loads(desk._join(json.dumps({"key": desk.keys[0]}).encode()).body)["token"])


def _ask(desk: Desk, head: bytes, body: bytes) -> int:
    """The status of the answer to a request as it came, after a look at all that must hold of it."""
    try:
        request = parse_head(head)
    except BadRequest as bad:
        return bad.status
    assert len(head) <= MOST_HEAD_BYTES
    assert len(request.headers) <= MOST_HEADERS
    assert request.path.startswith("/")
    assert request.path.isascii()
    assert request.path.isprintable()
    answer = desk.before_body(request, LOCAL, PORT) or desk.answer(request, body)
    assert answer.status in STATUSES
    assert 0 <= answer.delay_s < 1
    written = answer.written(keeps_open=True)
    assert written.startswith(b"HTTP/1.1 %d " % answer.status)
    assert written.partition(b"\r\n\r\n")[0].isascii()
    if answer.kind == "application/json":
        json.loads(answer.body)
    return answer.status


def _is_let_in(desk: Desk, head: bytes, body: bytes) -> bool:
    return _ask(desk, head, body) == 200 and head.startswith(b"POST /picture ")


@fuzzed
@given(path=PATHS, data=st.data())
def test_heads_that_nobody_meant(path: bytes, data: st.DataObject) -> None:
    desk, token = _desk()
    head = data.draw(damaged(HEAD % (path, token.encode(), len(JPEG))) | st.binary(max_size=200))
    attempt(PARSER, lambda each: _ask(desk, each, JPEG), head)


@fuzzed
@given(token=st.binary(max_size=60) | st.text(max_size=40).map(lambda text: text.encode("utf-8", "replace")))
def test_nobody_is_let_in_by_chance(token: bytes) -> None:
    desk, _ = _desk()
    attempt(PARSER, lambda each: _refused(desk, each), token)


def _refused(desk: Desk, token: bytes) -> None:
    assert not _is_let_in(desk, HEAD % (b"picture", token, len(JPEG)), JPEG)


@fuzzed
@given(path=st.sampled_from([b"join", b"note"]), data=st.data(), content=json_values)
def test_words_that_nobody_meant(path: bytes, data: st.DataObject, content: Any) -> None:
    desk, token = _desk()
    field = "key" if path == b"join" else "note"
    whole = json.dumps({field: content}, default=str).encode("utf-8", "replace")[:1000]

    def check(body: bytes) -> None:
        assert _ask(desk, HEAD % (path, token.encode(), len(body)), body) != 500
        assert desk.has_camera

    attempt(PARSER, check, data.draw(st.just(whole) | damaged(whole) | st.binary(max_size=60)))


@fuzzed
@given(damaged(JPEG))
def test_pictures_that_nobody_meant(data: bytes) -> None:
    def check(content: bytes) -> None:
        image = decode_sent(content)
        assert image is None or (image.ndim == 3 and image.shape[0] * image.shape[1] <= MOST_PIXELS)

    attempt(PARSER, check, data)


@pytest.mark.parametrize("content", kept(PARSER))
def test_what_failed_once(content: bytes) -> None:
    desk, token = _desk()
    _ask(desk, content, JPEG)
    for path in (b"join", b"note", b"picture"):
        _ask(desk, HEAD % (path, token.encode(), len(content)), content)
    _refused(desk, content)
    decode_sent(content)
