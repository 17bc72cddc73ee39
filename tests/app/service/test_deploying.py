"""The files that put the service on other machines, and the examples beside them: do they fit what they name?

KServe's schema is checked where its package is: pip install kserve. What
KServe's controller adds or refuses besides the schema, and whether a cluster has room, nobody can tell from here.
"""

import importlib
import re
import shlex
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
_PRIMITIVES: dict[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "bool": (bool,), "float": (int, float)}


def _manifests(name: str) -> list[Any]:
    return list(yaml.safe_load_all((ROOT / "deploy" / name).read_text(encoding="utf-8")))


def _complaints(value: Any, kind: str, where: str, models: list[Any]) -> list[str]:
    """What does not fit a type such as 'V1Pod', 'list[str]' or 'dict(str, str)'; a field unknown to it does not fit."""
    listed = re.fullmatch(r"[Ll]ist\[(.+)\]", kind)
    mapped = re.fullmatch(r"[Dd]ict[(\[]str, (.+)[)\]]", kind)
    if listed:
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [c for n, each in enumerate(value) for c in _complaints(each, listed[1], f"{where}[{n}]", models)]
    if mapped:
        if not isinstance(value, dict):
            return [f"{where} is no mapping"]
        return [c for name, each in value.items() for c in _complaints(each, mapped[1], f"{where}.{name}", models)]
    if kind in _PRIMITIVES:
        right = isinstance(value, _PRIMITIVES[kind]) and (kind == "bool" or not isinstance(value, bool))
        return [] if right else [f"{where} is no {kind}"]
    if kind in ("object", "ResourceQuantity"):
        return []
    model = next(getattr(module, kind) for module in models if hasattr(module, kind))
    if not isinstance(value, dict):
        return [f"{where} is no {kind}"]
    fields = {sent: (name, model.openapi_types[name]) for name, sent in model.attribute_map.items()}
    found = []
    for name, each in value.items():
        if name in fields:
            found += _complaints(each, fields[name][1], f"{where}.{name}", models)
        else:
            found.append(f"{kind} has no field {name}, at {where}")
    return found + _lacking(model, fields, value, where)


def _lacking(model: Any, fields: dict[str, tuple[str, str]], value: dict[str, Any], where: str) -> list[str]:
    """What the model's own constructor refuses: above all, fields that must be there."""
    try:
        model(**{fields[name][0]: each for name, each in value.items() if name in fields})
    except ValueError as error:
        return [f"{where}: {error}"]
    return []


def _kserve_complaints(manifest: Any) -> list[str]:
    kserve = pytest.importorskip("kserve", reason="no KServe: pip install kserve")
    models = [kserve, importlib.import_module("kubernetes.client")]
    return _complaints(manifest, "V1beta1InferenceService", "manifest", models)


def test_the_inference_service_fits_kserves_schema() -> None:
    (manifest,) = _manifests("kserve.yaml")
    assert _kserve_complaints(manifest) == []


def test_a_wrong_inference_service_is_found_out() -> None:
    (manifest,) = _manifests("kserve.yaml")
    predictor = manifest["spec"]["predictor"]
    predictor["minReplica"] = predictor.pop("minReplicas")
    predictor["maxReplicas"] = "16"
    del predictor["containers"][0]["volumeMounts"][0]["mountPath"]
    found = " ".join(_kserve_complaints(manifest))
    assert "no field minReplica" in found
    assert "maxReplicas is no int" in found
    assert "volumeMounts[0]: " in found


def test_the_manifests_fit_kubernetes_schemas() -> None:
    (service,) = _manifests("kserve.yaml")
    predictor = service["spec"]["predictor"]
    pod = {name: predictor[name] for name in ("containers", "volumes")}
    manifests = [
        *_manifests("kubernetes.yaml"),
        {"apiVersion": "v1", "kind": "Pod", "metadata": service["metadata"], "spec": pod},
    ]
    for manifest in manifests:
        kubernetes_validate.validate(manifest, kubernetes_validate.latest_version(), strict=True)


def test_the_deployments_that_ray_is_told_of_are_those_of_the_code() -> None:
    (config,) = _manifests("ray-serve.yaml")
    code = (ROOT / "app" / "service" / "deployment.py").read_text(encoding="utf-8")
    (application,) = config["applications"]
    module, name = application["import_path"].split(":")
    assert module == "app.service.deployment"
    assert f"\n{name} = " in code
    named = re.findall(r'^    name="(\w+)"', code, re.MULTILINE)
    assert sorted(deployment["name"] for deployment in application["deployments"]) == sorted(named)


def test_all_that_the_container_copies_is_there() -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [source for line in lines if line.startswith("COPY ") for source in shlex.split(line)[1:-1]]
    assert copied
    assert [source for source in copied if not (ROOT / source).exists()] == []


@pytest.mark.parametrize("path", ["recognize_onnx.py", "browser/index.html", "recognize.swift"])
def test_an_example_can_be_read_at_a_glance(path: str) -> None:
    lines = (ROOT / "examples" / path).read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 132
