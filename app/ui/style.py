"""Themes: their colours, the palette and the style sheet made from them; every text at least 7:1. No widgets here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from app.resources import ICONS

_ICONS: Final = ICONS.as_posix()


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one look, as #rrggbb.

    Attributes:
        name: as in the settings.
        icons: folder under assets/icons.
        ground, panel, button, pressed: what lies under texts.
        edge: outlines of controls.
        text, quiet_text, value_text: what is read.
        mark, mark_text: a chosen row, a problem, the frame around a note; and what is read on it.
        focus: outline of the control that has the focus.
    """

    name: str
    icons: str
    ground: str
    panel: str
    button: str
    pressed: str
    edge: str
    text: str
    quiet_text: str
    value_text: str
    mark: str
    mark_text: str
    focus: str

    @property
    def text_pairs(self) -> tuple[tuple[str, str], ...]:
        """Every text colour with each colour that it may lie on."""
        return (
            *((self.text, under) for under in (self.ground, self.panel, self.button, self.pressed)),
            *((self.quiet_text, under) for under in (self.ground, self.panel)),
            *((self.value_text, under) for under in (self.ground, self.panel)),
            (self.mark_text, self.mark),
        )

    @property
    def line_pairs(self) -> tuple[tuple[str, str], ...]:
        """Every outline that must be seen, with each colour that it may lie on."""
        grounds = (self.ground, self.panel, self.button)
        return tuple((line, under) for line in (self.edge, self.focus) for under in grounds)


DARK: Final = Theme(
    "dark", "on_dark", "#0b0d10", "#171b20", "#232931", "#343d48", "#8c97a4",
    "#ffffff", "#c5ccd4", "#ffdd33", "#ffdd33", "#101010", "#ffdd33",
)  # fmt: skip
LIGHT: Final = Theme(
    "light", "on_light", "#f4f5f7", "#ffffff", "#e4e8ee", "#cfd6df", "#5b6673",
    "#101418", "#39424c", "#003f8a", "#003f8a", "#ffffff", "#0054b8",
)  # fmt: skip
CONTRAST_DARK: Final = Theme(
    "contrast_dark", "on_black", "#000000", "#000000", "#000000", "#333333", "#ffffff",
    "#ffffff", "#ffffff", "#ffff00", "#ffff00", "#000000", "#ffff00",
)  # fmt: skip
CONTRAST_LIGHT: Final = Theme(
    "contrast_light", "on_light", "#ffffff", "#ffffff", "#ffffff", "#d8e6ff", "#000000",
    "#000000", "#000000", "#00007a", "#00007a", "#ffffff", "#b00000",
)  # fmt: skip

THEMES: Final[Mapping[str, Theme]] = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST_DARK, CONTRAST_LIGHT)}

RESULT_COLOURS: Final[Mapping[str, tuple[str, str]]] = {
    "yellow_on_black": ("#ffff00", "#000000"),
    "white_on_black": ("#ffffff", "#000000"),
    "black_on_white": ("#000000", "#ffffff"),
    "black_on_yellow": ("#000000", "#ffdd33"),
    "white_on_blue": ("#ffffff", "#00327d"),
    "green_on_black": ("#4dff4d", "#000000"),
}
"""Pairs that the value may be shown in: the colour of its words, and what lies under them."""


@dataclass(frozen=True, slots=True)
class SystemLook:
    """What the person's system is set to, as far as Qt tells."""

    is_dark: bool
    more_contrast: bool
    less_motion: bool


def system_look() -> SystemLook:
    """What the system is set to now. Qt before 6.10 tells neither contrast nor motion; both then count as usual."""
    hints = QGuiApplication.styleHints()
    accessibility = hints.accessibility() if hasattr(hints, "accessibility") else None
    if accessibility is None:
        return SystemLook(hints.colorScheme() != Qt.ColorScheme.Light, more_contrast=False, less_motion=False)
    motion = accessibility.motionPreference() if hasattr(accessibility, "motionPreference") else None
    motions = getattr(Qt, "MotionPreference", None)
    return SystemLook(
        # A system that says nothing gets the dark theme: it dazzles nobody who sees little.
        is_dark=hints.colorScheme() != Qt.ColorScheme.Light,
        more_contrast=accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast,
        less_motion=motion is not None and motions is not None and motion == motions.ReducedMotion,
    )


