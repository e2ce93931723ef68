"""Following a read of an attribute to where it ends: in a nested output, a member, a property, or nowhere.

The simulator makes up most attributes, so a null in its answers proves nothing
by itself.  A ``DeadEnd`` is what the template alone proves: a member that there
is not, an output whose condition is false, a path into a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from heatplan.executors.groups import GROUPS, RESOURCE_GROUP
from heatplan.ir.expr import Call, Choice, Expr, Lit, entries_of, entry, items_of
from heatplan.ir.steps import members_of
from heatplan.ir.tree import Family, Known, MemberClass, Nested, Resource, Stack
from heatplan.ir.value import Value
from heatplan.semantics.walking import all_attributes, select, unpacked
from heatplan.span import Span

Path = tuple[Value, ...]

ATTRIBUTE: Final = frozenset({"GetAtt", "GetAttThenSelect", "GetAttAllAttributes"})

TEXTS: Final = frozenset(
    {
        ("OS::Heat::RandomString", "value"),
        ("OS::Heat::WaitCondition", "data"),  # JSON, as a text (wait_condition.py)
        ("OS::Neutron::FloatingIP", "floating_ip_address"),
        ("OS::Neutron::Port", "mac_address"),
        ("OS::Nova::KeyPair", "private_key"),
        ("OS::Nova::KeyPair", "public_key"),
        ("OS::Nova::Server", "accessIPv4"),
        ("OS::Nova::Server", "first_address"),
        ("OS::Nova::Server", "instance_name"),
        ("OS::Nova::Server", "name"),
    }
)
"""Attributes that are one text in Heat, whatever stands in the cloud."""

_NOT_OF_MEMBERS: Final = frozenset({"refs", "refs_map", "removed_rsrc_list", "current_size", "show"})
_BY_MEMBER: Final = frozenset({"attributes", "outputs", "outputs_list"})
_FIXED_IP: Final = frozenset({"ip_address", "subnet_id"})


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """Why a read has no value, and the places on the way to where it ends."""

    why: str
    labels: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeRead:
    """A ``get_attr`` whose arguments are known: the resource's name and the path."""

    resource: str
    path: Path
    call: Call


def reads_in(expr: Expr | None) -> Iterator[AttributeRead]:
    """Every such read in an expression of one level, outermost first."""
    match expr:
        case Call():
            found = read_of(expr)
            if found is not None:
                yield found
            yield from reads_in(expr.args)
        case Choice():
            for part in (expr.condition, expr.then, expr.otherwise):
                yield from reads_in(part)
        case None:
            pass
        case _:
            for item in items_of(expr) or tuple(value for _, value in entries_of(expr) or ()):
                yield from reads_in(item)


def read_of(expr: Expr | None) -> AttributeRead | None:
    """The read that an expression is, None for any other expression."""
    if not isinstance(expr, Call) or expr.impl not in ATTRIBUTE or all_attributes(expr):
        return None
    parts = [part.value for part in unpacked(expr.args) if isinstance(part, Lit)]
    if len(parts) < 2 or len(parts) < len(unpacked(expr.args)) or not isinstance(parts[0], str):
        return None
    return AttributeRead(parts[0], tuple(parts[1:]), expr)


def dead_end(stack: Stack, read: AttributeRead, rest: Path = ()) -> DeadEnd | None:
    """Where a read of this level leads nowhere for sure; ``rest`` is what is read of its value."""
    resource = stack.resource(read.resource)
    if resource is None:
        return None
    if read.call.impl == "GetAttThenSelect" and resource.child is not None and len(read.path) > 1:
        return None  # what follows picks from the group's list
    return _into(resource, (*read.path, *rest), stack)


def _into(resource: Resource, path: Path, level: Stack | None) -> DeadEnd | None:
    """``level`` is what the resource's own expressions read, None where that is another stack (in a group)."""
    if not path:
        return None
    if isinstance(resource.child, Nested):
        return None if resource.mapped in GROUPS else _nested(resource, resource.child.stack, path)
    if isinstance(resource.child, Family):
        return _family(resource, resource.child, path)
    return _leaf(resource, path, level)


def _nested(resource: Resource, stack: Stack, path: Path) -> DeadEnd | None:
    head, rest = str(path[0]), path[1:]
    if head.startswith("resource."):
        _, name, *more = head.split(".", 2)
        inner = stack.resource(name)
        if inner is None:
            return DeadEnd(f"{stack.template or resource.name} has no resource {name}")
        return _into(inner, (*more, *rest), stack)
    output = next((one for one in stack.outputs if one.name == head), None)
    if output is None or output.when is not None:
        return None
    here = () if output.span is None else ((output.span, "this is read"),)
    if output.value is None:
        return DeadEnd(f"the condition of the output {head} of {stack.template} is false", here)
    found = _within(output.value, rest, stack, f"the output {head} of {stack.template}")
    return None if found is None else replace(found, labels=(*here, *found.labels))


