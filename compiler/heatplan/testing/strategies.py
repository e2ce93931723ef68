"""Strategies that draw whole templates, and parameters for a given one.

``templates()`` draws templates that are lawful by construction: whatever comes
out compiles without an error.  What it shrinks to is small and readable.
``parameters_of(sources)`` draws what a user may give to a template.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from hypothesis import strategies as st

from heatplan.catalogue.versions import ALIASES, VERSIONS
from heatplan.ir.schema import ParameterSchema
from heatplan.ir.source import Source, SourceSet
from heatplan.ir.value import freeze
from heatplan.semantics.parameter_schema import read_schema
from heatplan.syntax.parse import parse
from heatplan.syntax.read import read
from heatplan.testing.body import Body
from heatplan.testing.disturbances import failures_of, signals_of
from heatplan.testing.drawn import ROOT, Drawn, Form
from heatplan.testing.expressions import Expressions
from heatplan.testing.inputs import inputs_of
from heatplan.testing.offers import ChildTemplate, Kind, Knobs, Offered, Offers
from heatplan.testing.resources import ROWS
from heatplan.testing.schemas import KINDS, TYPES, declared, lawful, offered, schemas
from heatplan.testing.several import several
from heatplan.testing.values import values_of
from heatplan.testing.words import WORDS

__all__ = ["failures_of", "inputs_of", "parameters_of", "signals_of", "templates", "values_of"]

FILES: Final = {"script.sh": "#!/bin/sh\necho %index% $a\n", "empty.txt": ""}
"""What ``get_file`` may ask for."""

FORMS: Final[tuple[Form, ...]] = ("yaml", "json")

ALIASED: Final = (("Our::Random", "OS::Heat::RandomString"), ("Our::Server", "OS::Nova::Server"))
"""Names that an environment may give to types."""

USES: Final[tuple[tuple[Kind, str], ...]] = (*((kind, "") for kind in KINDS), ("number", "size"), ("number", "count"))


def templates(
    *,
    max_resources: int = 5,
    max_parameters: int = 4,
    max_outputs: int = 3,
    max_members: int = 3,
    max_templates: int = 2,
    with_groups: bool = True,
    with_conditions: bool = True,
    with_hidden: bool = True,
    versions: tuple[str, ...] | None = None,
) -> st.SearchStrategy[Drawn]:
    """Whole templates with their nested ones, environments and parameters.

    The bounds hold for each stack level; ``max_templates`` is how many nested
    templates there may be, ``versions`` which HOT versions (dates).
    """
    return _templates(
        Knobs(
            max_resources=max_resources,
            max_parameters=max_parameters,
            max_outputs=max_outputs,
            max_members=max_members,
            max_templates=max_templates,
            with_groups=with_groups,
            with_conditions=with_conditions,
            with_hidden=with_hidden,
            versions=Knobs().versions if versions is None else versions,
        )
    )


def parameters_of(
    sources: SourceSet | str, *, text: st.SearchStrategy[str] = WORDS, spelled: bool = True
) -> st.SearchStrategy[dict[str, Any]]:
    """What a user may give to a template: a lawful value for each parameter, those with a default now and then.

    ``sources`` is a source set, or the text of a template.  ``text`` draws free
    texts: plain words mostly, with ``heatplan.testing.values.TEXT`` anything at
    all.  ``spelled`` allows other spellings of a value (``values_of``).
    Raises ValueError where the text is no template.
    """
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for schema in schemas_of(sources):
        strategy = values_of(schema, text=text, spelled=spelled)
        (optional if schema.has_default else required)[schema.name] = strategy
    return st.fixed_dictionaries(required, optional=optional)


def schemas_of(sources: SourceSet | str) -> tuple[ParameterSchema, ...]:
    """The schemas of the root template's parameters; raises ValueError where there is no template."""
    source = Source("template.yaml", sources) if isinstance(sources, str) else sources.files[sources.root]
    node = read(source).value
    template = None if node is None else parse(node, source.name).value
    if template is None:
        raise ValueError(f"{source.name} is no template")
    found = (read_schema(decl, template.dialect, template.version)[0] for decl in template.parameters)
    return tuple(schema for schema in found if schema is not None)


@st.composite
def _templates(draw: st.DrawFn, knobs: Knobs) -> Drawn:
    aliases = tuple(one for one in ALIASED if draw(st.integers(0, 3)) == 3)
    children: list[ChildTemplate] = []
    files: dict[str, Any] = {}
    registry: dict[str, str] = dict(aliases)

    def nest(number: int) -> None:
        name = draw(st.sampled_from(["nested_{}.yaml", "lib/nested_{}.yaml"])).format(number)
        files[name], child = draw(_child(name, knobs, tuple(children), aliases))
        if draw(st.booleans()):
            registry[f"Our::Nested{number}"] = name
            child = replace(child, types=(*child.types, f"Our::Nested{number}"))
        children.append(child)

    several(draw, knobs.max_templates, nest, often=3)
    root, sections, given, secrets = draw(_root(knobs, tuple(children), aliases))
    if registry:
        sections["resource_registry"] = registry
    environments = {"env.yaml": sections} if sections else {}
    texts = {f"{folder}{name}": text for name, text in FILES.items() for folder in ("", "lib/")}
    asked = repr((root, files))
    used = {name: text for name, text in texts.items() if name.split("/")[-1] in asked}
    form = draw(st.sampled_from(FORMS))
    hidden = (*secrets, *(secret for child in children for secret in child.secrets))
    return Drawn({ROOT: root, **files, **used}, environments, given, form, hidden)


