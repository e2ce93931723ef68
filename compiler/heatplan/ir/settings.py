"""Settings: Heat's own limits, and ours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and facts about the target; sizes in characters, unlimited where -1.

    The first group has Heat's options by their own names and defaults
    (heat.conf); beyond them a template still compiles, with a warning.
    ``heat_release`` is the release that the template is compiled for, by
    Heat's major number.  The last group protects the compiler; beyond them
    nothing is compiled.
    """

    max_template_size: int = 524288
    max_nested_stack_depth: int = 5
    max_resources_per_stack: int = 1000
    yaql_limit_iterators: int = 200
    yaql_memory_quota: int = 10000

    heat_release: int = 27

    max_source_size: int = 32 * 1024 * 1024
    max_document_depth: int = 200
    max_alias_nodes: int = 1_000_000
    max_nesting: int = 20
    max_member_checks: int = 10_000
    max_resources: int = 1_000_000
    max_sequence: int = 1_000_000


DEFAULTS = Settings()
