"""Keys: all can be changed, none by a bare letter, none twice."""

import pytest
from PySide6.QtGui import QKeySequence

from app.ui.keys import ACTIONS, KeyMap, KeyRefused


def test_defaults_are_allowed_and_differ() -> None:
    keys = KeyMap()
    assert len({keys.key(action.name) for action in ACTIONS}) == len(ACTIONS)
    for action in ACTIONS:
        keys.assign(action.name, action.default)
        assert QKeySequence(action.default).toString() == action.default
    assert keys.stored() == ()


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_every_key_can_be_changed_and_comes_back(action: object) -> None:
    name = action.name  # type: ignore[attr-defined]
    keys = KeyMap()
    keys.assign(name, "Ctrl+Alt+K")
    assert KeyMap(keys.stored()).key(name) == "Ctrl+Alt+K"
    keys.assign(name, "")
    assert KeyMap(keys.stored()).key(name) == ""


@pytest.mark.parametrize(
    "key", ["R", "5", "Shift+R", "Space", "Tab", "Ctrl+Tab", "Esc", "Alt+F4", "Ctrl+C", "Ctrl+K, K"]
)
def test_bare_and_taken_keys_are_refused(key: str) -> None:
    keys = KeyMap()
    with pytest.raises(KeyRefused, match="cannot be used"):
        keys.assign("repeat", key)
    assert keys.key("repeat") == "F6"


def test_a_key_is_never_given_twice() -> None:
    keys = KeyMap()
    with pytest.raises(KeyRefused, match="already used for: hush"):
        keys.assign("repeat", "F7")
    assert keys.key("repeat") == "F6"


def test_two_actions_may_change_places() -> None:
    assert KeyMap((("repeat", "F7"), ("hush", "F6"))).key("hush") == "F6"


def test_stored_nonsense_leaves_the_default() -> None:
    keys = KeyMap((("repeat", "R"), ("unknown", "F2"), ("hush", "F1")))
    assert keys.key("repeat") == "F6"
    assert keys.key("hush") == "F7"
