"""A run drawn over time: as SVG, in which no text lies on another, and as text."""

from __future__ import annotations

import re
import time
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from heatplan.diagnostics.visible import columns
from heatplan.ir.plan import Plan
from heatplan.ir.tree import Batch
from heatplan.render.axis import ticks
from heatplan.render.timeline_plan import planned_timeline
from heatplan.render.timeline_rows import Row, Timeline, fitted, timeline
from heatplan.render.timeline_style import CHARACTER, FONT
from heatplan.render.timeline_svg import timeline_svg
from heatplan.render.timeline_text import timeline_text
from heatplan.semantics.timed_run import timed_run
from heatplan.semantics.times import Times
from heatplan.semantics.timing import critical_path
from tests.plan.trees import group, nested, plan, resource, stack
from tests.timing.test_timed_run import went
from tests.timing.test_timing import SERVER, body, rules, wait

SVG = "{http://www.w3.org/2000/svg}"


def drawn(made: Plan, outcomes: dict[str, str] | None = None, times: Times = Times(), **how: int) -> Timeline:  # noqa: B008
    return timeline(timed_run(made, went(made, outcomes), times), limit=times.parallel, **how)


def mixed() -> Plan:
    inner = stack(resource("server", type_name=SERVER), resource("a-volume-with-a-name-that-is-long", "server"))
    return plan(
        stack(
            resource("net", type_name="OS::Neutron::Net"),
            resource("web", "net", child=group(resource("%index%", child=nested(inner)), 30, batch=Batch(7, 5.0))),
            resource("few", child=group(resource("%index%", type_name=SERVER), 3)),
            wait(timeout=600),
            resource("日本語の名前の長い資源がここにある", "wait", type_name="OS::Swift::Container"),
            resource("<&>\x1b[31m", "web"),
        )
    )


PLANS = {
    "five": (body(5), {}),
    "mixed": (mixed(), {}),
    "failed": (body(5), {"servers[3].volume": "failed", "servers[3].@complete": "", "servers.@complete": ""}),
    "waited": (plan(stack(wait(timeout=600))), {"wait": "failed"}),
    "again": (body(5), {"servers[0].server": "kept", "servers[1]": "kept", "servers[2].volume": "skipped"}),
    "empty": (plan(stack()), {}),
    "deep": (body(3), {}),
}


def boxes(svg: str) -> list[tuple[float, float, float, float, str]]:
    """Where the texts of a picture are: left, top, right, bottom."""
    found = []

    def look(node: ET.Element, x0: float, y0: float) -> None:
        moved = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", node.get("transform", ""))
        if moved:
            x0, y0 = x0 + float(moved[1]), y0 + float(moved[2])
        if node.tag == f"{SVG}text":
            text = "".join(node.itertext())
            size = 13 / FONT if node.get("class") == "title" else 1.0
            wide = columns(text) * CHARACTER * size
            x, y = x0 + float(node.get("x", 0)), y0 + float(node.get("y", 0))
            left = x - wide / 2 if node.get("text-anchor") == "middle" else x
            found.append((left, y - FONT * 0.8, left + wide, y + FONT * 0.2, text))
        for inner in node:
            look(inner, x0, y0)

    look(ET.fromstring(svg), 0.0, 0.0)
    return found


