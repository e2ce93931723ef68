"""The table of versions against the lists that Heat 27 itself gave (where they are at hand)."""

import json
from typing import Any

import pytest

from heatplan.catalogue.versions import ALIASES, REMOVED, VERSIONS, table_of, versions_of
from tests.corpus import shared


def lists_of_heat() -> dict[str, Any]:
    file = shared() / "oracle" / "heat_schemas.json"
    if not file.is_file():
        pytest.skip("no heat_schemas.json: HEATPLAN_SHARED names no folder with oracle/")
    lists: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["template_versions"]
    return lists


def test_every_version_is_as_heat_has_it() -> None:
    for name, heat in lists_of_heat().items():
        key, _, version = name.partition(".")
        table = table_of(key, version)
        assert table is not None, name
        assert {fn: impl.partition(":")[0] for fn, impl in heat["functions"].items()} == table.functions, name
        assert heat["condition_functions"] == table.condition_functions, name
        assert sorted(heat["deletion_policies"]) == sorted(table.deletion_policies), name
        assert sorted(heat["sections"]) == sorted(table.sections), name
        assert sorted(heat["resource_keys"]) == sorted(table.resource_keys), name
        assert sorted(heat["output_keys"]) == sorted(table.output_keys), name
        assert sorted(heat["param_parameter_keys"]) == sorted(table.parameter_keys), name
        assert heat["param_types"] == list(table.parameter_types), name


def test_no_version_is_left_out() -> None:
    ours = {f"{table.key}.{version}" for version, table in VERSIONS.items()}
    ours |= {f"heat_template_version.{name}" for name in ALIASES}
    assert set(lists_of_heat()) == ours


def test_an_alias_stands_for_a_date() -> None:
    table = table_of("heat_template_version", "rocky")
    assert table is not None
    assert table.version == "2018-08-31"


def test_a_version_belongs_to_its_key() -> None:
    assert table_of("AWSTemplateFormatVersion", "2013-05-23") is None
    assert table_of("AWSTemplateFormatVersion", "rocky") is None
    assert versions_of("AWSTemplateFormatVersion") == ("2010-09-09",)


def test_a_removed_function_stays_known_as_removed() -> None:
    assert VERSIONS["2013-05-23"].functions["Ref"] == "Ref"
    assert VERSIONS["2021-04-16"].functions["Ref"] == REMOVED
