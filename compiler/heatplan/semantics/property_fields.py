"""A property's schema as a function that types and checks a value (heat/engine/properties.py, Property).

Schemas are compiled once: a value of the right type costs one call.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from heatplan.diagnostics import codes_properties as codes
from heatplan.ir.schema import PropertySchema
from heatplan.ir.value import Map, Value, thaw
from heatplan.semantics.constraints import checks
from heatplan.semantics.conversion import CONVERSION_ERRORS, list_of_text, number_of
from heatplan.semantics.partly import UNKNOWN, Partly, known
from heatplan.semantics.property_faults import (
    Path,
    PropertyFault,
    about,
    broken_constraint,
    unknown_name,
    wrong_kind,
)
from heatplan.semantics.translation import Rule, translate

Faults = list[PropertyFault]
Field = Callable[[Partly, Path, Faults, bool], Partly]
"""Value, path, where to put faults, and whether constraints are checked: the typed value.

A value with a fault comes back as it went in; what is unknown is left alone.
"""


class WrongError(Exception):
    """The value is none of the type; the text says what it must be."""


def field_of(schema: PropertySchema, rules: tuple[Rule, ...] = ()) -> Field:
    """The function for one property.  ``rules`` are those below it, the paths cut to start here."""
    typing = _typing(schema, rules)
    constraints = checks(schema.constraints, schema.type)
    plain_text = schema.type == "String"

    def field(value: Partly, path: Path, faults: Faults, check: bool) -> Partly:
        if not (plain_text and type(value) is str):
            if isinstance(value, UNKNOWN):
                return value
            before = len(faults)
            try:
                value = typing(value, path, faults, check)
            except WrongError as wrong:
                faults.append(wrong_kind(path, str(wrong), value))
            if len(faults) > before:
                return value
        if check and constraints and known(value):
            for constraint in constraints:
                violation = constraint(value)
                if violation is not None:
                    faults.append(broken_constraint(path, violation, value))
        return value

    return field


def _typing(schema: PropertySchema, rules: tuple[Rule, ...]) -> Field:
    match schema.type:
        case "String":
            return _scalar_typing(_string, schema.default)
        case "Integer":
            return _scalar_typing(_integer, schema.default)
        case "Number":
            return _scalar_typing(_number, schema.default)
        case "Boolean":
            return _scalar_typing(_boolean, schema.default)
        case "List":
            return _list_typing(schema, rules)
        case "Map":
            return _map_typing(schema, rules)
    return _scalar_typing(lambda value, _default: value, None)  # Any: not even the default is used


def _scalar_typing(convert: Callable[[Value, Value], Value], default: Value) -> Field:
    return lambda value, _path, _faults, _check: convert(value, default)


def _string(value: Value, default: Value) -> str:
    value = (default or "") if value is None else value
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value)
    raise WrongError("a string")


def _integer(value: Value, default: Value) -> int:
    value = (default or 0) if value is None else value
    try:
        return int(value)
    except CONVERSION_ERRORS as error:
        raise WrongError("an integer") from error


def _number(value: Value, default: Value) -> int | float:
    value = (default or 0) if value is None else value
    try:
        return number_of(value)
    except CONVERSION_ERRORS as error:
        raise WrongError("a number") from error


def _boolean(value: Value, default: Value) -> bool:
    value = (default or False) if value is None else value
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise WrongError("true or false")


def _list_typing(schema: PropertySchema, rules: tuple[Rule, ...]) -> Field:
    item_schema = schema.items
    item_field = None if item_schema is None else field_of(item_schema, rules)

    def typing(value: Partly, path: Path, faults: Faults, check: bool) -> Partly:
        value = (schema.default or ()) if value is None else value
        if schema.convert and isinstance(value, str):
            value = list_of_text(value)
        if isinstance(value, bytes):
            value = tuple(value)  # a sequence to Python, and so to Heat
        if not isinstance(value, tuple):
            raise WrongError("a list")
        if item_field is None:
            return value
        if check and item_schema is not None and not item_schema.implemented:
            faults.extend(about(codes.PROPERTY_UNIMPLEMENTED, (*path, index)) for index in range(len(value)))
        return tuple(item_field(item, (*path, index), faults, check) for index, item in enumerate(value))

    return typing


def _map_typing(schema: PropertySchema, rules: tuple[Rule, ...]) -> Field:
    level = None if schema.fields is None else Level(schema.fields, rules)

    def typing(value: Partly, path: Path, faults: Faults, check: bool) -> Partly:
        if value is None:
            value = Map() if schema.default is None else schema.default
        if not isinstance(value, dict):
            if schema.convert and isinstance(value, str):
                return value
            if schema.convert and isinstance(value, tuple):
                return json.dumps(thaw(value)) if known(value) else value
            raise WrongError("a mapping")
        if level is None:
            return value
        if check:
            level.find_unknown(value, path, faults)
            level.find_unimplemented(value, path, faults)
        return Map(level.type_entries(value, path, faults, check=lambda _name: check))

    return typing


class Level:
    """The schemas of one mapping: a resource's properties, or the keys of a map."""

    def __init__(self, fields: Mapping[str, PropertySchema], rules: tuple[Rule, ...]) -> None:
        self.names = tuple(fields)
        self.here = tuple(rule for rule in rules if len(rule.path) == 1)
        self.fields = {name: field_of(schema, _below(rules, name)) for name, schema in fields.items()}
        self.required = tuple(name for name, schema in fields.items() if schema.required and schema.default is None)
        self.unimplemented = tuple(name for name, schema in fields.items() if not schema.implemented)
        self.blank: dict[str, Value] = dict.fromkeys(fields)
        self.blank_faults: Faults = []
        for name, schema in fields.items():
            if schema.default is not None:
                self.blank[name] = self.fields[name](None, (name,), self.blank_faults, True)
        self.described = "description" in fields and fields["description"].update_allowed

    def find_unknown(self, data: Mapping[str, Partly], path: Path, faults: Faults) -> None:
        """Report the names that have no schema."""
        for name in data:
            if name not in self.fields:
                faults.append(unknown_name(path, name, self.names))

    def find_unimplemented(self, data: Mapping[str, Partly], path: Path, faults: Faults) -> None:
        """Report the names that are only there to be refused."""
        for name in self.unimplemented:
            if name in data:
                faults.append(about(codes.PROPERTY_UNIMPLEMENTED, (*path, name)))

    def type_entries(
        self, data: Mapping[str, Partly], path: Path, faults: Faults, check: Callable[[str], bool]
    ) -> dict[str, Partly]:
        """Every name of the level with its typed value, None for none.

        ``check`` says of each name whether its constraints are checked.
        """
        moved: frozenset[str] = frozenset()
        if self.here:
            translated = translate(self.here, data, self._reader(data, path, faults, check), path)
            data, moved = translated.data, translated.moved
            faults.extend(translated.faults)
        typed = dict(self.blank)
        for name, value in data.items():
            field = self.fields.get(name)
            if field is not None:
                typed[name] = field(value, (*path, name), faults, name not in moved and check(name))
        for name in self.required:
            if name not in data:
                faults.append(about(codes.PROPERTY_REQUIRED, (*path, name)))
        return typed

    def _reader(
        self, data: Mapping[str, Partly], path: Path, faults: Faults, check: Callable[[str], bool]
    ) -> Callable[[str, bool], Partly]:
        """Typed values of the level, each read once."""
        read_before: dict[str, Partly] = {}

        def read(name: str, checked: bool) -> Partly:
            if name not in data:
                return self.blank[name]
            if name not in read_before:
                read_before[name] = self.fields[name](data[name], (*path, name), faults, checked and check(name))
            return read_before[name]

        return read


def _below(rules: tuple[Rule, ...], name: str) -> tuple[Rule, ...]:
    """The rules below a property, their paths cut by its name."""
    return tuple(replace(rule, path=rule.path[1:]) for rule in rules if len(rule.path) > 1 and rule.path[0] == name)
