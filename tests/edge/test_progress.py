"""Progress: on a terminal and nowhere else, and gone afterwards."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios
from pathlib import Path

from tests.conftest import ROOT
from tests.edge.commands import SAMPLE, heatplan

STEPS = """
import time
from heatplan.edge.progress import progress
with progress() as advance:
    for number in range(40):
        advance(number, 40, f"step {number}\\x1b[31m")
        time.sleep(0.03)
"""
OPEN = """
import time
from heatplan.edge.progress import waiting
with waiting("drawing"):
    time.sleep(1.5)
"""
STOPPED = """
import os, signal, time
from heatplan.edge.answer import Style
from heatplan.edge.guard import Limits, guarded
from heatplan.edge.progress import progress
def work():
    with progress() as advance:
        for number in range(40):
            advance(number, 40, "step")
            time.sleep(0.03)
        os.kill(os.getpid(), signal.SIGKILL)
guarded(work, Limits(), Style())
"""


def on_a_terminal(*command: str | Path, **env: str) -> str:
    """What the command writes to standard error when that is a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    around = {**os.environ, "PYTHONPATH": str(ROOT / "compiler"), "TERM": "xterm", **env}
    done = subprocess.Popen(command, stderr=theirs, stdout=subprocess.DEVNULL, env=around, cwd=SAMPLE)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 10_000)
        except OSError:  # Linux: the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    done.wait(timeout=60)
    return shown.decode()


def test_a_terminal_sees_how_far_the_work_is() -> None:
    shown = on_a_terminal(sys.executable, "-c", STEPS)

    assert " of 40, " in shown
    assert "step 3" in shown
    assert "\x1b[31m" not in shown
    assert "\n" not in shown


def test_the_line_is_gone_afterwards() -> None:
    for script in (STEPS, OPEN, STOPPED):
        last = on_a_terminal(sys.executable, "-c", script).rstrip("\r").rpartition("\r")[2]

        assert last.replace("\x1b[K", "").strip() == ""


def test_what_nobody_can_measure_is_named_with_its_time() -> None:
    shown = on_a_terminal(sys.executable, "-c", OPEN)

    assert "drawing 00:0" in shown
    assert "%" not in shown


def test_nothing_is_shown_of_short_work_nor_to_a_dumb_terminal() -> None:
    assert on_a_terminal(sys.executable, "-c", STEPS.replace("0.03", "0")) == ""
    assert on_a_terminal(sys.executable, "-c", STEPS, TERM="dumb") == ""


def test_nothing_is_shown_in_a_pipe() -> None:
    for script in (STEPS, OPEN):
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "compiler")},
        )

        assert (done.stdout, done.stderr) == (b"", b"")


def test_a_long_run_shows_its_steps(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    assert heatplan("compile", "-t", "template.yaml", "--parameter", "count=12000", "-o", plan).code == 0

    shown = on_a_terminal(sys.executable, "-m", "heatplan", "apply", str(plan))

    assert "servers[" in shown
    assert " of 60004, " in shown
