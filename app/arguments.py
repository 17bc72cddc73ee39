"""The command line: what it takes, and how it is checked. What then runs is in cli.py."""

import argparse
import contextlib
import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from app.commas import comma_list
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.longpath import given_file
from app.options import Options, WrongArguments
from app.version import version

_DETECT = ("DETECT",)


def parse(argv: Sequence[str]) -> Options:
    """Read and check the arguments. Raises WrongArguments; SystemExit after `--help` and `--version`."""
    given = _parser().parse_args(argv)
    if given.events_frames and given.events is None:
        raise WrongArguments("--events-frames needs --events FILE")
    detect = given.currency == _DETECT
    if detect and not given.headless:
        raise WrongArguments("--currency detect needs --headless; in the window, press Ctrl+I")
    return Options(
        source=given.source,
        currencies=None if detect else given.currency,
        detect=detect,
        model=given.model,
        headless=given.headless,
        events=given.events,
        log_frames=given.events_frames,
        mute=given.mute,
        audio_out=given.audio_out,
        language=given.language,
        guidance=given.guidance,
        mode=given.mode,
        fps=given.fps,
        hold_s=given.hold_s,
        taught=given.taught,
        repeat=given.repeat,
    )


class _Parser(argparse.ArgumentParser):
    """Tells of wrong arguments in one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        raise WrongArguments(" ".join(message.split()))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="noteworthy",
        description="Tells which banknote is in front of the camera. It does not check whether a note is genuine.",
        epilog="`serve` as the first word starts the REST service instead (see `serve --help`), `teach` teaches notes "
        "from photos (see `teach --help`). "
        "Exit codes: 0 end of the source, 1 no such source, model or voice, 2 wrong arguments, 130 Ctrl-C.",
        allow_abbrev=False,
    )
    _add_what_is_looked_at(parser)
    _add_what_is_told(parser)
    _add_what_is_done_at_once(parser)
    return parser


def _add_what_is_looked_at(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source",
        metavar="SPEC",
        type=_not_empty,
        help="auto (the first camera that works), demo, a camera's index or device path, a video, a picture, a folder "
        "of pictures, an http(s) MJPEG or rtsp address, or phone (by its browser); default: auto, or in the window "
        "what was chosen last",
    )
    parser.add_argument(
        "--currency",
        metavar="USD,EUR|all|detect",
        type=_currencies,
        help="currencies to name, or detect: name each note's currency among all that are known (headless); "
        "default: the model's, or in the window what was chosen last",
    )
    parser.add_argument("--model", metavar="PATH", type=_path, help="model to use in place of the one that ships")
    parser.add_argument("--headless", action="store_true", help="no window; a file is run through as fast as possible")


def _add_what_is_told(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--events", metavar="FILE", type=_path, help="write events to FILE as JSON lines")
    parser.add_argument("--events-frames", action="store_true", help="write an event for every frame, too")
    parser.add_argument("--mute", action="store_true", help="say nothing aloud")
    parser.add_argument("--audio-out", metavar="FILE.wav", type=_wav, help="write what is said to FILE.wav")
    parser.add_argument(
        "--language",
        metavar="TAG",
        type=_language,
        help='language of words, such as "en"; default: en; in the window what was chosen last, at first the system\'s',
    )
    parser.add_argument(
        "--guidance",
        choices=[level.value for level in GuidanceLevel],
        help="hints on how to hold a note: none, a word or two, or whole sentences; default: full",
    )
    parser.add_argument(
        "--mode",
        choices=[mode.value for mode in SpeakMode if mode is not SpeakMode.PRIVATE_COUNT],
        help="how values are told: in words, by tones only, or in words with the total; default: normal",
    )
    parser.add_argument(
        "--fps", metavar="N", type=_number_to(240), default=15.0, help="pictures and demo: frames a second; default: 15"
    )
    parser.add_argument(
        "--hold-s", metavar="S", type=_number_to(3600), default=1.5, help="seconds each picture is shown; default: 1.5"
    )
    parser.add_argument(
        "--taught", metavar="FILE", type=_path, help="notes taught in FILE, in place of your own, for this run"
    )


def _add_what_is_done_at_once(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--repeat",
        action="store_true",
        help="have the window that is open say the last value again, and end; give this a key of your desktop's own",
    )
    parser.add_argument(
        "--start-at-login",
        action=_StartAtLogin,
        choices=["on", "off"],
        help="have the window open whenever you sign in to this computer, or no more, and end",
    )
    parser.add_argument(
        "--licences",
        "--licenses",
        action=_Licences,
        nargs="?",
        choices=["full"],
        help='say what it is made of and under which licences, with "full" in all their words, and end',
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version this is, and end")


class _Licences(argparse.Action):
    """Reads them only when somebody asks."""

    def __call__(self, parser: argparse.ArgumentParser, *given: object) -> NoReturn:
        from app.licences import notices

        print(notices(in_full=given[1] == "full"), end="")
        parser.exit()


class _StartAtLogin(argparse.Action):
    """Does it at once."""

    def __call__(self, parser: argparse.ArgumentParser, *given: object) -> NoReturn:
        from app.autostart import start_at_login

        is_on = given[1] == "on"
        try:
            start_at_login(is_on)
        except OSError as error:
            raise WrongArguments(f"--start-at-login: {error}") from error
        print("Noteworthy starts when you sign in." if is_on else "Noteworthy no longer starts when you sign in.")
        parser.exit()


class _Version(argparse.Action):
    """Finds out which version this is only when somebody asks: in a clone, git has to be started for it."""

    def __call__(self, parser: argparse.ArgumentParser, *_unused: object) -> NoReturn:
        print(f"Noteworthy {version()}")
        parser.exit()


def _not_empty(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("is empty")
    return text


def _path(text: str) -> Path:
    return given_file(_not_empty(text))


def _wav(text: str) -> Path:
    path = _path(text)
    if path.suffix.lower() != ".wav":
        raise argparse.ArgumentTypeError(f"{text!r} does not end in .wav")
    return path


def _currencies(text: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(code.upper() for code in comma_list(text, strict=True)))
    if codes == _DETECT:
        return codes
    if codes != ("ALL",) and not all(re.fullmatch("[A-Z]{3}", code) and code != "ALL" for code in codes):
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither all nor detect nor codes of three letters with commas between"
        )
    return codes


def _language(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a language tag such as en or pt-BR")
    return text


def _number_to(highest: float) -> Callable[[str], float]:
    def number(text: str) -> float:
        with contextlib.suppress(ValueError):
            value = float(text)
            if math.isfinite(value) and 0 < value <= highest:
                return value
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0 and up to {highest:g}")

    return number
