"""The environment of Heat's operator; what is expected is what Heat 27 made of the same files."""

from __future__ import annotations

from pathlib import Path

import pytest

from heatplan.edge.load import load
from heatplan.ir.plan import Plan
from heatplan.pipeline import compile as compile_plan
from heatplan.result import Result
from tests.edge.commands import heatplan

HEAD = "heat_template_version: 2018-08-31\nparameters: {p: {type: string, default: own}}\nresources:\n"
OPERATOR = """
parameters: {p: from the operator}
parameter_defaults: {p: sesame, q: 1}
resource_registry:
  My::Thing: OS::Heat::Value
  OS::Heat::RandomString:
  "OS::Cinder::*": OS::Heat::None
  My::Template: file:///etc/heat/templates/t.yaml
  My::Relative: t.yaml
  My::Missing: file:///etc/heat/templates/none.yaml
  OS::Heat::TestResource: file:///etc/heat/templates/t.yaml
  My::Relatives: file:///etc/heat/templates/relatives.yaml
  resources:
    special: {OS::Heat::Value: OS::Heat::None}
    facade: {OS::Heat::RandomString: file:///etc/heat/templates/t.yaml, OS::Heat::Value: file:///etc/heat/templates/t.yaml}
    hooked: {hooks: pre-create}
"""
TEMPLATE = """
heat_template_version: 2018-08-31
parameters: {p: {type: string, default: own}}
resources:
  v: {type: OS::Heat::Value, properties: {value: {get_param: p}}}
outputs:
  o: {value: {get_attr: [v, value]}}
"""
RELATIVES = "heat_template_version: 2018-08-31\nresources: {r: {type: t.yaml}}\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    texts = {"environment.d/a.yaml": OPERATOR, "templates/t.yaml": TEMPLATE, "templates/relatives.yaml": RELATIVES}
    for name, text in texts.items():
        file = tmp_path / "heat" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def compiled(here: Path, resource: str, registry: str = "", *more: str) -> Result[Plan]:
    (here / "template.yaml").write_text(f"{HEAD}  {resource}\n", encoding="utf-8")
    (here / "env.yaml").write_text(f"resource_registry: {{{registry}}}\n", encoding="utf-8")
    operator = [here / "heat" / "environment.d", *(here / one for one in more)]
    sources = load(str(here / "template.yaml"), [str(here / "env.yaml")], operator=operator)
    assert sources.value is not None
    assert not sources.failed
    return compile_plan(sources.value)


@pytest.mark.parametrize(
    ("resource", "registry", "made_by"),
    [
        ("a: {type: My::Thing, properties: {value: 1}}", "", "OS::Heat::Value"),
        ("a: {type: OS::Cinder::Volume, properties: {size: 1}}", "", "OS::Heat::None"),
        ("a: {type: My::Template}", "", "file:///etc/heat/templates/t.yaml"),
        ("a: {type: OS::Heat::TestResource}", "", "file:///etc/heat/templates/t.yaml"),
        ("a: {type: U::X}", "U::X: My::Template", "file:///etc/heat/templates/t.yaml"),
        ("special: {type: OS::Heat::Value, properties: {value: 1}}", "", "OS::Heat::None"),
        ("hooked: {type: OS::Heat::Value, properties: {value: 1}}", "", "OS::Heat::Value"),
        ("facade: {type: OS::Heat::RandomString}", "", "file:///etc/heat/templates/t.yaml"),
        ("facade: {type: OS::Heat::Value, properties: {p: x}}", "", "file:///etc/heat/templates/t.yaml"),
        ("a: {type: OS::Heat::Value, properties: {value: 1}}", "OS::Heat::*: OS::Heat::None", "OS::Heat::None"),
        ("a: {type: My::Template}", "My::Template: OS::Heat::None", "OS::Heat::None"),
        ("a: {type: OS::Quantum::Net}", "", "OS::Neutron::Net"),
        ("a: {type: OS::Nova::KeyPair, properties: {name: k, public_key: x}}", "", "OS::Nova::KeyPair"),
    ],
)
def test_a_type_is_what_the_operator_says(here: Path, resource: str, registry: str, made_by: str) -> None:
    plan = compiled(here, resource, registry)

    assert plan.value is not None, plan.diagnostics
    (made,) = plan.value.root.resources
    assert made.mapped == made_by
    assert not made.hooks


