"""What each version of the template format allows, as differences from the version before.

Source: the classes of heat/engine/hot/template.py and heat/engine/cfn/template.py
in Heat 27, with the names of heat/engine/hot/functions.py and
heat/engine/cfn/functions.py for what a function does.  Heat writes every table
out in full; here a version says what it adds, changes and takes away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from heatplan.ir.template import Dialect
from heatplan.ir.value import Map

REMOVED: Final = "Removed"
"""The meaning of a function that a version only knows to say that it is gone."""


@dataclass(frozen=True, slots=True)
class VersionTable:
    """The rules of one version.

    ``key`` is the version key of the document, ``version`` its value.
    ``functions`` and ``condition_functions`` map each function's name to the
    name of Heat's class for it (``REMOVED`` where it is known to be gone).
    ``deletion_policies`` maps what may be written to what it means.
    """

    key: str
    version: str
    dialect: Dialect
    sections: tuple[str, ...]
    functions: Map  # of str to str
    condition_functions: Map  # of str to str
    deletion_policies: Map  # of str to str
    resource_keys: tuple[str, ...]
    output_keys: tuple[str, ...]
    parameter_keys: tuple[str, ...]
    parameter_types: tuple[str, ...]
    pseudo_parameters: tuple[str, ...]


def _later(
    former: VersionTable,
    version: str,
    *,
    functions: Mapping[str, str] | None = None,
    removed: Iterable[str] = (),
    condition_functions: Mapping[str, str] | None = None,
    deletion_policies: Mapping[str, str] | None = None,
    sections: tuple[str, ...] = (),
    resource_keys: tuple[str, ...] = (),
    output_keys: tuple[str, ...] = (),
    parameter_keys: tuple[str, ...] = (),
) -> VersionTable:
    """The version after ``former``: all that it had, with these additions and changes."""
    gone = dict.fromkeys(removed, REMOVED)
    return replace(
        former,
        version=version,
        functions=Map({**former.functions, **(functions or {}), **gone}),
        condition_functions=Map({**former.condition_functions, **(condition_functions or {})}),
        deletion_policies=Map({**former.deletion_policies, **(deletion_policies or {})}),
        sections=former.sections + sections,
        resource_keys=former.resource_keys + resource_keys,
        output_keys=former.output_keys + output_keys,
        parameter_keys=former.parameter_keys + parameter_keys,
    )


SINCE: Final[dict[str, int]] = {"2021-04-16": 16}
"""The versions that are younger than the oldest release with tables: Heat's major number that brought them.

