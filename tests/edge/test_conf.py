"""``--heat-conf`` and ``--policy`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from heatplan.edge.cli import main
from tests.conftest import ROOT

TEMPLATE = str(ROOT / "samples" / "trusts" / "template.yaml")


def test_a_heat_conf_decides_what_is_delegated_and_the_limits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("oslo_config")
    conf = tmp_path / "heat.conf"
    lines = [
        "[DEFAULT]",
        "stack_user_domain_id = abc",
        "stack_domain_admin = a",
        "stack_domain_admin_password = not-to-be-seen",
        "trusts_delegated_roles = member",
        "max_resources_per_stack = 2",
    ]
    conf.write_text("\n".join(lines), encoding="utf-8")

    code = main(["audit", "-t", TEMPLATE, "--heat-conf", str(conf)])
    said = capsys.readouterr()

    assert code == 0
    assert "roles member" in said.out
    assert "HP0607" in said.err
    assert "not-to-be-seen" not in said.out + said.err


def test_without_one_all_roles_are_delegated(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "-t", TEMPLATE]) == 0
    assert "all roles of the requester's token" in capsys.readouterr().out


def test_the_minimal_policy_drops_what_nothing_needs(capsys: pytest.CaptureFixture[str]) -> None:
    plain = str(ROOT / "samples" / "resource_group" / "template.yaml")

    assert main(["audit", "-t", plain, "--policy", "minimal"]) == 0
    assert "nothing is minted" in capsys.readouterr().out
