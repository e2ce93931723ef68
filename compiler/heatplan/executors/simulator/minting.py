"""Minting and revoking in the simulator, with the rules of the services that do it in a cloud.

Sources: heat/engine/clients/os/keystone/heat_keystoneclient.py,
heat/engine/resources/stack_user.py, heat/engine/resources/signal_responder.py.
"""

from __future__ import annotations

from collections.abc import Callable

from heatplan.executors.protocol import Done, MintOrder
from heatplan.executors.simulator import chance, costs
from heatplan.executors.simulator.identities import (
    Credential,
    Grant,
    Held,
    Identity,
    Project,
    Token,
    Trust,
    User,
    secret,
)
from heatplan.executors.simulator.names import physical_name
from heatplan.executors.simulator.permission import (
    forbidden,
    in_stack_domain,
    refusal,
    stack_user_refusal,
    trust_to_mint_refusal,
)
from heatplan.executors.simulator.world import World
from heatplan.ir.auth import Mint
from heatplan.ir.value import Value


class Refused(Exception):
    """What a service answers in the place of what was asked for."""


def mint(world: World, order: MintOrder) -> Done[World]:
    """Make it, or the service's refusal.  The id is public; secrets stay in the world."""
    kind, by = order.mint.kind, order.mint.by
    why = refusal(world, by, kind if by == "stack-user" else f"identity:create_{kind}")
    if why is not None:
        return Done(world, None, why)
    if world.identities.get(order.address) is not None:
        return Done(world, None, f"HTTP 409: there is a {kind} at {order.address} already")
    try:
        made, within = _MAKERS.get(kind, _held)(world, order)
    except Refused as error:
        return Done(world, None, str(error))
    identities = world.identities.add(made, within)
    if isinstance(made, User):  # the password goes when the user does
        for one in order.needs:
            if one.type == "password":
                identities = identities.tie(made.address, one.address)
    given = world.given
    for flow in order.mint.flows:
        if flow.place in {"attribute", "reference"} and (text := shown(made)) is not None:
            given = given.set((order.owner, flow.path), text)
    seconds = costs.LOCAL if by == "local" else costs.MINT
    return Done(world.acted(identities, seconds, given), made.id)


def revoke(world: World, address: str, what: Mint) -> Done[World]:
    """Take back what was minted at an address; a container with something in it stays, as in Heat."""
    identities = world.identities
    one = identities.get(address)
    if one is None:
        return Done(world)
    by = "requester" if what.by == "trust" else what.by
    why = refusal(world, by, f"identity:delete_{what.kind}") if by != "stack-user" else None
    if why is None and by == "domain-admin" and isinstance(one, (Project, User)) and not in_stack_domain(world, one):
        why = forbidden(f"identity:delete_{what.kind}")
    if why is not None:
        return Done(world, one.id, why)
    return Done(world.acted(identities.remove(address), costs.LOCAL if by == "local" else costs.REVOKE), one.id)


def shown(one: Identity) -> str | None:
    """What an attribute or a reference says of it: its secret."""
    match one:
        case User(password=text) | Credential(secret=text) | Token(secret=text) | Held(secret=text):
            return text
        case _:
            return None


Made = tuple[Identity, tuple[str, ...]]
"""What was made, and the addresses of those that it goes with."""


def _id(order: MintOrder) -> str:
    return chance.uuid(f"{order.stack_name} {order.address}").replace("-", "")


def _fact(order: MintOrder, name: str) -> Value:
    return order.mint.facts.get(name)


def _needed(world: World, order: MintOrder, kind: type[Identity]) -> Identity | None:
    found = (world.identities.get(one.address) for one in order.needs)
    return next((one for one in found if isinstance(one, kind)), None)


def _trust(world: World, order: MintOrder) -> Made:
    """Only what is delegated by oneself, and only one's own roles (keystone/api/trusts.py)."""
    login = world.cloud.requester
    roles = _fact(order, "roles")
    trustor, trustee = str(_fact(order, "trustor") or "{requester}"), str(_fact(order, "trustee") or "{heat}")
    one = Trust(
        order.address,
        _id(order),
        login.user if trustor == "{requester}" else trustor,
        world.cloud.trustee if trustee == "{heat}" else trustee.strip("{}"),
        login.project,
        login.roles if not isinstance(roles, tuple) else tuple(map(str, roles)),
        _fact(order, "impersonation") is not False,
        _fact(order, "redelegation") is True,
        _seconds(_fact(order, "expires")),
        _whole(_fact(order, "uses")),
    )
    why = trust_to_mint_refusal(world, one)
    if why is not None:
        raise Refused(why)
    return one, ()


