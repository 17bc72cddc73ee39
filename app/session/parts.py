"""The parts of a session, joined. What can be asked of them is in `requests.py` and `session.py`."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.camera.capture import CameraStatus
from app.camera.feed import Feed, LiveFeed
from app.camera.source import Source
from app.feedback.announcer import Announcer
from app.feedback.guidance import GuidanceParameters
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.phrases import Phrase
from app.recognition.errors import ModelError
from app.recognition.pack_shelf import PackShelf
from app.recognition.teacher import Teacher
from app.session.choices import Choices
from app.session.count_answers import CountAnswers
from app.session.events import EventWriter
from app.session.identifying import Identifying
from app.session.jobs import Jobs
from app.session.looking import Looking
from app.session.loop import CommandQueue, Loop
from app.session.messages import Status
from app.session.phone import PhoneCamera, ServesPhone
from app.session.presenter import Presenter
from app.session.print_watch import ReadsPrint
from app.session.protocols import MakesSpeech, Recognizes
from app.session.readers import Readers
from app.session.sources import Sources
from app.session.state import SessionState, SourceState
from app.session.table import TableQuestions
from app.session.table_answers import TableAnswers
from app.session.table_watch import ReadsTable, ThreadedTableWatch
from app.session.teaching import Teaching
from app.session.teaching_list import TeachingList
from app.session.teller import Teller
from app.session.watchdog import Watchdog

# "Ready… Hold a note in front of the camera" takes some seconds to say, and holding one up some more.
_FIRST_EMPTY_S = 9.0
_NO_READERS = Readers()
_BLIND = (SourceState.LOST, SourceState.UNAVAILABLE)


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What a session is made of; each says itself what it is and which thread uses it."""

    announcer: Announcer
    choices: Choices
    presenter: Presenter
    count_answers: CountAnswers
    table: TableQuestions
    commands: CommandQueue
    teller: Teller
    looking: Looking
    sources: Sources
    loop: Loop
    print_reader: ReadsPrint | None
    clock: Callable[[], float]
    packs: PackShelf | None
    identifying: Identifying
    teaching: Teaching
    taught: TeachingList
    jobs: Jobs
    phone: PhoneCamera

    @property
    def state(self) -> SessionState:
        """How the session stands now; may be asked from any thread."""
        control = self.sources.control
        return SessionState(
            mode=self.presenter.mode,
            is_paused=self.looking.is_paused,
            is_muted=self.teller.speech.muted,
            source=control.state,
            source_name=control.name,
            spec=control.spec,
            is_demo=control.is_demo,
            currencies=self.choices.in_order(self.choices.chosen),
            language=self.choices.language,
            teaching=self.teaching.state,
        )

    @property
    def why_blind(self) -> Phrase | None:
        """Why no frames are looked at; None while they are."""
        if self.looking.is_paused:
            return Phrase.PAUSED
        return Phrase.SEES_NO_PICTURE if self.sources.control.state in _BLIND else None

    def apply_choices(self) -> None:
        """Let what was chosen count for the source of now."""
        self.choices.apply(is_demo=self.sources.control.is_demo)
        wording = self.presenter.wording = self.choices.wording()
        self.teller.speech.prewarm(self.choices.usual_texts(wording, self.announcer.guidance_level))

    def take_taught(self) -> None:
        """Let what is taught now be read, said and counted."""
        self.choices.taught = () if self.teaching.teacher is None else self.teaching.teacher.notes.values
        self.presenter.notes = tuple(self.choices.notes)
        self.announcer.looks_everywhere = bool(self.choices.taught)
        self.looking.forget()
        self.apply_choices()
        self.teller.state_changed()

    def tell_currencies(self) -> None:
        """Tell which currencies are on, and of those that were turned on just now what is not known of them."""
        names = self.teller.wording.currency_names(self.choices.in_order(self.choices.on))
        self.teller.status(Status.CURRENCIES, names, topic="", spoken=False)
        if self.packs is None:
            return
        for code in self.choices.in_order(self.choices.newly_on() & frozenset(self.packs.currencies)):
            self._tell_pack(code, self.packs)

    def _tell_pack(self, code: str, packs: PackShelf) -> None:
        """Tell what a pack lacks; that is of no interest any more once its currency is off."""
        topic, choices = f"pack:{code}", self.choices

        def still_valid() -> bool:
            return code in choices.on

        try:
            text = self.teller.wording.pack(packs.pack(code))
        except ModelError as error:
            self.teller.tell(self.presenter.trouble(Status.NOTICE, error, topic=topic, still_valid=still_valid))
            return
        if text:
            self.teller.status(Status.NOTICE, text, topic=topic, still_valid=still_valid)


@dataclass(frozen=True, slots=True, eq=False)
class _Basis:
    """What most parts are given."""

    announcer: Announcer
    choices: Choices
    presenter: Presenter
    commands: CommandQueue
    teller: Teller
    identifying: Identifying
    watchdog: Watchdog
    clock: Callable[[], float]


