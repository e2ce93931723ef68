"""A case file becomes cases.

A file is one case, or has several under ``cases``; what stands beside that key
is so for each of them, and a case's own keys win: ``parameters`` and ``expect``
key by key, all others whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from heatplan.catalogue.releases import NEWEST, OLDEST, release_named
from heatplan.diagnostics import codes_test as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.node import Mapping, Node, Scalar, value_of
from heatplan.ir.settings import DEFAULTS
from heatplan.ir.source import Source
from heatplan.ir.value import Map
from heatplan.result import Result
from heatplan.syntax.read import read
from heatplan.testing.cases.expecting import GOLDEN, expected_of
from heatplan.testing.cases.form import Form
from heatplan.testing.cases.spec import CaseSpec, Inputs

INPUTS: Final = (
    "template",
    "environments",
    "parameters",
    "stack_name",
    "tags",
    "project_id",
    "merge",
    "policy",
    "heat_release",
    "heat_conf",
    "types",
    "operator_environments",
)
KEYS: Final = ("name", *INPUTS, "expect")

ENDINGS: Final = (".case.yaml", ".cases.yaml", ".case.yml", ".cases.yml")
"""What the names of case files end with."""

_BY_KEY: Final = ("parameters", "expect")


def is_case_file(name: str) -> bool:
    """Whether a file is a case file, by its name."""
    return name.endswith(ENDINGS)


def stem_of(name: str) -> str:
    """The name of a case file without its ending."""
    return next((name[: -len(ending)] for ending in ENDINGS if name.endswith(ending)), name)


def read_cases(source: Source) -> Result[tuple[CaseSpec, ...]]:
    """The cases of a file; ``source.name`` is what they call it.  No value beside an error."""
    document = read(source, json=False)
    if not isinstance(document.value, Mapping):
        return Result(None, document.diagnostics)
    form = Form()
    cases = tuple(_cases(document.value, source.name, form))
    found = document.diagnostics + tuple(dict.fromkeys([*form.found, *_same_names(cases)]))
    failed = any(item.severity == "error" for item in found)
    return Result(None if failed else cases, found)


def _cases(top: Mapping, file: str, form: Form) -> Iterator[CaseSpec]:
    listed = top.get("cases")
    if listed is None:
        form.keys(top, (*KEYS, "cases"), "A case")
        yield _case(top, file, "", form)
        return
    shared = Mapping(tuple(entry for entry in top.entries if entry[0].value != "cases"), top.span)
    form.keys(shared, (*INPUTS, "expect", "cases"), "A file of cases")
    for item in form.items(listed, "The key cases") or ():
        one = form.mapping(item, "A case")
        if one is None:
            continue
        form.keys(one, KEYS, "A case")
        name = form.text(one.get("name"), "The name of a case")
        if name:
            yield _case(_merged(shared, one), file, name, form)
        elif one.get("name") is None:
            form.found.append(finding(codes.CASE_KEY_MISSING, one.span, what="A case in a list", key="name"))


def _merged(shared: Mapping, own: Mapping) -> Mapping:
    """The case with what is so for all of its file."""
    entries: dict[Any, tuple[Scalar, Node]] = {key.value: (key, node) for key, node in shared.entries}
    for key, node in own.entries:
        before = entries.get(key.value)
        if before is not None and key.value in _BY_KEY and isinstance(node, Mapping) and isinstance(before[1], Mapping):
            both = {inner.value: (inner, item) for inner, item in (*before[1].entries, *node.entries)}
            entries[key.value] = (key, Mapping(tuple(both.values()), node.span))
        else:
            entries[key.value] = (key, node)
    return Mapping(tuple(entries.values()), own.span)


def _case(node: Mapping, file: str, name: str, form: Form) -> CaseSpec:
    stem = stem_of(file.rpartition("/")[2])
    golden = f"{stem}.{_slug(name)}{GOLDEN}" if name else f"{stem}{GOLDEN}"
    place = node.get("name") or node.get("template") or node
    return CaseSpec(file, name, _inputs(node, form), expected_of(node.get("expect"), golden, form), place.span)


def _slug(name: str) -> str:
    """A name as a part of a file's name: letters of any alphabet and digits stay, the rest are dashes."""
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-") or "case"


def _same_names(cases: tuple[CaseSpec, ...]) -> Iterator[Diagnostic]:
    """Names tell cases and their golden plans apart."""
    seen: dict[str, CaseSpec] = {}
    for case in cases:
        key = _slug(case.name)
        if key in seen:
            labels = ((seen[key].span, "the other one"),)
            yield finding(codes.CASE_NAME_TWICE, case.span, name=case.name, labels=labels)
        seen.setdefault(key, case)


def _inputs(node: Mapping, form: Form) -> Inputs:
    template = form.text(node.get("template"), "The key template")
    if template is None and node.get("template") is None:
        form.found.append(finding(codes.CASE_KEY_MISSING, node.span, what="A case", key="template"))
    given = tuple(form.named(node.get("parameters"), "The key parameters"))
    merge = form.one_of(node.get("merge"), "The key merge", ("server", "client"))
    policy = form.one_of(node.get("policy"), "The key policy", ("heat", "minimal"))
    return Inputs(
        template=template or "",
        environments=form.texts(node.get("environments"), "The key environments"),
        parameters=Map((name, value_of(item)) for name, _, item in given),
        places=Map((name, item.span) for name, _, item in given),
        stack_name=form.text(node.get("stack_name"), "The key stack_name") or "stack",
        tags=form.texts(node.get("tags"), "The key tags"),
        project_id=form.text(node.get("project_id"), "The key project_id"),
        merge="client" if merge == "client" else "server",
        policy="minimal" if policy == "minimal" else "heat",
        heat_release=_release(node.get("heat_release"), form),
        heat_conf=form.text(node.get("heat_conf"), "The key heat_conf"),
        types=form.texts(node.get("types"), "The key types"),
        operator_environments=form.texts(node.get("operator_environments"), "The key operator_environments"),
    )


def _release(node: Node | None, form: Form) -> int:
    text = form.text(node, "The key heat_release")
    if text is None:
        return DEFAULTS.heat_release
    found = release_named(text)
    if found is None:
        assert node is not None
        form.wrong(node, "The key heat_release", f"a release of Heat, {OLDEST} to {NEWEST}, by number or name")
        return DEFAULTS.heat_release
    return found.major
