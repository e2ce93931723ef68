"""Codes of intrinsic functions whose values are refused or beyond a limit: HP0320 to HP0369.

What is wrong with a call in other ways has the codes of the language
(``codes_language``), with Heat's text as a fact.
"""

from __future__ import annotations

from heatplan.diagnostics.diagnostic import Code

NOT_REPRODUCIBLE = Code("HP0320", "not-reproducible", "error", "{name} would not have the same value each time: {why}.")
TOO_MUCH_WORK = Code("HP0321", "too-much-work", "error", "{name} was given up: {why}.")
YAQL_LIMIT = Code("HP0322", "yaql-limit", "error", "A yaql expression is beyond a limit of Heat: {why}.")
YAQL_SYNTAX = Code(
    "HP0323", "yaql-syntax", "error", "A yaql expression can not be read: {why}", heat="StackValidationFailed"
)
