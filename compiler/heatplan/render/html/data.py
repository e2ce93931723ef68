"""The data of a page: a plan as plain values, ready for JSON.

Each stack level is there once however often it is nested, and each family
once with its count: members and steps are made in the browser when somebody
looks.  So the page of a group of a million is no larger than that of one.
Hidden values are sealed in a plan; what is handed to a hidden parameter of a
nested stack is sealed here too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from heatplan.diagnostics.visible import visible
from heatplan.ir import mints
from heatplan.ir.counting import Counts
from heatplan.ir.expr import Lit
from heatplan.ir.plan import Plan
from heatplan.ir.schema import Parameter
from heatplan.ir.shapes import root_lasts
from heatplan.ir.tree import Nested, Stack
from heatplan.render.html.credentials import credentials_data
from heatplan.render.html.palettes import palettes
from heatplan.render.html.path import path_data
from heatplan.render.html.resources import Resources
from heatplan.render.html.sources import Quotes
from heatplan.render.html.values import laid_out
from heatplan.render.text import PSEUDO
from heatplan.render.words import expr_text, value_text
from heatplan.semantics.handed import HIDDEN, handed_secrets, hidden_names
from heatplan.semantics.times import DEFAULT, Times

Data = dict[str, Any]


def page_data(plan: Plan, texts: Mapping[str, str | bytes], times: Times = DEFAULT) -> Data:
    """All that a page shows.

    ``texts`` are the sources by name with hidden values masked, where they are at hand;
    ``times`` is how long steps take, for the critical path.
    """
    quotes = Quotes(texts, tuple(handed_secrets(plan.root)))
    blocks = _Blocks(Resources(quotes), quotes)
    root = blocks.number(plan.root)
    header = plan.header
    before, after = mints.ordered(plan.root.auth)
    return {
        "name": visible(header.stack_name),
        "template": visible(header.root),
        "digest": plan.digest,
        "heat": header.catalogue,
        "steps": Counts().root(plan.root),
        "tags": [visible(tag) for tag in header.tags],
        "exceeds": [visible(limit) for limit in header.exceeds],
        "settings": [[visible(str(key)), value_text(value)] for key, value in sorted(header.settings.items())],
        "required": [
            {
                "constraint": visible(one.constraint),
                "value": expr_text(one.value),
                "at": visible(one.at),
                "uses": one.uses,
            }
            for one in header.preconditions
        ],
        "mints": {
            "before": [blocks.resources.mint(one, root=True) for one in before],
            "after": [blocks.resources.mint(one, root=True) for one in after],
            "lasts": list(root_lasts(plan.root)),
        },
        "root": root,
        "blocks": blocks.made,
        "texts": blocks.resources.texts.made,
        "files": quotes.files(),
        "palettes": palettes(plan.root),
        "credentials": credentials_data(plan),
        "path": path_data(plan, times),
    }


class _Blocks:
    """Stack levels, each made once: the same outcome is the same number, whoever nests it."""

    def __init__(self, resources: Resources, quotes: Quotes) -> None:
        self.resources = resources
        self.made: list[Data] = []
        self._quotes = quotes
        self._known: dict[int, int] = {}
        self._same: dict[str, int] = {}

    def number(self, stack: Stack) -> int:
        """The number of a stack level, with those inside it made before it."""
        known = self._known.get(id(stack))
        if known is None:
            made = self._block(stack)
            text = json.dumps(made)
            known = self._same.setdefault(text, len(self.made))
            if known == len(self.made):
                self.made.append(made)
            self._known[id(stack)] = known
        return known

    def _block(self, stack: Stack) -> Data:
        numbers = {resource.name: number for number, resource in enumerate(stack.resources)}
        resources = [
            self.resources.resource(resource, resource.name, numbers, self._inside) for resource in stack.resources
        ]
        return {
            "template": visible(stack.template),
            "about": stack.description and laid_out(Lit(stack.description)),
            "parameters": [_parameter(item) for item in stack.parameters if not item.schema.name.startswith(PSEUDO)],
            "resources": resources,
            "without": [visible(name) for name in stack.disabled],
            "outputs": [
                {
                    "name": visible(output.name),
                    "value": None if output.value is None else laid_out(output.value),
                    "about": output.description and visible(output.description),
                    "at": self._quotes.place(output.span),
                }
                for output in stack.outputs
            ],
        }

    def _inside(self, nested: Nested) -> Data:
        """A nested stack and what it is given."""
        hidden = hidden_names(nested.stack)
        return {
            "block": self.number(nested.stack),
            "given": [[visible(key), HIDDEN if key in hidden else laid_out(value)] for key, value in nested.arguments],
        }


def _parameter(item: Parameter) -> list[str]:
    """A parameter's name, value and what it is for."""
    value = item.value
    if item.schema.hidden or item.sealed:
        shown = HIDDEN
    else:
        shown = laid_out(value) if isinstance(value, Lit) else "(known later)"
    return [visible(item.schema.name), shown, visible(item.schema.description or "")]
