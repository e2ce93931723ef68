"""What came of cases, as ``heatplan test`` and pytest show it: a line for each, the failures with their places, a sum."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.order import is_failure, ordered, sentence
from heatplan.diagnostics.render_json import render_json
from heatplan.diagnostics.render_text import render_text
from heatplan.diagnostics.visible import visible, visible_lines
from heatplan.render.junit import Check, junit

Plan = Literal["", "updated", "written"]
"""What was done with the golden plan."""

COLOURS: Final = {"ok": "32", "FAILED": "1;31", "updated": "33", "written": "33"}
_LINES: Final = {"+": "32", "-": "31", "@": "36"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case, or of a case file that is none (without ``name`` and with findings).

    ``findings`` say what is wrong, ``texts`` has the files that they point at;
    ``lines`` are the difference of the golden plan; ``golden`` says what was
    done with its file.
    """

    file: str
    name: str
    findings: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str | bytes] | None = None
    lines: tuple[str, ...] = ()
    golden: Plan = ""
    seconds: float = 0.0
    strict: bool = False

    @property
    def failed(self) -> bool:
        """True when something is not as the case expects."""
        return is_failure(self.findings, strict=self.strict) or bool(self.lines)

    @property
    def title(self) -> str:
        """The file, and the case's name where it has one."""
        return f"{self.file}: {self.name}" if self.name else self.file


def case_line(item: Outcome, *, colour: bool = False) -> str:
    """``ok       web.case.yaml``, with a line break at its end."""
    word = "FAILED" if item.failed else item.golden or "ok"
    return f"{_paint(f'{word:<7}', COLOURS[word], colour)} {visible(item.title)}\n"


def failure_text(item: Outcome, *, colour: bool = False) -> str:
    """The findings as they are always shown, and the difference of the plan."""
    parts = [render_text(item.findings, item.texts or {}, colour=colour)]
    if item.lines:
        parts.append("".join(f"{line}\n" for line in _difference(item.lines, colour)))
    return "\n".join(part for part in parts if part)


def cases_text(items: Sequence[Outcome], stale: Sequence[str] = (), *, colour: bool = False) -> str:
    """What follows the lines: each failure, golden plans that no case has (``stale``), and how many cases passed."""
    failed = [item for item in items if item.failed]
    blocks = [
        f"{_paint(f'---- {visible(item.title)} ----', '1', colour)}\n\n{failure_text(item, colour=colour)}"
        for item in failed
    ]
    warned = [item for item in items if item.findings and not item.failed]
    blocks = [*(failure_text(item, colour=colour) for item in warned), *blocks]
    shade = COLOURS["FAILED"] if failed else COLOURS["ok"]
    if stale:
        blocks.append("".join(f"no case has the golden plan {visible(name)}\n" for name in stale))
    return "\n".join(["", *blocks, f"{_paint(cases_summary(items), shade, colour)}\n"])


def cases_summary(items: Sequence[Outcome]) -> str:
    """``12 passed, 1 failed, 2 golden plans updated``."""
    failed = sum(item.failed for item in items)
    parts = [f"{len(items) - failed} passed"]
    if failed:
        parts.append(f"{failed} failed")
    for word in ("updated", "written"):
        number = sum(item.golden == word for item in items)
        if number:
            parts.append(f"{number} golden plan{'' if number == 1 else 's'} {word}")
    return ", ".join(parts)


def cases_json(items: Sequence[Outcome]) -> str:
    """All of it for programs, in ASCII."""
    failed = sum(item.failed for item in items)
    cases = [
        {
            "file": item.file,
            "name": item.name,
            "outcome": "failed" if item.failed else "passed",
            "golden": item.golden or None,
            "seconds": item.seconds,
            "diagnostics": json.loads(render_json(item.findings, item.texts or {}))["diagnostics"],
            "difference": list(item.lines),
        }
        for item in items
    ]
    return json.dumps({"cases": cases, "passed": len(items) - failed, "failed": failed}, indent=2) + "\n"


def cases_junit(items: Sequence[Outcome]) -> str:
    """All of it as JUnit's XML."""
    return junit("heatplan test", [_check(item) for item in items])


def _check(item: Outcome) -> Check:
    name = item.name or item.file.rpartition("/")[2]
    if not item.failed:
        return Check(item.file, name, item.seconds, file=item.file)
    grave = [one for one in ordered(item.findings) if is_failure((one,), strict=item.strict)]
    why = sentence(grave[0]) if grave else "The plan differs."
    return Check(item.file, name, item.seconds, why, failure_text(item), item.file)


def _difference(lines: Sequence[str], colour: bool) -> Iterator[str]:
    for number, line in enumerate(lines):
        (shown,) = visible_lines(line)
        shade = "1" if number < 2 else _LINES.get(line[:1], "")
        yield _paint(shown, shade, colour and bool(shade))


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
