"""What the pipeline keeps at hand between stack levels: templates read once, and the place of a level.

Everything here is local to one compile; nothing outlives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from heatplan.catalogue.catalogue import Catalogue
from heatplan.catalogue.releases import NEWEST, words_of
from heatplan.catalogue.resource_types import release
from heatplan.diagnostics import codes_nesting as codes
from heatplan.diagnostics.codes_environment import MAPPING_BY_NAME_LEAKS
from heatplan.diagnostics.codes_types import NOT_IN_RELEASE
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.documents import Documents
from heatplan.ir.environment import EMPTY_ENVIRONMENT, Environment, is_on_heats_machine
from heatplan.ir.expr import Call, Expr, Lit, entry
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.node import Scalar, node_of
from heatplan.ir.schema import Custom, Given, Parameter, ParameterSchema, ResourceType
from heatplan.ir.selection import Selection
from heatplan.ir.settings import Settings
from heatplan.ir.source import Request, SourceSet
from heatplan.ir.template import ParameterDecl, ResourceDecl, Template
from heatplan.ir.value import Map, Value
from heatplan.own_types import catalogue_of
from heatplan.semantics.children import ChildRequest
from heatplan.semantics.facade import mismatches
from heatplan.semantics.functions import FunctionEnv
from heatplan.semantics.other_releases import constraints_missing, unknown_type
from heatplan.semantics.parameter_schema import read_schema
from heatplan.semantics.registry import Broken, Implementation, implementation, leaking
from heatplan.semantics.scope import Level, Scope
from heatplan.semantics.stack_id import arn
from heatplan.semantics.surprises.parameters import declared
from heatplan.semantics.surprises.written import Written, read_template
from heatplan.semantics.template_type import template_resource_type
from heatplan.span import NOWHERE, Span

_NOTHING_WRITTEN = Written()

REGION = "ap-southeast-1"
"""What ``AWS::Region`` is in every cloud (heat/engine/cfn/parameters.py)."""

_ONLY_BY_REGISTRY = "Of files on its own machine Heat takes those that the operator's resource_registry names."

MAX_LEVELS = 20_000
"""Stack levels that one compile looks at: a template that nests itself many times over ends here."""


@dataclass(frozen=True)
class Place:
    """Where a level stands: its name before creation, what it inherits, and who is above it."""

    name: str
    registry: Map
    defaults: Map
    depth: int = 0
    outer: Scope | None = None
    facade: Mapping[str, Expr] | None = None
    member: str | None = None
    first: str | None = None
    chain: tuple[str, ...] = ()

    @property
    def strict(self) -> bool:
        """Heat's strict_validate: values are checked in the root stack only."""
        return self.depth == 0

    def child(self, request: ChildRequest) -> Place:
        """The place of a child."""
        template = request.template if isinstance(request.template, str) else ""
        return Place(
            name=request.name,
            registry=request.registry,
            defaults=Map({**self.defaults, **request.defaults}) if request.defaults else self.defaults,
            depth=self.depth + 1,
            outer=request.outer,
            facade=request.facade,
            member=request.member,
            first=request.first,
            chain=(*self.chain, template),
        )


@dataclass(frozen=True)
class Kinds:
    """What each enabled resource of a level is."""

    types: Mapping[str, ResourceType]
    implementations: Mapping[str, Implementation]
    diagnostics: tuple[Diagnostic, ...]


