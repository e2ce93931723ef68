"""What a command comes to, before anything of it is printed or written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.order import is_failure
from heatplan.diagnostics.render_json import render_json
from heatplan.diagnostics.render_text import render_text

FINE, FAILED, USAGE, RUN_FAILED = 0, 1, 2, 3
"""What the program ends with: fine (warnings too), a finding, a wrong command line, a run that failed."""


@dataclass(frozen=True, slots=True)
class Style:
    """How findings are written: as JSON or as text, in colour or not; ``strict`` makes warnings count."""

    json: bool = False
    colour: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """``output`` is the result as text (None when there is none), ``report`` the findings as they are shown."""

    output: str | None
    report: str
    code: int


def answer(
    output: str | None, diagnostics: Iterable[Diagnostic], sources: Mapping[str, str | bytes], style: Style
) -> Answer:
    """The answer with these findings; there is no output beside an error."""
    found = tuple(diagnostics)
    report = render_json(found, sources) if style.json else render_text(found, sources, colour=style.colour)
    failed = is_failure(found, strict=style.strict) or output is None
    wrong = any(item.severity == "error" for item in found)
    return Answer(None if wrong else output, report, FAILED if failed else FINE)


def pack(item: Answer) -> bytes:
    """An answer as bytes, to be sent from one process to another."""
    return json.dumps(asdict(item)).encode("ascii")


def unpack(data: bytes) -> Answer:
    """What ``pack`` made; raises ValueError, TypeError or KeyError for anything else."""
    item = json.loads(data)
    return Answer(item["output"], item["report"], item["code"])
