"""Is what a release lists what lies there: checksums that hold, and sizes in the page."""

import hashlib
import tarfile
from pathlib import Path

import pytest
import release


def test_checksums_are_of_every_file_but_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"wheel")
    (tmp_path / "noteworthy").mkdir()
    (tmp_path / "noteworthy" / "program").write_bytes(b"x" * 2_000_000)
    for _again in range(2):
        table = release.write_checksums(tmp_path, tmp_path / "noteworthy")
    assert (tmp_path / "SHA256SUMS").read_text() == f"{hashlib.sha256(b'wheel').hexdigest()}  a.whl\n"
    assert table.splitlines()[2:] == ["| a.whl | 0.0 MB |", "| noteworthy/ (a folder) | 2.0 MB |"]


def test_the_table_in_a_page_is_exchanged_and_nothing_else() -> None:
    page = "# Sizes\n\n<!-- sizes -->\nold\n<!-- /sizes -->\n\nafter\n"
    assert release.with_table(page, "| new |\n") == "# Sizes\n\n<!-- sizes -->\n\n| new |\n\n<!-- /sizes -->\n\nafter\n"


def test_a_page_without_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="no marks"):
        release.with_table("# Sizes\n", "| new |\n")


def test_what_is_packed_unpacks_to_one_folder(tmp_path: Path) -> None:
    frozen = tmp_path / "noteworthy"
    frozen.mkdir()
    (frozen / "program").write_bytes(b"x")
    release.pack(frozen, tmp_path / "noteworthy-1.2.3-linux-x86_64.tar.xz")
    with tarfile.open(tmp_path / "noteworthy-1.2.3-linux-x86_64.tar.xz") as archive:
        assert archive.getnames() == ["noteworthy-1.2.3-linux-x86_64", "noteworthy-1.2.3-linux-x86_64/program"]
