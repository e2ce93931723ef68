"""What an update does: the changes from a stack that stands to the plan of what it is to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heatplan.ir.expr import Expr
from heatplan.span import Span

Fate = Literal[
    "create",
    "unchanged",
    "in-place",
    "may-update",
    "replace",
    "may-replace",
    "refused",
    "may-refuse",
    "delete",
    "retain",
    "snapshot",
]
"""What becomes of a resource.

``may-`` is where it depends on a value that only the cloud knows, or that is
hidden.  ``refused``: Heat fails the update.  Of those that go, ``retain`` leaves
the thing where it is, and ``snapshot`` keeps a copy of what is in it.
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A property (or ``metadata``, ``type``, …) that differs; not ``sure`` where only the cloud will tell.

    ``before`` and ``after`` are its expressions, None where there is none.
    """

    name: str
    before: Expr | None = None
    after: Expr | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a resource, or of ``count`` members of groups that are alike (``servers[0-4].volume``).

    ``because`` are the differences that decide, by name; ``old`` is what
    becomes of the thing that is replaced: ``delete``, ``retain`` or ``snapshot``.
    ``stack`` says that there are resources inside, which have changes of their own.
    """

    address: str
    type: str
    fate: Fate
    differences: tuple[Difference, ...] = ()
    because: tuple[str, ...] = ()
    before: Span | None = None
    after: Span | None = None
    count: int = 1
    old: Fate | None = None
    stack: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, in the order of the new plan, those that go at the end of their level.

    ``parameters`` are the visible ones of the root that differ.
    """

    changes: tuple[Change, ...]
    parameters: tuple[Difference, ...] = ()

    @property
    def nothing(self) -> bool:
        """True where the update does nothing."""
        return all(one.fate == "unchanged" for one in self.changes)
