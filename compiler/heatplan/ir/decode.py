"""A plan's text back to the plan, or what is wrong with it.

A text is accepted if it is what ``encode`` writes for a plan, white space
between its tokens left aside.  So whoever edits a plan, or writes one by hand
that says something in another way than heatplan would, is told so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, repeat

from heatplan.diagnostics import codes_plan as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir import decode_tree
from heatplan.ir.decode_value import Decoder, Malformed, array, inside, record
from heatplan.ir.encode import check, digest, encode
from heatplan.ir.encode_value import Json, canonical
from heatplan.ir.graph import order
from heatplan.ir.mints import address_of, misplaced
from heatplan.ir.plan import FORMAT, Header, Plan
from heatplan.ir.precondition import Precondition
from heatplan.ir.tree import Family, Nested, Resource, Stack
from heatplan.ir.value import Map
from heatplan.result import Result
from heatplan.span import NOWHERE, Span

MAX_SIZE = 512 * 1024 * 1024
"""Characters of a plan's text that are read."""

MAX_DEPTH = 600
"""Levels of brackets that are read: more than a document of Settings.max_document_depth makes."""

MAX_NESTING = 64
"""Levels of nested stacks that are read: more than Settings.max_nesting allows."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')
_NO_BRACKET = re.compile(r"[^\[\]{}]+")
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}
_PARTS = ("format", "digest", "seal", "header", "root", "blocks", "blobs")


def decode(text: str, *, max_size: int = MAX_SIZE, max_depth: int = MAX_DEPTH) -> Result[Plan]:
    """The plan of a text, or the first thing that is wrong with it (HP0802, HP0810 to HP0816).  Never raises."""
    if len(text) > max_size:
        return _no(finding(codes.PLAN_TOO_LARGE, size=len(text), limit=max_size))
    if depth(text) > max_depth:
        return _no(finding(codes.PLAN_TOO_DEEP, limit=max_depth))
    try:
        data = json.loads(text, parse_constant=_refuse)
        if isinstance(data, dict) and data.get("format", FORMAT) != FORMAT:
            found = data["format"] if isinstance(data["format"], str) else "of another kind"
            return _no(finding(codes.PLAN_FORMAT, found=found[:40], expected=FORMAT))
        plan = _plan(data)
        disorder = out_of_order(plan.root)
        if disorder is not None:
            return _no(disorder)
        part = None if check(plan, text) else _changed(plan, data)
    except Malformed as error:
        facts = {"where": error.path(), "expected": error.expected, "found": error.found}
        return _no(finding(codes.MALFORMED_PLAN, facts=facts))
    except ValueError as error:
        return _no(finding(codes.PLAN_NOT_JSON, reason=error))
    except RecursionError:
        return _no(finding(codes.PLAN_TOO_DEEP, limit=max_depth))
    return Result(plan) if part is None else _no(finding(codes.EDITED_PLAN, part=part))


def depth(text: str) -> int:
    """How deep the brackets of a JSON text are nested, found without recursion."""
    brackets = _NO_BRACKET.sub("", _STRING.sub("", text))
    return max(accumulate(map(_STEP.__getitem__, brackets)), default=0)


def _no(diagnostic: Diagnostic) -> Result[Plan]:
    return Result(None, (diagnostic,))


def _refuse(name: str) -> Json:
    raise ValueError(f"{name} is no number of JSON")


def _changed(plan: Plan, data: dict[str, Json]) -> str | None:
    """The part of the data that is not what the plan's encoding has, None if there is none."""
    if digest(plan.header, plan.root) != plan.digest:
        return "the digest"
    true = json.loads(encode(plan))
    for key in true["blocks"].keys() ^ data["blocks"].keys():
        return f"the block {key[:12]}"
    for key in true["blobs"].keys() ^ data["blobs"].keys():
        return f"the blob {key[:12]}"
    return next((f"the {part}" for part in _PARTS if canonical(true[part]) != canonical(data[part])), None)


def _plan(data: Json) -> Plan:
    record(data, "a plan", _PARTS)
    blocks, blobs = data["blocks"], data["blobs"]
    if not isinstance(blocks, dict) or not isinstance(blobs, dict):
        raise Malformed("blocks and blobs by their digests", blocks)
    if not all(isinstance(blob, str) for blob in blobs.values()):
        raise Malformed("strings", blobs)
    header = inside("header", lambda item: _header(item, blobs), data["header"])
    decoder = Decoder(blobs)
    root = _Stacks(blocks, blobs).get(data["root"], 0)
    return Plan(header, root, inside("digest", decoder.text, data["digest"]))


def _header(data: Json, blobs: dict[str, str]) -> Header:
    names = ("stack_name", "root", "digests", "parameters", "settings", "catalogue", "exceeds")
    record(data, "a header", names, ("types", "preconditions", "tags"))
    decoder = Decoder(blobs, repeat(NOWHERE))
    keys = ("digests", "parameters", "settings", *(("types",) if "types" in data else ()))
    maps = [decoder.value(data[key]) for key in keys]
    for key, found in zip(keys, maps, strict=True):
        if not isinstance(found, Map) or not all(isinstance(name, str) for name in found):
            raise Malformed(f"{key} by name", data[key])
    exceeds = tuple(map(decoder.text, array(data["exceeds"])))
    texts = [decoder.text(data[key]) for key in ("stack_name", "root", "catalogue")]
    made = Header(texts[0], texts[1], maps[0], maps[1], maps[2], texts[2], exceeds, *maps[3:])
    asked = [_precondition(decoder, item) for item in array(data.get("preconditions", []))]
    tags = tuple(map(decoder.text, array(data.get("tags", []))))
    return replace(made, preconditions=tuple(asked), tags=tags)


