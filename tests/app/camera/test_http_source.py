"""Cameras at http addresses, against servers on loopback that answer as badly as real ones do."""

import base64
import contextlib
import gzip
import hashlib
import re
import socket
import threading
import zlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from app.camera.address import Address, parse_address
from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.http_source import HttpSource
from app.camera.source import Source
from tests.app.camera.fakes import FakeClock, ScriptedSource, picture
from tests.app.camera.pictures_made import encoded
from tests.app.camera.servers import RawAnswer, serve_raw
from tests.app.camera.test_mjpeg import JPEGS, LEVELS, STREAMS

MULTIPART = b"Content-Type: multipart/x-mixed-replace; boundary=frame\r\n"


def head(*lines: bytes, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 " + status + b"\r\n" + b"".join(lines) + b"Connection: close\r\n\r\n"


def sends(data: bytes) -> Callable[[socket.socket, bytes], None]:
    return lambda connection, _: connection.sendall(data)


def source_at(url: str, **options: object) -> HttpSource:
    return HttpSource(parse_address(url), **options)  # type: ignore[arg-type]


def levels_of(source: Source, most: int = 99) -> list[float]:
    """What the pictures show, until the source is lost."""
    levels: list[float] = []
    with contextlib.suppress(SourceLost):
        while len(levels) < most:
            frame = source.read()
            assert isinstance(frame, Frame)
            levels.append(float(frame.image.mean()))
    return levels


@pytest.mark.parametrize("kind", STREAMS)
def test_a_stream_is_read_whatever_its_boundaries_and_lengths_claim(kind: str) -> None:
    with serve_raw(sends(head(MULTIPART) + STREAMS[kind])) as url, source_at(url) as source:
        assert levels_of(source) == pytest.approx(LEVELS, abs=3)


def test_a_head_that_runs_into_the_first_part_is_read_beyond_the_length_of_that_part() -> None:
    first = b"HTTP/1.1 200 OK\r\n" + MULTIPART
    first += b"Content-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(JPEGS[0])
    with serve_raw(sends(first + b"\r\n--frame\r\n".join(JPEGS))) as url, source_at(url) as source:
        assert levels_of(source) == pytest.approx(LEVELS, abs=3)


@pytest.mark.parametrize(
    "lines",
    [
        (b'Content-Type: multipart/x-mixed-replace; boundary="--frame"\r\n',),
        (b"Content-Type: multipart/x-mixed-replace\r\n",),
        (b"content-type:MULTIPART/X-Mixed-Replace;boundary=\r\n",),
        (b"Content-Type: image/jpeg\r\n",),
        (b"Content-Type: video/x-motion-jpeg\r\n",),
        (b"Content-Type: text/html\r\n",),
        (b"Content-Type: application/octet-stream\r\n",),
        (),
    ],
)
def test_a_stream_is_known_by_its_pictures_and_not_by_its_type(lines: tuple[bytes, ...]) -> None:
    with serve_raw(sends(head(*lines) + STREAMS["plain"])) as url, source_at(url) as source:
        assert levels_of(source) == pytest.approx(LEVELS, abs=3)


@pytest.mark.parametrize(
    "line", [MULTIPART, b"Content-Type: application/octet-stream\r\n", b"Content-Type: image/png\r\n"]
)
def test_a_stream_may_be_of_png(line: bytes) -> None:
    parts = b"".join(
        b"--frame\r\nContent-Type: image/png\r\n\r\n" + encoded(".png", picture(level)) + b"\r\n" for level in LEVELS
    )
    with serve_raw(sends(head(line) + parts)) as url, source_at(url) as source:
        assert levels_of(source) == LEVELS


@pytest.mark.parametrize("suffix", [".webp", ".bmp"])
def test_a_stream_of_pictures_of_another_kind_is_told_in_one_line(suffix: str) -> None:
    part = b"--frame\r\n\r\n" + encoded(suffix, picture(100)) + b"\r\n"
    stream = part * (4096 // len(part) + 1)
    with (
        serve_raw(sends(head(MULTIPART) + stream)) as url,
        pytest.raises(SourceUnavailable, match="stream_bad_pictures"),
    ):
        source_at(url).open()


def test_a_stream_of_another_kind_that_does_not_end_is_told_when_the_time_is_up() -> None:
    over = threading.Event()

    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head(MULTIPART))
        while not over.wait(0.002):
            connection.sendall(b"RIFF" * 256)

    clock = FakeClock()

    def passing() -> float:
        clock.now_s += 0.5
        return clock.now_s

    with serve_raw(answer) as url:
        with pytest.raises(SourceUnavailable, match="stream_bad_pictures"):
            source_at(url, clock=passing).open()
        over.set()


def test_chunks_and_compression_are_undone() -> None:
    body = STREAMS["plain"]
    pieces = [body[at : at + 700] for at in range(0, len(body), 700)]
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    for answer in (
        head(MULTIPART, b"Transfer-Encoding: chunked\r\n") + chunks + b"0\r\n\r\n",
        head(MULTIPART, b"Content-Encoding: gzip\r\n") + gzip.compress(body),
        head(MULTIPART, b"Content-Encoding: gzip\r\n") + b"".join(map(gzip.compress, pieces)),
        head(MULTIPART, b"Content-Encoding: deflate\r\n") + zlib.compress(body),
        head(MULTIPART, b"Content-Encoding: deflate\r\n") + zlib.compress(body)[2:-4],
    ):
        with serve_raw(sends(answer)) as url, source_at(url) as source:
            assert levels_of(source) == pytest.approx(LEVELS, abs=3)


def test_a_picture_that_breaks_off_is_not_shown_and_one_that_only_lacks_its_end_mark_is() -> None:
    textured = [encoded(".jpg", picture(level, width=640, height=480)) for level in LEVELS]
    cut = textured[0][: len(textured[0]) // 2]
    with (
        serve_raw(sends(head(MULTIPART) + cut + b"".join(jpeg[:-2] for jpeg in textured[1:]))) as url,
        source_at(url) as source,
    ):
        assert levels_of(source) == pytest.approx(LEVELS[1:], abs=3)


def test_an_address_of_one_picture_is_asked_again_and_again_at_a_polite_pace() -> None:
    clock, asked, waits = FakeClock(), [0], []

    def answer(connection: socket.socket, _: bytes) -> None:
        jpeg = JPEGS[asked[0] % len(JPEGS)]
        asked[0] += 1
        connection.sendall(head(b"Content-Type: image/jpeg\r\nContent-Length: %d\r\n" % len(jpeg)) + jpeg)

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        clock.now_s += seconds
        return False

    with serve_raw(answer) as url, source_at(url, clock=clock, wait=wait) as source:
        assert levels_of(source, 12) == pytest.approx((LEVELS * 3)[:12], abs=3)
    assert waits == pytest.approx([0.2] * 11)


@pytest.mark.parametrize("suffix", [".png", ".webp", ".jpg"])
@pytest.mark.parametrize("with_length", [True, False])
def test_one_picture_may_be_of_any_kind_and_without_a_length(suffix: str, with_length: bool) -> None:
    data = encoded(suffix, picture(90))
    length = b"Content-Length: %d\r\n" % len(data) if with_length else b""
    answer = head(b"Content-Type: image/%s\r\n" % suffix[1:].encode(), length) + data
    with serve_raw(sends(answer)) as url, source_at(url, wait=lambda _: False) as source:
        assert levels_of(source, 3) == pytest.approx([90] * 3, abs=3)


def test_a_stream_of_one_part_that_hangs_up_is_asked_again_too() -> None:
    answer = head(MULTIPART) + b"--frame\r\n\r\n" + JPEGS[2] + b"\r\n--frame--"
    with serve_raw(sends(answer)) as url, source_at(url, wait=lambda _: False) as source:
        assert levels_of(source, 4) == pytest.approx([LEVELS[2]] * 4, abs=3)


def test_a_stream_that_hangs_is_lost_within_its_time() -> None:
    over = threading.Event()

    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head(MULTIPART) + STREAMS["plain"])
        over.wait(60)

    with serve_raw(answer) as url, source_at(url, read_timeout_s=0.3) as source:
        assert levels_of(source) == pytest.approx(LEVELS, abs=3)
        over.set()


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace\r\n"])
def test_a_server_that_does_not_get_as_far_as_a_picture_is_unavailable_in_time(sent: bytes) -> None:
    over = threading.Event()

    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(sent)
        over.wait(60)

    with serve_raw(answer) as url:
        with pytest.raises(SourceUnavailable, match="stream_unavailable"):
            source_at(url, open_timeout_s=0.3).open()
        over.set()


def test_reading_is_cut_short_from_another_thread() -> None:
    over = threading.Event()

    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head(MULTIPART) + JPEGS[0])
        over.wait(60)

    with serve_raw(answer) as url, source_at(url, read_timeout_s=600) as source:
        source.read()
        threading.Timer(0.05, source.interrupt).start()
        with pytest.raises(SourceLost):
            source.read()
        over.set()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (head(b"Content-Type: text/html\r\n") + b"<!DOCTYPE html><p>Hello", "stream_not_video"),
        (head(b"Content-Type: text/html\r\n") + b"Hello", "stream_not_video"),
        (head() + b"  <HTML>", "stream_not_video"),
        (head(status=b"401 Unauthorized"), "stream_password"),
        (head(b'WWW-Authenticate: Basic realm="x"\r\n', status=b"401 Unauthorized"), "stream_password"),
        (head(status=b"403 Forbidden"), "stream_password"),
        (head(status=b"404 Not Found"), "stream_answer"),
        (head(status=b"500 Oh"), "stream_answer"),
        (head(b"Location: /video\r\n", status=b"302 Found"), "stream_answer"),
        (head(b"Location: file:///etc/passwd\r\n", status=b"302 Found"), "stream_answer"),
        (head(b"Location: rtsp://h/\r\n", status=b"302 Found"), "stream_answer"),
        (head(b"Location: http://[::1\r\n", status=b"302 Found"), "stream_answer"),
        (b"nonsense\r\n\r\n", "stream_unavailable"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300 + b"\r\n", "stream_unavailable"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", "stream_unavailable"),
        (b"", "stream_unavailable"),
        (head(MULTIPART) + b"--frame\r\n\r\n", "stream_unavailable"),
        (head(MULTIPART, b"Content-Encoding: gzip\r\n") + b"nonsense", "stream_unavailable"),
        (head(MULTIPART, b"Transfer-Encoding: chunked\r\n") + b"zz\r\n", "stream_unavailable"),
    ],
)
def test_what_is_wrong_is_told_by_its_code(answer: bytes, code: str) -> None:
    with serve_raw(sends(answer)) as url:
        secret = url.replace("//", "//me:s3cret@") + "?token=t0ken"
        with pytest.raises(SourceUnavailable) as caught:
            source_at(secret, open_timeout_s=2.0).open()
    assert caught.value.code == code
    assert not re.search("s3cret|t0ken", f"{caught.value} {caught.value!r}")


