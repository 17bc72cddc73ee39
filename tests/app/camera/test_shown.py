"""Names from outside as they are printed and spoken."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.camera.shown import LONGEST, shown_path, shown_text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a b.png", "a b.png"),
        ("Geld für später.jpg", "Geld für später.jpg"),
        ("टका\u00a0₹.png", "टका\u00a0₹.png"),
        ("a\udcff.png", "a\\xff.png"),
        ("a\udc80.png", "a\\x80.png"),
        ("a\udc7f.png", "a\\udc7f.png"),
        ("a\nb\x1b[2J.png", "a\\nb\\x1b[2J.png"),
        ("a\u202egpj.exe", "a\\u202egpj.exe"),
        ("a\u061cb.jpg", "a\\u061cb.jpg"),
        ("a\u2028b\x85\x00", "a\\u2028b\\x85\\x00"),
        ("a\ud800b", "a\\ud800b"),
    ],
)
def test_a_name_stays_as_it_is_but_for_what_no_line_can_hold(name: str, shown: str) -> None:
    assert shown_path(Path(name) if "\x00" not in name else name) == shown


def test_a_very_long_name_loses_its_middle() -> None:
    assert len(shown_text("a" * 5000)) < LONGEST + 10
    begin, end = "b" * (LONGEST // 2), "e" * (LONGEST // 2)
    assert shown_text(begin + end) == begin + end
    assert shown_text(f"{begin}x{end}") == f"{begin} … {end}"


@given(st.text(st.characters(codec=None, categories=("Cs", "Cc", "Cf", "L", "N", "P", "Z")), max_size=30))
def test_whatever_is_shown_can_be_written_as_one_line_of_utf_8(name: str) -> None:
    shown = shown_path(name)
    assert shown.encode().decode() == shown
    assert len(shown.splitlines()) <= 1
    assert json.loads(json.dumps(shown, ensure_ascii=False)) == shown
