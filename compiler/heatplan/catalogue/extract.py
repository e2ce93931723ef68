# mypy: ignore-errors
# ruff: noqa: ANN001, ANN003, ANN201, ARG005, E402, PTH112, PTH118, PTH120, PTH123, SIM115, SLF001, T201
# (It runs in an environment of its own, where Heat is installed and heatplan is not.)
"""Write the catalogue's data files from an installed Heat.

Run with the interpreter of an environment that has the packages of
``heat-requirements.txt`` and nothing of heatplan:

    extract.py [DIRECTORY]

writes ``resource_types.jsonl`` (one resource type a line: name and row), ``templates.json`` (the templates that Heat
brings along) and ``release.json`` into the directory, which is its own if none is given.  The same Heat gives the
same bytes.  No service, database or network is asked.
"""

import importlib.metadata
import importlib.resources
import json
import os.path
import sys
import warnings

warnings.filterwarnings("ignore")

from oslo_config import cfg
from oslo_service import backend

backend.init_backend(backend.BackendType.THREADING)

import heat
from heat.common import config as _options  # noqa: F401  (registers Heat's options)
from heat.common import context as heat_context
from heat.common import policy
from heat.engine import attributes, clients, environment, properties, resource, resources, support, template
from heat.engine import constraints as heat_constraints
from heat.engine import stack as heat_stack
from heat.engine.resources import alarm_base, server_base, signal_responder, stack_resource, stack_user, wait_condition
from heat.engine.resources.aws.lb import loadbalancer

OVERRIDABLE = (
    "FnGetAtt",
    "FnGetRefId",
    "add_dependencies",
    "add_explicit_dependencies",
    "child_params",
    "child_template",
    "get_attribute",
    "get_reference_id",
    "handle_signal",
    "handle_snapshot_delete",
    "needs_replace",
    "needs_replace_failed",
    "needs_replace_with_prop_diff",
    "needs_replace_with_tmpl_diff",
    "node_data",
    "prepare_for_replace",
    "regenerate_info_schema",
    "reparse",
    "translation_rules",
    "update_template_diff_properties",
    "validate",
    "validate_nested_stack",
    "validate_template",
)
"""Methods of heat.engine.resource.Resource of which it matters that a class has its own."""

FAMILIES = {
    "is_alarm": alarm_base.BaseAlarm,
    "is_base_server": server_base.BaseServer,
    "is_signal_responder": signal_responder.SignalResponder,
    "is_stack_resource": stack_resource.StackResource,
    "is_stack_user": stack_user.StackUser,
    "is_wait_handle": wait_condition.BaseWaitConditionHandle,
}


def set_up():
    """Make Heat's registries usable with default options and without any service."""
    cfg.CONF([], project="heat", prog="extract", default_config_files=[])
    etc = configuration()
    cfg.CONF.set_default("environment_dir", f"{etc}/environment.d")
    cfg.CONF.set_default("template_dir", f"{etc}/templates")
    policy.ResourceEnforcer.enforce = lambda self, *args, **kwargs: True
    resource.Resource.is_service_available = classmethod(lambda cls, context: (True, None))
    clients.initialise()
    resources.initialise()


def configuration():
    """Where pip puts what belongs into the machine's own /etc/heat: beside a package in a folder, or in the prefix."""
    beside = os.path.join(os.path.dirname(os.path.dirname(heat.__file__)), "etc", "heat")
    return beside if os.path.isdir(beside) else os.path.join(sys.prefix, "etc", "heat")


def plain(data):
    """Data of a schema as JSON: tuples as lists, texts to be translated as text."""
    if data is None or isinstance(data, (bool, int, float)):
        return data
    if isinstance(data, dict):
        return {str(key): plain(item) for key, item in data.items()}
    if isinstance(data, (list, tuple)):
        return [plain(item) for item in data]
    return str(data)


def without_empty(row):
    """The row without what says nothing: None, False, empty text, lists and maps."""
    return {key: item for key, item in row.items() if item not in (None, False, "", [], {})}


def support_row(status, names):
    """A support status; nothing for the ordinary one."""
    if status is None:
        return None
    row = {"status": status.status, "version": status.version, "message": plain(status.message)}
    if status.substitute_class is not None:
        row["substitute"] = names.get(status.substitute_class, status.substitute_class.__name__)
    if status.previous_status is not None:
        row["previous"] = support_row(status.previous_status, names)
    if row["status"] == support.SUPPORTED:
        del row["status"]
    return without_empty(row)


def constraint_row(constraint):
    """A constraint.  Length is asked for first: to Heat it is a kind of Range."""
    match constraint:
        case heat_constraints.Length():
            row = {"length": without_none(min=constraint.min, max=constraint.max)}
        case heat_constraints.Range():
            row = {"range": without_none(min=constraint.min, max=constraint.max)}
        case heat_constraints.Modulo():
            row = {"modulo": {"step": constraint.step, "offset": constraint.offset}}
        case heat_constraints.AllowedValues():
            row = {"allowed_values": plain(constraint.allowed)}
        case heat_constraints.AllowedPattern():
            row = {"allowed_pattern": constraint.pattern}
        case heat_constraints.CustomConstraint():
            row = {"custom_constraint": constraint.name}
        case _:
            raise TypeError(f"unknown constraint {type(constraint).__name__}")
    if constraint.description:
        row["description"] = plain(constraint.description)
    return row


