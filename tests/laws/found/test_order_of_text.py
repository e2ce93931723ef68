"""Found by ``text_order_does_not_matter``: who reads a secret, and who hands it on, was taken in the order of the text."""

from __future__ import annotations

import pytest

from heatplan.testing.laws import Case
from heatplan.testing.laws.compiling import text_order_does_not_matter
from heatplan.testing.writing import to_yaml
from tests.sources import sources_of

HANDLE = {"type": "OS::Heat::WaitConditionHandle"}
TWO_READERS = {
    "handle": HANDLE,
    "b": {"type": "OS::Heat::Value", "properties": {"value": {"get_attr": ["handle", "token"]}}},
    "a": {"type": "OS::Heat::Value", "properties": {"value": {"get_attr": ["handle", "token"]}}},
}
HANDED_ON = {
    "handle": HANDLE,
    "config": {"type": "OS::Heat::SoftwareConfig", "properties": {"config": {"get_attr": ["handle", "token"]}}},
    "server": {
        "type": "OS::Nova::Server",
        "properties": {"flavor": "f", "image": "i", "user_data": {"get_attr": ["config", "config"]}},
    },
}


@pytest.mark.parametrize("resources", [TWO_READERS, HANDED_ON], ids=["two readers", "handed on"])
def test_found(resources: dict[str, object]) -> None:
    text = to_yaml({"heat_template_version": "2018-08-31", "resources": resources})

    text_order_does_not_matter(Case.of(sources_of({"template.yaml": text})))


@pytest.mark.parametrize("names", [list(HANDED_ON), list(reversed(HANDED_ON))], ids=["forwards", "backwards"])
def test_a_secret_is_followed_wherever_it_is_handed_on(names: list[str]) -> None:
    resources = {name: HANDED_ON[name] for name in names}
    text = to_yaml({"heat_template_version": "2018-08-31", "resources": resources})
    case = Case.of(sources_of({"template.yaml": text}))

    assert [one.code.id for one in case.diagnostics if "token" in one.message] == ["HP0751"]
