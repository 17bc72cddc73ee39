"""Does it live all day? Drives the real window and the headless loop for long, and watches memory, threads and handles.

    make soak                        30 minutes of window, 10 minutes of the whole pipeline, then a million frames
    make soak ARGS="--short"         four minutes of window alone, as continuous integration does
    make soak ARGS="--window-minutes 120 --real-minutes 0 --frames 0"

Three parts, each real as far as it says:

window     The app in its window under Xvfb, a sound server, a camera on loopback that shows specimen notes; keys open
           every page and turn every mode. Nothing is replaced. Watched are the app's process and those it started.
pipeline   The headless loop on the demo reel: every frame is drawn, recognised, decided, spoken by the real voice
           into nothing, and logged. For as many minutes as asked; a million such frames would take hours.
frames     The same loop with the camera and the recogniser replaced: what the recogniser saw of two passes of the reel
           (both faces of each note) was written down and is shown again and again. Announcer, session, wording, voice,
           queue of speech and log of events are real; time is the frames' own, so that no sound card is in it.

`soak_meter.py` says whether memory grows, and whether threads and handles stay as many as they were. Remembered frames
count as an hour when they are as many as a camera gives in an hour, 15 a second. Exit code 0 when all passed.
"""

import argparse
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import check_system
import numpy as np
from soak_meter import Sample, judge, sample

from app import memory
from app.camera.demo import DemoSource
from app.camera.frame import Frame
from app.camera.source import Source
from app.feedback.modes import SpeakMode
from app.recognition.observation import Observation
from app.recognition.recognizer import Recognizer
from app.session.events import EventWriter
from app.session.parts import join_parts
from app.session.session import Session
from app.speech.clip import Clip
from app.speech.speaker import SyncSpeaker
from app.speech.voice import Pyttsx3Voice
from tests.acceptance.camera import Camera
from tests.acceptance.desk import ROOT, Desk

MB = 1024.0 * 1024.0
LONG_LIMIT_MB_PER_HOUR = 1.0
# Half of the leak of one MB a minute that four minutes must find.
SHORT_LIMIT_MB_PER_HOUR = 30.0
FPS = 15.0
SAMPLE_S = 1.0

# Pages and back, modes on and off, answers, focus: each is pressed in turn, one a second and a half.
KEYS = (
    *("F4", "F6", "F1", "Escape", "F2", "F4", "F6", "F2", "F3", "ctrl+t", "ctrl+z", "F6", "F3", "F7"),
    *("F9", "Tab", "Escape", "F10", "Tab", "Tab", "Escape", "F11", "Tab", "Escape", "F12", "Down", "Escape"),
    *("shift+F2", "Down", "Return", "Escape", "F5", "F5", "ctrl+Delete", "ctrl+Delete", "Tab", "F7"),
)
KEY_EVERY_S = 1.5
NOTES = ("20", None, "5", None, "100", None, "1", None)
NOTE_EVERY_S = 3.0


# The window


