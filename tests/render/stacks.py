"""Stacks made by hand, to be drawn and written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from heatplan.ir.expr import Call, Expr, Lit, MapExpr, Substitute
from heatplan.ir.graph import order
from heatplan.ir.plan import Header, Plan
from heatplan.ir.schema import Parameter, ParameterSchema
from heatplan.ir.tree import Batch, Deferred, Family, Known, MemberClass, Names, Nested, Output, Resource, Stack
from heatplan.ir.value import Map
from heatplan.span import NOWHERE

EMPTY = Lit(Map())


def resource(name: str, kind: str, *, properties: Expr = EMPTY, **more: Any) -> Resource:
    return Resource(name, kind, more.pop("mapped", kind), properties, EMPTY, NOWHERE, **more)


def get_resource(name: str) -> Expr:
    return Call("get_resource", "GetResource", Lit(name))


def get_attr(*path: object) -> Expr:
    return Call("get_attr", "GetAttAllAttributes", Lit(path))


def family(count: int, *classes: tuple[Resource, tuple[tuple[int, int], ...]], **more: Any) -> Family:
    parts = tuple(MemberClass(item, Names(ranges)) for item, ranges in classes)
    return Family(Known(Names(((0, count),))), "%index%", EMPTY, parts, **more)


MEMBER = Stack(
    "server_with_volume.yaml",
    "2015-04-30",
    parameters=(Parameter(ParameterSchema("name", "string"), Call("get_param", "GetParam", Lit("name"))),),
    resources=(
        resource(
            "server",
            "OS::Nova::Server",
            properties=MapExpr(
                (("flavor", Lit("tiny")), ("image", Lit("tiny")), ("name", Call("get_param", "GetParam", Lit("name"))))
            ),
        ),
        resource("volume", "OS::Cinder::Volume", properties=Lit(Map(size=1))),
        resource(
            "attachment",
            "OS::Cinder::VolumeAttachment",
            properties=MapExpr((("instance_uuid", get_resource("server")), ("volume_id", get_resource("volume")))),
            implicit=("server", "volume"),
        ),
    ),
)
NAMED = (("name", Substitute(Lit("server-%index%"), "%index%")),)
SERVERS = family(5, (resource("%index%", MEMBER.template, child=Nested(MEMBER, NAMED)), ((0, 5),)))
COUNT = Parameter(ParameterSchema("count", "number"), Lit(5))

FIVE = Stack(
    "template.yaml",
    "2015-04-30",
    parameters=(COUNT,),
    resources=(resource("servers", "OS::Heat::ResourceGroup", child=SERVERS),),
    outputs=(Output("addresses", get_attr("servers", "address")),),
)

POOL = family(3, (resource("%index%", "OS::Octavia::PoolMember"), ((0, 3),)), batch=Batch(2, 1.5))
MIXED = family(
    4,
    (resource("%index%", "OS::Cinder::Volume"), ((0, 1), (2, 4))),
    (resource("%index%", MEMBER.template, child=Nested(MEMBER, NAMED)), ((1, 2),)),
)
LATER = Family(
    Deferred(get_attr("counter", "value")), "%index%", EMPTY, (MemberClass(resource("%index%", "OS::Heat::None")),)
)
SECRET = Parameter(ParameterSchema("password", "string", default="hunter2", hidden=True), Lit("hunter2"), "hunter2")

WEB = Stack(
    "web.yaml",
    "2021-04-16",
    parameters=(
        COUNT,
        SECRET,
        Parameter(ParameterSchema("later", "string"), Call("get_param", "GetParam", Lit("later"))),
    ),
    resources=(
        resource("alarm", "OS::Aodh::Alarm", implicit=("policy",), when=Call("not", "Not", Lit("small"))),
        resource("config", "OS::Heat::SoftwareConfig"),
        resource("counter", "OS::Heat::Value"),
        resource("empty", "OS::Heat::ResourceGroup", child=family(0)),
        resource("key", "OS::Nova::KeyPair", deletion_policy=Lit("Retain")),
        resource("later", "OS::Heat::ResourceGroup", child=LATER, implicit=("counter",)),
        resource("members", "OS::Heat::ResourceGroup", child=POOL, implicit=("pool", "servers")),
        resource("mixed", "OS::Heat::ResourceGroup", child=MIXED, implicit=("servers",)),
        resource("net", "OS::Neutron::Net", external_id=Lit("a-net")),
        resource("policy", "OS::Heat::ScalingPolicy", implicit=("servers",)),
        resource("pool", "OS::Octavia::Pool", implicit=("net",)),
        resource("router", "OS::Neutron::Router", explicit=("net",)),
        resource(
            "servers", "OS::Heat::ResourceGroup", child=SERVERS, implicit=("config", "key", "net"), explicit=("router",)
        ),
    ),
    disabled=("backup",),
    outputs=(Output("address", get_attr("servers", "resource.0.address")), Output("none", None)),
)

PLAN = Plan(Header("five", "template.yaml", Map(), Map(count=5), Map(), "27.0.1", ("nested stacks",)), FIVE, "0" * 64)


def ordered(stack: Stack) -> Stack:
    """The stack with its resources in canonical order, as those of a plan are."""
    named = {one.name: one for one in stack.resources}
    names = order({name: [need for need in one.needs if need in named] for name, one in named.items()})
    assert names is not None
    return replace(stack, resources=tuple(named[name] for name in names))


HOSTILE_NAME = 'x"]}\\<b>&`\x1b[31m\n%}|##vso[a]'
HOSTILE = Stack(
    HOSTILE_NAME,
    "2021-04-16",
    parameters=(Parameter(ParameterSchema(HOSTILE_NAME, "string"), Lit(HOSTILE_NAME)),),
    resources=(
        resource(HOSTILE_NAME, HOSTILE_NAME, properties=Lit(Map({HOSTILE_NAME: HOSTILE_NAME}))),
        resource(
            "nested" + HOSTILE_NAME,
            HOSTILE_NAME,
            child=Nested(MEMBER, ((HOSTILE_NAME, Lit(HOSTILE_NAME)),)),
            implicit=(HOSTILE_NAME,),
        ),
    ),
    outputs=(Output(HOSTILE_NAME, Lit(HOSTILE_NAME)),),
)
