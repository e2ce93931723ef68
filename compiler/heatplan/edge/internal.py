"""What is said when heatplan itself is wrong, in the place of a traceback."""

from __future__ import annotations

import sys
from pathlib import PurePath

from heatplan import __version__
from heatplan.diagnostics.codes_edge import INTERNAL_ERROR
from heatplan.diagnostics.diagnostic import Diagnostic, finding


def internal_error(problem: BaseException, *, debug: bool = False) -> Diagnostic:
    """The finding for an exception that nobody foresaw.

    It names the exception's class and the place in heatplan, never the
    exception's text: that may hold the value of a parameter.  With ``debug``
    the traceback is printed to standard error as well.
    """
    import traceback

    if debug:
        traceback.print_exception(problem)
    hint = f"please report it, with this line, heatplan {__version__} and a template that shows it; --debug says more"
    return finding(INTERNAL_ERROR, error=type(problem).__name__, where=_where(problem), hint=hint)


def _where(problem: BaseException) -> str:
    """The innermost place in heatplan that the exception came through: ``passes/expand.py:120``."""
    import traceback

    place = "an unknown place"
    for frame in traceback.extract_tb(problem.__traceback__):
        parts = PurePath(frame.filename).parts
        if "heatplan" in parts:
            inside = parts[len(parts) - parts[::-1].index("heatplan") :]
            place = f"{'/'.join(inside)}:{frame.lineno}"
    return f"{place} (Python {sys.version_info.major}.{sys.version_info.minor})"
