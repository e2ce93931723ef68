"""What colours say on a page, and the signs that say it again: those of all other graphs."""

from __future__ import annotations

from typing import Any

from heatplan.diagnostics.visible import visible
from heatplan.ir.tree import Stack
from heatplan.render import identities
from heatplan.render.colours import ADOPT, CREATE, MINT, WAIT, by_stack, templates
from heatplan.render.icons import ICONS
from heatplan.render.kinds import KINDS, Kind, Subject

ACTIONS = {"create": CREATE, "adopt": ADOPT, "mint": MINT, "wait": WAIT}


def palettes(root: Stack) -> dict[str, Any]:
    """Each palette as rows (key, name in the legend, sign, line, fill), and the signs that are drawn, as SVG paths.

    A sign that is none of ``icons`` is a letter, shown as it is.
    """
    by_template = by_stack(root)
    stacks = {name: by_template(Subject("", "", "requester", name)) for name in templates(root)}
    return {
        "icons": ICONS,
        "kind": [_row(kind.name, kind) for kind in KINDS],
        "identity": [_row(name, kind) for name, kind in identities.KINDS.items()],
        "action": [_row(name, kind) for name, kind in ACTIONS.items()],
        "stack": [_row(visible(name), kind) for name, kind in stacks.items()],
    }


def _row(key: str, kind: Kind) -> list[str]:
    return [key, visible(kind.name), kind.icon, kind.line, kind.fill]
