"""select: which resources and outputs are there, by their conditions.

Every condition's form is checked, used or not; a condition is decided only
where something uses it (heat/engine/conditions.py, hot/template.py).
"""

from __future__ import annotations

from heatplan.diagnostics import codes_language as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.address import quote
from heatplan.ir.expr import Call, Choice, Expr, Failed, Lit, entries_of, items_of
from heatplan.ir.selection import Selected, SelectedOutput, Selection
from heatplan.ir.template import Template
from heatplan.ir.value import Map
from heatplan.result import Result
from heatplan.semantics.evaluate import decide, evaluate
from heatplan.semantics.inspect import inspect
from heatplan.semantics.knowledge import AbsentError, Unknown
from heatplan.semantics.scope import Before, Scope
from heatplan.span import Span


def select(template: Template[Expr], scope: Scope) -> Result[Selection]:
    """The enabled resources and outputs.  What can not be decided yet is kept, with its condition."""
    work = _Selector(scope)
    conditions = {decl.name: work.definition(decl.name, decl.body, decl.span) for decl in template.conditions}
    resources = []
    disabled = []
    for decl in template.resources:
        address = f"resources.{decl.name}.condition"
        enabled, when, now = work.holds(decl.condition, decl.span, address)
        if enabled:
            resources.append(Selected(decl, when, now))
        else:
            disabled.append(decl.name)
    outputs = []
    for output in template.outputs:
        enabled, when, now = work.holds(output.condition, output.span, f"outputs.{quote(output.name)}.condition")
        outputs.append(SelectedOutput(output, enabled, when, now))
    selection = Selection(tuple(resources), tuple(outputs), tuple(sorted(disabled)), Map(conditions))
    return Result(selection, tuple(work.diagnostics))


class _Selector:
    """Decides conditions in both moments: for the plan, and before creation."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._before = Before(scope.level)
        self._env = scope.level.env
        self.diagnostics: list[Diagnostic] = []

    def definition(self, name: str, body: Expr, span: Span) -> bool | Expr:
        """A named condition's form, and what it comes to (a bool, or what is left of it)."""
        address = f"conditions.{name}"
        if not isinstance(body, (Call, Choice, Failed)) and not (
            isinstance(body, Lit) and isinstance(body.value, bool)
        ):
            self.diagnostics.append(finding(codes.BAD_CONDITION, span, address=address, name=name))
            return False
        found = inspect(body, self._before, self._env)
        for fault in found.faults:
            facts = {"name": fault.name, "why": fault.text}
            code = codes.FUNCTION_IN_CONDITION if "in this context" in fault.text else codes.BAD_CALL
            self.diagnostics.append(finding(code, fault.span, address=address, facts=facts))
        self._depends_on_hidden(body, span, address, f"the condition {name}")
        try:
            value = self._scope.condition(name)
        except AbsentError as absent:
            return Failed("condition", absent.error, absent.text, span, absent.reported)  # a finding where it is used
        return evaluate(body, self._scope, self._env) if isinstance(value, Unknown) else value

    def holds(self, condition: Expr | None, span: Span, address: str) -> tuple[bool, Expr | None, bool]:
        """(there or perhaps there, its condition while undecided, there before creation)."""
        if condition is None:
            return True, None, True
        decided = self._decide(condition, self._scope)
        now = decided if isinstance(decided, bool) else self._decide(condition, self._before)
        if isinstance(now, Failed):
            if not now.reported:
                # A ValueError is caught where a name is looked up, in outputs always (template.py,
                # resource_definitions; template_common.py, outputs).
                caught = now.error == "ValueError" and (isinstance(condition, Lit) or address.startswith("outputs."))
                wrapped = caught or inspect(condition, self._before, self._env).faults
                raises = None if wrapped and now.error != "InvalidTemplateReference" else now.error
                self.diagnostics.append(
                    finding(codes.CONDITION_FAILS, span, address=address, raises=raises, facts={"why": now.text})
                )
            return True, None, True
        if isinstance(decided, bool):
            return decided, None, decided
        return True, evaluate(condition, self._scope, self._env), now is True

    def _decide(self, condition: Expr, scope: Scope) -> bool | Unknown | Failed:
        faults = inspect(condition, scope, self._env).faults
        if faults:
            return Failed(faults[0].name, faults[0].error, faults[0].text, faults[0].span)
        return decide(condition, scope, self._env)

    def _depends_on_hidden(self, body: Expr, span: Span, address: str, what: str) -> None:
        hidden = {name for name, parameter in self._scope.level.parameters.items() if parameter.schema.hidden}
        if hidden and hidden & _parameters(body):
            self.diagnostics.append(finding(codes.HIDDEN_DECIDES, span, address=address, what=what))


def _parameters(expr: Expr) -> set[object]:
    """The names of the parameters that an expression reads by a literal name."""
    if isinstance(expr, Call):
        if expr.impl in ("GetParam", "ParamRef") and isinstance(expr.args, Lit):
            value = expr.args.value
            return {value[0] if isinstance(value, tuple) and value else value}
        return _parameters(expr.args)
    inner = items_of(expr) or tuple(item for _, item in entries_of(expr) or ())
    return set().union(*(_parameters(item) for item in inner if not isinstance(item, Lit))) if inner else set()
