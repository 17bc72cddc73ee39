"""From what was asked for to a session: its parts are chosen and joined here, for the window and the headless run.

Nothing runs here. The command line is read in arguments.py.
"""

import ctypes
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from app.camera.source import Source
from app.camera.spec import open_spec
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.options import Options, WrongArguments
from app.session.events import EventWriter
from app.session.parts import join_parts
from app.session.protocols import MakesSpeech, Recognizes
from app.session.readers import Readers
from app.session.session import Session
from app.speech.factory import build_speech

if TYPE_CHECKING:
    from app.phone.server import PhoneServer
    from app.recognition.recognizer import Recognizer
    from app.recognition.teacher import Teacher
    from app.recognition.templates import TemplateBank

_NO_READERS = Readers()
PHONE_ADDRESS = "NOTEWORTHY_PHONE_ADDRESS"
"""Names the one of this machine's addresses that a phone is to come to, where it has several."""


def is_wine(system: str = sys.platform, library: Callable[[str], object] | None = None) -> bool:
    """Whether this Windows is Wine: its ntdll says so itself."""
    if system != "win32":
        return False
    load = library or ctypes.CDLL
    return hasattr(load("ntdll"), "wine_get_version")


def load_recognizer(options: Options) -> "Recognizer":
    """The recogniser with the model that was asked for, or with the one that ships. Raises ModelError."""
    # Loading the interpreter's library takes a while, and what is wrong with the rest should be told before.
    from app.recognition.recognizer import Recognizer

    if is_wine():
        import cv2

        # What OpenCV shares among threads ends there in an unknown exception.
        cv2.setNumThreads(1)
    return Recognizer.load(options.model)


def open_teacher(options: Options, recognizer: "Recognizer") -> "Teacher | None":
    """What makes and keeps taught notes: in the person's folder, or with `--taught` those of a file, for this run.

    Raises:
        TaughtError: the file cannot be used.
    """
    from app.recognition.taught import TaughtNotes, taught_folder
    from app.recognition.taught_file import read_notes
    from app.recognition.taught_names import TaughtError

    if options.taught is None:
        return recognizer.teacher(lambda bank: TaughtNotes(bank, taught_folder()))
    path, notes = options.taught, read_notes(options.taught)

    def for_this_run(bank: "TemplateBank") -> TaughtNotes:
        if not all(note.fits(bank) for note in notes):
            raise TaughtError("taught_misfit", path=str(path))
        return TaughtNotes(bank, None, notes)

    return recognizer.teacher(for_this_run)


def readers_of(recognizer: "Recognizer", teacher: "Teacher | None", *, of_tables: bool) -> Readers:
    """What a session reads with besides this recogniser; of tables too, where somebody can ask for them."""
    notes = None if teacher is None else teacher.notes
    return Readers(
        print_reader=recognizer.print_reader(notes),
        table_reader=recognizer.table_reader(notes) if of_tables else None,
        packs=recognizer.packs,
        currency_finder=recognizer.currency_finder(),
        teacher=teacher,
    )


def choose_currencies(
    options: Options,
    recognizer: Recognizes,
    *,
    default: Iterable[str],
    remembered: Iterable[str] = (),
    own: Iterable[str] | None = None,
) -> tuple[str, ...]:
    """The currencies that are on at the start, in the model's order: asked for, else remembered, else default.

    Remembered ones that the model does not know are passed over. ALL asks for `own`, those that the model itself
    knows; None for all that can be turned on.

    Raises:
        WrongArguments: one was asked for that the model does not know.
    """
    known = recognizer.currencies
    asked = options.currencies
    if asked is None:
        wanted = set(remembered) & set(known) or set(default)
        return tuple(code for code in known if code in wanted)
    unknown = sorted(set(asked) - set(known) - {"ALL"})
    if unknown:
        raise WrongArguments(f"--currency: the model does not know {', '.join(unknown)}; it knows {', '.join(known)}")
    wanted = set(asked) | (set(known if own is None else own) if "ALL" in asked else set())
    return tuple(code for code in known if code in wanted)


