"""The key ``expect`` of a case: what should come of its template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from heatplan.diagnostics import codes_test as codes
from heatplan.diagnostics.diagnostic import finding
from heatplan.diagnostics.suggest import did_you_mean
from heatplan.diagnostics.table import codes as all_codes
from heatplan.ir.node import Mapping, Node, Scalar, Sequence, value_of
from heatplan.testing.cases.form import Form
from heatplan.testing.cases.spec import Expected, WantedFinding, WantedResource, WantedValue
from heatplan.testing.laws import TEMPLATE_LAWS, Terms
from heatplan.testing.laws.law import DEMANDS_NOTHING

KEYS: Final = ("plan", "findings", "allow", "fails", "resources", "counts", "outputs", "mints", "laws", "terms")
_FINDING: Final = ("code", "at", "says")
_TERMS: Final = ("resources", "calls", "within", "stays", "times", "timeout", "token_life")
_UNITS: Final = {"s": 1, "m": 60, "h": 3600}
_RESOURCE: Final = ("type", "properties", "needs")

ALL_LAWS: Final = "all"
"""What stands for every law about a template."""

GOLDEN: Final = ".plan.txt"
"""What the names of golden plans end with."""

ABSENT: Final = "absent"
"""What is written in the place of a resource that should not be there."""


def expected_of(node: Node | None, golden: str, form: Form) -> Expected:
    """What is expected; ``golden`` is the file that the plan is kept in where no other is named."""
    top = form.mapping(node, "The key expect")
    if top is None:
        return Expected(golden=golden)
    form.keys(top, KEYS, "What a case expects")
    findings = form.items(top.get("findings"), "The key findings")
    fails = form.flag(top.get("fails"), "The key fails") or False
    return Expected(
        findings=None if findings is None else tuple(_findings(findings, form)),
        allow=tuple(_codes(top.get("allow"), form)),
        fails=fails,
        golden=_golden(top.get("plan"), golden, form),
        resources=tuple(_resources(top.get("resources"), form)),
        counts=tuple(_counts(top.get("counts"), form)),
        outputs=tuple(_values(top.get("outputs"), "The key outputs", form)),
        mints=_names(top.get("mints"), "The key mints", form),
        laws=_laws(top.get("laws"), form),
        terms=_terms(top.get("terms"), form),
        times=_times(top.get("terms"), form),
    )


def _golden(node: Node | None, usual: str, form: Form) -> str | None:
    """The golden plan's file; true is the usual one, false none."""
    if isinstance(node, Scalar) and isinstance(node.value, bool):
        return usual if node.value else None
    name = form.text(node, "The key plan")
    if name is None:
        return usual
    if not name.endswith(GOLDEN):
        assert node is not None
        reason = f"its name has to end with {GOLDEN}, so that nothing else is written over"
        form.found.append(finding(codes.GOLDEN_NAME, node.span, name=name, reason=reason))
        return None
    return name


def _findings(items: tuple[Node, ...], form: Form) -> Iterator[WantedFinding]:
    """Each is a code, or a mapping with the code, a place and a piece of the message."""
    for item in items:
        if isinstance(item, Mapping):
            form.keys(item, _FINDING, "An expected finding")
            code = _code(item.get("code"), form)
            at = form.text(item.get("at"), "The key at") or ""
            says = form.text(item.get("says"), "The key says") or ""
            if item.get("code") is None:
                form.found.append(finding(codes.CASE_KEY_MISSING, item.span, what="An expected finding", key="code"))
        else:
            code, at, says = _code(item, form), "", ""
        if code is not None:
            yield WantedFinding(code, at, says, item.span)


def _codes(node: Node | None, form: Form) -> Iterator[str]:
    items = node.items if isinstance(node, Sequence) else () if node is None else (node,)
    for item in items:
        code = _code(item, form)
        if code is not None:
            yield code


def _code(node: Node | None, form: Form) -> str | None:
    """The id of a code that is written as its id or by its name (HP0411, default-constraint)."""
    text = form.text(node, "A code")
    if text is None or node is None:
        return None
    known = _known()
    if text not in known:
        hint = "" if re.fullmatch(r"HP\d+", text) else did_you_mean(text, sorted(known))  # near numbers say nothing
        form.found.append(finding(codes.NO_SUCH_CODE, node.span, hint=hint, facts={"code": text}))
        return None
    return known[text]


