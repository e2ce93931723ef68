"""What a user may give to a template, drawn: parameters and a drawn environment that gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from textwrap import indent
from typing import Any, Final

from hypothesis import strategies as st

from heatplan.documents import Documents
from heatplan.ir.schema import ParameterSchema
from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.value import Map, Value, freeze, thaw
from heatplan.memo import Memo
from heatplan.semantics.parameter_schema import read_schema
from heatplan.semantics.parameters import check
from heatplan.syntax.read import read
from heatplan.syntax.references import is_template
from heatplan.testing.plausible import SIZES, guess, plausible, spellings
from heatplan.testing.uses import UNUSED, Use, uses_of
from heatplan.testing.writing import to_yaml

DRAWN: Final = "drawn.yaml"
"""The name of the environment that gives what is drawn; it comes last, and so wins."""

MOST_GIVEN: Final = 6
"""Of the parameters that have a default, so many are given at most."""

MOST_MEMBERS: Final = 150
"""The product of the sizes of all groups of one draw."""

PLAIN_NUMBER: Final = re.compile(r"-?[0-9]{1,18}\Z")
"""A text that is a number of some use: not ``²``, which is a digit too."""

PLACES: Final = ("parameters", "parameter_defaults")
"""The sections by which an environment gives a parameter, as they are tried."""

SELDOM: Final = 6
"""One of so many values is spelled in another way that Heat takes, or given as a default."""


class NoTemplateError(ValueError):
    """What is to be asked is no template."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """One draw: values by the section of the environment that gives them, on top of what is fixed.

    ``base`` and ``asked`` are the sources and the request with all that is
    fixed; ``sources`` and ``request`` are what ``heatplan.pipeline.compile``
    takes.  Its ``repr`` is the environment, as a file has it.
    """

    parameters: Map
    defaults: Map
    base: SourceSet = field(compare=False)
    asked: Request = field(compare=False)

    def sections(self) -> dict[str, dict[str, Any]]:
        """The sections of the environment that have something in them."""
        both = {"parameters": self.parameters, "parameter_defaults": self.defaults}
        return {name: thaw(values) for name, values in both.items() if values}

    def environment(self) -> str:
        """The environment as the text of a file; one that gives nothing has empty ``parameters``."""
        if not self.parameters and not self.defaults:
            return "parameters: {}\n"
        return "".join(f"{name}:\n{indent(to_yaml(values), '  ')}" for name, values in self.sections().items())

    def sources(self) -> SourceSet:
        """The sources, with the environment as the last of their environments; without where it gives nothing."""
        if not self.parameters and not self.defaults:
            return self.base
        name = name_beside(self.base)
        files = Map({**self.base.files, name: Source(name, self.environment())})
        return replace(self.base, files=files, environments=(*self.base.environments, name))

    def request(self) -> Request:
        """The request."""
        return self.asked

    def given(self) -> Map:
        """All values that are given, by the parameters' names."""
        return Map({**self.defaults, **self.parameters})

    def giving(self, name: str, value: Value) -> Inputs:
        """The same with this value for a parameter, in the section that has it already."""
        if name in self.defaults:
            return replace(self, defaults=Map({**self.defaults, name: value}))
        return replace(self, parameters=Map({**self.parameters, name: value}))

    def without(self, name: str) -> Inputs:
        """The same without a value for a parameter."""
        left = [
            Map((key, item) for key, item in one.items() if key != name) for one in (self.parameters, self.defaults)
        ]
        return replace(self, parameters=left[0], defaults=left[1])

    def __repr__(self) -> str:
        return self.environment()

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """How Hypothesis prints it."""
        printer.text("\n" + self.environment())


def name_beside(base: SourceSet) -> str:
    """A name for the drawn environment that no file has."""
    name = DRAWN
    while name in base.files:
        name = f"drawn-{name}"
    return name


@dataclass(frozen=True, slots=True)
class Drawable:
    """A parameter of the root template that is drawn: its schema, what the template does with it, and its rivals.

    ``rivals`` are the schemas of parameters of that name in nested templates:
    these get what is given as a default too.
    """

    schema: ParameterSchema
    use: Use = UNUSED
    rivals: tuple[ParameterSchema, ...] = ()
    places: tuple[str, ...] = PLACES


@dataclass(frozen=True, slots=True)
class Field:
    """What there is to draw for a template: ``base`` and ``asked`` have all that is fixed."""

    base: SourceSet
    asked: Request
    drawable: tuple[Drawable, ...]
    fixed: tuple[str, ...] = ()


