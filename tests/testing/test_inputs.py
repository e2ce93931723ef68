"""What a user may give to a template: lawful, as the template uses it, affordable, and fit to be read."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from heatplan.executors.in_process import run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir.plan import Plan
from heatplan.pipeline import compile as compile_plan
from heatplan.testing.disturbances import failures_of, signals_of
from heatplan.testing.inputs import Inputs, field_of, inputs_of
from heatplan.testing.plausible import SIZES
from heatplan.testing.strategies import parameters_of
from tests.sources import sources_of

HEAD = "heat_template_version: 2018-08-31\n"
INNER = (
    HEAD
    + """\
parameters:
  many: {type: number}
  flavor: {type: string, constraints: [{custom_constraint: nova.flavor}]}
  address: {type: string}
  size: {type: number, constraints: [{range: {max: 3}}]}
resources:
  group:
    type: OS::Heat::ResourceGroup
    properties: {count: {get_param: many}, resource_def: {type: OS::Cinder::Volume, properties: {size: 1}}}
  server: {type: OS::Nova::Server, properties: {flavor: {get_param: flavor}, image: cirros}}
  port: {type: OS::Neutron::Port, properties: {network: net, fixed_ips: [{ip_address: {get_param: address}}]}}
"""
)
OUTER = (
    HEAD
    + """\
parameters:
  few: {type: number, default: 1, constraints: [{range: {min: 1, max: 4}}]}
  many: {type: number, default: 2}
  flavor: {type: string}
  address: {type: string}
  size: {type: number, default: 1}
  secret: {type: string, hidden: true, default: none}
  note: {type: string, default: ""}
  up: {type: boolean, default: false}
resources:
  stacks:
    type: OS::Heat::ResourceGroup
    properties:
      count: {get_param: few}
      resource_def:
        type: inner.yaml
        properties:
          many: {get_param: many}
          flavor: {get_param: flavor}
          address: {get_param: address}
          size: 1
outputs: {note: {value: {get_param: note}}}
"""
)
SOURCES = sources_of({"template.yaml": OUTER, "inner.yaml": INNER})
ONCE = settings(max_examples=500, database=None, deadline=None, phases=[Phase.generate, Phase.shrink])


def given_by(inputs: Inputs) -> dict[str, Any]:
    return dict(inputs.given())


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(inputs_of(SOURCES))
def test_what_is_drawn_compiles_whatever_way_it_goes(inputs: Inputs) -> None:
    result = compile_plan(inputs.sources(), inputs.request())

    assert [one.message for one in result.diagnostics if one.severity in {"error", "will-fail"}] == []


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(inputs_of(SOURCES))
def test_sizes_are_those_where_names_get_longer_and_can_be_paid(inputs: Inputs) -> None:
    drawn = given_by(inputs)
    few, many = int(drawn.get("few", 1)), int(drawn.get("many", 2))

    assert 1 <= few <= 4
    assert many in SIZES
    assert few * many <= 202


def test_what_a_parameter_is_used_for_is_seen_through_groups_and_nested_templates() -> None:
    field = field_of(SOURCES, inputs_request())
    uses = {one.schema.name: one.use for one in field.drawable}

    assert {name for name, use in uses.items() if use.counts} == {"few", "many"}
    assert [rule.name for rule in uses["address"].properties[0].constraints] == ["ip_addr"]  # type: ignore[union-attr]


def inputs_request() -> Any:
    return find(inputs_of(SOURCES), lambda _: True, settings=ONCE, random=Random(1)).request()


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (lambda _: True, "parameters:\n  flavor: m1.small\n  address: 10.0.0.10\n"),
        (
            lambda inputs: int(given_by(inputs).get("many", 0)) > 9,
            "parameters:\n  flavor: m1.small\n  address: 10.0.0.10\n  many: 10\n",
        ),
        (
            lambda inputs: "note" in inputs.defaults,
            "parameters:\n  flavor: m1.small\n  address: 10.0.0.10\nparameter_defaults:\n  note: a\n",
        ),
    ],
)
def test_it_shrinks_to_what_a_person_reads(wanted: Any, text: str) -> None:
    found = find(inputs_of(SOURCES), wanted, settings=ONCE, random=Random(1))

    assert found.environment().replace('"10.0.0.10"', "10.0.0.10") == text


def test_what_is_fixed_is_never_drawn() -> None:
    strategy = inputs_of(OUTER_ALONE, environments=["parameters: {flavor: big}"], fixed={"few": 3}, free=["few"])

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def look(inputs: Inputs) -> None:
        assert "flavor" not in inputs.given()
        assert inputs.sources().environments[0] == "environment-1.yaml"
        seen.update(inputs.given())

    seen = set[str]()
    look()
    assert "few" in seen


OUTER_ALONE = HEAD + (
    "parameters:\n  few: {type: number}\n  flavor: {type: string}\n  name: {type: string, default: a}\n"
)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(inputs_of(SOURCES))
def test_a_default_for_all_levels_fits_all_levels(inputs: Inputs) -> None:
    assert "size" not in inputs.defaults or float(inputs.defaults["size"]) <= 3


def test_texts_are_words_mostly() -> None:
    texts: list[str] = []

    @settings(max_examples=200, database=None)
    @given(parameters_of(HEAD + "parameters: {name: {type: string}}\n"))
    def look(given_: dict[str, Any]) -> None:
        texts.append(given_["name"])

    look()
    assert sum(text.isascii() and text.replace("-", "").isalnum() for text in texts) > len(texts) * 0.5


WAITS = (
    HEAD
    + """\
resources:
  handle: {type: OS::Heat::WaitConditionHandle}
  wait: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: handle}, timeout: 60}}
  volume: {type: OS::Cinder::Volume, properties: {size: 1}}
"""
)


def plan_of(text: str) -> Plan:
    plan = compile_plan(sources_of({"template.yaml": text})).value
    assert plan is not None
    return plan


@pytest.mark.parametrize("outcome", ["all is well", "no signal", "too late", "a failure"])
def test_signals_come_late_not_at_all_or_tell_of_a_failure(outcome: str) -> None:
    plan = plan_of(WAITS)
    words = {"no signal": "0 of 1", "too late": "comes after", "a failure": "tells of a failure"}

    def shows(signals: Any) -> bool:
        done = run(plan, Simulator(), EMPTY, signals=signals)
        said = " ".join(one.message for one in done.diagnostics)
        return words[outcome] in said if done.failed else outcome == "all is well"

    find(signals_of(plan), shows, settings=ONCE, random=Random(1))


@given(st.data())
def test_a_step_that_is_to_fail_is_one_of_the_plan(data: st.DataObject) -> None:
    plan = plan_of(WAITS)

    places = data.draw(failures_of(plan))

    assert len(places) <= 1
    assert run(plan, Simulator(), EMPTY, fail_at=places).failed == bool(places)


def test_a_plan_without_steps_fails_nowhere() -> None:
    plan = plan_of(HEAD + "parameters: {a: {type: string, default: b}}\n")

    assert find(failures_of(plan), lambda _: True) == frozenset()
    assert find(signals_of(plan), lambda _: True) == {}
