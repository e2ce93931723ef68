"""Groups of deployments: one for each server of a map.

Sources: heat/engine/resources/openstack/heat/software_deployment.py
(SoftwareDeploymentGroup), structured_config.py (StructuredDeploymentGroup).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from heatplan.catalogue.versions import VERSIONS
from heatplan.ir.expr import Call, Expr, Lit, entries_of, entry, known_entries, map_of
from heatplan.ir.node import Node
from heatplan.ir.schema import PropertySchema
from heatplan.ir.template import Template
from heatplan.ir.tree import MEMBER_VALUE, Resource
from heatplan.ir.value import Value
from heatplan.semantics.generated import HOT, Path, by_name, member, output_name, template
from heatplan.semantics.reparse import cross

SERVERS = "servers"

MEMBERS: Mapping[str, str] = {
    "OS::Heat::SoftwareDeploymentGroup": "OS::Heat::SoftwareDeployment",
    "OS::Heat::SoftwareDeployments": "OS::Heat::SoftwareDeployment",
    "OS::Heat::StructuredDeploymentGroup": "OS::Heat::StructuredDeployment",
    "OS::Heat::StructuredDeployments": "OS::Heat::StructuredDeployment",
}
"""The groups, each with the type of its members; those without ``Group`` are older names of the same."""

_PLURALS = {
    "deploy_stdouts": "deploy_stdout",
    "deploy_stderrs": "deploy_stderr",
    "deploy_status_codes": "deploy_status_code",
}

Schemas = Mapping[str, PropertySchema]


def servers_of(group: Resource) -> tuple[tuple[Value, Expr], ...] | None:
    """The entries of ``servers``: its keys are known, the servers need not be; None where the keys are not."""
    servers = entry(group.properties, SERVERS)
    return None if servers is None else entries_of(servers)


def deployments_template(
    group: Resource, schemas: Schemas, servers: Iterable[tuple[Value, Expr]], read: Iterable[Path], node: Node | None
) -> Template[Expr]:
    """The template that Heat writes for a group whose servers' names are known.

    ``schemas`` are those of the group's type: members have all its properties,
    defaults and nulls included, as far as they are known before creation.
    """
    kind = MEMBERS[group.mapped]
    shared = _shared(group, schemas)
    known = [(str(name), server) for name, server in servers]
    members = (
        member(name, kind, group.span, node, properties=map_of([*shared, ("server", server)])) for name, server in known
    )
    names = [name for name, _ in known]
    outputs = ((output_name(("attributes", one)), by_name(names, (one,), group.span)) for one in _attributes(read))
    return template(members, outputs)


def open_template(group: Resource, schemas: Schemas, node: Node | None) -> Template[Expr]:
    """The template of the one member that stands for all, where the servers are known later.

    The server is what the map has under the member's name: the parameter
    ``MEMBER_VALUE`` of the member's level.
    """
    functions = VERSIONS[HOT].functions
    entries = [(name, cross(expr, functions, group.span)) for name, expr in _shared(group, schemas)]
    server = Call("get_param", "GetParam", Lit(MEMBER_VALUE), group.span)
    decl = member("server", MEMBERS[group.mapped], group.span, node)
    return template(
        [replace(decl, properties=map_of([*entries, ("server", server)]))], parameters=(MEMBER_VALUE,), span=group.span
    )


def outputs_of(read: Iterable[Path]) -> Iterator[str]:
    """The names of the outputs that Heat generates for what is read."""
    return (output_name(("attributes", one)) for one in _attributes(read))


def _attributes(read: Iterable[Path]) -> Iterator[str]:
    """The attributes of members that are read; paths behind them are not pushed into the members."""
    return (_PLURALS.get(str(path[0]), str(path[0])) for path in read)


def _shared(group: Resource, schemas: Schemas) -> list[tuple[Value, Expr]]:
    """What all members have: ``dict(self.properties)`` without the servers."""
    given = dict(known_entries(group.properties))
    return [(name, given.get(name, Lit(schema.default))) for name, schema in schemas.items() if name != SERVERS]
