"""The terminal: the interpreter's greeting does not reach it, all else does. Each in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def written(program: str) -> tuple[int, str]:
    """Exit code and standard error of a Python program."""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_loading_the_model_writes_nothing() -> None:
    assert written("from app.recognition.model import Model; Model()") == (0, "")


def test_the_greeting_is_still_what_is_kept_back() -> None:
    """A library that words it otherwise must be noticed here, and not on the terminal."""
    code, errors = written(
        "import contextlib, app.recognition.interpreter as i; i.without_greeting = contextlib.nullcontext\n"
        "from app.recognition.model import Model; Model(threads=1)"
    )
    assert (code, errors) == (0, "INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n")


@pytest.mark.parametrize("ending", ["", "; raise ValueError('broken')"], ids=["that goes well", "that fails"])
def test_what_else_is_written_comes_out_in_its_order(ending: str) -> None:
    code, errors = written(
        "import os, sys\n"
        "from app.recognition.quiet import without_greeting\n"
        "with without_greeting():\n"
        "    os.write(2, b'ERROR: no memory\\nINFO: Created TensorFlow Lite XNNPACK delegate for CPU.\\n')\n"
        f"    print('from Python', file=sys.stderr){ending}\n"
        "print('afterwards', file=sys.stderr)\n"
    )
    assert code == (1 if ending else 0)
    assert errors.startswith("ERROR: no memory\nfrom Python\n")
    assert "XNNPACK" not in errors
    assert ("ValueError: broken" if ending else "afterwards") in errors


def test_a_process_without_standard_error_loads_the_model_too() -> None:
    code, _ = written("import os; os.close(2); from app.recognition.model import Model; Model(threads=1)")
    assert code == 0
