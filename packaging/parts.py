"""The list of parts (SBOM) of the frozen app, in CycloneDX's JSON: of what really lies in its folder.

Packages of Python are told by their metadata, libraries of the system by the terms that the spec put beside them
(packaging/system_libraries.py). No time and no random number is in it: the same folder gives the same list.
"""

import hashlib
import json
import platform
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.licences import WITHIN, licence, plain

_ROOT_REF = "noteworthy"


def bill(inside: Path, version: str) -> str:
    """The list, as text.

    inside: the folder of the frozen app that holds packages and data, `_internal`.
    """
    parts = sorted(
        [*_packages(inside), *_libraries(inside), _python(), _model(inside)], key=lambda part: part["bom-ref"]
    )
    own = _part("application", "noteworthy", version, _ROOT_REF, [{"license": {"id": "Apache-2.0"}}])
    return json.dumps(
        {
            "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": {"component": own},
            "components": parts,
            "dependencies": [{"ref": _ROOT_REF, "dependsOn": [part["bom-ref"] for part in parts]}],
        },
        indent=1,
    )


def _part(kind: str, name: str, version: str, reference: str, licences: list[dict[str, Any]]) -> dict[str, Any]:
    part: dict[str, Any] = {"type": kind, "bom-ref": reference, "name": name, "version": version}
    if reference.startswith("pkg:"):
        part["purl"] = reference
    return {**part, "licenses": licences} if licences else part


def _packages(inside: Path) -> Iterator[dict[str, Any]]:
    for package in metadata.distributions(path=[str(inside)]):
        about = package.metadata
        name = plain(about["Name"])
        if name == _ROOT_REF:
            continue
        expression = next(iter(about.get_all("License-Expression") or []), None)
        licences = [{"expression": expression}] if expression else [{"license": {"name": licence(about)}}]
        part = _part("library", name, package.version, f"pkg:pypi/{name}@{quote(package.version)}", licences)
        yield {**part, "description": f"with {WITHIN[name]}"} if name in WITHIN else part


def _libraries(inside: Path) -> Iterator[dict[str, Any]]:
    for terms in sorted((inside / "licences").glob("*/*.txt")):
        if terms.parent.name == "common":
            continue
        name, version = terms.stem.split(" ", 1)
        text = terms.read_text(encoding="utf-8", errors="replace")
        # Some terms are told in words alone; then it is said where these lie.
        named = sorted(set(re.findall(r"^License: *(\S.*?) *$", text, re.MULTILINE))) or [f"told in {terms.name}"]
        reference = f"pkg:deb/{terms.parent.name}/{quote(name)}@{quote(version)}"
        yield _part("library", name, version, reference, [{"license": {"name": each}} for each in named])


def _python() -> dict[str, Any]:
    """The interpreter: that which froze the app, and makes this list."""
    version = platform.python_version()
    return _part("framework", "python", version, f"pkg:generic/python@{version}", [{"license": {"id": "PSF-2.0"}}])


def _model(inside: Path) -> dict[str, Any]:
    content = (inside / "models" / "noteworthy.tflite").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    part = _part(
        "machine-learning-model", "noteworthy.tflite", digest[:12], "model", [{"license": {"id": "Apache-2.0"}}]
    )
    return {**part, "hashes": [{"alg": "SHA-256", "content": digest}]}
