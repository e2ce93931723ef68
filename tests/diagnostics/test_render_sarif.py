"""Diagnostics as SARIF."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log

from heatplan.diagnostics.diagnostic import Code, Diagnostic, Fix, finding
from heatplan.diagnostics.order import SEVERITIES
from heatplan.diagnostics.render_sarif import render_sarif
from heatplan.span import NOWHERE, Span

UNKNOWN = Code("HP9901", "unknown-reference", "error", "no resource is named `{name}`")
ODD = Code("HP9900", "odd-thing", "will-fail", "{name} is odd")
TEXT = "a: 1\nb: 😀 sever\n"
PLACE = Span("t.yaml", 10, 15)


def rendered(*items: Diagnostic, base: str = "", text: str = TEXT) -> dict[str, Any]:
    """The run, of a log that obeys SARIF's schema."""
    whole = render_sarif(items, {"t.yaml": text}, base=base, version="1.2.3")
    log = json.loads(whole)
    Log.model_validate(log)
    assert whole.isascii()
    assert whole.endswith("}\n")
    assert render_sarif(reversed(items), {"t.yaml": text}, base=base, version="1.2.3") == whole
    run: dict[str, Any] = log["runs"][0]
    return run


def test_everything_is_in_it() -> None:
    item = finding(
        UNKNOWN, PLACE, name="sever", address="b", hint="h", labels=((PLACE, "l"),), fix=Fix(PLACE, "server")
    )
    place = {
        "artifactLocation": {"uri": "infra/t.yaml"},
        "region": {"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 12},  # 😀 is two code units
    }

    run = rendered(item, base="infra")

    assert run["columnKind"] == "utf16CodeUnits"
    assert run["tool"]["driver"]["version"] == "1.2.3"
    (result,) = run["results"]
    assert len(result.pop("partialFingerprints")["heatplan/v1"]) > 32
    assert result == {
        "ruleId": "HP9901",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "No resource is named `sever`.\nh"},
        "locations": [{"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": "b"}]}],
        "relatedLocations": [{"id": 1, "physicalLocation": place, "message": {"text": "l"}}],
        "fixes": [
            {
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "infra/t.yaml"},
                        "replacements": [{"deletedRegion": place["region"], "insertedContent": {"text": "server"}}],
                    }
                ]
            }
        ],
    }


def test_nothing_found_is_a_run_without_results() -> None:
    run = rendered()

    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_rules_are_the_codes_that_were_found() -> None:
    run = rendered(finding(UNKNOWN, PLACE, name="a"), finding(ODD, name="b"), finding(UNKNOWN, PLACE, name="c"))

    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["HP9900", "HP9901"]
    assert {result["ruleId"]: rules[result["ruleIndex"]]["id"] for result in run["results"]} == {
        "HP9900": "HP9900",
        "HP9901": "HP9901",
    }


def test_what_will_fail_is_an_error_and_says_so() -> None:
    run = rendered(finding(ODD, PLACE, name="x"))

    assert run["results"][0]["level"] == "error"
    assert run["tool"]["driver"]["rules"][0]["properties"] == {"severity": "will-fail"}


def test_a_source_that_is_not_there_has_no_region_and_no_fix() -> None:
    place = Span("gone.yaml", 0, 3)

    (result,) = rendered(finding(UNKNOWN, place, name="x", fix=Fix(place, "y")))["results"]

    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "gone.yaml"}}}]
    assert "fixes" not in result


def test_a_finding_without_a_place_has_no_location() -> None:
    (result,) = rendered(finding(UNKNOWN, NOWHERE, name="x"))["results"]

    assert "locations" not in result


def test_paths_are_escaped_as_uris_and_urls_stay() -> None:
    run = rendered(
        finding(UNKNOWN, Span("../a b%é.yaml", 0, 0), name="x"),
        finding(UNKNOWN, Span("http://heat.example/a.yaml", 0, 0), name="x"),
        base="infra",
    )

    uris = [item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for item in run["results"]]
    assert uris == ["a%20b%25%C3%A9.yaml", "http://heat.example/a.yaml"]


def test_a_fingerprint_outlives_a_move_and_tells_equals_apart() -> None:
    def marks(text: str, *spans: Span) -> list[str]:
        run = rendered(*(finding(UNKNOWN, span, name="x") for span in spans), text=text)
        return [item["partialFingerprints"]["heatplan/v1"] for item in run["results"]]

    before = marks("x x", Span("t.yaml", 0, 1), Span("t.yaml", 2, 3))

    assert len(set(before)) == 2
    assert marks("\n\nx x", Span("t.yaml", 2, 3), Span("t.yaml", 4, 5)) == before


@given(
    st.lists(
        st.builds(
            lambda code, level, start, length, name, word: finding(
                code,
                Span("t.yaml", start, start + length),
                name=name,
                level=level,
                labels=((Span("t.yaml", start, start), word),),
            ),
            st.sampled_from([UNKNOWN, ODD]),
            st.sampled_from(SEVERITIES),
            st.integers(0, 30),
            st.integers(0, 30),
            st.text(),
            st.text(),
        ),
        max_size=5,
    ),
    st.text(max_size=40),
)
def test_any_findings_make_a_lawful_log(items: list[Diagnostic], text: str) -> None:
    assert len(rendered(*items, text=text)["results"]) == len(set(items))


def test_a_rule_has_the_text_of_the_documentation() -> None:
    code = Code("HP0411", "default-constraint", "error", "{name}")

    (rule,) = rendered(finding(code, PLACE, name="x"))["tool"]["driver"]["rules"]

    assert rule["help"]["markdown"].startswith("**What it means.**\nThe default breaks")
    assert "What to do\nChange the default" in rule["help"]["text"]
    assert "heatplan explain HP0411, or docs/diagnostics.md#hp0411-default-constraint" in rule["help"]["text"]
