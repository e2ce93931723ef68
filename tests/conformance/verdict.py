"""Who accepts, who rejects, and whether both reject for the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tests.conformance.job import Record
from tests.conformance.subject import agrees, heats_subject

OUTCOMES: Final = ("equal", "different", "both-reject", "we-reject", "we-accept", "unsupported", "crash")


@dataclass(frozen=True, slots=True)
class Finding:
    """One of our errors, as far as it is compared: ``heat`` is the exception class Heat has for it."""

    code: str
    name: str
    severity: str
    heat: str | None
    address: str
    facts: Mapping[str, str]
    message: str


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
        and finding.heat == heats[0]["class"]
        and agrees(subject, finding.address, finding.facts)
        for finding in ours
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
    )
