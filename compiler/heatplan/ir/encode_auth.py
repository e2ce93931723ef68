"""Mints as JSON data: parts that have their default value are left out."""

from __future__ import annotations

from heatplan.ir.auth import End, Expires, Mint, Residue, Revoked
from heatplan.ir.encode_value import Encoder, Json


def encode_mint(encoder: Encoder, mint: Mint) -> Json:
    """A mint; its long strings are added to the encoder's blobs, places in its condition to the encoder's spans."""
    text = encoder.text
    out: dict[str, Json] = {
        "name": text(mint.name),
        "kind": mint.kind,
        "by": mint.by,
        "end": _end(encoder, mint.end),
    }
    if mint.facts:
        out["facts"] = encoder.value(mint.facts)
    if mint.needs:
        out["needs"] = list(map(text, mint.needs))
    if mint.moment != "create":
        out["moment"] = mint.moment
    if mint.read_by:
        out["read_by"] = list(map(text, mint.read_by))
    if mint.flows:
        out["flows"] = [[flow.place, text(flow.path)] for flow in mint.flows]
    if mint.when is not None:
        out["when"] = encoder.expr(mint.when)
    return out


def _end(encoder: Encoder, end: End) -> Json:
    match end:
        case Revoked(by, moment, rank):
            out: dict[str, Json] = {"revoked": encoder.text(by)}
            if moment != "before":
                out["moment"] = moment
            if rank:
                out["rank"] = encoder.value(rank)
            return out
        case Expires(when):
            return {"expires": encoder.text(when)}
        case Residue(reason):
            return {"residue": encoder.text(reason)}
