"""What Noteworthy is made of, and under which licences: of every package it needs, from the package's own metadata.

The frozen app carries that metadata with it, so that the answer is about what is really there.
"""

import re
from collections.abc import Iterator
from importlib import metadata

from app.resources import PROGRAM

# Libraries that lie inside packages and have terms of their own, and where their source is.
_WITHIN = {
    "pyside6-essentials": (
        "Qt 6, LGPL-3.0-only. Its libraries are separate files, which you may exchange for your own builds. "
        "Source: https://download.qt.io/official_releases/QtForPython/"
    ),
    "opencv-python-headless": (
        "FFmpeg, LGPL-2.1-or-later, in separate files; OpenBLAS, BSD-3-Clause. Source: https://github.com/opencv/opencv-python"
    ),
    "espeakng-loader": (
        "eSpeak NG, GPL-3.0-or-later, which runs in a process of its own. Source: https://github.com/espeak-ng/espeak-ng"
    ),
    "numpy": "OpenBLAS, BSD-3-Clause; libgfortran, GPL-3.0-or-later with the GCC Runtime Library Exception.",
}
_FILE = re.compile(r"(licen[cs]e|notice|copying)[^/]*$", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OWN = "noteworthy"


def notices(*, in_full: bool = False) -> str:
    """One paragraph for each package that is there, by name; `in_full` adds the texts of the licences."""
    packages = sorted(_needed(), key=lambda found: found.metadata["Name"].lower())
    parts = [
        "Noteworthy is licensed under Apache-2.0 and stands on the following packages.",
        *(_paragraph(package, in_full=in_full) for package in packages),
        "Python, PSF-2.0. Source: https://www.python.org/downloads/source/",
    ]
    return "\n\n".join(parts) + "\n"


def _needed() -> Iterator[metadata.Distribution]:
    """The packages that are needed, and those that they need, as far as they are installed."""
    wanted = list(_own_requirements())
    seen = {_OWN}
    while wanted:
        name = _plain(wanted.pop())
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
        return metadata.requires(_OWN) or []
    except metadata.PackageNotFoundError:  # a clone
        lines = [
            line.strip()
            for path in PROGRAM.glob("requirements*.txt")
            if path.name in ("requirements.txt", "requirements-serve.txt")
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        return [line for line in lines if line[:1].isalnum()]


def _plain(requirement: str) -> str:
    found = _NAME.match(requirement)
    return re.sub("[._-]+", "-", found[0]).lower() if found else requirement


def _paragraph(package: metadata.Distribution, *, in_full: bool) -> str:
    about = package.metadata
    lines = [f"{about['Name']} {package.version}, {_licence(about)}"]
    inside = _WITHIN.get(_plain(about["Name"]))
    if inside is not None:
        lines.append(f"  with {inside}")
    if in_full:
        texts = [package.read_text(path) for path in _licence_files(package)]
        lines += ["", *(text.strip() for text in texts if text)]
    return "\n".join(lines)


def _licence(about: "metadata.PackageMetadata") -> str:
    written = next(iter(about.get_all("License-Expression") or about.get_all("License") or []), "")
    if written and "\n" not in written and len(written) < 80:
        return written
    named = [each.rsplit(" :: ", 1)[-1] for each in about.get_all("Classifier") or [] if each.startswith("License ::")]
    return "; ".join(named) or "see its licence file"


def _licence_files(package: metadata.Distribution) -> list[str]:
    """Names of the files with licences, as `read_text` takes them: within the package's metadata."""
    named = package.metadata.get_all("License-File") or []
    return [f"licenses/{name}" for name in named] + [name for name in named if _FILE.search(name)]
