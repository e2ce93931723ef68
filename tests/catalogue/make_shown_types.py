# mypy: ignore-errors
"""Write ``shown_types.jsonl``: what the real Heat answers about some of its types.

Run with the interpreter of the environment that has Heat; it asks the code of
Heat's engine that ``openstack orchestration resource type show`` comes to.
"""

import inspect
import json
import sys
from pathlib import Path
from unittest import mock

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "compiler" / "heatplan" / "catalogue"))

import extract  # noqa: E402
from oslo_serialization import jsonutils  # noqa: E402

extract.set_up()

from heat.engine import service  # noqa: E402

TYPES = (
    "AWS::EC2::Instance",
    "OS::Cinder::Volume",
    "OS::Heat::AutoScalingGroup",
    "OS::Heat::RandomString",
    "OS::Heat::ResourceGroup",
    "OS::Heat::Value",
    "OS::Heat::WaitConditionHandle",
    "OS::Mistral::Workflow",
    "OS::Neutron::Port",
    "OS::Neutron::SecurityGroup",
    "OS::Nova::KeyPair",
    "OS::Nova::Server",
)


def main():
    engine = service.EngineService.__new__(service.EngineService)
    engine.resource_enforcer = mock.Mock()
    ask = inspect.unwrap(service.EngineService.resource_schema)
    answers = (jsonutils.dumps(ask(engine, None, name, False), separators=(",", ":")) for name in TYPES)
    text = "".join(json.dumps(json.loads(one), separators=(",", ":")) + "\n" for one in answers)
    (HERE / "shown_types.jsonl").write_text(text, encoding="utf-8", newline="\n")


main()
