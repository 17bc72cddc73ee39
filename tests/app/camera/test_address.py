"""Addresses: taken apart by ourselves, and never told with their secrets."""

import pytest

from app.camera.address import looks_like_address, parse_address, without_secrets
from app.camera.errors import SourceSpecError


@pytest.mark.parametrize(
    ("text", "parts", "shown"),
    [
        ("http://10.0.0.7:8080/video", ("http", "10.0.0.7", 8080, "/video", None, None), None),
        ("Http://Phone.Local", ("http", "phone.local", 80, "/", None, None), "http://Phone.Local"),
        ("https://h/a?b=c", ("https", "h", 443, "/a?b=c", None, None), "https://h/a"),
        ("http://h?b=c#d", ("http", "h", 80, "/?b=c", None, None), "http://h"),
        ("rtsp://me:p@ss@h:554/l", ("rtsp", "h", 554, "/l", "me", "p@ss"), "rtsp://h:554/l"),
        ("http://me:p%23%2F%5b@h/", ("http", "h", 80, "/", "me", "p#/["), "http://h/"),
        ("http://me@h/", ("http", "h", 80, "/", "me", None), "http://h/"),
        ("http://:@h/", ("http", "h", 80, "/", "", ""), "http://h/"),
        ("http://[::1]:8080/v", ("http", "::1", 8080, "/v", None, None), None),
        ("http://[fe80::1%25eth0]/v", ("http", "fe80::1%eth0", 80, "/v", None, None), None),
        ("http://bücher.example/ü", ("http", "xn--bcher-kva.example", 80, "/%C3%BC", None, None), None),
        ("http://h:/v|w", ("http", "h", 80, "/v%7Cw", None, None), None),
    ],
)
def test_addresses_are_taken_apart(text: str, parts: tuple[object, ...], shown: str | None) -> None:
    address = parse_address(text)
    assert (address.scheme, address.host, address.port, address.path, address.user, address.password) == parts
    assert address.shown == (shown or text)
    assert address.password is None or address.password == "" or address.password not in repr(address)
    assert "b=c" not in repr(address)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ftp://h/", "address_scheme"),
        ("http:/h/", "address_scheme"),
        ("file:///etc/passwd", "address_scheme"),
        ("http://", "address_host"),
        ("http:///video", "address_host"),
        ("http://:80/", "address_host"),
        ("http://me:p@/", "address_host"),
        ("http://a..b/", "address_host"),
        ("http://-a/", "address_host"),
        ("http://999.1.1.1/", "address_host"),
        ("http://1.2.3/", "address_host"),
        ("http://[::1/", "address_host"),
        ("http://[nonsense]/", "address_host"),
        ("http://a]b/", "address_host"),
        (f"http://{'a' * 300}/", "address_host"),
        ("http://a:b:1/", "address_port"),
        ("http://h:0/", "address_port"),
        ("http://h:65536/", "address_port"),
        ("http://h:٣/", "address_port"),
        ("http://h:" + "9" * 5000, "address_characters"),
        ("http://h:" + "9" * 500, "address_port"),
        ("http://h/a b", "address_characters"),
        ("http://h/a\0", "address_characters"),
        ("http://h/a\r\nX: y", "address_characters"),
        ("http://me%0D%0A:x@h/", "address_characters"),
        ("http://h/\udcff", "address_characters"),
        ("http://h/" + "a" * 5000, "address_characters"),
        ("http://me:p/ss@h/", "address_password"),
        ("http://me:p#ss@h/", "address_password"),
        ("http://me:p?ss@h/", "address_password"),
        ("http://me:p[ss@h/", "address_password"),
        ("http://me:p]ss@h/", "address_password"),
        ("http://h/@name", "address_password"),
    ],
)
def test_what_cannot_be_used_is_told_by_its_code_and_on_one_line(text: str, code: str) -> None:
    with pytest.raises(SourceSpecError) as caught:
        parse_address(text)
    assert caught.value.code == code
    shown = str(caught.value.parameters["address"])
    assert len(shown) < 450
    assert shown.isprintable()
    assert "ss@" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rtsp://me:s3cret@10.0.0.7:554/live?token=abc", "rtsp://10.0.0.7:554/live"),
        ("http://admin:p[ss@127.0.0.1:8099/video", "http://127.0.0.1:8099/video"),
        ("http://a:b/c@d:e@h/x", "http://h/x"),
        ("http:/me:p@h/x", "http://h/x"),
        ("me:p@h/x?y", "h/x"),
        ("http://h/x#y", "http://h/x"),
        ("http://cam/x?user=a&pwd=s3@cret", "http://…"),
        ("http://cam?user=a@b&pwd=s3cret", "http://…"),
        ("cam/x?pwd=s3@cret", "…"),
        ("cam/x?user=a&pwd=s3cret", "cam/x"),
        ("//cam/x?pwd=s3cret", "//cam/x"),
        ("where?.jpg", "where?.jpg"),
        ("http://me:s3?c@ret@h/x", "http://…"),
        ("notes/a.jpg", "notes/a.jpg"),
        ("", ""),
    ],
)
def test_secrets_are_left_out_of_whatever_may_be_an_address(text: str, shown: str) -> None:
    assert without_secrets(text) == shown


