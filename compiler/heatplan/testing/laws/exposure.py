"""The law that no secret reaches an output: whoever may show the stack sees what it says.

Two ways of finding out, which complete each other: the flow of secrets through
the plan, and the outputs of a run in which every secret can be recognised.
"""

from __future__ import annotations

from collections.abc import Iterator

from heatplan.diagnostics import codes_laws as codes
from heatplan.diagnostics import codes_secrets
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.executors.simulator.driver import Simulator
from heatplan.ir.value import Value, walk
from heatplan.testing.laws import sites
from heatplan.testing.laws.case import Case
from heatplan.testing.laws.law import Law, Terms
from heatplan.testing.laws.runs import too_large, whole_run
from heatplan.testing.laws.secrets import forms

HIDDEN = "the hidden parameter "
HINT_HIDDEN = "Take the output away, or give out something that does not derive from the parameter."
HINT_MINTED = "Who reads this can act with it. Take the output away, or say what it is for in its description."


def _ask(case: Case, _terms: Terms) -> Iterator[Diagnostic]:
    told: set[str] = set()
    for one in case.diagnostics:
        facts = dict(one.facts)
        secret = facts.get("secret", "")
        if one.code == codes_secrets.SECRET_IN_OUTPUT:
            told.add(facts["place"])
            yield _shown(case, facts["place"], secret)
        elif one.code == codes_secrets.SECRET_IN_INSTANCE and secret.startswith(HIDDEN):
            hint = "Let the instance fetch it from a key manager, or give it by a deployment."
            named = {"part": facts["part"], "place": facts["place"], "secret": secret}
            yield finding(codes.SECRET_IN_INSTANCE, one.span, address=one.address, hint=hint, facts=named)
    if too_large(case):
        return
    done = whole_run(case)
    minted = tuple(Simulator().secrets(done.world))
    for name, value in done.outputs.items():
        if name in told:
            continue
        if _has(value, [form for secret in case.secrets for form, _ in forms(secret)]):
            yield _shown(case, str(name), "the value of a hidden parameter")
        elif _has(value, minted):
            yield _shown(case, str(name), "a secret that the stack mints")


def _shown(case: Case, name: str, secret: str) -> Diagnostic:
    hidden = "hidden parameter" in secret
    return finding(
        codes.SECRET_IS_SHOWN,
        sites.of_output(case, name),
        address=f"outputs.{name}",
        hint=HINT_HIDDEN if hidden else HINT_MINTED,
        level="error" if hidden else "warning",
        name=name,
        secret=secret,
    )


def _has(value: Value, texts: list[str] | tuple[str, ...]) -> bool:
    said = [item for item in walk(value) if isinstance(item, str)]
    return any(text in one for text in texts for one in said)


NO_SECRET_IN_OUTPUTS = Law(
    "no_secret_reaches_an_output",
    "No output shows a hidden parameter or a minted secret, or what derives from one.",
    _ask,
)
