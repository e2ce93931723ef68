"""Members of a counted group in classes: compiled once, or one by one where their shape depends on the name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from heatplan.diagnostics import codes_nesting as codes
from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.ir.expr import Expr
from heatplan.ir.node import find
from heatplan.ir.tree import Deferred, Family, Known, MemberClass, Members, Names, Nested, Resource, Stack
from heatplan.result import Result
from heatplan.semantics import counted
from heatplan.semantics.children import Children
from heatplan.semantics.counted import has_nulls, member_template, names_of, ranges_of
from heatplan.semantics.members import needs_member_check, settle
from heatplan.semantics.registry import names_matter


@dataclass(frozen=True)
class Definition:
    """What the members of a counted group are: the ``resource_def``, the index variable and the type's name."""

    body: Expr
    variable: str
    kind: str


def classes_of(work: Children, group: Resource, members: Members, definition: Definition) -> tuple[MemberClass, ...]:
    """The members by shape; what is wrong with them is added to the work's findings."""
    names = members.names if isinstance(members, Known) else None
    skip = members.skip if isinstance(members, Deferred) else ()
    first = (names if names is not None else names_of(1, skip)).first()
    if first is None:
        return ()  # Heat does not look at the definition of an empty group
    compiled = _compile(work, group, definition, None, first)
    named = names_matter(work.request(group, "").registry)
    opened = compiled.value.resources[0] if compiled.value is not None and compiled.value.resources else None
    catalogue = work.around.scope.level.catalogue
    if opened is not None and names is not None and (named or needs_member_check(opened, catalogue)):
        return _split(work, group, names, definition, opened)
    empty = work.values(group).get("count") == 0  # before creation: Heat looks at no member
    work.add(group, map(later, compiled.diagnostics) if empty else compiled.diagnostics)
    if opened is None:
        return ()
    asked = counted.asked_alone(work.read(group), names) if names is not None and _generates(opened) else ()
    if names is None or not asked:
        return (MemberClass(replace(opened, name=definition.variable), names),)
    return _apart(work, group, names, definition, asked)


def _apart(
    work: Children, group: Resource, names: Names, definition: Definition, asked: tuple[int, ...]
) -> tuple[MemberClass, ...]:
    """The members of which something is read alone, and the others: what is read of a group in a group is in its stack."""
    rest = counted.without(names, asked)
    shapes: dict[tuple[str, ...], tuple[Resource, list[tuple[int, int]]]] = {}
    for part in (rest, *(Names(((number, number + 1),)) for number in asked)):
        first = part.first()
        compiled = _compile(work, group, definition, None, first).value if first is not None else None
        if compiled is not None and compiled.resources:
            shape = replace(compiled.resources[0], name=definition.variable)
            shapes.setdefault(_generated_outputs(shape), (shape, []))[1].extend(part.ranges)
    return tuple(MemberClass(shape, Names(counted.in_one(ranges))) for shape, ranges in shapes.values())


def _generates(member: Resource) -> bool:
    """Whether Heat writes the template of the member's stack, with outputs for what is read."""
    return isinstance(member.child, Family) or (isinstance(member.child, Nested) and not member.child.stack.template)


def _generated_outputs(member: Resource) -> tuple[str, ...]:
    match member.child:
        case Family():
            return member.child.outputs
        case Nested():
            return tuple(output.name for output in member.child.stack.outputs)
    return ()


def _split(
    work: Children, group: Resource, names: Names, definition: Definition, opened: Resource
) -> tuple[MemberClass, ...]:
    """Compile each member by its name: those of one shape are a class, and each mistake is found."""
    limit = work.around.settings.max_member_checks
    if len(names) > limit:
        work.report(group, codes.MEMBERS_UNCHECKED, count=len(names), checked=limit)
    shapes: dict[Resource, list[int]] = {}
    problems: dict[tuple[str, str, object], tuple[Diagnostic, list[int]]] = {}
    for position, name in enumerate(names):
        if position == limit:
            rest = [int(other) for other in names if int(other) >= int(name)]
            shapes.setdefault(opened, []).extend(rest)
            break
        concrete = _compile(work, group, definition, name, name)
        for problem in concrete.diagnostics:
            inner = problem.address.removeprefix(f"resources.{name}")
            found = later(problem) if position else problem
            problems.setdefault((problem.code.id, inner, problem.span), (found, []))[1].append(int(name))
        there = concrete.value is not None and bool(concrete.value.resources)
        shape = settle(opened, concrete.value.resources[0]) if concrete.value is not None and there else opened
        shapes.setdefault(shape, []).append(int(name))
    work.add(group, (_for_members(problem, numbers) for problem, numbers in problems.values()))
    return tuple(
        MemberClass(replace(shape, name=definition.variable), Names(ranges_of(numbers)))
        for shape, numbers in shapes.items()
    )


def later(found: Diagnostic) -> Diagnostic:
    """The finding where Heat does not look before creation."""
    return replace(found, level="will-fail") if found.severity == "error" else found


def _compile(work: Children, group: Resource, definition: Definition, name: str | None, first: str) -> Result[Stack]:
    """The stack of one member as it is made, without the properties that are null; Heat validates it with them."""
    made = _compile_with(work, group, definition, name, first)
    if not has_nulls(definition.body):
        return made
    judged = _compile_with(work, group, definition, name, first, nulls=True).diagnostics
    errors = tuple(found for found in judged if found.severity == "error")
    return Result(made.value, (*errors, *(later(found) for found in made.diagnostics if found not in errors)))


def _compile_with(
    work: Children, group: Resource, definition: Definition, name: str | None, first: str, *, nulls: bool = False
) -> Result[Stack]:
    node = find(work.around.nodes.get(group.name), ("properties", "resource_def"))
    read = work.read(group)
    template = member_template(
        group, definition.body, definition.variable, definition.kind, first, node, read, nulls=nulls
    )
    return work.compile(replace(work.request(group, template), member=name, first=first))


def _for_members(problem: Diagnostic, numbers: list[int]) -> Diagnostic:
    """A finding that several members share, said once."""
    if len(numbers) == 1:
        return problem
    spelled = ", ".join(
        f"{start}" if stop == start + 1 else f"{start} to {stop - 1}" for start, stop in ranges_of(numbers)
    )
    hint = f"The members {spelled} have the same mistake."
    return replace(problem, hint=f"{problem.hint} {hint}".strip())
