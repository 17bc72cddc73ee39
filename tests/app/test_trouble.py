"""Troubles: each code has a sentence in every language, with the same words to be filled in."""

import ast
import importlib
import pickle
import pkgutil
import string
from pathlib import Path

import pytest

import app
from app.feedback.phrases import LANGUAGES
from app.feedback.troubles import _SENTENCES, codes, reason, trouble_sentence
from app.session.wording import Wording
from app.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]


def kinds(base: type[Trouble] = Trouble) -> set[str]:
    """Names of all classes of trouble."""
    return {base.__name__}.union(*(kinds(kind) for kind in base.__subclasses__()))


def raised() -> dict[str, str]:
    """Every code that is written in the app's source, and where."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name.startswith(("app.service", "app.ui")) or module.name.endswith(("_worker", "__main__")):
            continue
        importlib.import_module(module.name)
    names = kinds()
    found = {}
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in names and isinstance(node.args[0].value, str):
                found[node.args[0].value] = f"{path.name}:{node.lineno}"
    return found


def test_every_code_has_its_sentence() -> None:
    written = raised()

    assert len(written) > 20
    assert {code: where for code, where in written.items() if code not in codes()} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence_with_the_same_words_to_fill_in(language: str) -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert codes(language) == codes("en")
    for code, sentence in _SENTENCES[language].items():
        assert fields(sentence) == fields(_SENTENCES["en"][code]), code
        assert language == "en" or sentence != _SENTENCES["en"][code], code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_of_the_systems_is_told_in_words(language: str) -> None:
    assert reason(28, language)
    assert "28" not in reason(28, language)
    assert "9999" in reason(9999, language)


def test_a_code_without_a_sentence_is_told_all_the_same() -> None:
    assert trouble_sentence("odd_thing", {"where": "here"}) == "odd thing here"


def test_a_trouble_passes_from_process_to_process() -> None:
    trouble = pickle.loads(pickle.dumps(Trouble("events_stopped", path="e.jsonl", errno=28)))

    assert (trouble.code, dict(trouble.parameters)) == ("events_stopped", {"path": "e.jsonl", "errno": 28})
    assert Wording("de").trouble(trouble).startswith("Die Ereignisse können nicht mehr nach e.jsonl geschrieben werden")
