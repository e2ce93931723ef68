"""Who does what: the identity of each step.

Sources: heat/engine/service.py (create_stack, update_stack, delete_stack,
resource_signal), heat/engine/stack.py (stored_context, _delete_credentials).
"""

from __future__ import annotations

from typing import Literal

from heatplan.ir.auth import AuthSettings, Identity, Mint
from heatplan.ir.mints import revoker
from heatplan.ir.tree import Resource

Doing = Literal["create", "update", "delete", "suspend", "resume", "check", "signal", "adjust"]
"""What is done; ``adjust`` is what follows a signal: scaling, a workflow's run."""


def identity_of(doing: Resource | Mint, settings: AuthSettings, action: Doing = "create") -> Identity:
    """Who does it to a resource, or makes (``create``) and takes back (``delete``) a mint."""
    if isinstance(doing, Mint):
        return revoker(doing) if action == "delete" else doing.by
    if action in {"signal", "adjust"}:
        return deferred(settings)
    return acting(settings) if action in {"create", "update"} else "requester"


def acting(settings: AuthSettings) -> Identity:
    """Who makes and changes resources: Heat can be told to do it by the trust from the start."""
    return deferred(settings) if settings.reauthentication_auth_method == "trusts" else "requester"


def deferred(settings: AuthSettings) -> Identity:
    """Who acts when the requester is not there: the trust, or the requester by the password that Heat keeps."""
    return "trust" if settings.deferred_auth_method == "trusts" else "requester"
