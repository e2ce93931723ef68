"""Mistakes that are planted into a case: resources, properties, functions, groups and nested templates."""

from __future__ import annotations

from typing import Any, Final

from heatplan.catalogue.versions import REMOVED, VERSIONS
from heatplan.ir.schema import AllowedValues, Length, Range
from tests.differential.templates_places import Places, Unfit

COUNTED: Final = "OS::Heat::ResourceGroup"
SCALED: Final = "OS::Heat::AutoScalingGroup"


def misspelled_resource_key(at: Places) -> None:
    body = at.resource()
    key = at.pick(list(body))
    body[at.misspelled(key)] = body.pop(key)


def unknown_resource_key(at: Places) -> None:
    at.resource()[at.pick(["depend_on", "Type", "if", "count", ""])] = "x"


def misspelled_type(at: Places) -> None:
    body = at.member()
    body["type"] = at.misspelled(body["type"])


def type_is_no_text(at: Places) -> None:
    at.resource()["type"] = at.pick([None, 3, ["OS::Heat::None"], {"get_param": "p0"}, "", {"a": 1}])


def misspelled_property(at: Places) -> None:
    body = at.member(lambda body: bool(body.get("properties")) and body["type"] != "OS::Heat::None")
    properties = body["properties"]
    name = at.pick(list(properties))
    properties[at.misspelled(name)] = properties.pop(name)


def unknown_property(at: Places) -> None:
    body, _ = at.typed()
    body.setdefault("properties", {})["no_such"] = at.pick(["x", None, {"get_attr": ["r0", "x"]}])


def missing_property(at: Places) -> None:
    properties, name, _ = at.schema(lambda schema: schema.required, given=True)
    del properties[name]


def wrong_type(at: Places) -> None:
    properties, name, schema = at.schema(lambda schema: schema.type != "Any")
    wrong: dict[str, list[Any]] = {
        "String": [["a"], {"a": 1}, 1.5], "Integer": ["x", 1.5, "1.0", [1], {}, True, ""], "Number": ["x", [1], {}, ""],
        "Boolean": ["yes", 1, "x", [], 0], "List": ["a", 3, {"a": 1}, True], "Map": ["a", 3, ["a"], "{}"],
    }  # fmt: skip
    properties[name] = at.pick(wrong[schema.type])


def out_of_range(at: Places) -> None:
    properties, name, schema = at.schema(lambda schema: any(isinstance(one, Range) for one in schema.constraints))
    bounds = next(one for one in schema.constraints if isinstance(one, Range))
    found = [bounds.minimum - 1] if bounds.minimum is not None else []
    properties[name] = at.pick([*found, *([bounds.maximum + 1] if bounds.maximum is not None else [])])


def too_long(at: Places) -> None:
    properties, name, schema = at.schema(
        lambda schema: schema.type == "String" and any(isinstance(one, Length) for one in schema.constraints)
    )
    bounds = next(one for one in schema.constraints if isinstance(one, Length))
    properties[name] = "" if bounds.minimum else "x" * (int(bounds.maximum or 0) + 1)


def not_allowed(at: Places) -> None:
    properties, name, schema = at.schema(
        lambda schema: any(isinstance(one, AllowedValues) for one in schema.constraints)
    )
    properties[name] = ["not allowed"] if schema.type == "List" else at.pick(["not allowed", "", 4711])


def against_custom_constraint(at: Places) -> None:
    properties, name, _ = at.schema(lambda schema: schema.type == "String" and bool(schema.constraints))
    properties[name] = at.pick(["not a value", "", "10.0.0.256", "10.0.0.0/33", "* * *", "a" * 300, "..."])


def misspelled_field(at: Places) -> None:
    properties, name, schema = at.schema(
        lambda schema: bool(schema.fields or (schema.items and schema.items.fields)), given=True
    )
    value = properties[name]
    inner = value[0] if isinstance(value, list) and value else value
    if not isinstance(inner, dict):
        raise Unfit
    inner["no_such_field"] = "x"
    del schema


