"""The window in every language: nothing missing, no word in braces lost, and all of it fits."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui.application import Look, renamed
from app.ui.fonts import can_draw
from app.ui.keys import KeyMap
from app.ui.pages import Page
from app.ui.reader_page import ReaderPage
from app.ui.texts import help_lines
from app.ui.translations import FOLDER, LANGUAGES, Translations, first_spoken
from tests.app.ui.makers import CHOICES, WindowUnderTest, announcement, value_told

TRANSLATED = sorted(set(LANGUAGES) - {"en"})
SOURCES = sorted(FOLDER.parent.glob("*.py"))


def messages(path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Of a .ts file: (context, English) -> (translation, its state)."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = (translation.text or "", translation.get("type", "finished"))
    return found


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Every text in the window's code, as Qt's own tool finds them."""
    path = tmp_path_factory.mktemp("texts") / "all.ts"
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    subprocess.run([str(tool), *map(str, SOURCES), "-ts", str(path)], check=True, capture_output=True)
    return set(messages(path))


@pytest.fixture
def translated(qapp: QApplication) -> Iterator[Translations]:
    made = Translations(qapp)
    yield made
    made.use("en")


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_keeps_its_braces(language: str, wanted: set[tuple[str, str]]) -> None:
    assert len(wanted) > 150
    found = messages(FOLDER / f"noteworthy_{language}.ts")
    assert set(found) == wanted, "run `make translations`, then translate what is new"
    for (_, source), (translation, state) in found.items():
        assert state == "finished", source
        assert translation.strip(), source
        braces = [sorted(re.findall(r"\{\w*\}", text)) for text in (source, translation)]
        assert braces[0] == braces[1], source


@pytest.mark.parametrize("language", TRANSLATED)
def test_compiled_files_say_the_same(language: str, qapp: QApplication) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"noteworthy_{language}.qm"))
    for (context, source), (translation, _) in messages(FOLDER / f"noteworthy_{language}.ts").items():
        assert translator.translate(context, source) == translation, "run `make translations`"


def test_language_is_found_by_its_tag_and_english_needs_no_file(translated: Translations) -> None:
    assert translated.use("pt-BR")
    assert translated.use("en-GB")
    assert not translated.use("xx")
    assert "F1, Ctrl+H: help, read aloud." in help_lines(KeyMap())
    assert translated.use("de")
    assert "F1, Ctrl+H: Hilfe, vorgelesen." in help_lines(KeyMap())


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        (["de-AT", "de", "en-GB"], "de"),
        (["pt_BR"], "pt"),
        (["id-Latn-ID"], "id"),
        (["ca-ES", "ca", "es-ES"], "es"),
        (["C"], "en"),
        (["nl-NL", "nl"], "en"),
        ([], "en"),
    ],
)
def test_first_start_is_in_the_systems_language(tags: list[str], language: str) -> None:
    assert first_spoken(tags) == language


def test_arabic_is_laid_out_from_right_to_left(translated: Translations, qapp: QApplication) -> None:
    assert translated.use("ar")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert translated.use("fr")
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize(("language", "right_to_left"), [("ar", True), ("fr", False)])
def test_all_lines_of_the_help_run_the_same_way(
    language: str, right_to_left: bool, translated: Translations, qtbot: QtBot
) -> None:
    """Also those that begin with the name of a key."""
    assert translated.use(language)
    made = WindowUnderTest(settings=Settings(tour_done=True, language=language))
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.open_page(made.window.help_page)
    QApplication.processEvents()
    text = made.window.help_page.text
    begins = text.document().begin()
    assert begins.next().text().startswith("F1")
    places = []
    for block in (begins, begins.next()):
        drawn = block.layout().lineAt(0).naturalTextRect()
        places.append(drawn.right() if right_to_left else drawn.left())
        assert block.textDirection() == text.layoutDirection()
    assert places[0] == pytest.approx(places[1], abs=3.0)
    assert (places[0] > text.viewport().width() * 0.9) == right_to_left


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_main_page_fits_800_by_600(language: str, translated: Translations, qtbot: QtBot) -> None:
    script = QFontDatabase.WritingSystem.Devanagari
    if language == "hi" and not QFontDatabase.families(script):
        pytest.skip("no font here draws Hindi, and the boxes in its place are wider")
    assert translated.use(language)
    made = WindowUnderTest()
    qtbot.addWidget(made.window)
    made.window.resize(800, 600)
    made.window.show()
    QApplication.processEvents()
    for button in made.window.reader.buttons:
        assert button.width() >= button.minimumSizeHint().width(), button.text()
    inside = made.window.reader.rest.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= made.window.reader.rest.viewport().width()


