"""The option ``--times``, and the model of step times that it names."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _ArgumentGroup
from collections.abc import Iterable
from typing import TYPE_CHECKING

from heatplan.diagnostics.codes_times import NO_STEP_TIMED
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.edge.files import read_text
from heatplan.result import Result

if TYPE_CHECKING:
    from heatplan.semantics.times import Times


def times_option(one: ArgumentParser | _ArgumentGroup) -> None:
    """The file of step times."""
    one.add_argument(
        "--times", metavar="FILE", help="how long steps take (docs/timeline.md); else a small table of round numbers"
    )


def given_times(args: Namespace) -> tuple[Result[Times], dict[str, str]]:
    """The model that the options name, and the text that its findings point at."""
    from heatplan.semantics.times import DEFAULT
    from heatplan.step_times import read_times

    if args.times is None:
        return Result(DEFAULT), {}
    text = read_text(args.times)
    if text.value is None:
        return Result(None, text.diagnostics), {}
    return read_times(text.value, args.times), {args.times: text.value}


def unmet(addresses: Iterable[str]) -> tuple[Diagnostic, ...]:
    """A warning for each address of the model at which the plan has no step."""
    return tuple(finding(NO_STEP_TIMED, where=one) for one in addresses)
