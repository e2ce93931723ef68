"""What heatplan says of a snippet, in the form in which the oracle answers.

The template around the snippet goes through the same passes as any other;
the snippet is read as the body of an output would be.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.expr import Expr, Failed, ListExpr, Lit, MapExpr, Omitted
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.node import Node
from heatplan.ir.schema import Given
from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.template import Template
from heatplan.ir.value import Map, Value, freeze
from heatplan.levels import Compilation
from heatplan.passes.bind import bind
from heatplan.passes.elaborate import elaborate, elaborate_value
from heatplan.passes.select import select
from heatplan.place import Place
from heatplan.result import Result
from heatplan.semantics.evaluate import decide, evaluate
from heatplan.semantics.functions.base import class_name, represent, text_of
from heatplan.semantics.inspect import inspect
from heatplan.semantics.knowledge import AbsentError, Unknown
from heatplan.semantics.scope import Before, Level
from heatplan.semantics.walking import select as walk
from heatplan.syntax.parse import parse
from heatplan.syntax.read import read

Job = Mapping[str, Any]
Answer = dict[str, Any]

_KEYS = {"2010-09-09": "AWSTemplateFormatVersion", "2012-12-12": "HeatTemplateFormatVersion"}
_WRAPPED = frozenset({"ValueError", "TypeError", "KeyError"})
"""What Heat makes a StackValidationFailed of while it parses (heat/engine/template.py, ``parse``)."""


class Standing(Before):
    """A level whose resources have the references and attributes that the job says."""

    def __init__(self, level: Level, data: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__(level)
        self._data = data

    def reference(self, resource: str) -> Value | Unknown:
        """The reference that the job says."""
        self._require(resource)
        return self._data[resource].get("ref", resource)

    def attribute(self, resource: str, path: tuple[Value, ...]) -> Value | Unknown:
        """The attribute that the job says, null before creation."""
        self._require(resource)
        given = self._data[resource]
        if given.get("action") == "INIT":
            return None
        attributes = given.get("attrs", {})
        if not path:
            return freeze({name: item for name, item in attributes.items() if name != "show"})
        if len(path) == 1 and not isinstance(path[0], (str, tuple, dict)):
            raise AbsentError("TypeError", f"'{class_name(path[0])}' object is not iterable")
        steps = (
            path[0] if len(path) == 1 and isinstance(path[0], (tuple, dict)) else path
        )  # the oracle's stand-in does so
        first, *rest = steps or ("",)
        if first not in attributes:
            text = f"The Referenced Attribute ({resource} {_attribute_text(path)}) is incorrect."
            raise AbsentError("InvalidTemplateAttribute", text)
        return walk(freeze(attributes[first]), tuple(rest))


def _attribute_text(path: tuple[Value, ...]) -> str:
    """An attribute and its path as a text of Heat's shows them."""
    return text_of(path[0]) if len(path) == 1 else f"({', '.join(map(represent, path))})"


def answer(job: Job) -> Answer:
    """The record that the oracle would write, with ``elsewhere``: what is wrong with the template around the snippet.

    ``faults`` and ``failures`` are all that is found in the snippet, where the oracle has the first.
    """
    version = job["version"]
    work = Compilation(_sources(job), Request(stack_name="snip", project_id="oracle_tenant_id"))
    read_ = read_template(job)
    if read_.value is None:
        return {"phase": "template", "elsewhere": _texts(read_.diagnostics)}
    known, elsewhere = _known(work, read_.value, job)
    node = _node(job["snippet"])
    condition = job.get("mode") == "condition"
    expr = elaborate_value(node, "", version, condition=condition, mappings=read_.value.mappings)
    found = inspect(expr, known, known.level.env)
    faults = [
        [fault.phase, "StackValidationFailed" if fault.error in _WRAPPED else fault.error, fault.text]
        for fault in found.faults
    ]
    reads = [read.resource for read in found.reads]
    return {
        "elsewhere": [*_texts((*read_.diagnostics, *work.take())), *elsewhere],
        "cfn": read_.value.dialect == "cfn" or version == "2013-05-23",
        "faults": faults,
        "reads": reads,
        "absent": [name for name in reads if name not in known.level.references],
        "attributes": [[read.resource, *read.path] for read in found.reads if read.path],
        **_value(expr, known, condition=condition),
    }


