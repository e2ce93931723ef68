"""A picture as PNG: our own SVG drawn by resvg or librsvg, or, where neither is, its DOT by Graphviz.

All run in a process of their own, with a time limit: they are no Python, and
a layout can take for ever.
"""

from __future__ import annotations

import math
import re
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

WITH_RESVG = """
import sys, resvg_py
wide = int(sys.argv[1])
sys.stdout.buffer.write(bytes(resvg_py.svg_to_bytes(svg_string=sys.stdin.buffer.read().decode(), width=wide)))
"""

WITH_RSVG = """
import subprocess, sys
sys.exit(subprocess.run(["rsvg-convert", "--width", sys.argv[1], "--unlimited"], check=False).returncode)
"""

SIZE = re.compile(r'<svg [^>]*?width="(?P<width>[0-9.]+)" height="(?P<height>[0-9.]+)"')
MOST_PIXELS = 16_000
"""A PNG is at most so many pixels wide and high, and a quarter of the square of that large."""

PNG_WAYS = (("resvg-py", WITH_RESVG), ("the program `rsvg-convert`", WITH_RSVG))

WAYS = (("the program `dot`", WITH_PROGRAM), ("pygraphviz", WITH_LIBRARY))


def png(svg: str, dot: str, *, seconds: int = SECONDS) -> Result[bytes]:
    """An SVG as PNG, twice as large if it is small; where no program for that is, what Graphviz makes of the DOT."""
    wide = str(pixels(svg))
    for _, script in PNG_WAYS:
        try:
            drawn = _run(script, svg, wide, seconds)
        except subprocess.TimeoutExpired:
            continue
        if isinstance(drawn, bytes) and drawn.startswith(b"\x89PNG"):
            return Result(drawn)
    return picture(dot, "png", seconds=seconds)


def pixels(svg: str) -> int:
    """How many pixels wide the PNG of an SVG is: twice its width, but less where it would be far too large."""
    found = SIZE.search(svg)
    width, height = (float(found["width"]), float(found["height"])) if found else (1000.0, 1000.0)
    zoom = min(2.0, MOST_PIXELS / max(width, height), math.sqrt(MOST_PIXELS * MOST_PIXELS / 4 / (width * height)))
    return max(1, round(width * zoom))


def _run(script: str, text: str, kind: str, seconds: int) -> bytes | str:
    """What a script makes of a text; as a string why it made nothing.  Raises subprocess.TimeoutExpired."""
    command = [sys.executable, "-I", "-c", script, kind]
    done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=seconds, check=False)
    return done.stdout if done.returncode == 0 and done.stdout else _last_line(done.stderr)


def picture(dot: str, kind: str, *, seconds: int = SECONDS) -> Result[bytes]:
    """The picture of a DOT text; ``kind`` is ``svg`` or ``png``."""
    reasons = []
    for name, script in WAYS:
        try:
            drawn = _run(script, dot, kind, seconds)
        except subprocess.TimeoutExpired:
            return Result(None, (finding(LAYOUT_FAILED, reason=f"it took more than {seconds} s"),))
        if isinstance(drawn, bytes):
            return Result(drawn)
        reasons.append(f"{name}: {drawn}")
    return Result(None, (finding(NO_PICTURE, reason="; ".join(reasons)),))


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "it wrote nothing"
