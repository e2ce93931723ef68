"""Draws jobs for the oracle's ``snippet`` mode: the same seed and number give the same job, on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from heatplan.catalogue.versions import VERSIONS
from tests.differential import snippets_values as values
from tests.differential.snippets_calls import WRITERS

Job = dict[str, Any]

_KINDS = ("text", "text", "list", "map", "number", "bool", "any", "any", "null")
_NAMES = {"string": "s", "number": "n", "boolean": "b", "comma_delimited_list": "l", "json": "j"}
_CFN_TYPES = {
    "string": "String",
    "number": "Number",
    "boolean": "Boolean",
    "comma_delimited_list": "CommaDelimitedList",
    "json": "Json",
}
_TYPE = "OS::Heat::None"


class Drawing:
    """One drawing: what is around the snippet, and then the snippet."""

    def __init__(self, random: Random, version: str) -> None:
        self.random = random
        table = VERSIONS[version]
        self.cfn = table.dialect == "cfn"
        self._functions: Mapping[str, str] = table.functions
        self._condition_functions: Mapping[str, str] = table.condition_functions
        self.given = self._parameters()
        pseudo = tuple(name for name in table.pseudo_parameters if name != "AWS::StackId")
        self.parameters = (*self.given, *self.given, *pseudo[: random.randrange(4)], "none")
        self.resources = self._resources()
        self.mappings = self._mappings() if self.cfn else {}
        self.conditions: tuple[str, ...] = ()
        self.defined = self._conditions() if "conditions" in table.sections or "Conditions" in table.sections else {}

    def _parameters(self) -> dict[str, dict[str, Any]]:
        raw: dict[str, Any] = {
            "string": values.text(self.random) if self.random.random() < 0.8 else values.scalar(self.random),
            "number": self.random.choice((0, 1, -3, 2.5, "7", "007", "1e3", "-1.5", 10**20, True)),
            "boolean": self.random.choice((True, False, "yes", "off", "T", 1, 0, "0", "False")),
            "comma_delimited_list": self.random.choice(
                ("a,b", "a, b ,", "", ["x", "y"], [1, None, True], [], "é,中", values.text(self.random))
            ),
            "json": self.random.choice(
                (
                    *({"a": {"b": [1, None]}, "k": "v"}, [1, "a", {"name": "x"}], {}, [], '{"a": [1, 2]}', "", "[]"),
                    values.mapping(self.random, 3),
                    values.listing(self.random, 3),
                )
            ),
        }
        kinds = [kind for kind in _NAMES if self.random.random() < 0.75] or ["string"]
        return {_NAMES[kind]: {"kind": kind, "value": raw[kind]} for kind in kinds}

    def _resources(self) -> dict[str, dict[str, Any]]:
        found = {}
        for name in ("r", "q")[: self.random.choice((1, 2, 2))]:
            attrs = {attr: values.anything(self.random, 3) for attr in ("a", "first_address", "show", "é")}
            action = "CREATE" if self.random.random() < 0.75 else "INIT"
            ref = self.random.choice((name, "some-id", None, "None", "é"))
            found[name] = {"ref": ref, "attrs": attrs, "action": action}
        return found

    def _mappings(self) -> dict[str, dict[str, Any]]:
        return {
            name: {
                key: {item: values.anything(self.random, 1) for item in ("x", "y", "a")}
                for key in ("k", "é", values.text(self.random))
            }
            for name in ("m", "Other")[: self.random.randrange(1, 3)]
        }

    def _conditions(self) -> dict[str, Any]:
        names = ("c", "d", "e", "f")[: self.random.randrange(5)]
        self.conditions = names
        found: dict[str, Any] = {}
        for name in names:
            chance = self.random.random()
            if chance < 0.3:
                found[name] = values.boolean(self.random)
            elif chance < 0.97:
                found[name] = self._call(self._condition_functions, "bool", 2, inside=True)
            else:
                found[name] = values.anything(self.random, 1)
        return found

    def condition(self, depth: int) -> Any:
        """A condition: a boolean, a name, or a call; once in a while none."""
        chance = self.random.random()
        if chance < 0.3 or not self._condition_functions:
            return values.boolean(self.random)
        if chance < 0.55 and self.conditions:
            return self.random.choice(self.conditions)
        if chance < 0.93:
            return self._call(self._condition_functions, "bool", depth - 1, inside=True)
        return self.random.choice(("gone", None, 1, "true", [], {}, {"get_attr": ["r", "a"]}, [True], ["c"]))

    def of(self, kind: str, depth: int) -> Any:
        """A snippet that gives a value of the kind, or, now and then, of another one."""
        if self.random.random() < 0.07:
            kind = self.random.choice(_KINDS)
        if depth > 0 and self.random.random() < 0.55:
            functions = self._condition_functions if self._inside else self._functions
            return self._call(functions, kind, depth - 1, inside=self._inside)
        match kind:
            case "text":
                return values.text(self.random)
            case "number":
                return values.number(self.random)
            case "bool":
                return values.boolean(self.random)
            case "null":
                return None
            case "list" if depth > 0:
                return [self.of("any", depth - 1) for _ in range(self.random.randrange(4))]
            case "list":
                return values.listing(self.random)
            case "map" if depth > 0:
                return {
                    self.random.choice(values.KEYS): self.of("any", depth - 1) for _ in range(self.random.randrange(4))
                }
            case "map":
                return values.mapping(self.random)
            case _:
                return values.anything(self.random)

    _inside = False

    def _call(self, functions: Mapping[str, str], kind: str, depth: int, *, inside: bool) -> Any:
        fitting = [name for name in functions if self._gives(name, functions[name], kind)]
        pool = fitting if fitting and self.random.random() < 0.85 else [*functions]
        pool = self._pool(functions, pool)
        if not pool:
            return values.boolean(self.random)
        before, self._inside = self._inside, inside
        found = self.call(self.random.choice(pool), depth, functions)
        self._inside = before
        return found

    def _pool(self, functions: Mapping[str, str], names: list[str]) -> list[str]:
        """Without what asks the cloud, and mostly without what a version has no more."""
        gone = {"GetAZs"} if self.random.random() < 0.1 else {"GetAZs", "Removed"}
        return [name for name in names if functions[name] not in gone]

    def call(self, name: str, depth: int, functions: Mapping[str, str]) -> Any:
        """A call of one function; in about one of seven its argument is spoilt."""
        _, write = _writer(name, functions[name])
        args = write(self, depth)
        if self.random.random() < 0.14:
            args = spoilt(self.random, args)
        return {name: args}

    @staticmethod
    def _gives(name: str, impl: str, kind: str) -> bool:
        return impl != "GetAZs" and _writer(name, impl)[0] in (kind, "any")

    def job(self, version: str, number: str) -> Job:
        """The job: the snippet and all that is around it."""
        condition = bool(self._condition_functions) and self.random.random() < 0.2
        functions = self._condition_functions if condition else self._functions
        name = self.random.choice(self._pool(functions, [*functions]))
        self._inside = condition
        snippet = self.call(name, self.random.choice((0, 1, 2, 2, 3)), functions)
        if not condition and self.random.random() < 0.1:
            snippet = (
                [snippet, self.of("any", 1)] if self.random.random() < 0.5 else {"k": snippet, "z": self.of("any", 1)}
            )
        return self._made(version, number, snippet, condition=condition)

    def _made(self, version: str, number: str, snippet: Any, *, condition: bool) -> Job:
        kind, default = ("Type", "Default") if self.cfn else ("type", "default")
        parameters: dict[str, Any] = {}
        supplied: dict[str, Any] = {}
        for name, one in self.given.items():
            parameters[name] = {kind: _CFN_TYPES[one["kind"]] if self.cfn else one["kind"]}
            if self.random.random() < 0.4 or one["value"] is None:
                supplied[name] = one["value"]
            else:
                parameters[name][default] = one["value"]
        found = {
            "id": number,
            "version": version,
            "snippet": snippet,
            "mode": "condition" if condition else "value",
            "parameters": parameters,
            "param_values": supplied,
            "conditions": self.defined,
            "mappings": self.mappings,
            "resources": {name: {"Type" if self.cfn else "type": _TYPE} for name in self.resources},
            "resource_data": self.resources,
            "files": {"a.txt": "content of %var%, é", "b.yaml": '{"k": [1]}'},
        }
        return {key: part for key, part in found.items() if part or key == "snippet"}


def _writer(name: str, impl: str) -> Any:
    return WRITERS.get(f"Fn::{impl}" if name.startswith("Fn::") and f"Fn::{impl}" in WRITERS else impl)


def spoilt(random: Random, args: Any) -> Any:
    """An argument with a mistake: something added, left out, of another kind, or another shape."""
    choice = random.randrange(8)
    if choice == 0:
        return values.anything(random, 2)
    if choice == 1:
        return [args]
    if isinstance(args, list) and args:
        if choice == 2:
            return args[:-1]
        if choice == 3:
            return [*args, values.anything(random, 1)]
        if choice == 4:
            return {str(index): item for index, item in enumerate(args)}
        place = random.randrange(len(args))
        return [values.anything(random, 1) if index == place else item for index, item in enumerate(args)]
    if isinstance(args, dict) and args:
        key = random.choice(list(args))
        if choice == 2:
            return {name: item for name, item in args.items() if name != key}
        if choice == 3:
            return {**args, random.choice(values.KEYS): values.anything(random, 1)}
        if choice == 4:
            return list(args.values())
        return {**args, key: values.anything(random, 1)}
    return values.scalar(random)


def draw(seed: int, number: int) -> Job:
    """The job of a seed and a number; each version has its turn."""
    random = Random(f"{seed}/{number}")
    versions = tuple(VERSIONS)
    version = versions[number % len(versions)]
    return Drawing(random, version).job(version, f"{seed}/{number}")
