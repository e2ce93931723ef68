"""A plan as text, as a person reads it before saying yes.

::

    stack five, from template.yaml

      count = 5

      + servers ×5  OS::Heat::ResourceGroup
          + attachment  OS::Cinder::VolumeAttachment  after server, volume
              instance_uuid = {get_resource: server}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from heatplan.diagnostics.visible import visible
from heatplan.ir.auth import Mint
from heatplan.ir.expr import Expr, Lit, entries_of
from heatplan.ir.mints import ordered
from heatplan.ir.plan import Plan
from heatplan.ir.precondition import Precondition
from heatplan.ir.schema import Parameter
from heatplan.ir.tree import Deferred, Family, Known, MemberClass, Nested, Output, Resource, Stack
from heatplan.ir.value import Map
from heatplan.render.drawing import count_text, names_text
from heatplan.render.words import expr_text, short, value_text, without_nulls
from heatplan.semantics.handed import HIDDEN, covered, hidden_names

WIDTH = 100
"""Columns that a value may take."""

CREATE = "+"

PSEUDO = ("OS::", "AWS::")
"""What the names of parameters start with that Heat gives to every stack."""


def text(plan: Plan, *, properties: bool = True, digest: bool = True, width: int = WIDTH) -> str:
    """The plan as text: parameters, a tree of what is created, outputs, and the plan's digest."""
    header = plan.header
    head = [f"stack {visible(header.stack_name)}, from {visible(header.root)}"]
    tags = [f"  tags {', '.join(map(visible, header.tags))}"] if header.tags else []
    minted = [f"  {_minted(plan.root.auth)}"] if plan.root.auth else []
    limits = [f"  beyond Heat's limits: {visible(limit)}" for limit in header.exceeds]
    limits += [f"  events go to {visible(_sink(sink))}" for sink in plan.root.event_sinks]
    tail = ["", f"plan {plan.digest}"] if digest else []
    required = _required(header.preconditions, width)
    return "\n".join([*head, *tags, *minted, *limits, *_body(plan.root, properties, width), *required, *tail]) + "\n"


def _required(preconditions: Sequence[Precondition], width: int) -> Iterator[str]:
    """What must be in the cloud before the first step."""
    if not preconditions:
        return
    yield from ("", "  must be there before")
    for item in preconditions:
        more = f", and {item.uses - 1} more" if item.uses > 1 else ""
        value = short(expr_text(item.value), width)
        yield f"    {visible(item.constraint)} {value}  for {visible(item.at)}{more}"


def stack_text(stack: Stack, *, properties: bool = True, width: int = WIDTH) -> str:
    """A stack that is no plan yet, in the same way."""
    return "\n".join([f"stack from {visible(stack.template)}", *_body(stack, properties, width)]) + "\n"


def _sink(sink: Map) -> str:
    """``zaqar-queue q (ttl 60)``."""
    more = [f"{key} {value_text(value)}" for key, value in sink.items() if key not in ("type", "target")]
    return f"{sink.get('type')} {sink.get('target')}" + (f" ({', '.join(more)})" if more else "")


def _body(stack: Stack, properties: bool, width: int) -> Iterator[str]:
    parameters = [item for item in stack.parameters if not item.schema.name.startswith(PSEUDO)]
    if parameters:
        yield from ("", "  parameters")
        yield from (f"    {line}" for item in parameters for line in _parameter(item, width))
    yield from ("", "  resources" if stack.resources else "  no resources")
    for item in stack.resources:
        yield from _resource(item, item.name, "    ", properties, width)
    for name in stack.disabled:
        yield f"      {visible(name)}  left out: its condition is false"
    if stack.outputs:
        yield from ("", "  outputs")
        yield from (f"    {line}" for item in stack.outputs for line in _output(item, width))


def _parameter(item: Parameter, width: int) -> Iterator[str]:
    name = visible(item.schema.name)
    if item.schema.hidden:
        yield f"{name} = {HIDDEN}"
    elif isinstance(item.value, Lit):
        yield f"{name} = {short(value_text(item.value.value), width)}"
    else:
        yield f"{name} = (known later)"


