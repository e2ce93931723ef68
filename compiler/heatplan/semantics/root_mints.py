"""What a root stack makes for itself: a trust (or a password kept), and a project in the stack domain.

Heat makes both for every root stack, whatever is in it, the trust first; nested
stacks use those of their root.  On deletion the trust goes first, after the
last resource (heat/engine/service.py, create_stack; heat/engine/stack.py,
``store``, ``create_stack_user_project_id``, ``_delete_credentials``;
heat/engine/clients/os/keystone/heat_keystoneclient.py, ``_create_trust_context``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import get_args, get_type_hints

from heatplan.diagnostics import codes_auth as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.auth import AuthSettings, Flow, Mint, Revoked
from heatplan.ir.value import Map

_TRANSPORTS = {
    "default_software_config_transport": ("POLL_SERVER_CFN", "POLL_SERVER_HEAT", "POLL_TEMP_URL", "ZAQAR_MESSAGE"),
    "default_deployment_signal_transport": (
        "CFN_SIGNAL",
        "TEMP_URL_SIGNAL",
        "HEAT_SIGNAL",
        "ZAQAR_SIGNAL",
    ),
    "default_user_data_format": ("HEAT_CFNTOOLS", "RAW", "SOFTWARE_CONFIG"),
}
"""What the options may be (heat/common/config.py)."""


def root_mints(settings: AuthSettings) -> tuple[Mint, ...]:
    """The root stack's mints as Heat makes them, in its order."""
    keeper = _trust(settings) if settings.deferred_auth_method == "trusts" else _password()
    return (keeper, _project()) if settings.stack_domain else (keeper,)


def least(
    mints: tuple[Mint, ...], settings: AuthSettings, *, users: bool, actor: str | None
) -> tuple[tuple[Mint, ...], tuple[Diagnostic, ...]]:
    """Those that the stack needs: ``users`` says that it has stack users, ``actor`` names a resource that acts later."""
    needed, notes = [], []
    for mint in mints:
        if mint.kind == "project":
            why = "" if users else "no resource of the stack makes a user"
        else:
            early = settings.reauthentication_auth_method == "trusts"
            why = "" if actor is not None or early else "no resource of the stack acts on a signal later"
        if why:
            notes.append(finding(codes.NOT_NEEDED, kind=mint.kind, why=why))
        else:
            needed.append(mint)
    return tuple(needed), tuple(notes)


def settings_faults(settings: AuthSettings) -> Iterator[Diagnostic]:
    """Settings that Heat does not start with."""
    for option, allowed in {**_choices(), **_TRANSPORTS}.items():
        value = getattr(settings, option)
        if value not in allowed:
            listed = ", ".join(repr(item) for item in allowed)
            yield finding(codes.UNKNOWN_SETTING, option=option, value=repr(value), allowed=listed)


@cache
def _choices() -> dict[str, tuple[str, ...]]:
    """What a setting may be, of those that are one of a few words."""
    hints = {name: get_args(hint) for name, hint in get_type_hints(AuthSettings).items()}
    return {name: words for name, words in hints.items() if words and all(isinstance(word, str) for word in words)}


def _trust(settings: AuthSettings) -> Mint:
    """``roles`` None is every role of the requester's token."""
    early = settings.reauthentication_auth_method == "trusts"
    facts = Map(
        trustor="{requester}",
        trustee="{heat}",
        project="{project}",
        roles=settings.trusts_delegated_roles or None,
        impersonation=True,
        redelegation=early and settings.allow_trusts_redelegation,
        expires=None,
        uses=None,
    )
    return Mint(
        "trust", "trust", "requester", Revoked("trust", "after", 0), facts, flows=(Flow("data", "user_creds.trust_id"),)
    )


def _password() -> Mint:
    """The requester's own, kept (encrypted) until the stack is gone."""
    facts = Map(user="{requester}", project="{project}")
    flows = (Flow("data", "user_creds.password"),)
    return Mint("password", "password", "requester", Revoked("password", "after", 0), facts, flows=flows)


def _project() -> Mint:
    facts = Map(name="{project}-{stack_id}", length=64, domain="{stack_domain}", description="Heat stack user project")
    return Mint("project", "project", "domain-admin", Revoked("project", "after", 1), facts)
