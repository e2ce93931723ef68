"""Names of attributes that have dots in them, by ``grammar/attribute_path.lark``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

from lark import Lark, Token, Transformer, UnexpectedInput

from heatplan.diagnostics import codes_parse as codes
from heatplan.diagnostics.diagnostic import finding
from heatplan.result import Result
from heatplan.span import NOWHERE, Span
from heatplan.syntax.grammars import grammar

_RESOURCE: Final = "resource."
_OUTPUTS: Final = "Outputs."


@dataclass(frozen=True, slots=True)
class GroupAttribute:
    """An attribute of a group: ``attribute`` of the member ``member``, or of all where that is None.

    Of a member, no attribute means its reference.
    """

    member: str | None
    attribute: str | None


def parse_group_attribute(text: str, span: Span = NOWHERE) -> Result[GroupAttribute]:
    """What ``get_attr: [group, TEXT]`` asks for.  A text with an empty part is a finding at ``span``."""
    if text and not text.startswith(_RESOURCE):  # nearly all: no parser is needed to see that there is no dot to heed
        return Result(GroupAttribute(None, text))
    return cast(Result[GroupAttribute], _parse("group_attribute", text, span))


def print_group_attribute(attribute: GroupAttribute) -> str:
    """The text that ``parse_group_attribute`` reads as ``attribute``."""
    if attribute.member is None:
        return attribute.attribute or ""
    return f"{_RESOURCE}{attribute.member}" + ("" if attribute.attribute is None else f".{attribute.attribute}")


def parse_stack_attribute(text: str, span: Span = NOWHERE) -> Result[str]:
    """The output that an attribute of an ``AWS::CloudFormation::Stack`` names: ``Outputs.NAME``."""
    return cast(Result[str], _parse("stack_attribute", text, span))


def print_stack_attribute(output: str) -> str:
    """The text that ``parse_stack_attribute`` reads as the output."""
    return _OUTPUTS + output


def _parse(start: str, text: str, span: Span) -> Result[Any]:
    try:
        return Result(_parser().parse(text, start=start))
    except UnexpectedInput:
        return Result(None, (finding(codes.NO_ATTRIBUTE_PATH, span, text=text),))


@cache
def _parser() -> Lark:
    return Lark(
        grammar("attribute_path"),
        parser="lalr",
        start=["group_attribute", "stack_attribute"],
        transformer=_Build(),
        maybe_placeholders=True,
    )


class _Build(Transformer[Token, Any]):
    def of_member(self, children: list[Token | None]) -> GroupAttribute:
        _, member, attribute = children
        return GroupAttribute(str(member), None if attribute is None else str(attribute))

    def of_all(self, children: list[Token]) -> GroupAttribute:
        return GroupAttribute(None, str(children[0]))

    def of_stack(self, children: list[Token]) -> str:
        return str(children[1])
