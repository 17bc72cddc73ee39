"""What each action of the window does, whichever key or button it is asked by. Which keys: `keys.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.camera.phone_source import SPEC as PHONE

if TYPE_CHECKING:
    from app.ui.commands import Commands
    from app.ui.keys import KeyMap
    from app.ui.window import MainWindow

Does = dict[str, Callable[[], object]]


class WindowActions:
    """The actions of a window, by name; its pages may be made anew meanwhile."""

    def __init__(self, window: MainWindow, commands: Commands) -> None:
        """Take whose actions they are, and who carries out those that are not about pages."""
        self._window = window
        self._commands = commands

    def by_name(self, keys: KeyMap) -> Does:
        """What is done, by the names of `keys.ACTIONS`, with the pages and keys of now."""
        window, controls, commands = self._window, self._window.controls, self._commands
        notes = window.count_page
        return {
            "help": self._open_help,
            "private": commands.turn_private,
            "count": commands.turn_count,
            "what": lambda: controls.what_do_you_see(),
            "table": lambda: controls.what_is_on_the_table(),
            "pause": commands.pause_or_start,
            "repeat": lambda: controls.repeat(),
            "hush": window.hush,
            "camera": self._open_sources,
            "phone": self._open_phone,
            "currencies": lambda: window.open_page(window.currency_page),
            "settings": lambda: window.open_page(window.settings_page),
            "count_page": lambda: window.open_page(notes),
            "history": lambda: window.open_page(window.history_page),
            "read_count": notes.read_button.click,
            "undo_count": window.contents.undo,
            "teach": lambda: window.open_page(window.teach_page),
            "clear_count": notes.clear_button.click,
            "tones": self._open_tones,
            "tour": window.tour_again,
            "identify": lambda: commands.identify(keys.shown("identify")),
            "quit": window.leave,
        }

    def _open_help(self) -> None:
        page = self._window.help_page
        is_asked_again = self._window.page is page
        self._window.open_page(page)
        # A screen reader reads the page itself; who hears nothing asks again.
        if is_asked_again or not self._window.reader_runs():
            page.read()

    def _open_tones(self) -> None:
        self._window.open_page(self._window.tones_page)
        self._window.controls.learn_tones()

    def _open_sources(self) -> None:
        self._window.open_page(self._window.reader)
        self._window.reader.open_sources()

    def _open_phone(self) -> None:
        self._window.open_page(self._window.phone_page)
        # For now only: who wants it at every start chooses it in the list.
        self._window.source = PHONE
        self._window.controls.phone.ask()
