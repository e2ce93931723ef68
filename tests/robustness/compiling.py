"""One compile from end to end, as the robustness runs need it: nothing may raise."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from heatplan.edge.load import load
from heatplan.ir.encode import encode
from heatplan.ir.settings import DEFAULTS
from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.value import Map, freeze
from heatplan.pipeline import compile as compile_plan
from tests.conformance.job import Job


def request_of(job: Job) -> Request:
    """What the job asks for."""
    settings = replace(DEFAULTS, max_resources_per_stack=job.max_resources)
    return Request("stack", freeze(dict(job.parameters)), settings)


def sources_of(job: Job, root: Path) -> SourceSet | None:
    """The job's files, None when its template can not be had."""
    return load(str(root / job.template), [str(root / name) for name in job.environments], root=root).value


def outcome(sources: SourceSet, request: Request) -> str:
    """The plan's text, or where there is no plan each finding on a line, sorted."""
    result = compile_plan(sources, request)
    if result.value is not None and not result.failed:
        return encode(result.value)
    return "\n".join(sorted(f"{one.code.id} {one.address} {one.span} {one.message}" for one in result.diagnostics))


def digest(text: str) -> str:
    """The SHA-256 of a text, lone surrogates included."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def damaged(sources: SourceSet, data: bytes) -> SourceSet:
    """The sources with ``data`` in the place of the root template's text."""
    try:
        text: str | bytes = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data
    return replace(sources, files=Map({**sources.files, sources.root: Source(sources.root, text)}))


def text_of_root(sources: SourceSet) -> str:
    """The root template's text, whatever its encoding."""
    text = sources.files[sources.root].text
    return text if isinstance(text, str) else text.decode("latin-1")
