"""expand: nested stacks and groups are in the tree; a group is a family, not N copies.

What a child is made of is decided here, with the modules of ``semantics``
about each kind of group; the child itself is compiled by the pipeline, which
hands itself in as ``compile_child``.  Sources of the rules:
heat/engine/resources/template_resource.py, openstack/heat/resource_group.py,
and for other groups those that their modules name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from heatplan.catalogue import resource_types
from heatplan.diagnostics import codes_nesting as codes
from heatplan.diagnostics.codes_language import UNKNOWN_ATTRIBUTE
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.address import quote
from heatplan.ir.environment import is_template_name
from heatplan.ir.expr import Call, Expr, Lit, Omitted, entry, known_entries
from heatplan.ir.schema import Given
from heatplan.ir.template import Template
from heatplan.ir.tree import MEMBER_VALUE, Deferred, Family, Known, MemberClass, Nested, Resource, Stack
from heatplan.ir.value import Map, Value
from heatplan.result import Result
from heatplan.semantics import built_in, counted, deployments, launching, scaling
from heatplan.semantics.chain import CHAIN, chain_template
from heatplan.semantics.children import Children, CompileChild, Surroundings
from heatplan.semantics.classes import Definition, classes_of, later
from heatplan.semantics.evaluate import evaluate
from heatplan.semantics.failures import first_failure
from heatplan.semantics.member_attributes import absent
from heatplan.semantics.scope import Before
from heatplan.semantics.sealed import sealed
from heatplan.semantics.template_type import NOTHING, from_property


def expand(stack: Stack, around: Surroundings, compile_child: CompileChild) -> Result[Stack]:
    """The level with the children of its resources."""
    work = Children(around, compile_child, stack)
    resources = tuple(_resource(work, work.with_breaks(resource)) for resource in stack.resources)
    return Result(replace(stack, resources=resources), tuple(work.diagnostics))


def _resource(work: Children, resource: Resource) -> Resource:
    if resource.external_id is not None and resource.external_id != Lit(None):
        return resource  # it is managed elsewhere, with all that is in it (resource.py, create)
    stacked = is_template_name(resource.mapped) or work.around.types[resource.name].facts.get("is_stack_resource")
    if stacked and (_unmade(work, resource) if _empty(work, resource) else not work.named(resource)):
        return resource
    if is_template_name(resource.mapped):
        return _template(work, resource)
    grow = GROWN.get(resource.mapped)
    return resource if grow is None else grow(work, resource)


def _empty(work: Children, resource: Resource) -> bool:
    """Whether it is a counted group of nothing, whose stack Heat does not look at (resource_group.py, validate)."""
    values = work.values(resource)
    if resource.mapped == counted.GROUP:
        return values.get("count") == 0
    return resource.mapped in deployments.MEMBERS and not values.get(deployments.SERVERS)


def _unmade(work: Children, group: Resource) -> bool:
    """Whether an empty group has no stack all the same: a property of it can not be read (get_resource_def)."""
    level, values, schemas = work.around.scope.level, work.values(group), work.around.types[group.name].properties
    return any(
        name in schemas and name not in values and not isinstance(evaluate(expr, Before(level), level.env), Omitted)
        for name, expr in known_entries(group.properties)
    )


# A resource whose body is a template.


def _template(work: Children, resource: Resource) -> Resource:
    kinds = work.around.types[resource.name].facts["parameter_types"]
    values = work.values(resource)
    arguments = []
    given = {}
    for name, expr in known_entries(resource.properties):
        if name not in kinds:
            continue
        known = Lit(from_property(expr.value, kinds[name])) if isinstance(expr, Lit) else expr
        value = values.get(name)
        initial = from_property(_unread(work, expr, kinds[name]) if value is None else value, kinds[name])
        if isinstance(known, Lit) and known.value is None:
            continue
        arguments.append((name, known))
        given[name] = Given(known, initial, resource.span, sealed(expr, work.around.scope.level))
    facade = {
        "metadata": resource.metadata,
        "deletion_policy": resource.deletion_policy or Lit("Delete"),
        "update_policy": resource.update_policy or Lit(Map()),
    }
    nested = work.nested(resource, resource.mapped, tuple(arguments), given, facade)
    return resource if nested is None else replace(resource, child=nested)


def _unread(work: Children, expr: Expr, kind: str) -> Value:
    """What Heat passes for a property that it can not read: nothing of its type (template_resource.py, child_params).

    In the root stack it does not come to that.
    """
    level = work.around.scope.level
    if level.outer is None or isinstance(evaluate(expr, Before(level), level.env), Omitted):
        return None
    return NOTHING[kind]


def _generated(work: Children, resource: Resource, template: Template[Expr], judged: tuple[str, ...] = ()) -> Resource:
    """The resource with a template that Heat writes for it as its body.

    Of the properties ``judged``, members have the same as the resource, which has been checked.
    """
    child = work.compile(work.request(resource, template))
    work.add(resource, (one for one in child.diagnostics if not _of_properties(one, judged)))
    return resource if child.value is None else replace(resource, child=Nested(child.value, ()))


def _of_properties(found: Diagnostic, names: tuple[str, ...]) -> bool:
    parts = found.address.split(".")
    return found.code.id.startswith("HP05") and parts[2:3] == ["properties"] and parts[3:4] != [] and parts[3] in names


# A resource that brings its own body.


def _stack(work: Children, resource: Resource) -> Resource:
    return _with_body(work, resource, built_in.stack_body(work, resource))


def _balancer(work: Children, resource: Resource) -> Resource:
    return _with_body(work, resource, built_in.balancer_body(work, resource))


def _with_body(work: Children, resource: Resource, body: built_in.Body | None) -> Resource:
    if body is None:
        return resource
    level = work.around.scope.level
    given = {name: Given(expr, initial, resource.span, sealed(expr, level)) for name, expr, initial in body.arguments}
    nested = work.nested(resource, body.template, tuple((name, expr) for name, expr, _ in body.arguments), given)
    return resource if nested is None else replace(resource, child=nested)


# A counted group.


def _group(work: Children, group: Resource) -> Resource:
    definition = entry(group.properties, "resource_def")
    variable = _literal(entry(group.properties, "index_var"), "%index%")
    kind = _literal(entry(definition, "type"), None)
    if not isinstance(variable, str) and entry(definition, "properties") in (None, Lit(None), Lit(Map())):
        variable = "%index%"  # Heat does not look at it (build_resource_definition)
    if not isinstance(variable, str) or not isinstance(kind, str):
        what = "index_var" if not isinstance(variable, str) else "member type"
        unread = entry(group.properties, "index_var"), entry(definition, "type")
        if definition is not None and unread[1] is not None and not any(map(_reported, unread)):
            work.report(group, codes.UNSUPPORTED_MEMBER_TYPE, what=what)
        return group
    count = entry(group.properties, "count")
    skip = counted.skip_list(work.values(group).get("removal_policies"))
    members = work.members(group, Lit(1) if count is None or count == Lit(None) else count, skip)
    if members is None or definition is None:
        return group
    for part in ("metadata", "type"):
        expr = entry(definition, part)
        if isinstance(expr, Lit) and variable in str(expr.value):
            work.report(group, codes.INDEX_NOT_USED, variable=variable, where=f"the member's {part}")
    classes = classes_of(work, group, members, Definition(definition, variable, kind))
    outputs = counted.outputs_of(work.read(group))
    _judge_reads(work, group, classes, next(iter(counted.names_of(1, skip))))
    return replace(group, child=Family(members, variable, definition, classes, outputs, counted.batch_of(group)))


def _judge_reads(work: Children, group: Resource, classes: tuple[MemberClass, ...], member: str | None) -> None:
    """A finding for each attribute that the level reads of the members and they do not have.

    All members are of one type; ``member`` is the one that Heat validates with.
    """
    for one in classes[:1]:
        kind = one.resource.mapped
        for output, name in absent(resource_types.lookup(kind), work.read(group), member):
            facts = {"resource": f"{group.name}[{member}]" if member else group.name, "type": kind, "name": name}
            work.add(group, (finding(UNKNOWN_ATTRIBUTE, group.span, address=f"outputs.{quote(output)}", facts=facts),))


def _reported(expr: Expr | None) -> bool:
    """Whether the passes before have said what is wrong: a call that fails, or a value of another kind."""
    return expr is not None and (isinstance(expr, Lit) or first_failure(expr) is not None)


def _literal(expr: Expr | None, default: Value) -> Value:
    """A known value, the default for one that is not given or null; an unknown one is None."""
    if expr is None:
        return default
    if isinstance(expr, Lit):
        return default if expr.value is None else expr.value
    return None


# Chains and groups of deployments.


def _chain(work: Children, chain: Resource) -> Resource:
    template = chain_template(chain, work.read(chain), work.around.nodes.get(chain.name))
    if template is None and _reported(entry(chain.properties, "resources")):
        return chain
    if template is None:
        work.report(chain, codes.UNSUPPORTED_MEMBER_TYPE, what="list of member types")
        return chain
    return _generated(work, chain, template)


def _deployments(work: Children, group: Resource) -> Resource:
    servers = entry(group.properties, deployments.SERVERS)
    known = deployments.servers_of(group)
    if servers is None or (known is None and isinstance(servers, Lit)):
        return group  # the check pass has said so
    if known is None:
        return replace(group, child=_by_server(work, group, servers))
    wrong = [name for name, _ in known if not isinstance(name, str) or "/" in name]
    if wrong:
        work.report(group, codes.BAD_MEMBER, why=f"{wrong[0]} can not be a resource's name")
        return group
    schemas = work.around.types[group.name].properties
    node = work.around.nodes.get(group.name)
    template = deployments.deployments_template(group, schemas, known, work.read(group), node)
    generated = _generated(work, group, template, judged=tuple(schemas))
    batched = known and counted.batch_of(group) is not None  # made a few at a time, and validated all at once
    return replace(group, child=_by_server(work, group, servers)) if batched else generated


def _by_server(work: Children, group: Resource, servers: Expr) -> Family | None:
    """Members that are known when the servers are, or are made a few at a time.

    What may be wrong with the open member's properties has been said of the
    group's, which are the same; Heat has no member to look at by then.
    """
    schemas = work.around.types[group.name].properties
    template = deployments.open_template(group, schemas, work.around.nodes.get(group.name))
    value = Call("get_param", "GetParam", Lit(MEMBER_VALUE), group.span)
    given = {MEMBER_VALUE: Given(value, MEMBER_VALUE, group.span, sealed(servers, work.around.scope.level))}
    opened = work.compile(work.request(group, template, given=given)).value
    if opened is None:
        return None
    classes = tuple(MemberClass(replace(one, name="")) for one in opened.resources)
    definition = Lit(Map({"type": deployments.MEMBERS[group.mapped]}))
    outputs = tuple(sorted(set(deployments.outputs_of(work.read(group)))))
    return Family(Deferred(servers, keyed=True), "", definition, classes, outputs, counted.batch_of(group))


# Groups that scale.


def _scaling(work: Children, group: Resource) -> Resource:
    template = _scaled(work, group)
    if template is None:
        return group
    size = scaling.initial_size(group)
    members = work.members(group, size)
    if members is None:
        return group
    names = members.names if isinstance(members, Known) else None
    classes: tuple[MemberClass, ...] = ()
    if names is None or len(names):
        child = work.compile(work.request(group, template, registry=launching.CHILD_REGISTRY))
        nobody = not scaling.size_before(group.mapped, work.values(group))
        work.add(group, map(later, child.diagnostics) if nobody else child.diagnostics)
        found = child.value.resources if child.value is not None else ()
        classes = tuple(MemberClass(replace(one, name=""), names) for one in found)
    definition = entry(group.properties, "resource") or Lit(Map({"type": launching.SCALED}))
    outputs = scaling.outputs_of(group.mapped, work.read(group))
    if group.mapped == scaling.SCALING:
        _judge_reads(work, group, classes, None)
    return replace(group, child=Family(members, "", definition, classes, outputs, drawn=True))


def _scaled(work: Children, group: Resource) -> Template[Expr] | None:
    """The template with one member; None, with a finding, where there can be none."""
    if group.mapped != scaling.SCALING:
        return launching.template_of(work, group)
    fault = scaling.definition_fault(work.values(group).get("resource"))
    template = None if fault else scaling.member_template(group, work.around.nodes.get(group.name))
    if fault:
        work.report(group, codes.BAD_MEMBER, why=fault)
    elif template is None and work.values(group).get("resource") is not None:
        work.report(group, codes.UNSUPPORTED_MEMBER_TYPE, what="member type")
    return template


GROWN: Mapping[str, Callable[[Children, Resource], Resource]] = {
    built_in.LOAD_BALANCER: _balancer,
    built_in.STACK: _stack,
    counted.GROUP: _group,
    CHAIN: _chain,
    **dict.fromkeys(deployments.MEMBERS, _deployments),
    **dict.fromkeys((scaling.SCALING, scaling.AWS, scaling.INSTANCES), _scaling),
}
"""How each type of group, and each type with a body of its own, is expanded."""
