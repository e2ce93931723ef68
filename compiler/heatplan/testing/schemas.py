"""Parameter schemas, drawn, and as a template declares them."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st

from heatplan.ir.schema import AllowedPattern, AllowedValues, Constraint, Length, Modulo, ParameterSchema, Range
from heatplan.ir.value import thaw
from heatplan.semantics.parameter_schema import MODULO_SINCE, TAGS_SINCE
from heatplan.testing.expressions import FREE_TEXT
from heatplan.testing.offers import ALPHABET, Kind, Offered
from heatplan.testing.values import values_of

PATTERNS: Final = ("[a-z]*", "[a-z][a-z0-9-]{0,9}", "(web|db)[0-9]+", "v\\d\\.\\d{1,2}", "(a|ab)(c|bcd)?", "\\S+$")
TYPES: Final[dict[Kind, str]] = {
    "string": "string",
    "number": "number",
    "boolean": "boolean",
    "list": "comma_delimited_list",
    "map": "json",
}
KINDS: Final[tuple[Kind, ...]] = tuple(TYPES)


def lawful(schema: ParameterSchema, use: str = "", *, spelled: bool) -> st.SearchStrategy[Any]:
    """Values that every function takes: of readable characters, JSON as a map from texts to texts.

    With a ``use``, whole numbers that are good for it.
    """
    if use:
        number = st.integers(1 if use == "size" else 0, 3)
        return number | number.map(str) if spelled else number
    if schema.type == "json":
        return st.dictionaries(st.sampled_from("abc"), FREE_TEXT, max_size=2).filter(
            lambda value: all(len(value) >= (one.minimum or 0) for one in schema.constraints if isinstance(one, Length))
        )
    return values_of(schema, text=FREE_TEXT, alphabet=ALPHABET, spelled=spelled)


@st.composite
def schemas(draw: st.DrawFn, name: str, kind: Kind, use: str, version: str) -> ParameterSchema:
    """A schema for a parameter of the root template: its constraints fit its type and leave something."""
    constraints = draw(_constraints(kind, use, version))
    described = draw(st.booleans())
    return ParameterSchema(
        name=name,
        type=TYPES[kind],
        constraints=constraints,
        label="A label" if described else None,
        tags=("one",) if described and version >= TAGS_SINCE else (),
        immutable=described,
    )


@st.composite
def _constraints(draw: st.DrawFn, kind: Kind, use: str, version: str) -> tuple[Constraint, ...]:
    said = draw(st.sampled_from([None, "said in words"]))
    if use:
        least = 1 if use == "size" else 0
        known: list[Constraint] = [Range(least, 3, said), AllowedValues(tuple(range(least, 4)), said)]
        return (draw(st.sampled_from(known)),)
    match kind:
        case "string":
            ways: list[st.SearchStrategy[Constraint]] = [
                st.builds(Length, st.integers(0, 3), st.none() | st.integers(3, 9), st.just(said)),
                st.builds(AllowedPattern, st.sampled_from(PATTERNS), st.just(said)),
                _values(FREE_TEXT),
            ]
        case "number":
            ways = [
                st.builds(Range, st.integers(-5, 0), st.none() | st.integers(0, 99), st.just(said)),
                _values(st.integers(-9, 9)),
            ]
            if version >= MODULO_SINCE:
                ways.append(
                    st.integers(1, 9).flatmap(lambda step: st.builds(Modulo, st.just(step), st.integers(0, step - 1)))
                )
        case "list":
            ways = [
                st.builds(Length, st.integers(0, 2), st.none() | st.integers(2, 4), st.just(said)),
                _values(FREE_TEXT),
            ]
        case "map":
            ways = [st.builds(Length, st.integers(0, 1), st.none() | st.integers(2, 4), st.just(said))]
        case "boolean":
            ways = []
    if not ways or draw(st.booleans()):
        return ()
    return (draw(st.one_of(ways)),)


def _values(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Constraint]:
    return st.lists(
        items.filter(lambda item: item != "" and "," not in str(item)), min_size=1, max_size=3, unique=True
    ).map(lambda found: AllowedValues(tuple(found)))


def declared(schema: ParameterSchema) -> dict[str, Any]:
    """The schema as a HOT template declares it."""
    found: dict[str, Any] = {"type": schema.type}
    if schema.has_default:
        found["default"] = thaw(schema.default)
    if schema.constraints:
        found["constraints"] = [_declared(one) for one in schema.constraints]
    if schema.hidden:
        found["hidden"] = True
    if schema.immutable:
        found["immutable"] = True
    more = {"label": schema.label, "description": schema.description, "tags": list(schema.tags) or None}
    return {**found, **{key: item for key, item in more.items() if item is not None}}


def _declared(constraint: Constraint) -> dict[str, Any]:
    match constraint:
        case Range() | Length():
            bounds = {"min": constraint.minimum, "max": constraint.maximum}
            name = "range" if isinstance(constraint, Range) else "length"
            found: dict[str, Any] = {name: {key: item for key, item in bounds.items() if item is not None}}
        case Modulo():
            found = {"modulo": {"step": constraint.step, "offset": constraint.offset}}
        case AllowedValues():
            found = {"allowed_values": thaw(constraint.values)}
        case AllowedPattern():
            found = {"allowed_pattern": constraint.pattern}
        case _:
            found = {"custom_constraint": constraint.name}
    return found if constraint.description is None else {**found, "description": constraint.description}


def offered(schema: ParameterSchema, use: str = "", *, solid: bool = True) -> Offered:
    """What expressions have to know of the parameter."""
    kind = next(kind for kind, name in TYPES.items() if name == schema.type)
    return Offered(schema.name, kind, use, solid)
