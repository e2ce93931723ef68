# mypy: ignore-errors
# ruff: noqa: B023, BLE001, E402, E731, N812, PLW0108, PTH123, Q003
"""Ask Heat for its verdict on many values: writes property_vectors.jsonl, parameter_vectors.jsonl, custom_vectors.jsonl.

Run it with the interpreter of Heat's environment (compiler/heatplan/catalogue/heat-requirements.txt):

    make_vectors.py DIRECTORY
"""

import itertools
import json
import sys
import warnings

warnings.filterwarnings("ignore")
from oslo_config import cfg
from oslo_service import backend

backend.init_backend(backend.BackendType.THREADING)
from heat.common import config as _options  # noqa: F401
from heat.engine import constraints as C
from heat.engine import function, parameters, properties, resources, translation
from heat.engine.hot import parameters as hot

cfg.CONF([], project="heat", prog="vectors", default_config_files=[])
cfg.CONF.set_default("environment_dir", "nowhere")
resources.initialise()

INF = float("inf")
VALUES = [
    None, True, False, 0, 1, 5, -3, 5.0, 5.7, -0.5, 1e20, INF, "", "a", "ab", "abc", "5", "5.0", "007", " 5 ", "1_000",
    "1e3", "nan", "inf", "true", "True", "TRUE", "false", "yes", "on", "t", "y", "1", "0", "n", " true ", "a,b",
    "a, b ,", ",", "null", '"x"', '{"a": 1}', "[1, 2]", "{", [], ["a"], ["a", "b"], [1, 2], [None], [True], ["a", "c"],
    [["a"]], [{"a": 1}], [{"k": "1"}], [{"k": 1, "z": 2}], {}, {"a": 1}, {"a": "x"}, {"k": "1"}, {"k": None},
    {"n": "5", "s": 3}, {"n": 5.7, "s": None, "x": 1}, {"s": "a"}, {"n": None}, {"l": ["5", 6.9]}, {"a": [1, {"b": None}]},
    "a\n", "aab", "192.168.0.1", "2018-08-31", "x" * 80, "é",
]  # fmt: skip

N = {"type": "Number"}
PROPERTY_SCHEMAS = [
    {"type": t, **more}
    for t in ("String", "Integer", "Number", "Boolean", "List", "Map", "Any")
    for more in ({}, {"required": True})
] + [
    {"type": "String", "default": "d"},
    {"type": "String", "constraints": [{"allowed_values": ["a", "ab", "5", "True"]}]},
    {"type": "String", "constraints": [{"allowed_pattern": "a|ab"}]},
    {"type": "String", "constraints": [{"allowed_pattern": "a*$"}]},
    {"type": "String", "constraints": [{"length": {"min": 1, "max": 3}}, {"allowed_pattern": "[a-z]*"}]},
    {"type": "String", "constraints": [{"custom_constraint": "ip_addr"}]},
    {"type": "String", "constraints": [{"custom_constraint": "no.such"}]},
    {"type": "Integer", "default": 7, "constraints": [{"range": {"min": 1}}]},
    {"type": "Integer", "constraints": [{"range": {"min": 0, "max": 5}}]},
    {"type": "Integer", "constraints": [{"modulo": {"step": 3, "offset": 2}}]},
    {"type": "Integer", "constraints": [{"allowed_values": [1, 5]}]},
    {"type": "Number", "constraints": [{"range": {"max": 4.5}}]},
    {"type": "Number", "constraints": [{"allowed_values": [1, 5.0, "7"]}]},
    {"type": "Number", "constraints": [{"modulo": {"step": -2, "offset": -1}}]},
    {"type": "Boolean", "default": True},
    {"type": "Boolean", "constraints": [{"allowed_values": [True]}]},
    {"type": "List", "default": ["x"]},
    {"type": "List", "convert": True},
    {"type": "List", "constraints": [{"length": {"min": 1, "max": 2}}]},
    {"type": "List", "constraints": [{"allowed_values": ["a", "b"]}]},
    {"type": "List", "items": {"type": "String"}},
    {"type": "List", "items": {"type": "Integer", "constraints": [{"range": {"max": 1}}]}},
    {"type": "List", "items": {"type": "String", "unimplemented": True}},
    {"type": "List", "items": {"type": "Map", "fields": {"k": {"type": "Integer", "required": True}}}},
    {"type": "Map", "convert": True},
    {"type": "Map", "convert": True, "constraints": [{"length": {"min": 2}}]},
    {"type": "Map", "default": {}, "fields": {"s": {"type": "String", "default": "q"}}},
    {"type": "Map", "constraints": [{"length": {"max": 1}}]},
    {
        "type": "Map",
        "fields": {
            "n": {"type": "Integer"},
            "s": {"type": "String", "constraints": [{"length": {"min": 1}}]},
            "l": {"type": "List", "items": {"type": "Integer"}},
        },
    },
    {"type": "Map", "fields": {"k": {"type": "String", "required": True}, "a": {"type": "Any", "unimplemented": True}}},
]


