"""Addresses of every kind: an answer or a trouble, and never a secret in what is told."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.camera.address import LONGEST, SCHEMES, looks_like_address, parse_address, without_secrets
from app.camera.errors import CameraError, SourceSpecError
from app.camera.spec import open_spec
from app.feedback.troubles import trouble_sentence
from tests.fuzz.running import fuzzed

ODD = st.text(st.sampled_from(list("ab0:/?#[]@%\\|. \t\r\n\0é٣\udcff\u202e")), max_size=30)
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
SCHEME = st.sampled_from(["http://", "Http://", "https://", "rtsp://", "ftp://", "http:/", "http:", "file://", ""])
# No letter of it is in any sentence or elsewhere in the address.
SECRET = st.text(st.sampled_from(list("ΩΨΦ:/?#[]@%")), min_size=1, max_size=20).map(lambda text: f"Ω{text}Ψ")


@fuzzed
@given(SCHEME, ODD | ANY)
@example("http://", "admin:p[ss@127.0.0.1:8099/video")
@example("http://", "[::1")
@example("http://", "[v1.x]:80")
@example("http://", "a:99999999999999999999999")
@example("rtsp://", "\udcff@h")
def test_any_text_is_an_address_or_a_trouble_on_one_line(scheme: str, rest: str) -> None:
    text = scheme + rest
    shown = without_secrets(text)
    assert len(shown.splitlines()) <= 1
    assert shown.encode().decode() == shown
    try:
        address = parse_address(text)
    except SourceSpecError as error:
        told = trouble_sentence(error.code, error.parameters)
        assert len(told.splitlines()) == 1
        return
    assert looks_like_address(text)
    assert len(text) <= LONGEST
    assert address.scheme in SCHEMES
    assert 0 < address.port < 65536
    assert address.path.startswith("/")
    assert f"{address.host}{address.path}".isascii()
    assert f"{address.host}{address.path}".isprintable()
    assert parse_address(address.for_library()) == address


@fuzzed
@given(SCHEME.filter(bool), SECRET, st.sampled_from(["10.0.0.7", "h:99999", "[::1", "h:8080", ""]), ODD)
def test_no_secret_is_ever_told(scheme: str, secret: str, host: str, tail: str) -> None:
    spec = f"{scheme}{secret}@{host}/{tail.replace('@', '')}?{secret.replace('@', '')}"
    told = without_secrets(spec)
    try:
        source = open_spec(spec, fps=15, hold_s=1, live_demo=False, cameras=list)
    except CameraError as error:
        told += f"{error} {error!r} {trouble_sentence(error.code, error.parameters)}"
    else:
        told += source.name
    assert not set(told) & set("ΩΨΦ")


@fuzzed
@given(
    SCHEME, st.sampled_from(["cam/x", "10.0.0.7:81/a/b", "cam", "[::1]/"]), st.sampled_from(["", "user=a@b&"]), SECRET
)
@example("http://", "cam/x", "", "ΩΨ@Φ")
@example("", "cam/x", "", "Φ")
def test_no_secret_of_a_query_is_ever_told(scheme: str, place: str, before: str, secret: str) -> None:
    spec = f"{scheme}{place}?{before}pwd={secret}"
    told = without_secrets(spec)
    try:
        told += open_spec(spec, fps=15, hold_s=1, live_demo=False, cameras=list).name
    except CameraError as error:
        told += f"{error} {error!r} {trouble_sentence(error.code, error.parameters)}"
    assert not set(told) & set("ΩΨΦ")


@pytest.mark.parametrize("text", [*(f"http://{letter * 5000}" for letter in "@[:/?%."), "a" * 100_000])
def test_very_long_ones_are_told_shortly(text: str) -> None:
    assert len(without_secrets(text)) < 500
    with pytest.raises(SourceSpecError):
        parse_address(text)
