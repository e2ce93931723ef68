"""Heat's intrinsic functions as pure functions over values.

``apply`` computes a function whose argument is resolved; ``shape_faults`` and
``validate_faults`` judge an argument that may still hold unresolved parts.
"""

from heatplan.semantics.functions.base import (
    LIMIT_EXCEEDED,
    NOT_REPRODUCIBLE,
    OWN_ERRORS,
    FunctionEnv,
    FunctionError,
)
from heatplan.semantics.functions.report import code_of, hint_of
from heatplan.semantics.functions.shape import certain_failure, omitted_is_null, shape_faults, validate_faults
from heatplan.semantics.functions.table import FUNCTIONS, apply

__all__ = [
    "FUNCTIONS",
    "LIMIT_EXCEEDED",
    "NOT_REPRODUCIBLE",
    "OWN_ERRORS",
    "FunctionEnv",
    "FunctionError",
    "apply",
    "certain_failure",
    "code_of",
    "hint_of",
    "omitted_is_null",
    "shape_faults",
    "validate_faults",
]
