"""What holds for templates that compile: laws about heatplan, and laws about a template.

``LAWS`` are functions, each docstring the law in a sentence: they take a
``Case`` and raise AssertionError that says what broke and where.  They hold for
every template; where one does not, heatplan is wrong.

``TEMPLATE_LAWS`` are what the author of a template can assert: they take a
``Case`` and ``Terms`` and give findings, each with its place in the template.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from heatplan.testing.laws.budgets import BUDGETS_HOLD
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.compiles import COMPILES, compiles
from heatplan.testing.laws.compiling import deterministic, inputs_unchanged, text_order_does_not_matter
from heatplan.testing.laws.dependencies import NOTHING_IS_USED_TOO_EARLY
from heatplan.testing.laws.duration import STANDS_IN_TIME
from heatplan.testing.laws.exposure import NO_SECRET_IN_OUTPUTS
from heatplan.testing.laws.law import Law, Terms
from heatplan.testing.laws.leftovers import NOTHING_MINTED_SURVIVES
from heatplan.testing.laws.mints import minted_secrets_are_nowhere, mints_come_in_time, mints_have_their_end
from heatplan.testing.laws.naming import NAMES_ARE_UNIQUE
from heatplan.testing.laws.outputs import OUTPUTS_RESOLVE
from heatplan.testing.laws.plans import (
    acyclic,
    every_reference_is_a_path,
    languages_read_what_they_print,
    plan_survives_its_file,
    steps_agree,
)
from heatplan.testing.laws.runs import (
    destroying_leaves_nothing,
    run_finishes_after_any_failure,
    standing_is_closed,
    trace_is_a_linear_extension,
)
from heatplan.testing.laws.secrets import hidden_values_are_nowhere
from heatplan.testing.laws.siblings import SIBLINGS_ARE_ALIKE
from heatplan.testing.laws.waits import WAITS_FIT_THE_STACK, WAITS_KEEP_THEIR_TOKEN
from heatplan.testing.laws.wrapped import has_secrets, wrapped

__all__ = ["LAWS", "TEMPLATE_LAWS", "Case", "FunctionLaw", "Law", "Terms", "check", "compiles", "sentence"]

FunctionLaw = Callable[[Case], None]

COMPILING: Final[tuple[FunctionLaw, ...]] = (deterministic, inputs_unchanged, text_order_does_not_matter)
PLANS: Final[tuple[FunctionLaw, ...]] = (
    acyclic,
    every_reference_is_a_path,
    plan_survives_its_file,
    steps_agree,
    languages_read_what_they_print,
)
RUNS: Final[tuple[FunctionLaw, ...]] = (
    trace_is_a_linear_extension,
    standing_is_closed,
    destroying_leaves_nothing,
    run_finishes_after_any_failure,
)
MINTS: Final[tuple[FunctionLaw, ...]] = (mints_have_their_end, mints_come_in_time, minted_secrets_are_nowhere)
SECRETS: Final[tuple[FunctionLaw, ...]] = (hidden_values_are_nowhere,)

LAWS: Final[tuple[FunctionLaw, ...]] = COMPILING + PLANS + RUNS + MINTS + SECRETS
"""All laws, in the order in which they are best asked."""

TEMPLATE_LAWS: Final[tuple[Law, ...]] = (
    COMPILES,
    NO_SECRET_IN_OUTPUTS,
    OUTPUTS_RESOLVE,
    NAMES_ARE_UNIQUE,
    SIBLINGS_ARE_ALIKE,
    NOTHING_IS_USED_TOO_EARLY,
    WAITS_KEEP_THEIR_TOKEN,
    WAITS_FIT_THE_STACK,
    NOTHING_MINTED_SURVIVES,
    BUDGETS_HOLD,
    STANDS_IN_TIME,
    wrapped(mints_have_their_end),
    wrapped(deterministic),
    wrapped(inputs_unchanged),
    wrapped(plan_survives_its_file),
    wrapped(hidden_values_are_nowhere, has_secrets),
    wrapped(minted_secrets_are_nowhere),
    wrapped(destroying_leaves_nothing),
    wrapped(run_finishes_after_any_failure),
)
"""Laws about a template, in the order in which they are best asked: the cheap ones first."""


def sentence(law: FunctionLaw) -> str:
    """The law in one English sentence."""
    return (law.__doc__ or law.__name__).split("\n", 1)[0]


def check(case: Case) -> None:
    """Every law for one case; raises the AssertionError of the first that is broken."""
    for law in LAWS:
        law(case)
