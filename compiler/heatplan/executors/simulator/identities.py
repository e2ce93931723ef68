"""Who is who in the simulator, and what they hold: a persistent value, with the rules of Keystone, Swift and Zaqar.

What a stack mints is kept by the mint's address.  Removing something removes
what cannot be without it: a user's grants, credentials and tokens, a
container's URLs (keystone/identity/core.py, ``delete_user``).

Every secret in here begins with ``secret~``: nothing of it may be found outside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from pyrsistent import PSet, pset

from heatplan.executors.simulator import chance
from heatplan.executors.simulator.store import Store

PROJECT = chance.uuid("project").replace("-", "")
"""The project that every simulated stack is in."""

SECRET = "secret~"  # noqa: S105 - what secrets begin with
HOUR = 3600.0


def secret(text: str) -> str:
    """The secret that is derived from a text."""
    return SECRET + chance.hexadecimal(text)


@dataclass(frozen=True, slots=True)
class Login:
    """Who asks for stacks: a user with roles on a project, and until when the request's token is good (seconds)."""

    user: str = chance.uuid("requester").replace("-", "")
    project: str = PROJECT
    roles: tuple[str, ...] = ("heat_stack_owner", "member", "reader")
    expires: float | None = None


@dataclass(frozen=True, slots=True)
class Cloud:
    """What is there before any stack.

    ``domain`` is the stack domain, None where heat.conf names none;
    ``trustee`` Heat's own user; ``roles`` all that Keystone knows; tokens are
    good for ``token_life`` seconds.
    """

    requester: Login = field(default_factory=Login)
    domain: str | None = chance.uuid("stack domain").replace("-", "")
    trustee: str = chance.uuid("heat").replace("-", "")
    roles: frozenset[str] = frozenset(
        {"admin", "manager", "member", "reader", "service", "heat_stack_owner", "heat_stack_user"}
    )
    token_life: float = HOUR


@dataclass(frozen=True, slots=True)
class Project:
    """A project; ``domain`` None is the requester's own domain."""

    address: str
    id: str
    name: str
    domain: str | None


@dataclass(frozen=True, slots=True)
class User:
    """A user with the project that is its default."""

    address: str
    id: str
    name: str
    domain: str | None
    project: str
    password: str | None


@dataclass(frozen=True, slots=True)
class Grant:
    """A role of a user on a project."""

    address: str
    id: str
    user: str
    project: str
    role: str


@dataclass(frozen=True, slots=True)
class Trust:
    """A delegation: ``roles`` of the trustor on a project to the trustee.

    ``expires`` in seconds of the world's time, ``uses`` what is left of them;
    None: without limit.
    """

    address: str
    id: str
    trustor: str
    trustee: str
    project: str
    roles: tuple[str, ...]
    impersonation: bool = True
    redelegation: bool = False
    expires: float | None = None
    uses: int | None = None


@dataclass(frozen=True, slots=True)
class Credential:
    """An EC2 credential of a user."""

    address: str
    id: str
    user: str
    project: str
    access: str
    secret: str


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a user for a project, good until ``expires``."""

    address: str
    id: str
    user: str
    project: str
    roles: tuple[str, ...]
    expires: float
    secret: str


@dataclass(frozen=True, slots=True)
class Held:
    """Anything else: a password, a queue, a container, an object, a key, a signed URL."""

    address: str
    id: str
    kind: str
    name: str
    secret: str | None = None


Identity: TypeAlias = Project | User | Grant | Trust | Credential | Token | Held

CALLED: dict[type, str] = {
    Project: "project",
    User: "user",
    Grant: "grant",
    Trust: "trust",
    Credential: "ec2-credential",
    Token: "token",
}


def kind_of(one: Identity) -> str:
    """The kind of mint that it is."""
    return one.kind if isinstance(one, Held) else CALLED[type(one)]


def secrets_of(one: Identity) -> tuple[str, ...]:
    """The secrets in it."""
    match one:
        case User(password=text) | Credential(secret=text) | Token(secret=text) | Held(secret=text):
            return () if text is None else (text,)
        case _:
            return ()


@dataclass(frozen=True, slots=True)
class Identities:
    """All of them by the address of their mint; ``inside`` has, by the address of one, those that go with it."""

    made: Store[str, Identity] = field(default_factory=Store)
    inside: Store[str, PSet[str]] = field(default_factory=Store)
    users: Store[str, str] = field(default_factory=Store)  # addresses of users by their ids

    def get(self, address: str) -> Identity | None:
        """What was minted at an address."""
        return self.made.get(address)

    def add(self, one: Identity, within: tuple[str, ...] = ()) -> Identities:
        """With one more; ``within`` are the addresses of those that it goes with."""
        inside = self.inside
        for address in within:
            inside = inside.set(address, inside.get(address, pset()).add(one.address))
        users = self.users.set(one.id, one.address) if isinstance(one, User) else self.users
        return Identities(self.made.set(one.address, one), inside, users)

    def tie(self, address: str, other: str) -> Identities:
        """The same, but ``other`` goes with the one at an address."""
        inside = self.inside.set(address, self.inside.get(address, pset()).add(other))
        return Identities(self.made, inside, self.users)

    def remove(self, address: str) -> Identities:
        """Without the one at an address, and without those that go with it."""
        made, inside, users = self.made, self.inside, self.users
        work = [address]
        while work:
            one = work.pop()
            found = made.get(one)
            if found is not None:
                made = made.discard(one)
                users = users.discard(found.id) if isinstance(found, User) else users
            work.extend(inside.get(one, ()))
            inside = inside.discard(one)
        return Identities(made, inside, users)

    def only(self, addresses: Iterable[str]) -> Identities:
        """Those at the addresses."""
        out = self
        for address in sorted({*self.made} - {*addresses}):
            out = out.remove(address) if address in out.made else out
        return out

    def user(self, user_id: str) -> User | None:
        """The user with an id."""
        found = self.made.get(self.users.get(user_id, ""))
        return found if isinstance(found, User) else None

    def within(self, address: str) -> list[Identity]:
        """Those that go with the one at an address, sorted by address."""
        return [self.made[one] for one in sorted(self.inside.get(address, ())) if one in self.made]

    def roles(self, user: User, project: str) -> frozenset[str]:
        """The roles that a user has been granted on a project."""
        return frozenset(
            one.role for one in self.within(user.address) if isinstance(one, Grant) and one.project == project
        )