def test_drives_and_paths_are_no_addresses() -> None:
    assert not any(
        looks_like_address(path)
        for path in ("C:/notes", "C:\\notes", "notes/a:b", "0", "./http:", "", "http", "notes:today", "a b://c")
    )
    assert all(looks_like_address(text) for text in ("HTTP://h", "ftp://h", "http:h", "rtsp:/h", "concat://a|b"))


def test_a_library_gets_the_secrets_percent_encoded() -> None:
    address = parse_address("rtsp://m%20e:p%23%2F:@x@[::1]/live?a=b")
    assert address.for_library() == "rtsp://m%20e:p%23%2F%3A%40x@[::1]/live?a=b"
    assert parse_address(address.for_library()) == address


@pytest.mark.parametrize(
    ("text", "authority", "library"),
    [
        ("http://h", "h", "http://h/"),
        ("http://h:80/v", "h", "http://h/v"),
        ("http://h:1/v", "h:1", "http://h:1/v"),
        ("http://h:65535/v", "h:65535", "http://h:65535/v"),
        ("http://h:00080/v", "h", "http://h/v"),
        ("https://h:80", "h:80", "https://h:80/"),
        ("https://h:443", "h", "https://h/"),
        ("rtsp://h:554", "h", "rtsp://h/"),
        ("rtsps://h:322", "h", "rtsps://h/"),
        ("http://[::1]", "[::1]", "http://[::1]/"),
        ("http://[::1]:81", "[::1]:81", "http://[::1]:81/"),
        ("http://me@h", "h", "http://me@h/"),
        ("http://me:@h", "h", "http://me:@h/"),
        ("http://h.", "h", "http://h/"),
    ],
)
def test_host_and_port_are_said_as_a_header_has_them(text: str, authority: str, library: str) -> None:
    address = parse_address(text)
    assert (address.authority, address.for_library()) == (authority, library)


def _code(text: str) -> str:
    with pytest.raises(SourceSpecError) as caught:
        parse_address(text)
    return caught.value.code


def test_an_address_a_host_and_a_label_are_just_so_long() -> None:
    whole = "http://h/" + "a" * (4096 - 9)
    assert len(parse_address(whole).path) == 4096 - 8
    assert _code(whole + "a") == "address_characters"
    label = "a" * 63
    assert parse_address(f"http://{label}/").host == label
    assert _code(f"http://{label}a/") == "address_host"
    host = ".".join([label] * 3 + ["a" * 61])
    assert len(host) == 253
    assert parse_address(f"http://{host}/").host == host
    assert _code(f"http://{host}a/") == "address_host"


def test_a_port_has_five_digits_at_most() -> None:
    assert parse_address("http://h:00001/").port == 1
    for wrong in ("000001", "65536", "-1", "+1", "1x", "0", "00000"):
        assert _code(f"http://h:{wrong}/") == "address_port"
    assert parse_address("http://h:/").port == 80
