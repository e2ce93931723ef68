"""Surprises of the resources of one level, once their properties are typed and their groups are families."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from heatplan.catalogue.versions import VERSIONS
from heatplan.diagnostics import codes_surprises as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.environment import is_template_name
from heatplan.ir.expr import Call, Expr, Lit, Read, entry, known_entries
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.node import Scalar, Sequence, find
from heatplan.ir.schema import PropertySchema, ResourceType
from heatplan.ir.template import ResourceDecl
from heatplan.ir.tree import Family, Known, Resource, Stack
from heatplan.ir.value import walk
from heatplan.semantics.conversion import show
from heatplan.semantics.counted import skip_list
from heatplan.semantics.generated import HOT
from heatplan.span import Span

Types = Mapping[str, ResourceType]

GROUP = "OS::Heat::ResourceGroup"
CHAIN = "OS::Heat::ResourceChain"
WAIT = "OS::Heat::WaitCondition"
WAITS = frozenset({WAIT, "AWS::CloudFormation::WaitCondition", "OS::Heat::SwiftSignal"})
HANDLES = frozenset(
    {
        "OS::Heat::WaitConditionHandle",
        "AWS::CloudFormation::WaitConditionHandle",
        "OS::Heat::SwiftSignalHandle",
        "OS::Heat::UpdateWaitConditionHandle",
    }
)
ZERO = {"String": "an empty text", "List": "an empty list", "Map": "an empty mapping", "Boolean": "false"}

_GROUP_OUTPUTS = frozenset({"refs", "refs_map", "attributes", "removed_rsrc_list", "outputs", "outputs_list"})
_WHOLE = frozenset({"String", "Integer", "Number", "Boolean", "Map"})


def of_resource(resource: Resource, decl: ResourceDecl[Expr], kind: ResourceType) -> Iterator[Diagnostic]:
    """What the given properties of a resource that a person wrote show."""
    if is_template_name(kind.name):
        yield from _nulls_passed(resource, decl, kind)
    elif isinstance(decl.properties, Lit) and isinstance(decl.properties.value, dict):
        for name, value in decl.properties.value.items():
            if value is None or value is True or value is False:
                yield from _scalar(decl, name, value, kind.properties.get(name))
    else:
        for name, item in known_entries(decl.properties):
            if type(item) is Lit and (item.value is None or item.value is True or item.value is False):
                yield from _scalar(decl, name, item.value, kind.properties.get(name))
    special = _SPECIAL.get(resource.mapped)
    if special is not None:
        yield from special(resource)
    if isinstance(resource.child, Family):
        yield from _called(resource)


def _scalar(
    decl: ResourceDecl[Expr], name: object, value: bool | None, schema: PropertySchema | None
) -> Iterator[Diagnostic]:
    if schema is None:
        return
    address = f"resources.{decl.name}.properties.{name}"
    if value is None:
        if schema.required and schema.default is None:
            facts = {"name": name, "value": ZERO.get(schema.type, "0")}
            yield finding(codes.NULL_IS_GIVEN, _span(decl, name), address=address, facts=facts)
    elif schema.type == "String":
        facts = {"name": name, "value": str(value).lower(), "text": show(str(value))}
        hint = "Put the word in quotes where it is meant as text."
        yield finding(codes.BOOLEAN_BECOMES_TEXT, _span(decl, name), address=address, hint=hint, facts=facts)


def _nulls_passed(resource: Resource, decl: ResourceDecl[Expr], kind: ResourceType) -> Iterator[Diagnostic]:
    """A null is passed on as the type's zero (heat/engine/resources/template_resource.py, child_params)."""
    for name, item in known_entries(decl.properties):
        schema = kind.properties.get(name)
        if item == Lit(None) and schema is not None and not schema.required:
            facts = {"name": name, "value": ZERO.get(schema.type, "0")}
            address = f"resources.{resource.name}.properties.{name}"
            hint = "Leave the property out (from 2021-04-16 on, with an if that has no else)."
            yield finding(codes.NULL_HIDES_DEFAULT, _span(decl, name), address=address, hint=hint, facts=facts)


def _span(decl: ResourceDecl[Expr], name: object) -> Span:
    properties = decl.node.get("properties") or decl.node.get("Properties")
    node = find(properties, (name,)) if isinstance(properties, MappingNode) else None
    return node.span if node is not None else decl.span


def _removal(group: Resource) -> Iterator[Diagnostic]:
    policies, family = entry(group.properties, "removal_policies"), group.child
    if not isinstance(policies, Lit) or not isinstance(family, Family) or not isinstance(family.members, Known):
        return
    names = family.members.names
    last = names.ranges[-1][1] - 1 if names.ranges else -1
    skipped = [number for number in skip_list(policies.value) if number <= last]
    if skipped:
        facts = {"skipped": " or ".join(map(str, skipped[:3])), "last": last}
        address = f"resources.{group.name}.properties.removal_policies"
        yield finding(codes.SHIFTED_NAMES, group.span, address=address, facts=facts)


def _chain(chain: Resource) -> Iterator[Diagnostic]:
    types = entry(chain.properties, "resources")
    if entry(chain.properties, "concurrent") == Lit(True) and isinstance(types, Lit) and len(types.value or ()) > 1:
        address = f"resources.{chain.name}.properties.concurrent"
        yield finding(codes.CHAIN_BY_WORKERS, chain.span, address=address, name=chain.name)


_SPECIAL = {GROUP: _removal, CHAIN: _chain}


