"""seal: nothing that a plan must not hold is in the tree any more.

Hidden parameters lose their values and defaults; the values that Heat
validates with (``initial``) have served, and go.  What derives from a hidden
parameter never was a value: it is an expression that reads the parameter.
"""

from __future__ import annotations

from dataclasses import replace

from heatplan.ir.schema import Parameter
from heatplan.ir.tree import Child, Family, Nested, Stack
from heatplan.result import Result


def seal(stack: Stack) -> Result[Stack]:
    """The tree without values of hidden parameters; stacks that are shared stay shared."""
    return Result(_seal(stack, {}))


def _seal(stack: Stack, done: dict[int, Stack]) -> Stack:
    if id(stack) not in done:
        parameters = tuple(_parameter(parameter) for parameter in stack.parameters)
        resources = tuple(
            resource if resource.child is None else replace(resource, child=_child(resource.child, done))
            for resource in stack.resources
        )
        done[id(stack)] = replace(stack, parameters=parameters, resources=resources)
    return done[id(stack)]


def _child(child: Child, done: dict[int, Stack]) -> Child:
    if isinstance(child, Nested):
        return replace(child, stack=_seal(child.stack, done))
    classes = tuple(
        replace(item, resource=replace(item.resource, child=_child(item.resource.child, done)))
        if item.resource.child is not None
        else item
        for item in child.classes
    )
    return replace(child, classes=classes) if isinstance(child, Family) else child


def _parameter(parameter: Parameter) -> Parameter:
    schema = parameter.schema
    if schema.hidden:
        schema = replace(schema, default=None)
    return replace(parameter, schema=schema, initial=None, sealed=False)
