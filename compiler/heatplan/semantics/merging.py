"""What the values of several environment files become: the client's rule, and the server's three strategies.

Pure functions over values.  The client updates mappings deeply
(heatclient/common/template_utils.py, ``deep_update``); the server overwrites,
merges or merges deeply, by the type of the parameter
(heat/common/environment_util.py).  Neither looks at what it merges: where the
kinds do not go together, both fail with a Python exception.  ``Clash`` says so.
"""

from __future__ import annotations

import json
from typing import Final, Literal

from heatplan.ir.value import Map, Value, freeze, kind, thaw

OVERWRITE: Final = "overwrite"
MERGE: Final = "merge"
DEEP_MERGE: Final = "deep_merge"
STRATEGIES: Final = (OVERWRITE, MERGE, DEEP_MERGE)

Problem = Literal["kinds", "not-a-sequence", "not-mergeable", "not-json"]


class Clash(Exception):
    """Two values that can not be merged: ``problem`` says why, ``why`` in words."""

    def __init__(self, problem: Problem, why: str) -> None:
        super().__init__(why)
        self.problem = problem
        self.why = why


def client_update(old: Value, new: Map) -> Value:
    """``new`` over ``old`` as the client does it: mappings key by key, all else replaced, null over a mapping ignored.

    Raises Clash where there is a mapping in the place of something else; in
    that of a list a number counts as the place of an item.
    """
    if old is None:
        old = Map()
    if not new:
        return old
    if isinstance(old, tuple):
        return _numbered(old, new)
    if not isinstance(old, dict):
        raise Clash("kinds", f"a mapping can not be put over {kind(old)}")
    merged = dict(old)
    for key, value in new.items():
        if isinstance(value, dict):
            merged[key] = client_update(merged.get(key, Map()), Map(value))
        elif value is not None or not isinstance(merged.get(key), dict):
            merged[key] = value
    return Map(merged)


def _numbered(old: tuple[Value, ...], new: Map) -> Value:
    """A mapping over a list: Python takes whole numbers for places in the list, and there is no key for anything else."""
    items = list(old)
    for key, value in new.items():
        if value is None or isinstance(value, dict) or not isinstance(key, int):
            raise Clash("kinds", "a mapping can not be put over a list")
        if not -len(items) <= key < len(items):
            raise Clash("kinds", f"a mapping can not be put over a list that has no item {int(key)}")
        items[key] = value
    return tuple(items)


def strategy_of(strategies: Value, name: Value, known: Map | dict[Value, Value]) -> Value:
    """The strategy for a parameter by one file's ``strategies`` and those ``known`` of earlier files.

    What is no strategy is the file's default, whatever that is.
    """
    if strategies is None:
        return OVERWRITE
    default = strategies.get("default", OVERWRITE)
    chosen = strategies.get(name, known.get(name, default))
    return chosen if chosen in STRATEGIES else default


def merge_parameter(old: Map | dict[Value, Value], name: Value, new: Value, kind_of: str, *, deep: bool) -> Value:
    """What a parameter of type ``kind_of`` becomes when ``new`` is merged into what it has in ``old``.

    Lists become longer, text too, a mapping gets more keys.  A number or a
    boolean can not be merged.  Raises Clash.
    """
    value = _parsed(new, kind_of)
    match kind_of:
        case "json":
            return merge_map(old.get(name, Map()), value, deep=deep)
        case "comma_delimited_list":
            return merge_list(old.get(name), value)
        case "string":
            return _joined([old.get(name, ""), value])
        case "number":
            return _sum(old.get(name, 0), value)
    raise Clash("not-mergeable", f"a value of type {kind_of} can not be merged")


def merge_map(old: Value, new: Value, *, deep: bool = False) -> Value:
    """A mapping with the keys of another; null in the new one leaves what was there.  Raises Clash."""
    if not old:
        return new
    if not isinstance(new, dict):
        raise Clash("kinds", f"{kind(new)} can not be merged into what there was")
    if not isinstance(old, dict):
        if all(value is None for value in new.values()):
            return old
        raise Clash("kinds", f"a mapping can not be merged into {kind(old)}")
    merged = dict(old)
    for key, value in new.items():
        if value is not None:
            merged[key] = _deeper(merged, key, value) if deep else value
    return Map(merged)


def _deeper(old: dict[Value, Value], key: Value, value: Value) -> Value:
    before = old.get(key)
    if isinstance(value, dict):
        return merge_map(before, value, deep=True) if before else value
    if isinstance(value, tuple):
        return merge_list(before, value) if before else value
    if isinstance(value, str):
        return _joined([old.get(key, ""), value])
    return value


def merge_list(old: Value, new: Value) -> Value:
    """A list with the items of another; text is joined with a comma.  Raises Clash."""
    if not old:
        return new
    if isinstance(new, tuple):
        if isinstance(old, tuple):
            return (*old, *new)
        raise Clash("kinds", f"a list can not be merged into {kind(old)}")
    if isinstance(old, str) and isinstance(new, str):
        return f"{old},{new}"
    raise Clash("kinds", f"{kind(new)} can not be merged into {kind(old)}")


def _joined(parts: list[Value]) -> str:
    for part in parts:
        if not isinstance(part, str):
            raise Clash("kinds", f"{kind(part)} is no text, which is what a string is merged with")
    return "".join(parts)


def _sum(old: Value, new: Value) -> Value:
    """Heat adds them up, but only takes what is a text or a list: two texts are put together."""
    if isinstance(old, str) and isinstance(new, str):
        return old + new
    if isinstance(old, tuple) and isinstance(new, tuple):
        return old + new
    raise Clash("kinds", f"{kind(new)} can not be added to {kind(old)}")


def _parsed(value: Value, kind_of: str) -> Value:
    """The new value as Heat takes it for merging (``parse_param``)."""
    if kind_of != "json":
        if not isinstance(value, (str, tuple)):
            raise Clash("not-a-sequence", f"a merged value must be text or a list, not {kind(value)}")
        return value
    if not isinstance(value, str):
        return freeze(json.loads(json.dumps(thaw(value))))
    try:
        return freeze(json.loads(value)) if value else value
    except (ValueError, RecursionError) as problem:
        raise Clash("not-json", "the text is no JSON") from problem
