"""Ask a real Heat for the vectors of the function tests.

    <python of an environment with openstack-heat> make_function_vectors.py <script of the oracle>

The script of the oracle is a module with ``setup()`` and ``run_snippet(job)``.
Files are written beside this one: ``functions.jsonl`` (chosen arguments),
``functions_random.jsonl`` (drawn with a fixed seed), ``functions_yaql.jsonl``
and ``functions_tables.json`` (the functions of each template version).  Each
line is a job with Heat's answer under ``heat``.
"""

import importlib.util
import itertools
import json
import random
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
HOT = ["2013-05-23", "2014-10-16", "2015-04-30", "2015-10-15", "2016-04-08", "2016-10-14", "2017-02-24", "2017-09-01", "2021-04-16"]
CFN = ["2010-09-09", "2012-12-12"]
NEW = "2021-04-16"
DEEP = {"b": [1, None, {"é": True}], "a": 1.5}
ODD = [None, True, False, 0, 1, 7, -1, 1.0, 2.5, 1e20, "", "a", "ab", ",", "é", "中", [], ["a"], [1], {}, {"a": 1}, DEEP]


def hidden(value):
    """The value behind a function, so that it is not seen before it is resolved, and the parameter for it."""
    kind = "string" if isinstance(value, str) else "json"
    return {"get_param": "h"}, {"h": {"type": kind, "default": value}}


def job(version, snippet, **more):
    return {"version": version, "snippet": snippet, **more}


def both(versions, name, args, place=None):
    """A job for each version, and one more with the part at ``place`` (or all) behind a parameter."""
    for version in versions:
        yield job(version, {name: args})
    if version in CFN:
        return
    if place is None:
        value, part = args, None
    elif isinstance(args, (list, dict)):
        value = args[place]
    if value is None or value == "":
        return
    call, parameters = hidden(value)
    if place is None:
        changed = call
    elif isinstance(args, list):
        changed = [call if number == place else item for number, item in enumerate(args)]
    else:
        changed = {key: call if key == place else item for key, item in args.items()}
    yield job(versions[-1], {name: changed}, parameters=parameters)


def join_jobs():
    for args in [*ODD, [","], [",", ["a"], ["b"]], [",", ["a", "b"]], [None, ["a"]], [1, ["a"]], [",", ["a", None, ""]]]:
        yield from both(["2013-05-23", NEW], "list_join", args)
    for item in ODD:
        yield from both(["2014-10-16", NEW], "list_join", [",", item], 1)
        yield from both(["2014-10-16", NEW], "list_join", ["-", ["x", item]], 1)
        yield from both(["2014-10-16", NEW], "list_join", [item, ["x", "y"]], 0)
    yield job(NEW, {"list_join": [",", ["a"], None, [], ["b", {"z": 1, "a": [None]}], ["", ["x"]]]})
    yield job(NEW, {"list_join": [",", ["a"], 0, False, "", {}]})
    yield job(NEW, {"list_join": [",", ["a"], 5]})
    yield job(NEW, {"list_join": [",", [{"if": [False, "a"]}, "b"]]})
    yield job(NEW, {"list_join": [{"if": [False, "a"]}, ["b"]]})
    yield job(NEW, {"list_join": [",", {"if": [False, "a"]}]})
    yield job(NEW, {"list_join": [",", ["b"], {"if": [False, "a"]}]})
    yield job("2014-10-16", {"list_join": [",", ["x" * 300, ["y" * 300]]]})
    yield job(NEW, {"list_join": [",", [1.5, ["y" * 300]]]})


