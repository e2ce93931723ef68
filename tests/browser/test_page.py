"""The page of a plan as its readers have it: opened, clicked, searched, linked to."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.ir.steps import steps
from heatplan.ir.tree import Stack
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from heatplan.shown import shown
from heatplan.span import Span
from tests.browser.conftest import Open
from tests.conftest import ROOT
from tests.render.stacks import HOSTILE, HOSTILE_NAME, PLAN, WEB, ordered
from tests.sources import folder_sources, sources_of

SAMPLES = ("resource_group", "stack_domain_users", "trusts")
SECONDS = 3.0
"""In which a plan of 10 000 visible steps is drawn, from the navigation on."""


def sample(name: str, **parameters: Any) -> tuple[Plan, dict[str, str | bytes]]:
    sources = folder_sources(ROOT / "samples" / name, "template.yaml")
    request = Request(name, Map(parameters))
    plan = compile_plan(sources, request).value
    assert plan is not None
    return plan, shown(sources, request.settings)


def of_stack(stack: Stack) -> Plan:
    return replace(PLAN, root=ordered(stack))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_opens_without_a_complaint_or_a_request(opened: Open, name: str) -> None:
    plan, texts = sample(name)

    one = opened(plan, texts)

    assert one.wrong == []
    assert one.text("h1") == f"{name}: template.yaml"
    assert one.run("heatplan.shown()") > 0


def test_a_stack_of_nothing_opens(opened: Open) -> None:
    one = opened(of_stack(replace(WEB, resources=(), outputs=())))

    assert one.wrong == []
    assert one.run("heatplan.shown()") == 0


@pytest.mark.parametrize("name", [*SAMPLES, "web"])
def test_the_pages_steps_are_the_plans(opened: Open, name: str) -> None:
    plan = of_stack(WEB) if name == "web" else sample(name)[0]
    expected = [[one.address, one.action, one.type, one.identity, list(one.needs), one.undo] for one in steps(plan)]

    one = opened(plan)

    assert one.run("heatplan.steps()") == expected
    assert one.run("heatplan.count()") == len(expected)
    middle = len(expected) // 2
    assert one.run(f"heatplan.steps({middle}, 3)") == expected[middle : middle + 3]


def test_a_click_shows_inputs_needs_undo_and_source_lines(opened: Open) -> None:
    plan, texts = sample("resource_group")
    line = str(texts["server_with_volume.yaml"]).partition("  attachment:")[0].count("\n") + 1
    one = opened(plan, texts)

    one.click("servers[1].attachment")

    panel = one.text("#panel")
    assert one.chosen() == "servers[1].attachment"
    assert one.run("location.hash") in ("#servers[1].attachment", "#servers%5B1%5D.attachment")
    for words in (
        "OS::Cinder::VolumeAttachment",
        "requester: the user who asks for the stack",
        "deleted with the stack",
        "{get_resource: volume}",
        f"server_with_volume.yaml:{line}",
        "type: OS::Cinder::VolumeAttachment",
    ):
        assert words in panel
    assert one.tab.locator("#panel section:has(h3:text-is('Needs')) a").all_inner_texts() == [
        "servers[1].server",
        "servers[1].volume",
    ]


def test_what_is_needed_and_what_waits_is_lit(opened: Open) -> None:
    one = opened(*sample("stack_domain_users"))
    lit = "Object.fromEntries(['needs', 'waits'].map((way) => [way, [...heatplan.page.picture.ways[way].nodes].map((node) => node.address).sort()]))"

    one.click("done")
    assert one.run(lit) == {"needs": [], "waits": ["deployment", "ready"]}

    one.click("deployment", shift=True)
    assert one.run(lit) == {"needs": ["done", "script", "server"], "waits": []}


def test_the_critical_path_is_marked_and_told(opened: Open) -> None:
    plan, texts = sample("stack_domain_users")
    one = opened(plan, texts, path=True)
    marked = "heatplan.page.picture.path?.nodes.map((node) => node.address).sort() ?? null"

    assert one.run(marked) == ["deployment", "server"]
    assert one.run("heatplan.page.picture.path.edges.length") == 1
    assert "About 1 min 31 s" in one.text("#panel")
    assert one.tab.locator("ol.path a").all_inner_texts()[-1] == "deployment"
    one.tab.click("#path")
    assert one.run(marked) is None


def test_a_family_of_a_million_opens_at_once_and_turns_to_any_member(opened: Open) -> None:
    plan, texts = sample("resource_group", count=1_000_000)

    start = time.monotonic()
    one = opened(plan, texts)
    assert time.monotonic() - start < SECONDS
    assert "5\u202f000\u202f004" in one.text("#panel")

    one.click("servers", part="chevron")
    assert one.run("heatplan.shown()") == 1
    one.click("servers", part="end")
    assert "of 1\u202f000\u202f000" in one.text("#panel")

    one.tab.fill("#panel input[type=number]", "765432")
    one.tab.press("#panel input[type=number]", "Enter")
    assert one.chosen() == "servers[765432]"
    assert one.run("heatplan.steps(4_999_999, 2)[0][0]") == "servers[999999].server"
    assert one.wrong == []


def test_the_search_opens_what_it_finds_and_goes_round(opened: Open) -> None:
    one = opened(*sample("resource_group"))
    one.click("servers", part="chevron")

    one.tab.keyboard.press("/")
    one.tab.keyboard.type("type:OS::Cinder")
    faded = "heatplan.page.tree.root.kids.map((kid) => heatplan.page.picture.fades(kid))"
    assert one.run(faded) == [False]
    assert one.tab.locator("#found li").count() == 2
    one.tab.keyboard.press("Enter")
    assert one.chosen() == "servers[0].volume"
    one.tab.keyboard.press("Enter")
    assert one.chosen() == "servers[0].attachment"
    one.tab.keyboard.press("Enter")
    assert one.chosen() == "servers[0].volume"
    inside = faded.replace("root.kids", "root.kids[0].kids[0].kids")
    assert one.run(inside) == [True, False, False]

    one.tab.fill("#search", "servers[3].server")
    one.tab.keyboard.press("Enter")
    assert one.chosen() == "servers[3].server"

    one.tab.fill("#search", "prop:m1.tiny")
    assert one.tab.locator("#found li").all_inner_texts() == [
        "servers[0].server\nOS::Nova::Server\u2009×5".replace("\u2009", " ")
    ]


@pytest.mark.parametrize("at", ["#servers[3].volume", "#servers%5B3%5D.volume"])
def test_a_link_leads_to_a_step(opened: Open, at: str) -> None:
    one = opened(*sample("resource_group", count=5000), at=at)

    assert one.chosen() == "servers[3].volume"
    one.run("location.hash = '#servers[4999].server'")
    assert one.chosen() == "servers[4999].server"
    assert one.run("heatplan.page.view.inSight(heatplan.page.chosen)")
    one.run("location.hash = '#no.such[1].thing'")
    assert one.chosen() == "servers[4999].server"


def test_keys_walk_along_what_is_needed(opened: Open) -> None:
    one = opened(*sample("resource_group"), at="#servers[0].attachment")
    one.tab.focus("#graph")

    one.tab.keyboard.press("ArrowLeft")
    assert one.chosen() == "servers[0].server"
    one.tab.keyboard.press("ArrowRight")
    assert one.chosen() == "servers[0].attachment"
    one.tab.keyboard.press("Escape")
    assert one.chosen() == "servers[0]"
    one.tab.keyboard.press("Enter")
    assert not one.run("heatplan.page.chosen.open")
    before = one.run("heatplan.page.picture.view.k")
    one.tab.keyboard.press("+")
    assert one.run("heatplan.page.picture.view.k") > before
    one.tab.keyboard.press("0")
    assert one.run("heatplan.page.picture.view.k") == pytest.approx(one.run("heatplan.page.view.whole()"))


def test_dragging_and_the_wheel_move_the_picture(opened: Open) -> None:
    one = opened(*sample("resource_group"))
    view = "({...heatplan.page.picture.view})"
    before = one.run(view)

    one.tab.mouse.move(500, 700)
    one.tab.mouse.down()
    one.tab.mouse.move(540, 660, steps=4)
    one.tab.mouse.up()
    dragged = one.run(view)
    assert (dragged["x"] - before["x"], dragged["y"] - before["y"]) == (pytest.approx(40), pytest.approx(-40))
    assert one.chosen() is None

    one.tab.mouse.wheel(0, -300)
    one.tab.wait_for_function(f"() => heatplan.page.picture.view.k > {dragged['k']}")


def test_two_fingers_zoom_and_one_drags(opened: Open) -> None:
    one = opened(*sample("resource_group"))
    driver = one.tab.context.new_cdp_session(one.tab)
    view = "({...heatplan.page.picture.view})"

    def touch(kind: str, *points: tuple[int, int]) -> None:
        where = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]
        driver.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})

    before = one.run(view)
    touch("touchStart", (400, 400), (500, 400))
    for more in (10, 30, 50):
        touch("touchMove", (400 - more, 400), (500 + more, 400))
    touch("touchEnd")
    zoomed = one.run(view)
    assert zoomed["k"] == pytest.approx(before["k"] * 2, rel=0.15)

    touch("touchStart", (400, 400))
    for more in (10, 20, 30):
        touch("touchMove", (400 + more, 400))
    touch("touchEnd")
    assert one.run(view)["x"] == pytest.approx(zoomed["x"] + 30, abs=12)
    assert one.chosen() is None


def test_the_credentials_say_who_mints_where_it_goes_and_how_it_ends(opened: Open) -> None:
    one = opened(*sample("stack_domain_users"))

    one.tab.click("#tab-credentials")
    rows = one.tab.locator("#credentials tbody tr")
    assert rows.count() == 13
    token = rows.filter(has=one.tab.locator("th a:text-is('done.@auth.token')")).inner_text()
    for words in ("stack-user", "roles heat_stack_user", "deployment", "attribute", "curl_cli", "expires"):
        assert words in token

    one.tab.fill("#credentials input", "ec2")
    assert rows.count() == 3
    one.tab.fill("#credentials input", "")
    one.tab.select_option("#credentials select", "expire")
    assert rows.count() == 1
    assert one.run("location.hash") == "#/credentials"
    one.tab.click("#credentials tbody th a")
    assert one.chosen() == "done.@auth.token"
    assert "keystone's tokens" in one.text("#panel")
    assert one.run("document.body.dataset.tab") == "graph"


def test_credentials_are_drawn_on_request_and_by_identity(opened: Open) -> None:
    plan, texts = sample("stack_domain_users")
    one = opened(plan, texts)
    plain = one.run("heatplan.shown()")

    one.tab.select_option("#by", "identity")

    assert one.run("heatplan.shown()") == plain + 13
    assert "stack domain admin" in one.text("#legend")
    assert opened(plan, texts, by="identity", focus="done").run("[heatplan.shown(), heatplan.page.chosen.address]") == [
        plain + 13,
        "done",
    ]


def test_the_table_of_steps_turns_and_filters(opened: Open) -> None:
    one = opened(*sample("resource_group", count=100_000))
    one.tab.click("#tab-steps")
    rows = one.tab.locator("#steps tbody tr")

    assert rows.count() == 200
    assert rows.first.locator("th").inner_text() == "@auth.trust"
    one.tab.click("#steps [data-turn='1']")
    assert rows.first.locator("td").first.inner_text() == "201"

    one.tab.fill("#steps input", "servers[77777]. action:create")
    one.tab.wait_for_function("() => document.querySelectorAll('#steps tbody tr').length === 3")
    assert rows.locator("th").all_inner_texts() == [
        "servers[77777].server",
        "servers[77777].volume",
        "servers[77777].attachment",
    ]


def test_dark_and_light_follow_the_reader_and_the_switch(opened: Open) -> None:
    one = opened(*sample("trusts"), scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"

    assert one.run(ground) == "rgb(20, 23, 28)"
    one.tab.click("#theme")
    assert one.run(ground) == "rgb(255, 255, 255)"
    assert one.run("[...heatplan.page.picture.context.getImageData(3, 3, 1, 1).data]") == [255, 255, 255, 255]


def test_hostile_names_are_only_names(opened: Open) -> None:
    name = "</script><script>alert(1)</script><!--\u2028\u202e" + HOSTILE_NAME
    resources = tuple(replace(one, type=name, mapped=name, span=Span(name, 0, 4)) for one in HOSTILE.resources)
    header = replace(PLAN.header, stack_name=name, root=name, tags=(name,))
    plan = Plan(header, ordered(replace(HOSTILE, template=name, description=name, resources=resources)), PLAN.digest)

    one = opened(plan, {name: name}, focus=name)
    one.tab.on("dialog", lambda _: one.wrong.append("a dialog"))
    one.run("heatplan.page.walk('into')")
    panel = one.text("#panel")
    one.tab.fill("#search", "<b>")
    found = one.tab.locator("#found").inner_html()
    one.tab.click("#tab-credentials")
    one.tab.click("#tab-steps")
    one.tab.locator("#steps tbody th a").last.click()

    assert one.chosen() == one.run("heatplan.steps().map((step) => step[0]).at(-1).replace(/.@complete$/, '')")
    assert one.wrong == []
    assert "</script><script>alert(1)</script><!--\\u2028\\u202e" in panel
    assert "&lt;b&gt;" in found
    assert one.tab.locator("script").count() == 2
    assert one.tab.title().startswith("</script>")


def test_it_is_usable_on_a_narrow_screen(opened: Open) -> None:
    one = opened(*sample("resource_group"), width=400, height=780)

    assert one.run("document.documentElement.scrollWidth") <= 400
    one.tab.click("#about")
    assert "Parameters" in one.text("#panel")
    one.tab.click("#panel .close")
    one.run("heatplan.page.visit('servers[0].volume')")
    assert "OS::Cinder::Volume" in one.text("#panel")
    for tab in ("steps", "credentials"):
        one.tab.click(f"#tab-{tab}")
        assert one.run("document.documentElement.scrollWidth") <= 400


def test_everything_that_can_be_pressed_has_a_name(opened: Open) -> None:
    one = opened(*sample("stack_domain_users"))

    for tab in ("graph", "steps", "credentials"):
        one.tab.click(f"#tab-{tab}")
        nameless = one.run(
            "[...document.querySelectorAll('button, input, select, canvas[tabindex]')].filter((one) =>"
            " !(one.innerText || one.getAttribute('aria-label') || one.labels?.length)).map((one) => one.outerHTML)"
        )
        assert nameless == []
    assert one.tab.locator("[role=tab][aria-selected=true]").inner_text() == "Credentials"


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(opened: Open, scheme: str) -> None:
    one = opened(*sample("trusts"), scheme=scheme)
    fronts = ("ink", "faint", "link", "needs", "waits")
    backs = ("page", "bar", "code", "hit", "frame-1", "frame-2", "frame-3")

    style = "getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()"
    colours = one.run(f"Object.fromEntries({[*fronts, *backs]}.map((name) => [name, {style}]))")
    fills = one.run(
        "['kind', 'identity', 'action', 'stack'].flatMap((name) => heatplan.plan.palettes[name]).map((row) => heatplan.tones(row).fill)"
    )

    pairs = [(front, colours[front], back, colours[back]) for front in fronts for back in backs]
    pairs += [(front, colours[front], "a box", fill) for front in ("ink", "faint") for fill in fills]
    assert [pair for pair in pairs if contrast(pair[1], pair[3]) < 4.5] == []


def test_paper_gets_the_whole_picture_in_light_colours(opened: Open, tmp_path: Path) -> None:
    one = opened(*sample("resource_group"), scheme="dark")

    data = one.tab.pdf()

    assert data.startswith(b"%PDF")
    assert one.wrong == []
    assert one.run("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 28)"


SERVER = """\
  port{0}: {{type: OS::Neutron::Port, properties: {{network: {{get_resource: net}}}}}}
  server{0}:
    type: OS::Nova::Server
    properties: {{flavor: m1.tiny, image: tiny, networks: [{{port: {{get_resource: port{0}}}}}]}}
  volume{0}: {{type: OS::Cinder::Volume, properties: {{size: 1}}}}
  attachment{0}:
    type: OS::Cinder::VolumeAttachment
    properties: {{instance_uuid: {{get_resource: server{0}}}, volume_id: {{get_resource: volume{0}}}}}
"""
NETWORK = "heat_template_version: 2018-08-31\nresources:\n  net: {type: OS::Neutron::Net}\n"


def test_ten_thousand_visible_steps_are_drawn_in_three_seconds_and_pan(opened: Open) -> None:
    sources = sources_of({"template.yaml": NETWORK + "".join(map(SERVER.format, range(2500)))})
    plan = compile_plan(sources, Request()).value
    assert plan is not None
    opened(plan).tab.close()

    took = []
    for _ in range(2):  # the better of two: others may use the machine
        start = time.monotonic()
        one = opened(None)
        took.append(time.monotonic() - start)
        if took[-1] < SECONDS:
            break

    assert one.run("heatplan.shown()") > 10_000
    assert min(took) < SECONDS
    frames = one.run(
        """(() => { const { page } = heatplan, times = [];
          for (const k of [1, 4, 4, 4]) {
            page.view.zoom(k);
            for (let at = 0; at < 5; at++) {
              const start = performance.now();
              page.picture.view.x -= 40;
              page.picture.draw();
              page.picture.context.getImageData(0, 0, 1, 1);
              times.push(performance.now() - start);
            }
          }
          return times.sort((a, b) => a - b); })()"""
    )
    assert frames[len(frames) // 2] < 100, frames
