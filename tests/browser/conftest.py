"""A real browser: Debian's Chromium, driven by Playwright.  Where one of them is not there, tests here skip and say so."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from heatplan.ir.plan import Plan
from heatplan.render.html.page import page

ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Opened:
    """A page in a browser; ``wrong`` is all that it complained of or asked the network for."""

    tab: Any
    wrong: list[str] = field(default_factory=list)

    def run(self, script: str) -> Any:
        """What an expression in the page comes to, after which everything asked for has been drawn."""
        value = self.tab.evaluate(script)
        self.tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return value

    def text(self, selector: str) -> str:
        """The text that is seen of an element."""
        return str(self.tab.inner_text(selector))

    def chosen(self) -> str | None:
        """The address of what is chosen."""
        found: str | None = self.run("heatplan.page.chosen?.address ?? null")
        return found

    def click(self, address: str, *, part: str = "middle", shift: bool = False) -> None:
        """Click on a box of the picture, or on the right end of it, where it opens."""
        x, y = self.run(
            f"""(() => {{
              const {{ page }} = heatplan;
              const find = (node) => {{
                if (node.address === {address!r}) return node;
                for (const kid of node.kids ?? []) {{ const one = find(kid); if (one) return one; }}
                return null;
              }};
              const node = find(page.tree.root), {{ x, y, k }} = page.picture.view;
              const box = page.picture.canvas.getBoundingClientRect();
              const across = {{ middle: node.w / 2, end: node.w - 12, chevron: 14 }}[{part!r}];
              const down = node.open ? 15 : node.h / 2;
              return [box.left + x + (node.x + across) * k, box.top + y + (node.y + down) * k];
            }})()"""
        )
        self.tab.mouse.move(x, y)
        if shift:
            self.tab.keyboard.down("Shift")
        self.tab.mouse.click(x, y)
        if shift:
            self.tab.keyboard.up("Shift")


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser, one for all tests of a process."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no chromium here: `apt-get install chromium`, or CHROMIUM=PROGRAM")
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("no playwright here: `pip install playwright`")
    sync_playwright = importlib.import_module("playwright.sync_api").sync_playwright
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a plan's page from a file, as a reader would."""
    contexts = []

    def open_page(
        plan: Plan | None,
        texts: dict[str, str | bytes] | None = None,
        *,
        at: str = "",
        width: int = 1280,
        height: int = 800,
        scheme: str = "light",
        **start: Any,
    ) -> Opened:
        file = tmp_path / "plan.html"
        if plan is not None:
            file.write_text(page(plan, texts, **start), encoding="utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        one = Opened(context.new_page())
        one.tab.on("console", lambda message: one.wrong.append(f"{message.type}: {message.text}"))
        one.tab.on("pageerror", lambda error: one.wrong.append(f"raised: {error}"))
        one.tab.on(
            "request",
            lambda asked: None if asked.url.startswith(file.as_uri()) else one.wrong.append(f"asked for {asked.url}"),
        )
        one.tab.goto(file.as_uri() + at)
        assert not [words for words in one.wrong if words.startswith("raised")], one.wrong
        one.tab.wait_for_function("() => performance.getEntriesByName('drawn').length > 0")
        return one

    yield open_page
    for context in contexts:
        context.close()
