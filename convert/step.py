"""One step of the pipeline: options in, a result out; and the thin layer that makes it a command.

A step's module has `Options` (a frozen dataclass that refuses what cannot be), `run(options)`, and a `Step` that says
how a command line becomes options and a result becomes words. Whoever needs a step from Python calls `run`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from convert.data.dataset import DataError

SPECIMENS = Path("assets/specimens")

_Options = TypeVar("_Options")
_Result = TypeVar("_Result")


def _fine(result: Any) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Step(Generic[_Options, _Result]):
    """A step as a command.

    Attributes:
        name: of the command.
        summary: a line for the list of commands.
        description: for its own help.
        add_arguments: adds its arguments to a parser.
        options: from the parsed arguments; may raise DataError.
        run: does it; may raise DataError or ModelError.
        report: the result in words; "" for none.
        code: with which the command ends.
    """

    name: str
    summary: str
    description: str | None
    add_arguments: Callable[[argparse.ArgumentParser], None]
    options: Callable[[argparse.Namespace], _Options]
    run: Callable[[_Options], _Result]
    report: Callable[[_Result], str]
    code: Callable[[_Result], int] = _fine

    def register(self, subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        """Add the step to `python -m convert`."""
        parser = subparsers.add_parser(self.name, help=self.summary, description=self.description)
        self.add_arguments(parser)
        parser.set_defaults(step=self)

    def perform(self, make_options: Callable[[], _Options]) -> int:
        """Run the step and tell what came of it; 0 when it worked, 1 with one clear line when its data or model cannot
        be used."""
        from app.feedback.troubles import trouble_sentence
        from app.recognition.errors import ModelError

        try:
            result = self.run(make_options())
        except DataError as error:
            print(f"convert: {error}", file=sys.stderr)
            return 1
        except ModelError as error:
            print(f"convert: {trouble_sentence(error.code, error.parameters)}", file=sys.stderr)
            return 1
        if text := self.report(result):
            print(text)
        return self.code(result)


# ------------------------------------------------------------------------------------ arguments that several steps take


def add_data(parser: argparse.ArgumentParser) -> None:
    """--data and --specimens: what there is to learn from."""
    parser.add_argument("--data", type=Path, required=True, help="data folder")
    add_specimens(parser)


def add_specimens(parser: argparse.ArgumentParser) -> None:
    """--specimens: the project's own notes."""
    parser.add_argument("--specimens", type=Path, default=SPECIMENS, help="folder with XTS notes")


def add_seed(parser: argparse.ArgumentParser) -> None:
    """--seed."""
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")


def fraction(text: str) -> float:
    """A fraction, 0 to 1, of a command line; an `argparse.ArgumentTypeError` says what is wrong with another."""
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("a fraction lies between 0 and 1")
    return value


def at_least(name: str, value: float, least: float) -> None:
    """Refuse an option's value below what makes sense.

    Raises:
        DataError: it is.
    """
    if value < least:
        raise DataError(f"{name} is {value}: expected at least {least}.")
