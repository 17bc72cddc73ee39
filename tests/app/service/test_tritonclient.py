"""NVIDIA's client of the Open Inference Protocol against a real server: another's reading of the same protocol."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tritonclient.http as triton

from app.service.inference import MODEL_NAME
from tests.app.service.fakes import BLUE, GREEN, GREY, METADATA, SIZE, jpeg, make_service
from tests.app.service.test_server import running


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Any]:
    with running(make_service(tmp_path)) as server:
        client = triton.InferenceServerClient(f"127.0.0.1:{server.port}")
        yield client
        client.close()


def test_server_and_model_are_described_and_ready(client: Any) -> None:
    assert client.is_server_live()
    assert client.is_server_ready()
    assert client.is_model_ready(MODEL_NAME)
    assert not client.is_model_ready("another")
    assert client.get_server_metadata()["name"]
    described = client.get_model_metadata(MODEL_NAME)
    assert {each["name"]: each["datatype"] for each in described["inputs"]} == {"image": "UINT8", "picture": "BYTES"}


@pytest.mark.parametrize("binary", [True, False])
def test_picture_files_are_read_binary_and_in_json(client: Any, binary: bool) -> None:
    files = [jpeg(GREEN), jpeg(GREY), jpeg(BLUE)]
    pictures = triton.InferInput("picture", [3], "BYTES")
    pictures.set_data_from_numpy(np.array(files, dtype=object), binary_data=True)
    wanted = [triton.InferRequestedOutput(name, binary_data=binary) for name in ("label", "confidence", "where")]
    answer = client.infer(MODEL_NAME, [pictures], outputs=wanted, request_id="7")
    assert answer.get_response()["id"] == "7"
    labels = [x.decode() if isinstance(x, bytes) else x for x in answer.as_numpy("label").tolist()]
    assert labels == ["USD/20/front", "", "EUR/5/back"]
    assert answer.as_numpy("confidence")[0] == pytest.approx(0.95)
    assert answer.as_numpy("where").shape == (3, 4)
    assert answer.as_numpy("where")[1].tolist() == [-1, -1, -1, -1]


@pytest.mark.parametrize("binary", [True, False])
def test_a_tensor_is_read_with_the_currencies_asked_for(client: Any, binary: bool) -> None:
    image = triton.InferInput("image", [1, SIZE, SIZE, 3], "UINT8")
    image.set_data_from_numpy(np.full((1, SIZE, SIZE, 3), BLUE, np.uint8), binary_data=binary)
    for currency, label in (("EUR", b"EUR/5/back"), ("USD", b"")):
        answer = client.infer(MODEL_NAME, [image], parameters={"currency": currency})
        assert answer.as_numpy("label").tolist() == [label]
        assert answer.as_numpy("scores").shape == (1, len(METADATA.thresholds))


def test_mistakes_come_back_as_the_client_s_own_error(client: Any) -> None:
    image = triton.InferInput("image", [1, 8, 8, 3], "UINT8")
    image.set_data_from_numpy(np.zeros((1, 8, 8, 3), np.uint8))
    with pytest.raises(triton.InferenceServerException) as refused:
        client.infer(MODEL_NAME, [image])
    assert "[1" in str(refused.value) or "shape" in str(refused.value)
    with pytest.raises(triton.InferenceServerException):
        client.infer("another", [image])
    assert METADATA.version in client.get_model_metadata(MODEL_NAME)["versions"]
