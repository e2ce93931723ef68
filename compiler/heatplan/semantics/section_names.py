"""Parameters of a nested stack that are named like a section of an environment.

Heat gives a nested stack its parameters as the flat form of an environment.
Where one of them has the name of a section it takes them all for an
environment with sections: what stands under ``parameters`` is given to the
nested stack, and everything else is not (heat/engine/environment.py,
``get_child_environment``, ``is_flat_params``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from heatplan.ir.environment import SECTIONS
from heatplan.ir.expr import Call, Expr, ListExpr, Lit, MapExpr, entries_of
from heatplan.ir.schema import Given
from heatplan.ir.value import Map, Value, kind

Arguments = tuple[tuple[str, Expr], ...]

_UPDATED = ("parameters", "parameter_defaults")


@dataclass(frozen=True, slots=True)
class Sections:
    """What a nested stack is given as an environment.

    ``arguments`` and ``given`` are its parameters, ``registry`` and
    ``defaults`` come on top of what it inherits; ``names`` are the sections
    that were named, ``lost`` the properties without effect, and ``faults``
    the sections of a kind that Heat can not take, each with its kind; ``open``
    says that the cloud decides what stands in one of them.
    """

    arguments: Arguments
    given: Mapping[str, Given]
    registry: Map
    defaults: Map
    names: tuple[str, ...]
    lost: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]
    open: bool


def as_sections(arguments: Arguments, given: Mapping[str, Given]) -> Sections | None:
    """The sections that the parameters of a nested stack come to; None where none is named like one.

    ``arguments`` and ``given`` are those of the properties that are given.  Of
    a section that only the cloud knows, the names are those before creation.
    """
    names = tuple(name for name in SECTIONS if name in given)
    if not names:
        return None
    faults = tuple((name, kind(given[name].initial)) for name in names if not _can_be(name, given[name].initial))
    inside = _inside(given["parameters"]) if "parameters" in given else {}
    return Sections(
        tuple((name, one.expr) for name, one in inside.items()),
        inside,
        _mapping(given, "resource_registry"),
        _mapping(given, "parameter_defaults"),
        names,
        tuple(name for name, _ in arguments if name not in SECTIONS),
        faults,
        any(not isinstance(given[name].expr, (Lit, MapExpr)) and not given[name].sealed for name in names),
    )


def _can_be(name: str, value: Value) -> bool:
    """Whether Heat can load the value: a mapping where it updates one, nothing to go through where it wants sinks."""
    if value is None:
        return True  # nobody knows it, or there is a finding about it already
    if name in _UPDATED:
        return isinstance(value, dict) or value in ("", ())
    if name == "resource_registry":
        return isinstance(value, dict)
    return name != "event_sinks" or not value


def _inside(section: Given) -> dict[str, Given]:
    """The parameters under ``parameters``: what stands there one by one, or is taken out of the whole."""
    initial = section.initial if isinstance(section.initial, dict) else Map()
    written = dict(entries_of(section.expr) or ())
    found = {}
    for name, value in initial.items():
        taken = Call("Fn::Select", "Select", ListExpr((Lit(name), section.expr)), section.span)
        found[str(name)] = Given(written.get(name, taken), value, section.span, section.sealed)
    return found


def _mapping(given: Mapping[str, Given], name: str) -> Map:
    value = given[name].initial if name in given else None
    return Map(value) if isinstance(value, dict) else Map()
