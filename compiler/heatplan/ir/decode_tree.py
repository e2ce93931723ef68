"""Blocks back to stack levels: the inverse of ``encode_tree``, with every shape checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from heatplan.ir.auth import Mint
from heatplan.ir.decode_auth import decode_mint
from heatplan.ir.decode_value import Decoder, Malformed, array, inside, pairs, record
from heatplan.ir.encode_value import Json
from heatplan.ir.expr import Expr, Read
from heatplan.ir.schema import (
    AllowedPattern,
    AllowedValues,
    Constraint,
    Custom,
    Length,
    Modulo,
    Parameter,
    ParameterSchema,
    Range,
)
from heatplan.ir.tree import (
    Batch,
    Child,
    Deferred,
    Family,
    Known,
    MemberClass,
    Members,
    Names,
    Nested,
    Output,
    Resource,
    Stack,
)
from heatplan.ir.value import Map
from heatplan.span import Span

T = TypeVar("T")

_STACK = ("description", "parameters", "conditions", "resources", "disabled", "outputs", "auth", "event_sinks")
_SCHEMA = ("default", "has_default", "constraints", "hidden", "immutable", "label", "description", "tags")
_RESOURCE = (
    "mapped",
    "explicit",
    "implicit",
    "child",
    "when",
    "deletion_policy",
    "update_policy",
    "external_id",
    "reads",
    "auth",
    "hooks",
    "restricted",
)


def stack(data: Json, blobs: Mapping[str, str], spans: Iterator[Span | None], nested: Iterator[Stack]) -> Stack:
    """A stack level from a block's body; ``nested`` are its nested stacks in the order of the encoding."""
    return _Tree(blobs, spans, nested).stack(data)


