"""Which of Debian's packages the libraries are of that the frozen app takes from the system, and their terms."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

_DOCUMENTS = Path("/usr/share/doc")
_COMMON = Path("/usr/share/common-licenses")
_OF_PACKAGES = frozenset({"GPL-3", "LGPL-2.1"})
"""Terms of eSpeak NG and FFmpeg, whose packages come without the texts."""


def copyrights(libraries: Iterable[Path], documents: Path = _DOCUMENTS) -> dict[str, Path]:
    """The file with the terms of each package, by the package's name and version, such as `libglib2.0-0 2.74.6-2`.

    libraries: files anywhere; those of no package are left out, as everything is where there is no dpkg.
    """
    found = {}
    for package in sorted({name for library in libraries for name in _owners(library)}):
        terms = documents / package / "copyright"
        if terms.is_file():
            found[f"{package} {_said('dpkg-query', '--show', '--showformat=${Version}', package)}"] = terms
    return found


def common_licences(terms: Iterable[Path], common: Path = _COMMON) -> dict[str, Path]:
    """The texts, by name, that Debian keeps once and to which these files point, and those that our packages lack."""
    named = {name.rstrip(".") for path in terms for name in _named(path)}
    return {name: common / name for name in sorted(named | _OF_PACKAGES) if (common / name).is_file()}


def _named(terms: Path) -> list[str]:
    return re.findall(r"/usr/share/common-licenses/([\w.+-]+)", terms.read_text(encoding="utf-8", errors="replace"))


def _owners(library: Path) -> list[str]:
    """Names of the packages that a file is of: one, or none. A system may know it under / or under /usr."""
    real = library.resolve()
    places = [real, Path("/", *real.parts[2:])] if real.parts[:2] == ("/", "usr") else [real]
    for place in places:
        if said := _said("dpkg-query", "--search", str(place)):
            return [said.splitlines()[0].split(":")[0]]
    return []


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return ""
