"""A blind person's desk: the app in its window, a keyboard, a loudspeaker that is recorded, a screen reader if wanted.

All of it is real and all of it private to one test: an X server with a window manager, a bus, a sound server whose one
loudspeaker is a recording, a home. A test presses keys, waits for what the app tells in its file of events, and asks
what sounded. Times are seconds since the desk was set up.
"""

import contextlib
import datetime
import json
import math
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tty
import wave
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from tests.acceptance.sound import (
    RATE_HZ,
    RECORDED_HZ,
    Recogniser,
    Samples,
    Stretch,
    in_words,
    sentences,
    slowed,
    stretches,
)

ROOT = Path(__file__).resolve().parents[2]
BUS_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SYSTEM_PYTHON = "/usr/bin/python3"

_POLL_S = 0.01
_PATIENCE_S = 60.0  # a limit and no pace: on a machine that others use, too, what comes may come late
_LISTENS_EVERY_S = 0.05  # half a second of sound takes milliseconds to look through
# What a reader says of a part it hands to its voice at once, line by line; starved of time it took 0.7 s for the next.
# A key pressed before then takes the title of the page that it opens from a reader that is still at the last one.
_READ_WITHIN_S = 1.0
_SHIFTS = range(0, 160, 32)
_BYTES_A_SECOND = 2 * RECORDED_HZ
_READER_LINE = re.compile(r"(\d+):(\d+):([\d.]+) - SPEECH OUTPUT: '(.*?)' ?(?:\{|$)")


@dataclass(frozen=True)
class Told:
    """One line of the file of events, and when it was there."""

    at_s: float
    fields: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        """A field of the event; None where it has none of that name."""
        return self.fields.get(name)


@dataclass(frozen=True)
class Mark:
    """A moment: what was told before it is passed over."""

    at_s: float
    events: int


@dataclass(frozen=True)
class Heard:
    """An utterance that ended, and what sounded meanwhile."""

    text: str
    event: Told
    sound: Sequence[Stretch]


