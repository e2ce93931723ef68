"""Counted groups: which names members have, and which outputs Heat generates for them.

Source: heat/engine/resources/openstack/heat/resource_group.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from heatplan.ir.expr import Expr, Lit, entries_of, entry, known_entries, map_of
from heatplan.ir.node import Node
from heatplan.ir.template import Template
from heatplan.ir.tree import Batch, Names, Resource
from heatplan.ir.value import Value
from heatplan.semantics.generated import Path, attribute, member, output_name, template

GROUP = "OS::Heat::ResourceGroup"


def member_template(
    group: Resource,
    definition: Expr,
    variable: str,
    kind: str,
    name: str,
    node: Node | None,
    read: Iterable[Path] = (),
    *,
    nulls: bool = False,
) -> Template[Expr]:
    """The template that Heat writes for one member: the definition, parsed again by its version.

    ``read`` is what is read of the group: outputs of its stack, which read the
    member.  Members do not get properties that are null; with ``nulls`` it is
    the template by which Heat validates them (validate_nested_stack).
    """
    properties = entry(definition, "properties") if nulls else _given(entry(definition, "properties"))
    metadata = entry(definition, "metadata")
    decl = member(name, kind, group.span, node, variable=variable, properties=properties, metadata=metadata)
    outputs = [
        (output_name(path), attribute(name, inner, group.span)) for path in read if (inner := _of_member(path, name))
    ]
    return template([decl], outputs)


def _of_member(path: Path, name: str) -> Path:
    """What a read of the group reads of the member; nothing where it is about references."""
    first = str(path[0])
    if first in {"refs", "refs_map", "removed_rsrc_list"}:
        return ()
    if first == "attributes":
        return path[1:]
    if first.startswith("resource."):
        _, member_name, *attribute_name = first.split(".", 2)
        return (*attribute_name, *path[1:]) if member_name == name else ()
    return path


def has_nulls(definition: Expr) -> bool:
    """Whether a property of the members is null."""
    return any(item == Lit(None) for _, item in known_entries(entry(definition, "properties")))


def _given(properties: Expr | None) -> Expr | None:
    """The properties without those that are null: members do not get them (_clean_props)."""
    if properties is None or entries_of(properties) is None:
        return properties
    return map_of([(key, item) for key, item in known_entries(properties) if item != Lit(None)])


def outputs_of(read: Iterable[Path]) -> tuple[str, ...]:
    """The names of the outputs that Heat generates for what is read: ``refs_map`` is always there."""
    return tuple(sorted({name for path in read for name in _output(path)}))


def _output(path: Path) -> Iterator[str]:
    first = str(path[0])
    if first == "refs":
        yield "refs"
    elif first in ("refs_map", "removed_rsrc_list") or (first == "attributes" and len(path) == 1):
        return
    elif not first.startswith("resource.") or first.count(".") > 1 or len(path) > 1:
        yield output_name(path)


def skip_list(policies: Value) -> tuple[int, ...]:
    """The numbers that removal policies take out before creation; other names never are a member's."""
    lists = [policy.get("resource_list") for policy in _items(policies) if isinstance(policy, dict)]
    listed = {str(item) for names in lists for item in _items(names)}
    return tuple(sorted(int(item) for item in listed if item.isascii() and item.isdigit() and str(int(item)) == item))


def _items(value: Value) -> tuple[Value, ...]:
    """The items of a list; none of what is no list, which the check pass has reported."""
    return value if isinstance(value, tuple) else ()


def names_of(count: int, skip: tuple[int, ...] = ()) -> Names:
    """The first ``count`` decimal names that are not skipped (_resource_names)."""
    ranges = []
    start = 0
    left = count
    for number in skip:
        if left <= 0:
            break
        size = min(left, number - start)
        if size > 0:
            ranges.append((start, start + size))
            left -= size
        start = number + 1
    if left > 0:
        ranges.append((start, start + left))
    return Names(tuple(ranges))


def asked_alone(read: Iterable[Path], names: Names) -> tuple[int, ...]:
    """The members of which something is read that is not read of all: ``resource.N.attribute``."""
    asked = {str(path[0]).split(".", 2)[1] for path in read if str(path[0]).startswith("resource.")}
    return tuple(sorted(int(name) for name in asked if name in names))


def without(names: Names, numbers: Iterable[int]) -> Names:
    """The names without some numbers."""
    ranges = list(names.ranges)
    for number in numbers:
        cut = [((start, min(stop, number)), (max(start, number + 1), stop)) for start, stop in ranges]
        ranges = [part for parts in cut for part in parts if part[0] < part[1]]
    return Names(tuple(ranges))


def in_one(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Ranges in their order, neighbours put together."""
    found: list[tuple[int, int]] = []
    for start, stop in sorted(ranges):
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((start, stop))
    return tuple(found)


def ranges_of(numbers: list[int]) -> tuple[tuple[int, int], ...]:
    """Ascending numbers as half-open ranges."""
    ranges: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] == number:
            ranges[-1] = (ranges[-1][0], number + 1)
        else:
            ranges.append((number, number + 1))
    return tuple(ranges)


def batch_of(group: Resource) -> Batch | None:
    """The group's batch_create, if it has one (handle_create)."""
    batch = entry(group.update_policy, "batch_create")
    if batch is None or not isinstance(batch, Lit) or not batch.value:
        return None
    return Batch(int(batch.value.get("max_batch_size") or 1), float(batch.value.get("pause_time") or 0))
