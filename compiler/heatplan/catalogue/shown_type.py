"""A resource type as ``openstack orchestration resource type show`` prints it, read and written.

The form is Heat's answer about a type (heat/engine/service.py, resource_schema;
heat/engine/constraints.py and properties.py, the schemas as mappings).  It has
properties and attributes with their descriptions, and nothing of what the
type's class does.  It leaves out properties and attributes that are hidden or
not implemented, the update policy, and the support status of all but the type.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from heatplan.ir.schema import (
    SUPPORTED,
    AllowedPattern,
    AllowedValues,
    AttributeSchema,
    Constraint,
    Custom,
    Length,
    Modulo,
    PropertySchema,
    Range,
    ResourceType,
    Support,
)
from heatplan.ir.value import Map, Value

KINDS: Final = {kind.lower(): kind for kind in ("String", "Integer", "Number", "Boolean", "List", "Map", "Any")}
"""The form's names of property types, and the catalogue's."""

STATUSES: Final = ("SUPPORTED", "DEPRECATED", "HIDDEN", "UNSUPPORTED")
"""What a type's support status can be (heat/engine/support.py)."""

MOST_LEVELS: Final = 40
"""Schemas inside schemas that are read."""

Path = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TypeFault:
    """What is wrong at a path of the form.  ``ignored``: the part is left out, and the type is one all the same."""

    path: Path
    why: str
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class ShownType:
    """What was read: the type (None where the form is none at all) and all that is wrong with it."""

    type: ResourceType | None
    faults: tuple[TypeFault, ...] = ()


def read_type(form: Value, constraints: Container[str]) -> ShownType:
    """The resource type of a form, whatever it is given.

    ``constraints`` has the names of custom constraints that can be checked or
    left to the cloud; one of any other name is ignored.
    """
    if not isinstance(form, dict):
        return ShownType(None, (TypeFault((), "it is no mapping"),))
    if "heat_template_version" in form or "HeatTemplateFormatVersion" in form:
        why = "it is a template; it has to be made without --template-type"
        return ShownType(None, (TypeFault((), why),))
    name = form.get("resource_type")
    if not isinstance(name, str) or not name:
        return ShownType(None, (TypeFault(("resource_type",), "there is no resource_type that is text"),))
    work = _Reader(constraints)
    properties = work.fields(form.get("properties"), ("properties",))
    attributes = work.attributes(form.get("attributes"))
    support = work.support(form.get("support_status"))
    return ShownType(ResourceType(name, properties, attributes, support), tuple(work.faults))


class _Reader:
    """The work on one form: what is wrong is noted, and what is left is read."""

    def __init__(self, constraints: Container[str]) -> None:
        self._constraints = constraints
        self.faults: list[TypeFault] = []

    def _note(self, path: Path, why: str, *, ignored: bool = False) -> None:
        self.faults.append(TypeFault(path, why, ignored))

    def _mapping(self, data: Value, path: Path) -> Mapping[Value, Value]:
        """The entries of a part that may be missing, by names that are text."""
        if data is None:
            return {}
        if not isinstance(data, dict):
            self._note(path, f"the {path[-1]} are no mapping")
            return {}
        for name in data:
            if not isinstance(name, str):
                self._note((*path, name), f"the name {name} is no text")
        return {name: item for name, item in data.items() if isinstance(name, str)}

    def fields(self, data: Value, path: Path) -> Map:
        """Properties by their name, sorted."""
        found = self._mapping(data, path)
        return Map((name, self._property(found[name], (*path, name))) for name in sorted(found))

    def _property(self, data: Value, path: Path) -> PropertySchema:
        if not isinstance(data, dict):
            self._note(path, f"the schema of {path[-1]} is no mapping")
            return PropertySchema("Any")
        kind = KINDS.get(str(data.get("type")).lower())
        if kind is None:
            allowed = ", ".join(KINDS)
            self._note((*path, "type"), f"the type of {path[-1]} is {data.get('type')}; it can be {allowed}")
        fields, items = self._inside(kind, data.get("schema"), (*path, "schema"))
        return PropertySchema(
            type=kind or "Any",
            required=self._flag(data, "required", path),
            default=data.get("default"),
            constraints=tuple(self._all_constraints(data.get("constraints"), (*path, "constraints"))),
            update_allowed=self._flag(data, "update_allowed", path),
            immutable=self._flag(data, "immutable", path),
            fields=fields,
            items=items,
        )

    def _flag(self, data: Mapping[Value, Value], name: str, path: Path) -> bool:
        value = data.get(name)
        if value is not None and not isinstance(value, bool):
            self._note((*path, name), f"{name} is {value}; it can be true or false")
        return value is True

    def _inside(self, kind: str | None, data: Value, path: Path) -> tuple[Map | None, PropertySchema | None]:
        """The schemas inside of a list (one, under ``*``) or of a map (by key)."""
        if data is None or kind not in ("List", "Map"):
            return None, None
        if path.count("schema") > MOST_LEVELS:
            self._note(path, f"schemas are nested more than {MOST_LEVELS} deep")
            return None, None
        if kind == "Map":
            return self.fields(data, path), None
        found = self._mapping(data, path)
        if set(found) != {"*"}:
            self._note(path, "the schema of a list has not one entry, *")
            return None, None
        return None, self._property(found["*"], (*path, "*"))

    def _all_constraints(self, data: Value, path: Path) -> Iterator[Constraint]:
        if data is not None and not isinstance(data, tuple):
            self._note(path, "the constraints are no list")
            return
        for place, item in enumerate(data or ()):
            found = self._constraint(item, (*path, place))
            if found is not None:
                yield found

    def _constraint(self, data: Value, path: Path) -> Constraint | None:
        if not isinstance(data, dict):
            self._note(path, "the constraint is no mapping")
            return None
        about = data.get("description")
        description = about if isinstance(about, str) and about else None
        for kind, make in _CONSTRAINTS.items():
            if kind not in data:
                continue
            try:
                made = make(data[kind], description)
            except (TypeError, AttributeError):
                self._note((*path, kind), f"the constraint {kind} can not be read")
                return None
            if isinstance(made, Custom) and made.name not in self._constraints:
                why = f"the constraint {made.name} is one of your cloud's own, and is not checked"
                self._note((*path, kind), why, ignored=True)
                return None
            return made
        kinds = ", ".join(sorted(str(key) for key in data if key != "description"))
        self._note(path, f"a constraint {kinds or 'of no kind'} is not known, and is not checked", ignored=True)
        return None

    def attributes(self, data: Value) -> Map:
        """Attributes by their name, sorted; those of a type that is not known are of any."""
        found = self._mapping(data, ("attributes",))
        for name, item in found.items():
            if not isinstance(item, dict):
                self._note(("attributes", name), f"the schema of {name} is no mapping")
        kinds = {name: item.get("type") if isinstance(item, dict) else None for name, item in found.items()}
        return Map((name, AttributeSchema(KINDS.get(str(kinds[name]).lower()))) for name in sorted(kinds))

    def support(self, data: Value) -> Support:
        """The support status of the type."""
        if data is None:
            return SUPPORTED
        if not isinstance(data, dict):
            self._note(("support_status",), "the support_status is no mapping")
            return SUPPORTED
        status = data.get("status", "SUPPORTED")
        if status not in STATUSES:
            self._note(("support_status", "status"), f"the status is {status}; it can be {', '.join(STATUSES)}")
            status = "SUPPORTED"
        return Support(status, _text(data.get("version")), _text(data.get("message")))


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) and value else None


