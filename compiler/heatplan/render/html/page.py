"""The page: its parts in one text, with nothing in the data that could break out of its place.

The data is JSON in which no ``<``, ``>`` or ``&`` is left, so that no HTML
parser sees anything in it.  A policy in the page itself allows the one script
and the one style sheet that it was made with, by their digests, and nothing
else: no network, no other script.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files

from heatplan.diagnostics.visible import visible
from heatplan.ir.plan import Plan
from heatplan.render.html.data import page_data
from heatplan.semantics.times import DEFAULT, Times

SCRIPTS = (
    "model",
    "steps",
    "layout",
    "layers",
    "scene",
    "shapes",
    "draw",
    "path",
    "search",
    "panel",
    "tables",
    "view",
    "main",
)
"""Parts of the page's program, in the order in which they need each other."""


def page(
    plan: Plan,
    texts: Mapping[str, str | bytes] | None = None,
    *,
    by: str = "kind",
    focus: str = "",
    dark: bool = False,
    path: bool = False,
    times: Times = DEFAULT,
) -> str:
    """The plan as one HTML page.  Same plan and texts, same bytes.

    ``texts`` are the sources by name with the values of hidden parameters masked
    (``heatplan.shown``): where they are given, each step shows the lines that declare it.
    ``by`` is what colours say at first, ``focus`` the address that is chosen at first, and
    with ``dark`` the page is dark whatever its reader prefers; with ``path`` it shows the
    longest way through the plan at first, by the model ``times``.
    """
    style, script = _part("page.css"), program()
    title = f"{visible(plan.header.stack_name)}: {visible(plan.header.root)}"
    start = {"by": by, "focus": visible(focus), "dark": dark, "path": path}
    parts = {
        "policy": "; ".join(
            (
                "default-src 'none'",
                f"script-src '{_digest(script)}'",
                f"style-src '{_digest(style)}'",
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
        "title": escape(title),
        "style": style,
        "data": as_data({**page_data(plan, texts or {}, times), "start": start}),
        "script": script,
    }
    head, *rest = _part("page.html").split("{{")
    return head + "".join(parts[name] + text for name, _, text in (piece.partition("}}") for piece in rest))


def as_data(data: object) -> str:
    """JSON in ASCII that a page can hold in a script element, whatever is in it."""
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def program() -> str:
    """The page's program: its parts, one after another, in a scope of their own."""
    return '"use strict";\n(() => {\n' + "\n".join(_part(f"{name}.js") for name in SCRIPTS) + "})();\n"


@cache
def _part(name: str) -> str:
    return files("heatplan.render.html").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """How a content security policy names a text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
