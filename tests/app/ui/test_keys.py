"""Keys: all can be changed, none by a bare letter, none twice."""

import re
import sys

import pytest
from PySide6.QtGui import QKeySequence

from app.ui.global_key import KEY
from app.ui.keys import ACTIONS, SLOTS, KeyMap, KeyRefused, meaning


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
    "key",
    [
        *("R", "5", "Shift+R", "Space", "Tab", "Ctrl+Tab", "Esc", "Alt+F4", "Ctrl+C", "Ctrl+K, K"),
        "Ctrl++",
        "Ctrl+0",
        KEY,
    ],
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


def test_what_a_newer_version_stored_is_not_lost_when_this_one_stores() -> None:
    newer = (("zoom", "F13"), ("repeat/3", "Ctrl+J"), ("what", "Hyper+K"))
    keys = KeyMap((("hush", "Ctrl+J"), *newer))
    assert keys.keys("what")[0] == "F4"
    keys.assign("pause", "Ctrl+Y")
    assert set(keys.stored()) == {("hush", "Ctrl+J"), ("pause", "Ctrl+Y"), *newer}
    again = KeyMap(keys.stored())
    again.assign("what", "Ctrl+F4")
    assert ("what", "Hyper+K") not in again.stored(), "the person has chosen another"
    assert ("what", "Ctrl+F4") in again.stored()


def test_a_letter_with_ctrl_does_what_each_function_key_does() -> None:
    keys = KeyMap()
    ctrl = "Meta" if sys.platform == "darwin" else "Ctrl"
    used: list[str] = []
    for action in ACTIONS:
        if action.default.startswith("F"):
            first, second = keys.keys(action.name)
            assert first == action.default
            assert re.fullmatch(rf"{ctrl}\+[A-Z]", second), action.name
        used += keys.keys(action.name)
    assert len(set(used)) == len(used) == len(SLOTS)
    assert not {f"Ctrl+{letter}" for letter in "ACVXWY"} & set(used), "systems and texts have these"


def test_each_of_the_two_can_be_changed_or_taken_away() -> None:
    keys = KeyMap()
    keys.assign("repeat/2", "Ctrl+J")
    keys.assign("repeat", "")
    assert keys.stored() == (("repeat", ""), ("repeat/2", "Ctrl+J"))
    again = KeyMap(keys.stored())
    assert again.keys("repeat") == ("Ctrl+J",)
    assert again.shown("repeat") == again.shown_all("repeat") == "Ctrl+J"
    assert again.shown_slot("repeat") == ""
    assert meaning("repeat/2") == meaning("repeat") == "say the last value again"


@pytest.mark.skipif(sys.platform == "darwin", reason="there second keys have another modifier")
def test_keys_that_were_chosen_before_second_ones_came_stay_chosen() -> None:
    keys = KeyMap((("hush", "Ctrl+R"),))
    assert keys.keys("hush") == ("Ctrl+R", "Ctrl+U")
    assert keys.keys("repeat") == ("F6",)
    assert keys.stored() == (("hush", "Ctrl+R"),)
    with pytest.raises(KeyRefused, match="already used for: help"):
        keys.assign("repeat", "Ctrl+H")


@pytest.mark.skipif(sys.platform == "darwin", reason="there second keys have another modifier")
def test_an_action_may_have_its_second_key_for_its_first() -> None:
    keys = KeyMap()
    keys.assign("repeat", "Ctrl+R")
    assert keys.keys("repeat") == ("Ctrl+R",)
    assert keys.stored() == (("repeat", "Ctrl+R"),)
    assert KeyMap(keys.stored()).keys("repeat") == ("Ctrl+R",)


@pytest.mark.parametrize(("key", "shown"), [("escape", "Esc"), ("k", "K"), ("no key at all", "no key at all")])
def test_a_key_that_is_refused_is_told_as_it_is_written(key: str, shown: str) -> None:
    with pytest.raises(KeyRefused) as refused:
        KeyMap().assign("repeat", key)
    assert str(refused.value).startswith(f"{shown} cannot be used.")
