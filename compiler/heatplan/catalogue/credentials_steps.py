"""The primitive operations with credentials, each as the mints that it makes, in Heat's order.

Sources: heat/engine/resources/stack_user.py, signal_responder.py, server_base.py,
heat/engine/clients/os/keystone/heat_keystoneclient.py, heat/engine/clients/os/swift.py.
Names in braces stand for what only the cloud knows: ``{stack}`` is the name of
the stack, ``{stack_id}`` its id, ``{resource}`` the resource, ``{id}`` the
12 characters that Heat makes of the resource's uuid, ``{project}`` the
requester's project, ``{stack_domain}`` the domain of heat.conf, ``{role}`` its
heat_stack_user_role.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from heatplan.ir.auth import Expires, Flow, Mint, Residue, Revoked
from heatplan.ir.value import Map

REFERENCE = "(reference)"
"""Read or shown by the reference id (``get_resource``, ``Ref``)."""

POLLED = "(polled)"
"""Read by a wait condition, which asks its handle again and again."""

TRUST, PROJECT = "@auth.trust", "@auth.project"
"""The root's mints, as others need them."""

PHYSICAL_NAME = "{stack}-{resource}-{id}"
USER_OPTIONS = Map(
    ignore_change_password_upon_first_use=True, ignore_password_expiry=True, ignore_lockout_failure_attempts=True
)
TOKEN_END = Expires("when keystone's tokens do: its [token] expiration, an hour unless it is set")
TEMP_URL_END = Expires("in January 2038, Heat's latest moment, or as soon as the account's temporary URL key changes")
QUEUE_URL_END = Expires("a day after it is signed, zaqar's default")
KEY_STAYS = Residue(
    "the account's temporary URL key is set where there is none, serves every such URL, and is never taken away"
)

Moment = Literal["create", "after", "read"]


