"""Mints as Heat makes them, for trees that are built by hand."""

from __future__ import annotations

from dataclasses import replace

from heatplan.ir.auth import Expires, Flow, Mint, Residue, Revoked
from heatplan.ir.value import Map

PROJECT = "@auth.project"

TRUST_MINT = Mint(
    "trust",
    "trust",
    "requester",
    Revoked("trust", "after", 0),
    Map(trustor="{requester}", trustee="{heat}", roles=None),
)
PROJECT_MINT = Mint("project", "project", "domain-admin", Revoked("project", "after", 1), Map(domain="{stack_domain}"))
ROOT_MINTS = (TRUST_MINT, PROJECT_MINT)

PASSWORD = Mint("password", "password", "local", Revoked("user"), flows=(Flow("data", "password"),))
USER = Mint("user", "user", "domain-admin", Revoked("user", rank=5), Map(project=PROJECT), (PROJECT,))
GRANT = Mint("grant", "grant", "domain-admin", Revoked("user"), Map(role="{role}"), ("user",))
CREDENTIAL = Mint("credential", "ec2-credential", "domain-admin", Revoked("credential"), Map(user="user"), ("user",))
URL = Mint("ec2-url", "ec2-url", "local", Revoked("credential"), Map(), ("credential",))
TOKEN = Mint("token", "token", "stack-user", Expires("after an hour"), Map(user="user"), ("password", "user", "grant"))
QUEUE = Mint("queue", "queue", "stack-user", Revoked("queue"), Map(), ("token",))
CONTAINER = Mint("container", "container", "requester", Revoked("container", rank=2), Map(shared=True))
KEY = Mint("temp-url-key", "temp-url-key", "requester", Residue("the account keeps its key"))
TEMP_URL = Mint("temp-url", "temp-url", "requester", Expires("in 2038"), Map(), ("container", "temp-url-key"))
OBJECT = Mint("object", "object", "requester", Revoked("object", rank=1), Map(), ("container",))

LOGIN = (PASSWORD, replace(USER, needs=(PROJECT, "password")), GRANT)


def later(*mints: Mint) -> tuple[Mint, ...]:
    """The same, made because somebody reads."""
    return tuple(replace(one, moment="read", read_by=("outputs.x",)) for one in mints)


SETS: tuple[tuple[Mint, ...], ...] = (
    (),
    (USER, GRANT, CREDENTIAL, URL),
    (*LOGIN, TOKEN),
    (*LOGIN, *later(TOKEN, QUEUE)),
    (USER, GRANT, *later(CREDENTIAL, URL)),
    (CONTAINER, KEY, TEMP_URL, OBJECT),
    later(CONTAINER, OBJECT, KEY, TEMP_URL),
)
"""What resources of different types and transports have."""


def with_flow(mints: tuple[Mint, ...], name: str, *flows: Flow) -> tuple[Mint, ...]:
    """The mints, where the secret of one goes by these flows too."""
    return tuple(replace(one, flows=(*one.flows, *flows)) if one.name == name else one for one in mints)
