"""Jobs for a real Heat: how one is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Job = dict[str, Any]
Jobs = Iterator[Job]

HOT = (
    "2013-05-23",
    "2014-10-16",
    "2015-04-30",
    "2015-10-15",
    "2016-04-08",
    "2016-10-14",
    "2017-02-24",
    "2017-09-01",
    "2021-04-16",
)
CFN = ("2010-09-09", "2012-12-12")
NEW = "2021-04-16"
DEEP: Any = {"b": [1, None, {"é": True}], "a": 1.5}
ODD: list[Any] = [
    *(None, True, False, 0, 1, 7, -1, 1.0, 2.5, 1e20),
    *("", "a", "ab", ",", "é", "中"),
    *([], ["a"], [1], {}, {"a": 1}, DEEP),
]


def hidden(value: Any) -> tuple[Any, Any]:
    """The value behind a function, so that it is not seen before it is resolved, and the parameter for it."""
    kind = "string" if isinstance(value, str) else "json"
    return {"get_param": "h"}, {"h": {"type": kind, "default": value}}


def job(version: str, snippet: Any, **more: Any) -> Job:
    """One question."""
    return {"version": version, "snippet": snippet, **more}


def both(versions: list[str], name: str, args: Any, place: Any = None) -> Jobs:
    """A job for each version, and one more with the part at ``place`` (or all) behind a parameter."""
    for version in versions:
        yield job(version, {name: args})
    whole = place is None or not isinstance(args, (list, dict))
    value = args if whole else args[place]
    if version in CFN or value is None or value == "":
        return
    call, parameters = hidden(value)
    if whole:
        changed = call
    elif isinstance(args, list):
        changed = [call if number == place else item for number, item in enumerate(args)]
    else:
        changed = {key: call if key == place else item for key, item in args.items()}
    yield job(versions[-1], {name: changed}, parameters=parameters)
