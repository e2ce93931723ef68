"""An environment: what stands beside the template and is merged from files."""

from __future__ import annotations

from dataclasses import dataclass, field

from heatplan.ir.value import Map, Value


@dataclass(frozen=True, slots=True)
class Environment:
    """The merged environment of one stack level.

    ``parameters`` go to this level only, ``defaults`` (``parameter_defaults``)
    to nested levels too.  ``registry`` is the ``resource_registry`` as nested
    maps: type to type or file (by its name in the source set), and under
    ``resources`` the same by resource name.
    ``places`` maps (section, name) to the span of the entry that won.
    ``sinks`` are the ``event_sinks``, which nested levels have too.
    """

    parameters: Map = field(default_factory=Map)
    defaults: Map = field(default_factory=Map)
    registry: Map = field(default_factory=Map)
    places: Map = field(default_factory=Map)
    sinks: tuple[Map, ...] = ()


SECTIONS = (
    "parameters",
    "resource_registry",
    "parameter_defaults",
    "encrypted_param_names",
    "event_sinks",
    "parameter_merge_strategies",
)
"""What an environment file may have (heat/common/environment_format.py)."""

HOOKS = tuple(f"{when}-{action}" for when in ("pre", "post") for action in ("create", "update", "delete"))
"""The moments at which Heat can stop for a resource (heat/engine/environment.py)."""

RESTRICTED = ("update", "replace")
"""The actions that can be refused for a resource."""

EMPTY_ENVIRONMENT = Environment()


def is_template_name(name: Value) -> bool:
    """Whether a type or registry value names a template file (heat/engine/environment.py, ResourceInfo)."""
    return isinstance(name, str) and name.endswith((".yaml", ".template"))


def is_on_heats_machine(name: str) -> bool:
    """Whether a template's name is that of a file on Heat's own machine: no file of a source set keeps such a name."""
    return name.startswith("file:")
