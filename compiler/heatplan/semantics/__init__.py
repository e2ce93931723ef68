"""The meaning of expressions and values, used by passes and by executors alike."""
