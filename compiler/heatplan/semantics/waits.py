"""Which resources wait for a signal, and for how long.

Sources: heat/engine/resources/openstack/heat/{wait_condition,swiftsignal,software_deployment}.py,
heat/engine/resources/aws/cfn/wait_condition.py; without a timeout of its own a
step waits as long as its stack may take, an hour (heat.conf, stack_action_timeout).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from heatplan.ir.expr import Lit, entry
from heatplan.ir.tree import Resource
from heatplan.ir.value import Value

WAITING: Final[Mapping[str, str]] = {
    "OS::Heat::WaitCondition": "handle",
    "AWS::CloudFormation::WaitCondition": "Handle",
    "OS::Heat::SwiftSignal": "handle",
    "OS::Heat::SoftwareDeployment": "",
    "OS::Heat::StructuredDeployment": "",
}
"""Types that wait, with the property that names the handle; '' for those that are signalled themselves."""

HOUR: Final = 3600.0


def waits(type_name: str, actions: Value, transport: Value) -> bool:
    """Whether a resource waits: a deployment does unless it needs no signal, or is not for the creation.

    ``actions`` and ``transport`` are its properties ``actions`` and
    ``signal_transport``, None where they are not known.
    """
    named = WAITING.get(type_name)
    if named is None or named:
        return named is not None
    asked = not isinstance(actions, tuple) or "CREATE" in actions
    return asked and transport != "NO_SIGNAL"


def timeout(given: Value) -> float:
    """How many seconds it waits at most, by its property ``timeout`` (None where it is not known)."""
    return float(given) if isinstance(given, (int, float)) else HOUR


def longest_wait(resource: Resource) -> float | None:
    """The seconds after which a resource stops waiting for its signal; None for one that waits for none."""
    if resource.mapped not in WAITING or resource.child is not None or resource.external_id is not None:
        return None
    if not waits(resource.mapped, _given(resource, "actions"), _given(resource, "signal_transport")):
        return None
    short, long = _given(resource, "timeout"), _given(resource, "Timeout")
    seconds = timeout(long if short is None else short)
    return seconds if 0 <= seconds < math.inf else HOUR


def _given(resource: Resource, name: str) -> Value:
    """The value of a property, None where it is not known before the creation."""
    found = entry(resource.properties, name)
    return found.value if isinstance(found, Lit) else None
