# mypy: ignore-errors
"""Heat's own answers about groups that change, for ``groups``: run by a Python that has Heat.

Reads JSON lines from standard input and writes a line for each.  Only the
functions that decide are called; where they are methods, on an object that has
just what they ask for.
"""

from __future__ import annotations

import itertools
import json
import sys
from types import SimpleNamespace
from typing import Any
from unittest import mock

from heat.common import grouputils
from heat.engine import rsrc_defn
from heat.engine.resources.openstack.heat import instance_group, resource_group
from heat.scaling import scalingutil, template


def waves(case: dict[str, Any]) -> object:
    """The batches of a rolling update."""
    owner = instance_group.InstanceGroup if case["counts_surplus"] else resource_group.ResourceGroup
    batches = owner._get_batches(case["target"], case["current"], case["batch"], case["least"])
    return list(itertools.islice(batches, 10_000))


def timeout(case: dict[str, Any]) -> object:
    """What is left of the time for each batch; None where Heat refuses."""
    group = SimpleNamespace(stack=SimpleNamespace(timeout_secs=lambda: case["timeout"]))
    try:
        return resource_group.ResourceGroup._update_timeout(group, case["count"], case["pause"])
    except ValueError:
        return None


def capacity(case: dict[str, Any]) -> object:
    """The size after a scaling policy was signalled."""
    names = ("current", "by", "kind", "step", "least", "most")
    return scalingutil.calculate_new_capacity(*(case[name] for name in names))


def following(case: dict[str, Any]) -> object:
    """The members after one change of a group whose names are drawn."""
    fresh = iter(case["fresh"])
    old = [(name, "new" if renewed else "old") for name, renewed in case["old"]]
    found = template.member_definitions(old, "new", case["size"], case["changes"], lambda: next(fresh))
    return [[name, definition == "new"] for name, definition in found]


def numbered(case: dict[str, Any]) -> object:
    """The members of a ResourceGroup after one batch."""

    def definition(renewed: bool) -> rsrc_defn.ResourceDefinition:
        return rsrc_defn.ResourceDefinition(None, "OS::Heat::Value", {"value": renewed})

    old = [(name, definition(renewed)) for name, renewed in case["old"]]
    skipped = set(case["skipped"])
    group = SimpleNamespace(
        _name_skiplist=lambda: skipped,
        get_size=lambda: case["target"],
        get_resource_def=lambda _all: None,
        build_resource_definition=lambda _name, _definition: definition(True),
        _add_output_defns_to_template=lambda _template, _names: None,
    )
    names = resource_group.ResourceGroup._resource_names
    group._resource_names = lambda size=None: names(group, size)
    got: list[object] = []
    with (
        mock.patch.object(grouputils, "get_member_definitions", return_value=old),
        mock.patch.object(template, "make_template", lambda found, version: got.extend(found)),
    ):
        resource_group.ResourceGroup._assemble_for_rolling_update(group, case["size"], case["changes"])
    return [[name, found.properties({}, None).data["value"]] for name, found in got]


def skip_list(case: dict[str, Any]) -> object:
    """The skip list after an update."""
    stored = {"name_blacklist": ",".join(sorted(case["stored"]))}
    owner = resource_group.ResourceGroup
    group = SimpleNamespace(
        data=lambda: stored,
        data_set=stored.__setitem__,
        resource_id="there",
        get_output=lambda _name: case["members"],
        REMOVAL_POLICIES=owner.REMOVAL_POLICIES,
        REMOVAL_POLICIES_MODE=owner.REMOVAL_POLICIES_MODE,
        REMOVAL_POLICY_APPEND=owner.REMOVAL_POLICY_APPEND,
        REMOVAL_POLICY_UPDATE=owner.REMOVAL_POLICY_UPDATE,
        REMOVAL_RSRC_LIST=owner.REMOVAL_RSRC_LIST,
        REFS_MAP=owner.REFS_MAP,
    )
    group._current_skiplist = lambda: owner._current_skiplist(group)
    group._get_new_skiplist_entries = lambda given, known: owner._get_new_skiplist_entries(group, given, known)
    inspector = SimpleNamespace(member_names=lambda include_failed: iter(case["members"]))
    properties = {
        "removal_policies": [{"resource_list": case["listed"]}],
        "removal_policies_mode": "append" if case["append"] else "update",
    }
    with mock.patch.object(grouputils.GroupInspector, "from_parent_resource", return_value=inspector):
        owner._update_name_skiplist(group, properties)
    return sorted(name for name in stored["name_blacklist"].split(",") if name)


ASKED = {
    "waves": waves,
    "timeout": timeout,
    "capacity": capacity,
    "following": following,
    "numbered": numbered,
    "skip_list": skip_list,
}


def main() -> None:
    """A line out for each line in."""
    for line in sys.stdin:
        case = json.loads(line)
        try:
            answer = {"value": ASKED[case["ask"]](case)}
        except Exception as error:  # noqa: BLE001  whatever Heat raises is its answer
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
