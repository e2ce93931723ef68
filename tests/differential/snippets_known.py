"""The differences on purpose, each recognised narrowly; their reasons stand in docs/differences.md."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

Answer = Mapping[str, Any]

_SET = re.compile(r"\b(?:toSet|set|keys)\(")


def excused(job: Answer, heat: Answer, ours: Answer) -> str | None:
    """The named difference that this one is, None where it is none of them."""
    for name, holds in KNOWN.items():
        if holds(job, heat, ours):
            return name
    return None


def _not_reproducible(_job: Answer, _heat: Answer, ours: Answer) -> bool:
    return any(error == "NotReproducible" for error, _ in ours.get("failures", ()))


def _limit(_job: Answer, _heat: Answer, ours: Answer) -> bool:
    return any(error == "LimitExceeded" for error, _ in ours.get("failures", ()))


def _gone(_job: Answer, heat: Answer, ours: Answer) -> bool:
    """Both sides refuse the call; what it would be worth is of no consequence, in Heat it is an object."""
    return "validate_error" in heat and any(
        "is not supported in this version of HOT." in text for *_, text in ours["faults"]
    )


def _stand_in(_job: Answer, _heat: Answer, ours: Answer) -> bool:
    """An attribute whose name is no text: rejected by both; how is a matter of the oracle's stand-in for resources."""
    odd = not all(isinstance(attribute[1], str) for attribute in ours["attributes"])
    return odd and any("The Referenced Attribute (" in text for _, text in ours.get("failures", ()))


def _generators(_job: Answer, heat: Answer, ours: Answer) -> bool:
    """A StopIteration that crosses one generator more in Heat's yaql."""
    raised = heat.get("error", {})
    crossed = (raised.get("class"), raised.get("message")) == ("RuntimeError", "generator raised StopIteration")
    return crossed and any(error == "StopIteration" for error, _ in ours.get("failures", ()))


def _cloud(_job: Answer, heat: Answer, _ours: Answer) -> bool:
    """``Fn::GetAZs``: the oracle has no cloud to ask, the plan leaves it to the executor."""
    return bool(heat.get("error", {}).get("class") == "CloudUnavailable")


def _mixed_set(job: Answer, heat: Answer, ours: Answer) -> bool:
    """The oracle sorts what is in a set, which it can not where that is of several types; Heat itself does not."""
    if isinstance(heat.get("result"), str) and heat["result_type"] != "str":  # shown as Python shows it
        return "{" in heat["result"] and bool(_SET.search(json.dumps(job["snippet"])))
    message = heat.get("error", {}).get("message", "")
    return message.startswith("'<' not supported between instances of") and "failures" not in ours


def _set_order(job: Answer, heat: Answer, ours: Answer) -> bool:
    """The same items, or an error with them, in another order, of an expression with a set: Heat's order is chance."""
    if not _SET.search(json.dumps(job["snippet"])):
        return False
    if "result" in heat and "result" in ours:
        return _bag(heat["result"]) == _bag(ours["result"])
    said = heat.get("error", {})
    return any(
        error == said.get("class") and sorted(text) == sorted(said["message"])
        for error, text in ours.get("failures", ())
    )


def _bag(value: Any) -> str:
    """``value`` as text, its lists without their order."""
    if isinstance(value, list):
        return "[" + ",".join(sorted(map(_bag, value))) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(sorted(f"{json.dumps(name)}:{_bag(item)}" for name, item in value.items())) + "}"
    return json.dumps(value)


KNOWN = {
    "the order of a set": _set_order,
    "a set that the oracle can not show": _mixed_set,
    "what only a cloud knows": _cloud,
    "the name of an exception inside yaql": _generators,
    "the oracle's stand-in for resources": _stand_in,
    "the value of a function that is gone": _gone,
    "clock, chance or the machine": _not_reproducible,
    "our own limits": _limit,
}
