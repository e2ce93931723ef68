"""Who acts, and what is minted for it: trusts, identities, credentials, each with its end.

A mint belongs to a resource (``Resource.auth``) or to the root stack
(``Stack.auth``); its step's address is ``servers[3].@auth.user``, or
``@auth.trust`` for the root's.  In a family it is a mint of the class, not one
for each member.  No secret is ever in here: a mint says that there is one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from heatplan.ir.expr import Expr
from heatplan.ir.value import Map

Identity = Literal["requester", "trust", "domain-admin", "stack-user", "local"]
"""Who does it: the user who asked; the trustee in the owner's name, by the trust; the stack domain's
admin; a stack domain user; or nobody (made in Heat's own process, as passwords are)."""

MintKind = Literal[
    "trust",
    "project",
    "password",
    "user",
    "grant",
    "ec2-credential",
    "token",
    "ec2-url",
    "heat-url",
    "temp-url-key",
    "container",
    "object",
    "temp-url",
    "queue",
    "queue-url",
]

Place = Literal["metadata", "user-data", "attribute", "reference", "config-input", "data", "output", "property"]
"""Where a secret can be: ``data`` is Heat's own record of the resource (encrypted); ``config-input`` is
an input of a derived software configuration, which reaches the server through its metadata."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Somewhere that a secret goes: the place, and where in it (``os-collect-config.cfn.secret_access_key``)."""

    place: Place
    path: str = ""


@dataclass(frozen=True, slots=True)
class Revoked:
    """It is taken back when its owner is deleted.

    ``by`` names the mint whose revocation ends this one too (a grant goes with
    its user), itself where it has a call of its own.  ``moment`` says whether
    that comes before or after the owner's own deletion, ``rank`` the order
    among the owner's revocations, lowest first.
    """

    by: str
    moment: Literal["before", "after"] = "before"
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Expires:
    """It ends by itself: ``when`` in words that a person understands, with the setting that decides."""

    when: str


@dataclass(frozen=True, slots=True)
class Residue:
    """Heat leaves it behind; ``reason`` says why."""

    reason: str


End: TypeAlias = Revoked | Expires | Residue


@dataclass(frozen=True, slots=True)
class Mint:
    """One thing that is made so that somebody may act later.

    ``name`` is its own among its owner's mints.  ``by`` is who makes it.
    ``facts`` say what it is: for a user ``name`` (a pattern: ``{stack}`` and
    ``{resource}`` and ``{id}`` stand for what only Heat knows), ``domain``,
    ``project``, ``options``; for a trust ``trustor``, ``trustee``, ``project``,
    ``roles``, ``impersonation``, ``redelegation``, …
    ``needs`` are names of mints that must be there before: the owner's own by
    name, the root's as ``@auth.project``.
    ``moment`` is ``create`` where it is made before its owner is, ``after``
    where the owner must be there first, ``read`` where it is made only because
    something reads an attribute or the reference (``read_by``); such a mint
    comes directly after its owner.
    ``when`` is a condition that can not be decided yet.
    """

    name: str
    kind: MintKind
    by: Identity
    end: End
    facts: Map = field(default_factory=Map)
    needs: tuple[str, ...] = ()
    moment: Literal["create", "after", "read"] = "create"
    read_by: tuple[str, ...] = ()
    flows: tuple[Flow, ...] = ()
    when: Expr | None = None


@dataclass(frozen=True, slots=True)
class AuthSettings:
    """What of heat.conf decides about credentials; names and defaults are Heat's (AUTH_MODEL 1).

    ``stack_domain`` False is legacy mode: neither stack_user_domain_id nor
    stack_user_domain_name is set.  ``policy`` is ours: ``heat`` is what Heat
    does, ``minimal`` only what the template needs.
    """

    deferred_auth_method: Literal["trusts", "password"] = "trusts"
    reauthentication_auth_method: Literal["", "trusts"] = ""
    allow_trusts_redelegation: bool = False
    trusts_delegated_roles: tuple[str, ...] = ()
    stack_domain: bool = True
    heat_stack_user_role: str = "heat_stack_user"
    default_software_config_transport: str = "POLL_SERVER_CFN"
    default_deployment_signal_transport: str = "CFN_SIGNAL"
    default_user_data_format: str = "HEAT_CFNTOOLS"
    policy: Literal["heat", "minimal"] = "heat"


AUTH_DEFAULTS = AuthSettings()
