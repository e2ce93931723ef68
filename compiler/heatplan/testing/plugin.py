"""A pytest plugin for authors of templates: compile a template in a test, and run its plan in the simulator.

::

    def test_each_server_has_its_volume(heatplan_compile, heatplan_simulate):
        plan = heatplan_compile("five.yaml", parameters={"count": 5})
        run = heatplan_simulate(plan)
        assert len([thing for thing in run.world.values() if thing.type == "OS::Cinder::Volume"]) == 5

    @pytest.mark.heatplan("five.yaml", parameters={"count": 5})
    def test_its_plan(plan, heatplan_golden):
        heatplan_golden(plan)

Installing ``heatplan[testing]`` is enough; the option ``heatplan_root`` in
pytest's configuration says which directory templates are named relative to.
Case files (``NAME.case.yaml``) are collected as tests.  What pytest does not
need for its own start is imported when it is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from heatplan.executors.protocol import Run
    from heatplan.executors.simulator.world import World
    from heatplan.ir.plan import Plan
    from heatplan.testing.laws import Case
    from heatplan.testing.proving.proof import Proof

ROOT_OPTION = "heatplan_root"
CASES_OPTION = "heatplan_cases"
UPDATE_OPTION = "--heatplan-update"

MARK = """\
heatplan(template, environments=(), parameters={}, strict=False, stack_name="stack"): \
what the fixture `plan` compiles, as heatplan_compile does"""

_CASE = re.compile(r".\.cases?\.ya?ml$")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the command line and of pytest's configuration."""
    group = parser.getgroup("heatplan")
    group.addoption(UPDATE_OPTION, action="store_true", help="write golden plans that are missing or differ")
    help_ = "the directory that templates are named relative to and have to be in (default: pytest's rootdir)"
    parser.addini(ROOT_OPTION, help_, default="")
    parser.addini(
        CASES_OPTION, "collect the case files of heatplan test as tests (default: true)", "bool", default=True
    )


def pytest_configure(config: pytest.Config) -> None:
    """The mark, as ``pytest --markers`` lists it."""
    config.addinivalue_line("markers", MARK)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Case files are tests too."""
    if not _CASE.search(file_path.name) or not parent.config.getini(CASES_OPTION):
        return None
    from heatplan.testing.plugin_cases import CaseFileCollector  # noqa: PLC0415 - see the module's docstring

    return CaseFileCollector.from_parent(parent, path=file_path)


@pytest.fixture(scope="session")
def heatplan_root(pytestconfig: pytest.Config) -> Path:
    """The directory that templates are named relative to."""
    return root_of(pytestconfig)


def root_of(config: pytest.Config) -> Path:
    """The directory that the configuration names, pytest's own where it names none."""
    return config.rootpath / str(config.getini(ROOT_OPTION))


@pytest.fixture
def _heatplan_cases() -> list[Case]:
    """What the test has compiled: a run needs the values of hidden parameters, which are in no plan."""
    return []


@pytest.fixture
def heatplan_compile(heatplan_root: Path, _heatplan_cases: list[Case]) -> Callable[..., Plan]:
    """``heatplan_compile(template, environments=(), parameters={}, strict=False, stack_name="stack") -> Plan``.

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
        from heatplan.testing.plugin_work import compiled  # noqa: PLC0415

        given = parameters or {}
        case = compiled(heatplan_root, template, environments, given, strict=strict, stack_name=stack_name)
        _heatplan_cases.append(case)
        return case.plan

    return compile_


@pytest.fixture
def plan(request: pytest.FixtureRequest, heatplan_compile: Callable[..., Plan]) -> Plan:
    """The plan that the mark ``heatplan`` asks for, by the arguments of ``heatplan_compile``.

    The mark that is nearest to the test says it: on the test itself, else on
    its class, else on its module (``pytestmark``).
    """
    mark = request.node.get_closest_marker("heatplan")
    if mark is None or not (mark.args or "template" in mark.kwargs):
        words = 'the fixture plan needs a mark that names a template: @pytest.mark.heatplan("web.yaml")'
        pytest.fail(words, pytrace=False)
    try:
        return heatplan_compile(*mark.args, **mark.kwargs)
    except TypeError as error:
        pytest.fail(f"the mark heatplan takes the arguments of heatplan_compile: {error}", pytrace=False)


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
        from heatplan.testing.plugin_work import simulated  # noqa: PLC0415

        return simulated(plan, _case_of(plan, _heatplan_cases), fail_at, parameters)

    return simulate


@pytest.fixture
def heatplan_laws(_heatplan_cases: list[Case]) -> Callable[..., None]:
    """``heatplan_laws(plan, *names, **terms)``: laws about a template hold for a plan that this test has compiled.

    All of ``heatplan.testing.laws.TEMPLATE_LAWS``, or those that are named.
    ``terms`` are what is demanded beside the template, by the names of
    ``heatplan.testing.laws.Terms``: ``resources``, ``calls``, ``within``, ``stays``.
    """

    def laws(plan: Plan, *names: str, **terms: Any) -> None:
        from heatplan.testing.plugin_work import lawful  # noqa: PLC0415

        case = _case_of(plan, _heatplan_cases)
        if case is None:
            pytest.fail("heatplan_laws takes a plan that heatplan_compile has made in the same test", pytrace=False)
        lawful(case, names, terms)

    return laws


@pytest.fixture
def heatplan_prove(heatplan_root: Path) -> Callable[..., Proof]:
    """``heatplan_prove(template, environments=(), parameters={}, *, laws=(), examples=30, seed=0, **terms) -> Proof``.

    As ``heatplan prove``: parameters that are not given are drawn, and laws
    about a template, all or those that are named, are asked about each draw.
    The test fails with the smallest inputs that break one by an error or by
    what will fail; with ``strict``, by a warning too.  ``terms`` as for ``heatplan_laws``.
    """

    def prove(
        template: str | Path,
        environments: Sequence[str | Path] = (),
        parameters: Mapping[str, Any] | None = None,
        *,
        laws: Sequence[str] = (),
        examples: int = 30,
        seed: int = 0,
        strict: bool = False,
        stack_name: str = "stack",
        **terms: Any,
    ) -> Proof:
        from heatplan.testing.plugin_work import proved  # noqa: PLC0415

        return proved(
            heatplan_root,
            template,
            environments,
            parameters or {},
            laws=laws,
            examples=examples,
            seed=seed,
            strict=strict,
            stack_name=stack_name,
            terms=terms,
        )

    return prove


@pytest.fixture
def heatplan_golden(request: pytest.FixtureRequest) -> Callable[..., None]:
    """``heatplan_golden(plan, name=None)``: the plan is the one in the file ``golden/NAME.plan.txt`` beside the test.

    The name is the test's where none is given.  ``pytest --heatplan-update`` writes the file.
    """

    def golden(plan: Plan, name: str | None = None) -> None:
        from heatplan.testing.plugin_work import compared  # noqa: PLC0415

        stem = re.sub(r"[^\w.-]+", "-", name or request.node.name).strip("-.")
        file = request.path.parent / "golden" / f"{stem}.plan.txt"
        compared(plan, file, update=request.config.getoption(UPDATE_OPTION))

    return golden


def _case_of(plan: Plan, cases: Iterable[Case]) -> Case | None:
    return next((one for one in cases if one.plan is plan), None)
