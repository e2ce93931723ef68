"""The drawing of a plan by who acts: every resource and every credential in the colour of its identity.

Arrows from a credential to a resource say that the resource is made with it;
groups are drawn once, with their count.
"""

from __future__ import annotations

from heatplan.ir.auth import Identity
from heatplan.ir.tree import Stack
from heatplan.render.drawing import Drawing, Look, look_at
from heatplan.render.kinds import HEAT, Kind, Painter, Subject

REQUESTER = Kind("requester", "box", ("[", "]"), "#0072B2", "#DCEBF6", "person")
TRUST = Kind("trust (owner's name)", "box", ("[", "]"), "#A9487F", "#F7E3EF", "shield")
DOMAIN_ADMIN = Kind("stack domain admin", "hexagon", ("{{", "}}"), "#B87800", "#FCEFD2", "star")
STACK_USER = Kind("stack domain user", "octagon", ("[/", "\\]"), "#00805D", "#D5EFE6", "key")
LOCAL = Kind("made inside Heat", "note", ("[[", "]]"), "#5F6368", "#EEEFF1", "local")

KINDS: dict[Identity, Kind] = {
    "requester": REQUESTER,
    "trust": TRUST,
    "domain-admin": DOMAIN_ADMIN,
    "stack-user": STACK_USER,
    "local": LOCAL,
}


def by_identity(acting: Identity = "requester") -> Painter:
    """The painter; ``acting`` is who makes the resources (the trust, where Heat reauthenticates)."""

    def paint(subject: Subject) -> Kind:
        if subject.action == "open":
            return HEAT
        return KINDS[subject.identity if subject.resource is None else acting]

    return paint


def draw_identities(root: Stack, acting: Identity = "requester") -> Drawing:
    """The drawing with every mint; ``acting`` as for ``by_identity``."""
    return look_at(root, Look(mints=True, painter=by_identity(acting)))
