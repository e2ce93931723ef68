"""What conditions leave of a template: the resources and outputs that are there."""

from __future__ import annotations

from dataclasses import dataclass

from heatplan.ir.expr import Expr
from heatplan.ir.template import OutputDecl, ResourceDecl
from heatplan.ir.value import Map


@dataclass(frozen=True, slots=True)
class Selected:
    """An enabled resource; ``when`` is its condition where it can not be decided yet.

    ``now`` is False where the condition does not hold before creation: Heat
    then does not look at the resource when it validates.
    """

    decl: ResourceDecl[Expr]
    when: Expr | None = None
    now: bool = True


@dataclass(frozen=True, slots=True)
class SelectedOutput:
    """An output; ``enabled`` is False when its condition is false, ``when`` and ``now`` as for resources."""

    decl: OutputDecl[Expr]
    enabled: bool = True
    when: Expr | None = None
    now: bool = True


@dataclass(frozen=True, slots=True)
class Selection:
    """The outcome of select: ``conditions`` maps names to a bool or what is left of the condition."""

    resources: tuple[Selected, ...]
    outputs: tuple[SelectedOutput, ...]
    disabled: tuple[str, ...]
    conditions: Map