def replace_jobs():
    name_of = {"2013-05-23": "str_replace", NEW: "str_replace"}
    for version, name in name_of.items():
        for args in [*ODD, {"template": "a"}, {"params": {}}, {"template": "x", "params": {}, "more": 1}]:
            yield from both([version], name, args)
        for value in ODD:
            yield from both([version], name, {"template": "x-y", "params": {"x": value, "y": 1}}, "params")
            yield from both([version], name, {"template": value, "params": {"a": "b"}}, "template")
            yield from both([version], name, {"template": "aba", "params": value}, "params")
    for name in ("str_replace_strict", "str_replace_vstrict"):
        for value in ODD:
            yield from both([NEW], name, {"template": "x-y", "params": {"x": value, "y": 1}}, "params")
            yield from both([NEW], name, {"template": "x-y", "params": {"x": 1, "n": value}}, "params")
            yield from both([NEW], name, {"template": value, "params": {"a": "b"}}, "template")
            yield from both([NEW], name, {"template": "aba", "params": value}, "params")
    texts = ["", "abcabc", "aab", "a\nb", "ababab", "$a ${ab} $abc", "éa"]
    params = [{"a": "b", "b": "a"}, {"ab": "1", "a": "2", "b": "3"}, {"aa": "x", "ab": "y"}, {"": "x"}, {"a": ""}, {"$a": 1, "$ab": 2, "${ab}": 3}]
    params += [{"a": "aa"}, {"zz": 1, "a": 2, "yy": 3, "yyy": 4}, {"b": {"a": "a"}, "a": ["b", 1.0, 1e20, "é\n\"", {"2": 1, "10": 2}]}]
    for name, text, given in itertools.product(["str_replace", "str_replace_strict", "str_replace_vstrict"], texts, params):
        yield job(NEW, {name: {"template": text, "params": given}})
    yield job(NEW, {"str_replace": {"template": "x y", "params": {"x": {"if": [False, "b"]}, "y": "z"}}})
    yield job(NEW, {"str_replace": {"template": {"if": [False, "b"]}, "params": {}}})
    yield job(NEW, {"str_replace": {"template": "a", "params": {"if": [False, {}]}}})
    yield job(NEW, {"str_replace": {"template": "k1 k2", "params": {"yaql": {"expression": "dict(1 => 2, k1 => 3)"}}}})
    yield job(NEW, {"str_replace": {"template": "k1 k2", "params": {"yaql": {"expression": "dict(1 => 2)"}}}})
    yield job(NEW, {"str_replace": {"template": "k", "params": {"k": {"yaql": {"expression": "set(3, 1)"}}}}})
    yield job(NEW, {"str_replace": {"template": "k", "params": {"k": {"yaql": {"expression": "[set(1)]"}}}}})
    yield job(NEW, {"str_replace_strict": {"template": "k", "params": {"yaql": {"expression": "set(k)"}}}})
    for args in [*ODD, [{"a": "1"}, "xa"], [{"a": "1"}], [{"a": "1"}, "xa", 1], [None, "a"], [{"a": [1]}, "a"], [{"a": None, "ab": 1}, "ab a"]]:
        yield from both(CFN + ["2013-05-23"], "Fn::Replace", args)
    yield from both(["2013-05-23"], "Fn::Replace", [{"a": "1"}, "xa"], 0)


def split_jobs():
    for args in [*ODD, [","], [",", "a,b"], [",", "a,b", 0], [None, "a b  c"], [1, "a"], [",", "a,b", 1, 2]]:
        yield from both(["2015-10-15", NEW], "str_split", args)
    for value in [*ODD, "1", "-1", "-3", " 1 ", "1_0", "x", 2, -2, -3, 1.9, "٣", "0x1"]:
        yield from both([NEW], "str_split", [",", "a,b", value], 2)
        yield from both([NEW], "str_split", [value, "a,b c"], 0)
        yield from both([NEW], "str_split", [",", value], 1)
    for args in [*ODD, [","], [",", "a,b"], [",", "a,b", 0], [None, "a b"], ["", "a"], [",", ""], [",", None], [",", 5], [",", ["a"]]]:
        yield from both(CFN + ["2013-05-23"], "Fn::Split", args)
    yield job("2013-05-23", {"Fn::Split": [{"get_param": "h"}, "a,b"]}, parameters={"h": {"type": "string", "default": ","}})


