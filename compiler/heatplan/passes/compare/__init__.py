"""Compare a plan with the one that made what stands: each resource is kept, changed, replaced, made or taken away.

What only the cloud knows is a token (``tokens``), so that the one evaluator
finishes the expressions of both plans; ``semantics.updating`` says what Heat
does to a resource.
"""

from __future__ import annotations

from heatplan.catalogue.of_plan import catalogue_of_plan
from heatplan.ir.change import Comparison, Difference
from heatplan.ir.plan import Plan
from heatplan.ir.tree import Stack
from heatplan.passes.compare.levels import Walk
from heatplan.passes.compare.sides import root_levels
from heatplan.semantics.handed import hidden_names

__all__ = ["compare"]


def compare(before: Plan, after: Plan) -> Comparison:
    """What an update of a stack that ``before`` made to ``after`` does.  Nothing of a group is enumerated."""
    walk = Walk(catalogue_of_plan(after.header))
    changes = tuple(walk.level(before.root, after.root, root_levels(before.root, after.root), ""))
    return Comparison(changes, tuple(_parameters(before.root, after.root)))


def _parameters(before: Stack, after: Stack) -> list[Difference]:
    """The parameters that differ, but for those that one of the sides hides."""
    hidden = hidden_names(before) | hidden_names(after)
    sides = [{one.schema.name: one.value for one in stack.parameters} for stack in (before, after)]
    names = sorted(name for name in {*sides[0], *sides[1]} - hidden if "::" not in name)
    pairs = [(name, sides[0].get(name), sides[1].get(name)) for name in names]
    return [Difference(name, old, new) for name, old, new in pairs if old != new]
