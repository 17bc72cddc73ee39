"""What went wrong, as a code with parameters. Its words are made in `app/session/wording.py`, in the person's language.

Every room may raise one; none puts prose for a person into an exception. A code `no_camera` has the sentence
`no_camera` in `app/feedback/translations/troubles_*.py`, once for each language; a test fails where one is missing.
"""

from collections.abc import Mapping
from types import MappingProxyType


class Trouble(Exception):
    """Something that a person may have to be told.

    Attributes:
        code: name of its sentence, in snake_case.
        parameters: what fills the words in braces of that sentence. `errno` (an int) stands for the reason that the
            system gave: the sentence says it as `{reason}`.
    """

    def __init__(self, code: str, /, **parameters: str | int | float) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters: Mapping[str, str | int | float] = MappingProxyType(dict(parameters))

    def __reduce__(self) -> tuple[object, ...]:
        """So that it passes from one process to another."""
        return _again, (type(self), self.code, dict(self.parameters))

    def __str__(self) -> str:
        """For logs; no person is to read it."""
        told = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{self.code} ({told})" if told else self.code


def _again(kind: type[Trouble], code: str, parameters: dict[str, str | int | float]) -> Trouble:
    return kind(code, **parameters)
