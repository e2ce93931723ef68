"""Which other files a document names, and under which name the source set has them.

The rules are those of python-heatclient (heatclient/common/template_utils.py):
in a template, every text under a key ``get_file``, and every text under a key
``type`` that ends in ``.yaml`` or ``.template``, wherever it stands; in an
environment, every value of the resource registry without ``::``.  Heat itself
fetches what stands under ``TemplateURL`` (aws/cfn/stack.py).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from heatplan.catalogue.versions import VERSION_KEYS
from heatplan.ir.node import Mapping, Node, Scalar
from heatplan.ir.source import is_web
from heatplan.span import Span

Kind = Literal["type", "get_file", "registry", "url"]

TEMPLATE_ENDINGS = (".yaml", ".template")
_NO_FILES = ("hooks", "restricted_actions", "base_url")


@dataclass(frozen=True, slots=True)
class Reference:
    """A file that a document names: its name in the source set, where it is named, and by what."""

    name: str
    span: Span
    kind: Kind


def is_url(reference: str) -> bool:
    """True for a reference that no local path can stand for: any scheme but ``file:``, or a file of another host."""
    parts = _split(reference)
    if parts is None:
        return True
    return parts.netloc not in ("", "localhost") if parts.scheme == "file" else parts.scheme != ""


def is_whole(reference: str) -> bool:
    """True for a URL that needs nothing to be relative to: of any other scheme than ``file:``, or of a whole path."""
    return is_url(reference) or reference.startswith("file:/")


def resolve_name(source: str, reference: str) -> str:
    """The name in the source set of what the file ``source`` calls ``reference``.

    Both are POSIX paths relative to the root template's directory, or URLs;
    the result is normalised.  Absolute paths and ``file:`` URLs stay absolute,
    a ``file:`` URL in what came from the web too.
    """
    if is_url(reference):
        return reference
    path = file_path(reference)
    if "://" in source and path == reference:
        return urljoin(source, reference)
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path)) if path else reference


def file_path(reference: str) -> str:
    """A reference without its ``file:`` scheme, as a path."""
    parts = _split(reference)
    return unquote(parts.path) if parts is not None and parts.scheme == "file" else reference


def _split(reference: str) -> SplitResult | None:
    """The parts of a URL; None where it has a scheme and is no lawful URL (a bracket that never closes)."""
    try:
        return urlsplit(reference)
    except ValueError:
        return None


def references(node: Node, source: str) -> tuple[Reference, ...]:
    """All files that the document ``node``, read from ``source``, names; in the order of the text.

    A document that is a template by its version key is asked for ``type``,
    ``get_file`` and ``TemplateURL``, any other for its resource registry.
    """
    if not isinstance(node, Mapping):
        return ()
    if is_template(node):
        return tuple(_in_template(node, source))
    registry = node.get("resource_registry")
    return tuple(_in_registry(registry, source)) if isinstance(registry, Mapping) else ()


def operators_templates(node: Node) -> tuple[str, ...]:
    """The templates that an environment of Heat's operator names by ``file:`` URLs, each once; no name is relative."""
    registry = node.get("resource_registry") if isinstance(node, Mapping) else None
    found: dict[str, None] = {}
    todo = [registry]
    while todo:
        item = todo.pop()
        if isinstance(item, Mapping):
            todo.extend(inner for _, inner in reversed(item.entries))
        elif isinstance(item, Scalar) and isinstance(item.value, str) and item.value.endswith(TEMPLATE_ENDINGS):
            parts = _split(item.value)
            if parts is not None and parts.scheme == "file":
                found[item.value] = None
    return tuple(found)


def is_template(node: Node) -> bool:
    """True for a document with a template's version key (heat/common/template_format.py, ``parse``)."""
    return isinstance(node, Mapping) and any(node.get(key) is not None for key in VERSION_KEYS)


def _in_template(node: Node, source: str) -> Iterator[Reference]:
    """Depth first.  A subtree that aliases share is visited once."""
    seen: set[int] = set()
    todo: list[tuple[Scalar | None, Node]] = [(None, node)]
    while todo:
        key, item = todo.pop()
        if isinstance(item, Scalar):
            kind = _kind(key, item)
            if kind is not None:
                yield Reference(resolve_name(source, item.value), item.span, kind)
        elif id(item) not in seen:
            seen.add(id(item))
            inside = item.entries if isinstance(item, Mapping) else [(None, child) for child in item.items]
            todo.extend(reversed(inside))


def _kind(key: Scalar | None, item: Scalar) -> Kind | None:
    if key is None or not isinstance(item.value, str):
        return None
    if key.value == "get_file":
        return "get_file"
    if key.value == "TemplateURL" and is_web(item.value):
        return "url"
    return "type" if key.value == "type" and item.value.endswith(TEMPLATE_ENDINGS) else None


def _in_registry(registry: Mapping, source: str) -> Iterator[Reference]:
    base = _base(registry, source)
    yield from _entries(registry, base)
    per_resource = registry.get("resources")
    for _, entries in per_resource.entries if isinstance(per_resource, Mapping) else ():
        if isinstance(entries, Mapping):
            yield from _entries(entries, _base(entries, base))


def _base(registry: Mapping, base: str) -> str:
    """The file (its name does not matter, its directory does) that names are relative to."""
    given = registry.get("base_url")
    if isinstance(given, Scalar) and isinstance(given.value, str):
        return resolve_name(base, given.value.rstrip("/") + "/-")
    return base


def _entries(registry: Mapping, base: str) -> Iterator[Reference]:
    for key, node in registry.entries:
        if key.value in _NO_FILES or not isinstance(node, Scalar) or not isinstance(node.value, str):
            continue
        if "::" not in node.value:
            yield Reference(resolve_name(base, node.value), node.span, "registry")
