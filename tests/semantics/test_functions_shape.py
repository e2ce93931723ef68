"""What is judged before anything is resolved, and what is left out."""

from __future__ import annotations

import pytest

from heatplan.diagnostics import codes_functions as codes
from heatplan.ir.expr import Call, Expr, ListExpr, Lit, MapExpr, Substitute
from heatplan.ir.settings import Settings
from heatplan.ir.value import Map
from heatplan.semantics.functions import (
    NOT_REPRODUCIBLE,
    FunctionEnv,
    FunctionError,
    certain_failure,
    code_of,
    hint_of,
    omitted_is_null,
    shape_faults,
    validate_faults,
)

PARAM: Expr = Call("get_param", "GetParam", Lit("p"))


def test_a_function_in_the_place_of_a_list_is_no_list() -> None:
    (fault,) = shape_faults("JoinMultiple", "list_join", PARAM)

    assert fault.error == "TypeError"
    assert not shape_faults("JoinMultiple", "list_join", ListExpr((Lit(","), PARAM)))
    assert not shape_faults("StrSplit", "str_split", PARAM)
    assert not shape_faults("MapMerge", "map_merge", PARAM)


def test_the_name_of_the_class_is_in_the_text() -> None:
    (fault,) = shape_faults("Select", "Fn::Select", PARAM)

    assert fault == FunctionError("TypeError", "cannot unpack non-iterable GetParam object")


def test_a_member_s_substitution_is_looked_through() -> None:
    value = ListExpr((Lit("%index%"), PARAM))

    assert not shape_faults("Filter", "filter", Substitute(value, "%index%"))
    assert shape_faults("Filter", "filter", Substitute(Lit("%index%"), "%index%"))


def test_the_two_dialects_have_arguments_of_their_own() -> None:
    hot = Lit(Map(template="a", params=Map()))
    cfn = Lit((Map(), "a"))

    assert not shape_faults("Replace", "str_replace", hot)
    assert shape_faults("Replace", "str_replace", cfn)
    assert not shape_faults("Replace", "Fn::Replace", cfn)
    assert shape_faults("Replace", "Fn::Replace", hot)
    assert not shape_faults("Not", "not", Lit(True))
    assert shape_faults("Not", "Fn::Not", Lit(True))


def test_bytes_and_sets_are_lists_when_heat_has_read_them() -> None:
    assert not shape_faults("Filter", "filter", Lit(b"ab"))
    assert not shape_faults("Filter", "filter", Lit(frozenset({1, 2})))


def test_validation_waits_for_functions() -> None:
    assert not validate_faults("MakeURL", "make_url", MapExpr((("port", PARAM), ("host", Lit("h")))))
    assert validate_faults("MakeURL", "make_url", MapExpr((("port", Lit(0)), ("host", PARAM))))
    assert not validate_faults("Yaql", "yaql", MapExpr((("expression", PARAM),)))
    (fault,) = validate_faults("Yaql", "yaql", MapExpr((("expression", Lit("$.(")), ("data", PARAM))))
    assert code_of(fault.error, fault.text) is codes.YAQL_SYNTAX


def test_a_removed_function_is_found_by_validation() -> None:
    (fault,) = validate_faults("Removed", "Fn::Join", Lit(()))

    assert fault.error == "InvalidTemplateVersion"
    assert not shape_faults("Removed", "Fn::Join", Lit(()))


def test_a_delimiter_that_is_a_function_never_splits() -> None:
    assert certain_failure("Split", "Fn::Split", ListExpr((PARAM, Lit("a")))) == FunctionError(
        "TypeError", "Delimiter for Fn::Split must be string"
    )
    assert certain_failure("Split", "Fn::Split", ListExpr((Lit(","), PARAM))) is None
    assert certain_failure("Join", "Fn::Join", ListExpr((PARAM, Lit(())))) is None


@pytest.mark.parametrize(
    ("impl", "name", "part", "expected"),
    [
        ("JoinMultiple", "list_join", 0, True),
        ("JoinMultiple", "list_join", 1, False),
        ("Equals", "equals", 1, True),
        ("ReplaceJson", "str_replace", "params", True),
        ("ReplaceJson", "str_replace", "more", False),
        ("Replace", "Fn::Replace", 0, True),
        ("MakeURL", "make_url", "host", False),
        ("Yaql", "yaql", "data", True),
        ("MapMerge", "map_merge", 0, False),
    ],
)
def test_what_is_left_out_is_null_or_gone(impl: str, name: str, part: str | int, expected: bool) -> None:
    assert omitted_is_null(impl, name, part) is expected


def test_limits_come_from_the_settings() -> None:
    env = FunctionEnv.of(Settings(yaql_limit_iterators=5, yaql_memory_quota=77, max_sequence=9))

    assert (env.yaql_limit_iterators, env.yaql_memory_quota, env.max_items) == (5, 77, 9)


def test_own_errors_and_limits_have_codes_and_advice() -> None:
    assert code_of(NOT_REPRODUCIBLE, "now() has another value each time") is codes.NOT_REPRODUCIBLE
    assert code_of("MemoryQuotaExceededException", "Expression consumed too much memory") is codes.YAQL_LIMIT
    assert code_of("TypeError", "anything") is None
    assert "quotes" in hint_of("Items to join must be string, map or list not 1")
    assert hint_of("anything") == ""


def test_errors_are_equal_by_their_facts() -> None:
    assert FunctionError("TypeError", "a") == FunctionError("TypeError", "a")
    assert FunctionError("TypeError", "a") != FunctionError("ValueError", "a")
    assert len({FunctionError("TypeError", "a"), FunctionError("TypeError", "a")}) == 1
    assert str(FunctionError("TypeError", "a")) == "TypeError: a"
