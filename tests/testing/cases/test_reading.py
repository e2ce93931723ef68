"""Case files: what each key becomes, and what is said of a file that is none."""

from __future__ import annotations

import pytest

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.lines import lines_of
from heatplan.ir.source import Source
from heatplan.testing.cases.reading import read_cases
from heatplan.testing.cases.spec import CaseSpec
from heatplan.testing.laws import Terms


def cases(text: str, name: str = "tests/web.case.yaml") -> tuple[CaseSpec, ...]:
    result = read_cases(Source(name, text))
    assert result.value is not None, [item.message for item in result.diagnostics]
    return result.value


def faults(text: str) -> list[str]:
    """``LINE:COLUMN CODE message hint`` of each finding."""
    return [said(item, text) for item in read_cases(Source("web.case.yaml", text)).diagnostics]


def said(item: Diagnostic, text: str) -> str:
    at = lines_of(text).position(item.span.start)
    return " ".join(filter(None, [f"{at.line}:{at.column} {item.code.id}", item.message, item.hint]))


def test_a_template_is_enough() -> None:
    (case,) = cases("template: web.yaml")

    assert (case.name, case.title) == ("", "tests/web.case.yaml")
    assert (case.inputs.template, case.inputs.stack_name) == ("web.yaml", "stack")
    assert case.expected.golden == "web.plan.txt"
    assert case.expected.findings is None


def test_options_are_as_on_the_command_line() -> None:
    (case,) = cases(
        "template: web.yaml\nenvironments: [a.yaml, b.yaml]\nparameters: {n: 1, l: [a], m: {k: true}}\nstack_name: s\n"
        "tags: one\nproject_id: p\nmerge: client\npolicy: minimal\nheat_release: yoga\ntypes: types/\n"
        "heat_conf: heat.conf\noperator_environments: [o.yaml]\n"
    )
    asked = case.inputs

    assert (asked.environments, asked.tags, asked.types) == (("a.yaml", "b.yaml"), ("one",), ("types/",))
    assert asked.parameters == {"n": 1, "l": ("a",), "m": {"k": True}}
    assert (asked.stack_name, asked.project_id, asked.merge, asked.policy) == ("s", "p", "client", "minimal")
    assert (asked.heat_release, asked.heat_conf, asked.operator_environments) == (18, "heat.conf", ("o.yaml",))


def test_several_cases_share_what_stands_beside_them() -> None:
    first, second = cases(
        "template: web.yaml\nparameters: {a: 1, b: 1}\nexpect: {plan: false, allow: [HP0411]}\ncases:\n"
        "- {name: One Case!, parameters: {b: 2}, expect: {plan: true}}\n- {name: two, template: other.yaml}\n",
        "web.cases.yml",
    )

    assert (first.inputs.parameters, second.inputs.parameters) == ({"a": 1, "b": 2}, {"a": 1, "b": 1})
    assert (first.inputs.template, second.inputs.template) == ("web.yaml", "other.yaml")
    assert (first.expected.golden, second.expected.golden) == ("web.one-case.plan.txt", None)
    assert first.expected.allow == second.expected.allow == ("HP0411",)
    assert second.title == "web.cases.yml: two"


