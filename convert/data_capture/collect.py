"""A data folder from a webcam in half an hour: spoken prompts, one key for a picture. What is asked for: `shooting`.

No window: keys come from the terminal, and all that is printed is spoken too, so that it can be done without seeing.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from app.camera.capture import CameraStatus, CaptureState, CaptureThread
from app.camera.errors import CameraError
from app.camera.source import Source
from app.commas import comma_list
from app.feedback.phrases import Phrase
from app.feedback.utterance import Priority, Utterance
from app.feedback.words import SPECIMEN_CURRENCY
from app.recognition.preprocess import letterbox
from app.recognition.quality import measure
from convert.data.dataset import DataError, pictures_under
from convert.data_capture.shooting import Shooting, Task, Verdict, pictures, plan
from convert.step import Step

if TYPE_CHECKING:
    from app.session.wording import Wording

HELP = (
    "Space takes a picture. R says again what is wanted. U takes the last picture away. S skips the rest of this side. "
    "H is this help. Q ends; a later start goes on where you stopped."
)
_LEAST_SIDE = 96
_SIZE = 224
_FRAME_WITHIN_S = 3.0
_LAST_WORDS_WITHIN_S = 10.0
_REST_OF_KEY_WITHIN_S = 0.05


class Keys(Protocol):
    """Where keys come from."""

    def __call__(self) -> str | None:
        """The next key as one lower-case character, waiting for it; None when no more can come."""


def one_key(read: Callable[[], str], more: Callable[[], bool]) -> str | None:
    """One key press, however many characters it sends.

    Args:
        read: the next character, waiting for it; empty at the end.
        more: whether another one follows at once.

    Returns:
        A lower-case character, "" for an arrow or any other key that sends several, None at the end.
    """
    first = read()
    if first in ("\x00", "\xe0") and more():  # Windows: a function key, whose second character would be a letter
        read()
        return ""
    if first == "\x1b" and more():  # Unix: Esc, a letter, and after [ or O all up to the letter or ~ that ends it
        if read() in "[O":
            while (last := read()) and not "@" <= last <= "~":
                pass
        return ""
    return first.lower() or None


@contextmanager
def terminal_keys() -> Iterator[Keys]:
    """Single keys from the terminal, without Enter; the terminal is put back as it was.

    Raises:
        DataError: there is no terminal.
    """
    if not sys.stdin.isatty():
        raise DataError("Keys come from a terminal, and there is none: start this step in one, not through a pipe.")
    if sys.platform == "win32":
        import msvcrt

        yield lambda: one_key(msvcrt.getwch, msvcrt.kbhit)
        return
    import select
    import termios
    import tty

    stdin = sys.stdin.fileno()
    before = termios.tcgetattr(stdin)

    def read() -> str:
        try:
            return os.read(stdin, 1).decode("latin-1")
        except OSError:  # the terminal was closed
            return ""

    def more() -> bool:
        return bool(select.select([stdin], [], [], _REST_OF_KEY_WITHIN_S)[0])

    try:
        tty.setcbreak(stdin, termios.TCSADRAIN)
        mode = termios.tcgetattr(stdin)
        mode[3] &= ~termios.ISIG  # Ctrl-C is a key that ends, not a blow that may hit while a picture is written
        termios.tcsetattr(stdin, termios.TCSADRAIN, mode)
        yield lambda: one_key(read, more)
    finally:
        termios.tcsetattr(stdin, termios.TCSADRAIN, before)


Say = Callable[[str], None]
Look = Callable[[], NDArray[np.uint8] | None]


def shoot(shooting: Shooting, data: Path, keys: Keys, look: Look, say: Say) -> int:
    """Ask for pictures and keep them until all are there or the person ends it.

    Args:
        shooting: where the plan stands.
        data: the data folder.
        keys: the person's keys.
        look: the newest frame, uint8 (height, width, 3), BGR; None when the camera gives none.
        say: speaks, without waiting for the end of the words.

    Returns:
        How many pictures were kept.
    """
    written: list[Path] = []
    say(shooting.prompt() if shooting.task is None else f"{HELP} {shooting.prompt()}")
    while (task := shooting.task) is not None:
        key = keys()
        if key in (None, "q", "\x1b", "\x03", "\x04"):
            say(f"Ended. {pictures(len(written))} kept, {shooting.missing} to go.")
            return len(written)
        if key == "r":
            say(shooting.again())
        elif key == "u":
            _take_back(shooting, written, say)
        elif key == "s":
            shooting.skip()
            say(shooting.prompt())
        elif key == " ":
            frame = look()
            if frame is None:
                say("The camera gives no picture. Check its cable; space tries again.")
                continue
            height, width = frame.shape[:2]
            square = letterbox(frame, _SIZE)
            quality = measure(square, height, width)
            answer = shooting.look_at(square, quality.brightness, quality.sharpness)
            if answer.verdict is Verdict.KEPT:
                try:
                    written.append(_write(data / task.folder, frame))
                except OSError as error:
                    say(f"Not kept: the picture cannot be written ({error}). Make room, or end with Q.")
                    continue
                shooting.kept()
                say(f"{answer.words or 'Kept.'} {shooting.prompt()}")
            else:
                say(answer.words)
        else:
            say(HELP)
    return len(written)


def _take_back(shooting: Shooting, written: list[Path], say: Say) -> None:
    if not written:
        say("There is no picture of this sitting to take away.")
        return
    try:
        written[-1].unlink(missing_ok=True)
    except OSError as error:
        say(f"The picture cannot be taken away ({error}).")
        return
    written.pop()
    shooting.undo()
    say(f"Taken away. {shooting.again()}")


def _write(folder: Path, frame: NDArray[np.uint8]) -> Path:
    """The frame as a JPEG with the next free number; it appears whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [int(m[1]) for p in folder.iterdir() if (m := re.fullmatch(r"collected(\d+)\.jpg", p.name))]
    path = folder / f"collected{max(numbers, default=0) + 1:04d}.jpg"
    _, coded = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 92])
    part = path.with_suffix(".part")
    try:
        part.write_bytes(coded.tobytes())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return path


