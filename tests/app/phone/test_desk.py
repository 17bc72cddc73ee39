"""What is answered at the page: by whom it may be asked, for what, and what that does. No sockets here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from app.feedback.phone_words import page_words
from app.phone.admission import GONE_AFTER_S, MOST_TRIES, TRY_AGAIN_S
from app.phone.desk import LONGEST_DELAY_S, MOST_PICTURE_BYTES, MOST_WORD_BYTES, SHORTEST_PERIOD_S, Desk, page_files
from app.phone.events import PhoneEvent
from app.phone.request import Request
from app.phone.sayings import STALE_S, Saying
from tests.app.phone.pages import JPEG

LOCAL, PORT = "192.168.1.5", 8443
OWN = {"host": f"{LOCAL}:{PORT}"}
POSTED = {**OWN, "origin": f"https://{LOCAL}:{PORT}"}


class Counter:
    """A desk with a clock that the test moves, and what it told."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.events: list[PhoneEvent] = []
        self.desk = Desk(page_words(), lambda: "de", self.events.append, lambda: self.now_s)

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """Status, and what the answer says."""
        request = Request(method, path, OWN if headers is None else headers, len(body))
        answer = self.desk.before_body(request, LOCAL, PORT) or self.desk.answer(request, body)
        return answer.status, json.loads(answer.body) if answer.kind == "application/json" else answer.body

    def post(self, path: str, body: bytes, token: str = "", **more: str) -> tuple[int, Any]:
        headers = {**POSTED, **({"authorization": f"Bearer {token}"} if token else {}), **more}
        return self.ask("POST", path, body, headers)

    def join(self, key: str | None = None) -> tuple[int, Any]:
        return self.post("/join", json.dumps({"key": self.desk.keys[1] if key is None else key}).encode())

    def phone(self) -> str:
        status, told = self.join()
        assert status == 200
        return str(told["token"])

    def send(self, token: str, data: bytes = JPEG, *, more: Mapping[str, str] | None = None) -> tuple[int, Any]:
        return self.post("/picture", data, token, **{"content-type": "image/jpeg", **(more or {})})

    def note(self, token: str, what: str) -> tuple[int, Any]:
        return self.post("/note", json.dumps({"note": what}).encode(), token)


@pytest.fixture
def counter() -> Counter:
    return Counter()


def test_the_page_and_its_words_are_for_everybody_in_the_network(counter: Counter) -> None:
    for path, start in (("/", b"<!doctype html>"), ("/page.js", b"//"), ("/page.css", b":root")):
        status, content = counter.ask("GET", path)
        assert status == 200
        assert content.startswith(start)
    assert counter.ask("HEAD", "/")[0] == 200
    status, told = counter.ask("GET", "/words")
    assert (status, told["language"]) == (200, "de")
    assert told["words"]["hi"]["start"] == "कैमरा चालू करें"
    assert all(path.is_file() for path in page_files())


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/", {}, 421),
        ("GET", "/", {"host": "evil.example:8443"}, 421),
        ("GET", "/", {"host": LOCAL}, 421),
        ("GET", "/", {**OWN, "origin": "https://evil.example"}, 403),
        ("GET", "/words", {**OWN, "sec-fetch-site": "cross-site"}, 403),
        ("GET", "/page.js", {**OWN, "sec-fetch-site": "same-site", "sec-fetch-mode": "navigate"}, 403),
        ("GET", "/", {**OWN, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 200),
        ("GET", "/?key=1", OWN, 404),
        ("GET", "/../../etc/passwd", OWN, 404),
        ("GET", "/favicon.ico", OWN, 404),
        ("PUT", "/", OWN, 405),
        ("GET", "/join", OWN, 405),
        ("POST", "/", POSTED, 405),
        ("POST", "/join", OWN, 403),
        ("POST", "/join", {**OWN, "origin": "null"}, 403),
        ("POST", "/join", {**OWN, "origin": f"http://{LOCAL}:{PORT}"}, 403),
        ("POST", "/join", {**OWN, "origin": f"https://{LOCAL}"}, 403),
        ("POST", "/picture", POSTED, 401),
        ("POST", "/note", {**POSTED, "authorization": "Bearer none"}, 401),
    ],
)
def test_who_may_not_ask_is_refused(
    counter: Counter, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    assert counter.ask(method, path, headers=headers)[0] == status
    assert counter.events == []


def test_bodies_that_are_too_long_are_refused_before_they_come(counter: Counter) -> None:
    token = counter.phone()
    headers = {**POSTED, "authorization": f"Bearer {token}"}
    for path, most in (("/join", MOST_WORD_BYTES), ("/note", MOST_WORD_BYTES), ("/picture", MOST_PICTURE_BYTES)):
        assert counter.desk.before_body(Request("POST", path, headers, most), LOCAL, PORT) is None
        refusal = counter.desk.before_body(Request("POST", path, headers, most + 1), LOCAL, PORT)
        assert refusal is not None
        assert refusal.status == 413
    refusal = counter.desk.before_body(Request("GET", "/", OWN, 5), LOCAL, PORT)
    assert refusal is not None
    assert refusal.status == 413


def test_a_code_may_be_typed_with_spaces(counter: Counter) -> None:
    code = counter.desk.keys[1]
    assert counter.join(f" {code[:3]} {code[3:]}\n")[0] == 200
    assert counter.events == [PhoneEvent.JOINED]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"key": 7}', b'{"key": null}', b"\xff\xfe", b"[" * 1000, b'{"kez": "1"}']
)
def test_what_is_no_key_at_all_is_a_bad_request(counter: Counter, body: bytes) -> None:
    assert counter.post("/join", body) == (400, {"error": "bad_request"})


