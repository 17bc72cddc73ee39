"""Colours and the style sheet: light on dark, every text at least 7:1 against what lies under it. No widgets here."""

from pathlib import Path
from typing import Final

from PySide6.QtGui import QColor, QPalette

GROUND: Final = "#0b0d10"
PANEL: Final = "#171b20"
BUTTON: Final = "#232931"
PRESSED: Final = "#343d48"
EDGE: Final = "#8c97a4"
TEXT: Final = "#ffffff"
QUIET_TEXT: Final = "#c5ccd4"
VALUE_TEXT: Final = "#ffdd33"
PROBLEM_GROUND: Final = "#ffdd33"
PROBLEM_TEXT: Final = "#101010"
FOCUS: Final = "#ffdd33"

ICONS: Final = (Path(__file__).parents[2] / "assets" / "icons").as_posix()

TEXT_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    (TEXT, GROUND),
    (TEXT, PANEL),
    (TEXT, BUTTON),
    (TEXT, PRESSED),
    (QUIET_TEXT, GROUND),
    (QUIET_TEXT, PANEL),
    (VALUE_TEXT, GROUND),
    (VALUE_TEXT, PANEL),
    (PROBLEM_TEXT, PROBLEM_GROUND),
)
"""Every text colour of the window with the colour under it."""


def palette() -> QPalette:
    """The palette of the whole application."""
    made = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, GROUND),
        (QPalette.ColorRole.WindowText, TEXT),
        (QPalette.ColorRole.Base, PANEL),
        (QPalette.ColorRole.AlternateBase, PANEL),
        (QPalette.ColorRole.Text, TEXT),
        (QPalette.ColorRole.PlaceholderText, QUIET_TEXT),
        (QPalette.ColorRole.Button, BUTTON),
        (QPalette.ColorRole.ButtonText, TEXT),
        (QPalette.ColorRole.ToolTipBase, PANEL),
        (QPalette.ColorRole.ToolTipText, TEXT),
        (QPalette.ColorRole.Highlight, VALUE_TEXT),
        (QPalette.ColorRole.HighlightedText, PROBLEM_TEXT),
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


STYLE_SHEET: Final = f"""
QMainWindow, QDialog {{ background: {GROUND}; }}
QLabel {{ color: {TEXT}; }}

#value {{ color: {TEXT}; background: {PANEL}; border: 3px solid {PANEL}; border-radius: 12px; }}
#value[shows_value="true"] {{ color: {VALUE_TEXT}; }}
#value:focus {{ border-color: {FOCUS}; }}
#said {{ font-size: 16pt; border: 3px solid transparent; border-radius: 8px; padding: 2px 0; }}
#said:focus {{ border-color: {FOCUS}; }}
#heading {{ color: {QUIET_TEXT}; font-weight: 600; }}
#genuine {{ color: {QUIET_TEXT}; }}
#problems {{
    color: {PROBLEM_TEXT}; background: {PROBLEM_GROUND};
    border: 3px solid {PROBLEM_GROUND}; border-radius: 8px; padding: 6px 9px; font-weight: 600;
}}
#problems:focus {{ border-color: {TEXT}; }}

QPushButton {{
    color: {TEXT}; background: {BUTTON}; border: 2px solid {EDGE}; border-radius: 8px;
    padding: 7px 10px; min-height: 22px; font-weight: 600;
}}
QPushButton:hover {{ border-color: {TEXT}; }}
QPushButton:pressed {{ background: {PRESSED}; }}
QPushButton:focus {{ border: 4px solid {FOCUS}; padding: 5px 8px; }}

QComboBox {{
    color: {TEXT}; background: {BUTTON}; border: 2px solid {EDGE}; border-radius: 8px;
    padding: 6px 10px; min-height: 22px;
}}
QComboBox:focus {{ border: 4px solid {FOCUS}; padding: 4px 8px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down {{ border: none; width: 34px; }}
QComboBox::down-arrow {{ image: url("{ICONS}/arrow-down.svg"); width: 18px; height: 18px; }}
QComboBox QAbstractItemView {{
    color: {TEXT}; background: {PANEL}; border: 2px solid {EDGE}; outline: none;
}}
QComboBox QAbstractItemView::item {{ min-height: 30px; padding: 0 8px; }}
QComboBox QAbstractItemView::item:selected {{ color: {PROBLEM_TEXT}; background: {VALUE_TEXT}; }}

QListWidget, QPlainTextEdit {{
    color: {TEXT}; background: {PANEL}; border: 2px solid {EDGE}; border-radius: 8px; padding: 4px;
}}
QListWidget:focus, QPlainTextEdit:focus {{ border: 4px solid {FOCUS}; padding: 2px; }}
QListWidget::item {{ padding: 0 4px; }}
QListWidget::item:selected {{ color: {TEXT}; background: {PRESSED}; }}
QListWidget::item:focus {{ color: {PROBLEM_TEXT}; background: {VALUE_TEXT}; }}
QListWidget::indicator {{ width: 20px; height: 20px; }}
QListWidget::indicator:checked {{ image: url("{ICONS}/box-on.svg"); }}
QListWidget::indicator:unchecked {{ image: url("{ICONS}/box-off.svg"); }}
"""
