"""A finding: a code with its facts and its place.  Prose is made from them on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from heatplan.span import NOWHERE, Span

Severity = Literal["error", "will-fail", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: one row of the table of codes, one section of docs/diagnostics.md.

    ``id`` is stable and never reused (``HP0401``); ``name`` says it in words
    (``unknown-reference``); ``message`` is a ``str.format`` template over the
    facts of a diagnostic; ``heat`` names the exception class with which Heat
    reports the same mistake, where it does; several are parted by ``|``.
    """

    id: str
    name: str
    severity: Severity
    message: str
    heat: str | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A mechanical edit: put ``replacement`` in the place of ``span``."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    ``facts`` are pairs (name, text) that fill the code's message; ``span`` is
    the primary place and ``labels`` are further places with a word each;
    ``address`` says which resource, parameter or output it is about
    (``servers[3].volume``, ``parameters.count``); ``hint`` is advice that we
    know to be right, ``fix`` an edit that a tool may make; ``raises`` is Heat's
    exception class where it is another than the code's.
    Facts never hold the value of a hidden parameter.
    """

    code: Code
    facts: tuple[tuple[str, str], ...] = ()
    span: Span = NOWHERE
    labels: tuple[tuple[Span, str], ...] = ()
    address: str = ""
    hint: str = ""
    fix: Fix | None = None
    level: Severity | None = field(default=None)
    raises: str | None = None

    @property
    def heat(self) -> str | None:
        """The exception class with which Heat reports this, where it does."""
        return self.raises or self.code.heat

    @property
    def severity(self) -> Severity:
        """The code's severity unless this finding was raised or lowered."""
        return self.level or self.code.severity

    @property
    def message(self) -> str:
        """One sentence naming the thing; a fact that ends it and is a sentence itself ends it only once."""
        text = self.code.message.format_map(dict(self.facts))
        return text[:-1] if text.endswith("..") and not text.endswith("...") else text

    def at(self, address: str) -> Diagnostic:
        """The same finding with ``address`` put before its own, joined by a dot."""
        joined = f"{address}.{self.address}" if address and self.address else address or self.address
        return replace(self, address=joined)


def finding(
    code: Code,
    span: Span = NOWHERE,
    *,
    address: str = "",
    hint: str = "",
    fix: Fix | None = None,
    labels: tuple[tuple[Span, str], ...] = (),
    level: Severity | None = None,
    raises: str | None = None,
    facts: Mapping[str, object] | None = None,
    **more: object,
) -> Diagnostic:
    """Build a diagnostic; keyword facts are kept as text, sorted by name."""
    both = {**(facts or {}), **more}
    pairs = tuple((key, str(both[key])) for key in sorted(both))
    return Diagnostic(code, pairs, span, labels, address, hint, fix, level, raises)
