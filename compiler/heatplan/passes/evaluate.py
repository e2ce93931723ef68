"""evaluate: branches are chosen, and everything knowable now is a value.

Reads are gathered after branches are chosen and before anything is
simplified.  What can have no value is a finding where Heat reads it: in
properties and outputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from heatplan.diagnostics import codes_language as codes
from heatplan.diagnostics.diagnostic import Diagnostic, Severity, finding
from heatplan.diagnostics.suggest import Near
from heatplan.ir.address import quote
from heatplan.ir.expr import Expr, Lit, Read, entries_of
from heatplan.ir.node import Node, Scalar, Sequence
from heatplan.ir.schema import Parameter
from heatplan.ir.selection import Selected, SelectedOutput, Selection
from heatplan.ir.template import ResourceDecl, Template
from heatplan.ir.tree import Output, Resource, Stack
from heatplan.ir.value import Map, Value
from heatplan.result import Result
from heatplan.semantics.conversion import show
from heatplan.semantics.elsewhere import is_validated, needs_nothing
from heatplan.semantics.evaluate import evaluate as reduce
from heatplan.semantics.functions.report import code_of, hint_of
from heatplan.semantics.inspect import Fault, inspect
from heatplan.semantics.policies import canonical, names
from heatplan.semantics.scope import Before, Scope
from heatplan.semantics.sealed import sealed
from heatplan.span import Span

NO_PROPERTIES = Lit(Map())

_WRAPPED = frozenset({"ValueError", "TypeError", "KeyError", "StackValidationFailed"})
"""What Heat makes a StackValidationFailed of while it parses; other exceptions pass through (template.py, ``parse``)."""


def evaluate(
    template: Template[Expr],
    selection: Selection,
    parameters: tuple[Parameter, ...],
    mapped: Mapping[str, str],
    scope: Scope,
) -> Result[Stack]:
    """The stack level with its expressions reduced.

    ``mapped`` gives each enabled resource's implementation; those that have
    none are left out, with what is wrong in them found all the same.
    ``scope`` is the level as known now.
    """
    work = _Reducer(scope, template.version)
    reduced = [work.resource(selected, mapped.get(selected.decl.name, "")) for selected in selection.resources]
    resources = tuple(resource for resource in reduced if resource.name in mapped)
    for decl in template.resources:
        if decl.name in selection.disabled:
            work.absent(decl)
    outputs = tuple(work.output(selected) for selected in selection.outputs)
    stack = Stack(
        template=template.source,
        version=template.version,
        parameters=parameters,
        conditions=selection.conditions,
        resources=resources,
        disabled=selection.disabled,
        outputs=outputs,
        description=template.description,
    )
    return Result(stack, tuple(work.diagnostics))


class _Reducer:
    """The work on one level."""

    def __init__(self, scope: Scope, version: str) -> None:
        self._scope = scope
        self._version = version
        self._before = Before(scope.level)
        self._env = scope.level.env
        self._near = Near(scope.level.references)
        self.diagnostics: list[Diagnostic] = []

    def resource(self, selected: Selected, mapped: str) -> Resource:
        decl = selected.decl
        address = f"resources.{decl.name}"
        level: Severity | None = None if selected.now else "will-fail"
        validated = is_validated(decl.external_id, self._scope.level)
        needs = not needs_nothing(decl.external_id, self._scope.level)
        reads = [
            read
            for name, part in (
                *((f"properties{name}", part) for name, part in _parts(decl.properties)),
                ("metadata", decl.metadata),
            )
            for read in self._reads(part, f"{address}.{name}", level, needs=needs, validated=validated)
        ]
        for fault in inspect(decl.deletion_policy, self._before, self._env).faults:
            self._fault(fault, f"{address}.deletion_policy", level)
        self._reads(decl.update_policy, f"{address}.update_policy", level, needs=validated, validated=validated)
        self._reads(decl.external_id, f"{address}.external_id", level)
        self._deletion_policy(decl)
        return Resource(
            name=decl.name,
            type=decl.type,
            mapped=mapped,
            properties=NO_PROPERTIES if decl.properties is None else reduce(decl.properties, self._scope, self._env),
            metadata=NO_PROPERTIES if decl.metadata is None else reduce(decl.metadata, self._scope, self._env),
            span=decl.span,
            explicit=tuple(dict.fromkeys(_depends_on(decl.depends_on))),
            when=selected.when,
            deletion_policy=self._reduced(decl.deletion_policy),
            update_policy=self._reduced(decl.update_policy),
            external_id=self._reduced(decl.external_id),
            reads=tuple(dict.fromkeys(reads)),
        )

    def absent(self, decl: ResourceDecl[Expr]) -> None:
        """A resource that its condition leaves out: its calls are read all the same (template.py, resource_definitions)."""
        parts: list[tuple[str, Expr | None]] = [(f"properties{name}", part) for name, part in _parts(decl.properties)]
        parts += [
            (name, getattr(decl, name)) for name in ("metadata", "deletion_policy", "update_policy", "external_id")
        ]
        for name, part in parts:
            for fault in inspect(part, self._before, self._env).faults:
                if fault.phase == "parse" and fault.error != "InvalidTemplateVersion":
                    self._fault(fault, f"resources.{decl.name}.{name}", None)
        self._deletion_policy(decl)

    def _deletion_policy(self, decl: ResourceDecl[Expr]) -> None:
        """It must be one that there is, whatever the type: Heat resolves it while it parses (template_common.py)."""
        if decl.deletion_policy is None:
            return
        address = f"resources.{decl.name}.deletion_policy"
        found = inspect(decl.deletion_policy, self._before, self._env)
        for read in found.reads[:1]:
            lawful = _is_key(read.resource)
            facts = {"name": decl.name, "other": read.resource if lawful else show(read.resource)}
            raises = None if lawful else "StackValidationFailed"  # it fails before Heat looks for the resource
            code = codes.POLICY_READS_RESOURCE
            self.diagnostics.append(finding(code, read.span, address=address, raises=raises, facts=facts))
            return
        for stray in found.strays:
            self._stray(stray, address, None)
        value = reduce(decl.deletion_policy, self._before, self._env)
        if isinstance(value, Lit) and value.value is not None and canonical(value.value, self._version) is None:
            shown = "(hidden)" if sealed(decl.deletion_policy, self._scope.level) else value.value
            facts = {"value": shown, "type": decl.type, "allowed": names(self._version)}
            self.diagnostics.append(finding(codes.BAD_DELETION_POLICY, decl.span, address=address, facts=facts))

    def output(self, selected: SelectedOutput) -> Output:
        decl = selected.decl
        if not selected.enabled or decl.value is None:
            return Output(decl.name, None, decl.description, None, decl.span)
        level: Severity | None = None if selected.now else "will-fail"
        found = self._reads(decl.value, f"outputs.{quote(decl.name)}.value", level, output=True)
        reads = dict.fromkeys(read for read in found if isinstance(read.resource, str))  # null is no resource's name
        value = reduce(decl.value, self._scope, self._env)
        return Output(decl.name, value, decl.description, selected.when, decl.span, tuple(reads))

    def _reduced(self, expr: Expr | None) -> Expr | None:
        return None if expr is None else reduce(expr, self._scope, self._env)

    def _reads(
        self,
        expr: Expr | None,
        address: str,
        level: Severity | None,
        *,
        output: bool = False,
        needs: bool = True,
        validated: bool = True,
    ) -> Iterable[Read]:
        """What is read; findings where a call is wrong, or (``needs``) what is read is not there.

        What Heat finds only when it validates the call it does not find where nothing is ``validated``.
        """
        found = inspect(expr, self._before, self._env)
        for fault in found.faults:
            if validated or (fault.phase == "parse" and fault.error != "InvalidTemplateVersion"):
                self._fault(fault, address, level)
        names = self._scope.level.references
        for read in found.reads if needs else ():
            looked_up = not output or read.path is not None or not _is_key(read.resource)
            if looked_up and read.resource not in names:
                self._absent(read, address, level, output=output)
        for stray in found.strays if needs else ():
            self._stray(stray, address, level)
        return found.reads

    def _fault(self, fault: Fault, address: str, level: Severity | None) -> None:
        code = codes.BAD_CALL if fault.phase == "parse" else codes.BAD_ARGUMENT
        if fault.error == "InvalidTemplateVersion":
            code = codes.REMOVED_FUNCTION
        else:
            code = code_of(fault.error, fault.text) or code
        facts = {"name": fault.name, "why": fault.text, "version": self._version}
        hint = hint_of(fault.text)
        raises = fault.error if fault.phase == "parse" and fault.error not in _WRAPPED else None
        self.diagnostics.append(
            finding(code, fault.span, address=address, hint=hint, level=level, raises=raises, facts=facts)
        )

    def _stray(self, read: Read, address: str, level: Severity | None) -> None:
        """``Ref`` of a name that nothing has: a disabled resource's, or a parameter's that is not declared.

        In properties it is found where they are read, in outputs never; metadata
        is read at creation, a deletion policy with the template.
        """
        part = address.split(".")[2]
        if read.resource in self._scope.level.disabled:
            if part in ("properties", "metadata"):
                self._absent(read, address, level, output=False)
        elif part in ("metadata", "deletion_policy"):
            later: Severity | None = "will-fail" if part == "metadata" else level
            self.diagnostics.append(self._unknown(read.resource, read.span, address, later))

    def _absent(self, read: Read, address: str, level: Severity | None, *, output: bool) -> None:
        if read.resource in self._scope.level.disabled:
            found = finding(codes.DISABLED_REFERENCE, read.span, address=address, level=level, name=read.resource)
        else:
            found = self._unknown(read.resource, read.span, address, level)
        # Of an output only the function is validated (function.py, validate).
        later = output and _is_key(read.resource)
        self.diagnostics.append(replace(found, raises="StackValidationFailed") if later else found)

    def _unknown(self, name: Value, span: Span, address: str, level: Severity | None) -> Diagnostic:
        """The finding for a reference to a resource that is not there, with what it may have meant."""
        hint = self._near.hint(str(name))
        if not hint and name in self._scope.level.parameters:
            hint = f"{name} is a parameter: use get_param."
        raises, shown = (None, name) if _is_key(name) else ("TypeError", show(name))
        return finding(
            codes.UNKNOWN_REFERENCE, span, address=address, hint=hint, level=level, raises=raises, name=shown
        )


def _is_key(name: Value) -> bool:
    """Whether Heat can look the name up in a dict, and so says that it is not there; else Python says TypeError."""
    return not isinstance(name, (dict, tuple))


def _parts(properties: Expr | None) -> Iterable[tuple[str, Expr | None]]:
    """The properties one by one, each with what its address ends in; as a whole where they are no mapping."""
    entries = None if properties is None else entries_of(properties)
    return (("", properties),) if entries is None else ((f".{name}", item) for name, item in entries)


def _depends_on(node: Node | None) -> Iterable[str]:
    if isinstance(node, Scalar) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar) and isinstance(item.value, str):
                yield item.value
