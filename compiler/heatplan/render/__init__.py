"""Plans, stacks and traces as text: pure functions, the same bytes on every machine."""
