"""The window: what it shows, what its keys do, and whether it can be used without seeing it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.feedback.modes import SpeakMode
from app.recognition.observation import Box
from app.session.state import SourceState
from app.ui import fonts, style, texts
from app.ui.application import Look
from app.ui.controls import Choice
from app.ui.keys import ACTIONS, KeyMap
from tests.app.ui.makers import (
    BLUE,
    CHOICES,
    GREEN,
    RED,
    SEASONED,
    WindowUnderTest,
    announcement,
    hint_told,
    plain_picture,
    status_told,
    value_told,
)

PAGES_WITH_TITLE = ("currency_page", "help_page", "history_page", "count_page", "tones_page", "settings_page")


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Iterator[WindowUnderTest]:
    """A window on the screen, with the keys' attention."""
    made = WindowUnderTest()
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    yield made
    made.window.close()


def _name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


# What is seen


def test_announced_value_is_shown_large_and_named(shown: WindowUnderTest) -> None:
    shown.tell(value_told("20 dollars"))
    assert shown.window.value.text() == "20 dollars"
    assert _name_of(shown.window.value) == "Value: 20 dollars"
    assert shown.window.value.type_px >= 80
    assert "20 dollars" in shown.window.said.text()


def test_value_stays_while_its_note_is_in_view(shown: WindowUnderTest) -> None:
    twenty = announcement()
    shown.session.value_in_view = twenty
    shown.see(plain_picture(BLUE), 0)
    shown.tell(value_told("20 dollars"))
    shown.tell(hint_told("Hold still."))
    shown.see(plain_picture(BLUE), 2)
    assert shown.window.value.text() == "20 dollars"
    assert shown.window.said.text() == "Said: Hold still."


def test_value_of_a_note_that_has_gone_is_not_taken_for_the_next(shown: WindowUnderTest) -> None:
    shown.session.value_in_view = announcement()
    shown.tell(value_told("20 dollars"))
    shown.session.value_in_view = None
    shown.see(plain_picture(BLUE), 9)
    assert shown.window.value.text() == "Last: 20 dollars"
    assert _name_of(shown.window.value) == "Last: 20 dollars"
    shown.session.value_in_view = announcement("5", "EUR")
    shown.tell(value_told("5 euros"))
    assert shown.window.value.text() == "5 euros"


@pytest.mark.usefixtures("dressed")
def test_value_and_what_was_last_look_different(shown: WindowUnderTest) -> None:
    def colours() -> set[str]:
        image = shown.window.value.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}

    shown.session.value_in_view = announcement()
    shown.tell(value_told("20 dollars"))
    assert style.DARK.value_text in colours()
    # Its outline would have the same colour.
    shown.window.pause_button.setFocus()
    shown.session.value_in_view = None
    shown.see(plain_picture(BLUE), 9)
    assert style.DARK.value_text not in colours()
    assert style.DARK.text in colours()


def test_lost_camera_stands_once_on_the_large_sign_until_it_is_back(shown: WindowUnderTest) -> None:
    shown.session.value_in_view = announcement()
    shown.tell(value_told("20 dollars"))
    shown.session.value_in_view = None
    shown.change(source=SourceState.LOST)
    assert shown.window.value.text() == "Camera lost. Check its cable. F8: choose the camera."
    shown.tell(status_told("lost", "The camera is lost; plug it in again."))
    assert shown.window.value.text() == "The camera is lost; plug it in again. F8: choose the camera."
    assert _name_of(shown.window.value) == shown.window.value.text()
    assert not shown.window.problems.isVisible()
    assert "lost" not in shown.window.said.text()
    shown.change(source=SourceState.WATCHING)
    shown.tell(status_told("back", "The camera is back."))
    assert shown.window.value.text() == "Last: 20 dollars"
    assert shown.window.said.text() == "The camera is back."


def test_on_another_page_the_lost_camera_stands_in_the_line_of_problems(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F10)
    shown.change(source=SourceState.LOST)
    shown.tell(status_told("lost", "The camera is lost; plug it in again."))
    assert _name_of(shown.window.problems) == "The camera is lost; plug it in again."
    assert shown.window.problems.isVisible()
    qtbot.keyClick(shown.window, Qt.Key.Key_Escape)
    assert not shown.window.problems.isVisible()
    qtbot.keyClick(shown.window, Qt.Key.Key_F10)
    shown.change(source=SourceState.WATCHING)
    assert not shown.window.problems.isVisible()


