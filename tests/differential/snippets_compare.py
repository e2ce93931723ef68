"""Whether heatplan's answer to a snippet is Heat's: the value with its types, or the error with its class and text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

Job = Mapping[str, Any]
Answer = Mapping[str, Any]

_ALGORITHMS = re.compile(r"Algorithm must be one of")
_REFERENCE = re.compile(r'The specified reference "(.*)" \(in .*\) is incorrect\.', re.DOTALL)
_ATTRIBUTE = re.compile(r"The Referenced Attribute \(")
_CONDITIONS = re.compile(r"\b[cC]onditions\.")
_UNHASHABLE = re.compile(r"unhashable type: '(GetResource|ParamRef)'$")
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def difference(heat: Answer, ours: Answer) -> str | None:
    """What the two answers do not agree on; None where they agree."""
    if heat.get("fatal"):
        return None
    if "failures" not in ours and heat["ok"]:
        wrong = _values(heat, ours)
        if wrong:
            return wrong
    if not heat["ok"]:
        wrong = _errors(heat, ours)
        return None if wrong is None else f"{heat['phase']}: {wrong}"
    if "failures" in ours:
        return f"resolve: Heat has {_short(heat.get('result'))}, here {ours['failures'][0]}"
    return _before(heat, ours)


def _values(heat: Answer, ours: Answer) -> str | None:
    parse = [fault for fault in ours["faults"] if fault[0] == "parse"]
    if parse:
        return f"parse: Heat has none, here {parse[0]}"
    if bool(heat.get("omitted")) != bool(ours.get("omitted")):
        return f"omitted: {heat.get('omitted')}, here {ours.get('omitted')}"
    if ours.get("omitted"):
        return None
    if _text(heat["result"]) != _text(ours["result"]):
        return f"value: Heat has {_short(heat['result'])}, here {_short(ours['result'])}"
    if heat["result_type"] != ours["result_type"]:
        return f"type: Heat has {heat['result_type']}, here {ours['result_type']}"
    return None


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:200]


def _errors(heat: Answer, ours: Answer) -> str | None:
    """Heat's first error must be among ours."""
    error, text = heat["error"]["class"], heat["error"]["message"]
    if heat["phase"] == "template":
        return None if ours["elsewhere"] else f"{error} {text!r}, here nothing"
    if heat["phase"] == "parse":
        candidates = [fault[1:] for fault in ours.get("faults", ()) if fault[0] == "parse"]
    else:
        parse = [fault for fault in ours["faults"] if fault[0] == "parse"]
        if parse:
            return f"{error} {text!r}, here at parse {parse[0]}"
        candidates = ours.get("failures", [])
    if any(kind == error and _same(text, own) for kind, own in candidates):
        return None if heat["phase"] == "parse" else _before(heat, ours)
    if ours.get("elsewhere"):
        return None
    return f"{error} {text!r}, here {candidates[:3] or _short(ours.get('result'))}"


def _same(heat: str, ours: str) -> bool:
    """Whether the texts are equal but for the path that Heat puts before its own."""
    heat, ours = _ADDRESS.sub("", heat), _ADDRESS.sub("", ours)
    if _ALGORITHMS.search(heat) and _ALGORITHMS.search(ours):  # a set, of which the order is chance
        return True
    named = _REFERENCE.search(heat)
    if named and (here := _REFERENCE.search(ours)):
        return named[1] == here[1]
    if ("{'" in heat or "Invalid arguments to" in heat) and sorted(heat[-len(ours) :]) == sorted(
        ours
    ):  # a set in a text: its order is chance
        return True
    if "called with" in heat:  # Heat shows the argument, in which an if is its branch already
        heat, ours = heat.partition("called with")[0], ours.partition("called with")[0]
    if _UNHASHABLE.search(heat) and _UNHASHABLE.search(
        ours
    ):  # Ref inside Ref: of Heat's two classes for it we name one
        return True
    return heat == ours or heat.endswith(": " + ours)


def _before(heat: Answer, ours: Answer) -> str | None:
    """What is found before anything is resolved: the first fault of ``validate``, and the resources needed."""
    faults = [fault[1:] for fault in ours["faults"] if fault[0] == "validate"]
    given = heat.get("validate_error")
    if given is None and faults:
        return f"validate: Heat has none, here {faults[0]}"
    if given is not None:
        reason = _validated(given, faults, ours)
        if reason:
            return reason
    if "dependencies" in heat:
        # a Ref to nothing is no dependency in Heat, which finds out when it is resolved
        needed = {name for name in ours["reads"] if name not in ours["absent"] or not ours["cfn"]}
        if sorted(map(str, needed)) != heat["dependencies"]:
            return f"dependencies: Heat has {heat['dependencies']}, here {ours['reads']}"
    error = heat.get("dependencies_error")
    if error is not None and error["class"] == "InvalidTemplateReference":
        named = _REFERENCE.search(error["message"])
        known = any(_same(error["message"], own) for _, own in ours.get("failures", ()))
        if not known and (named is None or named[1] not in map(str, ours["absent"])):
            return f"dependencies: {error['message']}, here {ours['absent']}"
    return None


def _validated(given: Mapping[str, str], faults: list[list[str]], ours: Answer) -> str | None:
    text = given["message"]
    if any(_same(text, own) for _, own in faults):
        return None
    named = _REFERENCE.search(text)
    if named and named[1] in map(str, ours["absent"]):
        return None
    if _ATTRIBUTE.search(text) and ours["attributes"]:
        return None
    if _CONDITIONS.search(text) and ours["elsewhere"]:  # the oracle reads the template's conditions only now
        return None
    odd = [*ours["reads"], *(attribute[1] for attribute in ours["attributes"])]
    if "unhashable type" in text and not all(isinstance(name, str) for name in odd):
        return None
    if any(_same(text, own) for own in ours["elsewhere"]):
        return None
    if any(_same(text, own) for _, own in ours.get("failures", ())):  # validate resolves the names of attributes
        return None
    return f"validate: {given['class']} {text!r}, here {faults[:2]}"


def cause(text: str) -> str:
    """A difference without its particulars, to count like ones together."""
    return re.sub(r"\d+", "#", text.partition(", here")[0])[:70]
