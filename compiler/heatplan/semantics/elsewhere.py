"""Resources that are managed elsewhere: what Heat makes of an ``external_id`` before anything exists.

It asks twice.  When it looks for dependencies a reference is still the name of
its resource (rsrc_defn.py, required_resource_names); when it validates, it is
what the type has before creation, which may be null (stack.py, validate).
"""

from __future__ import annotations

from dataclasses import replace

from heatplan.ir.expr import Expr, Lit
from heatplan.semantics.evaluate import evaluate
from heatplan.semantics.scope import Before, Level


def needs_nothing(external_id: Expr | None, level: Level) -> bool:
    """Whether the resource depends on nothing: its id is there and not empty."""
    if external_id is None:
        return False
    named = replace(level, references={name: name for name in level.references})
    value = evaluate(external_id, Before(named), level.env)
    return isinstance(value, Lit) and bool(value.value)


def is_validated(external_id: Expr | None, level: Level) -> bool:
    """Whether Heat validates it like any other: it has no id, or one that is null before creation."""
    return external_id is None or evaluate(external_id, Before(level), level.env) == Lit(None)
