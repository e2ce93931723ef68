"""Codes of ``heatplan test``: what is wrong with a case file, and how a template is other than a case expects."""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

UNKNOWN_CASE_KEY = Code("HP1460", "unknown-case-key", "error", "{what} has no key {key}.")
CASE_SHAPE = Code("HP1461", "case-shape", "error", "{what} has to be {expected}, not {kind}.")
CASE_KEY_MISSING = Code("HP1462", "case-key-missing", "error", "{what} needs the key {key}.")
CASE_NAME_TWICE = Code("HP1463", "case-name-twice", "error", "Two cases of this file are called {name}, or would be.")
NO_SUCH_CODE = Code("HP1464", "no-such-code", "error", "There is no finding {code}.")
GOLDEN_NAME = Code("HP1465", "golden-name", "error", "The plan of a case can not be kept in {name}: {reason}.")
NOT_EXPECTED = Code("HP1466", "finding-not-expected", "error", "The case does not expect {codes}.")
NOT_FOUND = Code("HP1467", "finding-not-found", "error", "The case expects {wanted}, which is not found.")
NOT_REFUSED = Code("HP1468", "not-refused", "error", "The template should fail, and nothing is wrong with it.")
NO_PLAN = Code("HP1469", "no-plan-to-compare", "error", "There is no plan that could have what the case expects.")
NO_GOLDEN = Code("HP1470", "no-golden-plan", "error", "The case has no golden plan yet: there is no file {file}.")
PLAN_DIFFERS = Code("HP1471", "plan-differs", "error", "The plan is not the one in {file}: {change}.")
NOT_IN_PLAN = Code("HP1472", "not-in-plan", "error", "The plan has no {what}.")
STILL_IN_PLAN = Code("HP1473", "still-in-plan", "error", "The plan has the {what}, which should not be there.")
OTHER_VALUE = Code("HP1474", "other-value", "error", "The {what} is {found}, and the case expects {expected}.")
RUN_FAILED = Code(
    "HP1475", "case-run-failed", "error", "The run in the simulator failed, so there are no values to compare."
)
