"""Makes what a release holds besides wheel, sources and the frozen app, and lists it: `make dist` runs this.

    python packaging/release.py dist

On Linux: the frozen app packed, and the Debian package. Everywhere: the list of parts (CycloneDX), the third-party
notices, checksums. With `--document docs/dev/release.md` the table of sizes there is written anew.
"""

import argparse
import hashlib
import lzma
import platform
import re
import shutil
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import make_deb  # noqa: E402
import parts  # noqa: E402

WINDOWS = sys.platform == "win32"
SUMS = "SHA256SUMS"
_TABLE = re.compile(r"(<!-- sizes -->\n).*?(<!-- /sizes -->)", re.DOTALL)


def main() -> int:
    """Read the command line, make the files and list them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where wheel and frozen app lie, and the rest is put")
    parser.add_argument("--document", type=Path, help="a page whose table of sizes is written anew")
    given = parser.parse_args()
    table = make(given.folder)
    if given.document is not None:
        given.document.write_text(with_table(given.document.read_text(encoding="utf-8"), table), encoding="utf-8")
    print(table, end="")
    return 0


def make(folder: Path) -> str:
    """Make what is lacking in the folder; returns the table of all that it holds."""
    frozen = folder / "noteworthy"
    program = frozen / ("noteworthy.exe" if WINDOWS else "noteworthy")
    version = make_deb.said(program, "--version").split()[1]
    name = f"noteworthy-{version}-{'windows' if WINDOWS else sys.platform}-{platform.machine().lower()}"
    if sys.platform == "linux":
        pack(frozen, folder / f"{name}.tar.xz")
        if shutil.which("dpkg-deb"):
            make_deb.make(frozen, folder, ROOT / "build" / "deb")
    list_parts(frozen, version, folder / f"{name}.cdx.json")
    notices = make_deb.said(program, "--licences", "full")
    (folder / f"{name}-licences.txt").write_text(notices, encoding="utf-8")
    return write_checksums(folder, frozen)


def pack(frozen: Path, target: Path) -> None:
    """The frozen app as one file."""
    with (
        lzma.open(target, "wb", preset=make_deb.XZ_LEVEL) as compressed,
        tarfile.open(fileobj=compressed, mode="w") as archive,
    ):
        archive.add(frozen, arcname=target.name.removesuffix(".tar.xz"))


def list_parts(frozen: Path, version: str, target: Path) -> None:
    """A bill of materials of all that the frozen app holds; SystemExit where it is not CycloneDX."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = parts.bill(frozen / "_internal", version)
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise SystemExit(f"the list of parts is not CycloneDX: {wrong}")
    target.write_text(text, encoding="utf-8")


def write_checksums(folder: Path, frozen: Path) -> str:
    """Write SHA256SUMS of the files in the folder; returns a table of their sizes, and the frozen folder's."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name != SUMS]
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8", newline="\n")
    sizes = [(path.name, path.stat().st_size) for path in files]
    within = [path.stat().st_size for path in frozen.rglob("*") if path.is_file() and not path.is_symlink()]
    rows = [f"| {name} | {size / 1e6:.1f} MB |\n" for name, size in [*sizes, ("noteworthy/ (a folder)", sum(within))]]
    return "| file | size |\n|---|---|\n" + "".join(rows)


def with_table(text: str, table: str) -> str:
    """A page with another table between its two marks; ValueError where it has none."""
    if not _TABLE.search(text):
        raise ValueError("the page has no marks for the table of sizes")
    return _TABLE.sub(lambda found: f"{found[1]}\n{table}\n{found[2]}", text)


if __name__ == "__main__":
    sys.exit(main())
