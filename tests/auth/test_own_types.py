"""Types of which no table says what credentials they make: each is said once, and is an error where none may be left."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from heatplan.diagnostics.codes_types import UNKNOWN_CREDENTIALS
from heatplan.ir.auth import AUTH_DEFAULTS
from heatplan.ir.settings import Settings
from heatplan.ir.source import Request, Source
from heatplan.pipeline import compile as compile_plan
from tests.sources import sources_of

THING = Source("Acme.json", '{"resource_type": "Acme::Thing", "properties": {}, "attributes": {}}')

TEMPLATE = """
heat_template_version: 2018-08-31
resources:
  one: {type: Acme::Thing}
  two: {type: Acme::Thing}
  group: {type: OS::Heat::ResourceGroup, properties: {count: 3, resource_def: {type: Acme::Thing}}}
"""


@pytest.mark.parametrize(("policy", "severity"), [("heat", "warning"), ("minimal", "error")])
def test_a_type_of_a_file_is_not_accounted_for(policy: Literal["heat", "minimal"], severity: str) -> None:
    sources = replace(sources_of({"template.yaml": TEMPLATE}), types=(THING,))
    plan = compile_plan(sources, Request(auth=replace(AUTH_DEFAULTS, policy=policy)))

    (found,) = [one for one in plan.diagnostics if one.code == UNKNOWN_CREDENTIALS]
    assert found.severity == severity
    assert found.address == "resources.one"
    assert (plan.value is None) == (policy == "minimal")


def test_a_type_that_was_retired_since_is_not_either() -> None:
    text = """
heat_template_version: 2018-08-31
resources:
  job: {type: OS::Sahara::Job, properties: {type: Java}}
"""
    sources = sources_of({"template.yaml": text})
    xena, newest = (compile_plan(sources, Request(settings=Settings(heat_release=one))) for one in (17, 27))

    assert [one.code for one in xena.diagnostics if one.severity != "note"] == [UNKNOWN_CREDENTIALS]
    assert xena.value is not None
    assert UNKNOWN_CREDENTIALS not in [one.code for one in newest.diagnostics]


def test_a_shipped_type_from_a_file_keeps_its_table() -> None:
    form = '{"resource_type": "OS::Heat::WaitConditionHandle", "properties": {}, "attributes": {}}'
    text = "heat_template_version: 2018-08-31\nresources: {handle: {type: OS::Heat::WaitConditionHandle}}\n"
    sources = replace(sources_of({"template.yaml": text}), types=(Source("handle.json", form),))
    plan = compile_plan(sources)

    assert plan.value is not None
    assert [mint.kind for mint in plan.value.root.resources[0].auth]
    assert UNKNOWN_CREDENTIALS not in [one.code for one in plan.diagnostics]
