"""``Fn::FindInMap``: the template's mappings are constants, so a call takes along what it may look at.

A call with a mapping's name, a key and a value's key becomes a call of
``LookUp`` with the mappings before these: an ordinary function of values, that
an executor can finish without the template.  Source: heat/engine/cfn/functions.py
(FindInMap), heat/engine/template.py (``maps``).
"""

from __future__ import annotations

from heatplan.ir.expr import Call, Expr, Failed, Lit, items_of, list_of
from heatplan.ir.node import Node, Scalar, value_of
from heatplan.ir.value import Map, Value
from heatplan.semantics.functions.shape import shape_faults


def find_in(mappings: Node | None, key: Scalar, args: Expr) -> Expr:
    """The call ``{key: args}`` over the mappings of its template; a ``Failed`` where its form is wrong."""
    for fault in shape_faults("FindInMap", key.value, args):
        return Failed(key.value, fault.error, fault.text, key.span)
    parts = items_of(args) or tuple(Lit(part) for part in (args.value if isinstance(args, Lit) else ()))
    table = None if mappings is None else value_of(mappings)
    return Call(key.value, "LookUp", list_of([Lit(_narrowed(table or Map(), parts[:2])), *parts]), key.span)


def _narrowed(table: Value, parts: tuple[Expr, ...]) -> Value:
    """What of the table the call may come to: the one mapping, and the one row in it, where these are known."""
    if not parts or not isinstance(table, dict) or not isinstance(parts[0], Lit):
        return table
    name = parts[0].value
    if isinstance(name, (dict, tuple)) or name not in table:
        return table
    return Map([(name, _narrowed(table[name], parts[1:]))])
