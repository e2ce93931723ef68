"""The operator's registry: what the files of Heat's own environment make of its resource types.

Of these files Heat takes the ``resource_registry`` and nothing else
(heat/engine/environment.py: a stack's environment has the registry of the
global one below its own); a file that it can not read it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from heatplan.catalogue.catalogue import Catalogue
from heatplan.diagnostics import codes_environment as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.environment import SECTIONS
from heatplan.ir.node import Mapping, Node, Scalar, value_of
from heatplan.ir.settings import Settings
from heatplan.ir.source import Source
from heatplan.ir.value import Map, Value
from heatplan.result import Result
from heatplan.semantics.registry_loading import Path, loaded
from heatplan.span import Span
from heatplan.syntax.read import read


def with_operators(base: Catalogue, environments: tuple[Source, ...], settings: Settings) -> Result[Catalogue]:
    """The catalogue with the operator's files on top of Heat's own default environment, in their order.

    Warnings: a file that Heat leaves out (HP0476), sections without effect
    (HP0477), files that do not agree, whose order is chance in Heat (HP0478).
    """
    registry, found = base.operators_start(), list[Diagnostic]()
    said: dict[Path, tuple[str, Value, Span]] = {}
    for source in environments:
        document = read(source, settings, json=False)
        sections, why = _sections(document.value) if document.value is not None else ({}, "it can not be read")
        if why:
            found.append(finding(codes.OPERATOR_FILE, name=source.name, why=why))
            found.extend(replace(one, level="warning") for one in document.diagnostics)
            continue
        unused = [name for name, body in sections.items() if name != "resource_registry" and value_of(body)]
        if unused:
            found.append(finding(codes.OPERATOR_SECTION, name=source.name, sections=", ".join(unused)))
        body = sections.get("resource_registry")
        if not isinstance(body, Mapping):
            continue
        places = dict(_places(body, ()))
        found.extend(_disagreeing(source.name, places, said))
        registry, faults = loaded(Map(value_of(body)), {path: span for path, (span, _) in places.items()}, registry)
        found.extend(faults)
    return Result(base.with_operator(registry), tuple(found))


def _sections(document: Node) -> tuple[dict[str, Node], str]:
    """The sections, and why Heat leaves the file out (heat/common/environment_format.py)."""
    sections = {}
    for key, body in document.entries if isinstance(document, Mapping) else ():
        if key.value not in SECTIONS:
            return {}, f"there is no section {key.value}"
        if isinstance(body, Scalar) and body.value is None:
            return {}, f"the section {key.value} is empty"
        sections[str(key.value)] = body
    return sections, ""


def _places(body: Mapping, path: Path) -> Iterator[tuple[Path, tuple[Span, Value]]]:
    """Each entry that is no mapping of entries, with its place."""
    for key, node in body.entries:
        here = (*path, key.value)
        if isinstance(node, Mapping):
            yield from _places(node, here)
        else:
            yield here, (key.span, value_of(node))


def _disagreeing(
    file: str, places: dict[Path, tuple[Span, Value]], said: dict[Path, tuple[str, Value, Span]]
) -> Iterator[Diagnostic]:
    for path, (span, value) in places.items():
        former = said.setdefault(path, (file, value, span))
        if former[0] != file and former[1] != value:
            facts = {"name": file, "former": former[0], "type": ".".join(str(step) for step in path)}
            yield finding(codes.OPERATOR_ORDER, span, labels=((former[2], "and here"),), facts=facts)
