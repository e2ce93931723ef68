"""Values and expressions as JSON data, one way for each, nothing lost.

A value: null, true, false, a string, a number and an array stand for
themselves; a number with a point or an exponent is a float, any other an int.
What JSON has no way to say is an object with one tag:

    {"map": [key, value, key, value]}     a mapping, in its order
    {"set": [value, …]}                   a set, its items sorted by their JSON text
    {"bytes": text}                       bytes in base64
    {"float": "nan" | "inf" | "-inf"}
    {"int": "0x…"}                        an int beyond ±(2**53 - 1)
    {"text": base64}                      a string with surrogates, as UTF-8 that lets them pass
    {"blob": digest}                      a string of more than 1 kB, stored once in ``blobs``

An expression that is a ``Lit`` is written as its value; the others are objects
with tags of their own: ``list``, ``entries``, ``call``, ``if``,
``substitute``, ``omitted`` and ``failed``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from collections.abc import Callable
from typing import Any

from heatplan.ir.expr import Call, Choice, Expr, Failed, ListExpr, Lit, MapExpr, Omitted, Substitute
from heatplan.ir.value import Map, Value
from heatplan.span import Span

Json = Any
"""None | bool | int | float | str | list[Json] | dict[str, Json], as the json module makes it."""

BLOB = 1024
"""Strings of more than this many characters are blobs."""

SAFE_INT = 2**53 - 1
"""The largest int that every reader of JSON keeps exact."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_DUMP = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode


def canonical(data: Json) -> str:
    """The one JSON text of the data: ASCII, keys sorted, no blanks."""
    return _DUMP(data)


def sha256(text: str) -> str:
    """The SHA-256 (hex) of the text's UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Encoder:
    """One encoding.  It gathers what is stored elsewhere: blobs by their digest, and spans in order.

    ``blobs`` is shared by all stack levels of a plan; ``spans`` has those met
    since it was last emptied, in the order of the encoding.
    """

    __slots__ = ("blobs", "spans")

    def __init__(self, blobs: dict[str, Json] | None = None) -> None:
        self.blobs: dict[str, Json] = {} if blobs is None else blobs
        self.spans: list[Span | None] = []

    def value(self, value: Value) -> Json:
        """A value as JSON data; TypeError for what is no value."""
        encode = _VALUES.get(type(value))
        if encode is None:
            encode = next((one for kind, one in _VALUES.items() if isinstance(value, kind)), None)
            if encode is None:
                raise TypeError(f"{type(value).__name__} is no template value")
        return encode(self, value)

    def expr(self, expr: Expr) -> Json:
        """An expression as JSON data; its spans are added to ``spans``."""
        return _EXPRS[type(expr)](self, expr)

    def text(self, text: str) -> Json:
        """A string as JSON data."""
        if len(text) <= BLOB and text.isascii():
            return text
        if _SURROGATE.search(text):
            return {"text": base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()}
        if len(text) <= BLOB:
            return text
        digest = sha256(text)
        self.blobs[digest] = text
        return {"blob": digest}


def _itself(_: Encoder, value: Value) -> Json:
    return value


def _map(self: Encoder, value: Value) -> Json:
    flat: list[Json] = []
    for key, item in value.items():
        flat.append(self.value(key))
        flat.append(self.value(item))
    return {"map": flat}


def _set(self: Encoder, value: Value) -> Json:
    return {"set": sorted(map(self.value, value), key=canonical)}


def _float(_: Encoder, value: float) -> Json:
    return value if math.isfinite(value) else {"float": repr(value)}


def _int(_: Encoder, value: int) -> Json:
    return value if -SAFE_INT <= value <= SAFE_INT else {"int": hex(value)}


def _bytes(self: Encoder, value: bytes) -> Json:
    return {"bytes": self.text(base64.b64encode(value).decode())}


def _tuple(self: Encoder, value: Value) -> Json:
    return list(map(self.value, value))


_VALUES: dict[type, Callable[[Encoder, Any], Json]] = {
    str: Encoder.text,
    Map: _map,
    bool: _itself,
    type(None): _itself,
    int: _int,
    float: _float,
    tuple: _tuple,
    dict: _map,
    bytes: _bytes,
    frozenset: _set,
}


def _lit(self: Encoder, expr: Lit) -> Json:
    return self.value(expr.value)


def _list(self: Encoder, expr: ListExpr) -> Json:
    return {"list": list(map(self.expr, expr.items))}


def _entries(self: Encoder, expr: MapExpr) -> Json:
    flat: list[Json] = []
    for key, item in expr.entries:
        flat.append(self.value(key))
        flat.append(self.expr(item))
    return {"entries": flat}


def _call(self: Encoder, expr: Call) -> Json:
    self.spans.append(expr.span)
    return {"call": self.text(expr.name), "impl": self.text(expr.impl), "args": self.expr(expr.args)}


def _choice(self: Encoder, expr: Choice) -> Json:
    self.spans.append(expr.span)
    out = {"if": self.expr(expr.condition), "name": self.text(expr.name), "then": self.expr(expr.then)}
    if expr.otherwise is not None:
        out["else"] = self.expr(expr.otherwise)
    return out


def _substitute(self: Encoder, expr: Substitute) -> Json:
    return {"substitute": self.text(expr.variable), "in": self.expr(expr.value)}


def _omitted(_: Encoder, _expr: Omitted) -> Json:
    return {"omitted": True}


def _failed(self: Encoder, expr: Failed) -> Json:
    self.spans.append(expr.span)
    return {"failed": self.text(expr.error), "name": self.text(expr.name), "text": self.text(expr.text)}


_EXPRS: dict[type, Callable[[Encoder, Any], Json]] = {
    Lit: _lit,
    ListExpr: _list,
    MapExpr: _entries,
    Call: _call,
    Choice: _choice,
    Substitute: _substitute,
    Omitted: _omitted,
    Failed: _failed,
}