@pytest.mark.parametrize(
    ("resource", "registry", "code"),
    [
        ("a: {type: OS::Heat::RandomString}", "", "HP0600"),
        ("a: {type: U::X}", "U::X: OS::Heat::RandomString", "HP0600"),
        ("a: {type: OS::Heat::RandomString}", "OS::Heat::RandomString: OS::Heat::Value", "HP0503"),
        ("a: {type: My::Relative}", "", "HP0601"),
        ("a: {type: My::Relatives}", "", "HP0601"),
        ("a: {type: My::Missing}", "", "HP0601"),
    ],
)
def test_a_type_that_the_operator_took_away_is_not_there(here: Path, resource: str, registry: str, code: str) -> None:
    plan = compiled(here, resource, registry)

    assert code in [one.code.id for one in plan.diagnostics if one.severity == "error"]


def test_values_of_the_operator_reach_no_stack(here: Path) -> None:
    plan = compiled(here, "a: {type: My::Thing, properties: {value: {get_param: p}}}")

    assert plan.value is not None
    assert plan.value.header.parameters["p"] == "own"
    (one,) = [one for one in plan.diagnostics if one.code.id == "HP0477"]
    assert "heat/environment.d/a.yaml, parameters, parameter_defaults has no effect" in one.message


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("- a list", "it can not be read"),
        ("resource_registry:", "the section resource_registry is empty"),
        ("resource_registri: {}", "there is no section resource_registri"),
        ("{", "it can not be read"),
    ],
)
def test_heat_starts_without_a_file_that_it_can_not_read(here: Path, text: str, why: str) -> None:
    (here / "heat/environment.d/b.yaml").write_text(text, encoding="utf-8")
    plan = compiled(here, "a: {type: My::Thing, properties: {value: 1}}")

    assert plan.value is not None
    assert [one.message for one in plan.diagnostics if one.code.id == "HP0476"] == [
        f"Heat starts without its environment file heat/environment.d/b.yaml, and only its log says so: {why}."
    ]


def test_files_that_disagree_are_a_warning_and_the_later_wins(here: Path) -> None:
    (here / "other.yaml").write_text("resource_registry: {My::Thing: OS::Heat::None}", encoding="utf-8")
    plan = compiled(here, "a: {type: My::Thing}", "", "other.yaml")

    assert plan.value is not None
    assert plan.value.root.resources[0].mapped == "OS::Heat::None"
    (one,) = [one for one in plan.diagnostics if one.code.id == "HP0478"]
    assert one.message.startswith("other.yaml has My::Thing otherwise than heat/environment.d/a.yaml")


def test_a_template_outside_of_heats_folder_is_not_read(here: Path) -> None:
    (here / "secret.yaml").write_text(TEMPLATE, encoding="utf-8")
    (here / "heat/environment.d/b.yaml").write_text(
        f"resource_registry: {{My::Other: 'file://{here}/secret.yaml'}}", encoding="utf-8"
    )
    plan = compiled(here, "a: {type: My::Other}")

    assert "HP0601" in [one.code.id for one in plan.diagnostics]


def test_the_command_line_has_it_and_shows_no_value_of_the_operators(here: Path) -> None:
    (here / "template.yaml").write_text(f"{HEAD}  a: {{type: OS::Heat::RandomString}}\n", encoding="utf-8")
    (here / "heat/environment.d/a.yaml").write_text(
        "{parameter_defaults: {p: sesame}, resource_registry: {OS::Heat::RandomString: null, resources: {a: {hooks: x}}}}",
        encoding="utf-8",
    )
    ended = heatplan("check", "-t", "template.yaml", "--operator-environment", "heat/environment.d", cwd=here)

    assert ended.code == 1
    assert "the operator's environment takes it away" in ended.err
    assert "sesame" not in ended.err
    assert heatplan("check", "-t", "template.yaml", "--operator-environment", "none", cwd=here).code == 1