def constraint(row):
    ((kind, data),) = row.items()
    match kind:
        case "range":
            return C.Range(**data)
        case "length":
            return C.Length(**data)
        case "modulo":
            return C.Modulo(**data)
        case "allowed_values":
            return C.AllowedValues(data)
        case "allowed_pattern":
            return C.AllowedPattern(data)
    return C.CustomConstraint(data)


def schema(row):
    inner = None
    if "items" in row:
        inner = schema(row["items"])
    elif "fields" in row:
        inner = {k: schema(v) for k, v in row["fields"].items()}
    return properties.Schema(
        row["type"],
        default=row.get("default"),
        required=row.get("required", False),
        schema=inner,
        constraints=[constraint(c) for c in row.get("constraints", ())],
        implemented=not row.get("unimplemented", False),
        allow_conversion=row.get("convert", False),
    )


def attempt(fn):
    try:
        return True, fn()
    except Exception:
        return False, None


def property_vectors():
    for row in PROPERTY_SCHEMAS:
        answers = []
        for data in [{}] + [{"p": value} for value in VALUES]:
            new = lambda: properties.Properties({"p": schema(row)}, json.loads(json.dumps(data)), function.resolve)
            valid, _ = attempt(lambda: new().validate())
            readable, value = attempt(lambda: new()["p"])
            answers.append([valid, readable, value])
        yield {"schema": row, "answers": answers}


RULES = {
    "top": (
        {"new": {"type": "String"}, "old": {"type": "String", "constraints": [{"length": {"max": 3}}]}},
        [{"rule": "Replace", "path": ["new"], "value_path": ["old"]}],
        [{}, {"new": "n"}, {"old": "o"}, {"new": "n", "old": "o"}, {"new": "", "old": "o"}, {"new": "n", "old": ""},
         {"new": None, "old": "o"}, {"old": "long"}, {"new": "n", "old": None}, {"old": None}, {"old": 5}, {"old": []}],
    ),
    "required": (
        {"new": {"type": "String", "required": True}, "old": {"type": "String"}},
        [{"rule": "Replace", "path": ["new"], "value_path": ["old"]}],
        [{}, {"old": "o"}, {"old": None}, {"old": ""}, {"new": "n", "old": ""}],
    ),
    "nested": (
        {"nets": {"type": "List", "items": {"type": "Map", "fields": {"net": {"type": "String"}, "uuid": {"type": "String"}}}}},
        [{"rule": "Replace", "path": ["nets", "net"], "value_name": "uuid"}],
        [{"nets": [{"net": "n"}, {"uuid": "u"}]}, {"nets": [{"net": "n", "uuid": "u"}]}, {"nets": [{"net": "n", "uuid": None}]},
         {"nets": [{"uuid": 5}]}, {"nets": [{"uuid": []}]}, {"nets": [{}]}, {"nets": []}, {"nets": [None]}],
    ),
    "policies": (
        {"tasks": {"type": "List", "items": {"type": "Map", "fields": {
            "policies": {"type": "Map", "fields": {"wait": {"type": "Integer"}}}, "wait": {"type": "Integer"}}}}},
        [{"rule": "Replace", "path": ["tasks", "wait"], "value_name": "policies", "custom_value_path": ["wait"]},
         {"rule": "Delete", "path": ["tasks", "policies"]}],
        [{"tasks": [{"policies": {"wait": 3}}]}, {"tasks": [{"wait": 4}]}, {"tasks": [{"wait": 4, "policies": {"wait": 3}}]},
         {"tasks": [{"policies": {"other": 1}}]}, {"tasks": [{"policies": None, "wait": "7"}]}],
    ),
}  # fmt: skip


