"""A plan as its canonical JSON text, and the digests in it.

The text is ASCII and depends on the plan alone.  It has one line for the
header, for each parameter, resource and output of each block, and for each
blob, so that plans can be compared line by line:

    format   "heatplan/1"
    digest   what the plan does: see ``digest``
    seal     SHA-256 over all of the file: header, places, blocks, blobs
    header   what the plan was made from and for
    root     the key of the root stack's block
    blocks   stack levels by key; equal ones are one block
    blobs    strings of more than 1 kB by their SHA-256

A block's ``body`` is the work, its ``spans`` are the places in the sources
(``encode_tree`` and ``encode_value`` say how they are written) and its
``uses`` are the nested stacks.  The **digest** of a plan leaves out places and
the digests of the sources: two templates that differ only in comments or
layout give plans of equal digest.  The **seal** leaves out nothing, so it
finds every change of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heatplan.ir.encode_tree import body
from heatplan.ir.encode_value import Encoder, Json, canonical, sha256
from heatplan.ir.plan import FORMAT, Header, Plan
from heatplan.ir.precondition import Precondition
from heatplan.ir.tree import Stack
from heatplan.ir.value import Map
from heatplan.span import Span


def encode(plan: Plan) -> str:
    """The plan as canonical JSON text, a line feed at its end.

    Raises RecursionError for expressions nested deeper than the interpreter
    allows; ``Settings.max_document_depth`` keeps compiled plans far from it.
    """
    return _written(plan)[0]


def check(plan: Plan, text: str) -> bool:
    """Whether the text is the plan's canonical one and the plan's digest is true; the plan is encoded once."""
    written, true_digest = _written(plan)
    return written == text and true_digest == plan.digest


def _written(plan: Plan) -> tuple[str, str]:
    """The canonical text of the plan and its true digest."""
    blocks = Blocks()
    header = encode_header(plan.header, blocks.blobs)
    root = blocks.add(plan.root)
    seal = seal_of(plan.digest, header, root.key, tuple(blocks.blocks), tuple(blocks.blobs))
    parts = [
        f'"format":{canonical(FORMAT)}',
        f'"digest":{canonical(plan.digest)}',
        f'"seal":{canonical(seal)}',
        f'"header":{canonical(header)}',
        f'"root":{canonical(root.key)}',
        '"blocks":' + _lines({key: blocks.blocks[key] for key in sorted(blocks.blocks)}),
        '"blobs":' + _lines({key: canonical(blocks.blobs[key]) for key in sorted(blocks.blobs)}),
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n", digest_of(header, root.work)


def digest(header: Header, root: Stack) -> str:
    """The SHA-256 (hex) of what a plan of these does: places and digests of sources left out."""
    blocks = Blocks(texts=False)
    return digest_of(encode_header(header, blocks.blobs), blocks.add(root).work)


def digest_of(header: dict[str, Json], work: str) -> str:
    """The digest of a plan with this encoded header and this work of the root stack."""
    visible = {key: item for key, item in header.items() if key != "digests"}
    return sha256(canonical([FORMAT, visible, work]))


def seal_of(plan_digest: str, header: dict[str, Json], root: str, blocks: Sequence[str], blobs: Sequence[str]) -> str:
    """The digest over everything in a file; blocks and blobs are named by their own digests."""
    return sha256(canonical([FORMAT, plan_digest, header, root, sorted(blocks), sorted(blobs)]))


@dataclass(frozen=True, slots=True)
class Sealed:
    """A stack level's digests: ``key`` of its block with everything in it ('' if not asked for), ``work`` of what it does."""

    key: str
    work: str


