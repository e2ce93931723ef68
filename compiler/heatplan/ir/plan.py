"""The plan: what an executor needs and nothing else, a frozen value.

The stacks inside are shared: a template that is nested twice with the same
outcome is one ``Stack``.  Steps are not stored; they are enumerated from the
stacks, lazily, in canonical order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from heatplan.ir.expr import Expr
from heatplan.ir.precondition import Precondition
from heatplan.ir.tree import Stack
from heatplan.ir.value import Map
from heatplan.span import Span

FORMAT = "heatplan/1"

Action = Literal["create", "adopt", "complete", "mint", "delete", "revoke"]
"""What a step does.

``create`` makes a resource or opens a nested stack; ``adopt`` takes a resource
that is there already (``external_id``) and makes nothing; ``complete`` closes
a nested stack again; ``mint`` makes a credential or an identity.  When the
stack is deleted, ``delete`` takes back a resource and ``revoke`` a mint.
"""


@dataclass(frozen=True, slots=True)
class Header:
    """What the plan was made from and for.

    ``digests`` maps each source's name to the SHA-256 of its text (hex);
    ``parameters`` are the visible ones of the root, ``settings`` those that
    were not default; ``exceeds`` are the limits of Heat that are exceeded.
    ``types`` has the resource types of the plan that came from files, by name
    and as ``openstack orchestration resource type show`` prints them.
    ``preconditions`` is what must be in the cloud before the first step.
    ``tags`` are those that the stack gets.
    """

    stack_name: str
    root: str
    digests: Map  # of str to str
    parameters: Map  # of str to Value
    settings: Map  # of str to Value
    catalogue: str  # the Heat release that the catalogue was made from
    exceeds: tuple[str, ...] = ()
    types: Map = field(default_factory=Map)  # of str to Map
    preconditions: tuple[Precondition, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A header, the root stack with its resources in canonical order, and the plan's own SHA-256 (hex)."""

    header: Header
    root: Stack
    digest: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing an executor does.

    ``address`` is ``servers[3].volume``; the step that ends a nested stack has
    ``.@complete`` behind it.  ``needs`` are addresses of steps that must have
    succeeded; ``servers[*].@complete`` stands for all members of a family.
    A mint's address is ``servers[3].@auth.user``, its type the kind of mint,
    its ``inputs`` the facts of it; ``identity`` is who does it.
    ``inputs`` is over the stack level that the step belongs to.  ``undo`` is
    what deleting the stack does to it: ``delete``, ``retain``, ``snapshot``,
    ``policy`` (the resource's deletion policy is no value yet) or ``none``;
    for a mint ``revoke``, ``expire`` or ``residue``.
    """

    address: str
    action: Action
    type: str
    identity: str
    inputs: Expr
    needs: tuple[str, ...]
    undo: str
    span: Span | None = None
