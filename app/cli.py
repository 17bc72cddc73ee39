"""The command line: what runs, what it prints, how it ends. It is read in arguments.py; startup.py joins what runs.

Exit codes: 0 at the end of a source or when the window was closed, 1 for a source, model or voice that cannot be had, 2
for wrong arguments, 128 and the number of the signal that ended it (130 after Ctrl-C). OpenCV, the interpreter and Qt
are imported only when a run begins, so that `--help` and a mistyped argument answer at once.
"""

import contextlib
import importlib
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app import memory
from app.arguments import parse
from app.console import Console
from app.missing import cure
from app.options import Options, WrongArguments
from app.resources import SCRIPTS
from app.signals import POLITE, first_of
from app.trouble import Trouble

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.camera.frame import Frame
    from app.recognition.observation import Observation
    from app.recognition.recognizer import Recognizer
    from app.session.looking import Summary
    from app.session.messages import Message
    from app.session.session import Session
    from app.session.state import SessionState
    from app.ui.controls import Choices
    from app.ui.single_instance import SingleInstance

SUCCESS = 0
UNAVAILABLE = 1
WRONG_ARGUMENTS = 2
INTERRUPTED = 130
SIGNALLED = 128


def main(argv: Sequence[str] | None = None) -> int:
    """Run Noteworthy with these arguments (None: the process's own) and return the exit code; never raises."""
    console = Console()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _main(arguments, console)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        console.finish()


def _main(arguments: list[str], console: Console) -> int:
    if arguments[:1] == ["serve"]:
        from app.service.command import main as serve

        return serve(arguments[1:])
    if arguments[:1] == ["teach"]:
        from app.session.teaching_command import main as teach

        return teach(arguments[1:], console.out, console.err)
    try:
        options = parse(arguments)
    except WrongArguments as error:
        return _complain(console, error, WRONG_ARGUMENTS)
    except SystemExit:
        return SUCCESS  # --help and --version
    try:
        return _repeat(options, console) if options.repeat else _run(options, console)
    except ImportError as error:
        console.err(f"noteworthy: {cure(error)}")
        return UNAVAILABLE


def _repeat(options: Options, console: Console) -> int:
    """Have the window that is open say the last value again. Nothing but what asks it is loaded: a key waits for it."""
    from PySide6.QtCore import QCoreApplication

    from app import settings
    from app.feedback.desktop_phrases import DesktopPhrase, desktop_phrase
    from app.ui.single_instance import SingleInstance
    from app.ui.translations import system_language

    application = QCoreApplication.instance() or QCoreApplication(["noteworthy"])
    if SingleInstance(settings.settings_path().parent, application).ask_to_repeat():
        return SUCCESS
    language = options.language or settings.load(language=system_language()).settings.language
    console.err(desktop_phrase(DesktopPhrase.REPEAT_UNANSWERED, language))
    return UNAVAILABLE


