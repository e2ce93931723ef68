"""The evaluator: an expression and what is known give a value or a smaller expression.

What can not be known yet stays as it is, with everything around it simplified;
executors finish the same expressions with the same code.  Sources of the rules:
heat/engine/function.py (resolve), heat/engine/template.py (parse),
heat/engine/hot/functions.py.
"""

from __future__ import annotations

from collections.abc import Callable

from heatplan.ir.expr import (
    Call,
    Choice,
    Expr,
    Failed,
    ListExpr,
    Lit,
    MapExpr,
    Omitted,
    Substitute,
    items_of,
    list_of,
    map_of,
)
from heatplan.ir.value import Map, Value
from heatplan.semantics.failures import first_failure
from heatplan.semantics.functions import FunctionEnv, FunctionError, apply, omitted_is_null
from heatplan.semantics.functions.base import class_name, text_of
from heatplan.semantics.functions.cfn import item_of
from heatplan.semantics.functions.shape import certain_failure, shape_faults
from heatplan.semantics.functions.stages import resolved_only, staged
from heatplan.semantics.knowledge import UNKNOWN, AbsentError, Knowledge, Unknown
from heatplan.semantics.walking import all_attributes, parameter_path, select, unpacked

OMITTED = Omitted()


def evaluate(expr: Expr, known: Knowledge, env: FunctionEnv | None = None) -> Expr:
    """``expr`` as far as ``known`` allows: a ``Lit`` when all of it is, a ``Failed`` where Heat would raise.

    Never raises.  A ``Failed`` inside a list or mapping stays where it is, so
    that each property has its own fate; a function that needs it fails with it.
    """
    return _Evaluator(known, env or FunctionEnv()).run(expr)


def decide(condition: Expr, known: Knowledge, env: FunctionEnv | None = None) -> bool | Unknown | Failed:
    """Whether a condition holds: a bool, a condition's name, or a condition function."""
    return _Evaluator(known, env or FunctionEnv()).decide(condition)


