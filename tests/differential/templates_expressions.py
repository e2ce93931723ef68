"""Values as calls: expressions that give a wanted value, in the functions that a version has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tests.differential.templates_draft import Level
from tests.differential.templates_parameters import parameter_with

SHARE: Final = (0.3, 0.35, 0.3, 0.0)
"""How often a value is a call, by the depth of calls around it."""

GARBAGE: Final[tuple[Any, ...]] = (
    None, "unused", {"get_resource": "nowhere"}, {"get_param": "nothing"}, {"get_attr": "malformed"},
    {"str_replace": []}, [{"list_join": 1}], {"if": []},
)  # fmt: skip
"""What the branch that is not chosen may have."""


def wrap(level: Level, value: Any, depth: int = 0) -> Any:
    """The value itself, or an expression that gives it; what is in it likewise."""
    if level.is_call(value):
        return _choose(level, value, depth) if level.has("if") and level.chance(0.1) else value
    if value is not None and level.chance(SHARE[min(depth, 3)]):
        ways = _ways(level, value)
        if ways:
            return level.random.choice(ways)(level, value, depth + 1)
    match value:
        case list():
            return [wrap(level, item, depth + 1) for item in value]
        case dict():
            return {key: wrap(level, item, depth + 1) for key, item in value.items()}
    return value


Way = Callable[[Level, Any, int], Any]


def _ways(level: Level, value: Any) -> list[Way]:
    found: list[Way] = []
    if is_plain(level, value):
        found += [lambda level, value, _: parameter_with(level, value)] * 3
    if level.has("if"):
        found.append(_choose)
    if level.has("yaql"):
        found.append(_yaql)
    more: dict[str, list[tuple[str, Way]]] = {
        "str": [
            ("str_replace", _replace), ("list_join", _join), ("get_file", _file), ("str_split", _split),
            ("Fn::Join", _fn_join), ("Fn::Select", _select), ("Fn::Base64", _base64), ("Fn::Replace", _fn_replace),
        ],
        "list": [("list_concat", _concat), ("repeat", _repeat), ("str_split", _split_all), ("Fn::Split", _fn_split)],
        "dict": [("map_merge", _merge), ("map_replace", _map_replace)],
    }  # fmt: skip
    found += [way for name, way in more.get(type(value).__name__, ()) if level.has(name) and _fits(way, value)]
    return found


def _fits(way: Way, value: Any) -> bool:
    texts = isinstance(value, list) and bool(value) and all(isinstance(one, str) and "|" not in one for one in value)
    if way in {_repeat, _split_all, _fn_split}:
        return texts
    if way in {_split, _select}:
        return "|" not in value
    return way is not _file or "\r" not in value


def is_plain(level: Level, value: Any) -> bool:
    """Whether no call is in the value."""
    if level.is_call(value):
        return False
    match value:
        case list():
            return all(is_plain(level, item) for item in value)
        case dict():
            return all(is_plain(level, item) for item in value.values())
    return True


# Conditions.


def condition(level: Level, wanted: bool, depth: int = 0) -> Any:
    """A condition with that truth: a name or a function."""
    named = [name for name, truth in level.truths.items() if truth is wanted]
    if named and level.chance(0.6):
        return level.random.choice(named)
    return condition_body(level, wanted, depth)


def condition_body(level: Level, wanted: bool, depth: int = 0) -> Any:
    """What a condition of that truth may be defined as."""
    random = level.random
    known = level.table.condition_functions
    ways: list[Callable[[], Any]] = [
        lambda: wanted,
        lambda: {"equals": [parameter_with(level, "a"), "a" if wanted else "b"]},
        lambda: {"equals": [parameter_with(level, 2), 2 if wanted else "2"]},
        lambda: parameter_with(level, wanted),
    ]
    if depth < 2:
        ways += [
            lambda: {"not": condition(level, not wanted, depth + 1)},
            lambda: {"and" if wanted else "or": [condition(level, wanted, depth + 1) for _ in range(2)]},
            lambda: {
                "or" if wanted else "and": random.sample(
                    [condition(level, wanted, depth + 1), condition(level, not wanted, depth + 1)], k=2
                )
            },
        ]
    if "contains" in known:
        ways.append(lambda: {"contains": ["a" if wanted else "z", parameter_with(level, ["a", "b"])]})
    if "yaql" in known:
        less = "1" if wanted else "9"
        ways.append(
            lambda: {"yaql": {"expression": f"$.data.len() > {less}", "data": parameter_with(level, ["a", "b"])}}
        )
    return random.choice(ways)()


def _choose(level: Level, value: Any, depth: int) -> Any:
    other = level.random.choice(GARBAGE)
    if level.chance(0.5):
        parts = [condition(level, wanted=True), wrap(level, value, depth), other]
        if str(level.table.functions.get("if")) == "IfNullable" and level.chance(0.3):
            parts.pop()
    else:
        parts = [condition(level, wanted=False), other, wrap(level, value, depth)]
    return {"if": parts}


# Any value.


def _yaql(level: Level, value: Any, depth: int) -> Any:
    given = wrap(level, value, depth)
    expression, data = level.random.choice(
        (
            ("$.data", given),
            ("$.data.v", {"v": given}),
            ("$.data[0]", [given, "no"]),
            ("$.data.last()", ["no", given]),
            ("dict(a => $.data).get(a)", given),
        )
    )
    return {"yaql": {"expression": expression, "data": data}}


# Texts.


def _cut(level: Level, value: str) -> tuple[str, str]:
    at = level.random.randint(0, len(value))
    return value[:at], value[at:]


def _replace(level: Level, value: str, depth: int) -> Any:
    left, right = _cut(level, value)
    mark = level.random.choice(("<v>", "%(v)s", "$$v"))
    params = {mark: wrap(level, right, depth), "<unused>": level.random.choice(("", 1, reference(level)))}
    names = [name for name in ("str_replace", "str_replace_vstrict") if level.has(name)]
    name = level.random.choice(names) if right else "str_replace"
    if name != "str_replace":
        del params["<unused>"]
    return {name: {"template": wrap(level, left + mark, depth + 1), "params": params}}


def _fn_replace(level: Level, value: str, depth: int) -> Any:
    left, right = _cut(level, value)
    return {"Fn::Replace": [{"<v>": wrap(level, right, depth)}, left + "<v>"]}


def _join(level: Level, value: str, depth: int) -> Any:
    left, right = _cut(level, value)
    lists = [[wrap(level, left, depth), wrap(level, right, depth)]]
    if str(level.table.functions["list_join"]) == "JoinMultiple" and level.chance(0.3):
        lists = [[left], [wrap(level, right, depth)]]
    return {"list_join": ["", *lists]}


def _fn_join(level: Level, value: str, depth: int) -> Any:
    left, right = _cut(level, value)
    return {"Fn::Join": ["", [wrap(level, left, depth), wrap(level, right, depth)]]}


def _base64(level: Level, value: str, depth: int) -> Any:
    return {"Fn::Base64": wrap(level, value, depth)}


def _select(level: Level, value: str, depth: int) -> Any:
    index, items = level.random.choice(((1, ["no", value]), ("1", ["no", value]), ("k", {"k": value})))
    return {"Fn::Select": [index, items]}


def _file(level: Level, value: str, _: int) -> Any:
    return {"get_file": level.near(level.draft.new_file("text", value, level.random.choice(("", "lib"))))}


def _split(level: Level, value: str, depth: int) -> Any:
    return {"str_split": ["|", wrap(level, f"no|{value}|no", depth), level.random.choice((1, -2, "1"))]}


# Lists and maps.


def _concat(level: Level, value: list[Any], depth: int) -> Any:
    at = level.random.randint(0, len(value))
    names = ["list_concat"]
    if all(isinstance(one, str) for one in value) and len(set(value)) == len(value):
        names.append("list_concat_unique")
    return {level.random.choice(names): [wrap(level, value[:at], depth), wrap(level, value[at:], depth)]}


def _repeat(level: Level, value: list[str], depth: int) -> Any:
    return {"repeat": {"for_each": {"<x>": wrap(level, value, depth)}, "template": "<x>"}}


def _split_all(level: Level, value: list[str], depth: int) -> Any:
    return {"str_split": ["|", wrap(level, "|".join(value), depth)]}


def _fn_split(level: Level, value: list[str], depth: int) -> Any:
    return {"Fn::Split": ["|", wrap(level, "|".join(value), depth)]}


def _merge(level: Level, value: dict[str, Any], depth: int) -> Any:
    entries = list(value.items())
    at = level.random.randint(0, len(entries))
    return {"map_merge": [wrap(level, dict(entries[:at]), depth), wrap(level, dict(entries[at:]), depth)]}


def _map_replace(level: Level, value: dict[str, Any], depth: int) -> Any:
    if not value:
        return value
    first = next(iter(value))
    renamed = {"<was>" if key == first else key: item for key, item in value.items()}
    return {"map_replace": [wrap(level, renamed, depth), {"keys": {"<was>": first}}]}


# References.


def reference(level: Level) -> Any:
    """A reference to some resource, or one of its attributes; a text where there is none."""
    if not level.made:
        return "nothing to refer to"
    made = level.random.choice(level.made)
    if made.paths and level.chance(0.6):
        return attribute(level, made.name, level.random.choice(made.paths))
    if level.has("Ref") and level.chance(0.2):
        return {"Ref": made.name}
    return {"get_resource": made.name}


def attribute(level: Level, name: str, path: tuple[Any, ...]) -> Any:
    """A ``get_attr``; now and then it reads deeper."""
    deeper = level.random.choice(((), (), (), (), (0,), ("key",), (0, "x")))
    return {"get_attr": [name, *path, *deeper]}
