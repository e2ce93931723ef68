"""``heatplan check --skeleton``: an environment that gives each parameter a lawful value."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given

from heatplan.ir.schema import AllowedPattern, Custom, ParameterSchema
from heatplan.ir.value import freeze
from heatplan.render.skeleton import UNKNOWN, skeleton, smallest
from heatplan.semantics.parameters import check
from heatplan.testing.schemas import schemas
from tests.edge.commands import heatplan

TEMPLATE = """\
heat_template_version: 2021-04-16
parameters:
  flavor: {type: string, description: "The flavor.\\nOf each.", constraints: [{allowed_values: [m1.tiny, m1.big]}]}
  count: {type: number, constraints: [{range: {min: 3}}, {modulo: {step: 4, offset: 1}}]}
  password: {type: string, hidden: true, constraints: [{length: {min: 8}}]}
  key: {type: string, constraints: [{custom_constraint: nova.keypair}]}
  zones: {type: comma_delimited_list}
  settings: {type: json}
  zone: {type: string}
  code: {type: string, constraints: [{length: {min: 3, max: 5}}]}
  fast: {type: boolean}
  name: {type: string, default: web}
  token: {type: string, default: s3cr3t, hidden: true}
"""


def test_it_is_an_environment_with_which_nothing_is_missing(tmp_path: Path) -> None:
    template, environment = tmp_path / "t.yaml", tmp_path / "env.yaml"
    template.write_text(TEMPLATE)

    ended = heatplan("check", "-t", template, "--skeleton")

    assert (ended.code, ended.err) == (0, "")
    assert yaml.safe_load(ended.out)["parameters"] == {
        "flavor": "m1.tiny",
        "count": 5,
        "password": UNKNOWN,
        "key": UNKNOWN,
        "zones": [],
        "settings": {},
        "zone": UNKNOWN,
        "code": "xxx",
        "fast": False,
    }
    assert "  # The flavor. Of each.\n  # string; must be one of" in ended.out
    assert "  # name: web\n" in ended.out
    assert "s3cr3t" not in ended.out
    environment.write_text(ended.out)
    assert "HP0457" not in heatplan("check", "-t", template, "-e", environment).err
    again = heatplan("check", "-t", template, "-e", environment, "--skeleton").out
    assert yaml.safe_load(again) == {"parameters": {}}


def test_who_lacks_several_values_is_told_of_it(tmp_path: Path) -> None:
    template = tmp_path / "my template.yaml"
    template.write_text(TEMPLATE)

    ended = heatplan("check", "-t", template)

    assert f"all 9 that are missing: heatplan check -t '{template}' --skeleton > env.yaml" in ended.err
    assert ended.err.count("--skeleton") == 1
    assert "--skeleton" not in heatplan("check", "-t", template, *[
        word for name in ("flavor", "count", "password", "key", "zones", "settings", "zone", "code") for word in ("--parameter", f"{name}=")
    ]).err  # fmt: skip


def test_a_template_that_can_not_be_read_is_said(tmp_path: Path) -> None:
    ended = heatplan("check", "-t", tmp_path / "gone.yaml", "--skeleton")

    assert (ended.code, ended.out) == (1, "")
    assert "HP0901" in ended.err


def test_a_template_without_parameters_has_an_empty_one() -> None:
    assert skeleton([]) == "parameters: {}\n"


@given(schemas("name", "string", "", "2021-04-16") | schemas("name", "number", "", "2021-04-16"))
def test_the_value_is_lawful_unless_it_says_so(schema: ParameterSchema) -> None:
    value = smallest(schema)
    text = skeleton([schema])

    judged_elsewhere = any(isinstance(rule, (AllowedPattern, Custom)) for rule in schema.constraints)
    assert check(schema, value) == () or (value == UNKNOWN and judged_elsewhere)
    given = yaml.safe_load(text)["parameters"]
    assert given == {} if schema.has_default else freeze(given["name"]) == value
