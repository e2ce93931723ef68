"""Which of the root template's parameters a property's value is made of, followed through nested templates.

Two names that are made of different parameters are equal only because somebody
gave them so: that says nothing about the template.
"""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.ir import address
from heatplan.ir.expr import Call, Choice, Expr, Lit, Substitute, entries_of, entry, items_of
from heatplan.ir.value import Value
from heatplan.testing.laws import sites
from heatplan.testing.laws.case import Case

PARAMETERS = frozenset({"GetParam", "ParamRef", "Ref"})


def behind(case: Case, where: str, name: Value) -> frozenset[str]:
    """The root's parameters (and resources of any level, by their names) that a property of a resource is made of."""
    placed = case.once(sites.placed_at).get(where)
    if placed is None:
        return frozenset()
    parts = address.parse(where) or ()
    at = max(place for place, part in enumerate(parts) if part.kind == "name")
    decl = sites.declared(case, placed.stack, parts[at].text)
    expr = decl.properties if decl is not None else None
    for _ in parts[at + 1 :]:
        body = next((found for one in sites.BODIES if (found := entry(expr, one)) is not None), None)
        expr = entry(body, "properties")
    read = frozenset(_read(entry(expr, name)))
    outer = address.show(parts[:at])
    if not outer:
        return read
    return frozenset[str]().union(*(behind(case, outer, one) for one in sorted(read)))


def _read(expr: Expr | None) -> Iterator[str]:
    """The names of the parameters and resources that an expression reads."""
    match expr:
        case None | Lit():
            return
        case Call():
            first = items_of(expr.args)
            name = first[0] if first else expr.args
            if (
                isinstance(name, Lit)
                and isinstance(name.value, str)
                and (expr.impl in PARAMETERS or "Get" in expr.impl)
            ):
                yield name.value
            yield from _read(expr.args)
        case Choice():
            for part in (expr.condition, expr.then, expr.otherwise):
                yield from _read(part)
        case Substitute():
            yield from _read(expr.value)
        case _:
            for item in items_of(expr) or tuple(value for _, value in entries_of(expr) or ()):
                yield from _read(item)
