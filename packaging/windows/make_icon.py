"""Draws the app's icon for Windows from the one picture there is.

python packaging/windows/make_icon.py build/icons/noteworthy.ico
"""

import argparse
import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication, QIcon, QImage

SVG = Path(__file__).resolve().parents[2] / "assets" / "icons" / "noteworthy.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def main() -> int:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path)
    target: Path = parser.parse_args().target
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    target.parent.mkdir(parents=True, exist_ok=True)
    pictures = [drawn(size) for size in SIZES]
    pictures[-1].save(target, append_images=pictures[:-1], sizes=[(size, size) for size in SIZES])
    application.quit()
    return 0


def drawn(size: int) -> Image.Image:
    """The icon, RGBA, so many pixels wide and high."""
    picture = QIcon(str(SVG)).pixmap(QSize(size, size)).toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    assert isinstance(picture.bytesPerLine(), int)
    held = QByteArray(bytes(picture.constBits()))
    return Image.frombytes("RGBA", (picture.width(), picture.height()), held.data())


if __name__ == "__main__":
    sys.exit(main())