def choose_theme(chosen: str, look: SystemLook) -> Theme:
    """The theme of that name; for "system" the one that fits what the system is set to."""
    if chosen != "system":
        return THEMES[chosen]
    if look.more_contrast:
        return CONTRAST_DARK if look.is_dark else CONTRAST_LIGHT
    return DARK if look.is_dark else LIGHT


def result_colours(chosen: str, theme: Theme) -> tuple[str, str]:
    """Colour of the value's words and of what lies under them; the theme's own for a name that is not known."""
    return RESULT_COLOURS.get(chosen, (theme.value_text, theme.panel))


def palette(theme: Theme) -> QPalette:
    """The palette of the whole application."""
    made = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, theme.ground),
        (QPalette.ColorRole.WindowText, theme.text),
        (QPalette.ColorRole.Base, theme.panel),
        (QPalette.ColorRole.AlternateBase, theme.panel),
        (QPalette.ColorRole.Text, theme.text),
        (QPalette.ColorRole.PlaceholderText, theme.quiet_text),
        (QPalette.ColorRole.Button, theme.button),
        (QPalette.ColorRole.ButtonText, theme.text),
        (QPalette.ColorRole.ToolTipBase, theme.panel),
        (QPalette.ColorRole.ToolTipText, theme.text),
        (QPalette.ColorRole.Highlight, theme.mark),
        (QPalette.ColorRole.HighlightedText, theme.mark_text),
    ):
        made.setColor(role, QColor(colour))
    return made


def contrast(first: str, second: str) -> float:
    """Contrast of two colours, 1 to 21, as WCAG 2.2 defines it (relative luminance of sRGB)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    rgb = QColor(colour)
    channels = (rgb.redF(), rgb.greenF(), rgb.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def style_sheet(theme: Theme, result: str = "theme", text_size: int = 100) -> str:
    """The style sheet of the whole application.

    Args:
        theme: the colours.
        result: name of the colours of the value.
        text_size: of all texts, in percent of the usual size.
    """
    icons = f"{_ICONS}/{theme.icons}"

    def large(size: int) -> int:
        return round(size * text_size / 100)

    return "\n".join(
        (_words_sheet(theme, result, large), _fields_sheet(theme, icons, large), _lists_sheet(theme, icons, large))
    )


def _words_sheet(t: Theme, result: str, large: Callable[[int], int]) -> str:
    """The grounds, and all that is only read."""
    value_text, value_ground = result_colours(result, t)
    value_rest = t.text if result not in RESULT_COLOURS else value_text
    return f"""
QMainWindow, QDialog, QMessageBox {{ background: {t.ground}; }}
QScrollArea, #page, #pages, #centre {{ background: {t.ground}; border: none; }}
QLabel {{ color: {t.text}; }}

#value {{ color: {value_rest}; background: {value_ground}; border: 3px solid {t.edge}; border-radius: 12px; }}
#value[shows_value="true"] {{ color: {value_text}; }}
#value:focus {{ border: 5px solid {t.focus}; }}
#said {{ font-size: {large(15)}pt; border: 3px solid transparent; border-radius: 8px; padding: 2px 4px; }}
#said:focus {{ border-color: {t.focus}; }}
#title {{ font-size: {large(18)}pt; font-weight: 700; }}
#section {{ color: {t.value_text}; font-size: {large(15)}pt; font-weight: 700; }}
#heading {{ color: {t.quiet_text}; font-weight: 600; }}
#mine {{ border: 3px solid transparent; border-radius: 8px; padding: 2px 4px; }}
#mine:focus {{ border-color: {t.focus}; }}
#genuine, #quiet {{ color: {t.quiet_text}; }}
#total {{
    color: {t.value_text}; background: {t.panel}; font-size: {large(24)}pt; font-weight: 700;
    border: 3px solid {t.edge}; border-radius: 10px; padding: 8px 12px;
}}
#total:focus {{ border: 5px solid {t.focus}; padding: 6px 10px; }}
#problems {{
    color: {t.mark_text}; background: {t.mark};
    border: 3px solid {t.mark}; border-radius: 8px; padding: 6px 9px; font-weight: 600;
}}
#problems:focus {{ border-color: {t.text}; }}
"""


def _fields_sheet(t: Theme, icons: str, large: Callable[[int], int]) -> str:
    """What is pressed, turned and chosen."""
    return f"""\
