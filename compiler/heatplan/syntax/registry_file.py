"""The resource registry of an environment file as the client sends it.

The client puts names of files in the place of what has no ``::``
(heatclient/common/template_utils.py, ``resolve_environment_urls``), at the top
and below ``resources`` and no deeper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from heatplan.diagnostics import codes_environment as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.node import Node, Scalar, value_of
from heatplan.ir.value import Map, Value, kind
from heatplan.span import Span
from heatplan.syntax.references import is_whole, resolve_name

LISTS: Final = ("hooks", "restricted_actions")

Path = tuple[Value, ...]


class RegistryFile:
    """One file's registry: ``value`` with names of files resolved, ``places`` of its entries, what is ``found``."""

    def __init__(self, body: MappingNode, file: str) -> None:
        self.places: dict[Path, Span] = {}
        self.found: list[Diagnostic] = []
        self._file = file
        base = self._base(body, file)
        entries = dict(self._entries(body, base, ()))
        by_name = body.get("resources")
        if isinstance(by_name, MappingNode):
            self.places["resources",] = next(key.span for key, _ in body.entries if key.value == "resources")
            entries["resources"] = Map(self._by_name(by_name, base))
        self.value = Map(entries)

    def _by_name(self, resources: MappingNode, base: str | None) -> Iterator[tuple[Value, Value]]:
        for key, node in resources.entries:
            path = ("resources", key.value)
            self.places[path] = key.span
            if isinstance(node, MappingNode):
                own = self._base(node, self._file) if node.get("base_url") is not None else base
                yield key.value, Map(self._entries(node, own, path))
            else:
                self._refuse(path, node)

    def _entries(self, body: MappingNode, base: str | None, path: Path) -> Iterator[tuple[Value, Value]]:
        for key, node in body.entries:
            here = (*path, key.value)
            self.places[here] = node.span if key.value in LISTS else key.span
            if isinstance(node, MappingNode):
                self._inside(node, here)
                yield key.value, value_of(node)
            elif key.value in LISTS and not (isinstance(node, Scalar) and not isinstance(node.value, str)):
                yield key.value, value_of(node)
            elif key.value == "base_url" and isinstance(node, Scalar) and isinstance(node.value, str | None):
                continue  # the client leaves it in, and Heat takes it for a type that nothing is of
            elif not isinstance(node, Scalar) or not isinstance(node.value, str):
                self._refuse(here, node)
            elif "::" in node.value:
                yield key.value, node.value
            elif is_whole(node.value):
                yield key.value, resolve_name(self._file, node.value)
            elif base is None:
                facts = {"name": _spelled(here), "file": self._file, "target": node.value}
                self.found.append(finding(codes.RELATIVE_BASE_URL, node.span, facts=facts))
            else:
                yield key.value, resolve_name(base, node.value)

    def _inside(self, node: MappingNode, path: Path) -> None:
        """Places of what the client does not look at."""
        for key, inner in node.entries:
            here = (*path, key.value)
            self.places[here] = inner.span if key.value in LISTS else key.span
            if isinstance(inner, MappingNode):
                self._inside(inner, here)

    def _base(self, body: MappingNode, file: str) -> str | None:
        """The file whose folder names are relative to; None where ``base_url`` is nothing that a URL can start with."""
        given = body.get("base_url")
        if given is None:
            return file
        value = value_of(given)
        if isinstance(value, str) and is_whole(value):
            return resolve_name(file, value.rstrip("/") + "/-")
        return None

    def _refuse(self, path: Path, node: Node) -> None:
        hint = "A type that is mapped to itself in a later file is as if it had no entry." if _null(node) else ""
        facts = {"name": _spelled(path), "kind": kind(value_of(node)), "file": self._file}
        self.found.append(finding(codes.REGISTRY_VALUE, node.span, hint=hint, facts=facts))


def _null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None


def _spelled(path: Iterable[Value]) -> str:
    return ".".join(str(step) for step in path)
