"""The mutator itself."""

from __future__ import annotations

import random

from tests.conformance.recorded import SAMPLES
from tests.robustness.mutate import INJURIES, mutate

TEXT = (SAMPLES / "network.yaml").read_text(encoding="utf-8")


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert [mutate(TEXT, seed) for seed in range(50)] == [mutate(TEXT, seed) for seed in range(50)]


def test_seeds_differ_and_change_the_text() -> None:
    found = {mutate(TEXT, seed) for seed in range(200)}

    assert len(found) > 150
    assert sum(data != TEXT.encode() for data in found) > 150


def test_each_injury_happens() -> None:
    for injure in INJURIES:
        changed = 0
        for seed in range(40):
            lines = TEXT.splitlines()
            injure(random.Random(seed), lines)
            changed += lines != TEXT.splitlines()
        assert changed, injure.__name__


def test_an_empty_text_can_be_damaged_too() -> None:
    assert all(isinstance(mutate("", seed), bytes) for seed in range(20))
