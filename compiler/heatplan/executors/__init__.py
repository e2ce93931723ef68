"""Executors: a driver performs one step, an engine decides when; both together carry out a plan.

``protocol`` says what a driver is and what comes out of a run, ``in_process``
is the engine that goes through the plan in this process, ``simulator`` is the
driver whose world is a value.  Laws for all of them: docs/executors.md.
"""
