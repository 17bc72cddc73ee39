"""The sentence of a trouble: its words, what is filled in, and what is told of a code that nobody knows."""

import errno

import pytest

from app.feedback.phrases import LANGUAGES
from app.feedback.troubles import codes, reason, trouble_sentence

FULL: dict[str, str | int | float] = {"path": "the film", "errno": errno.ENOSPC}


def test_a_code_is_told_in_the_language_asked_for_or_in_english() -> None:
    english = trouble_sentence("events_stopped", FULL)
    assert "the film" in english
    assert (
        english == trouble_sentence("events_stopped", FULL, "en-GB") == trouble_sentence("events_stopped", FULL, "nl")
    )
    german = trouble_sentence("events_stopped", FULL, "de-AT")
    assert german != english
    assert "the film" in german


def test_every_language_has_the_same_codes() -> None:
    assert len(codes()) > 50
    assert {codes(language) for language in LANGUAGES} == {codes()}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.ENOENT, errno.EIO])
def test_an_error_number_is_told_as_its_reason(number: int) -> None:
    assert reason(number) == reason(number, "nl")
    assert reason(number) in trouble_sentence("events_stopped", {**FULL, "errno": number})
    assert reason(number, "de") != reason(number)
    assert str(number) not in reason(number)


def test_reasons_are_told_apart_and_an_unknown_one_by_its_number() -> None:
    apart = [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EISDIR, errno.EINVAL, errno.EMFILE, errno.EIO]
    apart.append(errno.ENXIO)
    assert len({reason(number) for number in apart}) == len(apart)
    assert reason(errno.EPERM) == reason(errno.EACCES)
    assert reason(errno.ENOTDIR) == reason(errno.ENOENT)
    assert "987" in reason(987)
    assert "987" in reason(987, "ar")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb\x1b[2J", "a\\nb\\x1b[2J"),
        ("evil\u202efdp.exe", "evil\\u202efdp.exe"),
        ("\udcff.json", "\\xff.json"),
        ("x" * 5000, "x … x"),
    ],
)
def test_what_comes_from_outside_stays_on_its_line(name: str, shown: str) -> None:
    for code in ("events_stopped", "never_seen_this"):
        told = trouble_sentence(code, {"path": name, "errno": errno.EIO})
        assert shown in told
        assert len(told) < 600
        assert told.isprintable()


def test_a_code_that_nobody_wrote_a_sentence_for_is_told_as_it_is() -> None:
    assert trouble_sentence("never_seen_this", {"a": 3, "b": "x"}) == "never seen this 3 x"
    assert trouble_sentence("never_seen_this", {}) == "never seen this"


def test_aloud_an_address_is_left_out_or_spelled_for_an_ear() -> None:
    shown = trouble_sentence("events_stopped", {"path": "/home/a/film.jsonl", "errno": errno.EIO})
    aloud = trouble_sentence("events_stopped", {"path": "/home/a/film.jsonl", "errno": errno.EIO}, aloud=True)
    assert "/home/a" in shown
    assert "/" not in aloud
    assert reason(errno.EIO) in aloud


def test_without_a_number_there_is_no_reason_to_tell() -> None:
    with pytest.raises(KeyError):
        trouble_sentence("events_stopped", {"path": "x"})
    with pytest.raises(KeyError):
        trouble_sentence("events_stopped", {"path": "x", "errno": "5"})
