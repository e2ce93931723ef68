"""Compiles for other clouds: pure, apart from each other, and the same whoever says what a type is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from heatplan.catalogue.catalogue import SHIPPED
from heatplan.catalogue.completed import unsaid
from heatplan.catalogue.shown_type import shown
from heatplan.diagnostics import codes_types as codes
from heatplan.ir.decode import decode
from heatplan.ir.encode import encode
from heatplan.ir.settings import Settings
from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.value import Map, thaw
from heatplan.pipeline import analyse
from heatplan.pipeline import compile as compile_plan
from tests import corpus
from tests.conformance.job import read_jobs
from tests.conftest import ROOT
from tests.robustness.compiling import request_of
from tests.robustness.compiling import sources_of as sources_of_job
from tests.robustness.digests import sampled
from tests.sources import sources_of

TEXT = """
heat_template_version: 2018-08-31
resources:
  limit: {type: OS::Neutron::QoSBandwidthLimitRule, properties: {policy: p, max_kbps: 1, direction: ingress}}
"""


def forms() -> Iterator[Source]:
    """Every type that Heat answers about, as it answers."""
    for name in SHIPPED.names():
        kind = SHIPPED.lookup(name)
        if kind is None or kind.support.status == "HIDDEN":
            continue
        said = replace(
            kind,
            properties=Map((key, item) for key, item in kind.properties.items() if not unsaid(item)),
            attributes=Map((key, item) for key, item in kind.attributes.items() if item.support.status != "HIDDEN"),
        )
        yield Source(f"types/{name.replace('::', '_')}.json", json.dumps(thaw(shown(said))))


def test_releases_do_not_see_each_other() -> None:
    sources = sources_of({"template.yaml": TEXT})
    verdicts = [
        compile_plan(sources, Request(settings=Settings(heat_release=one))).failed for one in (27, 12, 27, 13, 12)
    ]

    assert verdicts == [False, True, False, False, True]


def test_types_are_those_of_one_compile() -> None:
    text = "heat_template_version: 2018-08-31\nresources: {a: {type: Acme::Thing}}\n"
    bare = sources_of({"template.yaml": text})
    rich = replace(bare, types=(Source("a.json", '{"resource_type": "Acme::Thing"}'),))

    assert [compile_plan(one).failed for one in (bare, rich, bare)] == [True, False, True]


def test_a_plan_of_another_cloud_survives_its_file() -> None:
    text = "heat_template_version: 2018-08-31\nresources: {a: {type: Acme::Thing}}\n"
    form = '{"resource_type": "Acme::Thing", "properties": {"p": {"type": "number", "default": 1.5}}}'
    sources = replace(sources_of({"template.yaml": text}), types=(Source("a.json", form),))
    plan = compile_plan(sources, Request(settings=Settings(heat_release=13))).value
    assert plan is not None

    assert decode(encode(plan)).value == plan
    assert plan.header.catalogue == "13.1.0"
    assert list(plan.header.types) == ["Acme::Thing"]


def test_a_release_without_tables_is_an_error() -> None:
    found = compile_plan(sources_of({"template.yaml": TEXT}), Request(settings=Settings(heat_release=9)))

    assert found.value is None
    assert codes.UNKNOWN_RELEASE in [one.code for one in found.diagnostics]


PROGRAM = """
import hashlib
from heatplan.edge.load import load
from heatplan.ir.encode import encode
from heatplan.ir.settings import Settings
from heatplan.ir.source import Request
from heatplan.pipeline import compile
for template, release in (("template", 18), ("balanced", 12)):
    settings = Settings(heat_release=release)
    sources = load(f"{template}.yaml", types=["types"], settings=settings).value
    done = compile(sources, Request(settings=settings))
    said = repr(done.diagnostics) + (encode(done.value) if done.value else "")
    print(hashlib.sha256(said.encode()).hexdigest())
"""


def test_the_same_bytes_under_every_hash_seed() -> None:
    made = set()
    for seed in ("0", "1", "random"):
        around = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "compiler")}
        command = [sys.executable, "-c", PROGRAM]
        folder = ROOT / "samples" / "own_cloud"
        done = subprocess.run(command, cwd=folder, env=around, capture_output=True, text=True, check=True)
        made.add(done.stdout)

    assert len(made) == 1
    assert len(made.pop().splitlines()) == 2


def without_note(sources: SourceSet, request: Request) -> object:
    done = analyse(sources, request)
    return done.value, [one for one in done.diagnostics if one.code != codes.TYPE_REPLACED]


@pytest.mark.parametrize("count", [80])
def test_real_templates_are_the_same_with_the_types_that_heat_answers(count: int) -> None:
    own = tuple(forms())
    compared = 0
    for job in sampled(read_jobs(corpus.require().read_text(encoding="utf-8").splitlines()), count):
        sources = sources_of_job(job, Path(corpus.templates()))
        if sources is None:
            continue
        request = request_of(job)
        texts = " ".join(str(one.text) for one in sources.files.values())
        named = tuple(one for one in own if one.name[6:-5].replace("_", "::") in texts)
        assert without_note(replace(sources, types=named), request) == without_note(sources, request), job.id
        compared += 1

    assert compared > count // 2
