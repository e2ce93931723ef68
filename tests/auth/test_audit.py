"""The audit of a plan with mints, hand-made."""

from __future__ import annotations

import json
from dataclasses import replace

from heatplan.ir.auth import Expires, Flow, Mint, Residue, Revoked
from heatplan.ir.plan import Plan
from heatplan.ir.source import Request
from heatplan.ir.tree import Family
from heatplan.ir.value import Map
from heatplan.pipeline import compile as compile_plan
from heatplan.render.audit import audit_data, audit_text, rows
from tests.conftest import Golden
from tests.sources import sources_of

USER = Mint("user", "user", "domain-admin", Revoked("user", rank=1), Map(name="{stack}-h-{id}"), ("@auth.project",))
TOKEN = Mint(
    "token",
    "token",
    "stack-user",
    Expires("with Keystone's token lifetime"),
    needs=("user",),
    flows=(Flow("data", "token"), Flow("attribute", "token")),
)
KEY = Mint("key", "temp-url-key", "requester", Residue("the key belongs to the account and is never removed"))
TRUST = Mint(
    "trust",
    "trust",
    "requester",
    Revoked("trust", "after"),
    Map(trustor="requester", trustee="heat", roles=("member",), impersonation=True),
)
PROJECT = Mint("project", "project", "domain-admin", Revoked("project", "after", 1), needs=("@auth.trust",))
TEMPLATE = {
    "heat_template_version": "2018-08-31",
    "resources": {
        "g": {
            "type": "OS::Heat::ResourceGroup",
            "properties": {"count": 3, "resource_def": {"type": "OS::Heat::WaitConditionHandle"}},
        },
    },
    "outputs": {"tokens": {"value": {"get_attr": ["g", "token"]}}},
}


def planned() -> Plan:
    result = compile_plan(sources_of({"template.yaml": json.dumps(TEMPLATE)}), Request())
    assert result.value is not None
    (group,) = result.value.root.resources
    family = group.child
    assert isinstance(family, Family)
    (member,) = family.classes
    handle = replace(member.resource, auth=(USER, TOKEN, KEY))
    child = replace(family, classes=(replace(member, resource=handle),))
    root = replace(result.value.root, resources=(replace(group, child=child),), auth=(TRUST, PROJECT))
    return replace(result.value, root=root, digest="0" * 64)


def test_a_mint_of_a_family_is_one_row_with_its_count() -> None:
    assert [(row.address, row.count) for row in rows(planned())] == [
        ("@auth.trust", 1),
        ("@auth.project", 1),
        ("g[*].@auth.user", 3),
        ("g[*].@auth.token", 3),
        ("g[*].@auth.key", 3),
    ]


def test_text(golden: Golden) -> None:
    golden("audit.txt", audit_text(planned()))


def test_data_says_the_same() -> None:
    data = json.loads(json.dumps(audit_data(planned())))

    assert [mint["end"]["kind"] for mint in data["mints"]] == ["revoked", "revoked", "revoked", "expires", "residue"]
    assert {"secret": "g[*].@auth.token", "sink": "output", "address": "outputs.tokens", "path": ""} in data["secrets"]