def _output(item: Output, width: int) -> Iterator[str]:
    value = "(left out: its condition is false)" if item.value is None else short(expr_text(item.value), width)
    yield f"{visible(item.name)} = {value}"


def _resource(item: Resource, name: str, pad: str, properties: bool, width: int) -> Iterator[str]:
    child = item.child
    count = f" {count_text(child)}" if isinstance(child, Family) else ""
    yield f"{pad}{CREATE} {visible(name)}{count}  {visible(item.type)}{_remarks(item)}"
    inner = pad + "    "
    match child:
        case None:
            if properties:
                yield from (f"{inner}{line}" for line in _entries(item.properties, width))
        case Nested(stack, arguments):
            if properties:
                yield from (f"{inner}{line}" for line in _given(arguments, hidden_names(stack), width))
            yield from _inside(stack, inner, properties, width)
        case Family() as family:
            yield from _family(family, inner, properties, width)
        case _:
            assert_never(child)


def _given(arguments: Sequence[tuple[str, Expr]], hidden: frozenset[str], width: int) -> Iterator[str]:
    """What a nested stack is given."""
    for key, value in arguments:
        secret = key in hidden and covered(value) is not value
        yield f"{visible(key)} = {HIDDEN if secret else short(expr_text(value), width)}"


def _remarks(item: Resource) -> str:
    """What else to know on the resource's own line."""
    words = []
    if item.mapped != item.type:
        words.append(f"as {visible(item.mapped)}")
    if item.needs:
        words.append(f"after {', '.join(visible(name) for name in item.needs)}")
    if item.when is not None:
        words.append(f"if {expr_text(item.when)}")
    if isinstance(item.deletion_policy, Lit) and str(item.deletion_policy.value).lower() not in ("delete", "none"):
        words.append(f"deletion policy {visible(str(item.deletion_policy.value))}")
    if item.external_id is not None:
        words.append(f"is there already as {expr_text(item.external_id)}")
    if item.hooks:
        words.append(f"stops at {', '.join(item.hooks)}")
    if item.restricted:
        words.append(f"restricted: {', '.join(item.restricted)}")
    if item.auth:
        words.append(_minted(item.auth))
    return "".join(f"  {word}" for word in words)


def _minted(mints: Sequence[Mint]) -> str:
    """What is minted, by its kinds in their order: ``mints user, grant``."""
    before, after = ordered(mints)
    kinds = ", ".join(dict.fromkeys(one.kind for one in (*before, *after)))
    perhaps = " (some of it perhaps)" if any(one.when is not None for one in mints) else ""
    return f"mints {kinds}{perhaps}"


def _entries(properties: Expr, width: int) -> Iterator[str]:
    entries = entries_of(without_nulls(properties))
    if entries is None:
        yield f"properties = {short(expr_text(properties), width)}"
        return
    for key, value in entries:
        yield f"{visible(str(key))} = {short(expr_text(value), width)}"


def _inside(stack: Stack, pad: str, properties: bool, width: int) -> Iterator[str]:
    for item in stack.resources:
        yield from _resource(item, item.name, pad, properties, width)


def _family(family: Family, pad: str, properties: bool, width: int) -> Iterator[str]:
    match family.members:
        case Deferred(count):
            how_many = "one for each of" if family.members.keyed else "as many as"
            yield f"{pad}{how_many} {short(expr_text(count), width)}"
        case Known():
            pass
        case _:
            assert_never(family.members)
    if family.drawn and family.classes:
        yield f"{pad}names are drawn when they are made"
    if family.batch is not None:
        pause = f", {family.batch.pause:g} s between batches" if family.batch.pause else ""
        yield f"{pad}{family.batch.size} at a time{pause}"
    for item in family.classes:
        if item.names is None or item.names:
            yield from _resource(item.resource, _names(item), pad, properties, width)


def _names(item: MemberClass) -> str:
    return f"[{'*' if item.names is None else names_text(item.names)}]"
