"""heatplan: OpenStack Heat templates, compiled offline into an immutable execution plan.

The public door::

    from heatplan import Request, compile, load

    sources = load("template.yaml", ["env.yaml"])
    result = compile(sources.value, Request(stack_name="web"))
    for step in steps(result.value): ...

Names are looked up when they are first used, so that ``heatplan --version``
does not wait for the compiler.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from heatplan.edge.load import load
    from heatplan.executors.in_process import destroy, run
    from heatplan.ir.decode import decode
    from heatplan.ir.encode import encode
    from heatplan.ir.plan import Plan
    from heatplan.ir.settings import Settings
    from heatplan.ir.source import Request, Source, SourceSet
    from heatplan.ir.steps import count, step, steps
    from heatplan.pipeline import analyse, compile  # noqa: A004 - it is what it does
    from heatplan.result import Result

__version__ = "0.1.0"

_HOMES = {
    "Plan": "ir.plan",
    "Request": "ir.source",
    "Result": "result",
    "Settings": "ir.settings",
    "Source": "ir.source",
    "SourceSet": "ir.source",
    "analyse": "pipeline",
    "compile": "pipeline",
    "count": "ir.steps",
    "decode": "ir.decode",
    "destroy": "executors.in_process",
    "encode": "ir.encode",
    "load": "edge.load",
    "run": "executors.in_process",
    "step": "ir.steps",
    "steps": "ir.steps",
}

__all__ = [
    "Plan",
    "Request",
    "Result",
    "Settings",
    "Source",
    "SourceSet",
    "analyse",
    "compile",
    "count",
    "decode",
    "destroy",
    "encode",
    "load",
    "run",
    "step",
    "steps",
]


def __getattr__(name: str) -> Any:
    """A public name, from the module that it lives in."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
