from __future__ import annotations

from dataclasses import replace

import pytest

from heatplan.executors.in_process import destroy, run
from heatplan.executors.protocol import Run
from heatplan.executors.simulator.driver import PROJECT, Simulator
from heatplan.executors.simulator.world import EMPTY, World
from heatplan.ir.encode import encode
from heatplan.ir.expr import Call, Choice, Expr, ListExpr, Lit, MapExpr, Substitute
from heatplan.ir.schema import Parameter, ParameterSchema, Range
from heatplan.ir.state import decode_state, encode_state
from heatplan.ir.tree import Batch, Names, Output, Stack
from heatplan.ir.value import Map, Value
from tests.plan.trees import deferred, group, nested, plan, resource, stack

VALUE = "OS::Heat::Value"
GROUP = "OS::Heat::ResourceGroup"


def attr(name: str, *path: Value) -> Expr:
    return Call("get_attr", "GetAttAllAttributes", Lit((name, *path)))


def ref(name: str) -> Expr:
    return Call("get_resource", "GetResource", Lit(name))


def param(name: str) -> Expr:
    return Call("get_param", "GetParam", Lit(name))


def value(expr: Expr | Value) -> Expr:
    return MapExpr((("value", expr if not isinstance(expr, (str, int, tuple, dict)) else Lit(expr)),))


def out(name: str, expr: Expr, when: Expr | None = None) -> Output:
    return Output(name, expr, when=when)


def go(root: Stack, **options: Value) -> Run[World]:
    return run(plan(root), Simulator(), EMPTY, **options)


def parameter(name: str, kind: str = "string", *, expr: Expr | None = None, **facts: Value) -> Parameter:
    return Parameter(ParameterSchema(name, kind, **facts), expr or param(name))


def test_what_one_resource_gives_another_takes() -> None:
    done = go(
        stack(
            resource("a", properties=value("hello")),
            resource("b", "a", properties=value(attr("a", "value"))),
            outputs=(out("said", attr("b", "value")), out("all", attr("b")), out("id", ref("b"))),
        )
    )

    assert done.diagnostics == ()
    assert done.outputs["said"] == "hello"
    assert done.outputs["all"] == {"value": "hello"}
    assert done.outputs["id"].startswith("stack-b-")
    assert [(event.address, event.outcome) for event in done.trace] == [("a", "ok"), ("b", "ok")]


def test_arguments_of_a_nested_stack_are_typed_by_its_parameters() -> None:
    inner = stack(
        resource("x", properties=value(param("n"))),
        parameters=(parameter("n", "number"), parameter("l", "comma_delimited_list")),
        outputs=(out("n", param("n")), out("l", param("l")), out("own", attr("x", "value"))),
    )
    done = go(
        stack(
            resource("a", properties=value("7")),
            resource("sub", "a", type_name="sub.yaml", child=nested(inner, n=attr("a", "value"), l=Lit("x,y"))),
            resource("after", "sub", properties=value(attr("sub", "n"))),
            outputs=(out("n", attr("after", "value")), out("l", attr("sub", "l", 1)), out("own", attr("sub", "own"))),
        )
    )

    assert done.diagnostics == ()
    assert done.outputs == {"n": 7, "l": "y", "own": 7}


def test_a_wrong_argument_fails_the_nested_stack_and_nothing_behind_it_is_made() -> None:
    inner = stack(resource("x"), parameters=(parameter("n", "number", constraints=(Range(1, 5),)),))
    done = go(
        stack(
            resource("a", properties=value("7")),
            resource("sub", "a", type_name="sub.yaml", child=nested(inner, n=attr("a", "value"))),
            resource("z", "sub"),
        )
    )

    assert [(event.address, event.outcome) for event in done.trace] == [
        ("a", "ok"),
        ("sub", "ok"),
        ("sub.@complete", "failed"),
    ]
    assert done.failed
    assert [one.address for one in done.state.standing] == ["@stack", "a", "sub"]


