"""Can the words be read by someone who sees little."""

from pathlib import Path

import pytest

from app.ui import style


def test_contrast_is_that_of_wcag() -> None:
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert style.contrast("#123456", "#123456") == pytest.approx(1.0)


@pytest.mark.parametrize("pair", style.TEXT_PAIRS)
def test_text_stands_out_at_least_seven_to_one(pair: tuple[str, str]) -> None:
    assert style.contrast(*pair) >= 7.0


@pytest.mark.parametrize("ground", [style.GROUND, style.PANEL, style.BUTTON])
def test_focus_and_edges_stand_out_at_least_three_to_one(ground: str) -> None:
    assert style.contrast(style.FOCUS, ground) >= 3.0
    assert style.contrast(style.EDGE, ground) >= 3.0


def test_icons_of_the_style_sheet_are_there() -> None:
    named = [part.split('"')[0] for part in style.STYLE_SHEET.split('url("')[1:]]
    assert named
    assert [name for name in named if not Path(name).is_file()] == []