def test_without_a_camera_no_old_picture_is_shown(shown: WindowUnderTest) -> None:
    shown.see(plain_picture(BLUE))
    shown.change(source=SourceState.LOST)
    assert shown.window.picture.image is None
    shown.see(plain_picture(BLUE), 1)
    assert shown.window.picture.image is None
    shown.change(source=SourceState.WATCHING)
    shown.see(plain_picture(BLUE), 2)
    assert shown.window.picture.image is not None


def test_missing_voice_stays_on_the_screen_and_stands_once(shown: WindowUnderTest) -> None:
    shown.tell(status_told("problem", "No voice was found. Install espeak-ng.", topic="problem:no_voice"))
    shown.tell(status_told("problem", "No voice was found. Install espeak-ng.", topic="problem:other"))
    shown.tell(status_told("opened", "Camera on: Desk camera."))
    assert shown.window.problems.isVisible()
    assert shown.window.problems.text() == "No voice was found. Install espeak-ng."
    assert shown.window.said.text() == "Camera on: Desk camera."


def test_a_problem_that_is_well_again_goes_from_the_screen(shown: WindowUnderTest) -> None:
    shown.tell(status_told("problem", "There is no sound.", topic="problem:sound"))
    assert shown.window.problems.isVisible()
    shown.tell(status_told("well", "The sound is back.", topic="sound"))
    assert not shown.window.problems.isVisible()
    assert shown.window.said.text() == "The sound is back."


def test_what_the_window_had_said_itself_is_not_shown_again(shown: WindowUnderTest) -> None:
    shown.tell(status_told("ready", "Ready."))
    shown.tell(status_told("said", "Pause, button"))
    assert shown.window.said.text() == "Ready."


def test_the_session_alone_tells_whether_it_is_paused_and_how_values_are_told(shown: WindowUnderTest) -> None:
    shown.change(mode=SpeakMode.PRIVATE_COUNT, is_paused=True)
    assert shown.window.reader.private_button.isChecked()
    assert shown.window.reader.count_button.isChecked()
    assert _name_of(shown.window.pause_button) == "Start"
    shown.change(mode=SpeakMode.NORMAL, is_paused=False)
    assert not shown.window.reader.private_button.isChecked()
    assert not shown.window.reader.count_button.isChecked()
    assert _name_of(shown.window.pause_button) == "Pause"


def test_currencies_are_not_said_twice(shown: WindowUnderTest) -> None:
    shown.tell(status_told("ready", "Ready."))
    shown.tell(status_told("currencies", "euros, US dollars"))
    assert shown.window.said.text() == "Ready."


def test_newest_picture_is_shown_in_its_colours(shown: WindowUnderTest) -> None:
    shown.see(plain_picture(BLUE), 0)
    image = shown.window.picture.image
    assert image is not None
    assert image.pixelColor(3, 3).name() == "#0000ff"
    shown.see(plain_picture(RED), 1, Box(0.2, 0.2, 0.8, 0.8))
    image = shown.window.picture.image
    assert image is not None
    assert image.pixelColor(3, 3).name() == "#ff0000"


def test_what_is_missing_is_said_on_the_screen_until_it_is_well(shown: WindowUnderTest) -> None:
    assert not shown.window.problems.isVisible()
    shown.tell(value_told("20 dollars"))
    shown.window.show_problem("sound", "No sound card was found. Connect headphones.")
    shown.window.show_problem("voice", "No voice was found. Install espeak-ng.")
    assert shown.window.problems.isVisible()
    assert "Connect headphones" in _name_of(shown.window.problems)
    assert "Install espeak-ng" in _name_of(shown.window.problems)
    assert shown.window.value.type_px >= 60
    shown.window.clear_problem("sound")
    assert "headphones" not in shown.window.problems.text()
    shown.window.clear_problem("voice")
    assert not shown.window.problems.isVisible()


