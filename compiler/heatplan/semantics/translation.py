"""Translation rules: old names of properties give their value to the new ones (heat/engine/translation.py).

Of Heat's four kinds the catalogue has three.  Replace moves a value, Delete
drops one, Resolve asks a service for an id and so leaves the value alone until
the resource is created.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from heatplan.diagnostics import codes_properties as codes
from heatplan.ir.value import Value
from heatplan.semantics.partly import Partly
from heatplan.semantics.property_faults import Path, PropertyFault, about, dotted

Read = Callable[[str], Partly]
"""The typed value of another property, its default where it is not given."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: ``path`` names the property (list indices left out).

    ``source`` is where Replace takes the value from: a path from the top of
    the properties, read typed, when ``typed``; otherwise a path from the
    property's own mapping, read as given.  Empty for Delete.
    """

    path: tuple[str, ...]
    source: tuple[str, ...] = ()
    typed: bool = False


def rules_of(rows: tuple[Mapping[str, Value], ...]) -> tuple[Rule, ...]:
    """The rules of a row of the catalogue (``facts["translation_rules"]``); raises ValueError for another kind."""
    return tuple(_rule(row) for row in rows if row["rule"] != "Resolve")


def _rule(row: Mapping[str, Value]) -> Rule:
    path = tuple(row["path"])
    custom = tuple(row.get("custom_value_path", ()))
    match row:
        case {"rule": "Delete"}:
            return Rule(path)
        case {"rule": "Replace", "value_name": name}:
            return Rule(path, (name, *custom))
        case {"rule": "Replace", "value_path": [name]} if len(path) == 1 and not custom:
            return Rule(path, (name,), typed=True)
    raise ValueError(f"the catalogue has a translation rule of an unknown kind for {'.'.join(path)}")


def translate(
    rules: tuple[Rule, ...], data: Mapping[str, Partly], read: Read, at: Path
) -> tuple[dict[str, Partly], frozenset[str], list[PropertyFault]]:
    """Apply the rules of one mapping (the last part of their path is its key).

    Out come the new data, the keys whose value was moved to a key that was not
    given (Heat checks their constraints under the old name only), and the
    faults: both names given.
    """
    after = dict(data)
    moved: set[str] = set()
    faults: list[PropertyFault] = []
    for rule in rules:
        key = rule.path[-1]
        if not rule.source:
            after.pop(key, None)
            continue
        value = read(rule.source[0]) if rule.typed else _inside(data, rule.source)
        if value and data.get(key):
            faults.append(about(codes.PROPERTY_CONFLICT, (*at, key), other=dotted((*at, *rule.source))))
        if len(rule.source) == 1:
            after.pop(rule.source[0], None)
        if value is not None:
            after[key] = value
            if key not in data:
                moved.add(key)
    return after, frozenset(moved), faults


def _inside(data: Partly, path: tuple[str, ...]) -> Partly:
    """What the path leads to, or None (translation.py, get_value)."""
    for name in path:
        if not data or not isinstance(data, dict):
            return None
        data = data.get(name)
    return data