class Compilation:
    """One compile: sources, request, and what has been read so far."""

    def __init__(self, sources: SourceSet, request: Request) -> None:
        self._sources = sources
        self._request = request
        self._schemas: dict[tuple[str, bool], tuple[ParameterSchema, ...]] = {}
        self._types: dict[str, ResourceType] = {}
        self._written: dict[str, Written] = {}
        self._levels = 0
        self.documents = Documents(sources, request)
        self._found = self.documents.found
        catalogue = catalogue_of(sources, request.settings)
        self._found.extend(catalogue.diagnostics)
        self.catalogue: Catalogue = catalogue.value or Catalogue()
        self.environment = EMPTY_ENVIRONMENT
        self.settings: Settings = request.settings
        self.env = FunctionEnv.of(self.settings)

    def read_environment(self) -> Environment:
        """The environment of the root stack, kept for what nested templates take from it."""
        self.environment = self.documents.environment()
        return self.environment

    def take(self) -> tuple[Diagnostic, ...]:
        """The findings about documents, each once however often a template is nested."""
        return tuple(self._found)

    def missing(self, name: str) -> tuple[Diagnostic, ...]:
        """The finding for a nested template that can not be had."""
        return (finding(codes.MISSING_TEMPLATE, NOWHERE, name=name),)

    # Levels.

    def refuse(self, place: Place) -> tuple[Diagnostic, ...]:
        """A finding where nesting has no end in sight."""
        self._levels += 1
        limit = self.settings.max_nested_stack_depth
        name = place.chain[-1] if place.chain else ""
        again = name and place.chain.count(name) > 1 and place.depth > max(limit, 1)
        if again or place.depth > self.settings.max_nesting or self._levels > MAX_LEVELS:
            return (finding(codes.ENDLESS_NESTING, NOWHERE, name=name or self._sources.root),)
        if limit != -1 and place.depth == limit + 1:
            self._found.append(finding(codes.TOO_DEEP, NOWHERE, depth=place.depth, limit=limit))
        return ()

    def limits(self, template: Template[Expr], place: Place) -> tuple[Diagnostic, ...]:
        """A warning where Heat's limit of resources is exceeded (service.py counts the root's, disabled ones too)."""
        limit = self.settings.max_resources_per_stack
        count = len(template.resources)
        if limit == -1 or count <= limit or place.member is not None:
            return ()
        return (finding(codes.TOO_MANY_RESOURCES, template.span, count=count, limit=limit),)

    def schemas(self, template: Template[Expr], *, inner: bool = False) -> tuple[ParameterSchema, ...]:
        """The parameter schemas of a template, read once.

        In a nested stack (``inner``) the environment's ``parameter_defaults``
        stand in the place of the template's own defaults
        (heat/engine/hot/template.py, param_schemata).
        """
        key = (template.source, inner)
        if key not in self._schemas or not template.source:
            read = [self._schema(decl, template, inner=inner) for decl in template.parameters]
            for _, problems in read:
                self._found.extend(problem for problem in problems if problem not in self._found)
            self._schemas[key] = tuple(schema for schema, _ in read if schema is not None)
        return self._schemas[key]

    def _schema(
        self, decl: ParameterDecl, template: Template[Expr], *, inner: bool
    ) -> tuple[ParameterSchema | None, list[Diagnostic]]:
        own = self._with_default(decl, template.dialect) if inner else decl
        schema, problems = read_schema(own, template.dialect, template.version)
        found = [_declared_at(problem, decl) for problem in problems]
        if self.catalogue.major != NEWEST and schema is not None:
            found.extend(self._not_in_release(decl, schema))
        return schema, found

    def _with_default(self, decl: ParameterDecl, dialect: str) -> ParameterDecl:
        defaults = self.environment.defaults
        if decl.name not in defaults:
            return decl
        key = "default" if dialect == "hot" else "Default"
        place = self.environment.places.get(("parameter_defaults", decl.name), decl.span)
        entries = [(name, node) for name, node in decl.node.entries if name.value != key]
        entries.append((Scalar(key, place), node_of(defaults[decl.name], place)))
        return replace(decl, node=MappingNode(tuple(entries), decl.node.span))

    def _not_in_release(self, decl: ParameterDecl, schema: ParameterSchema) -> Iterator[Diagnostic]:
        """A finding for each constraint that this release of Heat does not know yet."""
        names = [one.name for one in schema.constraints if isinstance(one, Custom)]
        for name, since in constraints_missing(names, release()["custom_constraints"], self.catalogue):
            facts = {"name": name, "since": since, "release": words_of(self.catalogue.major)}
            yield finding(NOT_IN_RELEASE, decl.span, address=f"parameters.{decl.name}", facts=facts)

    def written(self, template: Template[Expr]) -> Written:
        """What surprises in a template by itself, found once; a generated one is nobody's to correct."""
        if not template.source:
            return _NOTHING_WRITTEN
        if template.source not in self._written:
            read = (self._schema(decl, template, inner=False) for decl in template.parameters)
            schemas = tuple(schema for schema, _ in read if schema is not None)
            written = self._written[template.source] = read_template(template, schemas)
            self._found.extend(written.diagnostics)
            self._found.extend(declared(template.parameters, schemas, self._text_at))
        return self._written[template.source]

    def _text_at(self, span: Span) -> str:
        source = self._sources.files.get(span.source)
        return source.text[span.start : span.end] if source is not None and isinstance(source.text, str) else ""

    def pseudo(self, dialect: str, place: Place) -> dict[str, Given]:
        """The pseudo parameters: what only the cloud gives has Heat's stand-in as initial value.

        (heat/engine/hot/parameters.py, heat/engine/cfn/parameters.py.)
        """
        project = self._request.project_id
        if dialect == "cfn":
            name = Lit(place.name) if place.depth == 0 else _read_of("AWS::StackName")
            return {
                "AWS::StackName": Given(name, place.name),
                "AWS::StackId": Given(_read_of("AWS::StackId"), arn(project or "", place.name, "None")),
                "AWS::Region": Given(Lit(REGION), REGION),
            }
        name = Lit(place.name) if place.depth == 0 else _read_of("OS::stack_name")
        return {
            "OS::stack_name": Given(name, place.name),
            "OS::stack_id": Given(_read_of("OS::stack_id"), "None"),
            "OS::project_id": Given(Lit(project) if project is not None else _read_of("OS::project_id"), project),
        }

    def level(self, template: Template[Expr], parameters: tuple[Parameter, ...], place: Place) -> Level:
        """The facts of a level before its resources are known."""
        return Level(
            parameters={parameter.schema.name: parameter for parameter in parameters},
            conditions={decl.name: decl.body for decl in template.conditions},
            files=self.documents.contents,
            env=self.env,
            facade=place.facade,
            outer=place.outer,
            member=place.member,
            first=place.first,
            catalogue=self.catalogue,
        )

    def connected(self, level: Level, selection: Selection, kinds: Kinds) -> Level:
        """The facts of a level with its resources."""
        references = {
            selected.decl.name: reference_before(
                kinds.types.get(selected.decl.name), selected.decl.name, selected.decl.properties
            )
            for selected in selection.resources
        }
        return replace(level, references=references, disabled=frozenset(selection.disabled))

    def kinds(self, selection: Selection, place: Place) -> Kinds:
        """The type and implementation of each enabled resource."""
        types: dict[str, ResourceType] = {}
        implementations: dict[str, Implementation] = {}
        found: list[Diagnostic] = []
        for selected in selection.resources:
            decl = selected.decl
            named = None if place.first is not None and place.member is None else decl.name
            made_by = implementation(place.registry, decl.type, named, known=self.catalogue)
            if isinstance(made_by, Broken):
                found.append(_broken(decl, made_by))
                continue
            if made_by is None:
                hint = unknown_type(decl.type, self.catalogue)
                address = f"resources.{decl.name}"
                level = None if selected.now else "will-fail"
                found.append(
                    finding(codes.UNKNOWN_TYPE, decl.type_span, address=address, hint=hint, level=level, name=decl.type)  # type: ignore[arg-type]
                )
                continue
            kind = self._kind(made_by)
            if kind is None:
                address = f"resources.{decl.name}"
                hint = _ONLY_BY_REGISTRY if is_on_heats_machine(made_by.name) else ""
                found.append(
                    finding(codes.MISSING_TEMPLATE, decl.type_span, address=address, hint=hint, name=made_by.name)
                )
                continue
            types[decl.name] = kind
            implementations[decl.name] = made_by
            # What the operator registered becomes the user's own before Heat compares it with what it stands before:
            # with itself (template_resource.py, template_data).  Of what is managed elsewhere nothing is looked at.
            if made_by.template and made_by.user and decl.external_id in (None, Lit(None)):
                found.extend(self._facade(decl, kind, made_by, place))
        found.extend(_leaks(selection, types, implementations, place))
        return Kinds(types, implementations, tuple(found))

    def _kind(self, made_by: Implementation) -> ResourceType | None:
        """The type; None for a template that can not be had: one on Heat's machine by the operator's registry only."""
        if not made_by.template:
            return self.catalogue.lookup(made_by.name)
        if made_by.user and is_on_heats_machine(made_by.name):
            return None
        return self._template_type(made_by.name)

    def _facade(
        self, decl: ResourceDecl[Expr], kind: ResourceType, made_by: Implementation, place: Place
    ) -> Iterator[Diagnostic]:
        """What keeps a template from standing for the type that it is mapped to."""
        behind = implementation(place.registry, decl.type, decl.name, ignore=made_by, known=self.catalogue)
        if behind is None:
            return
        if isinstance(behind, Broken):
            yield _broken(decl, behind)
            return
        facade = self._template_type(behind.name) if behind.template else self.catalogue.lookup(behind.name)
        for why in mismatches(kind, facade) if facade is not None else ():
            facts = {"name": made_by.name, "type": decl.type, "why": why}
            yield finding(codes.FACADE_MISMATCH, decl.type_span, address=f"resources.{decl.name}", facts=facts)

    def _template_type(self, name: str) -> ResourceType | None:
        if name not in self._types:
            template = self.documents.template(name)
            if template is None:
                return None
            outputs = tuple(output.name for output in template.outputs)
            self._types[name] = template_resource_type(name, self.schemas(template, inner=True), outputs)
        return self._types[name]


