"""Rows of settings: a name, what changes the setting, and its storing at once. Which settings there are is not here."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QLabel, QSlider, QVBoxLayout, QWidget

from app.ui.choice_box import ChoiceBox, PageSlider
from app.ui.preferences import Preferences
from app.ui.wrapped import WrappedCheckBox

translate = QCoreApplication.translate

_TRY_AFTER_MS: Final = 350
# Sliders that are heard where they come to rest.
_HEARD: Final = frozenset({"rate_wpm", "pitch", "volume"})


class SettingRows(QObject):
    """Puts rows into a column, one below the other, and stores what they change."""

    def __init__(
        self, column: QVBoxLayout, preferences: Preferences, try_voice: Callable[[], None], parent: QObject
    ) -> None:
        """Take where they go, what they change, and what lets the voice be heard after a change of it."""
        super().__init__(parent)
        self._column = column
        self._preferences = preferences
        self._shown: dict[str, Callable[[object], None]] = {}
        preferences.changed.connect(self._show_newest)
        self._try_later = QTimer(self)
        self._try_later.setSingleShot(True)
        self._try_later.setInterval(_TRY_AFTER_MS)
        self._try_later.timeout.connect(try_voice)

    def put(self, part: QWidget) -> None:
        """Any part as it is."""
        self._column.addWidget(part)

    def section(self, title: str) -> None:
        """Begin a section with this title."""
        heading = QLabel(title)
        heading.setObjectName("section")
        heading.setWordWrap(True)
        self._column.addSpacing(14)
        self._column.addWidget(heading)

    def choice(
        self,
        setting: str,
        name: str,
        description: str,
        offered: Sequence[tuple[str | None, str]],
        chosen: str | None,
        *,
        tries: bool = False,
        takes_at_once: bool = False,
    ) -> ChoiceBox:
        """A list that folds out.

        Args:
            setting: name of the setting.
            name: what it is called.
            description: what more there is to say of it.
            offered: pairs of value and what it is called.
            chosen: value of the one that holds.
            tries: the voice is heard after a change.
            takes_at_once: each arrow takes what it comes to.
        """
        made = ChoiceBox(takes_at_once=takes_at_once)
        made.view().setAccessibleName(name)
        offer(made, offered, chosen)
        made.taken.connect(lambda place: self._change(setting, made.itemData(place), tries=tries))
        self.add(name, made, description)
        made.setObjectName(f"setting_{setting}")
        self._shown[setting] = made.show_value
        return made

    def slider(self, setting: str, name: str, spoken: str, least: int, most: int, step: int, now: int) -> QSlider:
        """A slider; `spoken` is what is said of where it stands, with {number} in it."""
        made = PageSlider(Qt.Orientation.Horizontal)
        made.setRange(least, most)
        made.setSingleStep(step)
        made.setPageStep(step * 4)
        made.setValue(now)
        label = self.add(name, made, translate("Settings", "Arrow keys change it."))
        made.setObjectName(f"setting_{setting}")

        def show(value: int) -> None:
            # A screen reader says the number itself: with it in the name, too, it would be heard twice.
            made.setProperty("spoken_value", spoken.format(number=value))
            label.setText(f"{name}: {spoken.format(number=value)}")

        def changed(value: int) -> None:
            show(value)
            self._change(setting, value, tries=setting in _HEARD)

        show(now)
        made.valueChanged.connect(changed)

        def show_value(value: object) -> None:
            # One that is beyond its ends was chosen elsewhere, and stays.
            if isinstance(value, int) and least <= value <= most:
                made.setValue(value)

        self._shown[setting] = show_value
        return made

    def switch(self, setting: str, name: str, description: str, *, inverted: bool = False) -> QCheckBox:
        """A check box; `inverted` for one that is on while its setting is off."""
        made = WrappedCheckBox(name)
        made.setAccessibleDescription(description)
        made.setChecked(bool(getattr(self._preferences.settings, setting)) != inverted)
        made.toggled.connect(lambda on: self._change(setting, on != inverted))
        made.setObjectName(f"setting_{setting}")
        self._shown[setting] = lambda value: made.setChecked(bool(value) != inverted)
        self._column.addWidget(made)
        return made

    def add(self, name: str, part: QWidget, description: str) -> QLabel:
        """Any part under its name; returns the label with the name."""
        label = QLabel(name)
        label.setObjectName("heading")
        label.setWordWrap(True)
        if isinstance(part, ChoiceBox):
            # Of these Qt tells the entry for a name, and readers follow the label; of others they say label and name.
            label.setBuddy(part)
        part.setAccessibleName(name)
        part.setAccessibleDescription(description)
        self._column.addSpacing(4)
        self._column.addWidget(label)
        self._column.addWidget(part)
        return label

    def _show_newest(self) -> None:
        """What was changed elsewhere, by a key or since a choice was taken back, must not stand here as it was."""
        for setting, show in self._shown.items():
            show(getattr(self._preferences.settings, setting))

    def _change(self, setting: str, value: object, *, tries: bool = False) -> None:
        if getattr(self._preferences.settings, setting) == value:
            return
        self._preferences.change(**{setting: value})
        if tries:
            # A slider on its way is heard where it comes to rest.
            self._try_later.start()


def offer(where: ChoiceBox, offered: Sequence[tuple[str | None, str]], chosen: str | None) -> None:
    """Fill a list with pairs of value and name, and let it stand at the one that holds."""
    where.clear()
    for key, name in offered:
        where.addItem(name, key)
    # findData cannot find None.
    where.settle(next((place for place, (key, _) in enumerate(offered) if key == chosen), 0))
