"""Make the pictures of docs/plan_page.md again: `python docs/screenshots.py`.

Needs an installed Chromium (or CHROMIUM=PROGRAM) and playwright, which is in the extra `dev`.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from heatplan.edge.load import load
from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from heatplan.render.html.page import page
from heatplan.shown import shown

DOCS = Path(__file__).resolve().parent
SAMPLES = DOCS.parent / "samples"
IMAGES = DOCS / "images"
LARGEST = 200_000
"""Bytes of a picture."""

ARGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")

ROW = """\
  port{0}: {{type: OS::Neutron::Port, properties: {{network: {{get_resource: net}}}}}}
  server{0}:
    type: OS::Nova::Server
    properties: {{flavor: m1.tiny, image: tiny, networks: [{{port: {{get_resource: port{0}}}}}]}}
  volume{0}: {{type: OS::Cinder::Volume, properties: {{size: 1}}}}
  attachment{0}:
    type: OS::Cinder::VolumeAttachment
    properties: {{instance_uuid: {{get_resource: server{0}}}, volume_id: {{get_resource: volume{0}}}}}
"""


class Shot(NamedTuple):
    """A picture: its file, the plan, what to do on the page first, and how it is seen."""

    name: str
    sources: SourceSet
    request: Request
    script: str = ""
    start: dict[str, Any] = {}  # noqa: RUF012  never changed
    width: int = 1200
    height: int = 720
    scheme: str = "light"


def sample(name: str) -> SourceSet:
    """The sources of a sample."""
    found = load(str(SAMPLES / name / "template.yaml"), [])
    if found.value is None:
        raise SystemExit(f"{name}: {found.diagnostics}")
    return found.value


def large() -> SourceSet:
    """A template of 10 001 resources."""
    head = "heat_template_version: 2018-08-31\nresources:\n  net: {type: OS::Neutron::Net}\n"
    text = head + "".join(ROW.format(number) for number in range(2500))
    return SourceSet("template.yaml", Map({"template.yaml": Source("template.yaml", text)}))


def shots() -> Iterator[Shot]:
    """All pictures."""
    five, users = sample("resource_group"), sample("stack_domain_users")
    at = "heatplan.page.visit({!r})"
    yield Shot("page", five, Request("five"), at.format("servers[3].attachment"))
    yield Shot("page_credentials", users, Request("users"), "heatplan.page.tab('credentials')", height=560)
    yield Shot(
        "page_identity", users, Request("users"), at.format("deployment"), {"by": "identity"}, height=600, scheme="dark"
    )
    yield Shot("page_large", large(), Request("large"), at.format("server1234"), height=560)
    yield Shot("page_narrow", five, Request("five"), at.format("servers[0].volume"), width=400, height=720)


def take(browser: Browser, shot: Shot, folder: Path) -> None:
    """Make one picture."""
    plan = compile_plan(shot.sources, shot.request).value
    if plan is None:
        raise SystemExit(f"{shot.name}: no plan")
    file = folder / "plan.html"
    file.write_text(page(plan, shown(shot.sources, shot.request.settings), **shot.start), encoding="utf-8")
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.goto(file.as_uri())
    if shot.script:
        tab.evaluate(shot.script)
    tab.wait_for_timeout(300)
    target = IMAGES / f"{shot.name}.png"
    tab.screenshot(path=target)
    context.close()
    size = target.stat().st_size
    print(f"{target.relative_to(DOCS.parent)}  {size // 1000} kB")
    if size > LARGEST:
        raise SystemExit(f"{target.name} has more than {LARGEST} bytes")


def main() -> None:
    """Make them all."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        sys.exit("no chromium here")
    with sync_playwright() as driver, TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=program, args=list(ARGS))
        for shot in shots():
            take(browser, shot, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
