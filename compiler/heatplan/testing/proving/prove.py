"""Laws asked about a template: inputs drawn, each law asked about each, and what breaks made small."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace

from heatplan.diagnostics.codes_prove import NOTHING_DRAWN
from heatplan.diagnostics.diagnostic import Diagnostic, finding
from heatplan.diagnostics.order import is_failure, sentence
from heatplan.documents import Documents
from heatplan.ir.value import Map, Value, freeze
from heatplan.memo import Memo
from heatplan.semantics.parameters import check
from heatplan.span import NOWHERE
from heatplan.testing.inputs import Drawable, Field, Inputs, drawn, field_of
from heatplan.testing.laws import Law
from heatplan.testing.laws.compiles import COMPILES, refusals
from heatplan.testing.plausible import plausible
from heatplan.testing.proving import loose, small
from heatplan.testing.proving.asking import Asking
from heatplan.testing.proving.proof import Counterexample, LawProof, Proof, Question

Tell = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

WORK = 150
"""Answers that may be found anew to make one counterexample small."""

OTHER_JSON = (Map(), (), Map(a="a"))
"""JSON that a parameter may get instead, to see whether its shape is what matters."""

ANY_SHAPE = "No constraint of a parameter can say what its JSON has to look like: describe it, and say so."

EACH = 3
"""Counterexamples that are made small for one law, before other laws have theirs."""


class NothingDrawnError(Exception):
    """No inputs are found that the constraints allow; ``diagnostics`` say of which parameters."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(sentence(one) for one in diagnostics))
        self.diagnostics = diagnostics


def prove(question: Question, tell: Tell = lambda *_: None, stop: Callable[[], bool] = lambda: False) -> Proof:
    """The proof, as far as inputs drawn at random prove anything.

    The same question has the same answer, unless ``stop``, asked again and
    again, ends the work before.  Raises NoTemplateError where there is no
    template, and NothingDrawnError where no inputs are found.
    """
    return _Proving(question, tell, stop).proof()


@dataclass(slots=True)
class _Tally:
    """What one law has come to so far: the first inputs that break it, by place, and which places are no mere warnings."""

    law: Law
    tried: int = 0
    broke: int = 0
    places: dict[Hashable, Inputs] = field(default_factory=dict)
    grave: set[Hashable] = field(default_factory=set)

    def add(self, place: Hashable, inputs: Inputs, *, grave: bool) -> None:
        """Inputs that break the law there: the first ones stay, but that grave ones come before others."""
        if place not in self.places or (grave and place not in self.grave):
            self.places[place] = inputs
        if grave:
            self.grave.add(place)

    def worst_first(self) -> list[Hashable]:
        """The places, those first that are no mere warnings."""
        return sorted(self.places, key=lambda place: place not in self.grave)


