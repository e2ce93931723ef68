"""heat.conf: the settings of a real Heat, read with its own library.

Names, types and defaults of the options are those of heat/common/config.py
and heat/engine/clients/os/keystone/heat_keystoneclient.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from heatplan.diagnostics import codes_auth as codes
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.ir.auth import AUTH_DEFAULTS, AuthSettings
from heatplan.ir.settings import DEFAULTS, Settings
from heatplan.result import Result

LIMITS = ("max_template_size", "max_nested_stack_depth", "max_resources_per_stack")
YAQL = {"limit_iterators": "yaql_limit_iterators", "memory_quota": "yaql_memory_quota"}
DOMAIN = ("stack_user_domain_id", "stack_user_domain_name")
ADMIN = ("stack_domain_admin", "stack_domain_admin_password")


@dataclass(frozen=True, slots=True)
class HeatConf:
    """What a heat.conf says: about credentials, and Heat's limits."""

    auth: AuthSettings = AUTH_DEFAULTS
    settings: Settings = DEFAULTS


def read_heat_conf(path: Path) -> Result[HeatConf]:
    """The settings in a file; options that are not set have Heat's defaults.

    Without a stack user domain there is none: that is Heat's default, and not
    ours.  Findings: HP0711 to HP0713.  The passwords in the file are not kept.
    """
    try:
        from oslo_config import cfg, types
    except ImportError:
        return Result(None, (finding(codes.NO_READER, hint="Install it with: pip install 'heatplan[heat-conf]'"),))
    conf = cfg.ConfigOpts()
    for option in _options(cfg, types):
        conf.register_opt(option)
    for name, ours in YAQL.items():
        conf.register_opt(cfg.IntOpt(name, default=getattr(DEFAULTS, ours)), group="yaql")
    try:
        conf([], project="heat", default_config_files=[str(path)], default_config_dirs=[], use_env=False)
        values = {name: getattr(conf, name) for name in conf if name != "yaql"}
        values |= {ours: getattr(conf.yaql, name) for name, ours in YAQL.items()}
    except (cfg.Error, ValueError, OSError) as error:
        return Result(None, (finding(codes.NO_CONFIGURATION, name=path.name, why=_why(error)),))
    return _settings(values)


def _options(cfg: Any, types: Any) -> Iterator[Any]:
    """Heat's options, as Heat registers them."""
    yield cfg.StrOpt("deferred_auth_method", choices=["password", "trusts"], default="trusts")
    yield cfg.StrOpt("reauthentication_auth_method", choices=["", "trusts"], default="")
    yield cfg.BoolOpt("allow_trusts_redelegation", default=False)
    yield cfg.ListOpt("trusts_delegated_roles", default=[])
    yield cfg.StrOpt("heat_stack_user_role", default="heat_stack_user")
    yield cfg.StrOpt(
        "default_software_config_transport",
        choices=["POLL_SERVER_CFN", "POLL_SERVER_HEAT", "POLL_TEMP_URL", "ZAQAR_MESSAGE"],
        default="POLL_SERVER_CFN",
    )
    yield cfg.StrOpt(
        "default_deployment_signal_transport",
        choices=["CFN_SIGNAL", "TEMP_URL_SIGNAL", "HEAT_SIGNAL", "ZAQAR_SIGNAL"],
        default="CFN_SIGNAL",
    )
    yield cfg.StrOpt(
        "default_user_data_format", choices=["HEAT_CFNTOOLS", "RAW", "SOFTWARE_CONFIG"], default="HEAT_CFNTOOLS"
    )
    for name in (*DOMAIN, *ADMIN):
        yield cfg.StrOpt(name, secret=name.endswith("password"))
    for name in LIMITS:
        yield cfg.Opt(name, type=types.Integer(), default=getattr(DEFAULTS, name))


def _settings(values: dict[str, Any]) -> Result[HeatConf]:
    domain = any(values[name] for name in DOMAIN)
    found: tuple[Diagnostic, ...] = ()
    if domain and not all(values[name] for name in ADMIN):
        found = (finding(codes.NO_DOMAIN_ADMIN),)
    known = {field.name for field in fields(AuthSettings)} & set(values)
    auth: dict[str, Any] = {name: tuple(value) if isinstance(value := values[name], list) else value for name in known}
    limits = {name: values[name] for name in (*LIMITS, *YAQL.values())}
    return Result(HeatConf(AuthSettings(**auth, stack_domain=domain), Settings(**limits)), found)


def _why(error: Exception) -> str:
    """The library's message on one line, without the place of the file."""
    return " ".join(str(error).split())
