"""Calls of functions: for each of Heat's classes an argument as it should be, which is then often spoilt.

Parts of arguments are drawn by ``Snippets.of`` (kind, depth), so that calls nest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Protocol

from tests.differential import snippets_values as values
from tests.differential.snippets_yaql import DATA, expression

ALGORITHMS = (
    "md5",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "SHA256",
    "sha3_256",
    "blake2b",
    "Blake2B",
    "shake_128",
)
FILES = ("a.txt", "b.yaml", "none.txt")
FACADE = ("metadata", "deletion_policy", "update_policy", "Metadata", "DeletionPolicy", "UpdatePolicy", "other")


class Snippets(Protocol):
    """What the writers of calls ask for."""

    random: Random
    parameters: tuple[str, ...]
    conditions: tuple[str, ...]
    resources: Mapping[str, Mapping[str, Any]]
    mappings: Mapping[str, Mapping[str, Any]]

    def of(self, kind: str, depth: int) -> Any:
        """A snippet that gives a value of a kind (text, number, list, map, bool, any)."""

    def condition(self, depth: int) -> Any:
        """A condition."""


Write = Callable[[Snippets, int], Any]


def _pick(draw: Snippets, *kinds: str) -> str:
    return draw.random.choice(kinds)


def _texts(draw: Snippets, depth: int) -> Any:
    if draw.random.random() < 0.3:
        return draw.of("list", depth)
    kinds = ("text",) * 8 + ("any", "null")
    return [draw.of(_pick(draw, *kinds), depth) for _ in range(draw.random.randrange(4))]


def _path(draw: Snippets, depth: int) -> list[Any]:
    steps = []
    for _ in range(draw.random.choice((0, 0, 1, 1, 2, 3))):
        plain = draw.random.choice(("a", "b", "k", "0", 0, 1, -1, "-1", "name", "1", "", None, True, 1.5))
        steps.append(plain if draw.random.random() < 0.85 else draw.of(_pick(draw, "text", "number"), depth))
    return steps


def _get_param(draw: Snippets, depth: int) -> Any:
    name: Any = draw.random.choice(draw.parameters)
    if draw.random.random() < 0.06:
        name = draw.of("text", depth)
    path = _path(draw, depth)
    return [name, *path] if path or draw.random.random() < 0.1 else name


def _resource(draw: Snippets, depth: int) -> Any:
    chance = draw.random.random()
    if chance < 0.04:
        return draw.of("text", depth)
    return draw.random.choice((*draw.resources, "gone") if chance < 0.2 else (*draw.resources,))


def _get_attr(draw: Snippets, depth: int) -> Any:
    name = _resource(draw, depth)
    known = tuple(draw.resources.get(name, {}).get("attrs", {})) if isinstance(name, str) else ()
    return [name, draw.random.choice(known or ("show",)), *_path(draw, depth)]


def _get_attr_or_all(draw: Snippets, depth: int) -> Any:
    return [_resource(draw, depth)] if draw.random.random() < 0.25 else _get_attr(draw, depth)


def _fn_get_att(draw: Snippets, depth: int) -> Any:
    return _get_attr(draw, depth)[:2]


def _get_file(draw: Snippets, depth: int) -> Any:
    return draw.random.choice(FILES) if draw.random.random() < 0.8 else draw.of("text", depth)


def _join(draw: Snippets, depth: int) -> Any:
    return [draw.of("text", depth), _texts(draw, depth)]


def _join_multiple(draw: Snippets, depth: int) -> Any:
    return [draw.of("text", depth), *(_texts(draw, depth) for _ in range(draw.random.choice((1, 1, 1, 2, 3))))]


def _params(draw: Snippets, depth: int) -> Any:
    if draw.random.random() < 0.15:
        return draw.of("map", depth)
    count = draw.random.randrange(4)
    return {values.text(draw.random)[:6]: draw.of(_pick(draw, "text", "any"), depth) for _ in range(count)}


def _replace(draw: Snippets, depth: int) -> Any:
    params = _params(draw, depth)
    template = draw.of("text", depth)
    if isinstance(template, str) and isinstance(params, dict) and draw.random.random() < 0.8:
        template = f"{template}{draw.random.choice(('', '-', ' ')).join(params)}"
    found = {"template": template, "params": params}
    return found if draw.random.random() < 0.7 else dict(reversed(found.items()))


def _fn_replace(draw: Snippets, depth: int) -> Any:
    found = _replace(draw, depth)
    return [found["params"], found["template"]]


def _repeat(draw: Snippets, depth: int) -> Any:
    count = draw.random.choice((0, 1, 1, 1, 2, 2, 3))
    names = draw.random.sample(("%var%", "%other%", "a", "<%v%>", "%var%-"), count)
    lists = {name: _texts(draw, depth) if draw.random.random() < 0.85 else draw.of("any", depth) for name in names}
    template = draw.of(_pick(draw, "text", "map", "any"), depth)
    if draw.random.random() < 0.7:
        template = draw.random.choice(("%var%", "%var%-%other%", {"%var%": template}, [template, "%other%a"]))
    found: dict[str, Any] = {
        "template": template,
        "for_each": lists if draw.random.random() < 0.95 else draw.of("any", 0),
    }
    return found


def _repeat_nested(draw: Snippets, depth: int) -> Any:
    found = _repeat(draw, depth)
    if draw.random.random() < 0.4:
        found["permutations"] = values.boolean(draw.random) if draw.random.random() < 0.8 else draw.of("any", depth)
    return found


def _digest(draw: Snippets, depth: int) -> Any:
    algorithm = draw.random.choice(ALGORITHMS) if draw.random.random() < 0.85 else draw.of("text", depth)
    return [algorithm, draw.of("text", depth)]


def _str_split(draw: Snippets, depth: int) -> Any:
    index = [draw.random.choice((0, 1, -1, "1", "x", 9, 1.5, None, True, ""))] if draw.random.random() < 0.4 else []
    return [draw.random.choice((",", "-", "a", "", "%")), draw.of("text", depth), *index]


def _map_merge(draw: Snippets, depth: int) -> Any:
    kinds = ("map",) * 6 + ("null", "any")
    return [draw.of(_pick(draw, *kinds), depth) for _ in range(draw.random.randrange(4))]


def _map_replace(draw: Snippets, depth: int) -> Any:
    replaced = {key: draw.of("map", depth) for key in ("keys", "values") if draw.random.random() < 0.7}
    return [draw.of("map", depth), replaced]


def _yaql(draw: Snippets, depth: int) -> Any:
    text = expression(draw.random, draw.random.randrange(1, 4))
    found: dict[str, Any] = {"expression": text if draw.random.random() < 0.95 else draw.of("text", depth)}
    chance = draw.random.random()
    if chance < 0.75:
        found["data"] = DATA
    elif chance < 0.95:
        found["data"] = draw.of(_pick(draw, "map", "any"), depth)
    return found


def _lists(draw: Snippets, depth: int) -> Any:
    kinds = ("list",) * 6 + ("null", "any")
    return [draw.of(_pick(draw, *kinds), depth) for _ in range(draw.random.randrange(4))]


def _contains(draw: Snippets, depth: int) -> Any:
    return [draw.of(_pick(draw, "text", "any"), depth), draw.of(_pick(draw, "list", "list", "text"), depth)]


def _filter(draw: Snippets, depth: int) -> Any:
    return [draw.of(_pick(draw, "list", "list", "any"), depth), draw.of("list", depth)]


def _make_url(draw: Snippets, depth: int) -> Any:
    parts: dict[str, Callable[[], Any]] = {
        "scheme": lambda: draw.random.choice(("http", "https", "file", "mailto", "a:b", "", "é")),
        "username": lambda: draw.of("text", depth),
        "password": lambda: draw.of("text", depth),
        "host": lambda: draw.random.choice(("example.com", "::1", "[fe80::1]", "a b", "é.org", "", "h:1")),
        "port": lambda: draw.random.choice((80, "8080", 0, 65536, "x", "", -1, "1", 1.5, True, None, [80])),
        "path": lambda: draw.of("text", depth),
        "query": lambda: draw.of("map", depth),
        "fragment": lambda: draw.of(_pick(draw, "text", "any"), depth),
    }
    return {key: write() for key, write in parts.items() if draw.random.random() < 0.45}


def _equals(draw: Snippets, depth: int) -> Any:
    left = draw.of("any", depth)
    return [left, left if draw.random.random() < 0.3 else draw.of("any", depth)]


def _conditions(draw: Snippets, depth: int) -> Any:
    return [draw.condition(depth) for _ in range(draw.random.choice((1, 2, 2, 2, 3)))]


def _if(draw: Snippets, depth: int) -> Any:
    return [draw.condition(depth), draw.of("any", depth), draw.of("any", depth)]


def _if_nullable(draw: Snippets, depth: int) -> Any:
    return _if(draw, depth)[: draw.random.choice((2, 3))]


def _select(draw: Snippets, depth: int) -> Any:
    index = draw.random.choice((0, 1, -1, "0", "1", "a", "k", 9, None, "", 1.5, True))
    collection = draw.of(_pick(draw, "list", "list", "map", "text"), depth)
    return [index if draw.random.random() < 0.8 else draw.of("text", depth), collection]


def _split(draw: Snippets, depth: int) -> Any:
    delimiter = draw.random.choice((",", "-", "", "a")) if draw.random.random() < 0.9 else draw.of("text", depth)
    return [delimiter, draw.of("text", depth)]


def _member_list(draw: Snippets, depth: int) -> Any:
    names = ("Name", "Value", "Other", "")
    items = [
        f".member.{draw.random.choice(('0', '1', '2', '01', 'x', '-1'))}.{draw.random.choice(names)}={values.text(draw.random)}"
        for _ in range(draw.random.randrange(5))
    ]
    if draw.random.random() < 0.2:
        items.append(draw.of("any", depth))
    return [draw.random.choice(names), draw.random.choice(names), items]


def _find_in_map(draw: Snippets, depth: int) -> Any:
    name = draw.random.choice((*draw.mappings, "gone"))
    table = draw.mappings.get(name) or {"none": {}}
    key = draw.random.choice(tuple(table))
    value = draw.random.choice((*(table[key] if isinstance(table[key], dict) else ()), "x"))
    parts: list[Any] = [name, key, value]
    return [part if draw.random.random() < 0.9 else draw.of("text", depth) for part in parts]


def _ref(draw: Snippets, depth: int) -> Any:
    names = (*draw.parameters, *draw.resources, "gone")
    return draw.random.choice(names) if draw.random.random() < 0.95 else draw.of("text", depth)


WRITERS: dict[str, tuple[str, Write]] = {
    "And": ("bool", _conditions),
    "Base64": ("text", lambda draw, depth: draw.of("text", depth)),
    "Contains": ("bool", _contains),
    "Digest": ("text", _digest),
    "Equals": ("bool", _equals),
    "Filter": ("list", _filter),
    "FindInMap": ("any", _find_in_map),
    "Fn::GetAtt": ("any", _fn_get_att),
    "Fn::Not": ("bool", lambda draw, depth: [draw.condition(depth)]),
    "Fn::Replace": ("text", _fn_replace),
    "GetAtt": ("any", _get_attr),
    "GetAttAllAttributes": ("any", _get_attr_or_all),
    "GetAttThenSelect": ("any", _get_attr),
    "GetFile": ("text", _get_file),
    "GetParam": ("any", _get_param),
    "GetResource": ("text", _resource),
    "If": ("any", _if),
    "IfNullable": ("any", _if_nullable),
    "Join": ("text", _join),
    "JoinMultiple": ("text", _join_multiple),
    "ListConcat": ("list", _lists),
    "ListConcatUnique": ("list", _lists),
    "MakeURL": ("text", _make_url),
    "MapMerge": ("map", _map_merge),
    "MapReplace": ("map", _map_replace),
    "MemberListToMap": ("map", _member_list),
    "Not": ("bool", lambda draw, depth: draw.condition(depth)),
    "Or": ("bool", _conditions),
    "ParamRef": ("any", _ref),
    "Ref": ("any", _ref),
    "Removed": ("any", lambda draw, depth: draw.of("any", depth)),
    "Repeat": ("list", _repeat),
    "RepeatWithMap": ("list", _repeat),
    "RepeatWithNestedLoop": ("list", _repeat_nested),
    "Replace": ("text", _replace),
    "ReplaceJson": ("text", _replace),
    "ReplaceJsonStrict": ("text", _replace),
    "ReplaceJsonVeryStrict": ("text", _replace),
    "ResourceFacade": ("any", lambda draw, _depth: draw.random.choice(FACADE)),
    "Select": ("any", _select),
    "Split": ("list", _split),
    "StrSplit": ("list", _str_split),
    "Yaql": ("any", _yaql),
}
"""By Heat's class (with ``Fn::`` where CFN has another argument): the kind of its value, and who writes its argument.

``Fn::GetAZs`` is not here: it asks the cloud.
"""