QPushButton {{
    color: {t.text}; background: {t.button}; border: 2px solid {t.edge}; border-radius: 8px;
    padding: 7px 10px; min-height: 22px; font-weight: 600;
}}
QPushButton:hover {{ border-color: {t.text}; }}
QPushButton:pressed {{ background: {t.pressed}; }}
QPushButton:checked {{ color: {t.mark_text}; background: {t.mark}; border-color: {t.mark}; }}
QPushButton {{ outline: none; }}
QPushButton:focus {{ border: 4px solid {t.focus}; padding: 5px 8px; }}
QPushButton:checked:focus {{ border-color: {t.text}; }}

QComboBox, QKeySequenceEdit QLineEdit, QSpinBox {{
    color: {t.text}; background: {t.button}; border: 2px solid {t.edge}; border-radius: 8px;
    padding: 6px 10px; min-height: 22px;
}}
QComboBox:focus, QKeySequenceEdit QLineEdit:focus, QSpinBox:focus {{
    border: 4px solid {t.focus}; padding: 4px 8px;
}}
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down {{ border: none; width: 34px; }}
QComboBox::down-arrow {{ image: url("{icons}/arrow-down.svg"); width: 18px; height: 18px; }}
QComboBox QAbstractItemView {{
    color: {t.text}; background: {t.panel}; border: 2px solid {t.edge}; outline: none;
}}
QComboBox QAbstractItemView::item {{ min-height: {large(30)}px; padding: 0 8px; }}
QComboBox QAbstractItemView::item:selected {{ color: {t.mark_text}; background: {t.mark}; }}

QCheckBox {{ spacing: 10px; border: 3px solid transparent; border-radius: 6px; padding: 4px; color: {t.text}; }}
QCheckBox:focus {{ border-color: {t.focus}; }}
QCheckBox::indicator {{ width: {large(22)}px; height: {large(22)}px; }}
QCheckBox::indicator:checked {{ image: url("{icons}/box-on.svg"); }}
QCheckBox::indicator:unchecked {{ image: url("{icons}/box-off.svg"); }}

QSlider {{ min-height: 34px; border: 3px solid transparent; border-radius: 6px; }}
QSlider:focus {{ border-color: {t.focus}; }}
QSlider::groove:horizontal {{ height: 8px; background: {t.button}; border: 2px solid {t.edge}; border-radius: 5px; }}
QSlider::handle:horizontal {{
    width: 18px; margin: -8px 0; background: {t.mark}; border: 2px solid {t.text}; border-radius: 10px;
}}
"""


def _lists_sheet(t: Theme, icons: str, large: Callable[[int], int]) -> str:
    """Lists, fields of text, and the bars that scroll them."""
    return f"""\
QListWidget, QPlainTextEdit, QTableWidget, QLineEdit {{
    color: {t.text}; background: {t.panel}; border: 2px solid {t.edge}; border-radius: 8px; padding: 4px;
}}
QListWidget:focus, QPlainTextEdit:focus, QLineEdit:focus {{ border: 4px solid {t.focus}; padding: 2px; }}
QListWidget::item {{ padding: 5px 4px; }}
QListWidget::item:selected {{ color: {t.text}; background: {t.pressed}; }}
QListWidget::item:focus {{ color: {t.mark_text}; background: {t.mark}; }}
QListWidget::indicator {{ width: {large(20)}px; height: {large(20)}px; }}
QListWidget::indicator:checked {{ image: url("{icons}/box-on.svg"); }}
QListWidget::indicator:unchecked {{ image: url("{icons}/box-off.svg"); }}

QScrollBar {{ background: {t.panel}; width: 16px; }}
QScrollBar:horizontal {{ height: 16px; }}
QScrollBar::handle {{ background: {t.edge}; border-radius: 6px; min-height: 30px; min-width: 30px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
"""
