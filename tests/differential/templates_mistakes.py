"""Mistakes that are planted into a case, one at a time: what is given, and the language itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tests.differential.templates_mistakes_resources import RESOURCES
from tests.differential.templates_places import Places

Mistake = Callable[[Places], None]
"""Changes the case in place; raises Unfit where there is no place for it."""


def _renamed(data: dict[str, Any], key: str, new: str) -> None:
    """The same mapping, in the same order, with a key renamed."""
    entries = [(new if name == key else name, item) for name, item in data.items()]
    data.clear()
    data.update(entries)


def misspelled_section(at: Places) -> None:
    template = at.template()
    key = at.pick([key for key in template if key != "heat_template_version"])
    _renamed(template, key, at.misspelled(key))


def bad_version(at: Places) -> None:
    at.template()["heat_template_version"] = at.pick(["2021-04-17", "train", "2013", "", None, 2013, "Newton"])


def no_version(at: Places) -> None:
    del at.template()["heat_template_version"]


def two_versions(at: Places) -> None:
    at.case.root["AWSTemplateFormatVersion"] = "2010-09-09"


def misspelled_parameter_type(at: Places) -> None:
    _, body = at.parameter()
    body["type"] = at.pick(["String", "integer", "list", "map", "", "boolen", None, 3])


def misspelled_parameter_key(at: Places) -> None:
    _, body = at.parameter()
    key = at.pick([*body])
    _renamed(body, key, at.misspelled(key))


def parameter_without_type(at: Places) -> None:
    _, body = at.parameter()
    del body["type"]


def missing_parameter(at: Places) -> None:
    at.case.root.setdefault("parameters", {})["never_given"] = {"type": at.pick(["string", "json", "number"])}


def unknown_parameter_given(at: Places) -> None:
    at.case.parameters["nobody_asked"] = "x"


def parameter_out_of_constraint(at: Places) -> None:
    name, body = at.parameter(lambda body: "constraints" in body)
    wrong = {
        "string": "~" * 300,
        "number": 12345,
        "boolean": None,
        "comma_delimited_list": "~,~,~,~,~,~,~,~",
        "json": {},
    }
    value = wrong[body["type"]]
    at.case.parameters[name] = at.pick([value, value, "not at all"])


def parameter_of_wrong_type(at: Places) -> None:
    name, body = at.parameter(lambda body: body["type"] in {"number", "boolean", "json"})
    at.case.parameters[name] = at.pick(
        ["text", [1], {"a": 1}, "", "1 "] if body["type"] != "json" else ["{", "text", ""]
    )


def default_against_constraint(at: Places) -> None:
    _, body = at.parameter(lambda body: "constraints" in body and body["type"] in {"string", "number"})
    body["default"] = at.pick(["~" * 300, "", "text"]) if body["type"] == "string" else at.pick([12345, -12345, "x"])


def malformed_constraint(at: Places) -> None:
    _, body = at.parameter()
    body["constraints"] = at.pick([
        {"range": {"min": 1}}, [{"rang": {"min": 1}}], [{"range": {"minimum": 1}}], [{"range": 1}], [{"length": {}}],
        [{"allowed_values": "a"}], [{"allowed_pattern": 1}], [{"custom_constraint": 3}], [{}], "range", [None],
        [{"modulo": {"step": 0, "offset": 0}}], [{"modulo": {"step": 2}}], [{"modulo": {"step": 2, "offset": 3}}],
        [{"range": {"min": 1}, "length": {"min": 1}}], [{"range": {"min": "x"}}], [{"length": {"min": -1}}],
        [{"allowed_pattern": "("}], [{"description": "only"}], [{"custom_constraint": "no.such"}],
    ])  # fmt: skip


def constraint_of_another_type(at: Places) -> None:
    _, body = at.parameter()
    body["constraints"] = [at.pick([{"range": {"min": 1}}, {"length": {"min": 1}}, {"allowed_pattern": "a"}])]


def hidden_is_no_boolean(at: Places) -> None:
    _, body = at.parameter()
    body[at.pick(["hidden", "immutable"])] = at.pick(["maybe", 3, None, []])


def name_clash(at: Places) -> None:
    template, name, _ = at.located()
    template.setdefault("parameters", {})[name] = {"type": "string", "default": "x"}


def pseudo_parameter_declared(at: Places) -> None:
    name = at.pick(["OS::stack_name", "OS::stack_id", "OS::project_id", "OS::region"])
    at.template().setdefault("parameters", {})[name] = {"type": "string", "default": "x"}


def parameter_named_badly(at: Places) -> None:
    at.template().setdefault("parameters", {})[at.pick(["", "a b", "é", "a.b"])] = {"type": "string", "default": "x"}


def malformed_section(at: Places) -> None:
    template = at.template()
    key = at.pick([key for key in ("parameters", "resources", "outputs", "conditions") if key in template])
    template[key] = at.pick([[], ["a"], "text", 3, True, None])


def malformed_declaration(at: Places) -> None:
    template = at.template()
    key = at.pick([key for key in ("parameters", "resources", "outputs") if key in template])
    template[key]["odd"] = at.pick([None, [], "text", 3, {}])


def misspelled_output_key(at: Places) -> None:
    template = at.pick([one for one in at.templates() if "outputs" in one])
    output = template["outputs"][at.pick(list(template["outputs"]))]
    _renamed(output, "value", at.pick(["values", "Value", "val"]))


def unknown_output_key(at: Places) -> None:
    template = at.pick([one for one in at.templates() if "outputs" in one])
    template["outputs"][at.pick(list(template["outputs"]))]["extra"] = "x"


def output_of_nothing(at: Places) -> None:
    value = at.pick([{"get_resource": "nowhere"}, {"get_attr": ["nowhere", "x"]}, {"get_param": "nothing"}])
    at.template().setdefault("outputs", {})["bad"] = {"value": value}


def parameter_group_of_nothing(at: Places) -> None:
    template = at.template()
    known = list(template.get("parameters", {})) or ["none"]
    template["parameter_groups"] = at.pick([
        [{"label": "x", "parameters": ["nothing"]}], [{"label": "x"}], [{"parameters": [known[0], known[0]]}],
        {"label": "x"}, [{"parameters": known}, {"parameters": known[:1]}], "x", [{"parameters": known[0]}], ["x"],
    ])  # fmt: skip


def condition_that_is_none(at: Places) -> None:
    template = at.pick([one for one in at.templates() if "conditions" in at.table(one).sections])
    template.setdefault("conditions", {})["odd"] = at.pick([
        "nothing", 3, [], {}, None, {"equals": [1]}, {"equals": 1}, {"not": [True]}, {"and": [True]}, {"or": []},
        {"get_resource": "x"}, {"get_attr": ["x", "y"]}, {"str_replace": {}}, {"eqals": [1, 1]}, {"not": "nothing"},
        {"get_param": "nothing"}, {"equals": [1, {"get_resource": "r"}]}, {"list_join": ["", ["a"]]},
        {"and": [True, "nothing"]}, {"or": [True, "nothing"]}, {"and": [False, "nothing"]}, {"equals": [1, 1], "not": 1},
        {"yaql": {"expression": "$.data.len(", "data": []}}, {"contains": ["a"]}, {"if": [True, 1, 2]}, "true",
    ])  # fmt: skip


def circular_condition(at: Places) -> None:
    template = at.pick([one for one in at.templates() if "conditions" in at.table(one).sections])
    template.setdefault("conditions", {})["one"] = {"not": "two"}
    template["conditions"]["two"] = at.pick([{"not": "one"}, {"and": ["one", True]}, "one"])


def bad_environment(at: Places) -> None:
    name = at.pick([*at.case.environments, "env.yaml"])
    environment = at.case.environments.setdefault(name, {})
    environment.update(at.pick([
        {"parameter": {}}, {"parameters": None}, {"parameters": ["a"]}, {"resource_registry": None},
        {"resource_registry": {"OS::Bad": 3}}, {"resource_registry": {"OS::Bad": "missing.yaml"}},
        {"resource_registry": {"OS::Nova::Server": "OS::No::Such"}}, {"parameter_defaults": "x"},
        {"resource_registry": {"resources": {"r0": {"hooks": "never"}}}}, {"event_sinks": [{"type": "x"}]},
        {"parameters": {"nobody_asked": 1}}, {"resource_registry": {"resources": {"r0": {"restricted_actions": "x"}}}},
        {"resource_registry": []}, {"encrypted_param_names": ["x"]}, {"parameter_merge_strategies": {"default": "odd"}},
    ]))  # fmt: skip


def missing_file(at: Places) -> None:
    call = at.pick(at.calls("get_file"))
    call["get_file"] = "no-such-file.txt"


def unknown_template(at: Places) -> None:
    at.resource()["type"] = "no-such-template.yaml"


LANGUAGE: Final = (
    misspelled_section, bad_version, no_version, two_versions, misspelled_parameter_type, misspelled_parameter_key,
    parameter_without_type, missing_parameter, unknown_parameter_given, parameter_out_of_constraint,
    parameter_of_wrong_type, default_against_constraint, malformed_constraint, constraint_of_another_type,
    hidden_is_no_boolean, name_clash, pseudo_parameter_declared, parameter_named_badly, malformed_section,
    malformed_declaration, misspelled_output_key, unknown_output_key, output_of_nothing, parameter_group_of_nothing,
    condition_that_is_none, circular_condition, bad_environment, missing_file, unknown_template,
)  # fmt: skip

MISTAKES: Final[tuple[Mistake, ...]] = (*LANGUAGE, *RESOURCES)
"""All of them."""
