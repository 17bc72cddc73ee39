"""One source after another, and what is told of how it stands. Where it stands is kept in `source_control.py`."""

from collections.abc import Callable

from app.camera.capture import CameraStatus
from app.camera.errors import CameraError, SourceUnavailable
from app.camera.feed import Feed
from app.camera.source import Source
from app.camera.video_file import VideoFileSource
from app.feedback.phrases import Phrase
from app.session.looking import Looking
from app.session.messages import Status
from app.session.presenter import Presenter
from app.session.source_control import SourceControl
from app.session.state import SourceState
from app.session.teller import Teller
from app.trouble import Trouble


class Sources:
    """Opens what is chosen and tells how it stands. Used by the session's thread; `control` says what others may read.

    Attributes:
        to_the_end: one source is looked at to its end, and what goes wrong with it ends the run.
    """

    def __init__(
        self,
        looking: Looking,
        *,
        open_source: Callable[[str], Source],
        live_feed: Callable[[Source, Callable[[CameraStatus], None]], Feed],
        in_session_thread: Callable[[Callable[[], None]], None],
        presenter: Presenter,
        teller: Teller,
        apply_choices: Callable[[], None],
        tell_currencies: Callable[[], None],
    ) -> None:
        """Join the parts; see `Session` for what they are.

        Args:
            apply_choices: lets the choices count for the source of now.
            tell_currencies: tells which currencies are on.
        """
        self.control = SourceControl(in_session_thread=in_session_thread, tell=self._said, live_feed=live_feed)
        self.to_the_end = False
        self._looking = looking
        self._open_source = open_source
        self._in_session_thread = in_session_thread
        self._presenter = presenter
        self._teller = teller
        self._apply_choices = apply_choices
        self._tell_currencies = tell_currencies
        self._is_ready = False

    def choose(self, spec: str) -> None:
        """Look at the source that this means, as on the command line, in place of the one before."""
        self.control.let_go()
        self._looking.offset_s = self._presenter.now_s
        self._looking.forget()
        self._looking.end_tones()
        try:
            source = self._open_source(spec)
        except CameraError as error:
            self.control.refuse(spec)
            self._presenter.source_name = None
            self._teller.state_changed()
            self._teller.tell(self._presenter.trouble(Status.UNAVAILABLE, error, topic="camera"))
            return
        self.look_through(source, spec)

    def look_through(self, source: Source, spec: str) -> None:
        """Look at this source, which nobody else uses from now on."""
        has_pace = source.live or isinstance(source, VideoFileSource)
        self._looking.begin(may_be_slow=has_pace and not source.is_demo, is_held=not source.is_demo)
        source.notice = self._notice
        self.control.look_through(source, spec=spec, in_real_time=self._teller.in_real_time)
        self._presenter.source_name = source.name
        self._apply_choices()
        self._teller.state_changed()

    def failed(self, error: CameraError) -> None:
        """A file that cannot be opened, or broke off: nothing more will come. Raises it where the run ends with it."""
        self.control.broke_off()
        if self.to_the_end:
            raise error
        self._teller.state_changed()
        self._teller.tell(self._presenter.trouble(Status.UNAVAILABLE, error, topic="camera"))

    def _notice(self, trouble: Trouble) -> None:
        self._in_session_thread(
            lambda: self._teller.tell(self._presenter.trouble(Status.NOTICE, trouble, topic="", spoken=False))
        )

    def _said(self, status: CameraStatus) -> None:
        """In the session's thread; where the source stands has changed already."""
        self._teller.state_changed()
        lost = SourceState.LOST
        if status.kind in ("opened", "demo"):
            self._opened(status)
        elif status.kind == "lost":
            self._looking.end_tones()
            self._teller.status(
                Status.LOST, Phrase.CAMERA_LOST, topic="camera", still_valid=lambda: self.control.state is lost
            )
        elif status.kind == "back":
            self._teller.status(
                Status.BACK, Phrase.CAMERA_BACK, topic="camera", still_valid=lambda: self.control.state is not lost
            )
        elif status.kind == "frozen" and status.trouble is not None:
            self._teller.tell(self._presenter.trouble(Status.FROZEN, status.trouble, topic="camera"))
        elif status.kind == "moving":
            self._teller.status(Status.BACK, Phrase.CAMERA_BACK, topic="camera")
        elif status.kind == "unavailable" and status.trouble is not None:
            if self.to_the_end:
                raise SourceUnavailable(status.trouble.code, **status.trouble.parameters)
            self._teller.tell(self._presenter.trouble(Status.UNAVAILABLE, status.trouble, topic="camera"))
        elif status.kind == "ended":
            key = Phrase.DEMO_OVER if self.control.is_demo else Phrase.SOURCE_ENDED
            self._teller.status(Status.END, key, topic="camera", spoken=self._teller.in_real_time)

    def _opened(self, status: CameraStatus) -> None:
        wording = self._teller.wording
        is_demo = status.kind == "demo"
        if is_demo:
            self._teller.tell(self._presenter.invitation(Status.DEMO, wording.phrase(Phrase.DEMO_PLAYING)))
        else:
            text = wording.phrase(Phrase.CAMERA_OPENED, camera=status.source_name)
            self._teller.status(Status.OPENED, text, topic="camera", spoken=False)
        if self._is_ready:
            return
        self._is_ready = True
        if self._teller.in_real_time and not is_demo:
            self._teller.tell(self._presenter.invitation(Status.READY, wording.ready()))
        else:
            # Nobody is to hold anything up before the demo or a file.
            self._tell_currencies()