def test_nobody_there_is_unavailable() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # bound but not listening: the port is certainly refused
        with pytest.raises(SourceUnavailable, match="stream_unavailable"):
            source_at(f"http://127.0.0.1:{bound.getsockname()[1]}/video").open()
    with pytest.raises(SourceLost):
        source_at("http://127.0.0.1/video").read()


def _asks(challenge: bytes, accepts: Callable[[str], bool], heads: list[bytes]) -> RawAnswer:
    def answer(connection: socket.socket, request: bytes) -> None:
        heads.append(request)
        sent = re.search(rb"\r\nAuthorization: ([^\r]*)", request)
        if sent is not None and accepts(sent[1].decode()):
            connection.sendall(head(MULTIPART) + STREAMS["plain"])
        else:
            connection.sendall(head(b"WWW-Authenticate: " + challenge + b"\r\n", status=b"401 Unauthorized"))

    return answer


def test_name_and_password_are_given_when_they_are_asked_for() -> None:
    heads: list[bytes] = []
    expected = "Basic " + base64.b64encode("mé:p#ss:1".encode()).decode()
    with (
        serve_raw(_asks(b'Basic realm="cam"', lambda sent: sent == expected, heads)) as url,
        source_at(url.replace("//", "//m%C3%A9:p%23ss:1@")) as source,
    ):
        assert len(levels_of(source)) == len(LEVELS)
    assert b"Authorization" not in heads[0]


