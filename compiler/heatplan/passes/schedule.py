"""Schedule: put the resources of every stack level in canonical order and make the plan.

Afterwards: no resource needs itself by any way, the order depends on names and
needs alone, and the plan carries the digest of what it does.  Stacks that were
one object stay one object.  Values and defaults of hidden parameters are left
out: a plan never holds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from heatplan.diagnostics import codes_plan as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir import address
from heatplan.ir.encode import digest
from heatplan.ir.expr import Call, Lit
from heatplan.ir.graph import loops, order
from heatplan.ir.plan import Header, Plan
from heatplan.ir.schema import Parameter
from heatplan.ir.tree import Child, Family, Nested, Resource, Stack, in_order
from heatplan.ir.value import Map
from heatplan.result import Result


def schedule(root: Stack, header: Header) -> Result[Plan]:
    """The plan of a finished stack tree; every loop is a finding (HP0801), and every need of nothing (HP0802).

    Several of one canonical plan are equal: resources by their needs and then
    their names, conditions and disabled resources by name.  Parameters and
    outputs stay as declared.
    """
    scheduler = _Scheduler()
    ordered = scheduler.stack(root, "")
    if scheduler.found:
        return Result(None, tuple(scheduler.found))
    return Result(Plan(header, ordered, digest(header, ordered)))


def circles(root: Stack) -> tuple[Diagnostic, ...]:
    """The loops of a stack tree that has other errors and is never scheduled, at every level.

    Edges that Heat adds by values that it can read count: it looks for loops before it validates (stack.py, validate).
    """
    return tuple(_circles(root, ""))


def _circles(stack: Stack, prefix: str) -> Iterator[Diagnostic]:
    resources = {resource.name: resource for resource in stack.resources}
    needs = {
        name: tuple(need for need in (*one.explicit, *one.implicit) if need in resources)
        for name, one in resources.items()
    }
    if order(needs) is None:
        yield from (_loop(loop, resources, prefix) for loop in loops(needs))
    for name, resource in resources.items():
        where = address.join(prefix, name)
        match resource.child:
            case Nested():
                yield from _circles(resource.child.stack, where)
            case Family():
                for one in resource.child.classes:
                    if isinstance(one.resource.child, Nested):
                        yield from _circles(one.resource.child.stack, f"{where}[*]")


class _Scheduler:
    """One run: what was found so far, and the stacks that are done, by the identity of the object."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self._done: dict[int, Stack] = {}

    def stack(self, stack: Stack, prefix: str) -> Stack:
        """The stack with its resources in canonical order; where there is none, as it was."""
        done = self._done.get(id(stack))
        if done is None:
            done = self._done[id(stack)] = self._order(stack, prefix)
        return done

    def _order(self, stack: Stack, prefix: str) -> Stack:
        resources = {resource.name: self._resource(resource, prefix) for resource in stack.resources}
        needs = {name: resource.needs for name, resource in resources.items()}
        unknown = [
            finding(
                codes.UNKNOWN_NEED,
                resource.span,
                address=address.join(prefix, name),
                resource=name,
                needed=needed,
            )
            for name, resource in resources.items()
            for needed in needs[name]
            if needed not in resources
        ]
        if unknown:
            self.found += unknown
            return stack
        names = order(needs)
        if names is None:
            self.found += [_loop(loop, resources, prefix) for loop in loops(needs)]
            return stack
        return replace(
            stack,
            parameters=tuple(map(_sealed, stack.parameters)),
            resources=tuple(resources[name] for name in names),
            conditions=Map((name, stack.conditions[name]) for name in sorted(stack.conditions)),
            disabled=tuple(sorted(stack.disabled)),
        )

    def _resource(self, resource: Resource, prefix: str) -> Resource:
        where = address.join(prefix, resource.name)
        explicit, implicit = in_order(resource.explicit), in_order(resource.implicit)
        child = None if resource.child is None else self._child(resource.child, where)
        if child is resource.child and (explicit, implicit) == (resource.explicit, resource.implicit):
            return resource
        return replace(resource, explicit=explicit, implicit=implicit, child=child)

    def _child(self, child: Child, where: str) -> Child:
        if isinstance(child, Nested):
            return replace(child, stack=self.stack(child.stack, where))
        return self._family(child, where)

    def _family(self, family: Family, where: str) -> Family:
        """Members hang below the group: ``servers[*]`` stands for each of a class."""
        classes = []
        for one in family.classes:
            inner = one.resource.child
            child = None if inner is None else self._child(inner, f"{where}[*]")
            classes.append(one if child is None else replace(one, resource=replace(one.resource, child=child)))
        return replace(family, classes=tuple(classes))


def _sealed(parameter: Parameter) -> Parameter:
    """The parameter as a plan may hold it: nothing of a hidden one's value, its default included."""
    if not (parameter.sealed or parameter.schema.hidden):
        return parameter
    schema = replace(parameter.schema, default=None) if parameter.schema.hidden else parameter.schema
    value = parameter.value
    if isinstance(value, Lit):
        value = Call("get_param", "GetParam", Lit(schema.name))
    return replace(parameter, schema=schema, value=value, initial=None, sealed=True)


def _loop(loop: tuple[str, ...], resources: dict[str, Resource], prefix: str) -> Diagnostic:
    ways = list(zip(loop, (*loop[1:], loop[0]), strict=True))
    words = [f"{name} needs {'itself' if name == needed else needed}" for name, needed in ways]
    labels = tuple((resources[name].span, word) for (name, _), word in zip(ways[1:], words[1:], strict=True))
    return finding(
        codes.CIRCULAR_DEPENDENCY,
        resources[loop[0]].span,
        address=address.join(prefix, loop[0]),
        labels=labels,
        raises="StackValidationFailed" if prefix else None,  # stack_resource.py, validate_nested_stack
        loop=", ".join(words),
    )