def soak_window(minutes: float, *, limit: float, warm_up_s: float, leave_in: Path) -> bool:
    """Drive the window for so long."""
    settings = {"tour_done": True, "language": "en", "currencies": ["XTS"]}
    with Camera() as camera, Desk(leave_in) as desk:
        mark = desk.start("--source", camera.source, settings=settings)
        desk.wait_for("status", status="ready", since=mark, timeout=60)
        assert desk.app is not None
        begun_s = desk.now()
        keys, notes = itertools.cycle(KEYS), itertools.cycle(NOTES)
        next_key_s = next_note_s = next_sample_s = 0.0
        samples: list[Sample] = []
        while (now_s := desk.now() - begun_s) < minutes * 60:
            if desk.app.poll() is not None:
                print(f"window: it ended after {now_s:.0f} s with {desk.app.returncode}:\n{desk.app_log()[-2000:]}")
                return False
            if now_s >= next_sample_s:
                samples.append(sample([desk.app.pid, *desk.children()], now_s))
                next_sample_s += SAMPLE_S
            if now_s >= next_key_s:
                desk.press(next(keys))
                next_key_s += KEY_EVERY_S
            if now_s >= next_note_s:
                camera.show(next(notes))
                next_note_s += NOTE_EVERY_S
            time.sleep(0.05)
        names = sorted({name for one in samples for name in one.parts_mb})
        rows = [("at_s", "memory_mb", "threads", "handles", *names)]
        for one in samples:
            parts = [f"{one.parts_mb.get(name, 0.0):.2f}" for name in names]
            rows.append((f"{one.at:.0f}", f"{one.memory_mb:.2f}", str(one.threads), str(one.handles), *parts))
        (leave_in / "samples.csv").write_text("".join(f"{','.join(row)}\n" for row in rows), encoding="utf-8")
        told = desk.events(since=mark)
        spoken = sum(event.outcome == "spoken" for event in told)
        values = sum(event.kind == "announcement" for event in told)
        print(f"window: {minutes:g} minutes, {values} values announced, {spoken} utterances spoken")
        troubles = {
            event.text for event in told if event.status in ("problem", "error", "failed", "stuck", "recovered")
        }
        for trouble in sorted(troubles):
            print(f"window: it told of trouble: {trouble}")
        return (
            judge("window", samples, limit=limit, per=3600, unit="an hour", warm_up=warm_up_s)
            and values > minutes
            and spoken > minutes
            and not troubles
        )


# Without a window


class _Nowhere:
    """A loudspeaker that nobody hears, on the clock of the frames."""

    def __init__(self) -> None:
        self._ends_s = 0.0

    def open(self) -> None:
        pass

    def play(self, clip: Clip, at_s: float) -> None:
        self._ends_s = at_s + len(clip.samples) / clip.sample_rate_hz

    def cut(self, at_s: float) -> None:
        self._ends_s = at_s

    def is_playing(self, at_s: float) -> bool:
        return at_s < self._ends_s

    def close(self) -> None:
        pass


class _Reel(Source):
    """Frames of a virtual clock without end; `picture` draws each, `is_over` ends it."""

    def __init__(self, picture: Callable[[int], "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]"]) -> None:
        super().__init__(name="the soak", live=False)
        self._picture = picture
        self._next = 0
        self.looked_at: Callable[[int], bool] = lambda index: False

    def open(self) -> None:
        pass

    def read(self) -> Frame | None:
        index = self._next
        self._next += 1
        if self.looked_at(index):
            return None
        return Frame(self._picture(index), index, index / FPS, None, time.perf_counter())

    def close(self) -> None:
        pass


class _Remembered:
    """A recogniser that has seen the reel before, and only copies what it saw then."""

    def __init__(self, recognizer: Recognizer, seen: Sequence[Observation]) -> None:
        self.labels, self.currencies = recognizer.labels, recognizer.currencies
        self._seen = seen

    def warm_up(self) -> None:
        pass

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        return replace(
            self._seen[frame.index % len(self._seen)],
            frame_index=frame.index,
            captured_at_s=frame.captured_at_s,
            monotonic_s=frame.monotonic_s,
        )


