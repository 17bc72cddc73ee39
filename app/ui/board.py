"""What the window shows of what the session tells: the large sign, the picture, the lines. What is told, others decide.

It outlives the pages, which are made anew with every language: `use` names those that it shows things on.
"""

from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.feedback.table import TableFinding
from app.feedback.utterance import Priority
from app.session.messages import Message, MessageKind
from app.session.wording import Wording
from app.ui import fonts, texts
from app.ui.bridge import Bridge
from app.ui.controls import Controls
from app.ui.keys import KeyMap
from app.ui.lines import Lines
from app.ui.picture import image_from_bgr
from app.ui.reader_page import ReaderPage
from app.ui.sign import lacks_camera, sign_words
from app.ui.table_marks import SHOWN_S, TableMark, marks_of

translate = QCoreApplication.translate

# Statuses of docs/dev/events.md. What is wrong with the source stands on the large sign until it is well; others stand
# in a line of their own, until what they are about is well or for good.
_SOURCE_TROUBLES: Final = frozenset({"lost", "unavailable", "frozen"})
_LASTING_TROUBLES: Final = frozenset({"problem", "failed"})
# What the window shows elsewhere, or had said itself.
_NOT_SHOWN: Final = frozenset({"currencies", "said"})


class Board(QObject):
    """Shows the newest value, hint, status and picture; in private mode nothing that tells an amount.

    Signals:
        announced: a value was announced.
    """

    announced = Signal()

    def __init__(self, controls: Controls, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controls = controls
        self._bridge = bridge
        self._is_on_main_page = True
        self._source_trouble = self._source_trouble_heard = ""
        self._problems: dict[str, tuple[str, str]] = {}  # as they are shown, and as they are heard
        self._value_shown = ""
        self._value_is_secret = False
        self._last_value = ""
        self._said_text = self._said_heard = ""
        self._table: TableFinding | None = None
        self._said_has_amount = False

    def use(self, reader: ReaderPage, lines: Lines, keys: KeyMap) -> None:
        """Show all there is on this main page and in these lines from now on."""
        self._reader, self._lines, self._keys = reader, lines, keys
        self.show_said(self._said_text, self._said_has_amount, heard=self._said_heard)

    def forget_words(self) -> None:
        """Words of the language before would be read out wrongly."""
        self._value_shown = self._last_value = self._source_trouble = self._source_trouble_heard = ""
        self.show_said("")

    def turn_to(self, *, main_page: bool) -> None:
        """What is wrong with the camera stands on the large sign of the main page, on others in a line: never twice."""
        self._is_on_main_page = main_page
        self._show_problems()

    @property
    def shows_value(self) -> bool:
        """Whether the large words are the value of a note that is in view."""
        return bool(self._value_shown)

    def show_problem(self, key: str, text: str, heard: str = "") -> bool:
        """Show what is missing until `clear_problem` with the same key; returns whether that is news.

        heard: the words for an ear, where those that are shown have an address or a path in them.
        """
        told = (text, heard or text)
        is_new = self._problems.get(key) != told
        self._problems[key] = told
        self._show_problems()
        return is_new

    def clear_problem(self, key: str) -> None:
        """That is well again."""
        self._problems.pop(key, None)
        self._show_problems()

    def tell_what_cannot_be_drawn(self, language: str) -> None:
        """Who sees boxes in place of letters cannot read why: it is said, and shown in letters that are there."""
        if fonts.can_draw(language):
            self.clear_problem("font")
            return
        english, own = fonts.advice(language)
        self.show_problem("font", english)
        self._controls.say(own, topic="font", priority=Priority.STATUS)
        self._controls.say(english, topic="font:english", priority=Priority.STATUS)

    def tell(self, text: str, topic: str = "window") -> None:
        """Show words of the window itself, and have them said."""
        self.show_said(text)
        self._controls.say(text, topic=topic)

    def tell_of_focus(self, text: str, *, is_said: bool) -> None:
        """Show what became of the part that has the focus; said unless a screen reader does."""
        self.show_said(text)
        if is_said:
            # In the place of what is said of the row that has the focus, and not after it.
            self._controls.say(text, topic="focus")

    def show_said(self, text: str, has_amount: bool = False, *, heard: str = "") -> None:
        """Show what was said last; `heard` are other words for an ear."""
        self._said_text, self._said_heard = text, heard
        self._said_has_amount = has_amount
        self._lines.show_said(text, heard)

    def show_sight(self) -> None:
        """Show the newest picture, where it may be seen."""
        self._let_go_of_value()
        sight = self._bridge.take_sight()
        if sight is not None and not self._picture_words():
            marks = self._marks_at(sight.observation.captured_at_s)
            self._reader.picture.show_picture(image_from_bgr(sight.frame.image), sight.observation.note_box, marks)

    def show_state(self) -> None:
        """Show how the session stands now, whatever is still on its way."""
        state = self._controls.state
        if not lacks_camera(state):
            self._source_trouble = self._source_trouble_heard = ""
        self._forget_what_mode_tells_otherwise()
        words = self._picture_words()
        if words:
            self._reader.picture.show_message(words)
        self._reader.private_button.setChecked(state.mode.is_private)
        self._reader.count_button.setChecked(state.mode.counts)
        self._reader.name_pause_button(is_paused=state.is_paused)
        self._reader.sources.show_source(state.spec)
        self._let_go_of_value()
        self._show_value()
        self._show_problems()

    def show_message(self, message: Message) -> None:
        """Show what is told."""
        if message.has_amount and self._controls.state.mode.is_private:
            # Of before private mode, and late.
            return
        if message.kind is MessageKind.VALUE:
            self._show_announced(message)
        elif message.kind in (MessageKind.HINT, MessageKind.TABLE):
            if message.table is not None:
                self._show_table(message.table, message.text)
            self.show_said(translate("Main", "Said: {text}").format(text=message.text), message.has_amount)
        else:
            self._show_status(message)

    def _show_table(self, finding: TableFinding | None, text: str = "") -> None:
        """Outline these notes over the pictures that come; who has them read out finds the words at the picture."""
        self._table = finding
        self._reader.picture.setAccessibleDescription(text or translate("Main", "What the camera sees now."))

    def _marks_at(self, now_s: float) -> tuple[TableMark, ...]:
        """The notes of the table as they are drawn over a picture of this time."""
        finding, state = self._table, self._controls.state
        if finding is None or not 0 <= now_s - finding.captured_at_s <= SHOWN_S:
            return ()
        return marks_of(finding, Wording(state.language, state.currencies))

    def _show_announced(self, message: Message) -> None:
        self._show_table(None)
        self._value_shown = message.text
        self._value_is_secret = not message.has_amount
        self._show_value()
        self.show_said(translate("Main", "Said: {text}").format(text=message.text), message.has_amount)
        self.announced.emit()

    def _show_status(self, message: Message) -> None:
        self._let_go_of_value()
        if message.name in _SOURCE_TROUBLES and lacks_camera(self._controls.state):
            self._source_trouble, self._source_trouble_heard = message.text, message.said or message.text
            self._show_value()
            self._show_problems()
        elif message.name in _LASTING_TROUBLES:
            self.show_problem(message.topic or message.text, message.text, message.said)
        elif message.name == "well":
            self.clear_problem(message.topic)
            self.clear_problem(f"problem:{message.topic}")
            self.show_said(message.text)
        elif message.name not in _NOT_SHOWN:
            self.show_said(message.text, message.has_amount, heard=message.said)

    def _show_problems(self) -> None:
        of_camera = (self._source_trouble, self._source_trouble_heard)
        told = [] if self._is_on_main_page or not self._source_trouble else [of_camera]
        shown, heard = zip(*told, *self._problems.values(), strict=True) if told or self._problems else ((), ())
        self._lines.show_problems(*("\n".join(dict.fromkeys(lines)) for lines in (shown, heard)))

    def _picture_words(self) -> str:
        """What stands in the place of the picture; "" while the picture may be seen."""
        state = self._controls.state
        # The picture would tell every onlooker what private mode keeps back.
        if state.mode.is_private:
            return texts.no_picture_in_private()
        if state.is_paused:
            return translate("Main", "Paused")
        return translate("Main", "No picture") if lacks_camera(state) else ""

    def _forget_what_mode_tells_otherwise(self) -> None:
        """Amounts must not stay on the screen in private mode, nor the words that took their place stay after it."""
        is_private = self._controls.state.mode.is_private
        if self._value_is_secret != is_private:
            self._value_shown = ""
        if is_private:
            self._last_value = ""
            self._show_table(None)
            if self._said_has_amount:
                self.show_said("")

    def _let_go_of_value(self) -> None:
        """A value whose note has gone must not be taken for that of the next note."""
        if self._value_shown and (self._controls.state.is_paused or self._controls.value_in_view is None):
            self._last_value = "" if self._value_is_secret else self._value_shown
            self._value_shown = ""
            self._show_value()

    def _show_value(self) -> None:
        if self._value_shown:
            name = translate("Main", "Value: {text}").format(text=self._value_shown)
            self._reader.show_sign(self._value_shown, name, is_value=True)
        else:
            words, heard = (
                sign_words(self._controls.state, last_value=self._last_value, trouble=trouble, keys=self._keys)
                for trouble in (self._source_trouble, self._source_trouble_heard)
            )
            self._reader.show_sign(words, heard, is_value=False)