def test_an_argument_that_came_out_null_is_not_passed_and_may_be_missed() -> None:
    def sub(**facts: Value) -> Run[World]:
        inner = stack(parameters=(parameter("n", **facts),), outputs=(out("n", param("n")),))
        lone = resource("a", type_name="OS::Heat::None")
        child = resource("sub", "a", type_name="sub.yaml", child=nested(inner, n=attr("a", "x")))
        return go(stack(lone, child, outputs=(out("n", attr("sub", "n")),)))

    assert sub(default="d").outputs["n"] == "d"
    (found,) = sub().diagnostics
    assert (found.code.id, found.address) == ("HP1002", "sub")
    assert "UserParameterMissing" in found.message


def test_members_of_a_group_have_their_names() -> None:
    member = resource("%index%", properties=MapExpr((("value", Substitute(Lit("n-%index%"), "%index%")),)))
    done = go(
        stack(
            resource("g", type_name=GROUP, child=group(member, 3)),
            resource("after", "g", properties=value(attr("g", "value"))),
            outputs=(
                out("values", attr("after", "value")),
                out("one", attr("g", "resource.1.value")),
                out("map", attr("g", "attributes", "value")),
                out("refs", attr("g", "refs")),
                out("ref", attr("g", "refs", 1)),
                out("member", attr("g", "resource.2")),
                out("refs_map", attr("g", "refs_map")),
            ),
        )
    )

    assert done.diagnostics == ()
    assert done.outputs["values"] == ("n-0", "n-1", "n-2")
    assert done.outputs["one"] == "n-1"
    assert done.outputs["map"] == {"0": "n-0", "1": "n-1", "2": "n-2"}
    assert done.outputs["ref"] == done.outputs["refs"][1]
    assert done.outputs["member"] == done.outputs["refs_map"]["2"] == done.outputs["refs"][2]


def test_the_index_goes_in_after_functions_even_in_what_the_cloud_gives() -> None:
    shout = Call("list_join", "JoinMultiple", ListExpr((Lit("-"), ListExpr((attr("a", "value"), Lit("%index%"))))))
    member = resource("%index%", properties=MapExpr((("value", Substitute(shout, "%index%")),)))
    done = go(
        stack(
            resource("a", properties=value("%index%")),
            resource("g", "a", type_name=GROUP, child=group(member, 2)),
            outputs=(out("values", attr("g", "value")),),
        )
    )

    assert done.outputs["values"] == ("0-0", "1-1")


def test_groups_in_groups_each_know_their_own_member() -> None:
    inmost = resource("%j%", properties=MapExpr((("value", Substitute(Substitute(Lit("%i%/%j%"), "%i%"), "%j%")),)))
    inner = resource("%i%", type_name=GROUP, child=group(inmost, 2))
    done = go(
        stack(
            resource("g", type_name=GROUP, child=group(inner, 2)),
            outputs=(out("values", attr("g", "value")), out("deep", attr("g", "resource.1", "resource.0", "value"))),
        )
    )

    assert done.diagnostics == ()
    assert done.outputs == {"values": (("0/0", "0/1"), ("1/0", "1/1")), "deep": "1/0"}
    assert "g[1][0]" in {event.address for event in done.trace}


def test_a_member_that_is_a_nested_stack() -> None:
    inner = stack(
        resource("x", properties=value(param("who"))),
        parameters=(parameter("who"),),
        outputs=(out("got", attr("x", "value")),),
    )
    member = resource("%index%", type_name="m.yaml", child=nested(inner, who=Substitute(Lit("m%index%"), "%index%")))
    done = go(
        stack(resource("g", type_name=GROUP, child=group(member, 2)), outputs=(out("got", attr("g", "got")),)),
    )

    assert done.outputs["got"] == ("m0", "m1")
    assert [event.address for event in done.trace] == [
        "g",
        "g[0]",
        "g[0].x",
        "g[0].@complete",
        "g[1]",
        "g[1].x",
        "g[1].@complete",
        "g.@complete",
    ]


