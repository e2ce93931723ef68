"""The nouns: every value that passes hand to each other, frozen."""
