"""Settings: they come back as they were saved, and a damaged file never stops the app."""

import codecs
import errno
import json
import os
import sys
import threading
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from app import settings
from app.settings import Settings
from app.trouble import Trouble

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
    reader_heard=True,
    read_controls="on",
    guidance="brief",
    place_tone=True,
    private=True,
    theme="contrast_light",
    result_size=60,
    result_colours="black_on_white",
    keys=(("repeat", "F2"), ("hush", "Ctrl+Space")),
    tour_done=True,
    text_size=150,
    window=(10, 20, 800, 600),
    is_maximized=True,
    closes_to_tray=True,
    global_key=False,
    global_key_told=True,
)


def told(trouble: Trouble | None) -> tuple[str, dict[str, Any]]:
    """Its code and parameters."""
    assert trouble is not None
    return trouble.code, dict(trouble.parameters)


def test_every_field_differs_here_from_its_default() -> None:
    assert [each.name for each in fields(Settings) if getattr(CHOSEN, each.name) == each.default] == []


def test_what_was_saved_is_loaded(config_dir: Path) -> None:
    settings.save(CHOSEN)

    loaded = settings.load()

    assert loaded.settings == CHOSEN
    assert loaded.trouble is None
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
        b"\xef\xbb\xbf",
        b"\xff\xfe{\x00\x00\xd8}\x00",
        b"\x00" * 100,
        b"[" * 100_000,
        b'{"a": ' * 40 + b"1" + b"}" * 40,
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"camera": "' + b"x" * 2_000_000 + b'"}',
    ],
)
def test_a_damaged_file_is_set_aside_and_the_defaults_are_used(config_dir: Path, content: bytes) -> None:
    config_dir.mkdir()
    path = config_dir / "settings.json"
    path.write_bytes(content)

    loaded = settings.load()

    assert loaded.settings == Settings()
    assert told(loaded.trouble) == ("settings_set_aside", {"aside": str(config_dir / "settings.json.damaged")})
    assert (config_dir / "settings.json.damaged").read_bytes() == content
    assert not path.exists()
    assert settings.load().trouble is None


def test_a_damaged_file_that_cannot_be_set_aside_is_told_too(config_dir: Path) -> None:
    for number in ("", *range(2, 10)):
        (config_dir / f"settings.json.damaged{number}").mkdir(parents=True)
    (config_dir / "settings.json").write_bytes(b"{")

    loaded = settings.load()

    assert loaded.settings == Settings()
    assert told(loaded.trouble) == ("settings_damaged", {"path": str(config_dir / "settings.json")})


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_a_byte_order_mark_is_no_damage(config_dir: Path, mark: str) -> None:
    config_dir.mkdir()
    path = config_dir / "settings.json"
    begin = codecs.BOM_UTF16_BE if mark == "utf-16-be" else b""
    path.write_bytes(begin + '{"language": "de", "voice": "Jürgen"}\r\n'.encode(mark))

    loaded = settings.load()

    assert loaded == settings.LoadedSettings(Settings(language="de", voice="Jürgen"), None)
    settings.save(loaded.settings)
    assert json.loads(path.read_text(encoding="utf-8"))["voice"] == "Jürgen"


NOT_KNOWN: list[tuple[str, Any]] = [
    ("currencies", "USD"),
    ("currencies", [1]),
    ("currencies", [["USD"]]),
    ("camera", 0),
    ("camera", ""),
    ("camera", "a\0b"),
    ("camera", "x" * 5000),
    *([("camera", "\ud800")] if sys.platform != "win32" else []),  # where a file may be called so
    ("language", 7),
    ("muted", "no"),
    ("rate_wpm", 7),
    ("rate_wpm", True),
    ("rate_wpm", 200.5),
    ("rate_wpm", float("nan")),
    ("theme", "pink"),
    ("theme", ["dark"]),
    ("volume", 101),
    ("pitch", "high"),
    ("result_size", 5),
    ("who_speaks", "nobody"),
    ("guidance", None),
    ("voice", ""),
    ("keys", {"repeat": "F2"}),
    ("keys", [["repeat"]]),
    ("keys", [["repeat", 2]]),
    ("keys", [["", "F2"]]),
    ("tour_done", 1),
]


