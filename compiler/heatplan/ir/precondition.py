"""What has to be in the cloud before the first step of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from heatplan.ir.expr import Expr


@dataclass(frozen=True, slots=True)
class Precondition:
    """Something that Heat looks for in the cloud, by one of the constraints that it knows by name.

    ``constraint`` is that name (``nova.flavor``: there is a flavor of this
    name or id).  ``value`` is the value, or an expression over the parameters
    of the root stack where one of them is hidden; ``Substitute`` in it stands
    for the name of each member of the group at ``at``.  ``at`` is the first
    place that asks for it, in the order of the addresses: a parameter
    (``parameters.flavor``) or a property of a resource
    (``servers[*].server.properties.flavor``); ``uses`` says how many places
    do, members of a group counted once.
    """

    constraint: str
    value: Expr
    at: str
    uses: int = 1
