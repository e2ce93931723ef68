"""A graph in DOT as a picture, drawn by Graphviz.

An installed ``dot`` is used first, then pygraphviz, whose wheels bring
Graphviz with them.  Both run in a process of their own, with a time limit:
a layout can take for ever, and Graphviz is C.
"""

from __future__ import annotations

import subprocess
import sys

from heatplan.diagnostics.codes_edge import LAYOUT_FAILED, NO_PICTURE
from heatplan.diagnostics.diagnostic import finding
from heatplan.result import Result

SECONDS = 120

WITH_PROGRAM = """
import sys, graphviz
sys.stdout.buffer.write(graphviz.pipe("dot", sys.argv[1], sys.stdin.buffer.read(), quiet=True))
"""

WITH_LIBRARY = """
import sys, warnings, pygraphviz
warnings.simplefilter("ignore")
graph = pygraphviz.AGraph(string=sys.stdin.buffer.read().decode())
sys.stdout.buffer.write(graph.draw(format=sys.argv[1], prog="dot"))
"""

WAYS = (("the program `dot`", WITH_PROGRAM), ("pygraphviz", WITH_LIBRARY))


def picture(dot: str, kind: str, *, seconds: int = SECONDS) -> Result[bytes]:
    """The picture of a DOT text; ``kind`` is ``svg`` or ``png``."""
    reasons = []
    for name, script in WAYS:
        command = [sys.executable, "-I", "-c", script, kind]
        try:
            done = subprocess.run(command, input=dot.encode(), capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            return Result(None, (finding(LAYOUT_FAILED, reason=f"it took more than {seconds} s"),))
        if done.returncode == 0 and done.stdout:
            return Result(done.stdout)
        reasons.append(f"{name}: {_last_line(done.stderr)}")
    return Result(None, (finding(NO_PICTURE, reason="; ".join(reasons)),))


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "it wrote nothing"
