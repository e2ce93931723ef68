"""The catalogue of resource types says what Heat 27.0.1 says, and is cheap to have."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from heatplan.catalogue import resource_types
from heatplan.catalogue.resource_types import lookup, names, registrations, release
from heatplan.ir.schema import Constraint, Custom, Length, PropertySchema, Range, ResourceType
from heatplan.semantics.translation import rules_of
from tests.conftest import ROOT


def kind(name: str) -> ResourceType:
    found = lookup(name)
    assert found is not None
    return found


def schemas(fields: dict[str, PropertySchema]) -> Iterator[PropertySchema]:
    for schema in fields.values():
        yield schema
        if schema.fields is not None:
            yield from schemas(schema.fields)
        if schema.items is not None:
            yield from schemas({"*": schema.items})


def constraints() -> Iterator[Constraint]:
    for name in names():
        for schema in schemas(kind(name).properties):
            yield from schema.constraints


def test_all_types_are_there_in_order() -> None:
    assert len(names()) == 201
    assert list(names()) == sorted(names())
    assert release()["heat"] == resource_types.RELEASE


def test_a_name_that_is_no_class_is_not_found() -> None:
    assert lookup("OS::Nova::Sever") is None
    assert lookup("OS::Metering::Alarm") is None


def test_a_property_has_all_that_heat_says_of_it() -> None:
    size = kind("OS::Cinder::Volume").properties["size"]

    assert (size.type, size.required, size.update_allowed) == ("Integer", False, True)
    assert size.constraints == (Range(minimum=1),)


def test_a_length_is_not_a_range() -> None:
    name = kind("OS::Nova::KeyPair").properties["name"]

    assert name.constraints == (Length(minimum=1, maximum=255),)


def test_nested_schemas_are_nested() -> None:
    networks = kind("OS::Nova::Server").properties["networks"]

    assert networks.items is not None
    assert networks.items.fields is not None
    assert networks.items.fields["uuid"].support.status == "HIDDEN"


def test_what_heat_never_implemented_is_marked() -> None:
    assert not kind("AWS::EC2::Instance").properties["KernelId"].implemented


def test_a_lone_type_has_the_reference_that_heat_has_before_creation() -> None:
    expected = {
        "OS::Nova::Server": "name",
        "OS::Neutron::Net": "null",
        "OS::Nova::KeyPair": "null",
        "OS::Swift::Container": "text None",
        "OS::Mistral::Workflow": "property name",
    }

    assert {name: kind(name).facts["reference"] for name in expected} == expected


def test_types_that_answer_any_attribute_are_known() -> None:
    any_attribute = {name for name in names() if kind(name).facts.get("any_attribute")}

    assert {"OS::Heat::None", "OS::Heat::ResourceGroup", "OS::Heat::SoftwareDeployment"} <= any_attribute
    assert "OS::Nova::Server" not in any_attribute


def test_users_and_signals_are_known() -> None:
    assert kind("OS::Nova::Server").facts["is_stack_user"]
    assert kind("OS::Heat::ScalingPolicy").facts["is_signal_responder"]
    assert kind("OS::Heat::AutoScalingGroup").facts["requires_deferred_auth"]
    assert not kind("OS::Cinder::Volume").facts.get("is_stack_user", False)


def test_loose_dependencies_and_snapshots_are_known() -> None:
    assert kind("OS::Cinder::Volume").facts["snapshot_on_delete"]
    assert not kind("OS::Neutron::Net").facts.get("snapshot_on_delete", False)


def test_every_translation_rule_is_of_a_kind_that_is_understood() -> None:
    rules = {name: rules_of(kind(name).facts) for name in names()}

    assert {"OS::Neutron::Port", "OS::Heat::RandomString", "OS::Neutron::Router"} <= {n for n, r in rules.items() if r}


def test_every_constraint_with_a_name_is_one_that_heat_has() -> None:
    used = {constraint.name for constraint in constraints() if isinstance(constraint, Custom)}

    assert "nova.flavor" in used
    assert used <= set(release()["custom_constraints"])


def test_an_update_policy_has_schemas() -> None:
    policy = kind("OS::Heat::ResourceGroup").facts["update_policy"]

    assert policy["batch_create"].fields["max_batch_size"].default == 1


def test_aliases_lead_to_types_or_to_templates_that_are_there() -> None:
    for name, target in registrations().items():
        if not name.endswith("*"):
            assert lookup(target) is not None or target.endswith(".yaml"), name
    assert registrations()["OS::Quantum*"] == "OS::Neutron*"


def test_the_index_costs_little_and_one_type_not_all() -> None:
    code = (
        "import heatplan.ir.schema\n"
        "from tests.counting import steps_of\n"
        "def index():\n"
        "    from heatplan.catalogue import resource_types\n"
        "    resource_types.names()\n"
        "def server():\n"
        "    from heatplan.catalogue import resource_types\n"
        "    resource_types.lookup('OS::Nova::Server')\n"
        "print(steps_of(index), steps_of(server))"
    )
    env = {"PYTHONPATH": ":".join([str(ROOT), *(path for path in sys.path if path)])}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True, text=True)
    index, server = map(int, done.stdout.split())

    assert index < 60_000  # three times what it was; all types together are 144 000 steps
    assert server < 15_000
