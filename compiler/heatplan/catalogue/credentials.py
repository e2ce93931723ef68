"""Who mints what: the credentials of each resource type, by the setting that decides.

Each table follows the ``handle_create``, ``handle_delete``, ``_resolve_attribute``
and ``get_reference_id`` of the type's class in heat/engine/resources; the class
is named beside it.  Types that are not here make no credentials.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from heatplan.catalogue.credentials_steps import POLLED, PROJECT, REFERENCE, Maker, Row
from heatplan.ir.auth import Expires, Flow, Mint, Revoked
from heatplan.ir.value import Map, Value


@dataclass(frozen=True, slots=True)
class Setting:
    """The property that decides; its default is ``default``, or the option of ``AuthSettings`` that ``option`` names."""

    property: str
    default: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """Nothing at all is made unless a property lets it.

    It is: ``equal`` to the value; a list that ``contains`` it; one of several
    lists that is ``filled``; a text that ``starts`` with it.  ``default`` and
    ``option`` are as in ``Setting``.
    """

    properties: tuple[str, ...]
    test: Literal["equals", "contains", "filled", "starts"]
    value: str = ""
    default: Value = None
    option: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What resources of a type make: ``always``, then the rows of the setting's value, if the gate is open.

    ``responds`` says that Heat acts when such a resource is signalled, by the
    stack's trust: with every value of the setting but those of ``silent``.
    """

    always: tuple[Row, ...] = ()
    setting: Setting | None = None
    choices: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    gate: Gate | None = None
    responds: bool = False
    silent: tuple[str, ...] = ()


# Servers (server_base.py; nova/server.py, heat/deployed_server.py).

_SERVER = Maker(("queue", "credential", "user", "object", "container"))
_COLLECTED = ("os_collect_config", "show")


def _server(*user_data: Flow, gate: Gate | None) -> Recipe:
    """A server's transports; ``user_data`` is where its metadata goes besides."""

    def collect(*keys: str) -> tuple[Flow, ...]:
        return (*(Flow("metadata", f"os-collect-config.{key}") for key in keys), *user_data)

    return Recipe(
        setting=Setting("software_config_transport", option="default_software_config_transport"),
        choices={
            "POLL_SERVER_CFN": (
                *_SERVER.user(),
                *_SERVER.keypair(*collect("cfn.access_key_id", "cfn.secret_access_key"), shows=_COLLECTED),
            ),
            "POLL_SERVER_HEAT": _SERVER.user(*collect("heat.password"), password=True, shows=_COLLECTED),
            "POLL_TEMP_URL": _SERVER.metadata_url(*collect("request.metadata_url"), shows=_COLLECTED),
            "ZAQAR_MESSAGE": (
                *_SERVER.user(*collect("zaqar.password"), password=True, shows=_COLLECTED),
                *_SERVER.queue(Flow("data", "metadata_queue_id")),
            ),
        },
        gate=gate,
    )


# Signals (signal_responder.py).

_ORDER = ("credential", "heat-url", "object", "container", "queue", "user")
_SIGNALS = Maker(_ORDER)
_DEPLOYMENT = Maker(_ORDER, "after")


def _inputs(*names: str) -> tuple[Flow, ...]:
    return tuple(Flow("config-input", name) for name in names)


# software_deployment.py: the derived configuration's inputs carry the credentials.
_DEPLOYMENTS = Recipe(
    setting=Setting("signal_transport", option="default_deployment_signal_transport"),
    choices={
        "CFN_SIGNAL": (*_DEPLOYMENT.user(), *_DEPLOYMENT.ec2_url("/signal", *_inputs("deploy_signal_id"))),
        "TEMP_URL_SIGNAL": _DEPLOYMENT.swift_url(Flow("data", "swift_signal_url"), *_inputs("deploy_signal_id")),
        "HEAT_SIGNAL": _DEPLOYMENT.user(*_inputs("deploy_password"), password=True),
        "ZAQAR_SIGNAL": (
            *_DEPLOYMENT.user(*_inputs("deploy_password"), password=True),
            *_DEPLOYMENT.queue(Flow("data", "zaqar_signal_queue_id"), *_inputs("deploy_queue_id"), signed=True),
        ),
        "NO_SIGNAL": (),
    },
    gate=Gate(("actions",), "contains", "CREATE", default=("CREATE", "UPDATE")),
    responds=True,
    silent=("NO_SIGNAL",),
)

