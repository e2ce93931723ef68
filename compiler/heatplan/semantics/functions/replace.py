"""``str_replace`` and its stricter relatives, and ``Fn::Replace``.

Keys are replaced longest first, equal lengths in ascending order; a text that
has been put in is never searched again.  Heat's source: hot/functions.py,
classes Replace, ReplaceJson, ReplaceJsonStrict, ReplaceJsonVeryStrict;
cfn/functions.py, class Replace.
"""

from __future__ import annotations

from collections.abc import Callable

from heatplan.ir.value import Value
from heatplan.semantics.functions.base import (
    FunctionEnv,
    Opaque,
    class_name,
    is_sequence,
    text_of,
    too_large,
)
from heatplan.semantics.functions.text import dump

ToText = Callable[[str, str, Value, FunctionEnv], str]
"""(function, param, its value, limits) → the text that goes in."""


def replace_parts(name: str, args: Value) -> tuple[Value, Value]:
    """``Replace``'s constructor: params and template."""
    if not isinstance(args, dict):
        raise TypeError(f'Arguments to "{name}" must be a map')
    if "params" not in args or "template" not in args:
        lines = (f"{name}:", "template: This is var1 template var2", "params:", "  var1: a", "  var2: string")
        raise KeyError(f'"{name}" syntax should be ' + "\n              ".join(lines))
    return _mapping(name, args["params"]), args["template"]


def cfn_replace_parts(name: str, args: Value) -> tuple[Value, Value]:
    """CFN's ``Replace`` has a list: the params, then the template."""
    example = f'{{"{name}": [ {{"$var1": "foo", "%var2%": "bar"}}, "$var1 is %var2%"]}}'
    text = f'Incorrect arguments to "{name}" should be: {example}'
    if isinstance(args, (str, dict)):
        raise TypeError(text)
    if not isinstance(args, tuple):
        raise TypeError(f"cannot unpack non-iterable {class_name(args)} object")
    if len(args) != 2:
        raise ValueError(text)
    return _mapping(name, args[0]), args[1]


def _mapping(name: str, params: Value) -> Value:
    if not isinstance(params, (dict, Opaque)):
        raise TypeError(f'"{name}" parameters must be a mapping')
    return params


def replace(name: str, args: Value, env: FunctionEnv) -> Value:
    """``Replace``: params are texts or numbers."""
    return _run(name, *_given(name, args), env, _scalar)


def cfn_replace(name: str, args: Value, env: FunctionEnv) -> Value:
    """``Fn::Replace``: the same of a list."""
    if isinstance(args, tuple) and len(args) == 2 and not isinstance(args[0], dict):
        return _run(name, args[0], args[1], env, _scalar)
    return _run(name, *cfn_replace_parts(name, args), env, _scalar)


def replace_json(name: str, args: Value, env: FunctionEnv) -> Value:
    """``ReplaceJson``: params that are maps and lists become JSON."""
    return _run(name, *_given(name, args), env, _json)


def replace_strict(name: str, args: Value, env: FunctionEnv) -> Value:
    """``ReplaceJsonStrict``: every param must be found in the template."""
    return _run(name, *_given(name, args), env, _json, strict=True)


def replace_very_strict(name: str, args: Value, env: FunctionEnv) -> Value:
    """``ReplaceJsonVeryStrict``: and none may be null or empty."""
    return _run(name, *_given(name, args), env, _filled_json, strict=True)


def _given(name: str, args: Value) -> tuple[Value, Value]:
    """Params and template; params that a function gave are judged when they are used."""
    if isinstance(args, dict) and "params" in args and "template" in args:
        return args["params"], args["template"]
    return replace_parts(name, args)


def _scalar(name: str, param: str, value: Value, _env: FunctionEnv) -> str:
    if value is None:
        return ""
    if not isinstance(value, (str, int, float)):
        raise TypeError(f'"{name}" params must be strings or numbers, param {param} is not valid')
    return str(value)


def _json(name: str, _param: str, value: Value, env: FunctionEnv) -> str:
    if value is None:
        return ""
    if isinstance(value, dict) or is_sequence(value):
        try:
            return dump(name, value, env)
        except TypeError:
            shown = text_of(value)
            text = f'"{name}" params must be strings, numbers, list or map. Failed to json serialize {shown}'
            raise TypeError(text) from None
    if not isinstance(value, (str, int, float)):
        raise TypeError(f'"{name}" params must be strings, numbers, list or map.')
    return str(value)


def _filled_json(name: str, param: str, value: Value, env: FunctionEnv) -> str:
    empty = value is None or (isinstance(value, (str, bytes, tuple, dict)) and not value)
    if empty:
        text = f"{name} has an undefined or empty value for param {param}, must be a defined non-empty value"
        raise ValueError(text)
    return _json(name, param, value, env)


def _run(name: str, params: Value, template: Value, env: FunctionEnv, to_text: ToText, *, strict: bool = False) -> str:
    if strict:
        _iterable(params)
    if not isinstance(template, str):
        raise TypeError(f'"{name}" template must be a string')
    if not isinstance(params, dict):
        raise TypeError(f'"{name}" params must be a map')
    pieces = _Pieces(name, template, env)
    missing: list[str] = []
    for key in by_length(list(params)):
        if not isinstance(key, str):
            raise TypeError(f'"{name}" param placeholders must be strings')
        if not pieces.replace(key, to_text(name, key, params[key], env)):
            missing.append(key)
    if strict and missing:
        raise ValueError(f"The following params were not found in the template: {','.join(missing)}")
    return "".join(pieces.texts)


def by_length(keys: list[Value]) -> list[Value]:
    """Longest first, equal lengths in ascending order; raises TypeError for keys that can not be sorted."""
    return sorted(sorted(keys), key=len, reverse=True)


def _iterable(params: Value) -> None:
    """The strict functions make a set of the params before anything else."""
    if not isinstance(params, (str, bytes, tuple, dict, frozenset)):
        raise TypeError(f"'{class_name(params)}' object is not iterable")
    for item in params if isinstance(params, tuple) else ():
        if isinstance(item, (tuple, dict, frozenset)):
            raise TypeError(f"unhashable type: '{class_name(item)}'")


class _Pieces:
    """A text in replacement: pieces of the template (even places) between what has been put in (odd places)."""

    def __init__(self, name: str, template: str, env: FunctionEnv) -> None:
        self.texts = [template]
        self._name = name
        self._env = env
        self._length = len(template)
        self._work = 0

    def replace(self, key: str, value: str) -> bool:
        """Put ``value`` in the place of each ``key``; True when there was one."""
        if not key:
            raise ValueError("empty separator")
        self._work += len(self.texts)
        found = [place for place in range(0, len(self.texts), 2) if key in self.texts[place]]
        if self._work > 20 * self._env.max_items:
            raise too_large(self._name, "has too many params for so long a template")
        if not found:
            return False
        self._length += sum(self.texts[place].count(key) for place in found) * (len(value) - len(key))
        if self._length > self._env.max_text:
            raise too_large(self._name, f"makes a text of more than {self._env.max_text} characters")
        new: list[str] = []
        last = 0
        for place in found:
            new += self.texts[last:place]
            parts = self.texts[place].split(key)
            for part in parts[:-1]:
                new += (part, value)
            new.append(parts[-1])
            last = place + 1
        self.texts = new + self.texts[last:]
        return True
