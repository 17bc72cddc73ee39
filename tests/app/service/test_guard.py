"""What stands before every request, asked as a server asks it: the key, the length, the body, and what is counted."""

import asyncio
from typing import Any

import pytest

from app.service.errors import Refused
from app.service.guard import BODY, NOSNIFF, OPEN_PATHS, Guard, Scope, Send, digest, refusal_headers
from app.service.intake import Limits, Message, Receive
from app.service.metrics import Metrics

TOKEN = "an open door"


class Application:
    """Answers with the body it was given, and remembers what it was asked."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []
        self.received: list[Message] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        if scope["type"] == "http":
            self.received += [await receive(), await receive()]
            await send({"type": "http.response.start", "status": 200, "headers": [(b"x-own", b"1")]})
            await send({"type": "http.response.body", "body": bytes(scope[BODY])})


class Sender:
    """Sends pieces of a body, then hangs up."""

    def __init__(self, *pieces: bytes) -> None:
        self.messages: list[Message] = [
            {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
            for number, piece in enumerate(pieces, 1)
        ]

    async def __call__(self) -> Message:
        return self.messages.pop(0) if self.messages else {"type": "http.disconnect"}


class Asked:
    """One request through a guard, and what came of it."""

    def __init__(
        self,
        *pieces: bytes,
        method: str = "POST",
        path: str = "/v1/recognize",
        headers: dict[str, str] | None = None,
        limits: Limits | None = None,
        keys: frozenset[bytes] | None = None,
        hosts: frozenset[str] | None = None,
        kind: str = "http",
    ) -> None:
        self.app, self.sender = Application(), Sender(*pieces)
        self.metrics = Metrics(pending=lambda: 0.0, model_version="1")
        guard = Guard(self.app, limits or Limits(), self.metrics, keys, hosts)
        given = {"content-length": str(sum(map(len, pieces))), "host": "here", **(headers or {})}
        named = [(name.encode(), value.encode()) for name, value in given.items() if value]
        self.scope: Scope = {"type": kind, "method": method, "path": path, "headers": named}
        self.sent: list[Message] = []
        asyncio.run(asyncio.wait_for(guard(self.scope, self.sender, self._send), 30))

    async def _send(self, message: Message) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        status: int = self.sent[0]["status"]
        return status

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.sent[0]["headers"])

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent[1:])

    def counted(self, route: str, method: str, status: int) -> float:
        line = f'noteworthy_requests_total{{method="{method}",route="{route}",status="{status}"}} '
        lines = self.metrics.text().decode().splitlines()
        return sum(float(each.removeprefix(line)) for each in lines if each.startswith(line))


def test_a_body_is_handed_on_whole_and_then_what_comes_after_it() -> None:
    asked = Asked(b"ab", b"cd")
    assert (asked.status, asked.body) == (200, b"abcd")
    assert asked.app.received == [
        {"type": "http.request", "body": b"abcd", "more_body": False},
        {"type": "http.disconnect"},
    ]
    assert asked.headers[NOSNIFF[0]] == NOSNIFF[1]
    assert asked.headers[b"x-own"] == b"1", "its own headers stay"
    assert asked.counted("none", "POST", 200) == 1
    told = asked.metrics.text().decode()
    assert 'noteworthy_request_seconds_count{route="none"} 1.0' in told
    assert 0 <= float(told.partition('noteworthy_request_seconds_sum{route="none"} ')[2].split("\n")[0]) < 60


def test_a_request_is_counted_by_the_route_that_answered_it() -> None:
    class Route:
        path = "/v1/info"

    class Routed(Application):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            scope["route"] = Route
            await send({"type": "http.response.start", "status": 204, "headers": []})

    metrics = Metrics(pending=lambda: 0.0, model_version="1")
    scope = {"type": "http", "method": "GET", "path": "/v1/info", "headers": []}

    async def send(_: Message) -> None:
        pass

    asyncio.run(Guard(Routed(), Limits(), metrics)(scope, Sender(), send))
    assert 'noteworthy_requests_total{method="GET",route="/v1/info",status="204"} 1.0' in metrics.text().decode()


def test_head_is_answered_as_get_without_the_content() -> None:
    asked = Asked(method="HEAD", path="/")
    assert asked.app.scopes[0]["method"] == "GET"
    assert asked.scope["method"] == "HEAD", "the server below looks at its own scope"
    assert asked.status == 200
    assert asked.body == b""
    assert asked.counted("none", "HEAD", 200) == 1
    assert Asked(b"abc", method="GET", path="/").body == b"abc"


@pytest.mark.parametrize(("method", "counted"), [("PATCH", "PATCH"), ("OPTIONS", "OPTIONS"), ("BREW", "other")])
def test_a_method_that_nobody_knows_is_counted_under_no_name_of_its_own(method: str, counted: str) -> None:
    asked = Asked(method=method)
    assert asked.counted("none", counted, 200) == 1
    assert asked.app.scopes[0]["method"] == method


def test_what_is_no_request_is_handed_on_as_it_is() -> None:
    asked = Asked(kind="lifespan")
    assert asked.app.scopes == [asked.scope]
    assert asked.sent == []


def test_without_a_body_nothing_is_awaited() -> None:
    asked = Asked(headers={"content-length": ""}, method="GET")
    assert asked.app.scopes[0][BODY] == b""
    assert Asked(b"", headers={"content-length": "0"}).status == 200


def test_a_body_in_pieces_of_unknown_length_is_taken_in() -> None:
    assert Asked(b"ab", b"c", headers={"transfer-encoding": "chunked", "content-length": ""}).body == b"abc"


@pytest.mark.parametrize("length", ["x", "-1", "1.0", "1" * 19, "+1"])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    asked = Asked(b"abc", headers={"content-length": length})
    assert asked.status == 400
    assert asked.app.scopes == []
    assert asked.counted("none", "POST", 400) == 1


def test_the_longest_number_is_read_and_its_length_refused() -> None:
    assert Asked(b"abc", headers={"content-length": "1" * 18}).status == 413


def test_a_refusal_is_one_line_of_json_and_closes_the_connection() -> None:
    asked = Asked(b"abc", headers={"content-length": "x"})
    assert asked.body == b'{"error": "The header Content-Length is not a number."}'
    assert asked.headers[b"content-length"] == str(len(asked.body)).encode()
    assert asked.headers[b"content-type"] == b"application/json"
    assert asked.headers[b"connection"] == b"close"
    assert asked.headers[NOSNIFF[0]] == NOSNIFF[1]
    assert [message.get("more_body", False) for message in asked.sent[1:]] == [True, False]


def test_the_rest_of_a_refused_body_is_thrown_away_before_the_end_and_not_more() -> None:
    asked = Asked(b"ab", b"cd", b"ef", headers={"content-length": "x"})
    assert asked.sender.messages == []
    asked = Asked(b"ab", headers={"content-length": "x"})
    asked_more = Asked(b"a" * 30, b"b" * 30, b"c", limits=Limits(body_bytes=40), headers={"content-length": "61"})
    assert (asked.status, asked_more.status) == (400, 413)
    assert asked_more.sender.messages == []


def test_a_body_that_turns_out_too_long_is_thrown_away_to_its_end() -> None:
    headers = {"transfer-encoding": "chunked", "content-length": ""}
    asked = Asked(*[b"a" * 30] * 5, limits=Limits(body_bytes=40), headers=headers)
    assert asked.status == 413
    assert asked.sender.messages == []


def test_what_comes_after_a_refused_body_is_left() -> None:
    metrics = Metrics(pending=lambda: 0.0, model_version="1")
    sender = Sender(b"ab", b"cd")
    sender.messages.append({"type": "http.request", "body": b"of the next", "more_body": False})

    async def send(_: Message) -> None:
        pass

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-length", b"x")]}
    asyncio.run(Guard(Application(), Limits(), metrics)(scope, sender, send))
    assert len(sender.messages) == 1


def test_of_a_body_that_has_come_to_its_end_nothing_is_awaited_any_more() -> None:
    headers = {"transfer-encoding": "chunked", "content-length": ""}
    asked = Asked(b"a" * 30, b"b" * 30, limits=Limits(body_bytes=40), headers=headers)
    assert asked.status == 413
    guard = Guard(Application(), Limits(body_bytes=40), asked.metrics)
    sender = Sender(b"a" * 50)
    sender.messages.append({"type": "http.request", "body": b"of the next", "more_body": False})
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {**asked.scope, "headers": [(b"transfer-encoding", b"chunked")]}
    asyncio.run(guard(scope, sender, send))
    assert sent[0]["status"] == 413
    assert len(sender.messages) == 1, "what comes after the body is not this request's"


def test_who_hung_up_is_told_nothing_and_counted() -> None:
    asked = Asked(headers={"content-length": "5"})
    assert asked.sent == []
    assert asked.counted("none", "POST", 499) == 1


def test_a_failure_below_is_counted_as_one_and_goes_on() -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        raise ZeroDivisionError

    metrics = Metrics(pending=lambda: 0.0, model_version="1")
    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}

    async def send(_: Message) -> None:
        pass

    with pytest.raises(ZeroDivisionError):
        asyncio.run(Guard(failing, Limits(), metrics)(scope, Sender(), send))
    assert 'noteworthy_requests_total{method="GET",route="none",status="500"} 1.0' in metrics.text().decode()


def test_what_is_held_is_counted_while_it_is_answered_and_let_go_after() -> None:
    metrics = Metrics(pending=lambda: 0.0, model_version="1")
    held = []

    async def looking(scope: Scope, receive: Receive, send: Send) -> None:
        held.append("noteworthy_body_bytes 3.0" in metrics.text().decode())

    async def send(_: Message) -> None:
        pass

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-length", b"3")]}
    asyncio.run(Guard(looking, Limits(), metrics)(scope, Sender(b"abc"), send))
    assert held == [True]
    assert "noteworthy_body_bytes 0.0" in metrics.text().decode()


KEYS = frozenset({digest(TOKEN)})


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer   {TOKEN} ", 200),
        ("Bearer another", 401),
        (f"Basic {TOKEN}", 401),
        (TOKEN, 401),
        ("", 401),
    ],
)
def test_a_key_opens_and_nothing_else_does(authorization: str, status: int) -> None:
    asked = Asked(b"abc", headers={"authorization": authorization}, keys=KEYS)
    assert asked.status == status
    assert (asked.headers.get(b"www-authenticate") == b"Bearer") is (status == 401)
    assert len(asked.app.scopes) == (status == 200)


def test_what_tells_nothing_is_open_without_a_key() -> None:
    assert [Asked(method="GET", path=path, keys=KEYS).status for path in sorted(OPEN_PATHS)] == [200] * len(OPEN_PATHS)
    assert Asked(method="GET", path="/metrics", keys=KEYS).status == 401
    assert Asked(method="GET", path="/metrics").status == 200


def test_names_are_looked_at_only_where_no_key_is_asked_for() -> None:
    hosts = frozenset({"here"})
    assert Asked(b"a", hosts=hosts).status == 200
    assert Asked(b"a", hosts=hosts, headers={"host": "elsewhere"}).status == 421
    key = {"host": "elsewhere", "authorization": f"Bearer {TOKEN}"}
    assert Asked(b"a", hosts=hosts, headers=key, keys=KEYS).status == 200


def test_a_link_from_another_site_may_be_followed_and_nothing_sent_by_it() -> None:
    foreign = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    hosts = frozenset({"here"})
    assert Asked(method="GET", path="/v1/info", hosts=hosts, headers=foreign).status == 200
    assert Asked(b"a", method="POST", hosts=hosts, headers=foreign).status == 403
    quiet = {**foreign, "sec-fetch-mode": "no-cors"}
    assert Asked(method="GET", path="/v1/info", hosts=hosts, headers=quiet).status == 403
    assert Asked(method="GET", path="/", hosts=hosts, headers=quiet).status == 200


def test_a_compressed_body_is_handed_on_as_what_it_holds() -> None:
    import gzip

    assert Asked(gzip.compress(b"a note"), headers={"content-encoding": "gzip"}).body == b"a note"
    assert Asked(b"a note", headers={"content-encoding": "br"}).status == 415


def test_a_refusal_brings_the_headers_that_its_status_asks_for() -> None:
    assert refusal_headers(Refused(400, "x")) == {}
    assert refusal_headers(Refused(401, "x")) == {"WWW-Authenticate": "Bearer"}
    assert refusal_headers(Refused(503, "x", 0)) == {"Retry-After": "0"}
    own: dict[str, Any] = {"headers": {"Accept-Encoding": "gzip"}}
    assert refusal_headers(Refused(415, "x", 7, **own)) == {"Accept-Encoding": "gzip", "Retry-After": "7"}


def test_a_token_is_kept_as_a_digest_whichever_way_it_is_given() -> None:
    assert digest("é") == digest("é".encode())
    assert digest("a") != digest("b")
    assert len(digest("a")) == 32
