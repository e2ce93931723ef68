"""Surprises that a template shows by itself, whatever values it is given: one walk through its expressions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from heatplan.diagnostics import codes_surprises as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.expr import Call, Choice, Expr, ListExpr, Lit, MapExpr, entries_of, items_of
from heatplan.ir.schema import ParameterSchema
from heatplan.ir.template import Template
from heatplan.ir.value import Value
from heatplan.span import Span

_JUNCTIONS = frozenset({"Not", "And", "Or"})
_REPLACE = frozenset({"Replace", "ReplaceJson"})
_REFERENCES = frozenset({"GetResource", "GetAttThenSelect", "GetAtt", "GetAttAllAttributes", "Ref"})
_TEXTS = frozenset({"Replace", "ReplaceJson", "ReplaceJsonStrict", "ReplaceJsonVeryStrict", "Digest", "Join"})


@dataclass(frozen=True, slots=True)
class ParameterPath:
    """A parameter read with a path, where nothing decides whether it is read."""

    name: str
    path: tuple[Value, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Written:
    """What the walk found: the findings, and the paths into parameters, to be looked at when values are known."""

    diagnostics: tuple[Diagnostic, ...] = ()
    paths: tuple[ParameterPath, ...] = ()


def read_template(template: Template[Expr], schemas: Iterable[ParameterSchema]) -> Written:
    """Walk through a template.  ``schemas`` are those of its parameters."""
    walk = _Walk({schema.name: schema.type for schema in schemas})
    for resource in template.resources:
        walk.condition(resource.condition)
        parts = (resource.metadata, resource.deletion_policy, resource.update_policy, resource.external_id)
        for part in (resource.properties, *parts):
            if part is not None and type(part) is not Lit:
                walk.run(part)
    for output in template.outputs:
        walk.condition(output.condition)
        if output.value is not None:
            walk.run(output.value)
    for definition in template.conditions:
        walk.condition(definition.body)
    return Written((*walk.found, *_unused(template, walk)), tuple(walk.paths))


class _Walk:
    """The walk and what it has gathered: no recursion, and nothing is done for a value."""

    def __init__(self, types: dict[str, str]) -> None:
        self._types = types
        self.parameters: set[str] = set()
        self.conditions: set[str] = set()
        self.all_parameters = False
        self.paths: list[ParameterPath] = []
        self.found: list[Diagnostic] = []

    def condition(self, expr: Expr | None) -> None:
        """A condition: a name, or calls with names in them."""
        if isinstance(expr, Lit):
            if isinstance(expr.value, str):
                self.conditions.add(expr.value)
        elif expr is not None:
            self.run(expr)

    def run(self, expr: Expr) -> None:
        """Everything inside an expression."""
        stack: list[tuple[Expr, bool]] = [(expr, True)]
        while stack:
            part, always = stack.pop()
            kind = type(part)
            if kind is MapExpr:
                stack.extend((item, always) for _, item in part.entries if type(item) is not Lit)  # type: ignore[union-attr]
            elif kind is ListExpr:
                stack.extend((item, always) for item in part.items if type(item) is not Lit)  # type: ignore[union-attr]
            elif isinstance(part, Call):
                self._call(part, always=always)
                stack.append((part.args, always))
            elif isinstance(part, Choice):
                self.condition(part.condition)
                stack.append((part.then, False))
                if part.otherwise is not None:
                    stack.append((part.otherwise, False))

    def _call(self, call: Call, *, always: bool) -> None:
        impl = call.impl
        if impl in ("GetParam", "Ref", "ParamRef"):
            self._parameter(call, always=always)
        elif impl in _JUNCTIONS:
            for item in items_of(call.args) or (call.args,):
                if isinstance(item, Lit) and isinstance(item.value, str):
                    self.conditions.add(item.value)
        elif impl == "Equals":
            self._equals(call)
        elif impl in _REPLACE:
            self._replace(call)

    def _parameter(self, call: Call, *, always: bool) -> None:
        items = items_of(call.args) or (call.args,)
        first = items[0]
        if not isinstance(first, Lit):
            self.all_parameters = True
            return
        if not isinstance(first.value, str):
            return
        self.parameters.add(first.value)
        if first.value == "AWS::Region":
            self.found.append(finding(codes.FIXED_REGION, call.span))
        if always and len(items) > 1 and isinstance(call.args, Lit):
            self.paths.append(ParameterPath(first.value, call.args.value[1:], call.span))

    def _equals(self, call: Call) -> None:
        items = items_of(call.args)
        if items is None or len(items) != 2:
            return
        left, right = map(self._kind, items)
        if left and right and left != right:
            hint = "A parameter of type boolean or number is compared with true, false or a number without quotes."
            facts = {"left": left, "right": right}
            self.found.append(finding(codes.NEVER_EQUAL, call.span, hint=hint, facts=facts))

    def _kind(self, side: Expr) -> str:
        """What sort of value a side has for sure; numbers and booleans are one, as in Python."""
        if isinstance(side, Lit):
            value = side.value
            return "null" if value is None else _KINDS.get(type(value), "")
        if isinstance(side, Call):
            if (
                side.impl in ("GetParam", "ParamRef")
                and isinstance(side.args, Lit)
                and isinstance(side.args.value, str)
            ):
                return _TYPES.get(self._types.get(side.args.value, ""), "")
            return "text" if side.impl in _TEXTS else ""
        return ""

    def _replace(self, call: Call) -> None:
        parts = dict(entries_of(call.args) or ())
        text, params = parts.get("template"), parts.get("params")
        if not isinstance(text, Lit) or not isinstance(text.value, str) or not isinstance(params, MapExpr):
            return
        for key, item in params.entries:
            if isinstance(key, str) and key not in text.value and _refers(item):
                self.found.append(finding(codes.UNUSED_PARAM_WAITS, call.span, name=key))


_KINDS: dict[type, str] = {
    str: "text",
    bool: "a number or a boolean",
    int: "a number or a boolean",
    float: "a number or a boolean",
    tuple: "a list",
}
_TYPES = {
    "string": "text",
    "number": "a number or a boolean",
    "boolean": "a number or a boolean",
    "comma_delimited_list": "a list",
}


def _refers(expr: Expr) -> bool:
    stack = [expr]
    while stack:
        part = stack.pop()
        if isinstance(part, Call):
            if part.impl in _REFERENCES:
                return True
            stack.append(part.args)
        elif isinstance(part, Choice):
            return False  # the branch with the reference may not be taken
        else:
            stack.extend(items_of(part) or [item for _, item in entries_of(part) or ()])
    return False


_SHOWN = 5
"""Unused parameters that the finding names: templates of one family often declare them all alike."""


def _unused(template: Template[Expr], walk: _Walk) -> Iterator[Diagnostic]:
    unused = [one for one in template.parameters if one.name not in walk.parameters]
    if unused and not walk.all_parameters:
        address = f"parameters.{unused[0].name}"
        labels = tuple((one.span, "nor this one") for one in unused[1:_SHOWN])
        names = ", ".join(one.name for one in unused[:_SHOWN]) + (", …" if len(unused) > _SHOWN else "")
        yield finding(codes.UNUSED_PARAMETER, unused[0].span, address=address, labels=labels, names=names)
    for condition in template.conditions:
        if condition.name not in walk.conditions:
            address = f"conditions.{condition.name}"
            yield finding(codes.UNUSED_CONDITION, condition.span, address=address, name=condition.name)
