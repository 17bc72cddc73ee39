"""The session: the whole loop with a scripted recogniser, without a window, a camera or a sound card."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.camera.capture import CameraStatus
from app.camera.errors import SourceLost, SourceSpecError, SourceUnavailable
from app.camera.feed import LiveFeed
from app.camera.frame import Frame
from app.camera.source import Source
from app.feedback.history import EntryKind
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.private import ERROR_CODE, tone_code
from app.feedback.utterance import Priority, Utterance
from app.recognition.observation import Box, Observation
from app.recognition.pack_shelf import PackShelf
from app.recognition.packs import write_pack
from app.session.currency_watch import SteppedCurrencyWatch, ThreadedCurrencyWatch
from app.session.events import EventWriter
from app.session.looking import SAME_FAILURES_ALLOWED, SessionFailed
from app.session.messages import Message
from app.session.parts import join_parts
from app.session.print_watch import SteppedPrintWatch, live_print_watch
from app.session.readers import Readers
from app.session.session import Session
from app.session.state import SourceState
from app.speech.clip import Clip
from app.speech.speaker import Speaker
from tests.app.event_schema import violations
from tests.app.fakes import (
    WAIT_S,
    FakeRecognizer,
    FakeSpeech,
    FilmSource,
    LiveSource,
    RecordingListener,
    Scores,
    script,
)
from tests.app.recognition.small_pack import small_pack
from tests.app.speech.fakes import FakePlayer, FakeVoice

PLACE = Priority.PLACE
# A code that has a sentence, whatever rooms there are.
TORN = SourceUnavailable("events_stopped", path="the film", errno=5)
TORN_SAID = "The events can no longer be written to the film: the disk or cable fails. All else goes on."
TEN = {"10": 0.95}
TWENTY = {"20": 0.95}
FOLDER = script([(TWENTY, 1.5), (None, 0.9), (TEN, 1.5), (None, 0.9), (TEN, 1.5), (None, 0.9)])


class ToldFeed(LiveFeed):
    """The frames of a camera, whose state the test tells."""

    def __init__(self, source: Source, on_status: Callable[[CameraStatus], None]) -> None:
        super().__init__(source, on_status)
        self.tell = lambda kind: on_status(CameraStatus(kind, source.name))


class GapSource(FilmSource):
    """A film whose camera is interrupted between stretches of frames."""

    def __init__(self, gap_s: float, *, frames: int, times: int) -> None:
        super().__init__(frames * times)
        self._gap_s, self._stretch = gap_s, frames

    def read(self) -> Frame | None:
        frame = super().read()
        if frame is None:
            return None
        return replace(frame, captured_at_s=frame.captured_at_s + frame.index // self._stretch * self._gap_s)


class Stage:
    """A session with everything around it written by hand."""

    def __init__(
        self,
        recognizer: FakeRecognizer | None = None,
        *,
        sources: dict[str, Source] | None = None,
        currencies: tuple[str, ...] = ("USD",),
        **more: Any,
    ) -> None:
        self.recognizer = recognizer or FakeRecognizer(FOLDER)
        self.sources = sources or {}
        self.heard = RecordingListener()
        self.session = Session(
            join_parts(
                recognizer=self.recognizer,
                make_speech=self._make_speech,
                open_source=self._open,
                currencies=currencies,
                **more,
            )
        )
        self.session.add_listener(self.heard)

    def _make_speech(self, **told: Any) -> FakeSpeech:
        self.speech = FakeSpeech(**told)
        return self.speech

    def _open(self, spec: str) -> Source:
        if spec not in self.sources:
            raise SourceSpecError("events_stopped", path=spec, errno=2)
        return self.sources[spec]

    def show(self, camera: LiveSource, first: int, count: int) -> None:
        """Let the camera deliver frames, each after the one before was looked at."""
        for index in range(first, first + count):
            before = len(self.heard.frames)
            camera.show(index)
            self.heard.wait_until(lambda: len(self.heard.frames) > before)  # noqa: B023


@pytest.fixture
def stages() -> Iterator[Callable[..., Stage]]:
    """Makes stages, and sees to it that none of their threads outlives the test."""
    made: list[Stage] = []
    before = set(threading.enumerate())

    def make(*args: Any, **more: Any) -> Stage:
        made.append(Stage(*args, **more))
        return made[-1]

    yield make
    for stage in made:
        assert stage.session.close()
    assert set(threading.enumerate()) <= before


MakeStage = Callable[..., Stage]


def read_events(path: Path) -> list[dict[str, Any]]:
    events = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [violations(event) for event in events] == [[]] * len(events)
    return events


# Files, headless


@pytest.mark.parametrize("is_live", [True, False])
def test_only_what_is_not_live_is_looked_at_in_step_with_its_own_time(is_live: bool, stages: MakeStage) -> None:
    session: Any = stages().session
    source: Any = SimpleNamespace(live=is_live)
    watched: list[object] = []
    session._watch_print = watched.append
    session._sources.look_through = lambda given, spec: watched.append((given, spec))
    session._loop.run_to_end = lambda: None
    session.run_to_end(source, spec="a film")
    assert watched == [live_print_watch if is_live else SteppedPrintWatch, (source, "a film")]
    assert session._identifying.make_watch is (ThreadedCurrencyWatch if is_live else SteppedCurrencyWatch)
    assert (session._teller.in_real_time, session._parts.jobs.has_thread) == (is_live, is_live)


def test_what_the_window_asks_of_a_session_is_what_its_parts_say(stages: MakeStage) -> None:
    session = stages(currencies=("USD",)).session
    assert session.wording.money("20", "USD") == "20 dollars"
    assert [rank for _, rank in session.tone_codes] == [*range(1, len(session.tone_codes) + 1)]
    assert "5 dollars" in session.tone_codes[0][0]
    identifying: Any = SimpleNamespace(offered="KES", close=lambda: True)
    session._identifying = identifying
    assert session.offered_currency == "KES"


def test_a_folder_is_told_picture_by_picture(stages: MakeStage) -> None:
    stage = stages()

    summary = stage.session.run_to_end(FilmSource(len(FOLDER)))

    assert stage.heard.texts == ["20 dollars", "10 dollars", "10 dollars"]
    assert stage.speech.texts(Priority.VALUE) == ["20 dollars", "10 dollars", "10 dollars"]
    assert stage.heard.frames == list(range(len(FOLDER)))
    assert stage.heard.kinds == ["opened", "currencies", "end"]
    assert (summary.frames, summary.announcements) == (len(FOLDER), 3)
    assert stage.heard.threads == stage.recognizer.threads == {threading.get_ident()}
    assert stage.recognizer.warmed_up == 1


def test_words_are_timed_on_the_virtual_clock(stages: MakeStage) -> None:
    stage = stages()
    stage.session.run_to_end(FilmSource(len(FOLDER)))

    announced_s = [announcement.captured_at_s for announcement, _ in stage.heard.announced]
    values_s = [
        at_s
        for utterance, at_s in zip(stage.speech.said, stage.speech.said_at_s, strict=True)
        if utterance.priority is Priority.VALUE
    ]
    assert values_s == announced_s
    assert stage.speech.times_s == [index / 15 for index in range(len(FOLDER))]


def test_events_tell_the_whole_run_and_a_second_run_tells_the_same(stages: MakeStage, tmp_path: Path) -> None:
    def run(path: Path) -> list[dict[str, Any]]:
        stage = stages(events=EventWriter(path), log_frames=True, clock=lambda: 2000.0)
        stage.session.run_to_end(FilmSource(len(FOLDER)))
        stage.session.close()
        return read_events(path)

    events = run(tmp_path / "1.jsonl")

    kinds = [event["kind"] for event in events]
    assert kinds.count("frame") == len(FOLDER)
    assert kinds.count("announcement") == kinds.count("utterance") == 3
    assert [event["status"] for event in events if event["kind"] == "status"] == ["opened", "currencies", "end"]
    first = next(event for event in events if event["kind"] == "announcement")
    assert first["source_item"] == "item.jpg"
    assert first["text"] == "20 dollars"
    assert first["decided_ms"] == (2000.0 - 1000.0 - first["frame"]) * 1000
    assert [event["t_s"] for event in events] == sorted(event["t_s"] for event in events)
    assert run(tmp_path / "2.jsonl") == events


def test_without_log_frames_there_are_no_frame_events(stages: MakeStage, tmp_path: Path) -> None:
    stage = stages(events=EventWriter(tmp_path / "e.jsonl"))
    stage.session.run_to_end(FilmSource(len(FOLDER)))
    stage.session.close()

    assert {event["kind"] for event in read_events(tmp_path / "e.jsonl")} == {"status", "announcement", "utterance"}


def test_the_summary_ranks_the_times_to_the_decision(stages: MakeStage) -> None:
    # The frames of a film are captured one second apart; the clock stands still 100 s after the first.
    stage = stages(FakeRecognizer(), clock=lambda: 1100.0)

    summary = stage.session.run_to_end(FilmSource(100))

    assert (summary.p50_ms, summary.p99_ms) == (50_000.0, 99_000.0)


def test_an_empty_source_has_no_times(stages: MakeStage) -> None:
    summary = stages().session.run_to_end(FilmSource(0))

    assert (summary.frames, summary.p50_ms, summary.p99_ms) == (0, None, None)


def test_a_frame_that_fails_is_told_and_passed_over(stages: MakeStage) -> None:
    seen: list[Scores | Exception] = list(FOLDER)
    seen[3] = seen[4] = RuntimeError("the tensor\nis odd")
    stage = stages(FakeRecognizer(seen))

    summary = stage.session.run_to_end(FilmSource(len(seen)))

    assert stage.heard.texts == ["20 dollars", "10 dollars", "10 dollars"]
    errors = [text for kind, text, _ in stage.heard.statuses if kind == "error"]
    assert errors == ["A picture was passed over after an error. (3, RuntimeError: the tensor is odd)"]
    assert summary.frames == len(seen) - 2


def test_the_same_failure_with_every_frame_ends_the_run(stages: MakeStage) -> None:
    recognizer = FakeRecognizer([RuntimeError("broken")] * 100)
    source = FilmSource(100)

    with pytest.raises(SessionFailed, match=r"frames_failed .*30.*broken"):
        stages(recognizer).session.run_to_end(source)

    assert len(recognizer.asked) == SAME_FAILURES_ALLOWED
    assert not source.is_open


def test_failures_that_are_not_in_a_row_do_not_end_the_run(stages: MakeStage) -> None:
    broken: list[Scores | Exception] = [RuntimeError("broken")] * 29
    seen = [*broken, None, *broken]
    stage = stages(FakeRecognizer(seen))

    assert stage.session.run_to_end(FilmSource(len(seen))).frames == 1
    assert stage.heard.kinds.count("error") == 2


@pytest.mark.parametrize(
    ("source", "error"),
    [
        (FilmSource(9, unavailable=SourceUnavailable("no_film")), SourceUnavailable),
        (FilmSource(9, breaks=SourceLost("torn")), SourceLost),
    ],
)
def test_a_file_that_cannot_be_had_ends_the_run_with_its_error(
    stages: MakeStage, source: FilmSource, error: type[Exception]
) -> None:
    with pytest.raises(error):
        stages().session.run_to_end(source)
    assert not source.is_open


def test_the_demo_turns_its_specimens_on(stages: MakeStage) -> None:
    stage = stages()
    stage.session.run_to_end(FilmSource(3, is_demo=True))

    assert {currencies for _, currencies in stage.recognizer.asked} == {frozenset({"USD", "XTS"})}
    assert stage.speech.texts(Priority.STATUS) == ["Playing the demo with specimen notes."]
    assert stage.heard.kinds == ["demo", "currencies", "end"]


def test_of_notes_that_nobody_holds_no_hint_is_told(stages: MakeStage) -> None:
    unsure = [{"20": 0.5, "10": 0.3}] * 45
    for is_demo, kinds in ((False, ["uncover"]), (True, [])):
        stage = stages(FakeRecognizer(unsure))
        stage.session.run_to_end(FilmSource(45, is_demo=is_demo))
        assert [message.hint.kind.value for message in stage.heard.messages if message.hint is not None] == kinds


def test_currencies_named_on_the_command_line_are_kept_in_the_demo(stages: MakeStage) -> None:
    stage = stages(specimens_in_demo=False)
    stage.session.run_to_end(FilmSource(3, is_demo=True))

    assert {currencies for _, currencies in stage.recognizer.asked} == {frozenset({"USD"})}
    assert stage.speech.texts(Priority.STATUS) == ["Playing the demo with specimen notes."]


def test_currencies_of_one_name_are_told_in_full(stages: MakeStage) -> None:
    recognizer = FakeRecognizer(FOLDER, currencies=("USD", "CAD"))
    stage = stages(recognizer, currencies=("USD", "CAD"))
    stage.session.run_to_end(FilmSource(len(FOLDER)))

    assert stage.heard.texts[0] == "20 US dollars"


def test_what_a_pack_lacks_is_told_aloud(stages: MakeStage, tmp_path: Path) -> None:
    write_pack(small_pack(), tmp_path / "KES.notes")
    shelf = PackShelf(small_pack().projection, folder=tmp_path)
    recognizer = FakeRecognizer(FOLDER, currencies=("USD", "KES"))
    stage = stages(recognizer, currencies=("USD", "KES"), readers=Readers(packs=shelf))
    stage.session.run_to_end(FilmSource(3))
    assert "Kenyan shillings: only 50, 1000 are known." in stage.speech.texts(Priority.STATUS)[0]


def test_what_a_pack_lacks_is_told_when_it_is_turned_on_and_no_longer_once_it_is_off(
    stages: MakeStage, tmp_path: Path
) -> None:
    write_pack(small_pack(), tmp_path / "KES.notes")
    shelf = PackShelf(small_pack().projection, folder=tmp_path)
    recognizer = FakeRecognizer(FOLDER, currencies=("EUR", "USD", "KES"))
    stage = stages(recognizer, sources={"0": LiveSource()}, currencies=("USD",), readers=Readers(packs=shelf))
    stage.session.start("0")

    def told() -> list[Utterance]:
        return [utterance for utterance in stage.speech.said if "Kenyan shillings" in utterance.text]

    for times, codes in enumerate([("USD", "KES"), ("USD", "KES", "EUR"), ("KES",)], 1):
        stage.session.choose_currencies(codes)
        stage.heard.wait_until(lambda: stage.heard.kinds.count("currencies") == times)  # noqa: B023
        stage.heard.wait_until(lambda: bool(told()))
        assert [utterance.still_valid() for utterance in told()] == [True]
    stage.session.choose_currencies(("USD",))
    stage.heard.wait_until(lambda: stage.heard.kinds.count("currencies") == 4)
    assert [utterance.still_valid() for utterance in told()] == [False]


def test_a_pack_that_is_gone_is_told_and_ends_nothing(stages: MakeStage, tmp_path: Path) -> None:
    write_pack(small_pack(), tmp_path / "KES.notes")
    shelf = PackShelf(small_pack().projection, folder=tmp_path)
    assert shelf.currencies == ("KES",)
    (tmp_path / "KES.notes").unlink()
    stage = stages(
        FakeRecognizer(FOLDER, currencies=("USD", "KES")), currencies=("USD", "KES"), readers=Readers(packs=shelf)
    )
    stage.session.run_to_end(FilmSource(len(FOLDER)))
    assert any("No pack of a currency" in text for text in stage.speech.texts(Priority.STATUS))
    assert stage.heard.texts[0] == "20 dollars"


def test_the_words_to_come_are_rendered_ahead(stages: MakeStage) -> None:
    stage = stages()

    assert {"5 dollars", "10 dollars", "20 dollars"} <= set(stage.speech.prewarmed[-1])
    assert not any("euro" in text for text in stage.speech.prewarmed[-1])


def test_hints_come_in_the_words_of_their_level(stages: MakeStage) -> None:
    blurred = script([({"20": 0.6}, 2.0)])
    told = {}
    for level in GuidanceLevel:
        stage = stages(FakeRecognizer(blurred), guidance=level)
        stage.session.run_to_end(FilmSource(len(blurred)))
        told[level] = stage.heard.hints

    assert told == {
        GuidanceLevel.VALUES_ONLY: [],
        GuidanceLevel.BRIEF: ["Uncover it."],
        GuidanceLevel.FULL: ["Hold the note by its edge, so that no finger covers it."],
    }


def test_a_hint_is_told_and_dropped_once_a_value_was_read(stages: MakeStage) -> None:
    seen = script([({"20": 0.6}, 1.8), (TWENTY, 1.0)])
    stage = stages(FakeRecognizer(seen))
    stage.session.run_to_end(FilmSource(len(seen)))

    (hint,) = (utterance for utterance in stage.speech.said if utterance.priority is Priority.HINT)
    assert stage.heard.hints == [hint.text]
    assert stage.heard.texts == ["20 dollars"]
    assert not hint.still_valid()


def test_a_value_is_worth_saying_until_its_note_has_been_gone_for_a_while(stages: MakeStage) -> None:
    seen = script([(TWENTY, 1.5), (None, 4.0)])
    stage = stages(FakeRecognizer(seen))
    valid: list[tuple[float, bool]] = []

    class Asks(RecordingListener):
        def on_observation(self, frame: Any, observation: Any) -> None:
            for utterance in stage.speech.said:
                if utterance.priority is Priority.VALUE:
                    valid.append((frame.captured_at_s, utterance.still_valid()))

    stage.session.add_listener(Asks())
    stage.session.run_to_end(FilmSource(len(seen)))

    assert all(is_valid for at_s, is_valid in valid if at_s < 1.5 + 2.3)
    assert not any(is_valid for at_s, is_valid in valid if at_s > 1.5 + 2.6)


def test_a_listener_that_fails_silences_nobody(stages: MakeStage) -> None:
    stage = stages()

    class Fails(RecordingListener):
        def on_message(self, message: Message) -> None:
            raise RuntimeError("the window is gone")

    failing = Fails()
    stage.session.add_listener(failing)
    stage.session.add_listener(after := RecordingListener())
    stage.session.run_to_end(FilmSource(len(FOLDER)))

    assert after.texts == stage.heard.texts == ["20 dollars", "10 dollars", "10 dollars"]
    assert failing.frames == stage.heard.frames


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_once_and_the_run_goes_on(stages: MakeStage) -> None:
    stage = stages(events=EventWriter(Path("/dev/full")))
    stage.session.run_to_end(FilmSource(len(FOLDER)))

    assert stage.heard.texts == ["20 dollars", "10 dollars", "10 dollars"]
    assert stage.heard.kinds.count("problem") == 1


def test_what_is_missing_for_speech_is_told(stages: MakeStage) -> None:
    stage = stages()
    stage.speech.on_problem(TORN)
    stage.session.run_to_end(FilmSource(2))

    assert ("problem", TORN_SAID) in [status[:2] for status in stage.heard.statuses]


@pytest.mark.parametrize("wrong", [(), ("USD", "GBP")])
def test_currencies_that_the_model_does_not_know_are_refused(stages: MakeStage, wrong: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"USD, EUR, XTS, not (none|GBP)"):
        stages(currencies=wrong)


def test_a_session_runs_once(stages: MakeStage) -> None:
    session = stages().session
    session.run_to_end(FilmSource(1))

    with pytest.raises(RuntimeError, match="runs once"):
        session.run_to_end(FilmSource(1))


def test_closing_from_another_thread_ends_a_run(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages()
    run = threading.Thread(target=partial(stage.session.run_to_end, camera))
    run.start()
    stage.show(camera, 0, 1)
    stage.session.close()
    run.join(20)

    assert not run.is_alive()
    assert not camera.is_open


def test_a_live_source_without_a_window_that_cannot_be_had_ends_the_run(stages: MakeStage) -> None:
    class Missing(LiveSource):
        def open(self) -> None:
            raise SourceUnavailable("camera_not_opened", camera="7")

    with pytest.raises(SourceUnavailable, match="camera='7'"):
        stages().session.run_to_end(Missing())


def test_a_live_source_without_a_window_runs_to_its_end(stages: MakeStage) -> None:
    camera = LiveSource()
    camera.end()
    stage = stages()

    assert stage.session.run_to_end(camera).frames == 0
    assert stage.heard.kinds == ["end"]


# In real time, in a thread of its own


def test_a_note_before_a_camera_is_told(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(FakeRecognizer(script([(TWENTY, 2.0)])), sources={"0": camera})
    stage.session.start("0")
    stage.show(camera, 0, 12)

    assert stage.heard.texts == ["20 dollars"]
    assert stage.heard.kinds == ["opened", "ready"]
    assert stage.speech.texts(Priority.STATUS) == ["Ready for US dollars. Hold a note in front of the camera."]
    assert stage.session.value_in_view is stage.heard.announced[0][0]
    assert stage.heard.threads == stage.recognizer.threads
    assert threading.get_ident() not in stage.heard.threads


def test_a_camera_that_is_lost_and_comes_back_is_told(stages: MakeStage) -> None:
    camera = LiveSource()
    feeds: list[ToldFeed] = []

    def live_feed(*args: Any) -> ToldFeed:
        feeds.append(ToldFeed(*args))
        return feeds[-1]

    stage = stages(FakeRecognizer(script([(TWENTY, 4.0)])), sources={"0": camera}, live_feed=live_feed)
    stage.session.start("0")
    stage.show(camera, 0, 12)
    feeds[0].tell("lost")
    stage.heard.wait_for_status("lost")
    lost = stage.speech.said[-1]
    assert lost.text == "Camera lost. Trying to get it back."
    assert lost.still_valid()
    assert stage.session.value_in_view is None
    assert stage.session.state.source is SourceState.LOST
    feeds[0].tell("back")
    stage.heard.wait_for_status("back")
    assert not lost.still_valid()
    assert stage.speech.texts(Priority.STATUS)[-1] == "Camera is back."
    assert stage.heard.states[-1].source is SourceState.WATCHING


@pytest.mark.parametrize(("gap_s", "counted"), [(0.9, 1), (2.9, 1), (3.9, 1), (4.1, 2)])
def test_an_interruption_shorter_than_a_notes_absence_is_no_absence(
    stages: MakeStage, gap_s: float, counted: int
) -> None:
    """The stream of a phone blinks: one note that is held all the time is one note."""
    film = GapSource(gap_s, frames=15, times=2)
    stage = stages(FakeRecognizer([TWENTY] * 30), mode=SpeakMode.COUNT)
    stage.session.run_to_end(film)

    assert len(stage.session.count) == counted


def test_nothing_is_looked_at_while_paused(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(FakeRecognizer(script([(TWENTY, 9.0)])), sources={"0": camera})
    stage.session.start("0")
    stage.show(camera, 0, 12)
    stage.session.pause()
    stage.session.pause()
    stage.heard.wait_for_status("paused")
    camera.show(12)
    stage.session.resume()
    stage.heard.wait_for_status("running")
    stage.show(camera, 13, 12)

    assert stage.heard.texts == ["20 dollars", "20 dollars"]
    assert stage.heard.kinds.count("paused") == 1
    assert stage.speech.hushed == 1
    assert stage.speech.texts(Priority.ANSWER)[-2:] == ["Paused.", "Running."]


def test_other_currencies_can_be_chosen(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(FakeRecognizer(), sources={"0": camera})
    stage.session.start("0")
    stage.show(camera, 0, 1)
    stage.session.choose_currencies(("EUR", "USD"))
    assert stage.heard.wait_for_status("currencies") == "US dollars, euros"
    stage.show(camera, 1, 1)

    assert [on for _, on in stage.recognizer.asked] == [frozenset({"USD"}), frozenset({"USD", "EUR"})]
    assert "5 euros" in stage.speech.prewarmed[-1]
    with pytest.raises(ValueError, match="GBP"):
        stage.session.choose_currencies(("GBP",))


def test_a_note_in_view_is_told_again_under_other_currencies(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(FakeRecognizer(script([(TWENTY, 9.0)])), sources={"0": camera})
    stage.session.start("0")
    stage.show(camera, 0, 12)
    stage.session.choose_currencies(("EUR", "USD"))
    stage.heard.wait_for_status("currencies")
    stage.show(camera, 12, 12)

    assert stage.heard.texts == ["20 dollars", "20 dollars"]


def test_another_source_can_be_chosen_and_time_goes_on(stages: MakeStage, tmp_path: Path) -> None:
    first, second = LiveSource("camera 0"), LiveSource("camera 1")
    stage = stages(
        FakeRecognizer(script([(TWENTY, 2.0)])),
        sources={"0": first, "1": second},
        events=EventWriter(tmp_path / "e.jsonl"),
    )
    stage.session.start("0")
    stage.show(first, 0, 12)
    stage.session.choose_source("1")
    second.show(0)
    stage.heard.wait_until(lambda: ("opened", "camera 1") in [(kind, name) for kind, _, name in stage.heard.statuses])
    stage.heard.wait_until(lambda: len(stage.heard.frames) == 13)
    stage.show(second, 1, 11)
    assert not first.is_open
    assert stage.heard.texts == ["20 dollars", "20 dollars"]
    stage.session.close()

    times_s = [event["t_s"] for event in read_events(tmp_path / "e.jsonl") if event["kind"] == "announcement"]
    assert times_s == sorted(times_s)
    assert times_s[1] > 11 / 15


def test_a_source_that_cannot_be_had_is_told_and_another_can_be_chosen(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(sources={"0": camera, "torn": FilmSource(1, unavailable=TORN)})
    stage.session.start("nonsense")
    no_source = "The events can no longer be written to nonsense: there is no such file or folder. All else goes on."
    assert stage.heard.wait_for_status("unavailable") == no_source
    assert stage.session.state.source is SourceState.NONE
    stage.session.choose_source("torn")
    stage.heard.wait_until(lambda: stage.heard.kinds.count("unavailable") == 2)
    stage.session.choose_source("0")
    stage.show(camera, 0, 1)

    assert stage.speech.texts(Priority.STATUS)[:2] == [no_source, TORN_SAID]
    assert stage.heard.kinds[-2:] == ["opened", "ready"]


def test_a_file_in_the_window_is_played_to_its_end(stages: MakeStage) -> None:
    stage = stages(sources={"film": FilmSource(5, fps=200.0)})
    stage.session.start("film")
    stage.heard.wait_for_status("end")

    assert stage.heard.frames == [0, 1, 2, 3, 4]
    assert stage.speech.texts(Priority.STATUS)[-1] == "That was the last picture."


def test_repeat_and_hush_reach_the_voice(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(FakeRecognizer(script([(TWENTY, 2.0)])), sources={"0": camera})
    stage.session.start("0")
    stage.session.repeat()
    assert stage.speech.texts(Priority.ANSWER) == ["Nothing to repeat yet."]
    stage.show(camera, 0, 12)
    stage.session.repeat()
    stage.session.hush()

    assert stage.speech.texts(Priority.VALUE, Priority.ANSWER)[-2:] == ["20 dollars", "20 dollars"]
    assert stage.speech.hushed == 1
    assert stage.speech.texts(Priority.ANSWER).count("Nothing to repeat yet.") == 1


def test_a_failure_with_every_frame_is_told_aloud(stages: MakeStage) -> None:
    recognizer = FakeRecognizer([RuntimeError("broken")] * 100)
    stage = stages(recognizer, sources={"film": FilmSource(100, fps=200.0)})
    stage.session.start("film")

    text = stage.heard.wait_for_status("failed")

    assert "broken" in text
    # What an error says of itself is shown, and not said.
    assert text.replace(" (RuntimeError: broken)", "") in stage.speech.texts(Priority.STATUS)


def test_a_recogniser_that_cannot_start_is_told_aloud(stages: MakeStage) -> None:
    class Broken(FakeRecognizer):
        def warm_up(self) -> None:
            raise OSError("no memory")

    stage = stages(Broken(), sources={"0": LiveSource()})
    stage.session.start("0")

    assert stage.heard.wait_for_status("failed") == "Noteworthy stopped after 5 errors (no memory). Start it again."
    assert stage.heard.kinds == ["recovered"] * 4 + ["failed"]


def test_close_stops_everything_and_may_be_called_again(stages: MakeStage, tmp_path: Path) -> None:
    camera = LiveSource()
    stage = stages(sources={"0": camera}, events=EventWriter(tmp_path / "e.jsonl"))
    stage.session.start("0")
    stage.show(camera, 0, 1)

    assert stage.session.close()
    assert stage.session.close()
    assert not camera.is_open
    assert stage.speech.closed >= 1
    assert not {"session", "camera"} & {thread.name for thread in threading.enumerate()}


@pytest.mark.parametrize(
    ("last_words", "hushed", "finished", "said"),
    [("Bye.", 1, 1, ["Bye."]), ("", 0, 1, []), (None, 0, 0, [])],
    ids=["are said at once", "let what sounds come to its end", "are not waited for"],
)
def test_last_words(stages: MakeStage, last_words: str | None, hushed: int, finished: int, said: list[str]) -> None:
    stage = stages(sources={"0": LiveSource()})
    stage.session.start("0")
    before = len(stage.speech.said)

    assert stage.session.close(last_words)

    assert (stage.speech.hushed, stage.speech.finished) == (hushed, finished)
    assert [utterance.text for utterance in stage.speech.said[before:]] == said
    assert stage.session.close("Once more.")
    assert stage.speech.finished == finished, "said once"


class Endless(FakePlayer):
    """What it plays never comes to its end, but for the last words."""

    def play(self, clip: Clip, at_s: float) -> None:
        super().play(clip, at_s)
        if self.log[-1] == "play Goodbye.":
            self.finish()
        sounds.set()


sounds = threading.Event()


def test_quitting_amid_a_sentence_says_the_last_word_and_the_log_has_an_end_of_all(tmp_path: Path) -> None:
    voice = FakeVoice()
    player = Endless(voice)
    session = Session(
        join_parts(
            recognizer=FakeRecognizer(),
            make_speech=lambda **told: Speaker(voice, [player], **told),
            open_source=lambda spec: LiveSource(),
            currencies=("USD",),
            events=EventWriter(tmp_path / "e.jsonl"),
        )
    )
    sounds.clear()
    session.say("A sentence that is cut. " * 8)
    assert sounds.wait(WAIT_S)
    session.read_count()
    session._parts.commands.obey(threading.Event())
    assert session.close("Goodbye.")
    events = read_events(tmp_path / "e.jsonl")
    ends = {event["id"]: (event["text"], event["outcome"]) for event in events if event["kind"] == "utterance"}
    assert len(ends) == 3
    assert [outcome for _, outcome in ends.values()] == ["hushed", "hushed", "spoken"]
    assert list(ends.values())[-1] == ("Goodbye.", "spoken")
    answer = next(event for event in events if event["kind"] == "status" and event["status"] == "answer")
    assert answer["id"] in ends, "no answer vanishes without a word in the log"


def _beside(stage: Stage, close: Callable[[], bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all that runs beside the session's thread end like this."""
    parts = stage.session._parts
    for part in (parts.phone, parts.looking.print, parts.identifying, parts.table.watch, parts.jobs):
        monkeypatch.setattr(part, "close", close)