class _Tree(Decoder):
    __slots__ = ("_nested",)

    def __init__(self, blobs: Mapping[str, str], spans: Iterator[Span | None], nested: Iterator[Stack]) -> None:
        super().__init__(blobs, spans)
        self._nested = nested

    def stack(self, data: Json) -> Stack:
        record(data, "a stack", ("template", "version"), _STACK)
        return Stack(
            template=self.text(data["template"]),
            version=self.text(data["version"]),
            description=self.maybe_text(data, "description"),
            parameters=self.each(data, "parameters", self.parameter),
            conditions=Map(self.each(data, "conditions", self.condition)),
            resources=self.each(data, "resources", self.resource),
            disabled=self.each(data, "disabled", self.text),
            outputs=self.each(data, "outputs", self.output),
            auth=self.each(data, "auth", self.mint),
            event_sinks=self.each(data, "event_sinks", self.sink),
        )

    def sink(self, data: Json) -> Map:
        value = self.value(data)
        if not isinstance(value, Map):
            raise Malformed("an event sink", data)
        return value

    def mint(self, data: Json) -> Mint:
        return decode_mint(self, data)

    def each(self, data: dict[str, Json], key: str, decode: Callable[[Json], T]) -> tuple[T, ...]:
        if key not in data:
            return ()
        items = inside(key, array, data[key])
        return tuple([inside(f"{key}[{number}]", decode, item) for number, item in enumerate(items)])

    def maybe_text(self, data: dict[str, Json], key: str) -> str | None:
        return self.text(data[key]) if key in data else None

    def maybe_expr(self, data: dict[str, Json], key: str) -> Expr | None:
        return self.expr(data[key]) if key in data else None

    def condition(self, data: Json) -> tuple[str, bool | Expr]:
        if not isinstance(data, list) or len(data) != 2:
            raise Malformed("a condition's name and value", data)
        return self.text(data[0]), data[1] if isinstance(data[1], bool) else self.expr(data[1])

    def parameter(self, data: Json) -> Parameter:
        record(data, "a parameter", ("schema", "value"), ("initial", "given", "sealed"))
        schema = self.schema(data["schema"])
        initial = self.value(data["initial"]) if "initial" in data else None
        value = self.expr(data["value"])
        return Parameter(schema, value, initial, given=_flag(data, "given"), sealed=_flag(data, "sealed"))

    def schema(self, data: Json) -> ParameterSchema:
        record(data, "a parameter's schema", ("name", "type"), _SCHEMA)
        return ParameterSchema(
            name=self.text(data["name"]),
            type=self.text(data["type"]),
            default=self.value(data["default"]) if "default" in data else None,
            has_default="default" in data and data.get("has_default") is not False,
            constraints=self.each(data, "constraints", self.constraint),
            hidden=_flag(data, "hidden"),
            immutable=_flag(data, "immutable"),
            label=self.maybe_text(data, "label"),
            description=self.maybe_text(data, "description"),
            tags=self.each(data, "tags", self.text),
        )

    def constraint(self, data: Json) -> Constraint:
        for key, decode in _CONSTRAINTS.items():
            if isinstance(data, dict) and key in data:
                record(data, "a constraint", (key,), ("description",))
                return decode(self, data[key], self.maybe_text(data, "description"))
        raise Malformed("a constraint", data)

    def resource(self, data: Json) -> Resource:
        record(data, "a resource", ("name", "type", "properties", "metadata"), _RESOURCE)
        span = self.span()
        type_name = self.text(data["type"])
        return Resource(
            name=self.text(data["name"]),
            type=type_name,
            mapped=self.text(data["mapped"]) if "mapped" in data else type_name,
            properties=self.expr(data["properties"]),
            metadata=self.expr(data["metadata"]),
            span=span,
            explicit=self.each(data, "explicit", self.text),
            implicit=self.each(data, "implicit", self.text),
            child=self.child(data["child"]) if "child" in data else None,
            when=self.maybe_expr(data, "when"),
            deletion_policy=self.maybe_expr(data, "deletion_policy"),
            update_policy=self.maybe_expr(data, "update_policy"),
            external_id=self.maybe_expr(data, "external_id"),
            reads=self.each(data, "reads", self.read),
            auth=self.each(data, "auth", self.mint),
            hooks=self.each(data, "hooks", self.text),
            restricted=self.each(data, "restricted", self.text),
        )

    def read(self, data: Json) -> Read:
        record(data, "a reference", ("of",), ("path",))
        span = self.span()
        path = self.value(data["path"]) if "path" in data else None
        if path is not None and not isinstance(path, tuple):
            raise Malformed("an attribute's path", data["path"])
        return Read(self.text(data["of"]), path, span)

    def child(self, data: Json) -> Child:
        if not isinstance(data, dict) or "stack" not in data:
            return self.family(data)
        record(data, "a nested stack", ("stack", "arguments"))
        number = data["stack"]
        nested = next(self._nested, None)
        if type(number) is not int or nested is None:
            raise Malformed("the number of a nested stack", number)
        found = pairs(data["arguments"], "arguments")
        return Nested(nested, tuple((self.text(name), self.expr(item)) for name, item in found))

    def family(self, data: Json) -> Family:
        record(data, "a group", ("members", "variable", "definition", "classes"), ("outputs", "batch", "drawn"))
        return Family(
            members=self.members(data["members"]),
            variable=self.text(data["variable"]),
            definition=self.expr(data["definition"]),
            classes=self.each(data, "classes", self.member_class),
            outputs=self.each(data, "outputs", self.text),
            batch=self.batch(data["batch"]) if "batch" in data else None,
            drawn=_flag(data, "drawn"),
        )

    def members(self, data: Json) -> Members:
        if isinstance(data, dict) and "known" in data:
            record(data, "the members of a group", ("known",))
            return Known(self.names(data["known"]))
        record(data, "the members of a group", ("count",), ("skip", "keyed"))
        return Deferred(self.expr(data["count"]), self.each(data, "skip", self.integer), _flag(data, "keyed"))

    def names(self, data: Json) -> Names:
        return Names(tuple(map(self.range, array(data, "ranges of numbers"))))

    def range(self, data: Json) -> tuple[int, int]:
        if not isinstance(data, list) or len(data) != 2:
            raise Malformed("a range of numbers", data)
        start, stop = map(self.integer, data)
        if not 0 <= start <= stop:
            raise Malformed("a range of numbers, not negative and ascending", data)
        return start, stop

    def batch(self, data: Json) -> Batch:
        record(data, "a batch", ("size", "pause"))
        size, pause = self.integer(data["size"]), data["pause"]
        if size < 1 or isinstance(pause, bool) or not isinstance(pause, (int, float)) or pause < 0:
            raise Malformed("a size of at least 1 and a pause in seconds", data)
        return Batch(size, pause)

    def member_class(self, data: Json) -> MemberClass:
        record(data, "a class of members", ("resource",), ("names",))
        resource = self.resource(data["resource"])
        return MemberClass(resource, self.names(data["names"]) if "names" in data else None)

    def output(self, data: Json) -> Output:
        record(data, "an output", ("name",), ("value", "description", "when", "reads"))
        span = self.maybe_span()
        return Output(
            name=self.text(data["name"]),
            value=self.maybe_expr(data, "value"),
            description=self.maybe_text(data, "description"),
            when=self.maybe_expr(data, "when"),
            span=span,
            reads=self.each(data, "reads", self.read),
        )

    def bounds(self, data: Json, description: str | None) -> Range:
        minimum, maximum = map(self.value, self.two(data))
        return Range(minimum, maximum, description)

    def modulo(self, data: Json, description: str | None) -> Modulo:
        step, offset = map(self.integer, self.two(data))
        return Modulo(step, offset, description)

    def length(self, data: Json, description: str | None) -> Length:
        minimum, maximum = self.two(data)
        low = None if minimum is None else self.integer(minimum)
        return Length(low, None if maximum is None else self.integer(maximum), description)

    def two(self, data: Json) -> tuple[Json, Json]:
        if not isinstance(data, list) or len(data) != 2:
            raise Malformed("two bounds", data)
        return data[0], data[1]

    def values(self, data: Json) -> tuple[object, ...]:
        return tuple(map(self.value, array(data)))


def _flag(data: dict[str, Json], key: str) -> bool:
    if key not in data:
        return False
    if data[key] is not True:
        raise Malformed("true", data[key])
    return True


_CONSTRAINTS: dict[str, Callable[[_Tree, Json, str | None], Constraint]] = {
    "range": _Tree.bounds,
    "length": _Tree.length,
    "modulo": _Tree.modulo,
    "allowed_values": lambda self, data, text: AllowedValues(self.values(data), text),
    "allowed_pattern": lambda self, data, text: AllowedPattern(self.text(data), text),
    "custom": lambda self, data, text: Custom(self.text(data), text),
}
