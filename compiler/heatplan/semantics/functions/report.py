"""Which code a function's error has, and what can be advised for it."""

from __future__ import annotations

from heatplan.diagnostics import codes_functions as codes
from heatplan.diagnostics.diagnostic import Code
from heatplan.semantics.functions.base import LIMIT_EXCEEDED, NOT_REPRODUCIBLE

_CODES = {
    LIMIT_EXCEEDED: codes.TOO_MUCH_WORK,
    NOT_REPRODUCIBLE: codes.NOT_REPRODUCIBLE,
    "CollectionTooLargeException": codes.YAQL_LIMIT,
    "MemoryQuotaExceededException": codes.YAQL_LIMIT,
}

_HINTS = (
    ("Items to join must be string", "Numbers and booleans can be joined when they are in quotes."),
    ("Collection length exceeds", "The operator sets it in heat.conf: [yaql] limit_iterators."),
    ("consumed too much memory", "The operator sets it in heat.conf: [yaql] memory_quota."),
    ("params were not found in the template", "str_replace takes params that the template does not have."),
    ("params must be strings or numbers", "Maps and lists can be params since version 2015-10-15."),
    ("must be str, not", "The items of a repeat are texts: numbers and booleans can stand in quotes."),
    ("The minimum number of condition arguments", "A condition that stands alone needs no function around it."),
    ("'in <string>' requires string", "In a text only a text can be found: the value can stand in quotes."),
    ("Second argument to", "For the keys of a map, yaql has containsKey()."),
    ('should be: "list_join"', "A list that a function gives is the second item: [',', {get_param: names}]."),
)
"""(part of Heat's text, advice); the first that fits is taken."""


def code_of(error: str, text: str) -> Code | None:
    """The code for an error that has one of its own (its facts are ``name`` and ``why``), else None.

    ``error`` and ``text`` are those of a ``FunctionError``, or of an ``ir.expr.Failed``.
    """
    if error == "ValueError" and text.startswith("Bad expression "):
        return codes.YAQL_SYNTAX
    return _CODES.get(error)


def hint_of(text: str) -> str:
    """Advice for a function's error, '' where there is none that is surely right."""
    return next((hint for part, hint in _HINTS if part in text), "")