def _called(group: Resource) -> Iterator[Diagnostic]:
    """Data that is spelt like a call: a person's own calls are none any more where they are values."""
    definition = group.child.definition if isinstance(group.child, Family) else Lit(None)
    functions = VERSIONS[HOT].functions
    for _, item in known_entries(definition) or ((None, definition),):
        if not isinstance(item, Lit):
            continue
        for value in walk(item.value):
            if isinstance(value, dict) and len(value) == 1 and next(iter(value)) in functions:
                name = next(iter(value))
                yield finding(codes.DATA_IS_CALLED, group.span, address=f"resources.{group.name}", name=name)
                return


def of_dependencies(stack: Stack, decls: Mapping[str, ResourceDecl[Expr]]) -> Iterator[Diagnostic]:
    """``depends_on`` that names a resource which its condition leaves out."""
    disabled = frozenset(stack.disabled)
    if not disabled:
        return
    for resource in stack.resources:
        decl = decls.get(resource.name)
        node = decl.depends_on if decl is not None else None
        for item in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(item, Scalar) and item.value in disabled:
                address = f"resources.{resource.name}.depends_on"
                facts = {"needed": item.value, "name": resource.name}
                yield finding(codes.DEPENDENCY_DROPPED, item.span, address=address, facts=facts)


def of_reads(
    reads: tuple[Read, ...], stack: Mapping[str, Resource], types: Types, address: str
) -> Iterator[Diagnostic]:
    """Attributes that are read with an index that does not lead where it seems to."""
    for read in reads:
        path = read.path
        if path is None or len(path) < 2 or not isinstance(read.resource, str):
            continue
        resource, kind = stack.get(read.resource), types.get(read.resource)
        if resource is None or kind is None:
            continue
        attribute, index = path[0], path[1]
        schema = kind.attributes.get(attribute) if isinstance(attribute, str) else None
        if isinstance(index, str) and index.isdigit() and schema is not None and schema.type == "List":
            hint = f"Write the index without quotes: {index}."
            yield finding(codes.INDEX_AS_TEXT, read.span, address=address, hint=hint, index=show(index))
        elif type(index) is int and isinstance(resource.child, Family) and isinstance(attribute, str):
            yield from _into_members(read, resource, resource.child, attribute, index, address)


def _into_members(
    read: Read, group: Resource, family: Family, attribute: str, index: int, address: str
) -> Iterator[Diagnostic]:
    """An index behind a member's attribute (resource_group.py, get_attribute): the path goes on inside each member."""
    if attribute in _GROUP_OUTPUTS or attribute.startswith("resource.") or group.mapped != GROUP:
        return
    from heatplan.catalogue.resource_types import lookup  # noqa: PLC0415

    member = next((one.resource for one in family.classes), None)
    kind = lookup(member.mapped) if member is not None else None
    schema = kind.attributes.get(attribute) if kind is not None else None
    if schema is not None and schema.type in _WHOLE:
        facts = {
            "path": f"{group.name}, {attribute}, {index}",
            "attribute": attribute,
            "index": index,
            "group": group.name,
        }
        hint = f"One member's is [{group.name}, resource.{index}.{attribute}]."
        yield finding(codes.INDEX_INTO_MEMBERS, read.span, address=address, hint=hint, facts=facts)


def of_signals(stack: Stack, decls: Mapping[str, ResourceDecl[Expr]]) -> Iterator[Diagnostic]:
    """Handles that a wait condition waits for and nothing else reads.

    Nothing is said where a resource of the template could not be looked at.
    """
    if len(decls) > len(stack.resources) + len(stack.disabled):
        return
    yield from _handles(stack)
    handles = {resource.name: resource for resource in stack.resources if resource.mapped in HANDLES}
    if not handles:
        return
    waiting: dict[str, str] = {}
    read: set[object] = {one.resource for output in stack.outputs for one in output.reads}
    for resource in stack.resources:
        names = {one.resource for one in resource.reads}
        if resource.mapped in WAITS:
            waiting.update({str(name): resource.name for name in names if name in handles})
        else:
            read |= names
    for name, waiter in sorted(waiting.items()):
        if name not in read:
            handle = handles[name]
            hint = f"Give a server {{get_attr: [{name}, curl_cli]}} in its user data, or have an output show it."
            if handle.mapped.startswith("AWS::") or "Swift" in handle.mapped:
                hint = f"Give a server {{get_resource: {name}}} in its user data."
            facts = {"name": name, "waiting": waiter}
            yield finding(codes.NOBODY_SIGNALS, handle.span, address=f"resources.{name}", hint=hint, facts=facts)


def _handles(stack: Stack) -> Iterator[Diagnostic]:
    """Wait conditions whose handle is a plain text, or another resource (heat/wait_condition.py, handle_create)."""
    kinds = {resource.name: resource for resource in stack.resources}
    for resource in stack.resources:
        if resource.mapped != WAIT:
            continue
        handle = entry(resource.properties, "handle")
        value = None
        if isinstance(handle, Lit):
            value = show(handle.value)
        elif isinstance(handle, Call) and handle.impl in ("GetResource", "Ref") and isinstance(handle.args, Lit):
            other = kinds.get(handle.args.value) if isinstance(handle.args.value, str) else None
            if other is not None and other.mapped not in HANDLES and other.child is None:
                value = other.name
        if value is not None:
            address = f"resources.{resource.name}.properties.handle"
            facts = {"value": value, "name": resource.name}
            yield finding(codes.NO_SUCH_HANDLE, resource.span, address=address, facts=facts)
