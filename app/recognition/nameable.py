"""Which of a network's values can be named: those whose print the model knows as well, as print has the last word."""

from __future__ import annotations

from app.recognition.labels import ModelMetadata, NoteLabel
from app.recognition.templates import TemplateBank


def nameable(metadata: ModelMetadata, bank: TemplateBank | None) -> tuple[NoteLabel, ...]:
    """The classes that a person can hear, in the order of the outputs, the unknown one among them.

    A network may know more: notes that it was shown so that it does not take them for others.

    Args:
        metadata: of the model; without a calibration of print the network speaks alone, and all can be heard.
        bank: the model's templates, or None.
    """
    if bank is None or metadata.print_check is None:
        return metadata.labels
    printed = set(bank.values)
    return tuple(x for x in metadata.labels if x.is_unknown or x.key in printed)
