"""The engine: the same question has the same proof, and what breaks is found, made small and reproduced."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import find

from heatplan.diagnostics.codes_laws import LAW_BROKEN
from heatplan.diagnostics.diagnostic import Diagnostic, Severity, finding
from heatplan.ir.source import Request
from heatplan.ir.value import freeze
from heatplan.testing.inputs import inputs_of
from heatplan.testing.laws import Case, Law, Terms
from heatplan.testing.laws.exposure import NO_SECRET_IN_OUTPUTS
from heatplan.testing.proving.proof import LawProof, Proof, Question
from heatplan.testing.proving.prove import NothingDrawnError, prove
from tests.conftest import ROOT
from tests.sources import sources_of
from tests.testing.proving.questions import HEAD, LEAKING, LOOSE, question

SIZED = (
    HEAD
    + """\
parameters:
  count: {type: number, default: 2, constraints: [{range: {min: 0, max: 200}}]}
  name: {type: string, default: web}
  color: {type: string, constraints: [{allowed_values: [red, green, blue]}]}
resources:
  group:
    type: OS::Heat::ResourceGroup
    properties:
      count: {get_param: count}
      resource_def: {type: OS::Heat::Value, properties: {value: {get_param: color}}}
"""
)


def ask_many(case: Case, _terms: Terms) -> Iterator[Diagnostic]:
    given = case.plan.header.parameters
    if given["count"] >= 11 and given["color"] != "red":
        yield finding(LAW_BROKEN, address="group[10]", sentence="There are few of them.", said="There are many.")


def ask_nothing(_case: Case, _terms: Terms) -> tuple[Diagnostic, ...]:
    raise KeyError("a value")


FEW = Law("few", "There are few of them.", ask_many)
RAISING = Law("raising", "This law is wrong itself.", ask_nothing)
NEVER = Law("never", "Nothing is asked.", ask_many, lambda *_: False)


def proof_of(proof: Proof, name: str) -> LawProof:
    (found,) = [one for one in proof.laws if one.name == name]
    return found


def test_a_planted_defect_is_made_as_small_as_it_gets() -> None:
    proof = prove(question(SIZED, laws=(FEW,)))

    (example,) = proof_of(proof, "few").counterexamples
    assert dict(example.inputs.given()) == {"count": 11, "color": "green"}
    assert example.inputs.environment() == "parameters:\n  color: green\n  count: 11\n"
    assert proof.is_failure()


def test_the_counterexample_breaks_the_law_as_a_file() -> None:
    asked = question(SIZED, laws=(FEW,))
    (example,) = proof_of(prove(asked), "few").counterexamples

    again = prove(question(SIZED, example.inputs.environment(), laws=(FEW,)))

    assert proof_of(again, "few").diagnostics == example.diagnostics
    assert again.fixed == ("count", "color")
    assert again.drawn == ("name",)


def test_a_secret_in_an_output_is_found_with_nothing_but_the_secret() -> None:
    proof = prove(question(LEAKING, laws=(NO_SECRET_IN_OUTPUTS,)))

    (example,) = proof_of(proof, "no_secret_reaches_an_output").counterexamples
    assert example.inputs.environment() == "parameters:\n  password: secret-of-password\n"
    assert [one.span.source for one in example.diagnostics] == ["template.yaml"]


def test_a_parameter_that_says_too_little_is_named_with_what_it_should_say() -> None:
    proof = prove(question(LOOSE))

    loose = proof_of(proof, "constraints_say_it_all")
    assert [(one.facts[0], one.severity, one.address) for one in loose.diagnostics] == [
        (("name", "cidr"), "warning", "parameters.cidr")
    ]
    assert "{custom_constraint: net_cidr}" in loose.diagnostics[0].hint
    assert dict(loose.counterexamples[0].inputs.given()) == {"cidr": "a"}
    assert proof_of(proof, "what_is_allowed_compiles").verdict == "held"
    assert not proof.is_failure()
    assert proof.is_failure(strict=True)


def test_what_is_wrong_anyway_is_no_matter_of_a_parameter() -> None:
    nested = {"inner.yaml": HEAD + "parameters: {needed: {type: string}}\n"}
    text = HEAD + (
        "parameters:\n  name: {type: string, default: a}\n  count: {type: number, default: 1}\n"
        "resources:\n  group:\n    type: OS::Heat::ResourceGroup\n"
        "    properties: {count: 1, resource_def: {type: middle.yaml}}\n"
    )
    middle = HEAD + "resources:\n  inner: {type: inner.yaml}\n"
    asked = Question(sources_of({"template.yaml": text, "middle.yaml": middle, **nested}))

    proof = prove(asked)

    assert proof.cases
    assert proof_of(proof, "what_is_allowed_compiles").verdict == "broken"
    assert proof_of(proof, "constraints_say_it_all").verdict == "held"


def test_the_shape_of_json_which_no_constraint_can_say_is_a_warning() -> None:
    text = HEAD + (
        "parameters: {words: {type: json}}\n"
        "resources: {value: {type: OS::Heat::Value, properties: {value: {list_join: [',', {get_param: [words, a]}]}}}}\n"
    )

    proof = prove(question(text))

    found = proof_of(proof, "what_is_allowed_compiles").diagnostics
    assert found
    assert {one.severity for one in found} == {"warning"}
    assert not proof.is_failure()


def test_json_looks_like_its_default() -> None:
    text = HEAD + "parameters: {pools: {type: json, default: [{start: 10.0.0.5}]}}\n"
    strategy = inputs_of(text)

    found = find(strategy, lambda one: "pools" in one.given(), random=Random(1))

    assert found.environment() == 'parameters:\n  pools:\n    - {start: "10.0.0.5"}\n'


def test_a_law_that_has_nothing_to_say_is_told_apart_from_one_that_holds() -> None:
    proof = prove(question(SIZED, laws=(NEVER, FEW), examples=1))

    assert [one.verdict for one in proof.laws[:2]] == ["not applicable", "held"]


def test_a_law_that_raises_is_a_finding_without_the_exceptions_text() -> None:
    proof = prove(question(SIZED, laws=(RAISING, FEW)))

    (found,) = proof_of(proof, "raising").diagnostics
    assert found.code.id == "HP1441"
    assert "a value" not in found.message
    assert proof_of(proof, "few").verdict == "broken"


def test_what_is_fixed_is_not_drawn_but_when_it_is_free() -> None:
    asked = question(SIZED, "parameters: {color: red}\n", laws=(FEW,))

    assert prove(asked).drawn == ("count", "name")
    assert proof_of(prove(asked), "few").verdict == "held"
    assert proof_of(prove(replace(asked, free=("color",))), "few").verdict == "broken"


def test_parameters_of_the_request_are_fixed_too() -> None:
    asked = replace(question(SIZED, laws=(FEW,)), request=Request(parameters=freeze({"color": "red"})))

    assert prove(asked).fixed == ("color",)
    assert prove(replace(asked, free=("color",))).drawn == ("count", "name", "color")


def test_work_that_is_stopped_gives_what_was_found_until_then() -> None:
    times = iter([False] * 20 + [True] * 1000)

    proof = prove(question(SIZED, laws=(FEW,)), stop=lambda: next(times))

    assert proof.stopped
    assert proof_of(proof, "few").tried == 20


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []

    prove(question(SIZED, laws=(FEW,)), tell=lambda *what: told.append(what))

    assert {stage for stage, _, _ in told} == {"asking", "loosening", "making small"}
    assert all(done <= total for _, done, total in told)


PROGRAM = """
from heatplan.testing.proving.prove import prove
from tests.testing.proving.questions import LOOSE, LEAKING, question
for text in (LOOSE, LEAKING):
    proof = prove(question(text, seed=7))
    print([(one.name, one.tried, one.broke) for one in proof.laws])
    print([(example.inputs.environment(), example.diagnostics) for one in proof.laws for example in one.counterexamples])
