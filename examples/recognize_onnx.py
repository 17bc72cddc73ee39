"""Read a banknote with the exported ONNX model alone: Python, onnxruntime, Pillow and NumPy, nothing of Noteworthy.

python -m convert export --format onnx
pip install onnxruntime pillow numpy
python examples/recognize_onnx.py build/export/noteworthy.onnx note.jpg USD
"""

import json
import sys

import numpy as np
import onnxruntime
from PIL import Image, ImageOps


def letterbox(picture: Image.Image, size: int, grey: int) -> np.ndarray:
    """The whole picture in a square, its shape kept, the rest filled with grey."""
    picture = ImageOps.exif_transpose(picture).convert("RGB")
    scale = size / max(picture.size)
    width, height = (max(1, round(side * scale)) for side in picture.size)
    square = Image.new("RGB", (size, size), (grey, grey, grey))
    square.paste(picture.resize((width, height), Image.Resampling.BOX), ((size - width) // 2, (size - height) // 2))
    return np.asarray(square)


def value_scores(logits: np.ndarray, about: dict, currencies: set[str]) -> dict[str, float]:
    """The calibrated score of each value of the currencies that are on, summed over faces and series."""
    raised = np.exp((logits.astype(np.float64) - logits.max()) / about["temperature"])
    probabilities = raised / raised.sum()
    scores, unknown = {}, 0.0
    for label, probability in zip(about["labels"], probabilities, strict=True):
        if label["currency"] in currencies:
            key = f"{label['currency']}/{label['value']}"
            scores[key] = scores.get(key, 0.0) + float(probability)
        else:
            unknown += float(probability) * (about["disabled_weight"] if label["currency"] else 1)
    whole = max(sum(scores.values()) + unknown, 1e-9)
    return {key: score / whole for key, score in scores.items()}


def main() -> int:
    """Print the value, or that there is none that is sure enough."""
    if len(sys.argv) != 4:
        print("usage: recognize_onnx.py MODEL.onnx PICTURE USD[,EUR]", file=sys.stderr)
        return 2
    session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
    about = json.loads(session.get_modelmeta().custom_metadata_map["noteworthy.json"])
    with Image.open(sys.argv[2]) as picture:
        square = letterbox(picture, about["input_size"], about["pad_value"])
    scale, offset = np.array(about["normalisation"], np.float32)
    (logits,) = session.run(["logits"], {"image": square[None].astype(np.float32) * scale + offset})
    scores = value_scores(logits[0], about, set(sys.argv[3].split(",")))
    best = max(scores, key=lambda value: scores[value])
    sure = scores[best] >= about["thresholds"][best]
    print(f"{best} ({scores[best]:.2f})" if sure else "not sure enough of any value")
    return 0


if __name__ == "__main__":
    sys.exit(main())