@pytest.mark.parametrize(
    ("count", "names"), [(2, ["0", "2"]), ("3", ["0", "2", "4"]), (None, ["0"]), (0, []), (1.0, ["0"])]
)
def test_a_count_that_comes_from_the_cloud(count: Value, names: list[str]) -> None:
    root = stack(
        resource("a", properties=MapExpr((("value", Lit(count)),))),
        resource("g", "a", type_name=GROUP, child=deferred(resource("%index%"), attr("a", "value"), (1, 3))),
        outputs=(out("refs", attr("g", "refs_map")), out("removed", attr("g", "removed_rsrc_list"))),
    )
    done = go(root)

    assert done.diagnostics == ()
    assert list(done.outputs["refs"]) == names
    assert done.outputs["removed"] == ("1", "3")


@pytest.mark.parametrize("count", [-1, "many", (1,), 1.5, 10**9])
def test_a_count_that_is_none_stops_the_run(count: Value) -> None:
    root = stack(
        resource("a", properties=MapExpr((("value", Lit(count)),))),
        resource("g", "a", type_name=GROUP, child=deferred(resource("%index%"), attr("a", "value"))),
        resource("z", "g"),
    )
    done = go(root)

    assert [one.code.id for one in done.diagnostics] == ["HP1006"]
    assert [(event.address, event.outcome) for event in done.trace][-1] == ("g.@complete", "failed")


def test_conditions_that_were_open_are_decided_on_the_way() -> None:
    def is_on(name: str) -> Expr:
        return Call("equals", "Equals", ListExpr((attr(name, "value"), Lit("on"))))

    root = stack(
        resource("a", properties=value("on")),
        resource("b", properties=value("off")),
        resource("yes", "a", when=is_on("a"), properties=value("y")),
        resource("no", "b", when=is_on("b"), child=nested(stack(resource("x"))), type_name="s.yaml"),
        resource("after", "no", properties=value(Choice("if", is_on("b"), attr("no", "x"), Lit("else")))),
        outputs=(out("after", attr("after", "value")), out("gone", attr("yes", "value"), is_on("b"))),
    )
    done = go(root)

    assert {event.address: event.outcome for event in done.trace} == {
        "a": "ok",
        "b": "ok",
        "yes": "ok",
        "no": "skipped",
        "after": "ok",
    }
    assert done.outputs == {"after": "else", "gone": None}


def test_reading_what_was_skipped_fails_as_in_heat() -> None:
    root = stack(
        resource("no", when=Lit(False)),
        resource("after", "no", properties=value(attr("no", "value"))),
    )
    done = go(root)

    (found,) = done.diagnostics
    assert (found.code.id, found.address) == ("HP1002", "after")
    assert "InvalidTemplateReference" in found.message


def test_an_output_without_a_value_is_a_warning_and_null() -> None:
    root = stack(
        resource("a"), outputs=(out("x", Call("list_join", "JoinMultiple", Lit((",", (1,))))), out("y", Lit(1)))
    )
    done = go(root)

    assert done.outputs == {"x": None, "y": 1}
    assert [(one.code.id, one.severity) for one in done.diagnostics] == [("HP1008", "warning")]
    assert not done.failed


def test_properties_are_typed_when_they_are_known() -> None:
    root = stack(
        resource("a", properties=value("7")),
        resource("r", "a", type_name="OS::Heat::RandomString", properties=MapExpr((("length", attr("a", "value")),))),
        resource("w", "r", type_name="OS::Heat::RandomString", properties=MapExpr((("length", attr("r", "value")),))),
        outputs=(out("r", attr("r", "value")),),
    )
    done = go(root)

    (found,) = done.diagnostics
    assert (found.code.id, found.address) == ("HP1003", "w")
    assert len(next(thing for thing in done.world.values() if thing.name == "r").properties["character_classes"]) == 1


