"""The list of cameras and other sources. Which there are, and what follows from a choice, is decided elsewhere."""

import re
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt

from app.camera.address import without_secrets
from app.ui.choice_box import ChoiceBox
from app.ui.controls import Choices

translate = QCoreApplication.translate

_SPOKEN: Final = Qt.ItemDataRole.AccessibleTextRole


class SourceBox(ChoiceBox):
    """What can be looked at, by name; what was named by its address or path is added to it."""

    def __init__(self, choices: Choices, key: str) -> None:
        """Take what there is, and the key that leads here."""
        super().__init__()
        self.setAccessibleName(translate("Main", "Camera"))
        self.setAccessibleDescription(
            translate("Page", "{what} Key {key}.").format(
                what=translate("Main", "Which camera is looked through."), key=key
            )
        )
        self.view().setAccessibleName(translate("Main", "Cameras"))
        for choice in choices.sources:
            self.addItem(choice.name, choice.key)
        self.show_source(choices.source)

    def show_source(self, spec: str) -> None:
        """Show which source is looked at."""
        if not spec or self.hasFocus():
            return
        if self.findData(spec) < 0:
            # A camera's password is neither shown nor read out.
            self.addItem(without_secrets(spec), spec)
            self.setItemData(self.count() - 1, _spoken(spec), _SPOKEN)
        self.settle(self.findData(spec))


def _spoken(spec: str) -> str:
    """An address or a path as it is said: nobody can follow all of that by ear."""
    if "://" in spec:
        return translate("Main", "Network camera")
    return re.split(r"[/\\]", spec.rstrip("/\\"))[-1] or spec
