"""What is on at the start, and how a session's parts come together."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import cv2
import pytest

from app import startup
from app.camera.demo import DemoSource
from app.options import Options, WrongArguments
from app.recognition.recognizer import Recognizer
from app.recognition.taught import TaughtNotes
from app.recognition.taught_file import write_notes
from app.recognition.taught_names import TaughtError
from app.recognition.templates import TemplateBank
from app.session.events import EventsError
from app.speech.errors import PlayerUnavailable
from tests.app.fakes import FakeRecognizer, FilmSource
from tests.app.recognition.small_taught import kronor

KNOWN = FakeRecognizer()


@pytest.mark.parametrize(
    ("asked", "remembered", "on"),
    [
        (None, (), ("USD", "EUR")),
        (None, ("XTS",), ("XTS",)),
        (None, ("GBP",), ("USD", "EUR")),
        (None, ("GBP", "XTS", "USD"), ("USD", "XTS")),
        (("EUR", "USD"), ("XTS",), ("USD", "EUR")),
        (("ALL",), (), ("USD", "EUR", "XTS")),
    ],
)
def test_currencies_are_those_asked_for_or_remembered_or_the_default(
    asked: tuple[str, ...] | None, remembered: tuple[str, ...], on: tuple[str, ...]
) -> None:
    chosen = startup.choose_currencies(
        Options(currencies=asked), KNOWN, default=KNOWN.default_currencies, remembered=remembered
    )

    assert chosen == on


@pytest.mark.parametrize(
    ("system", "names", "found"),
    [("win32", ["wine_get_version"], True), ("win32", ["NtClose"], False), ("linux", ["wine_get_version"], False)],
)
def test_wine_says_that_it_is_wine(system: str, names: list[str], found: bool) -> None:
    ntdll = SimpleNamespace(**dict.fromkeys(names))
    assert startup.is_wine(system, {"ntdll": ntdll}.__getitem__) is found


@pytest.mark.parametrize(("wine", "threads"), [(True, 1), (False, 3)])
def test_opencv_keeps_to_one_thread_under_wine(monkeypatch: pytest.MonkeyPatch, wine: bool, threads: int) -> None:
    before = cv2.getNumThreads()
    monkeypatch.setattr(startup, "is_wine", lambda: wine)
    try:
        cv2.setNumThreads(3)
        startup.load_recognizer(Options())
        assert cv2.getNumThreads() == threads
    finally:
        cv2.setNumThreads(before)


def test_an_unknown_currency_is_refused() -> None:
    with pytest.raises(WrongArguments, match="does not know GBP; it knows USD, EUR, XTS"):
        startup.choose_currencies(Options(currencies=("GBP", "USD")), KNOWN, default=())


@pytest.mark.parametrize(("headless", "live"), [(True, False), (False, True)])
def test_the_demo_runs_once_without_a_window_and_for_ever_in_it(headless: bool, live: bool) -> None:
    source = startup.open_source(Options(headless=headless), "demo")

    assert isinstance(source, DemoSource)
    assert source.live is live


def test_notes_of_another_model_are_told_with_their_file(tmp_path: Path) -> None:
    class _Recognizer:
        def teacher(self, notes_of: Callable[[TemplateBank], TaughtNotes]) -> None:
            notes_of(cast(TemplateBank, SimpleNamespace(projection="0123456789abcdef", length=7)))

    write_notes([kronor()], tmp_path / "friends.taught")
    with pytest.raises(TaughtError) as raised:
        startup.open_teacher(Options(taught=tmp_path / "friends.taught"), cast(Recognizer, _Recognizer()))
    assert raised.value.code == "taught_misfit"
    assert "friends.taught" in str(raised.value)


def make(options: Options, recognizer: FakeRecognizer) -> None:
    session = startup.make_session(
        options, recognizer, currencies=("USD",), language="en", mute=True, in_real_time=False
    )
    try:
        session.run_to_end(FilmSource(2, is_demo=True))
    finally:
        session.close()


def test_specimens_are_named_in_the_demo_unless_currencies_were_asked_for() -> None:
    for asked, on in ((None, {"USD", "XTS"}), (("USD",), {"USD"})):
        recognizer = FakeRecognizer()
        make(Options(currencies=asked), recognizer)
        assert {currencies for _, currencies in recognizer.asked} == {frozenset(on)}


def test_events_are_written_and_their_file_is_closed(tmp_path: Path) -> None:
    make(Options(events=tmp_path / "e.jsonl"), FakeRecognizer())

    lines = (tmp_path / "e.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 3


def test_places_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    with pytest.raises(EventsError):
        make(Options(events=tmp_path / "no" / "e.jsonl"), FakeRecognizer())
    with pytest.raises(PlayerUnavailable):
        make(Options(events=tmp_path / "e.jsonl", audio_out=tmp_path / "no" / "o.wav"), FakeRecognizer())