@pytest.mark.parametrize("quality", [b', qop="auth,auth-int"', b""])
@pytest.mark.parametrize("name", ["MD5", "SHA-256"])
def test_a_password_can_be_given_as_a_digest(name: str, quality: bytes) -> None:
    hashed = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}[name]

    def of(*pieces: str) -> str:
        return hashed(":".join(pieces).encode()).hexdigest()

    def accepts(sent: str) -> bool:
        given = dict(re.findall(r'(\w+)="?([^",]*)"?', sent.removeprefix("Digest ")))
        middle = (given["nonce"], given["nc"], given["cnonce"], given["qop"]) if quality else (given["nonce"],)
        wanted = of(of("me", "a cam", "secret"), *middle, of("GET", "/video?a=b"))
        return sent.startswith("Digest ") and given["response"] == wanted and given["opaque"] == "o"

    challenge = b'Digest realm="a cam", nonce="n1", opaque="o", algorithm=' + name.encode() + quality
    with (
        serve_raw(_asks(challenge, accepts, [])) as url,
        source_at(url.replace("//", "//me:secret@") + "?a=b") as source,
    ):
        assert len(levels_of(source)) == len(LEVELS)


def test_a_redirection_is_followed_and_another_machine_never_gets_the_password() -> None:
    heads: list[bytes] = []
    with serve_raw(_asks(b"Basic", lambda sent: True, heads)) as other:
        elsewhere = head(b"Location: %s\r\n" % other.encode(), status=b"302 Found")
        with serve_raw(sends(elsewhere)) as url, pytest.raises(SourceUnavailable, match="stream_password"):
            source_at(url.replace("//", "//me:secret@")).open()
    assert heads
    assert not any(b"Authorization" in sent for sent in heads)
    with serve_raw(sends(head(MULTIPART) + STREAMS["plain"])) as target:
        moved = head(b"Location: %s\r\n" % target.encode(), status=b"301 Moved")
        with serve_raw(sends(moved)) as url, source_at(url) as source:
            assert len(levels_of(source)) == len(LEVELS)


