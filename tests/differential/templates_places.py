"""Where a mistake can be planted: random places in the data of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from heatplan.catalogue import resource_types
from heatplan.catalogue.versions import ALIASES, VERSIONS, VersionTable
from heatplan.ir.schema import PropertySchema, ResourceType
from tests.differential.templates_case import ROOT, Case


class Unfit(Exception):
    """The case has no place for this mistake."""


@dataclass(frozen=True)
class Places:
    """A case whose data may be changed, and the source of chance."""

    random: Random
    case: Case

    def templates(self) -> list[dict[str, Any]]:
        """The root template and the nested ones."""
        return [item for item in self.case.files.values() if isinstance(item, dict)]

    def template(self) -> dict[str, Any]:
        """Some template, the root most often."""
        return self.case.files[ROOT] if self.random.random() < 0.7 else self.random.choice(self.templates())

    def table(self, template: dict[str, Any]) -> VersionTable:
        """The rules of a template's version."""
        written = template["heat_template_version"]
        return VERSIONS[ALIASES.get(written, written)]

    def pick(self, items: Iterator[Any] | list[Any]) -> Any:
        """One of them; raises Unfit when there is none."""
        found = list(items)
        if not found:
            raise Unfit
        return self.random.choice(found)

    def resource(self, wanted: Callable[[dict[str, Any]], bool] = lambda _: True) -> dict[str, Any]:
        """Some resource of some template for which ``wanted`` holds."""
        return self.located(wanted)[2]

    def located(
        self, wanted: Callable[[dict[str, Any]], bool] = lambda _: True
    ) -> tuple[dict[str, Any], str, dict[str, Any]]:
        """The same with its template and its name."""
        found = [
            (template, name, body)
            for template in self.templates()
            for name, body in template.get("resources", {}).items()
            if wanted(body)
        ]
        chosen: tuple[dict[str, Any], str, dict[str, Any]] = self.pick(found)
        return chosen

    def member(self, wanted: Callable[[dict[str, Any]], bool] = lambda _: True) -> dict[str, Any]:
        """Some resource or definition of a group's member."""
        found: dict[str, Any] = self.pick([body for body in self.definitions() if wanted(body)])
        return found

    def definitions(self) -> Iterator[dict[str, Any]]:
        """All resources, and the definitions of the members of groups."""
        for template in self.templates():
            for body in template.get("resources", {}).values():
                yield from _definitions(body)

    def of_type(self, *names: str) -> dict[str, Any]:
        """Some resource of one of the types, with properties."""
        return self.resource(lambda body: body["type"] in names and isinstance(body.get("properties"), dict))

    def typed(self) -> tuple[dict[str, Any], ResourceType]:
        """Some resource (or member) of a type of the catalogue."""
        body = self.member(lambda body: resource_types.lookup(str(body["type"])) is not None)
        kind = resource_types.lookup(body["type"])
        assert kind is not None
        return body, kind

    def schema(
        self, wanted: Callable[[PropertySchema], bool], *, given: bool = False
    ) -> tuple[dict[str, Any], str, PropertySchema]:
        """Some resource's properties, the name of one of them and its schema."""
        found = []
        for body in self.definitions():
            kind = resource_types.lookup(str(body["type"]))
            if kind is None:
                continue
            for name, schema in kind.properties.items():
                usable = schema.implemented and schema.support.status == "SUPPORTED"
                if usable and wanted(schema) and (not given or name in body.get("properties", {})):
                    found.append((body, name, schema))
        body, name, schema = self.pick(found)
        return body.setdefault("properties", {}), name, schema

    def calls(self, *functions: str) -> list[dict[str, Any]]:
        """All calls of the functions, anywhere."""
        return [
            item
            for template in self.templates()
            for item in _walk(template.get("resources", {}))
            if isinstance(item, dict) and len(item) == 1 and next(iter(item)) in functions
        ]

    def parameter(self, wanted: Callable[[dict[str, Any]], bool] = lambda _: True) -> tuple[str, dict[str, Any]]:
        """Some parameter of the root template."""
        found: tuple[str, dict[str, Any]] = self.pick(
            [(name, body) for name, body in self.case.root.get("parameters", {}).items() if wanted(body)]
        )
        return found

    def misspelled(self, name: str) -> str:
        """A name that is nearly the same."""
        at = self.random.randrange(len(name)) if name else 0
        way = self.random.choice(("twice", "gone", "swap", "case"))
        if way == "twice" or len(name) < 3:
            return name[:at] + name[at : at + 1] * 2 + name[at + 1 :] + ("x" if not name else "")
        if way == "gone":
            return name[:at] + name[at + 1 :]
        if way == "case" and name.swapcase() != name:
            return name.swapcase()
        return name + "s"


def _definitions(body: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        return
    yield body
    properties = body.get("properties")
    if isinstance(properties, dict):
        yield from _definitions(properties.get("resource_def"))
        yield from _definitions(properties.get("resource"))


def _walk(data: Any) -> Iterator[Any]:
    yield data
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for item in inner:
        yield from _walk(item)