def test_all_parts_are_asked_to_end_at_once(stages: MakeStage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = stages(sources={"0": LiveSource()})
    stage.session.start("0")
    all_asked = threading.Barrier(5)
    with monkeypatch.context() as waiting:
        _beside(stage, lambda: all_asked.wait(WAIT_S) >= 0, waiting)
        assert stage.session.close()


def test_last_words_are_said_while_every_part_hangs(stages: MakeStage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = stages(sources={"0": LiveSource()})
    stage.session.start("0")
    is_over = threading.Event()
    with monkeypatch.context() as hanging:
        hanging.setattr("app.session.session._ENDS_WITHIN_S", 0.0)
        _beside(stage, lambda: is_over.wait(WAIT_S), hanging)
        assert not stage.session.close("Bye.")
        assert stage.speech.said[-1].text == "Bye."
        assert stage.speech.closed == 1
        is_over.set()


def test_a_voice_that_does_not_end_is_told(stages: MakeStage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = stages(sources={"0": LiveSource()})
    stage.session.start("0")
    with monkeypatch.context() as hanging:
        hanging.setattr(stage.speech, "close", lambda: False)
        assert not stage.session.close()


def test_what_is_asked_for_before_the_start_is_told_then(stages: MakeStage) -> None:
    stage = stages(sources={"0": LiveSource()})
    stage.session.report_trouble(TORN)
    stage.session.start("0")

    assert stage.heard.wait_for_status("problem") == TORN_SAID


# Ways of telling


def answers(stage: Stage) -> list[str]:
    return [text for kind, text, _ in stage.heard.statuses if kind == "answer"]


def ask(stage: Stage, question: Callable[[], None]) -> str:
    """Ask a live session, and wait for its answer."""
    before = len(answers(stage))
    question()
    stage.heard.wait_until(lambda: len(answers(stage)) > before)
    return answers(stage)[-1]


def test_what_it_sees_is_told_when_asked(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(FakeRecognizer(script([(None, 0.2), (TWENTY, 2.0)])), sources={"0": camera})
    stage.session.start("0")
    assert ask(stage, stage.session.what_do_you_see) == "There is no picture from the camera."
    stage.show(camera, 0, 1)
    assert ask(stage, stage.session.what_do_you_see) == "I see no note. The light is good."
    stage.show(camera, 1, 4)
    assert ask(stage, stage.session.what_do_you_see).startswith("I see a note but have not read it yet.")
    stage.show(camera, 5, 10)
    assert ask(stage, stage.session.what_do_you_see) == "I see 20 dollars. I am fairly sure. The light is good."
    assert stage.speech.said[-1].priority is Priority.ANSWER

    stage.session.pause()
    assert ask(stage, stage.session.what_do_you_see) == "Paused."


def test_count_mode_tells_the_total_and_a_note_held_on_is_counted_once(stages: MakeStage) -> None:
    seen = script([(TWENTY, 6.0), (None, 0.9), (TEN, 1.5), (None, 0.9), (TWENTY, 1.5)])
    stage = stages(FakeRecognizer(seen), mode=SpeakMode.COUNT)
    stage.session.run_to_end(FilmSource(len(seen)))

    said = ["20 dollars, total 20 dollars", "10 dollars, total 30 dollars", "20 dollars, total 50 dollars"]
    assert stage.speech.texts(Priority.VALUE) == stage.heard.texts == said
    assert [entry.value for entry in stage.session.count.entries()] == ["20", "10", "20"]


def test_the_count_can_be_read_back_undone_and_cleared(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(FakeRecognizer(script([(TWENTY, 1.0), (None, 0.9), (TEN, 2.0)])), sources={"0": camera})
    stage.session.start("0")
    stage.session.set_mode(SpeakMode.COUNT)
    stage.heard.wait_for_status("mode")
    assert ask(stage, stage.session.undo_count) == "No notes are counted."
    stage.show(camera, 0, 40)

    assert ask(stage, stage.session.read_count) == "20 dollars: 1 note. 10 dollars: 1 note. Total: 30 dollars."
    assert ask(stage, stage.session.undo_count) == "10 dollars taken away. Total: 20 dollars."
    assert ask(stage, stage.session.clear_count) == "Clear 1 note? Press again to clear."
    assert ask(stage, stage.session.clear_count) == "The count was cleared."
    assert ask(stage, stage.session.read_count) == "No notes are counted."
    assert len(stage.session.count) == 0
    assert ask(stage, stage.session.undo_count) == ("The count is back: 1 note. 20 dollars: 1 note. Total: 20 dollars.")
    assert len(stage.session.count) == 1


def test_only_count_mode_counts(stages: MakeStage) -> None:
    for mode in (SpeakMode.NORMAL, SpeakMode.PRIVATE):
        stage = stages(mode=mode)
        stage.session.run_to_end(FilmSource(len(FOLDER)))
        assert len(stage.session.count) == 0


def test_in_private_values_are_told_by_tones_of_their_rank(stages: MakeStage) -> None:
    stage = stages(mode=SpeakMode.PRIVATE)
    stage.session.run_to_end(FilmSource(len(FOLDER)))

    tones = [utterance.tones for utterance in stage.speech.said if utterance.priority is Priority.VALUE]
    assert tones == [tone_code(3), tone_code(2), tone_code(2)], "of 5, 10 and 20"
    assert stage.heard.texts == ["Told by tones."] * 3


def test_in_private_no_path_leaks_a_value(stages: MakeStage) -> None:
    """Whatever is asked, in words only what is no value is told, also of what was told before."""
    camera = LiveSource()
    shown = script([(TWENTY, 1.0), (None, 0.9), (TEN, 1.0), (None, 0.9), (TWENTY, 1.0), ({"20": 0.6}, 3.0)])
    stage = stages(FakeRecognizer(shown), sources={"0": camera})
    stage.session.start("0")
    stage.session.set_mode(SpeakMode.COUNT)
    stage.heard.wait_for_status("mode")
    stage.show(camera, 0, 12)
    ask(stage, stage.session.read_count)
    ask(stage, stage.session.what_do_you_see)
    public = len(stage.speech.said)
    heard_before, announced_before = len(stage.heard.statuses), len(stage.heard.texts)
    assert any("20 dollars" in utterance.text for utterance in stage.speech.said)

    stage.session.set_mode(SpeakMode.PRIVATE)
    waiting = [utterance for utterance in stage.speech.said[:public] if "dollars" in utterance.text]
    asked_for_values = [one for one in waiting if not one.text.startswith("Ready")]
    assert len(asked_for_values) == 3
    assert not any(utterance.still_valid() for utterance in asked_for_values), "what waits is dropped"
    stage.session.repeat()
    stage.show(camera, 12, len(shown) - 12)
    stage.session.repeat()
    for question in (
        stage.session.what_do_you_see,
        stage.session.read_count,
        stage.session.undo_count,
        stage.session.read_count,
        stage.session.clear_count,
        stage.session.learn_tones,
    ):
        ask(stage, question)
    stage.session.play_tones(2)

    told = [utterance.text for utterance in stage.speech.said[public:]]
    told += [text for _, text, _ in stage.heard.statuses[heard_before:]] + stage.heard.texts[announced_before:]
    told += [entry.text for entry in stage.session.history.entries()] + stage.heard.hints
    assert any(text == "Told by tones." for text in told)
    for text in told:
        # How many notes were counted is no amount: whoever is near sees and hears as much.
        amounts = re.sub(r"(?<=mode\. )\d+ notes?$", "", text)
        assert not any(character.isdigit() for character in amounts), text
        if not text.startswith("Ready"):
            assert "dollar" not in text, text
    repeats = [utterance.tones for utterance in stage.speech.said[public:] if utterance.topic == "value"]
    assert repeats[0] == tone_code(3)


def test_the_count_goes_on_silently_in_private(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(FakeRecognizer(FOLDER), sources={"0": camera}, mode=SpeakMode.PRIVATE_COUNT)
    stage.session.start("0")
    stage.show(camera, 0, len(FOLDER))
    for question in (stage.session.read_count, stage.session.undo_count, stage.session.read_count):
        ask(stage, question)

    told = stage.speech.texts(Priority.STATUS, Priority.ANSWER) + stage.heard.texts
    assert not any("dollars" in text for text in told if not text.startswith("Ready"))
    secret = "Amounts are neither spoken nor shown in private mode."
    assert told[-6:-3] == [f"{secret} 3 notes", "The last note was taken away.", f"{secret} 2 notes"]
    stage.session.set_mode(SpeakMode.COUNT)
    ask(stage, stage.session.read_count)
    assert "Values are spoken. Count mode. Each new note is added." in stage.speech.texts(Priority.ANSWER)
    assert stage.speech.texts(Priority.ANSWER)[-1] == "20 dollars: 1 note. 10 dollars: 1 note. Total: 30 dollars."


def test_history_keeps_amounts_for_when_private_mode_ends(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(FakeRecognizer(script([(TWENTY, 1.0)])), sources={"0": camera})
    stage.session.start("0")
    stage.show(camera, 0, 12)

    def values() -> list[str]:
        return [entry.text for entry in stage.session.history.entries() if entry.kind is EntryKind.VALUE]

    assert values() == ["20 dollars"]
    stage.session.set_mode(SpeakMode.PRIVATE)
    assert values() == []
    stage.session.set_mode(SpeakMode.NORMAL)
    assert values() == ["20 dollars"]
    assert [entry.text for entry in stage.session.history.entries()][-1].startswith("Ready")


def test_repeat_in_private_without_a_value_sounds_like_no_value(stages: MakeStage) -> None:
    stage = stages(mode=SpeakMode.PRIVATE)
    stage.session.repeat()

    assert [utterance.tones for utterance in stage.speech.said] == [ERROR_CODE]


def test_tones_can_be_learnt(stages: MakeStage) -> None:
    stage = stages()
    stage.session.play_tones(3)
    stage.session.play_tones(None)

    assert [utterance.tones for utterance in stage.speech.said] == [tone_code(3), ERROR_CODE]
    with pytest.raises(ValueError, match="from 1"):
        stage.session.play_tones(0)


class SeesBox(FakeRecognizer):
    """Finds a note at the picture's left and top in every frame, and reads none but what the script says."""

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        return replace(super().observe(frame, currencies), note_box=Box(0.0, 0.0, 0.5, 0.5))


def test_a_tone_follows_the_note_until_it_is_read(stages: MakeStage, tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    shown = script([({"20": 0.5}, 0.8), (TWENTY, 2.0)])
    stage = stages(SeesBox(shown), place_tone=True, events=EventWriter(events))
    stage.session.run_to_end(FilmSource(len(shown)))
    stage.session.close()

    at_s = [at for one, at in zip(stage.speech.said, stage.speech.said_at_s, strict=True) if one.priority is PLACE]
    read_at_s = next(
        at for one, at in zip(stage.speech.said, stage.speech.said_at_s, strict=True) if one.priority is Priority.VALUE
    )
    assert read_at_s is not None
    assert len(at_s) >= 3
    assert all(at is not None and at < read_at_s for at in at_s)
    tones = [one.tones for one in stage.speech.said if one.priority is PLACE]
    assert {(tone.pan > 0, tone.frequency_hz > 600) for (tone,) in tones} == {(True, True)}, "the person's right"
    assert "♪" not in events.read_text(encoding="utf-8"), "three a second would drown the rest"


def test_the_tone_is_off_at_first_and_silent_in_private_paused_and_hushed(stages: MakeStage) -> None:
    shown = script([({"20": 0.5}, 60.0)])
    camera = LiveSource()
    stage = stages(SeesBox(shown), sources={"0": camera}, guidance=GuidanceLevel.VALUES_ONLY)
    stage.session.start("0")

    def tones(first: int) -> list[Utterance]:
        before = len(stage.speech.said)
        stage.show(camera, first, 15)
        return [one for one in stage.speech.said[before:] if one.priority is PLACE]

    assert tones(0) == []
    stage.session.set_place_tone(True)
    assert [len(one.tones) for one in stage.speech.said if one.tones] == [3], "heard once"
    heard = tones(15)
    assert len(heard) == 3
    assert heard[-1].still_valid()
    assert not heard[0].still_valid()
    stage.session.set_mode(SpeakMode.PRIVATE)
    assert not heard[-1].still_valid()
    assert tones(30) == []
    stage.session.set_mode(SpeakMode.NORMAL)
    last = tones(45)[-1]
    stage.session.pause()
    stage.heard.wait_for_status("paused")
    assert not last.still_valid()
    stage.session.resume()
    stage.heard.wait_for_status("running")
    last = tones(60)[-1]
    stage.session.hush()
    assert not last.still_valid()
    assert tones(75) == []


def test_words_come_before_the_tone() -> None:
    assert min(Priority) is PLACE


def test_more_or_less_guidance_can_be_asked_for(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(FakeRecognizer(script([({"20": 0.6}, 6.0)])), sources={"0": camera})
    stage.session.start("0")
    stage.session.set_guidance(GuidanceLevel.VALUES_ONLY)
    assert stage.heard.wait_for_status("guidance") == "Only values are spoken."
    stage.show(camera, 0, 40)
    assert stage.heard.hints == []
    stage.session.set_guidance(GuidanceLevel.BRIEF)
    stage.heard.wait_until(lambda: stage.heard.kinds.count("guidance") == 2)
    stage.show(camera, 40, 1)

    assert stage.heard.hints == ["Uncover it."]


def test_who_is_busy_with_something_else_gets_no_hint_and_later_one_that_is_new(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(FakeRecognizer(script([({"20": 0.6}, 20.0)])), sources={"0": camera}, place_tone=True)
    stage.session.start("0")
    stage.session.set_hints(False)
    stage.show(camera, 0, 60)
    assert stage.heard.hints == []
    assert not stage.speech.texts(Priority.PLACE)

    stage.session.set_hints(True)
    stage.show(camera, 60, 15)
    assert stage.heard.hints == [], "what is wrong shows itself anew"
    stage.show(camera, 75, 20)
    (told,) = stage.heard.hints
    (hint,) = (utterance for utterance in stage.speech.said if utterance.text == told)
    assert hint.still_valid()
    stage.session.set_hints(False)
    assert not hint.still_valid(), "it is cut by the page that opens"


def test_that_nothing_is_in_view_is_told_after_the_page_that_hid_it(stages: MakeStage) -> None:
    camera = LiveSource()
    stage = stages(FakeRecognizer(script([(None, 40.0)])), sources={"0": camera})
    stage.session.start("0")
    stage.session.set_hints(False)
    stage.show(camera, 0, 160)
    stage.session.set_hints(True)
    stage.show(camera, 160, 170)

    assert stage.heard.hints == ["No note is in view. Hold one in front of the camera."]


def test_what_is_missing_is_told_aloud(stages: MakeStage) -> None:
    stage = stages()
    stage.speech.on_problem(TORN)
    stage.session.run_to_end(FilmSource(2))

    assert TORN_SAID in stage.speech.texts(Priority.STATUS)


@pytest.mark.parametrize("language", ["de", "ar", "ru"])
def test_all_that_is_told_is_in_the_language_that_was_chosen(stages: MakeStage, language: str) -> None:
    seen = script([({"20": 0.6}, 1.8), (TWENTY, 1.0)])
    stage = stages(FakeRecognizer(seen), language=language, mode=SpeakMode.COUNT)
    stage.session.run_to_end(FilmSource(len(seen)))

    english = stages(FakeRecognizer(seen), mode=SpeakMode.COUNT)
    english.session.run_to_end(FilmSource(len(seen)))
    told = [utterance.text for utterance in stage.speech.said]
    assert len(told) == len(english.speech.said) == 2
    assert not set(told) & {utterance.text for utterance in english.speech.said}


def test_the_lesson_of_tones_lets_what_a_key_asks_for_go_first(stages: MakeStage) -> None:
    stage = stages(sources={"0": LiveSource()})
    stage.session.start("0")
    ask(stage, stage.session.learn_tones)

    assert stage.speech.said[-1].priority < Priority.ANSWER
