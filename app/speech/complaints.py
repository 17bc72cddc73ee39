"""What is missing for speech is told once, until it works again."""

from collections.abc import Callable

from app.trouble import Trouble


class Complaints:
    """Remembers what was told of each part (a voice, a player) since it last worked."""

    def __init__(self, on_problem: Callable[[Trouble], None]) -> None:
        """Takes who is told."""
        self._on_problem = on_problem
        self._told: dict[object, str] = {}

    def tell(self, part: object, trouble: Trouble) -> None:
        """Tells what is wrong with it, unless that was told."""
        if self._told.get(part) != str(trouble):
            self._told[part] = str(trouble)
            self._on_problem(trouble)

    def works(self, part: object) -> None:
        """What will go wrong with it from now on is news again."""
        self._told.pop(part, None)
