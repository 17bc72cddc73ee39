"""What pip installs: built from what was packed, put into an environment with nothing of ours, started elsewhere."""

import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import threading
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 40_000_000


def _run(*command: object, cwd: Path) -> str:
    # Nothing leads back to the clone.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("no hatchling here, which builds the package: pip install -r requirements-dev.txt")
    folder = tmp_path_factory.mktemp("built")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    (packed,) = folder.glob("*.tar.gz")
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    source = folder / packed.name.removesuffix(".tar.gz")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the commands of an environment that holds the wheel, and sees the tests' packages."""
    folder = tmp_path_factory.mktemp("installed")
    _run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    windows = sys.platform == "win32"
    found = folder / ("Scripts" if windows else "bin")
    python = found / ("python.exe" if windows else "python")
    packages = Path(_run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    (packages / "of-the-tests.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    install = ("install", "--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check", wheel)
    _run(sys.executable, "-m", "pip", "--python", python, *install, cwd=folder)
    return found


def test_the_wheel_is_small_enough_to_be_fetched_in_a_minute(wheel: Path) -> None:
    assert wheel.stat().st_size < MOST_BYTES


def test_the_version_survives_packing_and_building(wheel: Path, scripts: Path, tmp_path: Path) -> None:
    here = _run(sys.executable, ROOT / "main.py", "--version", cwd=tmp_path)
    assert _run(scripts / "noteworthy", "--version", cwd=tmp_path) == here
    assert wheel.name.startswith("noteworthy-" + here.split()[1])


def test_a_specimen_is_read_from_another_folder(scripts: Path, tmp_path: Path) -> None:
    said = _run(
        *(scripts / "noteworthy", "--headless", "--mute", "--currency", "XTS"),
        *("--source", ROOT / "assets" / "specimens" / "XTS_20_front.png"),
        cwd=tmp_path,
    )
    assert "20 specimen units" in said


def test_nothing_of_ours_lies_open_among_other_peoples_packages(scripts: Path, tmp_path: Path) -> None:
    program = (
        "import importlib.util as u; from importlib.metadata import files; "
        "print([n for n in ('app', 'convert', 'models') if u.find_spec(n)], "
        "sorted({p.parts[0] for p in files('noteworthy') if 'info' not in p.parts[0] and p.parts[0] != '..'}))"
    )
    assert _run(scripts / "python", "-c", program, cwd=tmp_path) == "[] ['noteworthy']\n"


def test_what_the_window_and_the_service_show_is_inside(scripts: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from importlib.resources import files; root = files('noteworthy') / 'program'; "
        "sys.path.insert(0, str(root)); from app import resources as r; from app.ui import translations; "
        "from app.recognition.packs import PACKS; "
        "print(len(list(PACKS.glob('*.notes'))) > 100, (r.ICONS / 'noteworthy.svg').is_file(), "
        "len(list(translations.FOLDER.glob('*.qm'))) > 8, (r.PACKAGE / 'service' / 'page' / 'page.html').is_file(), "
        "(r.MODELS / 'MODEL_CARD.md').is_file(), (r.SCRIPTS / 'check_system.py').is_file())"
    )
    assert _run(scripts / "python", "-c", program, cwd=tmp_path) == "True True True True True True\n"


def test_the_service_starts_and_its_workers_find_themselves(scripts: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    service = subprocess.Popen(
        [str(scripts / "noteworthy"), "serve", "--port", "0", "--workers", "1"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    watchdog = threading.Timer(100, service.kill)
    watchdog.start()
    try:
        assert service.stdout is not None
        address = service.stdout.readline().split()[2]
        picture = (ROOT / "assets" / "specimens" / "XTS_20_front.png").read_bytes()
        asked = urllib.request.Request(
            f"{address}/v1/recognize?currency=XTS", data=picture, headers={"Content-Type": "image/png"}
        )
        with urllib.request.urlopen(asked, timeout=60) as answer:
            assert json.load(answer)["value"] == "20"
    finally:
        service.terminate()
        service.communicate()
        watchdog.cancel()
