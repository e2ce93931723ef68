"""Translation rules: old names of properties give their value to the new ones (heat/engine/translation.py).

Replace moves a value, Add appends to a list, Delete drops a value; Resolve
asks a service for an id, and so leaves the value alone until the resource is
created.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from heatplan.diagnostics import codes_properties as codes
from heatplan.ir.value import Map, Value
from heatplan.semantics.partly import UNKNOWN, Partly
from heatplan.semantics.property_faults import Path, PropertyFault, about, dotted, wrong_kind

Read = Callable[[str, bool], Partly]
"""The typed value of another property, its default where it is not given; and whether its constraints are checked."""

GIVEN = "{given}"
"""Where a rule of the catalogue has the value of the property that it depends on."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: ``path`` names the property (list indices left out).

    ``source`` is where Replace takes the value from: a path from the top of
    the properties, read typed, when ``typed``; otherwise a path from the
    property's own mapping, read as given.  ``added`` are the items of Add.  A
    rule with neither deletes.  ``when`` names a property at the top without
    whose value the rule is not there.
    """

    path: tuple[str, ...]
    source: tuple[str, ...] = ()
    typed: bool = False
    added: tuple[Value, ...] = ()
    when: str = ""


def rules_of(facts: Mapping[str, Value]) -> tuple[Rule, ...]:
    """The rules of a resource type, from its facts in the catalogue; raises ValueError for a kind that is none."""
    usual = tuple(_rule(row, "") for row in facts.get("translation_rules", ()) if row["rule"] != "Resolve")
    further = facts.get("translation_rules_when", Map())
    return usual + tuple(_rule(row, name) for name in sorted(further) for row in further[name])


def taken_as_written(facts: Mapping[str, Value]) -> tuple[str, ...]:
    """The properties at the top whose value Heat gives to another as the template has it, with the calls in it."""
    return tuple(
        row["value_name"]
        for row in facts.get("translation_rules", ())
        if row["rule"] == "Replace" and "value_name" in row and len(row["path"]) == 1
    )


def _rule(row: Mapping[str, Value], when: str) -> Rule:
    path = tuple(row["path"])
    custom = tuple(row.get("custom_value_path", ()))
    match row:
        case {"rule": "Delete"}:
            return Rule(path, when=when)
        case {"rule": "Add", "value": added}:
            return Rule(path, added=tuple(added), when=when)
        case {"rule": "Replace", "value_name": name}:
            return Rule(path, (name, *custom), when=when)
        case {"rule": "Replace", "value_path": (name,)} if len(path) == 1 and not custom:
            return Rule(path, (name,), typed=True, when=when)
    raise ValueError(f"the catalogue has a translation rule of an unknown kind for {'.'.join(path)}")


@dataclass(frozen=True, slots=True)
class Translated:
    """The new data; the keys that were not given and have a value now, whose constraints Heat does not check; faults."""

    data: dict[str, Partly]
    moved: frozenset[str] = frozenset()
    faults: tuple[PropertyFault, ...] = ()


def translate(rules: tuple[Rule, ...], data: Mapping[str, Partly], read: Read, at: Path) -> Translated:
    """Apply the rules of one mapping, which stands at the path ``at`` (the last part of a rule's path is its key)."""
    after = dict(data)
    moved: set[str] = set()
    faults: list[PropertyFault] = []
    for rule in rules:
        if rule.when and not read(rule.when, False):
            continue
        key = rule.path[-1]
        if rule.source:
            faults.extend(_replace(rule, data, after, read, at))
        elif rule.added:
            faults.extend(_add(rule, data, after, read, at))
        else:
            after.pop(key, None)
        if key in after and key not in data:
            moved.add(key)
    return Translated(after, frozenset(moved), tuple(faults))


def _replace(
    rule: Rule, data: Mapping[str, Partly], after: dict[str, Partly], read: Read, at: Path
) -> tuple[PropertyFault, ...]:
    key = rule.path[-1]
    # Heat asks the constraints of the old name only when the new one is not given
    value = read(rule.source[0], key not in data) if rule.typed else _inside(data, rule.source)
    if len(rule.source) == 1:
        after.pop(rule.source[0], None)
    if value is not None:
        after[key] = value
    if value and data.get(key):
        return (about(codes.PROPERTY_CONFLICT, (*at, key), other=dotted((*at, *rule.source))),)
    return ()


def _add(
    rule: Rule, data: Mapping[str, Partly], after: dict[str, Partly], read: Read, at: Path
) -> tuple[PropertyFault, ...]:
    key = rule.path[-1]
    if rule.when and key in data:
        # Heat takes the rule for one of the items too, and fails at the first, which is no list
        return (about(codes.PROPERTY_CONFLICT, (*at, key, 0), other=rule.when),)
    present = after.get(key)
    if isinstance(present, UNKNOWN):
        return ()  # it is added once the list is known
    present = () if present is None else present
    if not isinstance(present, tuple):
        return (wrong_kind((*at, key), "a list", present),)
    after[key] = present + tuple(_filled(item, read(rule.when, False)) for item in rule.added)
    return ()


def _filled(item: Value, given: Partly) -> Partly:
    """The item with the property's value in its place."""
    if isinstance(item, dict):
        return Map((key, _filled(inner, given)) for key, inner in item.items())
    return given if item == GIVEN else item


def _inside(data: Partly, path: tuple[str, ...]) -> Partly:
    """What the path leads to, or None (translation.py, get_value)."""
    for name in path:
        if not data or not isinstance(data, dict):
            return None
        data = data.get(name)
    return data
