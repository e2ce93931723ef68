"""Grammars of templates and of the small languages in their strings."""