def join_parts(
    *,
    recognizer: Recognizes,
    readers: Readers = _NO_READERS,
    make_speech: MakesSpeech,
    open_source: Callable[[str], Source],
    currencies: Iterable[str],
    language: str = "en",
    specimens_in_demo: bool = True,
    events: EventWriter | None = None,
    log_frames: bool = False,
    announcer: Announcer | None = None,
    guidance: GuidanceLevel = GuidanceLevel.FULL,
    mode: SpeakMode = SpeakMode.NORMAL,
    place_tone: bool = False,
    clock: Callable[[], float] = time.perf_counter,
    live_feed: Callable[[Source, Callable[[CameraStatus], None]], Feed] = LiveFeed,
    phone: ServesPhone | None = None,
) -> Parts:
    """Join the parts; nothing runs yet but the voice.

    Args:
        recognizer: used by the session's thread alone from now on.
        readers: what pictures are read with besides.
        make_speech: called once, here.
        open_source: from a SPEC as on the command line to a source, closed; raises CameraError.
        currencies: ISO 4217 codes that are on.
        language: tag of the language of words.
        specimens_in_demo: name the specimen notes while the demo plays, even when their currency is off.
        events: where events are written; closed with the session.
        log_frames: write an event for every frame, too.
        announcer: decides what is told; None makes one with its defaults.
        guidance: how much is said besides values.
        mode: how values are told.
        place_tone: a tone follows the note.
        clock: monotonic seconds, on which `Frame.monotonic_s` was taken.
        live_feed: takes a live source's frames, given whom to tell, from any thread, how it stands.
        phone: lets a phone be the camera; closed with the session.

    Raises:
        ValueError: no currency is on, or one that the model does not know.
    """
    choices = Choices(recognizer, currencies, language=language, specimens_in_demo=specimens_in_demo)
    announcer = announcer or _announcer(readers.print_reader)
    announcer.guidance_level = guidance
    presenter = Presenter(announcer, wording=choices.wording(), notes=choices.notes, mode=mode)
    commands = CommandQueue()
    teller = Teller(
        presenter, make_speech=make_speech, events=events, state=lambda: parts.state, in_session_thread=commands.put
    )
    identifying = Identifying(readers.currency_finder, choices=choices, presenter=presenter, teller=teller)
    basis = _Basis(announcer, choices, presenter, commands, teller, identifying, Watchdog(), clock)
    looking = _make_looking(recognizer, basis, place_tone=place_tone, log_frames=log_frames)
    parts = _join(basis, looking, readers, open_source, live_feed, phone)
    parts.take_taught()
    return parts


def _announcer(print_reader: ReadsPrint | None) -> Announcer:
    return Announcer(
        guidance=GuidanceParameters(first_empty_s=_FIRST_EMPTY_S),
        with_print=() if print_reader is None else print_reader.values,
        by_print_alone=() if print_reader is None else print_reader.alone,
    )


def _make_looking(recognizer: Recognizes, basis: _Basis, *, place_tone: bool, log_frames: bool) -> Looking:
    return Looking(
        recognizer,
        basis.announcer,
        choices=basis.choices,
        presenter=basis.presenter,
        teller=basis.teller,
        identifying=basis.identifying,
        watchdog=basis.watchdog,
        clock=basis.clock,
        place_tone=place_tone,
        log_frames=log_frames,
    )


def _make_table(basis: _Basis, reader: ReadsTable | None) -> TableQuestions:
    table = TableQuestions(
        TableAnswers(basis.presenter, camera_faces_person=lambda: basis.announcer.guidance.camera_faces_person),
        teller=basis.teller,
        choices=basis.choices,
        clock=basis.clock,
    )
    if reader is not None:
        table.watch = ThreadedTableWatch(reader, lambda: basis.commands.put(table.collect))
    return table


def _join(
    basis: _Basis,
    looking: Looking,
    readers: Readers,
    open_source: Callable[[str], Source],
    live_feed: Callable[[Source, Callable[[CameraStatus], None]], Feed],
    phone: ServesPhone | None,
) -> Parts:
    choices, presenter, commands, teller = basis.choices, basis.presenter, basis.commands, basis.teller
    table = looking.table = _make_table(basis, readers.table_reader)
    sources = Sources(
        looking,
        open_source=open_source,
        live_feed=live_feed,
        in_session_thread=commands.put,
        presenter=presenter,
        teller=teller,
        apply_choices=lambda: parts.apply_choices(),
        tell_currencies=lambda: parts.tell_currencies(),
    )
    jobs = Jobs(commands.put)
    teaching, taught = _make_teaching(
        basis, readers.teacher, jobs, lambda: parts.take_taught(), lambda: parts.why_blind
    )
    looking.teaching = teaching
    loop = Loop(
        looking,
        sources,
        commands=commands,
        presenter=presenter,
        teller=teller,
        watchdog=basis.watchdog,
        clock=basis.clock,
    )
    parts = Parts(
        announcer=basis.announcer,
        choices=choices,
        presenter=presenter,
        count_answers=CountAnswers(presenter, basis.clock),
        table=table,
        commands=commands,
        teller=teller,
        looking=looking,
        sources=sources,
        loop=loop,
        print_reader=readers.print_reader,
        clock=basis.clock,
        packs=readers.packs,
        identifying=basis.identifying,
        teaching=teaching,
        taught=taught,
        jobs=jobs,
        phone=_make_phone(basis, phone, sources),
    )
    return parts


def _make_phone(basis: _Basis, phone: ServesPhone | None, sources: Sources) -> PhoneCamera:
    return PhoneCamera(
        phone,
        presenter=basis.presenter,
        teller=basis.teller,
        later=basis.commands.put,
        choose=sources.choose,
        spec=lambda: sources.control.spec,
    )


def _make_teaching(
    basis: _Basis,
    teacher: Teacher | None,
    jobs: Jobs,
    changed: Callable[[], None],
    why_blind: Callable[[], Phrase | None],
) -> tuple[Teaching, TeachingList]:
    teaching = Teaching(
        teacher,
        announcer=basis.announcer,
        choices=basis.choices,
        presenter=basis.presenter,
        teller=basis.teller,
        later=basis.commands.put,
        jobs=jobs,
        clock=basis.clock,
        changed=changed,
        why_blind=why_blind,
    )
    taught = TeachingList(
        teacher,
        choices=basis.choices,
        presenter=basis.presenter,
        teller=basis.teller,
        later=basis.commands.put,
        jobs=jobs,
        changed=changed,
        clock=basis.clock,
    )
    return teaching, taught
