"""Which names are surely slips, and where they are written."""

from __future__ import annotations

import pytest

from heatplan.diagnostics.diagnostic import Code, Fix, finding
from heatplan.diagnostics.misspelt import certain, with_fixes
from heatplan.span import Span

UNKNOWN = Code("HP9901", "unknown-reference", "error", "no resource is named `{name}`")


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [
        ("volum", "volume", True),
        ("SERVER", "server", True),
        ("ID", "id", True),
        ("dc", "db", False),  # as near as any two short names
        ("web2", "web1", False),  # a number is no slip
        ("web", "web1", False),
        ("image", "volume", False),
        ("volume", "volume", False),
        ("serv er", "serv: er", False),
    ],
)
def test_a_slip_is_a_small_one(wrong: str, right: str, expected: bool) -> None:
    assert certain(wrong, right) is expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("@{get_resource: volum}", "volum"),
        ("{@get_resource@: volum}", "volum"),
        ("{@get_resource@: 'volum'}", "volum"),
        ("{@get_attr@: [volum, id]}", "volum"),
        ("@get_attr@:\n  - volum\n  - id", "volum"),
        ("{@get_attr@: [server, volum]}", "volum"),
        ("@get_attr@:\n  - server\n  - volum\n", "volum"),
        ("@volum@: {volum: 1}", "volum"),
        ("@volum: {volum: 1}@", None),  # which of the two?
        ("{@get_attr@: [volume, id]}", None),
        ("{@get_attr@: [my.volum.x, id]}", None),
        ("{@get_attr@: [server, 0, volum]}", None),
    ],
)
def test_the_name_is_found_where_it_is_written(text: str, place: str | None) -> None:
    start, end = (text.index("@"), text.rindex("@"))
    plain = text.replace("@", "")
    span = Span("t", start, max(end - 1, start)) if start != end else Span("t", 0, len(plain))

    (item,) = with_fixes([finding(UNKNOWN, span, name="volum", hint="Did you mean volume?")], {"t": plain})

    if place is None:
        assert item.fix is None
    else:
        assert item.fix is not None
        assert plain[item.fix.span.start : item.fix.span.end] == place
        assert item.fix.replacement == "volume"


def test_a_doubtful_hint_is_no_fix() -> None:
    span = Span("t", 0, 5)
    for hint in ("Did you mean volume or volumes?", "It can be volume.", ""):
        (item,) = with_fixes([finding(UNKNOWN, span, name="volum", hint=hint)], {"t": "volum"})

        assert item.fix is None


def test_a_fix_that_is_there_stays() -> None:
    fix = Fix(Span("t", 0, 1), "x")
    item = finding(UNKNOWN, Span("t", 0, 5), name="volum", hint="Did you mean volume?", fix=fix)

    assert with_fixes([item], {"t": "volum"}) == (item,)


def test_a_name_that_is_written_more_often_is_rather_the_right_one() -> None:
    code = Code("HP0310", "unknown-reference", "error", "no resource is named `{name}`")
    text = "volum: {}\na: {get_resource: volume}\nb: {get_resource: volume}\n"
    place = Span("t", text.index("volume}"), text.index("}\nb"))
    item = finding(code, place, name="volume", hint="Did you mean volum?")

    assert with_fixes([item], {"t": text})[0].fix is None
    assert with_fixes([item], {"t": text.partition("b:")[0]})[0].fix is not None