Heat never changed what a version means after it was there (as extracted from
releases 11 to 27: the classes, functions and condition functions of each).
"""


_POLICIES = Map({"Delete": "Delete", "Retain": "Retain", "Snapshot": "Snapshot"})

_FROM_CFN = {
    "Fn::Base64": "Base64",
    "Fn::GetAZs": "GetAZs",
    "Fn::Join": "Join",
    "Fn::MemberListToMap": "MemberListToMap",
    "Fn::Replace": "Replace",
    "Fn::ResourceFacade": "ResourceFacade",
    "Fn::Split": "Split",
    "Ref": "Ref",
}
"""Functions of the CloudFormation style that the first HOT version had too."""

# ---- Heat Orchestration Template

_2013_05_23 = VersionTable(
    key="heat_template_version",
    version="2013-05-23",
    dialect="hot",
    # Heat names the section of mappings, which HOT has not, "__undefined__", and so accepts it
    sections=(
        "heat_template_version", "description", "parameter_groups", "parameters", "resources", "outputs",
        "__undefined__",
    ),
    functions=Map({
        **_FROM_CFN,
        "Fn::Select": "Select",
        "get_attr": "GetAttThenSelect",
        "get_file": "GetFile",
        "get_param": "GetParam",
        "get_resource": "GetResource",
        "list_join": "Join",
        "resource_facade": "ResourceFacade",
        "str_replace": "Replace",
    }),
    condition_functions=Map(),
    deletion_policies=_POLICIES,
    resource_keys=(
        "type", "properties", "metadata", "depends_on", "deletion_policy", "update_policy", "description",
    ),
    output_keys=("description", "value"),
    parameter_keys=("type", "description", "default", "schema", "constraints", "hidden", "label", "immutable"),
    parameter_types=("string", "number", "comma_delimited_list", "json", "boolean"),
    pseudo_parameters=("OS::stack_id", "OS::stack_name", "OS::region", "OS::project_id"),
)  # fmt: skip

_2014_10_16 = _later(_2013_05_23, "2014-10-16", functions={"get_attr": "GetAtt"}, removed=_FROM_CFN)

_2015_04_30 = _later(_2014_10_16, "2015-04-30", functions={"digest": "Digest", "repeat": "Repeat"})

_2015_10_15 = _later(
    _2015_04_30,
    "2015-10-15",
    functions={
        "get_attr": "GetAttAllAttributes",
        "list_join": "JoinMultiple",
        "str_replace": "ReplaceJson",
        "str_split": "StrSplit",
    },
    removed=("Fn::Select",),
)

_2016_04_08 = _later(_2015_10_15, "2016-04-08", functions={"map_merge": "MapMerge"})

_2016_10_14 = _later(
    _2016_04_08,
    "2016-10-14",
    functions={"if": "If", "map_replace": "MapReplace", "repeat": "RepeatWithMap", "yaql": "Yaql"},
    condition_functions={"and": "And", "equals": "Equals", "get_param": "GetParam", "not": "Not", "or": "Or"},
    deletion_policies={"delete": "Delete", "retain": "Retain", "snapshot": "Snapshot"},
    sections=("conditions",),
    resource_keys=("external_id", "condition"),
    output_keys=("condition",),
)

_2017_02_24 = _later(
    _2016_10_14, "2017-02-24", functions={"filter": "Filter", "str_replace_strict": "ReplaceJsonStrict"}
)

_2017_09_01 = _later(
    _2017_02_24,
    "2017-09-01",
    functions={
        "contains": "Contains",
        "list_concat": "ListConcat",
        "list_concat_unique": "ListConcatUnique",
        "make_url": "MakeURL",
        "repeat": "RepeatWithNestedLoop",
        "str_replace_vstrict": "ReplaceJsonVeryStrict",
    },
    condition_functions={"contains": "Contains", "yaql": "Yaql"},
)

_2018_03_02 = _later(_2017_09_01, "2018-03-02", parameter_keys=("tags",))

_2018_08_31 = _later(_2018_03_02, "2018-08-31")

_2021_04_16 = _later(_2018_08_31, "2021-04-16", functions={"if": "IfNullable"})

# ---- CloudFormation style

_2012_12_12 = VersionTable(
    key="HeatTemplateFormatVersion",
    version="2012-12-12",
    dialect="cfn",
    sections=(
        "AWSTemplateFormatVersion", "HeatTemplateFormatVersion", "Description", "Mappings", "Parameters",
        "Resources", "Outputs",
    ),
    functions=Map({**_FROM_CFN, "Fn::FindInMap": "FindInMap", "Fn::GetAtt": "GetAtt", "Fn::Select": "Select"}),
    condition_functions=Map(),
    deletion_policies=_POLICIES,
    resource_keys=("Type", "Properties", "Metadata", "DependsOn", "DeletionPolicy", "UpdatePolicy", "Description"),
    output_keys=("Description", "Value"),
    parameter_keys=(
        "Type", "Default", "NoEcho", "AllowedValues", "AllowedPattern", "MaxLength", "MinLength", "MaxValue",
        "MinValue", "Description", "ConstraintDescription", "Label",
    ),
    parameter_types=("String", "Number", "CommaDelimitedList", "Json", "Boolean"),
    pseudo_parameters=("AWS::StackId", "AWS::StackName", "AWS::Region"),
)  # fmt: skip

_2010_09_09 = replace(
    _later(
        _2012_12_12,
        "2010-09-09",
        functions={"Fn::If": "If"},
        condition_functions={
            "Fn::And": "And",
            "Fn::Equals": "Equals",
            "Fn::FindInMap": "FindInMap",
            "Fn::Not": "Not",
            "Fn::Or": "Or",
            "Ref": "ParamRef",
        },
        sections=("Conditions",),
        resource_keys=("Condition",),
        output_keys=("Condition",),
    ),
    key="AWSTemplateFormatVersion",
)

_TABLES = (
    _2010_09_09, _2012_12_12, _2013_05_23, _2014_10_16, _2015_04_30, _2015_10_15, _2016_04_08, _2016_10_14,
    _2017_02_24, _2017_09_01, _2018_03_02, _2018_08_31, _2021_04_16,
)  # fmt: skip

VERSIONS: Final[dict[str, VersionTable]] = {table.version: table for table in _TABLES}
"""The rules of each version by its date, oldest first."""

ALIASES: Final[dict[str, str]] = {
    "newton": "2016-10-14",
    "ocata": "2017-02-24",
    "pike": "2017-09-01",
    "queens": "2018-03-02",
    "rocky": "2018-08-31",
    "wallaby": "2021-04-16",
}
"""Names of OpenStack releases that may stand for a HOT version."""

VERSION_KEYS: Final = ("heat_template_version", "HeatTemplateFormatVersion", "AWSTemplateFormatVersion")
"""The keys of which a template has exactly one with text under it."""


def table_of(key: str, version: str) -> VersionTable | None:
    """The rules for a version key and its value, None where Heat knows no such version."""
    table = VERSIONS.get(ALIASES.get(version, version))
    return table if table is not None and table.key == key else None


def versions_of(key: str, release: int | None = None) -> tuple[str, ...]:
    """All that may stand under a version key, sorted: in that release of Heat, or in the newest."""
    known = [table.version for table in _TABLES if table.key == key]
    dates = [one for one in known if release is None or SINCE.get(one, 0) <= release]
    return tuple(sorted(dates + [name for name, date in ALIASES.items() if date in dates]))