# wait_condition_handle.py: a user with a password whatever the transport; the rest when ``signal`` is read.
_SIGNAL = ("signal",)
_HANDLE = _SIGNALS.user(password=True)
_HANDLE_READ = _SIGNALS.user(password=True, shows=_SIGNAL)
_HANDLES = Recipe(
    setting=Setting("signal_transport", default="TOKEN_SIGNAL"),
    choices={
        "TOKEN_SIGNAL": (*_HANDLE, _SIGNALS.token(Flow("data", "token"), shows=("token", "curl_cli"))),
        "HEAT_SIGNAL": (*_HANDLE_READ, *_SIGNALS.heat_url(PROJECT, _SIGNAL)),
        "CFN_SIGNAL": (
            *_HANDLE,
            *_SIGNALS.ec2_url(
                "/waitcondition", Flow("data", "ec2_signed_url"), moment="read", on=_SIGNAL, shows=_SIGNAL
            ),
        ),
        "TEMP_URL_SIGNAL": (
            *_HANDLE,
            *_SIGNALS.swift_url(Flow("data", "swift_signal_url"), moment="read", on=_SIGNAL, shows=_SIGNAL, many=True),
        ),
        "ZAQAR_SIGNAL": (
            *_HANDLE_READ,
            *_SIGNALS.queue(Flow("data", "zaqar_signal_queue_id"), moment="read", on=(*_SIGNAL, POLLED), signed=True),
        ),
        "NO_SIGNAL": _HANDLE,
    },
    responds=True,
    silent=("NO_SIGNAL",),
)

# aws/cfn/wait_condition_handle.py: the reference is the signed URL, and Heat computes it once the handle stands.
_AWS_HANDLE = Recipe(
    (
        *_SIGNALS.user(),
        *_SIGNALS.ec2_url("/waitcondition", Flow("data", "ec2_signed_url"), moment="after", shows=(REFERENCE,)),
    ),
    responds=True,
)


def _alarm_url(*shows: str) -> tuple[Row, ...]:
    return _SIGNALS.ec2_url("/signal", moment="read", on=shows, shows=shows, lasting=True)


# heat/scaling_policy.py, aws/autoscaling/scaling_policy.py, mistral/workflow.py.
_POLICY = Recipe(
    (*_SIGNALS.user(), *_alarm_url("alarm_url"), *_SIGNALS.heat_url("{project}", ("signal_url",))), responds=True
)
_AWS_POLICY = Recipe(
    (*_SIGNALS.user(), *_SIGNALS.ec2_url("/signal", moment="after", shows=(REFERENCE, "AlarmUrl"), lasting=True)),
    responds=True,
)
_WORKFLOW = Recipe((*_SIGNALS.user(), *_alarm_url("alarm_url")), responds=True)

# aws/iam/user.py: the key's own resource makes it, and takes it back; it is the user resource's.
_IAM_USER = Recipe(_SIGNALS.user())
_KEY = Maker(("credential",))
_ACCESS_KEY = Recipe(
    (
        Row(
            Mint(
                "credential",
                "ec2-credential",
                "domain-admin",
                _KEY.revoked("credential"),
                Map(type="ec2", user="UserName", project=PROJECT),
                (PROJECT,),
                flows=(Flow("data", "credential_id"), Flow("data", "secret_key")),
            ),
            shows=("SecretAccessKey",),
        ),
    )
)

# heat/swiftsignal.py.
_SWIFT_HANDLE = Recipe(
    Maker(("object", "container")).swift_url(
        Flow("data", "endpoint"), shows=(REFERENCE, "endpoint", "curl_cli"), many=True
    )
)

