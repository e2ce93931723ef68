"""Jobs with drawn arguments, the same in every run."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from random import Random
from typing import Any

from tests.semantics.vectors.function_job import NEW, Jobs, both, job


def draw(rng: Random, depth: int = 0) -> Any:
    kind = rng.randrange(12 if depth < 2 else 8)
    if kind < 8:
        return rng.choice(
            [None, True, False, 0, 1, 2, -1, 1.0, 2.5, "", "a", "b", "ab", "aa", "1", "0", ",", "a,b", "x", "é"]
        )
    if kind < 10:
        return [draw(rng, depth + 1) for _ in range(rng.randrange(4))]
    return {
        rng.choice(["a", "b", "ab", "x", "1", "keys", "values", ""]): draw(rng, depth + 1)
        for _ in range(rng.randrange(4))
    }


def text(rng: Random) -> str:
    return "".join(rng.choice("aab,x1é") for _ in range(rng.randrange(8)))


def strings(rng: Random) -> list[str]:
    return [text(rng) for _ in range(rng.randrange(4))]


SHAPES: dict[str, Callable[[Random], Any]] = {
    "list_join": lambda r: [r.choice([",", "", " "]), *[strings(r) for _ in range(r.randrange(1, 3))]],
    "str_replace": lambda r: {"template": text(r) * 2, "params": {text(r): draw(r) for _ in range(r.randrange(5))}},
    "str_replace_strict": lambda r: {
        "template": text(r) * 2,
        "params": {text(r)[:2]: draw(r) for _ in range(r.randrange(4))},
    },
    "str_replace_vstrict": lambda r: {
        "template": text(r) * 2,
        "params": {text(r)[:1]: draw(r) for _ in range(r.randrange(4))},
    },
    "str_split": lambda r: [r.choice([",", "a", "é", ""]), text(r), *[draw(r) for _ in range(r.randrange(2))]],
    "repeat": lambda r: {
        "template": {text(r): [text(r), draw(r)], "k": draw(r)},
        "for_each": {r.choice("abx1"): r.choice([strings, draw])(r) for _ in range(r.randrange(3))},
        "permutations": r.random() < 0.5,
    },
    "digest": lambda r: [r.choice(["md5", "sha1", "SHA512"]), text(r)],
    "map_merge": lambda r: [r.choice([{}, {"a": 1}, draw(r)]) for _ in range(r.randrange(3))],
    "map_replace": lambda r: [
        {r.choice("abx1"): draw(r) for _ in range(3)},
        {"keys": {r.choice("abx1"): draw(r)}, "values": {r.choice("abx1"): draw(r)}},
    ],
    "filter": lambda r: [[draw(r) for _ in range(r.randrange(4))], [draw(r) for _ in range(r.randrange(6))]],
    "contains": lambda r: [draw(r), r.choice([text(r), [draw(r) for _ in range(r.randrange(5))]])],
    "list_concat": lambda r: [[draw(r) for _ in range(r.randrange(3))] for _ in range(r.randrange(3))],
    "list_concat_unique": lambda r: [[draw(r) for _ in range(r.randrange(5))] for _ in range(r.randrange(3))],
    "make_url": lambda r: (
        {
            key: r.choice([text(r), draw(r)])
            for key in r.sample(["scheme", "username", "password", "host", "port", "path", "fragment"], r.randrange(6))
        }
        | ({"query": {text(r): draw(r)}} if r.random() < 0.5 else {})
    ),
}


def random_jobs() -> Jobs:
    rng = Random(20270101)
    for name, shape in SHAPES.items():
        for number in range(60):
            args = shape(rng)
            if number % 3 == 0 and isinstance(args, (list, dict)) and args:
                place = rng.choice(list(args) if isinstance(args, dict) else range(len(args)))
                args = dict(args) if isinstance(args, dict) else list(args)
                args[place] = draw(rng)
            yield job(NEW, {name: args})
            if number % 2 == 0 and args:
                yield from itertools.islice(
                    both([NEW], name, args, rng.choice(list(args) if isinstance(args, dict) else range(len(args)))),
                    1,
                    None,
                )
