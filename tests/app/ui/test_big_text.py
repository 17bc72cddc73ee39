"""Are the words as large as their area allows, and never cut."""

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import big_text, style
from app.ui.big_text import BigText, number_and_unit


def _shown(qtbot: QtBot, width: int, height: int, text: str) -> BigText:
    label = BigText()
    qtbot.addWidget(label)
    label.resize(width, height)
    label.show()
    label.setText(text)
    return label


def test_type_grows_with_the_area(qtbot: QtBot) -> None:
    label = _shown(qtbot, 400, 150, "20 dollars")
    small = label.type_px
    label.resize(1200, 450)
    assert label.type_px > 2.5 * small


def test_short_words_are_larger_than_long_ones(qtbot: QtBot) -> None:
    label = _shown(qtbot, 800, 200, "20 dollars")
    short = label.type_px
    label.setText("A sentence that is a good deal longer than any value")
    assert label.type_px < short


def test_no_word_is_cut(qtbot: QtBot) -> None:
    label = _shown(qtbot, 500, 160, "No camera found. Connect one.")
    metrics = QFontMetrics(label.font())
    area = label.contentsRect()
    flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
    assert max(metrics.horizontalAdvance(word) for word in label.text().split()) <= area.width()
    assert area.contains(metrics.boundingRect(area, flags, label.text()))


AMOUNTS = (
    "20 dollars",
    "0,5 Euro",
    "100000 Indonesische Rupiah",
    "20 यूएस डॉलर",
    "20 دولار أمريكي",
    "20 dollars, total 45 dollars",
    "USD 20",
)


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("size", [(772, 300), (612, 200), (292, 120), (2800, 810)])
def test_number_stands_alone_and_large_and_nothing_is_cut(qtbot: QtBot, size: tuple[int, int], amount: str) -> None:
    label = BigText()
    qtbot.addWidget(label)
    label.resize(*size)
    label.show()
    label.show_words(amount, is_amount=True)
    number, unit = label.blocks
    assert not any(letter.isdigit() for letter in unit.text.split(",")[0])
    assert number.size_px > unit.size_px
    area = label.contentsRect()
    metrics = QFontMetrics(label.font())
    assert metrics.horizontalAdvance(number.text) <= area.width()
    base_line = number.place.top() + metrics.ascent()
    assert base_line - metrics.capHeight() >= area.top()
    assert base_line <= unit.place.top()
    assert area.contains(unit.place)
    font = QFont(label.font())
    font.setPixelSize(unit.size_px)
    flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
    assert unit.place.contains(QFontMetrics(font).boundingRect(unit.place, flags, unit.text))


@pytest.mark.parametrize("size", [(2800, 810), (2800, 200), (612, 200)])
@pytest.mark.parametrize("amount", ["20 m", "5 dollars", "1234 m"])
def test_a_unit_is_no_larger_than_its_part_of_the_number(qtbot: QtBot, size: tuple[int, int], amount: str) -> None:
    label = BigText()
    qtbot.addWidget(label)
    label.resize(*size)
    label.show_words(amount, is_amount=True)
    number, unit = label.blocks
    assert round(number.size_px * big_text._UNIT_LEAST) <= unit.size_px <= round(number.size_px * big_text._UNIT_MOST)


def test_digits_of_a_value_take_half_of_its_area(qtbot: QtBot) -> None:
    label = BigText()
    qtbot.addWidget(label)
    label.resize(612, 200)
    label.show_words("20 dollars", is_amount=True)
    assert QFontMetrics(label.font()).capHeight() >= 90


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("20 dollars", ("20", "dollars")),
        ("0,5 Euro", ("0,5", "Euro")),
        ("20 dollars, total 45 dollars", ("20", "dollars, total 45 dollars")),
        ("USD 20", ("20", "USD")),
        ("٢٠ دولار", ("٢٠", "دولار")),
        ("Told by tones.", ("", "Told by tones.")),
        ("", ("", "")),
    ],
)
def test_number_is_told_from_unit(words: str, parts: tuple[str, str]) -> None:
    assert number_and_unit(words) == parts


@pytest.mark.usefixtures("dressed")
def test_ground_and_words_are_drawn_in_the_colours_of_the_style(qtbot: QtBot) -> None:
    label = BigText()
    label.setObjectName("value")
    label.setProperty("shows_value", True)
    qtbot.addWidget(label)
    label.resize(400, 200)
    label.show_words("20 dollars", is_amount=True)
    label.show()
    image = label.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, 400, 2) for y in range(0, 200, 2)}
    assert {style.DARK.value_text, style.DARK.panel} <= colours


def test_text_is_never_taken_for_markup(qtbot: QtBot) -> None:
    assert _shown(qtbot, 400, 150, "<b>20</b>").textFormat() == Qt.TextFormat.PlainText


def test_no_room_at_all_is_no_error(qtbot: QtBot) -> None:
    assert _shown(qtbot, 1, 1, "20 dollars").type_px > 0


def test_another_style_sheet_leaves_the_type_large(qtbot: QtBot, qapp: QApplication) -> None:
    label = BigText()
    qtbot.addWidget(label)
    label.resize(400, 200)
    label.setText("20")
    label.show()
    before_px = label.type_px
    qapp.setStyleSheet("QLabel { color: #ff0000; }")
    qapp.setStyleSheet("QLabel { color: #00ff00; font-weight: 600; }")
    assert label.type_px == before_px
    assert label.font().pixelSize() == before_px


