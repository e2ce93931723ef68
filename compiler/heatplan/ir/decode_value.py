"""JSON data back to values and expressions: the inverse of ``encode_value``, with every shape checked."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from heatplan.ir.encode_value import Json
from heatplan.ir.expr import Call, Choice, Expr, Failed, ListExpr, Lit, MapExpr, Omitted, Substitute
from heatplan.ir.value import Map, Value
from heatplan.span import Span

T = TypeVar("T")

_NONFINITE = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}


class Malformed(Exception):
    """Data of the wrong shape: what was expected, what was found, and where (innermost part first)."""

    def __init__(self, expected: str, found: object) -> None:
        super().__init__(expected)
        self.expected = expected
        self.found = kind(found)
        self.where: list[str] = []

    def path(self) -> str:
        """The place, from the outside to the inside."""
        return ".".join(reversed(self.where)) or "the top"


def kind(data: object) -> str:
    """What a piece of JSON is, in words that hold nothing of it."""
    names = {type(None): "null", bool: "a boolean", int: "a number", float: "a number", str: "a string"}
    if isinstance(data, dict):
        tags = ", ".join(sorted(key for key in data if key.isidentifier())[:4])
        return f"an object with {tags}" if tags else "an object"
    return "an array" if isinstance(data, list) else names.get(type(data), "nothing")


class Decoder:
    """One decoding.  ``blobs`` are the long strings; spans are taken from ``spans`` in their order."""

    __slots__ = ("blobs", "spans")

    def __init__(self, blobs: Mapping[str, str], spans: Iterator[Span | None] | None = None) -> None:
        self.blobs = blobs
        self.spans = iter(()) if spans is None else spans

    def value(self, data: Json) -> Value:
        """A value; Malformed for what is none."""
        if isinstance(data, list):
            return tuple(map(self.value, data))
        if isinstance(data, dict):
            tag, content = single(data, "a value")
            decode = _TAGS.get(tag)
            if decode is None:
                raise Malformed("a value", data)
            return decode(self, content)
        return data

    def expr(self, data: Json) -> Expr:
        """An expression; Malformed for what is none."""
        if isinstance(data, dict):
            for tag, decode in _EXPRS.items():
                if tag in data:
                    return decode(self, data)
        return Lit(self.value(data))

    def text(self, data: Json) -> str:
        """A string."""
        if isinstance(data, str):
            return data
        if isinstance(data, dict):
            tag, content = single(data, "a string")
            if tag in {"blob", "text"}:
                return str(_TAGS[tag](self, content))
        raise Malformed("a string", data)

    def integer(self, data: Json) -> int:
        """An int."""
        value = self.value(data)
        if type(value) is not int:
            raise Malformed("an integer", data)
        return value

    def span(self) -> Span:
        """The next span, which must be there."""
        span = self.maybe_span()
        if span is None:
            raise Malformed("a place", None)
        return span

    def maybe_span(self) -> Span | None:
        """The next span or None."""
        try:
            return next(self.spans)
        except StopIteration:
            raise Malformed("a place for each expression", None) from None


def single(data: dict[str, Json], expected: str) -> tuple[str, Json]:
    """The one entry of an object."""
    if len(data) != 1:
        raise Malformed(expected, data)
    return next(iter(data.items()))


def array(data: Json, expected: str = "an array") -> list[Json]:
    """The data, which must be an array."""
    if not isinstance(data, list):
        raise Malformed(expected, data)
    return data


def record(data: Json, expected: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Json]:
    """The data, which must be an object with all ``required`` keys and no others than ``optional``."""
    if not isinstance(data, dict) or any(key not in data for key in required):
        raise Malformed(expected, data)
    if len(data) > len(required) and any(key not in required and key not in optional for key in data):
        raise Malformed(expected, data)
    return data


def pairs(data: Json, expected: str) -> Iterator[tuple[Json, Json]]:
    """The pairs of a flat list: key, value, key, value."""
    items = array(data, expected)
    if len(items) % 2:
        raise Malformed(f"{expected} with a value for each key", data)
    return zip(items[::2], items[1::2], strict=True)


def inside(where: str, decode: Callable[[Json], T], data: Json) -> T:
    """``decode(data)``; the place is added to the complaint if there is one."""
    try:
        return decode(data)
    except Malformed as error:
        error.where.append(where)
        raise


def _map(self: Decoder, data: Json) -> Value:
    found: dict[Value, Value] = {}
    for key, item in pairs(data, "a mapping"):
        found[self.value(key)] = self.value(item)
    return Map(found)


def _set(self: Decoder, data: Json) -> Value:
    return frozenset(map(self.value, array(data, "a set")))


def _bytes(self: Decoder, data: Json) -> Value:
    return _base64(self.text(data))


def _text(_: Decoder, data: Json) -> Value:
    try:
        return _base64(data).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        raise Malformed("the base64 of a string", data) from None


def _base64(data: Json) -> bytes:
    if not isinstance(data, str):
        raise Malformed("base64", data)
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("base64", data) from None


def _float(_: Decoder, data: Json) -> Value:
    if not isinstance(data, str) or data not in _NONFINITE:
        raise Malformed("nan, inf or -inf", data)
    return _NONFINITE[data]


def _int(_: Decoder, data: Json) -> Value:
    try:
        return int(data, 16)
    except (TypeError, ValueError):
        raise Malformed("a hexadecimal integer", data) from None


def _blob(self: Decoder, data: Json) -> Value:
    if not isinstance(data, str) or data not in self.blobs:
        raise Malformed("the digest of a blob in the plan", data)
    return self.blobs[data]


_TAGS: dict[str, Callable[[Decoder, Json], Value]] = {
    "map": _map,
    "set": _set,
    "bytes": _bytes,
    "text": _text,
    "float": _float,
    "int": _int,
    "blob": _blob,
}


def _list(self: Decoder, data: dict[str, Json]) -> Expr:
    record(data, "a list of expressions", ("list",))
    return ListExpr(tuple(map(self.expr, array(data["list"]))))


def _entries(self: Decoder, data: dict[str, Json]) -> Expr:
    record(data, "a mapping of expressions", ("entries",))
    found = pairs(data["entries"], "a mapping of expressions")
    return MapExpr(tuple((self.value(key), self.expr(item)) for key, item in found))


def _call(self: Decoder, data: dict[str, Json]) -> Expr:
    record(data, "a function call", ("call", "impl", "args"))
    span = self.span()
    return Call(self.text(data["call"]), self.text(data["impl"]), self.expr(data["args"]), span)


def _choice(self: Decoder, data: dict[str, Json]) -> Expr:
    record(data, "a choice", ("if", "name", "then"), ("else",))
    span = self.span()
    condition, then = self.expr(data["if"]), self.expr(data["then"])
    otherwise = self.expr(data["else"]) if "else" in data else None
    return Choice(self.text(data["name"]), condition, then, otherwise, span)


def _substitute(self: Decoder, data: dict[str, Json]) -> Expr:
    record(data, "a substitution", ("substitute", "in"))
    return Substitute(self.expr(data["in"]), self.text(data["substitute"]))


def _omitted(_: Decoder, data: dict[str, Json]) -> Expr:
    record(data, "an omitted value", ("omitted",))
    return Omitted()


def _failed(self: Decoder, data: dict[str, Json]) -> Expr:
    record(data, "a failed call", ("failed", "name", "text"))
    span = self.span()
    return Failed(self.text(data["name"]), self.text(data["failed"]), self.text(data["text"]), span)


_EXPRS: dict[str, Callable[[Decoder, dict[str, Json]], Expr]] = {
    "entries": _entries,
    "call": _call,
    "list": _list,
    "substitute": _substitute,
    "if": _choice,
    "failed": _failed,
    "omitted": _omitted,
}
