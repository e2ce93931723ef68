"""What can go wrong when an expression is finished during a run, and the finding that it becomes."""

from __future__ import annotations

from collections.abc import Callable

from heatplan.diagnostics import codes_run as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.executors.finish import RefusedError, WrongCountError
from heatplan.executors.opening import SealedError
from heatplan.ir import address
from heatplan.semantics.knowledge import AbsentError
from heatplan.semantics.view import ViewError

UNFINISHED = (ViewError, AbsentError, RefusedError, WrongCountError, SealedError)
"""What finishing raises."""


def found_in(error: Exception, where: str, redact: Callable[[str], str], reason: Callable[[str], str]) -> Diagnostic:
    """The finding for one of ``UNFINISHED`` at an address ('' for the root stack).

    ``redact`` makes our own texts fit to be shown, ``reason`` those of functions.
    """
    text = redact(str(error))
    match error:
        case SealedError():
            key = address.join(where, error.name)
            return finding(codes.SEALED_PARAMETER, address=where or f"parameters.{key}", name=key)
        case WrongCountError():
            return finding(codes.WRONG_COUNT, address=where, value=redact(error.found), limit=error.limit)
        case ViewError() | AbsentError() if error.error != "StackValidationFailed":
            return finding(
                codes.NO_VALUE, address=where, part="what it needs", error=error.error, text=reason(str(error))
            )
    return finding(codes.WRONG_VALUE, address=where, reason=text)
