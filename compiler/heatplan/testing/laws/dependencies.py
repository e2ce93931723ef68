"""The law that nothing is used before it is there: missing dependencies that only show in a cloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from heatplan.diagnostics import codes_laws as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir import address
from heatplan.ir.expr import Lit, entry
from heatplan.ir.tree import Family, Nested, Resource, Stack
from heatplan.testing.laws import sites
from heatplan.testing.laws.behind import behind
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.law import Law, Terms

MAKES: Final[Mapping[str, str]] = {
    "OS::Cinder::VolumeType": "cinder.vtype",
    "OS::Cinder::QoSSpecs": "cinder.qos_specs",
    "OS::Designate::Zone": "designate.zone",
    "OS::Keystone::Domain": "keystone.domain",
    "OS::Keystone::Group": "keystone.group",
    "OS::Keystone::Project": "keystone.project",
    "OS::Keystone::Role": "keystone.role",
    "OS::Keystone::User": "keystone.user",
    "OS::Neutron::AddressScope": "neutron.address_scope",
    "OS::Neutron::Net": "neutron.network",
    "OS::Neutron::ProviderNet": "neutron.network",
    "OS::Neutron::Port": "neutron.port",
    "OS::Neutron::QoSPolicy": "neutron.qos_policy",
    "OS::Neutron::Router": "neutron.router",
    "OS::Neutron::SecurityGroup": "neutron.security_group",
    "OS::Neutron::Subnet": "neutron.subnet",
    "OS::Neutron::SubnetPool": "neutron.subnetpool",
    "OS::Nova::Flavor": "nova.flavor",
    "OS::Nova::KeyPair": "nova.keypair",
    "OS::Zaqar::Queue": "zaqar.queue",
}
"""What a resource makes, as the constraint that asks for one by its name."""

SUBNET: Final = "OS::Neutron::Subnet"
PORT: Final = "OS::Neutron::Port"
NETWORKS: Final = ("OS::Neutron::Net", "OS::Neutron::ProviderNet")
ON_NETWORKS: Final = (PORT, "OS::Nova::Server")
INTERFACE: Final = "OS::Neutron::RouterInterface"
ASSOCIATIONS: Final[Mapping[str, str]] = {
    "OS::Neutron::FloatingIP": "port_id",
    "OS::Neutron::FloatingIPAssociation": "port_id",
    "OS::Nova::FloatingIPAssociation": "server_id",
}
"""Types that give a port a floating address, by the property with which they do.

Neutron refuses that while no router joins the port's subnet with the external network (ExternalGatewayForFloatingIPNotFound,
neutron/db/l3_db.py, ``_get_router_for_floatingip``).
"""


def _ask(case: Case, _terms: Terms) -> Iterator[Diagnostic]:
    yield from _by_name(case)
    yield from _routes(case.plan.root, "")


def _by_name(case: Case) -> Iterator[Diagnostic]:
    """Things that are named in a text and made by the stack: Heat looks for them before it makes them."""
    made = {
        (MAKES[placed.resource.mapped], name): where
        for where, placed in case.once(sites.placed_at).items()
        if placed.resource.mapped in MAKES and (name := _literal(placed.resource, "name")) is not None
    }
    for one in case.plan.header.preconditions if made else ():
        name = one.value.value if isinstance(one.value, Lit) else None
        where = made.get((one.constraint, str(name)))
        if where is not None:
            yield from _named(case, one.at.replace("[*]", "[0]"), where, str(name))


def _named(case: Case, user: str, where: str, name: str) -> Iterator[Diagnostic]:
    owner, found, path = user.partition(".properties.")
    first = path.partition(".")[0].partition("[")[0]
    word, _, parameter = user.partition("parameters.")
    if found:
        span, asked = sites.of_address(case, owner, first), behind(case, owner, first)
        place = f"{address.in_template(owner)}.properties.{first}"
    elif not word:
        span, asked, place = sites.of_parameter(case, parameter), frozenset({parameter}), user
    else:
        return
    if asked != behind(case, where, "name"):
        return
    maker = (address.parse(where) or ())[-1].text
    told = finding(
        codes.NAMED_BEFORE_MADE,
        span,
        labels=((sites.of_address(case, where, "name"), "it gets the name here"),),
        hint=f"Refer to it by get_resource: {maker}"
        if found
        else "Take the constraint away: it asks for what is there.",
        facts={"place": owner if found else user, "name": name, "maker": where},
    )
    yield told.at(place)


def _literal(resource: Resource, name: str) -> str | None:
    value = entry(resource.properties, name)
    return value.value if isinstance(value, Lit) and isinstance(value.value, str) and value.value else None


def _routes(stack: Stack, prefix: str) -> Iterator[Diagnostic]:
    """Floating addresses that may come before the router's interface that they need, level by level."""
    named = {one.name: one for one in stack.resources}
    interfaces = [one for one in stack.resources if one.mapped == INTERFACE]
    for resource in stack.resources:
        where = address.join(prefix, resource.name)
        user = _association(resource, where) if interfaces else None
        if user is not None:
            reached, ground = _reached(resource.name, named), _ground(resource, named)
            routes = [one for one in interfaces if ground & _joined(one, named)]
            late = [one for one in routes if resource.name not in _reached(one.name, named)]
            if late and not any(one.name in reached for one in routes):
                yield _unrouted(user, where, resource, late[0], prefix)
        if isinstance(resource.child, Nested):
            yield from _routes(resource.child.stack, where)