class _Evaluator:
    """One evaluation: the recursion and what it needs at every step."""

    __slots__ = ("_env", "_known")

    def __init__(self, known: Knowledge, env: FunctionEnv) -> None:
        self._known = known
        self._env = env

    def run(self, expr: Expr) -> Expr:
        match expr:
            case Lit() | Failed() | Omitted():
                return expr
            case MapExpr():
                return map_of([(key, item) for key, value in expr.entries if (item := self.run(value)) is not OMITTED])
            case ListExpr():
                return list_of([item for value in expr.items if (item := self.run(value)) is not OMITTED])
            case Choice():
                return self._choice(expr)
            case Substitute():
                return self._known.member(expr.value, expr.variable)
            case Call():
                special = _SPECIAL.get(expr.impl)
                return special(self, expr) if special is not None else self._strict(expr)

    def arguments(self, call: Call) -> Expr:
        """A call's argument evaluated; one that is left out counts as null."""
        args = self.run(call.args)
        return Lit(None) if isinstance(args, Omitted) else args

    def _strict(self, call: Call) -> Expr:
        args = self._parts(call)
        if call.impl in UNPACKED and isinstance(args, MapExpr):
            args = list_of(list(unpacked(args)))
        if first_failure(args) is not None:
            try:
                outcome = staged(call, args, first_failure)
            except FunctionError as error:
                outcome = Failed(call.name, error.error, error.text, call.span)
            if outcome is not None:
                return outcome
            args = resolved_only(call, args)
        doomed = certain_failure(call.impl, call.name, call.args)
        if doomed is not None:
            return Failed(call.name, doomed.error, doomed.text, call.span)
        return self._applied(call, args.value) if isinstance(args, Lit) else Call(call.name, call.impl, args, call.span)

    def _applied(self, call: Call, args: Value) -> Expr:
        try:
            return Lit(apply(call.impl, call.name, args, self._env))
        except FunctionError as error:
            return Failed(call.name, error.error, error.text, call.span)

    def _parts(self, call: Call) -> Expr:
        """The argument with its direct parts evaluated; some functions take one that is left out for null."""
        if isinstance(call.args, ListExpr):
            parts = [(index, self.run(item)) for index, item in enumerate(call.args.items)]
            return list_of([item for index, part in parts if (item := self._part(call, index, part)) is not OMITTED])
        if isinstance(call.args, MapExpr):
            named = [(key, self.run(item)) for key, item in call.args.entries]
            return map_of([(key, item) for key, part in named if (item := self._part(call, key, part)) is not OMITTED])
        return self.arguments(call)

    def _part(self, call: Call, place: Value, part: Expr) -> Expr:
        return Lit(None) if part is OMITTED and omitted_is_null(call.impl, call.name, place) else part

    def _choice(self, choice: Choice) -> Expr:
        decided = self.decide(choice.condition)
        if decided is True:
            return self.run(choice.then)
        if decided is False:
            return OMITTED if choice.otherwise is None else self.run(choice.otherwise)
        if isinstance(decided, Failed):
            return Failed(choice.name, decided.error, decided.text, choice.span, decided.reported)
        otherwise = None if choice.otherwise is None else self.run(choice.otherwise)
        condition = self.run(choice.condition)
        return Choice(choice.name, condition, self.run(choice.then), otherwise, choice.span)

    def decide(self, condition: Expr) -> bool | Unknown | Failed:
        """Whether a condition (a bool, a name or a condition function) holds."""
        value = self.run(condition)
        if isinstance(value, Failed):
            return value
        if not isinstance(value, Lit):
            return first_failure(value) or UNKNOWN
        if isinstance(value.value, bool):
            return value.value
        try:
            return self._known.condition(value.value)
        except AbsentError as absent:
            return Failed("condition", absent.error, absent.text, reported=absent.reported)

    # Functions that read what is around the expression.

    def get_param(self, call: Call) -> Expr:
        args = self.arguments(call)
        items = items_of(args)
        first = items[0] if items else args
        if not isinstance(args, Lit):
            failure = first_failure(args)
            if failure is not None or items is None or not isinstance(first, Lit):
                return failure or Call(call.name, call.impl, args, call.span)
        elif not args.value:
            return Failed(call.name, "ValueError", f'Function "{call.name}" must have arguments', call.span)
        if items is None and not (isinstance(args, Lit) and isinstance(args.value, str)):
            return Failed(call.name, "TypeError", f'Argument to "{call.name}" must be string or list', call.span)
        name = first.value if isinstance(first, Lit) else None
        if not isinstance(name, str):
            return Failed(call.name, "TypeError", f'Parameter name in "{call.name}" must be string', call.span)
        try:
            value = self._known.parameter(name)
        except AbsentError as absent:
            return _absent(call, absent)
        if isinstance(value, Unknown) or not isinstance(args, Lit):
            return Call(call.name, call.impl, args, call.span)
        path = args.value[1:] if isinstance(args.value, tuple) else ()
        return Lit(parameter_path(value, path))

    def get_resource(self, call: Call) -> Expr:
        args = self.arguments(call)
        if not isinstance(args, Lit):
            return first_failure(args) or Call(call.name, call.impl, args, call.span)
        try:
            value = self._known.reference(args.value)
        except AbsentError as absent:
            return _absent(call, absent)
        return Call(call.name, call.impl, args, call.span) if isinstance(value, Unknown) else Lit(value)

    def ref(self, call: Call) -> Expr:
        """``Ref``: a resource of this level if there is one of that name, else a parameter (cfn/functions.py).

        A name that a function gives is a parameter's.  What is left for later says which of the two it is.
        """
        if isinstance(call.args, Lit):
            try:
                value = self._known.reference(call.args.value)
            except AbsentError:
                pass
            else:
                left = Call(call.name, "GetResource", call.args, call.span)
                return left if isinstance(value, Unknown) else Lit(value)
        return self.param_ref(call)

    def param_ref(self, call: Call) -> Expr:
        """A parameter by its name (cfn/functions.py, ParamRef)."""
        args = self.arguments(call)
        if not isinstance(args, Lit):
            return first_failure(args) or Call(call.name, "ParamRef", args, call.span)
        name = args.value
        if isinstance(name, (dict, tuple)):
            return Failed(call.name, "TypeError", f"unhashable type: '{class_name(name)}'", call.span)
        try:
            value = self._known.parameter(name)
        except AbsentError as absent:
            if absent.reported:
                return _absent(call, absent)
            text = f'The specified reference "{text_of(name)}" (in unknown) is incorrect.'
            return Failed(call.name, "InvalidTemplateReference", text, call.span)
        return Call(call.name, "GetParam", args, call.span) if isinstance(value, Unknown) else Lit(value)

    def look_up(self, call: Call) -> Expr:
        """``Fn::FindInMap``: the mapping is looked for before the keys are read (cfn/functions.py)."""
        table, name, *_ = items_of(call.args) or (Lit(Map()), Lit(None))
        name = self.run(name)
        if isinstance(name, Lit) and isinstance(table, Lit):
            try:
                item_of(table.value, name.value)
            except (LookupError, TypeError) as error:
                return Failed(call.name, type(error).__name__, str(error), call.span)
        return first_failure(name) or self._strict(call)

    def get_azs(self, call: Call) -> Expr:
        """``Fn::GetAZs``: only the cloud knows its availability zones (heat/engine/stack.py)."""
        zones = self._known.zones()
        return Call(call.name, call.impl, self.arguments(call), call.span) if isinstance(zones, Unknown) else Lit(zones)

    def get_attr(self, call: Call) -> Expr:
        args = self.arguments(call)
        if call.impl == "GetAttAllAttributes" and [*unpacked(args)][1:2] == [Lit(None)]:
            args = list_of([*unpacked(args)][:2])  # Heat does not look at a path into all attributes
        if call.impl == "GetAttThenSelect" and first_failure(args) is not None:
            early = self._without_path(call, args)
            if early is not None:
                return early
        if not isinstance(args, Lit):
            return first_failure(args) or Call(call.name, call.impl, args, call.span)
        parts = [part.value for part in unpacked(args) if isinstance(part, Lit)]
        if not parts:
            return Failed(call.name, "TypeError", f'Argument to "{call.name}" must be a list', call.span)
        resource, path = parts[0], tuple(parts[1:])
        if all_attributes(call):
            path = ()
        try:
            if call.impl == "GetAttThenSelect":
                value = self._known.attribute(resource, path[:1])
                value = value if isinstance(value, Unknown) else select(value, path[1:])
            else:
                value = self._known.attribute(resource, path)
        except AbsentError as absent:
            return _absent(call, absent)
        return Call(call.name, call.impl, args, call.span) if isinstance(value, Unknown) else Lit(value)

    def _without_path(self, call: Call, args: Expr) -> Expr | None:
        """What comes of a call before Heat looks at the path: null, or that there is no such resource."""
        resource, attribute, *_ = (*unpacked(args), Omitted(), Omitted())
        if not isinstance(resource, Lit) or not isinstance(attribute, Lit):
            return None
        try:
            value = self._known.attribute(resource.value, (attribute.value,))
        except AbsentError as absent:
            return _absent(call, absent)
        return Lit(None) if value is None else None

    def get_file(self, call: Call) -> Expr:
        args = self.arguments(call)
        if not isinstance(args, Lit):
            return first_failure(args) or Call(call.name, call.impl, args, call.span)
        if not isinstance(args.value, str):
            return Failed(call.name, "TypeError", f'Argument to "{call.name}" must be a string', call.span)
        content = self._known.file(args.value)
        if content is None:
            text = f'No content found in the "files" section for {call.name} path: {args.value}'
            return Failed(call.name, "ValueError", text, call.span)
        return Lit(content)

    def resource_facade(self, call: Call) -> Expr:
        args = self.arguments(call)
        if not isinstance(args, Lit):
            return first_failure(args) or Call(call.name, call.impl, args, call.span)
        try:
            value = self._known.facade(_FACADE_PARTS.get(args.value) or args.value)
        except AbsentError as absent:
            return _absent(call, absent)
        return Call(call.name, call.impl, args, call.span) if isinstance(value, Unknown) else Lit(value)

    def negation(self, call: Call) -> Expr:
        items = items_of(call.args) if call.name.startswith("Fn::") else None  # there a list of one
        decided = self.decide(items[0] if items is not None and len(items) == 1 else call.args)
        if isinstance(decided, bool):
            return Lit(not decided)
        return decided if isinstance(decided, Failed) else Call(call.name, call.impl, self.run(call.args), call.span)

    def junction(self, call: Call) -> Expr:
        """``and``, ``or``: each operand is resolved, then looked at in order; the deciding one ends it.

        So a function that fails is seen wherever it stands, a bad name only before the deciding operand.
        """
        operands = items_of(call.args)
        if operands is None:
            return Failed(
                call.name, "ValueError", f'Arguments to "{call.name}" must be a list of conditions', call.span
            )
        failure = first_failure(self.run(call.args))
        if failure is not None:
            return failure
        deciding = call.impl == "Or"
        left: list[Expr] = []
        for operand in operands:
            decided = self.decide(operand)
            if isinstance(decided, Failed) and not left:
                return decided
            if decided is deciding and not left:
                return Lit(deciding)
            if not isinstance(decided, bool):
                left.append(operand if isinstance(decided, Failed) else self.run(operand))
            elif decided is deciding:
                left.append(Lit(decided))
        if not left:
            return Lit(not deciding)
        if len(left) == 1:
            left.append(Lit(not deciding))
        return Call(call.name, call.impl, ListExpr(tuple(left)), call.span)

    def misshapen(self, call: Call) -> Expr:
        """What Heat never resolves, since it refuses to read it: ``shape_faults`` says why."""
        failure = first_failure(self.run(call.args))
        for fault in shape_faults(call.impl, call.name, call.args):
            return failure or Failed(call.name, fault.error, fault.text, call.span)
        return self._strict(call)

    def removed(self, call: Call) -> Expr:
        """A function that the version no longer has resolves to itself (hot/functions.py, Removed)."""
        args = self.arguments(call)
        if isinstance(args, Lit):
            return map_of([(call.name, args)])
        return first_failure(args) or Call(call.name, call.impl, args, call.span)