# heat/remote_stack.py: the Heat over there makes a trust and a project of its own, and takes them back.
_REMOTE = Recipe(
    (
        Row(
            Mint(
                "trust",
                "trust",
                "requester",
                Revoked("trust", "after", 0),
                Map(
                    service="heat",
                    trustor="{requester}",
                    trustee="{heat}",
                    project="{project}",
                    roles=None,
                    impersonation=True,
                    redelegation=False,
                    expires=None,
                    uses=None,
                ),
            )
        ),
        Row(
            Mint(
                "project",
                "project",
                "domain-admin",
                Revoked("project", "after", 1),
                Map(service="heat", name="{project}-{stack_id}", length=64, domain="{stack_domain}"),
            )
        ),
    )
)


# alarm_base.py, zaqar/subscription.py: the service makes a trust for itself when such a resource is made.
def _service_trust(service: str, end: Revoked | Expires) -> tuple[Row, ...]:
    facts = Map(
        service=service, trustor="{requester}", trustee=f"{{{service}}}", project="{project}", impersonation=True
    )
    return (Row(Mint("trust", "trust", "requester", end, facts, (), "after")),)


_QUEUES = ("alarm_queues", "ok_queues", "insufficient_data_queues")
_ALARM = Recipe(_service_trust("aodh", Revoked("trust", "after", 0)), gate=Gate(_QUEUES, "filled"))
_SUBSCRIPTION_ENDS = Expires("with the subscription: its ttl")
_SUBSCRIPTION = Recipe(
    _service_trust("zaqar", _SUBSCRIPTION_ENDS), gate=Gate(("subscriber",), "starts", "trust+", default="")
)
_TRIGGER = Recipe(_service_trust("zaqar", _SUBSCRIPTION_ENDS))

IAM_USER, ACCESS_KEY, REMOTE_STACK = "AWS::IAM::User", "AWS::IAM::AccessKey", "OS::Heat::Stack"

RECIPES: Mapping[str, Recipe] = {
    "AWS::AutoScaling::ScalingPolicy": _AWS_POLICY,
    "AWS::CloudFormation::WaitConditionHandle": _AWS_HANDLE,
    ACCESS_KEY: _ACCESS_KEY,
    IAM_USER: _IAM_USER,
    "OS::Heat::DeployedServer": _server(gate=None),
    "OS::Heat::ScalingPolicy": _POLICY,
    "OS::Heat::SoftwareDeployment": _DEPLOYMENTS,
    REMOTE_STACK: _REMOTE,
    "OS::Heat::StructuredDeployment": _DEPLOYMENTS,
    "OS::Heat::SwiftSignalHandle": _SWIFT_HANDLE,
    "OS::Heat::UpdateWaitConditionHandle": _AWS_HANDLE,
    "OS::Heat::WaitConditionHandle": _HANDLES,
    "OS::Mistral::Workflow": _WORKFLOW,
    "OS::Nova::Server": _server(
        Flow("user-data", "cfn-init-data"),
        gate=Gate(("user_data_format",), "equals", "SOFTWARE_CONFIG", option="default_user_data_format"),
    ),
    "OS::Zaqar::MistralTrigger": _TRIGGER,
    "OS::Zaqar::Subscription": _SUBSCRIPTION,
    **dict.fromkeys(
        (
            "OS::Aodh::Alarm",
            "OS::Aodh::CompositeAlarm",
            "OS::Aodh::EventAlarm",
            "OS::Aodh::GnocchiAggregationByMetricsAlarm",
            "OS::Aodh::GnocchiAggregationByResourcesAlarm",
            "OS::Aodh::GnocchiResourcesAlarm",
            "OS::Aodh::LBMemberHealthAlarm",
            "OS::Aodh::PrometheusAlarm",
        ),
        _ALARM,
    ),
}
"""By the name of the type's implementation."""

POLLERS = frozenset({"OS::Heat::WaitCondition", "AWS::CloudFormation::WaitCondition"})
"""Types that poll the handle which they refer to (heat/wait_condition.py, aws/cfn/wait_condition.py)."""
