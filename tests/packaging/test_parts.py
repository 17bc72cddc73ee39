"""Does the list of parts name what lies in the frozen app: packages, the system's libraries, Python, the model."""

import hashlib
import json
from pathlib import Path
from typing import Any

import parts
import pytest


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    """A frozen app's folder with one package of each kind of licence, one library of the system, and a model."""
    for name, version, licence in (
        ("Some_Thing", "1.2", "License-Expression: MIT OR Apache-2.0"),
        ("numpy", "2.4", "Classifier: License :: OSI Approved :: BSD License"),
        ("noteworthy", "9", "License-Expression: Apache-2.0"),
    ):
        folder = tmp_path / f"{name}-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{licence}\n")
    for kind, name in (("debian", "libthing0 1:2.0+b1"), ("common", "LGPL-2.1")):
        (tmp_path / "licences" / kind).mkdir(parents=True)
        (tmp_path / "licences" / kind / f"{name}.txt").write_text("License: LGPL-2.1+\n\nLicense: MIT\n")
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "noteworthy.tflite").write_bytes(b"weights")
    return tmp_path


def listed(inside: Path) -> dict[str, Any]:
    return {part["name"]: part for part in json.loads(parts.bill(inside, "1.2.3"))["components"]}


def test_packages_are_named_as_registries_name_them(inside: Path) -> None:
    found = listed(inside)
    assert found["some-thing"]["purl"] == "pkg:pypi/some-thing@1.2"
    assert found["some-thing"]["licenses"] == [{"expression": "MIT OR Apache-2.0"}]
    assert found["numpy"]["licenses"] == [{"license": {"name": "BSD License"}}]


def test_libraries_within_a_package_are_told_with_it(inside: Path) -> None:
    assert "OpenBLAS" in listed(inside)["numpy"]["description"]


def test_libraries_of_the_system_are_there_with_their_terms(inside: Path) -> None:
    library = listed(inside)["libthing0"]
    assert library["version"] == "1:2.0+b1"
    assert library["purl"] == "pkg:deb/debian/libthing0@1%3A2.0%2Bb1"
    assert [each["license"]["name"] for each in library["licenses"]] == ["LGPL-2.1+", "MIT"]


def test_terms_in_words_alone_are_pointed_to(inside: Path) -> None:
    (inside / "licences" / "debian" / "libold1 1.5.txt").write_text("You may do with it what you like.\n")
    assert listed(inside)["libold1"]["licenses"] == [{"license": {"name": "told in libold1 1.5.txt"}}]


def test_the_model_is_there_to_the_hash_and_python_too(inside: Path) -> None:
    found = listed(inside)
    assert found["noteworthy.tflite"]["hashes"][0]["content"] == hashlib.sha256(b"weights").hexdigest()
    assert found["python"]["licenses"] == [{"license": {"id": "PSF-2.0"}}]


def test_the_app_itself_is_the_whole_and_not_a_part(inside: Path) -> None:
    bill = json.loads(parts.bill(inside, "1.2.3"))
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    assert "noteworthy" not in listed(inside)
    assert bill["dependencies"][0]["dependsOn"] == [part["bom-ref"] for part in bill["components"]]


def test_the_same_folder_gives_the_same_list(inside: Path) -> None:
    assert parts.bill(inside, "1.2.3") == parts.bill(inside, "1.2.3")
