"""JSON data back to mints: the inverse of ``encode_auth``, with every shape checked."""

from __future__ import annotations

from typing import cast, get_args

from heatplan.ir.auth import End, Expires, Flow, Identity, Mint, MintKind, Place, Residue, Revoked
from heatplan.ir.decode_value import Decoder, Malformed, array, record
from heatplan.ir.encode_value import Json
from heatplan.ir.value import Map

_OPTIONAL = ("facts", "needs", "moment", "read_by", "flows", "when")
MOMENTS = ("create", "after", "read")
SIDES = ("before", "after")


def decode_mint(decoder: Decoder, data: Json) -> Mint:
    """A mint; Malformed for what is none."""
    record(data, "a mint", ("name", "kind", "by", "end"), _OPTIONAL)
    facts = decoder.value(data["facts"]) if "facts" in data else Map()
    if not isinstance(facts, Map) or not all(isinstance(name, str) for name in facts):
        raise Malformed("facts by name", data["facts"])
    return Mint(
        name=decoder.text(data["name"]),
        kind=cast(MintKind, one_of(data["kind"], get_args(MintKind))),
        by=cast(Identity, one_of(data["by"], get_args(Identity))),
        end=_end(decoder, data["end"]),
        facts=facts,
        needs=_texts(decoder, data, "needs"),
        moment=one_of(data.get("moment", "create"), MOMENTS),  # type: ignore[arg-type]
        read_by=_texts(decoder, data, "read_by"),
        flows=tuple(_flow(decoder, item) for item in array(data.get("flows", []))),
        when=decoder.expr(data["when"]) if "when" in data else None,
    )


def _texts(decoder: Decoder, data: dict[str, Json], key: str) -> tuple[str, ...]:
    return tuple(map(decoder.text, array(data.get(key, []))))


def _flow(decoder: Decoder, data: Json) -> Flow:
    if not isinstance(data, list) or len(data) != 2:
        raise Malformed("a place and a path in it", data)
    return Flow(cast(Place, one_of(data[0], get_args(Place))), decoder.text(data[1]))


def _end(decoder: Decoder, data: Json) -> End:
    if isinstance(data, dict) and "revoked" in data:
        record(data, "an end", ("revoked",), ("moment", "rank"))
        moment = one_of(data.get("moment", "before"), SIDES)
        rank = decoder.integer(data["rank"]) if "rank" in data else 0
        return Revoked(decoder.text(data["revoked"]), moment, rank)  # type: ignore[arg-type]
    if isinstance(data, dict) and "expires" in data:
        return Expires(decoder.text(record(data, "an end", ("expires",))["expires"]))
    return Residue(decoder.text(record(data, "an end", ("residue",))["residue"]))


def one_of(data: Json, words: tuple[str, ...]) -> str:
    """The data, which must be one of the words."""
    if not isinstance(data, str) or data not in words:
        raise Malformed(" or ".join(words), data)
    return data