def test_limits_are_on_the_screen(shown: WindowUnderTest) -> None:
    visible = [label.text() for label in shown.window.findChildren(QLabel) if label.isVisible()]
    assert texts.not_genuine() in visible


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("size", [(800, 600), (640, 400), (2880, 1620)])
def test_value_keeps_half_of_the_height_whatever_else_is_there(shown: WindowUnderTest, size: tuple[int, int]) -> None:
    shown.window.show_problem("sound", "No sound card was found. " * 8)
    shown.window.resize(*size)
    shown.tell(value_told("20 dollars"))
    QApplication.processEvents()
    assert (shown.window.width(), shown.window.height()) == size
    assert shown.window.value.height() * 2 >= size[1]
    assert shown.window.value.visibleRegion().boundingRect() == shown.window.value.rect()
    assert shown.window.value.type_px >= size[1] // 4
    rest = shown.window.reader.rest
    inside = rest.widget()
    assert inside is not None
    assert inside.width() <= rest.viewport().width(), "nothing scrolls sideways"


@pytest.mark.usefixtures("dressed")
def test_picture_gives_way_before_the_buttons(shown: WindowUnderTest) -> None:
    shown.window.resize(360, 480)
    QApplication.processEvents()
    assert not shown.window.picture.isVisible()
    assert shown.window.reader.pause_button.visibleRegion().boundingRect() == shown.window.reader.pause_button.rect()
    shown.window.resize(1000, 700)
    QApplication.processEvents()
    assert shown.window.picture.isVisible()


