"""Groups of every type, around members that are drawn."""

from __future__ import annotations

from typing import Any, Final

from heatplan.catalogue import resource_types
from tests.differential.templates_draft import Child, Level, Made
from tests.differential.templates_expressions import wrap
from tests.differential.templates_resources import kind_of_any, properties_of, single

VARIABLES: Final = ("%index%", "%index%", "%i%", "{{n}}")
CHAINED: Final = ("OS::Heat::TestResource", "OS::Heat::RandomString", "OS::Heat::None", "OS::Heat::Value")


def group(level: Level, name: str, kind: str) -> dict[str, Any]:
    """A group of that type."""
    match kind:
        case "OS::Heat::ResourceGroup":
            return counted(level, name, 1)
        case "OS::Heat::AutoScalingGroup":
            return scaled(level, name)
        case "OS::Heat::ResourceChain":
            return chain(level, name)
        case "OS::Heat::InstanceGroup" | "AWS::AutoScaling::AutoScalingGroup":
            return launched(level, name, kind)
    return deployed(level, name, kind)


def member(level: Level, nest: int) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A member's definition, and the attributes that it has."""
    before = list(level.made)
    if nest and level.chance(0.12):
        found = counted(level, "member", nest - 1)
    elif nest and level.chance(0.05):
        found = scaled(level, "member")
    elif level.draft.children and level.chance(0.25):
        found, paths = nested(level, level.random.choice(level.draft.children))
        return found, paths
    else:
        found = single(level, "member", kind_of_any(level))
    paths = tuple(str(path[0]) for path in level.made[-1].paths)
    level.made[:] = before
    if level.chance(0.15):
        found["metadata"] = wrap(level, {"index": level.index or "none", "n": [1, None]})
    return found, paths


def counted(level: Level, name: str, nest: int) -> dict[str, Any]:
    """A ResourceGroup."""
    random = level.random
    variable = random.choice([one for one in VARIABLES if one != level.index or one == VARIABLES[0]])
    outer, level.index = level.index, variable
    definition, paths = member(level, nest)
    level.index = outer
    found: dict[str, Any] = {"resource_def": definition}
    count = random.choice((0, 1, 2, 2, 3))
    if level.chance(0.8):
        found["count"] = wrap(level, count)
        if level.chance(0.05) and level.made:
            found["count"] = {"get_attr": [random.choice(level.made).name, "value"]}
    else:
        count = 1
    if variable != "%index%":
        found["index_var"] = variable
    if level.chance(0.2):
        gone = random.sample(["0", "1", "2", 1], k=random.randint(1, 2))
        found["removal_policies"] = [{"resource_list": wrap(level, gone)}]
        if level.chance(0.3):
            found["removal_policies_mode"] = random.choice(("append", "update"))
    body: dict[str, Any] = {"type": "OS::Heat::ResourceGroup", "properties": found}
    if level.chance(0.25):
        body["update_policy"] = _some(
            level,
            rolling_update={"min_in_service": 0, "max_batch_size": 2, "pause_time": 1},
            batch_create={"max_batch_size": 2, "pause_time": 0.5},
        )
    _made(level, name, body["type"], paths, range(count))
    return body


