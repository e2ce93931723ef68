"""Codes of authorize and of heat.conf: credentials and who acts (HP0701 to HP0799)."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

RESIDUE = Code("HP0701", "credential-stays", "warning", "The {kind} {name} stays when the stack is deleted: {reason}.")
NEEDS_STACK_DOMAIN = Code(
    "HP0702",
    "needs-stack-domain",
    "will-fail",
    "The credentials of {name} need a token of a stack domain user, and there is no stack domain.",
    heat="Error",
)
KNOWN_LATER = Code(
    "HP0703",
    "credentials-known-later",
    "note",
    "Which credentials are made is known only when the stack stands: {why}.",
)
MADE_LATER = Code(
    "HP0704",
    "credentials-made-later",
    "note",
    "No credentials are made at creation; at {actions} Heat makes them ({kinds}), and takes them back on deletion.",
)
SECOND_KEY = Code(
    "HP0705",
    "second-access-key",
    "will-fail",
    "The user {user} has an access key already, by {other}: Heat makes one only.",
    heat="AttributeError",
)
REMOTE_STACK = Code(
    "HP0706",
    "remote-credentials",
    "note",
    "What the resources of the remote stack {name} make is not in this plan: only its trust and project are.",
)
PASSWORD_NEEDED = Code(
    "HP0707",
    "password-needed",
    "warning",
    "The request must bring the requester's name and password, which Heat keeps: {name} acts later, and there is no"
    " trust.",
    heat="MissingCredentialError",
)
NOT_NEEDED = Code("HP0708", "not-needed", "note", "There is no {kind}: {why}.")
UNKNOWN_SETTING = Code(
    "HP0709",
    "unknown-setting",
    "error",
    "The setting {option} is {value}; it can be {allowed}.",
    heat="ConfigFileValueError",
)
UNACCOUNTED = Code(
    "HP0710", "unaccounted", "error", "The mint {name} is not accounted for: {why}. This is a mistake of heatplan's."
)
NO_CONFIGURATION = Code("HP0711", "no-configuration", "error", "The configuration {name} could not be read: {why}.")
NO_DOMAIN_ADMIN = Code(
    "HP0712",
    "no-domain-admin",
    "error",
    "The configuration names a stack user domain and no stack_domain_admin with its password: Heat does not start so.",
    heat="Error",
)
NO_READER = Code("HP0713", "no-reader", "error", "To read a heat.conf, the package oslo.config is needed.")
