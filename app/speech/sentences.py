"""A long text in sentences, so that one that was cut goes on from there. Knows all ten languages; makes no sound."""

import re

LONG_TEXT = 100  # characters: about seven seconds
# A full stop after a single letter ends no sentence ("z. B.", "e. g.").
_END = re.compile(r"(?<!\b[^\W\d]\.)(?<=[.?!…।؟])[\"'»«“”’)\]]*\s+")


def parts_of(text: str) -> tuple[str, ...]:
    """The sentences of a text of more than 100 characters; a shorter one, or one without an end within, is whole."""
    if len(text) <= LONG_TEXT:
        return (text,)
    parts, start = [], 0
    for end in _END.finditer(text):
        parts.append(text[start : end.end()].strip())
        start = end.end()
    parts.append(text[start:].strip())
    return tuple(part for part in parts if part) or (text,)
