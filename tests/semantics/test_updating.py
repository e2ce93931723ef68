"""What an update does to a resource; ``make updates`` asks Heat's own classes about thousands of drawn ones."""

from __future__ import annotations

from typing import Any

import pytest

from heatplan.catalogue import resource_types
from heatplan.semantics.updating import EXTERNAL_ID, TYPE, Verdict, verdict
from tests.differential.updates import definition

SERVER = {"flavor": "small", "image": "cirros"}


def asked(kind: str, before: dict[str, Any], after: dict[str, Any], *, old: Any = None, new: Any = None) -> Verdict:
    """The verdict on a resource of a type whose properties change; ``old`` and ``new`` are its other parts."""
    found = resource_types.lookup(kind)
    assert found is not None
    sides = [
        definition({"type": kind, "properties": given, **(rest or {})}) for given, rest in ((before, old), (after, new))
    ]
    return verdict(found, *sides)


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        ("OS::Nova::Server", SERVER, SERVER, Verdict("unchanged")),
        ("OS::Nova::Server", SERVER, {**SERVER, "name": "web"}, Verdict("in-place", ("name",))),
        ("OS::Nova::Server", SERVER, {**SERVER, "key_name": "k"}, Verdict("replace", ("key_name",), ("key_name",))),
        ("OS::Nova::Server", SERVER, {**SERVER, "user_data": "x"}, Verdict("replace", ("user_data",), ("user_data",))),
        ("OS::Nova::Server", SERVER, {**SERVER, "image": "debian"}, Verdict("in-place", ("image",))),
        (
            "OS::Nova::Server",
            {**SERVER, "flavor_update_policy": "REPLACE"},
            {**SERVER, "flavor": "large", "flavor_update_policy": "REPLACE"},
            Verdict("replace", ("flavor",), ("flavor",)),
        ),
        ("OS::Cinder::Volume", {"size": 1}, {"size": 2}, Verdict("in-place", ("size",))),
        ("OS::Cinder::Volume", {"size": 1}, {"size": 1, "read_only": False}, Verdict("in-place", ("read_only",))),
        ("OS::Heat::SoftwareConfig", {"config": "a"}, {"config": "b"}, Verdict("replace", ("config",), ("config",))),
        ("OS::Neutron::HealthMonitor", {}, {"type": "PING"}, Verdict("unchanged")),
        ("OS::Heat::UpdateWaitConditionHandle", {}, {}, Verdict("replace")),
        ("OS::Heat::Value", {"value": 1}, {"value": 1, "type": "number"}, Verdict("in-place", ("type",))),
        (
            "OS::Neutron::Port",
            {"network": "n", "replacement_policy": "REPLACE_ALWAYS"},
            {"network": "n", "replacement_policy": "REPLACE_ALWAYS"},
            Verdict("replace", (), ("replacement_policy",)),
        ),
        ("OS::Keystone::Domain", {}, {"name": "d"}, Verdict("in-place", ("name",))),
    ],
)
def test_the_properties_decide(kind: str, before: dict[str, Any], after: dict[str, Any], expected: Verdict) -> None:
    assert asked(kind, before, after) == expected


def test_what_must_not_change_is_refused() -> None:
    before, after = {"name": "a", "rule": "b"}, {"name": "a", "rule": "c"}
    fixed = next(
        (kind, name)
        for kind in map(resource_types.lookup, resource_types.names())
        if kind is not None
        for name, schema in kind.properties.items()
        if schema.immutable and schema.type == "String" and not schema.constraints
    )

    found = asked(fixed[0].name, {fixed[1]: before["rule"]}, {fixed[1]: after["rule"]})

    assert (found.fate, found.because) == ("refused", (fixed[1],))


def test_parts_beside_the_properties() -> None:
    volume = {"size": 1}

    assert asked("OS::Cinder::Volume", volume, volume, new={"metadata": {"a": 1}}).fate == "in-place"
    assert asked("OS::Cinder::Volume", volume, volume, new={"deletion_policy": "Retain"}).fate == "in-place"
    assert asked("OS::Cinder::Volume", volume, volume, new={"external_id": "v"}).because == (EXTERNAL_ID,)
    same = {"external_id": "v"}
    assert asked("OS::Cinder::Volume", volume, {"size": 2}, old=same, new=same).fate == "unchanged"


def test_another_type_is_another_resource() -> None:
    kind = resource_types.lookup("OS::Cinder::Volume")
    assert kind is not None
    before, after = (definition({"type": name}) for name in ("OS::Heat::Value", "OS::Cinder::Volume"))

    assert verdict(kind, before, after) == Verdict("replace", (), (TYPE,))