def soak_headless(reel: _Reel, recognizer: Recognizer | _Remembered, watch: Callable[[int], bool]) -> None:
    """Run the loop until `watch`, called with the number of each frame, says that it is enough; modes turn."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(
            join_parts(
                recognizer=recognizer,
                make_speech=lambda *, on_spoken, on_problem, on_notice: SyncSpeaker(
                    Pyttsx3Voice("en"), [_Nowhere()], on_spoken=on_spoken, on_problem=on_problem
                ),
                open_source=lambda spec: reel,
                currencies=("XTS",),
                events=EventWriter(Path(folder) / "events.jsonl"),
            )
        )
        turns = iter(_turns(session))

        def looked_at(index: int) -> bool:
            if index % 500 == 499:
                next(turns)()
            return watch(index)

        reel.looked_at = looked_at
        try:
            print(f"  {session.run_to_end(reel)}")
        finally:
            session.close()


def _turns(session: Session) -> Iterator[Callable[[], None]]:
    modes = itertools.cycle(SpeakMode)
    while True:
        yield partial(session.set_mode, next(modes))
        yield session.what_do_you_see
        yield session.repeat
        yield session.read_count
        yield session.undo_count
        yield session.clear_count
        yield session.clear_count
        yield session.hush


def soak_pipeline(minutes: float) -> bool:
    """The whole pipeline for so long."""
    demo = DemoSource(live=False)
    recognizer = Recognizer.load()
    begun_s = time.monotonic()
    samples: list[Sample] = []

    def watch(index: int) -> bool:
        now_s = time.monotonic() - begun_s
        if now_s >= len(samples) * SAMPLE_S:
            samples.append(sample([os.getpid()], now_s))
        return now_s >= minutes * 60

    soak_headless(_Reel(demo.frame_at), recognizer, watch)
    return judge("pipeline", samples, limit=SHORT_LIMIT_MB_PER_HOUR, per=3600, unit="an hour", warm_up=minutes * 60 / 4)


def soak_frames(frames: int) -> bool:
    """So many remembered frames."""
    demo = DemoSource(live=False)
    recognizer = Recognizer.load()
    currencies = frozenset({"XTS"})
    pictures = 2 * demo.frames_per_pass
    seen = [
        recognizer.observe(Frame(demo.frame_at(index), index, index / FPS, None, 0.0), currencies)
        for index in range(pictures)
    ]
    blank = np.zeros((4, 6, 3), np.uint8)
    every = max(1, frames // 400)
    samples: list[Sample] = []

    def watch(index: int) -> bool:
        if index % every == 0:
            samples.append(sample([os.getpid()], float(index)))
        return index >= frames

    soak_headless(_Reel(lambda index: blank), _Remembered(recognizer, seen), watch)
    return judge(
        "frames", samples, limit=LONG_LIMIT_MB_PER_HOUR, per=FPS * 3600, unit="an hour of frames", warm_up=frames / 4
    )


def main() -> int:
    """Read the command line, run the parts that were asked for, and return 0 when all of them passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="four minutes of window alone")
    parser.add_argument("--window-minutes", type=float, help="of the window (30; 0 for none)")
    parser.add_argument("--real-minutes", type=float, help="of the whole pipeline without a window (10; 0 for none)")
    parser.add_argument("--frames", type=int, help="remembered frames (1,000,000; 0 for none)")
    options = parser.parse_args()
    memory.share()  # as a run does
    usual: Mapping[str, float] = (
        {"window": 4, "real": 0, "frames": 0} if options.short else {"window": 30, "real": 10, "frames": 1_000_000}
    )
    window = usual["window"] if options.window_minutes is None else options.window_minutes
    real = usual["real"] if options.real_minutes is None else options.real_minutes
    frames = int(usual["frames"]) if options.frames is None else options.frames
    missing = check_system.missing_programs("desk") if window else []
    if missing:
        print(f"window: left out, this system lacks {', '.join(missing)}")
        window = 0
    good = True
    if window:
        limit = LONG_LIMIT_MB_PER_HOUR if window >= 30 else SHORT_LIMIT_MB_PER_HOUR
        # Of what was said two hundred lines are kept and listed: they are all there after a quarter of an hour.
        warm_up_s = min(900.0, window * 60 / 2) if window >= 30 else max(60.0, window * 60 / 3)
        good = soak_window(window, limit=limit, warm_up_s=warm_up_s, leave_in=ROOT / "build" / "soak") and good
    if real:
        good = soak_pipeline(real) and good
    if frames:
        good = soak_frames(frames) and good
    print("It holds." if good else "It does not hold.")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
