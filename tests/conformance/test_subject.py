"""The subject of an error, by Heat's path and words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance.recorded import records
from tests.conformance.subject import Subject, agrees, bare, heats_subject, our_subject, table


@pytest.mark.parametrize(
    ("sample", "subject"),
    [
        ("unknown_property", Subject("resource", ("volume",), ("properties",), "sise")),
        ("unknown_reference", Subject("resource", ("volume",), (), "nobody")),
        ("no_value", Subject("parameter", ("wanted",))),
        ("bad_value", Subject("parameter", ("count",))),
        ("unknown_type", Subject("resource", part="OS::Nova::Sever")),
        ("missing", Subject("file", part="absent.sh")),
    ],
)
def test_what_heats_error_is_about(sample: str, subject: Subject) -> None:
    assert heats_subject(records()[sample]["errors"][0]) == subject


def error(message: str, path: list[str] | None = None, where: str = "resource:a") -> dict[str, Any]:
    return {"class": "StackValidationFailed", "message": message, "where": where, "path": path}


@pytest.mark.parametrize(
    ("path", "subject"),
    [
        (["resources", "a", "properties", "config"], Subject("resource", ("a",), ("properties", "config"))),
        (["resources.a.metadata.b.yaql"], Subject("resource", ("a",), ("metadata", "b", "yaql"))),
        (["Resources", "Web", "UpdatePolicy"], Subject("resource", ("Web",), ("update_policy",))),
        (
            ["resources", "g<nested_stack>", "resources", "0"],
            Subject("resource", ("g", "0"), inside="g"),
        ),
        (
            ["resources", "g<file:///x/y.yaml>", "outputs", "o"],
            Subject("output", ("g", "o"), inside="g"),
        ),
        (["Value", "get_attr"], Subject("resource", ("a",))),
        ([], Subject("resource", ("a",))),
    ],
)
def test_heats_path_says_the_place(path: list[str], subject: Subject) -> None:
    assert heats_subject(error("'x' is not a map", path)) == subject


def test_words_that_no_row_has_are_about_nothing() -> None:
    assert heats_subject(error("Something is rotten")) is None


def test_words_without_a_place_that_need_one_are_about_nothing() -> None:
    assert heats_subject(error("'x' is not a map", where="resources")) is None


@pytest.mark.parametrize(
    ("message", "path", "words"),
    [
        ("Property error: resources.a.properties.b[0].c: it: is so", ["resources", "a", "properties", "b", "0", "c"], "it: is so"),
        ("resources.g<nested_stack>: it is so", ["resources", "g<nested_stack>"], "it is so"),
        ("it: is so", [], "it: is so"),
    ],
)  # fmt: skip
def test_the_path_is_no_part_of_the_words(message: str, path: list[str], words: str) -> None:
    assert bare(message, path) == words


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("", Subject("template")),
        ("parameter_groups", Subject("template")),
        ("parameters.a", Subject("parameter", ("a",))),
        ("web.properties.size", Subject("resource", ("web",), ("properties", "size"))),
        ('resources."web.1".properties."a.b"[0]', Subject("resource", ("web.1",), ("properties", "a.b", "0"))),
        ("resources.g.resources.~0.properties.x", Subject("resource", ("g", "~0"), ("properties", "x"))),
    ],
)
def test_our_address_says_the_place(address: str, subject: Subject) -> None:
    assert our_subject(address) == subject


SIZE = Subject("resource", ("web",), ("properties", "size"))
UNKNOWN = Subject("resource", ("web",), ("properties",), "sizes")


@pytest.mark.parametrize(
    ("heats", "address", "facts", "same"),
    [
        (SIZE, "resources.web.properties.size", {}, True),
        (SIZE, "resources.web.properties.size[0].x", {}, True),
        (SIZE, "resources.web.properties.sizes", {}, False),
        (SIZE, "resources.web.properties", {}, False),
        (SIZE, "resources.web", {"property": "size"}, False),
        (SIZE, "resources.db.properties.size", {}, False),
        (SIZE, "resources.g.resources.web.properties.size", {}, False),
        (SIZE, "outputs.web.value", {}, False),
        (UNKNOWN, "resources.web.properties.sizes", {}, True),
        (UNKNOWN, "resources.web.properties", {"name": "sizes"}, True),
        (UNKNOWN, "resources.web.properties", {}, False),
        (Subject("resource", ("g",), part="T"), "resources.g.resources.0", {"name": "T"}, True),
        (Subject("resource", ("g", "0"), part="T"), "resources.g", {"name": "T"}, False),
        (Subject("graph", among=("a", "b")), "b", {}, True),
        (Subject("graph", among=("a", "b")), "c", {}, False),
        (Subject("template", part="conditions"), "", {"key": "conditions"}, True),
        (Subject("template", part="conditions"), "", {"key": "foo"}, False),
    ],
)
def test_a_finding_agrees_in_kind_names_path_and_part(
    heats: Subject, address: str, facts: dict[str, str], same: bool
) -> None:
    assert agrees(heats, address, facts) is same


def test_no_row_is_hidden_behind_another() -> None:
    rows = [(row.says.pattern, row.about == "there") for row in table()]

    assert len(rows) == len(set(rows)) > 60
