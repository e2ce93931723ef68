"""Stack trees for tests: short builders, and strategies that draw lawful trees."""

from __future__ import annotations

from typing import Literal, get_args

from hypothesis import strategies as st

from heatplan.ir.auth import End, Expires, Flow, Identity, Mint, MintKind, Place, Residue, Revoked
from heatplan.ir.expr import Call, Choice, Expr, Failed, ListExpr, Lit, MapExpr, Omitted, Read, Substitute
from heatplan.ir.mints import address_of
from heatplan.ir.plan import Header, Plan
from heatplan.ir.schema import AllowedPattern, AllowedValues, Custom, Length, Modulo, Parameter, ParameterSchema, Range
from heatplan.ir.tree import (
    Batch,
    Child,
    Deferred,
    Family,
    Known,
    MemberClass,
    Names,
    Nested,
    Output,
    Resource,
    Stack,
)
from heatplan.ir.value import Map, Value
from heatplan.passes.schedule import schedule
from heatplan.span import NOWHERE, Span

EMPTY = Lit(Map())


def call(impl: str, *args: Value, name: str = "f") -> Call:
    return Call(name, impl, Lit(tuple(args)))


def resource(
    name: str,
    *needs: str,
    type_name: str | None = None,
    properties: Expr = EMPTY,
    child: Child | None = None,
    when: Expr | None = None,
    span: Span = NOWHERE,
    deletion_policy: Expr | None = None,
    external_id: Expr | None = None,
    reads: tuple[Read, ...] = (),
    auth: tuple[Mint, ...] = (),
) -> Resource:
    kind = type_name or ("OS::Heat::TestResource" if properties == EMPTY else "OS::Heat::Value")
    return Resource(
        name,
        kind,
        kind,
        properties,
        EMPTY,
        span,
        explicit=needs,
        child=child,
        when=when,
        deletion_policy=deletion_policy,
        external_id=external_id,
        reads=reads,
        auth=auth,
    )


def stack(
    *resources: Resource,
    outputs: tuple[Output, ...] = (),
    parameters: tuple[Parameter, ...] = (),
    auth: tuple[Mint, ...] = (),
) -> Stack:
    return Stack("root.yaml", "2018-08-31", parameters=parameters, resources=resources, outputs=outputs, auth=auth)


def nested(inner: Stack, **arguments: Expr) -> Nested:
    return Nested(inner, tuple(arguments.items()))


def group(member: Resource, count: int, *, batch: Batch | None = None) -> Family:
    names = Names(((0, count),))
    return Family(Known(names), "%index%", EMPTY, (MemberClass(member, names),), batch=batch)


def deferred(member: Resource, count: Expr, skip: tuple[int, ...] = ()) -> Family:
    return Family(Deferred(count, skip), "%index%", EMPTY, (MemberClass(member),))


def header(**changes: Value) -> Header:
    facts = {
        "stack_name": "stack",
        "root": "root.yaml",
        "digests": Map({"root.yaml": "0" * 64}),
        "parameters": Map(),
        "settings": Map(),
        "catalogue": "27.0.1",
    }
    return Header(**{**facts, **changes})


def plan(root: Stack, **changes: Value) -> Plan:
    result = schedule(root, header(**changes))
    assert result.value is not None, result.diagnostics
    return result.value


# --- strategies ---

NAN = float("nan")
PLAIN = st.sampled_from(["a", "b", "c", "server", "port-1", "my.port", "x[0]", "é", "%index%", ""])
TEXTS = st.one_of(
    PLAIN, st.text(max_size=8), st.sampled_from(["\ud800", "\ud83d\ude00", "\udc00\ud800", "x" * 2000, "ü" * 1500])
)
NAMES = st.one_of(st.sampled_from(["a", "b", "c", "server", "my.port", "x[0]"]), st.text(min_size=1, max_size=4))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.integers(),
    st.sampled_from([0, 1, 2**53, -(2**80), 10**400, 0.0, -0.0, 1.0, 1e300, float("inf"), -float("inf"), NAN]),
    st.floats(allow_nan=False),
    TEXTS,
    st.binary(max_size=4),
    st.frozensets(st.one_of(st.integers(-3, 3), st.text(max_size=2)), max_size=3),
)
KEYS = st.one_of(TEXTS, st.integers(-3, 3), st.booleans(), st.none(), st.sampled_from([1.5, NAN]))


def _maps(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    return st.lists(st.tuples(KEYS, values), max_size=3).map(Map)


VALUES: st.SearchStrategy[Value] = st.recursive(
    SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=3).map(tuple), _maps(inner)), max_leaves=5
)
SPANS = st.builds(Span, st.sampled_from(["", "a.yaml", "b.yaml"]), st.integers(0, 999), st.integers(0, 999))


