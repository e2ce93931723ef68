"""yaql here: nothing that is not the same each time, and nothing that does not end."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from heatplan.ir.value import Map, Value
from heatplan.semantics.functions import LIMIT_EXCEEDED, NOT_REPRODUCIBLE, FunctionEnv, FunctionError, apply
from heatplan.semantics.functions.pattern import matching_cost
from tests.conftest import ROOT
from tests.counting import steps_of

ENV = FunctionEnv()
SHORT = FunctionEnv(yaql_steps=2_000)


def run(expression: str, data: Value = None, env: FunctionEnv = ENV) -> Value:
    return apply("Yaql", "yaql", Map(expression=expression, data=data), env)


def error(expression: str, data: Value = None, env: FunctionEnv = ENV) -> str:
    with pytest.raises(FunctionError) as caught:
        run(expression, data, env)
    return caught.value.error


@pytest.mark.parametrize(
    "expression",
    [
        "now()",
        "now().year",
        "random()",
        "random(1, 5)",
        "localtz()",
        "datetime('10:30').hour",
        "datetime('Monday').day",
        "datetime('01/02/03').day",
        "datetime('2015-01-01 10:00 CEST').hour",
        "datetime('2015 CEST', '%Y %Z').year",
        "datetime(2015, 1, 1).format('%s')",
        "call(now, [], {})",
        "[1].groupBy($, $, now())",
        "str([1, 2].select($))",
        "[[1, 2].select($)].select(str($)).first()",
    ],
)
def test_clock_chance_and_machine_are_refused(expression: str) -> None:
    assert error(expression) == NOT_REPRODUCIBLE


def test_a_text_of_an_address_is_no_address() -> None:
    assert run("str($.data)", "<x at 0x7f00>") == "<x at 0x7f00>"
    assert run("str([1, 2].select($).toList())") == "(1, 2)"


ROUNDS = 40
DOUBLED = "let(x => [1, 1])" + " -> let(x => [$x, $x])" * ROUNDS

ENDLESS = [
    ("'a' * 1000000000", "MemoryQuotaExceededException"),
    ("pow(10, 1000000000)", "MemoryQuotaExceededException"),
    ("shiftBitsLeft(1, 1000000000000)", "MemoryQuotaExceededException"),
    ("range(1000000000000).len()", LIMIT_EXCEEDED),
    ("1.repeat().len()", LIMIT_EXCEEDED),
    ("sequence().where(false).first()", "CollectionTooLargeException"),
    ("generateMany(1, sequence())", "MemoryQuotaExceededException"),
    ("range(200).select(range(200).select(range(200).select(1)))", LIMIT_EXCEEDED),
    ("range(200).select(range(200).join(range(200), false, 1))", LIMIT_EXCEEDED),
    ("range(200).select(range(200).where(range(200).where(false).any()))", LIMIT_EXCEEDED),
    (f"{DOUBLED} -> $x", LIMIT_EXCEEDED),
    (f"{DOUBLED} -> str($x)", LIMIT_EXCEEDED),
    (f"{DOUBLED} -> set($x)", LIMIT_EXCEEDED),
    ("[1]" + ".select([$, $])" * 60, LIMIT_EXCEEDED),
    ("def(f, f($)) -> f(1)", "RecursionError"),
    ("(" * 9000 + "-1" + ")" * 9000 + " + 1" * 3000, "RecursionError"),
    ("1" * 6000, LIMIT_EXCEEDED),
    ("'" + "a" * 70_000 + "'", LIMIT_EXCEEDED),
    ("('a' * 9000).replace(a, 'b' * 9000)", "MemoryQuotaExceededException"),
    ("('a' * 900).replace({a => 'b' * 900, b => 'c' * 900, c => 'd' * 900})", "MemoryQuotaExceededException"),
    ("('a' * 9000).replace(regex(a), 'b' * 9000)", LIMIT_EXCEEDED),
    ("regex(a).replaceBy('a' * 9000, 'b' * 9000)", "MemoryQuotaExceededException"),
    ("('a' * 40) =~ '(a+)+b'", LIMIT_EXCEEDED),
    ("('a' * 40).matches('(a|a)*b')", LIMIT_EXCEEDED),
    ("regex('(a*)*b').search('a' * 40)", LIMIT_EXCEEDED),
    ("regex('(a?){40}a{40}').split('a' * 40)", LIMIT_EXCEEDED),
    ("('a' * 9000) !~ 'a*a*a*b'", LIMIT_EXCEEDED),
    ("pow(3, shiftBitsLeft(1, 60000), shiftBitsLeft(1, 60000) + 1)", LIMIT_EXCEEDED),
]


@pytest.mark.parametrize(("expression", "expected"), ENDLESS, ids=[text[:50] for text, _ in ENDLESS])
def test_everything_ends(expression: str, expected: str) -> None:
    found: list[str | None] = []
    steps_of(lambda: found.append(error(expression, env=SHORT)), most=5_000_000)

    assert found == [expected]


def test_the_same_limit_each_time() -> None:
    found = [error("range(200).select(range(200).select($ + 1))", env=SHORT) for _ in range(3)]

    assert found == [LIMIT_EXCEEDED] * 3


def test_round_of_far_too_many_digits_is_nought() -> None:
    assert run("round(5, -1000000000)") == 0


def test_sets_are_sets_and_have_an_order() -> None:
    assert run("set(b, a)") == frozenset({"a", "b"})
    assert run("set(b, a, c, aa).toList()") == ("a", "aa", "b", "c")
    assert run("str(set(b, a))") == "frozenset({'a', 'b'})"
    assert run("$.data.toList()", frozenset({"z", "y"})) == ("y", "z")


def test_order_does_not_depend_on_the_process() -> None:
    code = (
        "from heatplan.semantics.functions import *\n"
        "from heatplan.ir.value import Map\n"
        "texts = ['[set(q, w, e).toList(), str(set(q, w, e)), characters(digits => true)]', '$.data.toList()']\n"
        "data = frozenset({'one', 'two', 'three'})\n"
        "print([apply('Yaql', 'yaql', Map(expression=text, data=data), FunctionEnv()) for text in texts])\n"
        "try:\n"
        "    apply('Digest', 'digest', ('nope', 'a'), FunctionEnv())\n"
        "except FunctionError as error:\n"
        "    print(error)\n"
    )
    command = [sys.executable, "-c", code]
    found = {
        subprocess.run(
            command,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "compiler")},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "7")
    }

    assert len(found) == 1
    assert "'q'" in found.pop()


def test_yaql_is_imported_when_it_is_needed() -> None:
    code = "import sys, heatplan.semantics.functions; sys.exit('yaql' in sys.modules)"

    subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT / "compiler")}, check=True)


def test_what_is_no_value_of_a_template_is_an_error() -> None:
    for expression in ("regex(a)", "datetime(2015, 1, 1)", "[timespan(days => 1)]", "let(1)"):
        assert error(expression) == "TypeError"


def test_texts_have_no_places_in_memory() -> None:
    with pytest.raises(FunctionError) as caught:
        run("range(3).nope()")

    assert "object" in caught.value.text
    assert "0x" not in caught.value.text


@pytest.mark.parametrize(
    "pattern",
    [
        r"^([^:]+):(.+)$",
        r"^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$",
        r"^(\d{1,3}\.){3}\d{1,3}$",
        r"^[^@\s]+@[^@\s]+\.[a-z]+$",
        r"^(\w+)-(\d+)$",
        r"(\d+,)*\d+",
        r"^(foo|bar|baz)*$",
        r"([a-z]+ )*end",
        r".*foo.*",
        r"(?i)^https?://[^/]+/.*$",
        r"(\s*\w+\s*=\s*\w+;)+",
    ],
)
def test_ordinary_patterns_may_be_matched(pattern: str) -> None:
    assert matching_cost(pattern, 0, 150) < 200_000_000


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a|a)*b",
        "(a|aa)+$",
        "(a*)*",
        "(.*)*x",
        "([a-z]+)*1",
        r"(\w+\s?)*$",
        "(?i)(ab|AB)*c",
        r"([^\W]|ж)*!",
        "(a+){30}",
        "((a)|a)*",
    ],
)
def test_patterns_with_exponentially_many_ways_are_found(pattern: str) -> None:
    assert matching_cost(pattern, re.MULTILINE, 60) > 200_000_000
