"""Who accepts, who rejects, and whether both reject for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tests.conformance.job import Record
from tests.conformance.subject import agrees, heats_subject

OUTCOMES: Final = ("equal", "different", "both-reject", "we-reject", "we-accept", "unsupported", "crash")


@dataclass(frozen=True, slots=True)
class Finding:
    """One of our errors, as far as it is compared.

    ``heat`` is the exception class Heat has for it, ``sources`` the files that it is in: that of its place, then
    those of others.
    """

    code: str
    name: str
    severity: str
    heat: str | None
    address: str
    facts: Mapping[str, str]
    message: str
    sources: tuple[str, ...] = ()


def outcome(*, heat_rejects: bool, findings: Iterable[Finding], equal: bool) -> str:
    """The job's outcome, by Heat's verdict, our errors and whether the results are equal."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if any(finding.name.startswith("unsupported") for finding in errors):
        return "unsupported"
    if errors:
        return "both-reject" if heat_rejects else "we-reject"
    if heat_rejects:
        return "we-accept"
    return "equal" if equal else "different"


def same_finding(heats: Sequence[Record], ours: Iterable[Finding]) -> bool:
    """Whether one of our errors is Heat's first: the same exception class and the same subject (subject.py).

    Heat stops at its first error and we report all of them.
    """
    subject = heats_subject(heats[0]) if heats else None
    return subject is not None and any(
        finding.severity == "error"
        and not classes(heats[0]).isdisjoint((finding.heat or "").split("|"))
        and (agrees(subject, finding.address, finding.facts) or _agrees_in_file(heats[0], finding))
        for finding in ours
    )


def _agrees_in_file(error: Record, finding: Finding) -> bool:
    """Whether Heat's error is in the nested file that a finding about that file is in.

    We report the mistakes of a document once, however often it is nested.
    """
    path = [str(step) for step in error.get("path") or ()]
    ends = tuple(f"/{source}>" for source in finding.sources if source)
    marked = [index for index, step in enumerate(path) if step.replace("<", "</", 1).endswith(ends)]
    if not marked:
        return False
    inside = heats_subject({**error, "path": path[marked[-1] + 1 :], "where": ""})
    if inside is None:  # a place that is the file
        whole = heats_subject(error)
        inside = None if whole is None else replace(whole, kind="unsaid")
    return inside is not None and agrees(inside, finding.address, finding.facts)


PYTHONS: Final = frozenset({"ValueError", "TypeError", "KeyError", "AttributeError", "IndexError"})


def _reported_by_stack(error: Record) -> bool:
    return error["class"] in PYTHONS and str(error.get("where", "")).startswith("resource:")


_WRAPPED: Final = re.compile(r"(?P<inner>\w+): (?:resources|outputs|conditions|parameters)\.")


def classes(error: Record) -> frozenset[str]:
    """The exception classes that an error of Heat's is of.

    Around an error in a nested stack Heat puts a StackValidationFailed, with
    the name of the class in its words unless that is the same
    (stack_resource.py, validate_nested_stack); heatclient says CommandError
    where the engine has ValueError for text that is no template.  What a
    resource's ``validate`` raises that is no exception of Heat's own comes out
    as StackValidationFailed (stack.py, validate); the oracle asks each
    resource itself.
    """
    found = _WRAPPED.match(error["message"])
    return frozenset(
        {
            error["class"],
            *([found["inner"]] if found else []),
            *(["ValueError"] if error["class"] == "CommandError" else []),
            *(["StackValidationFailed"] if _reported_by_stack(error) else []),
        }
    )


def as_finding(diagnostic: Any) -> Finding:
    """The part of a diagnostic that is compared."""
    code = diagnostic.code
    return Finding(
        code.id,
        code.name,
        diagnostic.severity,
        diagnostic.heat,
        diagnostic.address,
        dict(diagnostic.facts),
        diagnostic.message,
        (diagnostic.span.source, *(span.source for span, _ in diagnostic.labels)),
    )
