"""The state: what stands now, as recorded by whoever made it.

A state has no properties and no attributes, so no secret can be in it: whoever
needs an attribute of what stands asks the driver again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, cast, get_args

from heatplan.diagnostics import codes_plan as codes
from heatplan.diagnostics.diagnostic import finding
from heatplan.ir.decode_value import Decoder, Malformed, array, inside, record
from heatplan.ir.encode_value import Encoder, Json, canonical, sha256
from heatplan.result import Result

STATE_FORMAT = "heatplan-state/1"

Kind = Literal["resource", "stack", "mint"]
Undo = Literal["delete", "retain", "snapshot", "revoke", "expire", "residue"]
Status = Literal["complete", "failed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing that stands.

    ``id`` is its physical id; ``kind`` says whether it is a resource, a nested
    stack (a group is one) or what was minted for the owner in its address, and
    then ``type`` is the kind of mint: no secret of it is here.  ``undo`` is
    what deleting the stack does to it; ``failed`` is one that was made, and
    not to the end.
    """

    address: str
    type: str
    kind: Kind
    id: str
    undo: Undo = "delete"
    status: Status = "complete"


@dataclass(frozen=True, slots=True)
class State:
    """What stands of a stack, in the order in which it was made, by the plan with the digest ``plan``."""

    stack_name: str
    plan: str
    standing: tuple[Standing, ...] = ()


def encode_state(state: State) -> str:
    """The state as canonical JSON text, one line for each thing that stands, a line feed at the end."""
    encoder = Encoder()
    lines = [canonical(_standing(one)) for one in state.standing]
    body = "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
    return (
        f'{{\n"format":{canonical(STATE_FORMAT)},\n"seal":{canonical(_seal(state))},\n'
        f'"stack_name":{canonical(encoder.text(state.stack_name))},\n"plan":{canonical(state.plan)},\n'
        f'"standing":{body}\n}}\n'
    )


def decode_state(text: str) -> Result[State]:
    """The state of a text, or what is wrong with it (HP0820 to HP0823).  Never raises."""
    try:
        data = json.loads(text)
        if isinstance(data, dict) and data.get("format", STATE_FORMAT) != STATE_FORMAT:
            found = data["format"] if isinstance(data["format"], str) else "of another kind"
            return Result(None, (finding(codes.STATE_FORMAT, found=found[:40], expected=STATE_FORMAT),))
        record(data, "a state", ("format", "seal", "stack_name", "plan", "standing"))
        decoder = Decoder({})
        standing = tuple(
            inside(f"standing[{number}]", _decode_standing, item) for number, item in enumerate(array(data["standing"]))
        )
        state = State(decoder.text(data["stack_name"]), decoder.text(data["plan"]), standing)
    except Malformed as error:
        facts = {"where": error.path(), "expected": error.expected, "found": error.found}
        return Result(None, (finding(codes.MALFORMED_STATE, facts=facts),))
    except (ValueError, RecursionError) as error:
        return Result(None, (finding(codes.STATE_NOT_JSON, reason=error),))
    if _seal(state) != data["seal"]:
        return Result(None, (finding(codes.EDITED_STATE),))
    return Result(state)


def _seal(state: State) -> str:
    encoder = Encoder()
    body = [_standing(one) for one in state.standing]
    return sha256(canonical([STATE_FORMAT, encoder.text(state.stack_name), state.plan, body]))


def _standing(one: Standing) -> dict[str, Json]:
    encoder = Encoder()
    out: dict[str, Json] = {
        "address": one.address,
        "type": encoder.text(one.type),
        "kind": one.kind,
        "id": encoder.text(one.id),
    }
    if one.undo != "delete":
        out["undo"] = one.undo
    if one.status != "complete":
        out["status"] = one.status
    return out


def _decode_standing(data: Json) -> Standing:
    record(data, "a thing that stands", ("address", "type", "kind", "id"), ("undo", "status"))
    decoder = Decoder({})
    return Standing(
        address=decoder.text(data["address"]),
        type=decoder.text(data["type"]),
        kind=cast(Kind, _one_of(data["kind"], get_args(Kind))),
        id=decoder.text(data["id"]),
        undo=cast(Undo, _one_of(data.get("undo", "delete"), get_args(Undo))),
        status=cast(Status, _one_of(data.get("status", "complete"), get_args(Status))),
    )


def _one_of(data: Json, words: tuple[str, ...]) -> str:
    if not isinstance(data, str) or data not in words:
        raise Malformed(" or ".join(words), data)
    return data
