"""Heat's own answers to thousands of calls: every function, odd arguments, nested calls, several versions.

``vectors/make_function_vectors.py`` asked for them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from tests.semantics.functions_snippet import OutOfScopeError, replay, vectors

FILES = ("functions.jsonl", "functions_random.jsonl", "functions_yaql.jsonl")

CHANCE = {'{"yaql": {"expression": "set(b, a, c).toList()"'}
"""The order of a set of texts is chance in Heat; here it is sorted."""


def comparable(answer: dict[str, Any], *, by_heat: bool) -> dict[str, Any]:
    """Without the path that Heat puts before a text, and with the names of a set in order."""
    found = dict(answer)
    for key in ("error", "validate_error"):
        if key in found:
            error, text = found[key]
            if by_heat and error == "StackValidationFailed":
                text = text.split(": ", 1)[1]
            if text.startswith("Algorithm must be one of"):
                text = sorted(re.findall(r"'(.+?)'", text))
            found[key] = [error, text]
    if found.get("omitted"):
        found.pop("result_type", None)
    return found


@pytest.mark.parametrize("name", FILES)
def test_every_call_is_what_it_is_in_heat(name: str) -> None:
    different: list[str] = []
    seen: Counter[str] = Counter()
    for vector in vectors(name):
        snippet = json.dumps(vector["snippet"])
        try:
            ours = comparable(replay(vector), by_heat=False)
        except OutOfScopeError:
            seen["out of scope"] += 1
            continue
        seen["replayed"] += 1
        if any(snippet.startswith(start) for start in CHANCE):
            ours["result"] = vector["heat"]["result"] = sorted(ours["result"])
        heat = comparable(vector["heat"], by_heat=True)
        if json.dumps(ours, sort_keys=True) != json.dumps(heat, sort_keys=True):
            different.append(f"{vector['version']} {snippet}\n  Heat: {heat}\n  here: {ours}")

    assert not different, f"{len(different)} differ:\n" + "\n".join(different[:10])
    assert seen["replayed"] > 20 * seen["out of scope"]
    assert seen["replayed"] > 500


def test_vectors_cover_every_function() -> None:
    names = {name for file in FILES for vector in vectors(file) for name in vector["snippet"]}

    assert names >= {
        *("and", "contains", "digest", "equals", "filter", "get_attr", "if", "list_concat", "list_concat_unique"),
        *("list_join", "make_url", "map_merge", "map_replace", "not", "or", "repeat", "resource_facade", "str_replace"),
        *("str_replace_strict", "str_replace_vstrict", "str_split", "yaql", "Fn::And", "Fn::Base64", "Fn::Equals"),
        *("Fn::FindInMap", "Fn::GetAtt", "Fn::If", "Fn::Join", "Fn::MemberListToMap", "Fn::Not", "Fn::Or"),
        *("Fn::Replace", "Fn::ResourceFacade", "Fn::Select", "Fn::Split", "Ref"),
    }