def test_codes_are_ids_or_names() -> None:
    (case,) = cases(
        "template: w.yaml\nexpect: {findings: [HP0411, {code: default-constraint, at: 'w.yaml:3', says: big}], allow: HP0550}"
    )
    assert case.expected.findings is not None

    assert [(one.code, one.at, one.says) for one in case.expected.findings] == [
        ("HP0411", "", ""),
        ("HP0411", "w.yaml:3", "big"),
    ]
    assert case.expected.allow == ("HP0550",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("template: a\nparamters: {}", "2:1 HP1460 A case has no key paramters. Did you mean parameters?"),
        ("template: a\nstack-name: s", "2:1 HP1460 A case has no key stack-name. Did you mean stack_name?"),
        ("template: a\nexpect: {count: {}}", "2:10 HP1460 What a case expects has no key count. Did you mean counts?"),
        (
            "template: a\nexpect: {resources: {x: {typ: y}}}",
            "2:26 HP1460 An expected resource has no key typ. Did you mean type?",
        ),
        (
            "template: a\ncounts: {}",
            (
                "2:1 HP1460 A case has no key counts. It has name, template, environments, parameters, stack_name, tags,"
                " project_id, merge, policy, heat_release, heat_conf, types, operator_environments, expect, cases."
            ),
        ),
        (
            "template: a\nexpect: {counts: {X: many}}",
            "2:22 HP1461 The count of X has to be a number from 0 on, not a text.",
        ),
        (
            "template: a\nexpect: {counts: {X: true}}",
            "2:22 HP1461 The count of X has to be a number from 0 on, not a boolean.",
        ),
        ("template: [a]", "1:11 HP1461 The key template has to be a text, not a list."),
        ("template: a\nparameters: [b]", "2:13 HP1461 The key parameters has to be a mapping, not a list."),
        (
            "template: a\npolicy: least",
            "2:9 HP1461 The key policy has to be one of heat, minimal, not least.",
        ),
        (
            "template: a\nheat_release: yogi",
            "2:15 HP1461 The key heat_release has to be a release of Heat, 11 to 27, by number or name, not a text.",
        ),
        (
            "template: a\nexpect: {resources: {x: gone}}",
            "2:25 HP1461 The resource x has to be a mapping, or the word absent, not a text.",
        ),
        ("template: a\nexpect: {fails: 3}", "2:17 HP1461 The key fails has to be true or false, not a number."),
        (
            "template: a\nexpect: {terms: {within: soon}}",
            "2:26 HP1461 The key within has to be a time such as 90s, 30m or 2h, not a text.",
        ),
        (
            "template: a\nexpect: {terms: {calls: 1.5}}",
            "2:25 HP1461 The key calls has to be a whole number from 0 on, not a number.",
        ),
        (
            "template: a\nexpect: {terms: {timeout: 60}}",
            "2:27 HP1461 The key timeout has to be a time such as 90s, 30m or 2h, not a number.",
        ),
        ("parameters: {}", "1:1 HP1462 A case needs the key template."),
        ("template: a\ncases: [{}]", "2:9 HP1462 A case in a list needs the key name."),
        ("template: a\nexpect: {findings: [{at: x}]}", "2:21 HP1462 An expected finding needs the key code."),
        (
            "template: a\ncases: [{name: a b}, {name: A-b}]",
            "2:29 HP1463 Two cases of this file are called A-b, or would be.",
        ),
        ("template: a\nexpect: {allow: [HP9999]}", "2:18 HP1464 There is no finding HP9999."),
        (
            "template: a\nexpect: {allow: [default-constrain]}",
            "2:18 HP1464 There is no finding default-constrain. Did you mean default-constraint?",
        ),
        (
            "template: a\nexpect: {plan: web.yaml}",
            (
                "2:16 HP1465 The plan of a case can not be kept in web.yaml: its name has to end with .plan.txt,"
                " so that nothing else is written over."
            ),
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(text: str, expected: str) -> None:
    assert faults(text) == [expected]


def test_a_law_that_there_is_not_is_told() -> None:
    (found,) = faults("template: a\nexpect: {laws: [determinstic]}")

    assert found.startswith("2:17 HP1461 A law has to be one of all, ")
    assert found.endswith("Did you mean deterministic?")


def test_terms_are_what_laws_are_asked_with() -> None:
    (case,) = cases("template: a\nexpect: {terms: {resources: 9, calls: 30, within: 600.5, stays: 'a.@auth.user'}}")

    assert case.expected.terms == Terms(9, 30, 600.5, ("a.@auth.user",))
    assert case.expected.of_plan


def test_times_are_named_and_limits_written() -> None:
    (case,) = cases("template: a\nexpect: {terms: {times: steps.yaml, timeout: 30m, token_life: 2h}}")

    assert case.expected.times == "steps.yaml"
    assert (case.expected.terms.stack_timeout, case.expected.terms.token_life) == (1800, 7200)


@pytest.mark.parametrize(("text", "seconds"), [("90", 90), ("1.5", 1.5), ("90s", 90), ("30m", 1800), ("2h", 7200)])
def test_a_time_is_written_as_for_prove(text: str, seconds: float) -> None:
    (case,) = cases(f"template: a\nexpect: {{terms: {{within: {text}}}}}")

    assert case.expected.terms.within == seconds


def test_all_faults_are_found_at_once() -> None:
    assert len(faults("templat: a\nexpect: {plans: x, counts: {X: -1}}")) == 4


def test_what_is_no_yaml_is_a_finding() -> None:
    assert [one.split()[1] for one in faults("template: [")] == ["HP0104"]
    assert [one.split()[1] for one in faults("- a")] == ["HP0114"]


def test_a_key_that_stands_twice_is_a_warning() -> None:
    result = read_cases(Source("w.case.yaml", "template: a\ntemplate: b\n"))

    assert result.value is not None
    assert [item.code.name for item in result.diagnostics] == ["duplicate-key"]