def test_text_grows_and_shrinks_by_keys_and_it_is_said_and_remembered(shown: WindowUnderTest, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for key, percent in [
        (Qt.Key.Key_Plus, 120),
        (Qt.Key.Key_Plus, 140),
        (Qt.Key.Key_Minus, 120),
        (Qt.Key.Key_Equal, 140),
        (Qt.Key.Key_0, 100),
        (Qt.Key.Key_Minus, 90),
        (Qt.Key.Key_Minus, 80),
    ]:
        qtbot.keyClick(shown.window, key, control)
        assert shown.preferences.settings.text_size == percent
        assert shown.session.said[-1] == f"Text {percent} percent"
        assert shown.window.said.text() == f"Text {percent} percent"
        assert shown.window.settings_page.text_size.value() == percent
    qtbot.keyClick(shown.window, Qt.Key.Key_Minus, control)
    assert shown.preferences.settings.text_size == 80
    for _ in range(20):
        qtbot.keyClick(shown.window, Qt.Key.Key_Plus, control)
    assert shown.preferences.settings.text_size == 300


@pytest.mark.usefixtures("dressed")
def test_all_text_follows_the_size(qtbot: QtBot, qapp: QApplication) -> None:
    made = WindowUnderTest()
    qtbot.addWidget(made.window)
    look = Look(qapp, made.preferences)
    made.window.show()
    QApplication.processEvents()
    parts = (made.window.said, made.window.reader.pause_button, made.window.genuine, made.window.currencies)
    before = [part.fontMetrics().height() for part in parts]
    made.preferences.change(text_size=200)
    after = [part.fontMetrics().height() for part in parts]
    assert [now / then for now, then in zip(after, before, strict=True)] == pytest.approx([2.0] * 4, abs=0.1)
    look.deleteLater()


def test_size_and_place_are_remembered_and_come_back(qtbot: QtBot) -> None:
    made = WindowUnderTest()
    made.window.setGeometry(40, 60, 500, 400)
    made.window.show()
    made.window.close()
    assert ("window", (40, 60, 500, 400)) in made.remembered
    again = WindowUnderTest(settings=made.preferences.settings)
    qtbot.addWidget(again.window)
    assert again.window.geometry().getRect() == (40, 60, 500, 400)
    again.window.show()
    again.window.close()
    assert again.remembered == [], "nothing has changed"


def test_first_window_fits_its_screen(shown: WindowUnderTest, qapp: QApplication) -> None:
    assert qapp.primaryScreen().availableGeometry().contains(shown.window.geometry())


def test_a_language_that_no_font_can_draw_is_said_in_it_and_in_english(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "can_draw", lambda language: language != "hi")
    made = WindowUnderTest(settings=replace(SEASONED, language="hi"))
    qtbot.addWidget(made.window)
    english = "No font on this computer can show Hindi. Install one: on Debian and Ubuntu the package fonts-noto-core."
    assert len(made.session.said) == 2
    assert "fonts-noto-core" in made.session.said[0]
    assert made.session.said[1] == english
    assert len(set(made.session.topics)) == 2, "or the second would take the place of the first"
    assert made.window.problems.text() == english
    made.tell(value_told("20 यूएस डॉलर"))
    assert made.window.value.blocks[0].text == "20"


def test_the_title_names_the_page_in_the_persons_language(shown: WindowUnderTest, qapp: QApplication) -> None:
    window = shown.window
    assert window.windowTitle() == "Noteworthy"
    titles = {page: getattr(window, page).title for page in PAGES_WITH_TITLE}
    assert all(titles.values())
    for page, title in titles.items():
        window.open_page(getattr(window, page))
        assert window.windowTitle() == f"{title} – Noteworthy"
    look = Look(qapp, shown.preferences)
    look.language_changed.connect(window.rebuild)
    window.open_page(window.settings_page)
    shown.preferences.change(language="de")
    assert window.windowTitle() == "Optionen – Noteworthy"
    window.open_page(window.reader)
    assert window.windowTitle() == "Noteworthy"
    shown.preferences.change(language="en")
    look.deleteLater()


# What is pressed


@pytest.mark.parametrize(
    ("keys", "calls"),
    [
        ([Qt.Key.Key_F5], [("pause",)]),
        ([Qt.Key.Key_F5, Qt.Key.Key_F5], [("pause",), ("resume",)]),
        ([Qt.Key.Key_F6], [("repeat",)]),
        ([Qt.Key.Key_F7], [("hush",)]),
        ([Qt.Key.Key_F4], [("what_do_you_see",)]),
        ([Qt.Key.Key_F2], [("set_mode", SpeakMode.PRIVATE)]),
        ([Qt.Key.Key_F2, Qt.Key.Key_F2], [("set_mode", SpeakMode.PRIVATE), ("set_mode", SpeakMode.NORMAL)]),
        ([Qt.Key.Key_F2, Qt.Key.Key_F3], [("set_mode", SpeakMode.PRIVATE), ("set_mode", SpeakMode.PRIVATE_COUNT)]),
        ([Qt.Key.Key_F3, Qt.Key.Key_F2], [("set_mode", SpeakMode.COUNT), ("set_mode", SpeakMode.PRIVATE_COUNT)]),
    ],
)
def test_keys_reach_the_session(
    shown: WindowUnderTest, qtbot: QtBot, keys: list[Qt.Key], calls: list[tuple[str]]
) -> None:
    for key in keys:
        qtbot.keyClick(shown.window, key)
    assert shown.session.calls == calls


@pytest.mark.parametrize("place", ["value", "sources", "mine", "hush_button"])
def test_keys_work_wherever_the_focus_is(shown: WindowUnderTest, qtbot: QtBot, place: str) -> None:
    getattr(shown.window.reader, place).setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert shown.session.calls == [("repeat",)]


def test_letters_do_nothing(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClicks(shown.window, "abcdefghijklmnopqrstuvwxyz0123456789")
    assert shown.session.calls == []


@pytest.mark.parametrize(
    ("button", "call"), [("pause_button", "pause"), ("repeat_button", "repeat"), ("hush_button", "hush")]
)
def test_buttons_work_with_space(shown: WindowUnderTest, qtbot: QtBot, button: str, call: str) -> None:
    widget: QPushButton = getattr(shown.window.reader, button)
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_Space)
    assert shown.session.calls == [(call,)]


def test_pause_is_seen_and_named(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.see(plain_picture(GREEN), 0)
    qtbot.keyClick(shown.window, Qt.Key.Key_F5)
    assert _name_of(shown.window.pause_button) == "Start"
    assert shown.window.picture.image is None
    shown.see(plain_picture(GREEN), 1)
    assert shown.window.picture.image is None
    qtbot.keyClick(shown.window, Qt.Key.Key_F5)
    assert _name_of(shown.window.pause_button) == "Pause"
    shown.see(plain_picture(GREEN), 2)
    assert shown.window.picture.image is not None


def test_choice_of_currencies_is_passed_on_and_remembered(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F9)
    assert shown.window.page is shown.window.currency_page
    assert shown.window.currencies.hasFocus()
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Down)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Up)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert shown.session.calls == [
        ("choose_currencies", ("EUR", "INR", "USD")),
        ("choose_currencies", ("INR", "USD")),
    ]
    assert shown.remembered == [("currencies", ("EUR", "INR", "USD")), ("currencies", ("INR", "USD"))]
    assert shown.session.said[-2:] == ["Indian Rupee, on", "Euro, off"]
    assert shown.window.reader.mine.text() == "Indian Rupee, US Dollar"


