"""Keeps off the terminal what Qt says of itself that nobody can do anything about. Everything else still goes there."""

import sys
from typing import Final

from PySide6.QtCore import QLoggingCategory, QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

# The bridge to screen readers, and the fonts that the system has. QT_LOGGING_RULES still turns them on.
_CATEGORIES: Final = ("qt.accessibility.atspi", "qt.text.font", "qt.qpa.fonts")
# Of the same two kinds, but said in no category of their own.
_BEGINNINGS: Final = ("QSpiApplication::keyEventError", "QFontDatabase: Cannot find font directory")
_CAN_BE_LEFT_OUT: Final = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg, QtMsgType.QtWarningMsg)


def hush_qt() -> None:
    """Leave these lines out from now on. To be called before the application is made."""
    rules = [f"{name}*.{kind}=false" for name in _CATEGORIES for kind in ("debug", "info", "warning")]
    QLoggingCategory.setFilterRules("\n".join(rules))
    qInstallMessageHandler(_write)


def _write(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
    line = text or ""
    if kind in _CAN_BE_LEFT_OUT and line.startswith(_BEGINNINGS):
        return
    if sys.stderr is not None:
        print(qFormatLogMessage(kind, context, line), file=sys.stderr, flush=True)
