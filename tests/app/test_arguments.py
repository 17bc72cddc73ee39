"""The command line: what it takes, and how it is checked."""

from pathlib import Path

import pytest

from app.arguments import parse
from app.options import Options, WrongArguments


def test_everything_can_be_asked_for() -> None:
    arguments = (
        "--source demo --currency usd,EUR --model m.tflite --headless --events e.jsonl --events-frames --mute "
        "--audio-out o.WAV --language pt-BR --fps 5 --hold-s 0.5"
    )

    assert parse(arguments.split()) == Options(
        source="demo",
        currencies=("USD", "EUR"),
        model=Path("m.tflite"),
        headless=True,
        events=Path("e.jsonl"),
        log_frames=True,
        mute=True,
        audio_out=Path("o.WAV"),
        language="pt-BR",
        fps=5.0,
        hold_s=0.5,
    )


def test_nothing_need_be_asked_for() -> None:
    assert parse([]) == Options()
    assert parse(["--currency", "all"]).currencies == ("ALL",)


def test_the_currency_can_be_looked_for_without_a_window() -> None:
    detecting = parse(["--headless", "--currency", "Detect"])
    assert detecting.detect
    assert detecting.currencies is None
    with pytest.raises(WrongArguments, match="Ctrl\\+I"):
        parse(["--currency", "detect"])
    with pytest.raises(WrongArguments, match="codes of three letters"):
        parse(["--headless", "--currency", "detect,USD"])


def test_wrong_arguments_are_told_apart_from_the_rest() -> None:
    with pytest.raises(WrongArguments, match="--events FILE"):
        parse(["--events-frames"])


@pytest.mark.parametrize("arguments", [["--mode", "loud"], ["--guidance", "none"]])
def test_an_unknown_mode_or_level_is_wrong(arguments: list[str]) -> None:
    with pytest.raises(WrongArguments, match="invalid choice"):
        parse(arguments)
