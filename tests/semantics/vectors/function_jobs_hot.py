"""Jobs about texts, lists and maps."""

from __future__ import annotations

import itertools
from typing import Any

from tests.semantics.vectors.function_job import CFN, NEW, ODD, Jobs, both, job


def join_jobs() -> Jobs:
    for args in [
        *ODD,
        [","],
        [",", ["a"], ["b"]],
        [",", ["a", "b"]],
        [None, ["a"]],
        [1, ["a"]],
        [",", ["a", None, ""]],
    ]:
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


def replace_jobs() -> Jobs:
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
    params: list[Any] = [
        {"a": "b", "b": "a"},
        {"ab": "1", "a": "2", "b": "3"},
        {"aa": "x", "ab": "y"},
        {"": "x"},
        {"a": ""},
        {"$a": 1, "$ab": 2, "${ab}": 3},
    ]
    params += [
        {"a": "aa"},
        {"zz": 1, "a": 2, "yy": 3, "yyy": 4},
        {"b": {"a": "a"}, "a": ["b", 1.0, 1e20, 'é\n"', {"2": 1, "10": 2}]},
    ]
    for name, text, given in itertools.product(
        ["str_replace", "str_replace_strict", "str_replace_vstrict"], texts, params
    ):
        yield job(NEW, {name: {"template": text, "params": given}})
    yield job(NEW, {"str_replace": {"template": "x y", "params": {"x": {"if": [False, "b"]}, "y": "z"}}})
    yield job(NEW, {"str_replace": {"template": {"if": [False, "b"]}, "params": {}}})
    yield job(NEW, {"str_replace": {"template": "a", "params": {"if": [False, {}]}}})
    yield job(NEW, {"str_replace": {"template": "k1 k2", "params": {"yaql": {"expression": "dict(1 => 2, k1 => 3)"}}}})
    yield job(NEW, {"str_replace": {"template": "k1 k2", "params": {"yaql": {"expression": "dict(1 => 2)"}}}})
    yield job(NEW, {"str_replace": {"template": "k", "params": {"k": {"yaql": {"expression": "set(3, 1)"}}}}})
    yield job(NEW, {"str_replace": {"template": "k", "params": {"k": {"yaql": {"expression": "[set(1)]"}}}}})
    yield job(NEW, {"str_replace_strict": {"template": "k", "params": {"yaql": {"expression": "set(k)"}}}})
    for args in [
        *ODD,
        [{"a": "1"}, "xa"],
        [{"a": "1"}],
        [{"a": "1"}, "xa", 1],
        [None, "a"],
        [{"a": [1]}, "a"],
        [{"a": None, "ab": 1}, "ab a"],
    ]:
        yield from both([*CFN, "2013-05-23"], "Fn::Replace", args)
    yield from both(["2013-05-23"], "Fn::Replace", [{"a": "1"}, "xa"], 0)


def split_jobs() -> Jobs:
    for args in [*ODD, [","], [",", "a,b"], [",", "a,b", 0], [None, "a b  c"], [1, "a"], [",", "a,b", 1, 2]]:
        yield from both(["2015-10-15", NEW], "str_split", args)
    for value in [*ODD, "1", "-1", "-3", " 1 ", "1_0", "x", 2, -2, -3, 1.9, "٣", "0x1"]:
        yield from both([NEW], "str_split", [",", "a,b", value], 2)
        yield from both([NEW], "str_split", [value, "a,b c"], 0)
        yield from both([NEW], "str_split", [",", value], 1)
    for args in [
        *ODD,
        [","],
        [",", "a,b"],
        [",", "a,b", 0],
        [None, "a b"],
        ["", "a"],
        [",", ""],
        [",", None],
        [",", 5],
        [",", ["a"]],
    ]:
        yield from both([*CFN, "2013-05-23"], "Fn::Split", args)
    yield job(
        "2013-05-23", {"Fn::Split": [{"get_param": "h"}, "a,b"]}, parameters={"h": {"type": "string", "default": ","}}
    )


def repeat_jobs() -> Jobs:
    versions = ["2015-04-30", "2016-10-14", NEW]
    lists = [
        None,
        [],
        ["1"],
        ["1", "2"],
        ["1", 2],
        [None],
        {},
        {"k": 1, "l": 2},
        "ab",
        "",
        5,
        True,
        [["1"]],
        [{"a": 1}],
    ]
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
    yield job(
        NEW, {"repeat": {"template": ["%x%", {"if": [False, "a"]}], "for_each": {"%x%": ["1", {"if": [False, "a"]}]}}}
    )
    yield job(
        NEW,
        {"repeat": {"template": "a", "for_each": {"x": ["1"]}, "permutations": {"get_param": "h"}}},
        parameters={"h": {"type": "boolean", "default": True}},
    )
    yield job(NEW, {"repeat": {"template": "1%x%", "for_each": {"yaql": {"expression": "dict(1 => ['a'])"}}}})
    yield job(NEW, {"repeat": {"template": "%x%", "for_each": {"%x%": {"yaql": {"expression": "set(a)"}}}}})
    yield job(
        NEW,
        {
            "repeat": {
                "template": {"str_replace": {"template": "%x%", "params": {"x": "y"}}},
                "for_each": {"%x%": ["1"]},
            }
        },
    )
    yield job(
        NEW, {"repeat": {"template": {"yaql": {"expression": "[set(a), dict(1 => a)]"}}, "for_each": {"a": ["1"]}}}
    )


