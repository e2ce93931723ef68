"""Findings about properties, before anybody knows where the property stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from heatplan.diagnostics import codes_properties as codes
from heatplan.diagnostics.diagnostic import Code, Diagnostic, Severity, finding
from heatplan.diagnostics.suggest import suggest
from heatplan.ir.value import Value
from heatplan.semantics.constraints import Violation
from heatplan.semantics.conversion import show
from heatplan.span import NOWHERE, Span

Path = tuple[Value, ...]

HIDDEN = "(hidden)"


@dataclass(frozen=True, slots=True)
class PropertyFault:
    """What is wrong with one property.

    ``path`` leads to it from the resource's properties (names and indices);
    ``facts`` fill the code's message, and only the fact ``value`` shows
    anything of the value.  ``level`` is error where Heat rejects the
    template, will-fail where Heat finds it only when it creates the resource.
    """

    path: Path
    code: Code
    facts: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    level: Severity = "error"

    @property
    def message(self) -> str:
        """One sentence."""
        return self.code.message.format_map(dict(self.facts))

    @property
    def key_itself(self) -> bool:
        """Whether the fault is the key at the end of the path, rather than its value."""
        return self.code in (codes.UNKNOWN_PROPERTY, codes.UNKNOWN_KEY, codes.PROPERTY_UNIMPLEMENTED)

    def later(self) -> PropertyFault:
        """The same, found only when the resource is created."""
        return replace(self, level="will-fail")

    def hidden(self) -> PropertyFault:
        """The same without the value, for what derives from a hidden parameter."""
        return replace(self, facts=tuple((name, HIDDEN if name == "value" else text) for name, text in self.facts))

    def diagnostic(self, span: Span = NOWHERE, address: str = "") -> Diagnostic:
        """The fault at its place; ``address`` is the resource's."""
        level = None if self.level == self.code.severity else self.level
        where = ".".join(filter(None, (address and f"{address}.properties", dotted(self.path))))
        return finding(self.code, span, address=where, hint=self.hint, level=level, facts=dict(self.facts))


def dotted(path: Path) -> str:
    """A path as people write it: ``networks[0].port``."""
    text = ""
    for part in path:
        if isinstance(part, int) and not isinstance(part, bool):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else str(part)
    return text


def unknown_name(path: Path, name: Value, names: Iterable[str]) -> PropertyFault:
    """A name that is no property, or no key of one."""
    near = suggest(str(name), names)
    hint = f"Did you mean {' or '.join(near)}?" if near else ""
    facts: tuple[tuple[str, str], ...] = (("name", str(name)),)
    if not path:
        return PropertyFault((name,), codes.UNKNOWN_PROPERTY, facts, hint)
    return PropertyFault((*path, name), codes.UNKNOWN_KEY, (*facts, ("property", dotted(path))), hint)


def about(code: Code, path: Path, **facts: str) -> PropertyFault:
    """A fault of the property at the path."""
    return PropertyFault(path, code, (("property", dotted(path)), *facts.items()))


def wrong_kind(path: Path, kind: str, value: Value) -> PropertyFault:
    """A value that can not be made one of the property's type."""
    return about(codes.PROPERTY_KIND, path, kind=kind, value=show(value))


def broken_constraint(path: Path, violation: Violation, value: Value) -> PropertyFault:
    """A value that breaks a constraint; the author's own words are the hint."""
    fault = about(codes.BY_KIND[violation.kind], path, rule=violation.rule, value=show(value))
    return replace(fault, hint=violation.description or "")