def make_phone() -> "PhoneServer":
    """What lets a phone be the camera, once somebody wants it; nothing is served before."""
    from app.feedback.phone_words import page_words
    from app.phone.server import PhoneServer

    address = os.environ.get(PHONE_ADDRESS)
    if address:
        return PhoneServer(page_words(), addresses=lambda: [address], listens_at=address)
    return PhoneServer(page_words())


def open_source(options: Options, spec: str, phone: "PhoneServer | None" = None) -> Source:
    """The source that a SPEC means, closed; in the window the demo runs for ever. Raises SourceSpecError."""
    return open_spec(spec, fps=options.fps, hold_s=options.hold_s, live_demo=not options.headless, phone=phone)


def make_session(
    options: Options,
    recognizer: Recognizes,
    *,
    currencies: Iterable[str],
    language: str,
    mute: bool,
    in_real_time: bool,
    rate_wpm: int | None = None,
    readers: Readers = _NO_READERS,
    speech_through: Callable[[MakesSpeech], MakesSpeech] | None = None,
    guidance: GuidanceLevel = GuidanceLevel.FULL,
    mode: SpeakMode = SpeakMode.NORMAL,
    place_tone: bool = False,
    phone: "PhoneServer | None" = None,
) -> Session:
    """A session that has not begun, with its voice and, if asked for, its file of events.

    Args:
        options: what was asked for.
        recognizer: used by the session alone from now on.
        currencies: ISO 4217 codes that are on.
        language: tag of the language of words.
        mute: say nothing aloud.
        in_real_time: False for a headless run of a source that is not live.
        rate_wpm: speaking rate in words a minute, None for the voice's own.
        readers: what pictures are read with besides.
        speech_through: wraps what makes the voice, such as a screen reader that speaks in its place.
        guidance, mode: how much is said besides values, and how values are told, unless the options tell.
        place_tone: a tone follows the note.
        phone: lets a phone be the camera.

    Raises:
        EventsError, PlayerUnavailable: the file of events, or the sound file, cannot be written.
        VoiceUnavailable: a sound file was asked for, not in real time, and there is no voice.
    """
    make_speech = _speech_maker(options, language, rate_wpm, mute=mute, in_real_time=in_real_time)
    with _event_file(options) as events:
        parts = join_parts(
            recognizer=recognizer,
            readers=readers,
            make_speech=make_speech if speech_through is None else speech_through(make_speech),
            open_source=partial(open_source, options, phone=phone),
            currencies=currencies,
            language=language,
            # Who named the currencies on the command line means just those.
            specimens_in_demo=options.currencies is None,
            events=events,
            log_frames=options.log_frames,
            guidance=guidance if options.guidance is None else GuidanceLevel(options.guidance),
            mode=mode if options.mode is None else SpeakMode(options.mode),
            place_tone=place_tone,
            phone=phone,
        )
        return _ready(Session(parts), options, readers)


@contextmanager
def _event_file(options: Options) -> Iterator[EventWriter | None]:
    """The file of events that was asked for, closed again where what is to write it cannot be made."""
    events = None if options.events is None else EventWriter(options.events)
    try:
        yield events
    except BaseException:
        if events is not None:
            events.close()
        raise


def _ready(session: Session, options: Options, readers: Readers) -> Session:
    if options.detect:
        session.identify_each_note()
    for trouble in () if readers.teacher is None else readers.teacher.notes.troubles:
        session.report_trouble(trouble)
    return session


def _speech_maker(
    options: Options, language: str, rate_wpm: int | None, *, mute: bool, in_real_time: bool
) -> MakesSpeech:
    return partial(
        build_speech,
        language=language,
        rate_wpm=rate_wpm,
        mute=mute,
        audio_out=options.audio_out,
        virtual_clock=not in_real_time,
    )
