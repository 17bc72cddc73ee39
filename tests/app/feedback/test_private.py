"""Private mode's codes: one for each rank, and none like another."""

import pytest

from app.feedback.private import ERROR_CODE, rank_of, tone_code

KNOWN = [("USD", value) for value in ("100", "1", "5", "2", "10", "50", "20", "20")] + [("EUR", "5"), ("EUR", "0.5")]


@pytest.mark.parametrize(("value", "rank"), [("1", 1), ("2", 2), ("5", 3), ("10", 4), ("20", 5), ("50", 6), ("100", 7)])
def test_values_rank_by_what_they_are_worth_and_not_by_spelling(value: str, rank: int) -> None:
    assert rank_of("USD", value, KNOWN) == rank


def test_each_currency_ranks_its_own_notes() -> None:
    assert rank_of("EUR", "5", KNOWN) == 2
    assert rank_of("EUR", "0.50", KNOWN) == 1


def test_a_value_that_cannot_be_read_has_no_rank() -> None:
    with pytest.raises(ValueError, match="USD 500"):
        rank_of("USD", "500", KNOWN)


@pytest.mark.parametrize("rank", range(1, 13))
def test_there_are_as_many_pulses_as_the_rank(rank: int) -> None:
    assert len(tone_code(rank)) == rank


def test_pulses_come_in_groups_of_three_that_rise() -> None:
    code = tone_code(7)

    assert [tone.gap_ms for tone in code] == [90, 90, 260, 90, 90, 260, 0]
    assert [tone.frequency_hz for tone in code] == [660, 660, 660, 990, 990, 990, 1485]


def test_no_code_is_like_another_and_the_error_is_like_none() -> None:
    codes = [tone_code(rank) for rank in range(1, 13)]

    assert len(set(codes)) == len(codes)
    lowest_hz = min(tone.frequency_hz for code in codes for tone in code)
    longest_ms = max(tone.duration_ms for code in codes for tone in code)
    assert all(tone.frequency_hz <= lowest_hz / 2 for tone in ERROR_CODE)
    assert all(tone.duration_ms >= 2 * longest_ms for tone in ERROR_CODE)
    assert ERROR_CODE[0].frequency_hz > ERROR_CODE[1].frequency_hz


def test_a_code_of_seven_takes_no_longer_than_saying_it() -> None:
    assert sum(tone.duration_ms + tone.gap_ms for tone in tone_code(7)) < 1600


@pytest.mark.parametrize("rank", [0, -1])
def test_ranks_count_from_one(rank: int) -> None:
    with pytest.raises(ValueError, match="from 1"):
        tone_code(rank)
