"""How answers are written."""

import json

from app.phone.answers import Answer, redirect, refused, told


def test_every_answer_keeps_strangers_out() -> None:
    written = Answer(200, b"abc", "text/plain").written(keeps_open=True)
    head, _, body = written.partition(b"\r\n\r\n")
    assert body == b"abc"
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    for line in (b"Content-Length: 3", b"X-Content-Type-Options: nosniff", b"Cache-Control: no-store"):
        assert line in head
    policy = next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Security-Policy: "))
    assert b"default-src 'none'" in policy
    assert b"frame-ancestors 'none'" in policy
    assert b"unsafe" not in policy
    assert b"http" not in policy


def test_an_answer_to_head_has_the_length_and_no_content() -> None:
    written = Answer(200, b"abc").written(keeps_open=False, has_body=False)
    assert b"Content-Length: 3\r\n" in written
    assert b"Connection: close\r\n" in written
    assert written.endswith(b"\r\n\r\n")


def test_words_are_plain_ascii_json() -> None:
    answer = told(200, text="\u20ac </script>", delay_s=0.5)
    assert answer.delay_s == 0.5
    assert json.loads(answer.body) == {"text": "\u20ac </script>"}
    assert answer.body.isascii()
    assert json.loads(refused(431).body) == {"error": "request_header_fields_too_large"}
    assert json.loads(refused(403, "wrong").body) == {"error": "wrong"}


def test_who_comes_without_tls_is_sent_to_the_same_address_with_it() -> None:
    assert b"\r\nLocation: https://192.168.1.5:8443/\r\n" in redirect("192.168.1.5", 8443)
