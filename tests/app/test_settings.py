"""Settings: they come back as they were saved, and a damaged file never stops the app."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from app import settings
from app.settings import Settings

CHOSEN = Settings(
    currencies=("USD", "EUR"),
    camera="2",
    language="de",
    muted=True,
    rate_wpm=240,
    voice="gmw/de",
    pitch=70,
    volume=40,
    output="Headset",
    who_speaks="screen_reader",
    read_controls=True,
    guidance="brief",
    place_tone=True,
    private=True,
    theme="contrast_light",
    result_size=60,
    result_colours="black_on_white",
    keys=(("repeat", "F2"), ("hush", "Ctrl+Space")),
    tour_done=True,
)


def test_what_was_saved_is_loaded(config_dir: Path) -> None:
    settings.save(CHOSEN)

    loaded = settings.load()

    assert loaded.settings == CHOSEN
    assert loaded.message is None
    assert [path.name for path in config_dir.iterdir()] == ["settings.json"]


def test_without_a_file_there_are_the_defaults_and_nothing_to_tell() -> None:
    assert settings.load() == settings.LoadedSettings(Settings(), None)


@pytest.mark.parametrize(
    ("content", "language"), [(None, "de"), (b"{", "de"), (b'{"theme": "light"}', "de"), (b'{"language": "en"}', "en")]
)
def test_a_language_is_given_where_none_was_chosen(config_dir: Path, content: bytes | None, language: str) -> None:
    if content is not None:
        config_dir.mkdir()
        (config_dir / "settings.json").write_bytes(content)

    assert settings.load(language="de").settings.language == language


def test_where_they_are_kept(tmp_path: Path, config_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.settings_path() == config_dir / "settings.json"
    assert settings.settings_path(tmp_path) == tmp_path / "settings.json"
    monkeypatch.delenv(settings.CONFIG_DIR_VARIABLE)
    assert "noteworthy" in str(settings.settings_path()).lower()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"\x00" * 100,
        b"[" * 100_000,
        b'{"currencies": "USD"}',
        b'{"currencies": [1]}',
        b'{"camera": 0}',
        b'{"camera": ""}',
        b'{"language": null}',
        b'{"muted": "no"}',
        b'{"rate_wpm": 7}',
        b'{"rate_wpm": true}',
        b'{"theme": "pink"}',
        b'{"theme": ["dark"]}',
        b'{"volume": 101}',
        b'{"pitch": "high"}',
        b'{"result_size": 5}',
        b'{"who_speaks": "nobody"}',
        b'{"guidance": null}',
        b'{"voice": ""}',
        b'{"keys": {"repeat": "F2"}}',
        b'{"keys": [["repeat"]]}',
        b'{"keys": [["repeat", 2]]}',
        b'{"tour_done": 1}',
    ],
)
def test_a_damaged_file_is_set_aside_and_the_defaults_are_used(config_dir: Path, content: bytes) -> None:
    config_dir.mkdir()
    path = config_dir / "settings.json"
    path.write_bytes(content)

    loaded = settings.load()

    assert loaded.settings == Settings()
    assert loaded.message is not None
    assert "settings.json.damaged" in loaded.message
    assert "\n" not in loaded.message
    assert (config_dir / "settings.json.damaged").read_bytes() == content
    assert not path.exists()
    assert settings.load().message is None


def test_names_of_a_newer_version_are_passed_over(config_dir: Path) -> None:
    config_dir.mkdir()
    (config_dir / "settings.json").write_text(json.dumps({"camera": "1", "from_the_future": "yes"}))

    assert settings.load() == settings.LoadedSettings(Settings(camera="1"), None)


def test_a_folder_in_the_place_of_the_file_is_told(config_dir: Path) -> None:
    (config_dir / "settings.json").mkdir(parents=True)

    loaded = settings.load()

    assert loaded.settings == Settings()
    assert loaded.message is not None


def test_a_save_that_fails_leaves_the_old_file_whole(config_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.save(CHOSEN)

    def fails(handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="disk full"):
        settings.save(replace(CHOSEN, camera="3"))

    assert settings.load().settings == CHOSEN
    assert [path.name for path in config_dir.iterdir()] == ["settings.json"]


def test_a_place_that_cannot_be_written_is_an_error_for_the_caller(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(OSError, match="file"):
        settings.save(CHOSEN, tmp_path / "file" / "settings.json")


@pytest.mark.parametrize(
    "wrong", [{"currencies": ["USD"]}, {"camera": ""}, {"language": ""}, {"muted": 1}, {"rate_wpm": 451}]
)
def test_values_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Settings(**wrong)  # type: ignore[arg-type]
