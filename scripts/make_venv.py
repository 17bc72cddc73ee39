"""Makes a virtual environment and fills it from requirement files; does nothing when it already holds them.

    python3 scripts/make_venv.py .venv requirements.txt
    python3 scripts/make_venv.py .venv requirements.lock --require-hashes

Run by the Makefile with the system's Python: it uses nothing but the standard library, and a Python that is too old can
still read it and be told so.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import system_packages

OLDEST = (3, 10)
NEWEST_TESTED = (3, 14)


def main() -> int:
    """Read the command line and do it; returns the exit code, 0 when the environment is ready."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the environment is made, for example .venv")
    parser.add_argument("requirements", type=Path, nargs="+", help="requirement files, installed together")
    parser.add_argument("--require-hashes", action="store_true", help="refuse packages whose hash is not in the files")
    arguments = parser.parse_args()
    problem = prepare(arguments.folder, arguments.requirements, require_hashes=arguments.require_hashes)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def prepare(folder: Path, requirements: "list[Path]", *, require_hashes: bool) -> "str | None":
    """Make `folder` hold what `requirements` ask for. Returns what went wrong and what to do next, or None."""
    if sys.version_info < OLDEST:
        return (
            f"Noteworthy needs Python {_dotted(OLDEST)} or newer; this is {_dotted(sys.version_info[:2])} "
            f"({sys.executable}).\nName another one like this: make run PYTHON=python{_dotted(NEWEST_TESTED)}"
        )
    stamp = folder / ("installed-" + "-".join(path.name for path in requirements) + ".sha256")
    wanted = _fingerprint(requirements)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if _works(python) and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return None
    if sys.version_info[:2] > NEWEST_TESTED:
        print(f"Python {_dotted(sys.version_info[:2])} is newer than Noteworthy was tested with; trying all the same.")
    if not _works(python):
        problem = _create(folder)
        if problem:
            return problem
    print(f"Installing {', '.join(path.name for path in requirements)} into {folder} ...", flush=True)
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    command += ["--require-hashes"] if require_hashes else []
    for path in requirements:
        command += ["-r", str(path)]
    if subprocess.run(command, check=False).returncode != 0:
        return "The Python packages could not be installed (pip says why above). Is the network there? Then try again."
    stamp.write_text(wanted, encoding="utf-8")
    return None


def _create(folder: Path) -> "str | None":
    """Make an empty environment; returns what went wrong, or None."""
    if not _can_make_environments() and system_packages.has_apt():
        # Debian keeps these two modules of the standard library in a package of their own.
        from_debian = Path(sys.executable).resolve().parent == Path("/usr/bin")
        package = f"python{_dotted(sys.version_info[:2])}-venv" if from_debian else "python3-venv"
        system_packages.refresh()
        if not system_packages.install([package]):
            command = system_packages.command_for([package])
            return f"This Python cannot make virtual environments. Install what it lacks, then try again:\n  {command}"
    if folder.exists():
        print(f"{folder} does not work any more; making it anew.")
        shutil.rmtree(folder)
    print(f"Making {folder} with {sys.executable} ...", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", str(folder)], check=False).returncode != 0:
        return f"The virtual environment {folder} could not be made (Python says why above)."
    return None


def _can_make_environments() -> bool:
    # Asked of a fresh interpreter, because this one remembers what it could not import.
    return _runs([sys.executable, "-c", "import ensurepip, venv"])


def _works(python: Path) -> bool:
    """Whether the environment's interpreter is there, runs, and has pip."""
    return _runs([str(python), "-c", "import pip"])


def _runs(command: "list[str]") -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _fingerprint(requirements: "list[Path]") -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in requirements:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _dotted(version: "tuple[int, ...]") -> str:
    return ".".join(str(part) for part in version)


if __name__ == "__main__":
    sys.exit(main())
