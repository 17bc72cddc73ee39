"""What is said of a trouble can be followed by ear."""

import re
import string

import pytest

from app.feedback.phrases import LANGUAGES
from app.feedback.translations import troubles_aloud
from app.feedback.troubles import codes, trouble_sentence

# What nobody can follow: addresses, paths, lists of endings, percent signs, calls of programs, names in a program.
UNFIT = re.compile(r"://|[/\\]\w|\w/|\.(?:jpe?g|png|mp4)\b|%[0-9A-F]|python|Error|_|8080")
PARAMETERS: dict[str, str | int | float] = {
    "address": "http://192.168.0.7:8080/video/feed.mjpg",
    "source": "rtsp://camera.lan:8554/live/one",
    "key": "Ctrl+Alt+R",
    "path": "/home/somebody/Documents/2026/notes",
    "aside": "C:\\Users\\Somebody\\settings-2026",
    "camera": "/dev/v4l/by-id/camera",
    "package": "onnxruntime",
    "kinds": ".jpeg, .jpg, .mp4, .png",
    "name": "Club/Chips",
    "value": "1,000",
    "names": "speak_rate, text_size",
    "field": "labels[3].currency_code",
    "error": "ValueError: cannot reshape /usr/lib/x.py",
    "errno": 28,
}


def _said(code: str, language: str) -> str:
    numbers: dict[str, str | int | float] = dict.fromkeys(
        ("fps", "hold_s", "frames", "times", "status", "width", "height", "voice"), 7
    )
    return trouble_sentence(code, {**numbers, **PARAMETERS}, language, aloud=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_trouble_is_said_in_what_only_an_eye_can_follow(language: str) -> None:
    said = {code: _said(code, language) for code in codes(language)}

    assert {code: text for code, text in said.items() if UNFIT.search(text)} == {}


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"address": "http://192.168.0.7:8080/video"}, "192.168.0.7"),
        ({"address": "rtsps://camera.lan/live"}, "camera.lan"),
        ({"address": "http://[fe80::7]:80/v"}, "fe80::7"),
        ({"address": "192.168.0.7:8080/video"}, "192.168.0.7"),
    ],
)
def test_of_an_address_the_machine_is_said(parameters: dict[str, str], said: str) -> None:
    told = trouble_sentence("stream_stopped", parameters, aloud=True)

    assert told == f"The stream from {said} stopped. Check that the sending app is still running and in reach."


@pytest.mark.parametrize("path", ["/home/me/My notes/a.mp4", "C:\\notes\\a.mp4", "a.mp4", "/media/a.mp4/"])
def test_of_a_path_the_last_name_is_said(path: str) -> None:
    assert trouble_sentence("video_empty", {"path": path}, aloud=True) == "a.mp4 holds no pictures that can be read."


def test_what_is_shown_is_whole() -> None:
    shown = trouble_sentence("stream_stopped", {"address": "http://192.168.0.7:8080/video"})

    assert "http://192.168.0.7:8080/video" in shown


def test_a_path_that_is_nothing_but_its_root_is_said_as_it_is() -> None:
    assert trouble_sentence("video_empty", {"path": "/"}, aloud=True).startswith("/ ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_for_the_ear_ask_for_nothing_that_does_not_come(language: str) -> None:
    assert set(troubles_aloud.TROUBLES[language]) == set(troubles_aloud.TROUBLES["en"]) <= codes(language)
    for code, sentence in troubles_aloud.TROUBLES[language].items():
        used = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        assert used <= {"source", "path", "address"}, code
        assert sentence[-1] in ".।"