def test_wrong_codes_are_refused_and_too_many_told_once(counter: Counter) -> None:
    wrong = "x" + counter.desk.keys[0]
    for number in range(MOST_TRIES):
        assert counter.events == []
        assert counter.join(wrong) == (403, {"error": "wrong"}), number
        counter.now_s += TRY_AGAIN_S
    assert counter.events == [PhoneEvent.CLOSED]
    assert counter.join() == (403, {"error": "closed"})
    assert counter.events == [PhoneEvent.CLOSED]
    counter.desk.open_anew()
    assert counter.join()[0] == 200


def test_who_guesses_quickly_is_told_to_wait(counter: Counter) -> None:
    answers = [counter.join("wrong") for _ in range(8)]
    assert answers[4] == (403, {"error": "wrong"})
    assert answers[5] == (429, {"error": "wait"})


def test_a_picture_is_passed_on_as_it_came(counter: Counter) -> None:
    token = counter.phone()
    assert counter.send(token) == (200, {"standing": "camera", "other": False, "say": []})
    assert counter.desk.pictures.get(0) == JPEG


@pytest.mark.parametrize(
    ("data", "kind"), [(b"", "image/jpeg"), (b"\x89PNG\r\n", "image/jpeg"), (JPEG, "image/png"), (JPEG, "")]
)
def test_only_jpeg_is_taken(counter: Counter, data: bytes, kind: str) -> None:
    token = counter.phone()
    assert counter.send(token, data, more={"content-type": kind})[0] == 415
    assert counter.desk.pictures.get(0) is None


def test_answers_come_no_more_often_than_pictures_are_wanted(counter: Counter) -> None:
    token = counter.phone()
    request = Request(
        "POST", "/picture", {**POSTED, "authorization": f"Bearer {token}", "content-type": "image/jpeg"}, len(JPEG)
    )
    assert counter.desk.answer(request, JPEG).delay_s == 0
    assert counter.desk.answer(request, JPEG).delay_s == pytest.approx(SHORTEST_PERIOD_S)
    answers = [counter.desk.answer(request, JPEG) for _ in range(20)]
    assert max(answer.delay_s for answer in answers) <= LONGEST_DELAY_S
    assert answers[-1].status == 429, "not who has one on its way at a time"
    counter.now_s += 10
    assert counter.desk.answer(request, JPEG).delay_s == 0


def test_a_second_phone_waits_its_pictures_go_nowhere_and_all_are_told(counter: Counter) -> None:
    first = counter.phone()
    second = counter.phone()
    assert counter.events == [PhoneEvent.JOINED, PhoneEvent.WAITS]
    assert counter.send(second) == (200, {"standing": "waiting"})
    assert counter.desk.pictures.get(0) is None
    assert counter.send(first)[1]["other"] is True
    assert counter.join() == (409, {"error": "full"})


def test_the_second_is_the_camera_where_that_is_allowed_and_the_first_waits(counter: Counter) -> None:
    first = counter.phone()
    second = counter.phone()
    assert counter.desk.someone_waits
    assert counter.desk.swap()
    assert counter.events[-1] is PhoneEvent.TAKEN_OVER
    assert counter.send(second)[1]["standing"] == "camera"
    assert counter.send(first)[1]["standing"] == "waiting"