def test_main_page_shows_the_currencies_that_are_on(shown: WindowUnderTest) -> None:
    assert shown.window.reader.mine.text() == "Euro, US Dollar"
    assert _name_of(shown.window.reader.mine) == "Your currencies: Euro, US Dollar"
    shown.change(currencies=("USD",))
    assert shown.window.reader.mine.text() == "US Dollar"
    shown.window.reader.currencies_button.click()
    assert shown.window.page is shown.window.currency_page


def test_choice_that_cannot_be_stored_still_holds(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.remember_error = OSError(28, "No space left on device")
    qtbot.keyClick(shown.window, Qt.Key.Key_F9)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Down)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert shown.session.calls == [("choose_currencies", ("EUR", "INR", "USD"))]
    assert "the disk is full" in shown.window.problems.text()
    told = shown.window.problems.text()
    assert shown.session.said.count(told) == 1, "who does not see the line must hear it"
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert shown.session.said.count(told) == 1, "and not again with each further choice"
    shown.remember_error = None
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert not shown.window.problems.isVisible()


def test_last_currency_stays_on(qtbot: QtBot) -> None:
    made = WindowUnderTest(replace(CHOICES, currencies_on=("EUR",)))
    qtbot.addWidget(made.window)
    made.window.currencies.setCurrentRow(0)
    qtbot.keyClick(made.window.currencies, Qt.Key.Key_Space)
    assert made.window.currencies.item(0).checkState() == Qt.CheckState.Checked
    assert texts.last_currency() in made.window.said.text()
    assert made.session.said == [texts.last_currency()]
    assert made.session.calls == []
    assert made.remembered == []


def test_choice_of_camera_is_passed_on_and_remembered(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.window.sources.setFocus()
    qtbot.keyClick(shown.window.sources, Qt.Key.Key_Down)
    assert shown.session.calls == [], "a camera is not opened on the way to another"
    qtbot.keyClick(shown.window.sources, Qt.Key.Key_Return)
    assert shown.session.calls == [("choose_source", "2")]
    assert shown.remembered == [("camera", "2")]


def test_f8_opens_the_list_of_cameras(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F8)
    assert shown.window.sources.view().isVisible()
    shown.window.sources.hidePopup()
    assert shown.window.sources.hasFocus()


def test_source_that_is_no_camera_is_in_the_list_too(qtbot: QtBot) -> None:
    made = WindowUnderTest(replace(CHOICES, source="notes.mp4"))
    qtbot.addWidget(made.window)
    assert made.window.sources.currentText() == "notes.mp4"
    assert made.window.sources.currentData() == "notes.mp4"


@pytest.mark.parametrize("password", ["secret", "p[ss", "p/ss"])
def test_password_of_a_camera_is_not_shown_in_the_list(qtbot: QtBot, password: str) -> None:
    spec = f"http://me:{password}@10.0.0.7/video?token=abc"
    made = WindowUnderTest(replace(CHOICES, source=spec))
    qtbot.addWidget(made.window)
    assert made.window.sources.currentText() == "http://10.0.0.7/video"
    assert made.window.sources.currentData() == spec


def test_f1_opens_help_reads_it_aloud_and_escape_goes_back(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F1)
    help_page = shown.window.help_page
    assert shown.window.page is help_page
    assert help_page.text.hasFocus()
    lines = texts.help_lines(KeyMap())
    assert help_page.text.toPlainText().splitlines() == lines
    assert all(any(line.startswith(f"{KeyMap().shown_all(action.name)}:") for line in lines) for action in ACTIONS)
    for line in lines:
        qtbot.waitUntil(lambda line=line: shown.session.said[-1] == line, timeout=10_000)  # type: ignore[misc]
        shown.session.speak_on()
    qtbot.waitUntil(lambda: not shown.window.read_aloud.is_reading, timeout=10_000)
    qtbot.keyClick(help_page.text, Qt.Key.Key_Escape)
    assert shown.window.pages.currentWidget() is shown.window.reader


def test_a_screen_reader_reads_the_help_and_asking_again_has_it_read_aloud(
    shown: WindowUnderTest, qtbot: QtBot
) -> None:
    shown.window.reader_runs = lambda: True
    qtbot.keyClick(shown.window, Qt.Key.Key_F1)
    assert shown.window.help_page.text.hasFocus()
    assert shown.session.said == []
    qtbot.keyClick(shown.window, Qt.Key.Key_F1)
    assert shown.session.said == texts.help_lines(KeyMap())[:1]


def test_what_a_screen_reader_says_of_a_row_the_app_only_shows(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.window.says_controls = lambda: False
    qtbot.keyClick(shown.window, Qt.Key.Key_F9)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Down)
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Space)
    assert shown.session.said == []
    assert shown.window.said.text() == "Indian Rupee, on"
    qtbot.keyClick(shown.window.currencies, Qt.Key.Key_Return)
    assert shown.session.said == ["Only Indian Rupee."], "of that no reader learns"


