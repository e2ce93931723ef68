"""The words in which a resource type's own rules are written: conditions on properties, and rules made of them.

Heat has these rules as code, in the ``validate`` methods of its resource
classes.  Here they are data: one table for each family of types
(``type_rules_*.py``), one evaluator (``semantics/type_rules.py``).

A path is the names of properties joined by dots (``params.task_name``).
Inside a ``ForEach`` it starts from the item; with a ``/`` before it, from the
resource's properties.  Heat's code tests some properties for being there at
all (``Given``) and some for being true in Python's sense (``Filled``: not
empty, not zero, not false); which of the two it is must be copied exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from heatplan.diagnostics import codes_type_rules as codes
from heatplan.diagnostics.diagnostic import Code
from heatplan.ir.value import Value

# Conditions.


@dataclass(frozen=True, slots=True)
class Given:
    """The property is there and not null (``is not None``)."""

    path: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The property is true in Python's sense."""

    path: str


@dataclass(frozen=True, slots=True)
class Is:
    """The property is one of ``values``."""

    path: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class All:
    """All conditions hold; with none, it always holds."""

    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the conditions holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """The condition holds for an item of the list.  Where things are counted, each such item counts.

    ``said`` is what a message calls such an item.
    """

    path: str
    condition: Condition
    said: str


Condition: TypeAlias = Given | Filled | Is | Not | All | Some | Item

ALWAYS = All()


# Rules.  ``code`` says as what the breach is reported: Heat has several exception classes for one kind of rule.


@dataclass(frozen=True, slots=True)
class Exclusive:
    """At most one of the conditions holds."""

    of: tuple[Condition, ...]
    when: Condition = ALWAYS
    code: Code = codes.CONFLICT


@dataclass(frozen=True, slots=True)
class AtLeastOne:
    """At least one of the conditions holds."""

    of: tuple[Condition, ...]
    when: Condition = ALWAYS
    code: Code = codes.UNSPECIFIED


@dataclass(frozen=True, slots=True)
class Alone:
    """Where the property is filled, no other key beside it is given."""

    path: str
    code: Code = codes.TOO_MANY_CHOICES


@dataclass(frozen=True, slots=True)
class Requires:
    """Where ``having`` holds, ``other`` holds too."""

    having: Given | Filled
    other: Given | Filled
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class RequiresValue:
    """Where ``having`` holds, ``condition`` holds too; ``said`` is what a message says of it, if it is not that."""

    having: Given | Filled
    condition: Condition
    said: Condition | None = None


@dataclass(frozen=True, slots=True)
class RequiredWhen:
    """The property is there when the condition holds."""

    needed: Given | Filled
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class ForbiddenWhen:
    """The property is not there when the condition holds."""

    unwanted: Given | Filled
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class NotValue:
    """The property is none of the values."""

    path: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """The property is one of the values when the condition holds."""

    path: str
    values: tuple[Value, ...]
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a property that is given has a form: ``ip_or_auto``, ``subscriber``, ``restart_policy``, ``base64``."""

    path: str
    form: str
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class NotGreater:
    """``lower`` (a path or a number) is not greater than ``upper``, where both are there.

    Texts count as the numbers that they write (``float``).
    """

    lower: str | int
    upper: str | int
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class AtMost:
    """The list, map or text has at most so many entries."""

    path: str
    limit: int
    when: Condition = ALWAYS
    code: Code = codes.TOO_MANY


@dataclass(frozen=True, slots=True)
class CoversSum:
    """The number is not less than the sum of a key over the items of some lists."""

    path: str
    lists: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Distinct:
    """The values at the key of each item (lists: their items) do not repeat from item to item."""

    path: str
    key: str


@dataclass(frozen=True, slots=True)
class DistinctProperties:
    """No two of the properties that are given are equal."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names in the list at ``key`` of each item of ``path`` are the ``names_key`` of items of ``among``."""

    path: str
    key: str
    among: str
    names_key: str


@dataclass(frozen=True, slots=True)
class NoReservedKeys:
    """The map has no key that is the name of a property of the type, nor one of ``more``."""

    path: str
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MetadataWithout:
    """The resource's metadata does not have the key when the condition holds."""

    key: str
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class OtherHas:
    """The resource that the property refers to, if it has ``other`` filled, has ``expected`` there."""

    path: str
    other: str
    expected: Value


@dataclass(frozen=True, slots=True)
class InStack:
    """Each item of the list is the name of a resource of the stack."""

    path: str


@dataclass(frozen=True, slots=True)
class Referenced:
    """A filled property is the reference of a resource of the stack on which this one depends."""

    path: str


@dataclass(frozen=True, slots=True)
class Reads:
    """Heat looks at the properties at this point, whatever it asks of them: of one without a value it fails."""

    paths: tuple[str, ...]
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class ForEach:
    """The rules hold for each item of the list."""

    path: str
    rules: tuple[Rule, ...]


Rule: TypeAlias = (
    Exclusive
    | AtLeastOne
    | Alone
    | Requires
    | RequiresValue
    | RequiredWhen
    | ForbiddenWhen
    | NotValue
    | OneOf
    | Written
    | NotGreater
    | AtMost
    | CoversSum
    | Distinct
    | DistinctProperties
    | KnownNames
    | NoReservedKeys
    | MetadataWithout
    | OtherHas
    | InStack
    | Reads
    | Referenced
    | ForEach
)

Table: TypeAlias = Mapping[str, tuple[Rule, ...]]
"""The rules of each type, in the order in which Heat asks them: it reports the first that is broken."""