def without_none(**row):
    """The row without None; zero is a bound."""
    return {key: item for key, item in row.items() if item is not None}


def property_row(schema, names):
    """A property's schema."""
    schema = properties.Schema.from_legacy(schema)
    row = without_empty(
        {
            "required": schema.required,
            "update_allowed": schema.update_allowed,
            "immutable": schema.immutable,
            "unimplemented": not schema.implemented,
            "convert": schema.allow_conversion,
            "constraints": [constraint_row(item) for item in schema.constraints],
            "support": support_row(schema.support_status, names),
        }
    )
    row["type"] = schema.type
    if schema.default is not None:
        row["default"] = plain(schema.default)
    if isinstance(schema.schema, heat_constraints.AnyIndexDict):
        row["items"] = property_row(schema.schema.value, names)
    elif schema.schema is not None:
        row["fields"] = {name: property_row(item, names) for name, item in schema.schema.items()}
    return row


def attribute_row(schema, names):
    """An attribute's schema; ``cache_none`` where each reading asks the service again."""
    return without_empty(
        {
            "type": schema.type,
            "cache_none": schema.cache_mode == attributes.Schema.CACHE_NONE,
            "support": support_row(schema.support_status, names),
        }
    )


def rule_row(rule):
    """A translation rule (heat.engine.translation.TranslationRule)."""
    row = {"rule": rule.rule, "path": list(rule.translation_path)}
    for key in ("value", "value_name", "value_path", "finder", "entity", "custom_value_path"):
        if getattr(rule, key) is not None:
            row[key] = plain(getattr(rule, key))
    return row


def defining_class(cls, method):
    """The class in which Python finds the method, as ``Class`` (None where there is no such method)."""
    return next((owner.__name__ for owner in cls.__mro__ if method in owner.__dict__), None)


def overrides(cls):
    """Method to the class that has it, where that is not the base of all resources."""
    row = {}
    for method in OVERRIDABLE:
        own = getattr(cls, method, None)
        if own is not None and own is not getattr(resource.Resource, method, None):
            row[method] = defining_class(cls, method)
    return row


def first_choices(cls):
    """A value for each required property that has a list of allowed ones: some translation rules read it."""
    given = {}
    for name, schema in properties.schemata(cls.properties_schema).items():
        lists = [item.allowed for item in schema.constraints if isinstance(item, heat_constraints.AllowedValues)]
        if schema.required and lists:
            given[name] = lists[0][0]
    return given


def lone_resource(type_name, cls, **given):
    """A resource of the type, alone in a stack that was never stored: what Heat has before creation."""
    subject = {"type": type_name, "properties": {**first_choices(cls), **given}}
    body = template.Template({"heat_template_version": "2018-08-31", "resources": {"subject": subject}})
    body.env = environment.Environment({})
    context = heat_context.RequestContext.from_dict({"tenant_id": "t", "project_id": "t", "user_id": "u", "roles": []})
    stack = heat_stack.Stack(context, "extract", body)
    return stack, stack["subject"]


def instance_facts(name, cls):
    """What only an instance can say: translation rules, and the reference id before creation."""
    stack, subject = lone_resource(name, cls)
    assert stack is not None  # resources keep no strong reference to it
    return {
        "translation_rules": rules_of(subject),
        "translation_rules_when": conditional_rules(name, cls, subject),
        "reference": reference_before_creation(name, cls, subject.FnGetRefId()),
    }


def rules_of(subject):
    """The translation rules of a resource, by its properties as they were before any translation."""
    fresh = subject.t.properties(subject.properties_schema, subject.context)
    return [rule_row(rule) for rule in subject.translation_rules(fresh) or ()]


def conditional_rules(name, cls, plain_subject):
    """Rules that are only there when a property is given, by that property; ``{given}`` stands for its value."""
    usual = rules_of(plain_subject)
    found = {}
    for key, schema in properties.schemata(cls.properties_schema).items():
        if schema.type != properties.Schema.STRING or "translation_rules" not in overrides(cls):
            continue
        try:
            stack, subject = lone_resource(name, cls, **{key: "{given}"})
        except Exception:  # noqa: BLE001, S112 (the rules need a lawful value of it: they resolve something)
            continue
        assert stack is not None
        further = [row for row in rules_of(subject) if row not in usual and row["rule"] != "Resolve"]
        if further:
            found[key] = further
    return found


def reference_before_creation(name, cls, unnamed):
    """What get_resource gives before creation: the resource's name, null, the text None, or the name given to it."""
    if "name" in cls.properties_schema:
        stack, subject = lone_resource(name, cls, name="given")
        if stack is not None and subject.FnGetRefId() == "given":
            return "property name"
    return {"subject": "name", None: "null", "None": "text None"}[unnamed]


