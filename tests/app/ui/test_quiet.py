"""The terminal: what Qt says of fonts and of its bridge to readers is left out, and nothing else. In a process."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QtMsgType

from app.ui import quiet

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
from PySide6.QtCore import QLoggingCategory, qCDebug, qCInfo, qCWarning, qCCritical, qWarning, qCritical
from app.ui.quiet import hush_qt
hush_qt()
for name in ("qt.accessibility.atspi", "qt.text.font.db", "qt.qpa.fonts"):
    qCWarning(QLoggingCategory(name), f"nobody can help {name}")
    qCInfo(QLoggingCategory(name), f"nobody asked {name}")
qCCritical(QLoggingCategory("qt.text.font.db"), "grave in a category")
qCWarning(QLoggingCategory("qt.multimedia"), "of another category")
qWarning('QSpiApplication::keyEventError  "org.freedesktop.DBus.Error.NoReply"')
qWarning("QFontDatabase: Cannot find font directory /nowhere.")
qWarning("QWidget::repaint: Recursive repaint detected")
qCritical("QFontDatabase: Cannot find font directory, gravely")
"""


def written(**variables: str) -> list[str]:
    environment = {**os.environ, **variables}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stderr.splitlines()


def test_only_what_nobody_can_help_is_left_out() -> None:
    assert written() == [
        "qt.text.font.db: grave in a category",
        "qt.multimedia: of another category",
        "QWidget::repaint: Recursive repaint detected",
        "QFontDatabase: Cannot find font directory, gravely",
    ]


def test_who_hunts_a_fault_can_have_it_all() -> None:
    assert "qt.text.font.db: nobody can help qt.text.font.db" in written(QT_LOGGING_RULES="qt.text.font.*=true")


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        (QtMsgType.QtWarningMsg, f"{quiet._BEGINNINGS[0]} of somebody", False),
        (QtMsgType.QtCriticalMsg, f"{quiet._BEGINNINGS[0]} of somebody", True),
        (QtMsgType.QtWarningMsg, "of something else", True),
        (QtMsgType.QtInfoMsg, None, True),
    ],
)
def test_a_line_is_left_out_by_its_kind_and_its_beginning(
    kind: QtMsgType, text: str | None, shown: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(quiet, "qFormatLogMessage", lambda kind, context, line: f"<{line}>")
    context: Any = None
    quiet._write(kind, context, text)
    assert capsys.readouterr().err == (f"<{text or ''}>\n" if shown else "")
    # A program without a terminal has nowhere to write.
    monkeypatch.setattr(sys, "stderr", None)
    quiet._write(kind, context, text)