class _Proving:
    def __init__(self, question: Question, tell: Tell, stop: Callable[[], bool]) -> None:
        memo = Memo()
        self._question = question
        self._tell = tell
        self._stop = stop
        self._stopped = False
        self._field: Field = field_of(question.sources, question.request, question.free, memo)
        self._strategy = drawn(self._field)
        self._asking = Asking(question, memo)
        template = Documents(question.sources, self._field.asked, memo).root()
        self._declared = {} if template is None else {one.name: one for one in template.parameters}
        self._loosened: set[Hashable] = set()

    def proof(self) -> Proof:
        question = self._question
        draws = self._draws()
        if not draws:
            raise NothingDrawnError(tuple(self._undrawn()))
        tallies = [_Tally(law) for law in question.laws]
        cases = [one for one in draws if self._asking.case(one).value is not None]
        self._ask(tallies, draws)
        largest = max((self._asking.steps(one) or 0 for one in cases), default=0)
        more = (self._loose(cases[0]),) if question.loose and cases and self._field.drawable else ()
        proofs = self._made_small(tallies)
        return Proof(
            laws=(*proofs, *more),
            seed=question.seed,
            cases=len(cases),
            refused=len(draws) - len(cases),
            largest=largest,
            drawn=tuple(one.schema.name for one in self._field.drawable),
            fixed=self._field.fixed,
            stopped=self._stopped,
        )

    def _draws(self) -> list[Inputs]:
        """The draws, each once."""
        found: dict[str, Inputs] = {}
        question = self._question
        small.collected(self._strategy, question.seed, question.examples, lambda one: found.setdefault(f"{one}", one))
        return list(found.values())

    def _undrawn(self) -> Iterator[Diagnostic]:
        """The parameters for which no value is found; all that must be given where it is not one of them alone."""
        needed = [one for one in self._field.drawable if not one.schema.has_default]
        for one in [one for one in needed if not self._drawn_alone(one)] or needed:
            name = one.schema.name
            span = self._declared[name].span if name in self._declared else NOWHERE
            hint = "Give one with --parameter or -e, or see whether its constraints go together."
            yield finding(NOTHING_DRAWN, span, address=f"parameters.{name}", hint=hint, name=name)

    def _drawn_alone(self, one: Drawable) -> bool:
        found: list[Inputs] = []
        nothing = Inputs(Map(), Map(), self._field.base, self._field.asked)
        values = plausible(one.schema, one.use).map(lambda value: nothing.giving(one.schema.name, freeze(value)))
        small.collected(values, self._question.seed, 1, found.append)
        return bool(found)

    def _ended(self) -> bool:
        self._stopped = self._stopped or self._stop()
        return self._stopped

    def _ask(self, tallies: list[_Tally], draws: list[Inputs]) -> None:
        for number, inputs in enumerate(draws):
            self._tell("asking", number, len(draws))
            for tally in tallies:
                if self._ended():
                    return
                found = self._asking.ask(tally.law, inputs)
                tally.tried += found is not None
                tally.broke += bool(found)
                for one in found or ():
                    tally.add(self._asking.place(one), inputs, grave=is_failure((one,)))

    # Small.

    def _made_small(self, tallies: list[_Tally]) -> tuple[LawProof, ...]:
        """Each law in its turn: its first counterexample always, and further ones as long as there is room for them."""
        left = [tally.worst_first() for tally in tallies]
        made: list[list[Counterexample]] = [[] for _ in tallies]
        most = max(self._question.counterexamples, sum(map(bool, left)))
        total = min(sum(min(EACH, len(places)) for places in left), most)
        for turn in range(EACH):
            for number, tally in enumerate(tallies):
                done = sum(map(len, made))
                if turn and done >= self._question.counterexamples:
                    break
                self._tell("making small", done, max(done, total))
                made[number].extend(self._next_of(tally, left[number]))
        return tuple(self._proof_of(tally, found) for tally, found in zip(tallies, made, strict=True))

    def _next_of(self, tally: _Tally, left: list[Hashable]) -> list[Counterexample]:
        """The counterexample for the next place; those that the law of loose parameters has are taken away."""
        while left:
            place = left.pop(0)
            one = self._counterexample(tally, place)
            if one is not None:
                return [one]
            del tally.places[place]
        return []

    def _proof_of(self, tally: _Tally, made: list[Counterexample]) -> LawProof:
        more = len(tally.places) - len(made)
        broke = tally.broke if tally.places else 0
        return LawProof(tally.law.name, tally.law.sentence, tally.tried, broke, tuple(made), more)

    def _counterexample(self, tally: _Tally, place: Hashable) -> Counterexample | None:
        """The smallest inputs that break the law there; None where the law of loose parameters says it already."""
        law, known = tally.law, tally.places[place]
        asking = self._asking
        end = asking.work + WORK

        def breaks(inputs: Inputs) -> bool:
            if inputs != known and (asking.work >= end or self._ended() or not self._lawful(inputs)):
                return False
            there = tuple(one for one in asking.ask(law, inputs) or () if asking.place(one) == place)
            return is_failure(there) if place in tally.grave else bool(there)

        best = (
            known
            if self._ended()
            else small.smallest(self._strategy, self._question.seed, self._question.examples, known, breaks)
        )
        if law is COMPILES and len(best.given()) and self._said_already(best, place):
            return None
        found = tuple(one for one in asking.ask(law, best) or () if asking.place(one) == place)
        if law is COMPILES and any(not breaks(other) for other in self._other_json(best)):
            found = tuple(replace(one, level="warning", hint=one.hint or ANY_SHAPE) for one in found)
        return Counterexample(law.name, found, best, asking.steps(best))

    def _lawful(self, inputs: Inputs) -> bool:
        """Whether a user may give these inputs: each parameter that must be given is, with a value that fits."""
        given = inputs.given()
        return all(
            not check(one.schema, given[one.schema.name]) if one.schema.name in given else one.schema.has_default
            for one in self._field.drawable
        )

    def _other_json(self, best: Inputs) -> Iterator[Inputs]:
        """The inputs with other JSON where JSON is given: no constraint could say which is meant."""
        given = best.given()
        for one in self._field.drawable:
            for other in OTHER_JSON if one.schema.type == "json" and one.schema.name in given else ():
                inputs = best.giving(one.schema.name, other)
                if self._lawful(inputs):
                    yield inputs

    def _said_already(self, best: Inputs, place: Hashable) -> bool:
        return any((name, place) in self._loosened for name in best.given())

    # Loose parameters.

    def _loose(self, base: Inputs) -> LawProof:
        """Each parameter by itself with values that nothing but its own constraints allows."""
        tried, broke, made = 0, 0, list[Counterexample]()
        drawable = [one for one in self._field.drawable if one.schema.type in loose.LOOSE]
        for number, one in enumerate(drawable):
            self._tell("loosening", number, len(drawable))
            if self._ended():
                break
            values = self._values(one, base)
            tried += len(values)
            found = next(((value, bad) for value in values if (bad := self._bad(one, value, base))), None)
            if found is None:
                continue
            broke += 1
            made.append(self._loose_one(one, *found, base))
        kept = tuple(made[: self._question.counterexamples])
        return LawProof(loose.NAME, loose.SENTENCE, tried, broke, kept, len(made) - len(kept))

    def _values(self, one: Drawable, base: Inputs) -> list[Value]:
        found: dict[str, Value] = {}
        small.collected(
            loose.loose_values(one).map(lambda value: base.giving(one.schema.name, freeze(value))),
            self._question.seed,
            loose.TRIED,
            lambda inputs: found.setdefault(repr(inputs.given()[one.schema.name]), inputs.given()[one.schema.name]),
        )
        return sorted(found.values(), key=_simple)

    def _bad(self, one: Drawable, value: Value, base: Inputs) -> tuple[Diagnostic, ...]:
        """What the value brings with it that was not there before."""
        before = {self._asking.place(found) for found in self._said(base)}
        return tuple(
            found
            for found in self._said(base.giving(one.schema.name, value))
            if self._asking.place(found) not in before
        )

    def _loose_one(self, one: Drawable, value: Value, bad: tuple[Diagnostic, ...], base: Inputs) -> Counterexample:
        inputs = base.giving(one.schema.name, value)
        place = self._asking.place(bad[0])

        def breaks(less: Inputs) -> bool:
            return self._lawful(less) and any(self._asking.place(found) == place for found in self._said(less))

        inputs = loose.simpler(inputs, one.schema.name, breaks)
        self._loosened.update((one.schema.name, self._asking.place(found)) for found in refusals(bad))
        said = loose.told(one, value, bad[0], self._declared.get(one.schema.name))
        return Counterexample(loose.NAME, (said,), inputs, self._asking.steps(inputs))

    def _said(self, inputs: Inputs) -> tuple[Diagnostic, ...]:
        return loose.grave(self._asking.case(inputs).diagnostics)


def _simple(value: Value) -> tuple[float, bool, int, str]:
    """Small numbers first; short texts first, but for none at all, which is hard to see."""
    number = isinstance(value, (int, float))
    return (abs(value) if number else 0, value == "", 0 if number else len(str(value)), str(value))