"""


def test_the_same_seed_gives_the_same_proof_under_each_hash_seed() -> None:
    said = set()
    for number in ("0", "1", "77"):
        around = {**os.environ, "PYTHONPATH": f"{ROOT / 'compiler'}:{ROOT}", "PYTHONHASHSEED": number}
        done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, env=around, check=True, cwd=ROOT)
        said.add(done.stdout)

    assert len(said) == 1
    assert b"net_cidr" in said.pop()


@pytest.mark.parametrize("seed", range(5))
def test_other_seeds_find_the_same_defect(seed: int) -> None:
    (example,) = proof_of(prove(question(SIZED, laws=(FEW,), seed=seed)), "few").counterexamples

    assert example.inputs.given()["count"] == 11


def test_a_text_that_is_no_template_is_refused() -> None:
    with pytest.raises(ValueError, match="is no template"):
        prove(question("- a list\n"))


def ask_mixed(_case: Case, _terms: Terms) -> Iterator[Diagnostic]:
    for number in range(5):
        level: Severity = "error" if number == 4 else "warning"
        yield finding(LAW_BROKEN, address=f"place_{number}", level=level, sentence="All is well.", said="It is not.")


def test_an_error_behind_many_warnings_is_made_small_first() -> None:
    proof = prove(question(SIZED, laws=(Law("mixed", "All is well.", ask_mixed),), examples=3, loose=False))

    (law,) = proof.laws
    assert [one.severity for one in law.diagnostics] == ["error", "warning", "warning"]
    assert law.more == 2
    assert proof.is_failure()


def test_each_law_that_breaks_has_a_counterexample() -> None:
    laws = tuple(Law(f"mixed_{number}", "All is well.", ask_mixed) for number in range(7))

    proof = prove(question(SIZED, laws=laws, examples=3, counterexamples=4, loose=False))

    assert [len(law.counterexamples) for law in proof.laws] == [1] * 7
    assert proof.is_failure()


ODD = {
    "a digit that is no number": "{type: string, constraints: [{allowed_values: ['²', '³']}]}",
    "two signs": "{type: string, constraints: [{allowed_values: ['--5']}]}",
    "a bound beyond all floats": f"{{type: number, constraints: [{{range: {{min: 0, max: 1{'0' * 400}}}}}]}}",
}


@pytest.mark.parametrize("schema", ODD.values(), ids=ODD.keys())
def test_odd_values_are_drawn_and_made_small(schema: str) -> None:
    group = "{type: OS::Heat::ResourceGroup, properties: {count: {get_param: size}, resource_def: {type: OS::Heat::Value, properties: {value: a}}}}"
    text = HEAD + f"parameters: {{size: {schema}}}\nresources: {{group: {group}}}\n"

    assert prove(question(text, examples=5)).laws


IMPOSSIBLE = {
    "pattern and length": "{type: string, constraints: [{allowed_pattern: '[a-z]{3}'}, {length: {min: 5}}]}",
    "beyond all memory": f"{{type: string, constraints: [{{length: {{min: 1{'0' * 30}}}}}]}}",
}


@pytest.mark.parametrize("schema", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_where_nothing_can_be_drawn_the_parameter_is_named(schema: str) -> None:
    text = HEAD + f"parameters:\n  other: {{type: string}}\n  word: {schema}\n"

    with pytest.raises(
        NothingDrawnError, match="No value was found that the constraints of the parameter word"
    ) as told:
        prove(question(text, examples=5))

    (one,) = told.value.diagnostics
    assert (one.code.id, one.address, one.span.source) == ("HP1442", "parameters.word", "template.yaml")


def test_a_template_without_parameters_is_asked_once() -> None:
    text = HEAD + "resources: {volume: {type: OS::Cinder::Volume, properties: {size: 1}}}\n"

    proof = prove(question(text))

    assert (proof.cases, proof.refused, proof.drawn) == (1, 0, ())
