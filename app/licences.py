"""What Noteworthy is made of, and under which licences: of every package it needs, from the package's own metadata.

The frozen app carries that metadata with it, so that the answer is about what is really there.
"""

import platform
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from app.processes import is_frozen
from app.resources import PROGRAM

WITHIN = {
    "pyside6-essentials": (
        "Qt 6, LGPL-3.0-only. Its libraries are separate files, which you may exchange for your own builds. "
        "Source: https://download.qt.io/official_releases/QtForPython/"
    ),
    "opencv-python-headless": (
        "FFmpeg, LGPL-2.1-or-later, in separate files; OpenBLAS, BSD-3-Clause. Source: https://github.com/opencv/opencv-python"
    ),
    "espeakng-loader": (
        "eSpeak NG, GPL-3.0-or-later, which runs in a process of its own. "
        "Source of each version: https://github.com/espeak-ng/espeak-ng/releases"
    ),
    "numpy": "OpenBLAS, BSD-3-Clause; libgfortran, GPL-3.0-or-later with the GCC Runtime Library Exception.",
}
"""Libraries that lie inside packages and have terms of their own, and where their source is, by the plain name."""
_FILE = re.compile(r"(licen[cs]e|notice|copying)[^/]*$", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA = re.compile(r"extra == ['\"](\w+)['\"]")
_FROZEN_EXTRA = "serve"
_OF_FROZEN = "pyinstaller"
_OWN = "noteworthy"
_TERMS = PROGRAM / "licences"  # in the frozen app: of each library from the system, by the system's name
_SOURCES = {"debian": "https://sources.debian.org/", "ubuntu": "https://launchpad.net/ubuntu"}
_SHORT = re.compile(r"^License: *(\S.*?) *$", re.MULTILINE)


def notices(*, in_full: bool = False) -> str:
    """One paragraph for each package that is there, by name; `in_full` adds the texts of the licences."""
    packages = sorted(needed(), key=lambda found: found.metadata["Name"].lower())
    parts = [
        "Noteworthy is licensed under Apache-2.0 and stands on the following packages.",
        *(_paragraph(package, in_full=in_full) for package in packages),
        f"Python {platform.python_version()}, PSF-2.0. Source: https://www.python.org/downloads/source/",
        *_of_the_system(_TERMS, in_full=in_full),
    ]
    return "\n\n".join(parts) + "\n"


def needed() -> Iterator[metadata.Distribution]:
    """The packages that app and service need, and those that they need, as far as they are installed."""
    wanted = [*_own_requirements(), *([_OF_FROZEN] if is_frozen() else [])]
    seen = {_OWN}
    while wanted:
        name = plain(wanted.pop())
        if name in seen:
            continue
        seen.add(name)
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another system, or an extra that was not asked for
            continue
        yield package
        wanted += [asked for asked in package.requires or [] if "extra ==" not in asked]


def _own_requirements() -> list[str]:
    try:
        asked = metadata.requires(_OWN) or []
        return [line for line in asked if (extra := _EXTRA.search(line)) is None or extra[1] == _FROZEN_EXTRA]
    except metadata.PackageNotFoundError:  # a clone
        lines = [
            line.strip()
            for path in PROGRAM.glob("requirements*.txt")
            if path.name in ("requirements.txt", "requirements-serve.txt")
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        return [line for line in lines if line[:1].isalnum()]


def plain(requirement: str) -> str:
    """The package's name in a requirement, as registries compare names."""
    found = _NAME.match(requirement)
    return re.sub("[._-]+", "-", found[0]).lower() if found else requirement


def _paragraph(package: metadata.Distribution, *, in_full: bool) -> str:
    about = package.metadata
    lines = [f"{about['Name']} {package.version}, {licence(about)}"]
    inside = WITHIN.get(plain(about["Name"]))
    if inside is not None:
        lines.append(f"  with {inside}")
    if in_full:
        texts = [package.read_text(path) for path in _licence_files(package)]
        lines += ["", *(text.strip() for text in texts if text)]
    return "\n".join(lines)


def licence(about: "metadata.PackageMetadata") -> str:
    """A short name of a package's terms."""
    written = next(iter(about.get_all("License-Expression") or about.get_all("License") or []), "")
    if written and "\n" not in written and len(written) < 80:
        return written
    named = [each.rsplit(" :: ", 1)[-1] for each in about.get_all("Classifier") or [] if each.startswith("License ::")]
    return "; ".join(named) or "see its licence file"


def _of_the_system(folder: Path, *, in_full: bool) -> Iterator[str]:
    """A paragraph for each library of the system that the frozen app brings; elsewhere the system has its own."""
    for path in sorted(path for system in _SOURCES for path in (folder / system).glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace").strip()
        named = sorted(set(_SHORT.findall(text)), key=str.lower)
        head = f"{path.stem}, {'; '.join(named) or 'see its licence text'}. Source: {_SOURCES[path.parent.name]}"
        yield f"{head}\n\n{text}" if in_full else head
    if in_full:
        for path in sorted((folder / "common").glob("*.txt")):
            yield f"The text of {path.stem}:\n\n{path.read_text(encoding='utf-8', errors='replace').strip()}"


def _licence_files(package: metadata.Distribution) -> list[str]:
    """Names of the files with licences, as `read_text` takes them: within the package's metadata."""
    named = package.metadata.get_all("License-File") or []
    return [f"licenses/{name}" for name in named] + [name for name in named if _FILE.search(name)]
