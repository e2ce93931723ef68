"""The pictures of docs/graphs.md and of README.md, drawn from the samples; ``make docs`` writes them.

They are SVG by our own layout, so they are the same on every machine, and a
test compares them.
"""

from __future__ import annotations

from pathlib import Path

from heatplan.edge.load import load
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from heatplan.render.seeing import seen
from heatplan.render.svg import svg_of
from heatplan.render.view import View

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"

PICTURES: tuple[tuple[str, str, str, View], ...] = (
    ("five_servers", "resource_group", "five", View()),
    ("focus", "resource_group", "five", View(focus="servers[3].volume", radius=1)),
    ("opened", "resource_group", "five", View(opened=("servers",))),
    ("critical_path", "stack_domain_users", "users", View(critical_path=True)),
    ("by_identity", "stack_domain_users", "users", View(by="identity")),
    ("by_action", "stack_domain_users", "users", View(by="action")),
    ("by_stack", "resource_group", "five", View(by="stack")),
    ("alike", "web", "web", View()),
    ("types", "web", "web", View(detail="types")),
)
"""Each picture's name, the sample that it shows, the stack's name, and what is to be seen.  ``web`` is no sample,
but what ``web`` here makes: many resources on one level."""


HEAD = """\
heat_template_version: 2021-04-16
resources:
  net: {type: OS::Neutron::Net}
  subnet: {type: OS::Neutron::Subnet, properties: {network: {get_resource: net}, cidr: 10.0.0.0/22}}
"""
EACH = """\
  port_N:
    type: OS::Neutron::Port
    properties: {network: {get_resource: net}}
  volume_N:
    type: OS::Cinder::Volume
    properties: {size: 1}
  server_N:
    type: OS::Nova::Server
    properties: {flavor: m1.small, image: cirros, networks: [{port: {get_resource: port_N}}]}
  address_N:
    type: OS::Neutron::FloatingIP
    properties: {floating_network: public, port_id: {get_resource: port_N}}
  attachment_N:
    type: OS::Cinder::VolumeAttachment
    properties: {instance_uuid: {get_resource: server_N}, volume_id: {get_resource: volume_N}}
"""


def web(count: int = 60) -> str:
    """A template of so many servers, each with a port, a volume and an address, without any group."""
    return HEAD + "".join(EACH.replace("_N", f"_{at}") for at in range(count))


def plan_of(sample: str, name: str) -> Plan:
    """The plan of a sample."""
    if sample == "web":
        sources = SourceSet("web.yaml", Map({"web.yaml": Source("web.yaml", web())}))
    else:
        folder = SAMPLES / sample
        environments = [str(folder / "env.yaml")] if (folder / "env.yaml").is_file() else []
        loaded = load(str(folder / "template.yaml"), environments)
        assert loaded.value is not None
        sources = loaded.value
    result = compile_plan(sources, Request(name, Map()))
    assert result.value is not None, result.diagnostics
    return result.value


def pictures() -> dict[Path, str]:
    """Every picture by its file; all follow the viewer's theme."""
    out = {}
    for picture, sample, name, view in PICTURES:
        plan = plan_of(sample, name)
        drawing = seen(plan, view)
        assert drawing.value is not None, drawing.diagnostics
        title = f"{name}: {plan.header.root}"
        out[HERE / "images" / f"{picture}.svg"] = svg_of(drawing.value, title=title, theme="auto")
    return out


if __name__ == "__main__":
    for path, text in pictures().items():
        path.write_text(text, encoding="utf-8")
