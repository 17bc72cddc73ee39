"""Are the terms found of libraries that the frozen app takes from Debian; and of nothing else."""

from pathlib import Path

import pytest
import system_libraries


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What dpkg-query says, by its last argument."""
    answers: dict[str, str] = {}
    monkeypatch.setattr(system_libraries, "_said", lambda *command: answers.get(command[-1], ""))
    return answers


def test_the_terms_of_a_library_are_named_after_its_package(tmp_path: Path, database: dict[str, str]) -> None:
    library = tmp_path / "libthing.so.0.1"
    library.touch()
    (tmp_path / "libthing.so.0").symlink_to(library)
    (tmp_path / "docs" / "libthing0").mkdir(parents=True)
    terms = tmp_path / "docs" / "libthing0" / "copyright"
    terms.write_text("License: MIT\n")
    database.update({str(library): f"libthing0:amd64: {library}", "libthing0": "1:2.0-1"})
    assert system_libraries.copyrights([tmp_path / "libthing.so.0"], tmp_path / "docs") == {"libthing0 1:2.0-1": terms}


def test_a_library_that_the_database_knows_without_usr_is_found(tmp_path: Path, database: dict[str, str]) -> None:
    (tmp_path / "libc6").mkdir()
    (tmp_path / "libc6" / "copyright").touch()
    database.update({"/lib/there/none.so.6": "libc6:amd64: /lib/there/none.so.6", "libc6": "2.36"})
    assert list(system_libraries.copyrights([Path("/usr/lib/there/none.so.6")], tmp_path)) == ["libc6 2.36"]


def test_what_is_of_no_package_is_left_out(tmp_path: Path, database: dict[str, str]) -> None:
    assert system_libraries.copyrights([tmp_path / "own.so"], tmp_path) == {}


def test_where_there_is_no_such_database_nothing_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert system_libraries.copyrights([tmp_path / "own.so"], tmp_path) == {}


def test_texts_that_debian_keeps_once_are_found_where_terms_point_to_them(tmp_path: Path) -> None:
    for name in ("LGPL-2.1", "GPL-3", "Artistic"):
        (tmp_path / name).write_text(name)
    terms = tmp_path / "copyright"
    terms.write_text("The text is in /usr/share/common-licenses/LGPL-2.1.\nAnother: /usr/share/common-licenses/MIT.\n")
    found = system_libraries.common_licences([terms], tmp_path)
    assert found == {"GPL-3": tmp_path / "GPL-3", "LGPL-2.1": tmp_path / "LGPL-2.1"}
