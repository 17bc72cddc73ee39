"""Streams of any bytes: no exception, no more memory than allowed, the same pictures however the bytes arrive."""

from hypothesis import given
from hypothesis import strategies as st

from app.camera.mjpeg import PictureSplitter
from app.camera.picture_stream import StreamSplitter
from app.camera.png_stream import PngSplitter
from tests.app.camera.fakes import picture
from tests.app.camera.pictures_made import encoded
from tests.fuzz.running import attempt, fuzzed, kept

JPEG = encoded(".jpg", picture(100, width=32, height=32))
MARKS = [b"\xff", b"\xff\xd8", b"\xff\xd9", b"\xff\xda\x00\x04", b"\xff\xe1\xff\xff", b"\xff\xd8\xff\xe0\x00\x10"]
PIECES = st.sampled_from([JPEG, JPEG[:-2], JPEG[:100], JPEG[50:], *MARKS, b"\x00", b"--frame\r\n", b"\xff\xd0\xff\x00"])
STREAM = st.lists(PIECES | st.binary(max_size=40), max_size=30).map(b"".join)
PNG = encoded(".png", picture(100, width=32, height=32))
PNG_PIECES = st.sampled_from(
    [PNG, PNG[:-12], PNG[:8], PNG[:20], PNG[8:], b"\x89PNG", b"\0\0\xff\xffIDAT", b"\xff\xd8\xff"]
)
PNG_STREAM = st.lists(PNG_PIECES | st.binary(max_size=40), max_size=30).map(b"".join)
MOST = 3000


def _split(stream: bytes, cuts: list[int]) -> list[tuple[bytes, bool]]:
    splitter = PictureSplitter(MOST)
    found = []
    ends = [*sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    start = 0
    for end in ends:
        found += splitter.feed(stream[start:end])
        assert len(splitter._buffer) <= MOST + 70_000 + (end - start)
        start = end
    found += splitter.finish()
    assert not splitter._buffer
    return [(cut.data, cut.is_whole) for cut in found]


@fuzzed
@given(STREAM, st.lists(st.integers(0, 1 << 20), max_size=20))
def test_any_stream_gives_the_same_pictures_however_it_arrives(stream: bytes, cuts: list[int]) -> None:
    def check(content: bytes) -> None:
        found = _split(content, cuts)
        assert found == _split(content, [])
        for data, is_whole in found:
            assert data.startswith(b"\xff\xd8\xff")
            assert data in content
            assert not is_whole or data.endswith(b"\xff\xd9")

    attempt("mjpeg", check, stream)


@fuzzed
@given(STREAM, STREAM)
def test_a_picture_after_any_garbage_is_found_once_what_began_before_is_over(before: bytes, after: bytes) -> None:
    # The segment that the garbage opened may claim 64 KB, and a picture that it began may run to the limit.
    stream = before + bytes(70_000) + JPEG + b"\r\n" + after
    attempt("mjpeg", lambda content: _has_picture(_split(content, [])), stream)


def _has_picture(found: list[tuple[bytes, bool]]) -> None:
    assert any(JPEG in data for data, _ in found)


def _split_png(stream: bytes, cuts: list[int]) -> list[bytes]:
    splitter = PngSplitter(MOST)
    both = StreamSplitter()
    found, either = [], []
    ends = [*sorted(cut % (len(stream) + 1) for cut in cuts), len(stream)]
    start = 0
    for end in ends:
        found += splitter.feed(stream[start:end])
        either += both.feed(stream[start:end])
        assert len(splitter._buffer) <= MOST + (end - start)
        start = end
    for cut in found:
        assert cut.data.startswith(PNG[:8])
        assert cut.data[-8:-4] == b"IEND"
        assert cut.data in stream
    assert all(cut.data in stream for cut in either + both.finish())
    return [cut.data for cut in found]


@fuzzed
@given(PNG_STREAM, st.lists(st.integers(0, 1 << 20), max_size=20))
def test_any_stream_gives_the_same_png_pictures_however_it_arrives(stream: bytes, cuts: list[int]) -> None:
    def check(content: bytes) -> None:
        assert _split_png(content, cuts) == _split_png(content, [])
        # Whatever a chunk before claimed, it is given up once so much has come.
        assert PNG in _split_png(content + bytes(MOST) + PNG, [])

    attempt("png_stream", check, stream)


def test_what_failed_before_fails_no_more() -> None:
    for content in kept("png_stream"):
        assert _split_png(content, [1, 2, 3, 50, 1000]) == _split_png(content, [])
    for content in kept("mjpeg"):
        assert _split(content, [1, 2, 3, 50, 1000]) == _split(content, [])
