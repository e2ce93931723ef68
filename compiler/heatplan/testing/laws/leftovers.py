"""The law that nothing minted survives the stack but what the author knows of."""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.diagnostics import codes_laws as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir import address
from heatplan.ir.auth import Mint, Residue
from heatplan.ir.mints import address_of
from heatplan.ir.steps import undo_of
from heatplan.ir.tree import Family, Nested, Resource, Stack
from heatplan.span import Span
from heatplan.testing.laws import sites
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.law import Law, Terms

RETAINED = "what it was minted for is retained"


def _ask(case: Case, terms: Terms) -> Iterator[Diagnostic]:
    known = {sites.pattern(one) for one in terms.stays}
    for where, mint, reason, span in _staying(case):
        if where not in known:
            told = finding(
                codes.MINT_STAYS,
                span,
                hint=f"Let it go with the stack, or name it in the terms as what stays: {where}",
                facts={"kind": mint.kind, "place": where, "reason": reason},
            )
            yield told.at(address.in_template(where.partition(".@auth.")[0]) if ".@auth." in where else "")


def _staying(case: Case) -> Iterator[tuple[str, Mint, str, Span]]:
    root = case.plan.root
    for mint in root.auth:
        if isinstance(mint.end, Residue):
            yield address_of("", mint.name), mint, mint.end.reason, sites.top(case)
    yield from _level(root, "", retained=False)


def _level(stack: Stack, prefix: str, *, retained: bool) -> Iterator[tuple[str, Mint, str, Span]]:
    for resource in stack.resources:
        yield from _resource(resource, address.join(prefix, resource.name), retained=retained)


def _resource(resource: Resource, where: str, *, retained: bool) -> Iterator[tuple[str, Mint, str, Span]]:
    kept = retained or undo_of(resource) == "retain"
    for mint in resource.auth:
        if isinstance(mint.end, Residue):
            yield address_of(where, mint.name), mint, mint.end.reason, resource.span
        elif kept and mint.kind in {"user", "ec2-credential", "container", "queue"}:
            yield address_of(where, mint.name), mint, RETAINED, resource.span
    if isinstance(resource.child, Nested):
        yield from _level(resource.child.stack, where, retained=kept)
    elif isinstance(resource.child, Family):
        for one in resource.child.classes:
            yield from _resource(one.resource, f"{where}[*]", retained=kept)


NOTHING_MINTED_SURVIVES = Law(
    "nothing_minted_survives",
    "When the stack is gone, nothing that it minted is left but what the terms name.",
    _ask,
)