def newest(capture: CaptureThread) -> Look:
    """Fresh frames of a running capture: one that was taken after the key was pressed, or None."""

    def look() -> NDArray[np.uint8] | None:
        capture.latest(0)
        end = time.monotonic() + _FRAME_WITHIN_S
        while time.monotonic() < end and capture.state not in (CaptureState.ENDED, CaptureState.STOPPED):
            frame = capture.latest(0.2)
            if frame is not None and min(frame.image.shape[:2]) >= _LEAST_SIDE:
                return frame.image
        return None

    return look


@dataclass(frozen=True, slots=True)
class Options:
    """What to take photos of, and how.

    Attributes:
        data: data folder, made where it is not there.
        currency: ISO 4217 code, in any case.
        values: face values, at least one.
        series: "current" or "old".
        per_side: photos of each side of each note to learn from.
        validation: of each side to validate with.
        backgrounds: pictures without a note; None takes five times `per_side`.
        source: camera, see `main.py --source`.
        language: the voice for the English prompts.
        mute: print the prompts only.
    """

    data: Path
    currency: str
    values: tuple[str, ...]
    series: str = "current"
    per_side: int = 12
    validation: int = 4
    backgrounds: int | None = None
    source: str = "auto"
    language: str = "en"
    mute: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z]{3}", self.currency.upper()):
            raise DataError(f'"{self.currency}" is no ISO 4217 code: three letters, for example NOK.')
        if not self.values or not all(re.fullmatch(r"[0-9]+(\.[0-9]+)?", value) for value in self.values):
            given = ",".join(self.values)
            raise DataError(f'"{given}": expected numbers with commas between them, for example 50,100,200.')
        if min(self.per_side, self.validation) < 0 or (self.backgrounds or 0) < 0:
            raise DataError("A number of pictures cannot be below 0.")

    def tasks(self) -> tuple[Task, ...]:
        """What is to be taken, in order."""
        backgrounds = 5 * self.per_side if self.backgrounds is None else self.backgrounds
        values = list(dict.fromkeys(self.values))
        return plan(self.currency.upper(), values, self.series, self.per_side, self.validation, backgrounds)


@dataclass(frozen=True, slots=True)
class Result:
    """How many pictures were kept, and where."""

    kept: int
    data: Path


