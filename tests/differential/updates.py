"""Updates of resources, decided on both sides: ``python -m tests.differential.updates --count 2000``.

Draws pairs of templates, asks Heat's own classes (``updates_oracle``) what
becomes of each resource that is in both, and compares with what we say.
"""

from __future__ import annotations

import argparse
import copy
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from heatplan.catalogue import resource_types
from heatplan.ir.change import Change
from heatplan.ir.plan import Plan
from heatplan.ir.schema import ResourceType
from heatplan.ir.source import Request, Source, SourceSet
from heatplan.ir.value import Map, freeze
from heatplan.passes.compare import compare
from heatplan.pipeline import compile as compile_plan
from heatplan.semantics.properties import typed_properties
from heatplan.semantics.type_rules import broken
from heatplan.semantics.updating import Definition, verdict
from tests import corpus
from tests.differential.templates_resources import COMMON, PLAIN
from tests.differential.templates_values import fields_of, nothing

ORACLE = Path(__file__).with_name("updates_oracle.py")

Template = dict[str, Any]
Pair = tuple[Template, Template]


def main(arguments: list[str] | None = None) -> int:
    """0 where both sides agree on every resource of every pair."""
    parser = argparse.ArgumentParser("python -m tests.differential.updates", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000, help="how many pairs of templates")
    parser.add_argument("--oracle", type=Path, default=corpus.oracle_script(), help="the script that asks Heat")
    parser.add_argument("--oracle-python", type=Path, default=corpus.oracle_python(), help="Python with Heat installed")
    options = parser.parse_args(arguments)
    source = Random(options.seed)
    pairs = [draw(source) for _ in range(options.count)]
    answers = ask(pairs, options.oracle, options.oracle_python)
    counted: Counter[str] = Counter()
    bad = []
    for (before, after), heat in zip(pairs, answers, strict=True):
        if "error" in heat:
            raise SystemExit(f"Heat does not take the pair: {heat['error']}\n{json.dumps([before, after], indent=1)}")
        planned = by_plans(before, after)
        for name, expected in heat.items():
            old, new = before["resources"][name], after["resources"][name]
            counted[expected[0]] += 1
            found = decide(old, new)
            if found != expected:
                bad.append((old, new, expected, found))
            elif planned and planned[name] != expected and not explained(new["type"], expected, planned[name]):
                bad.append((old, new, expected, planned[name]))
    sys.stdout.write("".join(f"{count:6} {name}\n" for name, count in sorted(counted.items())))
    for old, new, expected, found in bad[:8]:
        sys.stdout.write(
            f"differs: {json.dumps(old)}\n     to: {json.dumps(new)}\n   Heat: {expected}\n     we: {found}\n"
        )
    sys.stdout.write(f"{len(pairs)} pairs, {sum(counted.values())} resources, {len(bad)} differ\n")
    return 1 if bad else 0


