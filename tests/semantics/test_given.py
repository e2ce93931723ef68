from __future__ import annotations

import pytest

from heatplan.catalogue import resource_types
from heatplan.executors.in_process import run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir.expr import Call, Expr, ListExpr, Lit, MapExpr
from heatplan.ir.value import Map, Value
from heatplan.pipeline import compile as compile_plan
from heatplan.semantics.given import given
from heatplan.semantics.properties import check_properties, typed_properties
from tests.plan.trees import plan, resource, stack
from tests.sources import sources_of

READ = Call("get_attr", "GetAttAllAttributes", Lit(("a", "value")))


def _property(kind: str, name: str, value: Expr) -> Expr:
    found = resource_types.lookup(kind)
    assert found is not None
    typed, _ = check_properties(found, MapExpr(((name, value),)), complete=False)
    return typed


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("OS::Nova::Server", Map({"networks": (Map({"network": "n"}),), "metadata": Map({"a": None}), "flavor": "f"})),
        ("OS::Nova::Server", Map({"networks": (Map({"port": None}),), "flavor": "f", "image": None})),
        ("OS::Neutron::Port", Map({"network": "n", "fixed_ips": (Map({"subnet": "s"}),)})),
        ("OS::Heat::RandomString", Map({"character_classes": (Map({"class": "digits"}),)})),
        ("OS::Heat::RandomString", Map({"sequence": "digits", "length": None})),
        ("OS::Heat::Value", Map({"value": None})),
    ],
)
def test_typing_what_was_given_gives_the_same_again(kind: str, properties: Map) -> None:
    found = resource_types.lookup(kind)
    assert found is not None
    once, faults = typed_properties(found, properties)
    stripped = given(Lit(once), found.properties)
    assert isinstance(stripped, Lit)
    again, more = typed_properties(found, stripped.value)

    assert (_there(again), more) == (_there(once), faults)


@pytest.mark.parametrize(
    ("kind", "old", "value", "new", "moved"),
    [
        ("OS::Neutron::Router", "l3_agent_id", "a", "l3_agent_ids", ("a",)),
        ("OS::Heat::RandomString", "sequence", "digits", "character_classes", (Map({"class": "digits", "min": 1}),)),
    ],
)
def test_an_old_property_that_becomes_an_item_of_a_list_is_in_the_plan(
    kind: str, old: str, value: str, new: str, moved: tuple[Value, ...]
) -> None:
    text = f"heat_template_version: 2018-08-31\nresources: {{a: {{type: {kind}, properties: {{{old}: {value}}}}}}}\n"
    planned = compile_plan(sources_of({"template.yaml": text})).value
    assert planned is not None
    properties = planned.root.resources[0].properties

    assert isinstance(properties, Lit)
    assert properties.value.get(new) == moved


def test_a_property_that_is_partly_known_is_typed_as_if_it_had_been_given_whole() -> None:
    link = MapExpr((("network", READ),))
    networks = _property("OS::Nova::Server", "networks", _list(link))
    known = resource_types.lookup("OS::Nova::Server")
    assert known is not None
    properties = given(MapExpr((*networks.entries, ("flavor", Lit("f")))), known.properties)  # type: ignore[union-attr]
    done = run(
        plan(
            stack(
                resource("a", properties=Lit(Map({"value": "net"}))),
                resource("s", "a", type_name="OS::Nova::Server", properties=properties),
            )
        ),
        Simulator(),
        EMPTY,
    )

    assert done.diagnostics == ()
    (server,) = (thing for thing in done.world.values() if thing.name == "s")
    kind = resource_types.lookup("OS::Nova::Server")
    assert kind is not None
    whole, _ = typed_properties(kind, Map({"networks": (Map({"network": "net"}),), "flavor": "f"}))
    assert server.properties == whole


def _there(properties: Map) -> dict[str, object]:
    return {name: value for name, value in properties.items() if value is not None}


def _list(*items: Expr) -> Expr:
    return ListExpr(items)
