"""Work under limits, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import pytest

from heatplan.edge.answer import Answer, Style, answer, pack, unpack
from heatplan.edge.guard import Limits, guarded
from tests.conftest import ROOT

HOW = Style()


def in_a_process_of_its_own(work: str, limits: str = "Limits()") -> str:
    """The answer to a piece of work, made where no other thread is: the code, the output and the report."""
    script = f"""
import os, signal, sys
from heatplan.edge.answer import Answer, Style
from heatplan.edge.guard import Limits, guarded
def work():
{textwrap.indent(work, "    ")}
result = guarded(work, {limits}, Style())
sys.stdout.write(f"{{result.code}} {{result.output!r}} {{result.report}}")
"""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "compiler")}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=env, check=False)
    assert done.stderr == ""
    return done.stdout


def test_the_answer_comes_back() -> None:
    assert in_a_process_of_its_own("return Answer('plan \\ud800 é', 'report', 1)") == "1 'plan \\ud800 é' report"


def test_what_the_work_changes_stays_in_its_process() -> None:
    shown = in_a_process_of_its_own("sys.argv.append('x'); os.chdir('/'); return Answer(str(len(sys.argv)), '', 0)")

    assert shown.startswith("0 '2'")


def test_too_much_time_is_a_finding() -> None:
    shown = in_a_process_of_its_own("while True: pass", "Limits(seconds=1)")

    assert shown.startswith("1 None error[HP0933]")
    assert "more than 1 s" in shown


def test_too_much_memory_is_a_finding() -> None:
    shown = in_a_process_of_its_own("return Answer('x' * (1 << 34), '', 0)", "Limits(megabytes=512)")

    assert shown.startswith("1 None error[HP0934]")
    assert "512 MB" in shown


def test_an_end_without_an_answer_is_a_finding() -> None:
    assert "signal 9" in in_a_process_of_its_own("os.kill(os.getpid(), signal.SIGKILL)")
    assert "code 5" in in_a_process_of_its_own("os._exit(5)")


def test_an_exception_is_a_finding_without_its_text() -> None:
    shown = in_a_process_of_its_own("raise KeyError('the value of a hidden parameter')")

    assert shown.startswith("1 None error[HP0930]")
    assert "KeyError" in shown
    assert "hidden" not in shown


def test_without_fork_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")

    assert guarded(lambda: Answer("here", "", 0), Limits(), HOW) == Answer("here", "", 0)
    assert "ZeroDivisionError" in guarded(lambda: Answer(str(1 // 0), "", 0), Limits(), HOW).report


def test_answers_survive_packing() -> None:
    item = Answer("\ud800é\x00", "report", 1)

    assert unpack(pack(item)) == item
    assert answer("text", (), {}, HOW) == Answer("text", "", 0)