def inputs_of(
    sources: SourceSet | str,
    *,
    environments: Iterable[str] = (),
    fixed: Mapping[str, Any] = Map(),
    free: Iterable[str] = (),
) -> st.SearchStrategy[Inputs]:
    """Inputs that a template takes: which parameters are given, how, and their values, as far as nothing fixes them.

    ``sources`` is a source set, or the text of a template; ``environments`` are
    texts of environments that stand in every draw, ``fixed`` parameters that
    are given in every draw.  What either gives is not drawn, but for the
    parameters that ``free`` names.  Raises NoTemplateError where there is no template.
    """
    base = (
        SourceSet("template.yaml", Map({"template.yaml": Source("template.yaml", sources)}))
        if isinstance(sources, str)
        else sources
    )
    files, names = dict(base.files), list(base.environments)
    for number, text in enumerate(environments, 1):
        names.append(f"environment-{number}.yaml")
        files[names[-1]] = Source(names[-1], text)
    base = replace(base, files=Map(files), environments=tuple(names))
    return drawn(field_of(base, Request(parameters=freeze(dict(fixed))), free))


def field_of(base: SourceSet, asked: Request, free: Iterable[str] = (), memo: Memo | None = None) -> Field:
    """What there is to draw for these sources and this request; raises NoTemplateError where there is no template."""
    memo = Memo() if memo is None else memo
    documents = Documents(base, asked, memo)
    template = documents.root()
    if template is None:
        raise NoTemplateError(f"{base.root} is no template")
    environment = documents.environment()
    wanted = frozenset(free)
    read = (read_schema(decl, template.dialect, template.version)[0] for decl in template.parameters)
    schemas = [one for one in read if one is not None]
    given = environment.parameters.keys() | environment.defaults.keys()
    fixed = tuple(one.name for one in schemas if one.name in given and one.name not in wanted)
    left = Map((name, value) for name, value in asked.parameters.items() if name not in wanted)
    asked = replace(asked, parameters=left)
    rivals = _nested_schemas(base, asked, documents)
    plain = [
        Drawable(one, UNUSED, rivals.get(one.name, ()), PLACES[:1] if one.name in given else PLACES)
        for one in schemas
        if one.name not in fixed
    ]
    first = Inputs(
        Map((one.schema.name, guess(one.schema)) for one in plain if not one.schema.has_default), Map(), base, asked
    )
    uses = uses_of(first.sources(), asked, memo)
    drawable = tuple(replace(one, use=uses.get(one.schema.name, UNUSED)) for one in plain)
    return Field(base, asked, drawable, fixed)


def _nested_schemas(base: SourceSet, asked: Request, documents: Documents) -> dict[str, tuple[ParameterSchema, ...]]:
    """The schemas of all parameters of nested templates, by name."""
    found: dict[str, tuple[ParameterSchema, ...]] = {}
    for name in sorted(set(base.files) - {base.root, *base.environments}):
        node = read(base.files[name], asked.settings).value if isinstance(base.files[name].text, str) else None
        template = documents.template(name) if node is not None and is_template(node) else None
        for decl in template.parameters if template is not None else ():
            schema = read_schema(decl, template.dialect, template.version)[0] if template is not None else None
            if schema is not None:
                found[schema.name] = (*found.get(schema.name, ()), schema)
    return found


@st.composite
def drawn(draw: st.DrawFn, field: Field) -> Inputs:
    """Inputs drawn from a field: what has no default always, of the others a few."""
    found = [draw(_given(one)) for one in field.drawable if not one.schema.has_default]
    optional = [one for one in field.drawable if one.schema.has_default]
    if optional:
        some = st.sampled_from(optional).flatmap(_given)
        found += draw(st.lists(some, unique_by=lambda one: one[0].schema.name, max_size=MOST_GIVEN))
    given: dict[str, dict[str, Value]] = {place: {} for place in PLACES}
    room = MOST_MEMBERS
    for one, place, value in found:
        affordable = value
        if one.use.counts:
            affordable, room = _affordable(one.schema, value, room)
        given[place][one.schema.name] = freeze(affordable)
    return Inputs(Map(given["parameters"]), Map(given["parameter_defaults"]), field.base, field.asked)


@st.composite
def _given(draw: st.DrawFn, one: Drawable) -> tuple[Drawable, str, Any]:
    """A value of the parameter and the section that gives it: all that goes when the parameter is left out."""
    value = draw(plausible(one.schema, one.use))
    if draw(st.integers(0, SELDOM - 1)) < SELDOM - 1:
        return one, PLACES[0], value
    ways = [(place, value) for place in one.places[1:] if not any(check(rival, freeze(value)) for rival in one.rivals)]
    ways += [(PLACES[0], other) for other in spellings(one.schema, value) if not check(one.schema, freeze(other))]
    place, value = draw(st.sampled_from(ways)) if ways else (PLACES[0], value)
    return one, place, value


def _affordable(schema: ParameterSchema, size: Any, room: int) -> tuple[Any, int]:
    """A size for which there is room beside the other groups' sizes, and the room that is left."""
    number = int(size) if PLAIN_NUMBER.match(str(size)) else 1
    if number > room:
        smaller = [one for one in SIZES if one <= room and not check(schema, one)]
        number = max(smaller, default=number)
        size = str(number) if isinstance(size, str) else number
    return size, max(1, room // max(1, number))
