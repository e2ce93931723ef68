"""The client's merge (heatclient/common/template_utils.py, ``deep_update``), done even where the server merges again."""

from __future__ import annotations

from heatplan.diagnostics import codes_environment as codes
from heatplan.ir.environment import SECTIONS
from heatplan.ir.value import Map, Value
from heatplan.passes.merge.notes import Notes
from heatplan.passes.merge.sections import VALUES, File
from heatplan.semantics.merging import Clash, client_update


class Client:
    """What the client has so far."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._sent: dict[str, Value] = {}

    def add(self, file: File) -> None:
        """One more file."""
        for section, value in file.sent.items():
            before = Map({section: self._sent[section]}) if section in self._sent else Map()
            if section in VALUES and isinstance(value, dict) and isinstance(before.get(section, Map()), dict):
                self._sent[section] = self._values(file.name, section, before.get(section, Map()), value)
                continue
            try:
                self._sent[section] = client_update(before, Map({section: value}))[section]
            except Clash as clash:
                self._notes.report(codes.CLIENT_CLASH, file.spans[section], name=section, file=file.name, why=clash.why)

    def _values(self, file: str, section: str, before: Value, values: Value) -> Map:
        """Name by name, so that each that can not be merged is found."""
        merged = before
        for name, value in values.items():
            try:
                merged = client_update(merged, Map({name: value}))
            except Clash as clash:
                self._notes.report(
                    codes.CLIENT_CLASH,
                    self._notes.place(section, name),
                    address=f"parameters.{name}",
                    name=name,
                    file=file,
                    why=clash.why,
                )
        return Map(merged)

    def outcome(self, options: Map) -> dict[str, Value]:
        """What it comes to on the server, with the command line's parameters (heat/api/openstack/v1/stacks.py)."""
        found: dict[str, Value] = {}
        for section in SECTIONS:
            value = self._sent.get(section, Map())
            if value is None:
                self._notes.report(codes.EMPTY_SECTION, self._notes.place(section), name=section)
            elif section in VALUES and not isinstance(value, dict) and (value or section == "parameters"):
                self._notes.report(codes.WRONG_SECTION_KIND, self._notes.place(section), name=section, kind="mapping")
            needs_mapping = section in (*VALUES, "resource_registry")
            found[section] = value if isinstance(value, dict) or not needs_mapping else Map()
        found["parameters"] = Map({**found["parameters"], **options})
        return found
