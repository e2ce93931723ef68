"""``Fn::FindInMap``: the template's mappings are constants, so a call takes along what it may look at.

A call with a mapping's name, a key and a value's key becomes a call of
``LookUp`` with the mappings before these: an ordinary function of values, that
an executor can finish without the template.  Source: heat/engine/cfn/functions.py
(FindInMap), heat/engine/template.py (``maps``).
"""

from __future__ import annotations

from heatplan.ir.expr import Call, Expr, Lit, MapExpr, list_of
from heatplan.ir.node import Node, Scalar, value_of
from heatplan.ir.value import Map, Value
from heatplan.semantics.functions.shape import shape_faults
from heatplan.semantics.walking import unpacked


def find_in(mappings: Node | None, key: Scalar, args: Expr) -> Expr:
    """The call ``{key: args}`` over the mappings of its template; as it is where its form is wrong, which is reported."""
    if shape_faults("FindInMap", key.value, args):
        return Call(key.value, "FindInMap", args, key.span)
    parts = unpacked(args)
    table = None if mappings is None else value_of(mappings)
    looked_at = [Lit(_narrowed(table or Map(), parts[:2])), *parts]
    if isinstance(args, MapExpr):
        looked_at.append(args)  # its keys are the parts; its values are read, though nothing asks for them
    return Call(key.value, "LookUp", list_of(looked_at), key.span)


def _narrowed(table: Value, parts: tuple[Expr, ...]) -> Value:
    """What of the table the call may come to: the one mapping, and the one row in it, where these are known."""
    if not parts or not isinstance(table, dict) or not isinstance(parts[0], Lit):
        return table
    name = parts[0].value
    if isinstance(name, (dict, tuple)) or name not in table:
        return table
    return Map([(name, _narrowed(table[name], parts[1:]))])