def test_pseudo_parameters() -> None:
    pseudo = (parameter("OS::stack_name"), parameter("OS::stack_id"), parameter("OS::project_id"))
    said = tuple(out(name.schema.name, param(name.schema.name)) for name in pseudo)
    inner = stack(parameters=pseudo, outputs=said)
    root = stack(
        resource("sub", type_name="s.yaml", child=nested(inner)),
        parameters=pseudo,
        outputs=(*said, out("sub", attr("sub")), out("ref", ref("sub"))),
    )
    done = go(root)

    assert done.outputs["OS::stack_name"] == "stack"
    assert done.outputs["sub"]["OS::stack_name"].startswith("stack-sub-")
    assert done.outputs["sub"]["OS::stack_id"] == done.outputs["ref"]
    assert done.outputs["sub"]["OS::project_id"] == done.outputs["OS::project_id"] == PROJECT


def test_an_output_can_stand_for_the_nested_stack() -> None:
    inner = stack(resource("x", properties=value("v")), outputs=(out("OS::stack_id", attr("x", "value")),))
    done = go(stack(resource("sub", type_name="s.yaml", child=nested(inner)), outputs=(out("ref", ref("sub")),)))

    assert done.outputs["ref"] == "v"


def test_the_facade_is_the_resource_that_the_stack_is_the_body_of() -> None:
    facade = Call("resource_facade", "ResourceFacade", Lit("deletion_policy"))
    inner = stack(outputs=(out("policy", facade),))
    root = stack(
        resource("sub", type_name="s.yaml", child=nested(inner), deletion_policy=Lit("Retain")),
        outputs=(out("policy", attr("sub", "policy")),),
    )

    assert go(root).outputs["policy"] == "Retain"


def test_hidden_parameters_are_given_for_the_run_and_shown_nowhere() -> None:
    hidden = parameter("secret", hidden=True, expr=Lit("in the template"))
    odd = parameter("number", "number", hidden=True)
    root = stack(
        resource("a", properties=value(param("secret"))),
        resource("b", "a", type_name="OS::Heat::RandomString", properties=MapExpr((("length", attr("a", "value")),))),
        parameters=(hidden, odd),
        outputs=(out("secret", attr("a", "value")),),
    )
    made = plan(root)
    assert "in the template" not in encode(made)
    missing = run(made, Simulator(), EMPTY, parameters=Map({"secret": "x"}))
    assert [(one.code.id, one.address) for one in missing.diagnostics] == [("HP1004", "parameters.number")]
    done = run(made, Simulator(), EMPTY, parameters=Map({"secret": "Pa55word", "number": 3}))
    assert "Pa55word" not in repr((done.trace, done.state, done.diagnostics))
    assert [one.code.id for one in done.diagnostics] == ["HP1003"]
    unknown = run(made, Simulator(), EMPTY, parameters=Map({"other": 1}))
    assert [one.code.id for one in unknown.diagnostics] == ["HP1005"]


def test_a_hidden_parameter_of_a_nested_stack_is_named_by_its_address() -> None:
    inner = stack(parameters=(parameter("secret", hidden=True, default="d"),), outputs=(out("got", param("secret")),))
    made = plan(
        stack(resource("my.sub", type_name="s", child=nested(inner)), outputs=(out("got", attr("my.sub", "got")),))
    )

    assert run(made, Simulator(), EMPTY, parameters=Map({'"my.sub".secret': "s"})).outputs["got"] == "s"
    (found,) = run(made, Simulator(), EMPTY).diagnostics
    assert (found.code.id, '"my.sub".secret' in found.message) == ("HP1004", True)


