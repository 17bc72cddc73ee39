"""The arguments of `serve`: what is taken, what is refused before anything starts."""

import argparse
import builtins
import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.service import command, server
from app.service.server import listen


def test_help_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--help"]) == 0
    shown = capsys.readouterr().out
    for option in ("--host", "--port", "--api-key-file", "--collect", "--model", "--workers", "--queue"):
        assert option in shown


@pytest.mark.parametrize(
    "argv",
    [
        ["--port", "99999"],
        ["--port", "x"],
        ["--workers", "0"],
        ["--queue", "3"],
        ["--nothing"],
        ["--max-body-mb", "0"],
        ["--port", "9" * 5000],
    ],
)
def test_wrong_arguments_end_with_2_and_one_line(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", *argv]) == 2
    error = capsys.readouterr().err
    assert error.startswith("noteworthy serve: ")
    assert error.count("\n") == 1


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5"])
def test_another_address_without_a_key_is_refused_and_explained(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--host", host, "--port", "0"]) == 2
    error = capsys.readouterr().err
    assert "--api-key-file" in error
    assert "without a key" in error


def test_another_address_with_a_key_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = tmp_path / "keys"
    keys.write_text("0123456789abcdef\n")
    served: list[Any] = []
    monkeypatch.setattr("app.service.service.Service", lambda options: options)
    monkeypatch.setattr(server, "run", lambda service, listening, on_ready: served.append(service))
    assert cli.main(["serve", "--host", "0.0.0.0", "--port", "0", "--api-key-file", str(keys)]) == 0
    assert len(served[0].keys) == 1


def test_without_keys_it_is_asked_under_the_names_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Any] = []
    monkeypatch.setattr("app.service.service.Service", lambda options: options)
    monkeypatch.setattr(server, "run", lambda service, listening, on_ready: served.append(service))
    assert cli.main(["serve", "--host", "127.0.0.5", "--port", "0"]) == 0
    assert served[0].hosts == {"localhost", "127.0.0.1", "127.0.0.5", "::1"}


def test_a_folder_of_the_owner_is_no_place_to_keep_pictures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "holiday.jpg"
    mine.write_bytes(b"mine")
    assert cli.main(["serve", "--port", "0", "--collect", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert "is not empty" in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == [mine]


def test_a_model_that_is_not_there_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--port", "0", "--model", str(tmp_path / "none.tflite")]) == 1
    error = capsys.readouterr().err
    assert "No model at" in error
    assert error.count("\n") == 1


def test_a_taken_port_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", 0) as taken:
        assert cli.main(["serve", "--port", str(taken.getsockname()[1])]) == 1
    assert "Cannot listen at 127.0.0.1" in capsys.readouterr().err


def test_without_the_extra_packages_it_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("app.service") and rest and rest[2] and "server" in rest[2]:
            raise ModuleNotFoundError("No module named 'fastapi'", name="fastapi")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert command.main([]) == 1
    error = capsys.readouterr().err
    assert "fastapi" in error
    assert "requirements-serve.txt" in error


def test_consent_is_told_and_the_address_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.service.service.Service", lambda options: options)
    monkeypatch.setattr(server, "run", lambda service, listening, on_ready: on_ready())
    assert cli.main(["serve", "--port", "0", "--collect", str(tmp_path / "c"), "--collect-days", "9"]) == 0
    shown = capsys.readouterr()
    assert "Listening at http://127.0.0.1:" in shown.out
    assert "deleted after 9 days" in shown.err


class _Gone(io.TextIOBase):
    """A standard output whose reader has gone."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def test_a_service_whose_output_nobody_reads_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Any] = []

    def run(service: Any, listening: Any, on_ready: Callable[[], None]) -> None:
        on_ready()
        served.append(service)

    monkeypatch.setattr("app.service.service.Service", lambda options: options)
    monkeypatch.setattr(server, "run", run)
    monkeypatch.setattr(sys, "stdout", _Gone())
    monkeypatch.setattr(sys, "stderr", _Gone())
    assert command.main(["--port", "0"]) == 0
    assert served


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_pipe_in_the_place_of_the_keys_is_told_and_not_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "keys")
    assert cli.main(["serve", "--port", "0", "--api-key-file", str(tmp_path / "keys")]) == 1
    assert "not a regular file" in capsys.readouterr().err


def test_the_app_itself_never_loads_the_service() -> None:
    code = (
        "import sys, app.cli; app.cli.parse([]); "
        "sys.exit(any(m.startswith(('app.service', 'fastapi')) for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_sigterm_ends_the_whole_program_in_peace(model_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "main.py", "serve", "--port", "0", "--workers", "1", "--model", str(model_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    watchdog = threading.Timer(60, program.kill)
    watchdog.start()
    assert program.stdout is not None
    assert "Listening at" in program.stdout.readline()
    program.terminate()
    program.communicate(timeout=60)
    watchdog.cancel()
    assert program.returncode == 0


@pytest.mark.parametrize(
    ("affinity", "count", "cores"), [({2, 5}, 8, [2, 5]), (None, 4, [0, 1, 2, 3]), (None, None, [0])]
)
def test_the_cores_that_may_be_used_are_asked_of_the_system(
    affinity: set[int] | None, count: int | None, cores: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    if affinity is None:
        monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    else:
        monkeypatch.setattr(os, "sched_getaffinity", lambda pid: affinity, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: count)
    assert list(command._usable_cores()) == cores


@pytest.mark.parametrize(("text", "is_taken"), [("9" * 9, True), ("1" + "0" * 9, False), ("0", True), ("-1", False)])
def test_a_whole_number_has_nine_digits_at_most(text: str, is_taken: bool) -> None:
    number = command._whole(0, 10**12)
    if is_taken:
        assert number(text) == int(text)
    else:
        with pytest.raises(argparse.ArgumentTypeError, match="is not a whole number from 0 to"):
            number(text)


def test_who_asks_for_help_or_ends_it_by_a_key_has_what_was_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--help"]) == 0
    assert "--api-key-file" in capsys.readouterr().out

    def ended(given: object, console: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_serve", ended)
    assert command.main([]) == 0
