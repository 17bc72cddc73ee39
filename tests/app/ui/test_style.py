"""Can the words be read by someone who sees little."""

from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from app.ui import style
from app.ui.style import SystemLook, Theme

THEMES = list(style.THEMES.values())
SOME_TEXT = {
    QPalette.ColorRole.WindowText: QPalette.ColorRole.Window,
    QPalette.ColorRole.Text: QPalette.ColorRole.Base,
    QPalette.ColorRole.PlaceholderText: QPalette.ColorRole.Base,
    QPalette.ColorRole.ButtonText: QPalette.ColorRole.Button,
    QPalette.ColorRole.ToolTipText: QPalette.ColorRole.ToolTipBase,
    QPalette.ColorRole.HighlightedText: QPalette.ColorRole.Highlight,
}
"""Roles of texts, with those of what lies under them."""


def test_contrast_is_that_of_wcag() -> None:
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert style.contrast("#123456", "#123456") == pytest.approx(1.0)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_stands_out_at_least_seven_to_one(theme: Theme) -> None:
    assert [pair for pair in theme.text_pairs if style.contrast(*pair) < 7.0] == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_of_the_palette_stands_out_as_well(theme: Theme, qapp: QApplication) -> None:
    palette = style.palette(theme)
    for text, ground in SOME_TEXT.items():
        assert style.contrast(palette.color(text).name(), palette.color(ground).name()) >= 7.0, text


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_focus_and_edges_stand_out_at_least_three_to_one(theme: Theme) -> None:
    assert [pair for pair in theme.line_pairs if style.contrast(*pair) < 3.0] == []


@pytest.mark.parametrize("pair", style.RESULT_COLOURS.values(), ids=list(style.RESULT_COLOURS))
def test_colours_of_the_value_stand_out_at_least_seven_to_one(pair: tuple[str, str]) -> None:
    assert style.contrast(*pair) >= 7.0


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_icons_of_the_style_sheet_are_there(theme: Theme) -> None:
    named = [part.split('"')[0] for part in style.style_sheet(theme).split('url("')[1:]]
    assert named
    assert [name for name in named if not Path(name).is_file()] == []


@pytest.mark.parametrize(
    ("chosen", "look", "theme"),
    [
        ("system", SystemLook(is_dark=True, more_contrast=False, less_motion=False), style.DARK),
        ("system", SystemLook(is_dark=False, more_contrast=False, less_motion=False), style.LIGHT),
        ("system", SystemLook(is_dark=True, more_contrast=True, less_motion=False), style.CONTRAST_DARK),
        ("system", SystemLook(is_dark=False, more_contrast=True, less_motion=True), style.CONTRAST_LIGHT),
        ("light", SystemLook(is_dark=True, more_contrast=True, less_motion=False), style.LIGHT),
    ],
)
def test_theme_follows_the_system_unless_chosen(chosen: str, look: SystemLook, theme: Theme) -> None:
    assert style.choose_theme(chosen, look) is theme


def test_what_the_system_says_can_be_asked(qapp: QApplication) -> None:
    look = style.system_look()
    assert isinstance(look.is_dark, bool)
    assert not look.more_contrast
    assert not look.less_motion