def rule_vectors():
    for fields, rules, datas in RULES.values():
        answers = []
        for data in datas:

            def new():
                props = properties.Properties(
                    {k: schema(v) for k, v in fields.items()}, json.loads(json.dumps(data)), function.resolve
                )
                made = [
                    translation.TranslationRule(
                        props, row["rule"], row["path"], **{k: v for k, v in row.items() if k not in ("rule", "path")}
                    )
                    for row in rules
                ]
                props.update_translation(made, client_resolve=False)
                return props

            valid, _ = attempt(lambda: new().validate())
            readable, value = attempt(lambda: dict(new()))
            answers.append([data, valid, readable, value])
        yield {"fields": fields, "rules": rules, "answers": answers}


HOT = [{"type": t} for t in ("string", "number", "boolean", "comma_delimited_list", "json")] + [
    {"type": "string", "constraints": [{"length": {"min": 1, "max": 3}}]},
    {"type": "string", "constraints": [{"allowed_values": ["a", 5, True, "b"]}]},
    {"type": "string", "constraints": [{"allowed_pattern": "[a-z]*", "description": "small letters"}]},
    {"type": "string", "constraints": [{"allowed_pattern": "a|ab"}]},
    {"type": "string", "constraints": [{"custom_constraint": "ip_addr"}]},
    {"type": "string", "constraints": [{"custom_constraint": "nova.flavor"}], "hidden": True},
    {"type": "number", "constraints": [{"range": {"min": 1, "max": "5"}}]},
    {"type": "number", "constraints": [{"modulo": {"step": 2, "offset": 1}}]},
    {"type": "number", "constraints": [{"allowed_values": [1, 5, 1000]}]},
    {"type": "boolean", "constraints": [{"allowed_values": [True, "no"]}]},
    {"type": "comma_delimited_list", "constraints": [{"length": {"max": 2}}]},
    {"type": "comma_delimited_list", "constraints": [{"allowed_values": ["a", "b", ""]}]},
    {"type": "json", "constraints": [{"length": {"max": 1}}]},
]
CFN = [{"Type": t} for t in ("String", "Number", "Boolean", "CommaDelimitedList", "Json")] + [
    {"Type": "String", "MinLength": 1, "MaxLength": "3", "AllowedPattern": "[a-z]*"},
    {"Type": "Number", "MinValue": "1.5", "AllowedValues": ["2", 5]},
    {"Type": "CommaDelimitedList", "AllowedValues": ["a", "b"], "NoEcho": "TRUE"},
]
BAD_HOT = [
    {}, {"type": "String"}, {"type": None}, {"type": ["string"]}, {"type": "string", "Default": 1}, {"type": "string", "schema": 1},
    {"type": "string", "tags": []}, {"type": "string", "tags": "x"}, {"type": "string", "tags": None},
    {"type": "string", "constraints": {}}, {"type": "string", "constraints": None}, {"type": "string", "constraints": ["x"]},
    {"type": "string", "constraints": [{}]}, {"type": "string", "constraints": [{"description": "x"}]},
    {"type": "string", "constraints": [{"leng": {"min": 1}}]}, {"type": "string", "constraints": [{"length": {}}]},
    {"type": "string", "constraints": [{"length": {"min": 1.5}}]}, {"type": "string", "constraints": [{"length": {"min": "1"}}]},
    {"type": "string", "constraints": [{"length": {"mi": 1}}]}, {"type": "string", "constraints": [{"length": 5}]},
    {"type": "string", "constraints": [{"length": {"min": True}}]}, {"type": "string", "constraints": [{"length": {"min": "x"}}]},
    {"type": "string", "constraints": [{"range": {"min": 1}}]}, {"type": "number", "constraints": [{"length": {"min": 1}}]},
    {"type": "number", "constraints": [{"range": {"min": "a"}}]}, {"type": "number", "constraints": [{"range": {"min": []}}]},
    {"type": "number", "constraints": [{"range": {"min": "5", "max": None}}]}, {"type": "number", "constraints": [{"range": None}]},
    {"type": "json", "constraints": [{"allowed_values": [1]}]}, {"type": "json", "constraints": [{"custom_constraint": "ip_addr"}]},
    {"type": "string", "constraints": [{"allowed_values": "abc"}]}, {"type": "string", "constraints": [{"allowed_values": None}]},
    {"type": "string", "constraints": [{"allowed_values": {"a": 1}}]}, {"type": "string", "constraints": [{"allowed_values": []}]},
    {"type": "string", "constraints": [{"allowed_pattern": "["}]}, {"type": "string", "constraints": [{"allowed_pattern": 5}]},
    {"type": "number", "constraints": [{"allowed_pattern": "a"}]}, {"type": "number", "constraints": [{"allowed_pattern": "a"}, {"range": {"max": 1}}]},
    {"type": "string", "constraints": [{"custom_constraint": "no.such"}]}, {"type": "string", "constraints": [{"custom_constraint": 7}]},
    {"type": "string", "constraints": [{"length": {"max": 3}, "allowed_values": ["abcdef"]}], "default": "abcdef"},
    {"type": "string", "constraints": [{"length": {"max": 7}, "allowed_values": ["x"]}], "default": "abcdef"},
    {"type": "string", "default": 5, "constraints": [{"length": {"max": 7}}]}, {"type": "string", "default": 5},
    {"type": "string", "default": "x", "constraints": [{"custom_constraint": "ip_addr"}]},
    {"type": "number", "default": "x"}, {"type": "number", "default": 9, "constraints": [{"range": {"max": 5}}]},
    {"type": "number", "default": "4", "constraints": [{"range": {"max": 5}}]}, {"type": "number", "default": [1], "constraints": [{"range": {"max": 5}}]},
    {"type": "comma_delimited_list", "default": 5}, {"type": "comma_delimited_list", "default": {"a": 1}},
    {"type": "comma_delimited_list", "default": "", "constraints": [{"length": {"max": 0}}]},
    {"type": "comma_delimited_list", "default": [1, None], "constraints": [{"allowed_values": ["1", "None"]}]},
    {"type": "json", "default": "{}", "constraints": [{"length": {"max": 1}}]}, {"type": "json", "default": {}, "constraints": [{"length": {"max": 1}}]},
    {"type": "json", "default": "{"}, {"type": "boolean", "default": "maybe"}, {"type": "boolean", "default": "maybe", "constraints": [{"allowed_values": [True]}]},
    {"type": "boolean", "default": True, "constraints": [{"length": {"max": 1}}]}, {"type": "string", "default": None, "constraints": [{"length": {"min": 1}}]},
    {"type": "string", "hidden": "false", "label": 5, "description": ["x"], "immutable": True},
    *({"type": "number", "constraints": [{"modulo": m}]} for m in (
        {"step": 2, "offset": 1}, {"step": 2}, {"step": 0, "offset": 0}, {"step": 2, "offset": 2}, {"step": 2, "offset": -1},
        {"step": -2, "offset": -1}, {"step": 2.0, "offset": 1}, {"step": 2.5, "offset": 1}, {"step": "3", "offset": "2"},
        {"step": INF, "offset": 1}, {"step": 2, "offset": 1, "x": 1}, 5, None)),
    {"type": "number", "constraints": [{"modulo": {"step": 2}, "range": {"min": 1}}]},
    {"type": "string", "constraints": [{"modulo": {"step": 2, "offset": 1}}]},
]  # fmt: skip
BAD_CFN = [
    {}, {"Type": "string"}, {"Type": "String", "type": 1}, {"Type": "String", "Default": 5, "MinLength": 1}, {"Type": "String", "MinLength": None},
    {"Type": "String", "MinLength": "x"}, {"Type": "String", "MinLength": 1.5}, {"Type": "String", "MinValue": 1}, {"Type": "Number", "MinLength": 1},
    {"Type": "Number", "MinValue": 3, "Default": 2}, {"Type": "Number", "MinValue": 3, "Default": "4"}, {"Type": "String", "AllowedValues": "x"},
    {"Type": "String", "AllowedPattern": "(", "MinLength": 0}, {"Type": "Json", "AllowedValues": []}, {"Type": "CommaDelimitedList", "Default": 3},
    {"Type": "String", "AllowedPattern": None}, {"Type": "String", "Tags": []}, {"Type": "String", "NoEcho": True, "Label": "x"},
]  # fmt: skip