def _unrouted(user: str, where: str, resource: Resource, interface: Resource, prefix: str) -> Diagnostic:
    told = finding(
        codes.BEFORE_ITS_ROUTE,
        resource.span,
        labels=((interface.span, "this joins the subnet with the router"),),
        hint=f"Add depends_on: {interface.name}",
        facts={"place": user, "interface": address.join(prefix, interface.name)},
    )
    return told.at(address.in_template(where))


def _reached(name: str, named: Mapping[str, Resource]) -> frozenset[str]:
    """All that a resource waits for on its level, directly or by a way."""
    found: set[str] = set()
    todo = list(named[name].needs)
    while todo:
        one = todo.pop()
        if one not in found and one in named:
            found.add(one)
            todo.extend(named[one].needs)
    return frozenset(found)


def _joined(interface: Resource, named: Mapping[str, Resource]) -> frozenset[str]:
    """The subnets that an interface joins with its router, and their networks."""
    subnets = _referred(interface, named, (SUBNET,))
    return subnets.union(*(_referred(named[one], named, NETWORKS) for one in subnets))


def _ground(resource: Resource, named: Mapping[str, Resource]) -> frozenset[str]:
    """The subnets and networks of what gets the floating address: the port's own, or what a nested stack is given."""
    own = {resource.name} | _referred(resource, named, ON_NETWORKS)
    own = own.union(*(_referred(named[one], named, (PORT,)) for one in own))
    return frozenset[str]().union(*(_referred(named[one], named, (SUBNET, *NETWORKS)) for one in own))


def _referred(resource: Resource, named: Mapping[str, Resource], kinds: tuple[str, ...]) -> frozenset[str]:
    """The resources of these types that a resource's properties refer to."""
    found = (read.resource for read in resource.reads)
    return frozenset(one for one in found if isinstance(one, str) and one in named and named[one].mapped in kinds)


def _association(resource: Resource, where: str) -> str | None:
    """The address of the first thing in a resource that gives a floating address; None where there is none."""
    given = ASSOCIATIONS.get(resource.mapped)
    if given is not None and resource.child is None:
        return where if entry(resource.properties, given) is not None else None
    if isinstance(resource.child, Nested):
        inner = ((one, address.join(where, one.name)) for one in resource.child.stack.resources)
    elif isinstance(resource.child, Family):
        inner = ((one.resource, f"{where}[*]") for one in resource.child.classes)
    else:
        return None
    return next((found for one, place in inner if (found := _association(one, place)) is not None), None)


NOTHING_IS_USED_TOO_EARLY = Law(
    "nothing_is_used_too_early",
    "What a resource needs in the cloud is there before it: it waits for what it names, and for the route to it.",
    _ask,
)
