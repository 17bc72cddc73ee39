"""What the tour does to the session: its demo, its last words, the camera after it. Its course is in tour.py."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.feedback.desktop_phrases import DesktopPhrase, desktop_phrase
from app.ui import texts
from app.ui.controls import Controls
from app.ui.keys import KeyMap
from app.ui.outside import Outside
from app.ui.preferences import Preferences
from app.ui.tour import Tour


class GuidedTour(QObject):
    """Gives the tour, at the first start before anything is looked at, and later while the camera waits."""

    def __init__(
        self,
        tour: Tour,
        controls: Controls,
        preferences: Preferences,
        tell: Callable[[str, str], None],
        parent: QObject | None = None,
        outside: Outside | None = None,
    ) -> None:
        """Take the tour, what it acts on, what shows words and says them under a topic, and what is outside."""
        super().__init__(parent)
        self._outside = outside
        self._tour = tour
        self._controls = controls
        self._preferences = preferences
        self._tell = tell
        self._keys = KeyMap()
        self._show_demo: Callable[[], None] = lambda: None
        self._after: Callable[[], None] = lambda: None
        tour.demo_wanted.connect(lambda: self._show_demo())
        tour.over.connect(self._end)

    def begin(self, keys: KeyMap, *, show_demo: Callable[[], None], after: Callable[[], None]) -> None:
        """Give the tour; `show_demo` is called in it, and `after` when it is over or was skipped."""
        self._keys, self._show_demo, self._after = keys, show_demo, after
        self._tour.start(texts.tour_lines(keys))

    def begin_again(self, keys: KeyMap, source: str) -> None:
        """Give it while a camera is looked at: values must not speak into it, and this source comes back after it."""
        if not self._controls.state.is_paused:
            self._controls.pause()
        self.begin(keys, show_demo=lambda: self._look_at("demo"), after=lambda: self._look_at(source))

    def reword(self, keys: KeyMap) -> None:
        """The language is another one now."""
        self._keys = keys
        self._tour.reword(texts.tour_lines(keys))

    def skip(self) -> None:
        """Leave it."""
        # Hushed first: what the camera says after the tour must be heard, as must the last note of a tour that ends.
        self._controls.hush()
        self._tour.skip()

    def _look_at(self, source: str) -> None:
        self._controls.choose_source(source)
        if self._controls.state.is_paused:
            self._controls.resume()

    def _end(self, was_left: bool) -> None:
        # Said before the camera's first words, so that the tour has an end that is heard.
        offer = "" if was_left or self._preferences.settings.tour_done else self._offer()
        self._tell(" ".join(filter(None, (texts.tour_end(self._keys, was_left=was_left), offer))), "tour")
        if not self._preferences.settings.tour_done:
            self._preferences.change(tour_done=True)
        after, self._after = self._after, lambda: None
        after()

    def _offer(self) -> str:
        """That it can start at sign-in, to who has heard the first tour and may not have it so yet."""
        if self._outside is None or self._outside.starts_at_login():
            return ""
        language, key = self._preferences.settings.language, self._keys.shown_either("settings")
        return desktop_phrase(DesktopPhrase.OFFER_LOGIN, language, key=key) if key else ""
