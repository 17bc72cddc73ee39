"""Can the words be read by someone who sees little."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
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
    # Very dark shades follow a line, and from 0.04045 on a power.
    assert style.contrast("#0a0a0a", "#ffffff") == pytest.approx(19.80, abs=0.01)
    assert style.contrast("#141414", "#ffffff") == pytest.approx(18.42, abs=0.01)


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


@pytest.mark.parametrize(
    ("colour", "on_white"),
    # As WCAG's own tools give them; #0a0a0a and #0b0b0b lie on both sides of the curve's bend.
    [
        ("#ff0000", 3.998),
        ("#00ff00", 1.372),
        ("#0000ff", 8.592),
        ("#808080", 3.949),
        ("#0a0a0a", 19.798),
        ("#0b0b0b", 19.684),
        ("#161616", 18.1),
    ],
)
def test_each_colour_counts_as_much_as_it_is_seen(colour: str, on_white: float) -> None:
    assert style.contrast(colour, "#ffffff") == pytest.approx(on_white, abs=0.02)
    assert style.contrast("#ffffff", colour) == style.contrast(colour, "#ffffff")


@pytest.mark.parametrize(("size", "points", "row_px"), [(100, 15, 30), (150, 22, 45), (200, 30, 60)])
def test_texts_and_rows_grow_with_the_size_that_was_chosen(size: int, points: int, row_px: int) -> None:
    sheet = style.style_sheet(style.DARK, text_size=size)
    assert f"#said {{ font-size: {points}pt;" in sheet
    assert f"min-height: {row_px}px; padding: 0 8px;" in sheet
    for part in ("#value", "QPushButton:focus", "QListWidget::item:focus"):
        assert part in sheet


def test_the_value_has_the_colours_that_were_chosen_and_else_the_theme_s() -> None:
    chosen = style.style_sheet(style.DARK, "white_on_blue")
    assert "#value { color: #ffffff; background: #00327d;" in chosen
    assert '#value[shows_value="true"] { color: #ffffff; }' in chosen
    own = style.style_sheet(style.DARK)
    # Words that are no value are as all words are; a value stands out.
    assert f"#value {{ color: {style.DARK.text}; background: {style.DARK.panel};" in own
    assert f'#value[shows_value="true"] {{ color: {style.DARK.value_text}; }}' in own


class _Hints:
    """What a system says of itself, by as much as its Qt knows."""

    def __init__(self, scheme: object, **accessibility: object) -> None:
        self._scheme = scheme
        if accessibility:
            told = SimpleNamespace(**{name: lambda value=value: value for name, value in accessibility.items()})
            self.accessibility = lambda: None if accessibility.get("nothing") else told

    def colorScheme(self) -> object:
        """As Qt's."""
        return self._scheme


@pytest.mark.parametrize(
    ("scheme", "is_dark"),
    [(Qt.ColorScheme.Light, False), (Qt.ColorScheme.Dark, True), (Qt.ColorScheme.Unknown, True)],
)
def test_what_the_system_says_is_taken_as_far_as_its_qt_tells(
    scheme: object, is_dark: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    high, usual = "more", "none"
    monkeypatch.setattr(Qt, "ContrastPreference", SimpleNamespace(HighContrast=high), raising=False)
    monkeypatch.setattr(Qt, "MotionPreference", SimpleNamespace(ReducedMotion="less"), raising=False)

    def look(**accessibility: object) -> SystemLook:
        monkeypatch.setattr(
            style, "QGuiApplication", SimpleNamespace(styleHints=lambda: _Hints(scheme, **accessibility))
        )
        return style.system_look()

    plain = SystemLook(is_dark, more_contrast=False, less_motion=False)
    assert look() == plain, "before Qt 6.10"
    assert look(nothing=True) == plain
    assert look(contrastPreference=usual) == plain
    assert look(contrastPreference=high) == SystemLook(is_dark, more_contrast=True, less_motion=False)
    assert look(contrastPreference=usual, motionPreference="none") == plain
    assert look(contrastPreference=usual, motionPreference="less") == SystemLook(
        is_dark, more_contrast=False, less_motion=True
    )
