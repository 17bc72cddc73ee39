"""The longer texts of the window: they name the keys of now, and none that there is not."""

from app.ui import texts
from app.ui.keys import ACTIONS, KeyMap


def test_help_tells_every_action_that_has_a_key() -> None:
    keys = KeyMap()
    lines = texts.help_lines(keys)
    with_key = [action for action in ACTIONS if keys.keys(action.name)]
    assert len(lines) == len(with_key) + 6
    assert lines[1].startswith(f"{keys.shown_all(with_key[0].name)}: ")
    assert lines[-1] == texts.not_genuine()
    assert "not check" in lines[-1]
    assert "genuine" in lines[-1]


def test_the_end_of_the_tour_says_whether_it_was_left_and_what_to_press() -> None:
    keys = KeyMap()
    done, left = (texts.tour_end(keys, was_left=was_left) for was_left in (False, True))
    assert done.startswith("That was the tour. Press ")
    assert left.startswith("The tour was skipped. Press ")
    assert keys.shown_either("currencies") in done


def test_there_is_a_code_for_each_rank_and_one_for_an_error() -> None:
    codes = texts.tone_codes(3)
    assert [rank for _, rank in codes] == [1, 2, 3, 0]
    assert codes[1][0] == "Tones: 2"


def test_time_since_the_start_is_told_in_minutes_and_seconds() -> None:
    assert [texts.since_start(at_s) for at_s in (0.0, 9.99, 60.0, 3599.0)] == ["0:00", "0:09", "1:00", "59:59"]


def test_sentences_are_not_empty() -> None:
    told = [texts.invitation(), texts.last_currency(), texts.no_picture_in_private(), texts.tones_explained()]
    assert all(told)
    assert len(set(told)) == len(told)
