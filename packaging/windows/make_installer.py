"""Makes the installer for Windows from the frozen app with NSIS, which Debian has, too (apt install nsis).

python packaging/windows/make_installer.py dist/noteworthy dist
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ICON = ROOT / "build" / "icons" / "noteworthy.ico"
_USUAL = Path("C:/Program Files (x86)/NSIS/makensis.exe")


def main() -> int:
    """Read the command line and make the installer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("frozen", type=Path, help="the folder that PyInstaller made on Windows")
    parser.add_argument("out", type=Path, help="where the installer is put")
    parser.add_argument("--version", help="default: what app/version.py says here")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from app.version import version

    print(make(given.frozen, given.out, given.version or version()))
    return 0


def make(frozen: Path, out: Path, version: str) -> Path:
    """Run NSIS over the frozen app; returns the installer. Raises SystemExit where there is no NSIS or no icon."""
    tool = shutil.which("makensis") or (str(_USUAL) if _USUAL.is_file() else None)
    if tool is None:
        raise SystemExit("There is no makensis here: install NSIS (Debian: apt install nsis).")
    if not ICON.is_file():
        raise SystemExit(f"There is no {ICON}: say python packaging/windows/make_icon.py {ICON}")
    target = out.resolve() / f"noteworthy-{version}-windows-setup.exe"
    values = {
        "VERSION": version,
        "FROZEN": str(frozen.resolve()),
        "ICON": str(ICON),
        "OUT": str(target),
        "SLASH": "\\" if sys.platform == "win32" else "/",
    }
    sign = "/" if sys.platform == "win32" else "-"
    defined = [f"{sign}D{name}={value}" for name, value in values.items()]
    script = ROOT / "packaging" / "windows" / "noteworthy.nsi"
    subprocess.run([tool, f"{sign}V2", *defined, str(script)], check=True)
    return target


if __name__ == "__main__":
    sys.exit(main())
