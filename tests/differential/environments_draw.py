"""Draws small stacks with two to four environment files: every section, every type of parameter, nested templates.

A case is drawn from a number alone.  Most of what is drawn is lawful; a few
mistakes that authors make are among it, since what Heat then says is
compared too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import yaml

NAMES = {
    "text": "string",
    "count": "number",
    "flag": "boolean",
    "hosts": "comma_delimited_list",
    "data": "json",
    "secret": "string",
}
"""The parameters of the templates, each with its type."""

UNKNOWN = ("nobody", "txet")
HOOKS = ("pre-create", "pre-update", "pre-delete", "post-create", "post-update", "post-delete")
TYPES = ("My::Child", "My::Thing", "My::Other::Thing", "OS::Heat::RandomString", "OS::Quantum::Net")
IMPLEMENTATIONS = (
    "child.yaml",
    "other.yaml",
    "OS::Heat::None",
    "OS::Heat::RandomString",
    "OS::Heat::TestResource",
    "My::Other::Thing",
    "My::Thing",
    "My::Far::Thing",
    "OS::Neutron::Net",
)
PATTERNS = ("My::*", "My::Other*", "My::Far::*", "OS::Heat::R*", "*")
WIDE = ("OS::Heat::None", "Your::*", "My::Other*", "OS::Heat::T*", "child.yaml", "OS::Neutron*")
RESOURCES = ("one", "two", "three", "group", "inner", "0", "1", "t*", "*", "[01]")


@dataclass(frozen=True, slots=True)
class Case:
    """One drawn stack: its files by name, and how it is compiled."""

    id: str
    files: dict[str, str]
    environments: tuple[str, ...]
    parameters: dict[str, str]
    server: bool


def draw(seed: int) -> Case:
    """The case of this number."""
    rng = Random(seed)
    wild = rng.random() < 0.2
    files = {
        "template.yaml": _template(rng, root=True),
        "child.yaml": _template(rng, root=False),
        "other.yaml": _template(rng, root=False, leaf=True),
    }
    names = [f"env{number}.yaml" for number in range(rng.randint(2, 4))]
    strategies = _strategies(rng) if rng.random() < 0.5 else {}
    for name in names:
        files[name] = _dump(_environment(rng, strategies, wild=wild))
    parameters = {name: _option(rng, kind) for name, kind in NAMES.items() if rng.random() < 0.25}
    if wild and rng.random() < 0.1:
        parameters["nobody"] = "x"
    return Case(f"drawn-{seed}", files, tuple(names), parameters, server=rng.random() < 0.65)


def _dump(data: Any) -> str:
    return str(yaml.safe_dump(data, sort_keys=False))


def _template(rng: Random, *, root: bool, leaf: bool = False) -> str:
    declared = {name: _schema(rng, name) for name in NAMES if rng.random() < (0.98 if root else 0.85)}
    resources: dict[str, Any] = {}
    for name in ("one", "two", "three"):
        kinds = ("OS::Heat::RandomString", "OS::Heat::TestResource") if leaf else (*TYPES, "other.yaml")
        kind = rng.choice((*kinds, *(("child.yaml", "My::Child") if root else ())))
        resources[name] = {"type": kind}
        if rng.random() < 0.3 and kind in ("My::Child", "child.yaml"):
            resources[name]["properties"] = _passed(rng, declared)
    if not leaf and rng.random() < 0.4:
        inner: dict[str, Any] = {"type": rng.choice(("My::Thing", "My::Child", "other.yaml"))}
        resources["group"] = {
            "type": "OS::Heat::ResourceGroup",
            "properties": {"count": rng.randint(1, 2), "resource_def": inner},
        }
    for name in declared:
        resources[f"show_{name}"] = {"type": "OS::Heat::Value", "properties": {"value": {"get_param": name}}}
    outputs = {name: {"value": {"get_param": name}} for name in declared if rng.random() < 0.3}
    return _dump(
        {
            "heat_template_version": rng.choice(("2018-08-31", "2015-10-15", "2021-04-16")),
            "parameters": declared,
            "resources": resources,
            **({"outputs": outputs} if outputs else {}),
        }
    )


def _passed(rng: Random, declared: dict[str, Any]) -> dict[str, Any]:
    return {name: {"get_param": name} for name in declared if rng.random() < 0.4}


def _schema(rng: Random, name: str) -> dict[str, Any]:
    kind = NAMES[name]
    found: dict[str, Any] = {"type": kind}
    if rng.random() < 0.985:
        found["default"] = _value(rng, kind)
    if name == "secret":
        found["hidden"] = True
    if rng.random() < 0.04:
        constraint: dict[str, Any] = {
            "string": {"length": {"min": 0, "max": 12}},
            "number": {"range": {"min": 0, "max": 50}},
            "comma_delimited_list": {"length": {"max": 6}},
            "json": {"length": {"max": 6}},
        }.get(kind, {"allowed_values": [True, False]})
        found["constraints"] = [constraint]
    if rng.random() < 0.1:
        found["immutable"] = True
    return found


def _value(rng: Random, kind: str) -> Any:
    """A value that a parameter of the type can have."""
    number = rng.choice((0, 1, 7, 12, 3.5, "4"))
    choices: dict[str, Callable[[], Any]] = {
        "string": lambda: rng.choice(
            ("a", "bc", "", "x,y", "17", "ü", "d\n") if rng.random() < 0.98 else (8, True, 2.0e20)
        ),
        "number": lambda: number,
        "boolean": lambda: rng.choice((True, False, "yes", "off", 1, "true")),
        "comma_delimited_list": lambda: rng.choice(
            (["a", "b"], ["e"], []) if rng.random() < 0.95 else ("c,d", "f", [1, 2], "")
        ),
        "json": lambda: _mapping(rng) if rng.random() < 0.9 else rng.choice(('{"k": 1}', "", [1, 2], '["x"]')),
    }
    return choices[kind]()


def _mapping(rng: Random) -> dict[Any, Any]:
    pool: tuple[Any, ...] = (1, "t", None, ["p"], {"deep": 1, "more": "u"}, {"deep": {"er": [1]}}, True, 0.5, 1e20)
    keys: tuple[Any, ...] = ("k", "m", "o", 5, True)
    return {key: rng.choice(pool) for key in keys if rng.random() < 0.45}


def _option(rng: Random, kind: str) -> str:
    return str(
        rng.choice(
            {
                "string": ("cli", "", "a;b"),
                "number": ("5", "2.5"),
                "boolean": ("true", "no"),
                "comma_delimited_list": ("g,h", ""),
                "json": ('{"c": 1}', '{"k": {"deep": "cli"}}'),
            }[kind]
        )
    )


_MERGED = ("comma_delimited_list", "json", "string")


def _strategies(rng: Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, kind in NAMES.items():
        if rng.random() < (0.5 if kind in _MERGED else 0.03):
            found[name] = rng.choice(("overwrite", "merge", "deep_merge"))
    if rng.random() < 0.1:
        found["default"] = rng.choice(("overwrite", "merge", "deep_merge"))
    if rng.random() < 0.08:
        found[rng.choice(("default", "text"))] = rng.choice(("append", None, 3))
    return found


def _environment(rng: Random, strategies: dict[str, Any], *, wild: bool) -> dict[Any, Any] | None:
    if rng.random() < 0.03:
        return None
    found: dict[Any, Any] = {}
    if rng.random() < 0.7:
        found["parameters"] = _values(rng, wild=wild)
    if rng.random() < 0.5:
        found["parameter_defaults"] = _values(rng, wild=wild)
        if rng.random() < 0.3:
            found["parameter_defaults"]["nobody"] = rng.choice(("x", None, 4))
    if rng.random() < 0.85:
        found["resource_registry"] = _registry(rng, wild=wild)
    if strategies and rng.random() < 0.8:
        found["parameter_merge_strategies"] = strategies if rng.random() < 0.9 else _strategies(rng)
    if rng.random() < 0.1:
        found["event_sinks"] = [_sink(rng, wild=wild) for _ in range(rng.randint(0, 2))]
    if rng.random() < 0.04:
        found["encrypted_param_names"] = ["secret"][: rng.randint(0, 1)]
    if wild and rng.random() < 0.2:
        wrong = rng.choice((*found, "parameters", "event_sinks", "resource_registry", "paramters"))
        found[wrong] = rng.choice((None, None, [], "", "text", ["a"], {}, 0, {"a": 1}))
    return found


def _values(rng: Random, *, wild: bool) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for name, kind in NAMES.items():
        if rng.random() < 0.35:
            other = wild and rng.random() < 0.05
            found[name] = _value(rng, rng.choice(tuple(NAMES.values())) if other else kind)
            if rng.random() < 0.04:
                found[name] = None
    if rng.random() < (0.2 if wild else 0.01):
        found[rng.choice(UNKNOWN)] = rng.choice(("x", None, 4))
    return found


def _sink(rng: Random, *, wild: bool) -> Any:
    sink: dict[str, Any] = {"type": "zaqar-queue", "target": rng.choice(("q", "events"))}
    if rng.random() < 0.3:
        sink["ttl"] = rng.choice((60, "90", None))
    if wild and rng.random() < 0.3:
        return rng.choice(
            ({"type": "mail", "target": "q"}, {"target": "q"}, {"type": "zaqar-queue"}, "q", {**sink, "to": 1})
        )
    return sink


def _registry(rng: Random, *, wild: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in TYPES[:4]:
        if rng.random() < 0.45:
            built_in = kind.startswith("OS::") and rng.random() < 0.95
            found[kind] = rng.choice(IMPLEMENTATIONS[2:5] if built_in else IMPLEMENTATIONS[: 6 if wild else 5])
    found.setdefault("My::Child", rng.choice(("child.yaml", "child.yaml", "other.yaml", "OS::Heat::None")))
    found.setdefault("My::Thing", rng.choice(("other.yaml", "OS::Heat::RandomString", "My::Other::Thing")))
    found.setdefault("My::Other::Thing", rng.choice(("OS::Heat::None", "OS::Heat::TestResource", "other.yaml")))
    for pattern in PATTERNS[:4]:
        if rng.random() < 0.06:
            found[pattern] = rng.choice(WIDE)
    if rng.random() < 0.02:
        found["*"] = "OS::Heat::None"
    if rng.random() < 0.4:
        found["resources"] = {name: _by_name(rng, wild=wild, depth=0) for name in RESOURCES if rng.random() < 0.25}
    if wild and rng.random() < 0.2:
        found[rng.choice(TYPES)] = rng.choice(
            (None, 5, "", ["a"], "missing.yaml", "Nova", "Gone::Type", True, {"a": "B::C"})
        )
    if wild and rng.random() < 0.05:
        found["base_url"] = rng.choice((".", "file:lib", "./"))
    return found


def _by_name(rng: Random, *, wild: bool, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if rng.random() < 0.5:
        found["hooks"] = rng.choice((rng.choice(HOOKS), rng.sample(HOOKS, 2)))
    if rng.random() < 0.3:
        found["restricted_actions"] = rng.choice(("update", "replace", ["update", "replace"]))
    if rng.random() < 0.4:
        found[rng.choice(TYPES[:3] if rng.random() < 0.9 else TYPES)] = rng.choice(
            IMPLEMENTATIONS[0 if depth == 0 else 2 : None if wild else 5]
        )
    if depth < 2 and rng.random() < 0.4:
        found[rng.choice(RESOURCES)] = _by_name(rng, wild=wild, depth=depth + 1)
    if wild and rng.random() < 0.15:
        key = rng.choice(("hooks", "restricted_actions"))
        found[key] = rng.choice(("before", ["pre-create", "x"], [], 3, None, {"a": 1}, ["delete"]))
    return found