def _family(resource: Resource, family: Family, path: Path) -> DeadEnd | None:
    head, rest = str(path[0]), path[1:]
    if head.startswith("resource."):
        _, name, *more = head.split(".", 2)
        return _member(resource, family, name, (*more, *rest))
    if head in _NOT_OF_MEMBERS or (family.drawn and head not in _BY_MEMBER):
        return None
    if head not in _BY_MEMBER and resource.mapped not in {RESOURCE_GROUP, "OS::Heat::ResourceChain"}:
        return None
    inner = rest if head in _BY_MEMBER else path
    ends = [_into(one.resource, inner, None) for one in family.classes]
    return ends[0] if ends and all(ends) else None


def _member(resource: Resource, family: Family, name: str, path: Path) -> DeadEnd | None:
    if not isinstance(family.members, Known):
        return None
    names = family.members.names
    if family.drawn:  # N is a position (autoscaling_group.py, get_attribute)
        there = name.isdigit() and int(name) < len(names)
        one = family.classes[0] if there and family.classes else None
    else:
        there = name in names
        one = _class_of(family, name) if there else None
    if not there:
        return DeadEnd(f"{resource.name} has no member {name}: {_counted(len(names))}")
    return None if one is None else _into(one.resource, path, None)


def _class_of(family: Family, name: str) -> MemberClass | None:
    if len(family.classes) == 1:
        return family.classes[0]
    return next((one for member, one in members_of(family) if member == name), None)


def _counted(count: int) -> str:
    return {0: "it has none", 1: "it has one"}.get(count, f"it has {count}")


def _leaf(resource: Resource, path: Path, level: Stack | None) -> DeadEnd | None:
    name, rest = path[0], path[1:]
    if (resource.mapped, name) in TEXTS and rest and not isinstance(rest[0], int):
        return DeadEnd(f"{name} of {resource.name} is a text, and there is no {rest[0]} in a text", _here(resource))
    if (resource.mapped, name) == ("OS::Heat::Value", "value"):
        return _value(resource, entry(resource.properties, "value"), rest, level)
    if (resource.mapped, name) == ("OS::Neutron::Port", "fixed_ips") and len(rest) > 1 and isinstance(rest[0], int):
        return _fixed_ip(resource, rest[0], rest[1])
    return None


def _value(resource: Resource, value: Expr | None, rest: Path, level: Stack | None) -> DeadEnd | None:
    found = None if value is None else _within(value, rest, level, f"the value of {resource.name}")
    return None if found is None else replace(found, labels=(*found.labels, *_here(resource)))


def _within(expr: Expr, path: Path, level: Stack | None, what: str) -> DeadEnd | None:
    """Whether a path into an expression of a level leads nowhere, whatever the rest of it comes to."""
    if path and not isinstance(expr, Lit) and (entries_of(expr) is not None or items_of(expr) is not None):
        inner = entry(expr, path[0]) if entries_of(expr) is not None else _item(expr, path[0])
        if inner is None:
            return DeadEnd(f"{what} has nothing at {_shown(path[:1])}")
        return _within(inner, path[1:], level, f"{path[0]} of {what}")
    if isinstance(expr, Lit):
        if not path or select(expr.value, path) is not None:  # a null that is written out is meant
            return None
        return DeadEnd(f"{what} has nothing at {_shown(path)}")
    read = read_of(expr)
    return None if read is None or level is None else dead_end(level, read, path)


def _item(expr: Expr, index: Value) -> Expr | None:
    items = items_of(expr) or ()
    return items[index] if isinstance(index, int) and -len(items) <= index < len(items) else None


def _fixed_ip(resource: Resource, index: int, key: Value) -> DeadEnd | None:
    """A port has the addresses that are asked for; where none is, it depends on the network's subnets."""
    asked = items_of(entry(resource.properties, "fixed_ips") or Lit(())) or ()
    if asked and index >= len(asked):
        return DeadEnd(f"{resource.name} asks for {len(asked)} fixed IPs, so there is none at {index}", _here(resource))
    if key not in _FIXED_IP:
        return DeadEnd(f"a fixed IP has ip_address and subnet_id, and no {key}", _here(resource))
    return None


def _here(resource: Resource) -> tuple[tuple[Span, str], ...]:
    return ((resource.span, "it is read here"),)


def _shown(path: Path) -> str:
    return ".".join(map(str, path))
