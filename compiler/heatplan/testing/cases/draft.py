"""The text of a first case for a template, which its author goes on from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from heatplan.diagnostics.visible import visible
from heatplan.ir.schema import AllowedValues, Length, ParameterSchema, Range
from heatplan.ir.value import Map, Value, thaw
from heatplan.testing.writing import to_yaml

HEAD = """\
# What should come of {template}: `heatplan test` compiles it with what stands here, and compares
# the plan with {golden}, which `heatplan test --update` writes.
"""


def draft(
    template: str,
    golden: str,
    wanted: Sequence[ParameterSchema],
    values: Map,
    environments: Sequence[str] = (),
    allow: Sequence[str] = (),
) -> str:
    """A case that gives the parameters ``wanted`` their ``values``; ``allow`` are codes of warnings."""
    lines = [HEAD.format(template=visible(template), golden=visible(golden)), to_yaml({"template": template})]
    if environments:
        lines.append(to_yaml({"environments": list(environments)}))
    if wanted:
        lines.append("parameters:\n")
        lines += [_parameter(schema, values.get(schema.name)) for schema in wanted]
    if allow:
        lines.append("expect:\n")
        lines.append(f"  allow: [{', '.join(allow)}]  # warnings that there are today\n")
    return "".join(lines)


def _parameter(schema: ParameterSchema, value: Value) -> str:
    """The parameter's lines, with its type and its bounds behind the first."""
    text = to_yaml({schema.name: "" if value is None else thaw(value)})
    first, *more = text.splitlines()
    words = [schema.type, *_bounds(schema), *(["hidden"] if schema.hidden else [])]
    if value is None:
        words = ["no value was found that fits; give one", *words]
    return "".join(f"  {line}\n" for line in (f"{first}  # {', '.join(words)}", *more))


def _bounds(schema: ParameterSchema) -> Iterable[str]:
    for one in schema.constraints:
        match one:
            case Range(minimum, maximum):
                yield _between(minimum, maximum)
            case Length(minimum, maximum):
                yield f"length {_between(minimum, maximum)}"
            case AllowedValues(values):
                yield f"one of {len(values)}"
            case _:
                pass


def _between(least: Value, most: Value) -> str:
    if most is None:
        return f"at least {least}"
    return f"at most {most}" if least is None else f"{least} to {most}"
