"""The law about hidden parameters."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from urllib.parse import quote_plus

from heatplan.diagnostics.render_json import render_json
from heatplan.diagnostics.render_text import render_text
from heatplan.executors.in_process import destroy
from heatplan.executors.simulator.driver import Simulator
from heatplan.ir.encode import encode
from heatplan.ir.state import encode_state
from heatplan.ir.steps import steps
from heatplan.passes.follow import is_credential
from heatplan.render.dot import dot
from heatplan.render.drawing import draw
from heatplan.render.html.page import page
from heatplan.render.mermaid import mermaid
from heatplan.render.svg import svg_of
from heatplan.render.text import text
from heatplan.render.trace import trace_text
from heatplan.semantics.secret_flow import arrivals
from heatplan.shown import shown
from heatplan.testing.laws import sites
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.runs import too_large, whole_run


def hidden_values_are_nowhere(case: Case) -> None:
    """The value of a hidden parameter, and what derives from it, is in no plan, graph, state, trace or finding."""
    if not case.secrets:
        return
    wanted = [(secret, form, how) for secret in case.secrets for form, how in forms(secret)]
    for what, said in texts(case):
        for secret, form, how in wanted:
            place = said.find(form)
            assert place < 0, (
                f"{what} has the hidden value {secret!r} ({how}): {said[max(place - 60, 0) : place + len(form) + 20]!r}"
            )


def is_secret(case: Case, where: str, path: str = "") -> bool:
    """Whether the value at an address, and a path from it, derives from a credential, in whatever way: ask before you show it."""
    return (sites.pattern(where), path) in case.once(_arrived)


def _arrived(case: Case) -> frozenset[tuple[str, str]]:
    return frozenset((one.address, one.path) for one in arrivals(case.plan.root) if is_credential(one.secret))


def forms(secret: str) -> Iterator[tuple[str, str]]:
    """The texts by which a secret may leak, each with what it is."""
    data = secret.encode("utf-8", "surrogatepass")
    yield secret, "as it is"
    yield json.dumps(secret)[1:-1], "as JSON"
    yield quote_plus(data), "in a URL"
    yield base64.b64encode(data).decode().rstrip("="), "in base64"
    for name in ("md5", "sha1", "sha256", "sha512"):
        yield hashlib.new(name, data).hexdigest(), name


def texts(case: Case) -> tuple[tuple[str, str], ...]:
    """Everything about the case that is shown or written, by what it is."""
    return case.once(_texts)


def _texts(case: Case) -> tuple[tuple[str, str], ...]:
    return tuple(_written(case))


def _written(case: Case) -> Iterator[tuple[str, str]]:
    plan = case.plan
    sources = shown(case.sources, case.request.settings)
    yield "the plan", encode(plan)
    yield "the plan's value", repr(plan)
    yield "the plan as text", text(plan, width=10_000)
    if too_large(case):
        return
    for expand in (False, True):
        yield "the graph", dot(plan.root, expand=expand)
        yield "the diagram", mermaid(plan.root, expand=expand)
        yield "the picture", svg_of(draw(plan.root, expand=expand))
    yield "the page", page(plan, sources)
    yield "a step", "\n".join(map(repr, steps(plan)))
    yield "a finding", repr(case.diagnostics)
    yield "the findings", render_text(case.diagnostics, sources, width=10_000)
    yield "the findings as JSON", render_json(case.diagnostics, sources)
    done = whole_run(case)
    gone = destroy(plan, done.state, Simulator.of(plan), done.world)
    for one in (done, gone):
        yield "the trace", trace_text(one.trace)
        yield "the state", encode_state(one.state)
        yield "a finding of the run", render_text(one.diagnostics, sources)
