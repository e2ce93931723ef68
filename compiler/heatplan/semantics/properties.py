"""Properties of resources: typed, completed and checked as Heat does it (heat/engine/properties.py).

Three moments matter.  Heat reads properties whenever something needs them: it
types them, and a required one must be there.  When it validates, it also looks
for unknown names and asks the constraints, except of a property that depends
on a resource which does not exist yet.  In nested stacks it validates the
names at the top only (``strict`` off).  What it does not find when it
validates, it finds when it creates the resource: such faults are will-fail.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from heatplan.diagnostics import codes_properties as codes
from heatplan.ir.expr import Expr, Lit, MapExpr, Omitted, map_of
from heatplan.ir.schema import PropertySchema, ResourceType
from heatplan.ir.value import Map, Value
from heatplan.semantics.conversion import show
from heatplan.semantics.dynamic_schemas import accepts_anything, with_given
from heatplan.semantics.partly import Partly, expression, partly, refers, resolved
from heatplan.semantics.property_faults import Path, PropertyFault
from heatplan.semantics.property_fields import Faults, Level, field_of
from heatplan.semantics.template_type import unpassable
from heatplan.semantics.translation import rules_of

__all__ = ["PropertyFault", "as_given", "check_properties", "current_names", "typed", "typed_properties"]


def typed(
    schema: PropertySchema, value: Value, path: Path = (), *, constraints: bool = True
) -> tuple[Value, tuple[PropertyFault, ...]]:
    """One value by one schema: the typed value and all that is wrong with it.

    ``constraints`` off is what Heat does when it only reads a value: neither
    constraints nor unknown names inside are looked at.
    """
    faults: Faults = []
    return field_of(schema)(resolved(value), path, faults, constraints), tuple(faults)


def typed_properties(
    of: ResourceType | Map,
    given: Mapping[str, Value] | None,
    *,
    strict: bool = True,
    unresolved: Collection[str] = (),
    description: str | None = None,
) -> tuple[Map, tuple[PropertyFault, ...]]:
    """The properties of a resource, all known: their final values and all faults.

    ``of`` is the resource type, or the schemas by name where there are no
    translation rules (an update policy).  The final values are those that are
    given, typed, and those that have a default or get one by a translation
    rule.  ``unresolved`` names the properties whose expression depends on a
    resource that is not there yet: they are typed and not checked.
    ``description`` is the resource's own, which some types take over.
    """
    if accepts_anything(of):
        return Map(), ()
    data = {name: resolved(value) for name, value in (given or {}).items()}
    compiled = _compiled(with_given(of, data))
    waiting = frozenset(unresolved)
    final, faults = _finish(compiled, data, lambda name: name not in waiting, description)
    found = [_as_found(fault, strict=strict, waiting=waiting) for fault in faults]
    return Map(final), (*found, *_unpassable(of, final, faults))


def as_given(of: ResourceType | Map, given: Iterable[str], final: Mapping[str, Value]) -> Map:
    """Of the final values those that are given, under the names that translation gives them."""
    return Map((name, final[name]) for name in _compiled(of).current(given) if name in final)


def check_properties(
    of: ResourceType | Map,
    properties: Expr,
    *,
    strict: bool = True,
    unresolved: Collection[str] = (),
    description: str | None = None,
    complete: bool = True,
) -> tuple[Expr, tuple[PropertyFault, ...]]:
    """The same over partly known properties: the typed expression and all faults.

    Known parts are typed and checked, unknown ones are left as they are.  Of a
    property that depends on a resource (``unresolved``, and those in which a
    reference is still to be seen) Heat checks less: what it does not find
    before creation is will-fail.  ``complete`` adds defaults and applies
    translation rules to names not given; without it only what is given comes
    back, under the names that translation gives them.
    """
    entries = _entries(properties)
    if entries is None:
        wrong = isinstance(properties, Lit)
        facts = (("value", show(properties.value)),) if isinstance(properties, Lit) else ()
        return properties, (PropertyFault((), codes.PROPERTIES_NOT_MAPPING, facts),) if wrong else ()
    if accepts_anything(of):
        return properties, ()
    data = {name: resolved(value) for name, value in entries.items()}
    compiled = _compiled(with_given(of, data))
    waiting = frozenset(unresolved)
    if isinstance(properties, MapExpr):
        waiting |= {name for name, item in properties.entries if type(item) is not Lit and refers(item)}
    final, faults = _finish(compiled, data, _always, description)
    found = [_as_found(fault, strict=strict, waiting=waiting) for fault in faults]
    found.extend(_unpassable(of, final, faults))
    if not complete:
        final = {name: final[name] for name in compiled.current(data) if name in final}
    if isinstance(properties, Lit):
        return Lit(Map(final)), tuple(found)
    return map_of([(name, expression(value)) for name, value in final.items()]), tuple(found)


def current_names(kind: ResourceType, names: Iterable[str]) -> frozenset[str]:
    """The names, and for each old one the name that its value moves to."""
    return frozenset(names) | frozenset(_compiled(kind).current(names))


def _entries(properties: Expr) -> Mapping[str, Partly] | None:
    """The properties that are given, by name; None where that is no mapping, or not known to be one."""
    if isinstance(properties, Lit):
        value = properties.value
        return Map() if value is None else value if isinstance(value, dict) else None
    if isinstance(properties, MapExpr):
        return {name: partly(item) for name, item in properties.entries if not isinstance(item, Omitted)}
    return None


def _always(_name: str) -> bool:
    return True


def _unpassable(of: ResourceType | Map, final: Mapping[str, Partly], faults: Faults) -> list[PropertyFault]:
    """What can not be passed to a nested template, of the properties that nothing else is wrong with."""
    found = unpassable(of, final)
    bad = {fault.path[0] for fault in faults if fault.path} if found else ()
    return [fault for fault in found if fault.path[0] not in bad]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A type's schemas as functions.  ``sources`` are the old names, each with its new one."""

    level: Level
    sources: Mapping[str, str]

    def current(self, given: Iterable[str]) -> Iterable[str]:
        """The names that are given, each old one as its new one, once."""
        return dict.fromkeys(self.sources.get(name, name) for name in given)


