"""The body of a stack level: resources in a lawful order, groups, nested templates, outputs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from hypothesis import strategies as st

from heatplan.testing.expressions import Expressions
from heatplan.testing.offers import ChildTemplate, Kind, Knobs, Made, Offered, Offers
from heatplan.testing.resources import ROWS, VALUE, VALUE_TYPES, Paths
from heatplan.testing.several import several

GROUP: Final = "OS::Heat::ResourceGroup"
NESTED: Final = "nested"
VARIABLES: Final = ("%index%", "%i%", "%number%")
ODD_NAMES: Final = ("my.name", "a b", "é", "x[0]", "%index%")
ODD_STACK_NAMES: Final = ("my.name", "_x-Y")
"""What may stand in the name of a resource with a stack inside: its name becomes part of the stack's."""


class Body:
    """Draws the resources and outputs of one level, one after the other: each refers to those before it."""

    def __init__(self, draw: st.DrawFn, offers: Offers, knobs: Knobs, *, least: int = 0) -> None:
        self._draw = draw
        self._offers = offers
        self._knobs = knobs
        self._least = least
        self._phase = 0
        self.resources: dict[str, Any] = {}

    def drawn(self) -> tuple[dict[str, Any], dict[str, Any], tuple[tuple[str, Kind], ...]]:
        """The sections ``resources`` and ``outputs``, and the kinds of the outputs."""
        several(
            self._draw,
            self._knobs.max_resources,
            lambda number: self._resource(self._kind(), number),
            least=self._least,
            often=8,
        )
        shuffled = self._draw(st.permutations(list(self.resources)))
        resources = {name: self.resources[name] for name in shuffled}
        outputs, kinds = self._outputs()
        return resources, outputs, kinds

    def _kind(self) -> str:
        """A type: none from which Heat's own edges would lead to what was there before (see ``resources.Row``)."""
        known = [VALUE, *([GROUP] if self._knobs.with_groups else []), *([NESTED] if self._offers.children else [])]
        rows = [kind for kind, row in ROWS.items() if row.phase is None or row.phase >= self._phase]
        kind = self._draw(st.sampled_from([*known, *rows]) | st.sampled_from(known))
        self._phase = max(self._phase, (ROWS[kind].phase or 0) if kind in ROWS else 0)
        return kind

    def _name(self, kind: str, number: int) -> str:
        stem = kind.rsplit("::", maxsplit=1)[-1].lower()
        odd = self._draw(st.integers(0, 99)) >= 95
        names = ODD_STACK_NAMES if kind in (GROUP, NESTED) else ODD_NAMES
        return f"{stem}{number}" + (self._draw(st.sampled_from(names)) if odd else "")

    def _resource(self, kind: str, number: int) -> None:
        name = self._name(kind, number)
        condition = None
        if self._offers.conditions and self._draw(st.integers(0, 3)) == 3:
            condition = self._draw(st.sampled_from(self._offers.conditions))
        offers = self._offers.within(condition)
        write = Expressions(self._draw, offers)
        body, made = self._of(kind, name, write)
        body.update(self._around(write, body, condition, kind))
        self.resources[name] = body
        self._offers = self._offers.plus(replace(made, condition=condition))

    def _of(self, kind: str, name: str, write: Expressions) -> tuple[dict[str, Any], Made]:
        if kind == GROUP:
            return self._group(name, write, self._knobs.depth)
        return self._single(kind, name, write)

    def _single(self, kind: str, name: str, write: Expressions) -> tuple[dict[str, Any], Made]:
        if kind == VALUE:
            return _value(name, write)
        if kind == NESTED:
            return _nested(name, write)
        row = ROWS[kind]
        aliases = [alias for alias, real in write.offers.aliases if real == kind]
        written = write.pick([kind, *aliases])
        properties = row.properties(write)
        body = {"type": written, "properties": properties} if properties else {"type": written}
        software = properties.get("user_data_format") == "SOFTWARE_CONFIG"
        return body, Made(name, kind, attributes=row.attributes, takes_software=software)

    def _around(self, write: Expressions, body: dict[str, Any], condition: str | None, kind: str) -> dict[str, Any]:
        """The parts of a resource beside type and properties."""
        found: dict[str, Any] = {}
        if condition is not None:
            found["condition"] = condition
        outside = "external_id" in write.offers.table.resource_keys and kind in ROWS and write.chance(5)
        if outside:
            found["external_id"] = "an-id-of-somebody"
        elif self.resources and write.chance(20):
            names = self._draw(st.lists(st.sampled_from(list(self.resources)), min_size=1, max_size=2, unique=True))
            found["depends_on"] = names[0] if len(names) == 1 and self._draw(st.booleans()) else names
        if write.chance(15):
            found["metadata"] = write.of("map", 1)
        if write.chance(15):
            found["deletion_policy"] = write.pick(self._policies(write, kind))
        if kind == GROUP and "update_policy" not in body and write.chance(20):
            batch = {
                "max_batch_size": self._draw(st.integers(1, 3)),
                "pause_time": self._draw(st.sampled_from([0, 1.5])),
            }
            found["update_policy"] = {"batch_create": batch}
        return found

    def _policies(self, write: Expressions, kind: str) -> list[str]:
        snapshot = kind in ROWS and ROWS[kind].snapshot
        return [
            word for word, meaning in write.offers.table.deletion_policies.items() if meaning != "Snapshot" or snapshot
        ]

    # Groups.

    def _group(self, name: str, write: Expressions, depth: int) -> tuple[dict[str, Any], Made]:
        # a variable that is written out is replaced by the group around, if that has the same
        variable = write.pick([one for one in VARIABLES if one == VARIABLES[0] or one not in write.offers.taken])
        inside = Expressions(write.draw, write.offers.member(variable))
        kinds = [VALUE, *ROWS]
        if write.offers.children:
            kinds.insert(1, NESTED)
        member: dict[str, Any]
        if depth > 0 and write.chance(20):
            member, made = self._group(name, inside, depth - 1)
            made = replace(made, attributes=())
        else:
            member, made = self._single(self._draw(st.sampled_from(kinds)), name, inside)
        if write.chance(15):
            member["metadata"] = inside.of("map", 1)
        properties = self._size(write) | {"resource_def": member}
        if variable != VARIABLES[0]:
            properties["index_var"] = variable
        return {"type": GROUP, "properties": properties}, Made(name, GROUP, attributes=self._paths(made, properties))

    def _size(self, write: Expressions) -> dict[str, Any]:
        """How many members: given, by a parameter, known only when a resource has been made, or by the index above."""
        found: dict[str, Any] = {}
        counters = [one.name for one in write.offers.visible() if one.counts]
        if counters and write.chance():
            found["count"] = {"get_attr": [write.pick(counters), "value"]}
        elif write.offers.index is not None and write.chance():
            found["count"] = write.offers.index
        elif write.chance(80):
            found["count"] = min(self._knobs.max_members, self._draw(st.integers(0, 3)))
            names = write.parameter("number", solid=True, use="count")
            if names and write.chance(50):
                found["count"] = {"get_param": write.pick(names)}
        if write.chance(15):
            gone = self._draw(st.sets(st.integers(0, 3), min_size=1, max_size=2))
            found["removal_policies"] = [{"resource_list": sorted(map(str, gone))}]
        return found

    def _paths(self, made: Made, properties: dict[str, Any]) -> Paths:
        """What can be read of a group: references, and the attributes of its members together or of one."""
        texts = [path[0] for path, kind in made.attributes if kind == "string" and len(path) == 1]
        found: list[tuple[tuple[Any, ...], Kind]] = [(("refs",), "list"), (("refs_map",), "map")]
        found += [((text,), "list") for text in texts]
        if not self._offers.means("get_attr", "GetAttThenSelect"):  # it reads all of "attributes", which can not be
            found += [(("attributes", text), "map") for text in texts]
        count = properties.get("count", 1)
        if isinstance(count, int) and count > 0 and "removal_policies" not in properties:
            found += [((f"resource.0.{text}",), "string") for text in texts]
            found.append((("resource.0",), "string"))
        return tuple(found)

    # Outputs.

    def _outputs(self) -> tuple[dict[str, Any], tuple[tuple[str, Kind], ...]]:
        found: dict[str, Any] = {}
        kinds: list[tuple[str, Kind]] = []

        def one(number: int) -> None:
            kind: Kind = self._draw(st.sampled_from(list(VALUE_TYPES)))
            condition = None
            if self._offers.conditions and self._draw(st.integers(0, 4)) == 4:
                condition = self._draw(st.sampled_from(self._offers.conditions))
            write = Expressions(self._draw, self._offers.within(condition))
            output: dict[str, Any] = {"value": write.of(kind)}
            if condition is not None:
                output["condition"] = condition
            if write.chance(20):
                output["description"] = "what it is"
            found[f"out_{number}"] = output
            kinds.append((f"out_{number}", kind))

        several(self._draw, self._knobs.max_outputs, one)
        return found, tuple(kinds)


