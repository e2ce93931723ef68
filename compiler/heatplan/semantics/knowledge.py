"""What is known at a moment: the one thing that evaluation depends on besides the expression.

A template's expressions become values at several times: when it is compiled,
when a member of a group is named, when the cloud answers.  Each of these is a
``Knowledge``; the evaluator is the same.
"""

from __future__ import annotations

from typing import Final, Protocol

from heatplan.ir.expr import Expr, Reported
from heatplan.ir.value import Value


class Unknown:
    """The type of ``UNKNOWN``: there is an answer, but not yet."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


class AbsentError(Exception):
    """There is no such thing, and never will be: Heat's exception class and text.

    ``reported`` is that of ``ir.expr.Failed``.
    """

    def __init__(self, error: str, text: str, *, reported: Reported = "") -> None:
        super().__init__(text)
        self.error = error
        self.text = text
        self.reported = reported


def no_facade(part: str) -> tuple[str, str]:
    """The error for a part of a facade in a stack that is the body of no resource: Heat's class and text.

    (heat/engine/hot/functions.py, ResourceFacade: there is no parent resource to ask.)
    """
    asked = "metadata_get" if part == "metadata" else "t"
    return "AttributeError", f"'NoneType' object has no attribute '{asked}'"


class Knowledge(Protocol):
    """Answers about one stack level; each may be ``UNKNOWN``, and ``AbsentError`` is raised for what is not there."""

    def parameter(self, name: str) -> Value | Unknown:
        """The value of a parameter or pseudo parameter."""

    def reference(self, resource: str, /) -> Value | Unknown:
        """The reference id of a resource (``get_resource``)."""

    def attribute(self, resource: str, path: tuple[Value, ...], /) -> Value | Unknown:
        """An attribute of a resource and what lies on the path inside it; an empty path is all of them."""

    def condition(self, name: Value) -> bool | Unknown:
        """Whether a named condition holds."""

    def file(self, name: str) -> Value:
        """The content of a file, None if there is no such file."""

    def zones(self) -> Value | Unknown:
        """The names of the cloud's availability zones."""

    def facade(self, part: str) -> Value | Unknown:
        """``metadata``, ``deletion_policy`` or ``update_policy`` of the resource that this stack is the body of."""

    def member(self, expr: Expr, variable: str) -> Expr:
        """``expr`` of the level above, known as far as it is, with the present member's name for ``variable``."""
