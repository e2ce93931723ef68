"""The way of a template, on one screen: which pass follows which, per stack level.

``compile`` is a function: the same sources and request give the same bytes,
everywhere.  It recurses per stack level, since a nested template's parameters
are its parent's property schema.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from heatplan.catalogue.catalogue import SHIPPED
from heatplan.catalogue.releases import release_of
from heatplan.catalogue.resource_types import RELEASE
from heatplan.diagnostics.codes_nesting import BAD_STACK_NAME, TAG_TOO_LONG, TOO_DEEP, TOO_MANY_RESOURCES
from heatplan.diagnostics.codes_read import OVER_TEMPLATE_SIZE
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.auth import AUTH_DEFAULTS
from heatplan.ir.expr import Expr, Lit
from heatplan.ir.plan import Header, Plan
from heatplan.ir.schema import Given
from heatplan.ir.settings import DEFAULTS
from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.template import Template
from heatplan.ir.tree import Stack
from heatplan.ir.value import Map
from heatplan.levels import Compilation
from heatplan.memo import Memo
from heatplan.own_types import catalogue_of, own_types
from heatplan.passes.advise import advise
from heatplan.passes.authorize import authorize
from heatplan.passes.bind import bind
from heatplan.passes.check import check
from heatplan.passes.connect import connect
from heatplan.passes.evaluate import evaluate
from heatplan.passes.expand import expand
from heatplan.passes.follow import follow
from heatplan.passes.require import require
from heatplan.passes.schedule import circles, schedule
from heatplan.passes.select import select
from heatplan.place import Place
from heatplan.result import Result
from heatplan.semantics.children import ChildRequest, Surroundings, is_stack_name
from heatplan.semantics.scope import Scope
from heatplan.span import NOWHERE

PASSES = (
    ("load", "every file that templates and environments name is in the set"),
    ("read", "Heat's YAML as nodes with places; depth, size and alias growth bounded"),
    ("parse", "the shape of the document is lawful for its version"),
    ("elaborate", "no function hides in a mapping"),
    ("merge", "the environments are one"),
    ("bind", "every parameter has a typed, checked value or a finding"),
    ("select", "every resource and output is there, not there, or has its condition beside it"),
    ("evaluate", "branches are chosen, everything knowable now is a value, and reads are gathered"),
    ("check", "properties are typed; references and attributes exist"),
    ("expand", "nested stacks and groups are in the tree; a group is a family, not N copies"),
    ("connect", "every edge is explicit"),
    ("advise", "what will surprise the author has a warning"),
    ("authorize", "whoever acts is explicit; every mint has its end"),
    ("follow", "where a secret arrives in the open there is a warning"),
    ("require", "what must be in the cloud beforehand is known, each thing once"),
    ("schedule", "acyclic, in canonical order, hashed; nothing hidden is left"),
)
"""Each pass and what holds after it; docs/architecture.md shows the same table."""


LONGEST_TAG = 80
"""Characters that a stack's tag may have (heat/common/param_utils.py, extract_tags)."""

BEYOND_HEAT = frozenset({TOO_DEEP.id, TOO_MANY_RESOURCES.id, OVER_TEMPLATE_SIZE.id})
"""Findings that say a limit of Heat's is exceeded: the plan carries them."""


def compile(  # noqa: A001
    sources: SourceSet,
    request: Request = Request(),  # noqa: B008
    *,
    memo: Memo | None = None,
) -> Result[Plan]:
    """Sources and a request to a plan.  No value where a finding is an error.

    ``memo`` is for those who compile the same texts many times: each is read
    once, and the answer is the same.
    """
    analysed = analyse(sources, request, memo=memo)
    if analysed.value is None or analysed.failed:
        loops = circles(analysed.value) if analysed.value is not None else ()
        return Result(None, analysed.diagnostics + loops)
    catalogue = catalogue_of(sources, request.settings).value or SHIPPED
    required = require(analysed.value, catalogue)
    about = replace(header(sources, request, analysed), preconditions=required.value or ())
    planned = schedule(analysed.value, about)
    return Result(planned.value, analysed.diagnostics + planned.diagnostics)


def analyse(sources: SourceSet, request: Request = Request(), *, memo: Memo | None = None) -> Result[Stack]:  # noqa: B008
    """Sources and a request to the stack tree, with all findings but those of schedule."""
    work = Compilation(sources, request, memo)
    template = work.documents.root()
    if template is None:
        return Result(None, work.take())
    if not is_stack_name(request.stack_name):
        return Result(None, (*work.take(), finding(BAD_STACK_NAME, NOWHERE, name=request.stack_name)))
    for tag in request.tags:
        if len(tag) > LONGEST_TAG:
            work.documents.found.append(finding(TAG_TOO_LONG, NOWHERE, tag=tag, limit=LONGEST_TAG))
    environment = work.read_environment()
    given = {
        name: Given(Lit(value), value, environment.places.get(("parameters", name), NOWHERE))
        for name, value in environment.parameters.items()
    }
    place = Place(request.stack_name, environment.registry, environment.defaults)
    stack = _level(work, template, given, place)
    work.documents.find_unused()
    found = work.take() + stack.diagnostics
    if stack.value is None:
        return Result(None, found)
    rooted = replace(stack.value, event_sinks=environment.sinks)
    authorized = authorize(rooted, request.auth, work.catalogue)
    followed = follow(authorized.value or rooted)
    return Result(followed.value, found + authorized.diagnostics + followed.diagnostics)


