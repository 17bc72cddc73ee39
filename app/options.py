"""What was asked for on the command line. How it is read and checked is in arguments.py."""

from dataclasses import dataclass
from pathlib import Path


class WrongArguments(Exception):
    """What was asked for makes no sense. The message is one clear line."""


@dataclass(frozen=True, slots=True)
class Options:
    """The command line. Where it says nothing (None), the user's settings or the defaults decide.

    Attributes:
        source: SPEC of the source, or None.
        currencies: ISO 4217 codes in capitals, ("ALL",) for all that the model knows, or None.
        detect: name the currency of each note, whichever it is.
        model: path of the model, or None for the one that ships.
        headless: run without a window.
        events: file for events, or None.
        log_frames: write an event for every frame, too.
        mute: say nothing aloud.
        audio_out: WAV file for what is said, or None.
        language: tag of the language of words, or None.
        guidance: "values_only", "brief" or "full", or None.
        mode: "normal", "private" or "count", or None.
        fps: frames a second for pictures and the demo, above 0 and up to 240.
        hold_s: seconds that each picture is shown, above 0 and up to 3600.
        taught: file of taught notes in place of the person's own, or None.
        repeat: only have the window that is open say the last value again.
    """

    source: str | None = None
    currencies: tuple[str, ...] | None = None
    detect: bool = False
    model: Path | None = None
    headless: bool = False
    events: Path | None = None
    log_frames: bool = False
    mute: bool = False
    audio_out: Path | None = None
    language: str | None = None
    guidance: str | None = None
    mode: str | None = None
    fps: float = 15.0
    hold_s: float = 1.5
    taught: Path | None = None
    repeat: bool = False
