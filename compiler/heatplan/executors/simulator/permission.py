"""Who may do what: what Keystone and the services' default policies say, as the refusal's text.

Sources: keystone/api/trusts.py, keystone/models/token_model.py (roles of a
trust), keystone's default policies for users, projects and grants,
heat/policies/resource.py (a stack user may signal and read metadata).
"""

from __future__ import annotations

from heatplan.executors.simulator.identities import Project, Token, Trust, User
from heatplan.executors.simulator.world import World

UNAUTHENTICATED = "HTTP 401: The request you have made requires authentication."
TRUST = "@auth.trust"
"""The address of the stack's own trust."""

MAKERS = frozenset({"admin", "manager", "member"})
"""Roles of which one is needed to make anything in a project (the services' default policies)."""

STACK_USER_MAY = frozenset({"signal", "metadata", "queue", "queue-url", "token"})


def forbidden(action: str) -> str:
    """Keystone's text for what an identity may not do."""
    return f"HTTP 403: You are not authorized to perform the requested action: {action}."


def refusal(world: World, identity: str, action: str) -> str | None:
    """Why somebody may not do something in the stack's project; None if he may.

    ``identity`` is one of ``ir.auth.Identity``; a stack domain user is asked for
    by ``stack_user_refusal``, since there are many.
    """
    match identity:
        case "requester":
            return _requester(world, action)
        case "trust":
            return trust_refusal(world, action)
        case "domain-admin":
            return None if world.cloud.domain is not None else "there is no stack domain"
        case "stack-user":
            return None if action in STACK_USER_MAY else forbidden(action)
    return None


def _requester(world: World, action: str) -> str | None:
    login = world.cloud.requester
    if login.expires is not None and world.clock >= login.expires:
        return UNAUTHENTICATED
    return None if MAKERS.intersection(login.roles) else forbidden(action)


def trust_refusal(world: World, action: str) -> str | None:
    """Why the stack's trust is no good: expired, used up, or the trustor has lost a role that it delegates."""
    trust = stack_trust(world)
    if trust is None:
        return UNAUTHENTICATED
    if trust.expires is not None and world.clock >= trust.expires:
        return f"HTTP 404: Could not find trust: {trust.id}."
    if trust.uses is not None and trust.uses < 1:
        return "HTTP 403: Unable to consume the trust: no remaining uses."
    if not set(trust.roles) <= set(world.cloud.requester.roles):
        return "HTTP 403: Trustee has no delegated roles."
    return None if MAKERS.intersection(trust.roles) else forbidden(action)


def stack_trust(world: World) -> Trust | None:
    """The trust of the stack itself."""
    found = world.identities.get(TRUST)
    return found if isinstance(found, Trust) else None


def trust_to_mint_refusal(world: World, trust: Trust) -> str | None:
    """Why a trust is not made: only one's own roles can be delegated, and only by oneself."""
    login = world.cloud.requester
    if trust.trustor != login.user:
        return forbidden("identity:create_trust")
    missing = [role for role in trust.roles if role not in login.roles]
    if missing:
        return f"Missing required credential: roles {missing}"
    return None


def stack_user_refusal(world: World, user: User, action: str, token: Token | None = None) -> str | None:
    """Why a stack domain user may not do something; ``token`` is the one he shows, if it is by a token."""
    if token is not None and world.clock >= token.expires:
        return UNAUTHENTICATED
    if not world.identities.roles(user, user.project):
        return UNAUTHENTICATED
    return None if action in STACK_USER_MAY else forbidden(action)


def in_stack_domain(world: World, project: Project | User) -> bool:
    """Whether the domain admin may touch it (heat_keystoneclient.py checks the domain before it deletes)."""
    return world.cloud.domain is not None and project.domain == world.cloud.domain
