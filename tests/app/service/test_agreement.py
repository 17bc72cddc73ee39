"""The app, the service and `evaluate` say the same of the same picture: with the model that ships, on real files."""

import io
import json
from pathlib import Path

import numpy as np
from fastapi.testclient import TestClient
from PIL import Image

from app import cli
from app.recognition.model import Model
from app.service.application import create_app
from app.service.service import Service, ServiceOptions
from convert.data.dataset import LabelledPicture, labelled_pictures
from convert.evaluation.evaluate import evaluate

SPECIMENS = Path("assets/specimens")


def _on_a_table(note: Path, seed: int) -> bytes:
    """A photograph-like picture of a specimen: on a plain ground, turned a little, as a JPEG."""
    rng = np.random.default_rng(seed)
    with Image.open(note) as opened:
        turned = opened.convert("RGBA").resize((760, 380)).rotate(float(rng.uniform(-25, 25)), expand=True)
    ground = Image.new("RGB", (1000, 800), tuple(int(x) for x in rng.integers(60, 200, 3)))
    ground.paste(turned, ((1000 - turned.width) // 2, (800 - turned.height) // 2), turned)
    file = io.BytesIO()
    ground.save(file, "JPEG", quality=90)
    return file.getvalue()


def _by_the_app(folder: Path, currency: str, model: Path, events: Path) -> dict[str, str]:
    """What the app announces of each picture of a folder, as "CUR/value"; pictures it is silent on are left out."""
    argv = ["--headless", "--mute", "--source", folder, "--currency", currency, "--model", model, "--events", events]
    assert cli.main([str(argument) for argument in argv]) == 0
    told = [json.loads(line) for line in events.read_text().splitlines()]
    found = {}
    for event in told:
        if event["kind"] == "announcement":
            assert event["source_item"] not in found
            found[event["source_item"]] = f"{event['currency']}/{event['value']}"
    return found


def _by_the_service(pictures: list[LabelledPicture], currency: str, model: Path) -> dict[str, str]:
    found = {}
    with TestClient(create_app(Service(ServiceOptions(model=model)))) as client:
        for picture in pictures:
            content = picture.path.read_bytes()
            answer = client.post(f"/v1/recognize?currency={currency}", content=content).json()
            if answer["recognized"]:
                found[str(picture.path)] = f"{answer['currency']}/{answer['value']}"
    return found


def _by_evaluate(pictures: list[LabelledPicture], model: Path) -> dict[str, str]:
    report = evaluate(Model(model, threads=1), pictures, [], [])
    return {photo.path: photo.said for photo in report.photos if photo.mode == "own" and photo.said is not None}


def test_the_specimens_are_read_alike_by_all_three(tmp_path: Path, model_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    pictures = []
    for seed, note in enumerate(sorted(SPECIMENS.glob("XTS_*.png"))):
        path = folder / f"{note.stem}.jpg"
        path.write_bytes(_on_a_table(note, seed))
        pictures.append(LabelledPicture(path, "XTS", note.stem.split("_")[1], "current", None))
    app = _by_the_app(folder, "XTS", model_path, tmp_path / "events.jsonl")
    assert _by_the_service(pictures, "XTS", model_path) == app
    assert _by_evaluate(pictures, model_path) == app
    assert len(app) >= 12, "silence everywhere would agree too"


def test_real_photos_are_read_alike_by_all_three(tmp_path: Path, model_path: Path, photos_dir: Path) -> None:
    chosen = labelled_pictures(photos_dir / "photos" / "val", ["USD"])[::8][:40]
    folder = tmp_path / "pictures"
    folder.mkdir()
    pictures = []
    for number, picture in enumerate(chosen):
        path = folder / f"{number}{picture.path.suffix}"
        path.symlink_to(picture.path.resolve())
        pictures.append(LabelledPicture(path, picture.currency, picture.value, picture.series, picture.face))
    app = _by_the_app(folder, "USD", model_path, tmp_path / "events.jsonl")
    service = _by_the_service(pictures, "USD", model_path)
    evaluated = _by_evaluate(pictures, model_path)
    assert service == app
    # `evaluate` asks for no quality of the picture; where it does not hold the app back, they are the same.
    assert {path: said for path, said in evaluated.items() if path in app} == app
    assert app
