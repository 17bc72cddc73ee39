"""Forms and queries: what they say together, and forms that are damaged."""

import contextlib
import gc

import pytest

from app.service.errors import Refused
from app.service.form import Wishes, picture_of, shown, wishes
from tests.app.service.fakes import jpeg

KIND = "multipart/form-data; boundary=x"
HEAD = b'--x\r\nContent-Disposition: form-data; name="picture"; filename="n.jpg"\r\n'
FORM = HEAD + b"\r\n" + jpeg() + b"\r\n--x--\r\n"


def _refused(content_type: str, body: bytes) -> int:
    with pytest.raises(Refused) as caught:
        picture_of(content_type, body)
    return caught.value.status


def test_a_body_that_is_no_form_is_the_picture_itself() -> None:
    assert picture_of("image/jpeg", b"content") == ({}, b"content")
    assert picture_of("", FORM) == ({}, FORM)


def test_a_form_gives_its_picture() -> None:
    for kind in (KIND, 'Multipart/Form-Data; boundary="x"', KIND + "; charset=utf-8"):
        assert picture_of(kind, FORM) == ({}, jpeg())


@pytest.mark.parametrize(
    "body",
    [FORM[:-40], FORM[:100], HEAD, HEAD + b"\r\n", FORM.replace(b"\r\n--x--", b"\r\n--x\xff-")],
)
def test_a_form_that_is_cut_short_or_damaged_is_refused_and_leaves_nothing_open(body: bytes) -> None:
    assert _refused(KIND, body) == 400
    gc.collect()  # a file that was left open would make itself heard here


@pytest.mark.parametrize("kind", [KIND + "; charset=nonsense", "multipart/form-data; boundary=", "multipart/form-data"])
def test_odd_content_types_are_read_or_refused(kind: str) -> None:
    with contextlib.suppress(Refused):
        assert picture_of(kind, FORM)[1] == jpeg()


def test_many_header_lines_and_fields_are_refused() -> None:
    field = b'--x\r\nContent-Disposition: form-data; name="currency"\r\n\r\nUSD\r\n'
    assert _refused(KIND, field * 20 + FORM) == 400
    assert _refused(KIND, field.replace(b"USD", b"U" * 5000) + FORM) == 400


def test_a_query_and_a_form_are_one() -> None:
    assert wishes([("currency", "USD")], [("language", "de"), ("keep", "TRUE")]) == Wishes("USD", "de", True)
    assert wishes([]) == Wishes(None, "en", False)
    assert wishes([("keep", "0")]) == Wishes()


def test_what_a_sender_wrote_is_given_back_short_and_in_one_line() -> None:
    assert shown("a\nb\x1b\u202ec") == "'a?b??c'"
    assert len(shown("x" * 5000)) == 43
