"""Each law notices what it is there for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pyrsistent import pvector

from heatplan.executors.in_process import destroy, run
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir import steps as ir_steps
from heatplan.ir.auth import Revoked
from heatplan.ir.expr import Lit
from heatplan.ir.source import Request
from heatplan.ir.state import State
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from heatplan.result import Result
from heatplan.testing import laws
from heatplan.testing.laws import Case, compiling, mints, plans, runs, secrets
from heatplan.testing.laws.needs import Done, Needs
from tests.sources import sources_of

TEMPLATE = """\
heat_template_version: 2018-08-31
parameters:
  password: {type: string, hidden: true}
resources:
  volume: {type: OS::Cinder::Volume, properties: {size: 1}}
  handle: {type: OS::Heat::WaitConditionHandle}
  servers:
    type: OS::Heat::ResourceGroup
    properties:
      count: 2
      resource_def:
        type: OS::Nova::Server
        properties:
          flavor: small
          image: {get_param: password}
          user_data: {get_attr: [handle, curl_cli]}
          metadata: {volume: {get_resource: volume}, id: "%index%"}
"""
SECRET = "hidden-value-of-password"
CASE = Case.of(sources_of({"template.yaml": TEMPLATE}), Request(parameters=Map(password=SECRET)), (SECRET,))
ROOT = CASE.plan.root


def with_root(**changes: Any) -> Case:
    return replace(CASE, plan=replace(CASE.plan, root=replace(ROOT, **changes)))


def test_all_hold_at_first() -> None:
    laws.check(CASE)
    assert all(laws.sentence(law).endswith(".") for law in laws.LAWS)
    assert CASE.hidden == {"password": SECRET}


def test_a_template_that_does_not_compile_is_no_case() -> None:
    with pytest.raises(AssertionError, match="parameter password"):
        Case.of(CASE.sources)


def test_deterministic(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(CASE.plan, header=replace(CASE.plan.header, stack_name="other"))
    monkeypatch.setattr(compiling, "compile_plan", lambda *_: Result(other, CASE.diagnostics))
    with pytest.raises(AssertionError, match="second plan differs"):
        compiling.deterministic(CASE)


def test_inputs_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    parameters = {"password": SECRET}
    case = replace(CASE, request=Request(parameters=parameters))  # type: ignore[arg-type]
    monkeypatch.setattr(compiling, "compile_plan", lambda *_: parameters.clear())
    with pytest.raises(AssertionError, match="inputs changed"):
        compiling.inputs_unchanged(case)


def test_text_order_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_text(sources: Any, request: Any) -> Any:
        plan = compile_plan(sources, request).value
        assert plan is not None
        return Result(replace(plan, digest=str(hash(sources.files["template.yaml"].text))))

    monkeypatch.setattr(compiling, "compile_plan", by_text)
    with pytest.raises(AssertionError, match="digest differs"):
        compiling.text_order_does_not_matter(CASE)


def test_acyclic() -> None:
    with pytest.raises(AssertionError, match="not in an order"):
        plans.acyclic(with_root(resources=tuple(reversed(ROOT.resources))))


def test_every_reference_is_a_path() -> None:
    loose = tuple(replace(one, explicit=()) for one in ROOT.resources)
    with pytest.raises(AssertionError, match=r"servers reads (volume|handle) and does not wait"):
        plans.every_reference_is_a_path(with_root(resources=loose))


def test_plan_survives_its_file() -> None:
    with pytest.raises(AssertionError, match="its file is refused"):
        plans.plan_survives_its_file(with_root(description="not in the digest"))


def test_steps_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "count", lambda _: (0, 1))
    with pytest.raises(AssertionError, match="1 steps are counted"):
        plans.steps_agree(CASE)


def test_steps_are_found_where_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "step", lambda plan, where: ir_steps.step(plan, where.replace("[1]", "[0]")))
    with pytest.raises(AssertionError, match=r"servers\[1\]"):
        plans.steps_agree(CASE)


def test_languages_read_what_they_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "parse_address", lambda _: Result(()))
    with pytest.raises(AssertionError, match="the grammar reads"):
        plans.languages_read_what_they_print(CASE)


Change = Callable[[Any], Any]


def running(monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    monkeypatch.setattr(runs, "run", lambda *args, **options: change(run(*args, **options)))


def test_trace_is_a_linear_extension(monkeypatch: pytest.MonkeyPatch) -> None:
    running(monkeypatch, lambda done: replace(done, trace=pvector(reversed(done.trace))))
    with pytest.raises(AssertionError, match="which it needs"):
        runs.trace_is_a_linear_extension(replace(CASE))


def test_a_trace_leaves_out_no_step(monkeypatch: pytest.MonkeyPatch) -> None:
    shorter = lambda done: replace(done, trace=pvector(one for one in done.trace if one.address != "servers[1]"))  # noqa: E731
    running(monkeypatch, shorter)
    with pytest.raises(AssertionError, match=r"servers\[1\] is not done"):
        runs.trace_is_a_linear_extension(replace(CASE))


def test_standing_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    forgetful = lambda done: replace(done, state=State(done.state.stack_name, done.state.plan, ()))  # noqa: E731
    running(monkeypatch, forgetful)
    with pytest.raises(AssertionError, match="stand and nobody knows"):
        runs.standing_is_closed(replace(CASE))


def test_destroying_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def lazy(plan: Any, state: Any, driver: Any, world: Any) -> Any:
        return replace(destroy(plan, state, driver, world), world=world)

    monkeypatch.setattr(runs, "destroy", lazy)
    with pytest.raises(AssertionError, match="stay, and the plan does not say so"):
        runs.destroying_leaves_nothing(replace(CASE))


def test_run_finishes_after_any_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def starts_again(plan: Any, driver: Any, world: Any, **options: Any) -> Any:
        return run(plan, driver, world, **{**options, "fail_at": frozenset({"volume"} if options.get("state") else ())})

    def whole(case: Case) -> Any:
        return run(case.plan, Simulator(), EMPTY, parameters=case.hidden)

    monkeypatch.setattr(runs, "failures", lambda case: [("volume", run_to(case, "volume"))])
    monkeypatch.setattr(runs, "whole_run", whole)
    monkeypatch.setattr(runs, "run", starts_again)
    with pytest.raises(AssertionError, match="it fails at volume"):
        runs.run_finishes_after_any_failure(replace(CASE))


def run_to(case: Case, where: str) -> Any:
    return run(case.plan, Simulator(), EMPTY, parameters=case.hidden, fail_at=frozenset({where}))


def test_mints_have_their_end() -> None:
    lost = tuple(replace(one, end=Revoked("nobody")) for one in ROOT.auth)
    assert lost
    with pytest.raises(AssertionError, match="ends with nobody, which is not minted"):
        mints.mints_have_their_end(with_root(auth=lost))


def test_mints_come_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def reversed_run(case: Case) -> Any:
        done = runs.whole_run(case)
        return replace(done, trace=pvector(reversed(done.trace)))

    monkeypatch.setattr(mints, "whole_run", reversed_run)
    with pytest.raises(AssertionError, match=r"is minted (before|after)"):
        mints.mints_come_in_time(replace(CASE))


def test_minted_secrets_are_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        mints, "texts", lambda case: [("a text", str(tuple(Simulator().secrets(runs.whole_run(case).world))))]
    )
    with pytest.raises(AssertionError, match="a text has a secret that was minted"):
        mints.minted_secrets_are_nowhere(replace(CASE))


@pytest.mark.parametrize(("text", "how"), tuple(secrets.forms(SECRET)), ids=str)
def test_hidden_values_are_nowhere(text: str, how: str) -> None:
    volume = ROOT.resource("volume")
    assert volume is not None
    with pytest.raises(AssertionError, match="has the hidden value"):
        secrets.hidden_values_are_nowhere(with_root(resources=(replace(volume, metadata=Lit(text)),)))


def test_needs_of_members_that_were_open_are_told_by_their_pattern() -> None:
    text = (
        TEMPLATE.replace("count: 2", "count: {get_attr: [many, value]}")
        + "  many: {type: OS::Heat::Value, properties: {value: 2}}\n"
    )
    case = Case.of(sources_of({"template.yaml": text}), CASE.request)

    assert Needs(case.plan).of("servers[1]") == ("servers",)
    assert Needs(case.plan).of("servers[1].volume") is None
    assert "servers[1]" in Done(runs.whole_run(case)).at
    runs.trace_is_a_linear_extension(case)