@cache
def _known() -> dict[str, str]:
    return {word: code.id for code in all_codes() for word in (code.id, code.name)}


def _resources(node: Node | None, form: Form) -> Iterator[WantedResource]:
    for address, key, item in form.named(node, "The key resources"):
        what = f"The resource {address}"
        if isinstance(item, Scalar) and item.value == ABSENT:
            yield WantedResource(address, key.span, absent=True)
            continue
        if isinstance(item, Scalar) and item.value is not None:
            form.wrong(item, what, f"a mapping, or the word {ABSENT}")
            continue
        body = form.mapping(item, what)
        if body is not None:
            form.keys(body, _RESOURCE, "An expected resource")
        kind = body.get("type") if body is not None else None
        text = form.text(kind, "The key type")
        yield WantedResource(
            address,
            key.span,
            type=None if kind is None or text is None else WantedValue("type", text, kind.span),
            properties=tuple(_values(body and body.get("properties"), "The key properties", form)),
            needs=tuple(_needs(body and body.get("needs"), form)),
        )


def _needs(node: Node | None, form: Form) -> Iterator[WantedValue]:
    items = node.items if isinstance(node, Sequence) else () if node is None else (node,)
    for item in items:
        text = form.text(item, "An item of the key needs")
        if text is not None:
            yield WantedValue(text, text, item.span)


def _counts(node: Node | None, form: Form) -> Iterator[WantedValue]:
    for name, _, item in form.named(node, "The key counts"):
        number = value_of(item)
        if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
            yield WantedValue(name, number, item.span)
        else:
            form.wrong(item, f"The count of {name}", "a number from 0 on")


def _values(node: Node | None, what: str, form: Form) -> Iterator[WantedValue]:
    for name, _, item in form.named(node, what):
        yield WantedValue(name, value_of(item), item.span)


def _names(node: Node | None, what: str, form: Form) -> WantedValue | None:
    """A list of names; an empty list is one, nothing at all is none."""
    if node is None:
        return None
    return WantedValue(what, form.texts(node, what), node.span)


def _laws(node: Node | None, form: Form) -> WantedValue | None:
    """Names of laws about a template, or the word that stands for all of them."""
    wanted = _names(node, "The key laws", form)
    if wanted is None:
        return None
    known = (ALL_LAWS, *(law.name for law in TEMPLATE_LAWS))
    items = node.items if isinstance(node, Sequence) else (node,)
    for item in items:
        if item is not None:
            form.one_of(item, "A law", known)
    return wanted


def _terms(node: Node | None, form: Form) -> Terms:
    """What laws are asked with."""
    top = form.mapping(node, "The key terms")
    if top is None:
        return Terms()
    form.keys(top, _TERMS, "The key terms")
    return Terms(
        resources=_whole(top.get("resources"), "resources", form),
        calls=_whole(top.get("calls"), "calls", form),
        within=_seconds(top.get("within"), "within", form),
        stays=form.texts(top.get("stays"), "The key stays"),
        stack_timeout=_seconds(top.get("timeout"), "timeout", form) or DEMANDS_NOTHING.stack_timeout,
        token_life=_seconds(top.get("token_life"), "token_life", form) or DEMANDS_NOTHING.token_life,
    )


def _times(node: Node | None, form: Form) -> str | None:
    """The file of step times; ``_terms`` has said what is wrong with the mapping."""
    return form.text(node.get("times"), "The key times") if isinstance(node, Mapping) else None


def _whole(node: Node | None, key: str, form: Form) -> int | None:
    if node is None:
        return None
    number = value_of(node)
    if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
        return number
    form.wrong(node, f"The key {key}", "a whole number from 0 on")
    return None


def _seconds(node: Node | None, key: str, form: Form) -> float | None:
    """A time: 90s, 30m, 2h, or a number of seconds where it is what the stack has to stand within."""
    if node is None:
        return None
    time = value_of(node)
    bare = isinstance(time, (int, float)) and not isinstance(time, bool) and 0 < time < float("inf")
    if bare and key == "within":
        return float(time)
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smh])", time) if isinstance(time, str) else None
    if found is not None:
        return float(found[1]) * _UNITS[found[2]]
    form.wrong(node, f"The key {key}", "a time such as 90s, 30m or 2h")
    return None