class Blocks:
    """The blocks (as text, by key) and blobs of one encoding.  A stack that is met again is not encoded again.

    Without ``texts`` only the digests of what the stacks do are found.  Work is
    the SHA-256 of ``[BODY,[WORK,…]]``, a key that of the block, both of
    canonical text; a block's text in a file has line feeds between its items.
    """

    __slots__ = ("_known", "_texts", "blobs", "blocks")

    def __init__(self, *, texts: bool = True) -> None:
        self.blocks: dict[str, str] = {}
        self.blobs: dict[str, Json] = {}
        self._known: dict[int, Sealed] = {}
        self._texts = texts

    def add(self, stack: Stack) -> Sealed:
        """The digests of the stack; its block and those of all stacks in it are added."""
        known = self._known.get(id(stack))
        if known is None:
            known = self._known[id(stack)] = self._add(stack)
        return known

    def _add(self, stack: Stack) -> Sealed:
        made = body(stack, self.blobs, lambda nested: self.add(nested).work)
        items = {key: _items(item) for key, item in sorted(made.data.items())}
        text = _joined(items, "")
        work = sha256(f"[{text},{canonical(made.works)}]")
        if not self._texts:
            return Sealed("", work)
        beside: dict[str, Json] = {}
        if made.spans:
            beside["spans"] = pack_spans(made.spans)
        if made.nested:
            beside["uses"] = self._uses(made.nested)
        more = [f'"{key}":{canonical(item)}' for key, item in beside.items()]
        key = sha256("{" + ",".join([f'"body":{text}', *more]) + "}")
        lines = _joined(items, "\n")
        self.blocks[key] = "{" + ",\n".join([f'"body":{lines}', *more]) + "}"
        return Sealed(key, work)

    def _uses(self, nested: Sequence[Stack]) -> Json:
        keys = [self.add(one).key for one in nested]
        numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        return {"blocks": list(numbers), "order": [numbers[key] for key in keys]}


def pack_spans(spans: Sequence[Span | None]) -> dict[str, Json]:
    """Spans as names of sources and a flat list: source, start less the former start, length; -1 for no span."""
    sources: dict[str, int] = {}
    flat: list[int] = []
    before = 0
    for span in spans:
        if span is None:
            flat.append(-1)
            continue
        flat += (sources.setdefault(span.source, len(sources)), span.start - before, span.end - span.start)
        before = span.start
    encoder = Encoder()
    return {"sources": [encoder.text(source) for source in sources], "at": flat}


def encode_header(header: Header, blobs: dict[str, Json]) -> dict[str, Json]:
    """The header as JSON data."""
    encoder = Encoder(blobs)
    made: dict[str, Json] = {
        "stack_name": encoder.text(header.stack_name),
        "root": encoder.text(header.root),
        "digests": _sorted(encoder, header.digests),
        "parameters": _sorted(encoder, header.parameters),
        "settings": _sorted(encoder, header.settings),
        "catalogue": encoder.text(header.catalogue),
        "exceeds": [encoder.text(item) for item in header.exceeds],
    }
    if header.types:
        made["types"] = _sorted(encoder, header.types)
    if header.preconditions:
        made["preconditions"] = [_precondition(encoder, item) for item in header.preconditions]
    if header.tags:
        made["tags"] = [encoder.text(tag) for tag in header.tags]
    return made


def _precondition(encoder: Encoder, item: Precondition) -> Json:
    made = {"constraint": encoder.text(item.constraint), "value": encoder.expr(item.value), "at": encoder.text(item.at)}
    return made if item.uses == 1 else {**made, "uses": item.uses}


def _sorted(encoder: Encoder, mapping: Map) -> Json:
    return encoder.value(Map((key, mapping[key]) for key in sorted(mapping)))


def _lines(entries: dict[str, str]) -> str:
    if not entries:
        return "{}"
    return "{\n" + ",\n".join(f"{canonical(key)}:{text}" for key, text in entries.items()) + "\n}"


def _items(item: Json) -> str | list[str]:
    """A part of a body as canonical text, that of each item where it is a list."""
    return list(map(canonical, item)) if isinstance(item, list) else canonical(item)


def _joined(parts: dict[str, str | list[str]], feed: str) -> str:
    """A body's text, with ``feed`` between its parts and between the items of each."""
    comma = "," + feed
    texts = [
        f'"{key}":{item}' if isinstance(item, str) else f'"{key}":[{feed}{comma.join(item)}{feed}]'
        for key, item in parts.items()
    ]
    return "{" + comma.join(texts) + "}"
