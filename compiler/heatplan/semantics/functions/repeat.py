"""``repeat``: a body for each combination of items.

Heat's source: hot/functions.py, classes Repeat, RepeatWithMap, RepeatWithNestedLoop.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from heatplan.ir.value import Map, Value
from heatplan.semantics.functions.base import (
    FunctionEnv,
    Opaque,
    class_name,
    is_sequence,
    measure,
    too_large,
)


def repeat_parts(name: str, args: Value) -> tuple[Value, Value]:
    """``Repeat``'s constructor: for_each and template."""
    if not isinstance(args, dict):
        raise TypeError(f'Arguments to "{name}" must be a map')
    if "for_each" not in args or "template" not in args:
        lines = ("repeat:", "template: This is %var%", "for_each:", "  %var%: ['a', 'b', 'c']")
        raise KeyError('"repeat" syntax should be ' + "\n              ".join(lines))
    return args["for_each"], args["template"]


def repeat_nested_parts(name: str, args: Value) -> tuple[Value, Value, bool]:
    """``RepeatWithNestedLoop``'s constructor: and whether all combinations are wanted."""
    for_each, template = repeat_parts(name, args)
    permutations = args.get("permutations", True)
    if not isinstance(permutations, bool):
        raise TypeError(f'"permutations" should be boolean type for {name} function.')
    return for_each, template, permutations


def repeat_validate(name: str, args: Value) -> None:
    """``Repeat.validate``: for_each is a map or a function that gives one."""
    for_each, _template = repeat_parts(name, args)
    if not isinstance(for_each, (dict, Opaque)):
        raise TypeError(f'The "for_each" argument to "{name}" must contain a map')


def repeat(name: str, args: Value, env: FunctionEnv) -> Value:
    """``Repeat``: over lists."""
    for_each, template = repeat_parts(name, args)
    return _run(name, for_each, template, env, maps=False, permutations=True)


def repeat_with_map(name: str, args: Value, env: FunctionEnv) -> Value:
    """``RepeatWithMap``: over lists and the keys of maps."""
    for_each, template = repeat_parts(name, args)
    return _run(name, for_each, template, env, maps=True, permutations=True)


def repeat_with_nested_loop(name: str, args: Value, env: FunctionEnv) -> Value:
    """``RepeatWithNestedLoop``: all combinations, or lists of one length side by side."""
    for_each, template, permutations = repeat_nested_parts(name, args)
    return _run(name, for_each, template, env, maps=permutations, permutations=permutations)


def _run(name: str, for_each: Value, template: Value, env: FunctionEnv, *, maps: bool, permutations: bool) -> Value:
    lists = lists_of(name, for_each, maps=maps, permutations=permutations)
    _check_count(name, lists, template, env, permutations=permutations)
    rounds: Iterator[tuple[Value, ...]] = itertools.product(*lists) if permutations else zip(*lists, strict=False)
    body = _Body(name, list(for_each), env)
    return tuple(body.fill(template, values) for values in rounds)


def lists_of(name: str, for_each: Value, *, maps: bool, permutations: bool) -> list[tuple[Value, ...]]:
    """The items for each key, which is all that is asked of them before the template is resolved."""
    if not isinstance(for_each, dict):
        raise AttributeError(f"'{class_name(for_each)}' object has no attribute 'items'")  # noqa: TRY004 - Heat's class
    if not for_each:
        raise ValueError("not enough values to unpack (expected 2, got 0)")
    lists = [_items(name, value, maps=maps) for value in for_each.values()]
    lengths = {len(value) for value in for_each.values() if value is not None}
    if not permutations and len(lengths) > 1:
        raise ValueError(f"For {name}, the length of for_each values should be equal if no nested loop.")
    return lists


def _items(name: str, value: Value, *, maps: bool) -> tuple[Value, ...]:
    if value is None:  # a reference that has no value yet
        return ()
    if is_sequence(value) or (maps and isinstance(value, dict)):
        return tuple(value)
    kinds = "lists or maps" if maps else "lists"
    raise TypeError(f'The values of the "for_each" argument to "{name}" must be {kinds}')


def _check_count(
    name: str, lists: list[tuple[Value, ...]], template: Value, env: FunctionEnv, *, permutations: bool
) -> None:
    rounds = min(map(len, lists))
    if permutations:
        rounds = 1
        for items in lists:
            rounds *= len(items)
    if rounds * measure(template, env.max_items) * len(lists) > env.max_items:
        raise too_large(name, f"makes more than {env.max_items} values")


class _Body:
    """The template of a repeat, filled again and again."""

    def __init__(self, name: str, keys: list[Value], env: FunctionEnv) -> None:
        self._name = name
        self._keys = keys
        self._left = env.max_text

    def fill(self, template: Value, values: tuple[Value, ...]) -> Value:
        """The template with each key's value in its texts and map keys, one key after the other."""
        if isinstance(template, str):
            return self._text(template, values)
        if is_sequence(template):
            return tuple(self.fill(item, values) for item in template)
        if isinstance(template, dict):
            return Map((self.fill(key, values), self.fill(item, values)) for key, item in template.items())
        return template

    def _text(self, text: str, values: tuple[Value, ...]) -> str:
        for key, value in zip(self._keys, values, strict=True):
            for number, part in ((1, key), (2, value)):
                if not isinstance(part, str):
                    kind = "None" if part is None else class_name(part)
                    raise TypeError(f"replace() argument {number} must be str, not {kind}")
            if len(text) + text.count(key) * (len(value) - len(key)) > self._left:
                raise too_large(self._name, "makes too long a text")
            text = text.replace(key, value)
        self._left -= len(text)
        return text
