"""The settings while the window is open: changed one by one, stored at once. What follows from a change, others do."""

import errno
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.feedback.modes import GuidanceLevel
from app.feedback.troubles import reason
from app.settings import Settings
from app.speech.protocols import SoundChoice
from app.ui.controls import Controls


class Preferences(QObject):
    """The person's settings. A change that cannot be stored still holds until the app ends.

    Signals:
        changed: after a change.
        stored: whether the last change could be stored: "" or the reason why not, in the person's language.
    """

    changed = Signal()
    stored = Signal(str)

    def __init__(self, settings: Settings, save: Callable[[Settings], None], **for_this_run: object) -> None:
        """Take the settings as loaded; `save` stores them and may raise OSError.

        for_this_run: settings that hold in place of the loaded ones and are not stored, until they are changed.
        """
        super().__init__()
        self._kept = settings
        self._for_this_run = for_this_run
        self._save = save

    @property
    def settings(self) -> Settings:
        """The settings that hold now."""
        return replace(self._kept, **self._for_this_run)  # type: ignore[arg-type]

    def change(self, **changes: object) -> None:
        """Change these settings and store them all. Raises ValueError for a value that makes no sense."""
        self._kept = replace(self._kept, **changes)  # type: ignore[arg-type]
        self._for_this_run = {name: value for name, value in self._for_this_run.items() if name not in changes}
        try:
            self._save(self._kept)
        except OSError as error:
            self.stored.emit(reason(error.errno or errno.EIO, self._kept.language))
        else:
            self.stored.emit("")
        self.changed.emit()


def sound_choice(settings: Settings) -> SoundChoice:
    """How speech is to sound."""
    return SoundChoice(
        language=settings.language,
        voice=settings.voice,
        rate_wpm=settings.rate_wpm,
        pitch=settings.pitch,
        volume=settings.volume,
        output=settings.output,
    )


def pass_on(before: Settings, now: Settings, controls: Controls) -> None:
    """Ask the session for what of the settings concerns it and is otherwise than before."""
    if before.language != now.language:
        controls.set_language(now.language)
    if sound_choice(before) != sound_choice(now):
        controls.adjust_speech(sound_choice(now))
    if before.muted != now.muted:
        controls.set_muted(now.muted)
    if before.guidance != now.guidance:
        controls.set_guidance(GuidanceLevel(now.guidance))
    if before.place_tone != now.place_tone:
        controls.set_place_tone(now.place_tone)