def repeat_jobs():
    versions = ["2015-04-30", "2016-10-14", NEW]
    lists = [None, [], ["1"], ["1", "2"], ["1", 2], [None], {}, {"k": 1, "l": 2}, "ab", "", 5, True, [["1"]], [{"a": 1}]]
    templates = ["%x%", "%x%%y%", {"%x%": ["%y%", 1, None, "%x%-%x%"]}, ["a"], "", None, 5, [], {"%x%": 1, "%y%": 2}]
    for value in ODD:
        yield from both(versions, "repeat", value)
        yield from both([NEW], "repeat", {"template": "%x%", "for_each": value}, "for_each")
        yield from both([NEW], "repeat", {"template": "%x%", "for_each": {"%x%": ["1"]}, "permutations": value})
    for value, template in itertools.product(lists, templates):
        yield from both(versions, "repeat", {"template": template, "for_each": {"%x%": value}}, "for_each")
    for left, right, flag in itertools.product(lists[:9], lists[:9], [True, False]):
        args = {"template": {"%x%": "%x%%y%"}, "for_each": {"%x%": left, "%y%": right}, "permutations": flag}
        yield job(NEW, {"repeat": args})
    yield job(NEW, {"repeat": {"template": "%x%", "for_each": {"%x%": ["%y%"], "%y%": ["%x%"]}}})
    yield job(NEW, {"repeat": {"template": "%x%", "for_each": {"": ["a", "b"]}}})
    yield job(NEW, {"repeat": {"template": "xy", "for_each": {"y": ["1", "2"], "x": ["3", "4"]}}})
    yield job(NEW, {"repeat": {"template": {"if": [False, "a"]}, "for_each": {"x": ["1"]}}})
    yield job(NEW, {"repeat": {"template": "a", "for_each": {"if": [False, {}]}}})
    yield job(NEW, {"repeat": {"template": ["%x%", {"if": [False, "a"]}], "for_each": {"%x%": ["1", {"if": [False, "a"]}]}}})
    yield job(NEW, {"repeat": {"template": "a", "for_each": {"x": ["1"]}, "permutations": {"get_param": "h"}}}, parameters={"h": {"type": "boolean", "default": True}})
    yield job(NEW, {"repeat": {"template": "1%x%", "for_each": {"yaql": {"expression": "dict(1 => ['a'])"}}}})
    yield job(NEW, {"repeat": {"template": "%x%", "for_each": {"%x%": {"yaql": {"expression": "set(a)"}}}}})
    yield job(NEW, {"repeat": {"template": {"str_replace": {"template": "%x%", "params": {"x": "y"}}}, "for_each": {"%x%": ["1"]}}})
    yield job(NEW, {"repeat": {"template": {"yaql": {"expression": "[set(a), dict(1 => a)]"}}, "for_each": {"a": ["1"]}}})


def digest_jobs():
    names = ["md5", "MD5", "sha1", "SHA256", "sha512", "Sha224", "sha3_256", "SHA3_256", "blake2b", "BLAKE2s", "ripemd160", "sm3", "md5-sha1"]
    names += ["sha512_256", "SHA512_224", "shake_128", "SHAKE_256", "md4", "whirlpool", "foo", "", " md5", "sha-256", "sha512-256", "RIPEMD160", "SM3", "MD5-SHA1", "SHA3_512"]
    for name, text in itertools.product(names, ["", "a", "é", "中"]):
        yield job(NEW, {"digest": [name, text]})
    for value in ODD:
        yield from both(["2015-04-30", NEW], "digest", value)
        yield from both([NEW], "digest", ["md5", value], 1)
        yield from both([NEW], "digest", [value, "a"], 0)
    yield from both([NEW], "digest", ["md5", "a", "b"])


