"""Expressions of yaql, drawn by a small grammar over data of a known shape."""

from __future__ import annotations

from random import Random
from typing import Any

DATA: dict[str, Any] = {
    "n": 3,
    "f": 2.5,
    "s": "abcd,b",
    "l": [3, 1, 2, 1],
    "t": ["b", "a", "é", ""],
    "o": [{"name": "x", "v": 2}, {"name": "y", "v": 1}, {"name": "z", "v": 1}],
    "m": {"a": {"b": [1, None]}, "c": "d"},
    "z": None,
    "b": True,
}
"""What ``$.data`` is, unless something else is drawn."""

_RULES: dict[str, tuple[str, ...]] = {
    "number": (
        *("0", "1", "2", "-1", "10", "2.5", "$.data.n", "$.data.f", "len({text})", "{text}.len()", "{list}.len()"),
        *("({number} + {number})", "({number} - {number})", "({number} * {number})", "({number} / {number})"),
        *("({number} mod {number})", "-{number}", "{numbers}.sum()", "{numbers}.max()", "{numbers}.min()"),
        *("max({number}, {number})", "min({number}, {number})", "abs({number})", "round({number})", "sign({number})"),
        *("int({text})", "int({number})", "float({number})", "round({number}, 1)", "pow({number}, 2)"),
        *("{list}.indexOf({any})", "{text}.indexOf({text})", "{text}.lastIndexOf({text})", "{list}.lastIndexOf({any})"),
        *(
            "{numbers}.first()",
            "{numbers}.last()",
            "{numbers}.first(0)",
            "{numbers}[0]",
            "{numbers}[-1]",
            "{dict}.len()",
        ),
        *("bitwiseAnd({number}, 3)", "bitwiseOr({number}, 1)", "bitwiseXor(5, {number})", "shiftBitsLeft({number}, 2)"),
        *(
            "{list}.count()",
            "{numbers}.aggregate($1 + $2)",
            "{numbers}.aggregate($1 + $2, 5)",
            "coalesce(null, {number})",
        ),
        *("switch({bool} => {number}, true => 0)", "{numbers}.accumulate($1 + $2).last()", "{list}.len({number})"),
        *(
            "{texts}.select($.len()).sum()",
            "datetime(2015, 8, 29).year",
            "timespan(hours => 5).minutes",
            "hex({number})",
        ),
    ),
    "text": (
        *("abc", "''", "'a,b'", '"x"', "é", "'%'", "$.data.s", "$.data.m.c", "str({any})", "{text}.toUpper()"),
        *("{text}.toLower()", "{text}.trim()", "{text}.trim({text})", "{text}.trimLeft()", "{text}.trimRight({text})"),
        *("({text} + {text})", "concat({text}, {text})", "{texts}.join({text})", "{text}.join({texts})"),
        *("{text}.replace({text}, {text})", "{text}.replace({text}, {text}, 1)", "{text}.substring(1)", "{text}[0]"),
        *("{text}.substring(0, 2)", "{text}.substring(-1)", "{texts}.first()", "{texts}.last({text})", "{texts}[1]"),
        *("format('{0}-{1}', {any}, {text})", "{text}.format({any})", "({text} * 2)", "{text}.norm()", "typeof({any})"),
        *(
            "regex({text}).replace({text}, {text})",
            "{text}.replaceBy(regex('.'), $.value.toUpper())",
            "escapeRegex({text})",
        ),
        *("{text}.replace({{a => {text}, b => {text}}})", "datetime(2015, 8, 29).format('%Y-%m-%d')", "hex(255)"),
        *("[{text}, {text}].max()", "[{text}, {text}].min()", "coalesce({any}, {text})", "regex('b').search({text})"),
        *("let(v => {text}) -> $v + '!'", "let({text}, {text}) -> $1 + $2", "{text}.toCharArray().join('-')"),
        *("switch({bool} => {text}, {bool} => {text})", "{text}.isEmpty().str()", "{texts}.aggregate($1 + $2, '')"),
    ),
    "bool": (
        *("true", "false", "$.data.b", "not {bool}", "({bool} and {bool})", "({bool} or {bool})", "({any} = {any})"),
        *(
            "({any} != {any})",
            "({number} < {number})",
            "({number} >= {number})",
            "({text} < {text})",
            "({text} > {text})",
        ),
        *("({any} in {list})", "({text} in {text})", "{text}.startsWith({text})", "{text}.endsWith({text}, 'b')"),
        *("{list}.any()", "{list}.any($ = {any})", "{numbers}.all($ > 0)", "{list}.contains({any})", "isString({any})"),
        *(
            "{dict}.containsKey({any})",
            "{dict}.containsValue({any})",
            "isInteger({any})",
            "isNumber({any})",
            "bool({any})",
        ),
        *(
            "isBoolean({any})",
            "isList({any})",
            "isDict({any})",
            "isSet({any})",
            "isEmpty({list})",
            "matches({text}, {text})",
        ),
        *(
            "({text} =~ {text})",
            "({text} !~ {text})",
            "regex('[a-c]').matches({text})",
            "isRegex({any})",
            "({any} is list)",
        ),
        *("set(1, 2).isSubset(set(1))", "(set(1, 2) > set(1))", "isDatetime({any})", "({list} = {list})"),
    ),
    "numbers": (
        *("$.data.l", "[1, 2, 3]", "[]", "[{number}, {number}]", "range({number})", "range(1, 4)", "range(5, 0, -2)"),
        *(
            "{numbers}.where($ > 1)",
            "{numbers}.select($ * 2)",
            "{numbers}.orderBy($)",
            "{numbers}.orderByDescending($)",
        ),
        *(
            "{numbers}.distinct()",
            "{numbers}.reverse()",
            "{numbers}.skip(1)",
            "{numbers}.limit(2)",
            "{numbers}.take(2)",
        ),
        *(
            "{numbers}.takeWhile($ > 1)",
            "{numbers}.skipWhile($ > 1)",
            "({numbers} + {numbers})",
            "{numbers}.append({number})",
        ),
        *("{numbers}.insert(1, {number})", "{numbers}.delete(0)", "{numbers}.replace(0, {number})", "$.data.o.v"),
        *(
            "{numbers}.concat({numbers})",
            "{numbers}.accumulate($1 + $2)",
            "{numbers}.toSet().orderBy($)",
            "list({number})",
        ),
        *("{texts}.select(len($))", "$.data.o.where($.v = 1).v", "({numbers} * 2)", "{numbers}.insertMany(0, [7, 8])"),
        *("{numbers}.zip({numbers}).select($.sum())", "{numbers}.slice(2).first()", "{numbers}.memorize()"),
        *(
            "{numbers}.deleteAll(0, 1)",
            "{numbers}.replaceMany(0, [9], 1)",
            "{numbers}.cycle().limit(5)",
            "sequence(1).limit(3)",
        ),
        *("generate(0, $ < 5, $ + 1)", "{numbers}.selectMany([$, $])", "{numbers}.enumerate().select($.first())"),
    ),
    "texts": (
        *("$.data.t", "[a, b]", "{text}.split(',')", "{text}.split({text})", "{text}.rightSplit(',', 1)", "[{text}]"),
        *(
            "{texts}.where($ != '')",
            "{texts}.select($ + '!')",
            "{texts}.orderBy($)",
            "{texts}.toList()",
            "{dict}.keys()",
        ),
        *("{text}.toCharArray()", "{texts}.reverse()", "({texts} + [{text}])", "$.data.o.name", "{texts}.distinct()"),
        *(
            "regex('[,b]').split({text})",
            "regex('b').searchAll({text})",
            "$.data.o.orderBy($.v).name",
            "{texts}.flatten()",
        ),
        *(
            "$.data.o.orderBy($.v).thenByDescending($.name).name",
            "{texts}.select($.toUpper())",
            "{numbers}.select(str($))",
        ),
        *("$.data.o.toDict($.name, $.v).keys()", "$.data.m.keys().orderBy($)", "{texts}.where($ in {list})"),
    ),
    "list": (
        *("{numbers}", "{texts}", "[{any}, {any}]", "$.data.o", "$.data.o.select([$.name, $.v])", "list({any}, {any})"),
        *(
            "$.data.o.select({{n => $.name}})",
            "{dict}.items()",
            "{dict}.values()",
            "{numbers}.groupBy($ mod 2)",
            "{any}.toList()",
        ),
        *(
            "$.data.o.groupBy($.v, $.name)",
            "$.data.o.groupBy($.v, $.name, [$[0], $[1].len()])",
            "{numbers}.zip({texts})",
        ),
        *(
            "{numbers}.zipLongest({texts}, default => 0)",
            "{list}.slice(2)",
            "{list}.splitWhere($ = 1)",
            "{list}.sliceWhere($ = 1)",
        ),
        *(
            "{list}.partition($ = 1)",
            "{list}.splitAt(1)",
            "{list}.enumerate()",
            "[{list}, {list}].flatten()",
            "[{list}]",
        ),
        *(
            "{numbers}.join({numbers}, $1 > $2, [$1, $2])",
            "{list}.where($)",
            "{list}.skip({number})",
            "{list}.limit({number})",
        ),
        *(
            "{list}.distinct()",
            "{list}.orderBy($)",
            "{list}.selectMany($)",
            "flatten({list})",
            "{list}.defaultIfEmpty([0])",
        ),
        *(
            "{dict}.toList()",
            "$.data.m.a.b",
            "selectAllCases({bool}, {bool})",
            "set({number}, {number})",
            "{list}.toSet()",
        ),
        *(
            "{list}.mergeWith({list})",
            "{dict}.items().select($[0])",
            "[{any}].unpack(x) -> [$x]",
            "set({text}).union(set(a))",
        ),
    ),
    "dict": (
        *(
            "$.data.m",
            "$.data.m.a",
            "{{a => {any}}}",
            "{{{text} => {any}, b => 2}}",
            "{{}}",
            "dict(a => {any})",
            "$.data.o[0]",
        ),
        *(
            "$.data.o.toDict($.name)",
            "$.data.o.toDict($.name, $.v)",
            "{dict}.set({text}, {any})",
            "{dict}.set({{a => 1}})",
        ),
        *(
            "{dict}.delete(a)",
            "{dict}.deleteAll([a, c])",
            "({dict} + {dict})",
            "{dict}.mergeWith({dict})",
            "dict([[a, {any}]])",
        ),
        *("{dict}.mergeWith({dict}, $1 + $2, maxLevels => 1)", "dict({numbers}.select([$, $]))", "$.data.o.first()"),
        *(
            "{texts}.toDict($, len($))",
            "{numbers}.toDict($)",
            "$.data.o.where($.v > 1).first()",
            "{{1 => {any}, null => 2}}",
        ),
    ),
    "any": (
        *("{number}", "{text}", "{bool}", "{list}", "{dict}", "null", "$", "$.data", "$.data.z", "{dict}.get({text})"),
        *("{dict}.get({text}, {any})", "{dict}[{text}]", "{list}[{number}]", "{list}.first({any})", "{list}.single()"),
        *("$.data.nope", "$.data.m?.a", "$.data.z?.a", "{dict}.a", "coalesce({any}, {any})", "let(x => {any}) -> $x"),
        *(
            "{any}.nope()",
            "assert({any}, true)",
            "{any}.assert($ = 1)",
            "{text}.a",
            "call(len, [{any}], {{}})",
            "$x",
            "selectCase({bool})",
        ),
        *(
            "with({any}, {any}) -> [$1, $2]",
            "def(f, $ + 1) -> f({number})",
            "{number}.switchCase({any}, {any})",
            "examine({bool})",
        ),
        *(
            "{any} + {any}",
            "{number} + {text}",
            "{list} * {number}",
            "{text} - {text}",
            "-{text}",
            "{any}.len()",
            "{any}.first()",
        ),
    ),
}

