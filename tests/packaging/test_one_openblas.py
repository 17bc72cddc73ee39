"""Does OpenCV compute the same with numpy's OpenBLAS, as in the frozen app, as with its own?"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

SOURCE = Path(__file__).resolve().parents[2] / "packaging" / "one_openblas.c"
PROGRAM = """
import sys
import cv2
import numpy as np

rng = np.random.default_rng(1)
found = {}
for rows in (3, 40, 150):
    for kind in (np.float32, np.float64):
        square = rng.standard_normal((rows, rows))
        known = (square @ square.T + rows * np.eye(rows)).astype(kind)
        tall = rng.standard_normal((rows + 9, rows)).astype(kind)
        right = rng.standard_normal((rows + 9, 2)).astype(kind)
        name = f"{rows} {kind.__name__} "
        for method in ("LU", "CHOLESKY", "SVD", "EIG"):
            found[name + method] = cv2.solve(known, right[:rows].copy(), flags=getattr(cv2, "DECOMP_" + method))[1]
        for method in ("QR", "SVD"):
            found[name + "tall " + method] = cv2.solve(tall, right, flags=getattr(cv2, "DECOMP_" + method))[1]
        for flags in (0, cv2.SVD_FULL_UV):
            found[f"{name}values {flags}"] = cv2.SVDecomp(tall, flags=flags)[0]
        found[name + "product"] = cv2.gemm(tall, known, 0.5, None, 0)
        if kind is np.float64:
            found[name + "eigen"] = np.sort(cv2.eigenNonSymmetric(known)[0].ravel())
    pair = np.dstack([square, square.T])
    found[f"{rows} complex"] = cv2.gemm(pair, pair, 1, None, 0)
    found[f"{rows} single complex"] = cv2.gemm(pair.astype(np.float32), pair.astype(np.float32), 1, None, 0)
for number in range(20):
    points = (rng.random((60, 1, 2)) * 400).astype(np.float32)
    moved = points * 1.1 + 7 + rng.standard_normal(points.shape).astype(np.float32)
    moved[:15] = rng.random((15, 1, 2)) * 400
    cv2.setRNGSeed(3)
    method = cv2.USAC_MAGSAC if number % 2 else cv2.RANSAC
    found[f"homography {number}"] = cv2.findHomography(points, moved, method, 4)[0]
np.savez(sys.argv[1], **found)
"""


def _numpys_library() -> Path | None:
    found = sorted(Path(np.__file__).parent.with_name("numpy.libs").glob("libscipy_openblas64_*.so"))
    return found[0] if found else None


def _results(target: Path, **environment: str) -> dict[str, np.ndarray]:
    variables = {**os.environ, "OPENBLAS_NUM_THREADS": "1", **environment}
    subprocess.run([sys.executable, "-c", PROGRAM, str(target)], env=variables, check=True, timeout=120)
    with np.load(target) as kept:
        return dict(kept)


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("cc") is None, reason="built on Linux, with a C compiler")
def test_results_are_those_of_opencvs_own_library(tmp_path: Path) -> None:
    numpys = _numpys_library()
    if numpys is None:
        pytest.skip("this numpy brings no OpenBLAS of its own")
    own = tmp_path / "one.so"
    options = ["-O2", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", "-Wl,-z,defs", f"-Wl,-rpath,{numpys.parent}"]
    subprocess.run(["cc", *options, "-o", own, SOURCE, numpys], check=True)
    theirs = _results(tmp_path / "theirs.npz")
    # What is loaded first is asked first, which here is what the frozen app has in their place.
    ours = _results(tmp_path / "ours.npz", LD_PRELOAD=str(own))
    assert len(ours) == len(theirs) > 60
    for name, value in theirs.items():
        largest = np.abs(value).max()
        precision = 1e-12 if value.dtype == np.float64 else 1e-5
        assert np.abs(ours[name] - value).max() <= precision * largest, name