def _some(level: Level, **policies: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for key, fields in policies.items():
        if level.chance(0.6):
            found[key] = wrap(level, {name: value for name, value in fields.items() if level.chance(0.7)})
    return found


def _made(level: Level, name: str, kind: str, paths: tuple[str, ...], indices: range) -> None:
    reads: list[tuple[Any, ...]] = [("refs",), ("refs_map",), ("refs", 0)]
    for path in paths[:4]:
        reads += [(path,), ("attributes", path)]
        reads += [(f"resource.{index}.{path}",) for index in list(indices)[:1]]
    reads += [(f"resource.{index}",) for index in list(indices)[:1]]
    level.made.append(Made(name, kind, tuple(reads)))


def scaled(level: Level, name: str) -> dict[str, Any]:
    """An AutoScalingGroup."""
    random = level.random
    outer, level.index = level.index, None
    definition, paths = member(level, 0)
    level.index = outer
    least = random.randint(0, 2)
    found: dict[str, Any] = {"resource": definition, "min_size": wrap(level, least), "max_size": wrap(level, least + 2)}
    if level.chance(0.5):
        found["desired_capacity"] = wrap(level, random.randint(least, least + 2))
    if level.chance(0.2):
        found["cooldown"] = random.choice((0, 60, "60"))
    if level.chance(0.2):
        fields = {"min_in_service": 1, "max_batch_size": 2, "pause_time": 1.5}
        found["rolling_updates"] = {key: value for key, value in fields.items() if level.chance(0.7)}
    _made(level, name, "OS::Heat::AutoScalingGroup", (), range(0))
    made = level.made[-1]
    reads = (("outputs", paths[0]), ("outputs_list", paths[0])) if paths else ()
    level.made[-1] = Made(made.name, made.type, (*made.paths, ("current_size",), *reads))
    return {"type": "OS::Heat::AutoScalingGroup", "properties": found}


def chain(level: Level, name: str) -> dict[str, Any]:
    """A ResourceChain: members of several types with the same properties."""
    random = level.random
    kinds = [kind for kind in CHAINED if kind not in level.avoid]
    if level.chance(0.5):
        kinds = [random.choice(kinds)]
    elif level.chance(0.7):
        kinds = ["OS::Heat::None"]
    resources = [random.choice(kinds) for _ in range(random.randint(0, 3))]
    kind = resource_types.lookup(kinds[0])
    assert kind is not None
    found: dict[str, Any] = {"resources": wrap(level, resources)}
    if level.chance(0.8):
        found["resource_properties"] = properties_of(level, kind)
    if level.chance(0.3):
        found["concurrent"] = level.chance(0.5)
    paths = tuple(str(one) for one in kind.attributes)
    reads = [("refs",), *((path,) for path in paths), *(("attributes", path) for path in paths)]
    level.made.append(Made(name, "OS::Heat::ResourceChain", tuple(reads)))
    return {"type": "OS::Heat::ResourceChain", "properties": found}


def launched(level: Level, name: str, kind: str) -> dict[str, Any]:
    """A group of instances, with its launch configuration beside it."""
    random = level.random
    launch = f"{name}_launch"
    level.resources[launch] = single(level, launch, "AWS::AutoScaling::LaunchConfiguration")
    if level.chance(0.95):  # what an existing instance is like, only a cloud knows
        level.resources[launch].get("properties", {}).pop("InstanceId", None)
    found: dict[str, Any] = {
        "AvailabilityZones": ["nova"],
        "LaunchConfigurationName": {"get_resource": launch} if level.chance(0.9) else launch,
    }
    if kind == "OS::Heat::InstanceGroup":
        found["Size"] = wrap(level, random.randint(0, 3))
    else:
        least = random.randint(0, 2)
        found |= {"MinSize": least, "MaxSize": wrap(level, least + 2)}
        if level.chance(0.5):
            found["DesiredCapacity"] = least + 1
    if level.chance(0.3):
        found["Tags"] = [{"Key": random.choice(("a", "metering.x")), "Value": wrap(level, "b")}]
    if level.chance(0.1) and kind != "OS::Heat::InstanceGroup":
        found["VPCZoneIdentifier"] = ["a-subnet"]
    body: dict[str, Any] = {"type": kind, "properties": found}
    if level.chance(0.2):
        key = "RollingUpdate" if kind == "OS::Heat::InstanceGroup" else "AutoScalingRollingUpdate"
        fields = {"MinInstancesInService": "1", "MaxBatchSize": 2, "PauseTime": "PT5M"}
        body["update_policy"] = {key: {field: value for field, value in fields.items() if level.chance(0.7)}}
    level.made.append(Made(name, kind, (("InstanceList",),)))
    return body


def deployed(level: Level, name: str, kind: str) -> dict[str, Any]:
    """A group of deployments, one for each server."""
    random = level.random
    servers = [made.name for made in level.made if made.type == "OS::Nova::Server"]
    chosen: dict[str, Any] = {}
    for key in random.sample(["a", "b", "0", "x y"], k=random.randint(0, 3)):
        chosen[key] = {"get_resource": random.choice(servers)} if servers and level.chance(0.5) else f"server-{key}"
    wanted = "OS::Heat::StructuredConfig" if "Structured" in kind else "OS::Heat::SoftwareConfig"
    configs = [made.name for made in level.made if made.type == wanted]
    found: dict[str, Any] = {
        "servers": wrap(level, chosen),
        "config": {"get_resource": random.choice(configs)} if configs else "a-config",
    }
    if level.chance(0.4):
        found["input_values"] = wrap(level, {"a": "b", "n": 1})
    if level.chance(0.3):
        found["actions"] = random.sample(["CREATE", "UPDATE", "DELETE"], k=random.randint(0, 2))
    if level.chance(0.3):
        found["signal_transport"] = random.choice(("NO_SIGNAL", "TEMP_URL_SIGNAL", "HEAT_SIGNAL"))
    body: dict[str, Any] = {"type": kind, "properties": found}
    if level.chance(0.2):
        body["update_policy"] = _some(
            level, rolling_update={"max_batch_size": 1, "pause_time": 0}, batch_create={"max_batch_size": 1}
        )
    reads = (("deploy_stdouts",), ("deploy_stderrs",), ("deploy_status_codes",), ("some_output",))
    level.made.append(Made(name, kind, reads))
    return body


def nested(level: Level, child: Child) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A nested template as a resource, by its file's name or an alias, and its outputs."""
    names = [level.near(child.file), *child.aliases]
    properties: dict[str, Any] = {}
    for key, value in child.arguments.items():
        properties[key] = wrap(level, value)
        if level.index is not None and isinstance(value, str) and level.chance(0.2):
            properties[key] = level.random.choice((level.index, f"m-{level.index}"))
        elif level.chance(0.02):
            properties[key] = None
    body: dict[str, Any] = {"type": level.random.choice(names)}
    if properties:
        body["properties"] = properties
    return body, tuple(child.outputs)