def digest_jobs() -> Jobs:
    names = [
        "md5",
        "MD5",
        "sha1",
        "SHA256",
        "sha512",
        "Sha224",
        "sha3_256",
        "SHA3_256",
        "blake2b",
        "BLAKE2s",
        "ripemd160",
        "sm3",
        "md5-sha1",
    ]
    names += [
        "sha512_256",
        "SHA512_224",
        "shake_128",
        "SHAKE_256",
        "md4",
        "whirlpool",
        "foo",
        "",
        " md5",
        "sha-256",
        "sha512-256",
        "RIPEMD160",
        "SM3",
        "MD5-SHA1",
        "SHA3_512",
    ]
    for name, text in itertools.product(names, ["", "a", "é", "中"]):
        yield job(NEW, {"digest": [name, text]})
    for value in ODD:
        yield from both(["2015-04-30", NEW], "digest", value)
        yield from both([NEW], "digest", ["md5", value], 1)
        yield from both([NEW], "digest", [value, "a"], 0)
    yield from both([NEW], "digest", ["md5", "a", "b"])


def map_jobs() -> Jobs:
    for value in [
        *ODD,
        [None],
        [{"a": 1}, None, {"b": None, "a": 2}],
        [{"a": 1}, "x"],
        [{"a": {"b": 1}}, {"a": {"c": 1}}],
        "xy",
        [[1]],
        [True],
        [1.5],
        [["z" * 300]],
    ]:
        yield from both(["2016-04-08", NEW], "map_merge", value)
    yield job(NEW, {"map_merge": [{"a": 1}, {"if": [False, {}]}]})
    yield job(NEW, {"map_merge": [{"a": 1}, {"yaql": {"expression": "set(1)"}}]})
    yield job(NEW, {"map_merge": {"yaql": {"expression": "set(1)"}}})
    yield job(
        NEW, {"map_merge": [{"yaql": {"expression": "dict(1 => a)"}}, {"yaql": {"expression": "dict(true => b)"}}]}
    )
    for value in [
        *ODD,
        [None],
        [None, None],
        [{"a": 1}, {}, {}],
        [{"a": 1}, {}],
        [1, {}],
        [{}, 1],
        [{}, {"keys": 1}],
        [{}, {"values": []}],
        [{}, {"x": 1}],
    ]:
        yield from both(["2016-10-14", NEW], "map_replace", value)
    source = {"a": "x", "b": 1, "c": True, "d": None, "e": ["x"], "f": {"x": 1}, "g": 1.0}
    keys: list[Any] = [
        None,
        {},
        {"a": "z"},
        {"a": "b"},
        {"a": "a"},
        {"a": None},
        {"a": ["z"]},
        {"a": {}},
        {"a": 1},
        {"a": "z", "b": "z"},
        {"q": "a"},
        {"a": "", "b": False, "c": 0},
    ]
    values: list[Any] = [None, {}, {"x": "y"}, {"x": None}, {"1": "one"}, {"x": [1]}]
    for one, two in itertools.product(keys, values):
        yield job(NEW, {"map_replace": [source, {"keys": one, "values": two}]})
    yield job(NEW, {"map_replace": [source, {"values": {"yaql": {"expression": "dict(1 => one, null => nil)"}}}]})
    yield job(NEW, {"map_replace": [{"yaql": {"expression": "dict(a => set(1))"}}, {"values": {"a": 1}}]})
    yield job(NEW, {"map_replace": [source, {"keys": {"yaql": {"expression": "dict(a => set(1))"}}}]})


def list_jobs() -> Jobs:
    lists = [
        *ODD,
        [None],
        [[1], None, [1, 2]],
        [["a"], "b"],
        [[1, True, 1.0, "1"], [{"a": 1}, {"a": True}], [[1], [True]]],
        [{"a": "é"}],
        [["a"], {"b": "é"}],
        [["a"], 5, None],
        [[None, None]],
    ]
    for value in lists:
        yield from both(["2017-09-01", NEW], "list_concat", value)
        yield from both(["2017-09-01", NEW], "list_concat_unique", value)
    yield job(NEW, {"list_concat": [["a"], {"if": [False, "b"]}]})
    yield job(NEW, {"list_concat": [["a"], {"yaql": {"expression": "set(1)"}}]})
    yield job(
        NEW, {"list_concat_unique": [[{"yaql": {"expression": "set(1)"}}], [{"yaql": {"expression": "set(true)"}}]]}
    )
    for value in [
        *ODD,
        [1, 2, 3],
        [[None, "a"], ["a", None, "b"]],
        [[1], [1, True, 1.0, "1", [1]]],
        [[[1]], [[True], [2], 1]],
        [[{"a": 1}], [{"a": 1}, {"a": 2}]],
    ]:
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