def _compound(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    return st.one_of(
        st.lists(inner, max_size=3).map(lambda items: ListExpr(tuple(items))),
        st.lists(st.tuples(KEYS, inner), max_size=3).map(lambda items: MapExpr(tuple(items))),
        st.builds(Call, TEXTS, PLAIN, inner, SPANS),
        st.builds(Choice, PLAIN, inner, inner, st.one_of(st.none(), inner), SPANS),
        st.builds(Substitute, inner, TEXTS),
    )


EXPRS: st.SearchStrategy[Expr] = st.recursive(
    st.one_of(VALUES.map(Lit), st.builds(Omitted), st.builds(Failed, PLAIN, st.just("TypeError"), TEXTS, SPANS)),
    _compound,
    max_leaves=4,
)
DESCRIPTIONS = st.one_of(st.none(), TEXTS)
CONSTRAINTS = st.one_of(
    st.builds(Range, SCALARS, SCALARS, DESCRIPTIONS),
    st.builds(Length, st.one_of(st.none(), st.integers(0, 9)), st.one_of(st.none(), st.integers(0, 9)), DESCRIPTIONS),
    st.builds(Modulo, st.integers(1, 9), st.integers(0, 9), DESCRIPTIONS),
    st.builds(AllowedValues, st.lists(VALUES, max_size=3).map(tuple), DESCRIPTIONS),
    st.builds(AllowedPattern, TEXTS, DESCRIPTIONS),
    st.builds(Custom, TEXTS, DESCRIPTIONS),
)
SCHEMAS = st.builds(
    ParameterSchema,
    name=NAMES,
    type=st.sampled_from(["string", "json"]),
    default=VALUES,
    has_default=st.booleans(),
    constraints=st.lists(CONSTRAINTS, max_size=2).map(tuple),
    hidden=st.booleans(),
    immutable=st.booleans(),
    label=DESCRIPTIONS,
    description=DESCRIPTIONS,
    tags=st.lists(TEXTS, max_size=2).map(tuple),
)
PARAMETERS = st.builds(Parameter, SCHEMAS, EXPRS, VALUES, st.booleans(), st.booleans())
READS = st.builds(Read, NAMES, st.one_of(st.none(), st.lists(SCALARS, max_size=2).map(tuple)), SPANS)
OUTPUTS = st.builds(
    Output,
    name=NAMES,
    value=st.one_of(st.none(), EXPRS),
    description=DESCRIPTIONS,
    when=st.one_of(st.none(), EXPRS),
    span=st.one_of(st.none(), SPANS),
    reads=st.lists(READS, max_size=2).map(tuple),
)


@st.composite
def names_of(draw: st.DrawFn) -> Names:
    """A few ascending ranges of small numbers."""
    cuts = sorted(draw(st.sets(st.integers(0, 9), max_size=4)))
    return Names(tuple(zip(cuts[::2], cuts[1::2], strict=False)))


MOMENTS: tuple[Literal["create", "after", "read"], ...] = ("create", "create", "after", "read")


@st.composite
def mints(draw: st.DrawFn, roots: tuple[str, ...], *, exprs: st.SearchStrategy[Expr]) -> tuple[Mint, ...]:
    """A few mints of one owner, each after all it needs; ``roots`` are the names of the root's mints."""
    made: list[Mint] = []
    for name in draw(st.lists(st.sampled_from(["user", "keys", "temp-url", "a b", "é"]), max_size=3, unique=True)):
        moment = draw(st.sampled_from(MOMENTS))
        before = [one.name for one in made if moment != "create" or one.moment == "create"]
        own = draw(st.lists(st.sampled_from(before), max_size=2, unique=True)) if before else []
        root = draw(st.lists(st.sampled_from(roots), max_size=2, unique=True)) if roots else []
        made.append(
            Mint(
                name=name,
                kind=draw(st.sampled_from(get_args(MintKind))),
                by=draw(st.sampled_from(get_args(Identity))),
                end=draw(_ends(name, before)),
                facts=draw(st.lists(st.tuples(TEXTS, VALUES), max_size=2).map(Map)),
                needs=(*own, *[address_of("", one) for one in root]),
                moment=moment,
                read_by=tuple(draw(st.lists(TEXTS, max_size=2))),
                flows=tuple(draw(st.lists(st.builds(Flow, st.sampled_from(get_args(Place)), TEXTS), max_size=2))),
                when=draw(exprs) if draw(st.integers(0, 4)) == 0 else None,
            )
        )
    return tuple(made)


def _ends(name: str, before: list[str]) -> st.SearchStrategy[End]:
    """Revoked by itself or with one that it comes after; expired; a residue."""
    by = st.sampled_from([name, name, *before])
    revoked = st.builds(Revoked, by, st.sampled_from(["before", "after"]), st.integers(0, 3))
    return st.one_of(revoked, revoked, st.builds(Expires, TEXTS), st.builds(Residue, TEXTS))


@st.composite
def families(draw: st.DrawFn, depth: int, *, exprs: st.SearchStrategy[Expr], roots: tuple[str, ...] = ()) -> Family:
    variable = draw(st.sampled_from(["%index%", "%i%"]))
    batch = draw(st.one_of(st.none(), st.builds(Batch, st.integers(1, 3), st.sampled_from([0, 0.0, 1.5]))))
    outputs = draw(st.lists(TEXTS, max_size=2).map(tuple))
    if draw(st.integers(0, 4)) == 0:
        member = MemberClass(draw(single(variable, depth - 1, exprs=exprs, roots=roots)))
        members = Deferred(Lit(draw(st.integers(0, 3))), draw(st.sampled_from([(), (0, 2)])))
        if draw(st.booleans()):
            keys = draw(st.lists(st.sampled_from(["a", "b c", "7", "ü"]), unique=True))
            members = Deferred(Lit(Map((key, "x") for key in keys)), keyed=True)
        return Family(members, variable, draw(exprs), (member,), outputs, batch)
    names = draw(names_of())
    odd = Names(tuple((number, number + 1) for number in map(int, names) if number % 2))
    even = Names(tuple((number, number + 1) for number in map(int, names) if not number % 2))
    parts = (odd, even) if draw(st.booleans()) else (names,)
    classes = tuple(MemberClass(draw(single(variable, depth - 1, exprs=exprs, roots=roots)), part) for part in parts)
    return Family(Known(names), variable, draw(exprs), classes, outputs, batch, drawn=draw(st.booleans()))


@st.composite
def single(
    draw: st.DrawFn,
    name: str,
    depth: int,
    needs: tuple[str, ...] = (),
    *,
    exprs: st.SearchStrategy[Expr] = EXPRS,
    roots: tuple[str, ...] = (),
) -> Resource:
    kinds = ["plain", "plain", "nested", "family"] if depth > 0 else ["plain"]
    kind = draw(st.sampled_from(kinds))
    child: Child | None = None
    if kind == "nested":
        inner = draw(stacks(depth - 1, exprs=exprs, roots=roots))
        child = Nested(inner, tuple(draw(st.lists(st.tuples(NAMES, exprs), max_size=2))))
    elif kind == "family":
        child = draw(families(depth, exprs=exprs, roots=roots))
    maybe = st.one_of(st.none(), exprs)
    cut = draw(st.integers(0, len(needs)))
    return Resource(
        name=name,
        type=draw(st.sampled_from(["OS::Heat::Value", "a.yaml"])),
        mapped=draw(st.sampled_from(["OS::Heat::Value", "a.yaml"])),
        properties=draw(exprs),
        metadata=draw(exprs),
        span=draw(SPANS),
        explicit=needs[:cut],
        implicit=needs[cut:],
        child=child,
        when=draw(maybe) if draw(st.integers(0, 5)) == 0 else None,
        deletion_policy=draw(st.sampled_from([None, None, Lit("Delete"), Lit("Retain"), Lit("Snapshot")])),
        update_policy=draw(maybe),
        external_id=draw(st.sampled_from([None, None, None, Lit("id")])) if child is None else None,
        reads=tuple(draw(st.lists(READS, max_size=2))),
        auth=draw(mints(roots, exprs=exprs)) if draw(st.booleans()) else (),
    )


@st.composite
def stacks(
    draw: st.DrawFn,
    depth: int = 2,
    *,
    exprs: st.SearchStrategy[Expr] = EXPRS,
    roots: tuple[str, ...] | None = None,
) -> Stack:
    """A stack level whose resources need only those drawn before them, so that there is no loop.

    ``roots`` are the names of the root's mints; None for the root itself.
    """
    auth = draw(mints((), exprs=exprs)) if roots is None else ()
    roots = tuple(mint.name for mint in auth) if roots is None else roots
    names = draw(st.lists(NAMES, max_size=4, unique=True))
    made: list[Resource] = []
    for number, name in enumerate(names):
        needs = draw(st.sets(st.sampled_from(names[:number]), max_size=2)) if number else set()
        made.append(draw(single(name, depth, tuple(sorted(needs)), exprs=exprs, roots=roots)))
    return Stack(
        template=draw(st.sampled_from(["a.yaml", ""])),
        version="2018-08-31",
        parameters=tuple(draw(st.lists(PARAMETERS, max_size=2))),
        conditions=Map(draw(st.lists(st.tuples(NAMES, st.one_of(st.booleans(), exprs)), max_size=2))),
        resources=tuple(draw(st.permutations(made))),
        disabled=tuple(draw(st.lists(NAMES, max_size=2, unique=True))),
        outputs=tuple(draw(st.lists(OUTPUTS, max_size=2))),
        description=draw(DESCRIPTIONS),
        auth=auth,
    )
