"""What a press asks for: of the session, and of the settings, which remember it. Not where it is pressed."""

from collections.abc import Callable
from typing import Final

from app.feedback.currency_phrases import CurrencyPhrase
from app.feedback.modes import SpeakMode
from app.feedback.window_phrases import WindowPhrase
from app.session.wording import Wording
from app.ui.controls import Controls
from app.ui.preferences import Preferences

_TEXT_SIZES: Final = (80, 90, 100, 120, 140, 170, 200, 250, 300)
_USUAL_TEXT_SIZE: Final = 100


class Commands:
    """The commands of the window that change how the session stands."""

    def __init__(
        self,
        controls: Controls,
        preferences: Preferences,
        *,
        show_state: Callable[[], None],
        tell: Callable[[str, str], None],
    ) -> None:
        """Take what they act on, what shows at once what came of it, and what shows and says words under a topic."""
        self._controls = controls
        self._preferences = preferences
        self._show_state = show_state
        self._tell = tell

    def pause_or_start(self) -> None:
        """Stop looking, or look on."""
        if self._controls.state.is_paused:
            self._controls.resume()
        else:
            self._controls.pause()
        self._show_state()

    def turn_private(self) -> None:
        """Private mode on or off."""
        mode = self._controls.state.mode
        is_private = not mode.is_private
        self._set_mode(SpeakMode.of(private=is_private, counts=mode.counts))
        if self._preferences.settings.private != is_private:
            self._preferences.change(private=is_private)

    def turn_count(self) -> None:
        """Count mode on or off."""
        mode = self._controls.state.mode
        self._set_mode(SpeakMode.of(private=mode.is_private, counts=not mode.counts))

    def choose_source(self, spec: str) -> None:
        """Look at this source, now and at the next start."""
        self._controls.choose_source(spec)
        self._preferences.change(camera=spec)

    def choose_currencies(self, codes: tuple[str, ...]) -> None:
        """Name these currencies only, now and at the next start."""
        self._controls.choose_currencies(codes)
        self._show_state()
        self._preferences.change(currencies=codes)

    def identify(self, key: str) -> None:
        """Have the currency of the note in view told; turn it on where it was just told and is off.

        key: that does this, as people write it; "" for none.
        """
        offered = self._controls.offered_currency
        if offered is None:
            self._controls.identify_currency(key)
            return
        codes = (*self._controls.state.currencies, offered)
        wording = Wording(self._preferences.settings.language)
        turned_on = wording.of_currencies(CurrencyPhrase.TURNED_ON, currency=wording.currency(offered))
        self._tell(" ".join(filter(None, (turned_on, wording.many_on(len(codes))))), "identify")
        self.choose_currencies(codes)

    def text_keys(self) -> list[tuple[str, Callable[[], object]]]:
        """The keys for the size of text: as in every program, so that who sees little need not look them up."""
        return [
            ("Ctrl++", self.larger_text),
            ("Ctrl+=", self.larger_text),
            ("Ctrl+-", self.smaller_text),
            ("Ctrl+0", self.usual_text),
        ]

    def larger_text(self) -> None:
        """The next larger size of all text, if there is one."""
        now = self._preferences.settings.text_size
        self._set_text_size(min((size for size in _TEXT_SIZES if size > now), default=now))

    def smaller_text(self) -> None:
        """The next smaller one."""
        now = self._preferences.settings.text_size
        self._set_text_size(max((size for size in _TEXT_SIZES if size < now), default=now))

    def usual_text(self) -> None:
        """The usual one."""
        self._set_text_size(_USUAL_TEXT_SIZE)

    def _set_mode(self, mode: SpeakMode) -> None:
        self._controls.set_mode(mode)
        self._show_state()

    def _set_text_size(self, percent: int) -> None:
        if percent != self._preferences.settings.text_size:
            self._preferences.change(text_size=percent)
        wording = Wording(self._preferences.settings.language)
        self._tell(wording.window(WindowPhrase.TEXT_SIZE, number=str(percent)), "text_size")
