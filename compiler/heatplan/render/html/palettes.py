"""What colours say on a page: the kind of a resource, who acts, what is done; those of graphs where there are some.

The colours are Okabe and Ito's (``render/kinds``); a sign says the same again.
"""

from __future__ import annotations

from heatplan.render import identities
from heatplan.render.kinds import COMPUTE, HEAT, IDENTITY, KINDS, NETWORK, SOFTWARE, STORAGE, Kind

ACTIONS: dict[str, Kind] = {
    "create": Kind("create", "box", ("[", "]"), COMPUTE.line, COMPUTE.fill),
    "adopt": Kind("adopt: it is there already", "hexagon", ("{{", "}}"), NETWORK.line, NETWORK.fill),
    "mint": Kind("mint", "octagon", ("[/", "\\]"), IDENTITY.line, IDENTITY.fill),
    "retain": Kind("create, and leave behind", "note", ("[[", "]]"), SOFTWARE.line, SOFTWARE.fill),
    "snapshot": Kind("create, and keep a snapshot", "cylinder", ("[(", ")]"), STORAGE.line, STORAGE.fill),
    "policy": Kind("create; what becomes of it is known later", "tab", ("[/", "/]"), HEAT.line, HEAT.fill),
}
"""By action, and for a resource that outlives its stack by what becomes of it."""

LEVELS = (COMPUTE, STORAGE, NETWORK, IDENTITY, SOFTWARE, HEAT)
"""Colours of stack levels, by turns."""


def palettes() -> dict[str, list[list[str]]]:
    """Each palette as rows: key, name in the legend, sign, line, fill."""
    return {
        "kind": [_row(kind.name, kind) for kind in KINDS],
        "identity": [_row(name, kind) for name, kind in identities.KINDS.items()],
        "action": [_row(name, kind) for name, kind in ACTIONS.items()],
        "stack": [_row(str(number), kind) for number, kind in enumerate(LEVELS)],
    }


def _row(key: str, kind: Kind) -> list[str]:
    sign = "round" if kind is HEAT else kind.shape
    return [key, kind.name, sign, kind.line, kind.fill]
