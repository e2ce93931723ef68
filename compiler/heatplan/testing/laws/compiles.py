"""The law that what a template allows can be made: no input that fits its constraints is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from heatplan.diagnostics import codes_laws as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.source import Request, SourceSet
from heatplan.pipeline import compile as compile_plan
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.law import Law, Terms

GRAVE = frozenset({"error", "will-fail"})


def compiles(sources: SourceSet, request: Request) -> tuple[Diagnostic, ...]:
    """What a compile of these inputs finds that keeps the stack from being made, as findings of the law.

    For inputs that give no plan, and so no ``Case``.
    """
    return tuple(refusals(compile_plan(sources, request).diagnostics))


def _ask(case: Case, _terms: Terms) -> Iterator[Diagnostic]:
    yield from refusals(case.diagnostics)


def refusals(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Of the findings of a compile those that keep the stack from being made, as findings of the law."""
    for one in found:
        if one.severity in GRAVE:
            said = f"{one.message.removesuffix('.')} ({one.code.id})"
            told = finding(codes.REFUSED_INPUT, one.span, address=one.address, hint=one.hint, said=said)
            yield replace(told, labels=one.labels, fix=one.fix, level=one.severity)


COMPILES = Law(
    "what_is_allowed_compiles",
    "Whatever the constraints of the template's parameters allow compiles, and nothing in it is sure to fail.",
    _ask,
)
