"""What a template does with its parameters: which properties they are given to, and which of them count members.

A parameter's own constraints say what may be given.  What is sensible often
only shows where it is used: a text without constraints that goes into the
``cidr`` of a subnet had better be one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from heatplan.catalogue.catalogue import SHIPPED, Catalogue
from heatplan.documents import Documents
from heatplan.ir.expr import Call, Choice, Expr, ListExpr, Lit, MapExpr, entry, known_entries
from heatplan.ir.schema import PropertySchema
from heatplan.ir.source import Request, SourceSet
from heatplan.ir.template import Template, spelled
from heatplan.ir.tree import Family, Nested, Resource, Stack
from heatplan.memo import Memo
from heatplan.own_types import catalogue_of
from heatplan.pipeline import analyse

COUNTS: Final[Mapping[str, tuple[str, ...]]] = {
    "OS::Heat::ResourceGroup": ("count",),
    "OS::Heat::AutoScalingGroup": ("min_size", "max_size", "desired_capacity"),
    "OS::Heat::InstanceGroup": ("Size",),
    "AWS::AutoScaling::AutoScalingGroup": ("MinSize", "MaxSize", "DesiredCapacity"),
}
"""The properties by which groups say how many members they have."""

BODIES: Final = ("resource_def", "resource")
"""The properties of groups that say what a member is."""

READERS: Final = frozenset({"GetParam", "ParamRef"})
"""The functions that give a parameter's value (``catalogue.versions``)."""


@dataclass(frozen=True, slots=True)
class Use:
    """What becomes of a parameter: the schemas of the properties that it is given to as it is; whether it counts members."""

    properties: tuple[PropertySchema, ...] = ()
    counts: bool = False

    def __or__(self, other: Use) -> Use:
        return Use(tuple(dict.fromkeys(self.properties + other.properties)), self.counts or other.counts)


Uses = Mapping[str, Use]
UNUSED: Final = Use()


def uses_of(sources: SourceSet, request: Request, memo: Memo | None = None) -> Uses:
    """The uses of the root template's parameters, by name, with these inputs: nested templates and members included.

    Where the inputs do not get as far as a tree of stacks there are none.
    """
    documents = Documents(sources, request, memo)
    tree = analyse(sources, request, memo=memo).value
    if tree is None:
        return {}
    return _Uses(documents, catalogue_of(sources, request.settings).value or SHIPPED).of(tree)


class _Uses:
    def __init__(self, documents: Documents, catalogue: Catalogue) -> None:
        self._documents = documents
        self._catalogue = catalogue
        self._known: dict[int, Uses] = {}

    def of(self, stack: Stack) -> Uses:
        """The uses of a level's parameters; levels are shared, and each is looked at once."""
        if id(stack) not in self._known:
            self._known[id(stack)] = {}  # a template that nests itself ends here
            found: dict[str, Use] = {}
            template = self._documents.template(stack.template)
            for name, use in self._level(template, stack) if template is not None else ():
                found[name] = found.get(name, UNUSED) | use
            self._known[id(stack)] = found
        return self._known[id(stack)]

    def _level(self, template: Template[Expr], stack: Stack) -> Iterator[tuple[str, Use]]:
        properties = {decl.name: decl.properties for decl in template.resources}
        for resource in stack.resources:
            given = properties.get(resource.name)
            if given is not None:
                yield from self._resource(resource, given)

    def _resource(self, resource: Resource, properties: Expr) -> Iterator[tuple[str, Use]]:
        child = resource.child
        if isinstance(child, Nested):
            inner = self.of(child.stack)
            for name, expr in known_entries(properties):
                use = inner.get(str(name), UNUSED)
                yield from ((read, use) for read in direct(expr))
                yield from ((read, Use(counts=use.counts)) for read in read_in(expr))
            return
        kind = self._catalogue.lookup(resource.mapped)
        counting = COUNTS.get(resource.mapped, ())
        for name, expr in known_entries(properties):
            if name in counting:
                yield from ((read, Use(counts=True)) for read in read_in(expr))
            if kind is not None and name not in BODIES:
                yield from _given(expr, kind.properties.get(name))
        if isinstance(child, Family):
            body = next((found for name in BODIES if (found := entry(properties, name)) is not None), None)
            inside = next(
                (
                    found
                    for name in ("properties", spelled("cfn", "properties"))
                    if (found := entry(body, name)) is not None
                ),
                None,
            )
            for one in child.classes[:1] if inside is not None else ():
                yield from self._resource(one.resource, inside) if inside is not None else ()


def _given(expr: Expr, schema: PropertySchema | None) -> Iterator[tuple[str, Use]]:
    """The parameters that go into a property as they are, each with the schema that it has to fit."""
    if schema is None:
        return
    match expr:
        case Call() | Choice():
            plain = replace(schema, default=None)
            yield from ((name, Use((plain,))) for name in direct(expr))
        case ListExpr():
            for item in expr.items:
                yield from _given(item, schema.items)
        case MapExpr():
            for key, item in expr.entries:
                yield from _given(item, schema.fields.get(key) if schema.fields is not None else None)


def direct(expr: Expr) -> Iterator[str]:
    """The parameters whose value the expression is, or may be."""
    match expr:
        case Call(impl=impl, args=Lit(value=str(name))) if impl in READERS:
            yield name
        case Choice():
            yield from direct(expr.then)
            if expr.otherwise is not None:
                yield from direct(expr.otherwise)


def read_in(expr: Expr) -> Iterator[str]:
    """All parameters that the expression reads, or something in them."""
    match expr:
        case Call(impl=impl, args=args) if impl in READERS:
            first = args.value if isinstance(args, Lit) else args.items[0] if isinstance(args, ListExpr) else None
            first = first[0] if isinstance(first, tuple) and first else first.value if isinstance(first, Lit) else first
            if isinstance(first, str):
                yield first
        case Call():
            yield from read_in(expr.args)
        case Choice():
            for part in (expr.condition, expr.then, expr.otherwise):
                yield from read_in(part) if part is not None else ()
        case ListExpr():
            for item in expr.items:
                yield from read_in(item)
        case MapExpr():
            for _, item in expr.entries:
                yield from read_in(item)
