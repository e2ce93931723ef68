"""Where secrets go: from a mint or a hidden parameter to every place that a template sends them.

A pure walk over the finished stacks.  A secret is named by the address of its
mint (``h.@auth.key``) or of the hidden parameter (``parameters.password``);
its value is nowhere.  It travels through parameters of nested stacks, outputs,
properties and the attributes that hand properties on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from heatplan.ir import address as addresses
from heatplan.ir.address import quote
from heatplan.ir.auth import Mint
from heatplan.ir.expr import Call, Choice, Expr, Lit, Substitute, entries_of, items_of
from heatplan.ir.graph import order
from heatplan.ir.tree import Family, Nested, Resource, Stack
from heatplan.ir.value import Value
from heatplan.span import NOWHERE, Span

Secrets = frozenset[str]
NONE: Secrets = frozenset()

Sink = Literal["output", "property", "metadata", "user-data", "config", "other-stack"]
"""Where a secret arrives: ``user-data`` and ``metadata`` of an instance can be read by each of its
processes; ``config`` is a software configuration, which Heat stores; ``other-stack`` is another stack's parameter."""


@dataclass(frozen=True, slots=True, order=True)
class Arrival:
    """A secret at a place: ``secret`` is its name, ``address`` the resource or output, ``path`` where in it."""

    secret: str
    sink: Sink
    address: str
    path: str = ""
    span: Span = field(default=NOWHERE, compare=False)


_HANDS_ON: dict[str, dict[str, str]] = {
    "OS::Heat::Value": {"value": "value"},
    "OS::Heat::SoftwareConfig": {"config": "config"},
    "OS::Heat::StructuredConfig": {"config": "config"},
    "OS::Heat::CloudConfig": {"config": "cloud_config"},
    "OS::Heat::MultipartMime": {"config": "parts"},
    "OS::Nova::KeyPair": {"public_key": "public_key"},
}
"""Attributes that give a property on: type, attribute, property."""

_OWN_SECRETS: dict[str, tuple[str, ...]] = {
    "OS::Nova::KeyPair": ("private_key",),
    "OS::Heat::RandomString": ("value",),
    "OS::Barbican::Secret": ("decrypted_payload",),
}
"""Attributes that are a secret of the resource itself."""

_BY_REFERENCE = frozenset({"OS::Heat::RandomString"})
"""Types whose reference is their secret (random_string.py, get_reference_id)."""


def arrivals(root: Stack) -> tuple[Arrival, ...]:
    """Every place that a secret reaches, sorted, each once."""
    walk = _Walk()
    hidden = {
        parameter.schema.name: frozenset({f"parameters.{parameter.schema.name}"})
        for parameter in root.parameters
        if parameter.schema.hidden
    }
    outputs = walk.level(root, "", hidden)
    spans = {output.name: output.span or NOWHERE for output in root.outputs}
    for name, secrets in outputs.items():
        walk.found.update(Arrival(secret, "output", f"outputs.{quote(name)}", "", spans[name]) for secret in secrets)
    return tuple(sorted(walk.found))


@dataclass(frozen=True)
class _Level:
    """What is known of one level while it is walked."""

    prefix: str
    parameters: Mapping[str, Secrets]
    attributes: dict[tuple[str, str], Secrets]
    references: dict[str, Secrets]
    outer: _Level | None = None


class _Walk:
    """The walk and what it has found."""

    def __init__(self) -> None:
        self.found: set[Arrival] = set()

    def level(self, stack: Stack, prefix: str, parameters: Mapping[str, Secrets]) -> dict[str, Secrets]:
        """Walk one level; the secrets in each of its outputs."""
        if not any(parameters.values()) and not any(map(_may_have_secrets, stack.resources)):
            return {}
        here = _Level(prefix, parameters, {}, {})
        for resource in _in_order(stack):
            self._resource(resource, here, addresses.join(prefix, resource.name))
        return {
            output.name: secrets
            for output in stack.outputs
            if output.value is not None and (secrets := _secrets(output.value, here))
        }

    def _resource(self, resource: Resource, level: _Level, where: str) -> None:
        self._mints(resource.auth, resource.name, level, where)
        for name, expr in _named(resource.properties):
            secrets = _secrets(expr, level)
            if not secrets:
                continue
            handed = [key for key, source in _HANDS_ON.get(resource.mapped, {}).items() if source == name]
            for attribute in handed:
                _add(level.attributes, (resource.name, attribute), secrets)
            if resource.child is None:
                sink = _sink(resource.mapped, name)
                self.found.update(
                    Arrival(secret, sink, where, f"properties.{name}", resource.span) for secret in secrets
                )
        for secret in _secrets(resource.metadata, level):
            self.found.add(Arrival(secret, "metadata", where, "metadata", resource.span))
        for attribute in _OWN_SECRETS.get(resource.mapped, ()):
            _add(level.attributes, (resource.name, attribute), frozenset({f"{where}.{attribute}"}))
        if resource.mapped in _BY_REFERENCE:
            level.references[resource.name] = frozenset({f"{where}.value"})
        self._child(resource, level, where)

    def _mints(self, mints: tuple[Mint, ...], name: str, level: _Level, where: str) -> None:
        for mint in mints:
            secret = frozenset({f"{where}.@auth.{mint.name}"})
            for flow in mint.flows:
                if flow.place == "attribute":
                    _add(level.attributes, (name, flow.path.split(".")[0]), secret)
                elif flow.place == "reference":
                    level.references[name] = level.references.get(name, NONE) | secret

    def _child(self, resource: Resource, level: _Level, where: str) -> None:
        if isinstance(resource.child, Nested):
            inside = {name: _secrets(expr, level) for name, expr in resource.child.arguments}
            hidden = {
                parameter.schema.name: frozenset({f"{where}.parameters.{parameter.schema.name}"})
                for parameter in resource.child.stack.parameters
                if parameter.schema.hidden
            }
            parameters = {name: inside.get(name) or hidden.get(name, NONE) for name in {*inside, *hidden}}
            outputs = self.level(resource.child.stack, where, parameters)
            for name, secrets in outputs.items():
                _add(level.attributes, (resource.name, name), secrets)
        elif isinstance(resource.child, Family):
            self._family(resource, resource.child, level, where)

    def _family(self, resource: Resource, family: Family, level: _Level, where: str) -> None:
        """Members stand on a level of their own, whose expressions cross over to this one."""
        inner = _Level(f"{where}[*]", {}, {}, {}, outer=level)
        for member in family.classes:
            self._resource(member.resource, inner, f"{where}[*]")
            name = member.resource.name
            for (owner, attribute), secrets in inner.attributes.items():
                if owner == name:
                    _add(level.attributes, (resource.name, attribute), secrets)
            secrets = inner.references.get(name, NONE)
            if secrets:
                for attribute in ("refs", "refs_map"):
                    _add(level.attributes, (resource.name, attribute), secrets)


