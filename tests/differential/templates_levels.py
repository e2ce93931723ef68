"""Stack levels and whole cases, drawn from a seed and a number."""

from __future__ import annotations

import copy
import hashlib
from random import Random
from typing import Any, Final

from heatplan.catalogue import resource_types
from heatplan.catalogue.versions import ALIASES, VERSIONS
from tests.differential.templates_case import ROOT, Case
from tests.differential.templates_draft import Child, Draft, Level, Made
from tests.differential.templates_expressions import attribute, condition, condition_body, reference, wrap
from tests.differential.templates_groups import group, nested
from tests.differential.templates_parameters import parameter_with
from tests.differential.templates_resources import GROUPS, around, kind_of_any, single
from tests.differential.templates_values import value_of, word

HOT: Final = tuple(name for name, table in VERSIONS.items() if table.dialect == "hot")
FACADES: Final = ("OS::Heat::RandomString", "OS::Nova::KeyPair", "OS::Heat::TestResource", "OS::Cinder::Volume")
DEPTH: Final = 3
ODD: Final = ("é", "x y", "%", "a#")
"""How the names of resources without a stack of their own may begin."""


def draw_case(seed: int, number: int) -> Case:
    """The case of that number: the same one always."""
    digest = hashlib.sha256(f"{seed}/{number}".encode()).digest()
    random = Random(int.from_bytes(digest[:8], "big"))
    draft = Draft(random)
    if random.random() < 0.06:
        _facade(draft, random.choice(FACADES))
    if random.random() < 0.45:
        for _ in range(random.randint(1, 3)):
            _child(draft)
    level = new_level(draft, "", 0)
    fill(level, random.choice((1, 2, 3, 4, 6, 8)))
    environments = _environments(draft)
    files = copy.deepcopy({ROOT: level.template(), **draft.files})
    return Case(f"s{seed}n{number}", files, environments, copy.deepcopy(draft.given), random.choice(("yaml", "json")))


def new_level(draft: Draft, folder: str, depth: int) -> Level:
    """A level of some version, without anything in it."""
    random = draft.random
    version = random.choice((*HOT, *HOT[-3:]))
    names = [version, *(name for name, date in ALIASES.items() if date == version)]
    return Level(draft, VERSIONS[version], random.choice(names), folder, depth)


def fill(level: Level, resources: int) -> None:
    """Conditions, resources and outputs."""
    random = level.random
    if "conditions" in level.table.sections and level.chance(0.6):
        for number in range(random.randint(1, 3)):
            truth = level.chance(0.6)
            level.conditions[f"is_{number}"] = condition_body(level, truth)
            level.truths[f"is_{number}"] = truth
    away: list[str] = []
    for number in range(resources):
        if level.draft.budget <= 0:
            break
        level.draft.budget -= 1
        name = _resource(level, number)
        if level.chance(0.15) and "condition" in level.table.resource_keys:
            _under_condition(level, name, away)
    names = list(level.resources)
    random.shuffle(names)
    level.resources = {name: level.resources[name] for name in names if name not in away} | {
        name: level.resources[name] for name in away
    }
    for number in range(random.randint(0, 3)):
        level.outputs[f"out_{number}"] = _output(level)


def _resource(level: Level, number: int) -> str:
    random = level.random
    stem = random.choice(("r", "res_", "R-")) if level.chance(0.1) else "r"
    name = f"{stem}{number}"
    earlier = list(level.made)
    draw = random.random()
    facades = [kind for kind in level.draft.facades if kind not in level.avoid]
    if draw < 0.22:
        body = group(level, name, random.choice((*GROUPS, *GROUPS[:2])))
    elif draw < 0.45 and level.draft.children:
        body, outputs = nested(level, random.choice(level.draft.children))
        level.made.append(Made(name, body["type"], (*((one,) for one in outputs), ("OS::stack_id",))))
    elif draw < 0.6 and facades:
        kind = random.choice(facades)
        body, outputs = nested(level, level.draft.facades[kind])
        body["type"] = kind
        level.made.append(Made(name, kind, tuple((one,) for one in outputs)))
    else:
        name = f"{random.choice(ODD)}{number}" if level.chance(0.05) else name
        body = single(level, name, kind_of_any(level))
    around(level, body, earlier)
    level.resources[name] = body
    return name


