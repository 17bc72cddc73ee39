"""The process that tries whether Qt can open a window here; Qt ends it at once where not. See display.py."""

from PySide6.QtWidgets import QApplication

if __name__ == "__main__":
    QApplication([])