def test_nobody_waits_nobody_is_let_in(counter: Counter) -> None:
    counter.phone()
    assert not counter.desk.swap()
    assert counter.events == [PhoneEvent.JOINED]


def test_the_second_is_the_camera_once_the_first_is_silent(counter: Counter) -> None:
    first, second = counter.phone(), counter.phone()
    for _ in range(10):
        counter.now_s += GONE_AFTER_S / 5
        counter.send(second)
    assert counter.send(second)[1]["standing"] == "camera"
    assert counter.events == [PhoneEvent.JOINED, PhoneEvent.WAITS, PhoneEvent.TAKEN_OVER]
    assert counter.send(first)[0] == 401


def test_the_second_is_the_camera_once_the_first_has_left(counter: Counter) -> None:
    first, second = counter.phone(), counter.phone()
    assert counter.note(first, "left")[0] == 200
    assert counter.events[2:] == [PhoneEvent.LEFT, PhoneEvent.TAKEN_OVER]
    assert counter.send(second)[1]["standing"] == "camera"


@pytest.mark.parametrize(
    ("note", "event"),
    [
        ("locked", PhoneEvent.LOCKED),
        ("stopped", PhoneEvent.STOPPED),
        ("refused", PhoneEvent.REFUSED),
        ("no_camera", PhoneEvent.NO_CAMERA),
        ("left", PhoneEvent.LEFT),
    ],
)
def test_what_becomes_of_the_phone_is_told_once_until_pictures_come_again(
    counter: Counter, note: str, event: PhoneEvent
) -> None:
    token = counter.phone()
    for _ in range(3):
        assert counter.note(token, note)[0] == 200
    assert counter.events == [PhoneEvent.JOINED, event]
    counter.send(token)
    counter.note(token, note)
    assert counter.events == [PhoneEvent.JOINED, event, event]


def test_a_locked_phone_that_shows_its_page_again_is_told(counter: Counter) -> None:
    token = counter.phone()
    counter.note(token, "locked")
    counter.note(token, "shown")
    assert counter.events == [PhoneEvent.JOINED, PhoneEvent.LOCKED, PhoneEvent.SHOWN]


def test_of_a_phone_that_only_waits_nothing_is_told(counter: Counter) -> None:
    counter.phone()
    second = counter.phone()
    counter.note(second, "locked")
    counter.note(second, "left")
    assert counter.events == [PhoneEvent.JOINED, PhoneEvent.WAITS]
    assert not counter.desk.someone_waits


def test_a_note_that_means_nothing_is_refused(counter: Counter) -> None:
    token = counter.phone()
    assert counter.note(token, "nothing")[0] == 400
    assert counter.post("/note", b"\x00", token)[0] == 400


def saying(text: str, at_s: float, *, holds: bool = True) -> Saying:
    return Saying(text, "en", at_s, lambda: holds)


def test_the_phone_is_given_words_where_it_wants_them_and_each_once(counter: Counter) -> None:
    token = counter.phone()
    counter.desk.sayings.put(saying("20 dollars", counter.now_s))
    assert counter.send(token, more={"x-say": "1"})[1]["say"] == [{"text": "20 dollars", "language": "en"}]
    assert counter.send(token, more={"x-say": "1"})[1]["say"] == []


def test_words_that_nobody_wants_there_do_not_leave_and_do_not_wait(counter: Counter) -> None:
    token = counter.phone()
    counter.desk.sayings.put(saying("20 dollars", counter.now_s))
    assert counter.send(token)[1]["say"] == []
    assert counter.send(token, more={"x-say": "1"})[1]["say"] == []


def test_words_that_are_old_or_no_longer_true_are_not_said(counter: Counter) -> None:
    token = counter.phone()
    counter.desk.sayings.put(saying("old", counter.now_s - STALE_S - 0.1))
    counter.desk.sayings.put(saying("gone", counter.now_s, holds=False))
    assert counter.send(token, more={"x-say": "1"})[1]["say"] == []


def test_a_phone_that_waits_is_given_no_words(counter: Counter) -> None:
    counter.phone()
    second = counter.phone()
    counter.desk.sayings.put(saying("20 dollars", counter.now_s))
    assert "say" not in counter.send(second, more={"x-say": "1"})[1]
