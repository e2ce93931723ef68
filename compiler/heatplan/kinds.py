"""What each resource of a level is: its type, and what makes it, by the resource registry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from heatplan.catalogue.catalogue import Catalogue
from heatplan.declared import Declared
from heatplan.diagnostics import codes_nesting as codes
from heatplan.diagnostics.codes_environment import MAPPING_BY_NAME_LEAKS
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.documents import Documents
from heatplan.ir.environment import is_on_heats_machine
from heatplan.ir.expr import Expr, Lit
from heatplan.ir.schema import ResourceType
from heatplan.ir.selection import Selection
from heatplan.ir.template import ResourceDecl
from heatplan.place import Place
from heatplan.semantics.facade import mismatches
from heatplan.semantics.other_releases import unknown_type
from heatplan.semantics.registry import Broken, Implementation, implementation, leaking
from heatplan.semantics.template_type import template_resource_type

_ONLY_BY_REGISTRY = "Of files on its own machine Heat takes those that the operator's resource_registry names."


@dataclass(frozen=True)
class Kinds:
    """What each enabled resource of a level is."""

    types: Mapping[str, ResourceType]
    implementations: Mapping[str, Implementation]
    diagnostics: tuple[Diagnostic, ...]


class KindsOf:
    """The types of one compile: those of templates are made once."""

    def __init__(self, documents: Documents, catalogue: Catalogue, declared: Declared) -> None:
        self._documents = documents
        self._catalogue = catalogue
        self._declared = declared
        self._types: dict[str, ResourceType] = {}

    def kinds(self, selection: Selection, place: Place) -> Kinds:
        """The type and implementation of each enabled resource."""
        types: dict[str, ResourceType] = {}
        implementations: dict[str, Implementation] = {}
        found: list[Diagnostic] = []
        for selected in selection.resources:
            decl = selected.decl
            named = None if place.first is not None and place.member is None else decl.name
            made_by = implementation(place.registry, decl.type, named, known=self._catalogue)
            if isinstance(made_by, Broken):
                found.append(_broken(decl, made_by))
                continue
            if made_by is None:
                hint = unknown_type(decl.type, self._catalogue)
                address = f"resources.{decl.name}"
                level = None if selected.now else "will-fail"
                found.append(
                    finding(codes.UNKNOWN_TYPE, decl.type_span, address=address, hint=hint, level=level, name=decl.type)  # type: ignore[arg-type]
                )
                continue
            kind = self._kind(made_by)
            if kind is None:
                address = f"resources.{decl.name}"
                hint = _ONLY_BY_REGISTRY if is_on_heats_machine(made_by.name) else ""
                found.append(
                    finding(codes.MISSING_TEMPLATE, decl.type_span, address=address, hint=hint, name=made_by.name)
                )
                continue
            types[decl.name] = kind
            implementations[decl.name] = made_by
            # What the operator registered becomes the user's own before Heat compares it with what it stands before:
            # with itself (template_resource.py, template_data).  Of what is managed elsewhere nothing is looked at.
            if made_by.template and made_by.user and decl.external_id in (None, Lit(None)):
                found.extend(self._facade(decl, kind, made_by, place))
        found.extend(_leaks(selection, types, implementations, place))
        return Kinds(types, implementations, tuple(found))

    def _kind(self, made_by: Implementation) -> ResourceType | None:
        """The type; None for a template that can not be had: one on Heat's machine by the operator's registry only."""
        if not made_by.template:
            return self._catalogue.lookup(made_by.name)
        if made_by.user and is_on_heats_machine(made_by.name):
            return None
        return self._template_type(made_by.name)

    def _facade(
        self, decl: ResourceDecl[Expr], kind: ResourceType, made_by: Implementation, place: Place
    ) -> Iterator[Diagnostic]:
        """What keeps a template from standing for the type that it is mapped to."""
        behind = implementation(place.registry, decl.type, decl.name, ignore=made_by, known=self._catalogue)
        if behind is None:
            return
        if isinstance(behind, Broken):
            yield _broken(decl, behind)
            return
        facade = self._template_type(behind.name) if behind.template else self._catalogue.lookup(behind.name)
        for why in mismatches(kind, facade) if facade is not None else ():
            facts = {"name": made_by.name, "type": decl.type, "why": why}
            yield finding(codes.FACADE_MISMATCH, decl.type_span, address=f"resources.{decl.name}", facts=facts)

    def _template_type(self, name: str) -> ResourceType | None:
        if name not in self._types:
            template = self._documents.template(name)
            if template is None:
                return None
            outputs = tuple(output.name for output in template.outputs)
            self._types[name] = template_resource_type(name, self._declared.schemas(template, inner=True), outputs)
        return self._types[name]


def _leaks(
    selection: Selection, types: Mapping[str, ResourceType], made: Mapping[str, Implementation], place: Place
) -> Iterator[Diagnostic]:
    """A warning where an entry by name may be used for other resources too: in this stack, or in one that is nested."""
    if not place.registry.get("resources"):
        return
    decls = [selected.decl for selected in selection.resources]
    nested = {name for name, kind in types.items() if kind.facts.get("is_stack_resource")}
    for decl in decls:
        if decl.name not in made:
            continue
        for kind_name, target in leaking(place.registry, decl.name, made[decl.name]):
            others = any(one.name != decl.name and kind_name in _looked_up(one, made) for one in decls)
            if others or nested - {decl.name}:
                facts = {"target": target, "type": kind_name, "name": decl.name}
                address = f"resources.{decl.name}"
                yield finding(MAPPING_BY_NAME_LEAKS, decl.type_span, address=address, facts=facts)


def _looked_up(decl: ResourceDecl[Expr], made: Mapping[str, Implementation]) -> tuple[str, ...]:
    """The names that the registry was asked for a resource."""
    return made[decl.name].way if decl.name in made else (decl.type,)


def _broken(decl: ResourceDecl[Expr], broken: Broken) -> Diagnostic:
    """The finding for a type whose entry in the registry leads nowhere."""
    code = codes.MAPPING_LOOP if broken.why == "loop" else codes.MAPPING_OF_TYPE
    facts = {"name": decl.type, "way": " to ".join(broken.path)}
    return finding(code, decl.type_span, address=f"resources.{decl.name}", facts=facts)
