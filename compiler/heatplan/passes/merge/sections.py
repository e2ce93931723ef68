"""The sections of one environment file, as values: names of files in the registry are those of the source set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from heatplan.diagnostics import codes_environment as codes
from heatplan.diagnostics.suggest import suggest
from heatplan.ir.environment import SECTIONS
from heatplan.ir.node import Mapping, Node, Scalar, value_of
from heatplan.ir.value import Value
from heatplan.passes.merge.notes import Notes
from heatplan.span import Span
from heatplan.syntax.as_json import as_json, as_json_in_yaml
from heatplan.syntax.registry_file import RegistryFile

VALUES: Final = ("parameters", "parameter_defaults")
"""The sections that give values to parameters."""


@dataclass(frozen=True, slots=True)
class File:
    """A file's ``name``, the ``spans`` of its sections, and their values.

    ``sent`` are the values as the client reads them, ``received`` as the
    server does, who gets them as JSON and reads it as YAML.
    """

    name: str
    spans: dict[str, Span]
    sent: dict[str, Value]
    received: dict[str, Value]


def read_file(name: str, document: Mapping, notes: Notes) -> File:
    """The sections of a file; what is no section, and what the client refuses in the registry, is reported."""
    sections = _known(document, notes)
    sent, received = {}, {}
    for section, (key, body) in sections.items():
        node = as_json(body)
        if section != "resource_registry":
            sent[section], received[section] = value_of(node), value_of(as_json_in_yaml(body))
        elif isinstance(node, Mapping):
            registry = RegistryFile(node, name)
            notes.diagnostics.extend(registry.found)
            notes.registry_places.update(registry.places)
            sent[section], received[section] = registry.value, _received(body, name)
        else:
            sent[section], received[section] = value_of(node), value_of(as_json_in_yaml(body))
            if sent[section] is not None:
                notes.report(codes.WRONG_SECTION_KIND, key.span, name=section, kind="mapping")
    return File(name, {section: key.span for section, (key, _) in sections.items()}, sent, received)


def _received(body: Node, name: str) -> Value:
    node = as_json_in_yaml(body)
    return RegistryFile(node, name).value if isinstance(node, Mapping) else value_of(node)


def _known(document: Mapping, notes: Notes) -> dict[str, tuple[Scalar, Node]]:
    """The sections, others reported."""
    sections = {}
    for key, body in document.entries:
        if key.value in SECTIONS:
            sections[key.value] = (key, body)
            notes.places[key.value, ""] = key.span
            for inner, _ in body.entries if isinstance(body, Mapping) else ():
                notes.places[key.value, str(inner.value)] = inner.span
        else:
            near = suggest(str(key.value), SECTIONS)
            hint = f"Did you mean {' or '.join(near)}?" if near else f"An environment has {', '.join(SECTIONS)}."
            notes.report(codes.UNKNOWN_SECTION, key.span, hint=hint, name=key.value)
    return sections
