"""Resources that bring their own body: a stack by its URL, and the load balancer that is a stack.

Heat's source: aws/cfn/stack.py, aws/lb/loadbalancer.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from heatplan.catalogue.resource_types import BALANCER, BALANCER_WITHOUT_KEY
from heatplan.diagnostics import codes_nesting as codes
from heatplan.diagnostics.diagnostic import finding
from heatplan.ir.expr import Call, Expr, Failed, Lit, entries_of, entry
from heatplan.ir.source import is_web
from heatplan.ir.tree import Resource
from heatplan.ir.value import Value
from heatplan.semantics.children import Children

STACK: Final = "AWS::CloudFormation::Stack"
LOAD_BALANCER: Final = "AWS::ElasticLoadBalancing::LoadBalancer"

_INHERITED: Final = ("KeyName", "LbFlavor", "LBTimeout", "LbImageId")
"""Parameters that the load balancer takes from its parent where it declares them (loadbalancer.py, child_params)."""


@dataclass(frozen=True, slots=True)
class Body:
    """A child's template by its name, and its arguments: name, expression over the parent, value before creation."""

    template: str
    arguments: tuple[tuple[str, Expr, Value], ...]


def stack_body(work: Children, resource: Resource) -> Body | None:
    """The body of a stack by its URL; None, with a finding, where there can be none."""
    values = work.values(resource)
    url = values.get("TemplateURL")
    if not isinstance(url, str) or not url:
        return None  # the check pass has said so
    if not is_web(url):
        work.diagnostics.append(
            finding(
                codes.MISSING_TEMPLATE,
                resource.span,
                address=f"resources.{resource.name}",
                hint="Heat fetches a TemplateURL itself, and only by http or https.",
                name=url,
            )
        )
        return None
    initial = values.get("Parameters")
    before = initial if isinstance(initial, dict) else {}
    given = entries_of(entry(resource.properties, "Parameters") or Lit(None)) or ()
    return Body(url, tuple((str(name), expr, before.get(name)) for name, expr in given))


def balancer_body(work: Children, resource: Resource) -> Body:
    """The body of a load balancer: a server with HAProxy, with a key where the parent has one."""
    arguments = tuple(_inherited(work, resource))
    groups = entry(resource.properties, "SecurityGroups")
    if groups is not None:
        arguments = (("SecurityGroups", groups, work.values(resource).get("SecurityGroups")), *arguments)
    keyed = any(name == "KeyName" for name, *_ in arguments)
    return Body(BALANCER if keyed else BALANCER_WITHOUT_KEY, arguments)


def _inherited(work: Children, resource: Resource) -> Iterator[tuple[str, Expr, Value]]:
    parameters = work.around.scope.level.parameters
    for name in _INHERITED:
        parameter = parameters.get(name)
        if parameter is None or isinstance(parameter.value, Failed):
            continue
        if isinstance(parameter.value, Lit):
            yield name, parameter.value, parameter.value.value
        else:
            yield name, Call("get_param", "GetParam", Lit(name), resource.span), parameter.initial