def map_jobs():
    for value in [*ODD, [None], [{"a": 1}, None, {"b": None, "a": 2}], [{"a": 1}, "x"], [{"a": {"b": 1}}, {"a": {"c": 1}}], "xy", [[1]], [True], [1.5], [["z" * 300]]]:
        yield from both(["2016-04-08", NEW], "map_merge", value)
    yield job(NEW, {"map_merge": [{"a": 1}, {"if": [False, {}]}]})
    yield job(NEW, {"map_merge": [{"a": 1}, {"yaql": {"expression": "set(1)"}}]})
    yield job(NEW, {"map_merge": {"yaql": {"expression": "set(1)"}}})
    yield job(NEW, {"map_merge": [{"yaql": {"expression": "dict(1 => a)"}}, {"yaql": {"expression": "dict(true => b)"}}]})
    for value in [*ODD, [None], [None, None], [{"a": 1}, {}, {}], [{"a": 1}, {}], [1, {}], [{}, 1], [{}, {"keys": 1}], [{}, {"values": []}], [{}, {"x": 1}]]:
        yield from both(["2016-10-14", NEW], "map_replace", value)
    source = {"a": "x", "b": 1, "c": True, "d": None, "e": ["x"], "f": {"x": 1}, "g": 1.0}
    keys = [None, {}, {"a": "z"}, {"a": "b"}, {"a": "a"}, {"a": None}, {"a": ["z"]}, {"a": {}}, {"a": 1}, {"a": "z", "b": "z"}, {"q": "a"}, {"a": "", "b": False, "c": 0}]
    values = [None, {}, {"x": "y"}, {"x": None}, {"1": "one"}, {"x": [1]}]
    for one, two in itertools.product(keys, values):
        yield job(NEW, {"map_replace": [source, {"keys": one, "values": two}]})
    yield job(NEW, {"map_replace": [source, {"values": {"yaql": {"expression": "dict(1 => one, null => nil)"}}}]})
    yield job(NEW, {"map_replace": [{"yaql": {"expression": "dict(a => set(1))"}}, {"values": {"a": 1}}]})
    yield job(NEW, {"map_replace": [source, {"keys": {"yaql": {"expression": "dict(a => set(1))"}}}]})


def list_jobs():
    lists = [*ODD, [None], [[1], None, [1, 2]], [["a"], "b"], [[1, True, 1.0, "1"], [{"a": 1}, {"a": True}], [[1], [True]]], [{"a": "é"}], [["a"], {"b": "é"}], [["a"], 5, None], [[None, None]]]
    for value in lists:
        yield from both(["2017-09-01", NEW], "list_concat", value)
        yield from both(["2017-09-01", NEW], "list_concat_unique", value)
    yield job(NEW, {"list_concat": [["a"], {"if": [False, "b"]}]})
    yield job(NEW, {"list_concat": [["a"], {"yaql": {"expression": "set(1)"}}]})
    yield job(NEW, {"list_concat_unique": [[{"yaql": {"expression": "set(1)"}}], [{"yaql": {"expression": "set(true)"}}]]})
    for value in [*ODD, [1, 2, 3], [[None, "a"], ["a", None, "b"]], [[1], [1, True, 1.0, "1", [1]]], [[[1]], [[True], [2], 1]], [[{"a": 1}], [{"a": 1}, {"a": 2}]]]:
        yield from both(["2017-02-24", NEW], "filter", value)
    for value in ODD:
        yield from both([NEW], "filter", [value, ["a", 1]], 0)
        yield from both([NEW], "filter", [["a", 1], value], 1)
        yield from both([NEW], "filter", [[value], ["a", value, 1]], 0)
    yield job(NEW, {"filter": [{"if": [False, 1]}, ["a"]]})
    yield job(NEW, {"filter": [["a"], {"if": [False, 1]}]})
    yield job(NEW, {"filter": [["a"], {"yaql": {"expression": "set(a)"}}]})
    for value in [*ODD, ["a"], ["a", "abc"], ["a", "abc", 1], ["", ""]]:
        yield from both(["2017-09-01", NEW], "contains", value)
    for value in ODD:
        yield from both([NEW], "contains", [value, ["a", 1, None, [], {}]], 0)
        yield from both([NEW], "contains", [value, "a,é"], 0)
        yield from both([NEW], "contains", ["a", value], 1)
        yield job(NEW, {"contains": [value, [value]]}, mode="condition")
    yield job(NEW, {"contains": ["a", {"yaql": {"expression": "set(a)"}}]})
    yield job(NEW, {"contains": [{"if": [False, 1]}, [None]]})


