"""One value or condition on its own, as the oracle's snippet mode takes it: parsed, validated, resolved.

A snippet job is ``{"id", "version", "snippet", "mode", "parameters",
"param_values", "conditions", "mappings", "resources", "resource_data",
"files"}``.  ``resource_data`` gives resources an answer (``ref``, ``attrs``);
without it nothing stands yet.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.expr import Expr, Failed, Lit, Omitted, Read
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.schema import Given
from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.template import Template
from heatplan.ir.value import Map, Value, freeze
from heatplan.levels import Compilation
from heatplan.passes.bind import bind
from heatplan.passes.elaborate import elaborate_value
from heatplan.passes.select import select
from heatplan.place import Place
from heatplan.semantics.evaluate import decide, evaluate
from heatplan.semantics.failures import first_failure
from heatplan.semantics.inspect import inspect
from heatplan.semantics.knowledge import AbsentError, Unknown
from heatplan.semantics.scope import Before, Level, Scope
from heatplan.semantics.walking import select as walk
from heatplan.syntax.read import read
from tests.conformance.render import plain

KEYS: Final = {"2010-09-09": "AWSTemplateFormatVersion", "2012-12-12": "HeatTemplateFormatVersion"}
ROOT: Final = "snippet.yaml"
Answer = dict[str, Any]


def heats_answer(record: Mapping[str, Any]) -> Answer:
    """The oracle's record of a snippet in the form of ours: classes of errors, values, what is depended on."""
    found = {key: record[key] for key in ("phase", "omitted", "result", "dependencies") if key in record}
    for key in ("error", "validate_error", "dependencies_error"):
        if key in record:
            found[key] = record[key]["class"]
    return found


def our_answer(job: Mapping[str, Any]) -> Answer:
    """What we make of a snippet job.  Never raises for what a template may contain."""
    version = str(job.get("version", "2021-04-16"))
    files = {ROOT: _around(job, version), **(job.get("files") or {})}
    sources = SourceSet(ROOT, Map((name, Source(name, text)) for name, text in files.items()))
    work = Compilation(sources, Request("snip", freeze(job.get("param_values") or {}), project_id="oracle_tenant_id"))
    template = work.documents.root()
    if template is None:
        return {"phase": "template", "error": _class(work.take())}
    condition = job.get("mode") == "condition"
    node = read(Source("s", json.dumps({"s": job["snippet"]}))).value
    assert isinstance(node, MappingNode)
    expr = elaborate_value(node.entries[0][1], ROOT, version, condition=condition, mappings=template.mappings)
    return _resolved(expr, _scope(work, template, job.get("resource_data") or {}), condition=condition)


def _around(job: Mapping[str, Any], version: str) -> str:
    """The template around the snippet."""
    key = KEYS.get(version, "heat_template_version")
    title = str.title if key in KEYS.values() else str
    sections = ("parameters", "conditions", "mappings", "resources")
    return json.dumps({key: version, **{title(name): job[name] for name in sections if job.get(name)}})


def _scope(work: Compilation, template: Template[Expr], data: Mapping[str, Any]) -> Live:
    place = Place("snip", Map(), Map())
    values = work.documents.environment().parameters
    given = {name: Given(Lit(value), value) for name, value in values.items()}
    parameters = (
        bind(template, work.schemas(template), given, Map(), work.pseudo(template.dialect, place), strict=False).value
        or ()
    )
    level = work.level(template, parameters, place)
    known: dict[str, frozenset[str]] = {}
    selected = select(template, Scope(level)).value
    if selected is not None:
        kinds = work.kinds(selected, place)
        level = work.connected(level, selected, kinds)
        known = {
            name: frozenset(kind.attributes)
            for name, kind in kinds.types.items()
            if not kind.facts.get("any_attribute")
        }
    return Live(level, data, known)


def _class(found: tuple[Diagnostic, ...]) -> str | None:
    return next((one.heat for one in found if one.severity == "error"), None)


class Live(Before):
    """A level in which some resources stand; ``attributes`` has the names that a resource's type allows."""

    def __init__(self, level: Level, data: Mapping[str, Any], attributes: Mapping[str, frozenset[str]]) -> None:
        super().__init__(level)
        self._data = data
        self._attributes = attributes

    def knows(self, read: Read) -> bool:
        """Whether the type of a resource has an attribute: what ``get_attr`` validates."""
        allowed = self._attributes.get(str(read.resource))
        return not read.path or allowed is None or read.path[0] in allowed

    def zones(self) -> Value | Unknown:
        """One: the oracle has no Nova to ask (docs/differences.md)."""
        return ("nova",)

    def reference(self, resource: str) -> Value | Unknown:
        """The reference id that the job gives, by default the resource's name."""
        found = super().reference(resource)
        return str(self._data[resource].get("ref", resource)) if resource in self._data else found

    def attribute(self, resource: str, path: tuple[Value, ...]) -> Value | Unknown:
        """The attribute that the job gives."""
        found = super().attribute(resource, path)
        if resource not in self._data or self._data[resource].get("action") == "INIT":
            return found
        attributes = freeze(self._data[resource].get("attrs") or {})
        assert isinstance(attributes, Map)
        if not path:
            return Map((name, item) for name, item in attributes.items() if name != "show")
        if path[0] not in attributes:
            raise AbsentError(
                "InvalidTemplateAttribute", f"The Referenced Attribute ({resource} {path[0]}) is incorrect."
            )
        return walk(attributes[path[0]], path[1:])


def _resolved(expr: Expr, scope: Live, *, condition: bool) -> Answer:
    env = scope.level.env
    seen = inspect(expr, scope, env)
    parse = next((fault for fault in seen.faults if fault.phase == "parse"), None)
    if parse is not None:
        wrapped = parse.error in {"ValueError", "TypeError", "KeyError"}  # template.py, parse
        return {"phase": "parse", "error": "StackValidationFailed" if wrapped else parse.error}
    absent = [one for one in seen.reads if one.resource not in scope.level.references]
    answer: Answer = {}
    if seen.faults or any(one.path is not None for one in absent) or not all(map(scope.knows, seen.reads)):
        answer["validate_error"] = "StackValidationFailed"  # function.py, validate
    if absent:
        answer["dependencies_error"] = "InvalidTemplateReference"
    else:
        answer["dependencies"] = sorted({str(one.resource) for one in seen.reads})
    value = evaluate(expr, scope, env)
    if condition and first_failure(value) is None:
        decided = decide(value, scope, env)
        value = decided if isinstance(decided, Failed) else Lit(decided)
    failure = first_failure(value)
    if failure is not None:
        return {**answer, "phase": "resolve", "error": failure.error}
    if isinstance(value, Omitted):
        return {**answer, "omitted": True, "result": None}
    assert isinstance(value, Lit), value
    return {**answer, "result": plain(value.value)}
