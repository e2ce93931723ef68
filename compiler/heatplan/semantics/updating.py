"""What an update does to one resource: nothing, a change in place, a replacement, or a refusal.

Sources: heat/engine/resource.py (update, _needs_update,
update_template_diff_properties) and what classes put in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from heatplan.ir.schema import ResourceType
from heatplan.ir.value import Map, Value
from heatplan.semantics.properties import typed_properties

TYPE: Final = "@type"
METADATA: Final = "@metadata"
EXTERNAL_ID: Final = "@external_id"
"""Parts of a resource beside its properties, under names that no property has."""

Fate = Literal["unchanged", "in-place", "replace", "refused"]


@dataclass(frozen=True, slots=True)
class Definition:
    """A resource as it is asked for, all of it known.

    ``properties`` are final: typed, with defaults; ``given`` are those that the
    template gives, as it gives them: Heat updates a resource whose default is
    now written down, and calls nothing.
    """

    type: str
    properties: Map = field(default_factory=Map)
    given: Map = field(default_factory=Map)
    metadata: Value = None
    depends_on: tuple[str, ...] = ()
    deletion_policy: Value = None
    update_policy: Value = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a resource; ``changed`` are the properties that differ, ``because`` those that decide.

    In the place of a property ``because`` may name ``TYPE``, ``METADATA`` or
    ``EXTERNAL_ID``; it is empty where the resource's class always does so.
    """

    fate: Fate
    changed: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


def verdict(kind: ResourceType, before: Definition, after: Definition) -> Verdict:
    """What an update from one definition to the other does to a resource that stands and is complete."""
    if before.type != after.type:
        return Verdict("replace", because=(TYPE,))
    if before.external_id != after.external_id:
        return Verdict("refused", because=(EXTERNAL_ID,))
    if after.external_id is not None or "NoneResource" in _bases(kind):
        return Verdict("unchanged")
    changed = _changed(kind, _as_after(kind, before, after), after.properties)
    forced = _forced(before, after)
    if forced is not None:
        return Verdict("replace", changed, forced)
    if not changed and not _differs(before, after) and not _goes_on(kind, after):
        return Verdict("unchanged")
    if after.type in REPLACED_WITH_METADATA and before.metadata != after.metadata:
        return Verdict("replace", changed, (METADATA,))
    return _by_properties(kind, changed, before.properties, after.properties)


def _by_properties(kind: ResourceType, changed: tuple[str, ...], before: Map, after: Map) -> Verdict:
    fixed = tuple(name for name in changed if kind.properties[name].immutable)
    if fixed:
        return Verdict("refused", changed, fixed)
    asks = ASKS.get(kind.name)
    wanted = asks(changed, before, after) if asks is not None and changed else ()
    if wanted:
        return Verdict("replace", changed, wanted)
    other = tuple(name for name in changed if not kind.properties[name].update_allowed)
    return Verdict("replace", changed, other) if other else Verdict("in-place", changed)


def _bases(kind: ResourceType) -> tuple[str, ...]:
    """The class and those that it is made from; one from NoneResource does nothing and is never updated."""
    own: str = kind.facts.get("class", "")
    bases: tuple[str, ...] = kind.facts.get("bases", ())
    return (own.rpartition(".")[2], *bases)


def _goes_on(kind: ResourceType, after: Definition) -> bool:
    """Whether it is updated though nothing differs: what is inside a stack decides for itself.

    stack_resource.py, remote_stack.py; mistral/external_resource.py has a property for it.
    """
    if kind.name == "OS::Mistral::ExternalResource":
        return bool(after.properties.get("always_update"))
    return bool(kind.facts.get("is_stack_resource")) or kind.name == "OS::Heat::Stack"


def _as_after(kind: ResourceType, before: Definition, after: Definition) -> Map:
    """The properties before, a value whose type depends on another property typed as it is after (heat/value.py)."""
    if kind.name != "OS::Heat::Value" or before.properties.get("type") == after.properties.get("type"):
        return before.properties
    retyped, _ = typed_properties(kind, Map({**before.given, "type": after.properties.get("type")}))
    return Map({**retyped, "type": before.properties.get("type")})


def _changed(kind: ResourceType, before: Mapping[str, Value], after: Mapping[str, Value]) -> tuple[str, ...]:
    return tuple(name for name in sorted(kind.properties) if before.get(name) != after.get(name))


def _differs(before: Definition, after: Definition) -> bool:
    parts = ("given", "metadata", "depends_on", "deletion_policy", "update_policy")
    return any(getattr(before, part) != getattr(after, part) for part in parts)


def _forced(before: Definition, after: Definition) -> tuple[str, ...] | None:
    """Why the class replaces the resource whatever has changed; None where it does not."""
    if after.type in ALWAYS_REPLACED:
        return ()
    if after.type == "OS::Neutron::Port" and after.properties.get("replacement_policy") == "REPLACE_ALWAYS":
        return ("replacement_policy",)
    if after.type == "OS::Mistral::ExternalResource":
        names = after.properties.get("replace_on_change_inputs") or ()
        old, new = (one.properties.get("input") or Map() for one in (before, after))
        return ("input",) if any(old.get(name) != new.get(name) for name in names) else None
    return None


ALWAYS_REPLACED: Final = frozenset({"OS::Heat::UpdateWaitConditionHandle"})
"""wait_condition_handle.py."""

REPLACED_WITH_METADATA: Final = frozenset({"AWS::AutoScaling::LaunchConfiguration"})
"""launch_config.py."""


def _server(changed: tuple[str, ...], before: Map, after: Map) -> tuple[str, ...]:
    """nova/server.py: each of three properties has a policy; the old one counts where the new one is empty."""
    for name in ("flavor", "image"):
        if name in changed and _policy(name, before, after) == "REPLACE":
            return (name,)
    return ("user_data",) if "user_data" in changed and _policy("user_data", before, after) == "REPLACE" else ()


def _policy(name: str, before: Map, after: Map) -> Value:
    return after.get(f"{name}_update_policy") or before.get(f"{name}_update_policy")


def _address(changed: tuple[str, ...], _before: Map, after: Map) -> tuple[str, ...]:
    """aws/ec2/eip.py: another address together with another instance."""
    if not {"AllocationId", "EIP"} & set(changed):
        return ()
    return tuple(name for name in ("InstanceId", "NetworkInterfaceId") if name in changed and after.get(name))


def _test(changed: tuple[str, ...], _before: Map, after: Map) -> tuple[str, ...]:
    """heat/test_resource.py."""
    return ("value",) if "value" in changed and after.get("update_replace") else ()


def _remote(changed: tuple[str, ...], before: Map, after: Map) -> tuple[str, ...]:
    """heat/remote_stack.py: a stack in another region is another stack."""
    regions = [(side.get("context") or Map()).get("region_name") for side in (before, after)]
    return ("context",) if "context" in changed and regions[0] != regions[1] else ()


ASKS: Final[Mapping[str, Callable[[tuple[str, ...], Map, Map], tuple[str, ...]]]] = {
    "OS::Nova::Server": _server,
    "AWS::EC2::EIPAssociation": _address,
    "OS::Heat::TestResource": _test,
    "OS::Heat::Stack": _remote,
}
"""Classes that ask by their properties whether they are to be replaced (needs_replace_with_prop_diff)."""
