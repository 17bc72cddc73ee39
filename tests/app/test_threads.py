"""Threads that libraries start by themselves, in a process of its own: this one has long imported NumPy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted as Linux shows them")
@pytest.mark.parametrize("first", ["import main", "import app.service.reading", "import convert.evaluation.evaluate"])
def test_numpy_multiplies_on_one_thread(first: str) -> None:
    product = "numpy.ones((500, 500)) @ numpy.ones((500, 500))"
    code = f"{first}; import os, numpy; {product}; print(len(os.listdir('/proc/self/task')))"
    given = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=given, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1"]
