"""The recogniser inside LitServe, for scripts/compare_servers.py: one picture in base64 in, its label out."""

import base64
import sys
from typing import Any

import litserve
import numpy as np

from app.camera.pictures import decode_picture
from app.service.reading import Reader

CURRENCIES = ("XTS",)


class Notes(litserve.LitAPI):
    """What LitServe asks of a model."""

    def setup(self, device: str) -> None:
        """Load it, once in each of LitServe's processes."""
        self._reader = Reader.load(None)

    def decode_request(self, request: dict[str, Any]) -> Any:
        """The picture of a request."""
        content = base64.b64decode(request["inputs"][0]["data"][0])
        return decode_picture(np.frombuffer(content, np.uint8))

    def predict(self, image: Any) -> str:
        """Read one picture, as the service does."""
        named = self._reader.read(image, CURRENCIES).named
        return "" if named is None else f"{named.currency}/{named.value}/{named.face}"

    def encode_response(self, label: str) -> dict[str, Any]:
        """The answer, in the form of the other two."""
        return {"outputs": [{"name": "label", "data": [label]}]}


if __name__ == "__main__":
    litserve.LitServer(Notes(), accelerator="cpu", workers_per_device=1).run(
        port=int(sys.argv[1]), host="127.0.0.1", generate_client_file=False, log_level="warning"
    )