def _seconds(value: Value) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _project(world: World, order: MintOrder) -> Made:
    name = f"{world.cloud.requester.project}-{order.stack_id}"[:64]
    domain = world.cloud.domain if order.mint.by == "domain-admin" else None
    return Project(order.address, _id(order), name, domain), ()


def _user(world: World, order: MintOrder) -> Made:
    """In the stack domain and the stack's project, or without a domain where the requester is."""
    project = _needed(world, order, Project)
    where = project.id if isinstance(project, Project) else world.cloud.requester.project
    domain = world.cloud.domain if order.mint.by == "domain-admin" else None
    key = _needed(world, order, Held)
    password = key.secret if isinstance(key, Held) else None
    if password is None and isinstance(_fact(order, "password"), str):  # given by a property
        password = secret(f"given {order.address}")
    name = physical_name(order.stack_name, order.name, order.owner)[-255:]
    return User(order.address, _id(order), name, domain, where, password), ()


def _grant(world: World, order: MintOrder) -> Made:
    user = _their_user(world, order)
    role = str(_fact(order, "role"))
    role = "heat_stack_user" if role == "{role}" else role
    if role not in world.cloud.roles:
        raise Refused(f"Can't find role {role}")
    address = _project_address(world)
    return Grant(order.address, _id(order), user.id, user.project, role), (user.address, *address)


def _credential(world: World, order: MintOrder) -> Made:
    user = _their_user(world, order)
    access, hidden = chance.hexadecimal(f"access {order.address}")[:32], secret(f"{order.stack_name} {order.address}")
    one = Credential(order.address, _id(order), user.id, user.project, access, hidden)
    return one, (user.address, *_project_address(world))


def _project_address(world: World) -> tuple[str, ...]:
    """Grants and credentials go with the project that they are for."""
    project = world.identities.get("@auth.project")
    return () if project is None else (project.address,)


def _their_user(world: World, order: MintOrder) -> User:
    """The user that it is for: a mint of the same owner, or another resource's that a property names."""
    user = _needed(world, order, User)
    if user is None:
        user = world.identities.user(str(order.properties.get(str(_fact(order, "user")))))
    if not isinstance(user, User):
        raise Refused(f"HTTP 404: Could not find the user of {order.address}.")
    return user


def _token(world: World, order: MintOrder) -> Made:
    """By name and password, for the project where the user has a role (heat_keystoneclient.py, stack_domain_user_token)."""
    user = _their_user(world, order)
    if world.cloud.domain is None or user.password is None:
        raise Refused("HTTP 401: The request you have made requires authentication.")
    why = stack_user_refusal(world, user, "token")
    if why is not None:
        raise Refused(why)
    roles = tuple(sorted(world.identities.roles(user, user.project)))
    text = secret(f"{order.stack_name} {order.address}")
    until = world.clock + world.cloud.token_life
    return Token(order.address, _id(order), user.id, user.project, roles, until, text), (user.address,)


def _queue(world: World, order: MintOrder) -> Made:
    """A stack domain user makes it, by the token."""
    token = _needed(world, order, Token)
    user = world.identities.user(token.user) if isinstance(token, Token) else None
    if not isinstance(token, Token) or user is None:
        raise Refused("HTTP 401: The request you have made requires authentication.")
    why = stack_user_refusal(world, user, order.mint.kind, token)
    if why is not None:
        raise Refused(why)
    return _held(world, order)


_NO_SECRET = frozenset({"queue", "container", "object", "heat-url"})


def _held(world: World, order: MintOrder) -> Made:
    """Anything that has no rules of its own; an EC2 URL goes with the credential that signed it."""
    kind = order.mint.kind
    name = physical_name(order.stack_name, order.name, order.owner)
    if kind == "container" and _fact(order, "shared"):
        name = order.stack_id
    hidden = None if kind in _NO_SECRET else secret(f"{order.stack_name} {order.address}")
    if kind == "temp-url-key":  # the account has one
        hidden = secret("the account's key for temporary URLs")
    if kind.endswith("url") and hidden is not None:
        hidden = f"https://{kind}.example.org/{order.name}?Signature={hidden}"
    signer = _needed(world, order, Credential) if kind == "ec2-url" else None
    return Held(order.address, _id(order), kind, name, hidden), (() if signer is None else (signer.address,))


_MAKERS: dict[str, Callable[[World, MintOrder], Made]] = {
    "trust": _trust,
    "project": _project,
    "user": _user,
    "grant": _grant,
    "ec2-credential": _credential,
    "token": _token,
    "queue": _queue,
    "queue-url": _queue,
}