def url_jobs():
    for value in [*ODD, "port", "scheme", ["port"], ["scheme"], ["query"], {"hostt": "h", "z": 1}, {"host": "h"}]:
        yield from both([NEW], "make_url", value)
    whole = {"scheme": "http", "username": "u", "password": "p", "host": "h", "port": 80, "path": "/p", "query": {"a": "b"}, "fragment": "f"}
    yield from both([NEW], "make_url", whole)
    for key in whole:
        for value in [*ODD, "a b/?#:@%", "[::1]", "::1", "fe80::1%eth0", 65535, 65536, "80", " 80 ", "65536", "0", 80.5, "//x", "x//y", {"q r": "s/t&u", "l": [1, "a"], "n": None, "b": True, "é": 1.5}, [1, 2], ["a", ["b"]]]:
            yield from both([NEW], "make_url", {**whole, key: value}, key)
            yield job(NEW, {"make_url": {"host": "h", key: value}})
            yield job(NEW, {"make_url": {key: value}})
        yield job(NEW, {"make_url": {name: value for name, value in whole.items() if name != key}})
        yield job(NEW, {"make_url": {**whole, key: {"if": [False, "a"]}}})
    for scheme, host, path in itertools.product(["", "http", "mailto", "svn+ssh", "rtsps", "a:b", "HTTP"], ["", "h", "::1"], ["", "p", "/p", "//p", "p/é ü"]):
        yield job(NEW, {"make_url": {"scheme": scheme, "host": host, "path": path}})
        yield job(NEW, {"make_url": {"scheme": scheme, "username": "u:@", "host": host, "path": path, "fragment": "é#"}})


def logic_jobs():
    for left, right in itertools.product(ODD, ODD):
        yield job(NEW, {"equals": [left, right]}, mode="condition")
    for value in [*ODD, [1], [1, 2, 3]]:
        for name in ("equals", "and", "or", "not"):
            yield job(NEW, {name: value}, mode="condition")
        for name in ("Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not"):
            yield job("2010-09-09", {name: value}, mode="condition")
            yield job("2010-09-09", {name: [value]}, mode="condition")
        yield job(NEW, {"and": [True, value]}, mode="condition")
        yield job(NEW, {"or": [False, value]}, mode="condition")
        yield job(NEW, {"not": value}, mode="condition")
    for left, right in itertools.product([True, False], [True, False]):
        for name in ("and", "or"):
            yield job(NEW, {name: [left, right]}, mode="condition")
            yield job(NEW, {name: [left, {"not": right}, {"equals": [left, right]}]}, mode="condition")
    yield job("2010-09-09", {"Fn::Not": [True]}, mode="condition")
    yield job("2010-09-09", {"Fn::Not": [{"Fn::Equals": [1, 2]}]}, mode="condition")
    for name in ("list_join", "get_attr", "str_replace"):
        yield job(NEW, {name: ["a"]}, mode="condition")


