"""The passes: each a pure function from one value to the next beside its findings."""
