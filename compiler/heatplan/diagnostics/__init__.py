"""Findings as values, the table of their codes, and their renderers."""
