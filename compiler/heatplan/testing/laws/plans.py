"""Laws about the plan as a value: its order, its steps, its file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from heatplan.catalogue import resource_types
from heatplan.ir import address
from heatplan.ir.decode import decode, stacks_of
from heatplan.ir.encode import encode
from heatplan.ir.graph import order
from heatplan.ir.steps import count, step, steps
from heatplan.ir.tree import Family, Resource, Stack
from heatplan.syntax.address import parse_address
from heatplan.syntax.attribute_path import parse_group_attribute, print_group_attribute
from heatplan.testing.laws.case import Case

MOST = 20_000
"""Steps of one plan that are looked at one by one."""


def acyclic(case: Case) -> None:
    """No resource needs itself by any way, and each step comes after all that it needs."""
    for stack in levels(case.plan.root):
        needs = {resource.name: resource.needs for resource in stack.resources}
        assert order(needs) == tuple(needs), (
            f"{stack.template}: the resources are not in an order that their needs allow"
        )
    seen: set[str] = set()
    for one in islice(steps(case.plan), MOST):
        assert one.address not in seen, f"two steps are called {one.address}"
        for need in one.needs:
            assert need in seen or "[*]" in need, f"{one.address} comes before {need}, which it needs"
        seen.add(one.address)


def every_reference_is_a_path(case: Case) -> None:
    """A resource that reads another one of its level needs it, directly or by a way."""
    for stack in levels(case.plan.root):
        before: dict[str, set[str]] = {}
        loose = {one.name for one in stack.resources if _is_loose(one)}
        for resource in stack.resources:
            before[resource.name] = {*resource.needs}.union(*(before.get(need, set()) for need in resource.needs))
            for read in resource.reads if resource.external_id is None else ():
                assert read.resource in before[resource.name] or read.resource in loose, (
                    f"{stack.template}: {resource.name} reads {read.resource} and does not wait for it"
                )


def plan_survives_its_file(case: Case) -> None:
    """A plan that is written and read again is the same plan."""
    text = encode(case.plan)
    back = decode(text)
    assert back.value is not None, f"its file is refused: {[one.message for one in back.diagnostics]}"
    assert encode(back.value) == text, "written, read and written again it is another text"
    assert back.value.digest == case.plan.digest, "read again it has another digest"
    assert repr(back.value) == repr(case.plan), "read again it is another value"


def steps_agree(case: Case) -> None:
    """Enumerating steps, finding one by its address and counting them say the same."""
    least, most = count(case.plan)
    listed = list(islice(steps(case.plan), MOST))
    if len(listed) < MOST:
        assert least <= len(listed), f"at least {least} steps are counted and {len(listed)} listed"
        assert most is None or most == len(listed), f"{most} steps are counted and {len(listed)} listed"
    for one in listed:
        assert step(case.plan, one.address) == one, f"the step at {one.address} is not the one that is listed there"


def languages_read_what_they_print(case: Case) -> None:
    """Addresses, and attributes of groups, are read as they were printed."""
    for one in islice(steps(case.plan), MOST):
        for text in (one.address, *one.needs):
            parts = address.parse(text)
            assert parts is not None, f"the address {text} can not be read"
            assert address.show(parts) == text, f"the address {text} is printed as {address.show(parts)}"
            assert parse_address(text).value == parts, f"the grammar reads the address {text} in another way"
    for stack in levels(case.plan.root):
        groups = {resource.name for resource in stack.resources if isinstance(resource.child, Family)}
        for read in (read for resource in stack.resources for read in resource.reads):
            if read.resource in groups and read.path and isinstance(read.path[0], str):
                attribute = parse_group_attribute(read.path[0]).value
                assert attribute is not None, f"the attribute {read.path[0]!r} can not be read"
                assert print_group_attribute(attribute) == read.path[0], f"{read.path[0]!r} is printed in another way"


def levels(root: Stack) -> Iterator[Stack]:
    """Every stack level, each object once."""
    seen: set[int] = set()
    work = [root]
    while work:
        stack = work.pop()
        if id(stack) not in seen:
            seen.add(id(stack))
            yield stack
            work.extend(inner for resource in stack.resources for inner in stacks_of(resource))


def _is_loose(resource: Resource) -> bool:
    """Whether nothing waits for resources of this type."""
    kind = resource_types.lookup(resource.mapped)
    return kind is not None and bool(kind.facts.get("loose_dependency"))
