"""Which attributes of its members a group is asked for, and which of them the members' type does not have.

Heat writes outputs into a group's own stack for what its parent reads, and
validates them there like any other output (resource_group.py and
autoscaling_group.py, ``_nested_output_defns``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from heatplan.ir.environment import is_template_name
from heatplan.ir.schema import ResourceType
from heatplan.ir.value import Value
from heatplan.semantics.generated import Path, output_name

_OF_THE_GROUP = frozenset({"refs", "refs_map", "removed_rsrc_list"})


def absent(kind: ResourceType | None, read: Iterable[Path], member: str | None) -> Iterator[tuple[str, str]]:
    """(the output, the attribute) for each attribute that a member of ``kind`` does not have.

    ``read`` is what the parent reads of the group; ``member`` is the one that
    Heat validates with, None in a scaling group, where only ``outputs``,
    ``outputs_list`` and ``resource.N`` lead to members.
    """
    if kind is None or kind.facts.get("any_attribute") or is_template_name(kind.name):
        return
    for path in read:
        name = _attribute(path, member)
        if isinstance(name, str) and name not in kind.attributes:
            yield output_name(path if member is not None else ("outputs", name)), name


def _attribute(path: Path, member: str | None) -> Value:
    first, rest = str(path[0]), path[1:]
    if first.startswith("resource."):
        _, asked, *inner = first.split(".", 2)
        steps = (*inner, *rest)
        return steps[0] if steps and member in (None, asked) else None
    if first in (("outputs", "outputs_list") if member is None else ("attributes",)):
        return rest[0] if rest else None
    return None if member is None or first in _OF_THE_GROUP else first
