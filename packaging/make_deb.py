"""Makes the Debian package from the frozen app: `make dist` runs this. Installing it needs no network and no Python.

python packaging/make_deb.py dist/noteworthy dist
"""

import argparse
import datetime
import gzip
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINUX = ROOT / "packaging" / "linux"
# The usual level, 6, would take a seventh off the file, and five times as long.
XZ_LEVEL = 1
# What the frozen app leaves to the system (packaging/noteworthy.spec), and fonts without which Qt draws boxes.
DEPENDS = (
    "libc6 (>= {libc})",
    *("libasound2 | libasound2t64", "libdbus-1-3", "libegl1", "libexpat1", "libfontconfig1", "libfreetype6", "libgl1"),
    *("libx11-6", "libx11-xcb1", "libxcb1", "fonts-dejavu-core | fonts-freefont-ttf"),
)
CONTROL = """\
Package: noteworthy
Version: {version}
Architecture: {architecture}
Maintainer: The Noteworthy authors <noteworthy@localhost>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: pulseaudio | pipewire-pulse
Section: utils
Priority: optional
Description: hold up a banknote, hear its value
 Noteworthy tells a blind or low-vision person which banknote is before the
 camera. It runs on this computer alone, needs no network and keeps no pictures.
 .
 It does not check whether a note is genuine.
"""
_CHANGELOG = """\
noteworthy ({version}) stable; urgency=medium

  * What changed is told in CHANGELOG.md of the source.

 -- The Noteworthy authors <noteworthy@localhost>  {date}
"""


def main() -> int:
    """Read the command line and make the package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("frozen", type=Path, help="the folder that PyInstaller made")
    parser.add_argument("out", type=Path, help="where the package is put")
    given = parser.parse_args()
    print(make(given.frozen, given.out, ROOT / "build" / "deb"))
    return 0


def make(frozen: Path, out: Path, tree: Path) -> Path:
    """Lay the files out in `tree` as they will be installed, pack them, and return the package."""
    program = frozen / "noteworthy"
    version = said(program, "--version").split()[1]
    shutil.rmtree(tree, ignore_errors=True)
    library = tree / "usr" / "lib" / "noteworthy"
    shutil.copytree(frozen, library, symlinks=True)
    lay_out(tree, version, said(program, "--licences", "full"))
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    depends = ", ".join(DEPENDS).format(libc=_libc())
    control.write_text(
        CONTROL.format(
            version=debian_version(version), architecture=architecture, kilobytes=size // 1024, depends=depends
        ),
        encoding="utf-8",
    )
    out.mkdir(parents=True, exist_ok=True)
    package = out / f"noteworthy_{debian_version(version)}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{XZ_LEVEL}", "--build", str(tree), str(package)], check=True
    )
    return package


def debian_version(version: str) -> str:
    """A Python version as Debian orders it."""
    return re.sub(r"\.post(\d+)", r"+post\1", version)


def lay_out(tree: Path, version: str, licences: str) -> None:
    """Put into `tree` what a desktop and a person look for: command, menu entry, icon, store page, manual, terms."""
    share, now = tree / "usr" / "share", datetime.datetime.now(datetime.timezone.utc)
    command = tree / "usr" / "bin" / "noteworthy"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/noteworthy/noteworthy")
    icon = share / "icons" / "hicolor" / "scalable" / "apps" / "noteworthy.svg"
    desktop = share / "applications" / "noteworthy.desktop"
    metainfo = share / "metainfo" / "noteworthy.metainfo.xml"
    manual = share / "man" / "man1" / "noteworthy.1.gz"
    doc = share / "doc" / "noteworthy"
    for path in (icon, desktop, metainfo, manual, doc / "copyright"):
        path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "assets" / "icons" / "noteworthy.svg", icon)
    shutil.copy(LINUX / "noteworthy.desktop", desktop)
    text = (LINUX / "noteworthy.metainfo.xml").read_text(encoding="utf-8")
    metainfo.write_text(text.replace("@VERSION@", version).replace("@DATE@", now.date().isoformat()), encoding="utf-8")
    manual.write_bytes(gzip.compress((LINUX / "noteworthy.1").read_bytes(), mtime=0))
    own = (ROOT / "LICENSE").read_text(encoding="utf-8")
    (doc / "copyright").write_text(f"{licences}\n\nNoteworthy itself:\n\n{own}", encoding="utf-8")
    changes = _CHANGELOG.format(version=debian_version(version), date=now.strftime("%a, %d %b %Y %H:%M:%S +0000"))
    (doc / "changelog.gz").write_bytes(gzip.compress(changes.encode(), mtime=0))


def said(*command: object) -> str:
    """What a command writes to its standard output."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, errors="replace", check=True)
    return done.stdout


def _libc() -> str:
    """The C library that this system's Python was frozen with, which is the oldest that will do."""
    return os.confstr("CS_GNU_LIBC_VERSION").split()[1]  # type: ignore[union-attr]


if __name__ == "__main__":
    sys.exit(main())
