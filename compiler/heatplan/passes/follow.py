"""follow: where secrets go is known, and a warning stands where others can read them."""

from __future__ import annotations

from heatplan.diagnostics import codes_secrets as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.address import in_template
from heatplan.ir.tree import Stack
from heatplan.result import Result
from heatplan.semantics.secret_flow import Arrival, arrivals


def follow(root: Stack) -> Result[Stack]:
    """The finished tree as it is, with warnings where a minted or hidden secret arrives in the open."""
    found = (_warning(arrival) for arrival in arrivals(root) if is_credential(arrival.secret))
    return Result(root, tuple(item for item in found if item is not None))


def is_credential(secret: str) -> bool:
    """Whether a secret is one that Heat guards: a mint or a hidden parameter (not a random string, say)."""
    return "@auth." in secret or "parameters." in secret


def _warning(arrival: Arrival) -> Diagnostic | None:
    facts = {"secret": named(arrival.secret), "place": arrival.address.removeprefix("outputs.")}
    match arrival.sink:
        case "output":
            code = codes.SECRET_IN_OUTPUT
        case "user-data" | "metadata":
            code = codes.SECRET_IN_INSTANCE
            facts["part"] = "user data" if arrival.sink == "user-data" else "metadata"
        case "other-stack":
            code = codes.SECRET_IN_OTHER_STACK
        case _:
            return None
    address = arrival.address if arrival.sink == "output" else f"{in_template(arrival.address)}.{arrival.path}"
    return finding(code, arrival.span, address=address, facts=facts)


def named(secret: str) -> str:
    """A secret's name in a sentence."""
    owner, found, mint = secret.rpartition("@auth.")
    if found:
        return f"the {mint} of {owner.rstrip('.')}" if owner else f"the stack's {mint}"
    return f"the hidden parameter {secret.rpartition('parameters.')[2]}"
