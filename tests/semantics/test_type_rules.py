"""The rules of resource types: their tables, what the evaluator is told, and what it says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from heatplan.catalogue import resource_types
from heatplan.catalogue.type_rules import All, Exclusive, Filled, ForEach, Given, Is, Item, Not, NotGreater, Rule, Some
from heatplan.diagnostics import codes_type_rules
from heatplan.diagnostics.diagnostic import Code, Diagnostic
from heatplan.ir.source import Request
from heatplan.ir.value import Map, freeze
from heatplan.pipeline import analyse
from heatplan.semantics.type_rule_kinds import CHECKS
from heatplan.semantics.type_rule_scope import Neighbour, Neighbours, Place, Subject
from heatplan.semantics.type_rules import TABLE, broken, reads, rules_of
from tests.conftest import ROOT
from tests.sources import sources_of

ELSEWHERE = {
    "NeutronResource": "value_specs only, and not all of its types have that property",
    "NoneResource": "takes anything",
    "StackResource": "validates the stack inside",
}
"""Classes that validate for many types."""

WITHOUT = {
    "OS::Blazar::Lease": "asks the service for its hosts",
    "OS::Heat::Delay": "compares with the time that the stack may take, which is not the template's",
    "OS::Heat::Stack": "asks another Heat",
    "OS::Nova::ServerGroup": "asks which version of nova there is",
    "OS::Zaqar::MistralTrigger": "its own method has nothing in it",
}
"""Types whose class validates and that have no rules here, each with the reason."""

PAGE = ROOT / "docs" / "diagnostics" / "type_rules.md"


def kind(name: str) -> Any:
    found = resource_types.lookup(name)
    assert found is not None
    return found


def found_in(resources: dict[str, Any], **files: str) -> tuple[Diagnostic, ...]:
    template = {"heat_template_version": "2018-08-31", "resources": resources}
    return analyse(sources_of({"template.yaml": json.dumps(template), **files}), Request()).diagnostics


def test_each_class_that_validates_has_its_rules() -> None:
    validating = {
        name: by
        for name in resource_types.names()
        if (by := kind(name).facts.get("overrides", {}).get("validate")) is not None
    }
    missing = {name for name, by in validating.items() if not rules_of(kind(name)) and by not in ELSEWHERE}

    assert missing == set(WITHOUT)
    assert set(TABLE) <= set(validating)


def test_every_rule_reads_properties_that_the_type_has() -> None:
    for name in TABLE:
        assert reads(kind(name)) <= set(kind(name).properties), name


def test_every_kind_of_rule_is_known_to_the_evaluator() -> None:
    assert set(CHECKS) == set(Rule.__args__)


def test_neutron_types_without_rules_of_their_own_look_at_value_specs() -> None:
    assert [fault.path for fault in broken(kind("OS::Neutron::Net"), freeze({"value_specs": {"name": 1, "x": 2}}))] == [
        ("value_specs", "name")
    ]
    assert rules_of(kind("OS::Neutron::AddressScope")) == ()
    assert broken(kind("OS::Neutron::Port"), freeze({"value_specs": {"name": 1}})) == ()


def test_looking_at_a_value_that_can_not_be_read_is_where_heat_stops() -> None:
    subnet = kind("OS::Neutron::Subnet")

    assert [fault.code for fault in broken(subnet, {})] == [codes_type_rules.UNSPECIFIED]
    assert [(fault.code, fault.path) for fault in broken(subnet, {}, unreadable={"cidr"})] == [
        (codes_type_rules.UNREADABLE, ("cidr",))
    ]
    assert broken(subnet, {}, unreadable={"name"}) == broken(subnet, {})


def test_a_rule_inside_items_counts_as_reading_the_list_and_what_it_names_from_the_top() -> None:
    assert reads(kind("OS::Keystone::User")) == {"roles"}
    assert reads(kind("OS::Mistral::Workflow")) == {"params", "tasks", "type"}


def test_conditions_test_as_the_code_of_heat_does() -> None:
    values = freeze({"empty": "", "zero": 0, "none": None, "full": "x", "list": [{"a": 1}, {"a": 2}, {"b": 3}]})
    place = Place(Subject(values), (), values)

    assert [name for name in values if place.holds(Given(name))] == ["empty", "zero", "full", "list"]
    assert [name for name in values if place.holds(Filled(name))] == ["full", "list"]
    assert place.count(Item("list", Given("a"), "an item with a")) == 2
    assert place.holds(Some((Given("none"), Is("zero", (0, 1)))))
    assert not place.holds(All((Given("full"), Not(Is("full", ("x",))))))
    assert place.holds(All())
    assert place.value("full.deeper") is None


def test_a_fault_leads_to_the_deepest_place() -> None:
    server = freeze({"image": "i", "networks": ({"network": "n"}, {"port": "p", "fixed_ip": "10.0.0.1"})})
    (fault,) = broken(kind("OS::Nova::Server"), server)

    assert fault.path == ("networks", 1, "port")
    assert fault.message == "networks[1].fixed_ip and networks[1].port can not be given at the same time."


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("OS::Nova::Server", {}, "One of image, a block_device_mapping for vda and a block_device_mapping_v2 that is to boot must be given."),
        (
            "OS::Nova::Server",
            {"image": "i", "networks": [{"port": "p"}], "security_groups": ["g"]},
            "security_groups and a network with a port can not be given at the same time.",
        ),
        (
            "OS::Nova::Server",
            {"image": "i", "networks": [{"allocate_network": "auto"}, {"network": "n"}]},
            "The length of networks must not be greater than 1 when there is a network with allocate_network.",
        ),
        ("OS::Heat::AutoScalingGroup", {"min_size": 3, "max_size": 2}, "min_size must not be greater than max_size."),
        (
            "OS::Heat::RandomString",
            {"length": 1, "character_classes": [{"class": "digits", "min": 2}]},
            "The sum of min in character_sequences and min in character_classes must not be greater than length.",
        ),
        (
            "OS::Barbican::Secret",
            {"payload": "x", "payload_content_encoding": "base64"},
            'The property payload_content_encoding can only be given when payload_content_type is "application/octet-stream".',
        ),
    ],
)  # fmt: skip
def test_messages_name_the_things(name: str, values: Any, message: str) -> None:
    assert [fault.message for fault in broken(kind(name), freeze(values))] == [message]


def test_other_resources_are_found_by_their_reference() -> None:
    deployment = kind("OS::Heat::SoftwareDeployment")
    stack = Neighbours.of({"server": Neighbour("ref", Map(user_data_format="RAW")), "none": Neighbour(None)})

    assert [dict(fault.facts)["name"] for fault in broken(deployment, Map(server="ref"), stack=stack)] == ["server"]
    assert broken(deployment, Map(server="server"), stack=stack) == ()
    assert broken(deployment, Map(server=None), stack=stack) == ()
    assert broken(deployment, Map(server="ref")) == ()


def test_a_condition_is_counted_once_unless_it_is_of_items() -> None:
    rule = Exclusive((Some((Filled("a"), Filled("b"))), Filled("c")))
    values = freeze({"a": 1, "b": 2})
    checked = list(CHECKS[Exclusive](rule, Place(Subject(values), (), values)))

    assert checked == []
    assert len(list(CHECKS[ForEach](ForEach("l", (NotGreater(1, "n"),)), _place({"l": [{"n": 0}, {"n": 2}]})))) == 1


def _place(values: Any) -> Place:
    return Place(Subject(freeze(values)), (), freeze(values))


def test_rules_are_asked_in_nested_stacks_too_and_are_errors_there() -> None:
    child = json.dumps(
        {
            "heat_template_version": "2018-08-31",
            "resources": {"k": {"type": "OS::Nova::KeyPair", "properties": {"name": "n"}}},
        }
    )
    (found,) = found_in({"r": {"type": "child.yaml"}}, **{"child.yaml": child})

    assert (found.code, found.severity, found.address) == (
        codes_type_rules.NEEDED,
        "error",
        "resources.r.resources.k.properties.public_key",
    )


def test_a_value_of_a_hidden_parameter_is_not_shown() -> None:
    template = {
        "heat_template_version": "2018-08-31",
        "parameters": {"p": {"type": "string", "hidden": True, "default": "secret-text"}},
        "resources": {
            "s": {
                "type": "OS::Neutron::Subnet",
                "properties": {"network": "n", "cidr": "10.0.0.0/8", "gateway_ip": {"get_param": "p"}},
            }
        },
    }
    found = analyse(sources_of({"template.yaml": json.dumps(template)}), Request()).diagnostics

    assert [item.code for item in found] == [codes_type_rules.NOT_ALLOWED_VALUE]
    assert "secret-text" not in repr(found)


def test_nothing_is_asked_of_a_resource_whose_properties_are_wrong() -> None:
    found = found_in({"s": {"type": "OS::Neutron::Subnet", "properties": {"network": "n", "ip_version": 5}}})

    assert [item.code.id for item in found] == ["HP0513"]


def _examples() -> list[tuple[str, str]]:
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(r"^## (HP\d{4}) .+?```yaml\n(.+?)```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("number", "text"), _examples(), ids=lambda item: item if len(item) == 6 else "")
def test_the_page_has_a_true_example_of_each_code(number: str, text: str) -> None:
    assert number in {item.code.id for item in found_in(yaml.safe_load(text)["resources"])}


def test_each_code_of_the_area_has_an_example() -> None:
    known = {item.id for item in vars(codes_type_rules).values() if isinstance(item, Code)}

    assert {number for number, _ in _examples()} == known