def ask(pairs: list[Pair], script: Path, python: Path) -> list[Any]:
    """Heat's answers, in the order of the pairs."""
    lines = "".join(json.dumps({"before": before, "after": after}) + "\n" for before, after in pairs)
    done = subprocess.run([python, ORACLE, script], input=lines, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def decide(old: dict[str, Any], new: dict[str, Any]) -> list[Any]:
    """Our verdict, in the form of the oracle's."""
    kind = resource_types.lookup(new["type"])
    assert kind is not None
    found = verdict(kind, definition(old), definition(new))
    return [found.fate, list(found.changed)]


NOTHING_TO_CALL = ["in-place", []]
"""Heat updates a resource that is only spelled otherwise, or whose default is written down, and calls nothing."""


def by_plans(before: Template, after: Template) -> dict[str, list[Any]]:
    """The same by comparing the plans of both templates; empty where one has none."""
    old, new = compiled(before), compiled(after)
    if old is None or new is None:
        return {}
    return {
        change.address: [change.fate, _names(change)]
        for change in compare(old, new).changes
        if change.fate not in {"create", "delete", "retain", "snapshot"} and "." not in change.address
    }


def _names(change: Change) -> list[str]:
    """The properties that differ."""
    return sorted(one.name for one in change.differences if not one.name.startswith("@"))


def explained(kind: str, heat: list[Any], planned: list[Any]) -> bool:
    """Whether a difference is one of the two that are on purpose.

    A plan has values typed: what is spelled otherwise is the same, and where
    the type of an OS::Heat::Value changes, what was written before is not known.
    """
    if kind == "OS::Heat::Value" and heat[1] == ["type"]:
        return bool(planned == [heat[0], ["type", "value"]])
    return heat == NOTHING_TO_CALL and planned == ["unchanged", []]


def compiled(data: Template) -> Plan | None:
    """The plan of a template, None where Heat would refuse it before it looks for what changes."""
    sources = SourceSet("template.json", Map({"template.json": Source("template.json", json.dumps(data))}))
    return compile_plan(sources, Request()).value


def definition(body: dict[str, Any]) -> Definition:
    """A resource of a template, all of it literal."""
    kind = resource_types.lookup(body["type"])
    assert kind is not None
    properties, _ = typed_properties(kind, freeze(body.get("properties", {})))
    return Definition(
        body["type"],
        properties,
        freeze(body.get("properties") or {}),
        freeze(body.get("metadata")),
        deletion_policy=body.get("deletion_policy"),
        external_id=body.get("external_id"),
    )


def draw(source: Random) -> Pair:
    """A template, and what an author made of it."""
    resources: dict[str, Any] = {}
    for number in range(source.randint(1, 6)):
        kind = source.choice(COMMON if source.random() < 0.5 else PLAIN)
        resources[f"r{number}"] = resource(source, kind)
    changed = copy.deepcopy(resources)
    for name in changed:
        edit(source, changed, name)
    return template(resources), template(changed)


def template(resources: dict[str, Any]) -> Template:
    """The template with these resources."""
    return {"heat_template_version": "2021-04-16", "resources": resources}


def resource(source: Random, name: str) -> dict[str, Any]:
    """A resource of a type that breaks none of its rules, as far as we know."""
    kind = resource_types.lookup(name)
    assert kind is not None
    body: dict[str, Any] = {"type": name, "properties": lawful(source, kind)}
    if source.random() < 0.2:
        body["metadata"] = {"a": source.choice((1, "1", True))}
    if source.random() < 0.1:
        body["external_id"] = source.choice(("one", "two"))
    return body


def lawful(source: Random, kind: ResourceType) -> dict[str, Any]:
    """Properties without a fault."""
    for _ in range(40):
        found = fields_of(source, kind.properties, nothing)
        typed, faults = typed_properties(kind, Map((key, freeze(value)) for key, value in found.items()))
        if not faults and not broken(kind, typed):
            break
    return found


def edit(source: Random, resources: dict[str, Any], name: str) -> None:
    """Change something about a resource, or nothing."""
    body = resources[name]
    what = source.choice(
        ("nothing", "some", "some", "some", "all", "type", "metadata", "policy", "external", "spelling")
    )
    if what == "type":
        resources[name] = resource(source, source.choice(COMMON))
    elif what == "metadata":
        body["metadata"] = {"a": source.choice((2, "1", True))}
    elif what == "policy":
        body["deletion_policy"] = source.choice(("Retain", "Delete"))
    elif what == "external":
        body["external_id"] = source.choice(("one", "three"))
    elif what != "nothing":
        _edit_properties(source, body, what)


def _edit_properties(source: Random, body: dict[str, Any], what: str) -> None:
    kind = resource_types.lookup(body["type"])
    assert kind is not None
    for _ in range(20):
        fresh = lawful(source, kind)
        mixed = dict(body["properties"])
        for key in sorted({*mixed, *fresh}):
            if what == "all" or source.random() < 0.3:
                mixed.pop(key, None)
                if key in fresh:
                    mixed[key] = fresh[key]
        typed, faults = typed_properties(kind, Map((key, freeze(value)) for key, value in mixed.items()))
        if not faults and not broken(kind, typed):
            body["properties"] = mixed
            return


if __name__ == "__main__":
    raise SystemExit(main())
