"""A pytest plugin for authors of templates: compile a template in a test, and run its plan in the simulator.

::

    def test_each_server_has_its_volume(heatplan_compile, heatplan_simulate):
        plan = heatplan_compile("five.yaml", parameters={"count": 5})
        run = heatplan_simulate(plan)
        assert len([thing for thing in run.world.values() if thing.type == "OS::Cinder::Volume"]) == 5

Installing ``heatplan[testing]`` is enough; the option ``heatplan_root`` in
pytest's configuration says which directory templates are named relative to.
What pytest does not need for its own start is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from heatplan.diagnostics.diagnostic import Diagnostic
    from heatplan.executors.protocol import Run
    from heatplan.executors.simulator.world import World
    from heatplan.ir.plan import Plan
    from heatplan.ir.source import SourceSet
    from heatplan.testing.laws import Case

ROOT_OPTION = "heatplan_root"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of pytest's configuration."""
    help_ = "the directory that templates are named relative to and have to be in (default: pytest's rootdir)"
    parser.addini(ROOT_OPTION, help_, default="")


@pytest.fixture(scope="session")
def heatplan_root(pytestconfig: pytest.Config) -> Path:
    """The directory that templates are named relative to."""
    return pytestconfig.rootpath / str(pytestconfig.getini(ROOT_OPTION))


@pytest.fixture
def _heatplan_cases() -> list[Case]:
    """What the test has compiled: a run needs the values of hidden parameters, which are in no plan."""
    return []


@pytest.fixture
def heatplan_compile(heatplan_root: Path, _heatplan_cases: list[Case]) -> Callable[..., Plan]:
    """``heatplan_compile(template, environments=(), parameters={}, strict=False) -> Plan``.

    ``template`` is a path below ``heatplan_root``, or the text of a template
    (a text of more than one line); ``environments`` are paths.  The test fails
    with the findings where the template does not compile or is sure to fail
    when it is created; with ``strict``, where there is a warning too.
    """

    def compile_(
        template: str | Path,
        environments: Sequence[str | Path] = (),
        parameters: Mapping[str, Any] | None = None,
        *,
        strict: bool = False,
        stack_name: str = "stack",
    ) -> Plan:
        case = _compiled(heatplan_root, template, environments, parameters or {}, strict, stack_name)
        _heatplan_cases.append(case)
        return case.plan

    return compile_


@pytest.fixture
def heatplan_simulate(_heatplan_cases: list[Case]) -> Callable[..., Run[World]]:
    """``heatplan_simulate(plan, fail_at=(), parameters=None) -> Run``.

    The plan is carried out in the simulator, in order, in this process.  At
    the addresses ``fail_at`` steps fail.  ``parameters`` are values of hidden
    parameters; by default those that the plan was compiled with in this test.
    The test fails where the run fails without having been told to, and where
    no step has one of the addresses.
    """

    def simulate(
        plan: Plan, fail_at: str | Iterable[str] = (), parameters: Mapping[str, Any] | None = None
    ) -> Run[World]:
        from heatplan.executors.in_process import run  # noqa: PLC0415 - see the module's docstring
        from heatplan.executors.simulator.driver import Simulator  # noqa: PLC0415
        from heatplan.executors.simulator.world import EMPTY  # noqa: PLC0415
        from heatplan.ir.value import Map, freeze  # noqa: PLC0415

        case = next((one for one in _heatplan_cases if one.plan is plan), None)
        given = Map(freeze(dict(parameters))) if parameters is not None else case.hidden if case is not None else Map()
        places = frozenset([fail_at] if isinstance(fail_at, str) else fail_at)
        done = run(plan, Simulator(), EMPTY, parameters=given, fail_at=places)
        if places and not done.failed:
            pytest.fail(f"the run never came to {', '.join(sorted(places))}; {_near(plan, places)}", pytrace=False)
        if done.failed and not any(event.outcome == "failed" and event.address in places for event in done.trace):
            pytest.fail(_said(done.diagnostics, case.sources if case is not None else None), pytrace=False)
        return done

    return simulate


@pytest.fixture
def heatplan_laws(_heatplan_cases: list[Case]) -> Callable[..., None]:
    """``heatplan_laws(plan)``: every law of ``heatplan.testing.laws`` holds for a plan that this test has compiled."""

    def laws(plan: Plan) -> None:
        from heatplan.testing.laws import LAWS, sentence  # noqa: PLC0415

        case = next((one for one in _heatplan_cases if one.plan is plan), None)
        if case is None:
            pytest.fail("heatplan_laws takes a plan that heatplan_compile has made in the same test", pytrace=False)
        for law in LAWS:
            try:
                law(case)
            except AssertionError as error:
                pytest.fail(f"a law does not hold: {sentence(law)}\n{error}", pytrace=False)

    return laws


def _compiled(
    root: Path,
    template: str | Path,
    environments: Sequence[str | Path],
    parameters: Mapping[str, Any],
    strict: bool,
    stack_name: str,
) -> Case:
    from heatplan.ir.source import Request  # noqa: PLC0415
    from heatplan.ir.value import freeze  # noqa: PLC0415
    from heatplan.testing.laws import Case  # noqa: PLC0415

    sources = _sources(root, template, environments)
    try:
        case = Case.of(sources, Request(stack_name, freeze(dict(parameters))))
    except AssertionError as error:
        pytest.fail(str(error), pytrace=False)
    bad = {"error", "will-fail", "warning"} if strict else {"error", "will-fail"}
    found = tuple(one for one in case.diagnostics if one.severity in bad)
    if found:
        pytest.fail(_said(found, sources), pytrace=False)
    return case


def _sources(root: Path, template: str | Path, environments: Sequence[str | Path]) -> SourceSet:
    from heatplan.edge.load import load  # noqa: PLC0415
    from heatplan.ir.source import Source, SourceSet  # noqa: PLC0415
    from heatplan.ir.value import Map  # noqa: PLC0415

    if isinstance(template, str) and "\n" in template:
        texts = {"template.yaml": Source("template.yaml", template)}
        for name in environments:
            texts[str(name)] = Source(str(name), (root / name).read_text(encoding="utf-8"))
        return SourceSet("template.yaml", Map(texts), tuple(map(str, environments)))
    loaded = load(str(root / template), [str(root / name) for name in environments], root=root)
    if loaded.value is None or loaded.failed:
        pytest.fail(_said(loaded.diagnostics, loaded.value), pytrace=False)
    return loaded.value


def _said(found: tuple[Diagnostic, ...], sources: SourceSet | None) -> str:
    from heatplan.diagnostics.render_text import render_text  # noqa: PLC0415
    from heatplan.ir.settings import DEFAULTS  # noqa: PLC0415
    from heatplan.shown import shown  # noqa: PLC0415

    texts = {} if sources is None else shown(sources, DEFAULTS)
    return render_text(found, texts)


def _near(plan: Plan, addresses: Iterable[str]) -> str:
    """What the steps are called, those that resemble first."""
    from itertools import islice  # noqa: PLC0415

    from heatplan.diagnostics.suggest import suggest  # noqa: PLC0415
    from heatplan.ir.steps import steps  # noqa: PLC0415

    names = [one.address for one in islice(steps(plan), 1000)]
    near = [name for wrong in sorted(addresses) for name in suggest(wrong, names)] or names[:5]
    return f"its steps are called {', '.join(dict.fromkeys(near))}" if near else "it has no steps"