CLASSES = {
    "2016-10-14": hot.HOTParamSchema, "2017-09-01": hot.HOTParamSchema20170224,
    "2018-08-31": hot.HOTParamSchema20180302, "cfn": parameters.Schema,
}  # fmt: skip


def parameter_vectors():
    for version, rows in itertools.chain((("2018-08-31", row) for row in HOT), (("cfn", row) for row in CFN)):
        answers = []
        for given in VALUES:
            if given is None:
                continue
            made = lambda: parameters.Parameter("p", CLASSES[version].from_dict("p", rows), given)
            valid, _ = attempt(lambda: made().validate())
            readable, value = attempt(lambda: made().value())
            answers.append([given, valid, readable, value])
        yield {"version": version, "schema": rows, "answers": answers}
    for version, rows in [(v, r) for v in CLASSES if v != "cfn" for r in BAD_HOT] + [("cfn", r) for r in BAD_CFN]:
        lawful, _ = attempt(lambda: parameters.Parameter("p", CLASSES[version].from_dict("p", rows)).schema.validate())
        yield {"version": version, "schema": rows, "lawful": lawful}


CUSTOM = {
    "ip_addr": ["1.2.3.4", "01.2.3.4", "1.2.3", "1.2.3.4 ", "::1", "fe80::1%eth0", "::ffff:1.2.3.4", "", "1.2.3.256", "0", 5, [], "1.2.3.4\n", "::g"],
    "mac_addr": ["00:11:22:33:44:55", "00-11-22-33-44-55", "001122334455", "0011.2233.4455", "00:11:22:33:44", "", "zz:11:22:33:44:55", 5, None],
    "net_cidr": ["10.0.0.0/24", "10.0.0.1/24", "10/8", "10.0.0.0", "::/0", "fe80::/64", "10.0.0.0/33", "", "a", "010.0.0.0/8", 10, "10.0.0.0/255.0.0.0"],
    "ip_or_cidr": ["1.2.3.4", "1.2.3.0/24", "1.2.3", "x", "", "::1/64", 5, "1.2.3.4/", "1.2/16"],
    "iso_8601": ["2018-08-31", "2018-08-31T10:00:00Z", "20180831", "2018", "x", "", 5, "2018-13-01", "2018-08-31 10:00", "2018-08-31T10:00:00+05:30", "2018-08", "10:00"],
    "rel_dns_name": ["a", "a.b", "a.b.", "", "A", "-a", "a-", "a..b", "x" * 63, "x" * 64, ".".join(["x" * 60] * 5), 5, "a\n", "1"],
    "dns_name": ["a", "a.b.", "a.1.", "1.", ".", "a.b", "ä", "a_b", "", None, "a.-b", ".a", "x" * 256],
    "dns_domain": ["a.", "a", "", "a.b.c.", "a..", "."],
    "cron_expression": ["* * * * *", "*/5 0-6 1,2 * mon", "* * * *", "60 * * * *", "x", "", "@daily", "* * * * * *", "0 0 31 2 *", 5, "0 0 L * *", "R * * * *", "H H * * *", "* * * * * * 2020"],
    "timezone": ["Europe/Berlin", "UTC", "europe/berlin", "Mars/Base", "", "../etc/passwd", "EST5EDT", "Etc/GMT+5", 5],
    "json_string": ["{}", "[", "", "5", "nul", "NaN", 5, {"a": 1}, [], "\"x\""],
    "expiration": ["x", "", "9999-01-01T00:00:00Z", "9998-12-31", 5, " 9998-12-31 "],
}  # fmt: skip


def custom_vectors():
    env = resources.global_env()
    for name, values in CUSTOM.items():
        answers = []
        for value in values:
            fine, holds = attempt(lambda: env.get_constraint(name)().validate(value, None))
            answers.append([value, bool(fine and holds)])
        yield {"name": name, "answers": answers}


def main(directory):
    C.BaseCustomConstraint.validate = lambda self, value, context: True  # no cloud is there to say no
    for name, rows in (
        ("property_vectors", property_vectors()),
        ("rule_vectors", rule_vectors()),
        ("parameter_vectors", parameter_vectors()),
        ("custom_vectors", custom_vectors()),
    ):
        with open(f"{directory}/{name}.jsonl", "w", encoding="utf-8") as stream:
            if name == "property_vectors":
                stream.write(json.dumps(VALUES) + "\n")
            stream.writelines(json.dumps(row) + "\n" for row in rows)


main(sys.argv[1])
