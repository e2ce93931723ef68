# mypy: ignore-errors
"""Heat's own decisions about updates, for ``updates``: ``python updates_oracle.py heat_oracle.py``, with Heat installed.

Reads JSON lines ``{"before": TEMPLATE, "after": TEMPLATE}`` and writes what
Heat would do to each resource that is in both: what Resource.update asks, in
its order, of a resource that stands and is complete.
"""

from __future__ import annotations

import importlib.util
import json
import logging
import sys
from typing import Any


def main(script: str) -> None:
    """A line out for each line in."""
    spec = importlib.util.spec_from_file_location("heat_oracle", script)
    oracle: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    oracle.setup()
    logging.disable(logging.CRITICAL)
    for line in sys.stdin:
        case = json.loads(line)
        try:
            before, after = (stack_of(oracle, case[side]) for side in ("before", "after"))
            answer = {name: asked(before[name], after[name]) for name in before if name in after}
        except Exception as error:  # noqa: BLE001  whatever Heat raises is its answer
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")


def stack_of(oracle: Any, data: Any) -> Any:
    """The stack of a template, as the engine has it while it updates."""
    from heat.engine import environment, stack, template  # noqa: PLC0415  the oracle chooses how Heat runs, first

    parsed = template.Template(data, env=environment.Environment({}))
    return stack.Stack(oracle.ctx(), "updated", parsed, convergence=True, strict_validate=True)


def asked(old: Any, new: Any) -> list[Any]:
    """What becomes of the resource, or what Heat raises in the place of an answer."""
    try:
        return fate(old, new)
    except Exception as error:  # noqa: BLE001  whatever Heat raises is its answer
        return [f"{type(error).__name__}: {error}"[:200], []]


def fate(old: Any, new: Any) -> list[Any]:
    """What becomes of the resource, and the properties that differ."""
    from heat.common import exception  # noqa: PLC0415  as above
    from heat.engine import resource  # noqa: PLC0415

    if type(old) is not type(new):
        return ["replace", []]
    before, after = old.frozen_definition(), new.t
    if old.external_id != after.external_id():
        return ["refused", []]
    if after.external_id() is not None:
        return ["unchanged", []]
    after_props, before_props = old._prepare_update_props(after, before)
    changed: list[str] = []
    try:
        old.action, old.status = old.CREATE, old.COMPLETE
        changed = sorted(key for key in after_props if before_props.get(key) != after_props.get(key))
        if not old._needs_update(after, before, after_props, before_props, None):
            return ["unchanged", changed]
        difference = old.update_template_diff(after.freeze(), before)
        if difference and old.needs_replace_with_tmpl_diff(difference):
            return ["replace", changed]
        old.update_template_diff_properties(after_props, before_props)
    except resource.UpdateReplace:
        return ["replace", changed]
    except exception.NotSupported:
        return ["refused", changed]
    return ["in-place", changed]


if __name__ == "__main__":
    main(sys.argv[1])
