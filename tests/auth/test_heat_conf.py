"""A real heat.conf, read as Heat reads it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from heatplan.edge.heat_conf import HeatConf, read_heat_conf
from heatplan.ir.auth import AuthSettings
from heatplan.ir.settings import Settings
from heatplan.result import Result

pytest.importorskip("oslo_config", reason="oslo.config is not installed (heatplan[heat-conf])")

DOMAIN = "stack_user_domain_name = heat\nstack_domain_admin = admin\nstack_domain_admin_password = secret\n"


def read(folder: Path, text: str) -> Result[HeatConf]:
    file = folder / "heat.conf"
    file.write_text(text, encoding="utf-8")
    return read_heat_conf(file)


def test_an_empty_file_has_heats_defaults(tmp_path: Path) -> None:
    conf = read(tmp_path, "[DEFAULT]\n").value

    assert conf == HeatConf(AuthSettings(stack_domain=False), Settings())


def test_all_options(tmp_path: Path) -> None:
    text = f"""[DEFAULT]
{DOMAIN}deferred_auth_method = password
reauthentication_auth_method = trusts
allow_trusts_redelegation = true
trusts_delegated_roles = a, b
heat_stack_user_role = mine
default_software_config_transport = ZAQAR_MESSAGE
default_deployment_signal_transport = HEAT_SIGNAL
default_user_data_format = RAW
max_template_size = 7
max_nested_stack_depth = 8
max_resources_per_stack = -1
auth_encryption_key = not read at all
[yaql]
limit_iterators = 9
memory_quota = 10
[database]
connection = mysql://x
"""
    found = read(tmp_path, text)

    assert found.diagnostics == ()
    assert found.value == HeatConf(
        AuthSettings(
            deferred_auth_method="password",
            reauthentication_auth_method="trusts",
            allow_trusts_redelegation=True,
            trusts_delegated_roles=("a", "b"),
            stack_domain=True,
            heat_stack_user_role="mine",
            default_software_config_transport="ZAQAR_MESSAGE",
            default_deployment_signal_transport="HEAT_SIGNAL",
            default_user_data_format="RAW",
        ),
        Settings(
            max_template_size=7,
            max_nested_stack_depth=8,
            max_resources_per_stack=-1,
            yaql_limit_iterators=9,
            yaql_memory_quota=10,
        ),
    )
    assert "secret" not in repr(found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[DEFAULT]\ndefault_user_data_format = COOKED\n", "HP0711"),
        ("[DEFAULT]\nallow_trusts_redelegation = perhaps\n", "HP0711"),
        ("[DEFAULT]\nmax_template_size = many\n", "HP0711"),
        ("no section\n", "HP0711"),
        ("[DEFAULT]\nstack_user_domain_id = x\n", "HP0712"),
        ("[DEFAULT]\nstack_user_domain_id = x\nstack_domain_admin = y\n", "HP0712"),
    ],
)
def test_what_heat_does_not_start_with(tmp_path: Path, text: str, code: str) -> None:
    found = read(tmp_path, text)

    assert found.failed
    assert [diagnostic.code.id for diagnostic in found.diagnostics] == [code]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert [found.code.id for found in read_heat_conf(tmp_path / "gone.conf").diagnostics] == ["HP0711"]


def test_the_environment_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OS_DEFAULT__HEAT_STACK_USER_ROLE", "other")
    conf = read(tmp_path, "[DEFAULT]\n").value

    assert conf is not None
    assert conf.auth.heat_stack_user_role == "heat_stack_user"


def test_without_the_library_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "oslo_config", None)

    (found,) = read(tmp_path, "").diagnostics

    assert (found.code.id, "heatplan[heat-conf]" in found.hint) == ("HP0713", True)
