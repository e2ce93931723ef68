"""merge: many environment files and the options of the command line become one environment.

The client merges in any case, and with ``--merge client`` that is the outcome:
``--parameter`` beats all files (heatclient/common/template_utils.py).
Else the server merges again, from the files, as ``openstack stack create -e``
asks for today: files in order, each by its own strategies over what came
before, ``--parameter`` too (heat/common/environment_util.py,
heat/api/openstack/v1/stacks.py).
"""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from typing import Final

from heatplan.diagnostics import codes_environment as codes
from heatplan.diagnostics.diagnostic import Code, Diagnostic, finding
from heatplan.diagnostics.suggest import Near, suggest
from heatplan.ir.environment import SECTIONS, Environment
from heatplan.ir.node import Mapping, Node, Scalar, value_of
from heatplan.ir.source import Request
from heatplan.ir.value import Map, Value
from heatplan.result import Result
from heatplan.semantics.event_sinks import sink_faults
from heatplan.semantics.merging import (
    DEEP_MERGE,
    MERGE,
    Clash,
    client_update,
    merge_map,
    merge_parameter,
    strategy_of,
)
from heatplan.semantics.registry_loading import loaded
from heatplan.span import NOWHERE, Span
from heatplan.syntax.as_json import as_json, as_json_in_yaml
from heatplan.syntax.registry_file import RegistryFile

_VALUES: Final = ("parameters", "parameter_defaults")
_LISTS: Final = ("encrypted_param_names", "event_sinks")


def merge(
    documents: tuple[tuple[str, Node], ...], request: Request, declared: AnyMapping[str, str]
) -> Result[Environment]:
    """One environment of the files (name, document) in their order and the request's parameters.

    ``declared`` has the type of each parameter of all templates: the server
    drops other names of later files, and merges by the type.
    """
    work = _Merger(request, declared)
    for name, document in documents:
        work.add(name, document)
    return Result(work.environment(), tuple(work.diagnostics))