_SPECIAL: dict[str, Callable[[_Evaluator, Call], Expr]] = {
    "GetParam": _Evaluator.get_param,
    "GetResource": _Evaluator.get_resource,
    "Ref": _Evaluator.ref,
    "ParamRef": _Evaluator.param_ref,
    "GetAZs": _Evaluator.get_azs,
    "LookUp": _Evaluator.look_up,
    "FindInMap": _Evaluator.misshapen,
    "Invalid": _Evaluator.misshapen,
    "GetAttThenSelect": _Evaluator.get_attr,
    "GetAtt": _Evaluator.get_attr,
    "GetAttAllAttributes": _Evaluator.get_attr,
    "GetFile": _Evaluator.get_file,
    "ResourceFacade": _Evaluator.resource_facade,
    "Not": _Evaluator.negation,
    "And": _Evaluator.junction,
    "Or": _Evaluator.junction,
    "Removed": _Evaluator.removed,
}


UNPACKED = frozenset({"Select", "MemberListToMap"})
"""Functions that take their argument apart by unpacking, so that a map's keys will do (cfn/functions.py)."""

_FACADE_PARTS = {"Metadata": "metadata", "DeletionPolicy": "deletion_policy", "UpdatePolicy": "update_policy"}
"""The parts of a facade as the CloudFormation-style dialect has them."""


def _absent(call: Call, absent: AbsentError) -> Failed:
    return Failed(call.name, absent.error, absent.text, call.span, absent.reported)
