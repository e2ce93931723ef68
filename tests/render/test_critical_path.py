"""The critical path as text and as data."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from heatplan.ir.expr import Read
from heatplan.ir.tree import Batch
from heatplan.ir.value import Map
from heatplan.render.critical_path import critical_path_data, critical_path_text
from heatplan.render.seconds import duration, moment
from heatplan.semantics.times import Times
from heatplan.semantics.timing import critical_path
from heatplan.span import NOWHERE
from tests.plan.trees import call, deferred, group, nested, plan, resource, stack


@pytest.mark.parametrize(
    ("seconds", "long", "when"),
    [
        (0.0, "0 s", "0:00"),
        (0.25, "0.25 s", "0:00.25"),
        (35.5, "35.5 s", "0:35.5"),
        (60.0, "1 min", "1:00"),
        (125.4, "2 min 5 s", "2:05.4"),
        (3600.0, "1 h", "1:00:00"),
        (3 * 3600 + 62.0, "3 h 1 min 2 s", "3:01:02"),
        (35_000_000.0, "9,722 h 13 min 20 s", "9722:13:20"),
        (59.999, "1 min", "1:00"),
    ],
)
def test_seconds_as_people_read_them(seconds: float, long: str, when: str) -> None:
    assert (duration(seconds), moment(seconds)) == (long, when)


def test_why_each_step_waits() -> None:
    inner = stack(
        resource("server", type_name="OS::Nova::Server"),
        replace(
            resource("attachment", "server", type_name="OS::Cinder::VolumeAttachment"),
            reads=(Read("server", None, NOWHERE),),
        ),
    )
    made = plan(
        stack(
            resource("g", child=group(resource("%index%", child=nested(inner)), 8, batch=Batch(2, 5.0))),
            resource("after", "g"),
            replace(resource("port"), implicit=("after",)),
        )
    )

    assert (
        critical_path_text(critical_path(made, Times(parallel=2)))
        == """\
2 min 37 s by this model, with all that is ready done at once; 4 min 42 s of work in all
with at most 2 at once: 2 min 37 s to 4 min 58 s

  begins  takes       step             type                                 waits for
  0:00    30 s        g[0].server      OS::Nova::Server                     g[0] opens
  0:30    5 s         g[0].attachment  OS::Cinder::VolumeAttachment         g[0].server, which it reads
  0:35    1 min 25 s  g                (2 batches more, one after another)  the batch before, last g[0].@complete
  2:00    30 s        g[6].server      OS::Nova::Server                     g[6] opens
  2:30    5 s         g[6].attachment  OS::Cinder::VolumeAttachment         g[6].server, which it reads
  2:35    1 s         after            OS::Heat::TestResource               g.@complete, by depends_on
  2:36    1 s         port             OS::Heat::TestResource               after, since Heat says so
"""
    )


def test_what_is_not_decided_is_named() -> None:
    inner = stack(resource("a", when=call("not", True)))
    made = plan(stack(resource("g", child=deferred(resource("%index%", child=nested(inner)), call("f", 3)))))

    text = critical_path_text(critical_path(made))

    assert text.endswith("\n\n  if it is there\n    g[?].a\n\n  counted once\n    g\n")


def test_the_same_as_data() -> None:
    made = plan(stack(resource("a"), resource("b", "a")))

    data = critical_path_data(critical_path(made, Times(types=Map({"OS::Heat::TestResource": 2.0}), parallel=1)))

    assert json.loads(json.dumps(data)) == {
        "seconds": 4.0,
        "work": 4.0,
        "path": [
            {
                "address": name,
                "action": "create",
                "type": "OS::Heat::TestResource",
                "start": start,
                "finish": start + 2.0,
                "after": after,
                "batches": 0,
                "why": why,
            }
            for name, start, after, why in [("a", 0.0, "", ""), ("b", 2.0, "a", "depends_on")]
        ],
        "conditional": [],
        "deferred": [],
        "parallel": {"limit": 1, "least": 4.0, "most": 8.0},
    }
