"""What to say of a property, a policy or an id whose value can not be had."""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.diagnostics import codes_language as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.suggest import Near
from heatplan.ir.expr import Expr, Failed
from heatplan.semantics.functions.report import code_of, hint_of
from heatplan.semantics.scope import Level
from heatplan.semantics.sealed import sealed
from heatplan.span import Span

_SEEN_ELSEWHERE = "InvalidTemplateReference"


def lost_value(
    failure: Failed, written: Expr | None, level: Level, declared: frozenset[str], near: Near, span: Span
) -> Iterator[Diagnostic]:
    """The finding for a failure; none where it has been said already, or where the parameter's schema is wrong.

    ``written`` is what the template has there, ``near`` the parameters that there
    are, ``span`` its place where the failure has none.
    """
    if failure.reported or failure.error == _SEEN_ELSEWHERE:
        return
    place = failure.span if failure.span.source else span
    if failure.error == "UserParameterMissing":
        missing = failure.text.partition("(")[2].partition(")")[0]
        if missing not in declared:
            hint = near.hint(missing)
            yield finding(codes.UNKNOWN_PARAMETER_READ, place, hint=hint, name=missing)
        return
    facts = {"name": failure.name, "why": "(hidden)" if sealed(written, level) else failure.text}
    code = code_of(failure.error, failure.text) or codes.CALL_FAILS
    yield finding(code, place, hint=hint_of(failure.text), facts=facts)