def _finish(
    compiled: _Compiled, data: dict[str, Partly], check: Callable[[str], bool], description: str | None
) -> tuple[dict[str, Partly], Faults]:
    """The final values of the names that have one, in the order of the schema, and the faults."""
    level = compiled.level
    faults: Faults = []
    level.find_unknown(data, (), faults)
    level.find_unimplemented(data, (), faults)
    values = level.type_entries(data, (), faults, check)
    faults.extend(fault for fault in level.blank_faults if fault.path[0] not in data)
    if level.described and description is not None and "description" not in data:
        values["description"] = description if values["description"] is None else values["description"]
    return {name: value for name, value in values.items() if value is not None or name in data}, faults


def _as_found(fault: PropertyFault, *, strict: bool, waiting: frozenset[str]) -> PropertyFault:
    """The fault, will-fail where Heat does not see it before creation."""
    if len(fault.path) == 1 and fault.key_itself:
        return fault
    if not strict or (fault.path and fault.path[0] in waiting and fault.code in codes.WHEN_VALIDATED):
        return fault.later()
    return fault


_MEMO: dict[int, tuple[ResourceType | Map, _Compiled]] = {}
_MEMO_SIZE = 1_024


def _compiled(of: ResourceType | Map) -> _Compiled:
    """The compiled form, kept by identity: schemas are large, and comparing them would cost more."""
    found = _MEMO.get(id(of))
    if found is not None and found[0] is of:
        return found[1]
    rules = rules_of(of.facts) if isinstance(of, ResourceType) else ()
    level = Level(of.properties if isinstance(of, ResourceType) else of, rules)
    at_the_top = [rule for rule in rules if len(rule.path) == 1]
    moves = {rule.source[0]: rule.path[0] for rule in at_the_top if len(rule.source) == 1}
    moves |= {rule.when: rule.path[0] for rule in at_the_top if rule.when and rule.added}
    compiled = _Compiled(level, moves)
    if len(_MEMO) >= _MEMO_SIZE:
        _MEMO.clear()
    _MEMO[id(of)] = (of, compiled)
    return compiled
