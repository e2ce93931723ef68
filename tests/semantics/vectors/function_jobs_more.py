"""Jobs about URLs, conditions, and the CloudFormation-style dialect."""

from __future__ import annotations

import itertools
from typing import Any

from tests.semantics.vectors.function_job import CFN, NEW, ODD, Jobs, both, job


def url_jobs() -> Jobs:
    for value in [*ODD, "port", "scheme", ["port"], ["scheme"], ["query"], {"hostt": "h", "z": 1}, {"host": "h"}]:
        yield from both([NEW], "make_url", value)
    whole = {
        "scheme": "http",
        "username": "u",
        "password": "p",
        "host": "h",
        "port": 80,
        "path": "/p",
        "query": {"a": "b"},
        "fragment": "f",
    }
    yield from both([NEW], "make_url", whole)
    for key in whole:
        for value in [
            *ODD,
            "a b/?#:@%",
            "[::1]",
            "::1",
            "fe80::1%eth0",
            65535,
            65536,
            "80",
            " 80 ",
            "65536",
            "0",
            80.5,
            "//x",
            "x//y",
            {"q r": "s/t&u", "l": [1, "a"], "n": None, "b": True, "é": 1.5},
            [1, 2],
            ["a", ["b"]],
        ]:
            yield from both([NEW], "make_url", {**whole, key: value}, key)
            yield job(NEW, {"make_url": {"host": "h", key: value}})
            yield job(NEW, {"make_url": {key: value}})
        yield job(NEW, {"make_url": {name: value for name, value in whole.items() if name != key}})
        yield job(NEW, {"make_url": {**whole, key: {"if": [False, "a"]}}})
    for scheme, host, path in itertools.product(
        ["", "http", "mailto", "svn+ssh", "rtsps", "a:b", "HTTP"], ["", "h", "::1"], ["", "p", "/p", "//p", "p/é ü"]
    ):
        yield job(NEW, {"make_url": {"scheme": scheme, "host": host, "path": path}})
        yield job(
            NEW, {"make_url": {"scheme": scheme, "username": "u:@", "host": host, "path": path, "fragment": "é#"}}
        )


def logic_jobs() -> Jobs:
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


def cfn_jobs() -> Jobs:
    collections: list[Any] = [
        *ODD,
        ["a", "b", "c"],
        {"a": 1, "1": 2, "": 3},
        '["a", 1]',
        '{"a": {"b": [1]}}',
        "[",
        "null",
        "5",
        '"abc"',
        " ",
        "NaN",
        "[NaN]",
        '{"a": 1, "a": 2}',
    ]
    indices: list[Any] = [*ODD, "0", "1", "-1", "-4", 2, 1.9, " 1 ", "x", 10**30]
    for value in [*ODD, [1], [1, 2, 3], "xy", {"0": 1, "1": ["a"]}]:
        yield from both([*CFN, "2013-05-23"], "Fn::Select", value)
    for index, collection in itertools.product(indices, collections):
        yield job("2012-12-12", {"Fn::Select": [index, collection]})
    yield job(
        "2014-10-16", {"Fn::Select": [{"get_param": "h"}, ["a"]]}, parameters={"h": {"type": "number", "default": 0}}
    )
    for value in ODD:
        yield from both([*CFN, "2013-05-23"], "Fn::Base64", value)
        yield from both([*CFN, "2013-05-23"], "Fn::Join", value)
        yield from both([*CFN, "2013-05-23"], "Fn::Join", [value, ["a", "b"]], 0)
        yield from both([*CFN, "2013-05-23"], "Fn::Join", [",", value], 1)
        yield from both([*CFN, "2013-05-23"], "Fn::Join", [",", ["a", value]], 1)
        yield from both([*CFN, "2013-05-23"], "Fn::MemberListToMap", value)
        yield from both([*CFN, "2013-05-23"], "Fn::MemberListToMap", ["Name", "Value", value], 2)
        yield from both([*CFN, "2013-05-23"], "Fn::MemberListToMap", ["Name", value, []])
        yield from both([*CFN, "2013-05-23"], "Fn::MemberListToMap", [value, "Value", []])
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
    members: list[Any] = [
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
        yield from both([*CFN, "2013-05-23"], "Fn::MemberListToMap", ["Name", "Value", value], 2)
    yield job(
        "2013-05-23", {"Fn::Select": {"get_param": "h"}}, parameters={"h": {"type": "json", "default": [0, ["a"]]}}
    )
    for name, args in (("Fn::Join", ["", ["a"]]), ("Ref", "a"), ("Fn::Select", [0, ["a"]])):
        yield job(NEW, {name: args})
