"""Lists as people write them on a command line: "USD,EUR". What the parts mean is for whoever asked."""

from __future__ import annotations


def comma_list(text: str, *, strict: bool = False) -> tuple[str, ...]:
    """The parts of "USD,EUR", without blanks around them.

    Args:
        text: as it was written.
        strict: keep parts that are empty, for who refuses a part that it does not know; else they are passed over.
    """
    parts = tuple(part.strip() for part in text.split(","))
    return parts if strict else tuple(filter(None, parts))