def cfn_jobs():
    collections = [*ODD, ["a", "b", "c"], {"a": 1, "1": 2, "": 3}, '["a", 1]', '{"a": {"b": [1]}}', "[", "null", "5", '"abc"', " ", "NaN", "[NaN]", '{"a": 1, "a": 2}']
    indices = [*ODD, "0", "1", "-1", "-4", 2, 1.9, " 1 ", "x", 10**30]
    for value in [*ODD, [1], [1, 2, 3], "xy", {"0": 1, "1": ["a"]}]:
        yield from both(CFN + ["2013-05-23"], "Fn::Select", value)
    for index, collection in itertools.product(indices, collections):
        yield job("2012-12-12", {"Fn::Select": [index, collection]})
    yield job("2014-10-16", {"Fn::Select": [{"get_param": "h"}, ["a"]]}, parameters={"h": {"type": "number", "default": 0}})
    for value in ODD:
        yield from both(CFN + ["2013-05-23"], "Fn::Base64", value)
        yield from both(CFN + ["2013-05-23"], "Fn::Join", value)
        yield from both(CFN + ["2013-05-23"], "Fn::Join", [value, ["a", "b"]], 0)
        yield from both(CFN + ["2013-05-23"], "Fn::Join", [",", value], 1)
        yield from both(CFN + ["2013-05-23"], "Fn::Join", [",", ["a", value]], 1)
        yield from both(CFN + ["2013-05-23"], "Fn::MemberListToMap", value)
        yield from both(CFN + ["2013-05-23"], "Fn::MemberListToMap", ["Name", "Value", value], 2)
        yield from both(CFN + ["2013-05-23"], "Fn::MemberListToMap", ["Name", value, []])
        yield from both(CFN + ["2013-05-23"], "Fn::MemberListToMap", [value, "Value", []])
        yield job("2010-09-09", {"Fn::FindInMap": value})
        yield job("2010-09-09", {"Fn::FindInMap": [value]})
        yield job("2010-09-09", {"Fn::GetAtt": value})
        yield job("2010-09-09", {"Fn::GetAtt": [value]})
        yield job("2010-09-09", {"Fn::GetAtt": [value, "a", "b"]})
        yield job("2010-09-09", {"Fn::ResourceFacade": value})
        yield job("2010-09-09", {"Fn::If": value})
        yield job("2010-09-09", {"Fn::If": [True, value]})
        yield job("2010-09-09", {"Ref": value})
        for version in ("2013-05-23", "2014-10-16", NEW):
            yield job(version, {"get_attr": value})
            yield job(version, {"get_attr": [value]})
            yield job(version, {"resource_facade": value})
        yield job("2017-09-01", {"if": value})
        yield job("2017-09-01", {"if": [True, value]})
        yield job("2017-09-01", {"if": [True, value, 1]})
        yield job(NEW, {"if": value})
        yield job(NEW, {"if": [True, value]})
        yield job(NEW, {"if": [True, value, 1, 2]})
    members = [
        [".member.0.Name=a", ".member.0.Value=b"],
        [".member.1.Name=a", ".member.0.Value=b", ".member.1.Value=c=d"],
        [".member.0.Name=a", ".member.0.Value=1", ".member.1.Name=a", ".member.1.Value=2"],
        [".member.01.Name=a", ".member.1.Value=1", "x.member.2.Name=q", ".member.2.Value="],
        [".member.0.Name", ".member.0.Value=b"],
        ["a=b", ""],
        [".member.0.Name=", ".member.0.Value="],
        [".member.0.Name=a", 5],
        {".member.0.Name=a": 1, ".member.0.Value=b": 2},
        "=",
        [".member." + "9" * 4400 + ".Name=a", ".member." + "9" * 4400 + ".Value=a"],
    ]
    for value in members:
        yield from both(CFN + ["2013-05-23"], "Fn::MemberListToMap", ["Name", "Value", value], 2)
    yield job("2013-05-23", {"Fn::Select": {"get_param": "h"}}, parameters={"h": {"type": "json", "default": [0, ["a"]]}})
    for name, args in (("Fn::Join", ["", ["a"]]), ("Ref", "a"), ("Fn::Select", [0, ["a"]])):
        yield job(NEW, {name: args})


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