def type_row(name, cls, names):
    """Everything about one resource type."""
    row = {
        "class": f"{cls.__module__}.{cls.__name__}",
        "bases": [base.__name__ for base in cls.__mro__[1:] if base.__module__.startswith("heat.")],
        "support": support_row(cls.support_status, names),
        "properties": {key: property_row(item, names) for key, item in cls.properties_schema.items()},
        "attributes": {
            key: attribute_row(item, names)
            for key, item in {**cls.attributes_schema, **cls.base_attributes_schema}.items()
        },
        "update_policy": {key: property_row(item, names) for key, item in cls.update_policy_schema.items()},
        "default_client_name": cls.default_client_name,
        "required_service_extension": cls.required_service_extension,
        "entity": cls.entity,
        "loose_dependency": not cls.strict_dependency,
        "requires_deferred_auth": cls.requires_deferred_auth,
        "physical_resource_name_limit": cls.physical_resource_name_limit,
        "no_signal_actions": list(cls.no_signal_actions),
        "signal_needs_metadata_updates": cls.signal_needs_metadata_updates,
        "always_replace_on_check_failed": cls.always_replace_on_check_failed,
        "handlers": sorted(
            attr
            for attr in dir(cls)
            if attr.startswith("handle_") and getattr(cls, attr) is not getattr(resource.Resource, attr, None)
        ),
        "snapshot_on_delete": callable(getattr(cls, "handle_snapshot_delete", None)),
        "any_attribute": (
            cls.get_attribute is not resource.Resource.get_attribute or cls.FnGetAtt is not resource.Resource.FnGetAtt
        ),
        "overrides": overrides(cls),
        **{flag: issubclass(cls, base) for flag, base in FAMILIES.items()},
        **instance_facts(name, cls),
    }
    return without_empty(row)


def registrations(registry):
    """The default environment's entries that are no classes: aliases, and templates by their file's name."""
    rows = {}
    for name, info in sorted(registry.items()):
        if isinstance(info, environment.TemplateResourceInfo):
            rows[name] = info.template_name.rpartition("/")[2]
        elif not isinstance(info, environment.ClassResourceInfo) and name != "resources":
            rows[name] = info.value
    return rows


def templates(registrations):
    """The templates that Heat brings along, by name: the operator's, and the load balancer's with and without a key."""
    folder = f"{sys.prefix}/etc/heat/templates/"
    rows = {name: open(folder + name, encoding="utf-8").read() for name in registrations.values() if ".yaml" in name}
    balancer = json.loads(rows.setdefault("LoadBalancer.template", loadbalancer.lb_template_default))
    del balancer["Resources"]["LB_instance"]["Properties"]["KeyName"], balancer["Parameters"]["KeyName"]
    return {**rows, "LoadBalancer_without_key.template": json.dumps(balancer)}


def custom_constraints(env):
    """Each constraint that Heat knows by name: whether a service must be asked, and which."""
    ask = heat_constraints.BaseCustomConstraint.validate
    return {
        name: {
            "class": cls.__name__,
            "needs_cloud": cls.validate is ask,
            **without_empty(
                {
                    "client": getattr(cls, "resource_client_name", None),
                    "getter": getattr(cls, "resource_getter_name", None),
                }
            ),
        }
        for name, cls in sorted(env.constraints.items())
    }


def timezones():
    """The names that the time zone database of the requirements has."""
    return sorted(importlib.resources.files("tzdata").joinpath("zones").read_text("utf-8").split())


def dump(path, lines):
    """Write the lines, each ended by a newline; all are made before the file is touched."""
    text = "".join(line + "\n" for line in lines)
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def main(directory):
    """Write the files into the directory."""
    set_up()
    env = resources.global_env()
    registry = env.registry._registry
    classes = {
        name: info.get_class()
        for name, info in sorted(registry.items())
        if isinstance(info, environment.ClassResourceInfo)
    }
    names = {cls: name for name, cls in reversed(classes.items())}
    compact = {"ensure_ascii": True, "sort_keys": True, "separators": (",", ":")}
    dump(
        f"{directory}/resource_types.jsonl",
        (json.dumps([name, type_row(name, cls, names)], **compact) for name, cls in classes.items()),
    )
    aliases = registrations(registry)
    release = {
        "heat": importlib.metadata.version("openstack-heat"),
        "tzdata": importlib.metadata.version("tzdata"),
        "registrations": aliases,
        "custom_constraints": custom_constraints(env),
        "event_sinks": sorted(env.event_sink_classes),
        "template_versions": sorted(
            name.partition(".")[2] for name in template._get_template_extension_manager().names()
        ),
        "hooks": sorted(environment.HOOK_TYPES),
        "timezones": " ".join(timezones()),
    }
    brought = json.dumps(templates(aliases), indent=1, sort_keys=True)  # a home folder in it is an instance's: escaped
    dump(f"{directory}/templates.json", [brought.replace("/" + "root", "\\u002froot")])
    dump(f"{directory}/release.json", [json.dumps(release, indent=1, sort_keys=True)])
    print(f"{len(classes)} resource types, {len(aliases)} further registrations")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit("usage: extract.py [DIRECTORY]")
    main(sys.argv[1] if len(sys.argv) == 2 else __file__.rpartition("/")[0] or ".")