def _level(work: Compilation, template: Template[Expr], given: Mapping[str, Given], place: Place) -> Result[Stack]:
    """One stack level: bind, select, evaluate, check, expand, connect."""
    found: list[Diagnostic] = list(work.refuse(place))
    if found:
        return Result(None, tuple(found))
    found.extend(work.limits(template, place))
    schemas = work.schemas(template, inner=place.depth > 0)
    pseudo = work.pseudo(template.dialect, place)
    bound = bind(template, schemas, given, place.defaults, pseudo, strict=place.strict)
    found.extend(bound.diagnostics)
    parameters = bound.value or ()
    level = work.level(template, parameters, place)
    selected = select(template, Scope(level))
    found.extend(selected.diagnostics)
    if selected.value is None:
        return Result(None, tuple(found))
    kinds = work.kinds(selected.value, place)
    found.extend(kinds.diagnostics)
    level = work.connected(level, selected.value, kinds)
    scope = Scope(level)
    mapped = {name: found_.name for name, found_ in kinds.implementations.items()}
    stack = evaluate(template, selected.value, parameters, mapped, scope)
    found.extend(stack.diagnostics)
    if stack.value is None:
        return Result(None, tuple(found))
    checked = check(stack.value, template, kinds.types, scope, selected.value, strict=place.strict)
    found.extend(checked.diagnostics)
    if checked.value is None:
        return Result(None, tuple(found))
    typed, values = checked.value
    nodes = {decl.name: decl.node for decl in template.resources}
    later = frozenset(one.decl.name for one in selected.value.resources if not one.now)
    around = Surroundings(
        place.name, place.registry, scope, kinds.types, kinds.implementations, values, nodes, work.settings, later
    )

    def compile_child(child: ChildRequest) -> Result[Stack]:
        inner = work.documents.template(child.template) if isinstance(child.template, str) else child.template
        if inner is None:
            return Result(None, work.missing(str(child.template)))
        return _level(work, inner, child.given, place.child(child))

    expanded = expand(typed, around, compile_child)
    found.extend(expanded.diagnostics)
    linked = connect(expanded.value or typed, kinds.types, values, nodes)
    found.extend(linked.diagnostics)
    advised = advise(linked.value or typed, template, kinds.types, work.written(template), root=place.depth == 0)
    return Result(advised.value, (*found, *advised.diagnostics))


def header(sources: SourceSet, request: Request, analysed: Result[Stack]) -> Header:
    """What the plan says of its inputs: digests of the sources, the visible parameters, settings not default."""
    digests = {}
    for name in sorted(set(sources.files) - set(sources.environments)):  # an environment may hold secrets
        digests[name] = digest_of(sources.files[name])
    digests.update((source.name, digest_of(source)) for source in sources.types)
    digests.update((name, digest_of(source)) for name, source in sorted(sources.operator.templates.items()))
    visible = {
        parameter.schema.name: parameter.value.value
        for parameter in (analysed.value.parameters if analysed.value else ())
        if isinstance(parameter.value, Lit) and not parameter.schema.hidden
    }
    settings = {
        name: getattr(request.settings, name)
        for name in sorted(DEFAULTS.__slots__)
        if getattr(request.settings, name) != getattr(DEFAULTS, name)
    }
    auth = {
        f"auth.{name}": getattr(request.auth, name)
        for name in sorted(AUTH_DEFAULTS.__slots__)
        if getattr(request.auth, name) != getattr(AUTH_DEFAULTS, name)
    }
    release = release_of(request.settings.heat_release)
    return Header(
        stack_name=request.stack_name,
        root=sources.root,
        digests=Map(digests),
        parameters=Map((name, visible[name]) for name in sorted(visible)),
        settings=Map({**settings, **auth}),
        catalogue=RELEASE if release is None else release.version,
        exceeds=tuple(found.message for found in analysed.diagnostics if found.code.id in BEYOND_HEAT),
        types=own_types(sources, request.settings, analysed.value) if sources.types else Map(),
        tags=request.tags,
    )


def digest_of(source: Source) -> str:
    """The SHA-256 (hex) of a file."""
    data = source.text if isinstance(source.text, bytes) else source.text.encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()
