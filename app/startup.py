"""From what was asked for to a session: its parts are chosen and joined here, for the window and the headless run.

Nothing runs here. The command line is read in arguments.py.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from app.camera.source import Source
from app.camera.spec import open_spec
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.options import Options, WrongArguments
from app.session.currency_watch import FindsCurrency
from app.session.events import EventWriter
from app.session.parts import join_parts
from app.session.print_watch import ReadsPrint
from app.session.protocols import MakesSpeech, Recognizes
from app.session.session import Session
from app.session.table_watch import ReadsTable
from app.speech.factory import build_speech

if TYPE_CHECKING:
    from app.recognition.pack_shelf import PackShelf
    from app.recognition.recognizer import Recognizer
    from app.recognition.teacher import Teacher


def load_recognizer(options: Options) -> "Recognizer":
    """The recogniser with the model that was asked for, or with the one that ships. Raises ModelError."""
    # Loading the interpreter's library takes a while, and what is wrong with the rest should be told before.
    from app.recognition.recognizer import Recognizer

    return Recognizer.load(options.model)


def open_teacher(options: Options, recognizer: "Recognizer") -> "Teacher | None":
    """What makes and keeps taught notes: in the person's folder, or with `--taught` those of a file, for this run.

    Raises:
        TaughtError: the file cannot be used.
    """
    from app.recognition.taught import TaughtNotes, taught_folder
    from app.recognition.taught_file import read_notes

    if options.taught is None:
        return recognizer.teacher(lambda bank: TaughtNotes(bank, taught_folder()))
    notes = read_notes(options.taught)
    return recognizer.teacher(lambda bank: TaughtNotes(bank, None, notes))


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


def open_source(options: Options, spec: str) -> Source:
    """The source that a SPEC means, closed; in the window the demo runs for ever. Raises SourceSpecError."""
    return open_spec(spec, fps=options.fps, hold_s=options.hold_s, live_demo=not options.headless)


def make_session(
    options: Options,
    recognizer: Recognizes,
    *,
    currencies: Iterable[str],
    language: str,
    mute: bool,
    in_real_time: bool,
    rate_wpm: int | None = None,
    print_reader: ReadsPrint | None = None,
    table_reader: ReadsTable | None = None,
    packs: "PackShelf | None" = None,
    currency_finder: FindsCurrency | None = None,
    teacher: "Teacher | None" = None,
    speech_through: Callable[[MakesSpeech], MakesSpeech] | None = None,
    guidance: GuidanceLevel = GuidanceLevel.FULL,
    mode: SpeakMode = SpeakMode.NORMAL,
    place_tone: bool = False,
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
        print_reader: used by the session alone from now on; None for a model without templates.
        table_reader: likewise, of all notes on a table.
        packs: of the currencies that print alone names; None for none.
        currency_finder: used by the session alone from now on; None where currencies cannot be looked for.
        teacher: makes and keeps taught notes; None where none can be taught.
        speech_through: wraps what makes the voice, such as a screen reader that speaks in its place.
        guidance: how much is said besides values, unless the options tell.
        mode: how values are told, unless the options tell.
        place_tone: a tone follows the note.

    Raises:
        EventsError: the file of events cannot be written.
        PlayerUnavailable: the sound file cannot be written.
        VoiceUnavailable: a sound file was asked for, not in real time, and there is no voice.
    """
    events = None if options.events is None else EventWriter(options.events)
    make_speech: MakesSpeech = partial(
        build_speech,
        language=language,
        rate_wpm=rate_wpm,
        mute=mute,
        audio_out=options.audio_out,
        virtual_clock=not in_real_time,
    )
    try:
        parts = join_parts(
            recognizer=recognizer,
            print_reader=print_reader,
            table_reader=table_reader,
            packs=packs,
            currency_finder=currency_finder,
            teacher=teacher,
            make_speech=make_speech if speech_through is None else speech_through(make_speech),
            open_source=partial(open_source, options),
            currencies=currencies,
            language=language,
            # Who named the currencies on the command line means just those.
            specimens_in_demo=options.currencies is None,
            events=events,
            log_frames=options.log_frames,
            guidance=guidance if options.guidance is None else GuidanceLevel(options.guidance),
            mode=mode if options.mode is None else SpeakMode(options.mode),
            place_tone=place_tone,
        )
        session = Session(parts)
        if options.detect:
            session.identify_each_note()
        for trouble in () if teacher is None else teacher.notes.troubles:
            session.report_trouble(trouble)
        return session
    except BaseException:
        if events is not None:
            events.close()
        raise
