"""Resources of one level as a page has them: plain data, names of others as their numbers in the level."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from heatplan.diagnostics.visible import visible
from heatplan.ir import address as addresses
from heatplan.ir import mints
from heatplan.ir.auth import Mint
from heatplan.ir.expr import Expr, Lit, entries_of
from heatplan.ir.shapes import identity_of, undo_of
from heatplan.ir.tree import Deferred, Family, Known, MemberClass, Nested, Resource
from heatplan.render.audit import end, right
from heatplan.render.drawing import names_text
from heatplan.render.html.sources import Quotes
from heatplan.render.html.values import laid_out
from heatplan.render.kinds import NESTED, SERVICE, kind_of
from heatplan.render.words import expr_text, value_text, without_nulls
from heatplan.semantics.handed import shown_properties
from heatplan.semantics.waits import longest_wait

Data = dict[str, Any]
Inside = Callable[[Nested], Data]
"""Makes the data of a nested stack."""

LONG = 200
"""A text of more characters is kept once, by its number: many resources have the same script."""


def _kind(one: Resource) -> str | None:
    """Its kind; none for one that holds others.  A type of one's own cloud, of which nothing is known, is a service."""
    if one.child is not None:
        return None
    kind = kind_of(one.mapped)
    return SERVICE.name if kind is NESTED else kind.name


class Texts:
    """Texts of inputs, secrets in them masked; long ones are each kept once."""

    def __init__(self, quotes: Quotes) -> None:
        self._quotes = quotes
        self.made: list[str] = []
        self._numbers: dict[str, int] = {}

    def of(self, text: str) -> str | int:
        """The text where it is short, else its number."""
        text = self._quotes.masked(text)
        if len(text) <= LONG:
            return text
        number = self._numbers.setdefault(text, len(self.made))
        if number == len(self.made):
            self.made.append(text)
        return number


class Resources:
    """Makes the data of resources; long texts and source lines are kept beside it."""

    def __init__(self, quotes: Quotes) -> None:
        self.texts = Texts(quotes)
        self._quotes = quotes

    def resource(self, one: Resource, name: str, numbers: Mapping[str, int], inside: Inside) -> Data:
        """A resource; ``numbers`` are those of its level by name.  What it does not have is left out."""
        quoted = addresses.quote(name)
        shown = visible(name)
        needs = [need for need in one.needs if need in numbers]
        before, after = mints.ordered(one.auth)
        data: Data = {
            "name": shown,
            "part": quoted if quoted != shown else None,
            "type": visible(one.type),
            "mapped": visible(one.mapped) if one.mapped != one.type else None,
            "kind": _kind(one),
            "adopt": one.external_id is not None,
            "waits": one.child is None and longest_wait(one) is not None,
            "by": identity_of(one) if identity_of(one) != "requester" else None,
            "undo": undo_of(one) if undo_of(one) != "delete" else None,
            "needs": [numbers[need] for need in needs],
            "heat": [numbers[need] for need in needs if need in one.implicit],
            "at": self._quotes.place(one.span),
            "facts": self._facts(one),
            "before": [self.mint(mint) for mint in before],
            "after": [self.mint(mint) for mint in after],
        }
        match one.child:
            case Nested():
                data["nested"] = inside(one.child)
            case Family() as family:
                data["family"] = self._family(family, inside)
                data["inputs"] = self._inputs(shown_properties(one))
            case _:
                data["inputs"] = self._inputs(one.properties)
        return {key: value for key, value in data.items() if value}

    def _inputs(self, properties: Expr) -> list[list[str | int]]:
        entries = entries_of(without_nulls(properties))
        if entries is None:
            return [["", self.texts.of(laid_out(properties))]]
        return [[visible(str(key)), self.texts.of(laid_out(value))] for key, value in entries]

    def _facts(self, one: Resource) -> list[list[str | int]]:
        """What else the template says of it: pairs of words and values."""
        facts: list[tuple[str, Expr | str | None]] = [
            ("only if", one.when),
            ("is there already as", one.external_id),
            ("deletion policy", one.deletion_policy),
            ("update policy", one.update_policy),
            ("metadata", one.metadata),
            ("stops at", ", ".join(one.hooks)),
            ("restricted", ", ".join(one.restricted)),
        ]
        return [
            [words, self.texts.of(visible(value) if isinstance(value, str) else laid_out(without_nulls(value)))]
            for words, value in facts
            if value and not (isinstance(value, Lit) and not value.value)
        ]

    def _family(self, family: Family, inside: Inside) -> Data:
        members = family.members
        known = isinstance(members, Known)
        return {
            "count": len(members.names) if isinstance(members, Known) else None,
            "later": laid_out(members.count) if isinstance(members, Deferred) else None,
            "keyed": isinstance(members, Deferred) and members.keyed,
            "drawn": family.drawn,
            "batch": [family.batch.size, family.batch.pause] if family.batch is not None else None,
            "classes": [
                self._class(one, members.names.ranges if isinstance(members, Known) else (), known, inside)
                for one in family.classes
            ],
        }

    def _class(self, one: MemberClass, every: tuple[tuple[int, int], ...], known: bool, inside: Inside) -> Data:
        ranges = (one.names.ranges if one.names is not None else every) if known else ()
        return {
            "ranges": [list(part) for part in ranges],
            "names": names_text(one.names) if one.names is not None else "*",
            "resource": self.resource(one.resource, one.resource.name, {}, inside),
        }

    def mint(self, one: Mint, *, root: bool = False) -> Data:
        """A mint; needs begin with ``.`` where they stand behind the address of its owner."""
        needs = [
            mints.address_of("", need) if root and not need.startswith(mints.ROOT_AUTH) else need for need in one.needs
        ]
        data: Data = {
            "name": visible(one.name),
            "suffix": mints.address_of("", one.name) if root else mints.suffix(one.name),
            "kind": one.kind,
            "by": one.by,
            "needs": [need if need.startswith(mints.ROOT_AUTH) else mints.suffix(need) for need in needs],
            "undo": mints.undo_of_mint(one),
            "end": end(one, owned=not root),
            "right": visible(right(one)),
            "facts": [[visible(str(key)), value_text(value)] for key, value in one.facts.items() if value is not None],
            "flows": [[flow.place, visible(flow.path)] for flow in one.flows],
            "only": None if one.when is None else expr_text(one.when),
            "read": [visible(path) for path in one.read_by],
        }
        return {key: value for key, value in data.items() if value not in (None, "", [])}
