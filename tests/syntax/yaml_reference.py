"""What Heat makes of a text, said once more: with PyYAML's own loaders, composing and constructing.

A model of heat.common.template_format.simple_parse to hold ``read`` against.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import yaml


def _text(loader: Any, node: Any) -> Any:
    return loader.construct_scalar(node)


class FirstLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Text and dates are text."""


FirstLoader.add_constructor("tag:yaml.org,2002:str", _text)
FirstLoader.add_constructor("tag:yaml.org,2002:timestamp", _text)


class Refused(Exception):
    """Heat raises something."""


def heat_reads(text: str) -> Any:
    """The dict that Heat makes of ``text``; raises Refused where Heat raises anything."""
    try:
        data = _load(text)
    except Exception as error:
        raise Refused(str(error)) from error
    if not isinstance(data, dict):
        raise Refused("not a mapping")
    return data


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        data = yaml.load(text, Loader=FirstLoader)
    except yaml.YAMLError:
        return yaml.load(text, Loader=yaml.SafeLoader)
    return {} if data is None else data


def exact(value: Any, inside: tuple[int, ...] = ()) -> Any:
    """A form in which equal means: same types, same order, same numbers.  Raises Refused for what is no value."""
    if isinstance(value, (list, tuple, dict, set, frozenset)):
        if id(value) in inside and len(value):
            raise Refused("recursive")
        inside = (*inside, id(value))
    if isinstance(value, dict):
        return ("map", tuple((exact(key), exact(item, inside)) for key, item in value.items()))
    if isinstance(value, (list, tuple)):
        return ("list", tuple(exact(item, inside) for item in value))
    if isinstance(value, (set, frozenset)):
        return ("set", tuple(sorted(map(repr, value))))
    if isinstance(value, dt.date):
        raise Refused("a date")
    return (type(value).__name__, repr(value))