def _under_condition(level: Level, name: str, away: list[str]) -> None:
    """Put the resource under a condition; where that is false nothing refers to it from now on."""
    wanted = level.chance(0.6)
    level.resources[name]["condition"] = condition(level, wanted)
    if not wanted:
        away.append(name)
        level.made = [made for made in level.made if made.name != name]


def _output(level: Level) -> dict[str, Any]:
    random = level.random
    value = random.choice(
        (
            lambda: wrap(level, word(random)),
            lambda: reference(level),
            lambda: wrap(level, {"a": [reference(level), 1], "b": None}),
            lambda: wrap(level, ["a", "b", reference(level)]),
            lambda: {"get_param": "OS::stack_name" if level.depth == 0 else "OS::stack_id"},
        )
    )()
    found: dict[str, Any] = {"value": value}
    if level.chance(0.2):
        found["description"] = "what it is"
    if "condition" in level.table.output_keys and level.chance(0.2):
        wanted = level.chance(0.5)
        found["condition"] = condition(level, wanted)
        if not wanted and level.chance(0.3):
            found["value"] = {"get_attr": ["nowhere", "nothing"]}
    return found


# Nested templates.


def _child(draft: Draft) -> None:
    """One more nested template; it may nest those before it."""
    random = draft.random
    folder = random.choice(("", "lib", "lib/deep"))
    depth = 1 + sum(1 for _ in draft.children)
    level = new_level(draft, folder, min(depth, DEPTH))
    for _ in range(random.randint(0, 3)):
        parameter_with(level, random.choice(("text", 3, True, ["a", "b"], {"key": "v"}, [{"a": "b"}], "", 0, [])))
    fill(level, random.randint(1, 3))
    if level.made and level.chance(0.15):
        level.outputs["OS::stack_id"] = {"value": {"get_resource": random.choice(level.made).name}}
    file = draft.new_file("child", level.template(), folder)
    child = Child(file, [], level.arguments, frozenset(level.optional), list(level.outputs))
    if random.random() < 0.3:
        alias = f"Our::Child::Number{len(draft.children)}"
        draft.registry[alias] = file
        child.aliases.append(alias)
    draft.children.append(child)


def _facade(draft: Draft, name: str) -> None:
    """A template in the place of a type: it takes the required properties and gives all attributes."""
    kind = resource_types.lookup(name)
    assert kind is not None
    level = new_level(draft, "", 1)
    level.avoid = frozenset({name})
    names = {"String": "string", "Integer": "number", "Number": "number", "Boolean": "boolean", "Map": "json"}
    for key, schema in kind.properties.items():
        if schema.required or (level.chance(0.4) and schema.type in names and schema.support.status == "SUPPORTED"):
            level.parameters[key] = {"type": names.get(schema.type, "comma_delimited_list")}
            value = value_of(draft.random, schema)
            if not schema.required:
                level.parameters[key]["default"] = value
            level.arguments[key] = value
    fill(level, 2)
    level.outputs |= {key: {"value": attribute_or_text(level)} for key in kind.attributes if key != "show"}
    file = draft.new_file("facade", level.template(), "")
    draft.registry[name] = file
    draft.facades[name] = Child(file, [], level.arguments, frozenset(), list(level.outputs))


def attribute_or_text(level: Level) -> Any:
    """A read of some resource's attribute, or a text."""
    with_paths = [made for made in level.made if made.paths]
    if not with_paths or level.chance(0.3):
        return word(level.random)
    made = level.random.choice(with_paths)
    return attribute(level, made.name, level.random.choice(made.paths))


# Environments.


def _environments(draft: Draft) -> dict[str, Any]:
    """What environments say, in one or several files."""
    random = draft.random
    registry: dict[str, Any] = dict(draft.registry)
    if random.random() < 0.08:
        registry["resources"] = {
            random.choice(("r0", "r1", "r*")): {"hooks": random.choice(("pre-create", ["pre-update"]))}
        }
    if random.random() < 0.05:
        registry["Our::Random"] = "OS::Heat::RandomString"
    sections = {"parameters": draft.parameters, "parameter_defaults": draft.defaults, "resource_registry": registry}
    sections = {name: copy.deepcopy(section) for name, section in sections.items() if section}
    if not sections:
        return {}
    if len(sections) > 1 and random.random() < 0.3:
        return {f"env{number}.yaml": {name: section} for number, (name, section) in enumerate(sections.items())}
    return {"env.yaml": sections}
