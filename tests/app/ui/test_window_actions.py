"""Every action of the window does something, under the name that keys and buttons have for it."""

from app.ui.keys import ACTIONS
from tests.app.ui.makers import WindowUnderTest


def test_every_action_that_has_a_key_does_something(shown: WindowUnderTest) -> None:
    window = shown.window
    does = window._actions.by_name(window._keys)
    own = {action.name for action in ACTIONS}
    assert set(does) >= {action.name for action in ACTIONS if window._keys.keys(action.name)}
    assert set(does) <= own
    assert set(window.reader.by_action) <= set(does)


def test_pages_open_by_their_actions(shown: WindowUnderTest) -> None:
    window = shown.window
    pages = {
        "settings": window.settings_page,
        "currencies": window.currency_page,
        "history": window.history_page,
        "count_page": window.count_page,
        "teach": window.teach_page,
        "help": window.help_page,
        "tones": window.tones_page,
        "camera": window.reader,
    }
    for name, page in pages.items():
        window._actions.by_name(window._keys)[name]()
        assert window.page is page
