"""Network streams, against a real MJPEG server on loopback."""

import socket
from http.server import BaseHTTPRequestHandler
from threading import Event

import cv2
import pytest

from app.camera.address import parse_address
from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.stream import StreamSource
from tests.app.camera.fakes import FakeClock, picture
from tests.app.camera.servers import serve

LEVELS = [20, 60, 100, 140, 180]


def _send(handler: BaseHTTPRequestHandler, *, with_length: bool = True) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
    handler.end_headers()
    for level in LEVELS:
        jpeg = cv2.imencode(".jpg", picture(level))[1].tobytes()
        length = f"Content-Length: {len(jpeg)}\r\n" if with_length else ""
        handler.wfile.write(f"--frame\r\nContent-Type: image/jpeg\r\n{length}\r\n".encode() + jpeg + b"\r\n")
    handler.wfile.write(b"--frame--\r\n")


@pytest.mark.parametrize("with_length", [True, False])
def test_an_mjpeg_stream_is_read_frame_by_frame_and_its_end_is_a_loss(with_length: bool) -> None:
    clock = FakeClock()

    def answer(handler: BaseHTTPRequestHandler, over: Event) -> None:
        _send(handler, with_length=with_length)

    with serve(answer) as url:
        source = StreamSource(parse_address(url), clock=clock)
        assert source.live
        source.open()
        frames = []
        with pytest.raises(SourceLost, match="stream_stopped"):  # noqa: PT012
            while True:
                clock.now_s += 0.5
                frames.append(source.read())
        source.close()
        source.close()
    # Without lengths a picture ends where the next one begins: the last one is never known to be whole.
    expected = LEVELS if with_length else LEVELS[:-1]
    assert [frame.image.mean() for frame in frames if frame] == pytest.approx(expected, abs=3)
    assert [(frame.index, frame.captured_at_s) for frame in frames if frame] == [
        (n, (n + 1) * 0.5) for n in range(len(expected))
    ]
    assert frames[0] is not None
    assert frames[0].source_item is None


def test_a_stream_that_hangs_is_lost_within_the_read_timeout() -> None:
    def answer(handler: BaseHTTPRequestHandler, over: Event) -> None:
        _send(handler)
        handler.wfile.flush()
        over.wait(60)  # without the timeout of the source the test would hang until here

    with serve(answer) as url:
        source = StreamSource(parse_address(url), read_timeout_s=0.3)
        source.open()
        with pytest.raises(SourceLost):  # noqa: PT012
            for _ in range(len(LEVELS) + 1):
                source.read()
        source.close()


def test_a_server_that_never_answers_is_unavailable_within_the_open_timeout() -> None:
    def answer(handler: BaseHTTPRequestHandler, over: Event) -> None:
        over.wait(60)

    with serve(answer) as url:
        source = StreamSource(parse_address(url), open_timeout_s=0.3)
        with pytest.raises(SourceUnavailable, match="stream_unavailable"):
            source.open()


def test_a_dead_server_is_unavailable() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # bound but not listening: the port is certainly refused
        with pytest.raises(SourceUnavailable, match="stream_unavailable"):
            StreamSource(parse_address(f"http://127.0.0.1:{bound.getsockname()[1]}/video")).open()


def test_a_web_page_is_not_a_stream() -> None:
    def answer(handler: BaseHTTPRequestHandler, over: Event) -> None:
        page = b"<html><body>Hello</body></html>"
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(page)))
        handler.end_headers()
        handler.wfile.write(page)

    with serve(answer) as url, pytest.raises(SourceUnavailable):
        StreamSource(parse_address(url)).open()


def test_reading_before_opening_is_a_loss() -> None:
    with pytest.raises(SourceLost):
        StreamSource(parse_address("http://127.0.0.1/video")).read()