def _value(name: str, write: Expressions) -> tuple[dict[str, Any], Made]:
    """A value of some kind; now and then one that a group may be counted by."""
    if write.offers.index is None and write.chance(20):
        body = {"type": VALUE, "properties": {"type": "number", "value": write.draw(st.integers(0, 3))}}
        return body, Made(name, VALUE, attributes=((("value",), "number"),), counts=True)
    kind: Kind = write.draw(st.sampled_from(list(VALUE_TYPES)))
    properties: dict[str, Any] = {"value": write.of(kind)}
    if write.draw(st.booleans()):
        properties["type"] = VALUE_TYPES[kind]
    return {"type": VALUE, "properties": properties}, Made(name, VALUE, attributes=((("value",), kind),))


def _nested(name: str, write: Expressions) -> tuple[dict[str, Any], Made]:
    """A nested template, by its file's name or a name in the registry."""
    child: ChildTemplate = write.pick(write.offers.children)
    properties: dict[str, Any] = {}
    for one in child.parameters:
        if one.name in child.required or write.draw(st.booleans()):
            properties[one.name] = _argument(one, write)
    kind = write.pick(child.types)
    body = {"type": kind, "properties": properties} if properties else {"type": kind}
    paths = tuple(((output,), given) for output, given in child.outputs)
    return body, Made(name, kind, attributes=paths)


def _argument(one: Offered, write: Expressions) -> Any:
    if one.use == "index":
        return write.offers.index if write.offers.index is not None else write.draw(st.integers(0, 3))
    if one.use:
        return write.whole(1 if one.use == "size" else 0, one.use)
    return write.of(one.kind, 1, loose=not one.solid)
