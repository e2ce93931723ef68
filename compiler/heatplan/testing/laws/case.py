"""A template that compiles, with all that laws ask about it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.diagnostics.render_text import render_text
from heatplan.ir import address
from heatplan.ir.expr import Lit
from heatplan.ir.plan import Plan
from heatplan.ir.settings import DEFAULTS
from heatplan.ir.source import Request, SourceSet
from heatplan.ir.steps import members_of
from heatplan.ir.tree import Family, Nested, Resource, Stack
from heatplan.ir.value import Map, Value
from heatplan.memo import Memo
from heatplan.pipeline import analyse
from heatplan.pipeline import compile as compile_plan
from heatplan.result import Result
from heatplan.shown import shown

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Case:
    """Sources and a request with the plan and the findings that they give.

    ``hidden`` are values of hidden parameters as a run gets them (by name, by
    address in nested stacks); ``secrets`` are texts of theirs that must turn up
    nowhere.  A case remembers what was asked ``once`` about it; a case that is
    made from it by ``replace`` remembers nothing.
    """

    sources: SourceSet
    request: Request
    plan: Plan
    diagnostics: tuple[Diagnostic, ...] = ()
    hidden: Map = field(default_factory=Map)
    secrets: tuple[str, ...] = ()
    _answers: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def once(self, question: Callable[[Case], Answer]) -> Answer:
        """The answer of a pure function about this case, found once however many laws ask for it."""
        if question not in self._answers:
            self._answers[question] = question(self)
        return cast(Answer, self._answers[question])

    @staticmethod
    def of(sources: SourceSet, request: Request = Request(), secrets: tuple[str, ...] = ()) -> Case:  # noqa: B008
        """The case of these inputs; raises AssertionError with the findings where there is no plan."""
        made = Case.made(sources, request, secrets)
        if made.value is None:
            raise AssertionError(f"the template does not compile:\n{rendered(sources, made.diagnostics)}")
        return made.value

    @staticmethod
    def made(
        sources: SourceSet, request: Request, secrets: tuple[str, ...] = (), memo: Memo | None = None
    ) -> Result[Case]:
        """The case of these inputs, or the findings for which there is no plan; ``memo`` as for ``compile``."""
        result = compile_plan(sources, request, memo=memo)
        if result.value is None:
            return Result(None, result.diagnostics)
        tree = analyse(sources, request, memo=memo).value
        hidden = Map(_hidden(tree, "", frozenset())) if tree is not None else Map()
        return Result(Case(sources, request, result.value, result.diagnostics, hidden, secrets), result.diagnostics)


def rendered(sources: SourceSet, diagnostics: tuple[Diagnostic, ...]) -> str:
    """The findings as a terminal shows them."""
    return render_text(diagnostics, shown(sources, DEFAULTS))


def _hidden(stack: Stack, prefix: str, given: frozenset[str]) -> Iterator[tuple[str, Value]]:
    """The values of hidden parameters that no argument gives, by their keys."""
    for parameter in stack.parameters:
        name = parameter.schema.name
        if parameter.schema.hidden and not isinstance(parameter.value, Lit) and name not in given:
            yield address.join(prefix, name) if prefix else name, parameter.initial
    for resource in stack.resources:
        yield from _within(resource, address.join(prefix, resource.name))


def _within(resource: Resource, where: str) -> Iterator[tuple[str, Value]]:
    if isinstance(resource.child, Nested):
        names = frozenset(name for name, _ in resource.child.arguments)
        yield from _hidden(resource.child.stack, where, names)
    elif isinstance(resource.child, Family):
        for name, one in members_of(resource.child):
            yield from _within(one.resource, address.member(where, name))
