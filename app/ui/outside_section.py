"""The section of the settings for what there is outside the window: start at sign-in, tray, a key for every program."""

import errno
from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker

from app.feedback.desktop_phrases import DesktopPhrase, desktop_phrase
from app.feedback.phrases import FULL_STOPS
from app.settings import Settings
from app.trouble import Trouble
from app.ui.global_key import described_key
from app.ui.outside import Outside
from app.ui.setting_rows import SettingRows
from app.ui.wrapped import WrappedCheckBox


class OutsideSection:
    """Three switches. What this system lacks is part of a switch's name: one that is greyed out could not be asked."""

    def __init__(self, rows: SettingRows, now: Settings, outside: Outside, report: Callable[[Trouble], None]) -> None:
        """Take where the rows go, the settings of now, what is switched, and what tells of trouble."""
        self._outside = outside
        self._report = report
        self._language = now.language
        rows.section(self._words(DesktopPhrase.SECTION))
        self.at_login = WrappedCheckBox(self._words(DesktopPhrase.AT_LOGIN))
        self.at_login.setAccessibleDescription(self._words(DesktopPhrase.AT_LOGIN_MORE))
        self.at_login.setObjectName("setting_at_login")
        self.at_login.toggled.connect(self._turn_login)
        rows.put(self.at_login)
        self.in_tray = rows.switch("closes_to_tray", self._tray_name(), self._words(DesktopPhrase.IN_TRAY_MORE))
        self.key = rows.switch("global_key", self._key_name(), self._words(DesktopPhrase.KEY_MORE))
        # After the row's own, which takes the key or leaves it.
        self.key.toggled.connect(self.show_newest)
        self.show_newest()

    def show_newest(self) -> None:
        """Show how it stands now; other programs change it, too."""
        with QSignalBlocker(self.at_login):
            self.at_login.setChecked(self._outside.starts_at_login())
        self.in_tray.setText(self._tray_name())
        self.key.setText(self._key_name())

    def _turn_login(self, on: bool) -> None:
        try:
            self._outside.start_at_login(on)
        except OSError as error:
            self._report(Trouble("login_not_changed", errno=error.errno or errno.EIO))
            self.show_newest()

    def _tray_name(self) -> str:
        name = self._words(DesktopPhrase.IN_TRAY)
        return name if self._outside.has_tray() else f"{name}. {self._words(DesktopPhrase.NO_TRAY).rstrip(FULL_STOPS)}"

    def _key_name(self) -> str:
        return described_key(self._outside.key.state, self._language)

    def _words(self, which: DesktopPhrase) -> str:
        return desktop_phrase(which, self._language)
