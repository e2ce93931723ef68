"""Runs the oracle with the files as Heat's API gets them: as text.

heatclient reads the files of ``get_file`` as bytes
(heatclient/common/utils.py, read_url_content) and turns them into text only
when it writes the request's JSON.  The oracle skips the request, so that its
``get_file`` gives bytes, which ``str_replace`` and string properties refuse.
It also writes down what the oracle leaves out of its records: breakpoints,
restricted actions and event sinks.
A group of 12 345 instances takes Heat more memory than a machine has: beyond
``MEMORY`` it ends with a MemoryError, and the jobs after it are answered.
Used in Heat's environment: ``python wire.py heat_oracle.py batch JOBS OUT``.
"""

from __future__ import annotations

import importlib.util
import resource
import sys
from typing import Any

MEMORY = 4 * 1024**3
"""How many bytes of address space Heat may take."""


def main(script: str, arguments: list[str]) -> None:
    """Run the oracle's command line with its loading of jobs wrapped."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    spec = importlib.util.spec_from_file_location("heat_oracle", script)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{script} is no Python script")
    oracle: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    load = oracle.load_job

    def sent(job: Any, work: Any) -> Any:
        template, files, environment, names = load(job, work)
        return template, {name: _text(content) for name, content in files.items()}, environment, names

    dump = oracle.dump_stack

    def dumped(stack: Any, *more: Any, **options: Any) -> Any:
        return _with_registry(dump(stack, *more, **options), stack.env)

    oracle.load_job = sent
    oracle.dump_stack = dumped
    sys.argv = [script, *arguments]
    oracle.main()


def _with_registry(record: Any, environment: Any) -> Any:
    """The record of a stack with what its environment says: what makes each resource, what stops it, who hears of it."""
    hooks = [f"{when}-{action}" for when in ("pre", "post") for action in ("create", "update", "delete")]
    registry = environment.registry
    for name, found in record.get("resources", {}).items():
        try:
            found["hooks"] = [hook for hook in hooks if registry.matches_hook(name, hook)]
            found["restricted_actions"] = sorted(registry.get_rsrc_restricted_actions(name))
        except TypeError:  # a mapping of a type, under a name that matches
            continue
        info = registry.get_resource_info(found["type"], resource_name=name)
        found["mapped"] = getattr(info, "template_name", info.name)
    record["event_sinks"] = environment.user_env_as_dict()["event_sinks"]
    return record


def _text(content: Any) -> Any:
    return content.decode("utf-8") if isinstance(content, bytes) else content


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
