"""The command line: what it takes, what it prints, how it ends."""

import json
import signal
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from app import cli, startup
from app.camera.frame import Frame
from app.options import Options
from app.recognition.errors import ModelError
from app.recognition.observation import Observation
from app.speech.errors import VoiceUnavailable
from app.version import version
from tests.app.event_schema import violations
from tests.app.fakes import FakeRecognizer, script

ROOT = Path(__file__).resolve().parents[2]
FOLDER = script([({"20": 0.95}, 1.5), (None, 0.7), ({"10": 0.95}, 1.5), (None, 0.7)])

Result = tuple[int, str, str]
Run = Callable[..., Result]


@pytest.fixture
def recognizer(monkeypatch: pytest.MonkeyPatch) -> FakeRecognizer:
    """The recogniser that every run gets in place of the model."""
    fake = FakeRecognizer(FOLDER)
    monkeypatch.setattr(startup, "load_recognizer", lambda options: fake)
    return fake


@pytest.fixture
def run(recognizer: FakeRecognizer, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line: exit code, standard output, standard error."""

    def run(*argv: object) -> Result:
        code = cli.main([str(argument) for argument in argv])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder of two pictures."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("a.png", "b.png"):
        cv2.imwrite(str(folder / name), np.full((48, 64, 3), 90, np.uint8))
    return folder


# Arguments


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["--head"],
        ["picture.jpg"],
        ["--source"],
        ["--source", " "],
        ["--fps", "fast"],
        ["--fps", "0"],
        ["--fps", "nan"],
        ["--fps", "1e9"],
        ["--hold-s", "-1"],
        ["--currency", ""],
        ["--currency", "dollars"],
        ["--currency", "all,USD"],
        ["--currency", "USD,,EUR"],
        ["--language", "../en"],
        ["--audio-out", "said.mp3"],
        ["--events-frames"],
    ],
)
def test_wrong_arguments_are_one_clear_line(run: Run, arguments: list[str]) -> None:
    code, out, err = run("--headless", *arguments)

    assert code == 2
    assert out == ""
    assert err.startswith("noteworthy: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_an_unknown_currency_is_answered_with_the_known(run: Run, pictures: Path) -> None:
    assert run("--headless", "--source", pictures, "--currency", "USD,GBP") == (
        2,
        "",
        "noteworthy: --currency: the model does not know GBP; it knows USD, EUR, XTS\n",
    )


def test_the_version_and_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"Noteworthy {version()}\n"
    assert cli.main(["--help"]) == 0
    text = capsys.readouterr().out
    for option in ("--source", "--currency", "--model", "--headless", "--events", "--events-frames", "--mute"):
        assert option in text
    for option in ("--audio-out", "--language", "--fps", "--hold-s", "--version"):
        assert option in text


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["--nonsense"]])
def test_nothing_heavy_is_loaded_for_a_quick_answer(arguments: list[str]) -> None:
    code = (
        "import sys; from app.cli import main; main(sys.argv[1:]); "
        "heavy = {'cv2', 'numpy', 'PySide6', 'ai_edge_litert', 'pyttsx3', 'babel'} & set(sys.modules); "
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )

    assert (done.returncode, "loaded" in done.stderr) == (0, False), done.stderr


def test_main_py_is_the_door() -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "--fps", "never"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 2
    assert done.stderr == "noteworthy: argument --fps: 'never' is not a number above 0 and up to 240\n"


# Headless runs


def test_a_folder_is_run_through(run: Run, pictures: Path, tmp_path: Path, recognizer: FakeRecognizer) -> None:
    events = tmp_path / "e.jsonl"
    code, out, _ = run("--headless", "--source", pictures, "--currency", "USD", "--events", events, "--events-frames")

    first, second, summary = out.splitlines()
    assert code == 0
    assert first.endswith(" s] 20 dollars")
    assert second.endswith(" s] 10 dollars")
    assert first.startswith("[0.")
    assert second.startswith("[2.")
    frames = len(recognizer.asked)
    assert frames >= 2 * (22 + 10)
    assert summary.startswith(f"{frames} frames, 2 announcements, frame to decision p50 ")
    written = [json.loads(line) for line in events.read_text(encoding="utf-8").splitlines()]
    assert [violations(event) for event in written] == [[]] * len(written)
    items = [event["source_item"] for event in written if event["kind"] == "announcement"]
    assert items == [str(pictures / "a.png"), str(pictures / "b.png")]
    assert sum(event["kind"] == "frame" for event in written) == frames


@pytest.mark.parametrize(
    ("arguments", "on"),
    [
        ([], {"USD", "EUR"}),
        (["--currency", "all"], {"USD", "EUR", "XTS"}),
        (["--currency", "xts, eur"], {"XTS", "EUR"}),
    ],
)
def test_the_currencies_that_are_on(
    run: Run, pictures: Path, recognizer: FakeRecognizer, arguments: list[str], on: set[str]
) -> None:
    run("--headless", "--source", pictures / "a.png", *arguments)

    assert {currencies for _, currencies in recognizer.asked} == {frozenset(on)}


def test_pictures_are_shown_as_long_and_as_often_as_asked(run: Run, pictures: Path, recognizer: FakeRecognizer) -> None:
    run("--headless", "--source", pictures / "a.png", "--fps", "10", "--hold-s", "2")

    assert len(recognizer.asked) == 20 + 9


def test_what_is_said_can_be_kept(run: Run, pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "said.wav"
    built: list[dict[str, Any]] = []
    build = startup.build_speech

    def spied(**more: Any) -> Any:
        built.append(more)
        return build(**{**more, "audio_out": None})

    monkeypatch.setattr(startup, "build_speech", spied)
    assert run("--headless", "--source", pictures, "--audio-out", path, "--language", "de", "--mute")[0] == 0
    (given,) = built
    assert (given["audio_out"], given["language"], given["mute"], given["virtual_clock"]) == (path, "de", True, True)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the voice is the system's, and may be missing")
def test_a_recording_is_as_long_as_what_was_shown(run: Run, pictures: Path, tmp_path: Path) -> None:
    path = tmp_path / "said.wav"
    assert run("--headless", "--source", pictures, "--currency", "USD", "--audio-out", path)[0] == 0

    with wave.open(str(path)) as recording:
        length_s = recording.getnframes() / recording.getframerate()
        sound = np.frombuffer(recording.readframes(recording.getnframes()), np.int16)
    assert 2.5 < length_s < 6.0
    assert np.abs(sound.astype(int)).max() > 1000


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--source", "no/such/film.mp4"], 1),
        (["--source", "ftp://example.org/film"], 2),
        (["--source", __file__], 2),
        (["--source", "/dev/video99"], 1),
        (["--events", "no/such/folder/e.jsonl"], 2),
        (["--audio-out", "no/such/folder/o.wav"], 2),
    ],
)
def test_what_cannot_be_had_is_one_clear_line(
    run: Run, pictures: Path, arguments: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = arguments if "--source" in arguments else ["--source", str(pictures), *arguments]
    answered, out, err = run("--headless", "--mute", *given)

    assert answered == code
    assert out == ""
    assert err.splitlines()[-1].startswith("noteworthy: ")
    assert "Traceback" not in err


def test_an_empty_folder_cannot_be_had(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    code, _, err = run("--headless", "--source", tmp_path / "empty")

    assert code == 1
    assert "There are no pictures" in err


@pytest.mark.parametrize("error", [ModelError("No model at x."), VoiceUnavailable("No voice.")])
def test_a_model_or_voice_that_cannot_be_had(
    run: Run, pictures: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(startup, "load_recognizer" if isinstance(error, ModelError) else "build_speech", fails)

    assert run("--headless", "--source", pictures) == (1, "", f"noteworthy: {error}\n")


def test_a_run_in_which_every_frame_fails_ends_with_one(run: Run, pictures: Path, recognizer: FakeRecognizer) -> None:
    recognizer.script = [RuntimeError("broken")] * 100
    code, _, err = run("--headless", "--source", pictures)

    assert code == 1
    assert err.splitlines()[-1].startswith("noteworthy: Noteworthy stopped: 30 pictures in a row")


def test_ctrl_c_ends_with_the_summary(run: Run, pictures: Path, recognizer: FakeRecognizer) -> None:
    observe = recognizer.observe

    def pressed(frame: Frame, currencies: frozenset[str]) -> Observation:
        if frame.index == 5:
            signal.raise_signal(signal.SIGINT)
        return observe(frame, currencies)

    recognizer.observe = pressed  # type: ignore[method-assign]
    # A shell that starts the tests in the background has them ignore the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        code, out, err = run("--headless", "--source", pictures)
    finally:
        signal.signal(signal.SIGINT, before)

    assert code == 130
    assert out.startswith("6 frames, 0 announcements"), "the one that was being looked at is looked at to its end"
    assert "Traceback" not in err


# With a window, or in its place


@pytest.mark.parametrize(
    ("platform", "environment", "there"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_where_there_is_a_display(platform: str, environment: dict[str, str], there: bool) -> None:
    assert cli.has_display(platform, environment) is there


def test_without_a_display_the_demo_runs_once_or_what_was_asked_for() -> None:
    assert cli.without_display(Options()) == Options(headless=True, source="demo")
    assert cli.without_display(Options(source="0")) == Options(headless=True, source="0")


def test_without_a_display_it_says_so_and_runs(run: Run, pictures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "has_display", lambda platform, environment: False)
    code, out, err = run("--source", pictures)

    assert code == 0
    assert "There is no display here" in err
    assert "20 dollars" in out


def test_a_window_that_cannot_be_opened_is_told_in_words(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.display.window_trouble", lambda: "The window cannot be opened here (libEGL.so.1).")
    monkeypatch.setattr(cli, "_missing_libraries", lambda: None)

    assert run() == (1, "", "The window cannot be opened here (libEGL.so.1).\n")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can lack libraries that Qt needs")
def test_missing_libraries_are_named_with_the_command_that_installs_them(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import check_system

    monkeypatch.setattr("app.ui.display.window_trouble", lambda: "The window cannot be opened here.")
    monkeypatch.setattr(check_system, "missing_libraries", lambda files: ["libEGL.so.1"])
    monkeypatch.setattr(check_system.system_packages, "has_apt", lambda: True)
    code, out, err = run()

    assert code == 1
    assert out == ""
    assert "libEGL.so.1" in err
    assert "sudo apt-get install -y libegl1" in err


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What each window was given; none is opened, and the session is closed at once, as `run_window` does."""
    given: list[dict[str, Any]] = []

    def run_window(session: Any, **more: Any) -> int:
        given.append(more)
        session.close()
        return 0

    monkeypatch.setattr("app.ui.display.window_trouble", lambda: None)
    monkeypatch.setattr("app.ui.application.run_window", run_window)
    monkeypatch.setattr("app.ui.translations.system_language", lambda: "en")
    monkeypatch.setattr("app.ui.region.system_territory", lambda: "")
    return given


def test_first_start_is_in_the_systems_language_and_what_was_chosen_goes_before(
    run: Run, windows: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.translations.system_language", lambda: "de")
    # The application of all tests stays in English.
    monkeypatch.setattr("app.ui.application.Look", lambda application, preferences: None)

    def language_of_run(*arguments: str) -> str:
        assert run("--mute", *arguments)[0] == 0
        language: str = windows[-1]["preferences"].settings.language
        return language

    assert language_of_run() == "de"
    assert language_of_run("--language", "fr") == "fr"
    windows[-1]["preferences"].change(language="es")
    assert language_of_run() == "es"


@pytest.mark.parametrize(
    ("arguments", "stored", "answers", "told"),
    [
        ((), {}, True, (0, "Noteworthy läuft schon. ", "")),
        ((), {"language": "fr"}, True, (0, "Noteworthy est déjà ouvert. ", "")),
        (("--language", "tr"), {"language": "fr"}, True, (0, "Noteworthy zaten çalışıyor. ", "")),
        ((), {}, False, (1, "", "Noteworthy läuft schon, antwortet aber nicht.")),
    ],
)
def test_a_second_start_is_answered_in_the_persons_language(
    run: Run,
    windows: list[dict[str, Any]],
    config_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    stored: dict[str, object],
    answers: bool,
    told: tuple[int, str, str],
) -> None:
    monkeypatch.setattr("app.ui.translations.system_language", lambda: "de")
    monkeypatch.setattr("app.ui.single_instance.SingleInstance.claim", lambda self: False)
    monkeypatch.setattr("app.ui.single_instance.SingleInstance.call", lambda self: answers)
    config_dir.mkdir()
    (config_dir / "settings.json").write_text(json.dumps(stored))

    code, out, err = run(*arguments)

    assert code == told[0]
    assert out.startswith(told[1])
    assert err.startswith(told[2])
    assert windows == []


@pytest.mark.parametrize(
    ("arguments", "answers", "told"),
    [
        ((), True, (0, "", "")),
        ((), False, (1, "", "Noteworthy läuft nicht oder antwortet nicht.")),
        (("--language", "tr"), False, (1, "", "Noteworthy çalışmıyor")),
    ],
)
def test_repeat_asks_the_window_that_is_open_and_opens_none(
    run: Run,
    windows: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    answers: bool,
    told: tuple[int, str, str],
) -> None:
    monkeypatch.setattr("app.ui.translations.system_language", lambda: "de")
    monkeypatch.setattr("app.ui.single_instance.SingleInstance.ask_to_repeat", lambda self: answers)
    code, out, err = run("--repeat", *arguments)
    assert (code, out) == told[:2]
    assert err.startswith(told[2])
    assert windows == []


def test_the_window_begins_with_what_was_chosen_last(run: Run, windows: list[dict[str, Any]], config_dir: Path) -> None:
    config_dir.mkdir()
    (config_dir / "settings.json").write_text(json.dumps({"camera": "demo", "currencies": ["XTS", "GBP"]}))
    assert run("--mute")[0] == 0
    (window,) = windows
    assert window["spec"] == "demo"
    assert window["choices"].currencies_on == ("XTS",)

    window["preferences"].change(camera="0")
    window["preferences"].change(currencies=("EUR", "USD"))
    assert run("--mute")[0] == 0
    assert windows[1]["spec"] == "0"
    assert windows[1]["tour"]
    assert windows[1]["choices"].currencies_on == ("USD", "EUR")
    assert windows[1]["preferences"].settings.muted
    assert not json.loads((config_dir / "settings.json").read_text())["muted"]


def test_a_first_start_begins_with_the_regions_money_and_keeps_it(
    run: Run, windows: list[dict[str, Any]], config_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.region.system_territory", lambda: "DE")
    assert run("--mute", "--currency", "USD")[0] == 0
    assert windows[0]["choices"].currencies_on == ("USD",), "what was asked for comes before"
    assert windows[0]["proposed"] == ()
    assert json.loads((config_dir / "settings.json").read_text())["currencies"] == ["EUR"]
    monkeypatch.setattr("app.ui.region.system_territory", lambda: "US")
    assert run("--mute")[0] == 0
    assert windows[1]["choices"].currencies_on == ("EUR",), "it is proposed once"
    assert windows[1]["proposed"] == ()


@pytest.mark.parametrize(("territory", "on"), [("DE", ("EUR",)), ("JP", ("USD", "EUR")), ("", ("USD", "EUR"))])
def test_a_region_whose_money_cannot_be_read_begins_with_the_usual_ones(
    run: Run, windows: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, territory: str, on: tuple[str, ...]
) -> None:
    monkeypatch.setattr("app.ui.region.system_territory", lambda: territory)
    assert run("--mute")[0] == 0
    assert windows[0]["choices"].currencies_on == on
    assert windows[0]["proposed"] == (on if len(on) == 1 else ())


def test_settings_that_are_there_keep_their_currencies(
    run: Run, windows: list[dict[str, Any]], config_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.region.system_territory", lambda: "DE")
    config_dir.mkdir()
    (config_dir / "settings.json").write_text(json.dumps({"camera": "0"}))
    assert run("--mute")[0] == 0
    assert windows[0]["choices"].currencies_on == ("USD", "EUR")


def test_what_is_asked_for_comes_before_what_was_chosen_last(
    run: Run, windows: list[dict[str, Any]], config_dir: Path
) -> None:
    config_dir.mkdir()
    (config_dir / "settings.json").write_text(json.dumps({"camera": "0", "currencies": ["XTS"]}))
    assert run("--mute", "--source", "demo", "--currency", "USD")[0] == 0

    assert windows[0]["spec"] == "demo"
    assert not windows[0]["tour"]
    assert windows[0]["choices"].currencies_on == ("USD",)


def test_damaged_settings_do_not_keep_the_window_closed(
    run: Run, windows: list[dict[str, Any]], config_dir: Path
) -> None:
    config_dir.mkdir()
    (config_dir / "settings.json").write_text("{")
    assert run("--mute")[0] == 0

    assert windows[0]["spec"] == "auto"
    assert (config_dir / "settings.json.damaged").exists()


def test_guidance_and_mode_can_be_chosen(run: Run, pictures: Path) -> None:
    code, out, _ = run("--headless", "--source", pictures, "--mode", "private", "--guidance", "values_only")

    assert code == 0
    assert "Told by tones." in out
    assert "dollars" not in out.split("\n")[0]


def test_count_mode_tells_totals(run: Run, pictures: Path) -> None:
    _, out, _ = run("--headless", "--source", pictures, "--mode", "count")

    assert "20 dollars, total 20 dollars" in out
