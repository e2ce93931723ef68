"""Codes of follow: where secrets go, HP0750 to HP0759."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

SECRET_IN_OUTPUT = Code(
    "HP0750",
    "secret-in-output",
    "warning",
    "The output {place} shows {secret} to everyone who may show the stack.",
)
SECRET_IN_INSTANCE = Code(
    "HP0751",
    "secret-in-instance",
    "warning",
    "{secret} is in the {part} of {place}, which every process of the instance can read.",
)
SECRET_IN_OTHER_STACK = Code(
    "HP0752",
    "secret-in-other-stack",
    "warning",
    "{secret} goes to another stack through {place}, where this plan can not follow it.",
)
