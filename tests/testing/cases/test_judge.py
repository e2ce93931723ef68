"""What came of a template against what its case expects."""

from __future__ import annotations

import pytest

from heatplan.diagnostics.diagnostic import Code, Diagnostic, finding
from heatplan.diagnostics.order import sentence
from heatplan.ir.source import Request, Source
from heatplan.ir.value import Map, Value
from heatplan.pipeline import compile as compile_plan
from heatplan.testing.cases.golden import golden_text
from heatplan.testing.cases.judge import Came, Verdict, judge
from heatplan.testing.cases.reading import read_cases
from heatplan.testing.laws import Case, Law
from tests.sources import sources_of

WEB = """\
heat_template_version: 2018-08-31
parameters:
  count: {type: number, default: 2, constraints: [{range: {max: 9}}]}
  password: {type: string, hidden: true, default: hunter2}
conditions:
  many: {not: {equals: [{get_param: count}, 1]}}
resources:
  servers:
    type: OS::Heat::ResourceGroup
    properties:
      count: {get_param: count}
      resource_def: {type: server.yaml, properties: {name: "web-%index%"}}
  spare: {type: OS::Cinder::Volume, condition: many, properties: {size: 5, metadata: {a: x, b: y}}}
  secret: {type: OS::Heat::Value, properties: {value: {get_param: password}}}
outputs:
  names: {value: {get_attr: [servers, name]}}
  secret: {value: {get_attr: [secret, value]}}
"""
SERVER = """\
heat_template_version: 2018-08-31
parameters: {name: {type: string}}
resources:
  volume: {type: OS::Cinder::Volume, properties: {size: 1}}
  server: {type: OS::Nova::Server, properties: {name: {get_param: name}, flavor: m1.small, image: i, networks: [{network: n}]}}
  attachment:
    type: OS::Cinder::VolumeAttachment
    properties: {instance_uuid: {get_resource: server}, volume_id: {get_resource: volume}}
outputs: {name: {value: {get_attr: [server, name]}}}
"""
SOURCES = sources_of({"web.yaml": WEB, "server.yaml": SERVER}, "web.yaml")
OUTPUT = "expect: {plan: false, allow: [HP0750, HP1404], "


def verdict(text: str, golden: str | None = None, **parameters: Value) -> Verdict:
    (spec,) = read_cases(Source("web.case.yaml", f"template: web.yaml\n{text}")).value or ()
    request = Request(parameters=Map(parameters))
    plan = compile_plan(SOURCES, request)
    case = None if plan.value is None else Case.of(SOURCES, request)
    texts = {name: item.text for name, item in SOURCES.files.items()}
    return judge(spec, Came(case, plan.diagnostics, texts, golden))