# Constraints, by the form's name: read and written.


def _number(value: Value) -> Value:
    if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))):
        raise TypeError("a bound is a number")
    return value


def _whole(value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("a step is a whole number")
    return value


def _step(value: Value) -> int:
    if not _whole(value):
        raise TypeError("a step is not zero")
    return _whole(value)


def _string(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError("it is text")
    return value


def _listed(value: Value) -> tuple[Value, ...]:
    if not isinstance(value, tuple):
        raise TypeError("allowed values are a list")
    return value


_CONSTRAINTS: Final[dict[str, Callable[[Value, str | None], Constraint]]] = {
    "range": lambda data, about: Range(_number(data.get("min")), _number(data.get("max")), about),
    "length": lambda data, about: Length(_number(data.get("min")), _number(data.get("max")), about),
    "modulo": lambda data, about: Modulo(_step(data.get("step")), _whole(data.get("offset")), about),
    "allowed_values": lambda data, about: AllowedValues(_listed(data), about),
    "allowed_pattern": lambda data, about: AllowedPattern(_string(data), about),
    "custom_constraint": lambda data, about: Custom(_string(data), about),
}


def shown(kind: ResourceType) -> Map:
    """A type in the form, without descriptions and without what is false or empty; ``read_type`` reads it back."""
    support = {"status": kind.support.status, "version": kind.support.version, "message": kind.support.message}
    return _some(
        resource_type=kind.name,
        properties=_shown_fields(kind.properties),
        attributes=Map((name, _some(type=item.type and item.type.lower())) for name, item in kind.attributes.items()),
        support_status=None if kind.support == SUPPORTED else _some(**support),
    )


def _some(**parts: Value) -> Map:
    """The parts that say something."""
    return Map((name, value) for name, value in parts.items() if value is not None and value is not False)


def _shown_fields(fields: Mapping[str, PropertySchema]) -> Map:
    return Map((name, _shown_property(item)) for name, item in fields.items())


def _shown_property(schema: PropertySchema) -> Map:
    inside = None if schema.fields is None else _shown_fields(schema.fields)
    if schema.items is not None:
        inside = Map({"*": _shown_property(schema.items)})
    made = _some(
        type=schema.type.lower(),
        schema=inside,
        required=schema.required,
        constraints=tuple(map(_shown_constraint, schema.constraints)) or None,
        update_allowed=schema.update_allowed,
        immutable=schema.immutable,
    )
    return made if schema.default is None else Map({**made, "default": schema.default})


def _shown_constraint(constraint: Constraint) -> Map:
    match constraint:
        case Range(minimum, maximum):
            said: Value = {"range": _some(min=minimum, max=maximum)}
        case Length(minimum, maximum):
            said = {"length": _some(min=minimum, max=maximum)}
        case Modulo(step, offset):
            said = {"modulo": Map(step=step, offset=offset)}
        case AllowedValues(values):
            said = {"allowed_values": values}
        case AllowedPattern(pattern):
            said = {"allowed_pattern": pattern}
        case Custom(name):
            said = {"custom_constraint": name}
    return Map(said) if constraint.description is None else Map({**said, "description": constraint.description})
