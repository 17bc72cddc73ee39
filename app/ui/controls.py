"""What the window asks of the session, and what its lists offer. Protocols and plain data only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.utterance import Announcement, Priority
from app.phone.invitation import Invitation
from app.recognition.pack_contents import Tier
from app.session.state import SessionState
from app.session.teaching_state import ListedNote
from app.speech.protocols import SoundChoice, SpokenRecord, VoiceInfo
from app.trouble import Trouble


class CountEntry(Protocol):
    """One counted note."""

    @property
    def currency(self) -> str:
        """ISO 4217 code."""

    @property
    def value(self) -> str:
        """Face value, as in the label."""


class Counted(Protocol):
    """The notes that were counted."""

    def __len__(self) -> int:
        """How many notes."""

    def entries(self) -> Sequence[CountEntry]:
        """The notes, oldest first."""

    def totals(self) -> Mapping[str, Decimal]:
        """The total of each currency."""

    def to_csv(self) -> str:
        """The notes and totals as comma-separated values."""


class HistoryEntry(Protocol):
    """One thing that was said."""

    @property
    def at_s(self) -> float:
        """When, in seconds since the start."""

    @property
    def text(self) -> str:
        """The words."""


class Told(Protocol):
    """What was said."""

    def entries(self) -> Sequence[HistoryEntry]:
        """The newest first."""


class Teaches(Protocol):
    """Teaches a note before the camera; how it stands is in `SessionState.teaching`."""

    def start(self, currency: str, name: str, value: str, face: str | None = None) -> None:
        """Begin: a code of ISO 4217 or a name of one's own, a value as typed, and one side, or None for both."""

    def save_now(self) -> None:
        """Keep the side that is done."""

    def stop(self) -> None:
        """Teach nothing more, and keep nothing of it."""


class Taught(Protocol):
    """The notes that were taught. What comes of each is said."""

    @property
    def notes(self) -> tuple[ListedNote, ...]:
        """All of them; none in private mode."""

    def listen(self, key: str | None = None) -> None:
        """Say a note, or all."""

    def rename(self, key: str, currency: str, name: str, value: str) -> None:
        """Give a note another currency or value."""

    def delete(self, key: str) -> None:
        """Ask, and when asked a moment ago delete."""

    def undo(self) -> None:
        """Bring the last deleted note back."""

    def export(self, path: Path) -> None:
        """Write all into one file."""

    def take_in(self, path: Path) -> None:
        """Take in the notes of a file."""


class TakesPhone(Protocol):
    """A phone as the camera. What comes of each is said."""

    @property
    def invitation(self) -> Invitation | None:
        """What lets a phone in now; None while none can come."""

    @property
    def someone_waits(self) -> bool:
        """Whether another phone wants to be the camera."""

    def ask(self) -> None:
        """Make a phone the camera; where that is so, say how again."""

    def tell_invitation(self) -> None:
        """Say address and code."""

    def tell_fingerprint(self) -> None:
        """Say how the certificate's fingerprint begins."""

    def let_in(self) -> None:
        """Let the phone that waits be the camera."""


class Controls(Protocol):
    """What the window asks of the session. Each call returns at once, but for `close`."""

    @property
    def state(self) -> SessionState:
        """How the session stands now; what is asked for here is in it at once."""

    @property
    def value_in_view(self) -> Announcement | None:
        """The announced note that is still in front of the camera, or None."""

    @property
    def tone_codes(self) -> tuple[tuple[str, int], ...]:
        """Each value that is on with its number of tones in private mode, in words and as its rank."""

    @property
    def count(self) -> Counted:
        """What was counted."""

    @property
    def history(self) -> Told:
        """What was said."""

    @property
    def teaching(self) -> Teaches:
        """Teaches a note."""

    @property
    def taught(self) -> Taught:
        """The notes that were taught."""

    @property
    def phone(self) -> TakesPhone:
        """A phone as the camera."""

    def pause(self) -> None:
        """Stop looking until `resume`."""

    def resume(self) -> None:
        """Look on."""

    def repeat(self) -> None:
        """Say the last value again."""

    def hush(self) -> None:
        """Stop speaking."""

    def what_do_you_see(self) -> None:
        """Say what is in view: value, how sure, where, light."""

    @property
    def offered_currency(self) -> str | None:
        """The currency that a note in view was just found to be of, and that is off."""

    def identify_currency(self, key: str = "") -> None:
        """Say which currency's note is in view; `key` asks again, and turns it on."""

    def what_is_on_the_table(self) -> None:
        """Say all notes in view; in count mode add those that are not counted yet."""

    def set_guidance(self, level: GuidanceLevel) -> None:
        """How much is said besides values."""

    def set_mode(self, mode: SpeakMode) -> None:
        """Say values, play them as tones, or add them up."""

    def set_place_tone(self, on: bool) -> None:
        """Let a tone follow the note, or not."""

    def set_hints(self, on: bool) -> None:
        """Give hints about the note, or none while the person is busy with something else than the camera."""

    def undo_count(self) -> None:
        """Take the last counted note back, or what was cleared last."""

    def read_count(self) -> None:
        """Say the counted notes and the totals."""

    def clear_count(self) -> None:
        """Count anew; the first call only asks, the next within some seconds clears."""

    def learn_tones(self) -> None:
        """Say how the tones of private mode are to be understood."""

    def leave_tones(self) -> None:
        """Say no more of them."""

    def play_tones(self, rank: int | None) -> None:
        """Play the code of tones of a currency's note of this rank, 1 for the lowest; None for the code of an error."""

    def say(
        self,
        text: str,
        *,
        topic: str = "window",
        priority: Priority = Priority.ANSWER,
        still_valid: Callable[[], bool] | None = None,
        done: Callable[[SpokenRecord], None] | None = None,
        is_kept: bool = False,
    ) -> None:
        """Say these words in place of older ones of their topic; `done` hears how they ended, from another thread.

        is_kept: they report a loss: hushed, they are said again by `repeat`.
        still_valid: whether they are still to be said; asked before and while they are, from another thread.
        """

    def adjust_speech(self, choice: SoundChoice) -> None:
        """Speak like this from now on."""

    def ask_voices(self, answer: Callable[[tuple[VoiceInfo, ...]], None]) -> None:
        """Call `answer`, from another thread, with the voices that speak the chosen language."""

    def set_muted(self, muted: bool) -> None:
        """Turn the sound off, or on again."""

    def set_language(self, language: str) -> None:
        """Make the words in this language."""

    def choose_currencies(self, codes: tuple[str, ...]) -> None:
        """Name these currencies only (ISO 4217 codes)."""

    def choose_source(self, spec: str) -> None:
        """Look at this source, as on the command line."""

    def report_trouble(self, trouble: Trouble) -> None:
        """Tell the person, aloud and on the screen, what went wrong."""

    def close(self, last_words: str | None = None) -> object:
        """Say the last words, stop every thread, and wait for them about a second at most."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list: what it stands for (a source, a currency code) and what people call it."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the lists offer, and what is chosen in them.

    Attributes:
        sources: cameras and other sources; key as on the command line.
        source: key of the one in use; when it is not in the list it is added with its key for a name.
        currencies: those the model knows; key is the ISO 4217 code.
        currencies_on: codes that are on.
        experimental: codes of those that the model does not read well enough to be on unless asked for.
        tiers: how much is known of those that come as packs.
    """

    sources: tuple[Choice, ...]
    source: str
    currencies: tuple[Choice, ...]
    currencies_on: tuple[str, ...]
    experimental: tuple[str, ...] = ()
    tiers: Mapping[str, Tier] = field(default_factory=dict)
