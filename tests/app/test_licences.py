"""Is everything that ships named with its licence, the libraries that lie within packages too."""

from importlib import metadata
from pathlib import Path

import pytest

from app import licences
from app.cli import main
from app.licences import notices


def test_every_direct_need_that_is_installed_is_named() -> None:
    text = notices().lower()
    for name in ("ai-edge-litert", "babel", "miniaudio", "numpy", "platformdirs", "pyside6_essentials", "pyttsx3"):
        assert f"\n{name} {metadata.version(name)}, " in text


def test_what_asks_for_its_source_says_where_it_is() -> None:
    text = notices()
    assert "Qt 6, LGPL-3.0-only" in text
    assert "FFmpeg, LGPL-2.1-or-later" in text
    assert text.count("Source: https://") >= 3


def test_what_the_service_needs_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ['fastapi<1; extra == "serve"', "pytest; extra == 'convert'"]
    monkeypatch.setattr(licences.metadata, "requires", lambda name: asked)
    text = notices()
    assert "\nfastapi " in text
    assert "\npytest " not in text


def test_libraries_of_the_system_in_the_frozen_app_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "debian").mkdir()
    (tmp_path / "debian" / "libthing0 2.0-1.txt").write_text("License: LGPL-2.1+\n\nLicense: MIT\n All of it.\n")
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "LGPL-2.1.txt").write_text("Kept once.\n")
    monkeypatch.setattr(licences, "_TERMS", tmp_path)
    assert "\nlibthing0 2.0-1, LGPL-2.1+; MIT. Source: https://sources.debian.org/" in notices()
    assert "All of it." not in notices()
    assert "All of it." in notices(in_full=True)
    assert "Kept once." in notices(in_full=True)
    assert "LGPL-2.1:" not in notices()


def test_in_full_the_texts_are_there() -> None:
    assert "GNU LESSER GENERAL PUBLIC LICENSE" not in notices()
    assert len(notices(in_full=True)) > 5 * len(notices())


def test_packages_of_what_is_installed_are_those_that_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences.metadata, "requires", lambda name: ["numpy>=2", 'gone; extra == "x"'])
    text = notices()
    assert "\nnumpy " in text
    assert "babel" not in text


def test_the_command_tells_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--licences"]) == 0
    assert capsys.readouterr().out == notices()
