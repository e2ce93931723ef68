"""Attributes of groups: how each type gathers them from its members.

Heat generates outputs of the group's own stack for the attributes that the
parent reads; here the members are asked directly, with the same results.
Sources: heat/engine/resources/openstack/heat/{resource_group,autoscaling_group,
resource_chain,software_deployment,instance_group}.py, heat/common/grouputils.py.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import Protocol

from heatplan.ir.value import Map, Value
from heatplan.semantics.knowledge import AbsentError
from heatplan.semantics.walking import select

Path = tuple[Value, ...]


class Member(Protocol):
    """What stands and can be asked."""

    def reference(self) -> Value:
        """The reference id."""

    def attribute(self, path: Path) -> Value:
        """The value at an attribute's path."""


Members = Mapping[str, Member]


def drawn_name(group: str, placeholder: str) -> str:
    """The name of a member that Heat draws at random (heat/common/short_id.py: 12 characters, 60 bits).

    It is drawn from the group's physical id, which is random in a real cloud:
    so it is another one for every group, and the same one when a run goes on.
    """
    digest = hashlib.sha256(f"{group}[{placeholder}]".encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii")[:12].lower()


def attribute_of_group(kind: str, name: str, path: Path, members: Members, removed: tuple[str, ...]) -> Value:
    """An attribute of the group ``name`` of type ``kind``, its members in their order.

    Raises AbsentError where Heat raises.  An empty path is all attributes that need
    no further word.
    """
    if not path:
        names = ("refs", "refs_map", "removed_rsrc_list") if kind == RESOURCE_GROUP else ()
        return Map((one, attribute_of_group(kind, name, (one,), members, removed)) for one in names)
    key, rest = str(path[0]), path[1:]
    if key.startswith("resource."):
        return _positional(name, key, rest, members) if kind in _SCALING else nested_attribute(name, key, rest, members)
    if kind == RESOURCE_GROUP and key == "removed_rsrc_list":
        return removed
    return _GATHER.get(kind, _resource_group)(name, key, rest, members)


def nested_attribute(name: str, key: str, rest: Path, members: Members) -> Value:
    """``resource.N.A``: a member by its name; what follows the second dot is one attribute (get_nested_attrs)."""
    parts = (*key.split(".", 2)[1:], *rest)
    member = members.get(parts[0])
    if member is None:
        raise AbsentError("NotFound", f"Member '{parts[0]}' not found in group resource '{name}'.")
    return member.attribute(parts[1:]) if len(parts) > 1 else member.reference()


def _positional(name: str, key: str, rest: Path, members: Members) -> Value:
    """``resource.N`` of a scaling group: N is a position (autoscaling_group.py, get_attribute)."""
    parts = key.split(".", 2)
    names = list(members)
    try:
        parts[1] = names[int(parts[1])]
    except (ValueError, IndexError):
        raise AbsentError("NotFound", f"Member '{parts[1]}' not found in group resource '{name}'.") from None
    return nested_attribute(name, ".".join(parts), rest, members)


def _resource_group(name: str, key: str, rest: Path, members: Members) -> Value:
    if key == "refs":
        return select(tuple(member.reference() for member in members.values()), rest)
    if key == "refs_map":  # a path behind it is not looked at
        return _references(members)
    if key == "attributes":
        return _map(name, rest, members)
    return tuple(member.attribute((key, *rest)) for member in members.values())


def _scaling_group(name: str, key: str, rest: Path, members: Members) -> Value:
    match key:
        case "outputs":
            return _map(name, rest, members)
        case "outputs_list":
            _needs_more(name, key, rest)
            return tuple(member.attribute(rest) for member in members.values())
        case "current_size":
            return len(members)
    return _resource_group(name, key, rest, members)


def _chain(name: str, key: str, rest: Path, members: Members) -> Value:
    return _resource_group(name, key, rest, members)


def _deployments(_name: str, key: str, rest: Path, members: Members) -> Value:
    one = {"deploy_stdouts": "deploy_stdout", "deploy_stderrs": "deploy_stderr"}.get(key, key)
    one = "deploy_status_code" if key == "deploy_status_codes" else one
    return select(Map((name, member.attribute((one,))) for name, member in members.items()), rest)


def _instances(_name: str, key: str, rest: Path, members: Members) -> Value:
    if key == "InstanceList":
        return ",".join(str(member.attribute(("PublicIp",))) for member in members.values())
    return select(_references(members), rest) if key == "references" else None


def _references(members: Members) -> Map:
    return Map((name, member.reference()) for name, member in members.items())


def _map(name: str, rest: Path, members: Members) -> Value:
    _needs_more(name, "attributes", rest)
    return Map((one, member.attribute(rest)) for one, member in members.items())


def _needs_more(name: str, key: str, rest: Path) -> None:
    if not rest:
        raise AbsentError("InvalidTemplateAttribute", f"The Referenced Attribute ({name} {key}) is incorrect.")


RESOURCE_GROUP = "OS::Heat::ResourceGroup"
_SCALING = frozenset({"OS::Heat::AutoScalingGroup"})
_GATHER: dict[str, Callable[[str, str, Path, Members], Value]] = {
    RESOURCE_GROUP: _resource_group,
    "OS::Heat::AutoScalingGroup": _scaling_group,
    "OS::Heat::ResourceChain": _chain,
    "OS::Heat::SoftwareDeploymentGroup": _deployments,
    "OS::Heat::SoftwareDeployments": _deployments,
    "OS::Heat::StructuredDeploymentGroup": _deployments,
    "OS::Heat::StructuredDeployments": _deployments,
    "OS::Heat::InstanceGroup": _instances,
    "AWS::AutoScaling::AutoScalingGroup": _instances,
}
GROUPS = frozenset(_GATHER)
"""The types whose attributes are gathered from members, whether they are families or nested stacks in the plan."""