def test_hush_stops_the_reading_of_the_help(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_F1)
    assert len(shown.session.said) == 1
    qtbot.keyClick(shown.window, Qt.Key.Key_F7)
    shown.session.speak_on("hushed")
    QApplication.processEvents()
    assert shown.session.calls == [("hush",)]
    assert len(shown.session.said) == 1


# Without seeing it


def test_every_part_that_can_be_reached_has_a_name(shown: WindowUnderTest) -> None:
    shown.window.show_problem("sound", "No sound card was found.")
    reachable = [
        widget for widget in shown.window.findChildren(QWidget) if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert len(reachable) >= len(shown.window.reading_order())
    assert [widget for widget in reachable if not _name_of(widget).strip()] == []
    for part in shown.window.reading_order():
        assert part.accessibleDescription().strip(), _name_of(part)


def test_tab_walks_in_reading_order_and_comes_round(shown: WindowUnderTest, qtbot: QtBot) -> None:
    shown.window.show_problem("sound", "No sound card was found.")
    order = shown.window.reading_order()
    order[0].setFocus()
    walked = []
    for _ in order:
        focused = QApplication.focusWidget()
        walked.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert walked == list(order)
    assert QApplication.focusWidget() is order[0]


def test_reading_order_is_that_of_the_screen(shown: WindowUnderTest) -> None:
    shown.window.show_problem("sound", "No sound card was found.")
    QApplication.processEvents()
    places = [part.mapTo(shown.window, part.rect().topLeft()) for part in shown.window.reading_order()]
    assert places == sorted(places, key=lambda place: (place.y(), place.x()))


# The end


def test_closing_ends_the_session_once(shown: WindowUnderTest, qtbot: QtBot) -> None:
    qtbot.keyClick(shown.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not shown.window.isVisible()
    shown.window.close()
    assert shown.session.calls == [("close", "Goodbye.")]


def test_the_last_word_is_in_the_persons_language(qtbot: QtBot) -> None:
    made = WindowUnderTest(settings=replace(SEASONED, language="fr"))
    made.window.close()
    assert made.session.calls == [("close", "Au revoir.")]


THIRTEEN = ("AUD", "BRL", "CAD", "CHF", "CNY", "EUR", "GBP", "IDR", "INR", "JPY", "MXN", "TRY", "USD")


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("width", [800, 480])
def test_thirteen_currencies_can_all_be_reached(qtbot: QtBot, width: int) -> None:
    """At 800 x 600, and in the smallest window, such as a small screen with everything twice as large leaves."""
    made = WindowUnderTest(replace(CHOICES, currencies=tuple(Choice(code, code) for code in THIRTEEN)))
    qtbot.addWidget(made.window)
    made.window.resize(width, width * 3 // 4)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    qtbot.keyClick(made.window, Qt.Key.Key_F9)
    rows = made.window.currencies
    assert rows.hasFocus()
    page = made.window.currency_page.viewport()
    for place in range(rows.count()):
        row = rows.visualItemRect(rows.item(place))
        assert rows.viewport().rect().contains(row), f"the row of {THIRTEEN[place]} is seen when it is chosen"
        middle = rows.viewport().mapTo(page, row.center())
        assert page.rect().contains(middle), f"and the page shows that part of the list for {THIRTEEN[place]}"
        qtbot.keyClick(rows, Qt.Key.Key_Down)
    rows.setCurrentRow(rows.count() - 1)
    before = rows.item(12).checkState()
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert rows.item(12).checkState() != before
