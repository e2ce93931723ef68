"""Expressions of a wanted kind, nested as the template's version allows, lawful by construction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from hypothesis import strategies as st

from heatplan.testing.offers import ALPHABET, SOFTWARE, Kind, Offers

WORDS: Final = ("a", "b", "web", "db-1", "", "a,b", "é", "two words", "$a", "10.0.0.1", "yes", "null")
LETTERS: Final = ("a", "b", "c")
FREE_TEXT: Final = st.text(ALPHABET, max_size=8)

Way = Callable[[int, bool], Any]


class Expressions:
    """Draws expressions over what a level offers.

    ``depth`` is how many functions may still be nested.  With ``loose``, a
    value may be unknown until resources are created, and null until then;
    most functions take null for nothing, those that do not are not given any.
    """

    def __init__(self, draw: st.DrawFn, offers: Offers) -> None:
        self.draw = draw
        self.offers = offers

    def of(self, kind: Kind, depth: int = 2, *, loose: bool = True) -> Any:
        """An expression of that kind."""
        ways: dict[Kind, Callable[[int, bool], list[Way]]] = {
            "string": self._strings,
            "number": self._numbers,
            "boolean": self._booleans,
            "list": self._lists,
            "map": self._maps,
        }
        found = ways[kind](depth, loose)
        return self.pick(found)(depth, loose)

    def pick(self, items: list[Any] | tuple[Any, ...]) -> Any:
        """One of the items; the first is the simplest."""
        return self.draw(st.sampled_from(items)) if len(items) > 1 else items[0]

    def chance(self, percent: int = 25) -> bool:
        """True now and then; False is the simpler."""
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def word(self) -> str:
        """A text; in a group's member the index may be in it."""
        words = WORDS if self.offers.index is None else (self.offers.index, f"n-{self.offers.index}", *WORDS)
        return str(self.draw(st.sampled_from(words) | FREE_TEXT))

    def reference(self, *types: str, otherwise: str) -> Any:
        """The reference to a resource of one of the types, or a name that the cloud may know."""
        found = [
            one.name for one in self.offers.visible() if one.type in types or (one.takes_software and SOFTWARE in types)
        ]
        if not found or self.chance(10):
            return otherwise
        return {"get_resource": self.pick(found)}

    def parameter(self, kind: Kind, *, solid: bool, use: str | None = None) -> list[str]:
        """Names of parameters that will do."""
        return [
            one.name
            for one in self.offers.parameters
            if one.kind == kind and (one.solid or not solid) and (use is None or one.use == use)
        ]

    def whole(self, least: int, use: str) -> Any:
        """A small whole number: itself, or a parameter that is one."""
        number = self.draw(st.integers(least, 3))
        names = self.parameter("number", solid=True, use=use)
        return {"get_param": self.pick(names)} if names and self.chance(50) else number

    # What is common to all kinds.

    def _common(self, kind: Kind, depth: int, loose: bool) -> list[Way]:
        ways: list[Way] = []
        if self.parameter(kind, solid=not loose):
            ways.append(lambda _, loose: {"get_param": self.pick(self.parameter(kind, solid=not loose))})
        if loose and self._attributes(kind):
            ways.append(lambda _, __: {"get_attr": self.pick(self._attributes(kind))})
        if depth > 0 and self.offers.has("if"):
            ways.append(lambda depth, loose: self._if(kind, depth, loose))
        if depth > 0 and self.offers.has("yaql"):
            ways.append(
                lambda depth, loose: {"yaql": {"expression": "$.data", "data": self.of(kind, depth - 1, loose=loose)}}
            )
        return ways

    def _attributes(self, kind: Kind) -> list[list[Any]]:
        return [[one.name, *path] for one in self.offers.visible() for path, given in one.attributes if given == kind]

    def _if(self, kind: Kind, depth: int, loose: bool) -> Any:
        then = self.of(kind, depth - 1, loose=loose)
        return {"if": [self.condition(), then, self.of(kind, depth - 1, loose=loose)]}

    # Strings.

    def _strings(self, depth: int, loose: bool) -> list[Way]:
        ways: list[Way] = [lambda _, __: self.word(), *self._common("string", depth, loose)]
        if loose and self.offers.visible():
            ways.append(lambda _, __: {"get_resource": self.pick([one.name for one in self.offers.visible()])})
        if self.parameter("map", solid=True):
            ways.append(lambda _, __: {"get_param": [self.pick(self.parameter("map", solid=True)), self.pick(LETTERS)]})
        if self.offers.files:
            ways.append(lambda _, __: {"get_file": self.pick(self.offers.files)})
        if depth > 0:
            ways += [self._list_join, self._str_replace]
            more = {
                "digest": self._digest,
                "str_split": self._split_item,
                "make_url": self._make_url,
                "str_replace_strict": self._strict,
                "str_replace_vstrict": self._vstrict,
            }
            ways += [way for name, way in more.items() if self.offers.has(name)]
            if self.offers.has("yaql"):
                ways.append(self._yaql_text)
        return ways

    def _several(self, kind: Kind, depth: int, loose: bool, most: int = 3) -> list[Any]:
        return [self.of(kind, depth, loose=loose) for _ in range(self.draw(st.integers(1, most)))]

    def _list_join(self, depth: int, loose: bool) -> Any:
        lists = [self._several("string", depth - 1, loose)]
        if self.offers.means("list_join", "JoinMultiple") and self.chance():
            lists.append(self.of("list", depth - 1, loose=loose))
        return {"list_join": [self.pick(["-", "", ", "]), *lists]}

    def _str_replace(self, depth: int, loose: bool) -> Any:
        params: dict[str, Any] = {"$a": self.of("string", depth - 1, loose=loose)}
        if self.chance():
            params["$b"] = self.of("number", depth - 1, loose=loose)
        if self.offers.means("str_replace", "ReplaceJson") and self.chance():
            params["$c"] = self.of(self.pick(["list", "map"]), depth - 1, loose=loose)
        return {"str_replace": {"template": self.pick(["$a", "x$a-$b$c", "$a$a", "no"]), "params": params}}

    def _strict(self, depth: int, loose: bool) -> Any:
        params = {"$a": self.of("string", depth - 1, loose=loose), "$b": self.word()}
        return {"str_replace_strict": {"template": "$a and $b", "params": params}}

    def _vstrict(self, depth: int, _: bool) -> Any:
        params = {"$a": {"list_join": ["", ["x", self.of("string", max(depth - 2, 0), loose=False)]]}}
        return {"str_replace_vstrict": {"template": "$a!", "params": params}}

    def _digest(self, depth: int, _: bool) -> Any:
        return {"digest": [self.pick(["sha256", "md5", "SHA512"]), self.of("string", depth - 1, loose=False)]}

    def _split_item(self, _: int, __: bool) -> Any:
        words = [self.pick(["a", "b", ""]) for _ in range(3)]
        return {"str_split": [",", ",".join(words), self.draw(st.integers(0, 2))]}

    def _make_url(self, depth: int, _: bool) -> Any:
        parts: dict[str, Any] = {"scheme": "http", "host": self.pick(["example.org", "::1", "10.0.0.1"])}
        if self.chance(50):
            parts["port"] = self.draw(st.integers(1, 65535))
        if self.chance(50):
            parts["path"] = self.of("string", depth - 1, loose=False)
        if self.chance():
            parts["query"] = {"a": self.of("string", depth - 1, loose=False)}
        return {"make_url": parts}

    def _yaql_text(self, depth: int, _: bool) -> Any:
        if self.draw(st.booleans()):
            return {"yaql": {"expression": "$.data.join('+')", "data": self._several("string", depth - 1, loose=False)}}
        return {"yaql": {"expression": "str($.data)", "data": self.of("number", depth - 1, loose=False)}}

    # Numbers and booleans.

    def _numbers(self, depth: int, loose: bool) -> list[Way]:
        ways: list[Way] = [lambda _, __: self.draw(st.integers(0, 9)), *self._common("number", depth, loose)]
        if depth > 0 and self.offers.has("yaql"):
            ways.append(lambda depth, _: self._yaql_on_list("$.data.len()", depth))
        return ways

    def _booleans(self, depth: int, loose: bool) -> list[Way]:
        ways: list[Way] = [lambda _, __: self.draw(st.booleans()), *self._common("boolean", depth, loose)]
        if depth > 0 and self.offers.has("contains"):
            ways.append(lambda depth, _: {"contains": [self.word(), self.of("list", depth - 1, loose=False)]})
        if depth > 0 and self.offers.has("yaql"):
            ways.append(lambda depth, _: self._yaql_on_list("$.data.len() > 1", depth))
        return ways

    def _yaql_on_list(self, expression: str, depth: int) -> Any:
        return {"yaql": {"expression": expression, "data": self.of("list", depth - 1, loose=False)}}

    # Lists and maps.

    def _lists(self, depth: int, loose: bool) -> list[Way]:
        ways: list[Way] = [
            lambda depth, loose: self._several("string", max(depth - 1, 0), loose),
            *self._common("list", depth, loose),
        ]
        if depth > 0:
            more = {
                "str_split": lambda depth, _: {"str_split": [",", self.of("string", depth - 1, loose=False)]},
                "repeat": self._repeat,
                "list_concat": lambda depth, loose: self._concat("list_concat", depth, loose),
                "list_concat_unique": lambda depth, _: self._concat("list_concat_unique", depth, loose=False),
                "filter": lambda depth, _: {"filter": [[self.word()], self.of("list", depth - 1, loose=False)]},
            }
            ways += [way for name, way in more.items() if self.offers.has(name)]
            if self.offers.has("yaql"):
                ways.append(lambda depth, _: self._yaql_on_list("$.data.where($ != 'a')", depth))
        return ways

    def _concat(self, name: str, depth: int, loose: bool) -> Any:
        return {name: self._several("list", depth - 1, loose, most=2)}

    def _repeat(self, depth: int, loose: bool) -> Any:
        for_each = {"<x>": self.of("list", depth - 1, loose=False)}
        if self.chance():
            for_each["<y>"] = [self.word(), self.word()]
        template = self.pick(["<x>", "<x>-<y>", {"list_join": ["/", ["<x>", self.of("string", 0, loose=loose)]]}])
        return {"repeat": {"for_each": for_each, "template": template}}

    def _maps(self, depth: int, loose: bool) -> list[Way]:
        ways: list[Way] = [self._map, *self._common("map", depth, loose)]
        if depth > 0 and self.offers.has("map_merge"):
            ways.append(lambda depth, loose: {"map_merge": self._several("map", depth - 1, loose, most=2)})
        if depth > 0 and self.offers.has("map_replace"):
            ways.append(self._map_replace)
        return ways

    def _map(self, depth: int, loose: bool) -> Any:
        names = self.draw(st.lists(st.sampled_from(LETTERS), max_size=3, unique=True))
        found = {name: self.of("string", max(depth - 1, 0), loose=loose) for name in names}
        if self.offers.means("if", "IfNullable") and depth > 0 and self.chance():
            found["maybe"] = {"if": [self.condition(), self.word()]}
        return found

    def _map_replace(self, depth: int, _: bool) -> Any:
        how: dict[str, Any] = {"values": {"web": self.of("string", depth - 1, loose=False)}}
        if self.draw(st.booleans()):
            how["keys"] = {"a": "z"}
        return {"map_replace": [self._map(max(depth - 1, 0), loose=False), how]}

    # Conditions.

    def condition(self, depth: int = 1) -> Any:
        """A condition where one is used: a name or a function."""
        if self.offers.conditions and self.chance(50):
            return self.pick(self.offers.conditions)
        return self.condition_body(depth)

    def condition_body(self, depth: int = 2) -> Any:
        """What a condition may be defined as: a boolean or a function."""
        known = self.offers.table.condition_functions
        ways: list[Callable[[], Any]] = [lambda: self.draw(st.booleans())]
        if self.offers.parameters:
            ways.append(self._equals)
        if self.parameter("boolean", solid=True):
            ways.append(lambda: {"get_param": self.pick(self.parameter("boolean", solid=True))})
        if depth > 0:
            ways += [
                lambda: {"not": self.condition(depth - 1)},
                lambda: {self.pick(["and", "or"]): [self.condition(depth - 1), self.condition(depth - 1)]},
            ]
        if "contains" in known and self.parameter("list", solid=True):
            ways.append(lambda: {"contains": ["a", {"get_param": self.pick(self.parameter("list", solid=True))}]})
        if "yaql" in known and self.parameter("list", solid=True):
            data = self.parameter("list", solid=True)
            ways.append(lambda: {"yaql": {"expression": "$.data.len() > 1", "data": {"get_param": self.pick(data)}}})
        return self.pick(ways)()

    def _equals(self) -> Any:
        one = self.pick(self.offers.parameters)
        other: dict[Kind, Any] = {"string": "a", "number": self.draw(st.integers(0, 2)), "boolean": True}
        return {"equals": [{"get_param": one.name}, other.get(one.kind, ["a"] if one.kind == "list" else {})]}
