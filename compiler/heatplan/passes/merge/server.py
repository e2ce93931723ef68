"""The server's merge (heat/common/environment_util.py): files in order, each by its own strategies over all before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from heatplan.diagnostics import codes_environment as codes
from heatplan.diagnostics.suggest import Near
from heatplan.ir.environment import SECTIONS
from heatplan.ir.value import Map, Value
from heatplan.passes.merge.notes import Notes
from heatplan.passes.merge.sections import VALUES, File
from heatplan.semantics.merging import DEEP_MERGE, MERGE, Clash, merge_map, merge_parameter, strategy_of
from heatplan.span import NOWHERE

_STRATEGIES: Final = "parameter_merge_strategies"
_LISTS: Final = ("encrypted_param_names", "event_sinks")
_CLASHES: Final = {
    "kinds": codes.MERGE_KINDS,
    "not-a-sequence": codes.MERGE_VALUE,
    "not-json": codes.MERGE_VALUE,
    "not-mergeable": codes.MERGE_TYPE,
}


class Server:
    """What the server has so far; it starts with the command line's parameters."""

    def __init__(self, options: Map, declared: Mapping[str, str], notes: Notes) -> None:
        self._options = options
        self._declared = declared
        self._notes = notes
        self._near = Near(declared)
        self._strategies: dict[Value, Value] = {}
        self.merged: dict[str, Value] = {key: Map() for key in SECTIONS} | {"parameters": Map(options)}

    def add(self, file: File) -> None:
        """One more file."""
        values = {section: value for section, value in file.received.items() if section != _STRATEGIES}
        strategies = file.received.get(_STRATEGIES, Map())
        for section in (*values, *([_STRATEGIES] if _STRATEGIES in file.received else [])):
            if file.received[section] is None:
                self._notes.report(codes.EMPTY_SECTION, file.spans[section], name=section)
        for section, value in values.items():
            if not value:
                continue
            if section in VALUES:
                self._values(file, section, value, strategies)
                continue
            self._replaced(file.name, section, value)
            try:
                self.merged[section] = merge_map(self.merged[section], value)
            except Clash as clash:
                code = codes.SECTION_TWICE if section in _LISTS else codes.WRONG_SECTION_KIND
                facts = {"name": section, "kind": "mapping", "file": file.name, "why": clash.why}
                self._notes.report(code, file.spans[section], **facts)

    def _replaced(self, file: str, section: str, value: Value) -> None:
        """The server merges the registry one level deep: ``resources`` of a later file stands alone."""
        before, after = (
            registry.get("resources") if section == "resource_registry" and isinstance(registry, dict) else None
            for registry in (self.merged[section], value)
        )
        if isinstance(before, dict) and isinstance(after, dict):
            gone = [str(name) for name in before if name not in after or before[name] != after[name]]
            if gone:
                place = self._notes.registry_places.get(("resources",), NOWHERE)
                self._notes.report(codes.RESOURCES_REPLACED, place, file=file, names=", ".join(gone[:5]))

    def _values(self, file: File, section: str, values: Value, strategies: Value) -> None:
        if not isinstance(values, dict):
            self._notes.report(codes.WRONG_SECTION_KIND, file.spans[section], name=section, kind="mapping")
            return
        known = [name for name, value in values.items() if name in self._declared and value is not None]
        if not isinstance(strategies, (dict, type(None))):
            if known:
                self._notes.report(
                    codes.WRONG_SECTION_KIND, self._notes.place(_STRATEGIES), name=_STRATEGIES, kind="mapping"
                )
            return
        if not self._agreed(file.name, section, known, strategies):
            return
        if not self.merged[section]:
            self.merged[section] = Map(values)
            return
        self._remark(file.name, section, values, known)
        for name in known:
            self._value(file.name, section, name, values[name])

    def _agreed(self, file: str, section: str, names: list[str], strategies: Value) -> bool:
        """Whether the files so far ask for one strategy for each parameter."""
        agreed = True
        for name in names:
            chosen = strategy_of(strategies, name, self._strategies)
            if self._strategies.setdefault(name, chosen) != chosen:
                agreed = False
                self._notes.report(
                    codes.CONFLICTING_STRATEGY,
                    self._notes.places.get((_STRATEGIES, name), self._notes.place(section, name)),
                    address=f"parameters.{name}",
                    name=name,
                    file=file,
                    strategy=chosen,
                    before=self._strategies[name],
                )
        return agreed

    def _value(self, file: str, section: str, name: str, value: Value) -> None:
        strategy = self._strategies[name]
        old = self.merged[section]
        if strategy in (MERGE, DEEP_MERGE):
            try:
                value = merge_parameter(old, name, value, self._declared[name], deep=strategy == DEEP_MERGE)
            except Clash as clash:
                facts = {"name": name, "file": file, "strategy": strategy, "why": clash.why}
                address = f"parameters.{name}"
                self._notes.report(_CLASHES[clash.problem], self._notes.place(section, name), address=address, **facts)
                return
        self.merged[section] = Map({**old, name: value})

    def _remark(self, file: str, section: str, values: Value, known: list[str]) -> None:
        """What will surprise the author: files over options, names that are dropped, null that changes nothing."""
        if section != "parameters":
            return
        for name, value in values.items():
            place = self._notes.place(section, name)
            address = f"parameters.{name}"
            if name not in self._declared:
                hint = self._near.hint(str(name))
                self._notes.report(codes.DROPPED_NAME, place, address=address, hint=hint, name=name, file=file)
            elif value is None and name in self.merged[section]:
                self._notes.report(codes.NULL_IGNORED, place, address=address, name=name, file=file)
            elif name in known and name in self._options and self._overwrites(section, name, value):
                hint = "Give the value in the last environment file, or use --merge client."
                self._notes.report(codes.FILE_BEATS_OPTION, place, address=address, hint=hint, name=name, file=file)

    def _overwrites(self, section: str, name: str, value: Value) -> bool:
        return self._strategies[name] not in (MERGE, DEEP_MERGE) and self.merged[section].get(name) != value
