"""Numbers as a listener spells them; the recogniser itself is tried where it is installed."""

from importlib.util import find_spec

import heard_values
import numpy as np
import pytest


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (5, "five"),
        (17, "seventeen"),
        (20, "twenty"),
        (50, "fifty"),
        (25, "twenty five"),
        (100, "one hundred"),
        (2000, "two thousand"),
        (5050, "five thousand fifty"),
        (500000, "five hundred thousand"),
        (1000000, "one million"),
        (2500000, "two million five hundred thousand"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert heard_values.in_words(number) == words


def test_every_value_of_the_shipped_model_is_said_and_spelled() -> None:
    values = heard_values.values_of({"USD", "VND"})
    assert ("20 dollars", "twenty dollars") in [(value.said, value.spelled) for value in values]
    assert ("500000 dong", "five hundred thousand dong") in [(value.said, value.spelled) for value in values]


def test_values_of_packs_are_asked_for_by_themselves() -> None:
    assert {value.currency for value in heard_values.values_of({"USD", "KWD"}, packs=True)} == {"KWD"}
    assert {value.currency for value in heard_values.values_of({"USD", "KWD"})} == {"USD"}
    spelled = {value.spelled for value in heard_values.values_of({"KWD"}, packs=True)}
    assert "zero point two five dinars" in spelled
    assert "one dinar" in spelled


@pytest.mark.skipif(find_spec("pocketsphinx") is None, reason="pocketsphinx is not installed")
def test_the_recogniser_hears_nothing_in_silence_and_a_value_in_its_words() -> None:
    listener = heard_values.Listener(["twenty dollars", "fifty dollars"])
    assert listener.hears(np.zeros(16000, np.int16)) in ("", "twenty dollars", "fifty dollars")
    with heard_values.straight_from_the_voice(None, None) as record:
        assert listener.hears(record("20 dollars")) == "twenty dollars"


@pytest.mark.skipif(find_spec("pocketsphinx") is None, reason="pocketsphinx is not installed")
@pytest.mark.parametrize("seconds", [0.0, 0.5, 1.0])
def test_what_was_recorded_before_and_after_a_value_does_not_decide_what_is_heard(seconds: float) -> None:
    listener = heard_values.Listener([value.spelled for value in heard_values.values_of({"USD"})])
    silence = np.zeros(round(seconds * 16000), np.int16)
    with heard_values.straight_from_the_voice(None, None) as record:
        said = record("10 dollars")
    heard = [listener.hears(np.concatenate((silence[: len(silence) - at], said, silence))) for at in range(0, 160, 20)]
    assert heard == ["ten dollars"] * 8


def test_only_what_sounds_is_listened_to() -> None:
    sound = np.concatenate([np.zeros(1000, np.int16), np.full(500, 4000, np.int16), np.zeros(3000, np.int16)])
    assert len(heard_values.sounding(sound)) == 500 + 2 * 160 - 1
    assert len(heard_values.sounding(np.zeros(1000, np.int16))) == 1000