def said(items: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{item.code.id} {sentence(item)}{f' {item.hint}' if item.hint else ''}" for item in items]


@pytest.mark.parametrize(
    "text",
    [
        "counts: {OS::Nova::Server: 2, OS::Cinder::Volume: 3, server.yaml: 2, OS::Nova::Flavor: 0}}",
        "resources: {spare: {type: OS::Cinder::Volume, properties: {size: 5, metadata: {b: y}}}}}",
        "resources: {'servers[1].server': {properties: {name: web-1, networks: [{network: n}]}}}}",
        "resources: {'servers[1].server': {properties: {name: {get_param: name}}}}}",
        "resources: {'servers[1].attachment': {properties: {volume_id: {get_resource: volume}}, needs: [volume, server]}}}",
        "resources: {'servers[1].attachment': {needs: 'servers[1].volume'}}}",
        "resources: {'servers[1]': {properties: {name: web-1}}, 'servers[2]': absent, server: absent}}",
        "outputs: {names: [web-0, web-1], secret: hunter2}}",
        "mints: [trust, project]}",
        "laws: all}",
        "laws: [deterministic]}",
        "findings: [secret-in-output]}",
        "findings: [{code: HP0750, at: outputs.secret, says: everyone}]}",
        "findings: [{code: HP0750, at: 'templates/web.yaml:17'}]}",
        "findings: [{code: HP0750, at: 'web.yaml:17:3'}]}",
        "findings: [{code: HP0750, at: outputs}]}",
    ],
)
def test_what_is_so_is_no_difference(text: str) -> None:
    assert said(verdict(OUTPUT + text).findings) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "counts: {OS::Nova::Server: 3}}",
            "HP1474 The number of OS::Nova::Server is 2, and the case expects 3.",
        ),
        (
            "counts: {OS::Nova::Serve: 2}}",
            "HP1474 The number of OS::Nova::Serve is 0, and the case expects 2. Did you mean OS::Nova::Server?",
        ),
        (
            "resources: {spare: {type: OS::Nova::Server}}}",
            "HP1474 The type of spare is OS::Cinder::Volume, and the case expects OS::Nova::Server.",
        ),
        (
            "resources: {spare: {properties: {size: '5'}}}}",
            'HP1474 The property size of spare is 5, and the case expects "5".',
        ),
        (
            "resources: {spare: {properties: {metadata: {c: z}}}}}",
            'HP1474 The property metadata of spare is {a: x, b: "y"}, and the case expects {c: z}.',
        ),
        (
            "resources: {'servers[1].server': {properties: {name: web-2}}}}",
            "HP1474 The property name of servers[1].server is web-1, and the case expects web-2.",
        ),
        (
            "resources: {spare: {properties: {siz: 5}}}}",
            "HP1472 The plan has no property siz of spare. Did you mean size?",
        ),
        ("resources: {spar: {}}}", "HP1472 The plan has no resource spar. Did you mean spare?"),
        ("resources: {spare: absent}}", "HP1473 The plan has the resource spare, which should not be there."),
        (
            "resources: {spare: {needs: servers}}}",
            "HP1472 The plan has no edge from servers to spare. It comes after @auth.trust, @auth.project.",
        ),
        ("outputs: {nams: []}}", "HP1472 The plan has no output nams. Did you mean names?"),
        ("outputs: {names: []}}", "HP1474 The output names is [web-0, web-1], and the case expects []."),
        ("outputs: {secret: hunter3}}", 'HP1474 The output secret is "******", and the case expects hunter3.'),
        (
            "mints: []}",
            "HP1474 The list of what is minted is project, trust, and the case expects [].",
        ),
        (
            "mints: [trust, project, user]}",
            "HP1474 The list of what is minted is project, trust, and the case expects [trust, project, user].",
        ),
        ("fails: true}", "HP1468 The template should fail, and nothing is wrong with it."),
        (
            "findings: [{code: HP0750, at: outputs.names}]}",
            (
                "HP1467 The case expects HP0750 at outputs.names, which is not found. It is found at web.yaml:17: The"
                " output secret shows the hidden parameter password to everyone who may show the stack."
            ),
        ),
        ("findings: [HP0411, HP0750]}", "HP1467 The case expects HP0411, which is not found."),
    ],
)
def test_what_is_not_so_is_told(text: str, expected: str) -> None:
    assert said(verdict(OUTPUT + text).findings) == [expected]


def test_a_finding_that_is_not_expected_is_shown_with_it() -> None:
    told = said(verdict("expect: {plan: false}").findings)

    assert told[0].startswith("HP1466 The case does not expect HP0750 secret-in-output.")
    assert [one[:6] for one in told] == ["HP1466", "HP0750"]


def test_a_template_that_should_fail_does() -> None:
    assert verdict("expect: {fails: true}", count=10).passed
    assert verdict("expect: {findings: [HP0750, {code: parameter-range, says: at most 9}]}", count=10).passed


def test_without_a_plan_nothing_of_it_can_be_so() -> None:
    told = said(
        verdict("expect: {findings: [HP0750, parameter-range], counts: {OS::Nova::Server: 1}}", count=10).findings
    )

    assert told == ["HP1469 There is no plan that could have what the case expects."]


