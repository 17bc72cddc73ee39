"""What the service is sent: answered or refused in the one form that refusals have, never with a fault of its own."""

from __future__ import annotations

import asyncio
import gzip
import json
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uvicorn import Config
from uvicorn.server import ServerState

from app.service.application import create_app
from app.service.forwarding import Answered, Asked, answer
from app.service.names import names_of
from app.service.protocol import bounded
from tests.app.service.fakes import SIZE, encoded, jpeg, make_service, rgb
from tests.fuzz.running import attempt, damaged, fuzzed, json_values, kept

PARSER = "requests"
INFER = "/v2/models/noteworthy/infer"
PIXELS = bytes(SIZE * SIZE * 3)
TENSOR = {
    "name": "image",
    "datatype": "UINT8",
    "shape": [1, SIZE, SIZE, 3],
    "parameters": {"binary_data_size": len(PIXELS)},
}
HEAD = json.dumps({"id": "7", "inputs": [TENSOR], "outputs": [{"name": "label"}]}).encode()
ELEMENTS = struct.pack("<I", len(jpeg())) + jpeg()
PICTURES = {**TENSOR, "name": "picture", "datatype": "BYTES", "shape": [1]}
FORM = (
    b'--x\r\nContent-Disposition: form-data; name="currency"\r\n\r\nusd\r\n'
    b'--x\r\nContent-Disposition: form-data; name="picture"; filename="n.jpg"\r\n\r\n' + jpeg() + b"\r\n--x--\r\n"
)
WHOLE = [
    ("/v1/recognize", b"", b"image/jpeg", jpeg()),
    ("/v1/recognize", b"currency=USD,eur&language=pt-BR&keep=true", b"", encoded(rgb(), "PNG")),
    ("/v1/recognize", b"", b"", encoded(rgb(), "WEBP")),
    ("/v1/recognize", b"", b"multipart/form-data; boundary=x", FORM),
    (INFER, b"", b"%d" % len(HEAD), HEAD + PIXELS),
    (INFER, b"", b"", json.dumps({"inputs": [{**PICTURES, "parameters": None, "data": ["AAAA"]}]}).encode()),
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    service = make_service(tmp_path_factory.mktemp("service"), hosts=names_of("127.0.0.1"))
    yield create_app(service)
    service.close()


def _check(app: Any, path: str, query: bytes, special: bytes, content: bytes, coding: bytes = b"") -> None:
    """Ask the application; `special` is the content type, or the length of the JSON where tensors are sent."""
    name = b"inference-header-content-length" if path == INFER else b"content-type"
    headers = [(b"host", b"localhost:8080"), (b"content-length", str(len(content)).encode()), (name, special)]
    if coding:
        headers.append((b"content-encoding", coding))
    if not special:
        headers.pop(2)
    _fits(asyncio.run(answer(app, Asked("POST", path, query, tuple(headers), content))))


def _fits(answered: Answered) -> None:
    assert answered.status in (200, 400, 413, 415, 422, 431), answered
    assert dict(answered.headers)[b"x-content-type-options"] == b"nosniff"
    if answered.status != 200:
        told = json.loads(answered.body)
        assert set(told) == {"error"}
        assert told["error"]
        assert told["error"].isprintable()
        assert "pattern" not in told["error"]


@fuzzed
@given(whole=st.sampled_from(WHOLE), data=st.data())
def test_contents_that_nobody_meant(app: Any, whole: tuple[str, bytes, bytes, bytes], data: st.DataObject) -> None:
    path, query, special, content = whole
    sent = data.draw(damaged(content))
    attempt(PARSER, lambda each: _check(app, path, query, special, each), sent)


@fuzzed
@given(whole=st.sampled_from(WHOLE), special=st.binary(max_size=40), query=st.binary(max_size=40), data=st.data())
def test_headers_and_queries_that_nobody_meant(
    app: Any, whole: tuple[str, bytes, bytes, bytes], special: bytes, query: bytes, data: st.DataObject
) -> None:
    path, good_query, good, content = whole
    if data.draw(st.booleans()):
        query = data.draw(damaged(good_query))
    if data.draw(st.booleans()):
        special = data.draw(damaged(good))
    attempt(PARSER, lambda each: _check(app, path, query, special, each), content)


@fuzzed
@given(
    document=st.dictionaries(st.sampled_from(["id", "inputs", "outputs", "parameters", "x"]), json_values, max_size=5),
    tensor=st.dictionaries(st.sampled_from([*TENSOR, "data"]), json_values, max_size=5),
)
def test_json_that_nobody_meant(app: Any, document: dict[str, Any], tensor: dict[str, Any]) -> None:
    for inputs in (document.get("inputs"), [{**PICTURES, "parameters": None, "data": ["AAAA"], **tensor}]):
        text = json.dumps({**document, "inputs": inputs}, default=str).encode()
        attempt(PARSER, lambda each: _check(app, INFER, b"", b"", each), text)


@fuzzed
@given(data=st.data(), coding=st.sampled_from([b"gzip", b"deflate"]))
def test_compressed_content_that_nobody_meant(app: Any, data: st.DataObject, coding: bytes) -> None:
    packed = gzip.compress(jpeg(), mtime=0) if coding == b"gzip" else zlib.compress(jpeg())
    attempt(PARSER, lambda each: _check(app, "/v1/recognize", b"", b"", each, coding), data.draw(damaged(packed)))


class _Transport(asyncio.Transport):
    """A connection that remembers what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.closed = False

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += bytes(data)

    def can_write_eof(self) -> bool:
        return False

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


async def _through_protocol(config: Config, content: bytes, cut: int) -> bytes:
    state = ServerState()
    protocol = bounded(10)(config, state, {})
    transport = _Transport()
    protocol.connection_made(transport)
    for piece in (content[:cut], content[cut:]):
        if not transport.closed:
            protocol.data_received(piece)
    while state.tasks:
        if transport.closed or protocol.cycle.more_body:
            protocol.cycle.disconnected = True
            protocol.cycle.message_event.set()
        await asyncio.sleep(0)
    protocol.connection_lost(None)
    return transport.written


SENT = (
    b"POST /v1/recognize?currency=USD HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n"
    b"Content-Length: %d\r\n\r\n"
    % len(jpeg())
    + jpeg()
    + b"GET /v2/health/live HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n\r\n"
)


@fuzzed
@given(content=damaged(SENT) | st.binary(max_size=60), cut=st.integers(0, len(SENT)))
def test_bytes_of_a_connection_that_nobody_meant(app: Any, content: bytes, cut: int) -> None:
    config = Config(app, http=bounded(10), ws="none", log_config=None)
    config.load()

    def check(each: bytes) -> None:
        written = asyncio.run(_through_protocol(config, each, cut))
        assert b" 500 " not in written
        assert not written or written.startswith(b"HTTP/1.1 ")

    attempt(PARSER, check, content)


@pytest.mark.parametrize("content", kept(PARSER))
@pytest.mark.parametrize("whole", WHOLE, ids=range(len(WHOLE)))
def test_what_failed_once(app: Any, whole: tuple[str, bytes, bytes, bytes], content: bytes) -> None:
    path, query, special, _ = whole
    _check(app, path, query, special, content)
