"""Diagnostics as JSON."""

from __future__ import annotations

import json

from heatplan.diagnostics.diagnostic import Code, Fix, finding
from heatplan.diagnostics.render_json import render_json
from heatplan.span import Span

UNKNOWN = Code("HP9901", "unknown-reference", "error", "no resource is named `{name}`")
TEXT = "a: 1\nb: sever\n"
PLACE = Span("t.yaml", 8, 13)


def test_everything_is_in_it() -> None:
    item = finding(
        UNKNOWN, PLACE, name="sever", address="b", hint="h", labels=((PLACE, "l"),), fix=Fix(PLACE, "server")
    )
    span = {
        "source": "t.yaml",
        "start": 8,
        "end": 13,
        "from": {"line": 2, "column": 4},
        "to": {"line": 2, "column": 9},
    }

    assert json.loads(render_json([item], {"t.yaml": TEXT})) == {
        "diagnostics": [
            {
                "code": "HP9901",
                "name": "unknown-reference",
                "severity": "error",
                "message": "No resource is named `sever`.",
                "facts": {"name": "sever"},
                "address": "b",
                "hint": "h",
                "span": span,
                "labels": [{"span": span, "text": "l"}],
                "fix": {"span": span, "replacement": "server"},
            }
        ]
    }


def test_a_source_that_is_not_there_has_no_lines() -> None:
    (item,) = json.loads(render_json([finding(UNKNOWN, PLACE, name="x")], {}))["diagnostics"]

    assert item["span"] == {"source": "t.yaml", "start": 8, "end": 13}


def test_no_place_is_null() -> None:
    (item,) = json.loads(render_json([finding(UNKNOWN, name="x")], {}))["diagnostics"]

    assert item["span"] is None
    assert item["fix"] is None


def test_it_is_ascii() -> None:
    assert render_json([finding(UNKNOWN, name="\ud800\x1b日")], {}).isascii()
