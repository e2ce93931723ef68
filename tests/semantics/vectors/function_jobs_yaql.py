"""Jobs about yaql."""

from __future__ import annotations

from typing import Any

from tests.semantics.vectors.function_job import NEW, ODD, Jobs, both, job

EXPRESSIONS = """
1 + 1 | 1 / 2 | -7 / 2 | 7 mod 3 | -7 mod 3 | 1.0 / 3 | 2 * 'ab' | 'ab' * 0 | 'ab' * -1 | 1 = 1.0 | 1 = true | 1 != '1' | null = null
'a' < 'b' | 1 < 'a' | null < 1 | null > null | not true | true and 0 | false or 'x' | null and 1 | 1 in [1, 2] | 'a' in 'abc' | 1 in set(1)
$.data | $.data.s | $.data.l | $.data.m | $.data.n | $.data.nope | $.data.get(nope) | $.data.get(nope, 5) | $.data['s'] | $.data[nope] | $ | $1 | $2
$.data.l[0] | $.data.l[-1] | $.data.l[9] | $.data.l['a'] | $.data.s[0] | $.data.m.a.b | $.data.m?.a | $.data.n?.a | $.data.n.a | $.nope?.a
$.data.l.len() | len($.data.l) | $.data.s.len() | $.data.m.len() | $.data.l.sum() | $.data.l.max() | $.data.l.min() | [].sum() | [].sum(0) | ['a', 'b'].sum()
$.data.l.where($ > 1) | $.data.l.select($ * 2) | $.data.l.select(str($)) | $.data.l.orderBy($) | $.data.l.orderByDescending($) | $.data.l.reverse()
$.data.l.first() | $.data.l.last() | [].first() | [].first(null) | [].last() | [1].single() | [1, 2].single() | $.data.l.any() | $.data.l.all($ > 0) | $.data.l.any($ > 2)
$.data.l.skip(1) | $.data.l.limit(2) | $.data.l.take(1) | $.data.l.takeWhile($ > 1) | $.data.l.skipWhile($ > 1) | $.data.l.indexOf(1) | $.data.l.indexOf(9) | $.data.l.contains(1)
$.data.l.distinct() | [1, 1.0, true].distinct() | $.data.l.toSet() | $.data.l.toList() | $.data.l.count() | $.data.l.append(7) | $.data.l + [7] | $.data.l - [7]
$.data.l.join(',') | $.data.l.select(str($)).join(',') | ','.join(['a', 'b']) | ','.join([1, null]) | $.data.s.split(',') | $.data.s.split(',', 1) | 'a b'.split() | 'a,b'.rightSplit(',', 1)
$.data.s.toUpper() | 'AbC'.toLower() | ' a '.trim() | ' a '.trimLeft() | 'xax'.trim(x) | ' '.norm() | 'a'.norm() | ''.isEmpty() | isEmpty(null) | ' '.isEmpty(trim => false)
$.data.s.replace(a, b) | $.data.s.replace({a => 1, b => 2}) | $.data.s.replace('', '-') | 'aaa'.replace(a, b, 2) | $.data.s.startsWith(a) | $.data.s.endsWith(x, d) | $.data.s.indexOf(b) | $.data.s.substring(1, 2) | $.data.s.substring(-2)
concat(a, b) | concat('a', $.data.s) | concat() | str(1) | str(null) | str(true) | str([1, 'a']) | str({a => 1}) | str(1.0) | str(set(1)) | int('12') | int(null) | int(1.9) | int('x') | float('1.5') | float(null) | bool('') | hex(255)
isString(a) | isInteger(1) | isInteger(true) | isNumber(1.5) | isList([1]) | isDict({}) | isSet(set()) | isBoolean(true) | isIterable('a') | isRegex(a)
{a => 1, b => 2} | {a => 1}.set(b, 2) | {a => 1}.set({a => 3}) | {a => 1}.delete(a) | {a => 1}.deleteAll([a]) | {a => 1} + {b => 2} | {a => 1}.containsKey(a) | {a => 1}.containsValue(2) | dict([[a, 1], [b, 2]]) | dict(a => 1) | {1 => 2, null => 3}
$.data.m.keys() | $.data.m.values() | $.data.m.items() | $.data.m.keys().toList() | $.data.m.items().toList() | $.data.m.items().select($[0]) | $.data.m.mergeWith({a => {z => 1}}) | $.data.m.mergeWith({a => 1})
$.data.o.toDict($.name, $.v) | $.data.o.toDict($.name) | $.data.o.groupBy($.v) | $.data.o.groupBy($.v, $.name) | $.data.o.groupBy($.v, $.name, $.len()) | $.data.o.name | $.data.o.select($.name) | $.data.o.where($.v = 1).select($.name) | $.data.o.selectMany([$.name, $.v]) | $.data.o.orderBy($.v).thenByDescending($.name).select($.name)
$.data.o.select({n => $.name}) | $.data.o.select([$.name, $.v]) | $.data.o.nope | $.data.o.aggregate($1 + $2.v, 0) | $.data.l.reduce($1 + $2) | $.data.l.accumulate($1 + $2) | [].aggregate($1) | $.data.l.sum(10)
[1, [2, [3]]].flatten() | [1, 2].zip([3, 4]) | [1, 2].zip([3]) | [1].zipLongest([3, 4]) | [1, 2].join([3, 4], true, [$1, $2]) | [1, 2, 3, 4].slice(2) | [1, 0, 2].splitWhere($ = 0) | [1, 1, 2].sliceWhere($) | [1, 2, 3].splitAt(1) | [1, 2].enumerate() | enumerate([1], 5)
[1, 2, 3].delete(1) | [1, 2, 3].replace(0, 9) | [1, 2, 3].replaceMany(0, [8, 9]) | [1, 2].insert(1, 9) | [1, 2].insertMany(1, [8, 9]) | [1, 2].insert(9, 9) | [1, 2].memorize() | [].defaultIfEmpty([1]) | [3].defaultIfEmpty([1]) | repeat(1, 3) | 1.repeat(3) | [1, 2].cycle().limit(3)
range(3) | range(1, 4) | range(4, 0, -1) | range(0) | range(200) | range(201) | range(1000000000000).limit(3) | range(1, 5, 0) | sequence().limit(2) | sequence() | sequence(1, 2).limit(2) | generate(1, $ < 20, $ * 3) | generate(1, $ < 20, $ * 3, str($)) | generateMany(1, switch($ < 4 => [$ * 2, $ * 2 + 1], true => [])) | generate(1, true, $, decycle => true)
set(1, 2) + set(2, 3) | set(1, 2) - set(2) | set(1, 2).union(set(3)) | set(1, 2).intersect(set(2)) | set(1).symmetricDifference(set(2)) | set(1) < set(1, 2) | set(1).add(2) | set(1).remove(1) | set(b, a, c).toList() | set(8, 1, 16).toList() | set(true, 1) | set([1]) | [set(1)] | {a => set(a)}
switch($.data.s = x => 1, true => 2) | switch(false => 1) | selectCase(false, true) | selectAllCases(true, false, true) | 1.switchCase(a, b) | 9.switchCase(a, b) | coalesce(null, 3) | coalesce(null) | examine(1, 0) | let(x => 5) -> $x + 1 | let(5) -> $1 | with(5, 6) -> $2 | [1, 2].unpack(a, b) -> $a + $b | [1, 2].unpack(a) -> $a | def(f, $ + 1) -> f(4)
call(len, [[1, 2]], {}) | call(nope, [], {}) | nope() | 1.nope() | 'a'.nope() | {a => 1}.nope() | [1, 'b'].nope() | len() | len(1) | len(null) | 1 + a | 1 + null | $.data + 1 | [1] + 1 | -'a' | -null | 'a' - 'b' | {} - {}
max(1, 2) | min(1, 2) | max(a, b) | max(1, a) | max(null, 1) | abs(-1) | round(1.5) | round(2.5) | round(1.234, 2) | round(15, -1) | sign(-3) | pow(2, 10) | pow(2, -1) | pow(2, 10, 7) | pow(2, 0.5) | pow(0, 0) | bitwiseAnd(6, 3) | bitwiseOr(6, 3) | bitwiseXor(6, 3) | bitwiseNot(6) | shiftBitsLeft(1, 4) | shiftBitsRight(16, 2) | shiftBitsLeft(1, -1)
1 / 0 | 1.0 / 0 | 1 mod 0 | pow(0, -1) | pow(2, 100000) | shiftBitsLeft(1, 1000000) | 'a' * 9000 | 'a' * 20000 | [1] * 3 | [1] * 5000 | 2 * [1] | range(200).toList() * 10 | int('9' * 4400) | 10000000000000000000000 * 10000000000000000000000 | 1e5 | 1.5 | .5 | 0x10 | 007 | 12abc
'abc' =~ 'b' | 'abc' !~ 'b' | 'abc'.matches('^b') | regex('b').matches('abc') | regex('B', ignoreCase => true).matches('abc') | regex('a.c').search('xabcx') | regex('(b)(c)').search('abc', $2.value) | regex('b').search('x') | regex('b').searchAll('abcb') | regex('[,;]').split('a,b;c') | 'a1b2'.split(regex('[0-9]')) | regex('b').replace('abcb', 'x') | regex('(b)').replace('abcb', '<\\\\1>') | 'abcb'.replace(regex('b'), 'x', 1) | regex('b').replaceBy('abcb', $.value.toUpper()) | 'abc'.replaceBy(regex('.'), concat($.value, '-')) | regex('x*').replace('abc', '-') | regex('b').replace('abc', '\\\\1') | 'a' =~ '(' | regex('(') | regex('^a', multiLine => true).searchAll('a\\na') | regex('a.b', dotAll => true).matches('a\\nb') | escapeRegex('a.b') | 'a.b' =~ escapeRegex('.')
datetime(2015, 8, 29).format('%Y-%m-%d') | datetime('2015-08-29 10:11:12').hour | datetime('2015-08-29T10:11:12Z').timestamp | datetime('2015-08-29', '%Y-%m-%d').day | datetime(0).year | timespan(hours => 2).minutes | (datetime(2015, 1, 2) - datetime(2015, 1, 1)).hours | datetime(2015, 1, 1) < datetime(2016, 1, 1) | datetime(2015, 13, 1) | datetime('x') | isDatetime(1) | datetime(2015, 1, 1).replace(year => 2016).year | timespan(days => 1) * 2 = timespan(days => 2) | datetime(2015, 1, 1).weekday | utctz().hours
'a' | "a" | `a` | 'a\\'b' | '\\u00e9' | '\\n' | a | true | null | false | [1, 2] | [] | {} | {a => [1, {b => null}]} | '' | (1) | ((1 + 2) * 3) | 1 + 2 * 3 | - 1 | not not 1 | a.b | $.data.s.len() + 1 | $x | list(1, 2) | list(range(3)) | list([1], range(2)) | set(range(3)) | [range(3)] | {a => range(3)} | [1, 2].select([$, range($)]) | characters(octdigits => true, digits => true).len() | 'ab'.toCharArray()
( | ) | 1 + | + | $. | $.data. | [1, | {a | {a =>} | 'a | a b | 1 2 | $.data.where( | foo( | @ | a @ b | a => b | => | , | \\ | $.data.l.where($ > ) | é | 'é' + 'ü'
$.data.l.where($) | $.data.l.where($ > a) | $.data.l.select($.x) | $.data.s.where($) | $.data.n.where($) | $.data.n.len() | $.data.l.first().x | $.data.l.toDict($) | $.data.l.toDict([$]) | [[1]].toSet() | [{a => 1}].toSet() | [[1]].distinct() | {[1] => 2} | dict([[1]]) | dict([1]) | $.data.l.orderBy($.x) | [1, a].orderBy($) | [null, 1].orderBy($) | [1, 2].sum(a) | ''.join([a, b], c) | 'a'.join([b], [c])
"""


