"""What holds for every template that compiles: one function a law, its docstring the law in a sentence.

A law takes a ``Case`` and raises AssertionError that says what broke and
where.  ``LAWS`` has all of them, each in the module of what it is about.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from heatplan.testing.laws.case import Case
from heatplan.testing.laws.compiling import deterministic, inputs_unchanged, text_order_does_not_matter
from heatplan.testing.laws.mints import minted_secrets_are_nowhere, mints_come_in_time, mints_have_their_end
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

__all__ = ["LAWS", "Case", "Law", "check", "sentence"]

Law = Callable[[Case], None]

COMPILING: Final[tuple[Law, ...]] = (deterministic, inputs_unchanged, text_order_does_not_matter)
PLANS: Final[tuple[Law, ...]] = (
    acyclic,
    every_reference_is_a_path,
    plan_survives_its_file,
    steps_agree,
    languages_read_what_they_print,
)
RUNS: Final[tuple[Law, ...]] = (
    trace_is_a_linear_extension,
    standing_is_closed,
    destroying_leaves_nothing,
    run_finishes_after_any_failure,
)
MINTS: Final[tuple[Law, ...]] = (mints_have_their_end, mints_come_in_time, minted_secrets_are_nowhere)
SECRETS: Final[tuple[Law, ...]] = (hidden_values_are_nowhere,)

LAWS: Final[tuple[Law, ...]] = COMPILING + PLANS + RUNS + MINTS + SECRETS
"""All laws, in the order in which they are best asked."""


def sentence(law: Law) -> str:
    """The law in one English sentence."""
    return (law.__doc__ or law.__name__).split("\n", 1)[0]


def check(case: Case) -> None:
    """Every law for one case; raises the AssertionError of the first that is broken."""
    for law in LAWS:
        law(case)
