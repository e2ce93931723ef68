"""The engine that carries out a plan in order, in this process.

It goes through the plan level by level, not through a flat list of steps: what
is inside a nested stack or group is looked at when it is reached, with all
that has become known until then.  Conditions and counts that were open are
decided on the way.  At the first failure it stops: what stands then is closed
under needs, and ``destroy`` or another ``run`` with the state goes on from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Generic, NoReturn, cast

from pyrsistent import pvector

from heatplan.catalogue.of_plan import catalogue_of_plan
from heatplan.diagnostics import codes_run as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.executors import finish
from heatplan.executors.groups import GROUPS, Member, drawn_name
from heatplan.executors.opening import (
    function_env,
    member_instance,
    most_members,
    nested_instance,
    pseudo_values,
    root_instance,
    sealed,
)
from heatplan.executors.protocol import ROOT, Driver, MintOrder, Order, Run, Signals, W
from heatplan.executors.records import Group, Leaf, NestedStack, Records
from heatplan.executors.redact import Redactor
from heatplan.executors.undoing import destroy
from heatplan.executors.unfinished import UNFINISHED, found_in
from heatplan.ir import address
from heatplan.ir.auth import Identity, Mint
from heatplan.ir.expr import Failed, Lit
from heatplan.ir.mints import ROOT_AUTH, Ordered, address_of, ordered, undo_of_mint
from heatplan.ir.plan import Action, Plan
from heatplan.ir.state import Standing, State, Status, Undo
from heatplan.ir.steps import END, REQUESTER, identity_of
from heatplan.ir.trace import Event, Outcome
from heatplan.ir.tree import Family, Nested, Output, Resource
from heatplan.ir.value import Map, Value
from heatplan.semantics.knowledge import AbsentError
from heatplan.semantics.view import Instance, ViewError, holds, view

__all__ = ["destroy", "run"]


def run(
    plan: Plan,
    driver: Driver[W],
    world: W,
    *,
    parameters: Mapping[str, Value] = Map(),
    state: State | None = None,
    fail_at: frozenset[str] = frozenset(),
    signals: Signals | None = None,
) -> Run[W]:
    """Carry out the plan.

    ``parameters`` has values of hidden parameters, which are not in the plan:
    by name for the root stack, by address for nested ones (``web.password``).
    ``state`` is what an earlier run of the same plan left: what stands is
    kept.  At the addresses ``fail_at`` the engine fails instead of asking the
    driver.  ``signals`` are the addresses of steps that will be signalled, as a
    mapping with what each signal says; None: all are, at once.  Never raises
    for what is in the plan or the world.
    """
    if state is not None and state.plan != plan.digest:
        refusal = finding(codes.OTHER_PLAN, made_by=state.plan[:12], given=plan.digest[:12])
        return Run(pvector(), state, world, diagnostics=(refusal,))
    return _Walk(plan, driver, world, parameters, state, fail_at, signals).run()


class _StopRunError(Exception):
    """The run ends here: everything has been noted."""


class _Walk(Generic[W]):
    """One run.  It is also the world as expressions see it: the driver asked about this moment."""

    def __init__(
        self,
        plan: Plan,
        driver: Driver[W],
        world: W,
        parameters: Mapping[str, Value],
        state: State | None,
        fail_at: frozenset[str],
        signals: Signals | None,
    ) -> None:
        self._plan = plan
        self._driver = driver
        self._world = world
        self._parameters = parameters
        self._fail_at = fail_at
        self._events: list[Event] = []
        self._standing: dict[str, Standing] = {} if state is None else {one.address: one for one in state.standing}
        self._found: list[Diagnostic] = []
        self._finish = finish.Finisher(
            most_members(plan), secret=bool(parameters), types=catalogue_of_plan(plan.header)
        )
        self._signals = signals
        self._mints: dict[int, Ordered] = {}
        self._stack_id = ""

    def _redact(self, text: str) -> str:
        """The text without values of hidden parameters, and without any secret that was minted."""
        return Redactor([*self._parameters.values(), *self._driver.secrets(self._world)])(text)

    def _reason(self, text: str) -> str:
        """What a function says of its arguments; with hidden values among them it may show a part or a digest of one."""
        return "its text may show a part of a hidden value" if self._parameters else self._redact(text)

    def reference(self, standing: Standing) -> Value:
        """The reference id of what stands."""
        return self._driver.reference(self._world, standing)

    def attribute(self, standing: Standing, name: str) -> Value:
        """One attribute of what stands."""
        return self._driver.attribute(self._world, standing, name)

    def attributes(self, standing: Standing) -> Map:
        """All attributes of what stands."""
        return self._driver.attributes(self._world, standing)

    def run(self) -> Run[W]:
        """From the first step to the last, or to the first that fails."""
        outputs = Map()
        with suppress(_StopRunError):
            outputs = self._root()
        state = State(self._plan.header.stack_name, self._plan.digest, tuple(self._standing.values()))
        return Run(pvector(self._events), state, self._world, outputs, tuple(self._found))

    def _root(self) -> Map:
        plan = self._plan
        known = {one.schema.name for one in sealed(plan.root.parameters)}
        for name in sorted(self._parameters):
            if name not in known and "." not in name:
                self._found.append(finding(codes.WRONG_PARAMETER, name=name))
        if self._found:
            raise _StopRunError
        name = plan.header.stack_name
        standing = self._standing.get(ROOT)
        if standing is None:
            order = Order(ROOT, "create", "stack", plan.header.root, name, name, REQUESTER)
            standing = self._make(order, "delete", quiet=True)
        records = Records()
        self._stack_id = standing.id
        pseudo = pseudo_values(name, standing.id, self._driver.project(self._world))
        try:
            level = root_instance(
                plan, self._parameters, pseudo, records, function_env(plan), self._driver.zones(self._world)
            )
            order = Order(ROOT, "create", "stack", plan.header.root, name, name, REQUESTER)
            for mint in (one for part in ordered(plan.root.auth) for one in part):
                self._mint(mint, order, level, standing)
        except UNFINISHED as error:
            self._unfinished(error, "", ROOT, "create")
        self._level(plan.root.resources, level, records, "", name)
        return self._outputs_of_root(level)

    def _outputs_of_root(self, level: Instance) -> Map:
        values: dict[Value, Value] = {}
        for output in self._plan.root.outputs:
            value = _output(output, level)
            if isinstance(value, Failed):
                text = self._reason(value.text)
                where = f"outputs.{output.name}"
                self._found.append(
                    finding(codes.OUTPUT_WITHOUT_VALUE, address=where, name=output.name, error=value.error, text=text)
                )
                value = None
            values[output.name] = value
        return Map(values)

    def _level(
        self, resources: tuple[Resource, ...], level: Instance, records: Records, prefix: str, stack_name: str
    ) -> None:
        for resource in resources:
            where = address.join(prefix, resource.name)
            made = self._resource(resource, where, level, resource.name, stack_name)
            if made is not None:
                records.made[resource.name] = made

    def _resource(self, resource: Resource, where: str, level: Instance, name: str, stack_name: str) -> Member | None:
        """Make one resource; None where its condition is false."""
        action: Action = "create" if resource.external_id is None else "adopt"
        try:
            if resource.when is not None and not holds(resource.when, level):
                self._event(where, action, "skipped", "its condition is false")
                return None
            standing = self._standing.get(where)
            if standing is not None and standing.status == "complete" and not resource.auth:
                self._event(where, action, "kept", "it stood already")
            else:
                standing = self._create(resource, where, level, name, stack_name)
        except UNFINISHED as error:
            self._unfinished(error, where, where, action)
        return Leaf(self, standing) if resource.child is None else self._inside(resource, where, level, standing)

    def _inside(self, resource: Resource, where: str, level: Instance, standing: Standing) -> Member:
        """Make what is inside a nested stack or group, and close it."""
        try:
            if isinstance(resource.child, Family):
                return self._family(resource.child, where, level, standing)
            return self._nested(resource, cast(Nested, resource.child), where, level, standing)
        except UNFINISHED as error:
            self._unfinished(error, where, where + END, "complete")

    def _unfinished(self, error: Exception, where: str, step: str, action: str) -> NoReturn:
        """A value that does not come out fails the step, and the run stops."""
        found = found_in(error, where, self._redact, self._reason)
        self._event(step, action, "failed", found.message)
        self._found.append(found)
        raise _StopRunError

    def _create(self, resource: Resource, where: str, level: Instance, name: str, stack_name: str) -> Standing:
        external = finish.external_id(resource, level)
        properties = self._finish.properties(resource, level) if external is None else Map()
        known = self._standing.get(where)
        order = Order(
            address=where,
            action="create" if external is None else "adopt",
            kind="resource" if resource.child is None else "stack",
            type=resource.mapped,
            name=name,
            stack_name=stack_name,
            identity=identity_of(resource),
            properties=properties,
            metadata=resource.metadata.value if isinstance(resource.metadata, Lit) else view(resource.metadata, level),
            external_id=external,
            signal=Map() if self._signals is None else self._signal(where),
        )
        before, after = self._minted_for(resource) if resource.auth else ((), ())
        for mint in before:
            self._mint(mint, order, level)
        if known is not None and known.status == "complete":
            self._event(where, order.action, "kept", "it stood already")
        else:
            if known is not None:
                self._unmake(known)
            known = self._make(order, finish.undo(resource, level))
        for mint in after:
            self._mint(mint, order, level, known)
        return known

    def _signal(self, where: str) -> Map | None:
        """What the signal for the step at an address says, None where none will come."""
        signals = self._signals
        if isinstance(signals, Mapping):
            return Map(signals[where]) if where in signals else None
        return Map() if signals is None or where in signals else None

    def _minted_for(self, resource: Resource) -> Ordered:
        known = self._mints.get(id(resource))
        if known is None:
            known = self._mints[id(resource)] = ordered(resource.auth)
        return known

    def _mint(self, mint: Mint, owner: Order, level: Instance, standing: Standing | None = None) -> None:
        """Make one mint of an owner, unless its condition is false or an earlier run has made it."""
        prefix = "" if owner.address == ROOT else owner.address
        where = address_of(prefix, mint.name)
        if mint.when is not None and not holds(mint.when, level):
            self._event(where, "mint", "skipped", "its condition is false", mint.by)
            return
        if where in self._standing:
            self._event(where, "mint", "kept", "it stood already", mint.by)
            return
        if where in self._fail_at:
            self._fail(where, "mint", "it was told to fail here", mint.by)
        needs = [need if need.startswith(ROOT_AUTH) else address_of(prefix, need) for need in mint.needs]
        order = MintOrder(
            where,
            mint,
            owner.address,
            owner.name,
            owner.stack_name,
            self._stack_id,
            tuple([self._standing[need] for need in needs if need in self._standing]),
            owner.properties,
            None if standing is None else standing.id,
        )
        done = self._driver.mint(self._world, order)
        self._world = done.world
        if done.id is None or done.failure is not None:
            self._fail(where, "mint", done.failure or "the driver gave it no id", mint.by)
        self._standing[where] = Standing(where, mint.kind, "mint", done.id, cast(Undo, undo_of_mint(mint)))
        self._event(where, "mint", "ok", "", mint.by)

    def _make(self, order: Order, undo: Undo, *, quiet: bool = False) -> Standing:
        if order.address in self._fail_at:
            self._fail(order.address, order.action, "it was told to fail here")
        done = self._driver.create(self._world, order)
        self._world = done.world
        failure = done.failure if done.failure is not None or done.id is not None else "the driver gave it no id"
        status: Status = "complete" if failure is None else "failed"
        standing = Standing(order.address, order.type, order.kind, done.id or "", undo, status)
        if done.id is not None:
            self._standing[order.address] = standing
        if failure is not None:
            self._fail(order.address, order.action, failure)
        if not quiet:
            self._event(order.address, order.action, "ok")
        return standing

    def _unmake(self, half: Standing) -> None:
        """Delete what an earlier run made half."""
        done = self._driver.delete(self._world, half)
        self._world = done.world
        if done.failure is not None:
            self._fail(half.address, "delete", done.failure)
        del self._standing[half.address]
        self._event(half.address, "delete", "ok", "an earlier run made it half")

    def _nested(self, resource: Resource, nested: Nested, where: str, level: Instance, standing: Standing) -> Member:
        records = Records()
        name, pseudo = self._opened(standing)
        names = (one.schema.name for one in sealed(nested.stack.parameters))
        keys = ((one, address.join(where, one)) for one in names)
        hidden = {one: self._parameters[key] for one, key in keys if key in self._parameters}
        inner = nested_instance(nested, resource, level, hidden, pseudo, records)
        self._level(nested.stack.resources, inner, records, where, name)
        outputs = {output.name: _output(output, inner) for output in nested.stack.outputs}
        self._complete(where)
        if resource.mapped in GROUPS:
            return Group(self, standing, records.made, ())
        return NestedStack(self, standing, outputs, records.made)

    def _family(self, family: Family, where: str, level: Instance, standing: Standing) -> Member:
        members: dict[str, Member] = {}
        stack_name, pseudo = self._opened(standing)
        names = self._finish.members(family, level)
        values = self._finish.values(family, level)
        for at, (name, one) in enumerate(names):
            if family.batch is not None and members and at % family.batch.size == 0:
                self._world = self._driver.wait(self._world, family.batch.pause)
            inner = member_instance(level, family, name, values, pseudo)
            called = drawn_name(standing.id, name) if family.drawn else name
            made = self._resource(one.resource, address.member(where, name), inner, called, stack_name)
            if made is not None:
                members[called] = made
        self._complete(where)
        removed = tuple(map(str, getattr(family.members, "skip", ())))
        return Group(self, standing, members, removed)

    def _opened(self, standing: Standing) -> tuple[str, dict[str, Value]]:
        """The name and the pseudo parameters of a stack that was opened."""
        name = self._driver.stack_name(self._world, standing)
        return name, pseudo_values(name, standing.id, self._driver.project(self._world))

    def _complete(self, where: str) -> None:
        if where + END in self._fail_at:
            self._fail(where + END, "complete", "it was told to fail here")
        self._event(where + END, "complete", "ok")

    def _event(
        self, where: str, action: str, outcome: Outcome, detail: str = "", identity: Identity = REQUESTER
    ) -> None:
        self._events.append(Event(where, action, outcome, identity, detail))

    def _fail(self, where: str, action: str, reason: str, identity: Identity = REQUESTER) -> NoReturn:
        reason = self._redact(reason)
        self._event(where, action, "failed", reason, identity)
        self._found.append(finding(codes.STEP_FAILED, address=where, action=action, reason=reason))
        raise _StopRunError


def _output(output: Output, level: Instance) -> Value | Failed:
    """An output's value: null where its condition is false, a failure where Heat would have an error for it."""
    try:
        if output.value is None or not holds(output.when, level):
            return None
        return view(output.value, level)
    except ViewError as error:
        return Failed("output", error.error, error.text)
    except AbsentError as absent:
        return Failed("output", absent.error, absent.text)
