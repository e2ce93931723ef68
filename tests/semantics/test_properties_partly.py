"""Properties of which parts are not known yet."""

from __future__ import annotations

import pytest

from heatplan.catalogue.resource_types import lookup
from heatplan.ir.expr import Call, Choice, Expr, ListExpr, Lit, MapExpr, entry
from heatplan.ir.schema import ParameterSchema, Range, ResourceType
from heatplan.ir.value import Map, Value, freeze
from heatplan.semantics.properties import check_properties, typed, typed_properties
from heatplan.semantics.property_faults import PropertyFault, dotted
from heatplan.semantics.template_type import from_property, template_resource_type

REF = Call("get_resource", "GetResource", Lit("net"))
SEALED = Call("get_param", "GetParam", Lit("secret"))


def kind(name: str) -> ResourceType:
    found = lookup(name)
    assert found is not None
    return found


def mapping(**entries: Expr | Value) -> MapExpr:
    return MapExpr(tuple((key, _expr(item)) for key, item in entries.items()))


def _expr(item: Expr | Value) -> Expr:
    return item if isinstance(item, (Call, Choice, MapExpr, ListExpr)) else Lit(freeze(item))


def seen(faults: tuple[PropertyFault, ...]) -> set[tuple[str, str, str]]:
    return {(dotted(fault.path), fault.code.name, fault.level) for fault in faults}


def test_known_parts_are_typed_and_unknown_ones_are_left() -> None:
    given = mapping(network=REF, fixed_ips=ListExpr((mapping(subnet_id=SEALED, ip_address="10.0.0.1"),)), name=5)
    expr, faults = check_properties(kind("OS::Neutron::Port"), given)

    assert faults == ()
    assert entry(expr, "network") is REF
    assert entry(expr, "name") == Lit("5")
    assert entry(expr, "admin_state_up") == Lit(True)
    fixed = entry(expr, "fixed_ips")
    assert isinstance(fixed, ListExpr)
    assert entry(fixed.items[0], "subnet") is SEALED
    assert entry(fixed.items[0], "ip_address") == Lit("10.0.0.1")


def test_only_what_is_given_comes_back_under_its_new_name() -> None:
    expr, _ = check_properties(kind("OS::Neutron::Port"), mapping(network_id=REF, name="p"), complete=False)

    assert dict(expr.entries if isinstance(expr, MapExpr) else ()) == {"name": Lit("p"), "network": REF}


def test_what_depends_on_a_resource_fails_only_at_creation() -> None:
    server = kind("OS::Nova::Server")
    networks = ListExpr((mapping(network=REF, netwrok="n"),))
    _, faults = check_properties(server, mapping(flavor="f", networks=networks))

    assert seen(faults) == {("networks[0].netwrok", "unknown-key", "will-fail")}


def test_the_same_around_a_sealed_parameter_is_an_error() -> None:
    networks = ListExpr((mapping(network=SEALED, netwrok="n"),))
    _, faults = check_properties(kind("OS::Nova::Server"), mapping(flavor="f", networks=networks))

    assert seen(faults) == {("networks[0].netwrok", "unknown-key", "error")}


def test_a_wrong_kind_around_a_reference_is_an_error() -> None:
    _, faults = check_properties(kind("OS::Nova::Server"), mapping(flavor="f", networks=mapping(network=REF)))

    assert seen(faults) == {("networks", "property-kind", "error")}


def test_the_caller_may_name_what_depends_on_a_resource() -> None:
    volume = kind("OS::Cinder::Volume")
    _, faults = check_properties(volume, mapping(size=0, image=SEALED), unresolved={"size"})
    final, nothing = typed_properties(volume, {"size": 0}, unresolved={"size"})

    assert seen(faults) == {("size", "property-range", "will-fail")}
    assert nothing == ()
    assert final["size"] == 0


def test_without_strictness_only_the_names_at_the_top_are_errors() -> None:
    given = freeze({"size": 0, "sise": 1, "metadata": 5})
    _, faults = typed_properties(kind("OS::Cinder::Volume"), given, strict=False)

    assert seen(faults) == {
        ("sise", "unknown-property", "error"),
        ("size", "property-range", "will-fail"),
        ("metadata", "property-kind", "will-fail"),
    }


def test_all_faults_are_found_at_once() -> None:
    given = freeze({"size": 0, "sise": 1, "metadata": 5, "read_only": "maybe"})
    _, faults = typed_properties(kind("OS::Cinder::Volume"), given)

    assert {fault.code.name for fault in faults} == {"unknown-property", "property-range", "property-kind"}
    assert len(faults) == 4


