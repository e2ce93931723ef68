"""What expansion asks of the pipeline, and what it keeps at hand on one level."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from heatplan.diagnostics import codes_nesting as codes
from heatplan.diagnostics.codes_language import HIDDEN_DECIDES
from heatplan.diagnostics.diagnostic import Code, Diagnostic, finding
from heatplan.ir.expr import Expr, Lit
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.schema import Given, ResourceType
from heatplan.ir.settings import Settings
from heatplan.ir.template import Template
from heatplan.ir.tree import Deferred, Known, Members, Nested, Output, Resource, Stack
from heatplan.ir.value import Map, Value
from heatplan.result import Result
from heatplan.semantics.counted import names_of
from heatplan.semantics.generated import DRAWN, Path
from heatplan.semantics.registry import Implementation, child_registry, hooks_of, restricted_of
from heatplan.semantics.registry_loading import loaded
from heatplan.semantics.scope import Scope
from heatplan.semantics.sealed import sealed
from heatplan.semantics.section_names import Arguments, Sections, as_sections
from heatplan.span import NOWHERE

_NOTHING: Final = Map()
_STACK_NAME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9_.-]{0,254}$")


def is_stack_name(name: str) -> bool:
    """Whether Heat takes a name for a stack (stack.py)."""
    return _STACK_NAME.match(name) is not None


@dataclass(frozen=True)
class ChildRequest:
    """What the pipeline needs to compile a child.

    ``template`` is a file's name, or a template that a group generates;
    ``given`` are the child's parameters; ``name`` is the child's name before
    creation; ``member`` is the name of the member that the level is compiled
    for (None: open), ``first`` the one that stands for all in validation;
    ``defaults`` come on top of the level's ``parameter_defaults``.
    """

    template: str | Template[Expr]
    given: Mapping[str, Given]
    registry: Map
    name: str
    outer: Scope
    facade: Mapping[str, Expr] | None = None
    member: str | None = None
    first: str | None = None
    defaults: Map = _NOTHING


CompileChild = Callable[[ChildRequest], Result[Stack]]


@dataclass(frozen=True)
class Surroundings:
    """What expansion needs to know of the level: its name before creation, registry, scope and findings so far.

    ``values`` has each resource's typed values before creation, ``nodes`` its declaration.
    """

    name: str
    registry: Map
    scope: Scope
    types: Mapping[str, ResourceType]
    implementations: Mapping[str, Implementation]
    values: Mapping[str, Mapping[str, Value]]
    nodes: Mapping[str, MappingNode]
    settings: Settings
    later: frozenset[str] = frozenset()  # resources that are not there before creation: their condition is open


class Children:
    """The work on one level: children are compiled, findings gathered."""

    def __init__(self, around: Surroundings, compile_child: CompileChild, stack: Stack) -> None:
        self.around = around
        self.compile = compile_child
        self.stack = stack
        self.diagnostics: list[Diagnostic] = []
        self._paths: dict[str, list[Path]] = {}
        parts: tuple[Resource | Output, ...] = (*stack.resources, *stack.outputs)
        for part in parts:
            for read in part.reads:
                if read.path is not None:
                    self._paths.setdefault(read.resource, []).append(read.path)

    def report(self, resource: Resource, code: Code, *, hint: str = "", **facts: object) -> None:
        """Add a finding about a resource."""
        address = f"resources.{resource.name}"
        found = finding(code, resource.span, address=address, hint=hint, facts=facts)
        self.diagnostics.append(self._when(resource, found))

    def add(self, resource: Resource, found: Iterable[Diagnostic]) -> None:
        """Add findings from inside a resource."""
        for diagnostic in found:
            here = replace(diagnostic, span=resource.span) if diagnostic.span == NOWHERE else diagnostic
            if here.heat is not None:  # whatever a nested stack raises (stack_resource.py, validate_nested_stack)
                here = replace(here, raises="StackValidationFailed")
            self.diagnostics.append(self._when(resource, here.at(f"resources.{resource.name}")))

    def _when(self, resource: Resource, found: Diagnostic) -> Diagnostic:
        """What Heat does not look at before creation it does not reject."""
        late = resource.name in self.around.later and found.severity == "error"
        return replace(found, level="will-fail") if late else found

    def name_of(self, resource: Resource) -> str | None:
        """The resource's name; None for a member that is not named yet."""
        level = self.around.scope.level
        return None if level.first is not None and level.member is None else resource.name

    def with_breaks(self, resource: Resource) -> Resource:
        """The resource with the hooks and restrictions that the registry has for its name."""
        registry = self.around.registry
        if not registry.get("resources"):
            return resource
        name = self.name_of(resource)
        return replace(resource, hooks=hooks_of(registry, name), restricted=restricted_of(registry, name))

    def values(self, resource: Resource) -> Mapping[str, Value]:
        """A resource's typed values before creation."""
        return self.around.values.get(resource.name, {})

    def read(self, resource: Resource) -> list[Path]:
        """What the level reads of a resource; where that is all attributes, each that its type has."""
        every: list[Path] = [(name,) for name in self.around.types[resource.name].attributes if name != "show"]
        return [one for path in self._paths.get(resource.name, ()) for one in ([path] if path else every)]

    def request(
        self,
        resource: Resource,
        template: str | Template[Expr],
        *,
        given: Mapping[str, Given] | None = None,
        facade: Mapping[str, Expr] | None = None,
        registry: Map | None = None,
        sections: Sections | None = None,
    ) -> ChildRequest:
        """What a resource's child is compiled with; ``registry`` comes on top of the level's.

        So does what is in ``sections``, which is loaded before the level's is made the child's.
        """
        used = self.around.implementations.get(resource.name)
        inherited = self.around.registry
        if sections is not None and sections.registry:
            inherited, faults = loaded(sections.registry, _NOTHING, inherited)
            self.add(resource, faults)
        inherited = child_registry(inherited, self.name_of(resource), used)
        return ChildRequest(
            template=template,
            given=given or {},
            registry=inherited if registry is None else Map({**inherited, **registry}),
            name=f"{self.around.name}-{resource.name}",
            outer=self.around.scope,
            facade=facade,
            defaults=_NOTHING if sections is None else sections.defaults,
        )

    def nested(
        self,
        resource: Resource,
        template: str,
        arguments: Arguments,
        given: Mapping[str, Given],
        facade: Mapping[str, Expr] | None = None,
    ) -> Nested | None:
        """The child that a template makes with these parameters, its findings added; None where there is none."""
        sections = as_sections(arguments, given)
        if sections is not None:
            self._named_like_sections(resource, sections)
            arguments, given = sections.arguments, sections.given
        child = self.child(resource, self.request(resource, template, given=given, facade=facade, sections=sections))
        return None if child is None else Nested(child, arguments)

    def _named_like_sections(self, resource: Resource, sections: Sections) -> None:
        for name, kind in sections.faults:
            self.report(resource, codes.SECTION_OF_WRONG_KIND, name=name, kind=kind)
        lost = f"and the properties {', '.join(sections.lost)} have no effect" if sections.lost else "and nothing else"
        hint = "Only the cloud knows what will stand in it: the plan has what does before creation." * sections.open
        self.report(resource, codes.NAMED_LIKE_SECTION, hint=hint, name=", ".join(sections.names), lost=lost)

    def child(self, resource: Resource, request: ChildRequest) -> Stack | None:
        """The compiled child, its findings added."""
        compiled = self.compile(request)
        self.add(resource, compiled.diagnostics)
        return compiled.value

    def named(self, resource: Resource) -> bool:
        """Whether the name of the resource's stack can be a stack's, with a finding where it can not (stack.py)."""
        name = f"{self.around.name}-{resource.name}"
        if is_stack_name(name.replace(DRAWN, "m")):
            return True
        self.report(resource, codes.BAD_STACK_NAME, name=name)
        return False

    def members(self, resource: Resource, count: Expr, skip: tuple[int, ...] = ()) -> Members | None:
        """So many numbered members; None where there can not be so many, with a finding unless there was one."""
        if not isinstance(count, Lit):
            if sealed(count, self.around.scope.level):
                self.report(resource, HIDDEN_DECIDES, what=f"how many members {resource.name} has")
            return Deferred(count, skip)
        if not isinstance(count.value, int) or count.value < 0:
            return None  # the check pass has said so
        limit = self.around.settings.max_resources
        if count.value > limit:
            self.report(resource, codes.TOO_MANY_MEMBERS, count=count.value, limit=limit)
            return None
        return Known(names_of(count.value, skip))
