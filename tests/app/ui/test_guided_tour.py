"""What the tour does to the session: quiet while it speaks, its end told once, and the camera back after it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject, Signal

from app.settings import Settings
from app.ui import texts
from app.ui.guided_tour import GuidedTour
from app.ui.keys import SLOTS, KeyMap
from app.ui.preferences import Preferences
from tests.app.ui.makers import RecordedSession


class HandTour(QObject):
    """A tour that goes on when the test says so."""

    demo_wanted = Signal()
    over = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.skipped = 0

    def start(self, lines: list[str]) -> None:
        self.lines = lines

    def reword(self, lines: list[str]) -> None:
        self.lines = ["anew", *lines]

    def skip(self) -> None:
        self.skipped += 1
        self.over.emit(True)


@dataclass
class SignIn:
    """Whether the app starts at sign-in."""

    is_on: bool = False

    def starts_at_login(self) -> bool:
        return self.is_on


@dataclass
class Visit:
    """A guided tour with all that it acts on."""

    settings: Settings = field(default_factory=Settings)
    outside: SignIn | None = None

    def __post_init__(self) -> None:
        self.tour = HandTour()
        self.session = RecordedSession()
        self.stored: list[Settings] = []
        self.told: list[tuple[str, str]] = []
        self.preferences = Preferences(self.settings, self.stored.append)
        self.guided = GuidedTour(
            self.tour,  # type: ignore[arg-type]
            self.session,
            self.preferences,
            lambda text, topic: self.told.append((text, topic)),
            outside=self.outside,  # type: ignore[arg-type]
        )


@pytest.fixture
def visit() -> Visit:
    return Visit()


def test_the_first_tour_is_given_once_and_what_comes_after_it_comes_once(visit: Visit) -> None:
    done: list[str] = []
    visit.guided.begin(KeyMap(), show_demo=lambda: done.append("demo"), after=lambda: done.append("camera"))
    assert visit.tour.lines == texts.tour_lines(KeyMap())
    visit.tour.demo_wanted.emit()
    assert done == ["demo"]
    visit.tour.over.emit(False)
    visit.tour.over.emit(False)
    assert done == ["demo", "camera"]
    assert visit.told[0] == (texts.tour_end(KeyMap(), was_left=False), "tour")
    assert [stored.tour_done for stored in visit.stored] == [True]


def test_who_has_heard_it_before_has_nothing_stored_anew() -> None:
    visit = Visit(Settings(tour_done=True))
    visit.guided.begin(KeyMap(), show_demo=lambda: None, after=lambda: None)
    visit.tour.over.emit(False)
    assert visit.stored == []


@pytest.mark.parametrize("is_paused", [False, True])
def test_again_no_camera_speaks_into_it_and_the_source_comes_back(visit: Visit, is_paused: bool) -> None:
    if is_paused:
        visit.session.pause()
    visit.session.calls.clear()
    visit.guided.begin_again(KeyMap(), "2")
    assert visit.session.calls == ([] if is_paused else [("pause",)])
    visit.session.calls.clear()
    visit.tour.demo_wanted.emit()
    assert visit.session.calls == [("choose_source", "demo"), ("resume",)]
    visit.session.calls.clear()
    visit.tour.over.emit(False)
    assert visit.session.calls == [("choose_source", "2")]


def test_skipping_hushes_first_and_says_how_it_is_heard_again(visit: Visit) -> None:
    visit.guided.begin(KeyMap(), show_demo=lambda: None, after=lambda: visit.session.calls.append(("after",)))
    visit.guided.skip()
    assert visit.session.calls == [("hush",), ("after",)]
    assert visit.tour.skipped == 1
    assert visit.told == [(texts.tour_end(KeyMap(), was_left=True), "tour")]


@pytest.mark.parametrize(
    ("outside", "settings", "was_left", "offered"),
    [
        (SignIn(), Settings(), False, True),
        (SignIn(is_on=True), Settings(), False, False),
        (SignIn(), Settings(tour_done=True), False, False),
        (SignIn(), Settings(), True, False),
        (None, Settings(), False, False),
    ],
    ids=["first tour", "it starts so already", "a later tour", "left", "nothing outside"],
)
def test_a_start_at_sign_in_is_offered_at_the_end_of_the_first_tour_alone(
    outside: SignIn | None, settings: Settings, was_left: bool, offered: bool
) -> None:
    visit = Visit(settings, outside)
    visit.guided.begin(KeyMap(), show_demo=lambda: None, after=lambda: None)
    visit.tour.over.emit(was_left)
    [(text, _)] = visit.told
    assert (text != texts.tour_end(KeyMap(), was_left=was_left)) == offered


def test_without_a_key_for_the_settings_nothing_is_offered_that_cannot_be_done() -> None:
    keys = KeyMap()
    for slot in SLOTS:
        if slot.partition("/")[0] == "settings":
            keys.assign(slot, "")
    visit = Visit(outside=SignIn())
    visit.guided.begin(keys, show_demo=lambda: None, after=lambda: None)
    visit.tour.over.emit(False)
    assert visit.told == [(texts.tour_end(keys, was_left=False), "tour")]


def test_in_another_language_it_is_told_in_the_words_and_with_the_keys_of_now(visit: Visit) -> None:
    visit.guided.begin(KeyMap(), show_demo=lambda: None, after=lambda: None)
    keys = KeyMap((("currencies", "F4"), ("what", "F9")))
    visit.guided.reword(keys)
    assert visit.tour.lines == ["anew", *texts.tour_lines(keys)]
    visit.guided.skip()
    assert "F4" in visit.told[-1][0]
