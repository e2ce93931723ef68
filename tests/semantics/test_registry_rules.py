"""The registry's odd corners, each as the real Heat answers (heat/engine/environment.py)."""

from __future__ import annotations

from heatplan.ir.source import Request
from heatplan.ir.value import Map, freeze
from heatplan.pipeline import compile as compile_plan
from heatplan.semantics.registry import (
    Broken,
    Implementation,
    child_registry,
    hooks_of,
    implementation,
    names_matter,
    restricted_of,
)
from heatplan.semantics.registry_loading import loaded
from tests.sources import sources_of

TEMPLATE = """\
heat_template_version: 2018-08-31
resources:
  one: {type: OS::Heat::RandomString}
  two: {type: OS::Heat::RandomString}
"""


def codes(*environments: str) -> set[str]:
    """The codes of what is found in a compile with these environments."""
    files = {"template.yaml": TEMPLATE, **{f"{number}.yaml": text for number, text in enumerate(environments)}}
    sources = sources_of(files, environments=tuple(list(files)[1:]))
    return {one.code.id for one in compile_plan(sources, Request()).diagnostics}


def test_mappings_in_a_circle_are_broken() -> None:
    registry = freeze({"A::A": "B::B", "B::B": "A::A"})

    assert isinstance(implementation(registry, "A::A"), Broken)


def test_a_pattern_that_makes_names_longer_is_broken() -> None:
    assert isinstance(implementation(freeze({"My::*": "My::Other*"}), "My::Thing"), Broken)


def test_a_pattern_stands_for_no_template() -> None:
    assert implementation(freeze({"My::*": "child.yaml"}), "My::Thing") is None


def test_what_is_ignored_is_ignored_at_the_end_of_a_chain_only() -> None:
    registry = freeze({"My::A": "My::B", "My::B": "child.yaml"})
    used = implementation(registry, "My::A")

    assert isinstance(used, Implementation)
    assert implementation(registry, "My::A", ignore=used) is None


def test_hooks_are_by_pattern_and_a_member_that_is_not_named_yet_has_those_of_all() -> None:
    registry = freeze(
        {
            "resources": {
                "*": {"hooks": "post-create"},
                "1*": {"hooks": ["pre-delete"], "restricted_actions": ["replace", "update"]},
            }
        }
    )

    assert hooks_of(registry, "12") == ("pre-delete", "post-create")
    assert restricted_of(registry, "12") == ("update", "replace")
    assert hooks_of(registry, None) == ("post-create",)
    assert names_matter(registry)
    assert not names_matter(freeze({"resources": {"*": {"hooks": "post-create"}}}))


def test_entries_by_name_move_one_level_up() -> None:
    registry = freeze({"resources": {"g*": {"0": {"hooks": "pre-create"}}, "group": {"1": {"A::A": "B::B"}}}})

    inner = child_registry(registry, "group", None)

    assert inner == freeze({"resources": {"0": {"hooks": "pre-create"}, "1": {"A::A": "B::B"}}})


def test_null_takes_entries_out_as_the_engine_loads_them() -> None:
    registry, found = loaded(Map({"My::A": "B::B", "My::B": "B::B", "My::*": None, "My::C": "B::B"}), {})

    assert (registry, found) == (Map({"My::C": "B::B"}), ())


def test_an_entry_by_name_for_a_built_in_type_spreads_by_chance() -> None:
    by_name = "resource_registry: {resources: {two: {OS::Heat::RandomString: OS::Heat::None}}}"

    assert "HP0475" in codes(by_name)
    assert "HP0475" not in codes("resource_registry: {resources: {two: {hooks: pre-create}}}")


def test_an_entry_by_name_spreads_through_a_chain_too() -> None:
    chain = "OS::Heat::RandomString: My::Other, My::Other: OS::Heat::TestResource"
    by_name = "resources: {two: {My::Other: OS::Heat::None}}"

    assert "HP0475" in codes(f"resource_registry: {{{chain}, {by_name}}}")


def test_hooks_that_are_no_words_are_a_finding_and_not_kept() -> None:
    registry, found = loaded(freeze({"resources": {"one": {"two": {"hooks": 3}, "hooks": {"a": 1}}}}), {})

    assert [one.code.id for one in found] == ["HP0459", "HP0459"]
    assert hooks_of(registry, "one") == ()


def test_a_registry_that_is_a_list_is_a_finding() -> None:
    assert "HP0453" in codes("resource_registry: [a]", "resource_registry: {A::A: B::B}")


def test_event_sinks_in_two_files_are_refused_by_the_server() -> None:
    sinks = "event_sinks: [{type: zaqar-queue, target: q}]"

    assert "HP0461" in codes(sinks, sinks)
    assert codes(sinks) == set()


def test_a_name_to_decrypt_must_have_a_value() -> None:
    assert codes("encrypted_param_names: [password]") == {"HP0473"}