def two_exclusive(at: Places) -> None:
    pairs = {
        "OS::Nova::Server": {"image": "a", "image_update_policy": "x"},
        "OS::Cinder::Volume": {"size": 1, "snapshot_id": "a", "source_volid": "b"},
        "OS::Neutron::Port": {"network": "a", "network_id": "b"},
        "OS::Neutron::Subnet": {"cidr": "10.0.0.0/24", "subnetpool": "b", "network": "c"},
        "OS::Neutron::RouterInterface": {"subnet": "a", "port": "b", "router": "c"},
        "OS::Neutron::FloatingIP": {"floating_network": "a", "floating_network_id": "b"},
        "OS::Octavia::Pool": {"listener": "a", "loadbalancer": "b"},
        "OS::Neutron::Router": {"l3_agent_id": "a", "l3_agent_ids": ["b"]},
    }
    body = at.member(lambda body: body["type"] in pairs)
    body.setdefault("properties", {}).update(pairs[body["type"]])


def circular(at: Places) -> None:
    template, name, body = at.located()
    others = [other for other in template["resources"] if other != name] or [name]
    other = at.pick(others)
    body["depends_on"] = other
    template["resources"][other]["depends_on"] = at.pick([name, [name]])


def depends_on_itself(at: Places) -> None:
    _, name, body = at.located()
    body["depends_on"] = [name]


def depends_on_nothing(at: Places) -> None:
    at.resource()["depends_on"] = at.pick(["nothing", ["nothing"], [3], {"a": 1}, [["a"]], "", 3, None, True])


def refers_to_nothing(at: Places) -> None:
    call = at.pick(at.calls("get_resource"))
    call["get_resource"] = at.pick(["nothing", "", 3, ["r0"], at.misspelled(str(call["get_resource"]))])


def reads_of_nothing(at: Places) -> None:
    call = at.pick(at.calls("get_attr"))
    call["get_attr"] = at.pick([["nothing", "x"], [], ["nothing"], "r0", [3, "x"], {"a": 1}, ["", ""]])


def misspelled_attribute(at: Places) -> None:
    call = at.pick([one for one in at.calls("get_attr") if len(one["get_attr"]) > 1])
    call["get_attr"][1] = at.pick([at.misspelled(str(call["get_attr"][1])), "no_such", "", None, 3])


def misspelled_parameter(at: Places) -> None:
    call = at.pick(at.calls("get_param"))
    value = call["get_param"]
    if isinstance(value, list):
        value[0] = at.misspelled(str(value[0]))
    else:
        call["get_param"] = at.pick([at.misspelled(str(value)), "", [], None, 3])


def refers_to_disabled(at: Places) -> None:
    found = [
        (template, name)
        for template in at.templates()
        if "conditions" in at.table(template).sections
        for name in template.get("resources", {})
    ]
    template, name = at.pick(found)
    template["resources"][name]["condition"] = False
    reference = at.pick([{"get_resource": name}, {"get_attr": [name, "show"]}])
    place = at.pick(["properties", "metadata", "depends_on"])
    body: dict[str, Any] = {"type": "OS::Heat::None"}
    body[place] = name if place == "depends_on" else {"x": reference}
    template["resources"]["referrer"] = body


def bad_condition_of_resource(at: Places) -> None:
    _, _, body = at.located()
    body["condition"] = at.pick(
        ["nothing", 3, [], {"equals": [1]}, None, {"not": "nothing"}, {"get_attr": ["r0", "x"]}]
    )


def bad_condition_in_if(at: Places) -> None:
    call = at.pick(at.calls("if"))
    call["if"][0] = at.pick(["nothing", 3, [], None, {"equals": [1]}, {"get_resource": "r0"}, "true"])


def malformed_if(at: Places) -> None:
    call = at.pick(at.calls("if"))
    call["if"] = at.pick([[], [True], [True, 1, 2, 3], "x", {"a": 1}, None, [True, 1]])


def malformed_function(at: Places) -> None:
    call = at.pick(at.calls(*(name for table in VERSIONS.values() for name in table.functions)))
    name = next(iter(call))
    call[name] = at.pick([None, [], {}, "text", 3, [1, 2], ["a"], {"a": "b"}, [None, None], [["a"], ["b"]]])


def malformed_argument(at: Places) -> None:
    functions = ("str_replace", "list_join", "repeat", "str_split", "map_merge", "map_replace", "yaql", "list_concat")
    call = at.pick(at.calls(*functions))
    name = next(iter(call))
    args = call[name]
    key = at.pick(list(args) if isinstance(args, dict) else list(range(len(args))) if isinstance(args, list) else [])
    args[key] = at.pick([None, [], {}, "text", 3, True, [1], {"a": None}, 1.5])


