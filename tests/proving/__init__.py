"""``python -m tests.proving``: every law asked about every sample and about real templates, and what came of it."""
