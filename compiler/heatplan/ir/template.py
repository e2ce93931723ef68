"""A template: its sections as declared, over bodies of one kind.

``parse`` gives ``Template[Node]``; ``elaborate`` gives ``Template[Expr]``:
the same declarations, with no function hidden in a mapping any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from heatplan.ir.node import Mapping, Node
from heatplan.span import Span

Body = TypeVar("Body")

Dialect = Literal["hot", "cfn"]


def spelled(dialect: Dialect, plain: str) -> str:
    """How a dialect writes a key of HOT (``deletion_policy``, ``DeletionPolicy``)."""
    return plain if dialect == "hot" else "".join(part.capitalize() for part in plain.split("_"))


@dataclass(frozen=True, slots=True)
class ParameterDecl:
    """A parameter as declared; the schema's parts stay nodes until ``bind`` reads them.

    ``node`` is the whole declaration (type, default, constraints, hidden, …).
    """

    name: str
    node: Mapping
    span: Span  # of the name


@dataclass(frozen=True, slots=True)
class ResourceDecl(Generic[Body]):
    """A resource as declared.  A part that is not given is None; ``node`` is the whole declaration."""

    name: str
    type: str
    node: Mapping
    span: Span  # of the name
    type_span: Span
    properties: Body | None = None
    metadata: Body | None = None
    depends_on: Node | None = None
    condition: Body | None = None
    deletion_policy: Body | None = None
    update_policy: Body | None = None
    external_id: Body | None = None


@dataclass(frozen=True, slots=True)
class OutputDecl(Generic[Body]):
    """An output as declared."""

    name: str
    node: Mapping
    span: Span  # of the name
    value: Body | None = None
    condition: Body | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class ConditionDecl(Generic[Body]):
    """A named condition."""

    name: str
    body: Body
    span: Span  # of the name


@dataclass(frozen=True, slots=True)
class Template(Generic[Body]):
    """A document whose shape is lawful for its version.

    ``source`` names the file; ``version`` is the text of the version key's
    value as Heat normalises it (aliases such as ``rocky`` stand for dates);
    ``span`` is the version key's; ``mappings`` the section that ``Fn::FindInMap`` looks in.
    """

    source: str
    dialect: Dialect
    version: str
    span: Span
    description: str | None = None
    parameters: tuple[ParameterDecl, ...] = ()
    parameter_groups: Node | None = None
    mappings: Node | None = None
    conditions: tuple[ConditionDecl[Body], ...] = ()
    resources: tuple[ResourceDecl[Body], ...] = ()
    outputs: tuple[OutputDecl[Body], ...] = ()