def _opened(options: Options, wording: Wording) -> Source:
    # Cameras need packages of the app that the environment for training does not have.
    from app.camera.spec import open_spec

    try:
        source = open_spec(options.source, fps=15, hold_s=2, live_demo=True)
    except CameraError as error:
        raise DataError(wording.trouble(error)) from error
    if not source.live:
        raise DataError(f"{source.name} is no camera: pictures are collected from a live source.")
    if source.is_demo and options.currency.upper() != SPECIMEN_CURRENCY:
        raise DataError(
            f"No camera gives pictures, and the demo reel shows specimens (XTS), not {options.currency.upper()}. "
            "Connect a camera, or name one with --source."
        )
    return source


def run(options: Options) -> Result:
    """Take the photos, by spoken prompts.

    Raises:
        DataError: the data folder cannot be made, or there is no camera.
    """
    # Sound needs packages of the app that the environment for training does not have.
    from app.session.wording import Wording
    from app.speech.factory import build_speech
    from app.speech.speaker import Speaker

    tasks = options.tasks()
    there = {task.folder: len(pictures_under(options.data / task.folder)) for task in tasks}
    try:
        options.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"The data folder cannot be made ({error}). Name another with --data.") from error
    wording = Wording(options.language)
    source = _opened(options, wording)
    on_problem = partial(print, file=sys.stderr)
    speech = build_speech(on_spoken=lambda _: None, on_problem=on_problem, language=options.language, mute=options.mute)

    def say(words: str, priority: Priority = Priority.STATUS) -> None:
        print(words, flush=True)
        speech.say(Utterance(words, priority))

    def told(status: CameraStatus) -> None:
        if status.trouble is not None:
            say(wording.trouble(status.trouble))
        elif status.kind == "ended":
            say(wording.phrase(Phrase.SOURCE_ENDED))
        elif status.kind == "back":
            say(wording.phrase(Phrase.CAMERA_BACK), Priority.HINT)  # good news never cuts a prompt short
        elif status.kind in ("opened", "demo"):
            say(wording.phrase(Phrase.CAMERA_OPENED, camera=status.source_name), Priority.HINT)

    capture = CaptureThread(source, on_status=told)
    try:
        with terminal_keys() as keys:
            capture.start()
            look = newest(capture)
            look()
            kept = shoot(Shooting(tasks, there), options.data, keys, look, say)
            if isinstance(speech, Speaker):
                speech.finish(_LAST_WORDS_WITHIN_S)
    finally:
        capture.stop()
        speech.close()
    return Result(kept, options.data)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--data", type=Path, required=True, help="data folder, made where it is not there")
    parser.add_argument("--currency", required=True, help="ISO 4217 code, for example NOK")
    parser.add_argument(
        "--values", type=comma_list, required=True, help="comma list of face values, for example 50,100,200"
    )
    parser.add_argument("--series", choices=("current", "old"), default="current", help="default: %(default)s")
    parser.add_argument(
        "--per-side",
        type=int,
        default=12,
        help="photos of each side of each note to learn from (default: %(default)s; with 5 notes 120 of them, 60 "
        "backgrounds and 40 to validate with: 220 pictures, half an hour at 8 seconds each)",
    )
    parser.add_argument(
        "--validation", "--judged", type=int, default=4, help="of each side to validate with (default: %(default)s)"
    )
    parser.add_argument("--backgrounds", type=int, help="pictures without a note (default: five times --per-side)")
    parser.add_argument("--source", default="auto", help="camera: see `main.py --source` (default: %(default)s)")
    parser.add_argument("--language", default="en", help="the voice for the English prompts (default: %(default)s)")
    parser.add_argument("--mute", action="store_true", help="print the prompts only")


def _options(args: argparse.Namespace) -> Options:
    names = (
        "data",
        "currency",
        "values",
        "series",
        "per_side",
        "validation",
        "backgrounds",
        "source",
        "language",
        "mute",
    )
    return Options(**{name: getattr(args, name) for name in names})


def _report(result: Result) -> str:
    return f"{pictures(result.kept)} in {result.data}. Next: python -m convert check --data {result.data}"


STEP = Step("collect", "take the photos of a new currency", __doc__, add_arguments, _options, run, _report)
