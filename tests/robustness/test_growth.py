"""Work grows with the template and not with its square: counted in steps of the interpreter, not in seconds.

Twice the template may cost 2.2 times the steps (sorting is not quite linear).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from heatplan.ir.encode import encode
from heatplan.ir.settings import Settings
from heatplan.ir.source import Request
from heatplan.pipeline import compile as compile_plan
from tests.bench.templates import DENSE, SHAPES
from tests.counting import steps_of
from tests.sources import sources_of

REQUEST = Request(settings=Settings(max_resources_per_stack=-1))
SIZE = 60
MANY = 110
"""For mistakes: more than there are hints for."""


def grows(files: Callable[[int], dict[str, str]], *, lawful: bool = True, size: int = SIZE) -> float:
    """The steps for twice the size over those for the size."""

    def work(count: int) -> Callable[[], object]:
        texts = files(count)
        sources = sources_of(texts, environments=tuple(name for name in texts if name == "env.yaml"))

        def compiled() -> None:
            result = compile_plan(sources, REQUEST)
            assert (result.value is not None) == lawful, result.diagnostics[:3]
            if result.value is not None:
                encode(result.value)

        return compiled

    work(3)()  # what is made once a process
    return steps_of(work(2 * size)) / steps_of(work(size))


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != DENSE])
def test_lawful_templates(shape: str) -> None:
    assert grows(lambda count: {"template.yaml": SHAPES[shape](count)}) < 2.2


def resources(count: int, body: str, head: str = "") -> dict[str, str]:
    lines = [f"  name{number}: {body.format(n=number, next=(number + 1) % count)}" for number in range(count)]
    return {"template.yaml": f"heat_template_version: 2018-08-31\n{head}resources:\n" + "\n".join(lines) + "\n"}


@pytest.mark.parametrize(
    "body",
    [
        "{{type: OS::Heat::Value, properties: {{value: {{get_resource: nome{n}}}}}}}",
        "{{type: OS::Heat::Value, properties: {{value: {{get_attr: [nome{n}, value]}}}}}}",
        "{{type: OS::Heat::Value, properties: {{value: {{get_attr: [name{n}, valeu]}}}}}}",
        "{{type: OS::Heat::Value, properties: {{value: {{get_param: nome{n}}}}}}}",
        "{{type: OS::Heat::Value, properties: {{value: x}}, depends_on: nome{n}}}",
        "{{type: OS::Heat::Value, depends_on: [name{next}], properties: {{value: x}}}}",
        "{{type: OS::Heat::Value, properties: {{value: {{get_resource: name{next}}}}}}}",
        "{{type: OS::Heat::Vaule}}",
        "{{type: OS::Heat::Value, properties: {{vaule: x}}}}",
        "{{type: OS::Nova::Server, properties: {{networks: [{{network: n, port: p}}]}}}}",
        "{{type: OS::Heat::Value, propreties: {{value: x}}}}",
        "{{}}",
        "[]",
    ],
)
def test_a_mistake_in_each_resource(body: str) -> None:
    assert grows(lambda count: resources(count, body), lawful=False, size=MANY) < 2.2


def many_parameters(count: int) -> dict[str, str]:
    head = "parameters:\n" + "".join(f"  p{n}: {{type: string, default: x}}\n" for n in range(count))
    return resources(count, "{{type: OS::Heat::Value, properties: {{value: {{get_param: p{n}}}}}}}", head)


def test_many_unknown_parameters() -> None:
    head = "parameters:\n{}"
    body = "{{type: OS::Heat::Value, properties: {{value: {{get_param: q{n}}}}}}}"

    def files(count: int) -> dict[str, str]:
        given = "".join(f"  p{n}: {{type: string, default: x}}\n" for n in range(count))
        return resources(count, body, head.format(given))

    assert grows(files, lawful=False, size=MANY) < 2.2


def test_many_parameters_that_are_not_declared() -> None:
    def files(count: int) -> dict[str, str]:
        given = "parameters:\n" + "".join(f"  q{n}: x\n" for n in range(count))
        return {**many_parameters(count), "env.yaml": given}

    assert grows(files, lawful=False, size=MANY) < 2.2


def many_conditions(count: int) -> dict[str, str]:
    head = "conditions:\n" + "".join(f"  c{n}: {{equals: [{n % 2}, 1]}}\n" for n in range(count))
    return resources(count, "{{type: OS::Heat::Value, condition: c{n}, properties: {{value: x}}}}", head)


def many_outputs(count: int) -> dict[str, str]:
    outputs = "outputs:\n" + "".join(f"  o{n}: {{value: {{get_attr: [name{n}, value]}}}}\n" for n in range(count))
    files = resources(count, "{{type: OS::Heat::Value, properties: {{value: x}}}}")
    return {"template.yaml": files["template.yaml"] + outputs}


def a_long_list(count: int) -> dict[str, str]:
    items = ", ".join(f"{{get_attr: [name0, value, {n}]}}" for n in range(count))
    files = resources(1, "{{type: OS::Heat::Value, properties: {{value: [1]}}}}")
    lists = f"  other: {{type: OS::Heat::Value, properties: {{value: [{items}]}}}}\n"
    return {"template.yaml": files["template.yaml"] + lists}


MEMBER = """heat_template_version: 2018-08-31
parameters:
  a: {type: string}
resources:
  r: {type: OS::Heat::Value, properties: {value: {get_param: a}}}
"""


def one_nested_template(count: int) -> dict[str, str]:
    return {**resources(count, "{{type: member.yaml, properties: {{a: x}}}}"), "member.yaml": MEMBER}


def many_nested_templates(count: int) -> dict[str, str]:
    files = {f"member{n}.yaml": MEMBER for n in range(count)}
    return {**resources(count, "{{type: member{n}.yaml, properties: {{a: x}}}}"), **files}


def many_groups(count: int) -> dict[str, str]:
    group = "count: 3, resource_def: {{type: OS::Heat::Value, properties: {{value: '%index%'}}}}"
    return resources(count, f"{{{{type: OS::Heat::ResourceGroup, properties: {{{{{group}}}}}}}}}")


def a_chain(count: int) -> dict[str, str]:
    chain = f"resources: [{', '.join(['OS::Heat::Value'] * count)}], resource_properties: {{{{value: x}}}}"
    return resources(1, f"{{{{type: OS::Heat::ResourceChain, properties: {{{{{chain}}}}}}}}}")


@pytest.mark.parametrize(
    "files",
    [
        many_parameters, many_conditions, many_outputs, a_long_list, one_nested_template, many_nested_templates,
        many_groups, a_chain,
    ],
)  # fmt: skip
def test_many_of_each_part(files: Callable[[int], dict[str, str]]) -> None:
    assert grows(files) < 2.2
