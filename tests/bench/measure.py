"""Processor time and peak memory, measured alike on both sides.

No figure is wall time.  The garbage collector is off while something is
measured; a case runs in a process of its own, so that its peak is its own.
Nothing of the compiler is imported here: Heat's environment has none.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 5


def best(work: Callable[[], object], rounds: int = ROUNDS, most: float = 15.0) -> float:
    """The least CPU seconds of so many rounds, of fewer where they took more than ``most`` seconds together."""
    found: list[float] = []
    while len(found) < rounds and sum(found) < most:
        gc.collect()
        gc.disable()
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
        gc.enable()
    return min(found)


def peak() -> float:
    """The most memory that this process had, in MB.

    Linux counts that of the process which started it, up to then: who starts processes has to be small.
    """
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def alone(command: Sequence[str | Path]) -> dict[str, Any]:
    """What a Python program prints as JSON in its last line."""
    done = subprocess.run([*command], capture_output=True, cwd=CHECKOUT, check=False)
    if done.returncode:
        raise SystemExit(f"{command} failed:\n{done.stderr.decode()}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def whole(command: Sequence[str | Path], rounds: int = ROUNDS) -> float:
    """CPU seconds of a whole process and its children, start included: the least of several.

    As for who has installed it, modules are compiled before and not each time.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    found: list[float] = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*command], check=True, stdout=subprocess.DEVNULL, cwd=CHECKOUT, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)
