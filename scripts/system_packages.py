"""Debian and Ubuntu packages: may they be installed from here, and what is the command. Needs nothing but Python.

Which packages are wanted is decided by the scripts beside this one.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence


def _prefix() -> "list[str] | None":
    """How to run a command as root: [] when we are root, sudo without a password, or None when neither is to be had."""
    if os.name != "posix":
        return None
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def has_apt() -> bool:
    """Whether this is a system whose packages come through apt-get."""
    return sys.platform.startswith("linux") and shutil.which("apt-get") is not None


def command_for(packages: Sequence[str]) -> str:
    """The line a person types to install `packages`."""
    return "sudo apt-get install -y " + " ".join(packages)


def first_known(names: Sequence[str]) -> str:
    """The first of several names of one package that apt knows; the first of all when it knows none of them."""
    for name in names:
        answer = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, check=False).stdout
        if "Candidate:" in answer and "Candidate: (none)" not in answer:
            return name
    return names[0]


def refresh() -> bool:
    """Fetch apt's lists when we may; True when that worked."""
    prefix = _prefix()
    return has_apt() and prefix is not None and _run([*prefix, "apt-get", "update", "-qq"])


def install(packages: Sequence[str]) -> bool:
    """Install `packages` when we may; True when that worked. Says what it does on standard output."""
    prefix = _prefix()
    if not has_apt() or prefix is None:
        return False
    print("Installing system packages: " + " ".join(packages), flush=True)
    quiet = ["-o", "Dpkg::Use-Pty=0", "-o", "Acquire::Retries=3"]
    return _run([*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *quiet, *packages])


def _run(command: "list[str]") -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # What dpkg tells of each package is of no interest; what goes wrong comes on standard error.
    quiet = subprocess.DEVNULL
    return subprocess.run(command, env=environment, stdin=quiet, stdout=quiet, check=False).returncode == 0