@pytest.mark.parametrize(("name", "value"), NOT_KNOWN)
def test_a_value_that_is_not_known_costs_that_value_alone(config_dir: Path, name: str, value: object) -> None:
    settings.save(CHOSEN)
    path = config_dir / "settings.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), name: value}))
    before = path.read_bytes()

    loaded = settings.load(language="tr")

    default = "tr" if name == "language" else getattr(Settings(), name)
    assert loaded.settings == replace(CHOSEN, **{name: default})  # type: ignore[arg-type]
    assert told(loaded.trouble) == ("settings_unknown", {"names": name})
    assert path.read_bytes() == before


def test_what_a_newer_version_wrote_is_kept_until_it_is_changed(config_dir: Path) -> None:
    config_dir.mkdir()
    path = config_dir / "settings.json"
    newer = {"theme": "sepia", "guidance": {"level": 2}, "language": None, "lens": [1, {"wide": "ja"}], "volume": 60}
    path.write_text(json.dumps(newer))

    loaded = settings.load(language="de")

    assert loaded.settings == Settings(language="de", volume=60)
    assert told(loaded.trouble) == ("settings_unknown", {"names": "language, guidance, theme"})
    settings.save(replace(loaded.settings, volume=70), language="de")
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert {name: kept[name] for name in newer} == {**newer, "volume": 70}
    settings.save(replace(loaded.settings, volume=70, theme="dark"), language="de")
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert {name: kept[name] for name in newer} == {**newer, "volume": 70, "theme": "dark"}
    assert settings.load(language="de").settings.theme == "dark"


def test_an_item_that_is_not_known_costs_that_item_alone(config_dir: Path) -> None:
    config_dir.mkdir()
    path = config_dir / "settings.json"
    newer = {"currencies": ["USD", {"code": "EUR"}], "keys": [["repeat", "F2"], ["lens", "F3", "held"], ["hush", ""]]}
    path.write_text(json.dumps(newer))

    loaded = settings.load()

    assert loaded.settings == Settings(currencies=("USD",), keys=(("repeat", "F2"), ("hush", "")))
    assert told(loaded.trouble) == ("settings_unknown", {"names": "currencies, keys"})
    settings.save(replace(loaded.settings, volume=9))
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert {name: kept[name] for name in newer} == newer


def test_a_file_that_was_damaged_meanwhile_is_set_aside_before_it_is_replaced(config_dir: Path) -> None:
    settings.save(CHOSEN)
    (config_dir / "settings.json").write_bytes(b"half a fi")

    settings.save(CHOSEN)

    assert (config_dir / "settings.json.damaged").read_bytes() == b"half a fi"
    assert settings.load() == settings.LoadedSettings(CHOSEN, None)


def test_a_name_that_is_not_utf_8_survives(config_dir: Path) -> None:
    chosen = Settings(camera="/media/stick/a\udcff.mp4")

    settings.save(chosen)

    assert settings.load() == settings.LoadedSettings(chosen, None)
    settings.save(replace(chosen, volume=3))
    assert settings.load().settings.camera == chosen.camera


