"""What a picture of a plan is to show.  ``seeing`` makes the drawing that shows it."""

from __future__ import annotations

from dataclasses import dataclass

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