def function_of_another_version(at: Places) -> None:
    template, _, body = at.located(lambda body: isinstance(body.get("properties"), dict) and bool(body["properties"]))
    table = at.table(template)
    names = {name for other in VERSIONS.values() for name in other.functions}
    away = sorted(name for name in names if str(table.functions.get(name, REMOVED)) == REMOVED)
    name = at.pick(away)
    body["properties"][at.pick(list(body["properties"]))] = {name: at.pick([["a", ["b"]], "x", {"a": "b"}, []])}


def index_out_of_range(at: Places) -> None:
    call = at.pick(at.calls("str_split"))
    args = call["str_split"]
    call["str_split"] = [*args[:2], at.pick([99, -99, "x", 1.5, None, True, [1]])]


def bad_deletion_policy(at: Places) -> None:
    at.resource()["deletion_policy"] = at.pick(
        ["Keep", "", 3, [], "DELETE", "Snapshot", {"get_param": "p0"}, None, True]
    )


def snapshot_without(at: Places) -> None:
    kinds = {"OS::Nova::Server", "OS::Cinder::Volume", "AWS::EC2::Volume", "OS::Trove::Instance"}
    at.resource(lambda body: body["type"] not in kinds)["deletion_policy"] = "Snapshot"


def bad_update_policy(at: Places) -> None:
    at.resource()["update_policy"] = at.pick([
        {"no_such": {}}, "x", [], 3, {"rolling_update": {"max_batch_size": 0}}, {"rolling_update": 3},
        {"batch_create": {"pause_time": -1}}, {"rolling_update": {"no_such": 1}}, {"batch_create": []}, None, {},
        {"rolling_update": {"min_in_service": "x"}}, {"RollingUpdate": {}}, {"rolling_update": {"pause_time": "x"}},
    ])  # fmt: skip


def properties_are_no_map(at: Places) -> None:
    at.resource()["properties"] = at.pick([[], "x", 3, ["a"], None, True, {"get_param": "p0"}])


def metadata_is_no_map(at: Places) -> None:
    at.resource()["metadata"] = at.pick([[], "x", 3, ["a"], None, {"get_param": "p0"}])


def bad_external_id(at: Places) -> None:
    body = at.resource()
    body["external_id"] = at.pick([3, ["a"], {"a": 1}, {"get_resource": "r0"}, {"get_param": "nothing"}, "", None])
    if at.random.random() < 0.3:
        body["depends_on"] = "r0"


def bad_index_variable(at: Places) -> None:
    at.of_type(COUNTED)["properties"]["index_var"] = at.pick(["ab", "", 3, [], None, "%n"])


def bad_count(at: Places) -> None:
    at.of_type(COUNTED)["properties"]["count"] = at.pick([-1, "x", 1.5, [], {}, "1.0", True, "-1"])


def bad_member_key(at: Places) -> None:
    definition = at.of_type(COUNTED)["properties"].get("resource_def")
    if not isinstance(definition, dict):
        raise Unfit
    definition[at.pick(["depends_on", "condition", "no_such", "Properties"])] = at.pick(["x", ["r0"], True])


def member_without_type(at: Places) -> None:
    body = at.of_type(COUNTED, SCALED)
    definition = body["properties"]["resource_def" if body["type"] == COUNTED else "resource"]
    if isinstance(definition, dict):
        definition.pop("type", None)


def bad_member(at: Places) -> None:
    body = at.of_type(COUNTED, SCALED)
    body["properties"]["resource_def" if body["type"] == COUNTED else "resource"] = at.pick([
        "x", [], {}, {"type": "OS::No::Such"}, None, {"type": None}, {"type": 3}, {"type": "missing.yaml"}, {"a": 1},
    ])  # fmt: skip


def bad_removal_policies(at: Places) -> None:
    at.of_type(COUNTED)["properties"].update(at.pick([
        {"removal_policies": "x"}, {"removal_policies": [{"no_such": 1}]}, {"removal_policies": [{"resource_list": "0"}]},
        {"removal_policies": ["0"]}, {"removal_policies_mode": "never"}, {"removal_policies": [{}]},
        {"removal_policies": None}, {"removal_policies": [{"resource_list": [["0"]]}]}, {"removal_policies": {}},
    ]))  # fmt: skip


