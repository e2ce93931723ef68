"""Damaged templates and other hash seeds: ``python -m tests.robustness --help``."""