def _offers(version: str, children: tuple[ChildTemplate, ...], aliases: tuple[tuple[str, str], ...]) -> Offers:
    known = tuple(one for one in aliases if one[1] in ROWS)
    return Offers(VERSIONS[version], files=tuple(FILES), children=children, aliases=known)


def _version(draw: st.DrawFn, knobs: Knobs) -> tuple[str, str]:
    """A version: as it is written, and its date."""
    date = draw(st.sampled_from(knobs.versions))
    names = [alias for alias, dated in ALIASES.items() if dated == date]
    return draw(st.sampled_from([date, *names])), date


def _level(
    draw: st.DrawFn, head: dict[str, Any], offers: Offers, knobs: Knobs, *, least: int = 0
) -> tuple[dict[str, Any], tuple[tuple[str, Kind], ...]]:
    """A template with its conditions, resources and outputs; sections that are empty are left out."""
    conditions: dict[str, Any] = {}
    if knobs.with_conditions and offers.has_conditions:

        def define(number: int) -> None:
            write = Expressions(draw, replace(offers, conditions=tuple(conditions)))
            conditions[f"is_{number}"] = write.condition_body()

        several(draw, 3, define, often=2)
    resources, outputs, kinds = Body(draw, replace(offers, conditions=tuple(conditions)), knobs, least=least).drawn()
    found = {**head, "conditions": conditions, "resources": resources, "outputs": outputs}
    return {name: section for name, section in found.items() if section}, kinds


@st.composite
def _root(
    draw: st.DrawFn, knobs: Knobs, children: tuple[ChildTemplate, ...], aliases: tuple[tuple[str, str], ...]
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], tuple[str, ...]]:
    """The root template, the sections of its environment, what the user gives, and what is secret of that."""
    written, version = _version(draw, knobs)
    parameters: dict[str, Any] = {}
    places: dict[str, dict[str, Any]] = {"given": {}, "parameters": {}, "parameter_defaults": {}}
    known: list[Offered] = []
    secrets: list[str] = []

    def declare(number: int) -> None:
        kind, use = draw(st.sampled_from(USES))
        name = f"p_{use or kind}{number}"
        if knobs.with_hidden and not use and kind != "boolean" and draw(st.integers(0, 2)) == 2:
            schema = ParameterSchema(name, TYPES[kind], hidden=True)
            value, secret = _secret(kind, number)
            secrets.append(secret)
        else:
            schema = draw(schemas(name, kind, use, version))
            value = draw(lawful(schema, use, spelled=True))
        place = draw(st.sampled_from(["given", "default", "parameters", "parameter_defaults"]))
        if place == "default":
            default = value if schema.hidden else draw(lawful(schema, use, spelled=False))
            schema = replace(schema, default=freeze(default), has_default=True)
        else:
            places[place][name] = value
        parameters[name] = declared(schema)
        known.append(offered(schema, use))

    several(draw, knobs.max_parameters, declare)
    offers = replace(_offers(version, children, aliases), parameters=tuple(known))
    head = {"heat_template_version": written, "parameters": parameters}
    template, _ = _level(draw, head, offers, knobs, least=1)  # none at all says little
    given = places.pop("given")
    return template, {name: items for name, items in places.items() if items}, given, tuple(secrets)


def _secret(kind: Kind, number: int) -> tuple[Any, str]:
    """A value that is recognised wherever it turns up, and the text to look for."""
    if kind == "number":
        return 770_000_000 + number, str(770_000_000 + number)
    text = f"hidden-{number}-of-this-stack"
    return {"string": text, "list": ["a", text], "map": {"a": text, "b": "x"}}[kind], text


@st.composite
def _child(
    draw: st.DrawFn, name: str, knobs: Knobs, children: tuple[ChildTemplate, ...], aliases: tuple[tuple[str, str], ...]
) -> tuple[dict[str, Any], ChildTemplate]:
    """A template to be nested."""
    written, version = _version(draw, knobs)
    inner = replace(knobs, max_resources=min(3, knobs.max_resources), max_outputs=min(2, knobs.max_outputs))
    parameters: dict[str, Any] = {}
    known: list[Offered] = []
    required: set[str] = set()
    secrets: list[str] = []

    def declare(number: int) -> None:
        kind, use = draw(st.sampled_from((*USES, ("number", "index"))))
        schema = ParameterSchema(f"a_{use or kind}{number}", TYPES[kind])
        solid = bool(use) or draw(st.booleans())
        if knobs.with_hidden and not use and kind == "string" and draw(st.integers(0, 3)) == 3:
            schema = replace(schema, hidden=True)
        if draw(st.booleans()):
            default = draw(lawful(schema, use, spelled=False))
            if schema.hidden:
                default = f"hidden-{number}-of-{name.rsplit('/', maxsplit=1)[-1].split('.', maxsplit=1)[0]}"
                secrets.append(default)
            schema = replace(schema, default=freeze(default), has_default=True)
        else:
            required.add(schema.name)
        parameters[schema.name] = declared(schema)
        known.append(replace(offered(schema, solid=solid), use=use))

    several(draw, min(3, knobs.max_parameters), declare)
    usable = tuple(replace(one, use="count") if one.use == "index" else one for one in known)
    # names of files are relative to the file that has them
    near = children if "/" not in name else tuple(replace(one, types=_away(one.types)) for one in children)
    offers = replace(_offers(version, near, aliases), parameters=usable)
    head = {"heat_template_version": written, "parameters": parameters}
    template, outputs = _level(draw, head, offers, inner)
    return template, ChildTemplate((name,), tuple(known), frozenset(required), outputs, tuple(secrets))


def _away(types: tuple[str, ...]) -> tuple[str, ...]:
    """The names of types as a file in a folder writes them."""
    return tuple(kind if "::" in kind else f"../{kind}" for kind in types)
