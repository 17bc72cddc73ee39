"""`python main.py serve`: its arguments, what it prints, how it ends. The server itself is in server.py."""

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from app import memory
from app.console import Console
from app.longpath import given_file, given_folder
from app.options import WrongArguments
from app.trouble import Trouble

if TYPE_CHECKING:
    from app.service.intake import Limits

SUCCESS = 0
UNAVAILABLE = 1
WRONG_ARGUMENTS = 2
_KEPT_BYTES = 8 * 1024 * 1024


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongArguments(" ".join(message.split()))


def main(argv: Sequence[str]) -> int:
    """Serve with these arguments, the word `serve` left out; the exit code, never raises."""
    # Whether anybody reads what it tells is no matter: it is there for those who ask it.
    console = Console()
    try:
        given = _parser().parse_args(argv)
    except WrongArguments as error:
        return _complain(console, error, WRONG_ARGUMENTS)
    except SystemExit:
        return SUCCESS
    try:
        return _serve(given, console)
    except WrongArguments as error:
        return _complain(console, error, WRONG_ARGUMENTS)
    except KeyboardInterrupt:
        return SUCCESS


def _whole(low: int, high: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) <= 9 and low <= int(text) <= high:
            return int(text)
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {low} to {high}")

    return number


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="noteworthy serve",
        description="The same recognition as a REST service. It does not check whether a note is genuine.",
        epilog="Exit codes: 0 stopped, 1 no such model or address, 2 wrong arguments.",
        allow_abbrev=False,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at; default: 127.0.0.1, this machine")
    parser.add_argument("--port", type=_whole(0, 65535), default=8080, help="default: 8080; 0 takes a free one")
    parser.add_argument("--model", type=given_file, metavar="PATH", help="model to use in place of the one that ships")
    parser.add_argument(
        "--workers",
        type=_whole(1, 64),
        default=max(1, len(_usable_cores())),
        help="pictures read at the same time; default: one for each core",
    )
    parser.add_argument(
        "--queue", type=_whole(16, 10_000), default=64, help="pictures that may wait; more are refused; default: 64"
    )
    parser.add_argument(
        "--api-key-file",
        type=given_file,
        metavar="FILE",
        help="keys that open the service, one a line, as bearer tokens",
    )
    parser.add_argument(
        "--max-body-mb", type=_whole(1, 200), default=20, help="the largest request in megabytes; default: 20"
    )
    parser.add_argument(
        "--collect", type=given_folder, metavar="DIR", help="keep pictures for training there, of those who agree to it"
    )
    parser.add_argument(
        "--collect-max-mb", type=_whole(1, 1_000_000), default=500, help="kept at most, in megabytes; default: 500"
    )
    parser.add_argument(
        "--collect-days", type=_whole(1, 3650), default=30, help="days after which they are deleted; default: 30"
    )
    return parser


def _usable_cores() -> Sequence[int]:
    """The cores that this process may run on."""
    affinity = getattr(os, "sched_getaffinity", None)
    return sorted(affinity(0)) if affinity is not None else range(os.cpu_count() or 1)


def _limits(body_bytes: int, workers: int) -> "Limits":
    """What is taken in: so much for each worker, and in any case one compressed body with its content."""
    from app.service.intake import Limits

    usual = Limits()
    return replace(
        usual,
        body_bytes=body_bytes,
        held_bytes=max(workers * usual.held_bytes, 2 * body_bytes + 2**20),
        crowded_bytes=workers * usual.crowded_bytes,
    )


def _serve(given: argparse.Namespace, console: Console) -> int:
    try:
        from app.service import server
        from app.service.collecting import Collection
        from app.service.names import names_of
        from app.service.service import Service, ServiceOptions
    except ModuleNotFoundError as error:
        console.err(
            f"noteworthy: the service needs {error.name}, which is not installed. In a clone start it with `make "
            "serve`, or first say: pip install -r requirements-serve.txt; else: pip install 'noteworthy[serve]', or "
            "pipx inject noteworthy 'noteworthy[serve]'"
        )
        return UNAVAILABLE
    from app.recognition.errors import ModelError
    from app.service.errors import ServiceError

    if given.api_key_file is None and not server.is_loopback(given.host):
        raise WrongArguments(
            f"--host {given.host} would let other machines in without a key: add --api-key-file FILE, or leave --host "
            "out to serve this machine alone"
        )
    # It has many more threads than a window. A picture's reading takes no more than that once it is there.
    memory.share(2, _KEPT_BYTES)
    try:
        with server.listen(given.host, given.port) as listening:
            address, port = listening.getsockname()[:2]
            options = ServiceOptions(
                model=given.model,
                workers=given.workers,
                most_waiting=given.queue,
                limits=_limits(given.max_body_mb * 1024 * 1024, given.workers),
                keys=None if given.api_key_file is None else server.read_keys(given.api_key_file),
                hosts=names_of(given.host, address),
                collection=None
                if given.collect is None
                else Collection(
                    given.collect, most_bytes=given.collect_max_mb * 1024 * 1024, most_days=given.collect_days
                ),
            )
            service = Service(options)
            host = f"[{given.host}]" if ":" in given.host else given.host

            def tell() -> None:
                if options.collection is not None:
                    console.err(f"Pictures are kept in {given.collect}, of those who agree to this:")
                    console.err(f"  {options.collection.consent}")
                console.out(f"Listening at http://{host}:{port} (page: /, description: /docs). Ctrl-C stops.")

            server.run(service, listening, tell)
    except (ServiceError, ModelError) as error:
        return _complain(console, error, UNAVAILABLE)
    return SUCCESS


def _complain(console: Console, error: Exception, code: int) -> int:
    text = str(error)
    if isinstance(error, Trouble):
        from app.feedback.troubles import trouble_sentence

        text = trouble_sentence(error.code, error.parameters)
    console.err(f"noteworthy serve: {' '.join(text.split())}")
    return code