_ENDS = {
    "number": ("1", "$.data.n"),
    "text": ("abc", "$.data.s"),
    "bool": ("true", "false"),
    "numbers": ("$.data.l",),
    "texts": ("$.data.t", "[a]"),
    "list": ("$.data.o", "[1]"),
    "dict": ("$.data.m", "{{}}"),
    "any": ("$.data.z", "1"),
}

_BROKEN = ("(", "1 +", "$.", "a b", "[1,", "{a =>", "'", "@", "", " ", "$.data.where(", "=>", "é!", "1 1")


def expression(random: Random, depth: int = 3) -> str:
    """A text of yaql; once in a while one that is none."""
    if random.random() < 0.04:
        return random.choice(_BROKEN)
    kind = random.choice(tuple(_RULES))
    return _expand(random, kind, depth)


def _expand(random: Random, kind: str, depth: int) -> str:
    if random.random() < 0.05:
        kind = "any"
    rule = random.choice(_ENDS[kind] if depth <= 0 else _RULES[kind])
    found = ""
    rest = rule.replace("{{", "\0").replace("}}", "\1")
    while "{" in rest:
        before, _, rest = rest.partition("{")
        name, closed, after = rest.partition("}")
        if name not in _RULES or not closed:  # a brace of yaql's own: '{0}'
            found += before + "{"
            continue
        found += before + _expand(random, name, depth - 1)
        rest = after
    return (found + rest).replace("\0", "{").replace("\1", "}")