def yaql_jobs() -> Jobs:
    data: Any = {
        "s": "abcd,b",
        "l": [3, 1, 2, 1],
        "m": {"a": {"b": [1, None]}, "c": "d"},
        "n": None,
        "o": [{"name": "x", "v": 2}, {"name": "y", "v": 1}, {"name": "z", "v": 1}],
    }
    for text in EXPRESSIONS.replace("\n", " | ").split(" | "):
        if text.strip():
            yield job(NEW, {"yaql": {"expression": text.strip(), "data": data}})
    for value in ODD:
        yield from both(["2016-10-14", NEW], "yaql", value)
        yield from both([NEW], "yaql", {"expression": value, "data": [1]}, "expression")
        yield from both([NEW], "yaql", {"expression": "$.data", "data": value}, "data")
        yield from both([NEW], "yaql", {"expression": "[$.data, str($.data), $.data = $.data]", "data": value}, "data")
    given: list[Any] = [
        {"expression": "1"},
        {"data": 1},
        {"expression": "1", "data": 1, "more": 1},
        {"expression": "$.data"},
        {"expression": "$.data", "data": {"if": [False, 1]}},
    ]
    for args in given:
        yield job(NEW, {"yaql": args})
    yield job(NEW, {"yaql": {"expression": {"if": [False, 1]}}})
    big = [{"n": number, "t": "x" * 50} for number in range(150)]
    for text in [
        "$.data.len()",
        "$.data.where($.n > 140).n",
        "$.data.select($.t).join('')",
        "$.data.select($.n).sum()",
        "$.data.toDict($.n, $.t).len()",
        "$.data.n",
        "$.data.select($.t * 10).join('').len()",
    ]:
        yield job(NEW, {"yaql": {"expression": text, "data": big}})
    yield job(NEW, {"yaql": {"expression": "$.data", "data": list(range(201))}})
    yield job(NEW, {"yaql": {"expression": "$.data.len()", "data": list(range(201))}})
    yield job(NEW, {"yaql": {"expression": "$.data[200]", "data": list(range(201))}})
    yield job(NEW, {"yaql": {"expression": "$.data.k150", "data": {f"k{number}": number for number in range(300)}}})
    yield job(NEW, {"yaql": {"expression": "$.data", "data": {f"k{number}": number for number in range(201)}}})
    yield job(NEW, {"yaql": {"expression": "$.data.len()", "data": "x" * 20000}})
    yield job(NEW, {"yaql": {"expression": "1", "data": "x" * 20000}})
