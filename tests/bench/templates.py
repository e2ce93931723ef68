"""Templates of any size, each of one shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator

_HEAD = ["heat_template_version: 2018-08-31", "parameters:", "  image: {type: string, default: tiny}", "resources:"]


def flat(count: int) -> str:
    """A third each of volumes, servers and attachments, each attachment over its volume and server."""
    return _text(_flat(count))


def by_depends_on(count: int) -> str:
    """A chain: each resource has the one before in ``depends_on``."""
    return _text(_chain(count, "    properties: {{value: x}}\n    depends_on: r{before}"))


def by_reference(count: int) -> str:
    """A chain: each resource refers to the one before."""
    return _text(_chain(count, "    properties: {{value: {{get_resource: r{before}}}}}"))


def by_attribute(count: int) -> str:
    """A chain: each resource reads an attribute of the one before."""
    return _text(_chain(count, "    properties: {{value: {{get_attr: [r{before}, value]}}}}"))


def networks(count: int) -> str:
    """Subnets and ports on networks that exist, a subnet and a port on each: one implicit edge for two resources."""
    return _text(_networks(count, "shared-{number}"))


def new_networks(count: int) -> str:
    """A network, a subnet and a port each: Heat takes networks that are not there yet for the same, N² edges."""
    return _text(_new_networks(count))


DENSE = "ports and subnets, N²/9 edges"
SHAPES: dict[str, Callable[[int], str]] = {
    "flat": flat,
    "chained by depends_on": by_depends_on,
    "chained by get_resource": by_reference,
    "chained by get_attr": by_attribute,
    "ports and subnets, one edge each": networks,
    DENSE: new_networks,
}


def _text(lines: Iterator[str]) -> str:
    return "\n".join((*_HEAD, *lines)) + "\n"


def _flat(count: int) -> Iterator[str]:
    for number in range(count // 3):
        yield from (
            f"  volume{number}:",
            "    type: OS::Cinder::Volume",
            f"    properties: {{name: data-{number}, size: 10, description: a volume for server {number}}}",
            f"  server{number}:",
            "    type: OS::Nova::Server",
            "    properties:",
            f"      name: server-{number}",
            "      image: {get_param: image}",
            "      flavor: m1.small",
            "      networks: [{network: private}]",
            "      metadata: {role: worker, rack: r1}",
            f"  attachment{number}:",
            "    type: OS::Cinder::VolumeAttachment",
            "    properties:",
            f"      volume_id: {{get_resource: volume{number}}}",
            f"      instance_uuid: {{get_resource: server{number}}}",
        )


def _chain(count: int, body: str) -> Iterator[str]:
    for number in range(count):
        yield f"  r{number}:"
        yield "    type: OS::Heat::Value"
        yield body.format(before=number - 1) if number else "    properties: {value: x}"


def _networks(count: int, network: str) -> Iterator[str]:
    for number in range(count // 2):
        name = network.format(number=number)
        yield from (
            f"  subnet{number}:",
            "    type: OS::Neutron::Subnet",
            f"    properties: {{network: {name}, cidr: {_cidr(number)}}}",
            f"  port{number}:",
            "    type: OS::Neutron::Port",
            f"    properties: {{network: {name}}}",
        )


def _new_networks(count: int) -> Iterator[str]:
    for number in range(count // 3):
        yield f"  network{number}:"
        yield "    type: OS::Neutron::Net"
        yield f"    properties: {{name: new-{number}}}"
        yield f"  subnet{number}:"
        yield "    type: OS::Neutron::Subnet"
        yield f"    properties: {{network: {{get_resource: network{number}}}, cidr: {_cidr(number)}}}"
        yield f"  port{number}:"
        yield "    type: OS::Neutron::Port"
        yield f"    properties: {{network: {{get_resource: network{number}}}}}"


def _cidr(number: int) -> str:
    return f"10.{number // 256 % 256}.{number % 256}.0/24"
