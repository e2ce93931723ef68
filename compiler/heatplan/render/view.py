"""What a picture of a plan is to show, and the drawing that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from heatplan.ir.plan import Plan
from heatplan.render.drawing import Drawing, draw
from heatplan.render.identities import draw_identities
from heatplan.result import Result

BY = ("kind", "identity", "action", "stack")
DETAILS = ("auto", "full", "alike", "stacks", "types")
THEMES = ("light", "dark", "auto")


@dataclass(frozen=True, slots=True)
class View:
    """The options of a picture, as ``heatplan graph --help`` has them."""

    by: str = "kind"
    expand: bool = False
    max_members: int = 100
    detail: str = "auto"
    max_boxes: int = 150
    depth: int | None = None
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    focus: str | None = None
    radius: int = 2
    critical_path: bool = False
    theme: str = "light"


def seen(plan: Plan, view: View) -> Result[Drawing]:
    """The drawing of a plan in a view; an address that names nothing is a finding."""
    if view.by == "identity":
        return Result(draw_identities(plan.root))
    return Result(draw(plan.root, expand=view.expand, limit=view.max_members))
