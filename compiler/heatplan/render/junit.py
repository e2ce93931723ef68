"""Results of tests as JUnit's XML, which CI systems show: one suite, one ``testcase`` for each result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from heatplan.diagnostics.visible import visible, visible_lines


@dataclass(frozen=True, slots=True)
class Check:
    """One result: ``group`` and ``name`` tell it from others.

    ``failure`` says in a sentence why it failed, None where it passed; ``text``
    has the details.  ``skipped`` says why it was not asked, None where it was.
    """

    group: str
    name: str
    seconds: float = 0.0
    failure: str | None = None
    text: str = ""
    file: str = ""
    skipped: str | None = None


def junit(suite: str, checks: Sequence[Check]) -> str:
    """The document, with a line break at its end.  What XML can not hold is escaped as a terminal shows it."""
    total = sum(one.seconds for one in checks)
    counts = {
        "tests": str(len(checks)),
        "failures": str(sum(one.failure is not None for one in checks)),
        "errors": "0",
        "skipped": str(sum(one.skipped is not None for one in checks)),
        "time": f"{total:.3f}",
    }
    top = Element("testsuites", counts)
    inner = SubElement(top, "testsuite", {"name": visible(suite), **counts})
    for one in checks:
        facts = {"classname": visible(one.group), "name": visible(one.name), "time": f"{one.seconds:.3f}"}
        if one.file:
            facts["file"] = visible(one.file)
        case = SubElement(inner, "testcase", facts)
        if one.failure is not None:
            failure = SubElement(case, "failure", {"message": visible(one.failure)})
            failure.text = "\n".join(visible_lines(one.text))
        if one.skipped is not None:
            SubElement(case, "skipped", {"message": visible(one.skipped)})
    indent(top)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(top, encoding="unicode")}\n'
