"""Makes what a release holds besides wheel, sources and the frozen app, and lists it: `make dist` runs this.

    python packaging/release.py dist

On Linux: the frozen app packed, the Debian package, the list of parts (CycloneDX). Everywhere: checksums.
"""

import argparse
import hashlib
import lzma
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import make_deb

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Read the command line, make the files and list them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where wheel and frozen app lie, and the rest is put")
    folder: Path = parser.parse_args().folder
    frozen = folder / "noteworthy"
    if sys.platform == "linux":
        version = make_deb.said(frozen / "noteworthy", "--version").split()[1]
        pack(frozen, folder / f"noteworthy-{version}-linux-{platform.machine()}.tar.xz")
        if shutil.which("dpkg-deb"):
            make_deb.make(frozen, folder, ROOT / "build" / "deb")
        list_parts(folder / f"noteworthy-{version}.cdx.json")
    print(write_checksums(folder), end="")
    return 0


def pack(frozen: Path, target: Path) -> None:
    """The frozen app as one file."""
    with (
        lzma.open(target, "wb", preset=make_deb.XZ_LEVEL) as compressed,
        tarfile.open(fileobj=compressed, mode="w") as archive,
    ):
        archive.add(frozen, arcname=target.name.removesuffix(".tar.xz"))


def list_parts(target: Path) -> None:
    """A bill of materials of all packages of which the frozen app is made, to the hash."""
    tool = Path(sys.executable).with_name("cyclonedx-py")
    command: list[str | Path] = [
        tool,
        "requirements",
        "--pyproject",
        "pyproject.toml",
        "--output-reproducible",
        "-o",
        target.resolve(),
    ]
    subprocess.run([*command, "requirements-serve.lock"], cwd=ROOT, check=True)


def write_checksums(folder: Path) -> str:
    """Write SHA256SUMS of the files in the folder; returns a table of sizes for docs/dev/release.md."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name != "SHA256SUMS"]
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    rows = [f"| {path.name} | {path.stat().st_size / 1e6:.1f} MB |\n" for path in files]
    return "| file | size |\n|---|---|\n" + "".join(rows)


if __name__ == "__main__":
    sys.exit(main())
