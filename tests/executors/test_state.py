from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heatplan.ir.state import Standing, State, decode_state, encode_state

TEXTS = st.one_of(st.text(max_size=5), st.sampled_from(["\ud83d\ude00", "\ud800"]))
STANDING = st.builds(
    Standing,
    address=st.sampled_from(["a", "g[0]", '"a.b"']),
    type=TEXTS,
    kind=st.sampled_from(["resource", "stack"]),
    id=TEXTS,
    undo=st.sampled_from(["delete", "retain", "snapshot"]),
    status=st.sampled_from(["complete", "failed"]),
)
STATES = st.builds(State, TEXTS, st.just("0" * 64), st.lists(STANDING, max_size=3).map(tuple))


@given(STATES)
def test_a_state_comes_back(state: State) -> None:
    text = encode_state(state)

    assert decode_state(text).value == state
    assert text.isascii()


def test_an_edited_state_is_refused() -> None:
    text = encode_state(State("s", "0" * 64, (Standing("a", "t", "resource", "id"),)))

    (found,) = decode_state(text.replace('"id":"id"', '"id":"it"')).diagnostics
    assert found.code.id == "HP0823"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "HP0820"),
        ("[]", "HP0822"),
        ('{"format": "heatplan-state/9"}', "HP0821"),
        ("[" * 100_000, "HP0820"),
        (
            json.dumps({"format": "heatplan-state/1", "seal": "", "stack_name": "", "plan": "", "standing": [{}]}),
            "HP0822",
        ),
    ],
)
def test_what_is_no_state_is_a_finding(text: str, code: str) -> None:
    (found,) = decode_state(text).diagnostics

    assert found.code.id == code