def sizes_the_wrong_way(at: Places) -> None:
    at.of_type(SCALED)["properties"].update(at.pick([
        {"min_size": 3, "max_size": 1}, {"desired_capacity": 99}, {"min_size": -1}, {"max_size": "x"},
        {"min_size": 2, "max_size": 3, "desired_capacity": 1}, {"rolling_updates": {"max_batch_size": 0}},
        {"rolling_updates": {"no_such": 1}}, {"cooldown": "x"}, {"min_size": None, "max_size": None},
    ]))  # fmt: skip


def bad_chain(at: Places) -> None:
    at.of_type("OS::Heat::ResourceChain")["properties"].update(at.pick([
        {"resources": "x"}, {"resources": ["OS::No::Such"]}, {"resources": [3]}, {"resource_properties": {"no_such": 1}},
        {"resources": [None]}, {"resources": None}, {"concurrent": "x"}, {"resource_properties": "x"},
        {"resources": ["missing.yaml"]}, {"resources": [["OS::Heat::None"]]},
    ]))  # fmt: skip


def bad_servers(at: Places) -> None:
    body = at.resource(lambda body: "Deployment" in body["type"] and isinstance(body.get("properties"), dict))
    body["properties"].update(at.pick([
        {"servers": ["a"]}, {"servers": "x"}, {"servers": {"a": None}}, {"servers": {"a": ["b"]}}, {"server": None},
        {"actions": ["NEVER"]}, {"signal_transport": "PIGEON"}, {"input_values": "x"}, {"config": None},
        {"servers": {"": "b"}}, {"actions": "CREATE"},
    ]))  # fmt: skip


def _nested(body: dict[str, Any]) -> bool:
    kind = body.get("type")
    return isinstance(kind, str) and (kind.endswith(".yaml") or kind.startswith("Our::Child"))


def unknown_argument(at: Places) -> None:
    at.member(_nested).setdefault("properties", {})["no_such"] = "x"


def missing_argument(at: Places) -> None:
    properties = at.member(lambda body: _nested(body) and bool(body.get("properties")))["properties"]
    del properties[at.pick(list(properties))]


def wrong_argument(at: Places) -> None:
    properties = at.member(lambda body: _nested(body) and bool(body.get("properties")))["properties"]
    properties[at.pick(list(properties))] = at.pick(
        [["x"], {"a": "b"}, "x", 1.5, [{"a": [1]}], [3], True, None, [None]]
    )


def facade_misfit(at: Places) -> None:
    found = [data for name, data in at.case.files.items() if isinstance(data, dict) and name.startswith("facade")]
    template = at.pick(found)
    way = at.pick(["output", "parameter", "type"])
    if way == "output" and template.get("outputs"):
        del template["outputs"][at.pick(list(template["outputs"]))]
    elif way == "parameter" or not template.get("parameters"):
        template.setdefault("parameters", {})["one_more"] = {"type": "string"}
    else:
        template["parameters"][at.pick(list(template["parameters"]))]["type"] = at.pick(["json", "boolean"])


def empty_template(at: Places) -> None:
    at.template().pop("resources", None)


RESOURCES: Final = (
    misspelled_resource_key, unknown_resource_key, misspelled_type, type_is_no_text, misspelled_property,
    unknown_property, missing_property, wrong_type, out_of_range, too_long, not_allowed, against_custom_constraint,
    misspelled_field, two_exclusive, circular, depends_on_itself, depends_on_nothing, refers_to_nothing,
    reads_of_nothing, misspelled_attribute, misspelled_parameter, refers_to_disabled, bad_condition_of_resource,
    bad_condition_in_if, malformed_if, malformed_function, malformed_argument, function_of_another_version,
    index_out_of_range, bad_deletion_policy, snapshot_without, bad_update_policy, properties_are_no_map,
    metadata_is_no_map, bad_external_id, bad_index_variable, bad_count, bad_member_key, member_without_type, bad_member,
    bad_removal_policies, sizes_the_wrong_way, bad_chain, bad_servers, unknown_argument, missing_argument,
    wrong_argument, facade_misfit, empty_template,
)  # fmt: skip