def _declared_at(found: Diagnostic, decl: ParameterDecl) -> Diagnostic:
    """A finding about a default that an environment has says which template the parameter is of."""
    if found.span.source in ("", decl.span.source):
        return found
    return replace(found, labels=(*found.labels, (decl.span, "the parameter")))


def _leaks(
    selection: Selection, types: Mapping[str, ResourceType], made: Mapping[str, Implementation], place: Place
) -> Iterator[Diagnostic]:
    """A warning where an entry by name may be used for other resources too: in this stack, or in one that is nested."""
    if not place.registry.get("resources"):
        return
    decls = [selected.decl for selected in selection.resources]
    nested = {name for name, kind in types.items() if kind.facts.get("is_stack_resource")}
    for decl in decls:
        if decl.name not in made:
            continue
        for kind_name, target in leaking(place.registry, decl.name, made[decl.name]):
            others = any(one.name != decl.name and kind_name in _looked_up(one, made) for one in decls)
            if others or nested - {decl.name}:
                facts = {"target": target, "type": kind_name, "name": decl.name}
                address = f"resources.{decl.name}"
                yield finding(MAPPING_BY_NAME_LEAKS, decl.type_span, address=address, facts=facts)


def _looked_up(decl: ResourceDecl[Expr], made: Mapping[str, Implementation]) -> tuple[str, ...]:
    """The names that the registry was asked for a resource."""
    return made[decl.name].way if decl.name in made else (decl.type,)


def _broken(decl: ResourceDecl[Expr], broken: Broken) -> Diagnostic:
    """The finding for a type whose entry in the registry leads nowhere."""
    code = codes.MAPPING_LOOP if broken.why == "loop" else codes.MAPPING_OF_TYPE
    facts = {"name": decl.type, "way": " to ".join(broken.path)}
    return finding(code, decl.type_span, address=f"resources.{decl.name}", facts=facts)


def reference_before(kind: ResourceType | None, name: str, properties: Expr | None = None) -> Value:
    """The reference of a resource before creation, by its type: its name, null, the text 'None', or a property."""
    rule = kind.facts.get("reference", "name") if kind is not None else "name"
    if rule == "property name":
        own = entry(properties, "name")
        return own.value if isinstance(own, Lit) else None
    return {"null": None, "text None": "None"}.get(rule, name)


def _read_of(name: str) -> Expr:
    return Call("get_param", "GetParam", Lit(name))