@dataclass(frozen=True, slots=True)
class Row:
    """A mint as its type's table has it.

    ``on``: what has to be read before a mint of the moment ``read`` is made,
    attributes by name, ``REFERENCE`` or ``POLLED``.  ``shows``: by what its
    secret can be read.
    """

    mint: Mint
    on: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes rows for owners that are deleted alike.

    ``order`` has the names of the mints that are taken back by calls of their
    own, first to last; ``moment`` says whether before or after the owner goes.
    """

    order: tuple[str, ...]
    moment: Literal["before", "after"] = "before"

    def revoked(self, by: str) -> Revoked:
        """The end of a mint that goes when ``by`` is taken back."""
        return Revoked(by, self.moment, self.order.index(by))

    def user(self, *flows: Flow, password: bool = False, shows: tuple[str, ...] = ()) -> tuple[Row, ...]:
        """USER: a stack domain user with its role; ``password`` where Heat makes one, which goes by ``flows``."""
        secret = Mint("password", "password", "local", self.revoked("user"), flows=(Flow("data", "password"), *flows))
        facts = Map(
            name=PHYSICAL_NAME,
            domain="{stack_domain}",
            project=PROJECT,
            password=password,
            options=USER_OPTIONS,
        )
        needs = (PROJECT, "password") if password else (PROJECT,)
        user = Mint("user", "user", "domain-admin", self.revoked("user"), facts, needs)
        grant = Mint(
            "grant",
            "grant",
            "domain-admin",
            self.revoked("user"),
            Map(role="{role}", user="user", project=PROJECT),
            ("user",),
        )
        return (*((Row(secret, shows=shows),) if password else ()), Row(user), Row(grant))

    def keypair(
        self, *flows: Flow, moment: Moment = "create", on: tuple[str, ...] = (), shows: tuple[str, ...] = ()
    ) -> tuple[Row, ...]:
        """KEYPAIR: an EC2 credential of the user."""
        data = tuple(Flow("data", key) for key in ("credential_id", "access_key", "secret_key"))
        facts = Map(type="ec2", user="user", project=PROJECT)
        mint = Mint(
            "credential",
            "ec2-credential",
            "domain-admin",
            self.revoked("credential"),
            facts,
            ("user",),
            moment,
            flows=(*data, *flows),
        )
        return (Row(mint, on, shows),)

    def ec2_url(
        self,
        path: Literal["/signal", "/waitcondition"],
        *flows: Flow,
        moment: Moment = "create",
        on: tuple[str, ...] = (),
        shows: tuple[str, ...] = (),
        lasting: bool = False,
    ) -> tuple[Row, ...]:
        """EC2URL: a key pair, and a URL signed with it; a ``lasting`` one has no time stamp."""
        facts = Map(path=path, verb={"/signal": "POST", "/waitcondition": "PUT"}[path], timestamp=not lasting)
        url = Mint(
            "ec2-url", "ec2-url", "local", self.revoked("credential"), facts, ("credential",), moment, flows=flows
        )
        return (*self.keypair(moment=moment, on=on), Row(url, on, shows))

    def heat_url(self, project: str, on: tuple[str, ...]) -> tuple[Row, ...]:
        """HEATURL: a URL of Heat's own API, no secret; it stands in the data until the owner goes."""
        flows = (Flow("data", "heat_signal_url"),)
        facts = Map(project=project, verb="POST")
        mint = Mint("heat-url", "heat-url", "local", self.revoked("heat-url"), facts, (), "read", flows=flows)
        return (Row(mint, on, on),)

    def token(
        self, *flows: Flow, moment: Moment = "create", on: tuple[str, ...] = (), shows: tuple[str, ...] = ()
    ) -> Row:
        """TOKEN: a token of the user for the stack's project."""
        facts = Map(user="user", project=PROJECT, roles=("{role}",))
        needs = ("password", "user", "grant")
        return Row(Mint("token", "token", "stack-user", TOKEN_END, facts, needs, moment, flows=flows), on, shows)

    def queue(
        self, *flows: Flow, moment: Moment = "create", on: tuple[str, ...] = (), signed: bool = False
    ) -> tuple[Row, ...]:
        """ZAQAR: a token, and a queue that comes to be by its first use; ``signed`` where Heat keeps a URL to it."""
        facts = Map(name=PHYSICAL_NAME, project=PROJECT)
        queue = Mint("queue", "queue", "stack-user", self.revoked("queue"), facts, ("token",), moment, flows=flows)
        url = Mint(
            "queue-url",
            "queue-url",
            "stack-user",
            QUEUE_URL_END,
            Map(paths=("messages",), methods=("GET", "DELETE")),
            ("token", "queue"),
            moment,
            flows=(Flow("data", "zaqar_queue_signed_url_data"),),
        )
        return (self.token(moment=moment, on=on), Row(queue, on), *((Row(url, on),) if signed else ()))

    def swift_url(
        self,
        *flows: Flow,
        moment: Moment = "create",
        on: tuple[str, ...] = (),
        shows: tuple[str, ...] = (),
        many: bool = False,
    ) -> tuple[Row, ...]:
        """SWIFTURL: an object and a temporary URL to it; with ``many`` signals the container keeps versions."""
        held = Map(name="{stack_id}", shared=True, versions=many)
        container = self.container(held, moment, on)
        object_ = self.object(PHYSICAL_NAME, moment, on)
        url = self.temp_url("temp-url", "PUT", *flows, moment=moment, on=on, shows=shows)
        key = _key(moment, on)
        return (container, object_, key, url) if many else (container, key, url, object_)

    def container(self, facts: Map, moment: Moment = "create", on: tuple[str, ...] = ()) -> Row:
        """A container, which goes when nothing is left in it."""
        whole = Map({**facts, "if_empty": True})
        return Row(Mint("container", "container", "requester", self.revoked("container"), whole, (), moment), on)

    def object(self, name: str, moment: Moment = "create", on: tuple[str, ...] = ()) -> Row:
        """An object in the container."""
        end = self.revoked("object")
        return Row(Mint("object", "object", "requester", end, Map(name=name), ("container",), moment), on)

    def temp_url(
        self,
        name: str,
        method: str,
        *flows: Flow,
        moment: Moment = "create",
        on: tuple[str, ...] = (),
        shows: tuple[str, ...] = (),
    ) -> Row:
        """A URL signed with the account's key."""
        needs = ("container", "temp-url-key")
        mint = Mint(name, "temp-url", "requester", TEMP_URL_END, Map(method=method), needs, moment, flows=flows)
        return Row(mint, on, shows)

    def metadata_url(self, *flows: Flow, shows: tuple[str, ...]) -> tuple[Row, ...]:
        """What a server polls with POLL_TEMP_URL: its metadata as an object, a URL for it and one for Heat."""
        held = Map(name=PHYSICAL_NAME, shared=False, property="deployment_swift_data.container")
        return (
            self.container(held),
            _key("create", ()),
            self.temp_url("temp-url-get", "GET", *flows, shows=shows),
            self.temp_url("temp-url-put", "PUT", Flow("data", "metadata_put_url")),
            self.object("{uuid}"),
        )


def _key(moment: Moment, on: tuple[str, ...]) -> Row:
    facts = Map(header="x-account-meta-temp-url-key", if_absent=True)
    return Row(Mint("temp-url-key", "temp-url-key", "requester", KEY_STAYS, facts, (), moment), on)


def with_flows(rows: tuple[Row, ...], name: str, *flows: Flow) -> tuple[Row, ...]:
    """The rows, where the secret of the mint ``name`` goes by these flows too."""
    return tuple(
        replace(row, mint=replace(row.mint, flows=(*row.mint.flows, *flows))) if row.mint.name == name else row
        for row in rows
    )
