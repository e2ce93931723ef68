"""Whether properties keep the rules that Heat's resource classes have in code (their ``validate`` methods).

The rules are tables in ``catalogue/type_rules_*.py``.  Heat asks them of the
values that it has before anything is created (references are placeholders,
attributes null), in the root stack and in nested ones, after the properties
themselves were found in order; it reports the first that is broken, this
module all of them, in the same order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache

from heatplan.catalogue import type_rules_compute, type_rules_network, type_rules_services
from heatplan.catalogue.type_rules import ForEach, InStack, Item, OtherHas, Referenced, Rule, Table
from heatplan.diagnostics import codes_type_rules as codes
from heatplan.diagnostics.diagnostic import Code
from heatplan.ir.schema import ResourceType
from heatplan.ir.tree import Resource
from heatplan.ir.value import Value
from heatplan.semantics.property_faults import PropertyFault
from heatplan.semantics.type_rule_kinds import breaches
from heatplan.semantics.type_rule_scope import Neighbour, Neighbours, Place, Subject, UnreadableError

__all__ = [
    "TABLE",
    "Neighbour",
    "Neighbours",
    "asked_first",
    "broken",
    "looks_around",
    "neighbours",
    "reads",
    "rules_of",
]

TABLE: Table = {**type_rules_compute.TABLE, **type_rules_network.TABLE, **type_rules_services.TABLE}


def rules_of(kind: ResourceType) -> tuple[Rule, ...]:
    """The rules of a type, in the order in which Heat asks them."""
    own = TABLE.get(kind.name)
    if own is not None:
        return own
    generic = kind.facts.get("overrides", {}).get("validate") == "NeutronResource"
    return type_rules_network.VALUE_SPECS if generic and "value_specs" in kind.properties else ()


def asked_first(kind: ResourceType) -> bool:
    """Whether Heat asks the type's rules before it looks at the properties, and so even where one of these is wrong."""
    return kind.name in _ASKED_FIRST


_ASKED_FIRST = frozenset(
    {"AWS::AutoScaling::AutoScalingGroup", "OS::Heat::AutoScalingGroup", "OS::Heat::InstanceGroup"}
)
"""Those whose ``validate`` calls that of its base class last."""


def broken(
    kind: ResourceType,
    values: Mapping[str, Value],
    *,
    name: str = "",
    metadata: Value = None,
    stack: Neighbours | None = None,
    unreadable: Collection[str] = (),
) -> tuple[PropertyFault, ...]:
    """The rules of the type that the values break, in Heat's order.

    ``values`` are the typed properties before creation (``typed_properties``),
    absent or None where not given; ``metadata`` is the metadata of the
    resource called ``name``.  ``stack`` has the resources of the stack, this
    one too, for the rules that look at others (``looks_around``): without it
    these are not asked.  ``unreadable`` are the properties of which there is
    no value (wrong ones in a nested stack, where Heat has not looked at them
    before): a rule that comes to look at one fails, and Heat with it.
    """
    place = Place(Subject(values, name, tuple(kind.properties), metadata, stack, unreadable), (), values)
    found: list[PropertyFault] = []
    for rule in rules_of(kind):
        try:
            found.extend(breaches(rule, place))
        except UnreadableError as error:
            found.append(PropertyFault((error.name,), codes.UNREADABLE, (("property", error.name),)))
            break
    return tuple(found)


def looks_around(kind: ResourceType) -> bool:
    """Whether a rule of the type looks at other resources of the stack."""
    return any(type(rule) in _AROUND for rule in rules_of(kind))


_AROUND = frozenset({InStack, OtherHas, Referenced})


def neighbours(
    resources: Iterable[Resource], references: Mapping[str, Value], values: Mapping[str, Mapping[str, Value]]
) -> Neighbours:
    """The resources of a stack level: their references before creation, typed values, and who depends on them."""
    needed_by: dict[str, set[str]] = {}
    for resource in resources:
        for other in (*resource.explicit, *(str(read.resource) for read in resource.reads)):
            needed_by.setdefault(other, set()).add(resource.name)
    return Neighbours.of(
        {
            name: Neighbour(reference, values.get(name, {}), needed_by.get(name, ()))
            for name, reference in references.items()
        }
    )


def reads(kind: ResourceType) -> frozenset[str]:
    """The properties that the rules of a type look at."""
    return frozenset().union(*map(_reads, rules_of(kind)))


@cache
def _reads(rule: Rule) -> frozenset[str]:
    """The properties that a rule looks at: what its slots name, and the slots of the conditions inside."""
    return frozenset(path.lstrip("/").partition(".")[0] for path in _paths(rule))


def _paths(part: object) -> Iterator[str]:
    if isinstance(part, tuple):
        for item in part:
            yield from _paths(item)
    elif is_dataclass(part) and not isinstance(part, Code):
        for slot in fields(part):
            value = getattr(part, slot.name)
            if slot.name == "lists":
                yield from (path for path, _ in value)
            elif slot.name == "paths":
                yield from value
            elif slot.name in _NAMING and isinstance(value, str):
                yield value
            elif not isinstance(part, ForEach | Item):
                yield from _paths(value)
            elif slot.name != "path":
                yield from (path for path in _paths(value) if path.startswith("/"))


_NAMING = frozenset({"path", "lower", "upper", "among"})
"""The slots of rules and conditions that hold a path."""
