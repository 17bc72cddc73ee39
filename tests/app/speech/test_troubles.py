"""Each trouble of this room has its sentence in all ten languages."""

import ast
import string
from pathlib import Path

import pytest

from app.feedback.phrases import LANGUAGES
from app.feedback.translations.troubles_speech import TROUBLES

ROOM = Path(__file__).resolve().parents[3] / "app" / "speech"
KINDS = {"Trouble", "VoiceUnavailable", "VoiceRestarted", "PlayerUnavailable"}


def raised() -> dict[str, set[str]]:
    """Codes that the room's code names, and the parameters that it gives with each."""
    found: dict[str, set[str]] = {}
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS):
                continue
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    found.setdefault(argument.value, set()).update(word.arg for word in node.keywords if word.arg)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_trouble_has_a_sentence_that_uses_only_what_comes_with_it(language: str) -> None:
    codes = raised()
    assert {"no_sound_card", "sound_lost", "voice_restarted", "voice_failed"} <= set(codes)
    assert set(TROUBLES[language]) >= set(codes)
    for code, parameters in codes.items():
        used = {name for _, name, _, _ in string.Formatter().parse(TROUBLES[language][code]) if name}
        assert used <= parameters | ({"reason"} if "errno" in parameters else set())
        assert TROUBLES[language][code][-1] in ".।"


def test_no_sentence_is_there_for_nothing() -> None:
    named = set(raised()) | {"voice_gave_no_sound"}  # a constant where it is raised
    assert all(set(sentences) == named for sentences in TROUBLES.values())
