"""Templates with a mistake each, and questions about them."""

from __future__ import annotations

from heatplan.testing.proving.proof import Question
from tests.sources import sources_of

HEAD = "heat_template_version: 2018-08-31\n"

LEAKING = (
    HEAD
    + """\
parameters:
  name: {type: string, default: web}
  password: {type: string, hidden: true}
  other: {type: number, default: 3}
resources:
  server: {type: OS::Nova::Server, properties: {name: {get_param: name}, flavor: m1.small, image: cirros}}
outputs:
  login: {value: {list_join: [':', [admin, {get_param: password}]]}}
"""
)

LOOSE = (
    HEAD
    + """\
parameters:
  cidr: {type: string}
  name: {type: string, default: net}
resources:
  net: {type: OS::Neutron::Net, properties: {name: {get_param: name}}}
  subnet: {type: OS::Neutron::Subnet, properties: {network: {get_resource: net}, cidr: {get_param: cidr}}}
"""
)


def question(text: str, environment: str = "", **how: object) -> Question:
    """The question about a template, with an environment that fixes what it gives."""
    files = {"template.yaml": text} | ({"env.yaml": environment} if environment else {})
    return Question(sources_of(files, environments=("env.yaml",) if environment else ()), **how)  # type: ignore[arg-type]