class _Merger:
    """The state of one merge: what the client has so far, and what the server."""

    def __init__(self, request: Request, declared: AnyMapping[str, str]) -> None:
        self._server = request.merge == "server"
        self._options = request.parameters
        self._declared = declared
        self._near = Near(declared)
        self._sent: dict[str, Value] = {}
        self._merged: dict[str, Value] = {key: Map() for key in SECTIONS} | {"parameters": Map(request.parameters)}
        self._strategies: dict[Value, Value] = {}
        self._places: dict[tuple[str, str], Span] = {}
        self._registry_places: dict[tuple[Value, ...], Span] = {}
        self.diagnostics: list[Diagnostic] = []

    def _report(self, code: Code, span: Span, *, address: str = "", hint: str = "", **facts: object) -> None:
        self.diagnostics.append(finding(code, span, address=address, hint=hint, facts=facts))

    def add(self, name: str, document: Node) -> None:
        """One more file."""
        if isinstance(document, Scalar) and document.value is None:
            return
        if not isinstance(document, Mapping):
            self._report(codes.NOT_A_MAPPING, document.span, file=name)
            return
        sections = self._known(document)
        sent = self._values(name, sections, as_json)
        self._client(name, sent, sections)
        if self._server:
            self._add_on_server(name, sections)

    def _known(self, document: Mapping) -> dict[str, tuple[Scalar, Node]]:
        """The sections of a file, others reported."""
        sections = {}
        for key, body in document.entries:
            if key.value in SECTIONS:
                sections[key.value] = (key, body)
                self._places[key.value, ""] = key.span
                for inner, _ in body.entries if isinstance(body, Mapping) else ():
                    self._places[key.value, str(inner.value)] = inner.span
            else:
                near = suggest(str(key.value), SECTIONS)
                hint = f"Did you mean {' or '.join(near)}?" if near else f"An environment has {', '.join(SECTIONS)}."
                self._report(codes.UNKNOWN_SECTION, key.span, hint=hint, name=key.value)
        return sections

    def _values(self, file: str, sections: dict[str, tuple[Scalar, Node]], view: object) -> dict[str, Value]:
        """The sections as values, files named in the registry as the source set names them."""
        found: dict[str, Value] = {}
        for section, (key, body) in sections.items():
            node = as_json(body) if view is as_json else as_json_in_yaml(body)
            if section == "resource_registry" and isinstance(node, Mapping):
                registry = RegistryFile(node, file)
                found[section] = registry.value
                if view is as_json:
                    self.diagnostics.extend(registry.found)
                    self._registry_places.update(registry.places)
            else:
                found[section] = value_of(node)
                if section == "resource_registry" and found[section] is not None and view is as_json:
                    self._report(codes.WRONG_SECTION_KIND, key.span, name=section, kind="mapping")
        return found

    def _client(self, file: str, sent: dict[str, Value], sections: dict[str, tuple[Scalar, Node]]) -> None:
        """The client's merge, which is done even where the server does it again."""
        for section, value in sent.items():
            before = Map({section: self._sent[section]}) if section in self._sent else Map()
            if section in _VALUES and isinstance(value, dict) and isinstance(before.get(section, Map()), dict):
                self._sent[section] = self._client_values(file, section, before.get(section, Map()), value)
                continue
            try:
                self._sent[section] = client_update(before, Map({section: value}))[section]
            except Clash as clash:
                self._report(codes.CLIENT_CLASH, sections[section][0].span, name=section, file=file, why=clash.why)

    def _client_values(self, file: str, section: str, before: Value, values: Value) -> Map:
        """Name by name, so that each that can not be merged is found."""
        merged = before
        for name, value in values.items():
            try:
                merged = client_update(merged, Map({name: value}))
            except Clash as clash:
                self._report(
                    codes.CLIENT_CLASH,
                    self._places.get((section, name), NOWHERE),
                    address=f"parameters.{name}",
                    name=name,
                    file=file,
                    why=clash.why,
                )
        return Map(merged)

    # The server.

    def _add_on_server(self, file: str, sections: dict[str, tuple[Scalar, Node]]) -> None:
        values = self._values(file, sections, as_json_in_yaml)
        strategies = values.pop("parameter_merge_strategies", Map())
        for section, (key, _) in sections.items():
            if section != "parameter_merge_strategies" and values[section] is None:
                self._report(codes.EMPTY_SECTION, key.span, name=section)
        if strategies is None:
            self._report(
                codes.EMPTY_SECTION, sections["parameter_merge_strategies"][0].span, name="parameter_merge_strategies"
            )
        for section, value in values.items():
            if not value:
                continue
            span = sections[section][0].span
            if section in _VALUES:
                self._server_values(file, section, value, strategies, span)
                continue
            self._replaced(file, section, value)
            try:
                self._merged[section] = merge_map(self._merged[section], value)
            except Clash as clash:
                code = codes.SECTION_TWICE if section in _LISTS else codes.WRONG_SECTION_KIND
                self._report(code, span, name=section, kind="mapping", file=file, why=clash.why)

    def _replaced(self, file: str, section: str, value: Value) -> None:
        """The server merges the registry one level deep: ``resources`` of a later file stands alone."""
        before, after = (
            registry.get("resources") if section == "resource_registry" and isinstance(registry, dict) else None
            for registry in (self._merged[section], value)
        )
        if isinstance(before, dict) and isinstance(after, dict):
            gone = [str(name) for name in before if name not in after or before[name] != after[name]]
            if gone:
                place = self._registry_places.get(("resources",), NOWHERE)
                self._report(codes.RESOURCES_REPLACED, place, file=file, names=", ".join(gone[:5]))

    def _server_values(self, file: str, section: str, values: Value, strategies: Value, span: Span) -> None:
        if not isinstance(values, dict):
            self._report(codes.WRONG_SECTION_KIND, span, name=section, kind="mapping")
            return
        if not isinstance(strategies, (dict, type(None))):
            facts = {"name": "parameter_merge_strategies", "kind": "mapping"}
            if any(name in self._declared and value is not None for name, value in values.items()):
                place = self._places.get(("parameter_merge_strategies", ""), NOWHERE)
                self.diagnostics.append(finding(codes.WRONG_SECTION_KIND, place, facts=facts))
            return
        known = [name for name, value in values.items() if name in self._declared and value is not None]
        if not self._agreed(file, section, known, strategies):
            return
        if not self._merged[section]:
            self._merged[section] = Map(values)
            return
        self._remark(file, section, values, known)
        for name in known:
            self._merge_value(file, section, name, values[name])

    def _agreed(self, file: str, section: str, names: list[str], strategies: Value) -> bool:
        """Whether the files so far ask for one strategy for each parameter."""
        agreed = True
        for name in names:
            chosen = strategy_of(strategies, name, self._strategies)
            if self._strategies.setdefault(name, chosen) != chosen:
                agreed = False
                self._report(
                    codes.CONFLICTING_STRATEGY,
                    self._places.get(("parameter_merge_strategies", name), self._places.get((section, name), NOWHERE)),
                    address=f"parameters.{name}",
                    name=name,
                    file=file,
                    strategy=chosen,
                    before=self._strategies[name],
                )
        return agreed

    def _merge_value(self, file: str, section: str, name: str, value: Value) -> None:
        strategy = self._strategies[name]
        old = self._merged[section]
        if strategy in (MERGE, DEEP_MERGE):
            try:
                value = merge_parameter(old, name, value, self._declared[name], deep=strategy == DEEP_MERGE)
            except Clash as clash:
                self._report(
                    _CLASHES[clash.problem],
                    self._places.get((section, name), NOWHERE),
                    address=f"parameters.{name}",
                    name=name,
                    file=file,
                    strategy=strategy,
                    why=clash.why,
                )
                return
        self._merged[section] = Map({**old, name: value})

    def _remark(self, file: str, section: str, values: Value, known: list[str]) -> None:
        """What will surprise the author: files over options, names that are dropped, null that changes nothing."""
        if section != "parameters":
            return
        for name, value in values.items():
            place = self._places.get((section, name), NOWHERE)
            address = f"parameters.{name}"
            if name not in self._declared:
                hint = self._near.hint(str(name))
                self._report(codes.DROPPED_NAME, place, address=address, hint=hint, name=name, file=file)
            elif value is None and name in self._merged[section]:
                self._report(codes.NULL_IGNORED, place, address=address, name=name, file=file)
            elif name in known and name in self._options and self._overwrites(section, name, value):
                hint = "Give the value in the last environment file, or use --merge client."
                self._report(codes.FILE_BEATS_OPTION, place, address=address, hint=hint, name=name, file=file)

    def _overwrites(self, section: str, name: str, value: Value) -> bool:
        return self._strategies[name] not in (MERGE, DEEP_MERGE) and self._merged[section].get(name) != value

    # The outcome.

    def environment(self) -> Environment:
        """The outcome."""
        found = self._merged if self._server else self._as_sent()
        given = found["resource_registry"]
        registry, faults = loaded(Map(given) if isinstance(given, dict) else Map(), self._registry_places)
        self.diagnostics.extend(faults)
        sinks = found["event_sinks"] or ()
        place = self._places.get(("event_sinks", ""), NOWHERE)
        self.diagnostics.extend(sink_faults(found["event_sinks"], place))
        self._encrypted(found["encrypted_param_names"], found["parameters"])
        return Environment(
            found["parameters"],
            found["parameter_defaults"],
            registry,
            Map(self._places),
            tuple(Map(sink) for sink in sinks if isinstance(sink, dict)) if isinstance(sinks, tuple) else (),
        )

    def _as_sent(self) -> dict[str, Value]:
        """What the client's merge comes to on the server (heat/api/openstack/v1/stacks.py, ``environment``)."""
        found: dict[str, Value] = {}
        for section in SECTIONS:
            value = self._sent.get(section, Map())
            if value is None:
                self._report(codes.EMPTY_SECTION, self._places[section, ""], name=section)
            elif section in _VALUES and not isinstance(value, dict) and (value or section == "parameters"):
                self._report(codes.WRONG_SECTION_KIND, self._places[section, ""], name=section, kind="mapping")
            needs_mapping = section in (*_VALUES, "resource_registry")
            found[section] = value if isinstance(value, dict) or not needs_mapping else Map()
        found["parameters"] = Map({**found["parameters"], **self._options})
        return found

    def _encrypted(self, names: Value, parameters: Map) -> None:
        """Heat reads each name's value when it loads what it has stored (heat/objects/raw_template.py)."""
        for name in names if isinstance(names, (tuple, dict)) else ():
            place = self._places.get(("encrypted_param_names", ""), NOWHERE)
            if not isinstance(name, str) or name not in parameters:
                self._report(codes.ENCRYPTED_NAME, place, name=name if isinstance(name, str) else "an entry")


_CLASHES: Final = {
    "kinds": codes.MERGE_KINDS,
    "not-a-sequence": codes.MERGE_VALUE,
    "not-json": codes.MERGE_VALUE,
    "not-mergeable": codes.MERGE_TYPE,
}