@pytest.mark.parametrize("name", list(PLANS))
@pytest.mark.parametrize("opened", [0, 8, 100])
def test_no_text_lies_on_another_or_leaves_the_picture(name: str, opened: int) -> None:
    made, outcomes = PLANS[name]
    svg = timeline_svg(drawn(made, outcomes, open_members=opened))
    root = ET.fromstring(svg)
    width, height = float(root.get("width", 0)), float(root.get("height", 0))

    every = boxes(svg)

    assert every
    for left, top, right, bottom, text in every:
        assert 0 <= left < right <= width, text
        assert 0 <= top < bottom <= height, text
    for one, other in combinations(every, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


@pytest.mark.parametrize("name", ["five", "mixed", "waited", "empty"])
@pytest.mark.parametrize("opened", [0, 8, 100])
def test_a_plan_is_drawn_as_its_run_is(name: str, opened: int) -> None:
    made, _ = PLANS[name]
    ran, planned = drawn(made, open_members=opened), planned_timeline(critical_path(made), open_members=opened)

    assert [bare(row) for row in planned.rows] == [bare(row) for row in ran.rows]
    assert planned.total == ran.total


def bare(row: Row) -> tuple[object, ...]:
    """What a row shows: not which of several copies stands for all, nor which of several equal paths is marked."""
    bars = [(bar.start, bar.finish, bar.form, bar.count, bar.least, bar.most) for bar in row.bars]
    return row.depth, row.name, row.type, row.count, bars, row.wait is None


@pytest.mark.parametrize("batch", [None, Batch(7, 1.0), Batch(1)])
def test_a_million_members_are_drawn_at_once(batch: Batch | None) -> None:
    began = time.process_time()

    svg = timeline_svg(planned_timeline(critical_path(body(1_000_000, batch=batch))))

    assert time.process_time() - began < 0.5
    assert "×1,000,000" in svg
    assert svg.count("<rect") < 500
    assert ">30 s each</text>" in svg


def test_a_member_with_a_time_of_its_own_has_its_own_rows() -> None:
    timing = critical_path(body(1_000), Times(addresses=rules(**{"servers[77]__volume": 50.0})))

    shown = planned_timeline(timing)

    critical = [(row.name, any(bar.critical for bar in row.bars)) for row in shown.rows]
    assert critical == [
        ("servers", True),
        ("[77]", True),
        ("server", False),
        ("volume", True),
        ("attachment", True),
        ("[*]", False),
        ("server", False),
        ("volume", False),
        ("attachment", False),
    ]


@pytest.mark.parametrize("name", list(PLANS))
def test_the_same_run_gives_the_same_bytes(name: str) -> None:
    made, outcomes = PLANS[name]

    assert timeline_svg(drawn(made, outcomes)) == timeline_svg(drawn(made, outcomes))


def test_what_templates_call_things_is_text_in_a_picture() -> None:
    svg = timeline_svg(drawn(mixed()))

    assert "\x1b" not in svg
    assert "&lt;&amp;&gt;\\x1b[31m" in svg


def test_a_group_of_many_is_one_row_with_a_bar_for_each_batch() -> None:
    shown = drawn(mixed())

    rows = {row.name: row for row in shown.rows if row.depth}
    servers = rows["server"]
    assert (servers.count, len(servers.bars)) == ("×30", 5)
    assert [bar.count for bar in servers.bars] == [7, 7, 7, 7, 2]
    assert [bar.start for bar in servers.bars] == [2.0 + at * 36.0 for at in range(5)]
    assert [row.name for row in shown.rows if row.name.startswith("[")] == ["[0]", "[1]", "[2]", "[*]"]


def test_a_failure_among_many_is_told_by_its_number() -> None:
    made = body(30)
    outcomes = {"servers[7].volume": "failed", "servers[7].@complete": "", "servers.@complete": ""}

    svg = timeline_svg(drawn(made, outcomes))

    assert ">1 of 30 failed</text>" in svg
    assert "the run stopped there: what has no bar never began" in svg


def test_who_waited_for_whom() -> None:
    svg = timeline_svg(drawn(body(1)))

    assert "<title>attachment waited for servers[0].server</title>" in svg


def test_five_thousand_steps_are_drawn_at_once() -> None:
    made = body(1_000)
    trace = went(made)
    began = time.process_time()

    svg = timeline_svg(timeline(timed_run(made, trace)))

    assert len(trace) == 5_002
    assert time.process_time() - began < 2
    assert svg.count("<text") < 30


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_themes(theme: str) -> None:
    svg = timeline_svg(drawn(body(2)), theme=theme)

    assert ("prefers-color-scheme" in svg) == (theme == "auto")
    assert ET.fromstring(svg).tag == f"{SVG}svg"


def test_as_text() -> None:
    assert (
        timeline_text(drawn(body(2)))
        == """\
stack: root.yaml, 35 s by a model of step times

                  0:00        0:10        0:20        0:30
  servers ×2      ┌────────────────────────────────────────┐  35 s
    [0]           ┌────────────────────────────────────────┐  35 s
      server      ████████████████████████████████████        30 s
      volume      ▒▒▒▒▒▒                                      5 s
      attachment  ····································██████  5 s
    [1]           ┌────────────────────────────────────────┐  35 s
      server      ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒        30 s
      volume      ▒▒▒▒▒▒                                      5 s
      attachment  ····································▒▒▒▒▒▒  5 s

  █ decides the end   ▒ does not   · waits for another step
  steps: 12 done
"""
    )


@pytest.mark.parametrize("width", [60, 80, 132])
@pytest.mark.parametrize("name", list(PLANS))
def test_text_is_as_wide_as_the_terminal_at_most(name: str, width: int) -> None:
    made, outcomes = PLANS[name]

    lines = timeline_text(drawn(made, outcomes), width=width).splitlines()

    assert [line for line in lines if columns(line) > width] == []


@pytest.mark.parametrize("total", [0.0, 0.1, 0.25, 1.0, 35.25, 91.25, 602.0, 3600.0, 86_400.0, 1e9])
def test_ticks_are_few_and_not_past_the_end(total: float) -> None:
    every = ticks(total, 10)

    assert every[0] == 0
    assert 1 <= len(every) <= 11
    assert every[-1] <= total + 1e-6


def test_what_is_too_wide_is_cut() -> None:
    assert [fitted("abcdef", 6), fitted("abcdef", 4), fitted("日本語", 5), fitted("日本語", 4)] == [
        "abcdef",
        "abc…",
        "日本…",
        "日…",
    ]