TIGHT = [(640, 400, 200), (800, 600, 300)]
SIZES = [
    *((language, size) for language in sorted(LANGUAGES) for size in TIGHT),
    *(("de", size) for size in [(800, 600, 100), (640, 400, 100), (3000, 1700, 150)]),
]


@pytest.mark.parametrize(("language", "size"), SIZES, ids=str)
def test_value_keeps_half_and_no_page_is_wider_than_the_window(
    language: str, size: tuple[int, int, int], qtbot: QtBot, qapp: QApplication
) -> None:
    """In every language, on small and large screens, in usual and large type."""
    if not can_draw(language):
        pytest.skip(f"no font here draws {LANGUAGES[language]}, and the boxes in its place are wider")
    width, height, percent = size
    made = WindowUnderTest(settings=Settings(tour_done=True, language=language, text_size=percent))
    qtbot.addWidget(made.window)
    look = Look(qapp, made.preferences)
    window = made.window
    window.rebuild(renamed(CHOICES, language))
    window.resize(width, height)
    window.show()
    window.show_problem("sound", "No sound card was found. Connect headphones or loudspeakers. " * 3)
    made.tell(value_told("20 dollars"))
    for page in (window.pages.widget(place) for place in range(window.pages.count())):
        assert isinstance(page, Page | ReaderPage)
        window.open_page(page)
        QApplication.processEvents()
        assert (window.width(), window.height()) == (width, height)
        area = page.rest if isinstance(page, ReaderPage) else page
        inside = area.widget()
        assert inside is not None
        assert inside.minimumSizeHint().width() <= area.viewport().width(), page.title
        assert inside.width() <= area.viewport().width(), page.title
        for part in page.findChildren(QPushButton) + page.findChildren(QCheckBox):
            if part.isVisible():
                assert part.width() >= part.minimumSizeHint().width(), part.text()
        if page is window.reader:
            assert window.value.height() * 2 >= height
            assert window.value.visibleRegion().boundingRect() == window.value.rect(), "none of it is cut off"
        assert window.lines.height() * 4 <= height + 3
    made.preferences.change(language="en")
    look.deleteLater()


def test_another_language_holds_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    made = WindowUnderTest(settings=Settings(tour_done=True))
    qtbot.addWidget(made.window)
    look = Look(qapp, made.preferences)
    look.language_changed.connect(lambda: made.window.rebuild(renamed(CHOICES, made.preferences.settings.language)))
    made.window.show()
    made.tell(value_told("20 dollars"))
    made.window.open_page(made.window.settings_page)
    made.preferences.change(language="es")
    assert made.window.settings_page.title == "Ajustes"
    assert made.window.page is made.window.settings_page
    assert made.window.settings_page.language.currentData() == "es"
    assert ("set_language", "es") in made.session.calls
    assert made.session.sound is not None
    assert made.session.sound.language == "es"
    assert made.window.currencies.item(0).text() == "Dólares estadounidenses"
    assert made.window.value.text() == "Ponga un billete delante de la cámara"
    made.preferences.change(language="en")
    assert made.window.settings_page.title == "Settings"


def test_what_was_told_in_the_language_before_is_not_shown_after(qtbot: QtBot, qapp: QApplication) -> None:
    made = WindowUnderTest(settings=Settings(tour_done=True))
    qtbot.addWidget(made.window)
    look = Look(qapp, made.preferences)
    look.language_changed.connect(lambda: made.window.rebuild(renamed(CHOICES, made.preferences.settings.language)))
    made.window.show()
    made.session.value_in_view = announcement()
    made.session.tell(value_told("20 dollars"))
    made.preferences.change(language="es")
    QApplication.processEvents()
    assert made.window.value.text() == "Ponga un billete delante de la cámara"
    assert made.window.said.text() == ""
    made.preferences.change(language="en")
    look.deleteLater()
