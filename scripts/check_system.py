"""Is there what Noteworthy needs of the system? Names what is missing, and installs it where it may.

    .venv/bin/python scripts/check_system.py window       before the window is opened: the libraries of Qt
    .venv/bin/python scripts/check_system.py tests        before the tests, which draw without a display
    .venv/bin/python scripts/check_system.py acceptance   before the tests that have a screen, sound and a screen reader

Only Linux can lack any: on Windows and macOS the packages of Qt bring all they need.
"""

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import system_packages

# A library that Qt links to -> the packages that hold it, newest name first (Debian 13 and Ubuntu 24.04 renamed some).
PACKAGES: dict[str, tuple[str, ...]] = {
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libX11.so.6": ("libx11-6",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libfreetype.so.6": ("libfreetype6",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libgthread-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libwayland-client.so.0": ("libwayland-client0",),
    "libwayland-cursor.so.0": ("libwayland-cursor0",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-render.so.0": ("libxcb-render0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-shm.so.0": ("libxcb-shm0",),
    "libxcb-sync.so.1": ("libxcb-sync1",),
    "libxcb-util.so.1": ("libxcb-util1",),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxcb.so.1": ("libxcb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libz.so.1": ("zlib1g",),
}
TRAY = "trayer"
FONTS = ("fonts-dejavu-core",)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")

# What the tests in tests/acceptance are done with, by part: program (or file) -> the package that holds it.
PROGRAMS: dict[str, dict[str, str]] = {
    "desk": {
        "Xvfb": "xvfb",
        "openbox": "openbox",
        "xdotool": "xdotool",
        "import": "imagemagick",
        "dbus-daemon": "dbus",
        "pulseaudio": "pulseaudio",
        "parec": "pulseaudio-utils",
    },
    "accessibility": {
        "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
        "/usr/lib/python3/dist-packages/gi/__init__.py": "python3-gi",
        "Atspi-2.0.typelib": "gir1.2-atspi-2.0",
    },
    "orca": {
        "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
        "orca": "orca",
        "speech-dispatcher": "speech-dispatcher",
        "/usr/lib/speech-dispatcher-modules/sd_espeak-ng": "speech-dispatcher-espeak-ng",
    },
    "tray": {TRAY: "trayer"},
}
_TYPELIBS = "/usr/lib"


def main() -> int:
    """Check, install what may be installed, and check again; returns 0 when the window (or the tests) can start."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("purpose", choices=["window", "tests", "acceptance"])
    purpose = parser.parse_args().purpose
    if not sys.platform.startswith("linux"):
        return 0
    if purpose == "acceptance":
        return _make_ready_for_acceptance()
    files = qt_files(purpose, os.environ)
    if not files:
        return 0  # no display: Noteworthy runs without its window, and says so itself
    libraries = missing_libraries(files)
    packages = packages_for(libraries, fonts_missing=not has_fonts())
    if packages and system_packages.refresh():
        packages = packages_for(libraries, fonts_missing=not has_fonts())
        if system_packages.install(packages):
            libraries = missing_libraries(files)
            packages = packages_for(libraries, fonts_missing=not has_fonts())
    if libraries or packages:
        print(advice(libraries, packages), file=sys.stderr)
        return 1
    return 0


def _make_ready_for_acceptance() -> int:
    """Install what is missing where that is allowed; what is not there then is a reason to skip tests, not to fail."""
    files = qt_files("acceptance", os.environ)
    libraries = missing_libraries(files)
    packages = [*packages_for(libraries, fonts_missing=not has_fonts()), *packages_of_programs()]
    if packages and system_packages.refresh():
        system_packages.install(packages)
    for part in PROGRAMS:
        missing = missing_programs(part)
        if missing:
            print(f"Not there for {part}: {', '.join(missing)}. The tests that need it are skipped.")
    packages = packages_of_programs()
    if packages:
        print(f"On Debian they come with:\n  {system_packages.command_for(packages)}")
    return 0


def missing_programs(part: str) -> list[str]:
    """Which programs of a part of `PROGRAMS` this system lacks; for "desk" the libraries of the window, too."""
    missing = [program for program in PROGRAMS[part] if not _has_program(program)]
    return missing + (missing_libraries(qt_files("acceptance", os.environ)) if part == "desk" else [])


def packages_of_programs() -> list[str]:
    """The Debian packages that hold the missing programs of all parts."""
    held = {package for programs in PROGRAMS.values() for name, package in programs.items() if not _has_program(name)}
    return sorted(held)


def _has_program(name: str) -> bool:
    if name.startswith("/"):
        return Path(name).exists()
    if name.endswith(".typelib"):
        return any(Path(_TYPELIBS).glob(f"*/girepository-1.0/{name}"))
    return shutil.which(name) is not None


def qt_files(purpose: str, environment: Mapping[str, str]) -> list[Path]:
    """The files of Qt that will be loaded for `purpose`; none when a window is wanted and there is no display."""
    found = importlib.util.find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("PySide6 is not installed here; `make run` and `make test` install it.")
    qt = Path(next(iter(found.submodule_search_locations))) / "Qt"
    if purpose == "tests":
        plugin = "libqoffscreen.so"
    elif purpose == "acceptance" or environment.get("DISPLAY"):
        plugin = "libqxcb.so"
    elif environment.get("WAYLAND_DISPLAY"):
        plugin = "libqwayland.so"
    else:
        return []
    plugins = sorted((qt / "plugins" / "platforms").glob(plugin.replace(".so", "*.so")))
    return [qt / "lib" / "libQt6Widgets.so.6", *plugins]


def missing_libraries(files: Iterable[Path]) -> list[str]:
    """Names of shared libraries that `files` ask for and the loader does not find."""
    if shutil.which("ldd") is None:
        return []
    missing: set[str] = set()
    for file in files:
        answer = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=False).stdout
        missing.update(re.findall(r"^\s*(\S+) => not found", answer, flags=re.MULTILINE))
    return sorted(missing)


def has_fonts() -> bool:
    """Whether any font is installed; PySide6 brings none, and without one every word is an empty box."""
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(path.suffix.lower() in {".ttf", ".otf", ".ttc"} for folder in folders for path in folder.rglob("*.?t?"))


def packages_for(libraries: Iterable[str], *, fonts_missing: bool) -> list[str]:
    """Debian packages that hold `libraries` (those we know of), and a font when there is none."""
    wanted = [PACKAGES[name] for name in libraries if name in PACKAGES] + ([FONTS] if fonts_missing else [])
    if not system_packages.has_apt():
        return sorted({names[0] for names in wanted})
    return sorted({names[0] if len(names) == 1 else system_packages.first_known(names) for names in wanted})


def advice(libraries: list[str], packages: list[str]) -> str:
    """What a person reads when something is missing and could not be installed from here."""
    lines = ["Noteworthy cannot open its window: this system lacks libraries that Qt needs."]
    lines += [f"  missing: {', '.join(libraries)}"] if libraries else ["  missing: any font"]
    unknown = [name for name in libraries if name not in PACKAGES]
    if packages and system_packages.has_apt():
        lines += ["Install them with:", f"  {system_packages.command_for(packages)}"]
    elif packages:
        lines += ["Install the packages that hold them; on Debian these are:", f"  {' '.join(packages)}"]
    if unknown:
        lines += [f"Look up which package of your system holds: {', '.join(unknown)}"]
    lines += ["Until then Noteworthy also speaks without a window:", "  make run ARGS=--headless"]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
