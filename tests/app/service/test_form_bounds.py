"""What is wished of the service, at the letters where it is refused, and what of it may be said again."""

from __future__ import annotations

import pytest

from app.service.errors import Refused
from app.service.form import LONGEST_LANGUAGE, Wishes, shown, wishes
from app.service.guard import _declared_length, _may_be_opened, _method, refusal_headers


@pytest.mark.parametrize(
    ("length", "cut"), [(0, "''"), (40, f"'{'a' * 40}'"), (41, f"'{'a' * 40}…'"), (90, f"'{'a' * 40}…'")]
)
def test_what_was_sent_is_shown_cut(length: int, cut: str) -> None:
    assert shown("a" * length) == cut


def test_what_does_not_print_is_not_shown() -> None:
    assert shown("a\nb\x1b[2Jc") == "'a?b?[2Jc'"


@pytest.mark.parametrize(
    ("tag", "taken"),
    [
        ("en", True),
        ("pt-BR", True),
        ("zh_Hans", True),
        ("e", False),
        ("engl", False),
        ("en-", False),
        ("en-toolongpart", False),
        ("", False),
        ("en" + "-abcd" * 6 + "-ab", True),
        ("en" + "-abcd" * 6 + "-abc", False),
    ],
)
def test_a_language_is_a_short_tag(tag: str, taken: bool) -> None:
    if taken:
        assert len(tag) <= LONGEST_LANGUAGE
        assert wishes([("language", tag)]).language == tag
    else:
        with pytest.raises(Refused) as caught:
            wishes([("language", tag)])
        assert caught.value.status == 422


@pytest.mark.parametrize(
    ("said", "keep"),
    [("true", True), ("1", True), ("YES", True), ("on", True), ("false", False), ("0", False), ("Off", False)],
)
def test_keeping_is_agreed_to_in_words(said: str, keep: bool) -> None:
    assert wishes([("keep", said)]).keep is keep


@pytest.mark.parametrize(
    ("query", "form", "status"),
    [
        ([("keep", "maybe")], [], 422),
        ([("nothing", "1")], [], 400),
        ([("keep", "1"), ("keep", "1")], [], 400),
        ([("keep", "1")], [("keep", "1")], 400),
    ],
)
def test_what_is_not_known_or_stands_twice_is_refused(
    query: list[tuple[str, str]], form: list[tuple[str, str]], status: int
) -> None:
    with pytest.raises(Refused) as caught:
        wishes(query, form)
    assert caught.value.status == status


def test_a_query_and_a_form_say_it_together() -> None:
    assert wishes([("currency", "USD")], [("language", "de")]) == Wishes("USD", "de", False)
    assert wishes([]) == Wishes(None, "en", False)


@pytest.mark.parametrize(
    ("headers", "length"),
    [
        ({}, 0),
        ({b"content-length": b"12"}, 12),
        ({b"content-length": b"9" * 18}, int("9" * 18)),
        ({b"transfer-encoding": b"chunked"}, None),
        ({b"transfer-encoding": b"chunked", b"content-length": b"12"}, None),
    ],
)
def test_how_long_a_body_is(headers: dict[bytes, bytes], length: int | None) -> None:
    assert _declared_length(headers) == length


@pytest.mark.parametrize("text", [b"", b"-1", b"1.5", b"0x10", b"9" * 19])
def test_a_length_that_is_none_is_refused(text: bytes) -> None:
    with pytest.raises(Refused) as caught:
        _declared_length({b"content-length": text})
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("path", "method", "mode", "may"),
    [
        ("/", "GET", None, True),
        ("/", "POST", None, True),
        ("/v1/recognize", "GET", b"navigate", True),
        ("/v1/recognize", "POST", b"navigate", False),
        ("/v1/recognize", "GET", b"cors", False),
        ("/v1/recognize", "GET", None, False),
    ],
)
def test_where_another_site_may_lead_a_person(path: str, method: str, mode: bytes | None, may: bool) -> None:
    headers = {} if mode is None else {b"sec-fetch-mode": mode}
    assert _may_be_opened({"path": path, "method": method}, headers) is may


@pytest.mark.parametrize(
    ("method", "counted"), [("GET", "GET"), ("DELETE", "DELETE"), ("BREW", "other"), ("get", "other")]
)
def test_only_known_methods_are_counted_by_name(method: str, counted: str) -> None:
    assert _method({"method": method}) == counted


def test_a_refusal_says_what_to_do() -> None:
    assert refusal_headers(Refused(401, "x")) == {"WWW-Authenticate": "Bearer"}
    assert refusal_headers(Refused(503, "x", 0)) == {"Retry-After": "0"}
    assert refusal_headers(Refused(404, "x", headers={"A": "b"})) == {"A": "b"}