def test_the_golden_plan_is_compared() -> None:
    plan = golden_text(Case.of(SOURCES).plan)

    assert verdict("expect: {allow: [HP0750]}", plan).passed
    assert verdict("expect: {allow: [HP0750]}", plan.replace("\n", "\r\n")).passed
    other = verdict("expect: {allow: [HP0750]}", plan.replace("size = 5", "size = 4").replace("    count = 2\n", ""))
    (told,) = said(other.findings)
    assert told.startswith("HP1471 The plan is not the one in web.plan.txt: 2 lines more and 1 less.")
    assert other.difference is not None
    assert other.difference.lines[:2] == ("--- web.plan.txt", "+++ the plan now")
    assert other.golden == plan
    assert other.updated().passed


def test_a_difference_names_the_resources_that_it_is_in() -> None:
    plan = golden_text(Case.of(SOURCES).plan)
    inside = verdict("expect: {allow: [HP0750]}", plan.replace("flavor = m1.small", "flavor = m1.tiny")).difference
    gone = verdict("expect: {allow: [HP0750]}", plan.replace("size = 5", "size = 5\n        name = x")).difference
    above = verdict("expect: {allow: [HP0750]}", plan.replace("stack stack", "stack other")).difference

    assert inside is not None
    assert gone is not None
    assert above is not None
    assert [line.rpartition("@@")[2] for line in inside.lines if line.startswith("@@")] == [" servers > [0-1] > server"]
    assert [line.rpartition("@@")[2] for line in gone.lines if line.startswith("@@")] == [" spare"]
    assert [line.rpartition("@@")[2] for line in above.lines if line.startswith("@@")] == [""]


def test_terms_ask_the_laws_that_they_are_for(monkeypatch: pytest.MonkeyPatch) -> None:
    code = Code("HP9999", "too-slow", "error", "It takes too long.")
    slow = Law(
        "slow",
        "It is fast.",
        lambda _, terms: [finding(code)] * (terms.within == 1),
        lambda _, terms: terms.within is not None,
    )
    never = Law("never", "It never is.", lambda _, __: [finding(code)])
    monkeypatch.setattr("heatplan.testing.cases.judge.TEMPLATE_LAWS", (slow, never))

    assert said(verdict(OUTPUT + "terms: {within: 1}}").findings) == ["HP9999 It takes too long."]
    assert verdict(OUTPUT + "terms: {within: 2}}").passed
    assert verdict(OUTPUT + "terms: {calls: 2}}").passed


def test_a_golden_plan_that_is_not_there_is_missed() -> None:
    missed = verdict("expect: {allow: [HP0750]}")

    assert [item.code.id for item in missed.findings] == ["HP1470"]
    assert missed.updated().passed


def test_a_golden_plan_does_not_change_with_a_comment() -> None:
    commented = sources_of({"web.yaml": f"{WEB}# a comment\n", "server.yaml": SERVER}, "web.yaml")

    assert golden_text(Case.of(commented).plan) == golden_text(Case.of(SOURCES).plan)
    assert "hunter2" not in golden_text(Case.of(SOURCES).plan)


def test_a_count_that_is_not_known_yet_is_an_interval() -> None:
    text = """\
heat_template_version: 2018-08-31
resources:
  number: {type: OS::Heat::RandomString, properties: {length: 1}}
  group:
    type: OS::Heat::ResourceGroup
    properties: {count: {get_attr: [number, value]}, resource_def: {type: OS::Heat::None}}
"""
    case = Case.of(sources_of({"template.yaml": text}))
    (spec,) = (
        read_cases(Source("w.case.yaml", "template: w\nexpect: {plan: false, counts: {OS::Heat::None: 1}}")).value or ()
    )

    assert "HP1474 The number of OS::Heat::None is 0 or more, and the case expects 1." in said(
        judge(spec, Came(case, ())).findings
    )


def test_a_run_that_fails_is_shown_where_outputs_are_expected() -> None:
    text = """\
heat_template_version: 2018-08-31
resources: {bad: {type: OS::Heat::TestResource, properties: {fail: true}}}
outputs: {out: {value: {get_attr: [bad, output]}}}
"""
    case = Case.of(sources_of({"template.yaml": text}))
    (spec,) = read_cases(Source("w.case.yaml", "template: w\nexpect: {plan: false, outputs: {out: x}}")).value or ()

    assert [item.code.id for item in judge(spec, Came(case, ())).findings] == ["HP1475", "HP1001"]
