"""Pictures that a phone sent: which are taken, and what happens when none come. Without a phone or a server."""

from __future__ import annotations

import threading

import pytest

from app.camera.errors import CameraError, SourceLost, SourceUnavailable
from app.camera.phone_source import LONGEST_SIDE_PX, MOST_PIXELS, PhoneSource, decode_sent
from app.camera.picture_header import inspect
from tests.app.camera.fakes import FakeClock, picture
from tests.app.camera.pictures_made import encoded

JPEG = encoded(".jpg", picture(100))


class Link:
    """Gives what the test put in, one after the other; then nothing, for ever."""

    def __init__(self, *given: bytes | None, trouble: CameraError | None = None) -> None:
        self.given = list(given)
        self.trouble = trouble
        self.is_open = False
        self.begun = 0
        self.waited_s: list[float] = []
        self.woken = threading.Event()
        self.asked = threading.Event()

    def begin(self) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.begun += 1
        self.is_open = True

    def picture(self, timeout_s: float) -> bytes | None:
        self.waited_s.append(timeout_s)
        if self.given:
            return self.given.pop(0)
        self.asked.set()
        self.woken.wait(0.01)
        return None

    def wake(self) -> None:
        self.woken.set()


def test_it_waits_for_the_first_picture_and_numbers_all() -> None:
    clock = FakeClock()
    source = PhoneSource(Link(None, None, JPEG, JPEG), clock=clock)
    source.open()
    clock.now_s += 0.5
    first, second = source.read(), source.read()
    assert first is not None
    assert second is not None
    assert (first.index, second.index) == (0, 1)
    assert first.image.shape == (48, 64, 3)
    assert first.captured_at_s == pytest.approx(0.5)
    assert source.live
    assert not source.is_demo
    assert source.name == "phone"


def test_it_is_lost_when_nothing_comes_and_can_be_opened_again() -> None:
    link = Link(JPEG)
    source = PhoneSource(link)
    source.open()
    source.read()
    with pytest.raises(SourceLost) as lost:
        source.read()
    assert lost.value.code == "phone_lost"
    source.close()
    link.given = [JPEG]
    source.open()
    assert source.read() is not None
    assert link.begun == 2, "the link itself knows that it is open"


def test_rubbish_is_passed_over_and_too_much_of_it_ends_the_source() -> None:
    link = Link(JPEG, b"rubbish", b"\xff\xd8\xff", JPEG, *[b"rubbish"] * 40)
    source = PhoneSource(link)
    source.open()
    assert source.read() is not None
    assert source.read() is not None
    with pytest.raises(SourceLost) as lost:
        source.read()
    assert lost.value.code == "phone_bad_pictures"


def test_what_keeps_phones_away_is_passed_on() -> None:
    source = PhoneSource(Link(trouble=SourceUnavailable("phone_no_network")))
    with pytest.raises(SourceUnavailable):
        source.open()


def test_who_waits_for_a_phone_can_be_interrupted_for_good() -> None:
    link = Link()
    source = PhoneSource(link)
    failed: list[str] = []

    def wait() -> None:
        try:
            source.open()
        except SourceLost as lost:
            failed.append(lost.code)

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert link.asked.wait(20)
    source.interrupt()
    waiting.join(20)
    assert failed == ["phone_lost"]
    with pytest.raises(SourceLost):
        source.open()
    assert link.begun == 1, "a page that was closed meanwhile stays closed"


def test_a_page_that_is_closed_is_not_waited_for() -> None:
    link = Link()
    source = PhoneSource(link)
    link.begin = lambda: None  # type: ignore[method-assign]
    with pytest.raises(SourceLost):
        source.open()


def test_what_is_not_open_cannot_be_read() -> None:
    with pytest.raises(SourceLost):
        PhoneSource(Link(JPEG)).read()


def sized(data: bytes, width: int, height: int) -> bytes:
    """The same picture, which claims to be of that size."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + data[at + 4 :]


def test_only_jpeg_of_a_bounded_size_is_decoded() -> None:
    assert decode_sent(JPEG) is not None
    assert decode_sent(encoded(".png", picture(100))) is None
    assert decode_sent(b"") is None
    assert decode_sent(JPEG[:100]) is None
    side = 5000
    assert side * side > MOST_PIXELS
    assert decode_sent(sized(JPEG, side, side)) is None
    assert decode_sent(sized(JPEG, 65535, 65535)) is None


def test_a_large_picture_is_made_smaller() -> None:
    image = decode_sent(encoded(".jpg", picture(100, width=LONGEST_SIDE_PX + 100, height=100)))
    assert image is not None
    assert image.shape[1] == LONGEST_SIDE_PX


@pytest.mark.parametrize(("more", "is_taken"), [(0, True), (-1, False)])
def test_a_phone_s_picture_of_just_the_most_pixels_is_decoded(
    more: int, is_taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.camera.phone_source.MOST_PIXELS", inspect(JPEG).pixels + more)
    assert (decode_sent(JPEG) is not None) is is_taken
