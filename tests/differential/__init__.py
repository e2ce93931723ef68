"""Differential tests: drawn snippets and drawn templates, on which heatplan and the real Heat must agree."""