def yaql_jobs():
    data = {"s": "abcd,b", "l": [3, 1, 2, 1], "m": {"a": {"b": [1, None]}, "c": "d"}, "n": None, "o": [{"name": "x", "v": 2}, {"name": "y", "v": 1}, {"name": "z", "v": 1}]}
    for text in EXPRESSIONS.replace("\n", " | ").split(" | "):
        if text.strip():
            yield job(NEW, {"yaql": {"expression": text.strip(), "data": data}})
    for value in ODD:
        yield from both(["2016-10-14", NEW], "yaql", value)
        yield from both([NEW], "yaql", {"expression": value, "data": [1]}, "expression")
        yield from both([NEW], "yaql", {"expression": "$.data", "data": value}, "data")
        yield from both([NEW], "yaql", {"expression": "[$.data, str($.data), $.data = $.data]", "data": value}, "data")
    for args in [{"expression": "1"}, {"data": 1}, {"expression": "1", "data": 1, "more": 1}, {"expression": "$.data"}, {"expression": "$.data", "data": {"if": [False, 1]}}]:
        yield job(NEW, {"yaql": args})
    yield job(NEW, {"yaql": {"expression": {"if": [False, 1]}}})
    big = [{"n": number, "t": "x" * 50} for number in range(150)]
    for text in ["$.data.len()", "$.data.where($.n > 140).n", "$.data.select($.t).join('')", "$.data.select($.n).sum()", "$.data.toDict($.n, $.t).len()", "$.data.n", "$.data.select($.t * 10).join('').len()"]:
        yield job(NEW, {"yaql": {"expression": text, "data": big}})
    yield job(NEW, {"yaql": {"expression": "$.data", "data": list(range(201))}})
    yield job(NEW, {"yaql": {"expression": "$.data.len()", "data": list(range(201))}})
    yield job(NEW, {"yaql": {"expression": "$.data[200]", "data": list(range(201))}})
    yield job(NEW, {"yaql": {"expression": "$.data.k150", "data": {f"k{number}": number for number in range(300)}}})
    yield job(NEW, {"yaql": {"expression": "$.data", "data": {f"k{number}": number for number in range(201)}}})
    yield job(NEW, {"yaql": {"expression": "$.data.len()", "data": "x" * 20000}})
    yield job(NEW, {"yaql": {"expression": "1", "data": "x" * 20000}})


def draw(rng, depth=0):
    kind = rng.randrange(12 if depth < 2 else 8)
    if kind < 8:
        return rng.choice([None, True, False, 0, 1, 2, -1, 1.0, 2.5, "", "a", "b", "ab", "aa", "1", "0", ",", "a,b", "x", "é"])
    if kind < 10:
        return [draw(rng, depth + 1) for _ in range(rng.randrange(4))]
    return {rng.choice(["a", "b", "ab", "x", "1", "keys", "values", ""]): draw(rng, depth + 1) for _ in range(rng.randrange(4))}


def text(rng):
    return "".join(rng.choice("aab,x1é") for _ in range(rng.randrange(8)))


def strings(rng):
    return [text(rng) for _ in range(rng.randrange(4))]