@pytest.mark.parametrize(
    ("limit", "fits", "largest"), [(100, 37, 37), (100, 100, 100), (100, 500, 100), (100, 0, None)]
)
def test_the_largest_type_that_fits_is_found_or_the_smallest_there_is(
    limit: int, fits: int, largest: int | None
) -> None:
    found = BigText._largest(limit, lambda px: px <= fits)
    assert found == (big_text._SMALLEST_PX if largest is None else largest)


def test_words_fit_where_the_longest_is_just_as_wide_and_the_lines_just_as_high(qtbot: QtBot) -> None:
    label = _shown(qtbot, 400, 150, "20 dollars")
    metrics = QFontMetrics(label._font_of(30))
    wide = metrics.horizontalAdvance("dollars")
    flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
    needed = metrics.boundingRect(QRect(0, 0, wide + 20, 900), flags, "two dollars")
    assert needed.height() > metrics.height(), "in two lines"
    assert label._wraps_into(30, "dollars", QRect(0, 0, max(wide, needed.width()), 900))
    assert not label._wraps_into(30, "dollars", QRect(0, 0, wide - 1, 900))
    assert label._wraps_into(30, "two dollars", QRect(0, 0, wide + 20, needed.height()))
    assert not label._wraps_into(30, "two dollars", QRect(0, 0, wide + 20, needed.height() - 1))


@pytest.mark.parametrize("size", [(612, 200), (2800, 810), (300, 500)])
def test_a_number_and_its_unit_stand_in_the_middle_one_below_the_other(qtbot: QtBot, size: tuple[int, int]) -> None:
    label = BigText()
    qtbot.addWidget(label)
    label.resize(*size)
    label.show_words("20 dollars", is_amount=True)
    number, unit = label.blocks
    metrics = QFontMetrics(label._font_of(number.size_px))
    base_line = number.place.top() + metrics.ascent()
    assert unit.place.top() - base_line == round(number.size_px * big_text._UNDER_NUMBER)
    area = label.contentsRect()
    above = base_line - metrics.capHeight() - area.top()
    below = area.top() + area.height() - (unit.place.top() + unit.place.height())
    assert abs(above - below) <= 1
    for block in (number, unit):
        assert (block.place.left(), block.place.width()) == (
            area.left() + big_text._MARGIN_PX,
            area.width() - 2 * big_text._MARGIN_PX,
        )


def test_a_number_is_as_large_as_its_line_or_the_height_allows(qtbot: QtBot) -> None:
    label = BigText()
    qtbot.addWidget(label)
    for size in ((200, 700), (2800, 200)):
        label.resize(*size)
        label.show_words("20 m", is_amount=True)
        (number, _), area = label.blocks, label.contentsRect()
        larger = QFontMetrics(label._font_of(number.size_px + 1))
        room = area.width() - 2 * big_text._MARGIN_PX
        least = max(big_text._SMALLEST_PX, round((number.size_px + 1) * big_text._UNIT_LEAST))
        left = area.height() - 2 * big_text._MARGIN_PX - label._number_height(number.size_px + 1)
        fits = larger.horizontalAdvance("20") <= room and label._wraps_into(least, "m", QRect(0, 0, room, left))
        assert not fits


def test_a_fraction_of_the_largest_type_is_just_that(qtbot: QtBot) -> None:
    label = _shown(qtbot, 600, 200, "Told by tones.")
    whole = label.type_px
    label.set_size(50)
    assert label.type_px == max(big_text._SMALLEST_PX, round(whole / 2))
    assert label.unit_px == label.type_px
    label.set_size(100)
    assert label.type_px == whole


def test_only_a_style_fits_the_words_anew(qtbot: QtBot, qapp: QApplication) -> None:
    label = _shown(qtbot, 400, 200, "20 dollars")
    before_px = label.type_px
    small = QFont(label.font())
    small.setPixelSize(9)
    label.setFont(small)
    assert label.type_px == 9
    qapp.sendEvent(label, QEvent(QEvent.Type.StyleChange))
    assert label.type_px == before_px


def test_the_type_of_a_unit_is_told_and_of_words_that_are_no_amount_theirs(qtbot: QtBot) -> None:
    assert BigText().unit_px == BigText().type_px
    label = _shown(qtbot, 400, 200, "Too dark.")
    assert label.unit_px == label.type_px
    label.show_words("20 dollars", is_amount=True)
    number, unit = label.blocks
    assert (label.type_px, label.unit_px) == (number.size_px, unit.size_px)


def test_a_number_may_be_as_wide_as_its_area(qtbot: QtBot) -> None:
    label = BigText()
    qtbot.addWidget(label)
    font = label._font_of(100)
    width = QFontMetrics(font).horizontalAdvance("20")
    widest = max(px for px in range(90, 120) if QFontMetrics(label._font_of(px)).horizontalAdvance("20") <= width)
    margins = label.width() - label.contentsRect().width() + 2 * big_text._MARGIN_PX
    label.resize(width + margins, 2000)
    label.show()
    label.show_words("20 m", is_amount=True)
    assert label.blocks[0].size_px == widest


@pytest.mark.parametrize("amount", ["20 dollars", "USD 20"])
def test_a_number_stands_in_the_middle_and_hangs_from_its_top(qtbot: QtBot, amount: str) -> None:
    label = BigText()
    qtbot.addWidget(label)
    label.show_words(amount, is_amount=True)
    assert label.blocks[0].flags == int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.AlignmentFlag.AlignTop)
