from dataclasses import replace
from hypothesis import given, settings
from tests.executors import test_laws as t, laws
from heatplan.executors.in_process import run, destroy
from heatplan.executors.simulator.driver import Simulator
from heatplan.executors.simulator.world import EMPTY
from heatplan.ir.tree import *
from tests.plan.trees import plan, stacks
def strip(s):
    return replace(s, auth=(), resources=tuple(map(stripr,s.resources)))
def stripr(r):
    c=r.child
    if isinstance(c,Nested): c=Nested(strip(c.stack),c.arguments)
    elif isinstance(c,Family): c=replace(c,classes=tuple(replace(k,resource=stripr(k.resource)) for k in c.classes))
    return replace(r,child=c,auth=())
plans=stacks(exprs=t.MAPS).map(t._calm).map(strip).map(plan)
@given(plans)
@settings(max_examples=150)
def test_a(made):
    done=run(made,Simulator(),EMPTY)
    assert not done.failed, [f.message for f in done.diagnostics]
    laws.trace_is_a_linear_extension(made,done)
    gone=destroy(made,done.state,Simulator(),done.world)
    assert not gone.failed
@given(plans)
@settings(max_examples=100)
def test_b(made):
    whole=run(made,Simulator(),EMPTY)
    for e in whole.trace:
        if e.action=="create":
            half=run(made,Simulator(),EMPTY,fail_at=frozenset({e.address}))
            rest=run(made,Simulator(),half.world,state=half.state)
            assert set(rest.world)==set(whole.world)
            break