class Desk:
    """Set up on entering, cleared away on leaving; `start` puts the app on it.

    Attributes:
        is_heard: a recogniser writes down what sounded, when all is over; it takes about as long as the sound. So it is
            where something failed, or when it is asked for before the desk is left.
    """

    def __init__(
        self,
        folder: Path,
        *,
        screen: str = "1280x800",
        orca: bool = False,
        accessibility: bool = False,
        busy: int = 0,
    ) -> None:
        """Describe it.

        Args:
            folder: where all logs, the recording and a report are left.
            screen: its size in pixels.
            orca: with the screen reader Orca.
            accessibility: with a listener to what a screen reader would be told.
            busy: how many other programs keep a processor busy each.
        """
        self.folder = folder
        self._screen = screen
        self._with_orca = orca
        self._with_listener = accessibility
        self._busy = busy
        self.is_heard = False
        self._zero_s = time.monotonic()
        # Short, and not among the logs: the path of a socket may have little more than a hundred letters.
        self._home = Path(tempfile.mkdtemp(prefix="desk-"))
        self._processes: list[subprocess.Popen[bytes]] = []
        self._events: list[Told] = []
        self._keys: list[tuple[float, str]] = []
        self._lock = threading.RLock()
        self._following: Path | None = None
        self._read_bytes = 0
        self._is_over = threading.Event()
        self._follower = threading.Thread(target=self._follow, daemon=True)
        self._recordings: list[tuple[float, Path]] = []
        self._recorder: subprocess.Popen[bytes] | None = None
        self._sound_server: subprocess.Popen[bytes] | None = None
        self._starts = 0
        self._reader: threading.Thread | None = None
        self._reader_said: list[tuple[float, str]] = []
        self.app: subprocess.Popen[bytes] | None = None
        self.environment: dict[str, str] = {}

    # Setting up and clearing away

    def __enter__(self) -> "Desk":
        shutil.rmtree(self.folder, ignore_errors=True)
        names = {"XDG_CONFIG_HOME": "c", "XDG_DATA_HOME": "d", "XDG_CACHE_HOME": "k", "XDG_RUNTIME_DIR": "r"}
        places = {name: self._home / short for name, short in names.items()}
        for place in (*places.values(), self.documents):
            place.mkdir(parents=True)
        places["XDG_RUNTIME_DIR"].chmod(0o700)
        passed_on = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        self.environment = {
            **passed_on,
            **{name: str(place) for name, place in places.items()},
            "HOME": str(self._home),
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            "PYTHONFAULTHANDLER": "1",
            "XDG_SESSION_TYPE": "x11",
            "PULSE_SERVER": f"unix:{self._home}/pulse",
        }
        try:
            number = self._first_line(
                "Xvfb", "-displayfd", "1", "-screen", "0", f"{self._screen}x24", "-nolisten", "tcp"
            )
            self.environment["DISPLAY"] = f":{number}"
            address = self._first_line("dbus-daemon", "--session", "--nofork", "--print-address=1")
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = address
            self._run("openbox")
            self.start_sound()
            if self._with_orca or self._with_listener:
                self._start_accessibility()
            for _ in range(self._busy):
                self._run(sys.executable, "-c", "while True: pass")
        except BaseException:
            self._clear_away()
            raise
        self._follower.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is not None:
                self.is_heard = True
                self.screenshot("failed.png")
            self.write_report()
        finally:
            self._is_over.set()
            if self._follower.is_alive():
                self._follower.join(_PATIENCE_S)
            if self._reader is not None:
                self._reader.join(_PATIENCE_S)
            self._clear_away()

    def _clear_away(self) -> None:
        for process in reversed(self._processes):
            _end(process)
        for _, raw in self._recordings:
            raw.unlink(missing_ok=True)
        shutil.rmtree(self._home, ignore_errors=True)

    def _run(self, *command: str, log: str | None = None, **options: Any) -> subprocess.Popen[bytes]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / (log or f"{Path(command[0]).name}.log")).open("ab") as to:
            options = {"stdout": to, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL, **options}
            process = subprocess.Popen(command, env=self.environment, cwd=ROOT, **options)
        self._processes.append(process)
        return process

    def _first_line(self, *command: str) -> str:
        """Start a program that says its address in its first line."""
        process = self._run(*command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert process.stdout is not None
        line = process.stdout.readline().decode().strip()
        if not line:
            raise AssertionError(f"{command[0]} did not start")
        return line

    def _start_accessibility(self) -> None:
        self._run(str(BUS_LAUNCHER), "--launch-immediately")
        if self._with_listener:
            log = self.folder / "accessibility.log"
            self._run(SYSTEM_PYTHON, str(Path(__file__).with_name("atspi_log.py")), log=log.name)
            self.until(lambda: log.is_file() and b"listening" in log.read_bytes(), "the listener to accessibility")
        if self._with_orca:
            # To a file it writes in blocks, to a terminal line by line: what it says is known at once.
            ours, its = pty.openpty()
            tty.setraw(its)
            self._run("orca", "--replace", f"--debug-file={os.ttyname(its)}")
            self._reader = threading.Thread(target=self._follow_reader, args=(ours, its), daemon=True)
            self._reader.start()
            self.until(self.reader_said, "a first word of Orca", timeout=90)

    # The clock, and waiting

    def now(self) -> float:
        """Seconds since the desk was set up."""
        return time.monotonic() - self._zero_s

    def until(
        self, holds: Callable[[], object], what: str, *, timeout: float = _PATIENCE_S, every_s: float = _POLL_S
    ) -> None:
        """Wait until something holds; an AssertionError says what did not.

        every_s: how often it is looked at; what costs much would take the app's own time.
        """
        limit = self.now() + timeout
        while not holds():
            if self.now() > limit:
                raise AssertionError(f"{what} did not come within {timeout:.0f} s")
            time.sleep(every_s)

    def mark(self) -> Mark:
        """This moment."""
        with self._lock:
            self._read_events()
            return Mark(self.now(), len(self._events))

    # The app

    @property
    def documents(self) -> Path:
        """Where a person's documents lie."""
        return self._home / "Documents"

    @property
    def settings_file(self) -> Path:
        """Where the app keeps its settings."""
        return self._home / "c" / "noteworthy" / "settings.json"

    def start(self, *options: str, settings: Mapping[str, object] | None = None, **environment: str) -> Mark:
        """Start the app with these options and wait for its window; returns the moment before.

        settings: what the person chose before; none for a first start.
        """
        if settings is not None:
            self.settings_file.parent.mkdir(parents=True, exist_ok=True)
            self.settings_file.write_text(json.dumps(settings), encoding="utf-8")
        mark = self.mark()
        self._starts += 1
        events = self.folder / f"events-{self._starts}.jsonl"
        with self._lock:
            self._following, self._read_bytes = events, 0
        self.environment |= environment
        self.app = self._launch(*options, "--events", str(events))
        self.until(self.is_in_front, "the window", timeout=90)
        return mark

    def start_another(self, *options: str) -> subprocess.Popen[bytes]:
        """Start the app a second time, beside the first."""
        return self._launch(*options, log="second.log")

    def run_beside(self, *command: str) -> subprocess.Popen[bytes]:
        """Start any other program on this desk; it ends with it."""
        return self._run(*command, start_new_session=True)

    def _launch(self, *options: str, log: str = "app.log") -> subprocess.Popen[bytes]:
        # In a session of its own: what is sent to the tests' terminal is not for it.
        return self._run(sys.executable, "main.py", *options, log=log, start_new_session=True)

    def app_log(self) -> str:
        """What the app wrote on its terminal."""
        return (self.folder / "app.log").read_text(encoding="utf-8", errors="replace")

    def ended(self, *, timeout: float = _PATIENCE_S) -> int:
        """Wait for the end of the app; returns its exit code."""
        assert self.app is not None
        return self.app.wait(timeout)

    def children(self) -> list[int]:
        """The processes that the app started and that live."""
        assert self.app is not None
        found = []
        for task in Path(f"/proc/{self.app.pid}/task").iterdir():
            with contextlib.suppress(OSError):
                found += [int(child) for child in (task / "children").read_text().split()]
        return found

    def voice_processes(self) -> list[int]:
        """The processes of the app in which a voice lives."""
        return self._workers("voice_worker")

    def player_processes(self) -> list[int]:
        """The processes of the app in which a sound card lives."""
        return self._workers("player_worker")

    def _workers(self, module: str) -> list[int]:
        return [child for child in self.children() if module in _command_line(child)]

    @staticmethod
    def is_alive(process: int) -> bool:
        """Whether a process is there and has not ended."""
        try:
            return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
        except OSError:
            return False

    def is_in_front(self) -> bool:
        """Whether the app's window has the keyboard."""
        assert self.app is not None
        if self.app.poll() is not None:
            raise AssertionError(f"the app ended with {self.app.returncode}:\n{self.app_log()[-2000:]}")
        return self._xdotool("getactivewindow", "getwindowpid") == str(self.app.pid)

    def window_title(self) -> str:
        """What stands in the title of the window in front."""
        return self._xdotool("getactivewindow", "getwindowname")

    def minimise(self) -> None:
        """Put the window away."""
        self._xdotool("getactivewindow", "windowminimize")

    def press(self, *keys: str) -> Mark:
        """Press keys one after another, as xdotool names them ("ctrl+t"); returns the moment before."""
        mark = self.mark()
        for key in keys:
            self._keys.append((self.now(), key))
            self._xdotool("key", "--clearmodifiers", key)
        return mark

    def type(self, text: str) -> Mark:
        """Type a text; returns the moment before."""
        mark = self.mark()
        self._keys.append((self.now(), repr(text)))
        self._xdotool("type", "--clearmodifiers", "--delay", "60", text)
        return mark

    def _xdotool(self, *words: str) -> str:
        answer = subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False)
        return answer.stdout.strip()

    def screenshot(self, name: str) -> None:
        """Leave a picture of the screen in the folder."""
        subprocess.run(
            ["import", "-window", "root", str(self.folder / name)],
            env=self.environment,
            capture_output=True,
            check=False,
        )

    # What is told

    def events(self, kind: str | None = None, *, since: Mark | None = None) -> list[Told]:
        """What was told so far."""
        with self._lock:
            self._read_events()
            told = self._events[since.events if since else 0 :]
        return [event for event in told if kind is None or event.kind == kind]

    def wait_for(
        self, kind: str, *, since: Mark, timeout: float = _PATIENCE_S, text: str | None = None, **fields: object
    ) -> Told:
        """Wait for an event with these fields, `text` being a pattern found in its words."""

        def fits(event: Told) -> bool:
            return all(event.fields.get(name) == value for name, value in fields.items()) and (
                text is None or re.search(text, str(event.text)) is not None
            )

        limit = self.now() + timeout
        while True:
            told = self.events(since=since)
            for event in told:
                if event.kind == kind and fits(event):
                    return event
            has_ended = self.app is not None and self.app.poll() is not None
            if self.now() > limit or has_ended:
                seen = "\n".join(f"  {event.at_s:.2f} {dict(event.fields)}" for event in told if event.kind != "frame")
                ending = f"; the app ended with {self.app.returncode}" if self.app and has_ended else ""
                wanted = {**fields, **({"text": text} if text else {})}
                raise AssertionError(f"no {kind} with {wanted} within {timeout:.0f} s{ending}; told was:\n{seen}")
            time.sleep(_POLL_S)

    def hear(self, text: str, *, since: Mark, timeout: float = _PATIENCE_S) -> Heard:
        """Wait until words (a pattern) were spoken to their end, and see that the loudspeaker sounded for so long."""
        event = self.wait_for("utterance", since=since, timeout=timeout, text=text, outcome="spoken")
        sound = self.said(since, until_s=event.at_s + 0.3)
        length_s = sum(part.duration_s for part in sound)
        # Nobody speaks more than ten words a second.
        least_s = 0.1 * len(in_words(str(event.text)).split())
        if length_s < least_s:
            raise AssertionError(f"{event.text!r} is told to be spoken, and only {length_s:.2f} s of sound are there")
        return Heard(str(event.text), event, sound)

    def go_to(self, text: str, *, key: str = "Tab", times: int = 30) -> Heard:
        """Press a key, and listen to what has the focus, until words (a pattern) are heard; silence is a failure."""
        said: list[str] = []
        for _ in range(times):
            mark = self.press(key)
            heard = self.hear("", since=mark, timeout=20)
            if re.search(text, heard.text):
                return heard
            said.append(heard.text)
        raise AssertionError(f"{times} times {key} did not lead to {text!r}; heard was: {said}")

    def wait_for_silence(self, seconds: float = 0.7, *, timeout: float = _PATIENCE_S) -> None:
        """Wait until nothing has sounded for so long."""
        quiet_from = self.now()

        def is_quiet() -> bool:
            nonlocal quiet_from
            late = [part for part in self.said(Mark(quiet_from, 0)) if part.duration_s > 0.02]
            quiet_from = late[-1].end_s if late else quiet_from
            return self.now() - quiet_from > seconds

        self.until(is_quiet, f"silence for {seconds} s", timeout=timeout, every_s=_LISTENS_EVERY_S)

    def _follow(self) -> None:
        while not self._is_over.wait(_POLL_S):
            with self._lock:
                self._read_events()

    def _read_events(self) -> None:
        if self._following is None:
            return
        try:
            with self._following.open("rb") as file:
                file.seek(self._read_bytes)
                fresh = file.read()
                # When it was written, not when it was found: on busy cores that is later.
                age_s = max(0.0, time.time() - os.fstat(file.fileno()).st_mtime)
        except FileNotFoundError:
            return
        whole, newline, _ = fresh.rpartition(b"\n")
        self._read_bytes += len(whole) + len(newline)
        at_s = self.now() - age_s
        self._events += [Told(at_s, json.loads(line)) for line in whole.splitlines()]

    # What sounds

    def start_sound(self) -> None:
        """Start the sound server, and a recording of its loudspeaker."""
        place = f"{self._home}/pulse"
        self._sound_server = self._run(
            *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"),
            *("-L", f"module-native-protocol-unix socket={place} auth-anonymous=1"),
            *("-L", f"module-null-sink sink_name=speaker rate={RECORDED_HZ} channels=1"),
        )
        raw = self.folder / f"said-{len(self._recordings) + 1}.raw"
        record = ("parec", "-d", "speaker.monitor", "--format=s16le", f"--rate={RECORDED_HZ}", "--channels=1")

        def is_recorded() -> bool:
            # The server may not listen yet: whoever finds it deaf tries again.
            if self._recorder is None or self._recorder.poll() is not None:
                with raw.open("wb") as to:
                    self._recorder = self._run(*record, "--latency-msec=20", stdout=to, stderr=subprocess.DEVNULL)
            return raw.stat().st_size > 0

        self.until(is_recorded, "the sound server")
        # What is there was recorded just now; the first block may have come late, so the earliest beginning counts.
        starts = []
        for _ in range(20):
            starts.append(self.now() - raw.stat().st_size / _BYTES_A_SECOND)
            time.sleep(_POLL_S)
        self._recordings.append((min(starts), raw))

    def stop_sound(self) -> None:
        """End the sound server, at once, as when it crashes."""
        assert self._sound_server is not None
        self._sound_server.kill()
        self._sound_server.wait()
        if self._recorder is not None:
            _end(self._recorder)
        self._recorder = None

    def sound_server(self) -> int:
        """The process of the sound server."""
        assert self._sound_server is not None
        return self._sound_server.pid

    def recording(self, since_s: float = 0.0, until_s: float = math.inf) -> list[tuple[float, Samples]]:
        """What was recorded: when it began and the samples, once for each life of the sound server."""
        found = []
        for begun_s, raw in self._recordings:
            first = max(0, round((since_s - begun_s) * RATE_HZ))
            # In steps of three samples: so many make one of RATE_HZ.
            with raw.open("rb") as file:
                file.seek(first * 3 * 2)
                wanted = -1 if math.isinf(until_s) else max(0, round((until_s - begun_s) * RATE_HZ) - first) * 3 * 2
                data = file.read(wanted)
            sound = np.frombuffer(data, np.int16, len(data) // 2).astype(np.float32) / np.float32(32768)
            found.append((begun_s + first / RATE_HZ, slowed(sound)))
        return found

    def said(self, since: Mark, *, until_s: float | None = None) -> list[Stretch]:
        """The stretches of sound since a moment, until another one or now."""
        until_s = until_s or self.now()
        start_s, raw = self._recordings[-1]
        if self._recorder is not None:
            end_bytes = (until_s - start_s) * _BYTES_A_SECOND
            self.until(lambda: raw.stat().st_size >= end_bytes, "the recording")
        return [
            stretch
            for begun_s, samples in self.recording(since.at_s, until_s)
            for stretch in stretches(samples, begun_s)
        ]

    # What a screen reader is told, and says

    def accessibility(self, event: str | None = None) -> list[dict[str, Any]]:
        """What was told through AT-SPI so far, `event` being the beginning of its name."""
        log = (self.folder / "accessibility.log").read_text(encoding="utf-8").splitlines()
        lines = [json.loads(line) for line in log if line.startswith("{")]
        return [line for line in lines if event is None or line["event"].startswith(event)]

    def reader_said(self) -> list[tuple[float, str]]:
        """What Orca handed to its voice, and when."""
        return list(self._reader_said)

    def wait_for_reader(self, pattern: str, *, since: Mark) -> None:
        """Wait until Orca handed words with this pattern to its voice, and all that belongs to them."""

        def said() -> list[str]:
            return [words for at_s, words in self._reader_said if at_s >= since.at_s]

        self.until(lambda: any(re.search(pattern, words) for words in said()), f"{pattern!r} of Orca")
        number = -1
        while number != len(said()):
            number = len(said())
            time.sleep(_READ_WITHIN_S)

    def _follow_reader(self, ours: int, its: int) -> None:
        """Keep what Orca writes of itself, and of that what it says."""
        today = datetime.datetime.now().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
        offset_s = time.time() - self.now()
        rest = b""
        try:
            with (self.folder / "orca.debug").open("wb") as log:
                while not self._is_over.is_set():
                    if not select.select([ours], [], [], _LISTENS_EVERY_S)[0]:
                        continue
                    fresh = os.read(ours, 1 << 16)
                    log.write(fresh)
                    *lines, rest = (rest + fresh).split(b"\n")
                    for line in lines:
                        match = _READER_LINE.match(line.decode("utf-8", errors="replace"))
                        if match:
                            hours, minutes, seconds, words = match.groups()
                            at = today + 3600 * int(hours) + 60 * int(minutes) + float(seconds)
                            self._reader_said.append((at - offset_s, words))
        finally:
            os.close(ours)
            os.close(its)

    # The report

    def write_report(self) -> Path:
        """Leave heard.txt in the folder: keys, events and what a recogniser makes of the sound, in order of time."""
        lines = [(at_s, f"key      {key}") for at_s, key in self._keys]
        lines += [(event.at_s, line) for event in self.events() for line in _in_a_line(event)]
        lines += [(at_s, f"reader   {words}") for at_s, words in self.reader_said()]
        hears = self._ear()
        for number, (begun_s, samples) in enumerate(self.recording(), 1):
            with wave.open(str(self.folder / f"said-{number}.wav"), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(RATE_HZ)
                file.writeframes((np.clip(samples, -1, 1) * 32767).astype(np.int16).tobytes())
            for part in stretches(samples, begun_s):
                lines.append((part.start_s, f"sound    {_described(part, hears)}"))
        report = self.folder / "heard.txt"
        report.write_text("".join(f"{at_s:7.2f} {line}\n" for at_s, line in sorted(lines)), encoding="utf-8")
        return report

    def _ear(self) -> Callable[[Stretch], str]:
        """Hears which of all the sentences of this run a stretch holds."""
        if not self.is_heard:
            return lambda part: ""
        texts = sentences(str(event.text) for event in self.events() if event.text)
        try:
            recogniser = Recogniser(texts, several=True)
        except (ImportError, ValueError):
            return lambda part: ""
        return lambda part: recogniser.hear(part.samples)


def heard_among(phrases: Iterable[str], sound: Iterable[Stretch], *, several: bool = False) -> list[str]:
    """What a recogniser hears in each stretch that lasts as long as a word, choosing one phrase, or several."""
    recogniser = Recogniser(phrases, several=several)
    assert not recogniser.unknown, f"the recogniser does not know {recogniser.unknown}"
    heard = []
    for part in sound:
        if part.duration_s > 0.3:
            # It looks at steps of 10 ms, and where these fall decides close calls: most of several hearings count.
            shifted = (np.concatenate([np.zeros(shift, np.float32), part.samples]) for shift in _SHIFTS)
            heard.append(Counter(map(recogniser.hear, shifted)).most_common(1)[0][0])
    return heard


def _described(part: Stretch, hears: Callable[[Stretch], str]) -> str:
    tones = part.tones_hz
    what = "tones " + " ".join(f"{hz:.0f}" for hz in tones) if tones else hears(part)
    return f"{part.duration_s:.2f} s, {part.level_dbfs:.1f} dBFS, {part.gaps} gaps: {what}"


def _in_a_line(event: Told) -> Iterator[str]:
    if event.kind == "utterance":
        times = f", interrupted {event.interruptions} times" if event.interruptions else ""
        yield f"{event.outcome:8} {event.text}{times}"
    elif event.kind != "frame":
        yield f"told     {event.kind} {event.status or event.hint or event.value}: {event.text}"


def _command_line(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdout is not None:
        process.stdout.close()


def send(process: int, number: signal.Signals) -> None:
    """Send a signal to a process that the desk's app started."""
    os.kill(process, number)
