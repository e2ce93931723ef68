"""The tables of older releases of Heat, made from the newest by the differences that are kept."""

from __future__ import annotations

import json
import runpy
from functools import cache
from pkgutil import get_data
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.catalogue import resource_types
from heatplan.catalogue.catalogue import SHIPPED, Catalogue, releases_with
from heatplan.catalogue.older import patched
from heatplan.catalogue.releases import NEWEST, OLDEST, RELEASES, release_named, release_of, words_of
from heatplan.catalogue.versions import ALIASES, SINCE, VERSIONS
from heatplan.ir.schema import Custom, PropertySchema, ResourceType
from heatplan.semantics.accounting import unclassified
from tests.conftest import ROOT

CATALOGUE = ROOT / "compiler" / "heatplan" / "catalogue"
MAJORS = [one.major for one in RELEASES]


def kind(major: int, name: str) -> ResourceType:
    found = Catalogue(major).lookup(name)
    assert found is not None
    return found


def schemas(fields: dict[str, PropertySchema]) -> list[PropertySchema]:
    found = []
    for schema in fields.values():
        inside = {**(schema.fields or {}), **({"*": schema.items} if schema.items is not None else {})}
        found += [schema, *schemas(inside)]
    return found


def test_releases_follow_each_other() -> None:
    assert list(range(OLDEST, NEWEST + 1)) == MAJORS
    assert all(one.version.startswith(f"{one.major}.") for one in RELEASES)
    assert RELEASES[-1].version == resource_types.RELEASE


@pytest.mark.parametrize(
    ("text", "major"),
    [
        ("18", 18),
        ("18.0.1", 18),
        ("yoga", 18),
        ("Yoga", 18),
        ("2023.1", 20),
        ("antelope", 20),
        (" zed ", 19),
        ("27", 27),
    ],
)
def test_a_release_has_several_names(text: str, major: int) -> None:
    found = release_named(text)

    assert found is not None
    assert found.major == major


@pytest.mark.parametrize("text", ["", "9", "10", "28", "2022.1", "queens", "18.x", "-18", "1_8", "٢٧", "18\n19"])
def test_other_names_are_none(text: str) -> None:
    assert release_named(text) is None


def test_words_are_what_people_say() -> None:
    assert words_of(20) == "Heat 20 (antelope, 2023.1)"
    assert words_of(12) == "Heat 12 (stein)"
    assert words_of(9) == "Heat 9"
    assert release_of(9) is None


# The number of types in each release, as extract.py counted them there.
COUNTS = (181, 188, 189, 195, 195, 196, 196, 196, 198, 198, 198, 199, 199, 201, 201, 201, 201)


@pytest.mark.parametrize(("major", "count"), list(zip(MAJORS, COUNTS, strict=True)))
def test_each_release_has_its_types(major: int, count: int) -> None:
    names = Catalogue(major).names()

    assert len(names) == count
    assert list(names) == sorted(names)
    assert all(Catalogue(major).lookup(name) is not None for name in names)
    assert Catalogue(major).lookup("OS::Nova::Sever") is None


# What the sources of these releases say (heat/engine/resources/openstack/…), read there.
SINCE_WHEN = [
    ("OS::Neutron::QoSBandwidthLimitRule", "direction", 13),
    ("OS::Octavia::LoadBalancer", "flavor", 14),
    ("OS::Neutron::Port", "propagate_uplink_status", 15),
    ("OS::Octavia::LoadBalancer", "availability_zone", 17),
    ("OS::Neutron::Net", "availability_zone_hints", 19),
    ("OS::Designate::Zone", "attributes", 24),
    ("OS::Neutron::SecurityGroup", "stateful", 27),
]


@pytest.mark.parametrize(("name", "key", "major"), SINCE_WHEN)
def test_a_property_is_there_since_its_release(name: str, key: str, major: int) -> None:
    assert [key in kind(one, name).properties for one in MAJORS] == [one >= major for one in MAJORS]


def test_a_type_is_there_since_its_release() -> None:
    assert releases_with("OS::Blazar::Lease")[0] == 12
    assert releases_with("OS::Octavia::Quota")[0] == 14
    assert releases_with("OS::Neutron::FloatingIPPortForward")[0] == 19
    assert releases_with("OS::Octavia::AvailabilityZone") == (24, 25, 26, 27)
    assert releases_with("OS::Nova::Server") == tuple(MAJORS)
    assert releases_with("Your::Thing") == ()


def test_a_type_that_was_retired_is_itself_before() -> None:
    before, after = kind(21, "OS::Neutron::LBaaS::Pool"), kind(22, "OS::Neutron::LBaaS::Pool")

    assert before.properties["protocol"].required
    assert not after.properties
    assert after.facts["overrides"]["reparse"] == "NoneResource"
    assert "reparse" not in (before.facts.get("overrides") or {})


def test_what_has_not_changed_is_the_same_object() -> None:
    assert kind(OLDEST, "OS::Heat::Value") is SHIPPED.lookup("OS::Heat::Value")


def test_no_release_asks_a_constraint_that_is_not_known() -> None:
    known = resource_types.release()["custom_constraints"]
    for major in MAJORS:
        for name in Catalogue(major).names():
            for schema in schemas(kind(major, name).properties):
                names = {one.name for one in schema.constraints if isinstance(one, Custom)}
                assert names <= set(known), (major, name)


def test_of_the_types_without_a_table_only_one_may_make_credentials() -> None:
    """That one was retired with Heat 23; a resource of it has a warning (tests/auth/test_own_types.py)."""
    for major in MAJORS:
        types = Catalogue(major)
        expected = ["OS::Sahara::Job"] if major < 23 else []
        assert [name for name in types.names() if unclassified(name, types)] == expected


def test_the_versions_of_templates_are_those_of_the_release() -> None:
    for one in RELEASES:
        here = [version for version in VERSIONS if SINCE.get(version, 0) <= one.major]
        names = [name for name, version in ALIASES.items() if version in here]
        assert sorted(here + names) == Catalogue(one.major).facts()["template_versions"], one


def test_facts_are_of_the_release() -> None:
    assert Catalogue(18).facts()["heat"] == "18.0.1"
    assert "ip_or_cidr" not in Catalogue(12).facts()["custom_constraints"]
    assert "ip_or_cidr" in Catalogue(13).facts()["custom_constraints"]
    assert Catalogue(11).registrations()["OS::Quantum*"] == "OS::Neutron*"


def test_the_differences_are_small_and_in_order() -> None:
    data = get_data("heatplan.catalogue", "older_releases.jsonl")
    assert data is not None
    names = [json.loads(line)[0] for line in data.splitlines()]

    assert names == sorted(set(names))
    assert len(data) < 100_000


JSON = st.recursive(
    st.integers() | st.text(max_size=2) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
)


@given(JSON, JSON)
def test_a_difference_leads_from_the_one_to_the_other(newer: Any, older: Any) -> None:
    program = _program()
    difference = program["difference"](newer, older)

    assert patched(newer, difference) == program["patched"](newer, difference) == older


@cache
def _program() -> dict[str, Any]:
    """The program that writes the differences, as it stands in the environment of Heat."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(CATALOGUE))
        return runpy.run_path(str(CATALOGUE / "extract_releases.py"))
