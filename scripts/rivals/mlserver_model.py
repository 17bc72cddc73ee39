"""The recogniser inside MLServer, for scripts/compare_servers.py: one picture in base64 in, its label out."""

import base64

import numpy as np
from mlserver import MLModel
from mlserver.types import InferenceRequest, InferenceResponse, ResponseOutput

from app.camera.pictures import decode_picture
from app.service.reading import Reader

CURRENCIES = ("XTS",)


class Notes(MLModel):
    """What MLServer asks of a model."""

    async def load(self) -> bool:
        """Load it, once in each of MLServer's processes."""
        self._reader = Reader.load(None)
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        """Read one picture, as the service does."""
        (text,) = payload.inputs[0].data
        image = decode_picture(np.frombuffer(base64.b64decode(text), np.uint8))
        assert image is not None
        named = self._reader.read(image, CURRENCIES).named
        label = "" if named is None else f"{named.currency}/{named.value}/{named.face}"
        output = ResponseOutput(name="label", datatype="BYTES", shape=[1], data=[label])
        return InferenceResponse(model_name=self.name, outputs=[output])
