"""Menu entry, store page, Flatpak and installer: are they valid, whole, and in every language of the app?"""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import make_deb
import pytest
import yaml

from app.ui.translations import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
WINDOWS = ROOT / "packaging" / "windows"
ENTRY = LINUX / "noteworthy.desktop"
METAINFO = LINUX / "noteworthy.metainfo.xml"
FLATPAK = LINUX / "io.github.noteworthy.noteworthy.yml"
SCRIPT = (WINDOWS / "noteworthy.nsi").read_text(encoding="utf-8")
# As NSIS calls them.
NSIS_LANGUAGES = {
    "ARABIC": "ar", "ENGLISH": "en", "FRENCH": "fr", "GERMAN": "de", "HINDI": "hi", "INDONESIAN": "id",
    "PORTUGUESE": "pt", "RUSSIAN": "ru", "SPANISH": "es", "TURKISH": "tr",
}  # fmt: skip


def _said(*command: object) -> str:
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"this system has no {command[0]}")
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", ["GenericName", "Comment", "Name"])
def test_the_menu_entry_is_in_every_language(name: str) -> None:
    text = ENTRY.read_text(encoding="utf-8")
    part = text.partition("[Desktop Action Repeat]")[2 if name == "Name" else 0]
    assert set(re.findall(rf"^{name}\[(\w+)\]=\S", part, re.MULTILINE)) == set(LANGUAGES) - {"en"}


def test_the_menu_entry_is_valid() -> None:
    assert _said("desktop-file-validate", ENTRY) == ""


def test_the_store_page_names_the_menu_entry_and_its_version(tmp_path: Path) -> None:
    page = ET.fromstring(METAINFO.read_text(encoding="utf-8"))
    assert page.findtext("launchable") == ENTRY.name
    assert page.findtext("id") == FLATPAK.stem
    assert page.find("releases/release[@version='@VERSION@'][@date='@DATE@']") is not None


@pytest.mark.skipif(sys.platform != "linux", reason="a Debian package is made on Linux")
def test_the_store_page_is_valid_as_it_is_installed(tmp_path: Path) -> None:
    make_deb.lay_out(tmp_path, "1.2.3", "Terms of others")
    installed = tmp_path / "usr" / "share" / "metainfo" / METAINFO.name
    found = ET.fromstring(installed.read_text(encoding="utf-8")).find("releases/release")
    assert found is not None
    assert found.get("version") == "1.2.3"
    told = _said("appstreamcli", "validate", "--no-net", "--pedantic", "--no-color", installed)
    assert "Validation was successful" in told


def test_the_flatpak_takes_what_is_there() -> None:
    manifest = yaml.safe_load(FLATPAK.read_text(encoding="utf-8"))
    assert manifest["id"] == FLATPAK.stem
    [module] = manifest["modules"]
    files = [(LINUX / source["path"]).resolve() for source in module["sources"] if source["type"] == "file"]
    assert [path for path in files if not path.is_file()] == []
    named = {Path(word).name for command in module["build-commands"] for word in command.split()}
    assert {path.name for path in files} <= named
    assert manifest["rename-desktop-file"] == ENTRY.name
    assert manifest["rename-appdata-file"] == METAINFO.name
    folders = [(LINUX / source["path"]).resolve() for source in module["sources"] if source["type"] == "dir"]
    assert folders == [ROOT / "dist" / "noteworthy"], "where `make frozen` puts it"


def test_the_installer_speaks_every_language() -> None:
    assert set(NSIS_LANGUAGES.values()) == set(LANGUAGES)
    asked = {name.upper() for name in re.findall(r'^!insertmacro MUI_LANGUAGE "(\w+)"', SCRIPT, re.MULTILINE)}
    assert asked == set(NSIS_LANGUAGES)
    words: dict[str, set[str]] = {}
    for name, language in re.findall(r'^LangString (\w+) \$\{LANG_(\w+)\} "[^"]+"$', SCRIPT, re.MULTILINE):
        words.setdefault(name, set()).add(language)
    assert words
    assert {name for name, languages in words.items() if languages != asked} == set()


def test_the_shortcut_has_its_key_and_the_start_at_sign_in_is_off() -> None:
    assert re.search(r'CreateShortcut "\$DESKTOP\\Noteworthy\.lnk" .* CONTROL\|ALT\|N$', SCRIPT, re.MULTILINE)
    assert re.search(r'^Section /o "\$\(LOGIN\)"\n.*CurrentVersion\\Run"', SCRIPT, re.MULTILINE), "/o: not chosen"


def test_a_windows_that_cannot_run_it_is_told_before_anything_is_written() -> None:
    begins = SCRIPT.partition("Function .onInit\n")[2].partition("FunctionEnd")[0]
    assert re.search(
        r'\$\{IfNot\} \$\{RunningX64\}\s+MessageBox .*"\$\(NEEDS\)" /SD IDOK\s+SetErrorLevel 2\s+Quit', begins
    )


def test_what_is_installed_is_taken_away() -> None:
    installed, _, removed = SCRIPT.partition('Section "Uninstall"')
    links = set(re.findall(r'CreateShortcut "([^"]+)"', installed))
    keys = set(re.findall(r'WriteReg\w+ HKCU "([^"]+)"', installed))
    assert links
    assert keys
    assert [link for link in links if f'Delete "{link}"' not in removed] == []
    assert [key for key in keys if not re.search(rf'DeleteReg\w+ HKCU "{re.escape(key)}"', removed)] == []


def test_the_installer_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_installer = pytest.importorskip("windows.make_installer")
    if shutil.which("makensis") is None:
        pytest.skip("this system has no makensis")
    frozen, icon = tmp_path / "frozen ₹", tmp_path / "noteworthy.ico"
    (frozen / "_internal").mkdir(parents=True)
    (frozen / "noteworthy.exe").write_bytes(b"MZ")
    (frozen / "_internal" / "data").write_bytes(bytes(1000))
    from PIL import Image

    Image.new("RGBA", (32, 32), "white").save(icon)
    monkeypatch.setattr(make_installer, "ICON", icon)
    made = make_installer.make(frozen, tmp_path, "1.2.3")
    assert made.name == "noteworthy-1.2.3-windows-setup.exe"
    assert made.read_bytes()[:2] == b"MZ"