def _run(options: Options, console: Console) -> int:
    from app.camera.errors import CameraError, SourceNotFound, SourceSpecError
    from app.camera.quiet import hush_opencv
    from app.recognition.errors import ModelError
    from app.recognition.taught_names import TaughtError
    from app.session.events import EventsError
    from app.session.looking import SessionFailed
    from app.speech.errors import PlayerUnavailable, VoiceUnavailable

    hush_opencv()
    try:
        if options.headless:
            return _run_headless(options, console)
        if not has_display(sys.platform, os.environ):
            console.err("There is no display here: running without a window, until the end of the source.")
            return _run_headless(without_display(options), console)
        return _run_window(options, console)
    except SourceNotFound as error:
        return _complain(console, error, UNAVAILABLE)
    except (WrongArguments, SourceSpecError, EventsError, PlayerUnavailable) as error:
        return _complain(console, error, WRONG_ARGUMENTS)
    except (CameraError, ModelError, TaughtError, VoiceUnavailable, SessionFailed) as error:
        return _complain(console, error, UNAVAILABLE)


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Can a window be shown? Only Linux can be without, unless Qt was told where else to draw."""
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not platform.startswith("linux") or any(environment.get(name) for name in displays)


def without_display(options: Options) -> Options:
    """What runs on a machine without a display: what was asked for, and the demo when nothing was."""
    return replace(options, headless=True, source=options.source or "demo")


def _run_headless(options: Options, console: Console) -> int:
    memory.share()
    from app import startup

    recognizer = startup.load_recognizer(options)
    teacher = startup.open_teacher(options, recognizer)
    currencies = startup.choose_currencies(
        options, recognizer, default=recognizer.default_currencies, own=recognizer.own_currencies
    )
    spec = options.source or "auto"
    phone = startup.make_phone()
    source = startup.open_source(options, spec, phone)
    session = startup.make_session(
        options,
        recognizer,
        currencies=currencies,
        language=options.language or "en",
        mute=options.mute,
        in_real_time=source.live,
        readers=startup.readers_of(recognizer, teacher, of_tables=False),
        phone=phone,
    )
    session.add_listener(_Printer(console))
    console.on_lost = session.stop
    try:
        with _signals_stop(session) as received:
            summary = session.run_to_end(source, spec=spec)
            console.out(describe(summary))
    finally:
        # What is being said comes to its end, in a recording, too.
        session.close(last_words="")
    if console.failure is not None:
        return _complain(console, Trouble("output_lost", errno=console.failure.errno or 0), UNAVAILABLE)
    return SUCCESS if not received else SIGNALLED + received[0]


@contextlib.contextmanager
def _signals_stop(session: "Session") -> Iterator[list[int]]:
    """While this lasts, a polite signal lets the run come to its end, and a second one ends it at once.

    Gives the list of the signals that came.
    """
    received: list[int] = []

    def stop(number: int) -> None:
        received.append(number)
        session.stop()

    # Who started it with a signal ignored (nohup, a shell's background job) meant it.
    with first_of([number for number in POLITE if signal.getsignal(number) is not signal.SIG_IGN], stop):
        yield received


def _run_window(options: Options, console: Console) -> int:
    memory.share()
    from app.ui.display import window_trouble

    trouble = window_trouble()
    if trouble is not None:
        console.err(_missing_libraries() or trouble)
        return UNAVAILABLE
    from app import settings
    from app.feedback.window_phrases import WindowPhrase
    from app.session.wording import Wording
    from app.ui.application import make_application
    from app.ui.single_instance import SingleInstance
    from app.ui.translations import system_language

    application = make_application()
    instance = SingleInstance(settings.settings_path().parent)
    if not instance.claim():
        wording = Wording(options.language or settings.load(language=system_language()).settings.language)
        if instance.call():
            console.out(wording.window(WindowPhrase.SECOND_START))
            return SUCCESS
        console.err(wording.window(WindowPhrase.SECOND_START_UNANSWERED))
        return UNAVAILABLE
    try:
        return _run_the_window(options, application, instance)
    finally:
        instance.release()


def _run_the_window(options: Options, application: "QApplication", instance: "SingleInstance") -> int:
    from app import settings, startup
    from app.feedback.modes import GuidanceLevel, SpeakMode
    from app.ui.application import Look, run_window
    from app.ui.preferences import Preferences
    from app.ui.region import currencies_of, system_territory
    from app.ui.screen_reader import ScreenReader, speech_through
    from app.ui.translations import system_language

    recognizer = startup.load_recognizer(options)
    teacher = startup.open_teacher(options, recognizer)
    of_the_system = system_language()
    is_first_start = not settings.settings_path().exists()
    loaded = settings.load(language=of_the_system)
    save = partial(settings.save, language=of_the_system)
    preferences = Preferences(loaded.settings, save, **_for_this_run(options))
    of_the_region = currencies_of(system_territory(), recognizer.currencies) if is_first_start else ()
    if of_the_region:
        preferences.change(currencies=of_the_region)
    chosen = preferences.settings
    currencies = startup.choose_currencies(
        options,
        recognizer,
        default=recognizer.default_currencies,
        remembered=chosen.currencies,
        own=recognizer.own_currencies,
    )
    spec = options.source or chosen.camera
    # The lists are named in the language that the look puts in place.
    look = Look(application, preferences)
    reader = ScreenReader(chosen.who_speaks, is_heard=chosen.reader_heard)
    choices = _choices(recognizer, spec=spec, on=currencies, language=chosen.language)
    session = startup.make_session(
        options,
        recognizer,
        currencies=currencies,
        language=chosen.language,
        mute=chosen.muted,
        in_real_time=True,
        rate_wpm=chosen.rate_wpm,
        readers=startup.readers_of(recognizer, teacher, of_tables=True),
        speech_through=speech_through(reader),
        guidance=GuidanceLevel(chosen.guidance),
        mode=SpeakMode.PRIVATE if chosen.private else SpeakMode.NORMAL,
        place_tone=chosen.place_tone,
        phone=startup.make_phone(),
    )
    if loaded.trouble is not None:
        session.report_trouble(loaded.trouble)
    return run_window(
        session,
        spec=spec,
        choices=choices,
        preferences=preferences,
        reader=reader,
        look=look,
        proposed=of_the_region if options.currencies is None else (),
        tour=options.source is None,
        instance=instance,
    )


def _for_this_run(options: Options) -> dict[str, object]:
    """The settings that the command line puts in place of what is kept."""
    asked = {"muted": options.mute or None, "language": options.language, "guidance": options.guidance}
    return {name: value for name, value in asked.items() if value is not None}


def _choices(recognizer: "Recognizer", *, spec: str, on: Sequence[str], language: str) -> "Choices":
    from app.ui.application import choices_of

    return choices_of(
        spec=spec,
        known=recognizer.currencies,
        on=on,
        language=language,
        experimental=set(recognizer.currencies) - set(recognizer.default_currencies),
        tiers=recognizer.packs.tiers,
    )


def _missing_libraries() -> str | None:
    """Which system libraries Qt lacks, and the command that installs them; None when that is not the trouble."""
    if not sys.platform.startswith("linux") or not (SCRIPTS / "check_system.py").is_file():
        return None
    sys.path.insert(0, str(SCRIPTS))
    try:
        check_system = importlib.import_module("check_system")
    finally:
        sys.path.remove(str(SCRIPTS))
    libraries = check_system.missing_libraries(check_system.qt_files("window", os.environ))
    if not libraries:
        return None
    advice: str = check_system.advice(libraries, check_system.packages_for(libraries, fonts_missing=False))
    return advice


def describe(summary: "Summary") -> str:
    """The last line of a headless run."""
    line = f"{summary.frames} frames, {summary.announcements} announcements"
    if summary.p50_ms is None or summary.p99_ms is None:
        return line
    return f"{line}, frame to decision p50 {summary.p50_ms:.1f} ms, p99 {summary.p99_ms:.1f} ms"


class _Printer:
    """Prints what a headless run says: values on standard output, all else on standard error."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def on_observation(self, frame: "Frame", observation: "Observation") -> None:
        """Nothing is printed of it; but a run that nobody reads any more is to end, also while nothing is told."""
        self._console.check()

    def on_state(self, state: "SessionState") -> None:
        """The message that follows tells of it."""

    def on_message(self, message: "Message") -> None:
        line = f"[{message.t_s:.1f} s] {message.text}"
        if message.kind.value != "announcement":
            self._console.err(line)
        else:
            self._console.out(line)


def _complain(console: Console, error: Exception, code: int) -> int:
    text = str(error)
    if isinstance(error, Trouble):
        from app.session.wording import Wording

        text = Wording().trouble(error)
    console.err(f"noteworthy: {' '.join(text.split())}")
    return code