def _precondition(decoder: Decoder, data: Json) -> Precondition:
    record(data, "a precondition", ("constraint", "value", "at"), ("uses",))
    uses = decoder.integer(data.get("uses", 1))
    return Precondition(decoder.text(data["constraint"]), decoder.expr(data["value"]), decoder.text(data["at"]), uses)


class _Stacks:
    """The stack levels of a plan by the keys of their blocks, each decoded once."""

    def __init__(self, blocks: dict[str, Json], blobs: dict[str, str]) -> None:
        self._blocks = blocks
        self._blobs = blobs
        self._known: dict[str, Stack] = {}

    def get(self, key: Json, level: int) -> Stack:
        if not isinstance(key, str) or key not in self._blocks:
            raise Malformed("the key of a block in the plan", key)
        if level > MAX_NESTING:
            raise Malformed(f"at most {MAX_NESTING} levels of nested stacks", key)
        if key not in self._known:
            self._known[key] = inside(f"blocks.{key[:12]}", lambda data: self._decode(data, level), self._blocks[key])
        return self._known[key]

    def _decode(self, data: Json, level: int) -> Stack:
        record(data, "a block", ("body",), ("spans", "uses"))
        uses = record(data.get("uses", {"blocks": [], "order": []}), "nested stacks", ("blocks", "order"))
        stacks = [self.get(key, level + 1) for key in array(uses["blocks"])]
        numbers = array(uses["order"])
        if not all(type(number) is int and 0 <= number < len(stacks) for number in numbers):
            raise Malformed("numbers of nested stacks", numbers)
        spans = inside("spans", lambda item: _spans(item, self._blobs), data.get("spans", {"sources": [], "at": []}))
        body = lambda item: decode_tree.stack(item, self._blobs, iter(spans), (stacks[number] for number in numbers))  # noqa: E731
        return inside("body", body, data["body"])


def _spans(data: Json, blobs: dict[str, str]) -> list[Span | None]:
    record(data, "places", ("sources", "at"))
    sources = list(map(Decoder(blobs).text, array(data["sources"])))
    out: list[Span | None] = []
    before = 0
    at: Iterator[int] = iter(array(data["at"]))
    for source in at:
        if source == -1:
            out.append(None)
            continue
        start, length = next(at, None), next(at, None)
        if (
            type(source) is not int
            or type(start) is not int
            or type(length) is not int
            or not 0 <= source < len(sources)
        ):
            raise Malformed("a source's number, a start and a length", data["at"])
        before += start
        out.append(Span(sources[source], before, before + length))
    return out


def out_of_order(root: Stack) -> Diagnostic | None:
    """What is wrong with the order of resources in some stack level of the tree, if anything is."""
    seen: set[int] = set()
    work = [root]
    roots = frozenset(address_of("", mint.name) for mint in root.auth)
    wrong_root = misplaced(root.auth, frozenset())
    if wrong_root is not None:
        facts = {"owner": "the stack", "mint": wrong_root[0].name, "needed": wrong_root[1]}
        return finding(codes.MINT_WITHOUT_NEED, facts=facts)
    while work:
        stack = work.pop()
        if id(stack) in seen:
            continue
        seen.add(id(stack))
        names = tuple(resource.name for resource in stack.resources)
        needs = {resource.name: resource.needs for resource in stack.resources}
        for resource in stack.resources:
            for needed in resource.needs:
                if needed not in needs:
                    return finding(codes.UNKNOWN_NEED, resource.span, resource=resource.name, needed=needed)
        for owner in mint_owners(stack):
            unmet = misplaced(owner.auth, roots)
            if unmet is not None:
                mint, needed = unmet
                facts = {"owner": owner.name, "mint": mint.name, "needed": needed}
                return finding(codes.MINT_WITHOUT_NEED, owner.span, facts=facts)
        right = order(needs)
        if right != names:
            wrong = next((one for one, other in zip(names, right or (), strict=False) if one != other), names[0])
            return finding(codes.PLAN_ORDER, block=stack.template, resource=wrong)
        for resource in stack.resources:
            work.extend(stacks_of(resource))
    return None


def mint_owners(stack: Stack) -> Iterator[Resource]:
    """The resources of a level, and the members of its groups, that have mints."""
    work = list(stack.resources)
    while work:
        resource = work.pop()
        if resource.auth:
            yield resource
        if isinstance(resource.child, Family):
            work.extend(one.resource for one in resource.child.classes)


def stacks_of(resource: Resource) -> Iterator[Stack]:
    """The nested stacks directly inside a resource: its own or those of its members."""
    if isinstance(resource.child, Nested):
        yield resource.child.stack
    elif isinstance(resource.child, Family):
        for one in resource.child.classes:
            yield from stacks_of(one.resource)
