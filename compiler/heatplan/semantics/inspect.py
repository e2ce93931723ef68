"""What an expression reads, and what Heat would reject in it before it is ever resolved.

Both are found in what is selected (the branches not taken are never looked
at), before anything is simplified: Heat counts references in parts that no
value needs.  (heat/engine/function.py: dependencies, all_dep_attrs, validate.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heatplan.ir.expr import Call, Choice, Expr, Failed, ListExpr, Lit, MapExpr, Read, Substitute
from heatplan.semantics.evaluate import decide as decide_condition
from heatplan.semantics.evaluate import evaluate
from heatplan.semantics.failures import first_failure
from heatplan.semantics.functions import FunctionEnv
from heatplan.semantics.functions.shape import shape_faults, validate_faults
from heatplan.semantics.knowledge import AbsentError, Knowledge
from heatplan.semantics.walking import all_attributes, unpacked
from heatplan.span import Span

Phase = Literal["parse", "validate"]

_ATTRIBUTE = frozenset({"GetAttThenSelect", "GetAtt", "GetAttAllAttributes"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A call that Heat rejects without resolving it: while parsing, or when it validates the function."""

    phase: Phase
    name: str
    error: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Inspection:
    """The reads in an expression and the faults of its calls, in the order of the text.

    ``strays`` are the names that ``Ref`` gives and no resource or parameter has.
    """

    reads: tuple[Read, ...] = ()
    faults: tuple[Fault, ...] = ()
    strays: tuple[Read, ...] = ()


NOTHING = Inspection()


def inspect(expr: Expr | None, known: Knowledge, env: FunctionEnv) -> Inspection:
    """Look through what is selected of ``expr``; branches that can not be chosen yet count both."""
    if expr is None or isinstance(expr, Lit):
        return NOTHING
    walker = _Walker(known, env)
    walker.walk(expr)
    return Inspection(tuple(walker.reads), tuple(walker.faults), tuple(walker.strays))


class _Walker:
    """The walk and what it has gathered."""

    def __init__(self, known: Knowledge, env: FunctionEnv) -> None:
        self._known = known
        self._env = env
        self.reads: list[Read] = []
        self.faults: list[Fault] = []
        self.strays: list[Read] = []

    def walk(self, expr: Expr) -> None:
        match expr:
            case MapExpr():
                for _, item in expr.entries:
                    self.walk(item)
            case ListExpr():
                for item in expr.items:
                    self.walk(item)
            case Choice():
                self._choice(expr)
            case Call():
                self._call(expr)
            case Failed():
                self.faults.append(Fault("parse", expr.name, expr.error, expr.text, expr.span))
            case Substitute():
                pass  # over the level above, where it has been looked at
            case _:
                pass

    def _choice(self, choice: Choice) -> None:
        self.walk(choice.condition)
        decided = decide_condition(choice.condition, self._known, self._env)
        if isinstance(decided, Failed):
            if not decided.reported:
                self.faults.append(Fault("parse", choice.name, decided.error, decided.text, choice.span))
            return
        if decided is not False:
            self.walk(choice.then)
        if decided is not True and choice.otherwise is not None:
            self.walk(choice.otherwise)

    def _call(self, call: Call) -> None:
        self.walk(call.args)  # Heat reads an argument before the function around it
        for error in shape_faults(call.impl, call.name, call.args):
            self.faults.append(Fault("parse", call.name, error.error, error.text, call.span))
            return
        for error in validate_faults(call.impl, call.name, call.args):
            self.faults.append(Fault("validate", call.name, error.error, error.text, call.span))
        if call.impl == "GetResource":
            name = evaluate(call.args, self._known, self._env)
            if isinstance(name, Lit):
                self.reads.append(Read(name.value, None, call.span))
        elif call.impl == "Ref":
            self._ref(call)
        elif call.impl in _ATTRIBUTE:
            self._attribute(call)

    def _ref(self, call: Call) -> None:
        """A resource only where the name is written out; any other is a parameter's, or nothing's."""
        if not isinstance(call.args, Lit):
            return
        try:
            self._known.reference(call.args.value)
        except AbsentError:
            try:
                self._known.parameter(call.args.value)
            except AbsentError as absent:
                if not absent.reported:
                    self.strays.append(Read(call.args.value, None, call.span))
        else:
            self.reads.append(Read(call.args.value, None, call.span))

    def _attribute(self, call: Call) -> None:
        items = unpacked(call.args)
        if not items:
            return
        parts = [evaluate(item, self._known, self._env) for item in items]
        for part in parts[:2]:  # what Heat resolves when it validates
            failure = first_failure(part)
            if failure is not None and not failure.reported:
                self.faults.append(Fault("validate", call.name, failure.error, failure.text, call.span))
                return
        if all_attributes(call):
            parts = parts[:1]
        if not isinstance(parts[0], Lit):
            return
        known = []
        for part in parts[1:2] if call.impl == "GetAttThenSelect" else parts[1:]:
            if not isinstance(part, Lit):
                break
            known.append(part.value)
        self.reads.append(Read(parts[0].value, tuple(known), call.span))
