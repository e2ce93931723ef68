"""A law about a template that its author can assert: each finding says where in the template it is broken.

``law(case, terms)`` gives findings, none where the law holds; ``law.check``
raises an AssertionError that shows them as ``heatplan check`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from heatplan.diagnostics.diagnostic import Diagnostic
from heatplan.semantics.times import DEFAULT, Times
from heatplan.testing.laws.case import Case, rendered


@dataclass(frozen=True, slots=True)
class Terms:
    """What the author demands beside the template; None where nothing is demanded.

    ``resources`` and ``calls`` are the most resources and the most API calls
    that the stack may be made with, ``within`` the seconds in which it has to stand.
    ``stays`` names what may be left when the stack is gone: addresses of mints
    (``user.@auth.user``), ``[*]`` for all members.

    ``times`` is the model by which steps take their time.  ``stack_timeout`` are
    the seconds that Heat gives a stack (``--timeout``, else stack_action_timeout
    of heat.conf), ``token_life`` those that a token is good for (``[token]
    expiration`` of keystone.conf); both are an hour where nobody says otherwise.
    """

    resources: int | None = None
    calls: int | None = None
    within: float | None = None
    stays: tuple[str, ...] = ()
    times: Times = DEFAULT
    stack_timeout: float = 3600.0
    token_life: float = 3600.0


DEMANDS_NOTHING = Terms()


def one_a_place(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first finding of each kind at each place of the template: all members of a group are written there."""
    seen: set[Hashable] = set()
    for one in found:
        where = (one.code, one.span, tuple(span for span, _ in one.labels))
        if where not in seen:
            seen.add(where)
            yield one


def always(_case: Case, _terms: Terms) -> bool:
    """For laws that can be asked about every case."""
    return True


@dataclass(frozen=True, slots=True)
class Law:
    """A law: its name, what holds in one English sentence, and how to ask it.

    ``ask`` gives a finding for each place at which the law is broken;
    ``applies`` says whether there is anything to ask: a law about groups has
    nothing to say about a template without one.
    """

    name: str
    sentence: str
    ask: Callable[[Case, Terms], Iterable[Diagnostic]]
    applies: Callable[[Case, Terms], bool] = always

    def __call__(self, case: Case, terms: Terms = DEMANDS_NOTHING) -> tuple[Diagnostic, ...]:
        """The findings, each once, in the order in which they were found; none where the law does not apply."""
        if not self.applies(case, terms):
            return ()
        return tuple(dict.fromkeys(self.ask(case, terms)))

    def check(self, case: Case, terms: Terms = DEMANDS_NOTHING) -> None:
        """Raises AssertionError with the findings, where one of them is more than a note."""
        found = self(case, terms)
        if any(one.severity != "note" for one in found):
            raise AssertionError(f"{self.sentence}\n{rendered(case.sources, found)}")