def _may_have_secrets(resource: Resource) -> bool:
    """Whether a secret may come from the resource itself, or from what is inside it."""
    return bool(resource.auth) or resource.child is not None or resource.mapped in _OWN_SECRETS


def _in_order(stack: Stack) -> tuple[Resource, ...]:
    """The resources so that who hands a secret on comes before who gets it; as declared where they wait in a circle.

    Secrets go where something refers to them: along explicit edges.
    """
    named = {resource.name: resource for resource in stack.resources}
    needs = {name: [need for need in resource.explicit if need in named] for name, resource in named.items()}
    return tuple(named[name] for name in order(needs) or named)


def _named(properties: Expr) -> Iterator[tuple[str, Expr]]:
    for name, expr in entries_of(properties) or ():
        yield str(name), expr


def _add(into: dict[tuple[str, str], Secrets], key: tuple[str, str], secrets: Secrets) -> None:
    into[key] = into.get(key, NONE) | secrets


def _sink(kind: str, name: str) -> Sink:
    if name in {"user_data", "UserData"}:
        return "user-data"
    if name in {"metadata", "personality"} and kind.endswith(("::Server", "::Instance")):
        return "metadata"
    if kind in {"OS::Heat::Stack", "AWS::CloudFormation::Stack"}:
        return "other-stack"
    return "config" if kind.startswith("OS::Heat::") and name in {"config", "cloud_config", "parts"} else "property"


def _secrets(expr: Expr | None, level: _Level) -> Secrets:
    """The secrets from which the value of an expression derives."""
    match expr:
        case None | Lit():
            return NONE
        case Substitute():
            return _secrets(expr.value, level.outer) if level.outer is not None else NONE
        case Choice():
            return _secrets(expr.then, level) | _secrets(expr.otherwise, level)
        case Call():
            return _read(expr, level) | _secrets(expr.args, level)
    inner = items_of(expr) or tuple(item for _, item in entries_of(expr) or ())
    return NONE.union(*(_secrets(item, level) for item in inner)) if inner else NONE


def _read(call: Call, level: _Level) -> Secrets:
    args = call.args.value if isinstance(call.args, Lit) else None
    first, rest = (args[0], args[1:]) if isinstance(args, tuple) and args else (args, ())
    if call.impl in {"GetParam", "ParamRef"}:
        return level.parameters.get(first, NONE) if isinstance(first, str) else _all(level.parameters)
    if call.impl == "GetResource":
        return level.references.get(first, NONE) if isinstance(first, str) else NONE
    if call.impl in {"GetAtt", "GetAttThenSelect", "GetAttAllAttributes"} and isinstance(first, str):
        return _attribute(first, rest, level)
    return NONE


def _attribute(resource: str, path: tuple[Value, ...], level: _Level) -> Secrets:
    if not path:
        return NONE.union(*(found for (owner, _), found in level.attributes.items() if owner == resource))
    words = str(path[0]).split(".")  # ``resource.3.token`` asks one member of a group
    name = words[2] if words[0] == "resource" and len(words) > 2 else words[0]
    if name in {"attributes", "outputs"} and len(path) > 1:
        name = str(path[1])
    if words[0] == "resource" and len(words) == 2:
        name = str(path[1]) if len(path) > 1 else "refs"
    return level.attributes.get((resource, name), NONE)


def _all(parameters: Mapping[str, Secrets]) -> Secrets:
    return NONE.union(*parameters.values()) if parameters else NONE