def test_both_names_of_a_property_are_a_conflict() -> None:
    _, faults = typed_properties(kind("OS::Neutron::Port"), {"network": "a", "network_id": "b"})

    assert seen(faults) == {("network", "property-conflict", "error")}


def test_a_rule_that_depends_on_a_property_adds_its_value() -> None:
    final, faults = typed_properties(kind("OS::Heat::RandomString"), {"sequence": "hexdigits"})
    plain, _ = typed_properties(kind("OS::Heat::RandomString"), {})

    assert faults == ()
    assert final["sequence"] is None
    assert final["character_classes"] == freeze([{"class": "hexdigits", "min": 1}])
    assert plain["character_classes"] == freeze([{"class": "lettersdigits", "min": 1}])


def test_a_value_types_itself_by_its_other_property() -> None:
    value = kind("OS::Heat::Value")

    assert typed_properties(value, {"type": "number", "value": "5"})[0]["value"] == 5
    assert typed_properties(value, {"value": "5"})[0]["value"] == "5"
    assert seen(typed_properties(value, {"type": "number", "value": Map()})[1]) == {("value", "property-kind", "error")}


def test_a_type_that_does_nothing_takes_anything() -> None:
    assert typed_properties(kind("OS::Heat::None"), {"whatever": 1}) == (Map(), ())


def test_a_description_is_taken_over_by_types_that_have_one() -> None:
    with_one, _ = typed_properties(kind("OS::Cinder::Volume"), {}, description="d")
    without, _ = typed_properties(kind("OS::Nova::KeyPair"), {"name": "k"}, description="d")

    assert with_one["description"] == "d"
    assert "description" not in without


def test_properties_that_are_no_mapping_are_a_finding() -> None:
    _, faults = check_properties(kind("OS::Cinder::Volume"), Lit((1,)))

    assert [fault.code.name for fault in faults] == ["properties-not-mapping"]
    assert check_properties(kind("OS::Cinder::Volume"), SEALED) == (SEALED, ())
    assert check_properties(kind("OS::Cinder::Volume"), Lit(None))[1] == ()


def test_one_value_may_be_typed_alone() -> None:
    schema = kind("OS::Cinder::Volume").properties["size"]

    assert typed(schema, "5") == (5, ())
    assert typed(schema, "0", constraints=False) == (0, ())
    assert typed(schema, "0", ("size",))[1][0].path == ("size",)


PARAMETERS = (
    ParameterSchema("size", "number", constraints=(Range(minimum=3),)),
    ParameterSchema("zones", "comma_delimited_list", default=(), has_default=True),
    ParameterSchema("data", "json", default=Map(), has_default=True),
)


def test_a_template_has_its_parameters_as_properties() -> None:
    nested = template_resource_type("nested.yaml", PARAMETERS, ("ip",))

    assert nested.properties["size"].required
    assert set(nested.attributes) == {"ip", "show"}
    assert typed_properties(nested, {"size": "4", "zones": "a,b", "data": (1, 2)}) == (
        Map(size=4, zones=("a", "b"), data="[1, 2]"),
        (),
    )
    assert seen(typed_properties(nested, {"size": 2})[1]) == {("size", "property-range", "error")}
    assert typed_properties(nested, {"size": 4, "zones": None})[0]["zones"] == ()


@pytest.mark.parametrize(
    ("value", "passed"),
    [
        ((), ""),
        (("a", None, "b"), "a,,b"),
        (freeze([{"k": "v", "l": 2}, {"k": None}]), ".member.0.k=v,.member.0.l=2,.member.1.k=None"),
        (None, None),
        ("a,b", "a,b"),
    ],
)
def test_lists_are_passed_as_text(value: Value, passed: Value) -> None:
    assert from_property(value, "comma_delimited_list") == passed


def test_other_types_are_passed_as_they_are() -> None:
    assert from_property(Map(a=1), "json") == Map(a=1)
    assert from_property((1, 2), "json") == (1, 2)


@pytest.mark.parametrize("zones", [(1, 2), ("a", 5), (Map(), "a"), ("a", Map())])
def test_a_list_that_can_not_be_passed_is_an_error_in_nested_stacks_too(zones: Value) -> None:
    nested = template_resource_type("nested.yaml", PARAMETERS, ())
    _, faults = typed_properties(nested, {"size": 4, "zones": zones}, strict=False)

    assert seen(faults) == {("zones", "property-kind", "error")}
    assert from_property(zones, "comma_delimited_list") == zones