def test_saving_from_many_threads_leaves_one_whole_file(config_dir: Path) -> None:
    failed: list[BaseException] = []

    def save(volume: int) -> None:
        try:
            for _ in range(5):
                settings.save(replace(CHOSEN, volume=volume))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=save, args=(volume,)) for volume in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    if sys.platform != "win32":  # There a file that another is reading cannot be replaced, which the caller is told.
        assert failed == []
    assert all(isinstance(error, OSError) for error in failed)
    loaded = settings.load()
    assert loaded.trouble is None
    assert replace(loaded.settings, volume=CHOSEN.volume) == CHOSEN
    assert [path.name for path in config_dir.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(("kept", "read_controls"), [("true", "on"), ("false", "automatic"), ('"off"', "off")])
def test_what_has_the_focus_is_said_as_before_and_else_automatically(
    config_dir: Path, kept: str, read_controls: str
) -> None:
    config_dir.mkdir()
    (config_dir / "settings.json").write_text(f'{{"read_controls": {kept}}}')

    assert settings.load() == settings.LoadedSettings(Settings(read_controls=read_controls), None)


def test_names_of_a_newer_version_are_passed_over(config_dir: Path) -> None:
    config_dir.mkdir()
    (config_dir / "settings.json").write_text(json.dumps({"camera": "1", "from_the_future": "yes"}))

    assert settings.load() == settings.LoadedSettings(Settings(camera="1"), None)


def test_a_folder_in_the_place_of_the_file_is_told(config_dir: Path) -> None:
    (config_dir / "settings.json").mkdir(parents=True)

    loaded = settings.load()

    assert loaded.settings == Settings()
    assert loaded.trouble is not None
    assert (loaded.trouble.code, loaded.trouble.parameters["errno"]) == ("settings_unreadable", errno.EISDIR)
    with pytest.raises(OSError, match="settings"):
        settings.save(CHOSEN)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_in_the_place_of_the_file_is_not_waited_for(config_dir: Path) -> None:
    config_dir.mkdir()
    os.mkfifo(config_dir / "settings.json")

    loaded = settings.load()

    assert loaded.trouble is not None
    assert loaded.trouble.code == "settings_unreadable"


def test_what_was_set_aside_before_is_not_lost(config_dir: Path) -> None:
    config_dir.mkdir()
    for content in (b"first", b"second"):
        (config_dir / "settings.json").write_bytes(content)
        settings.load()

    assert (config_dir / "settings.json.damaged").read_bytes() == b"first"
    assert (config_dir / "settings.json.damaged2").read_bytes() == b"second"


def test_what_a_newer_version_wrote_never_makes_them_unreadable(config_dir: Path) -> None:
    # Each item takes a line of its own when it is written, at the depth that it has.
    config_dir.mkdir()
    content = '{"later": ' + "[" * 20 + ",".join("0" * 300_000) + "]" * 20 + ', "volume": 40}'
    (config_dir / "settings.json").write_text(content, encoding="utf-8")

    settings.save(replace(settings.load().settings, pitch=60))

    assert settings.load() == settings.LoadedSettings(Settings(volume=40, pitch=60), None)
    assert (config_dir / "settings.json.damaged").read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    "many", ['"currencies": [' + ",".join(['"EUR"'] * 150_000), '"keys": [' + ",".join(['["a","F2"]'] * 90_000)]
)
def test_of_a_list_without_end_the_beginning_is_used(config_dir: Path, many: str) -> None:
    config_dir.mkdir()
    (config_dir / "settings.json").write_text("{" + many + "]}", encoding="utf-8")

    loaded = settings.load()
    settings.save(replace(loaded.settings, currencies=("USD",), keys=()))

    assert loaded.trouble is not None
    assert loaded.trouble.code == "settings_unknown"
    assert max(len(loaded.settings.currencies), len(loaded.settings.keys)) == 500
    assert settings.load().settings == Settings(currencies=("USD",))


def _link(path: Path, target: Path | str) -> None:
    """Make a link, or skip: on Windows not everybody may, and Wine says that it did."""
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("no links may be made here")
    if not path.is_symlink():
        pytest.skip("links are not made here")


@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_in_the_place_of_the_file_stays_one(config_dir: Path, tmp_path: Path, is_there: bool) -> None:
    kept = tmp_path / "my files" / "noteworthy.json"
    if is_there:
        kept.parent.mkdir()
        kept.write_text("{}", encoding="utf-8")
    config_dir.mkdir()
    _link(config_dir / "settings.json", kept)

    settings.save(CHOSEN)

    assert (config_dir / "settings.json").is_symlink()
    assert settings.load(kept).settings == settings.load().settings == CHOSEN


def test_a_link_that_leads_to_itself_is_told(config_dir: Path) -> None:
    config_dir.mkdir()
    _link(config_dir / "settings.json", "settings.json")

    loaded = settings.load()

    assert loaded.trouble is not None
    assert loaded.trouble.code == "settings_unreadable"


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


def test_place_of_the_window_comes_back(tmp_path: Path) -> None:
    chosen = Settings(window=(-20, 40, 800, 600), is_maximized=True, text_size=180)
    settings.save(chosen, tmp_path / "settings.json")
    assert settings.load(tmp_path / "settings.json").settings == chosen


@pytest.mark.parametrize(
    "wrong",
    [
        {"window": (1, 2, 3)},
        {"window": (0, 0, 0, 600)},
        {"window": (0, 0, 800.5, 600)},
        {"window": (0, 0, 10**9, 600)},
        {"window": "0,0,800,600"},
        {"is_maximized": 1},
        {"text_size": 79},
        {"text_size": 301},
    ],
)
def test_place_and_size_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"window|is_maximized|text_size"):
        Settings(**wrong)  # type: ignore[arg-type]
