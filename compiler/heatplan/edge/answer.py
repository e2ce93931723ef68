"""What a command comes to, before anything of it is printed or written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Final, Literal

from heatplan import __version__
from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.order import is_failure

FINE, FAILED, USAGE, RUN_FAILED = 0, 1, 2, 3
"""What the program ends with: fine (warnings too), a finding, a wrong command line, a run that failed."""


Format = Literal["text", "json", "sarif", "github"]

FORMATS: Final[Mapping[Format, str]] = {
    "text": "for people",
    "json": "for programs",
    "sarif": "for code scanning services",
    "github": "for GitHub's pages of a change",
}
"""How findings can be written, and for whom."""


@dataclass(frozen=True, slots=True)
class Style:
    """How findings are written: in which format, text in colour or not; ``strict`` makes warnings count.

    ``base`` is the folder that names of files start from, seen from the folder
    that the program runs in.
    """

    format: Format = "text"
    colour: bool = False
    strict: bool = False
    base: str = ""

    @property
    def document(self) -> bool:
        """True where findings are one document for programs, which goes to standard output and is never empty."""
        return self.format in ("json", "sarif")


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
    failed = is_failure(found, strict=style.strict) or output is None
    wrong = any(item.severity == "error" for item in found)
    return Answer(None if wrong else output, report(found, sources, style), FAILED if failed else FINE)


def report(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str | bytes], style: Style) -> str:
    """The findings in the format of the style; ``sources`` has the texts that they point at."""
    match style.format:
        case "text":
            from heatplan.diagnostics.render_text import render_text

            told, texts = tuple(diagnostics), sources
            if style.base not in ("", "."):
                from heatplan.edge.parcel import moved

                told, texts = moved(told, sources, style.base)
            return render_text(told, texts, colour=style.colour)
        case "json":
            from heatplan.diagnostics.render_json import render_json

            return render_json(diagnostics, sources)
        case "sarif":
            from heatplan.diagnostics.render_sarif import render_sarif

            return render_sarif(diagnostics, sources, base=style.base, version=__version__)
        case "github":
            from heatplan.diagnostics.render_github import render_github

            return render_github(diagnostics, sources, base=style.base)


def pack(item: Answer) -> bytes:
    """An answer as bytes, to be sent from one process to another."""
    return json.dumps(asdict(item)).encode("ascii")


def unpack(data: bytes) -> Answer:
    """What ``pack`` made; raises ValueError, TypeError or KeyError for anything else."""
    item = json.loads(data)
    return Answer(item["output"], item["report"], item["code"])
