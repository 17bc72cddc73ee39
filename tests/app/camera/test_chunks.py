"""Is content taken out of its chunks, however it is cut, and nothing believed that a chunk claims?"""

import pytest

from app.camera.chunks import MOST_LINE_BYTES, Chunks

WHOLE = b"4\r\nabcd\r\nA;name=value\r\n0123456789\r\n1 \r\n!\r\n0\r\nX-Trailer: y\r\n\r\n"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_content_comes_out_however_it_was_cut(size: int) -> None:
    chunks = Chunks()
    content = b"".join(chunks.feed(WHOLE[at : at + size]) for at in range(0, len(WHOLE), size))
    assert content == b"abcd0123456789!"
    assert chunks.ended
    assert chunks.feed(b"more") == b"", "what follows is not looked at"


def test_lines_may_end_as_in_unix() -> None:
    assert Chunks().feed(b"4\nabcd\n2\nef\n0\n\n") == b"abcdef"


def test_a_size_costs_nothing_until_the_content_is_there() -> None:
    chunks = Chunks()
    assert chunks.feed(b"ffffffff\r\nabc") == b"abc"
    assert not chunks.ended


@pytest.mark.parametrize("line", [b"xyz", b"-5", b"+5", b"0x5", b"123456789", b"5 5", b";a", "٥".encode(), b"\0"])
def test_what_is_no_size_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match="without its size"):
        Chunks().feed(line + b"\r\n")


@pytest.mark.parametrize("piece", [1, 999, 10**6])
def test_a_line_is_not_gathered_without_end(piece: int) -> None:
    chunks = Chunks()
    chunks.feed(b"5;")
    for _ in range((MOST_LINE_BYTES - 2) // piece):
        assert chunks.feed(b"a" * piece) == b""
    with pytest.raises(ValueError, match="too long"):
        chunks.feed(b"a" * piece)


def test_how_far_into_a_piece_a_line_stands_makes_it_no_longer() -> None:
    large = b"a" * (2 * MOST_LINE_BYTES)
    assert Chunks().feed(b"%x\r\n%s\r\n5\r\nhello\r\n0\r\n" % (len(large), large)) == large + b"hello"