SHAPES = {
    "list_join": lambda r: [r.choice([",", "", " "]), *[strings(r) for _ in range(r.randrange(1, 3))]],
    "str_replace": lambda r: {"template": text(r) * 2, "params": {text(r): draw(r) for _ in range(r.randrange(5))}},
    "str_replace_strict": lambda r: {"template": text(r) * 2, "params": {text(r)[:2]: draw(r) for _ in range(r.randrange(4))}},
    "str_replace_vstrict": lambda r: {"template": text(r) * 2, "params": {text(r)[:1]: draw(r) for _ in range(r.randrange(4))}},
    "str_split": lambda r: [r.choice([",", "a", "é", ""]), text(r), *[draw(r) for _ in range(r.randrange(2))]],
    "repeat": lambda r: {"template": {text(r): [text(r), draw(r)], "k": draw(r)}, "for_each": {r.choice("abx1"): r.choice([strings, draw])(r) for _ in range(r.randrange(3))}, "permutations": r.random() < 0.5},
    "digest": lambda r: [r.choice(["md5", "sha1", "SHA512"]), text(r)],
    "map_merge": lambda r: [r.choice([{}, {"a": 1}, draw(r)]) for _ in range(r.randrange(3))],
    "map_replace": lambda r: [{r.choice("abx1"): draw(r) for _ in range(3)}, {"keys": {r.choice("abx1"): draw(r)}, "values": {r.choice("abx1"): draw(r)}}],
    "filter": lambda r: [[draw(r) for _ in range(r.randrange(4))], [draw(r) for _ in range(r.randrange(6))]],
    "contains": lambda r: [draw(r), r.choice([text(r), [draw(r) for _ in range(r.randrange(5))]])],
    "list_concat": lambda r: [[draw(r) for _ in range(r.randrange(3))] for _ in range(r.randrange(3))],
    "list_concat_unique": lambda r: [[draw(r) for _ in range(r.randrange(5))] for _ in range(r.randrange(3))],
    "make_url": lambda r: {key: r.choice([text(r), draw(r)]) for key in r.sample(["scheme", "username", "password", "host", "port", "path", "fragment"], r.randrange(6))} | ({"query": {text(r): draw(r)}} if r.random() < 0.5 else {}),
}


def random_jobs():
    rng = random.Random(20270101)
    for name, shape in SHAPES.items():
        for number in range(60):
            args = shape(rng)
            if number % 3 == 0 and isinstance(args, (list, dict)) and args:
                place = rng.choice(list(args) if isinstance(args, dict) else range(len(args)))
                args = dict(args) if isinstance(args, dict) else list(args)
                args[place] = draw(rng)
            yield job(NEW, {name: args})
            if number % 2 == 0 and args:
                yield from itertools.islice(both([NEW], name, args, rng.choice(list(args) if isinstance(args, dict) else range(len(args)))), 1, None)


def tables(oracle):
    from heat.engine.template import get_template_class

    found = {}
    for version in [*HOT, *CFN]:
        key = "heat_template_version" if version in HOT else "AWSTemplateFormatVersion" if version == CFN[0] else "HeatTemplateFormatVersion"
        instance = oracle.template.Template({key: version})
        found[version] = {
            "functions": {name: kind.__name__ for name, kind in instance.functions.items()},
            "condition_functions": {name: kind.__name__ for name, kind in instance.condition_functions.items()},
        }
    return found


def answer(oracle, number, line):
    line = json.loads(json.dumps(line))
    got = oracle.run_snippet(dict(line, id=number))
    heat = {key: got[key] for key in ("phase", "result", "result_type", "omitted") if key in got}
    for key in ("error", "validate_error"):
        if key in got:
            message = re.sub(r" at 0x[0-9a-f]+", "", got[key]["message"])
            heat[key] = [got[key]["class"], message]
    return {**line, "heat": heat}


def write(oracle, name, jobs):
    seen = set()
    with (HERE / name).open("w") as file:
        for line in jobs:
            key = json.dumps(line, sort_keys=True)
            if key in seen:
                continue
            seen.add(key)
            file.write(json.dumps(answer(oracle, len(seen), line)) + "\n")
    print(name, len(seen))


def main():
    spec = importlib.util.spec_from_file_location("oracle", sys.argv[1])
    oracle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    oracle.setup()
    chosen = [join_jobs, replace_jobs, split_jobs, repeat_jobs, digest_jobs, map_jobs, list_jobs, url_jobs, logic_jobs, cfn_jobs]
    write(oracle, "functions.jsonl", itertools.chain.from_iterable(jobs() for jobs in chosen))
    write(oracle, "functions_random.jsonl", random_jobs())
    write(oracle, "functions_yaql.jsonl", yaql_jobs())
    (HERE / "functions_tables.json").write_text(json.dumps(tables(oracle), indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
