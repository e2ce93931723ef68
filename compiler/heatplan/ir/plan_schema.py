"""The JSON Schema (Draft 2020-12) of plan files, as data; docs/plan.schema.json is its text.

It is for readers in other languages and for editors.  What it cannot say
(digests are true, the order is canonical, each place is given) ``decode``
checks.
"""

from __future__ import annotations

from typing import get_args

from heatplan.ir.auth import Identity, MintKind, Place
from heatplan.ir.decode_auth import MOMENTS, SIDES
from heatplan.ir.encode_value import BLOB, SAFE_INT, Json
from heatplan.ir.environment import HOOKS, RESTRICTED
from heatplan.ir.plan import FORMAT

_DIGEST: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def plan_schema() -> dict[str, Json]:
    """The schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}:plan",
        "title": "A heatplan plan",
        "description": "What Heat does to create a stack, as heatplan writes it.",
        **_object(
            {
                "format": {"const": FORMAT},
                "digest": {"$ref": "#/$defs/digest", "description": "SHA-256 of what the plan does, places left out."},
                "seal": {"$ref": "#/$defs/digest", "description": "SHA-256 over everything in the file."},
                "header": _ref("header"),
                "root": {"$ref": "#/$defs/digest", "description": "The key of the root stack's block."},
                "blocks": _by_digest(_ref("block")),
                "blobs": _by_digest({"type": "string", "minLength": BLOB + 1}),
            }
        ),
        "$defs": {"digest": _DIGEST, **_values(), **_expressions(), **_stacks(), **_parameters(), **_auth()},
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _object(required: dict[str, Json], optional: dict[str, Json] | None = None) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: Json, least: int = 1) -> Json:
    return {"type": "array", "items": items, **({"minItems": least} if least else {})}


def _by_digest(items: Json) -> Json:
    return {"type": "object", "propertyNames": _ref("digest"), "additionalProperties": items}


def _two(items: Json) -> Json:
    return {"type": "array", "items": items, "minItems": 2, "maxItems": 2}


def _values() -> dict[str, Json]:
    tags = {
        "map": {"type": "array", "items": _ref("value"), "description": "key, value, key, value, in order"},
        "set": _list(_ref("value"), 0),
        "bytes": {"$ref": "#/$defs/string", "description": "base64"},
        "float": {"enum": ["nan", "inf", "-inf"]},
        "int": {"type": "string", "pattern": "^-?0x[0-9a-f]+$"},
        "text": {"type": "string", "description": "base64 of UTF-8 that lets surrogates pass"},
        "blob": _ref("digest"),
    }
    return {
        "string": {
            "anyOf": [
                {"type": "string", "maxLength": BLOB},
                _object({"text": tags["text"]}),
                _object({"blob": tags["blob"]}),
            ]
        },
        "integer": {
            "anyOf": [{"type": "integer", "minimum": -SAFE_INT, "maximum": SAFE_INT}, _object({"int": tags["int"]})]
        },
        "value": {
            "anyOf": [
                {"type": ["null", "boolean", "number"]},
                {"type": "string", "maxLength": BLOB},
                _list(_ref("value"), 0),
                *(_object({tag: schema}) for tag, schema in tags.items()),
            ]
        },
    }


def _expressions() -> dict[str, Json]:
    expr, text = _ref("expression"), _ref("string")
    calls = {
        "list": _object({"list": _list(expr, 0)}),
        "entries": _object({"entries": _list(expr, 0)}),
        "call": _object({"call": text, "impl": text, "args": expr}),
        "choice": _object({"if": expr, "name": text, "then": expr}, {"else": expr}),
        "substitute": _object({"substitute": text, "in": expr}),
        "omitted": _object({"omitted": {"const": True}}),
        "failed": _object({"failed": text, "name": text, "text": text}),
    }
    return {
        **calls,
        "expression": {
            "description": "What a template says of a value: the value itself where it is known.",
            "anyOf": [_ref("value"), *map(_ref, calls)],
        },
    }


def _stacks() -> dict[str, Json]:
    expr, text, texts = _ref("expression"), _ref("string"), _list(_ref("string"))
    ranges = _list(_two(_ref("integer")), 0)
    count = {"type": "integer", "minimum": 0}
    return {
        "header": _object(
            {
                "stack_name": text,
                "root": text,
                "digests": _ref("value"),
                "parameters": _ref("value"),
                "settings": _ref("value"),
                "catalogue": text,
                "exceeds": _list(text, 0),
            },
            {
                "types": {"description": "Resource types that came from files, by name.", **_ref("value")},
                "preconditions": {
                    "description": "What must be in the cloud before the first step, once for each value.",
                    **_list(_object({"constraint": text, "value": expr, "at": text}, {"uses": _ref("integer")})),
                },
                "tags": {"description": "The tags that the stack gets.", **texts},
            },
        ),
        "block": _object(
            {"body": _ref("stack")},
            {
                "spans": {
                    "description": "Per place: the source's number, start less the former start, length; -1 for none.",
                    **_object({"sources": _list(text, 0), "at": _list({"type": "integer"})}),
                },
                "uses": _object({"blocks": _list(_ref("digest")), "order": _list(count)}),
            },
        ),
        "stack": _object(
            {"template": text, "version": text},
            {
                "description": text,
                "parameters": _list(_ref("parameter")),
                "conditions": _list({"type": "array", "prefixItems": [text, expr], "items": False, "minItems": 2}),
                "resources": _list(_ref("resource")),
                "disabled": texts,
                "outputs": _list(_ref("output")),
                "auth": _list(_ref("mint")),
                "event_sinks": _list(_ref("value")),
            },
        ),
        "resource": _object(
            {"name": text, "type": text, "properties": expr, "metadata": expr},
            {
                "mapped": text,
                "explicit": texts,
                "implicit": texts,
                "child": {"anyOf": [_ref("nested"), _ref("family")]},
                "when": expr,
                "deletion_policy": expr,
                "update_policy": expr,
                "external_id": expr,
                "reads": _list(_ref("read")),
                "auth": _list(_ref("mint")),
                "hooks": _list({"enum": list(HOOKS)}),
                "restricted": _list({"enum": list(RESTRICTED)}),
            },
        ),
        "nested": _object({"stack": count, "arguments": _list(expr, 0)}),
        "family": _object(
            {
                "members": {
                    "anyOf": [
                        _object({"known": ranges}),
                        _object({"count": expr}, {"skip": _list(_ref("integer")), "keyed": {"const": True}}),
                    ]
                },
                "variable": text,
                "definition": expr,
                "classes": _list(_object({"resource": _ref("resource")}, {"names": ranges}), 0),
            },
            {
                "outputs": texts,
                "batch": _object({"size": _ref("integer"), "pause": {"type": "number", "minimum": 0}}),
                "drawn": {"const": True},
            },
        ),
        "read": _object({"of": text}, {"path": _list(_ref("value"), 0)}),
        "output": _object(
            {"name": text}, {"value": expr, "description": text, "when": expr, "reads": _list(_ref("read"))}
        ),
    }


def _auth() -> dict[str, Json]:
    text = _ref("string")
    flow = {"type": "array", "prefixItems": [{"enum": list(get_args(Place))}, text], "items": False, "minItems": 2}
    ends = [
        _object({"revoked": text}, {"moment": {"enum": list(SIDES)}, "rank": _ref("integer")}),
        _object({"expires": text}),
        _object({"residue": text}),
    ]
    mint = _object(
        {
            "name": text,
            "kind": {"enum": list(get_args(MintKind))},
            "by": {"enum": list(get_args(Identity))},
            "end": {"anyOf": ends},
        },
        {
            "facts": _ref("value"),
            "needs": _list(text),
            "moment": {"enum": list(MOMENTS)},
            "read_by": _list(text),
            "flows": _list(flow),
            "when": _ref("expression"),
        },
    )
    return {"mint": {"description": "What is made so that somebody may act later, and its end.", **mint}}


def _parameters() -> dict[str, Json]:
    text, value = _ref("string"), _ref("value")
    bounds = {
        "range": _two(value),
        "length": _two({"anyOf": [{"type": "null"}, _ref("integer")]}),
        "modulo": _two(_ref("integer")),
        "allowed_values": _list(value, 0),
        "allowed_pattern": text,
        "custom": text,
    }
    return {
        "parameter": _object(
            {"schema": _ref("parameter_schema"), "value": _ref("expression")},
            {"initial": value, "given": {"const": True}, "sealed": {"const": True}},
        ),
        "parameter_schema": _object(
            {"name": text, "type": text},
            {
                "default": value,
                "has_default": {"const": False},
                "constraints": _list(
                    {"anyOf": [_object({key: one}, {"description": text}) for key, one in bounds.items()]}
                ),
                "hidden": {"const": True},
                "immutable": {"const": True},
                "label": text,
                "description": text,
                "tags": _list(text),
            },
        ),
    }
