"""Can a window be opened here? Imports nothing of Qt: a Qt that finds no display ends the whole process at once."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.processes import module_command, module_environment

_PROBE_LIMIT_S = 60.0  # a display answers in a third of a second; where others fill the processor it took over twenty
TOO_LATE = 124  # as `timeout` has it


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """How a process ended: its exit code, and what it wrote to standard error.

    The code is 0 when it did what it should, TOO_LATE when it did not end.
    """

    exit_code: int
    errors: str


def _run(command: Sequence[str]) -> ProbeResult:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            env=module_environment(),
            capture_output=True,
            text=True,
            timeout=_PROBE_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ProbeResult(TOO_LATE, "")
    except OSError as error:
        return ProbeResult(1, str(error))
    return ProbeResult(done.returncode, done.stderr)


def window_trouble(
    environment: Mapping[str, str] | None = None,
    system: str = sys.platform,
    run: Callable[[Sequence[str]], ProbeResult] = _run,
) -> str | None:
    """Why no window can be opened here, in words that say what to do; None when it can.

    On Linux a second process tries Qt out (about 0.3 s), since only that tells a display that refuses us, or libraries
    that are missing, without ending this one. Elsewhere there is always a display, and Qt brings all that it needs.

    Args:
        environment: variables of the process; None takes its own.
        system: as `sys.platform` has it.
        run: runs a command to its end.
    """
    if not system.startswith("linux"):
        return None
    variables = os.environ if environment is None else environment
    if not any(variables.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return "There is no display here."
    result = run(module_command("app.ui.display_probe"))
    if result.exit_code == 0:
        return None
    if result.exit_code == TOO_LATE:
        return f"The display did not answer within {_PROBE_LIMIT_S:.0f} s. End programs that keep it busy; start again."
    lines = [line.strip() for line in result.errors.splitlines() if line.strip()]
    # Qt says the reason first and general advice after it; Python's traceback ends with the reason.
    said_by_qt = [line for line in lines if line.startswith("qt.")]
    reason = next(iter(said_by_qt or lines[-1:]), f"Qt ended with {result.exit_code}").rstrip(".")
    return f"The window cannot be opened here ({reason}). `make run` names the system libraries that are missing."
