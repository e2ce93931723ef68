"""What a resource uses that is deprecated, hidden or unsupported, with what takes its place.

Heat keeps such types, properties and attributes for old templates
(heat/engine/support.py, SupportStatus).  The replacement is that of the status
itself, or the new name that the type's translation rule gives to an old one;
where the new name stands in the same mapping, the edit is a fix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from heatplan.diagnostics import codes_support as codes
from heatplan.diagnostics.diagnostic import Diagnostic, Fix, finding
from heatplan.ir.environment import is_template_name
from heatplan.ir.expr import Expr, Lit, Read, Substitute, entries_of, items_of
from heatplan.ir.node import Mapping as MappingNode
from heatplan.ir.node import Node, find
from heatplan.ir.schema import SUPPORTED, PropertySchema, ResourceType, Support
from heatplan.ir.template import ResourceDecl
from heatplan.ir.value import Value
from heatplan.semantics.dynamic_schemas import accepts_anything
from heatplan.semantics.property_faults import Path, dotted
from heatplan.span import Span

STATUSES = {"DEPRECATED": "deprecated", "HIDDEN": "hidden", "UNSUPPORTED": "unsupported"}


def old_parts(decl: ResourceDecl[Expr], kind: ResourceType) -> Iterator[Diagnostic]:
    """The resource's type and its properties, as far as they are old."""
    address = f"resources.{decl.name}"
    if accepts_anything(kind) and kind.name != "OS::Heat::None":
        yield finding(
            codes.PLACEHOLDER_TYPE, decl.type_span, address=address, hint=_advice(kind.support), name=kind.name
        )
        return
    if kind.support.status in STATUSES:
        facts = {"name": kind.name, "status": _status(kind.support)}
        fix = None
        if kind.support.substitute and decl.type == kind.name:
            fix = Fix(decl.type_span, kind.support.substitute)
        yield finding(codes.OLD_TYPE, decl.type_span, address=address, hint=_advice(kind.support), fix=fix, facts=facts)
    watched = _watched(kind)
    if watched.names and decl.properties is not None:
        node = decl.node.get("properties") or decl.node.get("Properties")
        for path, old in _used(decl.properties, watched, ()):
            yield _property(kind, path, old, node, decl.span, address)


def old_attributes(reads: Iterable[Read], types: Mapping[str, ResourceType], address: str) -> Iterator[Diagnostic]:
    """The attributes that are read, as far as they are old."""
    for read in reads:
        kind = types.get(read.resource) if isinstance(read.resource, str) else None
        if kind is None or not read.path or is_template_name(kind.name):
            continue
        schema = kind.attributes.get(read.path[0]) if isinstance(read.path[0], str) else None
        if schema is not None and schema.support.status in STATUSES:
            facts = {"name": read.path[0], "type": kind.name, "status": _status(schema.support)}
            yield finding(codes.OLD_ATTRIBUTE, read.span, address=address, hint=_advice(schema.support), facts=facts)


@dataclass(frozen=True, slots=True)
class _Old:
    """An old name: its status, and the new name in the same mapping, if there is one."""

    support: Support
    new: str = ""


@dataclass(frozen=True, slots=True)
class _Watched:
    """The names of a mapping that are old, and those that hold such names further down.

    ``items`` stands for each item of a list.
    """

    names: Mapping[str, _Old]
    inside: Mapping[str, _Watched]
    items: _Watched | None = None

    def __bool__(self) -> bool:
        return bool(self.names or self.inside or self.items)


_NOTHING = _Watched({}, {})
_MEMO: dict[str, tuple[ResourceType, _Watched]] = {}


def _watched(kind: ResourceType) -> _Watched:
    """What to look for in a type's properties, kept by its name while the type is the same."""
    known = _MEMO.get(kind.name)
    if known is not None and known[0] is kind:
        return known[1]
    rules = kind.facts.get("translation_rules", ())
    moved: dict[Path, str] = {}
    for rule in rules:
        if rule["rule"] == "Replace" and "custom_value_path" not in rule:
            old = (*rule["path"][:-1], rule["value_name"]) if "value_name" in rule else tuple(rule["value_path"])
            if len(old) == len(rule["path"]):
                moved[old] = rule["path"][-1]
    found = _fields(kind.properties, (), moved)
    if not is_template_name(kind.name):
        _MEMO[kind.name] = (kind, found)
    return found


def _fields(fields: Mapping[str, PropertySchema], at: Path, moved: Mapping[Path, str]) -> _Watched:
    names: dict[str, _Old] = {}
    inside: dict[str, _Watched] = {}
    for name, schema in fields.items():
        if schema.support.status in STATUSES:
            names[name] = _Old(schema.support, moved.get((*at, name), ""))
        inner = _inner(schema, (*at, name), moved)
        if inner:
            inside[name] = inner
    return _Watched(names, inside) if names or inside else _NOTHING


def _inner(schema: PropertySchema, at: Path, moved: Mapping[Path, str]) -> _Watched:
    if schema.fields is not None:
        return _fields(schema.fields, at, moved)
    items = _inner(schema.items, at, moved) if schema.items is not None else _NOTHING
    return _Watched({}, {}, items) if items else _NOTHING


def _used(expr: Expr, watched: _Watched, at: Path) -> Iterator[tuple[Path, _Old]]:
    """The old names that an expression gives, with the paths to them."""
    if isinstance(expr, Substitute):
        yield from _used(expr.value, watched, at)
        return
    if watched.items is not None:
        for index, item in enumerate(items_of(expr) or ()):
            yield from _used(item, watched.items, (*at, index))
        return
    for name, item in _entries(expr):
        if name in watched.names:
            yield (*at, name), watched.names[name]
        if name in watched.inside:
            yield from _used(item, watched.inside[name], (*at, name))


def _entries(expr: Expr) -> tuple[tuple[Value, Expr], ...]:
    return tuple((name, item) for name, item in entries_of(expr) or () if isinstance(name, str) and item != Lit(None))


def _property(kind: ResourceType, path: Path, old: _Old, node: Node | None, fallback: Span, address: str) -> Diagnostic:
    key = _key(node, path)
    facts = {"name": dotted(path), "type": kind.name, "status": _status(old.support)}
    hint = f"Use {old.new} instead." if old.new else _advice(old.support)
    fix = Fix(key, old.new) if old.new and key is not None and not _given(node, (*path[:-1], old.new)) else None
    where = f"{address}.properties.{dotted(path)}"
    return finding(codes.OLD_PROPERTY, key or fallback, address=where, hint=hint, fix=fix, facts=facts)


def _key(node: Node | None, path: Path) -> Span | None:
    """The place of the name itself."""
    around = find(node, path[:-1])
    for name, _ in around.entries if isinstance(around, MappingNode) else ():
        if name.value == path[-1]:
            return name.span
    return None


def _given(node: Node | None, path: Path) -> bool:
    return _key(node, path) is not None


def _status(support: Support) -> str:
    word = STATUSES[support.status]
    return f"{word} since {support.version}" if support.version else word


def _advice(support: Support) -> str:
    """Heat's own words on what to do, or the substitute."""
    if support is SUPPORTED:
        return ""
    if support.message:
        text = " ".join(support.message.replace("``", "").split())
        return text if text.endswith(".") else f"{text}."
    return f"Use {support.substitute} instead." if support.substitute else ""
