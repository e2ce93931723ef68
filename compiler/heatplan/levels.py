"""What the pipeline keeps at hand between stack levels: templates read once, and the place of a level.

Everything here is local to one compile; nothing outlives it but the memo of a caller who compiles the same texts
many times.
"""

from __future__ import annotations

from dataclasses import replace

from heatplan.catalogue.catalogue import Catalogue
from heatplan.declared import Declared
from heatplan.diagnostics import codes_nesting as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.documents import Documents
from heatplan.ir.environment import Environment
from heatplan.ir.expr import Call, Expr, Lit, entry
from heatplan.ir.schema import Given, Parameter, ParameterSchema, ResourceType
from heatplan.ir.selection import Selection
from heatplan.ir.settings import Settings
from heatplan.ir.source import Request, SourceSet
from heatplan.ir.template import Template
from heatplan.ir.value import Value
from heatplan.kinds import Kinds, KindsOf
from heatplan.memo import Memo
from heatplan.own_types import catalogue_of
from heatplan.place import Place
from heatplan.semantics.functions import FunctionEnv
from heatplan.semantics.scope import Level
from heatplan.semantics.stack_id import arn
from heatplan.semantics.surprises.parameters import declared
from heatplan.semantics.surprises.written import Written, read_template
from heatplan.span import NOWHERE, Span

_NOTHING_WRITTEN = Written()

REGION = "ap-southeast-1"
"""What ``AWS::Region`` is in every cloud (heat/engine/cfn/parameters.py)."""

MAX_LEVELS = 20_000
"""Stack levels that one compile looks at: a template that nests itself many times over ends here."""


class Compilation:
    """One compile: sources, request, and what has been read so far."""

    def __init__(self, sources: SourceSet, request: Request, memo: Memo | None = None) -> None:
        self._sources = sources
        self._request = request
        self._written: dict[str, Written] = {}
        self._levels = 0
        self.documents = Documents(sources, request, memo)
        self._found = self.documents.found
        catalogue = catalogue_of(sources, request.settings)
        self._found.extend(catalogue.diagnostics)
        self.catalogue: Catalogue = catalogue.value or Catalogue()
        self._declared = Declared(self.catalogue, self._found)
        self._kinds = KindsOf(self.documents, self.catalogue, self._declared)
        self.settings: Settings = request.settings
        self.env = FunctionEnv.of(self.settings)

    def read_environment(self) -> Environment:
        """The environment of the root stack, kept for what nested templates take from it."""
        environment = self.documents.environment()
        self._declared.environment = environment
        if environment.defaults:
            self._declared.secret = self.documents.hidden_names().intersection(environment.defaults)
        return environment

    def schemas(self, template: Template[Expr], *, inner: bool = False) -> tuple[ParameterSchema, ...]:
        """The parameter schemas of a template; ``inner`` where it is a nested stack's."""
        return self._declared.schemas(template, inner=inner)

    def kinds(self, selection: Selection, place: Place) -> Kinds:
        """The type and implementation of each enabled resource."""
        return self._kinds.kinds(selection, place)

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

    def written(self, template: Template[Expr]) -> Written:
        """What surprises in a template by itself, found once; a generated one is nobody's to correct."""
        if not template.source:
            return _NOTHING_WRITTEN
        if template.source not in self._written:
            schemas = self._declared.written(template)
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


def reference_before(kind: ResourceType | None, name: str, properties: Expr | None = None) -> Value:
    """The reference of a resource before creation, by its type: its name, null, the text 'None', or a property."""
    rule = kind.facts.get("reference", "name") if kind is not None else "name"
    if rule == "property name":
        own = entry(properties, "name")
        return own.value if isinstance(own, Lit) else None
    return {"null": None, "text None": "None"}.get(rule, name)


def _read_of(name: str) -> Expr:
    return Call("get_param", "GetParam", Lit(name))