def _sources(job: Job) -> SourceSet:
    return SourceSet("", Map((name, Source(name, text)) for name, text in job.get("files", {}).items()))


def read_template(job: Job) -> Result[Template[Expr]]:
    """What is around the snippet, elaborated."""
    version = job["version"]
    cfn = version in _KEYS
    document: dict[str, Any] = {_KEYS.get(version, "heat_template_version"): version}
    for name in ("parameters", "conditions", "mappings", "resources"):
        if job.get(name):
            document[name.capitalize() if cfn else name] = job[name]
    node = read(Source("", json.dumps(document)))
    assert node.value is not None
    parsed = parse(node.value, "")
    if parsed.value is None:
        return Result(None, parsed.diagnostics)
    elaborated = elaborate(parsed.value)
    return Result(elaborated.value, parsed.diagnostics + elaborated.diagnostics)


def _node(snippet: Any) -> Node:
    root = read(Source("snippet", json.dumps({"snippet": snippet}))).value
    assert isinstance(root, MappingNode)
    return root.entries[0][1]


def _known(work: Compilation, template: Template[Expr], job: Job) -> tuple[Standing, list[str]]:
    place = Place("snip", Map(), Map())
    pseudo = work.pseudo(template.dialect, place)
    given = {
        name: Given(Lit(value), value)
        for name, value in ((name, freeze(item)) for name, item in job.get("param_values", {}).items())
    }
    bound = bind(template, work.schemas(template), given, Map(), pseudo, strict=True)
    level = work.level(template, bound.value or (), place)
    selected = select(template, Before(level))
    names = [one.decl.name for one in selected.value.resources] if selected.value is not None else []
    disabled = frozenset(selected.value.disabled) if selected.value is not None else frozenset()
    data = {
        name: job.get("resource_data", {}).get(name, {"ref": name, "attrs": {}, "action": "INIT"}) for name in names
    }
    level = replace(level, references=dict.fromkeys(names), disabled=disabled)
    return Standing(level, data), _texts((*bound.diagnostics, *selected.diagnostics))


def _texts(found: tuple[Diagnostic, ...]) -> list[str]:
    return [one.message for one in found if one.severity == "error"]


def _value(expr: Expr, known: Standing, *, condition: bool) -> Answer:
    value = evaluate(expr, known, known.level.env)
    failures = [[one.error, one.text] for one in _failures(value)]
    if failures:
        return {"failures": failures}
    if isinstance(value, Omitted):
        return {"omitted": True, "result": None}
    if not isinstance(value, Lit):
        return {"failures": [["Unknown", f"{type(value).__name__} has no value"]]}
    if not condition or isinstance(value.value, bool):
        return {"result": shown(value.value), "result_type": class_name(value.value)}
    decided = decide(value, known, known.level.env)
    if isinstance(decided, Failed):
        return {"failures": [[decided.error, decided.text]]}
    return {"result": decided, "result_type": class_name(decided)}


def _failures(expr: Expr) -> list[Failed]:
    match expr:
        case Failed():
            return [expr]
        case MapExpr():
            return [found for _, item in expr.entries for found in _failures(item)]
        case ListExpr():
            return [found for item in expr.items for found in _failures(item)]
        case _:
            return []


def shown(value: Value) -> Any:
    """The value as the oracle writes it: keys as text, sets as sorted lists, bytes as LATIN-1."""
    if isinstance(value, dict):
        return {str(key): shown(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [shown(item) for item in value]
    if isinstance(value, frozenset):
        return sorted((shown(item) for item in value), key=lambda item: (str(type(item)), item))
    return value.decode("latin-1") if isinstance(value, bytes) else value
