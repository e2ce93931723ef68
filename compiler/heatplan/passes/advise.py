"""advise: what Heat will do and its author hardly meant.

Lawful templates that surprise (semantics/surprises), what is old
(semantics/support), and groups side by side that ought to be one group of a
nested template (edges between groups grow with the square of their members,
and pairs do not match).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from heatplan.diagnostics import codes_nesting as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.address import quote
from heatplan.ir.expr import Call, Choice, Expr, Lit, Substitute, entries_of, entry, items_of, known_entries
from heatplan.ir.schema import ResourceType
from heatplan.ir.template import ResourceDecl, Template
from heatplan.ir.tree import Family, Known, Resource, Stack
from heatplan.ir.value import Value
from heatplan.result import Result
from heatplan.semantics.support import old_attributes, old_parts
from heatplan.semantics.surprises import parameters, resources
from heatplan.semantics.surprises.written import Written

MEMBER = "member.yaml"


def advise(
    stack: Stack, template: Template[Expr], types: Mapping[str, ResourceType], written: Written, *, root: bool
) -> Result[Stack]:
    """The level as it is, with warnings.

    ``written`` is what the template showed by itself; ``root`` says whether
    people gave the parameters their values.
    """
    decls = {decl.name: decl for decl in template.resources}
    own = (
        *_surprises(stack, decls, types, generated=not template.source),
        *_parameters(stack, template, written, root=root),
    )
    return Result(stack, (*_side_by_side(stack), *own))


def _surprises(
    stack: Stack, decls: Mapping[str, ResourceDecl[Expr]], types: Mapping[str, ResourceType], *, generated: bool
) -> Iterator[Diagnostic]:
    """What the resources and outputs of the level show, one after the other."""
    names = {resource.name: resource for resource in stack.resources}
    for resource in stack.resources:
        decl, kind = decls[resource.name], types[resource.name]
        yield from old_parts(decl, kind)
        if not generated:
            yield from resources.of_resource(resource, decl, kind)
        if resource.reads:
            address = f"resources.{resource.name}"
            yield from old_attributes(resource.reads, types, address)
            yield from resources.of_reads(resource.reads, names, types, address)
    if generated:
        return
    for output in stack.outputs:
        address = f"outputs.{quote(output.name)}.value"
        yield from old_attributes(output.reads, types, address)
        yield from resources.of_reads(output.reads, names, types, address)
    yield from resources.of_dependencies(stack, decls)
    yield from resources.of_signals(stack, decls)


def _parameters(stack: Stack, template: Template[Expr], written: Written, *, root: bool) -> Iterator[Diagnostic]:
    yield from parameters.missing_entries(written.paths, {item.schema.name: item for item in stack.parameters})
    if root:
        yield from parameters.given(stack.parameters, template.span)


def _side_by_side(stack: Stack) -> tuple[Diagnostic, ...]:
    """Groups that ought to be one."""
    groups = {
        resource.name: resource
        for resource in stack.resources
        if isinstance(resource.child, Family) and resource.child.indexed
    }
    found: list[Diagnostic] = []
    for name, group in groups.items():
        read = {resource for resource, _, _ in _reads(_definition(group))}
        others = sorted(other for other in groups if other in read and other != name)
        if others:
            found.extend(_parallel(groups, group, others))
    return tuple(found)


def _definition(group: Resource) -> Expr:
    return entry(group.properties, "resource_def") or Lit(None)


def _reads(expr: Expr) -> Iterator[tuple[Value, tuple[Value, ...] | None, Call]]:
    """The references that are left in an expression: (resource, path, call)."""
    match expr:
        case Call():
            items = items_of(expr.args)
            if expr.impl == "GetResource" and isinstance(expr.args, Lit):
                yield expr.args.value, None, expr
            elif expr.impl in ("GetAtt", "GetAttThenSelect", "GetAttAllAttributes") and items:
                values = [item.value if isinstance(item, Lit) else None for item in items]
                yield values[0], tuple(values[1:]), expr
            yield from _reads(expr.args)
        case Choice():
            yield from _reads(expr.then)
            yield from _reads(expr.otherwise or Lit(None))
        case Substitute():
            return
        case _:
            for item in items_of(expr) or tuple(value for _, value in entries_of(expr) or ()):
                if not isinstance(item, Lit):
                    yield from _reads(item)


def _parallel(groups: dict[str, Resource], group: Resource, others: list[str]) -> Iterator[Diagnostic]:
    family = group.child
    assert isinstance(family, Family)
    address = f"resources.{group.name}"
    own = _size(family)
    sizes = [_size(other.child) for name in others if isinstance((other := groups[name]).child, Family)]
    edges = own * sum(size for size in sizes if size) if own is not None and None not in sizes else None
    facts = {
        "name": group.name,
        "count": own if own is not None else "many",
        "others": " and ".join(others),
        "edges": edges if edges is not None else "very many",
        "pairs": own * len(others) if own is not None else "as many",
    }
    hint = _rewrite([groups[name] for name in others] + [group], group, family)
    labels = tuple((groups[name].span, f"{name} is created whole before {group.name} begins") for name in others)
    yield finding(codes.PARALLEL_GROUPS, group.span, address=address, hint=hint, labels=labels, facts=facts)
    for resource, path, call in _reads(family.definition):
        if path and isinstance(path[0], str) and family.variable in path[0] and resource in groups:
            read = f"{path[0]}"
            yield finding(
                codes.INDEX_IN_ATTRIBUTE,
                call.span,
                address=address,
                read=read,
                group=resource,
                variable=family.variable,
            )


def _size(family: Family) -> int | None:
    return len(family.members.names) if isinstance(family.members, Known) else None


def _rewrite(groups: list[Resource], last: Resource, family: Family) -> str:
    """The same as one group of a nested template, as YAML to start from."""
    lines = [
        f"make one group of a nested template, so that each member has its own {', '.join(g.name for g in groups)}:",
        f"  # in this template, instead of {', '.join(group.name for group in groups)}",
        "  members:",
        "    type: OS::Heat::ResourceGroup",
        "    properties:",
        f"      count: {_count(last)}",
        f"      resource_def: {{type: {MEMBER}, properties: {{index: '{family.variable}'}}}}",
        f"  # {MEMBER}",
        "  parameters:",
        "    index: {type: string}",
        "  resources:",
    ]
    names = {group.name for group in groups}
    for group in groups:
        definition = _definition(group)
        kind = entry(definition, "type")
        lines.append(f"    {group.name}:")
        lines.append(f"      type: {kind.value if isinstance(kind, Lit) else '…'}")
        reading = []
        for key, item in known_entries(entry(definition, "properties")):
            for resource, path, _ in _reads(item):
                if resource in names:
                    reading.append(f"        {key}: {_inner(resource, path)}")
        lines.append("      properties:")
        lines.extend(reading)
        lines.append("        # … the other properties as they are, {get_param: index} for the index")
    return "\n".join(lines)


def _inner(resource: Value, path: tuple[Value, ...] | None) -> str:
    if path is None or not path or str(path[0]) in ("refs", "refs_map") or str(path[0]).count(".") == 1:
        return f"{{get_resource: {resource}}}"
    first = str(path[0])
    attribute = first.split(".", 2)[2] if first.startswith("resource.") and first.count(".") > 1 else first
    return f"{{get_attr: [{resource}, {attribute}]}}"


def _count(group: Resource) -> str:
    count = entry(group.properties, "count")
    return str(count.value) if isinstance(count, Lit) else "…"