def test_a_camera_elsewhere_cannot_lead_to_what_this_machine_keeps_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    with serve_raw(_asks(b"Basic", lambda sent: True, asked)) as own:
        led = head(b"Location: %s\r\n" % own.encode(), status=b"302 Found")
        with serve_raw(sends(led)) as url:
            camera = parse_address(url)
            monkeypatch.setattr(
                "app.camera.http_access._is_this_machine", lambda end: end.getpeername()[1] != camera.port
            )
            with pytest.raises(SourceUnavailable, match="stream_answer"):
                HttpSource(camera).open()
    assert not any(asked)


def test_a_video_of_another_kind_goes_to_ffmpeg() -> None:
    handed: list[Address] = []

    def video(address: Address) -> Source:
        handed.append(address)
        return ScriptedSource([[7]])

    for kind, body in ((b"video/mp4", b"\0\0\0\x18ftypmp42"), (b"application/vnd.apple.mpegurl", b"#EXTM3U\n")):
        with (
            serve_raw(sends(head(b"Content-Type: " + kind + b"\r\n") + body)) as url,
            source_at(url, video=video) as source,
        ):
            assert levels_of(source, 1) == [7]
    assert len(handed) == 2


def test_a_stream_of_what_is_no_picture_is_unavailable() -> None:
    broken = b"\xff\xd8\xff\xda\x00\x04\x00\x00nothing\xff\xd9"
    with (
        serve_raw(sends(head(MULTIPART) + broken * 50)) as url,
        pytest.raises(SourceUnavailable, match="stream_bad_pictures"),
    ):
        source_at(url).open()


@pytest.mark.parametrize(
    ("pieces", "reads"),
    [([4096, 9], 1), ([4095, 9], 2), ([2048, 2048, 9], 2), ([100, 0, 9], 2), ([9] * 9, 5)],
)
def test_no_more_is_read_of_what_may_be_a_video_than_tells_it(pieces: list[int], reads: int) -> None:
    """So many bytes, what comes within the time, of which each read takes a quarter, or all that there is."""
    clock = FakeClock()
    asked: list[float] = []
    source: Any = HttpSource.__new__(HttpSource)
    source._clock, source._open_timeout_s = clock, 1.0

    def read(timeout_s: float) -> bytes:
        asked.append(timeout_s)
        clock.now_s += 0.25
        return bytes(pieces[len(asked) - 1])

    found = source._beginning_of(SimpleNamespace(read=read))
    assert len(asked) == min(reads, 4)
    assert len(found) == sum(pieces[: len(asked)])


def test_no_more_is_read_once_a_picture_has_begun() -> None:
    asked: Any = []
    source: Any = HttpSource.__new__(HttpSource)
    source._clock, source._open_timeout_s = FakeClock(), 1.0
    answer: Any = SimpleNamespace(read=lambda timeout_s: asked.append(timeout_s) or JPEGS[0])
    assert source._beginning_of(answer) == JPEGS[0]
    assert asked == [1.0]
