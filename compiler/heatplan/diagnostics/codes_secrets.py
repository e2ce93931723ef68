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
    "Every process of the instance can read {secret} in the {part} of {place}.",
)
SECRET_IN_OTHER_STACK = Code(
    "HP0752",
    "secret-in-other-stack",
    "warning",
    "Through {place}, {secret} goes to another stack, where this plan can not follow it.",
)