def test_retained_and_adopted_resources_stay() -> None:
    root = stack(
        resource("a"),
        resource("b", deletion_policy=Lit("Retain")),
        resource("c", external_id=Lit("known-id")),
        resource(
            "d",
            deletion_policy=Choice(
                "if", Call("equals", "Equals", ListExpr((ref("a"), Lit("x")))), Lit("Delete"), Lit("Retain")
            ),
        ),
        outputs=(out("c", ref("c")),),
    )
    made = plan(root)
    done = run(made, Simulator(), EMPTY)
    assert done.outputs["c"] == "known-id"
    assert "known-id" not in done.world

    gone = destroy(made, done.state, Simulator(), done.world)
    assert sorted(thing.name for thing in gone.world.values()) == ["b", "d"]
    assert gone.state.standing == ()
    assert [(event.address, event.outcome) for event in gone.trace] == [
        ("d", "skipped"),
        ("c", "skipped"),
        ("b", "skipped"),
        ("a", "ok"),
    ]
    assert [one.code.id for one in gone.diagnostics] == ["HP1009"]


def test_batches_let_time_pass_between_them() -> None:
    waits: list[float] = []

    class Slow(Simulator):
        def wait(self, world: World, seconds: float) -> World:
            waits.append(seconds)
            return world

    made = plan(stack(resource("g", type_name=GROUP, child=group(resource("%index%"), 5, batch=Batch(2, 1.5)))))

    assert not run(made, Slow(), EMPTY).failed
    assert waits == [1.5, 1.5]


def test_a_batch_in_which_nothing_is_made_does_not_end_the_group() -> None:
    family = group(resource("%index%"), 3, batch=Batch(1, 0))
    (one,) = family.classes
    without = replace(one, resource=replace(one.resource, when=Lit(False)), names=Names(((1, 2),)))
    made = plan(
        stack(
            resource(
                "g",
                type_name=GROUP,
                child=replace(family, classes=(without, replace(one, names=Names(((0, 1), (2, 3)))))),
            )
        )
    )

    events = {event.address: event.outcome for event in run(made, Simulator(), EMPTY).trace}

    assert [events[f"g[{index}]"] for index in range(3)] == ["ok", "skipped", "ok"]


def test_a_state_of_another_plan_is_refused() -> None:
    one, other = plan(stack(resource("a"))), plan(stack(resource("b")))
    done = run(one, Simulator(), EMPTY)

    for refused in (
        run(other, Simulator(), done.world, state=done.state),
        destroy(other, done.state, Simulator(), done.world),
    ):
        assert [found.code.id for found in refused.diagnostics] == ["HP1007"]
        assert (refused.world, refused.state, len(refused.trace)) == (done.world, done.state, 0)


def test_a_failed_run_goes_on_where_it_stopped_and_makes_nothing_twice() -> None:
    root = stack(resource("a"), resource("b", "a"), resource("c", "b"))
    made = plan(root)
    half = run(made, Simulator(half_at=frozenset({"b"})), EMPTY)
    assert [(one.address, one.status) for one in half.state.standing] == [
        ("@stack", "complete"),
        ("a", "complete"),
        ("b", "failed"),
    ]
    again = decode_state(encode_state(half.state)).value
    assert again == half.state

    done = run(made, Simulator(), half.world, state=again)
    assert [(event.address, event.action, event.outcome) for event in done.trace] == [
        ("a", "create", "kept"),
        ("b", "delete", "ok"),
        ("b", "create", "ok"),
        ("c", "create", "ok"),
    ]
    assert done.world.timeless() == run(made, Simulator(), EMPTY).world.timeless()


def test_a_delete_that_fails_leaves_the_rest_in_the_state() -> None:
    made = plan(stack(resource("a"), resource("b", "a"), resource("c", "b")))
    done = run(made, Simulator(), EMPTY)
    stuck = destroy(made, done.state, Simulator(stay_at=frozenset({"b"})), done.world)

    assert [one.address for one in stuck.state.standing] == ["@stack", "a", "b"]
    assert [found.code.id for found in stuck.diagnostics] == ["HP1001"]
    assert len(destroy(made, stuck.state, Simulator(), stuck.world).world) == 0
